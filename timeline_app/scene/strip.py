"""The strip at the foot of a lane: how densely the events without a line lie.

Owns how its bars are drawn. What they count is `crowd`'s. Knows no events and no time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from timeline_app.core.columns import Int64Column
from timeline_app.scene.crowd import COLUMN
from timeline_app.scene.display import Box, Columns, Primitive, translucent

STRIP_HEIGHT: Final = 20.0
_DENSITY_ALPHA: Final = "8C"
_LEAST: Final = 2.0


def density_bars(counts: Int64Column, most: int, areas: Sequence[Box]) -> list[npt.NDArray[np.float64]]:
    """Return for each row of counts the upright bars of its columns, as rows of (x, y, width, height).

    `areas` hold the strips of the rows, all as high and from the same x on; a column that counts `most` is as
    high as its area. Neighbours of one height are one bar.
    """
    room = areas[0].height - _LEAST
    heights = np.where(counts > 0, np.round(np.minimum(counts / most, 1.0) * room + _LEAST), 0.0)
    begins = np.ones(heights.shape, np.bool_)
    np.not_equal(heights[:, 1:], heights[:, :-1], out=begins[:, 1:])
    # One row after the other; each begins with a bar, so that none runs on into the next.
    firsts = np.flatnonzero(begins)
    lasts = np.append(firsts[1:], heights.size)
    tall = heights.ravel()[firsts]
    filled = tall > 0
    firsts, lasts, tall = firsts[filled], lasts[filled], tall[filled]
    rows, columns = np.divmod(firsts, heights.shape[1])
    bars = np.empty((len(firsts), 4))
    bars[:, 0] = areas[0].x + columns * COLUMN
    bars[:, 1] = np.array([area.bottom for area in areas])[rows] - tall
    bars[:, 2] = (lasts - firsts) * COLUMN
    bars[:, 3] = tall
    return np.split(bars, np.searchsorted(rows, np.arange(1, len(areas))))


def density_rects(bars: npt.NDArray[np.float64], colour: str) -> tuple[Primitive, ...]:
    """Return bars in a colour through which the ground is seen, () where there are none."""
    return (Columns(bars, translucent(colour, _DENSITY_ALPHA)),) if len(bars) else ()
