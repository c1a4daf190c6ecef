"""Texts as search compares them: without case, accents and width, in words.

Owns what of a letter counts and where words begin and end, in every script. Knows no queries and no index.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

_DROPPED: Final = re.compile(
    "[\u034f\u0640\u180b-\u180f\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]"
)
"""Joiners that are not seen, the Arabic stretching letter, variants and skin tones of signs."""

_SPELLED: Final = dict(zip("øłđðħŧıىیکة", "olddhtiييكه", strict=True)) | {"æ": "ae", "œ": "oe", "þ": "th"}
"""Letters that Unicode does not take apart and many keyboards lack; forms of one Arabic letter."""

_SIGNS: Final = "\u2600-\u27bf\U0001f000-\U0001faff"
_UNSPACED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3005-\u3007\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff"  # kana, Bopomofo
    "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff" + _SIGNS  # Han
)
"""Scripts whose words nothing separates, and pictures."""

_SIGN: Final = re.compile(f"[{_SIGNS}]")
_UNSPACED_START: Final = re.compile(f"[{_UNSPACED}]")
_PIECE: Final = re.compile(f"[{_UNSPACED}]+|[^ {_UNSPACED}]+")


class _Folding(dict[int, str]):
    """What stands for a code point, as `str.translate` asks for it; those asked for are remembered."""

    def __missing__(self, code: int) -> str:
        folded = _folded_character(chr(code))
        self[code] = folded
        return folded


_FOLDING: Final = _Folding()


class Spaced(NamedTuple):
    """A text in `spaced` form; character i of it comes from [starts[i], ends[i]) of the text."""

    text: str
    starts: list[int]
    ends: list[int]


def pieces_of(text: str) -> list[str]:
    """Return the words of a text, folded; where a script has no blanks, all between two marks is one.

    A word is a run of letters, digits and vowel signs; every digit is one of 0 to 9. Case, width, accents
    and points do not count: "Straße", "STRASSE" and full-width "strasse" are the same, and so are "é" of one
    code point and of two. Hangul comes apart into its letters, so that a syllable that is being typed begins
    the finished one.
    """
    return _PIECE.findall(text.translate(_FOLDING))


def is_unspaced(piece: str) -> bool:
    """Tell whether a piece is of a script whose words nothing separates."""
    return _UNSPACED_START.match(piece) is not None


def tokens_of(piece: str) -> tuple[str, ...]:
    """Return what an index holds of a piece: a word as it is, else the pair that begins at each character.

    The last character stands alone, so that every character begins a token.
    """
    if not is_unspaced(piece):
        return (piece,)
    return tuple(piece[start : start + 2] for start in range(len(piece)))


def spaced(text: str) -> str:
    """Return the pieces of a text with one blank before, between and after them."""
    return f" {' '.join(pieces_of(text))} "


def spaced_with_origins(text: str) -> Spaced:
    """Return `spaced` and where in the text each of its characters comes from; blanks are of no extent."""
    folded, starts, ends = [" "], [0], [0]
    for index, character in enumerate(text):
        for part in _FOLDING[ord(character)] or "\0":
            if part == "\0":
                # What does not count belongs to the letter before it.
                ends[-1] = index + 1 if folded[-1] != " " else ends[-1]
                continue
            last = folded[-1]
            if last != " " and (part == " " or is_unspaced(last) != is_unspaced(part)):
                folded.append(" ")
                starts.append(index)
                ends.append(index)
            if part != " ":
                folded.append(part)
                starts.append(index)
                ends.append(index + 1)
    if folded[-1] != " " or len(folded) == 1:
        folded.append(" ")
        starts.append(len(text))
        ends.append(len(text))
    return Spaced("".join(folded), starts, ends)


def _folded_character(character: str) -> str:
    """Return what counts of a character: nothing of an accent, a blank of what is no part of a word."""
    apart = _decomposed(_decomposed(character).casefold())
    return "".join(_SPELLED.get(part, part) if _is_of_word(part) else " " for part in apart)


def _decomposed(text: str) -> str:
    """Return a text taken apart by compatibility, without what does not count."""
    return "".join(_digit(part) for part in unicodedata.normalize("NFKD", text) if not _is_dropped(part))


def _digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def _is_dropped(character: str) -> bool:
    """Tell whether a character counts nowhere: accents, points of Semitic scripts, invisible marks.

    Marks are told by their combining class: 1 lies over a letter, 10 to 36 are Hebrew, Arabic and Syriac
    points, 200 and more are accents. What is between, and 0 and 7 to 9, are vowels, tones and voicing.
    """
    combining = unicodedata.combining(character)
    return (
        combining == 1
        or 10 <= combining <= 36
        or combining >= 200
        or _DROPPED.match(character) is not None
        or unicodedata.category(character) == "Me"
        or (unicodedata.category(character) == "Cf" and character != "\u200b")
    )


def _is_of_word(character: str) -> bool:
    return (
        character.isalnum()
        or unicodedata.category(character) in ("Mn", "Mc")
        or _SIGN.match(character) is not None
    )
