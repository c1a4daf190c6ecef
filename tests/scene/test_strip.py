"""Density strips and beads: bars over exactly the counted columns, numbers only where they have room."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.instant import Instant, Span
from timeline_app.core.language import ENGLISH, LANGUAGES
from timeline_app.scene.clusters import Cluster
from timeline_app.scene.crowd import COLUMN
from timeline_app.scene.display import Box, Columns, Dash, Shape, TextRun
from timeline_app.scene.measure import FixedMeasurer
from timeline_app.scene.strip import bead_items, density_rects

COLOUR = "#1F7A6D"
AREA = Box(30.0, 10.0, 400.0, 16.0)
COUNTS = st.lists(st.integers(0, 10**7), min_size=1, max_size=200).map(
    lambda counts: np.array(counts, np.int64)
)


def boxes_of(counts: np.ndarray) -> list[Box]:
    items = density_rects(counts, max(int(counts.max()), 1), AREA, COLOUR)
    assert all(isinstance(item, Columns) for item in items)
    return [Box(*row) for item in items for row in item.boxes.tolist()]


@given(COUNTS)
def test_bars_stand_on_exactly_the_columns_that_count_something(counts: np.ndarray) -> None:
    covered = np.zeros(len(counts), np.int64)
    for box in boxes_of(counts):
        assert box.bottom == AREA.bottom
        assert 0 < box.height <= AREA.height
        first, last = round((box.x - AREA.x) / COLUMN), round((box.right - AREA.x) / COLUMN)
        covered[first:last] += 1
    assert covered.tolist() == (counts > 0).astype(int).tolist()


@given(COUNTS)
def test_more_events_are_never_lower(counts: np.ndarray) -> None:
    heights = {}
    for box in boxes_of(counts):
        first, last = round((box.x - AREA.x) / COLUMN), round((box.right - AREA.x) / COLUMN)
        heights.update((int(number), box.height) for number in counts[first:last])
    ordered = [heights[number] for number in sorted(heights)]
    assert ordered == sorted(ordered)


@given(COUNTS)
def test_the_work_follows_the_pixels_not_the_events(counts: np.ndarray) -> None:
    assert len(boxes_of(counts)) <= len(counts)


def test_a_strip_without_events_draws_nothing() -> None:
    assert density_rects(np.zeros(5, np.int64), 1, AREA, COLOUR) == ()


def cluster(count: int = 12, doubtful: int = 0, unsupported: int = 0) -> Cluster:
    return Cluster(0, Span(Instant(0), Instant(1)), 0, count, count, doubtful, unsupported)


def bead(one: Cluster, width: float = 200.0, code: str = "en") -> tuple:
    visible = Box(0.0, 0.0, width, 16.0)
    language = LANGUAGES[code] if code != "en" else ENGLISH
    return bead_items(one, visible, (COLOUR, "#FFFFFF"), language, FixedMeasurer())


@pytest.mark.parametrize(
    ("count", "code", "text"), [(12, "en", "12"), (1234, "en", "1,234"), (1234, "de", "1.234")]
)
def test_a_bead_says_the_number(count: int, code: str, text: str) -> None:
    assert [item.text for item in bead(cluster(count), code=code) if isinstance(item, TextRun)] == [text]


def test_a_bead_without_room_is_left_out() -> None:
    assert bead(cluster(1_000_000), width=20.0) == ()


def test_doubtful_members_dash_the_bead_and_missing_excerpts_hang_a_dot() -> None:
    plain, doubtful, unsupported = bead(cluster()), bead(cluster(doubtful=1)), bead(cluster(unsupported=1))
    assert plain[0].dash is Dash.SOLID
    assert doubtful[0].dash is Dash.DASHED
    assert len(unsupported) == len(plain) + 1
    assert isinstance(unsupported[-1], Shape)
