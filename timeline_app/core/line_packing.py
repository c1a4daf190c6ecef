"""Puts the events of a large store on the lines of their lanes, the widest slot first.

Owns the algorithm behind `prominence`. It works on places: positions in the order of category, then start.
Knows no views and no pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

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
        return np.minimum(self.ends[places], self.limits[self.lane_of(places)] - slot) + slot

    def quiet_levels(self, places: Int32Column) -> npt.NDArray[np.int8]:
        """Return the highest level at which each place is quiet, -1 where none is.

        Of the runs of one event too many that hold the event it looks for the tightest: as the run moves to
        the right its left side comes nearer and its right side goes away, so that it is searched by halves.
        """
        starts, lanes = self.starts, self.lane_of(places)
        firsts = np.searchsorted(starts, lanes << self.width)
        lasts = np.searchsorted(starts, ((lanes + 1) << self.width) - 1, "right") - 1
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

    def free(self, places: Int32Column, level: int) -> _Mask:
        """Return which places, none of them on this line, have room on it at a level."""
        lanes = self._lanes
        if not len(self._places):
            return np.ones(len(places), bool)
        following = np.searchsorted(self._places, places)
        before = self._places[np.maximum(following - 1, 0)]
        after = self._places[np.minimum(following, len(self._places) - 1)]
        past = (following == 0) | (lanes.ends_at(before, level) <= lanes.starts[places])
        return past & (
            (following == len(self._places)) | (lanes.ends_at(places, level) <= lanes.starts[after])
        )

    def add(self, places: Int32Column) -> None:
        """Put places on the line."""
        self._places = np.insert(self._places, np.searchsorted(self._places, places), places)


class _Packing:
    """Lanes being packed: the line and the level of every place so far."""

    def __init__(self, lanes: Lanes) -> None:
        count = len(lanes.starts)
        self.line = np.zeros(count, np.uint8)
        self.level = np.full(count, NEVER, np.int8)
        self._lanes = lanes
        self._by_rank = np.empty(count, np.int32)
        self._by_rank[lanes.ranks] = np.arange(count, dtype=np.int32)
        self._base = [_Line(lanes) for _ in range(int(lanes.base_lines.max(initial=0)))]
        self._extra = [_Line(lanes) for _ in range(EXTRA_LINES)]
        self._waiting = np.arange(count, dtype=np.int32)
        self._quiet = lanes.quiet_levels(self._waiting)
        self._crowded_out = np.zeros(0, np.int32)
        """Without room on a base line for good, but in quiet places at some level."""

    def run(self) -> None:
        """Pack from the level whose slot is wider than all to that of one unit."""
        for level in range(min(self._lanes.width, _WIDEST), -1, -1):
            self._fill_base(level)
            self._drop_hopeless()
            self._fill_extra(level)
            if not len(self._waiting) and not len(self._crowded_out):
                return
        while self._fill_base(0):
            pass
        self._drop_hopeless()
        self._fill_extra(0)

    def _fill_base(self, level: int) -> int:
        placed = 0
        for number, line in enumerate(self._base):
            candidates = self._candidates(level)
            candidates = candidates[self._lanes.base_lines[self._lanes.lane_of(candidates)] > number]
            won = self._place(line, candidates, level)
            self.line[won] = number
            placed += len(won)
            if len(won):
                self._waiting = self._waiting[self.level[self._waiting] == NEVER]
        return placed

    def _candidates(self, level: int) -> Int32Column:
        """Return the best waiting place of every cell."""
        if not len(self._waiting):
            return self._waiting
        cells = self._lanes.starts[self._waiting] >> max(level - _CELL_BITS, 0)
        cuts = np.flatnonzero(np.append(True, cells[1:] != cells[:-1]))
        return self._by_rank[np.minimum.reduceat(self._lanes.ranks[self._waiting], cuts)]

    def _place(self, line: _Line, candidates: Int32Column, level: int) -> Int32Column:
        """Put on a line those candidates that find room, the better before the worse; return them."""
        lanes = self._lanes
        candidates = candidates[line.free(candidates, level)]
        kept = apart(lanes.starts[candidates], lanes.ends_at(candidates, level), lanes.ranks[candidates])
        won = candidates[kept]
        line.add(won)
        self.level[won] = level
        return won

    def _drop_hopeless(self) -> None:
        """Take those out of the waiting that no base line has room for, however narrow the slot."""
        hopeful = np.zeros(len(self._waiting), bool)
        lines = self._lanes.base_lines[self._lanes.lane_of(self._waiting)]
        for number, line in enumerate(self._base):
            asked = np.flatnonzero(~hopeful & (lines > number))
            hopeful[asked] = line.free(self._waiting[asked], 0)
        out = self._waiting[~hopeful]
        self._crowded_out = np.concatenate((self._crowded_out, out[self._quiet[out] > NEVER]))
        self._waiting = self._waiting[hopeful]

    def _fill_extra(self, level: int) -> None:
        """Give those in quiet places a line above the base lines."""
        asking = np.concatenate((self._waiting, self._crowded_out))
        asking = np.sort(asking[self._quiet[asking] >= level])
        for number, line in enumerate(self._extra):
            won = self._place(line, asking, level)
            self.line[won] = self._lanes.base_lines[self._lanes.lane_of(won)] + number
            asking = asking[self.level[asking] == NEVER]
            if not len(asking):
                break
        hopeless = np.ones(len(asking), bool)
        for line in self._extra:
            asked = np.flatnonzero(hopeless)
            hopeless[asked] = ~line.free(asking[asked], 0)
        self._quiet[asking[hopeless]] = NEVER
        self._waiting = self._waiting[self.level[self._waiting] == NEVER]
        out = self._crowded_out
        self._crowded_out = out[(self.level[out] == NEVER) & (self._quiet[out] > NEVER)]


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
