"""The events of a dataset as immutable columns, in time order.

Owns the order, the unit and the flags that drawing and searching read. Event objects are behind `event`,
for an event that a person looks at. Knows no JSON and no pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, IntFlag
from itertools import count
from typing import Final, Self, TypeVar

import numpy as np
import numpy.typing as npt

from timeline_app.core.date import Bound, Date, DateKind, Edge, Precision, Qualifier, SingleDate, singles_of
from timeline_app.core.event import Category, Event, Source, When
from timeline_app.core.instant import MICROSECOND, MINUTE, SECOND, Instant, Span
from timeline_app.core.text import Text

Int64Column = npt.NDArray[np.int64]
Column = TypeVar("Column", bound=npt.NDArray[np.generic])

_INT64_LIMIT: Final = 2**62
_END_OF_START: Final = 16
"""Turns a flag of the start into the same flag of the end."""
_revisions = count(1)


class Unit(IntEnum):
    """How many microseconds one step of the columns is: the finest in which the whole dataset fits."""

    MICROSECONDS = MICROSECOND
    SECONDS = SECOND
    MINUTES = MINUTE
    """For years beyond a hundred billion; a date may name a trillion."""


class Flag(IntFlag):
    """What the columns say of an event beside its four bounds."""

    NONE = 0
    LASTING = 1
    """Lasts throughout its bounds: `lasting` in the file, or an EDTF interval."""
    START_OPEN = 2
    START_UNKNOWN = 4
    START_APPROXIMATE = 8
    START_UNCERTAIN = 16
    END_OPEN = 32
    END_UNKNOWN = 64
    END_APPROXIMATE = 128
    END_UNCERTAIN = 256
    MEMBERS = 512
    """A set or a mask with gaps: `members` lists the pieces."""
    ALL_OF = 1024
    """A set all of whose members are meant."""
    NO_EXCERPT = 2048
    INSTANT = 4096
    """Written to the day or finer."""


@dataclass(frozen=True, slots=True, eq=False)
class EventStore:
    """Events sorted by earliest start, then latest end, then the file's order.

    Row r of every column is one event. The four bounds are int64 in `unit`, those that are earliest
    rounded down and those that are latest up; where a side is open or unknown its two bounds repeat the
    nearest known bound and the flag says so. `file_order` holds each
    row's position in the file. `category_code` indexes `categories`. Two stores never share a `revision`.
    """

    revision: int
    unit: Unit
    earliest_start: Int64Column
    latest_start: Int64Column
    earliest_end: Int64Column
    latest_end: Int64Column
    flags: npt.NDArray[np.uint16]
    category_code: npt.NDArray[np.int32]
    importance: npt.NDArray[np.float32]
    file_order: Int64Column
    categories: tuple[Category, ...]
    sources: tuple[Source, ...]
    _events: tuple[Event, ...]
    _row_of_id: dict[str, int]

    @classmethod
    def of(
        cls, events: Sequence[Event], categories: Sequence[Category] = (), sources: Sequence[Source] = ()
    ) -> Self:
        """Build the columns; categories that only events name are appended with their id as label."""
        lanes = _with_missing(events, categories)
        bounds = [_four_instants(event.when) for event in events]
        unit = _unit_for(bounds)
        rows = np.array([_in_units(four, unit) for four in bounds], np.int64).reshape(-1, 4)
        # By the exact bounds: two events of one second keep their order beside the Big Bang.
        order = sorted(range(len(events)), key=lambda index: (bounds[index][0], bounds[index][3]))
        codes = {category.id: code for code, category in enumerate(lanes)}
        ordered = tuple(events[index] for index in order)
        columns = [_frozen(np.ascontiguousarray(rows[order, side])) for side in range(4)]
        return cls(
            revision=next(_revisions),
            unit=unit,
            earliest_start=columns[0],
            latest_start=columns[1],
            earliest_end=columns[2],
            latest_end=columns[3],
            flags=_frozen(np.array([_flags_of(event) for event in ordered], np.uint16)),
            category_code=_frozen(np.array([codes[event.category_id] for event in ordered], np.int32)),
            importance=_frozen(np.array([event.importance for event in ordered], np.float32)),
            file_order=_frozen(np.array(order, np.int64)),
            categories=lanes,
            sources=tuple(sources),
            _events=ordered,
            _row_of_id={event.id: row for row, event in enumerate(ordered)},
        )

    def __len__(self) -> int:
        return len(self._events)

    def event(self, row: int) -> Event:
        """Return the event of a row."""
        return self._events[row]

    def row_of(self, event_id: str) -> int | None:
        """Return the row of an id, None where no event has it."""
        return self._row_of_id.get(event_id)

    def source(self, source_id: str) -> Source | None:
        """Return a source by its id."""
        return next((source for source in self.sources if source.id == source_id), None)

    def category(self, row: int) -> Category:
        """Return the category of a row."""
        return self.categories[int(self.category_code[row])]

    def span_of(self, row: int) -> Span:
        """Return a row's hull over the bounds that are known."""
        return Span(
            Instant(int(self.earliest_start[row]) * self.unit), Instant(int(self.latest_end[row]) * self.unit)
        )

    @property
    def span(self) -> Span | None:
        """Return the hull of all events, None without events."""
        if not len(self):
            return None
        return Span(
            Instant(int(self.earliest_start[0]) * self.unit), Instant(int(self.latest_end.max()) * self.unit)
        )

    def rows_in(self, view: Span) -> Int64Column:
        """Return the rows whose bounds touch a half-open span, in time order; open sides reach on."""
        start, end = view.start // self.unit, -(-view.end // self.unit)
        begins = (self.earliest_start < end) | (self.flags & Flag.START_OPEN != 0)
        ends = (self.latest_end > start) | (self.flags & Flag.END_OPEN != 0)
        return np.flatnonzero(begins & ends).astype(np.int64)

    def within(self, view: Span) -> Self:
        """Return a store of the events that touch a half-open span, in the file's order."""
        rows = self.rows_in(view)
        kept = [self._events[row] for row in rows[np.argsort(self.file_order[rows])].tolist()]
        return type(self).of(kept, self.categories, self.sources)

    def members(self, row: int) -> tuple[Span, ...]:
        """Return the separate pieces of a set or a mask with gaps; one hull for other dates."""
        date = self.event(row).when.date
        if not self.flags[row] & Flag.MEMBERS:
            return (self.span_of(row),)
        return date.single.comb if date.kind is DateKind.SINGLE else _pieces(date)


def _with_missing(events: Sequence[Event], categories: Sequence[Category]) -> tuple[Category, ...]:
    known = {category.id for category in categories}
    lanes = list(categories)
    for event in events:
        if event.category_id not in known:
            known.add(event.category_id)
            lanes.append(Category(event.category_id, Text.plain(event.category_id)))
    return tuple(lanes)


def _four_instants(when: When) -> tuple[int, int, int, int]:
    """Return the four bounds as microseconds; an open or unknown side repeats the nearest known bound."""
    bounds = when.date.bounds
    four = (bounds.earliest_start, bounds.latest_start, bounds.earliest_end, bounds.latest_end)
    known = [bound for bound in four if not isinstance(bound, Edge)]
    for piece in _pieces(when.date):
        known += (piece.start, piece.end)
    first, last = min(known), max(known)
    if when.lasting and when.date.kind is DateKind.SINGLE:
        return first, first, last, last
    if when.date.kind is DateKind.INTERVAL:
        return _or(four[0], first), _or(four[1], first), _or(four[2], last), _or(four[3], last)
    return _or(four[0], first), _or(four[1], last), _or(four[2], first), _or(four[3], last)


def _or(bound: Bound, fallback: Instant) -> Instant:
    return fallback if isinstance(bound, Edge) else bound


def _unit_for(bounds: Sequence[tuple[int, int, int, int]]) -> Unit:
    furthest = max((abs(value) for four in bounds for value in four), default=0)
    return next(unit for unit in Unit if furthest < _INT64_LIMIT * unit)


def _in_units(four: tuple[int, int, int, int], unit: Unit) -> tuple[int, int, int, int]:
    return four[0] // unit, -(-four[1] // unit), four[2] // unit, -(-four[3] // unit)


def _flags_of(event: Event) -> int:
    """Return a row's flags, added up as plain integers: `|` of flags would take most of a large load."""
    date = event.when.date
    flags = _side_flags(date.bounds.earliest_start, date.start_qualifier)
    flags += _side_flags(date.bounds.latest_end, date.end_qualifier) * _END_OF_START
    if event.when.lasting or date.kind is DateKind.INTERVAL:
        flags += Flag.LASTING
    is_set = date.kind in (DateKind.ONE_OF, DateKind.ALL_OF)
    if is_set or (date.kind is DateKind.SINGLE and date.single.comb):
        flags += Flag.MEMBERS
    if date.kind is DateKind.ALL_OF:
        flags += Flag.ALL_OF
    if not event.excerpts:
        flags += Flag.NO_EXCERPT
    if date.kind is DateKind.SINGLE and date.precision <= Precision.DAY:
        flags += Flag.INSTANT
    return flags


def _side_flags(bound: Bound, doubt: Qualifier) -> int:
    """Return one side's flags as START flags."""
    flags = 0
    if bound is Edge.OPEN:
        flags += Flag.START_OPEN
    elif bound is Edge.UNKNOWN:
        flags += Flag.START_UNKNOWN
    if doubt is Qualifier.NONE:
        return flags
    if Qualifier.APPROXIMATE in doubt:
        flags += Flag.START_APPROXIMATE
    if Qualifier.UNCERTAIN in doubt:
        flags += Flag.START_UNCERTAIN
    return flags


def _pieces(date: Date) -> tuple[Span, ...]:
    """Return the dates that a set names as spans, ranges as one; nothing for other dates."""
    pieces: list[Span] = []
    for member in date.members:
        if isinstance(member, SingleDate):
            pieces += member.comb or (member.span,)
            continue
        named = singles_of(member)
        pieces.append(named[0].span.hull(named[-1].span))
    return tuple(pieces)


def _frozen(column: Column) -> Column:
    column.flags.writeable = False
    return column


EMPTY_STORE: Final = EventStore.of(())
