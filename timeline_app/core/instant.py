"""Instants and spans: whole microseconds since 1970-01-01, proleptic Gregorian, without bounds.

Owns the type and its units. Must not know calendars (see `civil`), floats or `datetime`.
"""

from __future__ import annotations

from typing import Final, NewType

from msgspec import Struct

Instant = NewType("Instant", int)
"""Microseconds since 1970-01-01T00:00:00; a type of its own so that a pixel cannot be passed for it."""

Duration = NewType("Duration", int)
"""A difference of two instants, in microseconds."""

MICROSECOND: Final = Duration(1)
MILLISECOND: Final = Duration(1_000)
SECOND: Final = Duration(1_000_000)
MINUTE: Final = Duration(60 * SECOND)
HOUR: Final = Duration(60 * MINUTE)
DAY: Final = Duration(24 * HOUR)


class Span(Struct, frozen=True, order=True, gc=False):
    """A half-open stretch of time [start, end)."""

    start: Instant
    end: Instant

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"span ends ({self.end}) before it starts ({self.start})")

    @property
    def duration(self) -> Duration:
        """Return how long the span is."""
        return Duration(self.end - self.start)

    def contains(self, instant: Instant) -> bool:
        """Tell whether an instant lies in the span; the end does not."""
        return self.start <= instant < self.end

    def hull(self, other: Span) -> Span:
        """Return the smallest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))
