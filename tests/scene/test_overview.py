from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenery import event, store

from timeline_app.core.civil import instant_of
from timeline_app.core.instant import DAY, MILLISECOND, Instant, Span
from timeline_app.core.store import EMPTY_STORE
from timeline_app.scene.display import Box, Rects, Shape
from timeline_app.scene.overview import LEAST_FRAME, frame_box, overview_marks, overview_scene, window_xs
from timeline_app.scene.overview_density import (
    COLUMN,
    begun_in_columns,
    column_count,
    edge_keys,
    match_line,
)
from timeline_app.scene.style import LIGHT
from timeline_app.scene.viewport import Viewport

STRIP = Box(100, 10, 800, 56)
WHOLE = Viewport.showing(Span(instant_of(2018), instant_of(2026)), 1000)
RED, BLUE = "#AA0000", "#0000AA"


def view(start, end):
    return Viewport.showing(Span(start, end), 1000)


def boxes(group, colour):
    return [
        box for item in group.items if isinstance(item, Rects) and item.colour == colour for box in item.boxes
    ]


def test_marks_stand_in_the_middle_of_their_bounds_in_a_row_for_each_category():
    events = store(event("2019", lane="a"), event("2022-07", lane="b"), event("2024", lane="a"))
    marks = overview_marks(events, WHOLE, STRIP, (RED, BLUE))
    reds, blues = boxes(marks, RED), boxes(marks, BLUE)
    assert [round(box.x + box.width / 2) for box in reds] == pytest.approx([250, 750], abs=1)
    assert [round(box.x + box.width / 2) for box in blues] == pytest.approx([554], abs=1)
    assert {box.height for box in (*reds, *blues)} == {5.0}
    assert {box.width for box in (*reds, *blues)} == {5.0}
    assert reds[0].y == reds[1].y
    assert reds[0].bottom < blues[0].y
    assert marks.clip == STRIP


def test_a_thin_line_says_how_far_the_bounds_reach():
    marks = overview_marks(store(event("2019"), event("2024/..")), WHOLE, STRIP, (RED,))
    lines = boxes(marks, "#66AA0000")
    ends = [(200, 300), (700, 900)]
    assert [(box.x, box.right) for box in lines] == [pytest.approx(end, abs=2) for end in ends]
    assert {box.height for box in lines} == {1.0}


def test_dense_marks_are_merged():
    days = [
        f"20{year:02}-{month:02}-{day:02}"
        for year in range(18, 26)
        for month in range(1, 13)
        for day in range(1, 29, 3)
    ]
    marks = overview_marks(store(*(event(day) for day in days)), WHOLE, STRIP, (RED,))
    assert len(boxes(marks, RED)) == 1
    assert len(marks.items) == 2


@given(st.lists(st.integers(0, 2920), min_size=1, max_size=60), st.floats(20, 2000))
def test_every_event_is_under_a_mark_and_every_mark_over_an_event(days, width):
    strip = Box(0, 0, width, 56)
    dates = [np.datetime64("2018-01-01") + np.timedelta64(day, "D") for day in days]
    marks = overview_marks(
        store(*(event(str(date), f"{n}") for n, date in enumerate(dates))), WHOLE, strip, (RED,)
    )
    middles = [WHOLE.resized(width).to_x(Instant(instant_of(2018) + day * DAY + DAY // 2)) for day in days]
    squares = boxes(marks, RED)
    for x in middles:
        assert any(box.x - 0.51 <= x <= box.right + 0.51 for box in squares)
    for box in squares:
        assert any(box.x - 0.51 <= x <= box.right + 0.51 for x in middles)
        assert strip.x <= box.x
        assert box.right <= strip.right + 0.51
    for one, other in pairwise(squares):
        assert one.right < other.x


@pytest.mark.parametrize("count", [1, 4, 9, 30, 200])
def test_however_many_categories_all_rows_are_inside(count):
    events = store(*(event("2020", f"{n}", lane=f"{n}") for n in range(count)))
    colours = tuple(f"#{n:06X}" for n in range(count))
    marks = overview_marks(events, WHOLE, STRIP, colours)
    assert len(marks.items) == 2 * count
    for item in marks.items:
        for box in item.boxes:
            assert STRIP.y <= box.y <= box.bottom <= STRIP.bottom
    tops = [boxes(marks, colour)[0].y for colour in colours]
    assert tops == sorted(tops)


def many(days, lanes=1):
    """Return a store of one event for each day after 1 January 2018, in turn in some lanes."""
    dates = [str(np.datetime64("2018-01-01") + np.timedelta64(day, "D")) for day in days]
    return store(*(event(date, f"{n}", lane=f"{n % lanes}") for n, date in enumerate(dates)))


def under(items, x):
    """Return the colours of the rectangles over an x."""
    rects = [item for item in items if isinstance(item, Rects)]
    return {rect.colour for rect in rects for box in rect.boxes if box.x <= x < box.right}


def test_many_events_are_shades_of_how_many_begin_in_a_column():
    crowd = many([100] * 1200 + [1500] * 30 + [2500])
    marks = overview_marks(crowd, WHOLE, STRIP, (RED,))
    shades = [item for item in marks.items if item.colour != "#66AA0000"]
    xs = {
        day: window_xs(view(*[Instant(instant_of(2018) + day * DAY)] * 2), WHOLE, STRIP)[0]
        for day in (100, 800, 1500, 2500)
    }
    assert under(shades, xs[100]) == {"#FFAA0000"}
    assert under(shades, xs[800]) == set()
    assert under(shades, xs[1500]) == {"#80AA0000"}
    assert under(shades, xs[2500]) == {"#4DAA0000"}


@given(st.lists(st.integers(-400, 3300), min_size=1, max_size=40), st.floats(20, 900))
def test_every_event_is_counted_in_one_column_wherever_it_is(days, width):
    events = many(days, lanes=3)
    edges = edge_keys(WHOLE.resized(width), events.unit)
    assert (edges[1:] >= edges[:-1]).all()
    counts = sum(begun_in_columns(events, code, edges) for code in events.index.filled)
    assert counts.sum() == len(days)
    assert len(counts) == column_count(width)


def test_what_is_drawn_follows_the_pixels_and_not_the_events():
    drawn = []
    for size in (2_000, 40_000):
        marks = overview_marks(many(np.arange(size) * 7919 % 2900, lanes=2), WHOLE, STRIP, (RED, BLUE))
        drawn.append(sum(len(item.boxes) for item in marks.items))
    assert max(drawn) <= 4 * STRIP.width / COLUMN


def test_matches_are_a_line_from_the_foot_as_high_as_their_number():
    found = store(*(["2019-06-15"] * 9), "2024-06-15")
    group = match_line(found, WHOLE, STRIP, BLUE)
    bars, caps = group.items
    assert (bars.colour, caps.colour) == ("#80" + BLUE[1:], BLUE)
    tall, short = bars.boxes
    assert [round(box.x) for box in bars.boxes] == pytest.approx([245, 745], abs=3)
    assert tall.height == STRIP.height
    assert STRIP.height * 0.3 < short.height < STRIP.height * 0.6
    assert {box.bottom for box in bars.boxes} == {STRIP.bottom}
    assert [(cap.x, cap.y) for cap in caps.boxes] == [(bar.x, bar.y) for bar in bars.boxes]


def test_many_matches_are_counted_as_few_are():
    days = list(range(0, 2900, 2))
    few, lot = match_line(many(days[:900]), WHOLE, STRIP, BLUE), match_line(many(days), WHOLE, STRIP, BLUE)
    columns = {round(box.x) for box in lot.items[0].boxes}
    assert {round(box.x) for box in few.items[0].boxes} <= columns
    assert len(columns) <= column_count(STRIP.width)


def test_no_match_is_no_line():
    assert match_line(EMPTY_STORE, WHOLE, STRIP, BLUE).items == ()


def test_an_empty_store_has_no_marks():
    assert overview_marks(EMPTY_STORE, WHOLE, STRIP, ()).items == ()


def test_the_frame_is_to_scale():
    frame = frame_box(view(instant_of(2020), instant_of(2024)), WHOLE, STRIP)
    assert (frame.x, frame.right) == pytest.approx((300, 700), abs=0.2)
    assert (frame.y, frame.height) == (STRIP.y, STRIP.height)
    assert frame_box(WHOLE, WHOLE, STRIP) == STRIP


@pytest.mark.parametrize(
    ("start", "x"),
    [
        (instant_of(2022), 500.0),
        (instant_of(2018), 100 + LEAST_FRAME / 2),
        (instant_of(1950), 100 + LEAST_FRAME / 2),
        (instant_of(2100), 900 - LEAST_FRAME / 2),
        (instant_of(-13_800_000_000), 100 + LEAST_FRAME / 2),
    ],
)
def test_a_short_or_far_window_keeps_a_frame_to_grip(start, x):
    frame = frame_box(view(start, Instant(start + MILLISECOND)), WHOLE, STRIP)
    assert frame.width == pytest.approx(LEAST_FRAME)
    assert frame.x + frame.width / 2 == pytest.approx(x, abs=0.2)


def test_window_xs_are_not_bounded():
    start, end = window_xs(view(instant_of(2014), instant_of(2030)), WHOLE, STRIP)
    assert (start, end) == pytest.approx((-300, 1300), abs=0.3)


def test_the_scene_has_marks_between_the_ground_and_the_frame():
    marks = overview_marks(store("2019"), WHOLE, STRIP, (RED,))
    scene = overview_scene(
        (marks,), view(instant_of(2020), instant_of(2024)), WHOLE, STRIP, (1000, 76), LIGHT
    )
    assert (scene.width, scene.height, scene.background) == (1000, 76, LIGHT.panel)
    assert [group.name for group in scene.groups] == ["outside", "marks", "window"]
    outside = boxes(scene.groups[0], LIGHT.band)
    assert [(box.x, box.right) for box in outside] == [
        pytest.approx((100, 300), abs=0.2),
        pytest.approx((700, 900), abs=0.2),
    ]
    frame, left, right = scene.groups[2].items
    assert isinstance(frame, Shape)
    assert (frame.stroke, frame.fill) == (LIGHT.accent, "")
    assert [shape.box.x + shape.box.width / 2 for shape in (left, right)] == [frame.box.x, frame.box.right]
    assert {left.fill, right.fill} == {LIGHT.accent}


def test_all_in_view_leaves_nothing_outside():
    scene = overview_scene(
        (overview_marks(EMPTY_STORE, WHOLE, STRIP, ()),), WHOLE, WHOLE, STRIP, (1000, 76), LIGHT
    )
    assert boxes(scene.groups[0], LIGHT.band) == []
