"""Lines of large stores: zooming in reveals and hides nothing, panning moves nothing."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scenery import event

from timeline_app.core.columns import Flag
from timeline_app.core.event import Category
from timeline_app.core.language import ENGLISH
from timeline_app.core.store import EventStore
from timeline_app.core.text import Text
from timeline_app.scene.arrangement import Arrangement, Side
from timeline_app.scene.arranger import Arranger
from timeline_app.scene.chart import ChartComposer
from timeline_app.scene.display import Box
from timeline_app.scene.frame import FIT_LEFT, FIT_RIGHT
from timeline_app.scene.labels import Labeller
from timeline_app.scene.lanes import lines_within
from timeline_app.scene.measure import FixedMeasurer
from timeline_app.scene.slots import Slots
from timeline_app.scene.style import LIGHT
from timeline_app.scene.viewport import Viewport

WIDTH = 900.0
STORES = ("regular", "bursts", "spans")
HEIGHTS = st.sampled_from([90.0, 260.0, 420.0, 3000.0])
SIZE = 1_200
ROWS = st.integers(0, SIZE - 1)
AT = st.floats(250, 650)
STEPS = st.lists(st.tuples(AT, st.floats(1.0, 12.0), st.floats(-250, 250)), min_size=1, max_size=8)


@cache
def large(kind: str) -> EventStore:
    """Return a store of more events than are packed: spread evenly, in bursts, or long ones among them."""
    choose = np.random.default_rng(STORES.index(kind))
    bursts = choose.integers(1900, 2025, 12)
    events = []
    for index in range(SIZE):
        year = 1900 + index % 125 if kind == "regular" else int(choose.choice(bursts))
        date = f"{year}-{choose.integers(1, 13):02}-{choose.integers(1, 29):02}"
        if kind == "spans" and index % 3 == 0:
            ends = f"{date}/{year + choose.integers(1, 40)}", f"../{date}", f"{date}/.."
            date = ends[0] if index % 90 else str(choose.choice(ends[1:]))
        lane = "abbccccccc"[index % 10] if index > 6 else "d"
        events.append(
            event(date, f"e{index}", lane, importance=float(choose.choice([0.5, 0.5, choose.random()])))
        )
    return EventStore.of(events, [Category(lane, Text.plain(lane)) for lane in "abcd"])


def whole(store: EventStore) -> Viewport:
    assert store.span is not None
    return Viewport.fitting(store.span, WIDTH, FIT_LEFT, FIT_RIGHT)


def near(store: EventStore, row: int, zoom: float = 1.0) -> Viewport:
    """Return a view in whose middle an event begins."""
    return whole(store).zoom_about(0.0, zoom).holding(store.span_of(row).start, WIDTH / 2)


def arranged(store: EventStore, viewport: Viewport, height: float) -> Arrangement:
    return Arranger(Labeller(ENGLISH, FixedMeasurer())).arrange(store, viewport, height)


def spots(arrangement: Arrangement) -> dict[int, tuple[int, int, Side]]:
    """Return lane, line and side of every placed row."""
    return {
        one.row: (lane.category_code, number, one.side)
        for lane in arrangement.lanes
        for number, line in enumerate(lane.lines)
        for one in line
    }


def lines_by_hand(store: EventStore, viewport: Viewport, height: float) -> dict[int, tuple[int, int]]:
    """Return lane and line of the rows in view that are to be shown, told one by one."""
    prominence, held, slots = store.prominence, store.columns, Slots.touching(store, viewport)
    assert prominence is not None
    caps = lines_within(height, tuple(prominence.base_lines.tolist()))
    codes = held.category_code.tolist()
    starts = held.earliest_start.tolist()
    first, last, reach = min(starts), int(held.latest_end.max()), 8 << slots.bits
    begins = [first if held.flags[row] & Flag.START_OPEN else starts[row] for row in range(len(store))]
    shown = {}
    for row in store.rows_in(viewport.span).tolist():
        end = last if held.flags[row] & Flag.END_OPEN else int(held.latest_end[row])
        around = sum(
            codes[other] == codes[row] and begins[row] - reach <= begins[other] <= end + reach
            for other in range(len(store))
        )
        is_quiet = around - 1 <= 24 and 32 << slots.bits <= last - first
        if prominence.level[row] >= slots.bits and (prominence.line[row] < caps[codes[row]] or is_quiet):
            shown[row] = (codes[row], int(prominence.line[row]))
            assert prominence.line[row] < prominence.base_lines[codes[row]] or is_quiet
    return shown


@pytest.mark.parametrize("kind", STORES)
@settings(max_examples=25)
@given(ROWS, STEPS, HEIGHTS)
def test_what_is_shown_stays_while_zooming_in(
    kind: str, row: int, steps: list[tuple[float, float, float]], height: float
) -> None:
    store = large(kind)
    viewport, shown = near(store, row), set[int]()
    for at, factor, by in steps:
        viewport = viewport.zoom_about(at, factor).pan(by)
        placed = set(arranged(store, viewport, height).placed.tolist())
        assert shown & set(store.rows_in(viewport.span).tolist()) <= placed
        shown |= placed


@pytest.mark.parametrize("kind", STORES)
@settings(max_examples=25)
@given(ROWS, st.floats(1.0, 500.0), st.lists(st.floats(-700, 700), min_size=1, max_size=5), HEIGHTS)
def test_panning_moves_no_event_to_another_line_or_side(
    kind: str, row: int, zoom: float, ways: list[float], height: float
) -> None:
    store = large(kind)
    viewports = [near(store, row, zoom)]
    for way in ways:
        viewports.append(viewports[-1].pan(way))
    known = dict[int, tuple[int, int, Side]]()
    for before, after in pairwise(viewports):
        here, there = (spots(arranged(store, viewport, height)) for viewport in (before, after))
        known |= here
        assert all(there[row] == known[row] for row in there.keys() & known.keys())
        assert set(store.rows_in(after.span).tolist()) & here.keys() <= there.keys()


@pytest.mark.parametrize("kind", STORES)
@settings(max_examples=25)
@given(ROWS, st.floats(1.0, 3000.0), HEIGHTS)
def test_lines_above_what_crowds_may_fill_are_for_quiet_places(
    kind: str, row: int, zoom: float, height: float
) -> None:
    store, viewport = large(kind), near(large(kind), row, zoom)
    arrangement = arranged(store, viewport, height)
    in_view = set(store.rows_in(viewport.span).tolist())
    found = {row: spot[:2] for row, spot in spots(arrangement).items() if row in in_view}
    assert found == lines_by_hand(store, viewport, height)
    assert arrangement.placed.tolist() == sorted(spots(arrangement))


@pytest.mark.parametrize("kind", STORES)
@settings(max_examples=15, deadline=None)
@given(ROWS, STEPS, HEIGHTS)
def test_what_stands_on_a_line_has_a_label_where_there_is_room_beside_it(
    kind: str, row: int, steps: list[tuple[float, float, float]], height: float
) -> None:
    store, composer = large(kind), ChartComposer(ENGLISH, FixedMeasurer())
    frame = composer.frame(store, Box(0.0, 0.0, WIDTH, height))
    viewport = near(store, row).resized(frame.plot.width)
    for at, factor, by in steps:
        viewport = viewport.zoom_about(at, factor).pan(by)
        chart = composer.compose(store, viewport, frame, LIGHT)
        if chart.stack.height <= frame.plot.height:
            in_view = set(store.rows_in(viewport.span).tolist())
            assert in_view & set(chart.arrangement.placed.tolist()) == chart.drawn.keys()
        for one in chart.drawn.values():
            if frame.plot.x <= one.mark.x and one.mark.right + 60 <= frame.plot.right:
                assert one.label is not None


def test_a_view_of_everything_has_no_more_lines_than_lanes_always_have() -> None:
    for kind in STORES:
        store = large(kind)
        assert store.prominence is not None
        lanes = arranged(store, whole(store), 3000.0).lanes
        lines = store.prominence.base_lines.tolist()
        assert [len(lane.lines) for lane in lanes] == [lines[lane.category_code] for lane in lanes]
