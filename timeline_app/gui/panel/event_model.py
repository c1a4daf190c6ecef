"""The rows in view as a list model: what is not looked at costs nothing.

Owns the mapping of list positions to rows of the store. Knows no colours and no pixels.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from timeline_app.core.columns import Int64Column
from timeline_app.core.evidence import date_line
from timeline_app.gui.session import Session

ROW_ROLE: Final = Qt.ItemDataRole.UserRole
"""The row in the store."""
DATE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""When, in words, and what weakens it."""

_AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()


class EventModel(QAbstractListModel):
    """Lists events of the session's store by their rows, in time order."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: Int64Column = np.empty(0, np.int64)

    def show_rows(self, rows: Int64Column) -> None:
        """List other rows, in rising order."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def index_of(self, row: int) -> QModelIndex:
        """Return the index of a row of the store, an invalid one where it is not listed."""
        position = int(np.searchsorted(self._rows, row))
        found = position < len(self._rows) and self._rows[position] == row
        return self.index(position) if found else QModelIndex()

    def index_near(self, row: int) -> QModelIndex:
        """Return the index of the first event listed at or after a row of the store, else of the last."""
        return self.index(min(int(np.searchsorted(self._rows, row)), len(self._rows) - 1))

    def rowCount(self, parent: _AnyIndex = _ROOT) -> int:
        """Return the number of events listed."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the title, the date, the row, or both texts for screen readers."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = int(self._rows[index.row()])
        if role == ROW_ROLE:
            return row
        event, language = self._session.store.event(row), self._session.language
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return event.title.in_language(language.code)
            case _ if role == DATE_ROLE:
                return date_line(event, language)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{event.title.in_language(language.code)}, {date_line(event, language)}"
        return None
