"""Hover and selection lie over the chart, cover nothing else, and claim no date."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scenery import event, store
from test_arrangement import DATES

from timeline_app.core.language import ENGLISH
from timeline_app.core.store import EventStore
from timeline_app.scene.chart import Chart, ChartComposer
from timeline_app.scene.display import Box, FontRole, Group, Lines, Shape, TextRun
from timeline_app.scene.frame import FIT_LEFT, FIT_RIGHT
from timeline_app.scene.measure import FixedMeasurer
from timeline_app.scene.overlay import chosen_group, overlay_groups
from timeline_app.scene.style import LIGHT
from timeline_app.scene.viewport import Viewport


@dataclass(frozen=True, slots=True)
class Bolder(FixedMeasurer):
    """A measurer to which a selected title is wider, as it is in real type."""

    def width(self, text: str, role: FontRole) -> float:
        return len(text) * (8.0 if role is FontRole.TITLE_SELECTED else 7.0)


def composed(events: EventStore, viewport: Viewport | None = None, width: float = 900.0) -> Chart:
    composer = ChartComposer(ENGLISH, Bolder())
    frame = composer.frame(events, Box(0.0, 0.0, width, 600.0))
    span = events.span
    assert span is not None
    whole = Viewport.fitting(span, frame.plot.width, FIT_LEFT, FIT_RIGHT)
    return composer.compose(events, viewport or whole, frame, LIGHT)


def overlay(shown: Chart, selected: int | None = None, hovered: int | None = None) -> dict[str, Group]:
    chosen = None if selected is None else shown.drawn.get(selected)
    groups = overlay_groups(shown, chosen, hovered, Bolder())
    assert all(group.clip == shown.frame.plot for group in groups)
    return {group.name: group for group in groups}


def guides(shown: Chart, row: int) -> list[float]:
    (lines,) = overlay(shown, row)["guides"].items or (Lines((), ""),)
    assert isinstance(lines, Lines)
    return [x for x, *_ in lines.segments]


def test_nothing_lies_over_a_chart_without_hover_and_selection() -> None:
    assert overlay(composed(store("2000", "2010"))) == {}


def test_hover_is_a_halo_round_the_mark() -> None:
    shown = composed(store(event("2000-05-05", "x"), event("2010", "y")))
    (halo,) = overlay(shown, hovered=0)["hover"].items
    assert isinstance(halo, Shape)
    assert halo.box == shown.drawn[0].mark.grown(4.0)


def test_a_selected_event_is_not_hovered_too() -> None:
    assert "hover" not in overlay(composed(store("2000", "2010")), selected=1, hovered=1)


def test_an_event_that_is_not_drawn_has_no_overlay() -> None:
    shown = composed(store("2000", "2010"))
    shown.drawn.clear()
    assert overlay(shown, selected=0, hovered=1) == {}


def test_the_title_of_the_selected_event_is_in_bold_where_it_was() -> None:
    shown = composed(store(event("2000-05-05", "first"), event("2019-02-02", "second")))
    for row, one in shown.drawn.items():
        title = next(item for item in overlay(shown, row)["selection"].items if isinstance(item, TextRun))
        assert (title.role, title.text, title.baseline) == (
            FontRole.TITLE_SELECTED,
            one.runs[0].text,
            one.runs[0].baseline,
        )


def test_guides_drop_from_both_ends_of_a_bar_and_from_the_middle_of_a_disc() -> None:
    shown = composed(store(event("2000/2010", "bar", lasting=True), event("1990-05-05", "disc")))
    disc, bar = shown.drawn[0].mark, shown.drawn[1].mark
    assert guides(shown, 1) == [round(bar.x) + 0.5, round(bar.right) + 0.5]
    assert guides(shown, 0) == [round(disc.x + disc.width / 2) + 0.5]


def test_the_edge_of_the_view_is_not_shown_as_a_date() -> None:
    events = store(event("1900/2000", "century", lasting=True))
    whole = Viewport.fitting(events.span_of(0), composed(events).frame.plot.width, FIT_LEFT, FIT_RIGHT)
    for viewport, ends in ((whole.zoom_about(400.0, 3.0), 0), (whole.pan(300.0), 1), (whole.pan(-300.0), 1)):
        assert len(guides(composed(events, viewport), 0)) == ends


@settings(max_examples=60)
@given(st.lists(DATES, min_size=1, max_size=15), st.floats(300, 1200), st.floats(0.8, 30.0), st.floats(0, 1))
def test_a_bold_title_stays_in_the_plot_and_off_its_neighbours(
    dates: list[str], width: float, zoom: float, at: float
) -> None:
    events = store(*(event(date, f"the event number {index}") for index, date in enumerate(dates)))
    whole = composed(events, width=width).frame.plot.width
    span = events.span
    assert span is not None
    viewport = Viewport.fitting(span, whole, FIT_LEFT, FIT_RIGHT).zoom_about(at * whole, zoom)
    shown = composed(events, viewport, width)
    for row, one in shown.drawn.items():
        if one.label is None:
            continue
        for run in overlay(shown, row)["selection"].items:
            if not isinstance(run, TextRun) or run.text == "?":
                continue
            box = Box(run.x, one.label.y, run.width, one.label.height)
            assert box.x >= shown.frame.plot.x
            assert box.right <= shown.frame.plot.right
            for other in shown.drawn.values():
                assert other is one or other.label is None or not box.grown(-0.01).overlaps(other.label)


def test_chosen_events_that_are_drawn_are_framed_and_no_others() -> None:
    shown = composed(store(event("2000-05-05", "x"), event("2005", "y"), event("2010", "z")))
    group = chosen_group(shown, np.array([0, 2, 5]), LIGHT)
    boxes = [item.box for item in group.items if isinstance(item, Shape)]
    assert boxes == [shown.drawn[row].box.grown(4.0) for row in (0, 2)]
    assert group.clip == shown.frame.plot
    assert chosen_group(shown, np.array([1_000]), LIGHT).items == ()
