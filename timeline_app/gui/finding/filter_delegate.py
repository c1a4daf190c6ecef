"""Paints one line of the filters: a heading, or a tick, a text and how many events it leaves.

Owns the geometry of a line. Knows the session only for its style.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from timeline_app.core.text import one_line
from timeline_app.gui.finding.filter_model import COUNT_ROLE, IS_HEADING_ROLE
from timeline_app.render.fonts import ui_font
from timeline_app.scene.style import Style

LINE_HEIGHT: Final = 28
_SIDE: Final = 12
_BOX: Final = 16
_RADIUS: Final = 4
_TICK: Final = ((4.0, 8.5), (7.0, 11.5), (12.0, 5.0))


class FilterDelegate(QStyledItemDelegate):
    """One line a choice, 28 px high."""

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._font = ui_font(13)
        self._small = ui_font(12)
        self._heading = ui_font(12, 600)

    def sizeHint(self, *_: object) -> QSize:
        """Return the same height for all lines."""
        return QSize(0, LINE_HEIGHT)

    def editorEvent(
        self,
        _event: QEvent,
        _model: QAbstractItemModel,
        _option: QStyleOptionViewItem,
        _index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Leave clicks and keys to the list, which takes them on the whole line."""
        return False

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint ground, tick, text and count."""
        style, rect = self._style, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.data(COUNT_ROLE) is None:
            is_heading = bool(index.data(IS_HEADING_ROLE))
            painter.setFont(self._heading if is_heading else self._small)
            painter.setPen(QColor(style.soft if is_heading else style.faint))
            indent = _SIDE if is_heading else 2 * _SIDE + _BOX
            self._text(painter, rect.adjusted(indent, 4 if is_heading else 0, -_SIDE, 0), str(index.data()))
            painter.restore()
            return
        self._ground(painter, rect, option.state)
        checked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        self._box(painter, QPointF(rect.left() + _SIDE, rect.center().y() + 0.5 - _BOX / 2), checked=checked)
        painter.setFont(self._small)
        count = str(index.data(COUNT_ROLE))
        width = painter.fontMetrics().horizontalAdvance(count)
        painter.setPen(QColor(style.faint))
        place = QRect(rect.right() - _SIDE - width, rect.top(), width + 1, rect.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), count)
        painter.setFont(self._font)
        painter.setPen(QColor(style.ink))
        left, right = 2 * _SIDE + _BOX - 4, _SIDE + width + 8
        self._text(painter, rect.adjusted(left, 0, -right, 0), str(index.data()))
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(QPen(QColor(self._style.accent), 1) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._style.band) if hovered else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect).adjusted(4.5, 0.5, -4.5, -0.5), _RADIUS, _RADIUS)

    def _box(self, painter: QPainter, corner: QPointF, *, checked: bool) -> None:
        style = self._style
        painter.setPen(QPen(QColor(style.accent if checked else style.axis), 1.0))
        painter.setBrush(QColor(style.accent if checked else style.panel))
        painter.drawRoundedRect(
            QRectF(corner.x() + 0.5, corner.y() + 0.5, _BOX - 1, _BOX - 1), _RADIUS, _RADIUS
        )
        if checked:
            painter.setPen(QPen(QColor(style.panel), 1.75, c=Qt.PenCapStyle.RoundCap))
            painter.drawPolyline([corner + QPointF(x, y) for x, y in _TICK])

    def _text(self, painter: QPainter, box: QRect, text: str) -> None:
        metrics = QFontMetrics(painter.font())
        short = metrics.elidedText(one_line(text), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), short)
