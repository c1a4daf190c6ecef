"""Paints a scene on any paint device: the one painter behind screen, PNG, SVG and PDF.

Owns the translation of the display list into QPainter calls. Knows no events, no time and no theme.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from timeline_app.render.fonts import font
from timeline_app.scene.display import (
    Box,
    Dash,
    Group,
    Lines,
    Polygon,
    Primitive,
    Rects,
    Scene,
    Shape,
    TextRun,
)

_DASHES: Final = (3.0, 2.0)
"""Dash and gap, in stroke widths."""
_FADE_STEPS: Final = 8


def paint_scene(scene: Scene, painter: QPainter) -> None:
    """Paint a scene's background and groups; the painter's state is as before."""
    painter.save()
    painter.fillRect(QRectF(0, 0, scene.width, scene.height), QColor(scene.background))
    paint_groups(scene.groups, painter)
    painter.restore()


def paint_groups(groups: Iterable[Group], painter: QPainter) -> None:
    """Paint groups over what is there."""
    for group in groups:
        _paint(group, painter)


def _paint(item: Primitive, painter: QPainter) -> None:
    match item:
        case Group():
            _paint_group(item, painter)
        case Rects():
            _paint_rects(item, painter)
        case Lines():
            _paint_lines(item, painter)
        case Shape():
            _paint_shape(item, painter)
        case Polygon():
            _paint_polygon(item, painter)
        case TextRun():
            painter.setFont(font(item.role))
            painter.setPen(QColor(item.colour))
            painter.drawText(QPointF(item.x, item.baseline), item.text)


def _paint_group(group: Group, painter: QPainter) -> None:
    if group.clip is None:
        for item in group.items:
            _paint(item, painter)
        return
    painter.save()
    painter.setClipRect(_rect(group.clip), Qt.ClipOperation.IntersectClip)
    for item in group.items:
        _paint(item, painter)
    painter.restore()


def _paint_rects(rects: Rects, painter: QPainter) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(rects.colour))
    painter.drawRects([_rect(box) for box in rects.boxes])


def _paint_lines(lines: Lines, painter: QPainter) -> None:
    """Paint segments; upright and level ones without antialiasing, so that hairlines are one pixel."""
    straight = all(x1 == x2 or y1 == y2 for x1, y1, x2, y2 in lines.segments)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=not straight)
    painter.setPen(_pen(lines.colour, lines.width, lines.dash))
    painter.drawLines([QLineF(*segment) for segment in lines.segments])


def _paint_shape(shape: Shape, painter: QPainter) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    if shape.fade_left or shape.fade_right:
        _paint_faded(shape, painter)
        return
    box, radius = shape.box, shape.radius
    if shape.fill:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shape.fill))
        painter.drawRoundedRect(_rect(box), radius, radius)
    if shape.stroke:
        inset = shape.stroke_width / 2
        painter.setPen(_pen(shape.stroke, shape.stroke_width, shape.dash))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(_rect(box.grown(-inset)), max(radius - inset, 0.0), max(radius - inset, 0.0))


def _paint_faded(shape: Shape, painter: QPainter) -> None:
    """Paint a shape whose ends run out, in slices of even opacity.

    Qt writes gradients with transparency neither to SVG strokes nor to PDF, and nested clips wrongly to
    SVG; slices are the same everywhere.
    """
    box, inset = shape.box, shape.stroke_width / 2
    for number, (left, right, opacity) in enumerate(_slices(shape)):
        if shape.fill:
            piece = Box(left, box.y, right - left, box.height)
            painter.fillPath(_slice_path(shape, piece, shape.radius, sides=True), _faded(shape.fill, opacity))
        # A slice is shorter than a dash: where the stroke is dashed, every other one goes without.
        sliced = opacity < 1.0
        if shape.stroke and not (sliced and shape.dash is Dash.DASHED and number % 2):
            dash = Dash.SOLID if sliced else shape.dash
            pen = _pen(shape.stroke, shape.stroke_width, dash)
            pen.setColor(_faded(shape.stroke, opacity))
            piece = Box(left, box.y + inset, right - left, box.height - 2 * inset)
            painter.strokePath(_slice_path(shape, piece, max(shape.radius - inset, 0.0), sides=False), pen)


def _slice_path(shape: Shape, piece: Box, radius: float, *, sides: bool) -> QPainterPath:
    """Return the outline of a slice, with a rounded cap where the shape really ends.

    `sides` closes it where it is cut: wanted for a fill, not for a stroke.
    """
    path = QPainterPath()
    cut = path.lineTo if sides else path.moveTo
    capped_left = piece.x == shape.box.x and not shape.fade_left
    capped_right = piece.right == shape.box.right and not shape.fade_right
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


def _faded(colour: str, opacity: float) -> QColor:
    faded = QColor(colour)
    faded.setAlphaF(faded.alphaF() * opacity)
    return faded


def _slices(shape: Shape) -> Iterator[tuple[float, float, float]]:
    """Yield (left, right, opacity) of the stretches into which fades cut a shape.

    The cuts lie on whole pixels, where antialiasing leaves no seams.
    """
    box = shape.box
    steps = [step / _FADE_STEPS for step in range(1, _FADE_STEPS + 1)]
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


def _paint_polygon(polygon: Polygon, painter: QPainter) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(polygon.fill))
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in polygon.points]))


def _pen(colour: str, width: float, dash: Dash) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dash is Dash.DASHED:
        pen.setDashPattern(_DASHES)
    return pen


def _rect(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)
