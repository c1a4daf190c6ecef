"""Years, months and days in digits only: a quick road for nearly all the dates of a dataset.

Owns speed, not grammar: what it declines, a misspelt date too, goes to `single`, which knows the reasons.
"""

from __future__ import annotations

import re
from typing import Final

from timeline_app.core.civil import days_from_civil, days_in_month
from timeline_app.core.date import Precision, SingleDate
from timeline_app.core.instant import DAY, Instant, Span

_PLAIN: Final = re.compile(
    r"""([0-9]{4}) (?: - (0[1-9]|1[0-2]) (?: - (0[1-9]|[12][0-9]|3[01]) )? )?
        (?= \Z | [/,.\]}] )""",
    re.VERBOSE,
)
# Members of an enum and numbers of two digits are looked up beforehand: each costs a twentieth of a reading.
_DAY: Final = Precision.DAY
_MONTH: Final = Precision.MONTH
_YEAR: Final = Precision.YEAR
_NUMBERS: Final = {f"{number:02}": number for number in range(1, 32)}


def plain_date(text: str, position: int = 0) -> SingleDate | None:
    """Return the year, month or day at a position, None where there is anything else."""
    match = _PLAIN.match(text, position)
    if match is None:
        return None
    year_digits, month_digits, day_digits = match.groups("")
    year = int(year_digits)
    if day_digits:
        month, day = _NUMBERS[month_digits], _NUMBERS[day_digits]
        if day > 28 and day > days_in_month(year, month):
            return None
        precision = _DAY
        first = days_from_civil(year, month, day)
        after = first + 1
    elif month_digits:
        month = _NUMBERS[month_digits]
        precision = _MONTH
        first = days_from_civil(year, month, 1)
        after = first + days_in_month(year, month)
    else:
        precision = _YEAR
        first, after = days_from_civil(year, 1, 1), days_from_civil(year + 1, 1, 1)
    span = Span(Instant(first * DAY), Instant(after * DAY))
    return SingleDate(match.group(), precision, span, year_digits, year, month_digits, day_digits)
