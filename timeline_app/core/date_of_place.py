"""The date that a place on a time axis stands for: no more exact than a hand can point at.

Owns the choice of the unit. Knows no viewport and no words.

Policies:

- The date is the finest one that is at least LEAST_PIXELS wide at the scale and in which the instant lies:
  where a day is 3 pixels wide and a month 90, the month.
- There is no hour, for EDTF has none; between a day and a minute the day is taken.
- Years of four digits leave out digits, `201X`, `20XX`, `2XXX`; others count significant ones, `Y12340S4`,
  and from millions of years on have an exponent, `Y-138E8S3`.
  Days and months of years of more than four digits cannot be written, the year is the finest there.
- Around the year 0 a power of ten that is greater than the years themselves has no digits left to keep:
  such a date is some moment from the year 0 or up to the year before, `[0000..Y999999]`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from timeline_app.core.civil import civil_of
from timeline_app.core.date import Date
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.edtf.years import MAX_YEAR
from timeline_app.core.instant import DAY, HOUR, MILLISECOND, MINUTE, SECOND, Instant

LEAST_PIXELS: Final = 10.0
"""Narrower than this, nobody can say which of two units was meant; so far apart are an axis' least ticks."""

_FOUR_DIGITS: Final = 9_999
_MASKABLE: Final = 4
_MILLIONS: Final = 6
"""The power of ten from which on years are written with an exponent."""
_POWERS: Final = len(str(MAX_YEAR))


def date_of_place(instant: Instant, microseconds_per_pixel: float) -> Date | None:
    """Return the finest date in which an instant lies that is wide enough to be pointed at.

    Where none is wide enough the coarsest is taken; None where no date can name the instant.
    """
    coarsest = None
    for date in dates_holding(instant):
        first, after = date.bounds.earliest_start, date.bounds.latest_end
        if isinstance(first, int) and isinstance(after, int):
            if after - first >= LEAST_PIXELS * microseconds_per_pixel:
                return date
            coarsest = date
    return coarsest


def dates_holding(instant: Instant) -> Iterator[Date]:
    """Yield a date of each unit in which an instant lies, finest first."""
    year, month, day = civil_of(instant)
    if abs(year) <= _FOUR_DIGITS:
        of_day = instant % DAY
        whole_month = f"{_year(year)}-{month:02}"
        whole_day = f"{whole_month}-{day:02}"
        minute = f"{whole_day}T{of_day // HOUR:02}:{of_day % HOUR // MINUTE:02}"
        second = f"{minute}:{of_day % MINUTE // SECOND:02}"
        millisecond = f"{second}.{of_day % SECOND // MILLISECOND:03}"
        yield from map(parse_edtf, (millisecond, second, minute, whole_day, whole_month))
    for power in range(_POWERS):
        if text := _years(year, power):
            yield parse_edtf(text)


def _years(year: int, power: int) -> str:
    """Return the 10**power years that begin with a multiple of them; "" where no date can name them."""
    digits = str(abs(year))
    if power == 0:
        return _year(year) if abs(year) <= MAX_YEAR else ""
    if len(digits) <= _MASKABLE and power <= _MASKABLE:
        return _year(year)[:-power] + "X" * power
    if power >= len(digits):
        farthest = 10**power - 1
        first, last = (0, farthest) if year >= 0 else (-farthest, -1)
        return f"[{_year(first)}..{_year(last)}]"
    kept = digits[:-power]
    nearest = int(kept) * 10**power
    if nearest > MAX_YEAR:
        return ""
    sign = "-" if year < 0 else ""
    number = f"{kept}E{power}" if power >= _MILLIONS else str(nearest)
    return f"Y{sign}{number}S{len(kept)}"


def _year(year: int) -> str:
    return f"{'-' * (year < 0)}{abs(year):04}" if abs(year) <= _FOUR_DIGITS else f"Y{year}"
