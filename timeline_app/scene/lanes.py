"""How the lanes stand above each other: their heights, their lines' middles, and what scrolling moves.

Owns the y of everything in the plot. Knows no time.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Final

from timeline_app.scene.arrangement import Arrangement

PITCHES: Final = (44.0, 40.0, 36.0)
"""Distances between lines, roomy to tight; the widest with which all lanes fit is taken."""
PADDING: Final = 8.0
STRIP_HEIGHT: Final = 14.0
_MOST_SLACK: Final = 26.0
"""Height added to a lane at most where all lanes leave room, on each side."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane: its category, its top from the top of all lanes, its height, its first line from its top."""

    category_code: int
    top: float
    height: float
    first_line: float


@dataclass(frozen=True, slots=True)
class LaneStack:
    """All lanes from top to bottom; `height` may be more than what is visible."""

    lanes: tuple[Lane, ...]
    pitch: float
    height: float

    def scrolled(self, scroll: float, visible: float) -> float:
        """Return a scroll position brought between 0 and the last that still fills the view."""
        return min(max(scroll, 0.0), max(self.height - visible, 0.0))


def stack_lanes(arrangement: Arrangement, with_strip: Container[int], visible: float) -> LaneStack:
    """Stack the lanes on a visible height; `with_strip` holds the categories that need a strip.

    What is left over is shared among the lanes.
    """
    lanes = [
        (lane.category_code, len(lane.lines), lane.category_code in with_strip) for lane in arrangement.lanes
    ]

    def height_at(pitch: float) -> float:
        return sum(_height(lines, pitch, STRIP_HEIGHT if strip else 0.0) for _, lines, strip in lanes)

    pitch = next((pitch for pitch in PITCHES if height_at(pitch) <= visible), PITCHES[-1])
    slack = min(max(visible - height_at(pitch), 0.0) / max(len(lanes), 1) / 2, _MOST_SLACK)
    stacked = []
    top = 0.0
    for code, lines, strip in lanes:
        height = _height(lines, pitch, STRIP_HEIGHT if strip else 0.0) + 2 * slack
        stacked.append(Lane(code, top, height, PADDING + slack))
        top += height
    return LaneStack(tuple(stacked), pitch, top)


def _height(lines: int, pitch: float, strip: float) -> float:
    return 2 * PADDING + max(lines * pitch + strip, pitch)
