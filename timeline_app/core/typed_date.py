"""A date as a person types it: what it was read as, or why it was not.

Owns the sentence of the refusal with its place in the line. Knows no widgets.
"""

from __future__ import annotations

from dataclasses import dataclass

from timeline_app.core.date import Date
from timeline_app.core.errors import DateError
from timeline_app.core.language import Language
from timeline_app.core.prose import read_date


@dataclass(frozen=True, slots=True)
class TypedDate:
    """What a line holds: a date, or the `refusal` that says why it is none; neither where it is empty.

    `words` is what was typed where that is not the date's EDTF itself.
    """

    date: Date | None = None
    words: str = ""
    refusal: str = ""

    @classmethod
    def read(cls, line: str, as_of: Date | None, language: Language) -> TypedDate:
        """Read EDTF or words of any interface language; what has no year is read from `as_of`."""
        typed = line.strip()
        if not typed:
            return cls()
        try:
            date = read_date(typed, as_of)
        except DateError as error:
            return cls(refusal=_refusal(error, language))
        return cls(date, "" if typed == date.text else typed)


def _refusal(error: DateError, language: Language) -> str:
    reason = f"{error}."
    if error.position < len(error.text):
        return language("At character {n}: {reason}", n=error.position + 1, reason=reason)
    return reason[:1].upper() + reason[1:]  # It says itself that the text ends.
