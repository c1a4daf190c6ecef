"""Which line of its lane an event stands on, and on which side its label.

Owns the value that packing and revealing give, and the pixels that labels need. How lines are found is
`packing`'s business for few events and `revealing`'s for many. Knows no y and no colours.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from timeline_app.scene.clusters import Cluster

LABEL_GAP: Final = 8.0
LABEL_CLEARANCE: Final = 14.0
WIDE_BAR: Final = 1.6
"""A bar this many times as wide as its label carries it above, where it stays in sight while panning."""
LEAST_LABEL: Final = 48.0
"""Pixels below which a shortened label says nothing and is left out."""


class Side(IntEnum):
    """Where a label stands: beside its mark, above it, or nowhere."""

    RIGHT = 0
    LEFT = 1
    ABOVE = 2
    NONE = 3


class Placement(Struct, frozen=True, gc=False):
    """One event on a line: its row in the store and its label's side."""

    row: int
    side: Side


@dataclass(frozen=True, slots=True)
class LaneArrangement:
    """The lines of one category, each in time order."""

    category_code: int
    lines: tuple[tuple[Placement, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Arrangement:
    """The lanes of all categories that have events, in the dataset's order.

    `placed` holds the rows that have a line, in time order. `clusters` are those of all lanes, by category;
    where they are given, each lane has a strip, whether or not an event in view needs it: lanes keep their
    heights while panning. None where every event has a line, or nearly so.
    """

    lanes: tuple[LaneArrangement, ...]
    placed: npt.NDArray[np.integer]
    clusters: tuple[tuple[Cluster, ...], ...] | None = None
