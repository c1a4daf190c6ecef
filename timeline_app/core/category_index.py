"""Where in time the events of each category begin and end: counts without touching an event.

Owns the sorted starts and ends of every category, by which a view's numbers cost two binary searches. Knows
no pixels and no event objects.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from timeline_app.core.columns import Columns, Flag, Int32Column, Int64Column, frozen

ALWAYS: Final = np.iinfo(np.int64)
"""The least and the greatest key: where open sides begin and end."""
DOUBTFUL: Final = (
    Flag.START_UNKNOWN
    | Flag.START_APPROXIMATE
    | Flag.START_UNCERTAIN
    | Flag.END_UNKNOWN
    | Flag.END_APPROXIMATE
    | Flag.END_UNCERTAIN
)
"""Any of these means that a date is not firmly known."""


@dataclass(frozen=True, slots=True, eq=False)
class CategoryIndex:
    """The rows of a store by category; those of category c are [offsets[c], offsets[c + 1]) of every column.

    `rows` are in the order of their starts. `starts` and `ends` are sorted, each for itself, in the store's
    unit; open sides stand at the ends of int64. `doubtful` and `unsupported` count, before each place of
    `rows`, the events with a doubtful date and those without an excerpt; they have one element more.
    """

    offsets: Int64Column
    rows: Int32Column
    starts: Int64Column
    ends: Int64Column
    doubtful: Int32Column
    unsupported: Int32Column

    @classmethod
    def of(cls, columns: Columns, categories: int) -> Self:
        """Index columns that are in time order."""
        starts, ends = reach_starts(columns), reach_ends(columns)
        if (columns.flags & Flag.START_OPEN).any():
            rows = np.lexsort((starts, columns.category_code))
        else:
            # 16 bits are sorted by radix; more than 65,536 categories sort slower, but right.
            narrow = np.uint16 if categories <= 2**16 else np.int32
            rows = np.argsort(columns.category_code.astype(narrow), kind="stable")
        offsets = np.zeros(categories + 1, np.int64)
        np.cumsum(np.bincount(columns.category_code, minlength=categories), out=offsets[1:])
        sorted_ends = ends[rows]
        for first, last in zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True):
            sorted_ends[first:last].sort()
        flags = columns.flags[rows]
        return cls(
            frozen(offsets),
            frozen(rows.astype(np.int32)),
            frozen(starts[rows]),
            frozen(sorted_ends),
            frozen(_counted(flags & DOUBTFUL != 0)),
            frozen(_counted(flags & Flag.NO_EXCERPT != 0)),
        )

    @property
    def filled(self) -> tuple[int, ...]:
        """Return the codes of the categories that have events."""
        return tuple(np.flatnonzero(np.diff(self.offsets)).tolist())

    def counts_in(self, start: int, end: int) -> list[int]:
        """Return for each category how many events touch the half-open [start, end)."""
        return [self._count_in(code, start, end) for code in range(len(self.offsets) - 1)]

    def covering(self, code: int, edges: Int64Column) -> npt.NDArray[np.int64]:
        """Return how many events of a category touch each [edges[i], edges[i + 1]); edges never decrease."""
        part = slice(*self.offsets[code : code + 2].tolist())
        begun = np.searchsorted(self.starts[part], edges[1:], "left")
        over = np.searchsorted(self.ends[part], edges[:-1], "right")
        return (begun - over).astype(np.int64, copy=False)

    def places(self, code: int, keys: Int64Column) -> npt.NDArray[np.int64]:
        """Return for each key the place in `rows` of a category's first event that starts at it or later."""
        first, last = self.offsets[code : code + 2].tolist()
        found = np.searchsorted(self.starts[first:last], keys, "left")
        return found.astype(np.int64, copy=False) + np.int64(first)

    def _count_in(self, code: int, start: int, end: int) -> int:
        part = slice(*self.offsets[code : code + 2].tolist())
        begun = np.searchsorted(self.starts[part], np.int64(end), "left")
        over = np.searchsorted(self.ends[part], np.int64(start), "right")
        return int(begun - over)


def reach_starts(columns: Columns) -> Int64Column:
    """Return from where events reach: their earliest start, the least key where it is open."""
    return np.where(columns.flags & Flag.START_OPEN != 0, ALWAYS.min, columns.earliest_start)


def reach_ends(columns: Columns) -> Int64Column:
    """Return to where events reach: their latest end, the greatest key where it is open."""
    return np.where(columns.flags & Flag.END_OPEN != 0, ALWAYS.max, columns.latest_end)


def _counted(marked: npt.NDArray[np.bool_]) -> Int32Column:
    counts = np.zeros(len(marked) + 1, np.int32)
    np.cumsum(marked, out=counts[1:])
    return counts
