"""A cursor over an EDTF text that knows how to say what is wrong and where.

Owns positions, wording of errors and hints for spellings that are no longer EDTF. Knows no grammar.
"""

from __future__ import annotations

import re
from typing import Final

from timeline_app.core.errors import DateError

MAX_LENGTH: Final = 256
"""Longest text that is read, in characters."""

_HINTS: Final = (
    ("unknown", "the old word “unknown”", "nothing at all for an unknown end, as in “1985/”"),
    ("open", "the old word “open”", "“..” for an open end, as in “1985/..”"),
    ("u", "the old letter “u”", "“X” for a digit that is not stated, as in “199X”"),
    ("x", "a small “x”", "“X” for a digit that is not stated, as in “199X”"),
    ("y", "a small “y”", "“Y” before a year of more than four digits"),
    ("e", "a small “e”", "“E” before an exponent, as in “Y-17E7”"),
    ("p", "the old letter “p”", "“S” before the number of significant digits, as in “1950S2”"),
    ("s", "a small “s”", "“196X” for a decade, or “S” before the number of significant digits"),
    ("t", "a small “t”", "“T” before the time"),
    ("z", "a small “z”", "“Z” for UTC"),
    ("(", "a parenthesis", "“?”, “~” or “%” to the left of the part it belongs to"),
    (")", "a parenthesis", "“?”, “~” or “%” to the left of the part it belongs to"),
)
_DASHES: Final = "‐‑‒–—―−"
_FOREIGN: Final = re.compile("[^!-~]")
_DIGITS: Final = re.compile("[0-9]*")
_MASKED: Final = re.compile("[0-9X]*")


class Scanner:
    """A position in a text: `take` moves on, `fail` and `unexpected` make the error to raise."""

    __slots__ = ("position", "text")

    def __init__(self, text: str) -> None:
        """Start at the first character; raise DateError where a character can stand in no EDTF text."""
        self.text = text
        self.position = 0
        if len(text) > MAX_LENGTH:
            raise self.fail(f"a text of {len(text)} characters", f"at most {MAX_LENGTH}", MAX_LENGTH)
        if not text:
            raise self.fail("an empty text", "a date, as in “2025-10-28”")
        foreign = _FOREIGN.search(text)
        if foreign is not None:
            raise self._foreign(foreign.start(), foreign.group())

    def peek(self) -> str:
        """Return the next character, "" at the end."""
        return self.text[self.position : self.position + 1]

    def take(self, characters: str) -> str:
        """Move past the next character if it is one of these and return it, else return ""."""
        character = self.peek()
        if not character or character not in characters:
            return ""
        self.position += 1
        return character

    def take_word(self, word: str) -> bool:
        """Move past a word if it comes next."""
        if not self.text.startswith(word, self.position):
            return False
        self.position += len(word)
        return True

    def take_digits(self) -> str:
        """Move past as many digits as come next and return them."""
        return self._take_run(_DIGITS)

    def take_masked(self) -> str:
        """Move past as many digits and X as come next and return them."""
        return self._take_run(_MASKED)

    def fail(self, found: str, expected: str, position: int | None = None) -> DateError:
        """Return an error at a position, by default the next character."""
        return DateError(self.text, self.position if position is None else position, found, expected)

    def unexpected(self, expected: str) -> DateError:
        """Return an error about the next character; a hint replaces `expected` for a known old spelling."""
        for spelling, found, hint in _HINTS:
            if self.text.startswith(spelling, self.position):
                return self.fail(found, hint)
        character = self.peek()
        return self.fail(f"“{character}”" if character else "the end of the text", expected)

    def _take_run(self, pattern: re.Pattern[str]) -> str:
        start = self.position
        match = pattern.match(self.text, start)
        if match is not None:
            self.position = match.end()
        return self.text[start : self.position]

    def _foreign(self, position: int, character: str) -> DateError:
        if character.isspace():
            return self.fail("a space", "no spaces inside a date", position)
        if character in _DASHES:
            return self.fail(f"the dash “{character}”", "a hyphen “-”", position)
        shown = f"“{character}”" if character.isprintable() else f"U+{ord(character):04X}"
        return self.fail(f"the character {shown}", "ASCII digits, letters and signs", position)
