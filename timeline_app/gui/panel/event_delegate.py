"""Paints one event of the list: the category's dot, the title, the date and what was found under it.

Owns the geometry of a list row. Knows the session only for its style and categories.
"""

from __future__ import annotations

from math import ceil
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from timeline_app.core.event import TextRange
from timeline_app.gui.panel.event_model import CHOSEN_ROLE, DATE_ROLE, ROW_ROLE, SNIPPET_ROLE, TITLE_ROLE
from timeline_app.gui.panel.page_document import DOT_INDENT
from timeline_app.gui.panel.page_view import SIDE_MARGIN
from timeline_app.gui.panel.quotation import utf16_ranges
from timeline_app.gui.panel.snippet import Lit
from timeline_app.gui.session import Session
from timeline_app.render.fonts import ui_font
from timeline_app.scene.contrast import blended
from timeline_app.scene.style import category_colour

ROW_HEIGHT: Final = 52

_DOT: Final = 8
_LINE: Final = 20
_TOP: Final = 6
_GAP: Final = 8
"""Between the date and what was found."""
_GROUND_INSET: Final = 12
"""Between the panel's edge and the ground of the row under the pointer."""
_RADIUS: Final = 8
_CHOSEN: Final = 0.12
"""How much of the accent is in the ground of a chosen event."""


class EventDelegate(QStyledItemDelegate):
    """Two lines an event, 52 px high."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._title_font = ui_font(13, 500)
        self._date_font = ui_font(12)

    def sizeHint(self, *_: object) -> QSize:
        """Return the same height for all events."""
        return QSize(0, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint ground, dot and texts."""
        store, style = self._session.store, self._session.style
        row = index.data(ROW_ROLE)
        if not isinstance(row, int) or row >= len(store):
            return
        colour = category_colour(style, store.category(row), int(store.columns.category_code[row]))
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, option.state, is_chosen=index.data(CHOSEN_ROLE) is True)
        text = rect.adjusted(SIDE_MARGIN + DOT_INDENT, _TOP, -SIDE_MARGIN, 0)
        middle = text.top() + _LINE / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QRectF(rect.left() + SIDE_MARGIN, middle - _DOT / 2, _DOT, _DOT))
        title = QRect(text.left(), text.top(), text.width(), _LINE)
        self._line(painter, title, _said(index, TITLE_ROLE), self._title_font, style.ink)
        date = title.translated(0, _LINE)
        used = self._line(painter, date, Lit(str(index.data(DATE_ROLE) or "")), self._date_font, colour)
        snippet = index.data(SNIPPET_ROLE)
        if isinstance(snippet, Lit):
            self._line(painter, date.adjusted(used + _GAP, 0, 0, 0), snippet, self._date_font, style.soft)
        painter.restore()

    def _line(self, painter: QPainter, box: QRect, line: Lit, font: QFont, colour: str) -> int:
        """Draw a line with what was found on a ground of its own, and return how wide it is."""
        if box.width() <= 0:
            return 0
        text = QFontMetrics(font).elidedText(line.text, Qt.TextElideMode.ElideRight, box.width())
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        layout.setFormats(self._grounds(text, line))
        layout.beginLayout()
        laid = layout.createLine()
        layout.endLayout()
        painter.setPen(QColor(colour))
        layout.draw(painter, QPointF(box.left(), box.top() + (box.height() - laid.height()) / 2))
        return ceil(laid.naturalTextWidth())

    def _grounds(self, text: str, line: Lit) -> list[QTextLayout.FormatRange]:
        style, grounds = self._session.style, []
        # What is shown of a shortened line is the same up to its ellipsis.
        shown = len(text) if text == line.text else len(text) - 1
        spans = [TextRange(start, min(end, shown)) for start, end in line.spans]
        for start, end in utf16_ranges(text, spans):
            ground = QTextLayout.FormatRange()
            ground.start, ground.length = start, end - start
            ground.format.setBackground(QColor(style.found))
            ground.format.setForeground(QColor(style.ink))
            grounds.append(ground)
        return grounds

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, *, is_chosen: bool) -> None:
        style = self._session.style
        ground = QRectF(rect).adjusted(_GROUND_INSET + 0.5, 0.5, -_GROUND_INSET - 0.5, -0.5)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(QPen(QColor(style.accent), 1) if focused else Qt.PenStyle.NoPen)
        if is_chosen:
            painter.setBrush(QColor(blended(style.accent, style.panel, _CHOSEN)))
        else:
            painter.setBrush(QColor(style.band) if hovered else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(ground, _RADIUS, _RADIUS)


def _said(index: QModelIndex | QPersistentModelIndex, role: int) -> Lit:
    said = index.data(role)
    return said if isinstance(said, Lit) else Lit(str(index.data() or ""))
