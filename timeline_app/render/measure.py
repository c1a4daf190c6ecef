"""Measures text with the bundled fonts, for layouts.

Owns a bounded cache of widths. Knows no layout.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtGui import QFontMetricsF

from timeline_app.render.fonts import FACES, font
from timeline_app.scene.display import FontRole

_CACHED: Final = 50_000


class QtMeasurer:
    """A TextMeasurer over the fonts that the painter uses; needs a QGuiApplication and loaded fonts."""

    def __init__(self) -> None:
        self._metrics = {role: QFontMetricsF(font(role)) for role in FACES}
        # As an attribute it answers from memory without a call in Python.
        self.width = lru_cache(_CACHED)(self._measured)

    def ascent(self, role: FontRole) -> float:
        """Return the height above the baseline."""
        return self._metrics[role].ascent()

    def line_height(self, role: FontRole) -> float:
        """Return the distance between two baselines."""
        return self._metrics[role].lineSpacing()

    def _measured(self, text: str, role: FontRole) -> float:
        """Return the advance width of one line of text, in logical pixels."""
        return self._metrics[role].horizontalAdvance(text)
