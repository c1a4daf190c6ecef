"""The ladder of calendar steps, from a microsecond to ten trillion years, and where their ticks lie.

Owns the arithmetic of ticks, in integers. Knows no pixels, no language, no fonts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from timeline_app.core.civil import civil_of, days_in_month, instant_of
from timeline_app.core.instant import DAY, HOUR, MICROSECOND, MINUTE, SECOND, Duration, Instant, Span


class StepUnit(StrEnum):
    """What a step counts; from hours down all steps are equally long."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    HOUR = "hour"
    MINUTE = "minute"
    SECOND = "second"
    MICROSECOND = "microsecond"


_CLOCK: Final = {
    StepUnit.HOUR: HOUR,
    StepUnit.MINUTE: MINUTE,
    StepUnit.SECOND: SECOND,
    StepUnit.MICROSECOND: MICROSECOND,
}
# Days of a month that carry a tick, aligned to months; the gap to the next first of a month is at least
# the second number, for which a last one gives way (29 February in steps of two).
_DAYS: Final = {
    1: (tuple(range(1, 32)), 1),
    2: (tuple(range(1, 30, 2)), 2),
    5: ((1, 5, 10, 15, 20, 25), 4),
    10: ((1, 10, 20), 9),
    15: ((1, 15), 14),
}
_SHORTEST_MONTHS: Final = {1: 28, 3: 90}


@dataclass(frozen=True, slots=True)
class Step:
    """A distance between ticks by the calendar: so many of a unit, aligned to the next larger unit.

    Steps of several years stand on round years of both eras: 1000 BC, 500 BC, AD 1, AD 500.
    """

    unit: StepUnit
    count: int

    def __str__(self) -> str:
        return f"{self.count} {self.unit}"

    @property
    def shortest(self) -> Duration:
        """Return the least distance of two ticks; between AD 1 and the next round year it is shorter."""
        match self.unit:
            case StepUnit.YEAR:
                return Duration(self.count * 365 * DAY)
            case StepUnit.MONTH:
                return Duration(_SHORTEST_MONTHS[self.count] * DAY)
            case StepUnit.DAY:
                return Duration(_DAYS[self.count][1] * DAY)
            case _:
                return Duration(self.count * _CLOCK[self.unit])

    def within(self, span: Span) -> list[Instant]:
        """Return the ticks in a closed span, in order; the caller sees that they are few."""
        match self.unit:
            case StepUnit.YEAR:
                ticks = [instant_of(year) for year in self._years(span)]
            case StepUnit.MONTH:
                ticks = [instant_of(year, month) for year, month in _months(span, self.count)]
            case StepUnit.DAY:
                ticks = [
                    instant_of(year, month, day)
                    for year, month in _months(span, 1)
                    for day in self._days(year, month)
                ]
            case _:
                size = self.shortest
                return [Instant(tick) for tick in range(-(-span.start // size) * size, span.end + 1, size)]
        return [tick for tick in ticks if span.start <= tick <= span.end]

    def divides(self, larger: Step) -> bool:
        """Tell whether every tick of a larger step is also one of this."""
        match self.unit:
            case StepUnit.YEAR | StepUnit.MONTH:
                return larger.unit in (StepUnit.YEAR, StepUnit.MONTH) and larger._months % self._months == 0
            case StepUnit.DAY if larger.unit is StepUnit.DAY:
                return set(_DAYS[larger.count][0]) <= set(_DAYS[self.count][0])
            case StepUnit.DAY:
                return larger.unit in (StepUnit.YEAR, StepUnit.MONTH)
            case _:
                return larger.unit not in _CLOCK or larger.shortest % self.shortest == 0

    @property
    def _months(self) -> int:
        return self.count * 12 if self.unit is StepUnit.YEAR else self.count

    def _years(self, span: Span) -> Iterator[int]:
        """Yield astronomical years; the year n BC is 1 - n."""
        first, last = civil_of(span.start)[0], civil_of(span.end)[0]
        nearest = max(1, -(-(1 - last) // self.count))
        for multiple in range((1 - first) // self.count, nearest - 1, -1):
            yield 1 - multiple * self.count
        # In steps of two, AD 1 would crowd AD 2.
        if first <= 1 <= last and self.count != 2:
            yield 1
        yield from range(max(2, self.count, -(-first // self.count) * self.count), last + 1, self.count)

    def _days(self, year: int, month: int) -> Iterator[int]:
        days, gap = _DAYS[self.count]
        length = days_in_month(year, month)
        return (day for day in days if day + gap <= length + 1)


def _months(span: Span, count: int) -> Iterator[tuple[int, int]]:
    """Yield every year and month from before the span's start to its end, in steps that divide a year."""
    year, month, _ = civil_of(span.start)
    last_year, last_month, _ = civil_of(span.end)
    first = year * 12 + (month - 1) // count * count
    for index in range(first, last_year * 12 + last_month, count):
        yield index // 12, index % 12 + 1


def _round_counts(most: int) -> Iterator[int]:
    """Yield 1, 2, 5, 10, 20, 50 and so on."""
    power = 1
    while power <= most:
        yield from (digit * power for digit in (1, 2, 5) if digit * power <= most)
        power *= 10


LADDER: Final = (
    *(Step(StepUnit.MICROSECOND, count) for count in _round_counts(500_000)),
    *(Step(StepUnit.SECOND, count) for count in (1, 5, 15, 30)),
    *(Step(StepUnit.MINUTE, count) for count in (1, 5, 15, 30)),
    *(Step(StepUnit.HOUR, count) for count in (1, 3, 6, 12)),
    *(Step(StepUnit.DAY, count) for count in _DAYS),
    *(Step(StepUnit.MONTH, count) for count in _SHORTEST_MONTHS),
    *(Step(StepUnit.YEAR, count) for count in _round_counts(10_000_000_000_000)),
)
"""Every step, finest first."""
