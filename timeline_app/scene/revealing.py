"""Lines and labels for many events: zooming in reveals more and moves none.

Owns how wide the slot of a label is at a zoom, and which events near a view have one. Who is revealed when,
and on which line, is settled once for a store (`core.prominence`). Knows no y and no colours.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from timeline_app.core.columns import Int32Column
from timeline_app.core.store import EventStore
from timeline_app.scene.arrangement import WIDE_BAR, Arrangement, LaneArrangement, Placement, Side
from timeline_app.scene.labels import Labeller
from timeline_app.scene.recent import Recent
from timeline_app.scene.viewport import Viewport

LEAST_SLOT: Final = 140.0
"""Pixels that an event with its label has at least; at the near end of a zoom level twice as many."""
MOST_BITS: Final = 62

if TYPE_CHECKING:
    from timeline_app.core.prominence import Prominence

_PAGE_BITS: Final = 5
"""A page is 32 slots long: more than any screen is wide."""
_CACHED: Final = 256


def slot_bits(store: EventStore, viewport: Viewport) -> int:
    """Return the b for which 2^b units of a store's time are LEAST_SLOT to twice as many pixels wide.

    It is the quantised zoom level of a large store, one for each octave. On the closest zooms, where a
    unit is wider than that, it is 0.
    """
    units_per_pixel = viewport.microseconds_per_pixel / store.unit
    return min(max(math.ceil(math.log2(LEAST_SLOT * units_per_pixel)), 0), MOST_BITS)


def slots_around(store: EventStore, viewport: Viewport, bits: int) -> tuple[int, int]:
    """Return the view in the store's unit, grown to whole slots of 2^bits."""
    start, end = store.keys_of(viewport.span)
    return start >> bits << bits, -(-end >> bits) << bits


@dataclass(frozen=True, slots=True)
class PageKey:
    """What the number of lines in use depends on."""

    revision: int
    bits: int
    page: int


class Revealing:
    """Arranges what is near a view of a large store, and remembers how many lines are in use where."""

    def __init__(self, labeller: Labeller) -> None:
        self._labeller = labeller
        self._lines: Recent[PageKey, tuple[int, ...]] = Recent(_CACHED)

    def arrange(self, store: EventStore, prominence: Prominence, viewport: Viewport) -> Arrangement:
        """Return the lines of all lanes with the events revealed in the slots that a viewport touches."""
        bits = slot_bits(store, viewport)
        start, end = slots_around(store, viewport, bits)
        rows = prominence.rows_in(start, end, bits)
        counts = self._lines_near(store, prominence, bits, (start, end))
        lanes: dict[int, list[list[Placement]]] = {
            code: [[] for _ in range(counts[code])] for code in store.index.filled
        }
        codes, lines = store.columns.category_code[rows].tolist(), prominence.line[rows].tolist()
        sides = self._sides(store, rows, bits)
        for row, code, line, side in zip(rows.tolist(), codes, lines, sides, strict=True):
            lanes[code][line].append(Placement(row, side))
        arranged = (LaneArrangement(code, tuple(map(tuple, placed))) for code, placed in lanes.items())
        return Arrangement(tuple(arranged), rows, folds=True)

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
        self, store: EventStore, prominence: Prominence, bits: int, view: tuple[int, int]
    ) -> tuple[int, ...]:
        """Return how many lines each lane has: those of all events of the pages that a view touches."""
        length = bits + _PAGE_BITS
        pages = range(view[0] >> length, ((view[1] - 1) >> length) + 1)
        used = [
            self._lines.get(
                PageKey(store.revision, bits, page), partial(_lines_used, store, prominence, bits, page)
            )
            for page in pages
        ]
        return tuple(map(max, *used)) if len(used) > 1 else used[0]


def _lines_used(store: EventStore, prominence: Prominence, bits: int, page: int) -> tuple[int, ...]:
    length = bits + _PAGE_BITS
    rows = prominence.rows_in(page << length, (page + 1) << length, bits)
    used = prominence.base_lines.astype(np.int64)
    np.maximum.at(used, store.columns.category_code[rows], prominence.line[rows].astype(np.int64) + 1)
    return tuple(used.tolist())
