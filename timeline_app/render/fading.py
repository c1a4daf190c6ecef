"""Shapes whose ends run out to nothing, in slices or in gradients.

Owns both ways. Knows no display list but the one shape it is given.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QBrush, QLinearGradient, QPainter, QPainterPath, QPen

from timeline_app.render.pens import colour_of, faded, pen_of
from timeline_app.scene.display import Box, Dash, Shape

_STEPS: Final = 8


def paint_in_slices(shape: Shape, painter: QPainter) -> None:
    """Paint a fading shape on any device, in slices of even opacity.

    Qt writes gradients with transparency neither to SVG strokes nor to PDF, and nested clips wrongly to
    SVG; slices are the same everywhere.
    """
    box, inset = shape.box, shape.stroke_width / 2
    for number, (left, right, opacity) in enumerate(_slices(shape)):
        caps = _caps(shape, left, right)
        if shape.fill:
            piece = Box(left, box.y, right - left, box.height)
            painter.fillPath(_outline(piece, shape.radius, caps, sides=True), faded(shape.fill, opacity))
        # A slice is shorter than a dash: where the stroke is dashed, every other one goes without.
        sliced = opacity < 1.0
        if shape.stroke and not (sliced and shape.dash is Dash.DASHED and number % 2):
            pen = QPen(pen_of(shape.stroke, shape.stroke_width, Dash.SOLID if sliced else shape.dash))
            pen.setColor(faded(shape.stroke, opacity))
            piece = Box(left, box.y + inset, right - left, box.height - 2 * inset)
            painter.strokePath(_outline(piece, max(shape.radius - inset, 0.0), caps, sides=False), pen)


def paint_in_gradients(shape: Shape, painter: QPainter, ratio: float) -> None:
    """Paint a fading shape on pixels: a gradient at each fading end, the stretch between them firm.

    `ratio` is the number of device pixels to one of the scene's.
    """
    box = shape.box
    for left, right in pairwise(sorted({box.x, *_cuts(shape, ratio), box.right})):
        middle = (left + right) / 2
        from_left = (middle - box.x) / shape.fade_left if shape.fade_left else 1.0
        from_right = (box.right - middle) / shape.fade_right if shape.fade_right else 1.0
        if min(from_left, from_right) >= 1.0:
            inks = QBrush(colour_of(shape.fill)), QBrush(colour_of(shape.stroke))
        elif from_left < from_right:
            inks = _ramps(shape, box.x, box.x + shape.fade_left)
        else:
            inks = _ramps(shape, box.right, box.right - shape.fade_right)
        paint = _paint_capped if any(_caps(shape, left, right)) else _paint_level
        paint(shape, left, right, inks, painter)


def _cuts(shape: Shape, ratio: float) -> list[float]:
    """Return where fades end or meet, on whole device pixels, where antialiasing leaves no seams."""
    box, left, right = shape.box, shape.fade_left, shape.fade_right
    if left + right > box.width:
        ends = [box.x + box.width * left / (left + right)]
    else:
        ends = [box.x + left] * bool(left) + [box.right - right] * bool(right)
    cuts = [round(x * ratio) / ratio for x in ends]
    return [cut for cut in cuts if box.x < cut < box.right]


def _paint_capped(
    shape: Shape, left: float, right: float, inks: tuple[QBrush, QBrush], painter: QPainter
) -> None:
    """Paint the piece at a firm end."""
    box, inset, caps = shape.box, shape.stroke_width / 2, _caps(shape, left, right)
    if shape.fill:
        piece = Box(left, box.y, right - left, box.height)
        painter.fillPath(_outline(piece, shape.radius, caps, sides=True), inks[0])
    if shape.stroke:
        piece = Box(left, box.y + inset, right - left, box.height - 2 * inset)
        path = _outline(piece, max(shape.radius - inset, 0.0), caps, sides=False)
        painter.strokePath(path, _inked(shape, inks[1]))


def _paint_level(
    shape: Shape, left: float, right: float, inks: tuple[QBrush, QBrush], painter: QPainter
) -> None:
    """Paint a piece without caps, from rectangles where that can be: they cost a fifth of paths."""
    box, thick = shape.box, shape.stroke_width
    if shape.fill:
        painter.fillRect(QRectF(left, box.y, right - left, box.height), inks[0])
    if shape.stroke and shape.dash is Dash.SOLID:
        painter.fillRect(QRectF(left, box.y, right - left, thick), inks[1])
        painter.fillRect(QRectF(left, box.bottom - thick, right - left, thick), inks[1])
    elif shape.stroke:
        piece = Box(left, box.y + thick / 2, right - left, box.height - thick)
        painter.strokePath(_outline(piece, 0.0, (False, False), sides=False), _inked(shape, inks[1]))


def _inked(shape: Shape, ink: QBrush) -> QPen:
    pen = QPen(pen_of(shape.stroke, shape.stroke_width, shape.dash))
    pen.setBrush(ink)
    return pen


def _ramps(shape: Shape, start: float, end: float) -> tuple[QBrush, QBrush]:
    """Return fill and stroke from nothing at the x `start` to all at `end`."""
    return _ramp(shape.fill, start, end), _ramp(shape.stroke, start, end)


def _ramp(colour: str, start: float, end: float) -> QBrush:
    if not colour:
        return QBrush()
    gradient = QLinearGradient(start, 0.0, end, 0.0)
    gradient.setColorAt(0.0, faded(colour, 0.0))
    gradient.setColorAt(1.0, colour_of(colour))
    return QBrush(gradient)


def _caps(shape: Shape, left: float, right: float) -> tuple[bool, bool]:
    """Tell whether a piece is at the shape's left and at its right end, and that does not fade."""
    box = shape.box
    return left == box.x and not shape.fade_left, right == box.right and not shape.fade_right


def _outline(piece: Box, radius: float, caps: tuple[bool, bool], *, sides: bool) -> QPainterPath:
    """Return the outline of a piece, rounded where it has caps.

    `sides` closes it where it is cut: wanted for a fill, not for a stroke.
    """
    path = QPainterPath()
    cut = path.lineTo if sides else path.moveTo
    capped_left, capped_right = caps
    left, top, right, bottom = piece.x, piece.y, piece.right, piece.bottom
    across = 2 * radius
    path.moveTo(left + radius if capped_left else left, top)
    if capped_right:
        path.lineTo(right - radius, top)
        path.arcTo(right - across, top, across, across, 90.0, -90.0)
        path.arcTo(right - across, bottom - across, across, across, 0.0, -90.0)
        # An arc of radius 0 draws nothing, not even the way to where it ends.
        path.lineTo(right - radius, bottom)
    else:
        path.lineTo(right, top)
        cut(right, bottom)
    if capped_left:
        path.lineTo(left + radius, bottom)
        path.arcTo(left, bottom - across, across, across, 270.0, -90.0)
        path.arcTo(left, top, across, across, 180.0, -90.0)
        path.lineTo(left + radius, top)
    else:
        path.lineTo(left, bottom)
    return path


def _slices(shape: Shape) -> Iterator[tuple[float, float, float]]:
    """Yield (left, right, opacity) of the stretches into which fades cut a shape.

    The cuts lie on whole pixels, where antialiasing leaves no seams.
    """
    box = shape.box
    steps = [step / _STEPS for step in range(1, _STEPS + 1)]
    cuts = [box.x + part * shape.fade_left for part in steps if shape.fade_left]
    cuts += [box.right - part * shape.fade_right for part in steps if shape.fade_right]
    inside = {float(round(x)) for x in cuts if box.x < round(x) < box.right}
    for left, right in pairwise(sorted(inside | {box.x, box.right})):
        middle = (left + right) / 2
        opacity = 1.0
        if shape.fade_left:
            opacity = min(opacity, (middle - box.x) / shape.fade_left)
        if shape.fade_right:
            opacity = min(opacity, (box.right - middle) / shape.fade_right)
        yield left, right, opacity
