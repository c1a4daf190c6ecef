"""The versions of the open file that saves have replaced: looked at, gone back to, opened as copies.

Owns the steps from the wish to see them to what becomes of one. Which versions are kept is
`dataset.keeping.backups`' business; nothing here writes a file.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from timeline_app import bundled
from timeline_app.core.errors import TimelineError
from timeline_app.dataset.content import MemoryContent
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.history import History
from timeline_app.dataset.keeping.backups import Backups
from timeline_app.dataset.reading.reader import UNTITLED, document_from_bytes
from timeline_app.gui.background import Background
from timeline_app.gui.dialogs.versions import Choice, VersionsDialog
from timeline_app.gui.flows.document_flow import DocumentFlow
from timeline_app.gui.session import Session


class VersionsFlow(QObject):
    """Shows the earlier versions of one window's document."""

    told = Signal(str, object)
    """A message for the notice bar, and a tuple of lines with the details."""

    def __init__(
        self, session: Session, documents: DocumentFlow, background: Background, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._documents = documents
        self._background = background.beside()
        self._window = window

    @Slot()
    def show(self) -> None:
        """Show which versions there are, and in what each differs from what is open."""
        self._documents.edits.after(self._show)

    def _show(self) -> None:
        document = self._documents.document
        if document is None:
            return
        path = document.path
        backups = () if path is None or bundled.is_bundled(path) else Backups.of_this_user().backups_of(path)
        if not backups:
            message = self._session.language(
                "No earlier version of “{name}” is kept. Each save keeps the one that it replaces.",
                name=document.dataset.name,
            )
            self.told.emit(message, ())
            return
        present = document.content.data if isinstance(document.content, MemoryContent) else None
        dialog = VersionsDialog(
            self._window,
            self._session.language,
            document.dataset.name,
            backups,
            present,
            self._background,
            can_go_back=self._documents.is_editable,
        )
        dialog.chosen.connect(partial(self._follow, document))
        dialog.open()

    def _follow(self, document: Document, choice: Choice, content: bytes) -> None:
        if choice is Choice.COPY:
            self._background.start(partial(_copy_of, content), self._take_copy)
        elif self._documents.document is document:
            self._documents.edits.do(partial(_back_to, content))

    def _take_copy(self, outcome: object) -> None:
        if isinstance(outcome, History):
            self._documents.leave(partial(self._documents.take_restored, outcome))
        elif isinstance(outcome, TimelineError):
            message = self._session.language("This version cannot be opened.")
            self.told.emit(message, tuple(str(outcome).splitlines()))


def _copy_of(content: bytes) -> History:
    """Return a version as a document without a file that is not saved; raises DatasetError."""
    return History.come_back(document_from_bytes(content, UNTITLED), None)


def _back_to(content: bytes, history: History) -> History:
    return history.go_back(content)
