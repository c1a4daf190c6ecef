"""Plain-language dates in English and German become EDTF.

Owns the joining of dates to intervals and sets. Knows no words; the policies are the package's.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import Final

from timeline_app.core.civil import civil_of
from timeline_app.core.date import Date, Precision
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.edtf.scanner import MAX_LENGTH
from timeline_app.core.errors import DateError
from timeline_app.core.instant import DAY, Instant
from timeline_app.core.prose.cursor import Cursor
from timeline_app.core.prose.grammar import loose_number, read_point
from timeline_app.core.prose.numbers import is_ages
from timeline_app.core.prose.points import Point
from timeline_app.core.prose.words import Kind

_DASHES: Final = ("-", "‐", "‑", "–", "—", "−")
_LOOKS_LIKE_EDTF: Final = re.compile(r"[0-9XYESTZ.:/?~%\[\]{},+-]+")
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY_OF_DAY_0: Final = 3
"""1970-01-01 was a Thursday."""
_LOOKS_LIKE_DAY_FIRST: Final = re.compile(r"\d{1,4}([./])\d+\1\d+|\d{1,2}-\d{1,2}-\d+")


def read_date(text: str, as_of: Date | None = None) -> Date:
    """Read EDTF or a date in English or German words.

    What has no year ("October 28th") or counts from today ("last year", "yesterday") is read from
    `as_of`. The result's text is EDTF. Raise DateError with the position of what is not understood, for
    what can be read in two ways, and for what needs an as-of date that is not there.
    """
    # First of all: to compose a long pile of accents takes the square of its length.
    if len(text) > MAX_LENGTH:
        raise DateError(text, MAX_LENGTH, f"a text of {len(text)} characters", f"at most {MAX_LENGTH}")
    text = unicodedata.normalize("NFC", text)
    try:
        return parse_edtf(text.strip())
    except DateError as error:
        edtf_error = error
    try:
        return _read_statement(Cursor(text, as_of))
    except DateError:
        stripped = text.strip()
        if _LOOKS_LIKE_EDTF.fullmatch(stripped) and not _LOOKS_LIKE_DAY_FIRST.fullmatch(stripped):
            raise edtf_error from None
        raise


def _read_statement(cursor: Cursor) -> Date:
    """Read a whole text; raise DateError where anything is left of it."""
    word = cursor.peek()
    match word.kind:
        case Kind.BEFORE | Kind.AFTER if not is_ages(cursor):
            cursor.take(word.kind)
            edtf = _beside(cursor, _completed(cursor, read_point(cursor)), after=word.kind is Kind.AFTER)
        case Kind.SINCE:
            cursor.take(Kind.SINCE)
            edtf = f"{_completed(cursor, read_point(cursor)).edtf}/.."
        case Kind.UNTIL:
            cursor.take(Kind.UNTIL)
            edtf = f"../{_completed(cursor, read_point(cursor)).edtf}"
        case Kind.BETWEEN:
            cursor.take(Kind.BETWEEN)
            first = read_point(cursor)
            if not cursor.take(Kind.AND):
                raise cursor.unexpected("“and” with a second date")
            edtf = "[{}..{}]".format(*_pair(cursor, first, read_point(cursor)))
        case _:
            edtf = _read_interval(cursor)
    if not cursor.at_end:
        raise cursor.unexpected("nothing more after the date")
    return _parsed(cursor, edtf, 0)


def _read_interval(cursor: Cursor) -> str:
    """Read one date, or two that are joined by a dash or a word."""
    from_word = cursor.take(Kind.FROM)
    first = read_point(cursor)
    if cursor.take_sign(*_DASHES) or cursor.take(Kind.TO, Kind.UNTIL):
        return "/".join(_pair(cursor, first, read_point(cursor)))
    if from_word:
        raise cursor.unexpected("“to” with a second date")
    return _completed(cursor, first).edtf


def _pair(cursor: Cursor, first: Point, last: Point) -> tuple[str, str]:
    """Return the EDTF of two joined dates; the first takes over what only the last says.

    "17–28 October 2025" says month and year once, "500–400 BC" the era.
    """
    last = _completed(cursor, last)
    if first.loose is not None:
        if last.day is not None:
            first = replace(first, day=first.loose, month=last.month, loose=None)
        elif last.era and last.month is None:
            first = replace(first, year=first.loose, era=last.era, loose=None)
        else:
            first = _completed(cursor, first)
    if not first.has_year:
        first = replace(first, year=last.year, era=last.era, year_text=last.year_text)
    elif last.era and not first.era:
        first = replace(first, era=last.era)
    return _completed(cursor, first).edtf, last.edtf


def _completed(cursor: Cursor, point: Point) -> Point:
    """Return a point with its year, taken from the as-of date where none is written; check its weekday."""
    if point.loose is not None:
        raise loose_number(cursor, point)
    if not point.has_year:
        point = replace(point, year=cursor.as_of(1, point.start)[0])
    if point.weekday is not None:
        first = _parsed(cursor, point.edtf, point.start).single.span.start
        weekday = (first // DAY + _WEEKDAY_OF_DAY_0) % 7
        if weekday != point.weekday:
            raise cursor.fail(
                f"the wrong weekday for {point.edtf}", f"a {_WEEKDAYS[weekday]} or no weekday", point.start
            )
    return point


def _beside(cursor: Cursor, point: Point, *, after: bool) -> str:
    """Return a moment before or after a date as one of a set, `[..1849]` for "before 1850".

    The limit is in the unit of the date, in months for parts of a year and in years for anything longer.
    """
    date = _parsed(cursor, point.edtf, point.start)
    single = date.single
    if date.precision < Precision.DAY or single.significant_digits is not None:
        raise cursor.fail(f"{point.edtf} as a limit", "a day, a month or a year after this word", point.start)
    year, month, day = civil_of(Instant(single.span.end if after else single.span.start - 1))
    limit = Point(point.start, year=year, doubt=point.doubt)
    if date.precision < Precision.YEAR:
        limit = replace(limit, month=month)
    if date.precision is Precision.DAY:
        limit = replace(limit, day=day)
    return f"[{limit.edtf}..]" if after else f"[..{limit.edtf}]"


def _parsed(cursor: Cursor, edtf: str, position: int) -> Date:
    """Return the date of an EDTF text that was made here; say of an impossible one where it was written."""
    try:
        return parse_edtf(edtf)
    except DateError as error:
        raise cursor.fail(f"{edtf}: {error.found}", error.expected, position) from None
