"""Moving the edges of a date: which may be moved, and that nothing but the moved side changes."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from timeline_app.core.civil import instant_of
from timeline_app.core.date import Date, Precision, SingleDate
from timeline_app.core.date_edges import IntervalEdge, edge_instant, movable_edges, moved
from timeline_app.core.date_of_place import LEAST_PIXELS
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.errors import DateError
from timeline_app.core.instant import DAY, Instant

START, END = IntervalEdge
NEAR = 1.0
"""Microseconds per pixel at which every unit is wide enough."""

SIDES = st.sampled_from(
    [
        "2018", "2018-03", "2018-03-31", "2019-12-31~", "2018-02-28T23:59", "2018-03-01T00:00:59",
        "2018-03-01T12:00:00.999", "2018%", "?2018-03-05", "2018-04~-06", "?-0043", "-0001-12", "0000?",
        "9999-12", "201X", "-004X", "20XX?", "2XXX", "Y12345", "Y12340S4~", "Y-123400S4", "Y-138E8S3~",
    ]
)  # fmt: skip
INTERVALS = st.one_of(
    st.builds("{}/{}".format, SIDES, st.one_of(SIDES, st.just(".."), st.just(""))),
    st.builds("{}/{}".format, st.sampled_from(["..", ""]), SIDES),
)
YEARS = st.integers(-15_000, 15_000).map(instant_of)


def read(text: str) -> Date:
    try:
        return parse_edtf(text)
    except DateError:
        assume(False)
        raise


def side_of(date: Date, edge: IntervalEdge) -> SingleDate:
    side = date.start if edge is START else date.end
    assert isinstance(side, SingleDate)
    return side


@given(INTERVALS, st.sampled_from(IntervalEdge), st.one_of(YEARS, st.integers(-(10**10), 10**10)))
def test_only_the_moved_side_changes_and_never_its_precision_or_doubts(
    text: str, edge: IntervalEdge, target: int
) -> None:
    date = read(text)
    assume(edge in movable_edges(date, NEAR))
    instant = Instant(target if abs(target) > 10**11 else edge_instant(date, edge) + target)
    new = moved(date, edge, instant)
    assert parse_edtf(new.text) == new
    before, after = side_of(date, edge), side_of(new, edge)
    assert after.precision is before.precision
    assert (after.year_qualifier, after.month_qualifier, after.day_qualifier) == (
        before.year_qualifier, before.month_qualifier, before.day_qualifier,
    )  # fmt: skip
    assert re.findall("[?~%]", after.text) == re.findall("[?~%]", before.text)
    assert edge in movable_edges(new, NEAR)
    if edge is START:
        assert new.end == date.end
    else:
        assert new.start == date.start


@given(INTERVALS, st.sampled_from(IntervalEdge))
def test_an_edge_that_is_not_moved_changes_nothing(text: str, edge: IntervalEdge) -> None:
    date = read(text)
    assume(edge in movable_edges(date, NEAR))
    assert moved(date, edge, edge_instant(date, edge)) == date


@given(INTERVALS, st.sampled_from(IntervalEdge), YEARS)
def test_the_edge_goes_as_near_as_its_unit_allows(text: str, edge: IntervalEdge, target: Instant) -> None:
    date = read(text)
    assume(edge in movable_edges(date, NEAR))
    assume(side_of(date, edge).precision <= Precision.MILLENNIUM)  # Around the year 0 has no other unit.
    new = moved(date, edge, target)
    other = date.end if edge is START else date.start
    assume(abs(target) < instant_of(9_000))
    gap = abs(edge_instant(new, edge) - target)
    is_stopped = isinstance(other, SingleDate) and (
        target >= other.span.start if edge is START else target <= other.span.end
    )
    assert is_stopped or gap <= max(side_of(new, edge).span.duration, side_of(date, edge).span.duration)


@pytest.mark.parametrize(
    ("text", "edges"),
    [
        ("2018-03/2019", (START, END)),
        ("2018-03~/2019?", (START, END)),
        ("2018/..", (START,)),
        ("2018/", (START,)),
        ("../2018", (END,)),
        ("/2018", (END,)),
        ("201X/20XX", (START, END)),
        ("2018-03-01T12:30/2018-03-02", (START, END)),
        # A date by itself has no edges of its own.
        ("2018", ()),
        ("2018-03~", ()),
        ("2025-10-28T14:30", ()),
        ("[2018..2020]", ()),
        ("{2018,2020}", ()),
        ("[..2018]", ()),
        # Sides whose unit is not what is written.
        ("2018-21/2019", (END,)),
        ("2018-33/2018-35", ()),
        ("2018-XX/2019", (END,)),
        ("2018/2019-XX-15", (START,)),
        ("156X-12-25/1600", (END,)),
        ("Y-17E7/Y-1E7", ()),
        ("Y-138E8S3/Y-46E8S2", (START, END)),
        ("2018-03-01T12:30Z/2018-03-02", (END,)),
        ("2018-03-01T12:30+01:00/..", ()),
        ("2018-03-01T12:30:05.25/2018-03-02", (END,)),
    ],
)
def test_only_edges_that_are_dates_of_their_own_can_be_moved(
    text: str, edges: tuple[IntervalEdge, ...]
) -> None:
    assert movable_edges(parse_edtf(text), NEAR) == edges


def test_the_unit_must_be_wide_enough_to_be_pointed_at() -> None:
    date = parse_edtf("2018-03-04/2019-02")
    assert movable_edges(date, DAY / LEAST_PIXELS) == (START, END)
    assert movable_edges(date, DAY / LEAST_PIXELS * 1.01) == (END,)
    assert movable_edges(date, 28 * DAY / LEAST_PIXELS * 1.01) == ()


@pytest.mark.parametrize(
    ("text", "edge", "instant", "result"),
    [
        ("2018-03/2019-05", START, instant_of(2018, 7, 4), "2018-07/2019-05"),
        ("2018-03/2019-05", START, instant_of(2018, 7, 28), "2018-08/2019-05"),
        ("2018-03/2019-05", END, instant_of(2019, 8, 4), "2018-03/2019-07"),
        ("2018-03/2019-05", END, instant_of(2019, 8, 28), "2018-03/2019-08"),
        ("2018-03/2019-05", START, instant_of(2030), "2019-05/2019-05"),
        ("2018-03/2019-05", END, instant_of(2001), "2018-03/2018-03"),
        ("2018-03~/2019", START, instant_of(2017, 1, 2), "2017-01~/2019"),
        ("?2018-04~-06/..", START, instant_of(-5, 1, 2), "?-0005-01~-02/.."),
        ("?-0043/0012", START, instant_of(7), "?0007/0012"),
        ("2018/", START, instant_of(2016, 2), "2016/"),
        ("201X/202X", END, instant_of(2041), "201X/203X"),
        ("Y-138E8S3/Y-46E8S2", END, instant_of(-4_090_000_000), "Y-138E8S3/Y-41E8S2"),
        ("9990-05/9999-11", END, instant_of(12_000), "9990-05/9999-11"),
    ],
)
def test_moves_by_the_unit_that_is_written(
    text: str, edge: IntervalEdge, instant: Instant, result: str
) -> None:
    assert moved(parse_edtf(text), edge, instant).text == result


def test_has_no_place_for_an_edge_that_is_no_date() -> None:
    with pytest.raises(ValueError, match="no movable end"):
        edge_instant(parse_edtf("2018/.."), END)
