"""Labels at the edges of the plot and between neighbours."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.scene.arrangement import LABEL_GAP, LEAST_LABEL, Side
from timeline_app.scene.labels import Label
from timeline_app.scene.placing import LineMark, place_line

LABEL = Label("title", "date", 100.0, 80.0, 95.0, 100.0)


def mark(start: float, end: float, side: Side = Side.RIGHT, row: int = 0) -> LineMark:
    return LineMark(row, start, end, side, LABEL)


@pytest.mark.parametrize(
    ("one", "side"),
    [
        (mark(300, 312), Side.RIGHT),
        (mark(300, 312, Side.LEFT), Side.LEFT),
        (mark(950, 962), Side.LEFT),
        (mark(20, 32, Side.LEFT), Side.RIGHT),
        (mark(-50, 900, Side.RIGHT), Side.ABOVE),
        (mark(-50, 2000, Side.LEFT), Side.ABOVE),
    ],
    ids=["right", "left", "right edge", "left edge", "long bar", "bar through the view"],
)
def test_a_label_goes_where_it_fits_whole(one: LineMark, side: Side) -> None:
    (spot,) = place_line([one], 0.0, 1000.0)
    assert spot.side is side
    assert spot.room == (LABEL.line_width if side is Side.ABOVE else LABEL.width)


def test_a_left_label_ends_at_its_mark() -> None:
    (spot,) = place_line([mark(300, 312, Side.LEFT)], 0.0, 1000.0)
    assert spot.x + spot.room == 300 - LABEL_GAP


@pytest.mark.parametrize("side", [Side.RIGHT, Side.LEFT])
def test_a_label_that_fits_nowhere_is_shortened_on_the_better_side(side: Side) -> None:
    (spot,) = place_line([mark(90, 100, side)], 0.0, 200.0)
    assert spot.side is Side.RIGHT
    assert LEAST_LABEL <= spot.room < LABEL.width


def test_a_label_leaves_room_for_one_to_the_left_of_the_next_mark() -> None:
    first, second = place_line([mark(100, 110), mark(310, 322, Side.LEFT)], 0.0, 1000.0)
    assert LEAST_LABEL <= first.room < LABEL.width
    assert (second.side, second.room) == (Side.LEFT, LABEL.width)


def test_a_label_with_hardly_any_room_is_left_out() -> None:
    (spot,) = place_line([mark(30, 50)], 0.0, 90.0)
    assert spot.side is Side.NONE


def test_a_label_above_slides_with_the_left_edge_of_the_view() -> None:
    (spot,) = place_line([mark(-500, 600, Side.ABOVE)], 0.0, 1000.0)
    assert spot.x == pytest.approx(4.0)


@given(
    st.lists(st.tuples(st.floats(-200, 1200), st.floats(1, 300), st.sampled_from(list(Side))), max_size=12)
)
def test_labels_beside_marks_never_meet_each_other_or_the_edge(raw: list[tuple[float, float, Side]]) -> None:
    marks = sorted(
        (mark(start, start + width, side) for start, width, side in raw), key=lambda one: one.start
    )
    spots = [spot for spot in place_line(marks, 0.0, 1000.0) if spot.side in (Side.LEFT, Side.RIGHT)]
    for spot in spots:
        assert spot.x >= 0
        assert spot.x + spot.room <= 1000.0
    taken = sorted((spot.x, spot.x + spot.room) for spot in spots)
    assert all(first[1] <= second[0] for first, second in pairwise(taken))
