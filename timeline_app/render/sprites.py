"""Pictures of marks that are painted again and again: discs, and short bars while the view only moves.

Owns a bounded memory of them and their places on the pixels. Knows not how a shape is painted.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from math import ceil
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

from timeline_app.scene.display import Box, Dash, Shape

_STEPS: Final = 4
"""Places of an edge within a device pixel: an edge is off by an eighth of a pixel at most."""
_WIDEST: Final = 128
"""Device pixels; of wider bars few are alike."""
_MOST: Final = 2_000

_Look = tuple[int, int, int, int, int, int, float, str, str, float, Dash, float]
"""What decides the pixels of a shape wherever it stands: edges and fades in steps, style, pixel ratio."""


class Sprites:
    """Paints short shapes from pictures on painters without rotation or scale but the pixel ratio."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._pictures: OrderedDict[_Look, QPixmap | None] = OrderedDict()

    def __len__(self) -> int:
        """Return how many looks are remembered, with or without a picture."""
        return len(self._pictures)

    def paint(
        self, shape: Shape, painter: QPainter, ratio: float, draw: Callable[[Shape, QPainter], None]
    ) -> bool:
        """Paint a shape, from a picture where it has been asked for before; False leaves it to the caller.

        A picture costs more than one painting, and while the view zooms most bars are seen only once.
        `draw` paints a shape into a picture.
        """
        box, scale = shape.box, ratio * _STEPS
        if box.width * ratio > _WIDEST:
            return False
        left, x = divmod(round(box.x * scale), _STEPS)
        top, y = divmod(round(box.y * scale), _STEPS)
        right = round((box.x + box.width) * scale) - left * _STEPS
        if not 0 < right <= _WIDEST * _STEPS:
            return False
        bottom = round((box.y + box.height) * scale) - top * _STEPS
        fade_left, fade_right = round(shape.fade_left * scale), round(shape.fade_right * scale)
        style = (shape.radius, shape.fill, shape.stroke, shape.stroke_width, shape.dash, ratio)
        look = (x, y, right, bottom, fade_left, fade_right, *style)
        picture = self._pictures.get(look)
        if picture is None:
            if not self._seen(look):
                return False
            picture = self._pictures[look] = _picture(look, draw)
        self._pictures.move_to_end(look)
        painter.drawPixmap(QPointF(left / ratio, top / ratio), picture)
        return True

    def _seen(self, look: _Look) -> bool:
        """Tell whether a look is remembered; from now on it is."""
        if look in self._pictures:
            return True
        self._pictures[look] = None
        if len(self._pictures) > self._most:
            self._pictures.popitem(last=False)
        return False


def _picture(look: _Look, draw: Callable[[Shape, QPainter], None]) -> QPixmap:
    """Return a transparent picture of a look, whose edges stand on steps."""
    x, y, right, bottom, fade_left, fade_right, radius, fill, stroke, thick, dash, ratio = look
    scale = ratio * _STEPS
    picture = QPixmap(ceil(right / _STEPS), ceil(bottom / _STEPS))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    box = Box(x / scale, y / scale, (right - x) / scale, (bottom - y) / scale)
    placed = Shape(box, radius, fill, stroke, thick, dash, fade_left / scale, fade_right / scale)
    with QPainter(picture) as painter:
        draw(placed, painter)
    return picture
