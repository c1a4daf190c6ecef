"""Density strips and beads: bars over exactly the counted columns, numbers only where they have room."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenery import chart, event, store

from timeline_app.core.instant import Instant, Span
from timeline_app.core.language import LANGUAGES
from timeline_app.scene.beads import Bead, Beads
from timeline_app.scene.chart import Chart
from timeline_app.scene.clusters import Cluster
from timeline_app.scene.crowd import COLUMN
from timeline_app.scene.display import Box, Columns, Dash, Shape, Stamp, TextRun
from timeline_app.scene.measure import FixedMeasurer
from timeline_app.scene.strip import density_bars, density_rects

COLOUR = "#1F7A6D"
AREA = Box(30.0, 10.0, 400.0, 16.0)
COUNTS = st.lists(st.integers(0, 10**7), min_size=1, max_size=200).map(
    lambda counts: np.array(counts, np.int64)
)


def boxes_of(*counts: np.ndarray) -> list[list[Box]]:
    """Return the bars of some strips, one under the other."""
    areas = [Box(AREA.x, AREA.y + 50.0 * number, AREA.width, AREA.height) for number in range(len(counts))]
    found = density_bars(np.stack(counts), max(*map(max, counts), 1), areas)
    assert len(found) == len(counts)
    return [[Box(*row) for row in bars.tolist()] for bars in found]


@given(COUNTS)
def test_bars_stand_on_exactly_the_columns_that_count_something(counts: np.ndarray) -> None:
    covered = np.zeros(len(counts), np.int64)
    for box in boxes_of(counts)[0]:
        assert box.bottom == AREA.bottom
        assert 0 < box.height <= AREA.height
        first, last = round((box.x - AREA.x) / COLUMN), round((box.right - AREA.x) / COLUMN)
        covered[first:last] += 1
    assert covered.tolist() == (counts > 0).astype(int).tolist()


@given(COUNTS)
def test_more_events_are_never_lower(counts: np.ndarray) -> None:
    heights = {}
    for box in boxes_of(counts)[0]:
        first, last = round((box.x - AREA.x) / COLUMN), round((box.right - AREA.x) / COLUMN)
        heights.update((int(number), box.height) for number in counts[first:last])
    ordered = [heights[number] for number in sorted(heights)]
    assert ordered == sorted(ordered)


@given(COUNTS)
def test_the_work_follows_the_pixels_not_the_events(counts: np.ndarray) -> None:
    assert len(boxes_of(counts)[0]) <= len(counts)


@given(st.lists(st.lists(st.integers(0, 9), min_size=6, max_size=6), min_size=2, max_size=4))
def test_strips_are_drawn_as_each_alone(rows: list[list[int]]) -> None:
    counts = [np.array(row, np.int64) for row in rows]
    counts[0][0] = 9
    together = boxes_of(*counts)
    for number, row in enumerate(counts):
        (alone,) = boxes_of(np.append(row, 9))
        moved = [Box(box.x, box.y - 50.0 * number, box.width, box.height) for box in together[number]]
        last = AREA.x + len(row) * COLUMN
        assert moved == [
            Box(box.x, box.y, min(box.right, last) - box.x, box.height) for box in alone if box.x < last
        ]


def test_a_column_that_counts_more_than_most_is_as_high_as_the_strip() -> None:
    (bars,) = density_bars(np.array([[5, 40]], np.int64), 5, [AREA])
    assert [Box(*row) for row in bars.tolist()] == [Box(AREA.x, AREA.y, 2 * COLUMN, AREA.height)]


def test_a_strip_without_events_draws_nothing() -> None:
    (empty,) = density_bars(np.zeros((1, 5), np.int64), 1, [AREA])
    assert density_rects(empty, COLOUR) == ()


def test_bars_let_the_ground_through() -> None:
    (bars,) = density_bars(np.ones((1, 5), np.int64), 1, [AREA])
    (drawn,) = density_rects(bars, COLOUR)
    assert isinstance(drawn, Columns)
    assert drawn.colour == "#8C1F7A6D"


def cluster(count: int = 12, doubtful: int = 0, unsupported: int = 0) -> Cluster:
    return Cluster(0, Span(Instant(0), Instant(1)), 0, count, count, doubtful, unsupported)


def bead(one: Cluster, code: str = "en") -> Bead:
    return Beads(LANGUAGES[code], FixedMeasurer()).bead(one, (COLOUR, "#FFFFFF"))


@pytest.mark.parametrize(
    ("count", "code", "text"), [(12, "en", "12"), (1234, "en", "1,234"), (1234, "de", "1.234")]
)
def test_a_bead_says_the_number(count: int, code: str, text: str) -> None:
    items = bead(cluster(count), code).look.items
    assert [item.text for item in items if isinstance(item, TextRun)] == [text]


@pytest.mark.parametrize("one", [cluster(), cluster(1_000_000), cluster(unsupported=3)])
def test_a_bead_is_as_wide_as_it_says_and_holds_its_number(one: Cluster) -> None:
    made = bead(one)
    outline, text, *dots = made.look.items
    assert isinstance(outline, Shape)
    assert isinstance(text, TextRun)
    assert (outline.box.x, outline.box.width) == (0.0, made.width)
    assert text.x > 0
    assert text.x + text.width < made.width
    assert all(isinstance(dot, Shape) and dot.box.x > 0 and dot.box.right < text.x for dot in dots)


def test_beads_stand_in_the_middle_of_their_clusters_where_they_have_room() -> None:
    crowded = crowded_chart()
    stamps = {round(stamp.x): stamp for stamp in beads_of(crowded)}
    assert len(stamps) > 2
    for box, one in crowded.clusters:
        made = bead(one)
        expected = round(box.x + (box.width - made.width) / 2)
        if one.count == 1 or made.width > box.width:
            assert expected not in stamps
        else:
            assert abs(stamps[expected].y - (box.y + box.height / 2)) <= 0.5


def test_doubtful_members_dash_the_bead_and_missing_excerpts_hang_a_dot() -> None:
    plain, doubtful, unsupported = (
        bead(one).look.items for one in (cluster(), cluster(doubtful=1), cluster(unsupported=1))
    )
    assert isinstance(plain[0], Shape)
    assert plain[0].dash is Dash.SOLID
    assert isinstance(doubtful[0], Shape)
    assert doubtful[0].dash is Dash.DASHED
    assert len(unsupported) == len(plain) + 1
    assert isinstance(unsupported[-1], Shape)


def test_a_bead_is_the_same_whatever_was_made_before() -> None:
    beads = Beads(LANGUAGES["en"], FixedMeasurer())
    members = [cluster(count, *some) for count in (12, 13) for some in ((0, 0), (1, 0), (0, 1), (1, 1))]
    for inks in ((COLOUR, "#FFFFFF"), (COLOUR, "#000000"), ("#AA0000", "#FFFFFF")):
        for one in members:
            assert beads.bead(one, inks) == Beads(LANGUAGES["en"], FixedMeasurer()).bead(one, inks)


def crowded_chart() -> Chart:
    """Return a chart of one lane: days as close as they come, and in between few."""
    days = [1 + number // 40 for number in range(1_000)] + [200 * number for number in range(2, 9)] * 2
    dates = (str(date(2000, 1, 1) + timedelta(day)) for day in days)
    return chart(
        store(*(event(one, f"event {number}") for number, one in enumerate(dates))),
        width=1500.0,
        height=200.0,
    )


def beads_of(chart: Chart) -> list[Stamp]:
    (group,) = (group for group in chart.groups if group.name == "clusters")
    return [item for item in group.items if isinstance(item, Stamp)]
