"""The strip of a lane: how many events without a label stand at each place.

Owns the density drawing. Works on columns; its cost follows the pixels and the rows given. Knows no labels.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from timeline_app.scene.display import Box, Primitive, Rects, translucent

COLUMN: Final = 2.0
"""Width in pixels of one column of the strip, and the least that an event covers."""
_SHADES: Final = (("4D", 1), ("80", 2), ("B3", 4), ("FF", 16))
"""Alpha of a column and from how many events on it is used."""


def strip_rects(
    starts: npt.NDArray[np.float64],
    ends: npt.NDArray[np.float64],
    area: Box,
    colour: str,
) -> tuple[Primitive, ...]:
    """Return rectangles over the columns that events [start, end) in x cover, darker where there are more."""
    counts = column_counts(starts - area.x, ends - area.x, area.width)
    shades = np.zeros(len(counts), np.int64)
    for index, (_, least) in enumerate(_SHADES, start=1):
        shades[counts >= least] = index
    edges = np.flatnonzero(np.diff(shades, prepend=-1, append=-1))
    runs = zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)
    boxes: dict[int, list[Box]] = {}
    for first, last in runs:
        if shades[first]:
            box = Box(area.x + first * COLUMN, area.y, (last - first) * COLUMN, area.height)
            boxes.setdefault(int(shades[first]), []).append(box)
    return tuple(
        Rects(tuple(boxes[index]), translucent(colour, alpha))
        for index, (alpha, _) in enumerate(_SHADES, start=1)
        if index in boxes
    )


def column_counts(
    starts: npt.NDArray[np.float64], ends: npt.NDArray[np.float64], width: float
) -> npt.NDArray[np.int64]:
    """Return how many events cover each column of COLUMN pixels from 0 to `width`."""
    columns = max(int(np.ceil(width / COLUMN)), 1)
    first = np.clip(np.floor(starts / COLUMN), 0, columns - 1).astype(np.int64)
    last = np.clip(np.ceil(ends / COLUMN), first + 1, columns).astype(np.int64)
    change = np.bincount(first, minlength=columns + 1) - np.bincount(last, minlength=columns + 1)
    return np.cumsum(change[:columns], dtype=np.int64)
