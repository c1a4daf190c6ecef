"""Slots of time: how wide the room of a label is at a zoom, and which slots a view touches.

Owns the quantised zoom levels of large stores, one for each octave. Knows no events.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Self

from timeline_app.core.store import EventStore
from timeline_app.scene.viewport import Viewport

LEAST_SLOT: Final = 216.0
"""Pixels that an event with its label has at least; at the near end of a zoom level twice as many."""
MOST_BITS: Final = 62


@dataclass(frozen=True, slots=True)
class Slots:
    """Neighbouring slots of 2^bits units of a store's time, from `start` to `end`, both whole slots."""

    bits: int
    start: int
    end: int

    @classmethod
    def touching(cls, store: EventStore, viewport: Viewport) -> Self:
        """Return the slots that a viewport touches; they are LEAST_SLOT to twice as many pixels wide.

        On the closest zooms, where one unit is wider than that, they are a unit long.
        """
        units_per_pixel = viewport.microseconds_per_pixel / store.unit
        bits = min(max(math.ceil(math.log2(LEAST_SLOT * units_per_pixel)), 0), MOST_BITS)
        start, end = store.keys_of(viewport.span)
        return cls(bits, start >> bits << bits, -(-end >> bits) << bits)

    def __len__(self) -> int:
        return (self.end - self.start) >> self.bits
