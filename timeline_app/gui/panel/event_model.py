"""The rows in view as a list model: what is not looked at costs nothing.

Owns the mapping of list positions to rows of the store, and what a row says. Knows no colours and no pixels.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from timeline_app.core.columns import Int64Column
from timeline_app.core.errors import TimelineError
from timeline_app.core.evidence import date_line
from timeline_app.gui.panel.snippet import Lit, lit, snippet_of
from timeline_app.gui.session import Session

ROW_ROLE: Final = Qt.ItemDataRole.UserRole
"""The row in the store."""
DATE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""When, in words, and what weakens it."""
TITLE_ROLE: Final = Qt.ItemDataRole.UserRole + 2
"""The title with what the search found in it, a `Lit`."""
SNIPPET_ROLE: Final = Qt.ItemDataRole.UserRole + 3
"""Where else the search found something, a `Lit`; None where it did so in the title alone."""
CHOSEN_ROLE: Final = Qt.ItemDataRole.UserRole + 4
"""Whether the event is chosen."""

_AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_NAMED: Final = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
_TOLD: Final = (*_NAMED, DATE_ROLE, TITLE_ROLE, SNIPPET_ROLE)


class EventModel(QAbstractListModel):
    """Lists events of the session's store by their rows, in time order."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: Int64Column = np.empty(0, np.int64)

    @property
    def rows(self) -> Int64Column:
        """Return the rows that are listed, rising."""
        return self._rows

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
        """Return the title, the date, the row, what was found, or the texts for screen readers."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = int(self._rows[index.row()])
        if role == ROW_ROLE:
            return row
        if role == CHOSEN_ROLE:
            return self._is_chosen(row)
        if role not in _TOLD:
            return None
        try:
            return self._told(row, role)
        except TimelineError as error:
            # Its file no longer holds it: the row says so in place of the title.
            return str(error) if role in _NAMED else None

    def _is_chosen(self, row: int) -> bool:
        chosen = self._session.chosen
        place = int(np.searchsorted(chosen, row))
        return place < len(chosen) and bool(chosen[place] == row)

    def _told(self, row: int, role: int) -> str | Lit | None:
        event = self._session.store.event(row)
        language, matches = self._session.language, self._session.matches
        title = event.title.in_language(language.code)
        if role == TITLE_ROLE:
            return lit(title, matches.query if matches is not None else None)
        if role == SNIPPET_ROLE:
            return (
                None if matches is None else snippet_of(event, self._session.store, matches.query, language)
            )
        if role == DATE_ROLE:
            return date_line(event, language)
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        named = f"{title}, {date_line(event, language)}"
        # A view without Qt's own selection cannot tell it otherwise.
        return language("{event}, chosen", event=named) if self._is_chosen(row) else named
