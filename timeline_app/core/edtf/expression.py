"""Whole EDTF expressions: single dates, intervals and sets, and the bounds of each.

Owns what may stand around single dates and `parse_edtf`. The grammar of one date is `single`'s.
"""

from __future__ import annotations

from typing import Final

from timeline_app.core.date import Bound, Bounds, Date, DateKind, DateRange, Edge, SingleDate, singles_of
from timeline_app.core.edtf.plain import plain_date
from timeline_app.core.edtf.scanner import Scanner
from timeline_app.core.edtf.single import read_single

_CLOSING: Final = {"[": "]", "{": "}"}


def parse_edtf(text: str) -> Date:
    """Read an EDTF expression of ISO 8601-2, level 0, 1 or 2; raise DateError and nothing else."""
    plain = plain_date(text)
    if plain is not None and len(plain.text) == len(text):
        return _of_single(plain)
    return _read(Scanner(text))


def _read(scanner: Scanner) -> Date:
    if scanner.peek() in _CLOSING:
        return _read_set(scanner)
    start = _read_side(scanner, "start")
    if scanner.peek() == "/":
        return _read_interval(scanner, start)
    if isinstance(start, Edge):
        raise scanner.unexpected("“/” after an open start")
    if scanner.peek():
        raise scanner.unexpected("the end of the date, or “/” before the end of an interval")
    return _of_single(start)


def _of_single(single: SingleDate) -> Date:
    first, after = single.span.start, single.span.end
    time = single.time
    extension = time is not None and (time.second is None or time.fraction != "")
    bounds = Bounds(first, after, first, after)
    return Date(single.text, DateKind.SINGLE, single, single, (), bounds, single.precision, extension)


def _read_interval(scanner: Scanner, start: SingleDate | Edge) -> Date:
    """Read an interval from its slash on.

    Its end may not surely lie before its start: the last instant that the end can mean must come after the
    first instant of the start. `2004-06-15/2004-06` is fine, for June ends after the 15th.
    """
    scanner.take("/")
    end_position = scanner.position
    end = _read_side(scanner, "end")
    if scanner.peek():
        raise scanner.unexpected("the end of the interval")
    known = tuple(side for side in (start, end) if isinstance(side, SingleDate))
    if not known:
        raise scanner.fail("an interval without any date", "a date before or after the slash", 0)
    if isinstance(start, SingleDate) and isinstance(end, SingleDate):
        _refuse_reversed(scanner, start, end, end_position)
    return Date(
        text=scanner.text,
        kind=DateKind.INTERVAL,
        start=start,
        end=end,
        members=(),
        bounds=_interval_bounds(start, end),
        precision=max(side.precision for side in known),
        extension=any(side.time is not None for side in known),
    )


def _interval_bounds(start: SingleDate | Edge, end: SingleDate | Edge) -> Bounds:
    """Return bounds in which neither side of the interval passes the other."""
    earliest_start, latest_start = _limits(start)
    earliest_end, latest_end = _limits(end)
    if isinstance(start, SingleDate) and isinstance(end, SingleDate):
        latest_start = min(start.span.end, end.span.end)
        earliest_end = max(start.span.start, end.span.start)
    return Bounds(earliest_start, latest_start, earliest_end, latest_end)


def _limits(side: SingleDate | Edge) -> tuple[Bound, Bound]:
    return (side, side) if isinstance(side, Edge) else (side.span.start, side.span.end)


def _read_side(scanner: Scanner, side: str) -> SingleDate | Edge:
    """Read one side of an interval: a date, `..` for open, nothing for unknown."""
    if scanner.take_word(".."):
        return Edge.OPEN
    if scanner.peek() == ("/" if side == "start" else ""):
        return Edge.UNKNOWN
    return read_single(scanner)


def _read_set(scanner: Scanner) -> Date:
    """Read `[a,b..c]`, one of the members, or `{a,b..c}`, all of them.

    Only the first member may be open before, only the last after.
    """
    opening = scanner.take("[{")
    closing = _CLOSING[opening]
    members: list[SingleDate | DateRange] = []
    while True:
        members.append(_read_member(scanner, closing, first=not members))
        if not scanner.take(","):
            break
        if isinstance(members[-1], DateRange) and members[-1].last is None:
            raise scanner.fail("a member after an open range", f"“{closing}”", scanner.position - 1)
    if not scanner.take(closing):
        raise scanner.unexpected(f"“,”, “..” or “{closing}”")
    if scanner.peek():
        raise scanner.unexpected("the end of the set")
    singles = tuple(single for member in members for single in singles_of(member))
    return Date(
        text=scanner.text,
        kind=DateKind.ONE_OF if opening == "[" else DateKind.ALL_OF,
        start=Edge.UNKNOWN,
        end=Edge.UNKNOWN,
        members=tuple(members),
        bounds=_set_bounds(members, singles),
        precision=max(single.precision for single in singles),
        extension=any(single.time is not None for single in singles),
    )


def _read_member(scanner: Scanner, closing: str, *, first: bool) -> SingleDate | DateRange:
    start = scanner.position
    if scanner.take_word(".."):
        if not first:
            raise scanner.fail("an open start after the first member", "“..” before the first only", start)
        return DateRange(None, read_single(scanner))
    single = read_single(scanner)
    if not scanner.take_word(".."):
        return single
    if scanner.peek() in {closing, ","}:
        return DateRange(single, None)
    last_position = scanner.position
    last = read_single(scanner)
    _refuse_reversed(scanner, single, last, last_position)
    return DateRange(single, last)


def _set_bounds(members: list[SingleDate | DateRange], singles: tuple[SingleDate, ...]) -> Bounds:
    first: Bound = min(single.span.start for single in singles)
    after: Bound = max(single.span.end for single in singles)
    if isinstance(members[0], DateRange) and members[0].first is None:
        first = Edge.OPEN
    if isinstance(members[-1], DateRange) and members[-1].last is None:
        after = Edge.OPEN
    return Bounds(first, after, first, after)


def _refuse_reversed(scanner: Scanner, start: SingleDate, end: SingleDate, position: int) -> None:
    if end.span.end <= start.span.start:
        raise scanner.fail(
            f"“{end.text}” lies before “{start.text}”", "an end that is not before its start", position
        )
