"""What one composition of a chart looks at, and where things of the lanes stand in it.

Owns the way from a lane's own height to the scene's y. Knows no events on their lines.
"""

from __future__ import annotations

from dataclasses import dataclass

from timeline_app.core.instant import Span
from timeline_app.core.store import EventStore
from timeline_app.scene.display import Box
from timeline_app.scene.frame import Frame
from timeline_app.scene.lanes import Lane, LaneStack
from timeline_app.scene.lit import Lit
from timeline_app.scene.strip import STRIP_HEIGHT
from timeline_app.scene.style import Style, category_colour
from timeline_app.scene.viewport import Viewport


@dataclass(frozen=True, slots=True)
class Sight:
    """What one composition looks at; `scroll` is how far the lanes are scrolled up."""

    store: EventStore
    viewport: Viewport
    frame: Frame
    style: Style
    scroll: float
    lit: Lit | None

    def colour(self, code: int) -> str:
        """Return the colour of a category."""
        return category_colour(self.style, self.store.categories[code], code)

    def top(self, lane: Lane) -> float:
        """Return the y of a lane's top in the scene."""
        return self.frame.plot.y + lane.top - self.scroll

    def strip_top(self, lane: Lane) -> float:
        """Return the y of a lane's strip in the scene."""
        return self.top(lane) + lane.height - STRIP_HEIGHT

    def stretch(self, span: Span, area: Box) -> Box:
        """Return the part of an area that a span of time takes."""
        start = max(self.frame.plot.x + self.viewport.to_x(span.start), area.x)
        end = min(self.frame.plot.x + self.viewport.to_x(span.end), area.right)
        return Box(start, area.y, max(end - start, 0.0), area.height)

    def strips_in_sight(self, stack: LaneStack) -> list[int]:
        """Return the categories whose lane's foot, where its strip stands, is in the plot."""
        return [
            lane.category_code
            for lane in stack.lanes
            if self.frame.plot.y <= self.strip_top(lane)
            and self.top(lane) + lane.height <= self.frame.plot.bottom + 0.5
        ]

    def shows(self, y: float, height: float) -> bool:
        """Tell whether a horizontal stripe touches the plot."""
        return y < self.frame.plot.bottom and y + height > self.frame.plot.y

    def holds(self, box: Box) -> bool:
        """Tell whether no part of a box is above or below the plot."""
        return self.frame.plot.y <= box.y and box.bottom <= self.frame.plot.bottom
