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
from timeline_app.core.overlap import apart

NEVER: Final = -1
"""The level of an event that is never labelled."""
EXTRA_LINES: Final = 40
QUIET_COUNT: Final = 24
QUIET_BITS: Final = 3
"""An event may use an extra line where at most 24 of its lane begin within 2^3 slots of its start."""

_KEY_BITS: Final = 63
_WIDEST: Final = 62
_Mask = npt.NDArray[np.bool_]
_BEYOND: Final = np.iinfo(np.int64).max
_TAKEN: Final = np.iinfo(np.int32).max
_SWEEP_SHARE: Final = 32
"""The waiting are looked through for hopeless ones when one in 32 as many have been placed."""
_PART: Final = 2**15
_CELL_BITS: Final = 1
"""Two candidates for every slot leave a choice where one of them is crowded out."""


@dataclass(frozen=True, slots=True, eq=False)
class Lanes:
    """Intervals [starts, ends) of some lanes on one axis: lane i has [i << width, (i + 1) << width).

    They are sorted by start. `ranks` count from the event that goes first.
    """

    width: int
    starts: Int64Column
    ends: Int64Column
    limits: Int64Column
    ranks: Int32Column
    base_lines: npt.NDArray[np.uint8]

    def lane_of(self, places: Int32Column) -> Int64Column:
        """Return the lanes of some places."""
        return self.starts[places] >> self.width

    def ends_at(self, places: Int32Column, level: int) -> Int64Column:
        """Return the ends of footprints at a level, none beyond the last start of its lane."""
        slot = 2**level
        ends: Int64Column = np.minimum(self.ends[places], self.limits[self.lane_of(places)] - slot) + slot
        return ends

    def quiet_levels(self, places: Int32Column) -> npt.NDArray[np.int8]:
        """Return the highest level at which each place is quiet, -1 where none is.

        Of the runs of one event too many that hold the event it looks for the tightest: as the run moves to
        the right its left side comes nearer and its right side goes away, so that it is searched by halves.
        """
        starts, lanes = self.starts, self.lane_of(places)
        bounds = np.searchsorted(starts, np.arange(len(self.limits)) << self.width)
        firsts, lasts = bounds[lanes], np.append(bounds[1:], len(starts))[lanes] - 1
        low, high = np.maximum(places - QUIET_COUNT, firsts), np.minimum(places, lasts - QUIET_COUNT)
        crowded = np.flatnonzero(low <= high)
        here, low, high = starts[places[crowded]], low[crowded], high[crowded]
        first = low
        for _ in range(QUIET_COUNT.bit_length()):
            middle = (low + high) >> 1
            turned = starts[middle + QUIET_COUNT] - here >= here - starts[middle]
            low, high = np.where(turned, low, np.minimum(middle + 1, high)), np.where(turned, middle, high)
        runs = np.stack((np.maximum(high - 1, first), high))
        near = np.maximum(here - starts[runs], starts[runs + QUIET_COUNT] - here).min(axis=0)
        powers = np.int64(1) << np.arange(QUIET_BITS, _KEY_BITS, dtype=np.int64)
        levels = np.full(len(places), _WIDEST, np.int8)
        levels[crowded] = np.searchsorted(powers, near) - 1
        return levels


class _Line:
    """The places that stand on one line of every lane, in order."""

    def __init__(self, lanes: Lanes) -> None:
        self._lanes = lanes
        self._places = np.zeros(0, np.int32)
        self._starts = np.array([_BEYOND])

    def free(self, asking: _Asking, level: int) -> Int64Column:
        """Return which of some places that ask, none of them on this line, have room on it."""
        following = np.searchsorted(self._places, asking.places)
        free = np.flatnonzero(self._starts[following] >= asking.ends)
        following = following[free]
        behind = np.flatnonzero(following)
        ends = self._lanes.ends_at(self._places[following[behind] - 1], level)
        hit = behind[ends > asking.starts[free[behind]]]
        return np.delete(free, hit)

    def rooms(self, level: int) -> tuple[Int64Column, Int64Column]:
        """Return between which keys [low, high) a start leaves room for a slot, one gap after the other."""
        starts, lanes = self._starts[:-1], self._lanes
        highs = np.maximum(starts - (2**level - 1), starts >> lanes.width << lanes.width)
        lows = lanes.ends_at(self._places, level)
        return np.concatenate(([0], lows)), np.concatenate((highs, [_BEYOND]))

    def add(self, places: Int32Column) -> None:
        """Put places on the line."""
        spots = np.searchsorted(self._places, places)
        self._places = np.insert(self._places, spots, places)
        self._starts = np.insert(self._starts, spots, self._lanes.starts[places])


@dataclass(frozen=True, slots=True, eq=False)
class _Asking:
    """Places that ask for room on a line, in order, with their footprints at a level."""

    places: Int32Column
    starts: Int64Column
    ends: Int64Column

    @classmethod
    def of(cls, lanes: Lanes, places: Int32Column, level: int) -> Self:
        """Take the footprints of places at a level."""
        return cls(places, lanes.starts[places], lanes.ends_at(places, level))

    def __len__(self) -> int:
        return len(self.places)

    def some(self, chosen: Int64Column | _Mask) -> Self:
        """Return some of them."""
        return type(self)(self.places[chosen], self.starts[chosen], self.ends[chosen])


class _Waiting:
    """The places that may yet find room on a base line, in order."""

    def __init__(self, lanes: Lanes) -> None:
        self._lanes = lanes
        self._by_rank = np.empty(len(lanes.ranks), np.int32)
        self._by_rank[lanes.ranks] = np.arange(len(lanes.ranks), dtype=np.int32)
        self.keep(np.arange(len(lanes.ranks), dtype=np.int32))

    def keep(self, places: Int32Column) -> None:
        """Let only some places wait."""
        self.places = places
        self._starts, self._ranks = self._lanes.starts[places], self._lanes.ranks[places]
        self._cuts = self._starts[:0]

    def take(self, places: Int32Column) -> None:
        """Let some places wait no more; they remain in `places` until `keep`."""
        self._ranks[np.searchsorted(self.places, places)] = _TAKEN

    def cut(self, level: int) -> None:
        """Divide time into the cells of a level."""
        cells = self._starts >> max(level - _CELL_BITS, 0)
        self._cuts = np.concatenate(([0], np.flatnonzero(cells[1:] != cells[:-1]) + 1))

    def best(self, rooms: tuple[Int64Column, Int64Column]) -> Int32Column:
        """Return the best place of every cell in every one of some rooms, in order."""
        lows, highs = np.searchsorted(self._starts, rooms[0]), np.searchsorted(self._starts, rooms[1])
        open_rooms = lows < highs
        edges = np.stack((lows[open_rooms], highs[open_rooms]), axis=1).ravel()
        cuts = np.sort(np.concatenate((self._cuts, edges)))
        cuts = cuts[np.append(cuts[1:] != cuts[:-1], True) & (cuts < len(self.places))]
        inside = np.searchsorted(edges, cuts, "right") & 1 == 1
        best = np.minimum.reduceat(self._ranks, cuts)[inside] if len(cuts) else self._ranks[:0]
        return self._by_rank[best[best < _TAKEN]]


class _Packing:
    """Lanes being packed: the line and the level of every place so far."""

    def __init__(self, lanes: Lanes) -> None:
        count = len(lanes.starts)
        self.line = np.zeros(count, np.uint8)
        self.level = np.full(count, NEVER, np.int8)
        self._lanes = lanes
        self._base = [_Line(lanes) for _ in range(int(lanes.base_lines.max(initial=0)))]
        self._extra = [_Line(lanes) for _ in range(EXTRA_LINES)]
        self._waiting = _Waiting(lanes)
        # In parts that stay in the processor's cache.
        parts = range(0, count, _PART)
        self._quiet = np.concatenate([lanes.quiet_levels(self._waiting.places[p : p + _PART]) for p in parts])
        self._quietest = int(self._quiet.max())
        self._crowded_out = np.zeros(0, np.int32)
        """Without room on a base line for good, but in quiet places at some level."""
        self._placed_since = 0

    def run(self) -> None:
        """Pack from the level whose slot is wider than all to that of one unit."""
        for level in range(min(self._lanes.width, _WIDEST), -1, -1):
            self._fill_base(level)
            if self._placed_since * _SWEEP_SHARE > len(self._waiting.places):
                self._drop_hopeless()
            if not level:
                self._fill_rest()
            self._fill_extra(level)
            if not len(self._waiting.places) and not len(self._crowded_out):
                return

    def _fill_rest(self) -> None:
        """Place all that have room at level 0; each time at least the best of them finds it."""
        self._drop_hopeless()
        while len(self._waiting.places):
            self._fill_base(0)
            self._drop_hopeless()

    def _fill_base(self, level: int) -> None:
        self._waiting.cut(level)
        for number, line in enumerate(self._base):
            candidates = self._waiting.best(line.rooms(level))
            candidates = candidates[self._lanes.base_lines[self._lanes.lane_of(candidates)] > number]
            won = self._place(line, _Asking.of(self._lanes, candidates, level), level)
            self.line[won] = number
            self._waiting.take(won)
            self._placed_since += len(won)

    def _place(self, line: _Line, asking: _Asking, level: int) -> Int32Column:
        """Put on a line those that find room, the better before the worse; return them."""
        asking = asking.some(line.free(asking, level))
        if not len(asking):
            return asking.places
        won = asking.places[apart(asking.starts, asking.ends, self._lanes.ranks[asking.places])]
        line.add(won)
        self.level[won] = level
        return won

    def _drop_hopeless(self) -> None:
        """Take those out of the waiting that no base line has room for, however narrow the slot."""
        waiting = self._waiting.places[self.level[self._waiting.places] == NEVER]
        asking, hopeful = _Asking.of(self._lanes, waiting, 0), np.zeros(len(waiting), bool)
        lines = self._lanes.base_lines[self._lanes.lane_of(waiting)]
        for number, line in enumerate(self._base):
            asked = np.flatnonzero(~hopeful & (lines > number))
            hopeful[asked[line.free(asking.some(asked), 0)]] = True
        out = waiting[~hopeful]
        self._crowded_out = np.concatenate((self._crowded_out, out[self._quiet[out] > NEVER]))
        self._waiting.keep(waiting[hopeful])
        self._placed_since = 0

    def _fill_extra(self, level: int) -> None:
        """Give those in quiet places a line above the base lines."""
        if level > self._quietest:
            return
        lanes = self._lanes
        places = np.concatenate((self._waiting.places, self._crowded_out))
        places = places[(self._quiet[places] >= level) & (self.level[places] == NEVER)]
        cells = lanes.starts[places] >> max(level - _CELL_BITS, 0)
        order = np.lexsort((lanes.ranks[places], cells))
        places, cells = places[order], cells[order]
        # Of each cell one at a time asks, the best that is left: two of a cell always overlap.
        heads = np.flatnonzero(np.append(True, cells[1:] != cells[:-1])[: len(cells)])
        stops = np.append(heads[1:], len(cells))
        for number, line in enumerate(self._extra):
            if not len(heads):
                break
            asking = places[heads]
            won = self._place(line, _Asking.of(lanes, asking, level), level)
            self.line[won] = lanes.base_lines[lanes.lane_of(won)] + number
            heads = heads + (self.level[asking] > NEVER)
            heads, stops = heads[heads < stops], stops[heads < stops]
        self._give_up(places[self.level[places] == NEVER])
        out = self._crowded_out
        self._crowded_out = out[(self.level[out] == NEVER) & (self._quiet[out] > NEVER)]

    def _give_up(self, places: Int32Column) -> None:
        """Forget those that no extra line has room for, however narrow the slot."""
        asking = _Asking.of(self._lanes, np.sort(places), 0)
        # The last lines are the emptiest.
        for line in reversed(self._extra):
            if not len(asking):
                return
            asking = asking.some(np.delete(np.arange(len(asking)), line.free(asking, 0)))
        self._quiet[asking.places] = NEVER


def packed(
    columns: Columns, index: CategoryIndex, base_lines: npt.NDArray[np.uint8]
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int8]]:
    """Return the line and the level of every row; `base_lines` are those of each category's lane."""
    line, level = np.zeros(len(columns), np.uint8), np.full(len(columns), NEVER, np.int8)
    codes = np.array(index.filled, np.int64)
    if not len(codes):
        return line, level
    lows, spans = _extents(columns, index, codes)
    width = max(int(spans.max()).bit_length(), 1)
    for first in range(0, len(codes), 2 ** (_KEY_BITS - width)):
        some = slice(first, first + 2 ** (_KEY_BITS - width))
        # One slice of `rows`, as categories without events have none there.
        rows = index.rows[index.offsets[codes[some][0]] : index.offsets[codes[some][-1] + 1]]
        packing = _Packing(_lanes(columns, rows, codes[some], lows[some], spans[some], base_lines, width))
        packing.run()
        line[rows], level[rows] = packing.line, packing.level
    return line, level


def _extents(columns: Columns, index: CategoryIndex, codes: Int64Column) -> tuple[Int64Column, Int64Column]:
    """Return the first known start of each lane, and how far its last start is from it, plus one."""
    cuts = index.offsets[codes]
    starts = columns.earliest_start[index.rows]
    lows = np.minimum.reduceat(starts, cuts)
    return lows, np.maximum.reduceat(starts, cuts) - lows + 1


def _lanes(
    columns: Columns,
    rows: Int32Column,
    codes: Int64Column,
    lows: Int64Column,
    spans: Int64Column,
    base_lines: npt.NDArray[np.uint8],
    width: int,
) -> Lanes:
    lane = np.searchsorted(codes, columns.category_code[rows])
    shift = (np.arange(len(codes), dtype=np.int64) << width) - lows
    flags = columns.flags[rows]
    opening = flags & Flag.START_OPEN != 0
    starts = np.where(opening, lows[lane], columns.earliest_start[rows]) + shift[lane]
    limits = (np.arange(len(codes), dtype=np.int64) << width) + spans
    # Compared before they are moved, as the sum may not fit.
    known = np.minimum(columns.latest_end[rows], lows[lane] + spans[lane])
    ends = np.where(flags & Flag.END_OPEN != 0, limits[lane], known + shift[lane])
    ranks = _ranks(columns.importance[rows], starts, lane, rows)
    return Lanes(width, starts, ends, limits, ranks, base_lines[codes])


def _ranks(
    importance: npt.NDArray[np.float32], starts: Int64Column, lane: Int64Column, rows: Int32Column
) -> Int32Column:
    gaps = np.where(np.diff(lane) == 0, np.diff(starts), np.iinfo(np.int64).max)
    most = np.array([np.iinfo(np.int64).max])
    alone = np.minimum(np.concatenate((most, gaps)), np.concatenate((gaps, most)))
    ranks = np.empty(len(rows), np.int32)
    ranks[np.lexsort((rows, -alone, -importance))] = np.arange(len(rows), dtype=np.int32)
    return ranks
