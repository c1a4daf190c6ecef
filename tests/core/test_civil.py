"""Civil dates agree with `datetime` where it reaches, and repeat every 400 years where it does not."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.civil import (
    DAYS_PER_CYCLE,
    civil_from_days,
    civil_of,
    days_from_civil,
    days_in_month,
    instant_of,
    is_leap_year,
)
from timeline_app.core.instant import DAY, MICROSECOND, Instant

EPOCH = date(1970, 1, 1).toordinal()
any_year = st.integers(-(10**12), 10**12)


@given(st.dates())
def test_days_agree_with_datetime(day: date) -> None:
    count = days_from_civil(day.year, day.month, day.day)
    assert count == day.toordinal() - EPOCH
    assert civil_from_days(count) == (day.year, day.month, day.day)


@given(any_year, st.integers(1, 12), st.integers(1, 28), st.integers(-1000, 1000))
def test_the_calendar_repeats_every_400_years(year: int, month: int, day: int, cycles: int) -> None:
    count = days_from_civil(year, month, day)
    assert days_from_civil(year + 400 * cycles, month, day) == count + cycles * DAYS_PER_CYCLE


@given(any_year)
def test_a_year_is_the_sum_of_its_months(year: int) -> None:
    lengths = sum(days_in_month(year, month) for month in range(1, 13))
    assert lengths == 366 if is_leap_year(year) else lengths == 365
    assert days_from_civil(year + 1, 1, 1) - days_from_civil(year, 1, 1) == lengths


@given(st.integers(-(10**15), 10**15))
def test_days_come_back_and_follow_each_other(count: int) -> None:
    year, month, day = civil_from_days(count)
    assert days_from_civil(year, month, day) == count
    next_day = (year, month, day + 1) if day < days_in_month(year, month) else None
    if next_day is None:
        next_day = (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)
    assert civil_from_days(count + 1) == next_day


def test_year_zero_and_the_years_before() -> None:
    assert is_leap_year(0)
    assert is_leap_year(-4)
    assert not is_leap_year(-100)
    assert days_from_civil(0, 12, 31) + 1 == days_from_civil(1, 1, 1) == date(1, 1, 1).toordinal() - EPOCH
    assert days_from_civil(0, 3, 1) - days_from_civil(0, 2, 28) == 2
    assert civil_from_days(days_from_civil(0, 1, 1) - 1) == (-1, 12, 31)


def test_an_instant_belongs_to_the_day_it_lies_in() -> None:
    midnight = instant_of(-43, 3, 15)
    assert civil_of(midnight) == (-43, 3, 15)
    assert civil_of(Instant(midnight + DAY - MICROSECOND)) == (-43, 3, 15)
    assert civil_of(Instant(midnight - MICROSECOND)) == (-43, 3, 14)
    assert instant_of(1970) == 0
