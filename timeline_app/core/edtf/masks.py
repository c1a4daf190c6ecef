"""Dates with unspecified digits: which calendar dates an X mask can mean.

Owns the exact hull of a mask and its separate members. Knows no text positions. A date without any X is
the mask with one member. Work is bounded: candidates are made in calendar order and only until enough are
known, and a trailing X makes one block instead of ten candidates.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Final, NamedTuple

from timeline_app.core.civil import days_in_month, instant_of
from timeline_app.core.edtf.groups import group_span
from timeline_app.core.instant import DAY, Instant, Span

MAX_MEMBERS: Final = 24
"""A mask with more separate members than this is known by its hull alone."""

_DIGITS: Final = "0123456789"
_ANY: Final = frozenset({"", "XX"})
"""Month or day digits that rule nothing out."""
_LEAP_YEAR: Final = 2000
_MONTHS: Final = 12


class Mask(NamedTuple):
    """The typed parts of a date: year with its sign, two digits or "" for month and day, a group code."""

    year: str
    month: str = ""
    day: str = ""
    group: int | None = None

    @property
    def unspecified(self) -> bool:
        """Tell whether any digit is an X."""
        return "X" in self.year or "X" in self.month or "X" in self.day


def hull_of(mask: Mask) -> Span | None:
    """Return the span from the first to the last date that a mask can mean, None where there is none."""
    first = next(_pieces(mask), None)
    if not mask.unspecified:
        return first
    last = next(_pieces(mask, backwards=True), None)
    return None if first is None or last is None else Span(first.start, last.end)


def comb_of(mask: Mask) -> tuple[Span, ...]:
    """Return the members that gaps separate, () where there is only one or more than MAX_MEMBERS."""
    members: list[Span] = []
    for piece in _pieces(mask) if mask.unspecified else ():
        if members and members[-1].end == piece.start:
            members[-1] = Span(members[-1].start, piece.end)
        elif len(members) == MAX_MEMBERS:
            return ()
        else:
            members.append(piece)
    return tuple(members) if len(members) > 1 else ()


def matching(pattern: str, last: int) -> list[int]:
    """Return the numbers from 1 to `last` that two digits with X can mean, all for ""."""
    if pattern in _ANY:
        return list(range(1, last + 1))
    return [number for number in _numbers(pattern, 1) if 1 <= number <= last]


def _pieces(mask: Mask, *, backwards: bool = False) -> Iterator[Span]:
    """Yield disjoint spans in calendar order that together are all the dates of a mask."""
    step = -1 if backwards else 1
    if mask.group is not None:
        for year in _years(mask.year, step):
            yield group_span(year, mask.group)
    elif mask.day not in _ANY:
        yield from _single_days(mask, step)
    elif mask.month not in _ANY:
        for year in _years(mask.year, step):
            for month in matching(mask.month, _MONTHS)[::step]:
                yield _days(year, month, 1, days_in_month(year, month))
    else:
        yield from _year_blocks(mask.year, step)


def _single_days(mask: Mask, step: int) -> Iterator[Span]:
    candidates = [
        (month, day)
        for month in matching(mask.month, _MONTHS)
        for day in matching(mask.day, 31)
        if day <= days_in_month(_LEAP_YEAR, month)
    ][::step]
    for year in _years(mask.year, step) if candidates else ():
        for month, day in candidates:
            if day <= days_in_month(year, month):
                yield _days(year, month, day, day)


def _numbers(pattern: str, step: int) -> Iterator[int]:
    """Yield the numbers of a digit pattern, rising for step 1, falling for step -1."""
    for digits in product(*(_DIGITS[::step] if digit == "X" else digit for digit in pattern)):
        yield int("".join(digits))


def _years(pattern: str, step: int) -> Iterator[int]:
    """Yield the years of a pattern in calendar order; before year 0 a greater number is earlier."""
    if not pattern.startswith("-"):
        yield from _numbers(pattern, step)
        return
    for number in _numbers(pattern[1:], -step):
        if number:  # there is no -0000 beside 0000
            yield -number


def _year_blocks(pattern: str, step: int) -> Iterator[Span]:
    stem = pattern.rstrip("X")
    size = 10 ** (len(pattern) - len(stem))
    sign = -1 if pattern.startswith("-") else 1
    for number in _numbers(stem.removeprefix("-") or "0", sign * step):
        if sign > 0:
            yield Span(instant_of(number * size), instant_of((number + 1) * size))
        elif number or size > 1:
            yield Span(instant_of(1 - (number + 1) * size), instant_of(1 - max(number * size, 1)))


def _days(year: int, month: int, first: int, last: int) -> Span:
    start = instant_of(year, month, first)
    return Span(start, Instant(start + (last - first + 1) * DAY))
