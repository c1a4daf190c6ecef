"""How the words of one date stand together, in all languages at once.

Owns the order of words inside a single date; `numbers` reads dates of digits only, `reader` joins dates.
A function reads what it understands and leaves the rest; what is left in the end is refused by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from timeline_app.core.civil import civil_from_days, days_from_civil
from timeline_app.core.date import Qualifier
from timeline_app.core.errors import DateError
from timeline_app.core.prose.calendar_date import read_fields
from timeline_app.core.prose.cursor import Cursor
from timeline_app.core.prose.lexer import Token
from timeline_app.core.prose.numbers import is_ages, is_numeric_date, read_ages, read_clock, read_numeric_date
from timeline_app.core.prose.points import Point
from timeline_app.core.prose.words import Kind

_PARTS: Final = {Kind.QUARTER: (33, 4), Kind.THIRD: (37, 3), Kind.HALF: (40, 2)}
"""First EDTF code and number of the parts of a year that are counted."""

_WINTER: Final = 24


def read_point(cursor: Cursor) -> Point:
    """Read one date with the doubts about it; its year may be missing."""
    start = cursor.position
    doubt = Qualifier.NONE
    while token := cursor.take(Kind.IN, Kind.ABOUT, Kind.POSSIBLY):
        if token.kind is Kind.ABOUT:
            doubt |= Qualifier.APPROXIMATE
        elif token.kind is Kind.POSSIBLY:
            doubt |= Qualifier.UNCERTAIN
    point = _read_bare_point(cursor)
    if cursor.take_sign("?"):
        doubt |= Qualifier.UNCERTAIN
    return replace(point, start=start, doubt=point.doubt | doubt)


def _read_bare_point(cursor: Cursor) -> Point:
    read = read_ages if is_ages(cursor) else _READERS.get(cursor.peek().kind, read_year)
    point = read(cursor)
    if point is None:
        raise cursor.unexpected()
    return point


def read_year(cursor: Cursor) -> Point | None:
    """Read a year if one comes next: four digits, a count with its era, or "this year"."""
    start = cursor.position
    while cursor.take(Kind.OF, Kind.IN):
        pass
    if shift := cursor.take(Kind.YEAR_SHIFT):
        return Point(start, year=cursor.as_of(1, shift.start)[0] + shift.value)
    era = cursor.take(Kind.ERA)
    if cursor.peek().kind is not Kind.NUMBER or cursor.next_is_sign(":", ahead=1):
        if era:
            raise cursor.unexpected(f"a year after “{era.text}”")
        return None
    number = cursor.peek()
    cursor.take(Kind.NUMBER)
    era = era or cursor.take(Kind.ERA)
    if era:
        count = int(number.text)
        if count == 0:
            raise cursor.fail("a year 0 in an era", "the year 1 BC or AD 1", number.start)
        return Point(start, year=count, era=era.value)
    if len(number.text) == 4:
        return Point(start, year=int(number.text))
    return Point(number.start, loose=int(number.text))


def _read_full_year(cursor: Cursor) -> Point | None:
    """Read a year as `read_year`; a number that is none is refused."""
    year = read_year(cursor)
    if year is not None and year.loose is not None:
        raise loose_number(cursor, year)
    return year


def loose_number(cursor: Cursor, point: Point) -> DateError:
    """Return the error about a number that turned out to be neither a day nor a year."""
    found = f"“{point.loose}”, which is neither a day nor a year here"
    return cursor.fail(found, "a month, four digits for a year, or an era as in “44 BC”", point.start)


def _dated(cursor: Cursor, point: Point) -> Point:
    """Read the year that may follow a month, a part of a year or a day, and return all together."""
    year = _read_full_year(cursor)
    if year is None:
        return point
    return replace(point, year=year.year, era=year.era)


def _read_shift(cursor: Cursor) -> Point:
    token = cursor.peek()
    if cursor.take(Kind.DAY_SHIFT):
        year, month, day = cursor.as_of(3, token.start)
        year, month, day = civil_from_days(days_from_civil(year, month, day) + token.value)
        return Point(token.start, year=year, month=month, day=day)
    cursor.take(Kind.MONTH_SHIFT)
    year, month = cursor.as_of(2, token.start)
    years, month_index = divmod(month - 1 + token.value, 12)
    return Point(token.start, year=year + years, month=month_index + 1)


def _read_weekday(cursor: Cursor) -> Point:
    weekday = cursor.peek()
    cursor.take(Kind.WEEKDAY)
    while cursor.take_sign(",", ".") or cursor.take(Kind.IN):
        pass
    point = _read_bare_point(cursor)
    if point.day is None or point.weekday is not None:
        raise cursor.fail(f"“{weekday.text}” without its date", "the day and month too", weekday.start)
    return replace(point, weekday=weekday.value)


def _read_season(cursor: Cursor) -> Point:
    """Read a season, or "early", "mid" or "late" with its year."""
    token = cursor.peek()
    cursor.take(Kind.SEASON, Kind.PART)
    point = _dated(cursor, Point(token.start, part=token.value))
    if token.kind is Kind.PART:
        if not point.has_year:
            raise cursor.unexpected(f"a year after “{token.text}”")
        return replace(point, doubt=Qualifier.APPROXIMATE)
    return _checked_winter(cursor, token, point) if token.value == _WINTER else point


def _checked_winter(cursor: Cursor, token: Token, point: Point) -> Point:
    """Read the second year of a winter; raise DateError where it names one year only."""
    if point.year is None:
        raise cursor.unexpected("two years after a winter")
    if point.era < 0 or point.year < 1:
        raise cursor.fail("a winter before Christ", "EDTF, as in “-0043-24”", token.start)
    next_year = point.year + 1
    if cursor.take_sign("/", "–", "-"):
        number = cursor.take(Kind.NUMBER)
        if number and number.text in (str(next_year), f"{next_year % 100:02}"):
            return point
        raise cursor.fail("a winter of years that do not follow each other", f"“{next_year}”", token.start)
    year = next_year - 1
    expected = (
        f"“{token.text} {year - 1}/{year % 100:02}” ({year - 1:04}-24) or "
        f"“{token.text} {year}/{next_year % 100:02}” ({year:04}-24)"
    )
    raise cursor.fail("a winter of one year, which can be either of two", expected, token.start)


def _read_month_first(cursor: Cursor) -> Point:
    """Read "October 28th, 2025", "October 2025" or "October"."""
    month = cursor.peek()
    cursor.take(Kind.MONTH)
    cursor.take_sign(".")
    number = cursor.peek()
    is_day = (
        number.kind is Kind.NUMBER
        and len(number.text) <= 2
        and cursor.peek(1).kind is not Kind.ERA
        and not cursor.next_is_sign(":", ahead=1)
    )
    if is_day:
        cursor.take(Kind.NUMBER)
        cursor.take(Kind.ORDINAL_END)
        return _read_day(cursor, number, month)
    return _dated(cursor, Point(month.start, month=month.value))


def _read_day(cursor: Cursor, day: Token, month: Token) -> Point:
    """Read what may follow day and month, the year and the time, and check both by dateutil."""
    start = min(day.start, month.start)
    if cursor.next_is_sign(",") and cursor.peek(1).kind is not Kind.WEEKDAY:
        cursor.take_sign(",")
    point = _dated(cursor, Point(start))
    clock_words, clock = read_clock(cursor)
    fields = read_fields(day.text, month.value, clock_words)
    if fields is None or fields.day is None or fields.month is None:
        words = cursor.text[start : cursor.peek(-1).end]
        raise cursor.fail(f"“{words}”, which is no day", "a day and time that exist", start)
    return replace(point, month=fields.month, day=fields.day, clock=clock)


def _read_part_first(cursor: Cursor) -> Point:
    """Read "Q2 2025" or "first third of 2024"."""
    part = cursor.peek()
    cursor.take(Kind.QUARTER, Kind.HALF, Kind.THIRD)
    if part.value:
        return _counted_part(cursor, part, part.value, part.start)
    number = cursor.take(Kind.NUMBER)
    if number is None:
        raise cursor.unexpected(f"a number after “{part.text}”")
    return _counted_part(cursor, part, int(number.text), part.start)


def _counted_part(cursor: Cursor, part: Token, number: int, start: int) -> Point:
    first, count = _PARTS[part.kind]
    if not 1 <= number <= count:
        raise cursor.fail(f"“{part.text}” number {number}", f"a number from 1 to {count}", start)
    cursor.take_sign("/")
    return _dated(cursor, Point(start, part=first + number - 1))


def _read_counted(cursor: Cursor, number: Token, count: int) -> Point:
    """Read what an ordinal counts: a part of a year or a century."""
    part = cursor.take(*_PARTS)
    if part:
        return _counted_part(cursor, part, count, number.start)
    if cursor.take(Kind.CENTURY):
        era = cursor.take(Kind.ERA)
        sign = "-" if era and era.value < 0 else ""
        if not 1 <= count <= 99 or (sign and count == 1):
            raise cursor.fail(
                "a century that cannot be masked", "a century from the 99th BC to the 2nd BC or 1st to 99th",
                number.start,
            )  # fmt: skip
        return Point(number.start, year_text=f"{sign}{count - 1:02}XX")
    raise cursor.unexpected(f"a quarter, a half-year or a century after “{number.text}”")


def _read_ordinal_first(cursor: Cursor) -> Point:
    """Read "second quarter of 2025" or "fourth century"."""
    ordinal = cursor.peek()
    cursor.take(Kind.ORDINAL)
    return _read_counted(cursor, ordinal, ordinal.value)


def _read_number_first(cursor: Cursor) -> Point | None:
    """Read what begins with digits: a day, a year, a decade, a count of years or of quarters."""
    if is_numeric_date(cursor):
        return read_numeric_date(cursor)
    number = cursor.peek()
    is_ordinal = cursor.next_is_sign(".", ahead=1) or cursor.peek(1).kind is Kind.ORDINAL_END
    after = 2 if is_ordinal else 1
    after_of = after + (cursor.peek(after).kind is Kind.OF)
    if cursor.peek(after_of).kind is Kind.MONTH and len(number.text) <= 2:
        cursor.skip(after_of)
        return _read_day_first(cursor, number)
    following = cursor.peek(after).kind
    if is_ordinal and (following in _PARTS or following is Kind.CENTURY):
        cursor.skip(after)
        return _read_counted(cursor, number, int(number.text))
    if following is Kind.DECADE_END:
        return _read_decade(cursor)
    return _read_year_first(cursor)


def _read_day_first(cursor: Cursor, day: Token) -> Point:
    """Read the month and what follows it, after the day in "28. Oktober 2025"."""
    month = cursor.peek()
    cursor.take(Kind.MONTH)
    cursor.take_sign(".")
    return _read_day(cursor, day, month)


def _read_year_first(cursor: Cursor) -> Point | None:
    """Read a year, "2025 Q2", or the number alone with which "17. bis 28. Oktober" begins."""
    year = read_year(cursor)
    if year is None:
        return None
    if year.loose is not None:
        cursor.take_sign(".")
    elif cursor.peek().kind in _PARTS:
        part = _read_part_first(cursor)
        if part.has_year:
            raise cursor.fail("two years", "one year", year.start)
        return replace(year, part=part.part)
    return year


def _read_decade(cursor: Cursor) -> Point:
    number = cursor.peek()
    cursor.skip(2)
    if len(number.text) != 4 or not number.text.endswith("0"):
        raise cursor.fail(f"“{number.text}” as a decade", "four digits that end in 0", number.start)
    if number.text.endswith("00"):
        century = number.text[:2]
        expected = f"the ten years {century}0X or the hundred years {century}XX"
        raise cursor.fail(f"“{number.text}s”, which can be either of two", expected, number.start)
    return Point(number.start, year_text=f"{number.text[:3]}X")


_READERS: Final[Mapping[Kind, Callable[[Cursor], Point | None]]] = {
    Kind.DAY_SHIFT: _read_shift,
    Kind.MONTH_SHIFT: _read_shift,
    Kind.WEEKDAY: _read_weekday,
    Kind.SEASON: _read_season,
    Kind.PART: _read_season,
    Kind.MONTH: _read_month_first,
    Kind.ORDINAL: _read_ordinal_first,
    Kind.QUARTER: _read_part_first,
    Kind.HALF: _read_part_first,
    Kind.THIRD: _read_part_first,
    Kind.NUMBER: _read_number_first,
}
"""What reads a date by the kind of its first word; a year may begin with any other."""
