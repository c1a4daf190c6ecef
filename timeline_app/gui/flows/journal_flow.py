"""The recovery journal of a window: each step of the open document is handed to it, one after the other.

Owns what is written when, in a thread of its own, and that a failure is told once. Knows no dialogs; what
comes back after a crash is `restore_flow`'s business.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from timeline_app import bundled
from timeline_app.core.language import Language
from timeline_app.dataset.editing.history import History, Move, move_between
from timeline_app.dataset.keeping.journal import Journal, JournalError
from timeline_app.dataset.keeping.restoring import FoundJournal, discard
from timeline_app.gui.background import Background
from timeline_app.gui.flows.edit_flow import EditFlow
from timeline_app.gui.session import Session


class JournalFlow(QObject):
    """Keeps the journal of one window; nothing that is edited ever waits for it."""

    told = Signal(str, object)
    """A message for the notice bar, and a tuple of lines with the details."""

    def __init__(self, session: Session, edits: EditFlow, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._journal = Journal()
        # Its jobs wait for the disk; when the window closes, all of them are still to be done.
        self._background = background.beside(finishes=True)
        self._is_failing = False
        edits.replaced.connect(self._follow)

    def supersede(self, found: FoundJournal) -> None:
        """Discard a journal of an ended program once this one holds what it gave back, else keep it."""
        self._background.start(partial(_discard_if_kept, self._journal, found), self._tell_left_over)

    def close(self) -> None:
        """Remove the journal, after all that it was given: what is open is saved or not wanted any more."""
        self._background.start(self._journal.close, _take_nothing)

    @Slot(object, object)
    def _follow(self, before: History | None, after: History) -> None:
        job = _entry(self._journal, before, after, self._session.language)
        self._background.start(job, partial(self._judge, after))
        path = after.document.path
        is_other = before is None or before.document.path != path
        if path is not None and is_other and not bundled.is_bundled(path):
            self._background.start(self._journal.is_open_elsewhere, partial(self._tell_elsewhere, path.name))

    def _judge(self, history: History, outcome: object) -> None:
        """Tell the first of several failures, where something would be lost by it."""
        language = self._session.language
        if not isinstance(outcome, JournalError):
            self._is_failing = False
        elif not history.is_saved and not self._is_failing:
            self._is_failing = True
            message = language("Changes cannot be kept for the case of a crash. Save often.")
            self.told.emit(message, tuple(str(outcome).splitlines()))

    def _tell_left_over(self, outcome: object) -> None:
        if isinstance(outcome, JournalError):
            message = self._session.language("What was restored will be offered once more at the next start.")
            self.told.emit(message, tuple(str(outcome).splitlines()))

    def _tell_elsewhere(self, name: str, is_open: object) -> None:
        if is_open is True:
            message = self._session.language(
                "“{name}” is open in another window as well. "
                "Each sees what the other saves; saving over a newer version asks first.",
                name=name,
            )
            self.told.emit(message, ())


def _entry(
    journal: Journal, before: History | None, after: History, language: Language
) -> Callable[[], None]:
    """Return how a journal takes up that one history has taken the place of another."""
    if after.is_saved:
        return partial(journal.begin, after.document)
    move = move_between(before, after) if before is not None else None
    if move is None:
        return partial(journal.begin_changed, after.document)
    return partial(journal.record, _name_of(move, language), move.splices, after.document)


def _name_of(move: Move, language: Language) -> str:
    name = move.step.name(language)
    return language("Undo {name}", name=name) if move.is_undone else name


def _discard_if_kept(journal: Journal, found: FoundJournal) -> None:
    if journal.is_kept:
        discard(found)


def _take_nothing(_: object) -> None:
    """Await nothing of a job."""
