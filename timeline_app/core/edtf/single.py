"""One EDTF date without slashes or brackets: its parts, their qualifiers, X masks, time.

Owns the grammar of a date. Knows no intervals and no sets: it reads as far as a date goes, and what may
follow is the caller's to check.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from timeline_app.core.civil import days_in_month
from timeline_app.core.date import Precision, Qualifier, SingleDate
from timeline_app.core.edtf.clock import clock_precision, clock_span, read_clock
from timeline_app.core.edtf.groups import GROUPS
from timeline_app.core.edtf.masks import Mask, comb_of, hull_of, matching
from timeline_app.core.edtf.plain import plain_date
from timeline_app.core.edtf.scanner import Scanner
from timeline_app.core.edtf.years import (
    power_of_ten,
    read_long_year,
    read_significant_digits,
    read_year,
    significant_span,
)
from timeline_app.core.instant import Span

_QUALIFIERS: Final = {
    "": Qualifier.NONE,
    "?": Qualifier.UNCERTAIN,
    "~": Qualifier.APPROXIMATE,
    "%": Qualifier.UNCERTAIN | Qualifier.APPROXIMATE,
}


@dataclass(slots=True)
class _Part:
    """A year, month or day: its digits as typed, where they stand, the doubt about it."""

    digits: str = ""
    start: int = 0
    doubt: Qualifier = Qualifier.NONE

    @property
    def number(self) -> int | None:
        return None if "X" in self.digits or not self.digits else int(self.digits)


def read_single(scanner: Scanner) -> SingleDate:
    """Read one date from the scanner's position as far as it goes; raise DateError."""
    start = scanner.position
    plain = plain_date(scanner.text, start)
    if plain is not None:
        scanner.position += len(plain.text)
        return plain
    year = _Part(doubt=_read_qualifier(scanner), start=scanner.position)
    if scanner.peek() == "Y":
        year.digits, number = read_long_year(scanner)
        return _bare_year(scanner, start, year, number, long_form=True)
    year.digits = read_year(scanner)
    if scanner.peek() == "S":
        if year.number is None:
            raise scanner.fail("significant digits of a year with X", "either “X” or “S”, not both")
        return _bare_year(scanner, start, year, year.number, long_form=False)
    year.doubt |= _read_qualifier(scanner)
    return _calendar_date(scanner, start, year)


def _calendar_date(scanner: Scanner, start: int, year: _Part) -> SingleDate:
    """Read what follows a year of four digits: a month or group, a day, a time, or nothing."""
    month, day = _Part(), _Part()
    if scanner.take("-"):
        month = _read_part(scanner, "month", year)
        _check_month(scanner, month)
    if month.digits and scanner.peek() == "-":
        if month.number in GROUPS:
            raise scanner.fail("a day after a season or part of a year", "the year and its code alone")
        scanner.take("-")
        day = _read_part(scanner, "day", year, month)
    if scanner.peek() == "T":
        return _timed(scanner, start, year, month, day)
    in_group = month.number in GROUPS
    return SingleDate(
        text=scanner.text[start : scanner.position],
        precision=_precision(year, month, day),
        span=_hull(scanner, year, month, day),
        year_digits=year.digits,
        year=year.number,
        month_digits="" if in_group else month.digits,
        day_digits=day.digits,
        season=month.number if in_group else None,
        year_qualifier=year.doubt,
        month_qualifier=month.doubt,
        day_qualifier=day.doubt,
        comb=comb_of(_mask(year, month, day)),
    )


def _bare_year(scanner: Scanner, start: int, part: _Part, year: int, *, long_form: bool) -> SingleDate:
    """Finish a year that no month can follow: a long one, or one with significant digits."""
    significant = read_significant_digits(scanner, year)
    span, power = significant_span(year, significant)
    doubt = part.doubt | _read_qualifier(scanner)
    if scanner.peek() == "-":
        raise scanner.fail("a month after a long year or significant digits", "the year alone")
    return SingleDate(
        text=scanner.text[start : scanner.position],
        precision=power_of_ten(power),
        span=span,
        year_digits=part.digits,
        year=year,
        significant_digits=significant,
        long_form=long_form,
        year_qualifier=doubt,
    )


def _timed(scanner: Scanner, start: int, year: _Part, month: _Part, day: _Part) -> SingleDate:
    """Finish a date with its time, which needs a whole day without X and without doubt."""
    if not day.digits:
        raise scanner.fail("a time without a day", "year, month and day before “T”")
    if _mask(year, month, day).unspecified:
        raise scanner.fail("a time after a date with X", "digits only before “T”")
    if year.doubt or month.doubt or day.doubt:
        raise scanner.fail("a time after a doubtful date", "no “?”, “~” or “%” where a time stands")
    midnight = _hull(scanner, year, month, day).start
    scanner.take("T")
    clock = read_clock(scanner)
    return SingleDate(
        text=scanner.text[start : scanner.position],
        precision=clock_precision(clock),
        span=clock_span(midnight, clock),
        year_digits=year.digits,
        year=year.number,
        month_digits=month.digits,
        day_digits=day.digits,
        time=clock,
    )


def _read_part(scanner: Scanner, unit: str, *earlier: _Part) -> _Part:
    """Read a month or day; a qualifier at its right also falls on the parts to its left."""
    left = _read_qualifier(scanner)
    part = _Part(start=scanner.position, digits=scanner.take_masked(), doubt=left)
    if not part.digits or (len(part.digits) < 2 and scanner.peek() in {"u", "x"}):
        raise scanner.unexpected(f"two digits for the {unit}")
    if len(part.digits) != 2:
        raise scanner.fail(f"“{part.digits}” for the {unit}", "two digits", part.start)
    right = _read_qualifier(scanner)
    for touched in (*earlier, part):
        touched.doubt |= right
    return part


def _read_qualifier(scanner: Scanner) -> Qualifier:
    sign = scanner.take("?~%")
    if sign and scanner.peek() in {"?", "~", "%"}:
        raise scanner.fail("two qualifiers in a row", "one; “%” means both uncertain and approximate")
    return _QUALIFIERS[sign]


def _check_month(scanner: Scanner, month: _Part) -> None:
    if month.number in GROUPS or (month.digits and matching(month.digits, 12)):
        return
    if month.number is None:
        raise scanner.fail(f"no month is “{month.digits}”", "a month 01 to 12", month.start)
    expected = "a month 01 to 12"
    if month.number > 20:
        expected += ", or 21 to 41 for a season, quarter, third or half of the year"
    raise scanner.fail(f"month {month.digits} does not exist", expected, month.start)


def _hull(scanner: Scanner, year: _Part, month: _Part, day: _Part) -> Span:
    """Return the hull of the parts; raise DateError where the calendar has no such day."""
    hull = hull_of(_mask(year, month, day))
    if hull is not None:
        return hull
    if day.number is not None and not 1 <= day.number <= 31:
        raise scanner.fail(f"day {day.digits} does not exist", "a day 01 to 31", day.start)
    expected = "a day that the calendar has"
    if year.number is not None and month.number is not None:
        expected = f"a day 01 to {days_in_month(year.number, month.number)}"
    raise scanner.fail(f"{year.digits}-{month.digits} has no day {day.digits}", expected, day.start)


def _mask(year: _Part, month: _Part, day: _Part) -> Mask:
    if month.number in GROUPS:
        return Mask(year.digits, group=month.number)
    return Mask(year.digits, month.digits, day.digits)


def _precision(year: _Part, month: _Part, day: _Part) -> Precision:
    """Return what is known: the unit of the last part, or of the digit before the leftmost X."""
    if "X" in year.digits:
        return power_of_ten(len(year.digits) - year.digits.index("X"))
    if not month.digits or "X" in month.digits:
        return Precision.YEAR
    if month.number in GROUPS:
        return GROUPS[month.number].precision
    return Precision.MONTH if not day.digits or "X" in day.digits else Precision.DAY
