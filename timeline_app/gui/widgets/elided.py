"""A line of text and a link that shorten themselves to the room they have.

Own the ellipsis and the tooltip that gives the whole. Know no session.
"""

from __future__ import annotations

from math import ceil
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from timeline_app.core.text import one_line
from timeline_app.gui.theme import set_role
from timeline_app.gui.widgets.tool_tip import literal_tip

_BESIDE_TEXT: Final = 32
"""A link's icon, the gap after it, padding and border."""


class ElidedLabel(QLabel):
    """One line of plain text, cut at the right with an ellipsis where it is too long."""

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        set_role(self, role)

    @property
    def whole(self) -> str:
        """Return the text before it is shortened."""
        return self._whole

    def set_whole(self, text: str) -> None:
        """Show a text; it is also the accessible name."""
        self._whole = one_line(text)
        self.setAccessibleName(self._whole)
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Ask for room for the whole text."""
        return QSize(_room_for(self._whole, self.font()), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Do with almost nothing."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten to the new width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Shorten anew in another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        short = _shortened(self._whole, self.font(), self.width())
        if short != self.text():
            self.setText(short)
        self.setToolTip(literal_tip(self._whole) if short != self._whole else "")


class ElidedLink(QPushButton):
    """A flat button of one line that is cut where it is too long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        set_role(self, "link")

    def set_whole(self, text: str) -> None:
        """Show a text; it is also the accessible name."""
        self._whole = one_line(text)
        self.setAccessibleName(self._whole)
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Ask for room for the whole text."""
        width = _room_for(self._whole, self.font()) + _BESIDE_TEXT
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Do with the icon alone."""
        return QSize(_BESIDE_TEXT, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten to the new width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Shorten anew in another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        short = _shortened(self._whole, self.font(), self.width() - _BESIDE_TEXT)
        # An ampersand would be taken for the mark of a mnemonic.
        self.setText(short.replace("&", "&&"))
        self.setToolTip(literal_tip(self._whole) if short != self._whole else "")


def _room_for(text: str, font: QFont) -> int:
    # Widths are fractions of a pixel: one that is rounded down cuts off the last letter.
    return ceil(QFontMetricsF(font).horizontalAdvance(text)) + 1


def _shortened(text: str, font: QFont, room: int) -> str:
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, max(room, 0))
