"""Text of a dataset in the units of Qt: code point ranges as UTF-16 ranges, control characters tamed.

The one place where the two ways of counting meet. Knows no events and no widgets.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from timeline_app.core.event import TextRange

_LINE_SEPARATOR: Final = "\u2028"
_TAMED: Final = {
    **dict.fromkeys(range(0x20), " "),
    **dict.fromkeys((0x0A, 0x0B, 0x0C, 0x85, 0x2029), _LINE_SEPARATOR),
    0x7F: " ",
    # Qt keeps these two for the borders of its frames.
    0xFDD0: "\ufffd",
    0xFDD1: "\ufffd",
}


def one_block(text: str) -> str:
    """Return the text with as many code points, but nothing in it that ends a paragraph in Qt."""
    return text.translate(_TAMED)


def utf16_ranges(text: str, ranges: Sequence[TextRange]) -> tuple[tuple[int, int], ...]:
    """Return half-open ranges of code points as half-open ranges of UTF-16 code units.

    Ranges are cut at the end of the text; empty ones are left out.
    """
    cut = [(max(piece.start, 0), min(piece.end, len(text))) for piece in ranges]
    return tuple((_units(text[:start]), _units(text[:end])) for start, end in cut if start < end)


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)
