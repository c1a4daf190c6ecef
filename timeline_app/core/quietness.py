"""Where few events are around: the places in which more lines may be used than a lane always has.

Owns that rule, on the axis of `line_packing`. Knows no lines, no views and no pixels.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from timeline_app.core.columns import Int64Column

QUIET_COUNT: Final = 24
QUIET_BITS: Final = 3
"""Few: at most 24 others begin between 2^3 slots before the start and 2^3 slots after the end."""
QUIET_SHARE: Final = 32
"""No place is quiet where a slot is wider than a 32nd of all time: a view of everything stays low."""
NOWHERE: Final = -1

_RUN: Final = QUIET_COUNT + 1
"""From the first of one event too many to the last."""
_PART: Final = 2**15
"""So many at a time stay in the processor's cache."""


def widest_quiet(span: int) -> int:
    """Return the level of the widest slot in which there are quiet places, -1 where there is none."""
    return (span // QUIET_SHARE).bit_length() - 1


def quiet_levels(starts: Int64Column, ends: Int64Column, widest: int) -> npt.NDArray[np.int8]:
    """Return for some events the highest level, of slots of 2^level units, at which their place is quiet.

    It is -1 where none is and `widest` at most; at all levels below the place is quiet too. `starts` never
    decrease; lanes lie further apart than 8 of the widest slots reach.
    """
    levels = np.full(len(starts), widest, np.int8)
    if len(starts) > _RUN and widest > NOWHERE:
        powers = np.int64(1) << np.arange(QUIET_BITS, QUIET_BITS + widest + 1, dtype=np.int64)
        for first in range(0, len(starts), _PART):
            part = slice(first, min(first + _PART, len(starts)))
            levels[part] = np.searchsorted(powers, _crowded_from(starts, ends, part)) - 1
    return levels


def _crowded_from(starts: Int64Column, ends: Int64Column, part: slice) -> Int64Column:
    """Return how far to both sides of each event one must look to find one event too many.

    Of the runs of so many events that hold it this looks for the tightest: as the run moves to the right its
    left side comes nearer and its right side goes away, so that it is searched by halves.
    """
    places = np.arange(part.start, part.stop)
    here, over = starts[part], ends[part]
    first = low = np.maximum(places - _RUN, 0)
    high = np.minimum(places, len(starts) - _RUN - 1)
    for _ in range(_RUN.bit_length()):
        middle = (low + high) >> 1
        turned = starts[middle + _RUN] - over >= here - starts[middle]
        low, high = np.where(turned, low, np.minimum(middle + 1, high)), np.where(turned, middle, high)
    runs = np.stack((np.maximum(high - 1, first), high))
    distances: Int64Column = np.maximum(here - starts[runs], starts[runs + _RUN] - over).min(axis=0)
    return distances
