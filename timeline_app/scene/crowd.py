"""The events in view that have no line: how many, how densely they lie, and in which clusters.

Owns what stands for them: a density strip of columns, and one cluster for each slot of time. Works on sorted
columns; its cost follows the pixels. Knows no y and no colours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from timeline_app.core.category_index import DOUBTFUL
from timeline_app.core.columns import Flag, Int64Column
from timeline_app.core.instant import Instant, Span
from timeline_app.core.store import EventStore
from timeline_app.scene.arrangement import Arrangement
from timeline_app.scene.revealing import slot_bits, slots_around
from timeline_app.scene.viewport import Viewport

COLUMN: Final = 2.0
"""Width in pixels of one column of a strip, and the least that an event covers."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The events without a line that begin in one slot of a lane.

    `first` and `last` bound their places in the store's category index, those that have a line included;
    `span` is the slot. `doubtful` counts dates that are not firmly known, `unsupported` events without an
    excerpt.
    """

    category_code: int
    span: Span
    first: int
    last: int
    count: int
    doubtful: int
    unsupported: int


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """What a viewport shows of a store beside the events that have a line.

    `in_view` counts, by category, the events that touch the view; `seen` are the placed rows among them,
    and `folded` counts the others.
    """

    store: EventStore
    viewport: Viewport
    arrangement: Arrangement
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
        return cls(store, viewport, arrangement, tuple(in_view), seen, folded)

    def density(self, code: int, width: float) -> Int64Column:
        """Return how many folded events of a category touch each column of COLUMN pixels, from the left."""
        edges = column_edges(self.store, self.viewport, width)
        counts = self.store.index.covering(code, edges)
        mine = self.seen[self.store.columns.category_code[self.seen] == code]
        starts, ends = _reaches(self.store, mine)
        last = len(edges) - 1
        firsts = np.clip(np.searchsorted(edges, starts, "right") - 1, 0, last)
        lasts = np.clip(np.searchsorted(edges, ends, "left"), 0, last)
        change = np.bincount(firsts, minlength=last + 1) - np.bincount(lasts, minlength=last + 1)
        return counts - np.cumsum(change, dtype=np.int64)[:last]

    def clusters(self, code: int) -> list[Cluster]:
        """Return the clusters of a category that the view touches, in time order."""
        store, index = self.store, self.store.index
        bits = slot_bits(store, self.viewport)
        start, end = slots_around(store, self.viewport, bits)
        edges = np.arange(((end - start) >> bits) + 1, dtype=np.int64) * np.int64(1 << bits) + np.int64(start)
        places = index.places(code, edges)
        own = self.arrangement.placed[store.columns.category_code[self.arrangement.placed] == code]
        slots = (store.columns.earliest_start[own] - start) >> bits
        inside = (slots >= 0) & (slots < len(edges) - 1) & (store.columns.flags[own] & Flag.START_OPEN == 0)
        own, slots = own[inside], slots[inside]
        flags = store.columns.flags[own]
        counts = _less(np.diff(places), slots)
        doubtful = _less(np.diff(index.doubtful[places]), slots[flags & DOUBTFUL != 0])
        unsupported = _less(np.diff(index.unsupported[places]), slots[flags & Flag.NO_EXCERPT != 0])
        unit = store.unit
        return [
            Cluster(
                category_code=code,
                span=Span(Instant(int(edges[at]) * unit), Instant(int(edges[at + 1]) * unit)),
                first=int(places[at]),
                last=int(places[at + 1]),
                count=int(counts[at]),
                doubtful=int(doubtful[at]),
                unsupported=int(unsupported[at]),
            )
            for at in np.flatnonzero(counts).tolist()
        ]


def column_edges(store: EventStore, viewport: Viewport, width: float) -> Int64Column:
    """Return the edges of columns of COLUMN pixels over a width, in the store's unit; they never decrease."""
    start, _ = store.keys_of(viewport.span)
    columns = max(int(np.ceil(width / COLUMN)), 1)
    step = COLUMN * viewport.microseconds_per_pixel / store.unit
    return np.int64(start) + np.floor(np.arange(columns + 1) * step).astype(np.int64)


def members_of(store: EventStore, cluster: Cluster, placed: npt.NDArray[np.integer]) -> Int64Column:
    """Return the rows of a cluster in time order; `placed` are the rows with a line that it stands among."""
    rows = np.sort(store.index.rows[cluster.first : cluster.last])
    return np.setdiff1d(rows, placed, assume_unique=True).astype(np.int64)


def _touching(
    store: EventStore, rows: npt.NDArray[np.integer], start: int, end: int
) -> npt.NDArray[np.bool_]:
    starts, ends = _reaches(store, rows)
    return (starts < end) & (ends > start)


def _reaches(store: EventStore, rows: npt.NDArray[np.integer]) -> tuple[Int64Column, Int64Column]:
    """Return from where to where rows reach; open sides to the ends of int64."""
    limits = np.iinfo(np.int64)
    flags = store.columns.flags[rows]
    starts = np.where(flags & Flag.START_OPEN != 0, limits.min, store.columns.earliest_start[rows])
    ends = np.where(flags & Flag.END_OPEN != 0, limits.max, store.columns.latest_end[rows])
    return starts, ends


def _less(counts: npt.NDArray[np.integer], slots: npt.NDArray[np.integer]) -> npt.NDArray[np.integer]:
    """Return the counts of slots less those events that are listed by their slot."""
    return counts - np.bincount(slots, minlength=len(counts))
