"""The open document: opening, saving, and what happens before it is left.

The one owner of the document and of whether it has unsaved changes; the session shows its dataset. Reading
and writing run beside the window. Knows no menus and no canvas.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from timeline_app import bundled
from timeline_app.core.errors import DatasetError, TimelineError, worst_first
from timeline_app.dataset.document import Document
from timeline_app.dataset.reader import new_document, read_document
from timeline_app.dataset.saving import ChangedOnDiskError, save_document
from timeline_app.gui.background import Background
from timeline_app.gui.dialogs.question import Answer, Question, Role, nothing
from timeline_app.gui.disk_watch import DiskWatch
from timeline_app.gui.preferences import Preferences
from timeline_app.gui.session import Session


class DocumentFlow(QObject):
    """Opens and saves documents for one window."""

    opened = Signal()
    """Another document is shown than before."""
    state_changed = Signal()
    """Document, unsaved changes or loading are no longer what they were."""
    told = Signal(str, object)
    """A message for the notice bar, and a tuple of lines with the details."""
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
        self._document: Document | None = None
        self._modified = False
        self._loading = ""
        self._reading = 0
        self._after_save: Callable[[], None] = nothing
        self._disk = DiskWatch(background, self)
        self._disk.changed.connect(self._ask_to_reload)

    @property
    def document(self) -> Document | None:
        """Return the open document."""
        return self._document

    @property
    def modified(self) -> bool:
        """Tell whether the document has changes that are not saved."""
        return self._modified

    @property
    def loading(self) -> str:
        """Return the name of the file that is being opened, "" when none is."""
        return self._loading

    @property
    def name(self) -> str:
        """Return the title of the document in the interface's language, or its file name."""
        if self._document is None:
            return ""
        dataset = self._document.dataset
        return dataset.title.in_language(self._session.language.code) or dataset.name

    @property
    def folder(self) -> Path:
        """Return the folder in which file dialogs begin."""
        path = self._document.path if self._document is not None else None
        if path is not None and not bundled.is_bundled(path):
            return path.parent
        return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))

    @Slot()
    def choose_file(self) -> None:
        """Ask for a file and open it."""
        dialog = self._file_dialog(self._session.language("Open a chronology"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._open_chosen)
        dialog.open()

    def open(self, path: Path) -> None:
        """Open a file, once nothing unsaved can be lost; what is open stays until it is read."""
        self.leave(partial(self._read, path))

    def begin(self) -> Document:
        """Open a new document without events and without a file, and return it."""
        document = new_document(self._session.language("Untitled"))
        self._adopt(document)
        self.state_changed.emit()
        return document

    def leave(self, then: Callable[[], None]) -> None:
        """Call `then` unless the person wants to keep unsaved changes; it may be called later or never."""
        if not self._modified:
            then()
            return
        language = self._session.language
        Question(
            self._window,
            language("Save the changes to “{name}”?", name=self.name),
            language("The events you added will be lost otherwise."),
            (
                Answer(language("Save"), partial(self._save_then, then)),
                Answer(language("Discard"), then, Role.DestructiveRole),
                Answer(language("Cancel"), role=Role.RejectRole),
            ),
        ).open()

    def cancel_loading(self) -> None:
        """Give up the file that is being opened."""
        self._background.drop(self._reading)
        self._set_loading("")

    def replace(self, document: Document) -> None:
        """Take a changed version of the open document; it is not saved yet."""
        self._document = document
        self._modified = True
        self._session.set_dataset(document.dataset)
        self.state_changed.emit()

    @Slot()
    def save(self) -> None:
        """Write the document to its file, or ask for another where it has none to write to."""
        self._save_then(nothing)

    @Slot()
    def save_as(self) -> None:
        """Ask for a file and write the document to it."""
        self._after_save = nothing
        self._choose_target()

    def _save_then(self, then: Callable[[], None]) -> None:
        document = self._document
        if document is None:
            return
        self._after_save = then
        reason = self._reason_against_saving_here(document)
        if reason or document.path is None:
            if reason:
                self.told.emit(reason, ())
            self._choose_target()
        else:
            self._write(document.path)

    def _reason_against_saving_here(self, document: Document) -> str:
        language = self._session.language
        if document.path is None:
            return ""
        if bundled.is_bundled(document.path):
            return language("This chronology ships with the program. Save your version under another name.")
        if document.dataset.read_only:
            return language("A newer version of the program made this file, so it is not written over.")
        return ""

    def _choose_target(self) -> None:
        document = self._document
        if document is None:
            return
        dialog = self._file_dialog(self._session.language("Save the chronology as"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix("timeline.json")
        dialog.selectFile(document.path.name if document.path else "chronology.timeline.json")
        dialog.fileSelected.connect(self._write_chosen)
        dialog.rejected.connect(self._stay)
        dialog.open()

    @Slot()
    def _stay(self) -> None:
        self._after_save = nothing

    @Slot(str)
    def _write_chosen(self, name: str) -> None:
        path = Path(name)
        if bundled.is_bundled(path):
            self._stay()
            message = self._session.language("The files that ship with the program are not written over.")
            self.told.emit(message, ())
        else:
            self._write(path)

    def _write(self, path: Path, *, over_changed: bool = False) -> None:
        document = self._document
        if document is not None:
            job = partial(save_document, document, path, over_changed=over_changed)
            self._background.start(job, partial(self._written, document, path))

    def _written(self, document: Document, path: Path, outcome: object) -> None:
        then, self._after_save = self._after_save, nothing
        language = self._session.language
        if isinstance(outcome, ChangedOnDiskError):
            self._ask_before_overwriting(path, then)
        elif isinstance(outcome, TimelineError):
            details = tuple(str(outcome).splitlines())
            self.told.emit(language("“{name}” could not be saved.", name=path.name), details)
        elif isinstance(outcome, Document):
            self._preferences.remember(path)
            if self._document is document:
                self._hold(outcome)
                self._session.set_dataset(outcome.dataset)
            self.done.emit(language("Saved as {path}", path=path))
            self.state_changed.emit()
            then()

    def _ask_before_overwriting(self, path: Path, then: Callable[[], None]) -> None:
        language = self._session.language
        self._after_save = then
        overwrite = partial(self._write, path, over_changed=True)
        Question(
            self._window,
            language("“{name}” was changed by another program.", name=path.name),
            language("Saving over it would undo what the other program wrote."),
            (
                Answer(language("Save As…"), self._choose_target),
                Answer(language("Overwrite"), overwrite, Role.DestructiveRole),
                Answer(language("Cancel"), self._stay, Role.RejectRole),
            ),
        ).open()

    @Slot(str)
    def _open_chosen(self, name: str) -> None:
        self.open(Path(name))

    def _read(self, path: Path) -> None:
        self._background.drop(self._reading)
        self._set_loading(path.name)
        self._reading = self._background.start(partial(read_document, path), partial(self._take, path))

    def _take(self, path: Path, outcome: object) -> None:
        if isinstance(outcome, Document):
            self._adopt(outcome)
            if not bundled.is_bundled(path):
                self._preferences.remember(path)
        elif isinstance(outcome, DatasetError):
            language = self._session.language
            problems = worst_first(outcome.problems)
            reason = problems[0].sentence
            message = language("“{name}” could not be opened: {reason}", name=path.name, reason=reason)
            self.told.emit(message, tuple(str(problem) for problem in problems))
            if not path.exists():
                self._preferences.forget(path)
        self._set_loading("")

    def _adopt(self, document: Document) -> None:
        again = self._document is not None and self._document.path == document.path
        self._hold(document)
        if not again:
            self._session.select(None)
        self._session.set_dataset(document.dataset)
        if not again:
            self.opened.emit()

    def _hold(self, document: Document) -> None:
        """Own a document that is on the disk as it is."""
        self._document = document
        self._modified = False
        path = document.path
        watched = None if path is None or bundled.is_bundled(path) else path
        self._disk.watch(watched, document.sha256_on_disk)

    def _set_loading(self, name: str) -> None:
        self._loading = name
        self.state_changed.emit()

    @Slot()
    def _ask_to_reload(self) -> None:
        if self._document is None or self._document.path is None:
            return
        path = self._document.path
        language = self._session.language
        loss = language("The events you added and did not save would be lost.") if self._modified else ""
        Question(
            self._window,
            language("“{name}” was changed by another program. Read it again?", name=path.name),
            loss,
            (
                Answer(language("Read Again"), partial(self._read, path)),
                Answer(language("Keep What Is Shown"), role=Role.RejectRole),
            ),
        ).open()

    def _file_dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._window, title, str(self.folder))
        dialog.setNameFilters(
            [
                self._session.language("Chronologies (*.timeline.json *.json)"),
                self._session.language("All files (*)"),
            ]
        )
        dialog.finished.connect(dialog.deleteLater)
        return dialog
