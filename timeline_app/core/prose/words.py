"""What the words of a date can mean, whatever the language.

Owns the kinds that `english` and `german` give to their words. Knows no order of words (see `grammar`).
"""

from __future__ import annotations

from enum import Enum, auto


class Kind(Enum):
    """The role of a word; the comment says what its value is."""

    MONTH = auto()  # 1 to 12
    WEEKDAY = auto()  # 0 for Monday to 6
    ERA = auto()  # -1 before Christ, 1 after
    IN = auto()  # a word that adds nothing in front of a date
    OF = auto()  # a word that adds nothing in front of a year
    ORDINAL = auto()  # 1 to 4, spelled out
    ORDINAL_END = auto()  # as in 28th
    QUARTER = auto()
    THIRD = auto()
    HALF = auto()
    DECADE_END = auto()  # as in 1960s
    CENTURY = auto()
    SEASON = auto()  # an EDTF code, 21 to 24
    PART = auto()  # an EDTF code, 37 to 39
    ABOUT = auto()
    POSSIBLY = auto()
    BEFORE = auto()
    AFTER = auto()
    SINCE = auto()
    UNTIL = auto()
    BETWEEN = auto()
    FROM = auto()
    TO = auto()
    AND = auto()
    YEAR_SHIFT = auto()  # years from the as-of date
    MONTH_SHIFT = auto()  # months from it
    DAY_SHIFT = auto()  # days from it
    AGES = auto()  # the power of ten of a count of years, 6 or 9
    AGO = auto()
    YEARS = auto()  # what follows the count in a language that says "ago" in front
    CLOCK_END = auto()
    UTC = auto()
    NUMBER = auto()  # digits as typed; never in a table of words
    SIGN = auto()  # any other character; never in a table of words


Vocabulary = dict[str, tuple[Kind, int]]
"""Lower-case words or phrases with their kind and value; words of a phrase are parted by spaces."""


def listed(kind: Kind, *phrases: str, value: int = 0) -> Vocabulary:
    """Return the entries of phrases that mean the same."""
    return dict.fromkeys(phrases, (kind, value))


def counted(kind: Kind, first: int, *groups: str) -> Vocabulary:
    """Return the entries of groups of words parted by "|", the first group meaning `first` and so on."""
    return {
        phrase: (kind, value)
        for value, group in enumerate(groups, start=first)
        for phrase in group.split("|")
    }
