"""One date on a little axis of its own, drawn as a chart draws it.

Owns how much time is shown around a date. The shape is `marks`', the axis `axis`'s. Knows no events.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from timeline_app.core.columns import Flag, bounds_of, flags_of, pieces_of
from timeline_app.core.date import DateKind
from timeline_app.core.event import When
from timeline_app.core.instant import Duration, Instant, Span
from timeline_app.core.language import Language
from timeline_app.scene.axis import axis_group, axis_of, gridlines
from timeline_app.scene.display import Box, Group, Scene
from timeline_app.scene.frame import AXIS_HEIGHT
from timeline_app.scene.marks import DISC, MarkX, mark_items
from timeline_app.scene.measure import TextMeasurer
from timeline_app.scene.style import Style
from timeline_app.scene.viewport import PRACTICALLY_UNLIMITED_X, Viewport

_PLOT_HEIGHT: Final = 36.0
DATE_DRAWING_HEIGHT: Final = _PLOT_HEIGHT + AXIS_HEIGHT
_SHARE: Final = 0.4
"""How much of the width a date takes; what lies around tells how long it is."""


def date_drawing(when: When, width: float, style: Style, language: Language, measurer: TextMeasurer) -> Scene:
    """Return the drawing of a date, as high as DATE_DRAWING_HEIGHT, in the accent's colour."""
    plot = Box(0.0, 0.0, width, _PLOT_HEIGHT)
    viewport = _around(when, width)
    axis = axis_of(viewport, language, measurer)
    # Nothing stands to the left of the drawing into which the first label could reach, as a chart's does.
    inside = tuple(label for label in axis.context if label.x >= 0.0)
    axis = replace(axis, context=inside)
    items = mark_items(mark_of(when, viewport, plot), round(_PLOT_HEIGHT / 2), style.accent, plot, measurer)
    groups = (
        gridlines(axis, plot, style),
        Group("date", items, plot),
        axis_group(axis, Box(0.0, _PLOT_HEIGHT, width, AXIS_HEIGHT), style, measurer),
    )
    return Scene(width, DATE_DRAWING_HEIGHT, style.paper, groups)


def _around(when: When, width: float) -> Viewport:
    """Return a view in which a day or a time is as wide as its disc, and anything longer has its share."""
    first, _, _, after = bounds_of(when)
    share = _SHARE
    if flags_of(when, has_excerpt=True) & (Flag.INSTANT | Flag.LASTING) == Flag.INSTANT:
        share = min(share, DISC / width)
    margin = Duration(round((after - first) * (1.0 / share - 1.0) / 2))
    return Viewport.showing(Span(Instant(first - margin), Instant(after + margin)), width)


def mark_of(when: When, viewport: Viewport, plot: Box) -> MarkX:
    """Return a date's bounds in pixels of a plot on which a viewport is shown."""

    def x(instant: int) -> float:
        place = plot.x + viewport.to_x(Instant(instant))
        return min(max(place, -PRACTICALLY_UNLIMITED_X), PRACTICALLY_UNLIMITED_X)

    date = when.date
    spans = date.single.comb if date.kind is DateKind.SINGLE else pieces_of(date)
    earliest_start, latest_start, earliest_end, latest_end = map(x, bounds_of(when))
    pieces = tuple((x(span.start), x(span.end)) for span in spans)
    flags = flags_of(when, has_excerpt=True)
    return MarkX(earliest_start, latest_start, earliest_end, latest_end, flags, pieces)
