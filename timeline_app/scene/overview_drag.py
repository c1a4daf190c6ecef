"""Dragging in the overview: what is under the pointer, and which viewport a drag or a click asks for.

Owns the geometry of the gesture as pure functions. Knows no events, no drawing, no mouse.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from timeline_app.core.instant import Instant, Span
from timeline_app.scene.display import Box
from timeline_app.scene.overview import frame_box, window_xs
from timeline_app.scene.viewport import Viewport

HANDLE_REACH: Final = 5.0
"""Pixels on either side of an edge of the frame that grip it."""
CLICK_SLACK: Final = 4.0
"""A press that moves less than this many pixels is a click."""
_LEAST_WINDOW: Final = 2.0


class Grip(Enum):
    """A part of the overview that can be pressed."""

    LEFT = auto()
    RIGHT = auto()
    WINDOW = auto()
    OUTSIDE = auto()


def grip_at(x: float, viewport: Viewport, whole: Viewport, strip: Box) -> Grip:
    """Tell which part of the overview is at an x; a short frame keeps a third of it to be moved by."""
    frame = frame_box(viewport, whole, strip)
    inwards = min(HANDLE_REACH, frame.width / 3)
    if frame.x - HANDLE_REACH <= x < frame.x + inwards:
        return Grip.LEFT
    if frame.right - inwards < x <= frame.right + HANDLE_REACH:
        return Grip.RIGHT
    return Grip.WINDOW if frame.x <= x < frame.right else Grip.OUTSIDE


@dataclass(frozen=True, slots=True)
class OverviewDrag:
    """A press in the overview: where it began, on what, and which viewport was shown then."""

    grip: Grip
    pressed_x: float
    viewport: Viewport
    whole: Viewport
    strip: Box

    @classmethod
    def begun(cls, x: float, viewport: Viewport, whole: Viewport, strip: Box) -> OverviewDrag:
        """Begin a drag at an x."""
        return cls(grip_at(x, viewport, whole, strip), x, viewport, whole, strip)

    def to(self, x: float) -> Viewport:
        """Return the viewport with the pointer at an x.

        The window moves with the pointer inside the strip; an edge moves up to the other one; outside, a
        new window is drawn from where the press began.
        """
        if self.grip is Grip.WINDOW:
            return self._moved(x - self.pressed_x)
        if self.grip is Grip.OUTSIDE:
            return self._drawn(x) if self._is_drag(x) else self.viewport
        return self._resized(x - self.pressed_x)

    def released_at(self, x: float) -> Viewport:
        """Return the viewport at the end: as `to`, but a click outside centres the window there."""
        if self.grip is Grip.OUTSIDE and not self._is_drag(x):
            start, end = window_xs(self.viewport, self.whole, self.strip)
            return self._moved(x - (start + end) / 2)
        return self.to(x)

    def _is_drag(self, x: float) -> bool:
        return abs(x - self.pressed_x) >= CLICK_SLACK

    def _limits(self) -> tuple[float, float]:
        """Return how far the window may reach: over the strip, and where it reached before."""
        start, end = window_xs(self.viewport, self.whole, self.strip)
        return min(start, self.strip.x), max(end, self.strip.right)

    def _moved(self, by: float) -> Viewport:
        start, end = window_xs(self.viewport, self.whole, self.strip)
        first, last = self._limits()
        by = min(max(by, first - start), last - end)
        scaled = self.whole.resized(self.strip.width)
        return self.viewport.pan(by * scaled.microseconds_per_pixel / self.viewport.microseconds_per_pixel)

    def _resized(self, by: float) -> Viewport:
        """Move one edge; the other keeps its instant, which an x could not tell exactly."""
        if by == 0:
            return self.viewport
        span = self.viewport.span
        start, end = window_xs(self.viewport, self.whole, self.strip)
        first, last = self._limits()
        least = min(self._instant(_LEAST_WINDOW) - self._instant(0.0), span.duration)
        if self.grip is Grip.LEFT:
            moved = min(self._instant(max(start + by, first)), span.end - least)
            return self._showing(moved, span.end)
        moved = max(self._instant(min(end + by, last)), span.start + least)
        return self._showing(span.start, moved)

    def _drawn(self, x: float) -> Viewport:
        ends = (min(max(end, self.strip.x), self.strip.right) for end in (self.pressed_x, x))
        start, end = sorted(ends)
        start = min(start, self.strip.right - _LEAST_WINDOW)
        return self._showing(self._instant(start), self._instant(max(end, start + _LEAST_WINDOW)))

    def _instant(self, x: float) -> int:
        return self.whole.resized(self.strip.width).to_instant(x - self.strip.x)

    def _showing(self, start: int, end: int) -> Viewport:
        return Viewport.showing(Span(Instant(start), Instant(end)), self.viewport.width)
