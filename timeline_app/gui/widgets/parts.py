"""What all dialogs are made of: a frame with even margins, headings, paragraphs in plain text.

Owns spacing and type of dialogs. Knows no contents.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from timeline_app.gui.theme import set_role
from timeline_app.render.fonts import MEDIUM, REGULAR, SEMIBOLD, ui_font


def framed(dialog: QDialog, title: str) -> QVBoxLayout:
    """Prepare a dialog that deletes itself when closed, and return the layout for its contents."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(24, 20, 24, 20)
    layout.setSpacing(12)
    return layout


def heading(text: str, parent: QWidget) -> QLabel:
    """Return the first line of a dialog."""
    return _label(text, parent, 20, SEMIBOLD)


def caption(text: str, parent: QWidget) -> QLabel:
    """Return the title of a group."""
    return _label(text, parent, 13, MEDIUM)


def paragraph(text: str, parent: QWidget) -> QLabel:
    """Return running text that wraps."""
    label = _label(text, parent, 13, REGULAR)
    label.setWordWrap(True)
    return label


def stand_beside(left: QWidget, right: QWidget, frame: QFrame) -> None:
    """Frame two widgets with a hairline between them; the right one takes what is left over."""
    set_role(frame, "popup")
    parting = QFrame(frame)
    parting.setFixedWidth(1)
    set_role(parting, "hairline")
    row = QHBoxLayout(frame)
    row.setContentsMargins(1, 1, 1, 1)
    row.setSpacing(0)
    row.addWidget(left)
    row.addWidget(parting)
    row.addWidget(right, 1)


def shortened(text: str, most: int = 60) -> str:
    """Return a text of at most so many characters; a long one shows its beginning and its end."""
    if len(text) <= most:
        return text
    end = most // 3
    return f"{text[: most - end - 1]}…{text[-end:]}"


def line(text: str, parent: QWidget) -> QLabel:
    """Return text on one line."""
    return _label(text, parent, 13, REGULAR)


def _label(text: str, parent: QWidget, pixels: int, weight: int) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(ui_font(pixels, weight))
    return label
