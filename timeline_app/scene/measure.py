"""What layout needs to know of type: how wide a text is.

Owns the protocol through which real fonts are injected, and a fixed-width stand-in that makes layouts
the same on every machine. Knows no fonts.
"""

from __future__ import annotations

from dataclasses import dataclass
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
    if measurer.width(text, role) <= room:
        return text
    kept, lost = 0, len(text)
    while lost - kept > 1:
        middle = (kept + lost) // 2
        if measurer.width(text[:middle].rstrip() + "…", role) <= room:
            kept = middle
        else:
            lost = middle
    short = text[:kept].rstrip() + "…"
    return short if measurer.width(short, role) <= room else ""
