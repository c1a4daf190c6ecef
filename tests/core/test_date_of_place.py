"""The date of a place: it holds the instant, is wide enough to be pointed at, and no coarser than needed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.civil import instant_of
from timeline_app.core.date import Date
from timeline_app.core.date_of_place import LEAST_PIXELS, date_of_place, dates_holding
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.instant import DAY, HOUR, MINUTE, SECOND, Instant

YEAR = 365.25 * DAY
NOON = Instant(instant_of(2018, 3, 14) + 12 * HOUR + 30 * MINUTE + 5 * SECOND + 250_000)
SECONDS = 2 * 10**12 * int(YEAR)
"""Microseconds from 1970 in which all years lie that a date may name, and more."""

INSTANTS = st.one_of(
    st.integers(instant_of(-12_000), instant_of(12_000)), st.integers(-SECONDS, SECONDS)
).map(Instant)
SCALES = st.floats(0.0, 24.0).map(lambda power: 10.0**power)


def width(date: Date) -> int:
    first, after = date.bounds.earliest_start, date.bounds.latest_end
    assert isinstance(first, int)
    assert isinstance(after, int)
    return after - first


@given(INSTANTS, SCALES)
def test_takes_the_finest_date_that_is_wide_enough(instant: Instant, scale: float) -> None:
    date = date_of_place(instant, scale)
    dates = list(dates_holding(instant))
    if date is None:
        assert not dates
        return
    assert date.bounds.earliest_start <= instant < date.bounds.latest_end
    finer = dates[: dates.index(date)]
    assert all(width(one) < LEAST_PIXELS * scale for one in finer)
    assert width(date) >= LEAST_PIXELS * scale or date == dates[-1]


@given(INSTANTS)
def test_each_unit_holds_the_finer_ones_and_the_instant(instant: Instant) -> None:
    dates = list(dates_holding(instant))
    for date in dates:
        assert parse_edtf(date.text) == date
        assert date.bounds.earliest_start <= instant < date.bounds.latest_end
    assert [width(date) for date in dates] == sorted(width(date) for date in dates)


@pytest.mark.parametrize(
    ("instant", "scale", "edtf"),
    [
        (NOON, 10.0, "2018-03-14T12:30:05.250"),
        (NOON, SECOND / 11, "2018-03-14T12:30:05"),
        (NOON, MINUTE / 11, "2018-03-14T12:30"),
        (NOON, HOUR / 11, "2018-03-14"),  # An hour is 11 pixels wide, but EDTF has no hour.
        (NOON, DAY / 10, "2018-03-14"),
        (NOON, DAY / 9, "2018-03"),
        (NOON, DAY / 3, "2018-03"),
        (NOON, YEAR / 90, "2018"),
        (NOON, YEAR / 5, "201X"),
        (NOON, YEAR / 0.5, "20XX"),
        (NOON, YEAR / 0.05, "2XXX"),
        (NOON, YEAR / 0.005, "XXXX"),
        (NOON, YEAR / 0.0005, "[0000..Y99999]"),
        (instant_of(-43, 3, 15), YEAR / 500, "-0043-03"),
        (instant_of(-43, 3, 15), YEAR / 5, "-004X"),
        (instant_of(-43, 3, 15), YEAR / 2e-6, "[Y-9999999..-0001]"),
        (instant_of(12_345, 6), DAY, "Y12345"),
        (instant_of(12_345, 6), YEAR / 5, "Y12340S4"),
        (instant_of(-66_043_000), YEAR / 0.0005, "Y-66000000S3"),
        (instant_of(-66_043_000), YEAR / 0.00002, "Y-66E6S2"),
        (instant_of(-13_810_000_000), YEAR / 2e-7, "Y-138E8S3"),
    ],
)
def test_says_what_the_pixels_can_tell(instant: Instant, scale: float, edtf: str) -> None:
    date = date_of_place(instant, scale)
    assert date is not None
    assert date.text == edtf


def test_where_nothing_is_wide_enough_the_coarsest_is_taken() -> None:
    date = date_of_place(NOON, 1e30)
    assert date is not None
    assert date.text == "[0000..Y999999999999]"


def test_what_no_date_can_name_has_none() -> None:
    assert date_of_place(instant_of(10**13), 1.0) is None
