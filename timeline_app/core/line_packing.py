"""Puts the events of a large store on the lines of their lanes, the widest slot first.

Owns the algorithm behind `prominence`. It works on places: positions in the order of category, then start.
Knows no views and no pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from timeline_app.core.category_index import CategoryIndex
from timeline_app.core.columns import Columns, Flag, Int32Column, Int64Column
from timeline_app.core.overlap import apart, most_apart
from timeline_app.core.quietness import NOWHERE, QUIET_COUNT, quiet_levels, widest_quiet

NEVER: Final = -1
"""The level of an event that is never labelled."""
EXTRA_LINES: Final = 2 * QUIET_COUNT + 1
"""Enough for every event in a quiet place: at most 24 that overlap it begin in that place, and at most 24
reach into it from before, as all of these are around the one of them that begins first.
"""

_KEY_BITS: Final = 63
_WIDEST: Final = 62
_PLACE_BITS: Final = 32
_Mask = npt.NDArray[np.bool_]
_Levels = npt.NDArray[np.int8]
_BEYOND: Final = np.iinfo(np.int64).max
_BEFORE: Final = -(2**62)
_TAKEN: Final = np.iinfo(np.int32).max
_SWEEP_SHARE: Final = 12
"""The waiting are looked through for hopeless ones when a twelfth as many have been placed."""
_SPARSE: Final = 8
_CELL_BITS: Final = 1
"""Two candidates for every slot leave a choice where one of them is crowded out."""


@dataclass(frozen=True, slots=True)
class _Axis:
    """Time of all lanes one after the other: lane i has [i << width, (i + 1) << width).

    Events and slots take the first half of it, so that no footprint reaches the next lane.
    """

    low: int
    span: int

    @classmethod
    def of(cls, columns: Columns) -> Self:
        """Make the axis of events; at least one."""
        low = int(columns.earliest_start.min())
        return cls(low, max(int(columns.latest_end.max()) - low, 1))

    @property
    def widest(self) -> int:
        """Return the level of a slot as wide as all."""
        return min(self.span.bit_length(), _WIDEST)

    @property
    def width(self) -> int:
        """Return the bits of a lane; one that takes them all stands alone."""
        return min(self.span.bit_length() + 1, _KEY_BITS)

    @property
    def most_lanes(self) -> int:
        """Return how many lanes have room."""
        return 1 << (_KEY_BITS - self.width)


@dataclass(frozen=True, slots=True, eq=False)
class _Lanes:
    """The intervals [starts, ends) of some lanes on an axis, sorted by start.

    `by_rank` holds all places, the one that goes first before the others.
    """

    axis: _Axis
    starts: Int64Column
    ends: Int64Column
    by_rank: Int32Column
    base_lines: npt.NDArray[np.uint8]

    def base_lines_at(self, places: Int32Column) -> npt.NDArray[np.uint8]:
        """Return how many base lines the lanes of some places have."""
        lines: npt.NDArray[np.uint8] = self.base_lines[self.starts[places] >> self.axis.width]
        return lines


class _Line:
    """What stands on one line of every lane, in order: where it begins and ends."""

    def __init__(self) -> None:
        # Before all and beyond all, so that between two that follow each other there is always a gap.
        self._starts = np.array([_BEYOND])
        self._ends = np.array([_BEFORE])

    @classmethod
    def base(cls, lanes: _Lanes, number: int) -> Self:
        """Make a base line; it is full in the lanes that have no line of the number."""
        line, (without,) = cls(), np.nonzero(lanes.base_lines <= number)
        lows = without << lanes.axis.width
        line.add(lows, lows + lanes.axis.span)
        return line

    def gaps(self, level: int) -> tuple[Int64Column, Int64Column]:
        """Return from where to where footprints of a level have room, one gap after the other."""
        return _widened(self._ends, level), self._starts

    def free(self, asking: _Asking, gaps: tuple[Int64Column, Int64Column]) -> Int64Column:
        """Return the indices of those that have room in one of the line's gaps."""
        lows, highs = gaps
        if len(asking) < _SPARSE * len(lows):
            gap = np.searchsorted(self._starts, asking.starts)
            low, high = lows[gap], highs[gap]
        else:
            cuts = np.searchsorted(asking.starts, self._starts[:-1], "right")
            counts = np.diff(cuts, prepend=0, append=len(asking))
            low, high = np.repeat(lows, counts), np.repeat(highs, counts)
        return np.flatnonzero((low <= asking.starts) & (asking.ends <= high))

    def add(self, starts: Int64Column, ends: Int64Column) -> None:
        """Put intervals on the line."""
        spots = np.searchsorted(self._starts, starts)
        self._starts = np.insert(self._starts, spots, starts)
        self._ends = np.insert(self._ends, spots + 1, ends)


@dataclass(frozen=True, slots=True, eq=False)
class _Asking:
    """Places that ask for room on a line, in order, with their footprints at a level."""

    places: Int32Column
    starts: Int64Column
    ends: Int64Column

    @classmethod
    def of(cls, lanes: _Lanes, places: Int32Column, level: int) -> Self:
        """Take the footprints of places at a level."""
        return cls(places, lanes.starts[places], _widened(lanes.ends[places], level))

    def __len__(self) -> int:
        return len(self.places)

    def some(self, chosen: Int64Column | _Mask) -> Self:
        """Return some of them."""
        return type(self)(self.places[chosen], self.starts[chosen], self.ends[chosen])


class _Waiting:
    """The places that may yet find room on a base line, in order."""

    def __init__(self, lanes: _Lanes) -> None:
        self._lanes = lanes
        places = np.arange(len(lanes.starts), dtype=np.int32)
        self.ranks = np.empty_like(places)
        self.ranks[lanes.by_rank] = places
        self.keep(places)

    def __len__(self) -> int:
        return len(self.places)

    def keep(self, places: Int32Column) -> None:
        """Let only some places wait."""
        self.places = places
        self._starts, self._ranks = self._lanes.starts[places], self.ranks[places]
        self._is_cut = np.ones(0, bool)

    def take(self, places: Int32Column) -> None:
        """Let some places wait no more; they remain in `places` until `keep`."""
        if not len(self.places):
            return
        spots = np.searchsorted(self.places, places)
        self._ranks[spots[self.places.take(spots, mode="clip") == places]] = _TAKEN

    def cut(self, level: int) -> None:
        """Divide time into the cells of a level."""
        cells = self._starts >> max(level - _CELL_BITS, 0)
        self._is_first = np.ones(len(cells), bool)
        np.not_equal(cells[1:], cells[:-1], out=self._is_first[1:])

    def best(self, lows: Int64Column, highs: Int64Column) -> Int32Column:
        """Return the best place of every cell in every [lows, highs), in order."""
        firsts, lasts = np.searchsorted(self._starts, lows), np.searchsorted(self._starts, highs)
        is_open = firsts < lasts
        edges = np.stack((firsts[is_open], lasts[is_open]), axis=1).ravel()
        is_first = self._is_first.copy()
        is_first[edges[edges < len(is_first)]] = True
        cuts = np.flatnonzero(is_first)
        if not len(edges):
            return self.places[:0]
        inside = np.searchsorted(edges, cuts, "right") & 1 == 1
        best = np.minimum.reduceat(self._ranks, cuts)[inside]
        places: Int32Column = self._lanes.by_rank[best[best < _TAKEN]]
        return places


class _Packing:
    """Lanes being packed: the line and the level of every place so far."""

    def __init__(self, lanes: _Lanes, quiet: _Levels) -> None:
        count = len(lanes.starts)
        self.line = np.zeros(count, np.uint8)
        self.level = np.full(count, NEVER, np.int8)
        self._lanes = lanes
        self._base = [_Line.base(lanes, number) for number in range(int(lanes.base_lines.max()))]
        self._extra = [_Line() for _ in range(EXTRA_LINES)]
        self._waiting = _Waiting(lanes)
        self._placed_since = 0
        by_quiet = np.argsort(quiet, kind="stable")
        self._by_quiet = by_quiet[np.count_nonzero(quiet == NOWHERE) :].astype(np.int32)
        self._quiet_cuts = np.searchsorted(quiet[self._by_quiet], np.arange(lanes.axis.widest + 2))

    def run(self) -> None:
        """Pack from the level whose slot is wider than all to that of one unit."""
        for level in range(self._lanes.axis.widest, -1, -1):
            self._fill_base(level)
            self._fill_extra(level)
            if self._placed_since * _SWEEP_SHARE > len(self._waiting):
                self._drop_hopeless()
        while len(self._waiting):
            # Each time at least the best of them finds room.
            self._drop_hopeless()
            self._fill_base(0)

    def _fill_base(self, level: int) -> None:
        if not len(self._waiting):
            return
        self._waiting.cut(level)
        for number, line in enumerate(self._base):
            gaps = line.gaps(level)
            # No footprint is shorter than a slot; behind the last there is always room.
            highs = np.append(gaps[1][:-1] - (2**level - 1), _BEYOND)
            candidates = self._waiting.best(gaps[0], highs)
            asking = _Asking.of(self._lanes, candidates, level)
            asking = asking.some(line.free(asking, gaps))
            won = asking.some(apart(asking.starts, asking.ends, self._waiting.ranks[asking.places]))
            self._place(won, line, level)
            self.line[won.places] = number

    def _fill_extra(self, level: int) -> None:
        """Give a line above the base lines to those whose places are quiet from this level on."""
        places = self._by_quiet[slice(*self._quiet_cuts[level : level + 2].tolist())]
        asking = _Asking.of(self._lanes, places[self.level[places] == NEVER], level)
        for number, line in enumerate(self._extra):
            if not len(asking):
                return
            free = line.free(asking, line.gaps(level))
            is_won = np.zeros(len(asking), bool)
            is_won[free[most_apart(asking.starts[free], asking.ends[free])]] = True
            won, asking = asking.some(is_won), asking.some(~is_won)
            self._place(won, line, level)
            self.line[won.places] = self._lanes.base_lines_at(won.places) + number

    def _place(self, won: _Asking, line: _Line, level: int) -> None:
        line.add(won.starts, self._lanes.ends[won.places])
        self.level[won.places] = level
        self._waiting.take(won.places)
        self._placed_since += len(won)

    def _drop_hopeless(self) -> None:
        """Let those wait no more that no base line has room for, however narrow the slot."""
        places = self._waiting.places
        asking = _Asking.of(self._lanes, places[self.level[places] == NEVER], 0)
        is_hopeful = np.zeros(len(asking), bool)
        for line in self._base:
            is_hopeful[line.free(asking, line.gaps(0))] = True
        self._waiting.keep(asking.places[is_hopeful])
        self._placed_since = 0


def packed(
    columns: Columns, index: CategoryIndex, base_lines: npt.NDArray[np.uint8]
) -> tuple[npt.NDArray[np.uint8], _Levels, _Levels]:
    """Return the line, the level and the highest quiet level of every row.

    `base_lines` are those of each category's lane.
    """
    line, level = np.zeros(len(columns), np.uint8), np.full(len(columns), NEVER, np.int8)
    quiet = np.full(len(columns), NOWHERE, np.int8)
    codes = np.array(index.filled, np.int64)
    if not len(codes):
        return line, level, quiet
    axis = _Axis.of(columns)
    for first in range(0, len(codes), axis.most_lanes):
        some = codes[first : first + axis.most_lanes]
        # One slice of `rows`, as categories without events have none there.
        rows = index.rows[index.offsets[some[0]] : index.offsets[some[-1] + 1]]
        counts = index.offsets[some + 1] - index.offsets[some]
        lanes = _lanes(columns, axis, rows, counts, base_lines[some])
        quiet_here = quiet_levels(lanes.starts, lanes.ends, widest_quiet(axis.span))
        packing = _Packing(lanes, quiet_here)
        packing.run()
        line[rows], level[rows], quiet[rows] = packing.line, packing.level, quiet_here
    return line, level, quiet


def _lanes(
    columns: Columns,
    axis: _Axis,
    rows: Int32Column,
    counts: Int64Column,
    base_lines: npt.NDArray[np.uint8],
) -> _Lanes:
    shift = np.repeat((np.arange(len(counts)) << axis.width) - axis.low, counts)
    flags = columns.flags[rows]
    known = columns.earliest_start[rows]
    starts = np.where(flags & Flag.START_OPEN != 0, axis.low, known) + shift
    ends = np.where(flags & Flag.END_OPEN != 0, axis.low + axis.span, columns.latest_end[rows]) + shift
    by_rank = _by_rank(axis, columns.importance[rows], starts)
    return _Lanes(axis, starts, ends, by_rank, base_lines)


def _by_rank(axis: _Axis, importance: npt.NDArray[np.float32], starts: Int64Column) -> Int32Column:
    """Return the places from the best to the worst."""
    # A number of 32 bits is exact enough for what only breaks ties.
    by_alone = _ordered(
        np.arange(len(starts), dtype=np.int32), -(_gaps(starts) >> max(axis.width - _PLACE_BITS, 0))
    )
    # Those of numbers from 0 to 1 are in the order of their bits, save that of minus zero.
    return _ordered(by_alone, -(importance + 0.0).view(np.int32))


def _gaps(starts: Int64Column) -> Int64Column:
    """Return how far each start is from the nearest other of its lane."""
    # Lanes lie further apart than the events of a lane.
    gaps = np.concatenate(([_BEYOND], np.diff(starts), [_BEYOND]))
    return np.minimum(gaps[:-1], gaps[1:])


def _ordered(places: Int32Column, keys: Int64Column | Int32Column) -> Int32Column:
    """Return places by their keys of 32 bits; equals stay as they are.

    Values are sorted several times as fast as indices.
    """
    keyed = keys[places].astype(np.int64)
    keyed <<= _PLACE_BITS
    keyed |= np.arange(len(places))
    keyed.sort()
    keyed &= 2**_PLACE_BITS - 1
    ordered: Int32Column = places[keyed]
    return ordered


def _widened(ends: Int64Column, level: int) -> Int64Column:
    """Return the ends of footprints at a level; none beyond the last number."""
    slot = 2**level
    widened: Int64Column = np.minimum(ends, _BEYOND - slot) + slot
    return widened
