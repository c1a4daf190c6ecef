"""Lines and labels for many events: zooming in reveals more and moves none.

Owns how wide the slot of a label is at a zoom, and which events near a view have one. Who is revealed when,
and on which line, is settled once for a store (`core.prominence`). Knows no y and no colours.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from timeline_app.core.columns import Int32Column
from timeline_app.core.prominence import Prominence
from timeline_app.core.store import EventStore
from timeline_app.scene.arrangement import WIDE_BAR, Arrangement, LaneArrangement, Placement, Side
from timeline_app.scene.clusters import clusters_of
from timeline_app.scene.labels import Labeller
from timeline_app.scene.recent import Recent
from timeline_app.scene.slots import LEAST_SLOT, Slots
from timeline_app.scene.viewport import Viewport

_PAGE_BITS: Final = 5
"""A page is 32 slots long: more than any screen is wide."""
_CACHED: Final = 256


@dataclass(frozen=True, slots=True)
class PageKey:
    """What the number of lines in use depends on."""

    revision: int
    bits: int
    page: int
    caps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _SlotsKey:
    """What an arrangement depends on."""

    revision: int
    slots: Slots
    caps: tuple[int, ...]


class Revealing:
    """Arranges what is near a view of a large store, and remembers how many lines are in use where."""

    def __init__(self, labeller: Labeller) -> None:
        self._labeller = labeller
        self._arrangements: Recent[_SlotsKey, Arrangement] = Recent(_CACHED)
        self._lines: Recent[PageKey, tuple[int, ...]] = Recent(_CACHED)

    def arrange(
        self, store: EventStore, prominence: Prominence, viewport: Viewport, caps: tuple[int, ...]
    ) -> Arrangement:
        """Return the lines of all lanes with the events revealed in the slots that a viewport touches.

        `caps` says by category how many lines a crowd may fill: its events on higher lines are folded.
        """
        key = _SlotsKey(store.revision, Slots.touching(store, viewport), caps)
        return self._arrangements.get(key, partial(self._arranged, store, prominence, key))

    def _arranged(self, store: EventStore, prominence: Prominence, key: _SlotsKey) -> Arrangement:
        slots, caps = key.slots, key.caps
        near = prominence.rows_in(slots.start, slots.end, slots.bits)
        rows = _shown(store, prominence, near, slots.bits, caps)
        counts = self._lines_near(store, prominence, slots, caps)
        lanes: dict[int, list[list[Placement]]] = {
            code: [[] for _ in range(counts[code])] for code in store.index.filled
        }
        codes, lines = store.columns.category_code[rows].tolist(), prominence.line[rows].tolist()
        sides = self._sides(store, rows, slots.bits)
        for row, code, line, side in zip(rows.tolist(), codes, lines, sides, strict=True):
            lanes[code][line].append(Placement(row, side))
        arranged = (LaneArrangement(code, tuple(map(tuple, placed))) for code, placed in lanes.items())
        return Arrangement(tuple(arranged), rows, clusters_of(store, rows, slots))

    def _sides(self, store: EventStore, rows: Int32Column, bits: int) -> list[Side]:
        """Return above for bars that are wide at the far end of the zoom level, else beside."""
        columns = store.columns
        lengths = (columns.latest_end[rows] - columns.earliest_start[rows]).astype(np.float64)
        widths = lengths * (LEAST_SLOT / 2.0**bits)
        sides = [Side.RIGHT] * len(rows)
        for index in np.flatnonzero(widths > LEAST_SLOT * WIDE_BAR).tolist():
            label = self._labeller.label(store, int(rows[index]))
            if widths[index] >= label.line_width * WIDE_BAR:
                sides[index] = Side.ABOVE
        return sides

    def _lines_near(
        self, store: EventStore, prominence: Prominence, slots: Slots, caps: tuple[int, ...]
    ) -> tuple[int, ...]:
        """Return how many lines each lane has: those of all events of the pages that the slots touch."""
        length = slots.bits + _PAGE_BITS
        used = [
            self._lines.get(
                PageKey(store.revision, slots.bits, page, caps),
                partial(_lines_used, store, prominence, page, slots.bits, caps),
            )
            for page in range(slots.start >> length, ((slots.end - 1) >> length) + 1)
        ]
        return tuple(map(max, *used)) if len(used) > 1 else used[0]


def _lines_used(
    store: EventStore, prominence: Prominence, page: int, bits: int, caps: tuple[int, ...]
) -> tuple[int, ...]:
    length = bits + _PAGE_BITS
    rows = _shown(
        store, prominence, prominence.rows_in(page << length, (page + 1) << length, bits), bits, caps
    )
    used = np.array(caps, np.int64)
    np.maximum.at(used, store.columns.category_code[rows], prominence.line[rows].astype(np.int64) + 1)
    return tuple(used.tolist())


def _shown(
    store: EventStore, prominence: Prominence, rows: Int32Column, bits: int, caps: tuple[int, ...]
) -> Int32Column:
    """Return the rows on lines that a crowd may fill, and of the others those with few events around them.

    What is quiet at one zoom is so at every closer one, so that zooming in hides nothing.
    """
    within = prominence.line[rows] < np.array(caps)[store.columns.category_code[rows]]
    return rows[within | (prominence.quiet[rows] >= bits)]
