"""The open document: opening, and what happens before it is left.

Decides which document is open; the session shows its dataset. How a file gets in is `opening_flow`'s
business, how it is changed `edit_flow`'s, how it is saved `saving_flow`'s. Knows no menus and no canvas.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QWidget

from timeline_app import bundled
from timeline_app.core.dataset import Dataset
from timeline_app.core.errors import DatasetError, TimelineError, worst_first
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.history import History
from timeline_app.dataset.reading.reader import new_document
from timeline_app.dataset.text_sources import SeenFile
from timeline_app.gui.background import Background
from timeline_app.gui.dialogs.file_dialog import ask_for_file
from timeline_app.gui.dialogs.new_chronology import NewChronologyDialog
from timeline_app.gui.dialogs.question import Answer, Question, Role, nothing
from timeline_app.gui.flows.edit_flow import EditFlow
from timeline_app.gui.flows.opening_flow import OpeningFlow
from timeline_app.gui.flows.reload_flow import ReloadFlow
from timeline_app.gui.flows.saving_flow import SavingFlow
from timeline_app.gui.flows.second_process import SecondProcess
from timeline_app.gui.preferences import Preferences
from timeline_app.gui.report import reason_of, report_on_text
from timeline_app.gui.session import Session
from timeline_app.scene.viewport import Viewport


@dataclass(frozen=True, slots=True)
class _Left:
    """What was seen of the open document when the first events of another file took its place."""

    selected: str
    viewport: Viewport | None


class DocumentFlow(QObject):
    """Opens and saves documents for one window."""

    opened = Signal()
    """Another document is shown than before."""
    returned = Signal(object)
    """The open document is shown again after the beginning of another; carries the viewport left then."""
    state_changed = Signal()
    """Document, unsaved changes or loading are no longer what they were."""
    progressed = Signal(object)
    """Carries a Progress of the file that is being read."""
    indexing = Signal(object)
    """Carries a Progress of the search index of the open document."""
    indexed = Signal(object)
    """Carries that SearchIndex, or the TimelineError that says why there is none."""
    told = Signal(str, object)
    """A message for the notice bar, and what is behind it: a tuple of lines, or a Report."""
    done = Signal(str)
    """A message that may go away by itself."""

    def __init__(
        self, session: Session, preferences: Preferences, background: Background, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._preferences = preferences
        self._background = background
        self._window = window
        self._left: _Left | None = None
        # What reads whole files only to compare them must not hold up the opening of another.
        self._comparing = background.beside()
        self.edits = EditFlow(session, background, self)
        self.edits.changed.connect(self.state_changed)
        self.edits.told.connect(self.told)
        self._opening = OpeningFlow(background, self._comparing, self)
        self._opening.progressed.connect(self.progressed)
        self._opening.began.connect(self._show_beginning)
        self._opening.ended.connect(self._take)
        self._opening.indexing.connect(self.indexing)
        self._opening.indexed.connect(self._take_index)
        self._opening.outdated.connect(self._replace_outdated)
        self._saving = SavingFlow(session, background, window)
        self._saving.saved.connect(self._take_saved)
        self._saving.told.connect(self.told)
        self._saving.done.connect(self.done)
        self._reloading = ReloadFlow(session, self.edits, background, self._opening, window)
        self._reloading.reread.connect(self._read)
        self._saving.merge_wanted.connect(self._reloading.merge)
        self._reloading.told.connect(self.told)
        self._reloading.done.connect(self.done)

    @property
    def document(self) -> Document | None:
        """Return the open document."""
        return self.edits.document

    @property
    def modified(self) -> bool:
        """Tell whether the document has changes that are not saved."""
        return not self.edits.is_saved

    @property
    def is_editable(self) -> bool:
        """Tell whether the document that is shown may be edited in the window."""
        return self.edits.is_editable and not self.loading

    @property
    def loading(self) -> str:
        """Return the name of the file that is being opened, "" when none is."""
        return self._opening.path.name if self._opening.path is not None else ""

    @property
    def name(self) -> str:
        """Return the title of the document in the interface's language, or its file name."""
        if self.document is None:
            return ""
        return self.document.dataset.title_in(self._session.language.code)

    @property
    def folder(self) -> Path:
        """Return the folder in which file dialogs begin."""
        path = self.document.path if self.document is not None else None
        if path is not None and not bundled.is_bundled(path):
            return path.parent
        return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))

    @Slot()
    def choose_file(self) -> None:
        """Ask for a file and open it."""
        ask_for_file(self._window, self._session.language, self.folder, self.open)

    def open(self, path: Path) -> None:
        """Open a file, once nothing unsaved can be lost; what is open stays until it is read."""
        self.leave(partial(self._read, path))

    def open_from(self, process: SecondProcess) -> None:
        """Open the first file of a window, which a process is reading already."""
        self._opening.follow(process)
        self.state_changed.emit()

    @Slot()
    def choose_title(self) -> None:
        """Ask what a new chronology is called, once nothing unsaved can be lost, and begin it."""
        self.leave(self._ask_for_title)

    def _ask_for_title(self) -> None:
        dialog = NewChronologyDialog(self._window, self._session.language)
        dialog.titled.connect(self.begin)
        dialog.open()

    @Slot(str)
    def begin(self, title: str = "") -> History:
        """Open a new document without events and without a file, and return its history."""
        self.cancel_loading()
        history = self._adopt(History.opened(new_document(title or self._session.language("Untitled"))))
        self.state_changed.emit()
        return history

    def take_restored(self, history: History) -> None:
        """Open a document whose unsaved changes have come back; its file stays as it is."""
        self.cancel_loading()
        self._adopt(history)
        self.state_changed.emit()

    def leave(self, then: Callable[[], None]) -> None:
        """Call `then` unless the person wants to keep unsaved changes; it may be called later or never."""
        self.edits.after(partial(self._leave, then))

    def _leave(self, then: Callable[[], None]) -> None:
        if not self.modified:
            then()
            return
        language = self._session.language
        # An edit may have been asked for while the document was written: then this is asked again.
        save = partial(self._save_then, partial(self.leave, then))
        Question(
            self._window,
            language("Save the changes to “{name}”?", name=self.name),
            language("What you changed will be lost otherwise."),
            (
                Answer(language("Save"), save),
                Answer(language("Discard"), then, Role.DestructiveRole),
                Answer(language("Cancel"), role=Role.RejectRole),
            ),
        ).open()

    @Slot()
    def cancel_loading(self) -> None:
        """Give up the file that is being opened, and show again what is open."""
        self._opening.cancel()
        self._return()
        self.state_changed.emit()

    @Slot()
    def save(self) -> None:
        """Write the document to its file, or ask for another where it has none to write to."""
        self._save_then(nothing)

    @Slot()
    def save_as(self) -> None:
        """Ask for a file and write the document to it."""
        self.edits.after(self._save_as)

    def _save_as(self) -> None:
        if self.document is not None:
            self._saving.save_as(self.document, self.folder)

    def _save_then(self, then: Callable[[], None]) -> None:
        self.edits.after(partial(self._save, then))

    def _save(self, then: Callable[[], None]) -> None:
        if self.document is not None:
            self._saving.save(self.document, self.folder, then)

    @Slot(object, object)
    def _take_saved(self, before: Document, document: Document) -> None:
        if document.path is not None:
            self._preferences.remember(document.path)
        if self.edits.take_saved(before, document):
            self._reloading.watch(document)
            if self._left is None and self.document is not None:
                self._session.set_dataset(self.document.dataset)
        self.state_changed.emit()

    @Slot(object)
    def _read(self, path: Path) -> None:
        self.cancel_loading()
        self._opening.open(path)
        self.state_changed.emit()

    @Slot(object)
    def _show_beginning(self, document: Document) -> None:
        """Show the first events of a file; the open document stays what it is, and is returned to."""
        if self.document is not None and self.document.path == document.path:
            return  # All of its events are shown already.
        session = self._session
        selected = session.store.event(session.selected).id if session.selected is not None else ""
        self._left = _Left(selected, session.viewport)
        session.select(None)
        session.set_dataset(document.dataset)
        self.opened.emit()
        self.state_changed.emit()

    def _return(self) -> None:
        """Show the open document again where the beginning of another took its place."""
        left, self._left = self._left, None
        if left is None:
            return
        session = self._session
        session.set_dataset(self.document.dataset if self.document is not None else Dataset())
        self.returned.emit(left.viewport)
        session.select(session.store.row_of(left.selected) if left.selected else None)

    @Slot(object, object)
    def _take(self, path: Path, outcome: object) -> None:
        """End the opening of a file: with its document, or with the error that prevents it."""
        if isinstance(outcome, Document):
            self._adopt(History.opened(outcome))
            if not bundled.is_bundled(path):
                self._preferences.remember(path)
        else:
            self._return()
            if isinstance(outcome, TimelineError):
                self._refuse(path, outcome)
        self.state_changed.emit()

    def _refuse(self, path: Path, error: TimelineError) -> None:
        language = self._session.language
        problems = worst_first(error.problems) if isinstance(error, DatasetError) else ()
        reason = reason_of(error)
        message = language("“{name}” could not be opened: {reason}", name=path.name, reason=reason)
        if problems and path.exists():
            title = language("“{name}” could not be opened", name=path.name)
            self.told.emit(message, report_on_text(title, "", problems, SeenFile.as_it_is(path)))
        else:
            self.told.emit(message, tuple(str(error).splitlines()))
        if not path.exists():
            self._preferences.forget(path)

    def _adopt(self, history: History) -> History:
        document = history.document
        is_shown = self._left is not None
        again = self.document is not None and self.document.path == document.path is not None
        self._left = None
        self.edits.hold(history)
        self._reloading.watch(document)
        if not again and not is_shown:
            self._session.select(None)
        self._session.set_dataset(document.dataset)
        if not again and not is_shown:
            self.opened.emit()
        return history

    @Slot(object, object)
    def _take_index(self, indexed: Document, outcome: object) -> None:
        current = self.document
        # It may have been saved, added to or replaced meanwhile.
        if current is not None and current.dataset.store.events is indexed.dataset.store.events:
            self.indexed.emit(outcome)

    @Slot(object)
    def _replace_outdated(self, document: Document) -> None:
        """Read again what the cache gave and its file does not hold, unless another was opened meanwhile."""
        current = self.document
        if current is None or current.path is None:
            return
        if (current.path, current.sha256_on_disk) != (document.path, document.sha256_on_disk):
            return
        if self.modified:
            self._reloading.look_soon()
        else:
            self._read(current.path)
