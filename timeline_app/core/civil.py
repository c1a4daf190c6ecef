"""Civil dates in the proleptic Gregorian calendar with a year 0, for every integer year.

Owns the arithmetic between (year, month, day) and days since 1970-01-01. Knows no EDTF, no `datetime`.
The algorithms count days in 400-year cycles from 1 March, after Howard Hinnant, "chrono-Compatible
Low-Level Date Algorithms" (2013).
"""

from __future__ import annotations

from typing import Final

from timeline_app.core.instant import DAY, Instant

DAYS_PER_CYCLE: Final = 146_097
"""Days in 400 Gregorian years."""

_MONTH_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap_year(year: int) -> bool:
    """Tell whether a year has 29 February; year 0 does."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """Return the number of days of a month 1 to 12."""
    return 29 if month == 2 and is_leap_year(year) else _MONTH_DAYS[month - 1]


def days_from_civil(year: int, month: int, day: int) -> int:
    """Return days since 1970-01-01; the caller has checked that the date exists."""
    shifted = year - (month <= 2)
    cycle = shifted // 400
    year_of_cycle = shifted - cycle * 400
    day_of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    day_of_cycle = year_of_cycle * 365 + year_of_cycle // 4 - year_of_cycle // 100 + day_of_year
    return cycle * DAYS_PER_CYCLE + day_of_cycle - 719_468


def civil_from_days(days: int) -> tuple[int, int, int]:
    """Return (year, month, day) of a count of days since 1970-01-01."""
    shifted = days + 719_468
    cycle = shifted // DAYS_PER_CYCLE
    day_of_cycle = shifted - cycle * DAYS_PER_CYCLE
    year_of_cycle = (
        day_of_cycle - day_of_cycle // 1_460 + day_of_cycle // 36_524 - day_of_cycle // 146_096
    ) // 365
    day_of_year = day_of_cycle - (365 * year_of_cycle + year_of_cycle // 4 - year_of_cycle // 100)
    month_index = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * month_index + 2) // 5 + 1
    month = month_index + (3 if month_index < 10 else -9)
    return year_of_cycle + cycle * 400 + (month <= 2), month, day


def instant_of(year: int, month: int = 1, day: int = 1) -> Instant:
    """Return the first instant of a day that exists."""
    return Instant(days_from_civil(year, month, day) * DAY)


def civil_of(instant: Instant) -> tuple[int, int, int]:
    """Return (year, month, day) of the day in which an instant lies."""
    return civil_from_days(instant // DAY)
