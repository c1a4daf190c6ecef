"""What lies over a chart while an edge of a date is moved: the date as it would be, drawn and said.

Owns the look. Which edge may be moved, and to which dates, is `core.date_edges`'s business.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from timeline_app.core.date_edges import IntervalEdge, edge_instant
from timeline_app.core.event import When
from timeline_app.scene.date_drawing import mark_of
from timeline_app.scene.display import Box, FontRole, Group, Lines, Primitive, Shape, TextRun, translucent
from timeline_app.scene.drawn import Drawn
from timeline_app.scene.marks import extent, mark_items
from timeline_app.scene.measure import TextMeasurer
from timeline_app.scene.style import Style
from timeline_app.scene.viewport import Viewport

_HALO: Final = 4.0
_PADDING: Final = 10.0
_GAP: Final = 10.0
"""Between the mark and what is said of it."""


class EdgePreview(Struct, frozen=True, gc=False):
    """A date whose edge is being moved; `words` say it, `warning` what speaks against it, "" for nothing."""

    when: When
    edge: IntervalEdge
    words: str
    warning: str


def edge_preview_group(
    preview: EdgePreview,
    one: Drawn,
    viewport: Viewport,
    plot: Box,
    look: tuple[Style, TextMeasurer],
) -> Group:
    """Return the new mark in the place of the event's own, a line at the edge, and the date in a box."""
    style, measurer = look
    mark = mark_of(preview.when, viewport, plot)
    left, right = extent(mark, plot.x, plot.right)
    left, right = max(left, plot.x), min(right, plot.right)
    box = Box(left, one.mark.y, max(right - left, 0.0), one.mark.height)
    x = plot.x + viewport.to_x(edge_instant(preview.when.date, preview.edge))
    halo = box.grown(_HALO)
    items: tuple[Primitive, ...] = (
        *_hidden(one),
        Shape(halo, halo.height / 2, translucent(one.colour, "4D")),
        *mark_items(mark, one.middle, one.colour, plot, measurer),
        Lines(((round(x) + 0.5, plot.y, round(x) + 0.5, plot.bottom),), style.accent),
        *_said(preview, x, halo, plot, look),
    )
    return Group("moved edge", items, plot)


def _hidden(one: Drawn) -> tuple[Primitive, ...]:
    """Return what covers the event's own mark and its label, which says the date that it has until now."""
    mark = one.mark.grown(_HALO)
    covers = [Shape(mark, mark.height / 2, one.ground)]
    if one.label is not None:
        covers.append(Shape(one.label.grown(_HALO), _HALO, one.ground))
    return tuple(covers)


def _said(
    preview: EdgePreview, x: float, mark: Box, plot: Box, look: tuple[Style, TextMeasurer]
) -> tuple[Primitive, ...]:
    """Return a box with the EDTF, the words and the warning, above the mark or else below it."""
    style, measurer = look
    lines = [
        (preview.when.date.text, FontRole.TITLE_SELECTED, style.ink),
        (preview.words, FontRole.DATE, style.soft),
    ]
    if preview.warning:
        lines.append((preview.warning, FontRole.DATE, style.warning))
    widths = [measurer.width(text, role) for text, role, _ in lines]
    heights = [measurer.line_height(role) for _, role, _ in lines]
    width, height = max(widths) + 2 * _PADDING, sum(heights) + _PADDING
    left = float(round(max(min(x - width / 2, plot.right - width - 2.0), plot.x + 2.0)))
    above = mark.y - _GAP - height
    top = float(round(above if above >= plot.y else mark.bottom + _GAP))
    items: list[Primitive] = [Shape(Box(left, top, width, height), 6.0, style.panel, style.axis, 1.0)]
    y = top + _PADDING / 2
    for (text, role, colour), text_width, line in zip(lines, widths, heights, strict=True):
        baseline = float(round(y + measurer.ascent(role)))
        items.append(TextRun(left + _PADDING, baseline, text, role, colour, text_width))
        y += line
    return tuple(items)
