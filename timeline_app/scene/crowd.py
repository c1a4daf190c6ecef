"""The events in view that have no line: how many, and how densely they lie.

Owns the numbers behind density strips. Works on sorted columns; its cost follows the pixels. Knows no y and
no colours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from timeline_app.core.columns import Flag, Int64Column
from timeline_app.core.store import EventStore
from timeline_app.scene.arrangement import Arrangement
from timeline_app.scene.viewport import Viewport

COLUMN: Final = 2.0
"""Width in pixels of one column of a strip, and the least that an event covers."""


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """What a viewport shows of a store beside the events that have a line.

    `in_view` counts, by category, the events that touch the view; `seen` are the placed rows among them,
    and `folded` counts the others.
    """

    store: EventStore
    viewport: Viewport
    in_view: tuple[int, ...]
    seen: npt.NDArray[np.integer]
    folded: tuple[int, ...]

    @classmethod
    def of(cls, store: EventStore, viewport: Viewport, arrangement: Arrangement) -> Crowd:
        """Count what is in view, one by one and folded."""
        start, end = store.keys_of(viewport.span)
        in_view = store.index.counts_in(start, end)
        seen = arrangement.placed[_touching(store, arrangement.placed, start, end)]
        placed = np.bincount(store.columns.category_code[seen], minlength=len(in_view)).tolist()
        folded = tuple(total - shown for total, shown in zip(in_view, placed, strict=True))
        return cls(store, viewport, tuple(in_view), seen, folded)

    def densities(self, width: float) -> npt.NDArray[np.int64]:
        """Return how many folded events touch each column of COLUMN pixels: [category, column]."""
        index, edges = self.store.index, column_edges(self.store, self.viewport, width)
        categories, columns = len(self.in_view), len(edges) - 1
        counts = np.zeros((categories, columns), np.int64)
        for code, folded in enumerate(self.folded):
            if folded:
                counts[code] = index.covering(code, edges)
        starts, ends = _reaches(self.store, self.seen)
        lanes = self.store.columns.category_code[self.seen] * (columns + 1)
        firsts = lanes + np.clip(np.searchsorted(edges, starts, "right") - 1, 0, columns)
        lasts = lanes + np.clip(np.searchsorted(edges, ends, "left"), 0, columns)
        size = categories * (columns + 1)
        change = np.bincount(firsts, minlength=size) - np.bincount(lasts, minlength=size)
        counts -= np.cumsum(change.reshape(categories, columns + 1), axis=1)[:, :columns]
        counts[np.array(self.folded, np.int64) == 0] = 0
        return counts


def column_edges(store: EventStore, viewport: Viewport, width: float) -> Int64Column:
    """Return the edges of columns of COLUMN pixels over a width, in the store's unit; they never decrease."""
    start, _ = store.keys_of(viewport.span)
    columns = max(int(np.ceil(width / COLUMN)), 1)
    step = COLUMN * viewport.microseconds_per_pixel / store.unit
    offsets: Int64Column = np.floor(np.arange(columns + 1) * step).astype(np.int64)
    return offsets + np.int64(start)


def _touching(
    store: EventStore, rows: npt.NDArray[np.integer], start: int, end: int
) -> npt.NDArray[np.bool_]:
    starts, ends = _reaches(store, rows)
    return np.logical_and(starts < end, ends > start)


def _reaches(store: EventStore, rows: npt.NDArray[np.integer]) -> tuple[Int64Column, Int64Column]:
    """Return from where to where rows reach; open sides to the ends of int64."""
    limits = np.iinfo(np.int64)
    flags = store.columns.flags[rows]
    starts = np.where(flags & Flag.START_OPEN != 0, limits.min, store.columns.earliest_start[rows])
    ends = np.where(flags & Flag.END_OPEN != 0, limits.max, store.columns.latest_end[rows])
    return starts, ends
