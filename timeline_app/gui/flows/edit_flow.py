"""What is done to the open document: one edit after the other, undone and redone.

Owns the history, and that each edit follows on the one before it. Knows no files and no menus; how a change
comes about is `dataset.editing`'s business.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from timeline_app.core.dataset import Dataset
from timeline_app.core.errors import DatasetError, TimelineError, worst_first
from timeline_app.dataset.content import MemoryContent
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.edits import ChangeDates, DuplicateEvent
from timeline_app.dataset.editing.history import History
from timeline_app.dataset.editing.step import Step
from timeline_app.gui.background import Background
from timeline_app.gui.report import reason_of
from timeline_app.gui.session import Session

Change = Callable[[History], History]
"""Makes the next history of one, in the thread of the work beside the window."""

_MOST_EDITED: Final = 16_000_000
"""Bytes of a file: an edit reads all of it again, which takes seconds then."""
_LONGEST_NAME: Final = 60
"""Characters: a title may be a paragraph, a menu is no page."""


@dataclass(frozen=True, slots=True)
class _Changed:
    """A history that follows on another; `come` is the id of the first event that was not there, else ""."""

    history: History
    come: str


class EditFlow(QObject):
    """Changes the document of one window; changes that are asked for meanwhile wait for their turn."""

    changed = Signal()
    """The document was replaced by an edit, or an edit is on its way or has come to nothing."""
    came = Signal(str)
    """Carries the id of the first event that an edit has brought."""
    replaced = Signal(object, object)
    """Carries the history before, None at first, and the one that took its place."""
    told = Signal(str, object)
    """A message for the notice bar, and a tuple of lines with the details."""

    def __init__(self, session: Session, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._background = background
        self._history: History | None = None
        self._waiting: deque[Change] = deque()
        self._is_running = False
        self._thens: list[Callable[[], None]] = []
        background.idle_changed.connect(self._go_on)

    @property
    def history(self) -> History | None:
        """Return the open document with what was done to it."""
        return self._history

    @property
    def document(self) -> Document | None:
        """Return the open document."""
        return self._history.document if self._history is not None else None

    @property
    def is_saved(self) -> bool:
        """Tell whether nothing would be lost with the document; an edit that is on its way might be."""
        return not self._is_pending and (self._history is None or self._history.is_saved)

    @property
    def is_editable(self) -> bool:
        """Tell whether the document may be edited in the window: not only read, and in memory or soon there.

        The first edit takes into memory what stays in its file.
        """
        document = self.document
        if document is None or document.only_read or document.dataset.read_only:
            return False
        return isinstance(document.content, MemoryContent) or document.content.size <= _MOST_EDITED

    @property
    def is_running(self) -> bool:
        """Tell whether an edit is being carried out: what waits for it by `after` may be asked for now."""
        return self._is_running

    @property
    def can_undo(self) -> bool:
        """Tell whether there is a step to take back."""
        return self._history is not None and bool(self._history.done)

    @property
    def can_redo(self) -> bool:
        """Tell whether there is a step to do again."""
        return self._history is not None and bool(self._history.undone)

    @property
    def undo_text(self) -> str:
        """Return what a menu calls the next undo, with the name of its step."""
        language = self._session.language
        if self._history is None or not self._history.done:
            return language("Undo")
        return language("Undo {name}", name=self._name_of(self._history.done[-1]))

    @property
    def redo_text(self) -> str:
        """Return what a menu calls the next redo, with the name of its step."""
        language = self._session.language
        if self._history is None or not self._history.undone:
            return language("Redo")
        return language("Redo {name}", name=self._name_of(self._history.undone[-1]))

    def hold(self, history: History) -> None:
        """Begin with another document; nothing of the one before can be undone any more."""
        self._waiting.clear()
        self._replace(history)

    def take_saved(self, before: Document, saved: Document) -> bool:
        """Take over what saving made of a document; False where that is not one of this history."""
        history = self._history
        if history is None or not _has_been(history, before):
            return False
        self._replace(history.saved_as(saved))
        return True

    def take(self, base: History, result: History, come: str) -> bool:
        """Take what was made of the open document and show it; False where that is another one by now.

        It is, too, where an edit is on its way; `come` is the id of the first event that is new.
        """
        return not self._is_pending and self._take(base, _Changed(result, come))

    def do(self, change: Change) -> None:
        """Change the document, once everything that was asked for before is done."""
        self._waiting.append(change)
        self.changed.emit()
        self._go_on()

    def after(self, then: Callable[[], None]) -> None:
        """Call `then` when no edit is on its way any more, now where none is."""
        if self._is_pending:
            self._thens.append(then)
        else:
            then()

    @Slot()
    def undo(self) -> None:
        """Take back the last step."""
        self.do(History.undo)

    @Slot()
    def redo(self) -> None:
        """Do again what was undone last."""
        self.do(History.redo)

    @Slot()
    def duplicate_selected(self) -> None:
        """Put a copy after the selected event; without one, do nothing."""
        if event_id := self._selected_id():
            self.do(partial(_with_copy, event_id))

    @Slot(str, str, str)
    def change_date(self, event_id: str, edtf: str, remark: str) -> None:
        """Give an event another date, how it was read stays; then tell a remark, if there is one."""
        self.do(partial(_with_date, event_id, edtf))
        if remark:
            self.after(partial(self._remark_on_date, event_id, edtf, remark))

    @property
    def _is_pending(self) -> bool:
        return self._is_running or bool(self._waiting)

    def _selected_id(self) -> str:
        session = self._session
        return session.store.event(session.selected).id if session.selected is not None else ""

    def _name_of(self, step: Step) -> str:
        name = step.name(self._session.language)
        return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"

    @Slot()
    def _go_on(self) -> None:
        """Begin the next change, or what waits for the last; both only when nothing is being written."""
        if not self._background.idle:
            return
        if self._waiting and self._history is not None:
            self._is_running = True
            job = partial(_carried_out, self._waiting.popleft(), self._history)
            self._background.start(job, partial(self._answer, self._history))
            return
        thens, self._thens = self._thens, []
        for then in thens:
            then()

    def _answer(self, base: History, outcome: object) -> None:
        self._is_running = False
        if isinstance(outcome, _Changed):
            # Where another document has been read meanwhile, that was wanted more than this.
            self._take(base, outcome)
        else:
            self._waiting.clear()
            if isinstance(outcome, TimelineError):
                self._refuse(outcome)
        self.changed.emit()

    def _take(self, base: History, changed: _Changed) -> bool:
        if self._history is not base:
            return False
        if changed.history is not base:
            self._replace(changed.history)
            self._session.set_dataset(changed.history.document.dataset)
            self.changed.emit()
            if changed.come:
                self.came.emit(changed.come)
        return True

    def _replace(self, history: History) -> None:
        """Hold another history; all that comes to the document passes here."""
        before, self._history = self._history, history
        self.replaced.emit(before, history)

    def _remark_on_date(self, event_id: str, edtf: str, remark: str) -> None:
        """Tell a remark on a date that an event has by now: it may have been refused."""
        store = self._session.dataset.store
        row = store.row_of(event_id)
        if row is not None and store.event(row).when.date.text == edtf:
            self.told.emit(remark, ())

    def _refuse(self, error: TimelineError) -> None:
        language = self._session.language
        problems = worst_first(error.problems) if isinstance(error, DatasetError) else ()
        message = language("The chronology could not be changed: {reason}", reason=reason_of(error))
        self.told.emit(message, tuple(map(str, problems)) or tuple(str(error).splitlines()))


def _carried_out(change: Change, base: History) -> _Changed:
    history = change(base)
    return _Changed(history, first_new(base.document.dataset, history.document.dataset))


def first_new(before: Dataset, after: Dataset) -> str:
    """Return the id of the first event in the file that was not there before, "" where there is none."""
    if after is before:
        return ""
    ids = (after.store.event(int(row)).id for row in after.store.by_position)
    return next((event_id for event_id in ids if before.store.row_of(event_id) is None), "")


def _with_copy(event_id: str, history: History) -> History:
    if history.document.dataset.store.row_of(event_id) is None:
        return history  # It was deleted just before.
    return history.do(DuplicateEvent.of(history.document, event_id))


def _with_date(event_id: str, edtf: str, history: History) -> History:
    if history.document.dataset.store.row_of(event_id) is None:
        return history  # It was deleted just before.
    return history.do(ChangeDates.of(history.document, ((event_id, edtf),)))


def _has_been(history: History, document: Document) -> bool:
    """Tell whether a history leads over a document: edits may have gone on while it was saved."""
    if history.document is document:
        return True
    passed = {step.before for step in history.done} | {step.after for step in history.undone}
    return history.document.path == document.path and document.dataset.sha256 in passed
