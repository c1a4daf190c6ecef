"""A place of the plot on which nothing stands: the date and the lane that it means.

Owns what counts as empty. How exact the date is decides `core.date_of_place`.
"""

from __future__ import annotations

from msgspec import Struct

from timeline_app.core.date_of_place import date_of_place
from timeline_app.scene.chart import Chart
from timeline_app.scene.viewport import Viewport


class EmptyPlace(Struct, frozen=True, gc=False):
    """What an empty place means; `category_code` is None below all lanes."""

    edtf: str
    category_code: int | None


def empty_place(chart: Chart, viewport: Viewport, x: float, y: float) -> EmptyPlace | None:
    """Return what a point of a chart means, None beside the plot, on an event and on a strip."""
    plot = chart.frame.plot
    if not plot.contains(x, y) or chart.pointed_at(x, y) is not None or _is_on_strip(chart, y):
        return None
    instant = viewport.to_instant(x - plot.x)
    date = date_of_place(instant, viewport.microseconds_per_pixel)
    return None if date is None else EmptyPlace(date.text, _category_code_at(chart, y))


def _is_on_strip(chart: Chart, y: float) -> bool:
    """Tell whether a strip runs through a height: between two clusters, too, density is what is meant."""
    return any(box.y <= y < box.bottom for box, _ in chart.clusters)


def _category_code_at(chart: Chart, y: float) -> int | None:
    from_top = y - chart.frame.plot.y + chart.scroll
    lanes = (lane for lane in chart.stack.lanes if lane.top <= from_top < lane.top + lane.height)
    return next((lane.category_code for lane in lanes), None)
