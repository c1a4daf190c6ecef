"""Saving a document: where it may be written, the questions before, and what is told after.

Owns the steps from the wish to save to the file. Which document is open is `document_flow`'s business.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from timeline_app import bundled
from timeline_app.core.errors import TimelineError
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.event_form import suggested_id
from timeline_app.dataset.keeping.backups import Backups, Saved, save_with_backup
from timeline_app.dataset.keeping.saving import ChangedOnDiskError
from timeline_app.gui.background import Background
from timeline_app.gui.dialogs.file_dialog import ask_for_target
from timeline_app.gui.dialogs.question import Answer, Question, Role, nothing
from timeline_app.gui.session import Session

_NEW_NAME: Final = "chronology"
_SUFFIX: Final = ".timeline.json"


class SavingFlow(QObject):
    """Saves documents for one window, one at a time."""

    saved = Signal(object, object)
    """Carries the document that was written, and the same as it stands on the disk now."""
    told = Signal(str, object)
    """A message for the notice bar, and a tuple of lines with the details."""
    done = Signal(str)
    """A message that may go away by itself."""
    merge_wanted = Signal()
    """What another program wrote is to be put together with what was to be saved."""

    def __init__(self, session: Session, background: Background, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._background = background
        self._window = window
        self._document: Document | None = None
        self._folder = Path()
        self._then: Callable[[], None] = nothing

    def save(self, document: Document, folder: Path, then: Callable[[], None] = nothing) -> None:
        """Write a document to its file, or ask for another where it has none to write to; `then` go on.

        The question begins in `folder`.
        """
        self._document, self._folder, self._then = document, folder, then
        reason = self._reason_against_saving_here(document)
        if reason:
            self.told.emit(reason, ())
        if reason or document.path is None:
            self._choose_target()
        else:
            self._write(document.path)

    def save_as(self, document: Document, folder: Path) -> None:
        """Ask for a file, at first in a folder, and write the document to it."""
        if document.only_read:
            message = self._session.language(
                "“{name}” is compressed or JSON Lines. Such files are only read here, so it is not saved.",
                name=document.dataset.name,
            )
            self.told.emit(message, ())
            return
        self._document, self._folder, self._then = document, folder, nothing
        self._choose_target()

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
        if document is not None:
            name = document.path.name if document.path else self._name_for(document)
            ask_for_target(
                self._window, self._session.language, self._folder / name, self._write_chosen, self._stay
            )

    def _name_for(self, document: Document) -> str:
        title = document.dataset.title_in(self._session.language.code)
        return suggested_id(title, (), _NEW_NAME) + _SUFFIX

    @Slot()
    def _stay(self) -> None:
        self._document, self._then = None, nothing

    def _write_chosen(self, path: Path) -> None:
        if bundled.is_bundled(path):
            self._stay()
            message = self._session.language("The files that ship with the program are not written over.")
            self.told.emit(message, ())
        else:
            self._write(path)

    def _write(self, path: Path, *, over_changed: bool = False) -> None:
        document = self._document
        if document is not None:
            backups = Backups.of_this_user()
            job = partial(save_with_backup, document, path, backups, over_changed=over_changed)
            self._background.start(job, partial(self._written, document, path))

    def _written(self, document: Document, path: Path, outcome: object) -> None:
        language = self._session.language
        if isinstance(outcome, ChangedOnDiskError):
            self._ask_before_overwriting(path)
            return
        then = self._then
        self._stay()
        if isinstance(outcome, TimelineError):
            details = tuple(str(outcome).splitlines())
            self.told.emit(language("“{name}” could not be saved.", name=path.name), details)
        elif isinstance(outcome, Saved):
            self.saved.emit(document, outcome.document)
            if outcome.notice:
                self.told.emit(outcome.notice, ())
            else:
                self.done.emit(language("Saved as {path}", path=path))
            then()

    def _ask_before_overwriting(self, path: Path) -> None:
        language = self._session.language
        overwrite = partial(self._write, path, over_changed=True)
        Question(
            self._window,
            language("“{name}” was changed by another program.", name=path.name),
            language("Saving over it would undo what the other program wrote."),
            (
                Answer(language("Put Together…"), self._merge),
                Answer(language("Save As…"), self._choose_target),
                Answer(language("Overwrite"), overwrite, Role.DestructiveRole),
                Answer(language("Cancel"), self._stay, Role.RejectRole),
            ),
        ).open()

    def _merge(self) -> None:
        self._stay()
        self.merge_wanted.emit()
