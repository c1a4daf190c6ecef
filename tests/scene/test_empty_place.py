"""What an empty place of a chart means: a date at the precision of the zoom, and a lane."""

from __future__ import annotations

import pytest
from scenery import chart, event, store

from timeline_app.core.civil import instant_of
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.instant import Instant, Span
from timeline_app.core.store import MOST_PACKED
from timeline_app.scene.chart import Chart
from timeline_app.scene.empty_place import empty_place
from timeline_app.scene.viewport import Viewport


def shown(years: tuple[int, int]) -> tuple[Chart, Viewport]:
    viewport = Viewport.showing(Span(instant_of(years[0]), instant_of(years[1])), 1.0)
    events = store(event("2018-05", lane="first"), event("2018-09", lane="second"))
    drawn = chart(events, viewport=viewport)
    return drawn, viewport.resized(drawn.frame.plot.width)


@pytest.mark.parametrize(
    ("years", "edtf"),
    [((2018, 2019), "2018-07"), ((2000, 2060), "2029"), ((1000, 3000), "19XX"), ((1700, 2050), "187X")],
)
def test_the_date_is_as_exact_as_the_zoom(years: tuple[int, int], edtf: str) -> None:
    drawn, viewport = shown(years)
    plot = drawn.frame.plot
    place = empty_place(drawn, viewport, plot.x + plot.width / 2 - 1.0, plot.y + 3.0)
    assert place is not None
    assert place.edtf == edtf
    bounds = parse_edtf(place.edtf).bounds
    assert bounds.earliest_start <= viewport.to_instant(plot.width / 2 - 1.0) < bounds.latest_end


def test_the_lane_is_the_one_at_the_height() -> None:
    drawn, viewport = shown((2018, 2019))
    plot = drawn.frame.plot
    x = plot.x + 5.0
    codes = {lane.category_code for lane in drawn.stack.lanes}
    for lane in drawn.stack.lanes:
        for y in (lane.top, lane.top + lane.height - 0.1):
            place = empty_place(drawn, viewport, x, plot.y + y)
            assert place is not None
            assert place.category_code == lane.category_code
    assert len(codes) == 2
    below = empty_place(drawn, viewport, x, plot.y + drawn.stack.height + 1.0)
    assert below is not None
    assert below.category_code is None


def test_events_strips_gutter_and_axis_are_not_empty() -> None:
    drawn, viewport = shown((2018, 2019))
    mark, plot = drawn.drawn[0].mark, drawn.frame.plot
    middle = mark.y + mark.height / 2
    assert empty_place(drawn, viewport, mark.x + 5.0, middle) is None
    assert empty_place(drawn, viewport, plot.x - 5.0, plot.y + 3.0) is None
    assert empty_place(drawn, viewport, plot.x + 5.0, plot.bottom + 3.0) is None


def test_a_strip_is_not_empty_between_its_clusters() -> None:
    many = store(*(event(f"{1900 + i % 40}-{1 + i % 12:02}", f"e{i}") for i in range(MOST_PACKED + 50)))
    viewport = Viewport.showing(Span(instant_of(1900), instant_of(2000)), 1.0)
    drawn = chart(many, viewport=viewport, height=160.0)
    box, _ = drawn.clusters[0]
    x = drawn.frame.plot.right - 20.0
    assert drawn.pointed_at(x, box.y + 2.0) is None
    resized = viewport.resized(drawn.frame.plot.width)
    assert empty_place(drawn, resized, x, box.y + 2.0) is None
    assert empty_place(drawn, resized, x, box.y - 10.0) is not None


def test_beyond_all_dates_there_is_no_place() -> None:
    drawn, viewport = shown((2018, 2019))
    far = viewport.holding(Instant(instant_of(10**13)), 0.0)
    plot = drawn.frame.plot
    assert empty_place(drawn, far, plot.x + 5.0, plot.y + 3.0) is None
