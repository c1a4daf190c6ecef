"""The view of a list of events: which of them a click or a key opens, and which it chooses.

Owns clicks and keys. What is chosen is the session's, not Qt's selection, which would be lost with each
renewal of the list.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from timeline_app.gui.panel.choosing import Pick
from timeline_app.gui.panel.event_delegate import ROW_HEIGHT, EventDelegate
from timeline_app.gui.widgets.row_list import RowList

_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier


class EventRows(RowList):
    """Shows events.

    `opened` tells which row is wanted alone; `picked` which one was picked beside others, which one had the
    focus before, and how.
    """

    opened = Signal(QModelIndex)
    picked = Signal(QModelIndex, QModelIndex, object)
    dropped = Signal()
    """Nothing shall be chosen any more."""

    def __init__(
        self, model: QAbstractItemModel, delegate: EventDelegate, parent: QWidget | None = None
    ) -> None:
        super().__init__(model, delegate, ROW_HEIGHT, parent)
        self._modifiers = Qt.KeyboardModifier.NoModifier
        self._before = QModelIndex()
        self.clicked.connect(self._click)
        self.activated.connect(self._activate)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember what the click that may come of it means."""
        self._modifiers, self._before = event.modifiers(), self.currentIndex()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Space and with Shift and a move; choose nothing any more with Escape."""
        self._modifiers = Qt.KeyboardModifier.NoModifier
        before = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and before.isValid():
            self.picked.emit(before, before, Pick.TOGGLED)
        elif event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)
            if event.modifiers() & _SHIFT and self.currentIndex() != before:
                self.picked.emit(self.currentIndex(), before, Pick.RANGE)

    @Slot(QModelIndex)
    def _click(self, index: QModelIndex) -> None:
        pick = _pick_of(self._modifiers)
        if pick is Pick.ALONE:
            self.opened.emit(index)
        else:
            self.picked.emit(index, self._before, pick)

    @Slot(QModelIndex)
    def _activate(self, index: QModelIndex) -> None:
        # Some styles activate with each click, all of them with two.
        if _pick_of(self._modifiers) is Pick.ALONE:
            self.opened.emit(index)


def _pick_of(modifiers: Qt.KeyboardModifier) -> Pick:
    if modifiers & _SHIFT:
        return Pick.FURTHER_RANGE if modifiers & _CTRL else Pick.RANGE
    return Pick.TOGGLED if modifiers & _CTRL else Pick.ALONE
