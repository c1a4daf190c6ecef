"""What layout needs to know of type: how wide a text is.

Owns the protocol through which real fonts are injected, and a fixed-width stand-in that makes layouts
the same on every machine. Knows no fonts.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, Protocol

from timeline_app.scene.display import FontRole

_GUESSES: Final = 4


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
    whole = width(text, role)
    if whole <= room:
        return text
    average = max(whole / max(len(text), 1), 1.0)
    kept, lost, tries = 0, len(text), 0
    guess = int((room - width("…", role)) / average)
    while lost - kept > 1:
        # After a few guesses halving: letters may be far from the average.
        middle = min(max(guess, kept + 1), lost - 1) if tries < _GUESSES else (kept + lost) // 2
        spare = room - width(text[:middle].rstrip() + "…", role)
        if spare >= 0:
            kept, guess = middle, middle + max(int(spare / average), 1)
        else:
            lost, guess = middle, middle + min(int(spare / average), -1)
        tries += 1
    short = text[:kept].rstrip() + "…"
    return short if width(short, role) <= room else ""


def estimated_width(text: str, role: FontRole, measurer: TextMeasurer) -> float:
    """Return the widths of a text's characters together: its own, but for kerning and joined letters.

    Those of characters are remembered; a text that was not seen before takes ten times as long to measure.
    """
    width = measurer.width
    return sum([width(character, role) for character in text])


def nearly_elided(text: str, role: FontRole, room: float, measurer: TextMeasurer) -> str:
    """Return what `elided` does, as far as the widths of single characters can tell."""
    width = measurer.width
    reaches = list(accumulate([width(character, role) for character in text]))
    if not text or reaches[-1] <= room:
        return text
    ellipsis_width = width("…", role)
    kept = bisect_right(reaches, room - ellipsis_width)
    return text[:kept].rstrip() + "…" if ellipsis_width <= room else ""
