"""The overview: all events on one strip, with the visible window as a frame on it.

Owns what the strip shows and where the window's frame stands. How the frame is dragged is `overview_drag`'s.
Knows no labels.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from timeline_app.core.columns import Flag, distinct
from timeline_app.core.store import EventStore
from timeline_app.scene.display import Box, Group, Primitive, Rects, Scene, Shape, translucent
from timeline_app.scene.overview_density import (
    COLUMN,
    FEW,
    begun_in_columns,
    column_counts,
    edge_keys,
    shaded,
)
from timeline_app.scene.style import Style
from timeline_app.scene.viewport import Viewport

LEAST_FRAME: Final = 14.0
"""Pixels that the frame keeps however short the view is, so that it can be seen and gripped."""

_MARK: Final = 5.0
_LEAST_PITCH: Final = 2.0
_PADDING: Final = 8.0
_REACH_HEIGHT: Final = 1.0
_REACH_ALPHA: Final = "66"
_RADIUS: Final = 6.0
_HANDLE: Final = (5.0, 22.0)

_Xs = npt.NDArray[np.float64]


def overview_scene(
    marks: Sequence[Group],
    viewport: Viewport,
    whole: Viewport,
    strip: Box,
    size: tuple[float, float],
    style: Style,
) -> Scene:
    """Compose the overview of a size: marks, those drawn last on top, and the frame around what is visible.

    `strip` is the part of it that stands for `whole`, the viewport of all events.
    """
    frame = frame_box(viewport, whole, strip)
    outside = (
        Box(strip.x, strip.y, frame.x - strip.x, strip.height),
        Box(frame.right, strip.y, strip.right - frame.right, strip.height),
    )
    veils = tuple(Rects((box,), style.band) for box in outside if box.width > 0)
    outline = Shape(strip, _RADIUS, stroke=style.hairline, stroke_width=1.0)
    groups = (Group("outside", (*veils, outline)), *marks, _frame_group(frame, style))
    return Scene(size[0], size[1], style.panel, groups)


def frame_box(viewport: Viewport, whole: Viewport, strip: Box) -> Box:
    """Return where the window's frame stands: to scale, but inside the strip and never too small to grip."""
    start, end = window_xs(viewport, whole, strip)
    least = min(LEAST_FRAME, strip.width)
    start, end = max(start, strip.x), min(end, strip.right)
    if end - start < least:
        middle = min(max((start + end) / 2, strip.x + least / 2), strip.right - least / 2)
        start, end = middle - least / 2, middle + least / 2
    return Box(start, strip.y, end - start, strip.height)


def window_xs(viewport: Viewport, whole: Viewport, strip: Box) -> tuple[float, float]:
    """Return the x of both ends of a viewport to scale, unbounded."""
    scaled, span = whole.resized(strip.width), viewport.span
    return strip.x + scaled.to_x(span.start), strip.x + scaled.to_x(span.end)


def overview_marks(store: EventStore, whole: Viewport, strip: Box, colours: Sequence[str]) -> Group:
    """Return where the events of each category are, and a thin line over all that their bounds cover.

    Up to a thousand events are one small square each in the middle of their bounds, and squares that touch
    become one; more are shades of how many begin in each column. Categories stand in rows one below the
    other, in `colours`; where there are more than fit, neighbours share a row. All this does not depend on
    the visible window: keep it.
    """
    scaled = whole.resized(strip.width)
    room = strip.height - 2 * _PADDING
    rows = max(min(len(colours), int(room / _LEAST_PITCH)), 1)
    size = min(max(room / rows - 1.0, 1.0), _MARK)
    middles = {
        code: strip.y + _PADDING + (code * rows // len(colours) + 0.5) * room / rows
        for code in store.index.filled
    }
    marked = _few_marks if len(store) <= FEW else _many_marks
    reaches = {
        code: Box(strip.x, y - _REACH_HEIGHT / 2, strip.width, _REACH_HEIGHT) for code, y in middles.items()
    }
    lines = {code: Box(strip.x, y - size / 2, strip.width, size) for code, y in middles.items()}
    return Group("marks", tuple(marked(store, scaled, reaches, lines, colours)), strip)


def _few_marks(
    store: EventStore,
    scaled: Viewport,
    reaches: Mapping[int, Box],
    lines: Mapping[int, Box],
    colours: Sequence[str],
) -> Iterator[Primitive]:
    starts = scaled.to_xs(store.columns.earliest_start, store.unit)
    ends = scaled.to_xs(store.columns.latest_end, store.unit)
    middles = (starts + ends) / 2
    starts[store.columns.flags & Flag.START_OPEN != 0] = 0.0
    ends[store.columns.flags & Flag.END_OPEN != 0] = scaled.width
    for code, line in lines.items():
        mine = store.columns.category_code == code
        covered = column_counts(starts[mine], ends[mine], line.width) > 0
        yield Rects(_covered(covered, reaches[code]), translucent(colours[code], _REACH_ALPHA))
        yield Rects(_squares(middles[mine], line), colours[code])


def _many_marks(
    store: EventStore,
    scaled: Viewport,
    reaches: Mapping[int, Box],
    lines: Mapping[int, Box],
    colours: Sequence[str],
) -> Iterator[Primitive]:
    edges = edge_keys(scaled, store.unit)
    counts = {code: begun_in_columns(store, code, edges) for code in lines}
    most = max(int(begun.max()) for begun in counts.values())
    for code, line in lines.items():
        covered = store.index.covering(code, edges) > 0
        yield Rects(_covered(covered, reaches[code]), translucent(colours[code], _REACH_ALPHA))
        yield from shaded(counts[code], most, line, colours[code])


def _covered(columns: npt.NDArray[np.bool_], line: Box) -> tuple[Box, ...]:
    """Return the parts of a line whose columns are covered."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], columns, [False])))).reshape(-1, 2) * COLUMN
    return tuple(
        Box(line.x + first, line.y, min(last, line.width) - first, line.height)
        for first, last in edges.tolist()
    )


def _squares(middles: _Xs, line: Box) -> tuple[Box, ...]:
    """Return squares of a line's height on whole pixels, those that touch as one box."""
    size = line.height
    lefts = distinct(np.round(np.clip(middles - size / 2, 0.0, max(line.width - size, 0.0))))
    ends = np.flatnonzero(np.diff(lefts, append=np.inf) > size)
    firsts = np.concatenate(([0], ends[:-1] + 1))
    return tuple(
        Box(line.x + left, line.y, right + size - left, size)
        for left, right in zip(lefts[firsts].tolist(), lefts[ends].tolist(), strict=True)
    )


def _frame_group(frame: Box, style: Style) -> Group:
    width, height = _HANDLE
    height = min(height, frame.height)
    top = frame.y + (frame.height - height) / 2
    handles = tuple(
        Shape(Box(x - width / 2, top, width, height), width / 2, fill=style.accent)
        for x in (frame.x, frame.right)
    )
    return Group("window", (Shape(frame, _RADIUS, stroke=style.accent), *handles))
