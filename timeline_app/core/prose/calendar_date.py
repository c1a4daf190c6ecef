"""Days, months and times of day, read by python-dateutil.

Owns the use of dateutil, which fills what is missing from a default: every text is read against two
defaults that differ in all fields, and what comes out alike was written: to dateutil "32 October" is a month
of 2032, which a single default would turn into a day. It is given neither years nor numbers alone, so it can
guess neither a century nor the order of day and month, and English month names, for it knows no others.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from dateutil.parser import parse

from timeline_app.core.month_names import FULL_MONTHS

_DEFAULTS: Final = (
    datetime(2000, 1, 1, 0, 0, 0, 0),  # noqa: DTZ001 - a date as written has no zone
    datetime(2004, 12, 31, 1, 1, 1, 1),  # noqa: DTZ001 - likewise
)


@dataclass(frozen=True, slots=True)
class Fields:
    """What was written; None where it was not."""

    month: int | None
    day: int | None


def read_fields(day: str, month: int, clock: str) -> Fields | None:
    """Return the fields of a day, a month 1 to 12 and a time such as "14:30"; None where none exist."""
    words = f"{day} {FULL_MONTHS['en'][month - 1]} {clock}"
    try:
        first, second = (parse(words, default=default) for default in _DEFAULTS)
    except (ValueError, OverflowError):
        return None
    return Fields(
        month=first.month if first.month == second.month else None,
        day=first.day if first.day == second.day else None,
    )
