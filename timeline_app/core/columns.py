"""Events as columns of numbers, and where the events themselves come from.

Owns what is stored of an event for drawing, sorting and filtering, and how an event becomes that. Knows no
order of time (see `store`), no JSON and no pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, IntFlag
from typing import Final, Protocol, Self, TypeVar

import numpy as np
import numpy.typing as npt

from timeline_app.core.date import Bound, Date, DateKind, Edge, Precision, Qualifier, SingleDate, singles_of
from timeline_app.core.event import Event, When
from timeline_app.core.instant import MICROSECOND, MINUTE, SECOND, Instant, Span

Int64Column = npt.NDArray[np.int64]
Int32Column = npt.NDArray[np.int32]
Column = TypeVar("Column", bound=npt.NDArray[np.generic])
Number = TypeVar("Number", bound=np.number)

_INT64_LIMIT: Final = 2**62
_END_OF_START: Final = 16
"""Turns a flag of the start into the same flag of the end."""


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


class EventSource(Protocol):
    """Where the events of a store come from when a person looks at one.

    A position counts the events of the file that can be shown, from 0.
    """

    def event(self, position: int) -> Event:
        """Return the event at a position; raise TimelineError where its file no longer holds it."""

    def position_of(self, event_id: str) -> int | None:
        """Return the position of an id, None where no event has it."""


@dataclass(frozen=True, slots=True, eq=False)
class HeldEvents:
    """Events that are held in memory."""

    events: tuple[Event, ...]
    positions: Mapping[str, int]

    @classmethod
    def of(cls, events: Sequence[Event]) -> Self:
        """Hold events; of an id that stands twice the last is found."""
        return cls(tuple(events), {event.id: position for position, event in enumerate(events)})

    def event(self, position: int) -> Event:
        """Return the event at a position."""
        return self.events[position]

    def position_of(self, event_id: str) -> int | None:
        """Return the position of an id, None where no event has it."""
        return self.positions.get(event_id)


@dataclass(frozen=True, slots=True, eq=False)
class CodeLists:
    """For each event a list of codes, one after the other: those of event i are [offsets[i], offsets[i + 1]).

    `offsets` has one more element than there are events.
    """

    offsets: Int32Column
    codes: Int32Column

    @classmethod
    def of(cls, lists: Iterable[Iterable[int]]) -> Self:
        """Make columns of lists."""
        held = [tuple(codes) for codes in lists]
        offsets = np.zeros(len(held) + 1, np.int32)
        np.cumsum([len(codes) for codes in held], out=offsets[1:])
        flat = np.array([code for codes in held for code in codes], np.int32)
        return cls(frozen(offsets), frozen(flat))

    def at(self, index: int) -> Int32Column:
        """Return the codes of one event."""
        return self.codes[self.offsets[index] : self.offsets[index + 1]]

    def taken(self, order: npt.NDArray[np.integer]) -> Self:
        """Return the lists of some events, in the order given."""
        starts, counts = self.offsets[:-1][order], np.diff(self.offsets)[order]
        offsets = np.zeros(len(order) + 1, np.int32)
        np.cumsum(counts, out=offsets[1:])
        within = np.arange(offsets[-1], dtype=np.int32) - np.repeat(offsets[:-1], counts)
        return type(self)(frozen(offsets), frozen(self.codes[np.repeat(starts, counts) + within]))

    def holding(self, wanted: Iterable[int]) -> npt.NDArray[np.bool_]:
        """Return for each event whether any of some codes is among its own."""
        hits = np.zeros(len(self.codes) + 1, np.int32)
        np.cumsum(np.isin(self.codes, np.array(tuple(wanted), np.int32)), out=hits[1:])
        before: Int32Column = hits[self.offsets]
        return np.not_equal(before[1:], before[:-1])


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """What is stored of events; index i of every column is one event.

    The four bounds are int64 in `unit`, those that are earliest rounded down and those that are latest up;
    where a side is open or unknown its two bounds repeat the nearest known bound and the flag says so.
    `category_code`, `tag_codes` and `source_codes` index lists of names that the store holds; the sources
    are those of the event's excerpts, each once. `precision` holds `Precision`.
    """

    unit: Unit
    earliest_start: Int64Column
    latest_start: Int64Column
    earliest_end: Int64Column
    latest_end: Int64Column
    flags: npt.NDArray[np.uint16]
    category_code: Int32Column
    importance: npt.NDArray[np.float32]
    precision: npt.NDArray[np.uint8]
    tag_codes: CodeLists
    source_codes: CodeLists

    @classmethod
    def of(cls, events: Sequence[Event], names: Names) -> Self:
        """Make the columns of events, in their order; names that are new are added to `names`."""
        bounds = [bounds_of(event.when) for event in events]
        unit = unit_for(bounds)
        four = np.array([_in_units(one, unit) for one in bounds], np.int64).reshape(-1, 4)
        flags = [flags_of(event.when, has_excerpt=bool(event.excerpts)) for event in events]
        codes = [names.categories.code(event.category_id) for event in events]
        return cls(
            unit,
            earliest_start=frozen(np.ascontiguousarray(four[:, 0])),
            latest_start=frozen(np.ascontiguousarray(four[:, 1])),
            earliest_end=frozen(np.ascontiguousarray(four[:, 2])),
            latest_end=frozen(np.ascontiguousarray(four[:, 3])),
            flags=frozen(np.array(flags, np.uint16)),
            category_code=frozen(np.array(codes, np.int32)),
            importance=frozen(np.array([event.importance for event in events], np.float32)),
            precision=frozen(np.array([event.when.date.precision for event in events], np.uint8)),
            tag_codes=CodeLists.of(dict.fromkeys(map(names.tags.code, event.tags)) for event in events),
            source_codes=CodeLists.of(
                dict.fromkeys(names.sources.code(excerpt.source_id) for excerpt in event.excerpts)
                for event in events
            ),
        )

    def __len__(self) -> int:
        return len(self.flags)

    def taken(self, order: npt.NDArray[np.integer]) -> Self:
        """Return some of the events, in the order given."""
        return type(self)(
            self.unit,
            frozen(self.earliest_start[order]),
            frozen(self.latest_start[order]),
            frozen(self.earliest_end[order]),
            frozen(self.latest_end[order]),
            frozen(self.flags[order]),
            frozen(self.category_code[order]),
            frozen(self.importance[order]),
            frozen(self.precision[order]),
            self.tag_codes.taken(order),
            self.source_codes.taken(order),
        )


class NameList:
    """Names and their codes, in the order in which they came."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._codes = {name: code for code, name in enumerate(dict.fromkeys(names))}

    def code(self, name: str) -> int:
        """Return the code of a name; a new one gets the next."""
        return self._codes.setdefault(name, len(self._codes))

    @property
    def names(self) -> tuple[str, ...]:
        """Return all names; the index is the code."""
        return tuple(self._codes)


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """The names behind the codes of columns: ids of categories and sources, and tags."""

    categories: NameList
    sources: NameList
    tags: NameList


def bounds_of(when: When) -> tuple[int, int, int, int]:
    """Return the four bounds as microseconds; an open or unknown side repeats the nearest known bound."""
    bounds = when.date.bounds
    four = (bounds.earliest_start, bounds.latest_start, bounds.earliest_end, bounds.latest_end)
    known = [bound for bound in four if not isinstance(bound, Edge)]
    for piece in pieces_of(when.date):
        known += (piece.start, piece.end)
    first, last = min(known), max(known)
    if when.lasting and when.date.kind is DateKind.SINGLE:
        return first, first, last, last
    if when.date.kind is DateKind.INTERVAL:
        return _or(four[0], first), _or(four[1], first), _or(four[2], last), _or(four[3], last)
    return _or(four[0], first), _or(four[1], last), _or(four[2], first), _or(four[3], last)


def _or(bound: Bound, fallback: Instant) -> Instant:
    return fallback if isinstance(bound, Edge) else bound


def unit_for(bounds: Iterable[tuple[int, int, int, int]]) -> Unit:
    """Return the finest unit in which all bounds fit."""
    furthest = max((abs(value) for four in bounds for value in four), default=0)
    return next(unit for unit in Unit if furthest < _INT64_LIMIT * unit)


def _in_units(four: tuple[int, int, int, int], unit: Unit) -> tuple[int, int, int, int]:
    return four[0] // unit, -(-four[1] // unit), four[2] // unit, -(-four[3] // unit)


def flags_of(when: When, *, has_excerpt: bool) -> int:
    """Return an event's flags, added up as plain integers: `|` of flags would take most of a large load."""
    date = when.date
    flags = _side_flags(date.bounds.earliest_start, date.start_qualifier)
    flags += _side_flags(date.bounds.latest_end, date.end_qualifier) * _END_OF_START
    if when.lasting or date.kind is DateKind.INTERVAL:
        flags += Flag.LASTING
    is_set = date.kind in (DateKind.ONE_OF, DateKind.ALL_OF)
    if is_set or (date.kind is DateKind.SINGLE and date.single.comb):
        flags += Flag.MEMBERS
    if date.kind is DateKind.ALL_OF:
        flags += Flag.ALL_OF
    if not has_excerpt:
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


def pieces_of(date: Date) -> tuple[Span, ...]:
    """Return the dates that a set names as spans, ranges as one; nothing for other dates."""
    pieces: list[Span] = []
    for member in date.members:
        if isinstance(member, SingleDate):
            pieces += member.comb or (member.span,)
            continue
        named = singles_of(member)
        pieces.append(named[0].span.hull(named[-1].span))
    return tuple(pieces)


def frozen(column: Column) -> Column:
    """Make an array read-only and return it."""
    column.flags.writeable = False
    return column


def distinct(values: npt.NDArray[Number]) -> npt.NDArray[Number]:
    """Return values in rising order, each once.

    numpy.unique does the same, but when it is called first it loads masked arrays: a twentieth of a second
    in which a window stands still.
    """
    rising = np.sort(values)
    return rising[np.concatenate(([True], rising[1:] != rising[:-1]))] if len(rising) else rising
