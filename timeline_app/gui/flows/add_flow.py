"""Adding events to the open document: from files, from the clipboard, by dropping.

Owns the steps check, show, take over: all or nothing. Knows no menus, and leaves the document to its owner.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from timeline_app.core.errors import DatasetError, Problem
from timeline_app.dataset.content import MemoryContent
from timeline_app.dataset.editing.arrivals import arrivals_of
from timeline_app.dataset.editing.batch import Choice, Inputs, import_all
from timeline_app.dataset.editing.comparison import State
from timeline_app.dataset.editing.history import History
from timeline_app.dataset.reading.reader import read_bytes
from timeline_app.gui.background import Background
from timeline_app.gui.dialogs.add_preview import AddPreview, Prepared
from timeline_app.gui.dialogs.question import Answer, Question, Role
from timeline_app.gui.flows.document_flow import DocumentFlow
from timeline_app.gui.flows.edit_flow import first_new
from timeline_app.gui.report import Report
from timeline_app.gui.session import Session

_LARGEST: Final = 64_000_000
"""Bytes: adding to more would take minutes and many times the memory."""


@dataclass(frozen=True, slots=True)
class _Refused:
    """What prevents adding, and the texts in which it is."""

    problems: tuple[Problem, ...]
    inputs: Inputs


class AddFlow(QObject):
    """Adds events for one window."""

    told = Signal(str, object)
    """A message for the notice bar, and a tuple of lines with the details."""
    refused = Signal(object)
    """Carries the Report that says why nothing was added."""

    def __init__(
        self, session: Session, documents: DocumentFlow, background: Background, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._documents = documents
        self._background = background
        self._window = window
        self._preview: AddPreview | None = None

    @Slot()
    def choose_files(self) -> None:
        """Ask for files and add their events."""
        if self._is_refused():
            return
        language = self._session.language
        dialog = QFileDialog(self._window, language("Add events from"), str(self._documents.folder))
        dialog.setNameFilters([language("JSON files (*.json)"), language("All files (*)")])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._add_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def add_files(self, paths: Sequence[Path]) -> None:
        """Add the events of files, each on top of those before it."""
        if self._is_refused():
            return
        self._prepare(partial(_prepare_files, tuple(paths)))

    @Slot()
    def paste(self) -> None:
        """Add the events in the clipboard: JSON text, or copied files."""
        clipboard = QGuiApplication.clipboard()
        language = self._session.language
        if paths := local_files(clipboard.mimeData()):
            self.add_files(paths)
        elif clipboard.text().strip():
            self.add_text(clipboard.text(), language("clipboard"))
        else:
            self.told.emit(language("The clipboard holds no text. Copy events as JSON, then paste them."), ())

    def add_text(self, text: str, name: str) -> None:
        """Add the events of a JSON text; `name` says in messages where it came from."""
        if self._is_refused():
            return
        # A lone surrogate cannot be encoded; kept as it is, the reader says where it stands.
        data = text.encode("utf-8", "surrogatepass")
        self._prepare(partial(_prepare, ((name, data),), Choice()))

    def can_drop(self, mime: QMimeData) -> bool:
        """Tell whether something that is dragged over the window may be dropped on it."""
        return bool(local_files(mime)) or mime.hasText()

    def drop(self, mime: QMimeData) -> None:
        """Open or add what was dropped; one file may be either, and the person is asked."""
        paths = local_files(mime)
        if not paths:
            self.add_text(mime.text(), self._session.language("dropped text"))
        elif self._documents.document is None or self._documents.loading:
            self._documents.open(paths[0])
        elif len(paths) > 1:
            self.add_files(paths)
        else:
            self._ask_open_or_add(paths[0])

    def _is_refused(self) -> bool:
        """Tell whether nothing can be added now, and say why."""
        reason = self._reason_against_adding()
        if reason:
            self.told.emit(reason, ())
        return bool(reason)

    def _reason_against_adding(self) -> str:
        language, document = self._session.language, self._documents.document
        if name := self._documents.loading:
            return language("“{name}” is still being read. Add the events when it is there.", name=name)
        if document is not None and document.content.size > _LARGEST:
            return language(
                "“{name}” is too large to be changed in the window. Add to it with “timeline-app add”.",
                name=document.dataset.name,
            )
        return ""

    def _base(self) -> History:
        """Return what is added to: the open document, or a new one where none is open."""
        return self._documents.edits.history or self._documents.begin()

    def _ask_open_or_add(self, path: Path) -> None:
        language = self._session.language
        Question(
            self._window,
            language("Open “{name}”, or add its events?", name=path.name),
            language("Adding puts its events into “{title}”.", title=self._documents.name),
            (
                Answer(language("Open"), partial(self._documents.open, path)),
                Answer(language("Add to This Chronology"), partial(self.add_files, (path,))),
                Answer(language("Cancel"), role=Role.RejectRole),
            ),
        ).open()

    @Slot(list)
    def _add_chosen(self, names: list[str]) -> None:
        self.add_files([Path(name) for name in names])

    def _prepare(self, prepare: Callable[[History], Prepared | _Refused]) -> None:
        self._documents.edits.after(partial(self._start, prepare))

    def _start(self, prepare: Callable[[History], Prepared | _Refused]) -> None:
        self._background.start(partial(prepare, self._base()), self._show)

    def _show(self, outcome: object) -> None:
        language = self._session.language
        if isinstance(outcome, DatasetError):
            self._refuse(_Refused(outcome.problems, ()))
        elif isinstance(outcome, _Refused):
            self._refuse(outcome)
        elif isinstance(outcome, Prepared) and outcome.batch.is_known:
            title = self._documents.name
            self.told.emit(language("All of it is in “{title}” already; nothing is new.", title=title), ())
        elif isinstance(outcome, Prepared):
            self._preview = preview = AddPreview(self._window, self._session, outcome)
            preview.precision_chosen.connect(partial(self._prepare_anew, preview))
            preview.accepted.connect(partial(self._choose, preview))
            preview.finished.connect(self._forget_preview)
            preview.open()

    def _refuse(self, refused: _Refused) -> None:
        language = self._session.language
        sources = {name: MemoryContent(data) for name, data in refused.inputs}
        title = language("Nothing was added")
        explanation = language(
            "Events are added all together or not at all. Correct this, then add them again."
        )
        self.refused.emit(Report(title, explanation, refused.problems, sources))

    def _prepare_anew(self, preview: AddPreview) -> None:
        """Show what coarser dates make of what came in: it may clash then, or be there already."""
        batch = preview.prepared.batch
        job = partial(_prepare, batch.inputs, preview.choice, batch.base)
        self._background.start(job, partial(self._show_anew, preview))

    def _show_anew(self, preview: AddPreview, outcome: object) -> None:
        if preview is not self._preview or not isinstance(outcome, Prepared):
            return
        if outcome.batch.choice.precision is preview.choice.precision:
            preview.show_prepared(outcome)

    @Slot()
    def _forget_preview(self) -> None:
        self._preview = None

    def _choose(self, preview: AddPreview) -> None:
        """Take what was prepared, or prepare what was chosen instead."""
        batch, choice = preview.prepared.batch, preview.choice
        if choice == batch.choice:
            self._take(preview.prepared)
        else:
            self._background.start(partial(_prepare, batch.inputs, choice, batch.base), self._take_chosen)

    def _take_chosen(self, outcome: object) -> None:
        if isinstance(outcome, Prepared):
            self._take(outcome)
        else:
            self._show(outcome)

    def _take(self, prepared: Prepared) -> None:
        batch = prepared.batch
        taken = not self._documents.loading and self._documents.edits.take(
            batch.base, batch.result, prepared.come
        )
        if not taken:
            message = self._session.language(
                "The chronology was changed or replaced meanwhile; nothing was added. Add the events again."
            )
            self.told.emit(message, ())


def local_files(mime: QMimeData | None) -> tuple[Path, ...]:
    """Return the files of this machine that a drag or the clipboard carries; an empty clipboard has None."""
    urls = mime.urls() if mime is not None else []
    return tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())


def _prepare_files(paths: tuple[Path, ...], base: History) -> Prepared | _Refused:
    """Read files and import them; raises DatasetError where one cannot be read."""
    return _prepare(tuple((str(path), read_bytes(path)) for path in paths), Choice(), base)


def _prepare(inputs: Inputs, choice: Choice, base: History) -> Prepared | _Refused:
    """Import texts, or tell what prevents it."""
    try:
        batch = import_all(base, inputs, choice)
    except DatasetError as error:
        return _Refused(error.problems, inputs)
    come = first_new(base.document.dataset, batch.result.document.dataset)
    return Prepared(batch, arrivals_of(batch), come or next(iter(batch.ids(State.CLASHING)), ""))
