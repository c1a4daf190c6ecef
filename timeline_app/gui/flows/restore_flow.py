"""Bringing back what programs that ended had not saved: at the start, and when its file is opened later.

Owns the order of the offers, one at a time, and what follows from each answer. Nothing here writes a
document's file; how a journal is read is `dataset.keeping.restoring`'s business.
"""

from __future__ import annotations

import contextlib
from collections import deque
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from timeline_app.core.controls import escaped
from timeline_app.core.errors import DatasetError, TimelineError
from timeline_app.dataset.editing.history import History
from timeline_app.dataset.keeping.journal import JournalError
from timeline_app.dataset.keeping.restoring import (
    FoundJournal,
    Restoration,
    discard,
    history_of,
    journals_to_offer,
    restored,
)
from timeline_app.dataset.reading.reader import read_bytes
from timeline_app.gui.background import Background
from timeline_app.gui.dialogs.question import Answer, Question, Role
from timeline_app.gui.dialogs.restore import (
    DISCARDED,
    RestoreDialog,
    ask_to_discard,
    file_text,
    what_happened,
)
from timeline_app.gui.flows.document_flow import DocumentFlow
from timeline_app.gui.flows.journal_flow import JournalFlow
from timeline_app.gui.session import Session

_BUSY_MS: Final = 100


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What a journal leads to, and the document that would be open then."""

    restoration: Restoration
    history: History


class RestoreFlow(QObject):
    """Offers journals in one window; what is kept for later is offered again when its file is opened."""

    told = Signal(str, object)
    """A message for the notice bar, and a tuple of lines with the details."""
    done = Signal(str)
    """A message that may go away by itself."""

    def __init__(
        self,
        session: Session,
        documents: DocumentFlow,
        journals: JournalFlow,
        background: Background,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._documents = documents
        self._journals = journals
        # A journal may be large, and its file too: nothing else waits for them.
        self._background = background.beside()
        self._window = window
        self._waiting: deque[FoundJournal] = deque()
        self._offered: FoundJournal | None = None
        self._settled: set[Path] = set()
        self._pause = QTimer(self, singleShot=True, interval=_BUSY_MS)
        self._pause.timeout.connect(self._offer_next)
        background.closing.connect(self._pause.stop)

    def begin(self) -> None:
        """Offer what there is, once the first file is open or cannot be; and look again with each file."""
        self._documents.state_changed.connect(self._begin_when_open)
        self._begin_when_open()

    @Slot()
    def _begin_when_open(self) -> None:
        if not self._documents.loading:
            self._documents.state_changed.disconnect(self._begin_when_open)
            self._documents.edits.replaced.connect(self._look_again)
            document = self._documents.document
            path = document.path if document is not None else None
            self._background.start(partial(_journals, path), self._take_found)

    @Slot(object, object)
    def _look_again(self, before: History | None, after: History) -> None:
        path = after.document.path
        if path is not None and (before is None or before.document.path != path):
            self._background.start(partial(_journals_of, path), self._take_found)

    def _take_found(self, found: object) -> None:
        if isinstance(found, tuple):
            known = {journal.file for journal in (*self._waiting, self._offered) if journal is not None}
            new = (journal for journal in found if journal.file not in known | self._settled)
            self._waiting.extend(new)
            self._offer_next()

    @Slot()
    def _offer_next(self) -> None:
        """Offer the next one, once nothing is asked: what is asked or typed belongs to what is open now."""
        if not self._waiting or self._offered is not None:
            return
        if QApplication.activeModalWidget() is not None:
            self._pause.start()
        else:
            journal = self._offered = self._waiting.popleft()
            self._background.start(partial(_prepared, journal), partial(self._offer, journal))

    def _offer(self, journal: FoundJournal, outcome: object) -> None:
        if QApplication.activeModalWidget() is not None:
            self._waiting.appendleft(journal)
            self._keep()
        elif isinstance(outcome, _Prepared) and outcome.restoration.is_on_disk:
            self._discard(journal)
        elif isinstance(outcome, _Prepared):
            dialog = RestoreDialog(self._window, self._session.language, journal, outcome.restoration)
            dialog.finished.connect(partial(self._follow, journal, outcome))
            dialog.open()
        elif isinstance(outcome, TimelineError):
            self._say_lost(journal, outcome)
        else:
            self._keep()

    def _follow(self, journal: FoundJournal, prepared: _Prepared, result: int) -> None:
        if result == QDialog.DialogCode.Accepted:
            self._offered = None
            self._documents.leave(partial(self._restore, journal, prepared.history))
        elif result == DISCARDED:
            self._discard(journal)
        else:
            self._keep()

    def _restore(self, journal: FoundJournal, history: History) -> None:
        self._settled.add(journal.file)
        self._documents.take_restored(history)
        self._journals.supersede(journal)
        self.done.emit(self._session.language("Restored. The file stays as it is until you save."))
        self._offer_next()

    def _keep(self) -> None:
        self._offered = None
        self._offer_next()

    def _discard(self, journal: FoundJournal) -> None:
        self._settled.add(journal.file)
        self._background.start(partial(discard, journal), self._tell_left)
        self._keep()

    def _say_lost(self, journal: FoundJournal, error: TimelineError) -> None:
        language = self._session.language
        ask = partial(
            ask_to_discard, self._window, language, journal, partial(self._discard, journal), self._keep
        )
        Question(
            self._window,
            language("What was not saved in {file} cannot be restored", file=file_text(journal, language)),
            f"{what_happened(journal, language)}\n\n{escaped(str(error))}",
            (
                Answer(language("Keep"), self._keep, Role.RejectRole),
                Answer(language("Discard…"), ask, Role.DestructiveRole),
            ),
        ).open()

    def _tell_left(self, outcome: object) -> None:
        if isinstance(outcome, JournalError):
            message = self._session.language(
                "What was discarded will be offered once more at the next start."
            )
            self.told.emit(message, tuple(str(outcome).splitlines()))


def _journals(path: Path | None) -> tuple[FoundJournal, ...]:
    """Return the journals to offer, those of the file at a path first."""
    return tuple(sorted(journals_to_offer(), key=lambda journal: path is None or not _is_of(journal, path)))


def _journals_of(path: Path) -> tuple[FoundJournal, ...]:
    return tuple(journal for journal in journals_to_offer() if _is_of(journal, path))


def _is_of(journal: FoundJournal, path: Path) -> bool:
    return journal.path is not None and journal.path.resolve() == path.resolve()


def _prepared(journal: FoundJournal) -> _Prepared:
    """Read what a journal leads to; raises JournalError and DatasetError where that is nothing."""
    on_disk = None
    if journal.path is not None:
        with contextlib.suppress(DatasetError):
            on_disk = read_bytes(journal.path)
    restoration = restored(journal, on_disk)
    return _Prepared(restoration, history_of(journal, restoration))
