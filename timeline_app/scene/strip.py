"""The strip at the foot of a lane: how densely the events without a line lie, and their clusters.

Owns the drawing of both. What they count is `crowd`'s. Knows no events and no time but that of clusters.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from timeline_app.core.columns import Int64Column
from timeline_app.core.language import Language
from timeline_app.scene.clusters import Cluster
from timeline_app.scene.crowd import COLUMN
from timeline_app.scene.display import Box, Columns, Dash, FontRole, Primitive, Shape, TextRun, translucent
from timeline_app.scene.measure import TextMeasurer

STRIP_HEIGHT: Final = 20.0
BEAD_HEIGHT: Final = 16.0
"""The height of the bead that carries a cluster's number."""

_DENSITY_ALPHA: Final = "8C"
_LEAST: Final = 2.0
_BEAD_PADDING: Final = 6.0
_TEXT_DROP: Final = 4.0
_DOT: Final = 4.0
_DOT_ROOM: Final = 7.0
"""What the dot before a number takes."""


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


def bead_items(
    cluster: Cluster, visible: Box, inks: tuple[str, str], language: Language, measurer: TextMeasurer
) -> tuple[Primitive, ...]:
    """Return the bead of a cluster in the middle of the visible part of its slot; none where it has no room.

    `inks` are the lane's colour and its ground. The outline is dashed where a member's date is doubtful, and
    a dot stands before the number where a member has no excerpt.
    """
    text = language.number(cluster.count)
    text_width = measurer.width(text, FontRole.DATE)
    before = _BEAD_PADDING + (_DOT_ROOM if cluster.unsupported else 0.0)
    width = float(round(before + text_width + _BEAD_PADDING))
    if width > visible.width:
        return ()
    colour, ground = inks
    x, middle = float(round(visible.x + (visible.width - width) / 2)), visible.y + visible.height / 2
    box = Box(x, middle - BEAD_HEIGHT / 2, width, BEAD_HEIGHT)
    dash = Dash.DASHED if cluster.doubtful else Dash.SOLID
    text_run = TextRun(x + before, middle + _TEXT_DROP, text, FontRole.DATE, colour, text_width)
    items: tuple[Primitive, ...] = (Shape(box, BEAD_HEIGHT / 2, ground, colour, 1.5, dash), text_run)
    if cluster.unsupported:
        dot = Box(x + _BEAD_PADDING, middle - _DOT / 2, _DOT, _DOT)
        items += (Shape(dot, _DOT / 2, colour),)
    return items
