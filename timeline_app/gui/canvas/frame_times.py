"""How long the frames of a canvas take, measured where they are made and shown in its corner.

Owns the measuring and the display. Knows nothing of charts.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from timeline_app.core.language import Language
from timeline_app.render.fonts import font
from timeline_app.scene.display import FontRole
from timeline_app.scene.style import Style

_FRAMES: Final = 120
_SHARE: Final = 0.95
_MARGIN: Final = 8.0
_PADDING: Final = 6.0


class FrameTimes:
    """Keeps the times of the last 120 frames, in milliseconds: a layout, if any, and a painting."""

    def __init__(self) -> None:
        self.shown = False
        self._layout = 0.0
        self._frames: deque[tuple[float, float]] = deque(maxlen=_FRAMES)

    @contextmanager
    def layout(self) -> Iterator[None]:
        """Measure what is laid out for the next painting; several layouts add up."""
        begun = perf_counter()
        try:
            yield
        finally:
            self._layout += (perf_counter() - begun) * 1000

    @contextmanager
    def paint(self) -> Iterator[None]:
        """Measure a painting, which ends the frame."""
        begun, before = perf_counter(), self._layout
        try:
            yield
        finally:
            laid_out = self._layout - before
            self._frames.append((self._layout, (perf_counter() - begun) * 1000 - laid_out))
            self._layout = 0.0

    @property
    def last(self) -> tuple[float, float]:
        """Return the layout and the painting of the last frame; 0 before the first."""
        return self._frames[-1] if self._frames else (0.0, 0.0)

    @property
    def p95(self) -> float:
        """Return what 95 of 100 frames take at most, by nearest rank; 0 before the first."""
        times = sorted(layout + paint for layout, paint in self._frames)
        return times[math.ceil(len(times) * _SHARE) - 1] if times else 0.0

    def text(self, language: Language) -> str:
        """Return the times in words."""
        layout, paint = self.last
        return language(
            "Layout {layout} ms · paint {paint} ms · p95 of {n} frames {p95} ms",
            layout=language.decimal(layout),
            paint=language.decimal(paint),
            n=language.number(len(self._frames)),
            p95=language.decimal(self.p95),
        )

    def draw(self, painter: QPainter, right: float, style: Style, language: Language) -> None:
        """Draw the times at the top, as far right as they go.

        They are drawn, not written on a label: to change one would ask for another frame, without end.
        """
        text = self.text(language)
        painter.setFont(font(FontRole.FOOT))
        metrics = painter.fontMetrics()
        size = QPointF(metrics.horizontalAdvance(text) + 2 * _PADDING, metrics.height() + 2 * _PADDING)
        box = QRectF(right - size.x() - _MARGIN, _MARGIN, size.x(), size.y())
        painter.fillRect(box, QColor(style.panel))
        painter.setPen(QColor(style.hairline))
        painter.drawRect(box)
        painter.setPen(QColor(style.soft))
        painter.drawText(QPointF(box.left() + _PADDING, box.top() + _PADDING + metrics.ascent()), text)
