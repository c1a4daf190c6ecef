"""A cursor over the tokens of a text, and the as-of date that the text may lean on.

Owns positions and the errors at them. Knows no grammar.
"""

from __future__ import annotations

from typing import Final

from timeline_app.core.date import Date, DateKind
from timeline_app.core.errors import DateError
from timeline_app.core.prose.lexer import Token, tokens_of
from timeline_app.core.prose.words import Kind

_A_DATE: Final = "a date, as in “28 October 2025”, “Q2 2025” or “ca. 1850”"
_END: Final = Token(Kind.SIGN, "", 0, 0)
_ANCHORS: Final = ("an as-of date", "an as-of date with its month", "an as-of date with its day")


class Cursor:
    """The next token of a text; steps that understand it move past it."""

    __slots__ = ("_as_of", "_next", "_tokens", "text")

    def __init__(self, text: str, as_of: Date | None) -> None:
        """Split the text; raise DateError at a word that no date has."""
        self.text = text
        self._as_of = as_of
        self._tokens = tokens_of(text)
        self._next = 0

    def peek(self, ahead: int = 0) -> Token:
        """Return a coming token; past the end a SIGN without text."""
        index = self._next + ahead
        return self._tokens[index] if index < len(self._tokens) else _END

    def take(self, *kinds: Kind) -> Token | None:
        """Move past the next token if it is of one of the kinds."""
        token = self.peek()
        if token.kind not in kinds or token is _END:
            return None
        self._next += 1
        return token

    def take_sign(self, *signs: str) -> bool:
        """Move past the next token if it is one of these signs."""
        if self.peek().text not in signs:
            return False
        self._next += 1
        return True

    def next_is_sign(self, *signs: str, ahead: int = 0) -> bool:
        """Tell whether a coming token is one of these signs."""
        return self.peek(ahead).text in signs

    def skip(self, count: int) -> None:
        """Move past tokens that were peeked at."""
        self._next += count

    @property
    def at_end(self) -> bool:
        """Tell whether all tokens were taken."""
        return self.peek() is _END

    @property
    def position(self) -> int:
        """Return where the next token starts in the text."""
        return len(self.text) if self.at_end else self.peek().start

    def fail(self, found: str, expected: str, position: int | None = None) -> DateError:
        """Return an error at a position, by default the next token's."""
        return DateError(self.text, self.position if position is None else position, found, expected)

    def unexpected(self, expected: str = _A_DATE) -> DateError:
        """Return an error about the next token."""
        return self.fail("the end of the text" if self.at_end else f"“{self.peek().text}”", expected)

    def as_of(self, count: int, start: int) -> list[int]:
        """Return the first `count` of year, month and day of the as-of date.

        Raise DateError about the words from `start` on where there is none, or none so exact.
        """
        parts: list[int] = []
        if self._as_of is not None and self._as_of.kind is DateKind.SINGLE:
            single = self._as_of.single
            digits = (single.month_digits, single.day_digits)[: count - 1]
            if single.year is not None and all(part.isdecimal() for part in digits):
                parts = [single.year, *(int(part) for part in digits)]
        if not parts:
            words = self.text[start : self.peek(-1).end]
            raise self.fail(f"“{words}”, which depends on another date", _ANCHORS[count - 1], start)
        return parts
