"""The strip at the foot of a lane: how densely the events without a line lie.

Owns how its bars are drawn. What they count is `crowd`'s. Knows no events and no time.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from timeline_app.core.columns import Int64Column
from timeline_app.scene.crowd import COLUMN
from timeline_app.scene.display import Box, Columns, Primitive, translucent

STRIP_HEIGHT: Final = 20.0
_DENSITY_ALPHA: Final = "8C"
_LEAST: Final = 2.0


def density_rects(counts: Int64Column, most: int, area: Box, colour: str) -> tuple[Primitive, ...]:
    """Return upright bars for the columns of an area; one that counts `most` is as high as the area.

    Neighbours of one height are one rectangle.
    """
    steps = np.minimum(counts / most, 1.0) * (area.height - _LEAST) + _LEAST
    heights = np.where(counts > 0, np.round(steps), 0.0)
    firsts = np.flatnonzero(np.concatenate(([True], heights[1:] != heights[:-1])))
    lasts = np.append(firsts[1:], len(heights))
    filled = heights[firsts] > 0
    firsts, lasts = firsts[filled], lasts[filled]
    boxes = np.empty((len(firsts), 4))
    boxes[:, 0] = area.x + firsts * COLUMN
    boxes[:, 1] = area.bottom - heights[firsts]
    boxes[:, 2] = (lasts - firsts) * COLUMN
    boxes[:, 3] = heights[firsts]
    return (Columns(boxes, translucent(colour, _DENSITY_ALPHA)),) if len(boxes) else ()
