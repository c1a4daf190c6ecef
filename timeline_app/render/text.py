"""Texts laid out once and painted many times.

Owns a bounded memory of laid-out lines. Knows no positions and no colours.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QTextLayout

from timeline_app.render.fonts import FACES, font
from timeline_app.scene.display import FontRole

_MOST: Final = 4_000
"""Lines of text: several times what a window shows."""


class LaidOutTexts:
    """Paints the pixels of QPainter.drawText without laying the text out again; needs loaded fonts.

    Unlike QStaticText and QGlyphRun, QTextLayout puts every glyph where drawText puts it, at every pixel
    ratio and beside characters from other fonts.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._fonts = {role: font(role) for role in FACES}
        self._laid_out = lru_cache(most)(self._made)

    def __len__(self) -> int:
        """Return how many lines are remembered."""
        return self._laid_out.cache_info().currsize

    def paint(self, painter: QPainter, x: float, baseline: float, text: str, role: FontRole) -> None:
        """Paint one line in the painter's pen."""
        layout, ascent = self._laid_out(text, role)
        layout.draw(painter, QPointF(x, baseline - ascent))

    def _made(self, text: str, role: FontRole) -> tuple[QTextLayout, float]:
        """Return a layout and how far its baseline is below its top, which other fonts in it push down."""
        layout = QTextLayout(text, self._fonts[role])
        layout.setCacheEnabled(True)
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        return layout, line.ascent() if line.isValid() else 0.0
