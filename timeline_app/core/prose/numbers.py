"""Dates and times of digits: 10.09.2025, 13/03/2025, 14:30, 13.8 billion years ago.

Owns the order of day and month, which is never guessed, and how counts of years become EDTF.
"""

from __future__ import annotations

from typing import Final

from timeline_app.core.date import Qualifier
from timeline_app.core.month_names import FULL_MONTHS
from timeline_app.core.prose.cursor import Cursor
from timeline_app.core.prose.points import Point
from timeline_app.core.prose.words import Kind

_SEPARATORS: Final = (".", "/", "-")


def is_numeric_date(cursor: Cursor) -> bool:
    """Tell whether three numbers with two equal separators come next."""
    first, sign, second, again, third = (cursor.peek(ahead) for ahead in range(5))
    return (
        sign.text in _SEPARATORS
        and again.text == sign.text
        and first.kind is second.kind is third.kind is Kind.NUMBER
    )


def read_numeric_date(cursor: Cursor) -> Point:
    """Read a date of three numbers and the time of day that may follow.

    With points it is day.month.year, for no other order is written with points in German or English.
    With a year in front it is year, month, day. Else the order must follow from a number over 12 or from
    two equal numbers, or the text is refused with both readings.
    """
    start = cursor.position
    separator = cursor.peek(1).text
    numbers = [cursor.peek(ahead).text for ahead in (0, 2, 4)]
    cursor.skip(5)
    year_first = len(numbers[0]) == 4 and separator != "."
    first, second, year = reversed(numbers) if year_first else numbers
    if len(year) != 4 or len(first) > 2 or len(second) > 2:
        raise cursor.fail(
            f"“{separator.join(numbers)}”", "day and month of two digits and a year of four", start
        )
    day, month = int(first), int(second)
    if not year_first and separator != ".":
        day, month = _ordered(cursor, day, month, year, start)
    return Point(start, year=int(year), month=month, day=day, clock=read_clock(cursor)[1])


def _ordered(cursor: Cursor, first: int, second: int, year: str, start: int) -> tuple[int, int]:
    """Return day and month of two numbers in either order; raise DateError where both are possible."""
    if first > 12 or first == second:
        return first, second
    if second > 12:
        return second, first
    readings = " or ".join(
        f"{day} {FULL_MONTHS['en'][month - 1]} {year} ({year}-{month:02}-{day:02})"
        for day, month in ((first, second), (second, first))
        if day and month
    )
    raise cursor.fail("a date whose order of day and month is not clear", readings, start)


def read_clock(cursor: Cursor) -> tuple[str, str]:
    """Read a time of day if one comes next; return its digits for dateutil and EDTF's time with its "T"."""
    before = 1 if cursor.next_is_sign(",") else 0
    before += cursor.peek(before).kind in (Kind.IN, Kind.ABOUT)
    if cursor.peek(before).kind is not Kind.NUMBER or not cursor.next_is_sign(":", ahead=before + 1):
        return "", ""
    cursor.skip(before)
    parts = [_two_digits(cursor)]
    while len(parts) < 3 and cursor.take_sign(":"):
        parts.append(_two_digits(cursor))
    cursor.take(Kind.CLOCK_END)
    return ":".join(parts), f"T{':'.join(parts)}{_read_zone(cursor)}"


def _read_zone(cursor: Cursor) -> str:
    """Read "UTC" or "UTC+04:30", with or without brackets; return EDTF's offset."""
    bracket = cursor.take_sign("(")
    if not cursor.take(Kind.UTC):
        if bracket:
            raise cursor.unexpected("a zone, as in “UTC+01:00”")
        return ""
    offset = "Z"
    if cursor.next_is_sign("+", "-", "−"):
        sign = "+" if cursor.take_sign("+") else "-"
        cursor.take_sign("-", "−")
        offset = sign + _two_digits(cursor)
        if cursor.take_sign(":"):
            offset += f":{_two_digits(cursor)}"
    if bracket and not cursor.take_sign(")"):
        raise cursor.unexpected("“)”")
    return offset


def _two_digits(cursor: Cursor) -> str:
    number = cursor.take(Kind.NUMBER)
    if number is None:
        raise cursor.unexpected("a number of two digits")
    if len(number.text) > 2:
        raise cursor.fail(f"“{number.text}” in a time", "a number of two digits", number.start)
    return number.text.zfill(2)


def is_ages(cursor: Cursor) -> bool:
    """Tell whether "13.8 billion" or "vor etwa 13,8 Milliarden Jahren" comes next."""
    ahead = 0
    if cursor.peek().kind is Kind.BEFORE:
        ahead = 1
        while cursor.peek(ahead).kind in (Kind.ABOUT, Kind.POSSIBLY):
            ahead += 1
    ahead += 3 if _has_decimals(cursor, ahead) else 1
    is_said_after = cursor.peek(ahead + 1).kind is Kind.AGO
    return cursor.peek(ahead).kind is Kind.AGES and is_said_after is (cursor.peek().kind is Kind.NUMBER)


def read_ages(cursor: Cursor) -> Point:
    """Read "13.8 billion years ago" or "vor 13,8 Milliarden Jahren".

    The count is kept with the digits that are written as EDTF's significant digits, Y-138E8S3, counted
    from the year 0: what lies between it and today is far below what the digits tell.
    """
    start = cursor.position
    doubt = Qualifier.NONE
    ending = Kind.YEARS if cursor.take(Kind.BEFORE) else Kind.AGO
    while word := cursor.take(Kind.ABOUT, Kind.POSSIBLY):
        doubt |= Qualifier.APPROXIMATE if word.kind is Kind.ABOUT else Qualifier.UNCERTAIN
    decimals = cursor.peek(2).text if _has_decimals(cursor, 0) else ""
    digits = cursor.peek().text
    ages = cursor.peek(3 if decimals else 1)
    cursor.skip(4 if decimals else 2)
    if not cursor.take(ending):
        raise cursor.unexpected("“years ago”" if ending is Kind.AGO else "“Jahren”")
    significant = (digits + decimals).lstrip("0")
    power = ages.value - len(decimals)
    if not significant or power < 0:
        raise cursor.fail("a count of years that is zero or too exact", "a whole number of years", start)
    return Point(start, year_text=f"Y-{significant}E{power}S{len(significant)}", doubt=doubt)


def _has_decimals(cursor: Cursor, ahead: int) -> bool:
    return cursor.next_is_sign(".", ",", ahead=ahead + 1) and cursor.peek(ahead + 2).kind is Kind.NUMBER
