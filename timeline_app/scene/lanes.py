"""How the lanes stand above each other: their heights, their lines' middles, and what scrolling moves.

Owns the y of everything in the plot. Knows no time.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Final

from timeline_app.scene.arrangement import Arrangement

DENSITIES: Final = ((44.0, 8.0), (40.0, 8.0), (36.0, 6.0), (33.0, 4.0))
"""Distance between lines and padding of a lane, roomy to tight; the first with which all fit is taken."""
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
        (lane.category_code, len(lane.lines), STRIP_HEIGHT if lane.category_code in with_strip else 0.0)
        for lane in arrangement.lanes
    ]

    def heights(density: tuple[float, float]) -> list[float]:
        pitch, padding = density
        return [2 * padding + max(lines * pitch + strip, pitch) for _, lines, strip in lanes]

    density = next((one for one in DENSITIES if sum(heights(one)) <= visible), DENSITIES[-1])
    slack = max(visible - sum(heights(density)), 0.0) / max(len(lanes), 1) / 2
    slack = min(slack, _MOST_SLACK)
    stacked = []
    top = 0.0
    for (code, _, _), height in zip(lanes, heights(density), strict=True):
        stacked.append(Lane(code, top, height + 2 * slack, density[1] + slack))
        top += height + 2 * slack
    return LaneStack(tuple(stacked), density[0], top)
