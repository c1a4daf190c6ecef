"""A list whose rows all have the same height: a table view of one column.

Owns its look and its cursor keys. It is a table view, because QListView asks the model about every row each
time the list is renewed, which takes half a second for 100,000 rows; a table view asks about those in sight.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QTableView,
    QWidget,
)


class RowList(QTableView):
    """Shows a model's first column; nothing in it is selected until it is told otherwise."""

    def __init__(
        self,
        model: QAbstractItemModel,
        delegate: QStyledItemDelegate,
        row_height: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
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
        self.verticalHeader().setDefaultSectionSize(row_height)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go to the first and last row on Home and End, as in a list."""
        last = self.model().rowCount() - 1
        if action is QAbstractItemView.CursorAction.MoveHome and last >= 0:
            return self.model().index(0, 0)
        if action is QAbstractItemView.CursorAction.MoveEnd and last >= 0:
            return self.model().index(last, 0)
        return super().moveCursor(action, modifiers)
