"""The one owner of the running search: which events pass the filters, which of those are found, and stepping.

Works beside the window, one piece after the other, and gives the session what is still wanted when it comes.
Knows no widgets: the bar tells it what is typed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from timeline_app.core.columns import EventSource, HeldEvents
from timeline_app.core.errors import TimelineError
from timeline_app.core.search_index import SearchIndex, searchable_texts
from timeline_app.core.search_query import Query
from timeline_app.core.store import EventStore
from timeline_app.dataset.progress import Progress
from timeline_app.gui.background import Background
from timeline_app.gui.matches import Matches, first_row_from, passing
from timeline_app.gui.session import Session

_NOTHING: Final = Query(())
_PAUSE: Final = 250
"""Milliseconds without another search after which a store of many matches is made."""


@dataclass(frozen=True, slots=True)
class _Work:
    """A piece of work that is due; another one with the same key is the same."""

    key: Hashable
    job: Callable[[], object]
    take: Callable[[object], None]


class Finder(QObject):
    """Carries out a session's filters and what is searched for."""

    changed = Signal()
    """What can be said of the search is no longer what it was."""
    reached = Signal(int)
    """A step has selected this row: bring it into sight."""
    told = Signal(str, object)
    """A message for the notice bar, and a tuple of lines with the details."""

    def __init__(self, session: Session, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._background = background
        self._query = _NOTHING
        self._index: SearchIndex | None = None
        self._indexed: EventSource | None = None
        self._progress: Progress | None = None
        self._index_problem = ""
        self._shown_for: Hashable = (session.dataset.store.revision, None)
        self._running: _Work | None = None
        self._failed: Hashable = None
        self._step = 0
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._go_on)
        session.dataset_changed.connect(self._start_anew)
        session.filters_changed.connect(self._go_on)
        session.filters_changed.connect(self.changed)
        session.store_changed.connect(self.changed)
        session.matches_changed.connect(self.changed)

    @property
    def query(self) -> Query:
        """Return what is searched for; it may not have been found yet."""
        return self._query

    @property
    def is_filtering(self) -> bool:
        """Tell whether it is still worked out what passes the filters."""
        return self._filtering() is not None

    @property
    def awaits_index(self) -> bool:
        """Tell whether something is searched for that must wait for the index."""
        return bool(self._query) and self._index is None

    @property
    def progress(self) -> Progress | None:
        """Return how much of the index stands, None where nobody knows."""
        return self._progress

    @property
    def index_problem(self) -> str:
        """Return why there will be no index, "" where nothing stands against one."""
        return self._index_problem

    def search(self, typed: str) -> None:
        """Find what was typed, as soon as there is an index; an empty text finds nothing."""
        query = Query.parse(typed)
        if query == self._query:
            return
        self._query = query
        self._step = 0
        # The page gives way to the list of what is found.
        self._session.select(None)
        if not query:
            self._session.set_matches(None)
        self.changed.emit()
        self._go_on()

    def step(self, direction: int) -> None:
        """Select the next match in time with 1, the one before with -1, going round at the ends.

        Without a selection it begins where the view does. What is still being searched for is stepped to
        when it is found.
        """
        if not self._query:
            return
        session, matches = self._session, self._session.matches
        if matches is None or matches.query != self._query:
            self._step = direction
            return
        row = session.selected
        if row is None:
            first = first_row_from(session.store, session.viewport.span.start) if session.viewport else 0
            row = first - 1 if direction > 0 else first
        target = matches.step_from(row, direction)
        if target is not None:
            session.select(target)
            self.reached.emit(target)

    @Slot(object)
    def index_progress(self, progress: Progress) -> None:
        """Take how much of the index of the open dataset stands."""
        self._progress = progress
        self.changed.emit()

    @Slot(object)
    def take_index(self, outcome: SearchIndex | TimelineError) -> None:
        """Take the index of the open dataset, or what prevents it; either was found out elsewhere."""
        if isinstance(outcome, SearchIndex):
            self._index = outcome
            self._indexed = self._session.dataset.store.events
        else:
            self._index_problem = str(outcome)
        self._progress = None
        self.changed.emit()
        self._go_on()

    def _start_anew(self) -> None:
        """Forget the index of other events than before; the session shows all events of the new dataset."""
        if self._session.dataset.store.events is not self._indexed:
            self._index = self._indexed = None
            self._index_problem = ""
        self._progress = None
        self._failed = None
        self._shown_for = (self._session.dataset.store.revision, None)
        self.changed.emit()
        self._go_on()

    def _go_on(self) -> None:
        """Begin what is due next, unless something is on its way already."""
        if self._running is None:
            work = self._due()
            if work is not None and work.key != self._failed:
                self._running = work
                self._background.start(work.job, self._take)

    def _take(self, outcome: object) -> None:
        work, self._running = self._running, None
        due = self._due()
        if work is not None and due is not None and due.key == work.key:
            if isinstance(outcome, TimelineError):
                self.told.emit(str(outcome), ())
            if outcome is None or isinstance(outcome, TimelineError):
                self._failed = work.key
            else:
                due.take(outcome)
                self._step_on()
        self._go_on()

    def _step_on(self) -> None:
        """Take the step that was asked for before anything was found."""
        matches = self._session.matches
        if self._step and matches is not None and matches.query == self._query:
            direction, self._step = self._step, 0
            self.step(direction)

    def _due(self) -> _Work | None:
        """Return the first piece of work whose outcome the session still lacks."""
        return self._filtering() or self._indexing() or self._searching() or self._gathering()

    def _filtering(self) -> _Work | None:
        whole, filters = self._session.dataset.store, self._session.filters
        shown_for = (whole.revision, None if filters.is_empty else filters)
        if shown_for == self._shown_for:
            return None
        index, query = self._index, self._query

        def job() -> tuple[EventStore, Matches | None]:
            store = passing(whole, filters)
            found = Matches.of(index, query, store) if index is not None and query else None
            return store, found

        def take(outcome: object) -> None:
            if isinstance(outcome, tuple):
                store, found = outcome
                self._shown_for = shown_for
                self._session.show(store, found if self._query == query else None)

        return _Work(shown_for, job, take)

    def _indexing(self) -> _Work | None:
        """Return the making of an index, which is done here for events that are held in memory."""
        store = self._session.dataset.store
        held = store.events
        if self._index is not None or not isinstance(held, HeldEvents):
            return None

        def take(outcome: object) -> None:
            if isinstance(outcome, SearchIndex):
                self.take_index(outcome)

        return _Work(("index", store.revision), partial(_index_of, held), take)

    def _searching(self) -> _Work | None:
        index, query, store, present = self._index, self._query, self._session.store, self._session.matches
        if index is None or not query or (present is not None and present.query == query):
            return None
        job = partial(Matches.of, index, query, store)
        return _Work(("matches", store.revision, query), job, self._show_matches)

    def _gathering(self) -> _Work | None:
        """Return the making of a store of many matches, which the next letter must not have to wait for."""
        matches, store = self._session.matches, self._session.store
        if matches is None or matches.store is not None or self._pause.isActive():
            return None
        key = ("gathered", store.revision, matches.query)
        return _Work(key, partial(matches.with_store, store), self._show_matches)

    def _show_matches(self, outcome: object) -> None:
        if isinstance(outcome, Matches):
            if outcome.store is None:
                self._pause.start()
            self._session.set_matches(outcome)


def _index_of(held: HeldEvents) -> SearchIndex:
    return SearchIndex.build(
        (position, searchable_texts(event)) for position, event in enumerate(held.events)
    )
