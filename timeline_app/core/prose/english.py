"""The English words of dates.

Owns words only; `words` says what the kinds mean.
"""

from __future__ import annotations

from typing import Final

from timeline_app.core.month_names import FULL_MONTHS, SHORT_MONTHS
from timeline_app.core.prose.words import Kind, Vocabulary, counted, listed

ENGLISH: Final[Vocabulary] = {
    **counted(Kind.MONTH, 1, *(name.lower() for name in FULL_MONTHS["en"])),
    **counted(Kind.MONTH, 1, *(name.lower() for name in SHORT_MONTHS["en"])),
    **listed(Kind.MONTH, "sept", value=9),
    **counted(
        Kind.WEEKDAY, 0,
        "monday|mon", "tuesday|tue|tues", "wednesday|wed", "thursday|thu|thur|thurs", "friday|fri",
        "saturday|sat", "sunday|sun",
    ),
    **listed(Kind.ERA, "bc", "b . c .", "bce", "b . c . e .", value=-1),
    **listed(Kind.ERA, "ad", "a . d .", "ce", "c . e .", value=1),
    **listed(Kind.IN, "in", "on", "at", "during", "the", "in the", "on the"),
    **listed(Kind.IN, "year", "the year", "in the year"),
    **listed(Kind.OF, "of", "of the year", "of the"),
    **counted(Kind.ORDINAL, 1, "first", "second", "third", "fourth"),
    **listed(Kind.ORDINAL_END, "st", "nd", "rd", "th"),
    **listed(Kind.QUARTER, "quarter", "q"),
    **counted(Kind.THIRD, 1, "first third", "second third", "last third"),
    **listed(Kind.HALF, "half", "h"),
    **listed(Kind.DECADE_END, "s", "' s", "’ s"),
    **listed(Kind.CENTURY, "century"),
    **counted(Kind.SEASON, 21, "spring", "summer", "autumn|fall", "winter"),
    **counted(Kind.PART, 37, "early|early in", "mid|mid -|middle of|the middle of", "late|late in"),
    **listed(Kind.ABOUT, "about", "around", "circa", "ca", "ca .", "c", "c .", "approximately", "approx ."),
    **listed(Kind.POSSIBLY, "possibly", "perhaps", "maybe", "probably"),
    **listed(Kind.BEFORE, "before"),
    **listed(Kind.AFTER, "after"),
    **listed(Kind.SINCE, "since"),
    **listed(Kind.UNTIL, "until", "till", "up to"),
    **listed(Kind.BETWEEN, "between"),
    **listed(Kind.FROM, "from"),
    **listed(Kind.TO, "to", "through"),
    **listed(Kind.AND, "and"),
    **counted(Kind.YEAR_SHIFT, -1, "last year", "this year|the current year", "next year"),
    **counted(Kind.MONTH_SHIFT, -1, "last month", "this month", "next month"),
    **counted(Kind.DAY_SHIFT, -1, "yesterday", "today", "tomorrow"),
    **listed(Kind.AGES, "million", value=6),
    **listed(Kind.AGES, "billion", value=9),
    **listed(Kind.AGO, "years ago"),
    **listed(Kind.UTC, "utc", "gmt", "z"),
}  # fmt: skip
