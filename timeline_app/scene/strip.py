"""The strip at the foot of a lane: how densely the events without a line lie, and their clusters.

Owns the drawing of both. What they count is `crowd`'s. Knows no events and no time but that of clusters.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

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
_MARK: Final = 6.0


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
    a ring hangs at its corner where a member has no excerpt.
    """
    text = language.number(cluster.count)
    text_width = measurer.width(text, FontRole.DATE)
    width = float(round(text_width + 2 * _BEAD_PADDING))
    if width > visible.width:
        return ()
    colour, ground = inks
    x, middle = float(round(visible.x + (visible.width - width) / 2)), visible.y + visible.height / 2
    box = Box(x, middle - BEAD_HEIGHT / 2, width, BEAD_HEIGHT)
    dash = Dash.DASHED if cluster.doubtful else Dash.SOLID
    items: list[Primitive] = [
        Shape(box, BEAD_HEIGHT / 2, ground, colour, 1.5, dash),
        TextRun(x + _BEAD_PADDING, middle + _TEXT_DROP, text, FontRole.DATE, colour, text_width),
    ]
    if cluster.unsupported:
        dot = Box(box.right - _MARK, box.y - 1.0, _MARK, _MARK)
        items.append(Shape(dot, _MARK / 2, ground, colour, 1.5))
    return tuple(items)


def column_counts(
    starts: npt.NDArray[np.float64], ends: npt.NDArray[np.float64], width: float
) -> npt.NDArray[np.int64]:
    """Return how many events cover each column of COLUMN pixels from 0 to `width`."""
    columns = max(int(np.ceil(width / COLUMN)), 1)
    first = np.clip(np.floor(starts / COLUMN), 0, columns - 1).astype(np.int64)
    last = np.clip(np.ceil(ends / COLUMN), first + 1, columns).astype(np.int64)
    change = np.bincount(first, minlength=columns + 1) - np.bincount(last, minlength=columns + 1)
    return np.cumsum(change[:columns], dtype=np.int64)
