"""A date as it is being read, and the EDTF it becomes.

Owns the making of EDTF text with exactly the precision written. Knows no words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from timeline_app.core.date import Qualifier

_SIGNS: Final = {
    Qualifier.NONE: "",
    Qualifier.UNCERTAIN: "?",
    Qualifier.APPROXIMATE: "~",
    Qualifier.UNCERTAIN | Qualifier.APPROXIMATE: "%",
}


@dataclass(frozen=True, slots=True)
class Point:
    """The parts of one date as far as they were written; `start` is where it stands in the text.

    `year` counts in the era -1 (before Christ) or 1 (after), or is astronomical in the era 0;
    `year_text` replaces it where EDTF has more to say, as in "196X"; `part` is an EDTF code from 21 to
    41; `clock` is EDTF's time with its "T". `loose` is a number of which only the second date of a
    range can say whether it is a day or a year.
    """

    start: int
    year: int | None = None
    era: int = 0
    year_text: str = ""
    month: int | None = None
    day: int | None = None
    part: int | None = None
    clock: str = ""
    doubt: Qualifier = Qualifier.NONE
    weekday: int | None = None
    loose: int | None = None

    @property
    def has_year(self) -> bool:
        """Tell whether a year of any kind was written."""
        return self.year is not None or bool(self.year_text)

    @property
    def edtf(self) -> str:
        """Return the EDTF of a point that has a year."""
        text = self.year_text or _year_edtf(self.year or 0, self.era)
        for number in (self.part, self.month, self.day):
            if number is not None:
                text += f"-{number:02}"
        return text + _SIGNS[self.doubt] + self.clock


def _year_edtf(count: int, era: int) -> str:
    """Return the astronomical year: 44 BC is -0043, for the year 0 is 1 BC."""
    year = 1 - count if era < 0 else count
    sign = "-" if year < 0 else ""
    return f"{sign}{abs(year):04}" if abs(year) <= 9_999 else f"Y{year}"
