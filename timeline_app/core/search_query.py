"""What a person types to search: words, "phrases" and -words, and where a text has them.

Owns the grammar of a query and its matches in texts. Knows no index (see `search_index`) and no window.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Self

from timeline_app.core.folding import is_unspaced, pieces_of, spaced, spaced_with_origins, tokens_of

_QUOTES: Final = '"“”„‟«»'
_TYPED: Final = re.compile(
    rf"(?P<minus>-?)(?:[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)(?P<closing>[{_QUOTES}]?)|(?P<word>[^\s{_QUOTES}]+))"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token of the index, or the beginning of some."""

    text: str
    is_prefix: bool


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that must stand in a text, or must not.

    `needle` is looked for in texts as `folding.spaced` returns them. `tokens` are what an index holds of it;
    where there is one, an event that has it has the needle, where there are more, their order is open.
    """

    needle: str
    tokens: tuple[Token, ...]
    is_excluded: bool = False

    @classmethod
    def of(cls, pieces: list[str], *, is_whole: bool, is_excluded: bool) -> Self:
        """Make the term of pieces in sequence; the last word is whole, or else may go on."""
        first, last = pieces[0], pieces[-1]
        opening = "" if is_unspaced(first) else " "
        closing = " " if is_whole and not is_unspaced(last) else ""
        tokens = [
            Token(token, is_prefix=False) for piece in pieces[:-1] for token in _tokens_within(piece)
        ] + [Token(token, is_prefix=not closing) for token in _tokens_within(last)]
        return cls(f"{opening}{' '.join(pieces)}{closing}", tuple(tokens), is_excluded)


def _tokens_within(piece: str) -> tuple[str, ...]:
    """Return the tokens of a piece that may go on in a text, where its last character has a pair."""
    tokens = tokens_of(piece)
    return tokens[:-1] if len(tokens) > 1 else tokens


@dataclass(frozen=True, slots=True)
class Query:
    """What a person typed: an event is found that has all terms, and none that are excluded."""

    terms: tuple[Term, ...]

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Read what was typed; what holds no letter and no digit says nothing.

        A word finds those that begin with it. Words in quotes, or joined by other signs ("e-mail"), stand in
        sequence; in quotes the last is whole once they are closed. A hyphen before either excludes it.
        """
        terms = []
        for part in _TYPED.finditer(typed):
            pieces = pieces_of(part["word"] or part["quoted"] or "")
            if pieces:
                terms.append(Term.of(pieces, is_whole=bool(part["closing"]), is_excluded=bool(part["minus"])))
        return cls(tuple(dict.fromkeys(terms)))

    def __bool__(self) -> bool:
        return bool(self.terms)

    def matches(self, texts: Iterable[str]) -> bool:
        """Tell whether an event with these texts is found; a phrase stands within one of them."""
        # Two blanks stand between texts, and no needle holds two.
        everything = "".join(map(spaced, texts))
        return all((term.needle in everything) is not term.is_excluded for term in self.terms)

    def spans_in(self, text: str) -> list[tuple[int, int]]:
        """Return the code points [start, end) of a text that the terms find, in order and apart."""
        wanted = [term.needle for term in self.terms if not term.is_excluded]
        if not wanted:
            return []
        folded = spaced_with_origins(text)
        spans: list[tuple[int, int]] = []
        for first, last in sorted(span for needle in wanted for span in _places(needle, folded.text)):
            start, end = folded.starts[first], folded.ends[last]
            if spans and start <= spans[-1][1]:
                start, end = spans[-1][0], max(spans.pop()[1], end)
            spans.append((start, end))
        return spans


def _places(needle: str, folded: str) -> Iterator[tuple[int, int]]:
    """Yield the first and the last character of each place of a needle, without the blanks at its ends."""
    first = len(needle) - len(needle.lstrip())
    last = len(needle.rstrip()) - 1
    found = folded.find(needle)
    while found >= 0:
        yield found + first, found + last
        found = folded.find(needle, found + 1)
