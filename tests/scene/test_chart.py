"""The whole chart: nothing overlaps, nothing is lost, labels stand by their marks."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scenery import chart, event, store
from test_arrangement import DATES

from timeline_app.core.instant import DAY, Instant, Span
from timeline_app.core.store import MOST_PACKED
from timeline_app.scene.chart import Chart
from timeline_app.scene.display import Columns, Scene, TextRun
from timeline_app.scene.frame import FIT_LEFT, FIT_RIGHT
from timeline_app.scene.lanes import DENSITIES
from timeline_app.scene.viewport import Viewport

LANES = st.sampled_from(["a", "b", "c"])
EVENTS = st.lists(st.tuples(DATES, LANES), min_size=1, max_size=20)


def texts(shown: Chart, group: str) -> list[str]:
    scene = Scene(1.0, 1.0, "#FFFFFF", shown.groups)
    return [item.text for path, item in scene.primitives() if group in path and isinstance(item, TextRun)]


@settings(max_examples=80)
@given(EVENTS, st.floats(300, 1600), st.sampled_from([200.0, 2000.0]), st.floats(0.5, 60), st.floats(0, 1))
def test_no_label_overlaps_another_or_leaves_the_plot(
    raw: list[tuple[str, str]], width: float, height: float, zoom: float, at: float
) -> None:
    events = store(*(event(date, f"event number {i}", lane) for i, (date, lane) in enumerate(raw)))
    span = events.span
    assert span is not None
    whole = Viewport.fitting(span, width, FIT_LEFT, FIT_RIGHT)
    shown = chart(events, width, height, viewport=whole.zoom_about(at * width, zoom))
    plot = shown.frame.plot
    labels = [one.label for one in shown.drawn.values() if one.label is not None]
    for label in labels:
        assert label.x >= plot.x
        assert label.right <= plot.right + 0.01
    for one, other in combinations(labels, 2):
        assert not one.grown(-0.01).overlaps(other)


@settings(max_examples=60)
@given(EVENTS, st.floats(0.5, 30), st.floats(0, 1), st.floats(120, 900))
def test_every_event_in_view_is_accounted_for(
    raw: list[tuple[str, str]], zoom: float, at: float, height: float
) -> None:
    events = store(*(event(date, f"event {i}", lane) for i, (date, lane) in enumerate(raw)))
    span = events.span
    assert span is not None
    viewport = Viewport.fitting(span, 700.0, FIT_LEFT, FIT_RIGHT).zoom_about(at * 700, zoom)
    counts = chart(events, 800.0, height, viewport=viewport).counts
    assert counts.in_view == counts.labelled + counts.marked_only + counts.scrolled_away
    assert min(counts.labelled, counts.marked_only, counts.scrolled_away) >= 0
    assert counts.total == len(events)


def test_a_label_stands_beside_its_mark_and_is_tied_to_it() -> None:
    shown = chart(store(event("2000-05-05", "one"), event("1900", "other")))
    for one in shown.drawn.values():
        assert one.label is not None
        gap = max(one.label.x - one.mark.right, one.mark.x - one.label.right)
        assert 0 < gap < 12
        assert any(item.segments[0][1] == one.middle for item in one.group.items if hasattr(item, "segments"))


def test_painted_bars_cover_their_bounds_within_a_pixel() -> None:
    events = store(event("2024", "year"), event("2018", "early year"))
    shown = chart(events, 1000.0)
    span = events.span
    assert span is not None
    viewport = Viewport.fitting(span, shown.frame.plot.width, FIT_LEFT, FIT_RIGHT)
    for row, one in shown.drawn.items():
        bounds = events.span_of(row)
        assert one.mark.x == pytest.approx(viewport.to_x(bounds.start) + shown.frame.plot.x, abs=1.0)
        assert one.mark.right == pytest.approx(viewport.to_x(bounds.end) + shown.frame.plot.x, abs=1.0)


def test_lane_names_stand_in_the_gutter() -> None:
    shown = chart(store(event("2000", "x", "Alpha"), event("2001", "y", "Beta")))
    assert texts(shown, "lane names") == ["Alpha", "Beta"]


def test_rows_are_roomy_where_there_is_height_and_tight_where_not() -> None:
    events = store(*(event(f"2025-10-{day:02}", f"event {day}") for day in range(1, 9)))
    assert chart(events, height=900.0).stack.pitch == DENSITIES[0][0]
    tight = chart(events, height=150.0)
    assert tight.stack.pitch == DENSITIES[-1][0]


def test_what_scrolls_out_of_sight_is_counted_and_can_be_scrolled_to() -> None:
    events = store(*(event(f"2025-10-{day:02}", f"an event of day {day}") for day in range(1, 21)))
    shown = chart(events, height=160.0)
    assert shown.counts.scrolled_away > 0
    assert shown.stack.scrolled(1e9, shown.frame.plot.height) == shown.stack.height - shown.frame.plot.height


@pytest.mark.parametrize("height", range(160, 260, 7))
def test_an_event_that_the_edge_cuts_is_not_counted_as_seen(height: int) -> None:
    events = store(*(event(f"2025-10-{day:02}", f"an event of day {day}") for day in range(1, 21)))
    shown = chart(events, height=float(height))
    seen = [one for one in shown.drawn.values() if one.box.bottom <= shown.frame.plot.bottom]
    assert shown.counts.scrolled_away == 20 - len(seen)


def test_events_without_a_line_stand_in_the_strip() -> None:
    crowd = store(*(event(f"2025-10-{1 + index % 28:02}", f"e{index}") for index in range(MOST_PACKED + 200)))
    shown = chart(crowd, 900.0, 900.0)
    scene = Scene(1.0, 1.0, "#FFFFFF", shown.groups)
    strips = [item for path, item in scene.primitives() if path == "strips" and isinstance(item, Columns)]
    assert strips
    assert shown.counts.folded >= 200


def test_an_empty_store_makes_an_empty_chart() -> None:
    nowhere = Viewport.showing(Span(Instant(0), Instant(DAY)), 700.0)
    shown = chart(store(), viewport=nowhere)
    assert shown.drawn == {}
    assert shown.counts.in_view == 0


def test_the_lanes_of_a_large_store_share_the_height_and_all_their_strips_are_in_sight() -> None:
    crowd = store(
        *(
            event(f"{1900 + index % 120}-06", f"e{index}", f"lane {index % 6}")
            for index in range(MOST_PACKED + 60)
        )
    )
    shown = chart(crowd, 900.0, 700.0)
    assert shown.stack.height <= shown.frame.plot.height
    assert shown.counts.scrolled_away == 0
    assert shown.counts.in_view == shown.counts.labelled + shown.counts.folded == len(crowd)


def test_a_strip_out_of_sight_counts_as_above_or_below() -> None:
    crowd = store(
        *(
            event(f"{1900 + index % 120}-06", f"e{index}", f"lane {index % 6}")
            for index in range(MOST_PACKED + 60)
        )
    )
    assert chart(crowd, 900.0, 160.0).counts.scrolled_away > 0
