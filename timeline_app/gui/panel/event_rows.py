"""The view of a list of events: one column of rows of the same height.

Owns keys, clicks and scrolling. It is a table view, because QListView asks the model about every row each
time the list is renewed, which takes half a second for 100,000 rows; a table view asks about those in sight.
What is chosen is the session's, not Qt's selection, which would be lost with each renewal.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from timeline_app.gui.panel.choosing import Pick
from timeline_app.gui.panel.event_delegate import ROW_HEIGHT, EventDelegate

_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier


class EventRows(QTableView):
    """Shows a model's first column as a list.

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
        super().__init__(parent)
        self._modifiers = Qt.KeyboardModifier.NoModifier
        self._before = QModelIndex()
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.clicked.connect(self._click)
        self.activated.connect(self._activate)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go to the first and last event on Home and End, as in a list."""
        last = self.model().rowCount() - 1
        if action is QAbstractItemView.CursorAction.MoveHome and last >= 0:
            return self.model().index(0, 0)
        if action is QAbstractItemView.CursorAction.MoveEnd and last >= 0:
            return self.model().index(last, 0)
        return super().moveCursor(action, modifiers)

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
