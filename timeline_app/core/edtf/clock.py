"""The time of day after `T`, with its offset from UTC.

Owns the grammar of clock times. Minutes without seconds and fractions of a second are extensions to EDTF.
"""

from __future__ import annotations

from typing import Final

from timeline_app.core.date import ClockTime, Precision
from timeline_app.core.edtf.scanner import Scanner
from timeline_app.core.instant import HOUR, MINUTE, SECOND, Instant, Span

MAX_FRACTION_DIGITS: Final = 6
"""Digits of a second that can be told apart: a microsecond has six."""


def read_clock(scanner: Scanner) -> ClockTime:
    """Read what follows `T`; raise DateError."""
    hour = _two_digits(scanner, "hour", 23)
    if not scanner.take(":"):
        raise scanner.unexpected("“:” and the minutes")
    minute = _two_digits(scanner, "minute", 59)
    second, fraction = None, ""
    if scanner.take(":"):
        second = _two_digits(scanner, "second", 59)
        fraction = _read_fraction(scanner)
    return ClockTime(hour, minute, second, fraction, _read_offset(scanner))


def clock_span(midnight: Instant, clock: ClockTime) -> Span:
    """Return the minute, second or part of a second that a time means, in UTC where it has an offset."""
    start = midnight + clock.hour * HOUR + clock.minute * MINUTE - (clock.offset_minutes or 0) * MINUTE
    if clock.second is None:
        return Span(Instant(start), Instant(start + MINUTE))
    step = SECOND // 10 ** len(clock.fraction)
    start += clock.second * SECOND + int(clock.fraction or "0") * step
    return Span(Instant(start), Instant(start + step))


def clock_precision(clock: ClockTime) -> Precision:
    """Return the unit of the last digit written; tenths and hundredths count as milliseconds."""
    if clock.second is None:
        return Precision.MINUTE
    if not clock.fraction:
        return Precision.SECOND
    return Precision.MILLISECOND if len(clock.fraction) <= 3 else Precision.MICROSECOND


def _read_fraction(scanner: Scanner) -> str:
    if scanner.peek() != "." or scanner.text.startswith("..", scanner.position):
        return ""
    scanner.take(".")
    start = scanner.position
    fraction = scanner.take_digits()
    if not fraction:
        raise scanner.unexpected("digits of a second")
    if len(fraction) > MAX_FRACTION_DIGITS:
        raise scanner.fail(f"{len(fraction)} digits of a second", "at most 6", start)
    return fraction


def _read_offset(scanner: Scanner) -> int | None:
    if scanner.take("Z"):
        return 0
    start = scanner.position
    sign = scanner.take("+-")
    if not sign:
        return None
    minutes = _two_digits(scanner, "hour", 23) * 60
    if scanner.take(":"):
        minutes += _two_digits(scanner, "minute", 59)
    if sign == "-" and minutes == 0:
        raise scanner.fail("an offset of minus zero", "“Z” or “+00:00” for UTC", start)
    return -minutes if sign == "-" else minutes


def _two_digits(scanner: Scanner, unit: str, last: int) -> int:
    start = scanner.position
    digits = scanner.take_digits()
    if not digits:
        raise scanner.unexpected(f"two digits for the {unit}")
    if len(digits) != 2:
        raise scanner.fail(f"“{digits}” for the {unit}", "two digits", start)
    if int(digits) > last:
        raise scanner.fail(f"{unit} {digits} does not exist", f"{unit} 00 to {last}", start)
    return int(digits)
