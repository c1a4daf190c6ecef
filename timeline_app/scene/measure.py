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


class ExactWidths:
    """Measures and shortens texts of one role as they are set."""

    def __init__(self, measurer: TextMeasurer, role: FontRole) -> None:
        self._measurer = measurer
        self._role = role

    def width(self, text: str) -> float:
        """Return the advance width of a text."""
        return self._measurer.width(text, self._role)

    def elided(self, text: str, room: float) -> str:
        """Return what the function of that name does."""
        return elided(text, self._role, room, self._measurer)


class CharacterWidths(dict[str, float]):
    """The same from the widths of single characters, each remembered: no more than there are characters."""

    def __init__(self, measurer: TextMeasurer, role: FontRole) -> None:
        super().__init__()
        self._measurer = measurer
        self._role = role

    def __missing__(self, character: str) -> float:
        """Measure a character and remember it."""
        width = self[character] = self._measurer.width(character, self._role)
        return width

    def width(self, text: str) -> float:
        """Return the widths of a text's characters together: its own, but for kerning and joined letters.

        A text that was not seen before takes many times as long to measure.
        """
        return sum(map(self.__getitem__, text))

    def elided(self, text: str, room: float) -> str:
        """Return what `elided` does, as far as the widths of single characters can tell."""
        reaches = list(accumulate(map(self.__getitem__, text)))
        if not text or reaches[-1] <= room:
            return text
        ellipsis_width = self["…"]
        kept = bisect_right(reaches, room - ellipsis_width)
        return text[:kept].rstrip() + "…" if ellipsis_width <= room else ""
