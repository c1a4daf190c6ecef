"""What wheel and drag mean: pan, zoom or scroll, as plain values.

Owns the rules and their figures. Knows no widgets; the canvas carries the answers out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, QPointF, Qt

ZOOM_STEP: Final = 1.25
"""How much one notch of the wheel zooms."""
_NOTCH: Final = 120.0
_NOTCH_PIXELS: Final = 60.0
_DRAG_START: Final = 4.0


@dataclass(frozen=True, slots=True)
class WheelMove:
    """What a turn of the wheel asks for: a zoom factor, pixels to pan into the future, to scroll down."""

    zoom: float = 1.0
    pan: float = 0.0
    scroll: float = 0.0


def wheel_move(angle: QPoint, pixels: QPoint, held: Qt.KeyboardModifier, *, wheel_zooms: bool) -> WheelMove:
    """Read a wheel event: Ctrl zooms, Shift pans, sideways pans, else the lanes scroll.

    With `wheel_zooms` the plain wheel zooms. A touch pad's pixels are taken as they are.
    """
    across = float(pixels.x()) if pixels.x() else angle.x() / _NOTCH * _NOTCH_PIXELS
    down = float(pixels.y()) if pixels.y() else angle.y() / _NOTCH * _NOTCH_PIXELS
    if held & Qt.KeyboardModifier.ControlModifier or (wheel_zooms and not held and angle.y()):
        return WheelMove(zoom=ZOOM_STEP ** (angle.y() / _NOTCH))
    if held & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier):
        # Some platforms turn the wheel sideways themselves when a modifier is held.
        return WheelMove(pan=-(across or down))
    return WheelMove(pan=-across, scroll=-down)


class Drag:
    """A press of the button that is a click until the pointer has left its place.

    One that `bands` draws a rubber band over a stretch of time instead of moving the view.
    """

    def __init__(self, start: QPointF, *, bands: bool = False) -> None:
        self._start = start
        self._last = start
        self._bands = bands
        self.moved = False

    @property
    def band(self) -> tuple[float, float] | None:
        """Return the x at which the rubber band begins and ends, None without one."""
        if not (self._bands and self.moved):
            return None
        first, last = sorted((self._start.x(), self._last.x()))
        return first, last

    def step_to(self, position: QPointF) -> QPointF:
        """Return how far the pointer went since the last step; nothing while it is still a click."""
        away = position - self._start
        if not self.moved and max(abs(away.x()), abs(away.y())) < _DRAG_START:
            return QPointF()
        self.moved = True
        step = position - self._last
        self._last = position
        return step
