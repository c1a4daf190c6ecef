"""What lies over a chart without changing it: hover, selection, chosen events, rubber band.

Owns how they look. Knows how they came about no more than the chart does.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from timeline_app.core.columns import Int64Column
from timeline_app.scene.arrangement import Side
from timeline_app.scene.chart import Chart
from timeline_app.scene.clusters import Cluster
from timeline_app.scene.display import (
    Box,
    FontRole,
    Group,
    Lines,
    Primitive,
    Rects,
    Shape,
    TextRun,
    translucent,
)
from timeline_app.scene.drawn import Drawn
from timeline_app.scene.measure import TextMeasurer
from timeline_app.scene.style import Style

_HALO: Final = 4.0


def overlay_groups(
    chart: Chart, selected: Drawn | None, hovered: int | Cluster | None, measurer: TextMeasurer
) -> tuple[Group, ...]:
    """Return the groups to paint over a chart: a halo round what is hovered, the selected event lifted."""
    groups = []
    if isinstance(hovered, Cluster):
        boxes = (box for box, cluster in chart.clusters if cluster == hovered)
        groups.append(Group("hover", tuple(_frame(box, hovered, chart) for box in boxes), chart.frame.plot))
    elif hovered is not None and hovered in chart.drawn and (selected is None or hovered != selected.row):
        groups.append(Group("hover", _hover(chart.drawn[hovered]), chart.frame.plot))
    if selected is not None:
        groups.append(Group("guides", _guides(selected, chart), chart.frame.plot))
        groups.append(Group("selection", _selection(selected, measurer), chart.frame.plot))
    return tuple(groups)


def chosen_group(chart: Chart, chosen: Int64Column, style: Style) -> Group:
    """Return a frame round each chosen event that has a line in sight; `chosen` are rows, rising.

    It costs no more than what is drawn, however many are chosen.
    """
    drawn = np.fromiter(chart.drawn, np.int64, len(chart.drawn))
    is_chosen = np.searchsorted(chosen, drawn, "right") > np.searchsorted(chosen, drawn)
    rows = drawn[is_chosen].tolist()
    fill, line = translucent(style.accent, "1F"), translucent(style.accent, "99")
    frames = tuple(Shape(chart.drawn[row].box.grown(_HALO), _HALO, fill, line, 1.0) for row in rows)
    return Group("chosen", frames, chart.frame.plot)


def band_group(chart: Chart, band: tuple[float, float], style: Style) -> Group:
    """Return the rubber band from one x to another, over all lanes."""
    plot = chart.frame.plot
    first, last = (min(max(x, plot.x), plot.right) for x in band)
    box = Box(first, plot.y, last - first, plot.height)
    edges = tuple((round(x) + 0.5, plot.y, round(x) + 0.5, plot.bottom) for x in (first, last))
    items = (Rects((box,), translucent(style.accent, "26")), Lines(edges, style.accent))
    return Group("band", items, plot)


def _hover(one: Drawn) -> tuple[Primitive, ...]:
    return (_halo(one, "33"),)


def _frame(box: Box, cluster: Cluster, chart: Chart) -> Shape:
    colour = chart.colours[cluster.category_code]
    return Shape(box.grown(1.0), 3.0, translucent(colour, "26"), translucent(colour, "B3"), 1.0)


def _guides(one: Drawn, chart: Chart) -> tuple[Primitive, ...]:
    """Return hairlines from the mark's ends down to the axis; an end out of sight has none."""
    plot, box = chart.frame.plot, one.mark
    bottom = plot.bottom
    ends = (box.x, box.right) if box.width > 2 * box.height else (box.x + box.width / 2,)
    xs = [x for x in ends if plot.x < x < plot.right]
    lines = tuple((round(x) + 0.5, box.bottom + _HALO, round(x) + 0.5, bottom) for x in xs)
    return (Lines(lines, translucent(one.colour, "73")),)


def _selection(one: Drawn, measurer: TextMeasurer) -> tuple[Primitive, ...]:
    """Return a halo round the mark, the mark again over it, and the title in bold over its plain self."""
    items: list[Primitive] = [_halo(one, "4D"), *one.shape]
    if one.runs and one.label is not None:
        items.append(Shape(one.label.grown(2.0), 4.0, one.ground))
        items.extend(_emphasised(one, measurer))
    return tuple(items)


def _emphasised(one: Drawn, measurer: TextMeasurer) -> tuple[TextRun, ...]:
    """Return the label's runs with the title semibold; what hangs on its width moves with it."""
    title, *rest = one.runs
    width = measurer.width(title.text, FontRole.TITLE_SELECTED)
    grown = width - title.width
    x = title.x - grown if one.side is Side.LEFT else title.x
    bold = TextRun(x, title.baseline, title.text, FontRole.TITLE_SELECTED, title.colour, width)
    if one.side is not Side.ABOVE:
        return (bold, *rest)
    moved = (TextRun(run.x + grown, run.baseline, run.text, run.role, run.colour, run.width) for run in rest)
    return (bold, *moved)


def _halo(one: Drawn, alpha: str) -> Shape:
    box = one.mark.grown(_HALO)
    return Shape(box, box.height / 2, translucent(one.colour, alpha))
