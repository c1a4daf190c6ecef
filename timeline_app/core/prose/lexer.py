"""A text as a row of tokens: words and phrases with a meaning, numbers, signs.

Owns the joining of words to phrases, longest first. Knows no order of tokens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from timeline_app.core.errors import DateError
from timeline_app.core.prose.english import ENGLISH
from timeline_app.core.prose.german import GERMAN
from timeline_app.core.prose.words import Kind

_PIECE: Final = re.compile(r"[0-9]+|[^\W\d_]+|\S")
_VOCABULARY: Final = {
    tuple(_PIECE.findall(phrase)): meaning for phrase, meaning in (ENGLISH | GERMAN).items()
}
_LONGEST: Final = max(map(len, _VOCABULARY))


@dataclass(frozen=True, slots=True)
class Token:
    """A meaningful piece of a text at code points [start, end); `value` is what its kind says."""

    kind: Kind
    text: str
    start: int
    end: int
    value: int = 0


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a text; raise DateError at a word that no date has."""
    pieces = list(_PIECE.finditer(text))
    words = [piece.group().lower() for piece in pieces]
    tokens = []
    position = 0
    while position < len(pieces):
        length, token = _token_at(text, pieces, words, position)
        tokens.append(token)
        position += length
    return tokens


def _token_at(text: str, pieces: list[re.Match[str]], words: list[str], position: int) -> tuple[int, Token]:
    start = pieces[position].start()
    for length in range(min(_LONGEST, len(pieces) - position), 0, -1):
        meaning = _VOCABULARY.get(tuple(words[position : position + length]))
        if meaning is not None:
            end = pieces[position + length - 1].end()
            return length, Token(meaning[0], text[start:end], start, end, meaning[1])
    word = pieces[position].group()
    if word[0].isalpha():
        raise DateError(text, start, f"“{word}” is not understood", "the words of a date")
    kind = Kind.NUMBER if word[0] in "0123456789" else Kind.SIGN
    return 1, Token(kind, word, start, pieces[position].end())
