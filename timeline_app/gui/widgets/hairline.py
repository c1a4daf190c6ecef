"""The thin line that parts two surfaces."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from timeline_app.gui.theme import set_role


def hairline(parent: QWidget | None = None) -> QFrame:
    """Make a horizontal line of one pixel in the style's colour."""
    line = QFrame(parent)
    line.setFixedHeight(1)
    set_role(line, "hairline")
    return line
