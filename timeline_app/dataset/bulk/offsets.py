"""From code points of a text to bytes of its UTF-8, however many are asked for.

Owns this count alone.
"""

from __future__ import annotations

from functools import cached_property
from itertools import accumulate
from typing import Final

_STEP: Final = 2**12


class ByteOffsets:
    """The bytes at which the code points of a text stand; no look-up counts more than a few thousand."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._is_ascii = text.isascii()

    def byte(self, offset: int) -> int:
        """Return how many bytes stand before a code point."""
        if self._is_ascii:
            return min(offset, len(self._text))
        step = min(offset, len(self._text)) // _STEP
        return self._bytes_before[step] + len(self._text[step * _STEP : offset].encode())

    @cached_property
    def _bytes_before(self) -> list[int]:
        """Return how many bytes stand before each step, and before the end of the last whole one."""
        pieces = (self._text[start : start + _STEP] for start in range(0, len(self._text), _STEP))
        return [*accumulate((len(piece.encode()) for piece in pieces), initial=0)]
