"""How the lanes stand above each other: their heights, their lines' middles, and what scrolling moves.

Owns the y of everything in the plot. Knows no time.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Final

from timeline_app.scene.arrangement import Arrangement
from timeline_app.scene.strip import STRIP_HEIGHT

DENSITIES: Final = ((44.0, 8.0), (40.0, 8.0), (36.0, 6.0), (33.0, 4.0), (32.0, 2.5))
"""Distance between lines and padding of a lane, roomy to tight; the first with which all fit is taken."""
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
    fitting = (one for one in DENSITIES if sum(_heights(arrangement, with_strip, one)) <= visible)
    density = next(fitting, DENSITIES[-1])
    heights = _heights(arrangement, with_strip, density)
    slack = min(max(visible - sum(heights), 0.0) / max(len(heights), 1) / 2, _MOST_SLACK)
    stacked = []
    top = 0.0
    for lane, height in zip(arrangement.lanes, heights, strict=True):
        stacked.append(Lane(lane.category_code, top, height + 2 * slack, density[1] + slack))
        top += height + 2 * slack
    return LaneStack(tuple(stacked), density[0], top)


def lines_within(height: float, lines: tuple[int, ...]) -> tuple[int, ...]:
    """Return the lines of lanes, the highest cut down until all of them with their strips have a height.

    No lane that has lines is cut below one.
    """
    pitch, padding = DENSITIES[-1]
    filled = sum(number > 0 for number in lines)
    room = int((height - filled * (2 * padding + STRIP_HEIGHT)) // pitch)
    most = max(lines, default=0)
    while most > 1 and sum(min(number, most) for number in lines) > room:
        most -= 1
    return tuple(min(number, most) for number in lines)


def least_height(arrangement: Arrangement, with_strip: Container[int]) -> float:
    """Return the height that all lanes need at their tightest."""
    return sum(_heights(arrangement, with_strip, DENSITIES[-1]))


def _heights(
    arrangement: Arrangement, with_strip: Container[int], density: tuple[float, float]
) -> list[float]:
    pitch, padding = density
    strips = (STRIP_HEIGHT if lane.category_code in with_strip else 0.0 for lane in arrangement.lanes)
    return [
        2 * padding + max(len(lane.lines) * pitch + strip, pitch)
        for lane, strip in zip(arrangement.lanes, strips, strict=True)
    ]
