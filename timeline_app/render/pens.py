"""Colours and pens as Qt wants them, made once for each that is used.

Owns the bounded memory of them: they are values without a device, and one memory serves every painter.
Knows no primitives.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from timeline_app.scene.display import Dash

_MOST: Final = 512
_DASHES: Final = (3.0, 2.0)
"""Dash and gap, in stroke widths."""


@lru_cache(_MOST)
def colour_of(name: str) -> QColor:
    """Return a colour of the display list; not to be changed, others share it."""
    return QColor(name)


@lru_cache(_MOST)
def pen_of(colour: str, width: float, dash: Dash) -> QPen:
    """Return the pen of a stroke with flat ends; not to be changed, others share it."""
    pen = QPen(colour_of(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dash is Dash.DASHED:
        pen.setDashPattern(_DASHES)
    return pen


def faded(colour: str, opacity: float) -> QColor:
    """Return a colour with its opacity multiplied."""
    thin = QColor(colour_of(colour))
    thin.setAlphaF(thin.alphaF() * opacity)
    return thin
