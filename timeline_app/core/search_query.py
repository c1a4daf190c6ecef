"""What a person types to search: words, "phrases" and -words, and where a text has them.

Owns the grammar of a query and its matches in texts. Knows no index (see `search_index`) and no window.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that must stand in a text, or must not.

    `needle` is looked for in `folding.spaced` texts. `tokens` are what the index holds of it, each a whole
    token or the beginning of one.
    """

    needle: str
    tokens: tuple[Token, ...]
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """A token of the index, or the beginning of some."""

    text: str
    is_prefix: bool


@dataclass(frozen=True, slots=True)
class Query:
    """What a person typed: all terms must stand in an event's texts, and none that are excluded."""

    terms: tuple[Term, ...]

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Read what was typed; whatever holds no letter and no digit says nothing."""
        raise NotImplementedError

    def __bool__(self) -> bool:
        return bool(self.terms)

    def matches(self, texts: Iterable[str]) -> bool:
        """Tell whether an event with these texts is found; a phrase stands in one of them."""
        raise NotImplementedError

    def spans_in(self, text: str) -> list[tuple[int, int]]:
        """Return the code points [start, end) of a text that match, in order and apart."""
        raise NotImplementedError
