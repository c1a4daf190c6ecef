"""Sub-year groups: the EDTF codes 21 to 41 for seasons, quarters, thirds and halves of a year.

Owns which months a code means. EDTF gives no months for the seasons; this program takes the meteorological
ones. Winter (24, 28) and southern summer (30) begin in December of the year written and end with February
of the next, so that a season is never cut in two.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from timeline_app.core.civil import instant_of
from timeline_app.core.date import Precision
from timeline_app.core.instant import Span


class Group(NamedTuple):
    """A run of months, the first counted 1 to 12."""

    first_month: int
    months: int
    precision: Precision


_SPRING: Final = Group(3, 3, Precision.SEASON)
_SUMMER: Final = Group(6, 3, Precision.SEASON)
_AUTUMN: Final = Group(9, 3, Precision.SEASON)
_WINTER: Final = Group(12, 3, Precision.SEASON)
_NORTH: Final = (_SPRING, _SUMMER, _AUTUMN, _WINTER)
_SOUTH: Final = (_AUTUMN, _WINTER, _SPRING, _SUMMER)
"""Spring to winter of the southern hemisphere, in the months that the north calls autumn to summer."""

GROUPS: Final = dict(
    enumerate(
        (
            *_NORTH,  # 21 to 24: no hemisphere said, so the northern months
            *_NORTH,  # 25 to 28
            *_SOUTH,  # 29 to 32
            *(Group(month, 3, Precision.QUARTER) for month in (1, 4, 7, 10)),  # 33 to 36
            *(Group(month, 4, Precision.FOUR_MONTHS) for month in (1, 5, 9)),  # 37 to 39
            *(Group(month, 6, Precision.HALF_YEAR) for month in (1, 7)),  # 40 and 41
        ),
        start=21,
    )
)
"""Every code with its months."""


def group_span(year: int, code: int) -> Span:
    """Return the months of a code, counted from January of a year."""
    group = GROUPS[code]
    after = group.first_month - 1 + group.months
    return Span(
        instant_of(year, group.first_month),
        instant_of(year + after // 12, after % 12 + 1),
    )
