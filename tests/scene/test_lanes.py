"""Lanes on top of each other: no gaps, room for every line, roomy where there is height."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.scene.arrangement import Arrangement, LaneArrangement, Placement, Side
from timeline_app.scene.lanes import DENSITIES, STRIP_HEIGHT, LaneStack, stack_lanes

LINE_NUMBERS = st.lists(st.integers(0, 30), max_size=8)


def arrangement(line_numbers: list[int]) -> Arrangement:
    line = (Placement(0, Side.RIGHT),)
    lanes = tuple(LaneArrangement(code, (line,) * number) for code, number in enumerate(line_numbers))
    return Arrangement(lanes, np.zeros(0, np.int64))


@given(LINE_NUMBERS, st.sets(st.integers(0, 7)), st.floats(0.0, 3000.0))
def test_lanes_follow_each_other_and_hold_their_lines_and_strips(
    numbers: list[int], with_strip: set[int], visible: float
) -> None:
    stack = stack_lanes(arrangement(numbers), with_strip, visible)
    top = 0.0
    for lane, number in zip(stack.lanes, numbers, strict=True):
        assert lane.top == pytest.approx(top)
        lines = lane.first_line + number * stack.pitch
        strip = STRIP_HEIGHT if lane.category_code in with_strip else 0.0
        assert lines + strip <= lane.height + 1e-9
        assert lane.height >= stack.pitch
        top = lane.top + lane.height
    assert stack.height == pytest.approx(top)


@given(LINE_NUMBERS, st.floats(0.0, 3000.0))
def test_the_roomiest_density_that_fits_is_taken(numbers: list[int], visible: float) -> None:
    stack = stack_lanes(arrangement(numbers), (), visible)
    heights = [sum(2 * pad + max(number, 1) * pitch for number in numbers) for pitch, pad in DENSITIES]
    fitting = [pitch for (pitch, _), height in zip(DENSITIES, heights, strict=True) if height <= visible]
    assert stack.pitch == (fitting[0] if fitting else DENSITIES[-1][0])
    assert stack.height <= max(visible, heights[-1]) + 1e-6


@given(LINE_NUMBERS, st.floats(0.0, 3000.0))
def test_what_is_left_over_is_shared_evenly(numbers: list[int], visible: float) -> None:
    stack = stack_lanes(arrangement(numbers), (), visible)
    added = {
        round(lane.height - 2 * lane.first_line - max(number, 1) * stack.pitch, 6)
        for lane, number in zip(stack.lanes, numbers, strict=True)
    }
    assert added <= {0.0}


@given(st.floats(0, 2000), st.floats(0, 2000), st.floats(-5000, 5000))
def test_scrolling_stays_between_the_first_lane_and_the_last(
    height: float, visible: float, wanted: float
) -> None:
    scroll = LaneStack((), 44.0, height).scrolled(wanted, visible)
    assert 0.0 <= scroll <= max(height - visible, 0.0)
    if 0.0 <= wanted <= height - visible:
        assert scroll == wanted
