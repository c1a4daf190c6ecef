"""The edges of a date that a hand may move without falsifying it, and the date after such a move.

Owns the policy. Knows no viewport, no events and no words.

An edge may be moved where it is a date of its own, written in a unit in which a hand can point at this zoom,
and the moved date is written in the same unit, with the same doubts. So nothing becomes more exact, or less,
than its source has it. By kind of EDTF:

- Interval `2018-03/2019`: each side that is a date by itself, the start here by months, the end by years,
  where such a unit is at least `LEAST_PIXELS` wide. `?`, `~` and `%` stay on the parts on which they are.
- Open and unknown sides, `..` and nothing: none. To give them a date is a new statement, not a move.
- A single date, `2018`, a moment inside it or what lasted throughout: none. Its bounds are those of one unit
  of the calendar; a year that begins in March is no year.
- Sets, one of them or all: none. Their members are what a source names, one by one.
- Sides of other shapes stay where they are: seasons and other parts of the year, digits left out inside a
  date (`2018-XX`, `XXXX-12`), exponents without significant digits, times with a zone, which are not where
  they are written, and parts of a second of another length than thousandths.

Digits left out at the end of a year (`201X`) and significant digits are units, and move by decades and the
like. A start never comes to lie after the end.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from timeline_app.core.date import Date, DateKind, SingleDate
from timeline_app.core.date_of_place import LEAST_PIXELS, dates_holding
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.instant import Instant

_PART: Final = re.compile(r"Y-?[0-9]+(?:E[0-9]+)?(?:S[0-9]+)?|(?:^-|(?<=^[?~%])-)?[0-9X]+")
"""A year with its sign, or another number of a date."""
_QUALIFIERS: Final = re.compile("[?~%]")


class IntervalEdge(Enum):
    """Which edge of an interval."""

    START = "start"
    END = "end"


def movable_edges(date: Date, microseconds_per_pixel: float) -> tuple[IntervalEdge, ...]:
    """Return the edges of a date that may be moved at a scale."""
    return tuple(
        edge
        for edge in IntervalEdge
        if (side := _side(date, edge)) is not None
        and side.span.duration >= LEAST_PIXELS * microseconds_per_pixel
        and _is_a_unit(side)
    )


def edge_instant(date: Date, edge: IntervalEdge) -> Instant:
    """Return where a movable edge is drawn: the first instant of the start, the one after the end's last."""
    side = _movable(date, edge)
    return side.span.start if edge is IntervalEdge.START else side.span.end


def moved(date: Date, edge: IntervalEdge, instant: Instant) -> Date:
    """Return a date with a movable edge brought as near to an instant as its unit allows.

    The start stays before the end. Where the calendar of EDTF has no such unit the date stays as it is.
    """
    side = _movable(date, edge)
    unit = _unit_at(instant, side)
    if unit is None:
        return date
    is_late = unit.span.end - instant < instant - unit.span.start
    if edge is IntervalEdge.START:
        target = unit.span.end if is_late else unit.span.start
        if isinstance(date.end, SingleDate):
            target = min(target, Instant(date.end.span.end - 1))
    else:
        target = Instant(unit.span.start if is_late else unit.span.start - 1)
        if isinstance(date.start, SingleDate):
            target = max(target, date.start.span.start)
    new = _unit_at(target, side)
    if new is None or new.span == side.span:
        return date
    text = _respelled(side.text, new.text)
    start, _, end = date.text.partition("/")
    return parse_edtf(f"{text}/{end}" if edge is IntervalEdge.START else f"{start}/{text}")


def _side(date: Date, edge: IntervalEdge) -> SingleDate | None:
    """Return the date on one side of an interval, None where there is none."""
    side = date.start if edge is IntervalEdge.START else date.end
    return side if date.kind is DateKind.INTERVAL and isinstance(side, SingleDate) else None


def _movable(date: Date, edge: IntervalEdge) -> SingleDate:
    side = _side(date, edge)
    if side is None:
        raise ValueError(f"{date.text!r} has no movable {edge.value}")
    return side


def _is_a_unit(side: SingleDate) -> bool:
    """Tell whether a side is written as its unit is at its place, but for doubts."""
    unit = _unit_at(side.span.start, side)
    return unit is not None and unit.text == _QUALIFIERS.sub("", side.text)


def _unit_at(instant: Instant, side: SingleDate) -> SingleDate | None:
    """Return the date of a side's precision in which an instant lies."""
    singles = (date.single for date in dates_holding(instant) if date.kind is DateKind.SINGLE)
    return next((single for single in singles if single.precision is side.precision), None)


def _respelled(text: str, plain: str) -> str:
    """Return a date's text with other numbers, its signs of doubt where they were."""
    parts = iter(_PART.findall(plain))
    return _PART.sub(lambda _: next(parts), text)
