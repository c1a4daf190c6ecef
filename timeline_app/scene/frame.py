"""Where the parts of a chart stand: lanes, the gutter with their names, axis.

Owns the division of a chart's area. Knows no events, no time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from timeline_app.scene.display import Box

AXIS_HEIGHT: Final = 52.0
"""Two label rows and the ticks."""
FIT_LEFT: Final = 28.0
FIT_RIGHT: Final = 48.0
"""Pixels that fit-all leaves free beside the first and the last event."""

_GUTTER: Final = (104.0, 196.0)


@dataclass(frozen=True, slots=True)
class Frame:
    """The areas of one chart: `plot` holds the lanes' time area, `gutter` the lanes' names left of it."""

    gutter: Box
    plot: Box
    axis: Box

    @classmethod
    def within(cls, area: Box, widest_lane_name: float) -> Frame:
        """Divide an area; the gutter is as wide as the names need, within limits."""
        least, most = _GUTTER
        gutter = min(max(widest_lane_name + 40.0, least), most, area.width / 3)
        height = max(area.height - AXIS_HEIGHT, 0.0)
        return cls(
            gutter=Box(area.x, area.y, gutter, height),
            plot=Box(area.x + gutter, area.y, area.width - gutter, height),
            axis=Box(area.x + gutter, area.y + height, area.width - gutter, AXIS_HEIGHT),
        )

    @property
    def lanes(self) -> Box:
        """Return the whole width of the lanes, names and time."""
        return Box(self.gutter.x, self.gutter.y, self.gutter.width + self.plot.width, self.plot.height)
