"""Clusters: for each slot of time of a lane, the events that have no line there.

Owns how they are counted, by differences of the store's running counts. Knows no pixels.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from timeline_app.core.category_index import DOUBTFUL
from timeline_app.core.columns import Flag, Int64Column
from timeline_app.core.instant import Instant, Span
from timeline_app.core.store import EventStore
from timeline_app.scene.slots import Slots

Rows = npt.NDArray[np.integer]


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


def clusters_of(store: EventStore, placed: Rows, slots: Slots) -> tuple[tuple[Cluster, ...], ...]:
    """Return by category the clusters of some slots, in time order; `placed` are the rows with a line."""
    index, columns = store.index, store.columns
    count = len(slots)
    edges = np.arange(count + 1, dtype=np.int64) * np.int64(1 << slots.bits) + np.int64(slots.start)
    at = (columns.earliest_start[placed] - slots.start) >> slots.bits
    inside = (at >= 0) & (at < count) & (columns.flags[placed] & Flag.START_OPEN == 0)
    rows, at = placed[inside], at[inside]
    cells, flags = columns.category_code[rows] * count + at, columns.flags[rows]
    size = count * len(store.categories)
    shown = np.bincount(cells, minlength=size)
    doubtful = np.bincount(cells[flags & DOUBTFUL != 0], minlength=size)
    unsupported = np.bincount(cells[flags & Flag.NO_EXCERPT != 0], minlength=size)
    found = []
    for code in range(len(store.categories)):
        places, own = index.places(code, edges), slice(code * count, (code + 1) * count)
        numbers = np.stack(
            (
                np.diff(places) - shown[own],
                np.diff(index.doubtful[places]) - doubtful[own],
                np.diff(index.unsupported[places]) - unsupported[own],
            )
        ).tolist()
        found.append(tuple(_clusters(store, code, edges.tolist(), places.tolist(), numbers)))
    return tuple(found)


def _clusters(
    store: EventStore, code: int, edges: list[int], places: list[int], numbers: list[list[int]]
) -> Iterator[Cluster]:
    unit = store.unit
    for at, (count, doubtful, unsupported) in enumerate(zip(*numbers, strict=True)):
        if count:
            span = Span(Instant(edges[at] * unit), Instant(edges[at + 1] * unit))
            yield Cluster(code, span, places[at], places[at + 1], count, doubtful, unsupported)


def members_of(store: EventStore, cluster: Cluster, placed: Rows) -> Int64Column:
    """Return the rows of a cluster in time order; `placed` are the rows with a line that it stands among."""
    rows = np.sort(store.index.rows[cluster.first : cluster.last])
    return np.setdiff1d(rows, placed, assume_unique=True).astype(np.int64)
