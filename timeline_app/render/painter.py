"""Paints a scene on any paint device: the one painter behind screen, PNG, SVG and PDF.

Owns the translation of the display list into QPainter calls. Knows no events, no time and no theme.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, cast

import numpy as np
import shiboken6
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPaintEngine, QPainter, QPolygonF

from timeline_app.render.fading import paint_in_gradients, paint_in_slices
from timeline_app.render.fonts import font
from timeline_app.render.pens import colour_of, pen_of
from timeline_app.render.prepared import Prepared
from timeline_app.scene.display import (
    Box,
    Columns,
    Dash,
    FontRole,
    Group,
    Lines,
    Polygon,
    Primitive,
    Rects,
    Scene,
    Segment,
    Shape,
    Stamp,
    TextRun,
    shape_at,
)

_ANTIALIASING: Final = QPainter.RenderHint.Antialiasing

_Placed = tuple[TextRun, float, float]
"""A text and how far it is moved from where it stands: what stamps hold is not made anew for each frame."""
_Stroke = tuple[str, float, Dash]
"""Colour, width and dash of a pen."""
_NO_STROKE: Final = ("", 0.0, Dash.SOLID)


def paint_scene(scene: Scene, painter: QPainter, prepared: Prepared | None = None) -> None:
    """Paint a scene's background and groups; the painter's state is as before.

    `prepared` is what the last painting has left for this one. Without it texts have the same pixels, and
    marks the same but for an eighth of a pixel.
    """
    if prepared is not None:
        prepared.texts.begin(scene.background, zooming=prepared.zooming)
    painter.save()
    painter.fillRect(QRectF(0, 0, scene.width, scene.height), colour_of(scene.background))
    paint_groups(scene.groups, painter, prepared)
    painter.restore()


def paint_groups(groups: Iterable[Group], painter: QPainter, prepared: Prepared | None = None) -> None:
    """Paint groups over what is there; the painter is left with other pens, brushes and fonts."""
    painting = _Painting(painter, prepared)
    for group in groups:
        painting.paint(group)


class _Painting:
    """One painting on one device: remembers what the painter is set to, so that it is set only anew."""

    def __init__(self, painter: QPainter, prepared: Prepared | None) -> None:
        self._painter = painter
        self._on_pixels = painter.paintEngine().type() is QPaintEngine.Type.Raster
        self._prepared = prepared if self._on_pixels else None
        self._ratio = painter.device().devicePixelRatio()
        self._fonts: dict[FontRole, QFont] = {}
        self._forget()

    def paint(self, item: Primitive) -> None:
        """Paint a primitive with all that it holds."""
        match item:
            case TextRun():
                self._paint_texts(((item, 0.0, 0.0),), item.role, item.colour)
            case Stamp():
                for one in item.items:
                    self.paint(one)
            case Lines():
                straight = _straight(item.segments)
                self._paint_lines(item.segments, (item.colour, item.width, item.dash), straight=straight)
            case Shape():
                self._paint_shape(item)
            case Group():
                self._paint_group(item)
            case Rects():
                self._fill_pixels(item.colour)
                self._painter.drawRects([_rect(box) for box in item.boxes])
            case Columns():
                self._paint_columns(item)
            case Polygon():
                self._smooth(on=True)
                self._pen(_NO_STROKE)
                self._brush(item.fill)
                self._painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in item.points]))

    def _paint_group(self, group: Group) -> None:
        if group.clip is None:
            self._paint_items(group)
            return
        self._painter.save()
        self._painter.setClipRect(_rect(group.clip), Qt.ClipOperation.IntersectClip)
        self._paint_items(group)
        self._painter.restore()
        self._forget()

    def _paint_items(self, group: Group) -> None:
        if group.layered and self._on_pixels:
            self._paint_layers(group)
            return
        for item in group.items:
            self.paint(item)

    def _paint_layers(self, group: Group) -> None:
        """Paint lines that are alike in one call, then areas, then texts of one colour after another."""
        layers = _Layers()
        layers.take(group)
        for (straight, stroke), segments in layers.lines.items():
            self._paint_lines(segments, stroke, straight=straight)
        for area in layers.areas:
            self.paint(area)
        for (role, colour), runs in sorted(layers.texts.items()):
            self._paint_texts(runs, role, colour)

    def _paint_texts(self, runs: Iterable[_Placed], role: FontRole, colour: str) -> None:
        painter = self._painter
        self._ink(colour)
        self._font(role)
        if self._prepared is None:
            for run, x, y in runs:
                painter.drawText(QPointF(run.x + x, run.baseline + y), run.text)
            return
        texts, ink = self._prepared.texts, (colour, self._ratio)
        for run, x, y in runs:
            texts.paint(painter, (run.x + x, run.baseline + y), run.text, role, ink)

    def _paint_lines(self, segments: Iterable[Segment], stroke: _Stroke, *, straight: bool) -> None:
        """Paint segments; upright and level ones without antialiasing, so that hairlines are one pixel."""
        self._smooth(on=not straight)
        self._pen(stroke)
        self._painter.drawLines([QLineF(*segment) for segment in segments])

    def _paint_columns(self, columns: Columns) -> None:
        """Paint rectangles from where they stand in memory: a QRectF is four doubles, as a row is."""
        boxes = np.ascontiguousarray(columns.boxes, np.float64)
        if not len(boxes):
            return
        self._fill_pixels(columns.colour)
        first = shiboken6.Shiboken.wrapInstance(boxes.ctypes.data, QRectF)
        self._painter.drawRects(cast("QRectF", first), len(boxes))

    def _fill_pixels(self, colour: str) -> None:
        self._smooth(on=False)
        self._pen(_NO_STROKE)
        self._brush(colour)

    def _paint_shape(self, shape: Shape) -> None:
        prepared = self._prepared
        if prepared and prepared.sprites.paint(shape, self._painter, self._ratio, _paint_alone):
            return
        self._smooth(on=True)
        if shape.fade_left or shape.fade_right:
            if self._on_pixels:
                paint_in_gradients(shape, self._painter, self._ratio)
            else:
                paint_in_slices(shape, self._painter)
            return
        box, radius = shape.box, shape.radius
        if shape.fill:
            self._pen(_NO_STROKE)
            self._brush(shape.fill)
            self._painter.drawRoundedRect(_rect(box), radius, radius)
        if shape.stroke:
            inset = shape.stroke_width / 2
            inner = max(radius - inset, 0.0)
            self._pen((shape.stroke, shape.stroke_width, shape.dash))
            self._brush("")
            self._painter.drawRoundedRect(_rect(box.grown(-inset)), inner, inner)

    def _forget(self) -> None:
        """Forget what the painter is set to: it has been set back."""
        self._is_smooth: bool | None = None
        self._is_pen: _Stroke | None = None
        self._is_brush: str | None = None
        self._is_font: FontRole | None = None

    # What is set already is set again for SVG, which groups its elements by that.

    def _smooth(self, *, on: bool) -> None:
        if self._is_smooth is not on or not self._on_pixels:
            self._is_smooth = on
            self._painter.setRenderHint(_ANTIALIASING, on=on)

    def _pen(self, stroke: _Stroke) -> None:
        if self._is_pen != stroke or not self._on_pixels:
            self._is_pen = stroke
            self._painter.setPen(Qt.PenStyle.NoPen if stroke is _NO_STROKE else pen_of(*stroke))

    def _ink(self, colour: str) -> None:
        """Set the pen for text: Qt's own for a colour, not one with flat ends."""
        ink = (colour, 0.0, Dash.SOLID)
        if self._is_pen != ink or not self._on_pixels:
            self._is_pen = ink
            self._painter.setPen(colour_of(colour))

    def _brush(self, colour: str) -> None:
        if self._is_brush != colour or not self._on_pixels:
            self._is_brush = colour
            self._painter.setBrush(colour_of(colour) if colour else Qt.BrushStyle.NoBrush)

    def _font(self, role: FontRole) -> None:
        if role not in self._fonts:
            self._fonts[role] = font(role)
        if self._is_font is not role or not self._on_pixels:
            self._is_font = role
            self._painter.setFont(self._fonts[role])


def _paint_alone(shape: Shape, painter: QPainter) -> None:
    _Painting(painter, None).paint(shape)


class _Layers:
    """What a layered group holds, sorted; a group with a clip of its own counts as an area."""

    def __init__(self) -> None:
        self.lines: dict[tuple[bool, _Stroke], list[Segment]] = {}
        self.areas: list[Primitive] = []
        self.texts: dict[tuple[FontRole, str], list[_Placed]] = {}

    def take(self, group: Group) -> None:
        for item in group.items:
            if isinstance(item, Stamp):
                self._take_stamp(item)
            elif isinstance(item, TextRun):
                self._take_text(item, 0.0, 0.0)
            elif isinstance(item, Lines):
                stroke = (item.colour, item.width, item.dash)
                self.lines.setdefault((_straight(item.segments), stroke), []).extend(item.segments)
            elif isinstance(item, Group) and item.clip is None:
                self.take(item)
            else:
                self.areas.append(item)

    def _take_stamp(self, stamp: Stamp) -> None:
        for item in stamp.look.items:
            if isinstance(item, TextRun):
                self._take_text(item, stamp.x, stamp.y)
            else:
                self.areas.append(shape_at(item, stamp.x, stamp.y))

    def _take_text(self, run: TextRun, x: float, y: float) -> None:
        self.texts.setdefault((run.role, run.colour), []).append((run, x, y))


def _straight(segments: Iterable[Segment]) -> bool:
    # A loop: a generator costs more than all it does here.
    for x1, y1, x2, y2 in segments:  # noqa: SIM110
        if x1 != x2 and y1 != y2:
            return False
    return True


def _rect(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)
