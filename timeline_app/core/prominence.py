"""Which events of a large store keep a label at which zoom, and on which line of their lane.

Owns the answer, computed once for a store (`line_packing` finds it), and the search for the labelled events
of a view. A zoom is a number here, the width of a label in units of time; this knows no pixels.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

from timeline_app.core.category_index import ALWAYS, CategoryIndex
from timeline_app.core.columns import Columns, Flag, Int32Column, Int64Column, frozen
from timeline_app.core.line_packing import NEVER, packed

_GROUPS: Final = 64
"""Rows are grouped by level, the highest first: level b is group `_GROUPS - 1 - b`."""
_ROW_BITS: Final = 32
_ROW_MASK: Final = 2**_ROW_BITS - 1
_BLOCK: Final = 64
_LINES: Final = 16
_FEW_LANES: Final = 8


@dataclass(frozen=True, slots=True, eq=False)
class Prominence:
    """The line and the level of every row, and the placed rows by level.

    A slot of level b is 2^b units: the room that a label takes. A row of level b is labelled wherever slots
    are that wide or narrower; there no two footprints [start, end + slot) on a line of a lane overlap, open
    sides reaching on. `level` is -1 where a row is never labelled, and its line says nothing then.
    `quiet` is the highest level at which few events are around a row, -1 where there is none. `base_lines`
    holds the number of lines that the lane of each category always has; lines from there on are for quiet
    places, and there every row is labelled.

    `keys` are the placed rows by falling level, then time: 2^32 times the group of the level plus the row.
    Rows of level b are [offsets[63 - b], offsets[64 - b]) of them. Of each block of 64 keys `block_ends` has
    the latest end and `block_rows` the first row. `open_rows` are the placed rows whose start is open.
    """

    columns: Columns
    line: npt.NDArray[np.uint8]
    level: npt.NDArray[np.int8]
    quiet: npt.NDArray[np.int8]
    base_lines: npt.NDArray[np.uint8]
    keys: Int64Column
    offsets: Int64Column
    block_ends: Int64Column
    block_rows: Int32Column
    open_rows: Int32Column

    @classmethod
    def of_arrays(cls, columns: Columns, arrays: Mapping[str, npt.NDArray[Any]]) -> Self:
        """Make it again of what `arrays` returned for the same columns; KeyError where one is missing."""
        return cls(columns, *(arrays[field.name] for field in fields(cls)[1:]))

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return by name all that a file has to keep beside the columns."""
        return {field.name: getattr(self, field.name) for field in fields(self)[1:]}

    def foremost(self, count: int) -> Int32Column:
        """Return at most so many rows, those of the highest levels, in no order of time."""
        return (self.keys[:count] & _ROW_MASK).astype(np.int32)

    def rows_in(self, start: int, end: int, least: int) -> Int32Column:
        """Return the rows of level `least` or higher whose footprint at `least` touches [start, end).

        Times are in the store's unit; the rows are in time order.
        """
        columns, least = self.columns, max(least, 0)
        over = _as_key(start - 2**least)
        inside, after = np.searchsorted(columns.earliest_start, (_as_key(start), _as_key(end))).tolist()
        groups = np.arange(_GROUPS - least, dtype=np.int64) << _ROW_BITS
        firsts, lasts = (
            np.searchsorted(self.keys, groups + inside),
            np.searchsorted(self.keys, groups + after),
        )
        reaching = self._places_reaching(least, inside, over)
        places = np.concatenate((_ranges(firsts, lasts), reaching))
        rows = (self.keys[places] & _ROW_MASK).astype(np.int32)
        beyond = self.open_rows[np.searchsorted(self.open_rows, np.int32(after)) :]
        rows = np.concatenate((rows, beyond[self.level[beyond] >= least]))
        rows.sort()
        return rows

    def _places_reaching(self, least: int, inside: int, over: int) -> npt.NDArray[np.int64]:
        """Return the places of keys of level `least` or higher before row `inside` that end after `over`.

        On a line no more than one event can; beside the blocks of these only those are looked into that have
        rows before and after it, one for each level at most.
        """
        stop = int(self.offsets[_GROUPS - least])
        blocks = -(-stop // _BLOCK)
        hit = np.flatnonzero((self.block_ends[:blocks] > over) & (self.block_rows[:blocks] < inside))
        places = (hit[:, None] * _BLOCK + np.arange(_BLOCK)).ravel()
        places = places[places < stop]
        rows = self.keys[places] & _ROW_MASK
        reaching: Int64Column = places[(rows < inside) & (reach_ends_of(self.columns, rows) > over)]
        return reaching


def prominence_of(columns: Columns, index: CategoryIndex) -> Prominence:
    """Give the events of a store, whose columns are in time order, their lines and levels.

    The more important event goes first; among equals the one whose nearest neighbour in its lane starts
    further away; then the earlier row. The same columns give the same answer.
    """
    base_lines = lines_of(np.diff(index.offsets))
    line, level, quiet = packed(columns, index, base_lines)
    placed = np.flatnonzero(level > NEVER)
    groups = _GROUPS - 1 - level[placed].astype(np.int64)
    keys = (groups << _ROW_BITS) | placed
    keys.sort()
    offsets = np.searchsorted(keys, np.arange(_GROUPS + 1, dtype=np.int64) << _ROW_BITS)
    rows, cuts = keys & _ROW_MASK, np.arange(0, len(keys), _BLOCK)
    ends = reach_ends_of(columns, rows)
    return Prominence(
        columns,
        line=frozen(line),
        level=frozen(level),
        quiet=frozen(quiet),
        base_lines=frozen(base_lines),
        keys=frozen(keys),
        offsets=frozen(offsets.astype(np.int64)),
        block_ends=frozen(np.maximum.reduceat(ends, cuts) if len(keys) else ends),
        block_rows=frozen((np.minimum.reduceat(rows, cuts) if len(keys) else rows).astype(np.int32)),
        open_rows=frozen(placed[columns.flags[placed] & Flag.START_OPEN != 0].astype(np.int32)),
    )


def lines_of(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
    """Share 16 lines among the lanes by the square roots of their counts of events; empty lanes get none.

    Each gets one at least, or two where there are at most eight, so that many lanes get more than 16.
    """
    filled = counts > 0
    lines = np.where(filled, 2 if filled.sum() <= _FEW_LANES else 1, 0)
    while filled.any() and lines.sum() < _LINES:
        # To the lane with the most events a line; the first of equals.
        lines[np.argmax(np.sqrt(counts) / (lines + 1))] += 1
    return lines.astype(np.uint8)


def reach_ends_of(columns: Columns, rows: npt.NDArray[np.integer]) -> Int64Column:
    """Return to where some rows reach: their latest end, the greatest key where it is open."""
    is_open = columns.flags[rows] & Flag.END_OPEN != 0
    return np.where(is_open, ALWAYS.max, columns.latest_end[rows])


def _ranges(firsts: npt.NDArray[np.int64], lasts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return all numbers of the half-open ranges, one range after the other."""
    counts = lasts - firsts
    skipped = np.repeat(firsts - np.cumsum(counts) + counts, counts)
    return skipped + np.arange(len(skipped))


def _as_key(value: int) -> int:
    return min(max(value, ALWAYS.min), ALWAYS.max)
