"""The date as it would be while its edge is moved: the new mark, a line at the edge, and what it says."""

from __future__ import annotations

import pytest
from msgspec import structs
from scenery import chart, event, store

from timeline_app.core.civil import instant_of
from timeline_app.core.date_edges import IntervalEdge
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.event import When
from timeline_app.core.instant import Span
from timeline_app.scene.display import Lines, Shape, TextRun
from timeline_app.scene.edge_preview import EdgePreview, edge_preview_group
from timeline_app.scene.measure import FixedMeasurer
from timeline_app.scene.style import LIGHT
from timeline_app.scene.viewport import Viewport


def preview(edtf: str, edge: IntervalEdge, warning: str = "", *, y: float = 0.0):
    viewport = Viewport.showing(Span(instant_of(2018), instant_of(2020)), 1.0)
    drawn = chart(store(event("2018-03/2018-06")), viewport=viewport)
    plot, one = drawn.frame.plot, drawn.drawn[0]
    one = structs.replace(one, mark=structs.replace(one.mark, y=one.mark.y + y), middle=one.middle + y)
    shown = EdgePreview(When(parse_edtf(edtf)), edge, "words", warning)
    group = edge_preview_group(shown, one, viewport.resized(plot.width), plot, (LIGHT, FixedMeasurer()))
    assert group.clip == plot
    return group.items, one, plot, viewport.resized(plot.width)


def test_draws_the_new_bounds_and_hides_the_old_ones() -> None:
    items, one, plot, viewport = preview("2018-03/2018-09", IntervalEdge.END)
    hidden, hidden_label, halo, hull, core = items[:5]
    assert isinstance(hidden, Shape)
    assert (hidden.fill, hidden.box) == (one.ground, one.mark.grown(4.0))
    assert isinstance(hidden_label, Shape)
    assert one.label is not None
    assert hidden_label.box == one.label.grown(4.0), "it says the old date"
    assert isinstance(hull, Shape)
    assert isinstance(core, Shape)
    first, after = (plot.x + viewport.to_x(instant_of(2018, month)) for month in (3, 10))
    assert (hull.box.x, hull.box.right) == pytest.approx((first, after))
    assert isinstance(halo, Shape)
    assert (halo.box.x, halo.box.right) == pytest.approx((first - 4.0, after + 4.0))
    (line,) = (item for item in items if isinstance(item, Lines))
    assert line.segments == ((round(after) + 0.5, plot.y, round(after) + 0.5, plot.bottom),)


def test_says_the_edtf_the_words_and_what_speaks_against_it() -> None:
    items, *_ = preview("2018-03/2018-09", IntervalEdge.END, "a warning")
    said = [(item.text, item.colour) for item in items if isinstance(item, TextRun)]
    assert said == [("2018-03/2018-09", LIGHT.ink), ("words", LIGHT.soft), ("a warning", LIGHT.warning)]
    assert "a warning" not in str(preview("2018-03/2018-09", IntervalEdge.END)[0])


@pytest.mark.parametrize("edge", IntervalEdge)
@pytest.mark.parametrize("y", [0.0, 200.0])
def test_what_is_said_stays_in_the_plot_and_off_the_mark(edge: IntervalEdge, y: float) -> None:
    items, one, plot, _ = preview("2018-01/2019-12", edge, y=y)
    box = [item for item in items if isinstance(item, Shape)][-1].box
    assert plot.x <= box.x < box.right <= plot.right
    assert plot.y <= box.y < box.bottom <= plot.bottom
    assert not box.overlaps(one.mark)
    assert all(
        box.contains(item.x, item.baseline) and item.x + item.width <= box.right
        for item in items
        if isinstance(item, TextRun)
    )
