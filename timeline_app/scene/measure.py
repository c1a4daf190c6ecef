"""What layout needs to know of type: how wide a text is.

Owns the protocol through which real fonts are injected, and a fixed-width stand-in that makes layouts
the same on every machine. Knows no fonts.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol

from timeline_app.scene.display import FontRole


class TextMeasurer(Protocol):
    """Measures text in logical pixels."""

    def width(self, text: str, role: FontRole) -> float:
        """Return the advance width of one line of text."""
        ...

    def ascent(self, role: FontRole) -> float:
        """Return the height above the baseline."""
        ...

    def line_height(self, role: FontRole) -> float:
        """Return the distance between two baselines."""
        ...


@dataclass(frozen=True, slots=True)
class FixedMeasurer:
    """Pretends that every character is `advance` pixels wide, in every role."""

    advance: float = 7.0
    size: float = 12.0

    def width(self, text: str, role: FontRole) -> float:  # noqa: ARG002 - the protocol's
        """Return the number of code points times the advance."""
        return len(text) * self.advance

    def ascent(self, role: FontRole) -> float:  # noqa: ARG002 - the protocol's
        """Return the size."""
        return self.size

    def line_height(self, role: FontRole) -> float:  # noqa: ARG002 - the protocol's
        """Return 1.25 times the size."""
        return self.size * 1.25


def elided(text: str, role: FontRole, room: float, measurer: TextMeasurer) -> str:
    """Return the text, shortened with an ellipsis where it is wider than `room`.

    "" where not even the ellipsis fits.
    """
    width = measurer.width
    if width(text, role) <= room:
        return text

    def fits(count: int) -> bool:
        return width(text[:count].rstrip() + "…", role) <= room

    # Kerning moves the end by a letter at most: for most texts two questions are enough.
    kept, lost, step = 0, len(text), 1
    guess = min(max(_guessed(text, role, room, measurer), 1), lost - 1)
    while lost - kept > 1:
        middle = guess if kept < guess < lost else (kept + lost) // 2
        if fits(middle):
            kept, guess = middle, middle + step
        else:
            lost, guess = middle, middle - step
        step *= 2
    return text[:kept].rstrip() + "…" if kept or fits(0) else ""


def _guessed(text: str, role: FontRole, room: float, measurer: TextMeasurer) -> int:
    """Return how many characters fit beside an ellipsis if none kerns with the next."""
    width = measurer.width
    reach = list(accumulate(width(character, role) for character in text))
    return bisect_right(reach, room - width("…", role))
