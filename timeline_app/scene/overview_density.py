"""How densely events lie along the overview: counts for each column of pixels, as shades and as a line.

Owns the counting, whose cost follows the pixels and not the events, and how counts become heights and shades.
Knows no window and no frame (see `overview`).
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from timeline_app.core.category_index import ALWAYS
from timeline_app.core.columns import Int64Column
from timeline_app.core.store import EventStore
from timeline_app.scene.display import Box, Group, Primitive, Rects, translucent
from timeline_app.scene.viewport import Viewport

COLUMN: Final = 2.0
"""Width in pixels of one column."""
FEW: Final = 1000
"""Up to so many events each stands where it is; more are counted by binary search."""

_SHADES: Final = ("4D", "80", "B3", "FF")
_SHARES: Final = (64, 16, 4)
"""A column of at least these parts of the greatest count is one shade darker each."""
_LEAST_BAR: Final = 0.3
"""The part of the strip's height that a single match takes: it must be seen beside a thousand."""
_BAR_ALPHA: Final = "80"
_CAP: Final = 2.0
"""Height of the solid end of a bar, so that the bars read as one line."""

_Counts = npt.NDArray[np.int64]


def edge_keys(scaled: Viewport, unit: int) -> Int64Column:
    """Return the edges of a viewport's columns in a store's unit; the outermost are without end."""
    columns = column_count(scaled.width)
    inner = [scaled.to_instant(column * COLUMN) // unit for column in range(1, columns)]
    bounded = [min(max(key, int(ALWAYS.min)), int(ALWAYS.max)) for key in inner]
    return np.array([ALWAYS.min, *bounded, ALWAYS.max], np.int64)


def column_count(width: float) -> int:
    """Return how many columns a width has, at least one."""
    return max(int(np.ceil(width / COLUMN)), 1)


def begun_in_columns(store: EventStore, code: int, edges: Int64Column) -> _Counts:
    """Return how many events of a category begin in each column; open starts count in the first."""
    places = store.index.places(code, edges)
    places[-1] = store.index.offsets[code + 1]
    return np.diff(places)


def shaded(counts: _Counts, most: int, line: Box, colour: str) -> list[Primitive]:
    """Return a line's columns, the darker the more events they count; `most` is the count of the darkest."""
    steps = (counts > 0).astype(np.int64)
    for share in _SHARES:
        steps += (counts * share >= most) & (counts > 0)
    edges = np.flatnonzero(np.diff(steps, prepend=-1, append=-1))
    boxes: dict[int, list[Box]] = {}
    for first, last in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        if step := int(steps[first]):
            boxes.setdefault(step, []).append(_between(first, last, line))
    return [
        Rects(tuple(boxes[step]), translucent(colour, alpha))
        for step, alpha in enumerate(_SHADES, start=1)
        if step in boxes
    ]


def match_line(matches: EventStore, whole: Viewport, strip: Box, colour: str) -> Group:
    """Return the density of matches over the overview: a bar from its foot for each column that has any.

    Heights follow the logarithm of the counts. A few matches stand in the middle of their bounds, like
    their marks; many where they begin.
    """
    scaled = whole.resized(strip.width)
    counts = _by_middle(matches, scaled) if len(matches) <= FEW else _by_start(matches, scaled)
    filled = np.flatnonzero(counts)
    if not len(filled):
        return Group("matches", (), strip)
    shares = np.log1p(counts[filled]) / np.log1p(counts.max())
    heights = np.round(strip.height * (_LEAST_BAR + (1 - _LEAST_BAR) * shares))
    bars, caps = [], []
    for column, height in zip(filled.tolist(), heights.tolist(), strict=True):
        bar = _between(column, column + 1, Box(strip.x, strip.bottom - height, strip.width, height))
        bars.append(bar)
        caps.append(Box(bar.x, bar.y, bar.width, _CAP))
    items = (Rects(tuple(bars), translucent(colour, _BAR_ALPHA)), Rects(tuple(caps), colour))
    return Group("matches", items, strip)


def _by_middle(store: EventStore, scaled: Viewport) -> _Counts:
    columns = column_count(scaled.width)
    starts = scaled.to_xs(store.columns.earliest_start, store.unit)
    ends = scaled.to_xs(store.columns.latest_end, store.unit)
    places = np.clip((starts + ends) / 2 / COLUMN, 0, columns - 1).astype(np.int64)
    return np.bincount(places, minlength=columns)


def _by_start(store: EventStore, scaled: Viewport) -> _Counts:
    edges = edge_keys(scaled, store.unit)
    total = np.zeros(len(edges) - 1, np.int64)
    for code in store.index.filled:
        total += begun_in_columns(store, code, edges)
    return total


def _between(first: int, last: int, line: Box) -> Box:
    """Return columns [first, last) of a line, no wider than the line."""
    left, right = first * COLUMN, min(last * COLUMN, line.width)
    return Box(line.x + left, line.y, right - left, line.height)


def column_counts(
    starts: npt.NDArray[np.float64], ends: npt.NDArray[np.float64], width: float
) -> npt.NDArray[np.int64]:
    """Return how many stretches of x cover each column of COLUMN pixels from 0 to `width`."""
    columns = max(int(np.ceil(width / COLUMN)), 1)
    first = np.clip(np.floor(starts / COLUMN), 0, columns - 1).astype(np.int64)
    last = np.clip(np.ceil(ends / COLUMN), first + 1, columns).astype(np.int64)
    change = np.bincount(first, minlength=columns + 1) - np.bincount(last, minlength=columns + 1)
    return np.cumsum(change[:columns], dtype=np.int64)
