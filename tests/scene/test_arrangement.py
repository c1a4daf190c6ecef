"""Lane packing: free lines, sides, stability."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from scenery import event, store

from timeline_app.core.instant import Instant, Span
from timeline_app.core.language import ENGLISH
from timeline_app.core.store import EventStore
from timeline_app.scene.arrangement import Arrangement, Side
from timeline_app.scene.arranger import Arranger
from timeline_app.scene.frame import FIT_LEFT, FIT_RIGHT
from timeline_app.scene.labels import Labeller
from timeline_app.scene.measure import FixedMeasurer
from timeline_app.scene.packing import level_of
from timeline_app.scene.viewport import Viewport

DATES = st.one_of(
    st.integers(1900, 2030).map(str),
    st.tuples(st.integers(1900, 2030), st.integers(1, 12)).map(lambda d: f"{d[0]}-{d[1]:02}"),
    st.tuples(st.integers(1900, 2030), st.integers(1, 12), st.integers(1, 28)).map(
        lambda d: f"{d[0]}-{d[1]:02}-{d[2]:02}"
    ),
    st.integers(1900, 2030).map(lambda year: f"{year}/.."),
    st.integers(1900, 2030).map(lambda year: f"{year}~"),
)


def arranged(events: EventStore, width: float = 800.0) -> Arrangement:
    span = events.span
    assert span is not None
    return Arranger(Labeller(ENGLISH, FixedMeasurer())).arrange(
        events, Viewport.fitting(span, width, FIT_LEFT, FIT_RIGHT)
    )


def lines_of(arrangement: Arrangement, events: EventStore) -> list[list[str]]:
    return [
        [f"{events.event(one.row).id} {one.side.name}" for one in line]
        for lane in arrangement.lanes
        for line in lane.lines
    ]


def test_far_apart_events_share_a_line() -> None:
    events = store(event("1900", "early"), event("2000", "late"))
    assert lines_of(arranged(events), events) == [["early RIGHT", "late LEFT"]]


def test_events_close_together_take_a_line_each() -> None:
    events = store(event("2025-10-17", "talk"), event("2025-10-28", "opening"), event("2018", "entry"))
    lines = lines_of(arranged(events), events)
    assert ["talk LEFT" in line for line in lines] != ["opening LEFT" in line for line in lines]
    assert len(lines) == 2


def test_a_bar_much_wider_than_its_label_carries_it_above() -> None:
    events = store(event("1900/2000", "century", lasting=True), event("1890", "before"))
    placed = {events.event(one.row).id: one.side for line in arranged(events).lanes[0].lines for one in line}
    assert placed["century"] is Side.ABOVE


def test_lanes_stand_in_the_order_of_the_categories() -> None:
    events = store(event("2000", "x", "second"), event("1900", "y", "first"))
    codes = [lane.category_code for lane in arranged(events).lanes]
    assert [events.categories[code].id for code in codes] == ["second", "first"]


@settings(max_examples=60)
@given(st.lists(DATES, min_size=1, max_size=25))
def test_every_event_of_a_small_store_has_exactly_one_line(dates: list[str]) -> None:
    events = store(*(event(date, f"e{index}") for index, date in enumerate(dates)))
    arrangement = arranged(events)
    rows = [one.row for lane in arrangement.lanes for line in lane.lines for one in line]
    assert sorted(rows) == list(range(len(events)))
    assert arrangement.placed.tolist() == sorted(rows)


@settings(max_examples=40)
@given(st.lists(DATES, min_size=2, max_size=25), st.floats(-2000, 2000), st.floats(0.6, 40.0))
def test_panning_changes_no_line(dates: list[str], pixels: float, zoom: float) -> None:
    events = store(*(event(date, f"e{index}") for index, date in enumerate(dates)))
    span = events.span
    assert span is not None
    arranger = Arranger(Labeller(ENGLISH, FixedMeasurer()))
    viewport = Viewport.fitting(span, 800.0, FIT_LEFT, FIT_RIGHT).zoom_about(300.0, zoom)
    here, there = arranger.arrange(events, viewport), arranger.arrange(events, viewport.pan(pixels))
    assert here.lanes == there.lanes


def test_the_arrangement_is_kept_inside_a_level_and_renewed_beyond() -> None:
    events = store("1900", "1950", "2000")
    arranger = Arranger(Labeller(ENGLISH, FixedMeasurer()))
    viewport = Viewport.showing(Span(Instant(0), Instant(800 << 20)), 800.0)
    assert arranger.arrange(events, viewport) is arranger.arrange(events, viewport.zoom_about(10.0, 0.999))
    farther = viewport.zoom_about(0.0, 0.9)
    assert level_of(farther) > level_of(viewport)
    assert arranger.arrange(events, farther) is not arranger.arrange(events, viewport)
