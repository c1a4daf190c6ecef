"""Density strips: counts against a brute-force model, and runs that cover exactly the counted columns."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.scene.display import Box, Rects
from timeline_app.scene.strip import COLUMN, column_counts, strip_rects

COLOUR = "#1F7A6D"
WIDTHS = st.floats(1.0, 300.0)
STRETCHES = st.lists(
    st.tuples(st.floats(-50.0, 350.0), st.floats(0.0, 400.0)).map(lambda pair: (pair[0], pair[0] + pair[1])),
    max_size=40,
)


def columns(stretches: list[tuple[float, float]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([start for start, _ in stretches]), np.array([end for _, end in stretches])


def counted_by_hand(stretches: list[tuple[float, float]], width: float) -> list[int]:
    """Ask each column in turn which stretches cover it; what is outside counts at the nearest edge."""
    counts = []
    number = max(int(np.ceil(width / COLUMN)), 1)
    for column in range(number):
        left, right = column * COLUMN, (column + 1) * COLUMN
        count = 0
        for start, end in stretches:
            covers = start < right and end > left
            holds_start = left <= start < right
            before_all, after_all = column == 0 and end <= 0, column == number - 1 and start >= right
            count += covers or holds_start or before_all or after_all
        counts.append(count)
    return counts


@given(STRETCHES, WIDTHS)
def test_a_column_counts_the_events_that_cover_it(stretches: list[tuple[float, float]], width: float) -> None:
    counts = column_counts(*columns(stretches), width)
    assert counts.tolist() == counted_by_hand(stretches, width)


@given(STRETCHES, WIDTHS, st.floats(0.0, 200.0))
def test_rectangles_cover_exactly_the_counted_columns(
    stretches: list[tuple[float, float]], width: float, x: float
) -> None:
    starts, ends = columns(stretches)
    area = Box(x, 10.0, width, 9.0)
    counts = column_counts(starts, ends, width)
    covered = np.zeros(len(counts), np.int64)
    for item in strip_rects(starts + x, ends + x, area, COLOUR):
        assert isinstance(item, Rects)
        for box in item.boxes:
            assert (box.y, box.height) == (area.y, area.height)
            first, last = round((box.x - x) / COLUMN), round((box.right - x) / COLUMN)
            covered[first:last] += 1
    recounted = column_counts((starts + x) - x, (ends + x) - x, width)
    assert covered.tolist() == (recounted > 0).tolist()


@given(st.lists(st.integers(0, 40), min_size=2, max_size=2), st.integers(0, 30))
def test_more_events_are_never_lighter(numbers: list[int], column: int) -> None:
    def alpha(number: int) -> int:
        starts = np.full(number, column * COLUMN)
        rects = strip_rects(starts, starts + 1.0, Box(0.0, 0.0, 80.0, 9.0), COLOUR)
        return int(rects[0].colour[1:3], 16) if rects else 0

    fewer, more = sorted(numbers)
    assert alpha(fewer) <= alpha(more)
    assert (alpha(fewer) == 0) == (fewer == 0)


def test_the_work_follows_the_pixels_not_the_events() -> None:
    random = np.random.default_rng(1)
    starts = random.uniform(0.0, 400.0, 200_000)
    rects = strip_rects(starts, starts + random.uniform(0.0, 9.0, 200_000), Box(0, 0, 400, 9), COLOUR)
    assert sum(len(item.boxes) for item in rects) <= 400 / COLUMN


def test_a_strip_without_events_draws_nothing() -> None:
    none = np.zeros(0)
    assert strip_rects(none, none, Box(0.0, 0.0, 100.0, 9.0), COLOUR) == ()
