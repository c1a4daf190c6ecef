"""The events of a dataset in time order, and which of them touch a stretch of time.

Owns the order and the searches by time. Event objects are behind `event`, for an event that a person looks
at; they may come from memory or from a file. Knows no JSON and no pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from timeline_app.core.category_index import CategoryIndex, reach_ends
from timeline_app.core.columns import (
    Columns,
    EventSource,
    Flag,
    HeldEvents,
    Int32Column,
    Int64Column,
    NameList,
    Names,
    Unit,
    bounds_of,
    distinct,
    frozen,
    pieces_of,
)
from timeline_app.core.date import DateKind
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Category, Event, Source
from timeline_app.core.instant import Instant, Span
from timeline_app.core.prominence import Prominence, prominence_of
from timeline_app.core.text import Text

MOST_PACKED: Final = 300
"""Events of a store whose lines are found anew at each zoom; larger ones have theirs for good."""

_KEY_LIMIT: Final = 2**62
"""Keys beyond it are past every bound but the open ones."""
_revisions = count(1)


@dataclass(frozen=True, slots=True)
class _Named:
    """What the codes of columns index."""

    categories: tuple[Category, ...]
    sources: tuple[Source, ...]
    source_ids: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class EventStore:
    """Events sorted by earliest start, then latest end, then the file's order.

    Row r of every column is one event; `file_order` holds the positions of the rows in `events`. Codes of
    `columns` index `categories`, `source_ids` and `tags`. `running_end` is the latest end of all rows up to
    one; `open_starts` are the rows whose start is open; `last_end` is the latest end that is known.
    `kinds` are the different values of the flags, rising. `prominence` is None for at most MOST_PACKED
    events and where labels are not asked for. Two stores never share a `revision`.
    """

    revision: int
    columns: Columns
    file_order: Int32Column
    by_position: Int32Column
    running_end: Int64Column
    open_starts: Int32Column
    last_end: int
    kinds: npt.NDArray[np.uint16]
    index: CategoryIndex
    prominence: Prominence | None
    categories: tuple[Category, ...]
    sources: tuple[Source, ...]
    source_ids: tuple[str, ...]
    tags: tuple[str, ...]
    events: EventSource

    @classmethod
    def of(
        cls, events: Sequence[Event], categories: Sequence[Category] = (), sources: Sequence[Source] = ()
    ) -> Self:
        """Hold events in memory; categories that only events name are appended with their id as label."""
        names = Names(
            NameList(category.id for category in categories),
            NameList(source.id for source in sources),
            NameList(),
        )
        columns = Columns.of(events, names)
        bounds = [bounds_of(event.when) for event in events]
        # By the exact bounds: two events of one second keep their order beside the Big Bang.
        order = sorted(range(len(events)), key=lambda index: (bounds[index][0], bounds[index][3]))
        lanes = with_missing(categories, names.categories.names)
        return cls.in_order(columns, np.array(order, np.int32), lanes, sources, names, HeldEvents.of(events))

    @classmethod
    def in_order(
        cls,
        columns: Columns,
        order: Int32Column,
        categories: Sequence[Category],
        sources: Sequence[Source],
        names: Names,
        events: EventSource,
    ) -> Self:
        """Make a store of columns in the file's order; `order` lists their indices in time order."""
        named = _Named(tuple(categories), tuple(sources), names.sources.names, names.tags.names)
        return cls._indexed(columns.taken(order), frozen(order), named, events)

    @classmethod
    def _indexed(
        cls,
        columns: Columns,
        file_order: Int32Column,
        named: _Named,
        events: EventSource,
        *,
        labelled: bool = True,
    ) -> Self:
        index = CategoryIndex.of(columns, len(named.categories))
        is_large = labelled and len(columns) > MOST_PACKED
        return cls(
            revision=next_revision(),
            columns=columns,
            file_order=file_order,
            by_position=frozen(np.argsort(file_order, kind="stable").astype(np.int32)),
            running_end=frozen(np.maximum.accumulate(reach_ends(columns))),
            open_starts=frozen(np.flatnonzero(columns.flags & Flag.START_OPEN).astype(np.int32)),
            last_end=last_end_of(columns),
            kinds=kinds_of(columns.flags),
            index=index,
            prominence=prominence_of(columns, index) if is_large else None,
            categories=named.categories,
            sources=named.sources,
            source_ids=named.source_ids,
            tags=named.tags,
            events=events,
        )

    def __len__(self) -> int:
        return len(self.columns)

    @property
    def unit(self) -> Unit:
        """Return how many microseconds one step of the bounds is."""
        return self.columns.unit

    def event(self, row: int) -> Event:
        """Return the event of a row; raise TimelineError where its file no longer holds it."""
        return self.events.event(int(self.file_order[row]))

    def row_of(self, event_id: str) -> int | None:
        """Return the row of an id, None where no event has it."""
        position = self.events.position_of(event_id)
        return None if position is None else self.row_at(position)

    def row_at(self, position: int) -> int | None:
        """Return the row of a position in the file, None where that event is not among these."""
        place = int(np.searchsorted(self.file_order, np.int32(position), sorter=self.by_position))
        if place == len(self) or self.file_order[self.by_position[place]] != position:
            return None
        return int(self.by_position[place])

    def rows_at(self, positions: npt.NDArray[np.integer]) -> Int64Column:
        """Return the rows, rising, of those positions in the file whose events are among these."""
        if not len(self):
            return np.empty(0, np.int64)
        places = np.searchsorted(self.file_order, positions, sorter=self.by_position)
        rows = self.by_position[np.minimum(places, len(self) - 1)]
        return distinct(rows[self.file_order[rows] == positions]).astype(np.int64)

    def source(self, source_id: str) -> Source | None:
        """Return a source by its id."""
        return next((source for source in self.sources if source.id == source_id), None)

    def category(self, row: int) -> Category:
        """Return the category of a row."""
        return self.categories[int(self.columns.category_code[row])]

    def span_of(self, row: int) -> Span:
        """Return a row's hull over the bounds that are known."""
        columns = self.columns
        return Span(
            Instant(int(columns.earliest_start[row]) * self.unit),
            Instant(int(columns.latest_end[row]) * self.unit),
        )

    @property
    def span(self) -> Span | None:
        """Return the hull of all events, None without events."""
        if not len(self):
            return None
        first = int(self.columns.earliest_start[0])
        return Span(Instant(first * self.unit), Instant(self.last_end * self.unit))

    def keys_of(self, view: Span) -> tuple[int, int]:
        """Return a half-open span in the store's unit, rounded outwards and brought into int64."""
        start, end = view.start // self.unit, -(-view.end // self.unit)
        return _as_key(start), _as_key(end)

    def count_in(self, view: Span) -> int:
        """Return how many events touch a half-open span; open sides reach on."""
        return sum(self.index.counts_in(*self.keys_of(view)))

    def rows_in(self, view: Span) -> Int64Column:
        """Return the rows whose bounds touch a half-open span, in time order; open sides reach on."""
        start, end = self.keys_of(view)
        first, inside, after = self._places(start, end)
        ends = self.columns.latest_end[first:inside], self.columns.flags[first:inside]
        reaching = first + np.flatnonzero((ends[0] > start) | (ends[1] & Flag.END_OPEN != 0))
        beyond = self.open_starts[np.searchsorted(self.open_starts, np.int32(after)) :]
        return np.concatenate((reaching, np.arange(inside, after), beyond))

    def touches(self, row: int, view: Span) -> bool:
        """Tell whether a row's bounds touch a half-open span; open sides reach on."""
        start, end = self.keys_of(view)
        columns, flags = self.columns, self.columns.flags[row]
        begins = columns.earliest_start[row] < end or flags & Flag.START_OPEN
        lasts = columns.latest_end[row] > start or flags & Flag.END_OPEN
        return bool(begins and lasts)

    def outermost_in(self, view: Span) -> tuple[int, int] | None:
        """Return the first row that touches a half-open span and the one that ends last, None without any."""
        start, end = self.keys_of(view)
        first, _, after = self._places(start, end)
        if first < after:
            last = int(np.searchsorted(self.running_end, self.running_end[after - 1]))
            return first, last
        beyond = self.open_starts[np.searchsorted(self.open_starts, np.int32(after)) :]
        if not len(beyond):
            return None
        return int(beyond[0]), int(beyond[np.argmax(reach_ends(self.columns.taken(beyond)))])

    def open_sides_in(self, view: Span) -> tuple[bool, bool]:
        """Tell whether any event that touches a half-open span has an open start, and an open end."""
        start, end = self.keys_of(view)
        first, _, after = self._places(start, end)
        flags, ends = self.columns.flags[self.open_starts], self.columns.latest_end[self.open_starts]
        seen = (ends > start) | (flags & Flag.END_OPEN != 0)
        open_end = bool(first < after and self.running_end[after - 1] > _KEY_LIMIT)
        return bool(seen.any()), open_end or bool((flags & Flag.END_OPEN != 0).any())

    def subset(self, rows: npt.NDArray[np.integer], *, labelled: bool = True) -> Self:
        """Return a store of some rows, given in time order; its events are at the same positions.

        One that is not `labelled` is made sooner, and can only be counted.
        """
        named = _Named(self.categories, self.sources, self.source_ids, self.tags)
        columns, file_order = self.columns.taken(rows), frozen(self.file_order[rows])
        return self._indexed(columns, file_order, named, self.events, labelled=labelled)

    def within(self, view: Span) -> Self:
        """Return a store of the events that touch a half-open span."""
        return self.subset(self.rows_in(view))

    def members(self, row: int) -> tuple[Span, ...]:
        """Return the separate pieces of a set or a mask with gaps; one hull for others, or unread ones."""
        if not self.columns.flags[row] & Flag.MEMBERS:
            return (self.span_of(row),)
        try:
            date = self.event(row).when.date
        except TimelineError:
            return (self.span_of(row),)
        return date.single.comb if date.kind is DateKind.SINGLE else pieces_of(date)

    def _places(self, start: int, end: int) -> tuple[int, int, int]:
        """Return the first row that outlasts a start, the first that starts there, the first past the end."""
        first = int(np.searchsorted(self.running_end, np.int64(start), "right"))
        inside = int(np.searchsorted(self.columns.earliest_start, np.int64(start), "left"))
        after = int(np.searchsorted(self.columns.earliest_start, np.int64(end), "left"))
        return min(first, inside), inside, after


def kinds_of(flags: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint16]:
    """Return the different values of some events' flags, rising."""
    return frozen(np.flatnonzero(np.bincount(flags)).astype(np.uint16))


def last_end_of(columns: Columns) -> int:
    """Return the latest end that is known, in the columns' unit; 0 without events."""
    return int(columns.latest_end.max()) if len(columns) else 0


def next_revision() -> int:
    """Return a number that no store has yet."""
    return next(_revisions)


def with_missing(categories: Sequence[Category], ids: Sequence[str]) -> tuple[Category, ...]:
    """Return the categories and after them those that only events name, with their id as label."""
    added = (Category(name, Text.plain(name)) for name in ids[len(categories) :])
    return (*categories, *added)


def _as_key(value: int) -> int:
    return min(max(value, -_KEY_LIMIT), _KEY_LIMIT)


EMPTY_STORE: Final = EventStore.of(())
