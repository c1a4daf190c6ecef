"""Characters that are not printed but change how others are: controls, and marks of the writing direction.

Owns which they are, and how they are shown in messages and texts. Imports nothing, for every start needs it.
"""

from __future__ import annotations

from typing import Final

CONTROLS: Final = (*range(0x20), *range(0x7F, 0xA0))
DIRECTIONS: Final = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Marks that override or nest the writing direction: they turn round what follows."""

_LINE_ENDS: Final = (0x2028, 0x2029)
_ESCAPES: Final = {code: ascii(chr(code))[1:-1] for code in (*CONTROLS, *DIRECTIONS, *_LINE_ENDS)}

_NO_CHARACTERS: Final = (*range(0xD800, 0xE000), 0xFDD0, 0xFDD1, 0xFFFE, 0xFFFF)
"""Halves of characters, and codes that programs use among themselves for the ends of texts."""

_IN_LINES: Final = {
    code: f"\\u{code:04x}"
    for code in (*CONTROLS, *DIRECTIONS, *_LINE_ENDS, *_NO_CHARACTERS)
    if chr(code) not in "\t\n"
}


def escaped(text: str) -> str:
    """Return the text on one line with these characters as escapes, so that no terminal obeys them."""
    return text.translate(_ESCAPES)


def escaped_in_lines(text: str) -> str:
    """Return lines of text with these characters, except line feeds and tabs, as JSON escapes them.

    In a string of JSON they mean the same then as before, so that the text may be edited.
    """
    return text.translate(_IN_LINES)
