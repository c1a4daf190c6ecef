"""Problems as the rows of a table: sign, place, sentence, event.

Owns what stands in each cell, and which severities are shown. Knows no text in which the problems are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QPixmap

from timeline_app.core.controls import escaped
from timeline_app.core.errors import Problem, Severity
from timeline_app.gui.session import Session
from timeline_app.gui.widgets.text_with_lines import paint_sign
from timeline_app.gui.widgets.tool_tip import literal_tip

SIGN, PLACE, SENTENCE, EVENT = range(4)
ROW_HEIGHT: Final = 28
_COLUMNS: Final = 4
_SIGN_EDGE: Final = 16
_LONGEST: Final = 1_000
"""So many characters of a sentence are laid out; all of them can be copied."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


class ProblemModel(QAbstractTableModel):
    """Shows problems of all severities, or of one."""

    def __init__(self, session: Session, problems: Sequence[Problem], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._all = tuple(problems)
        self._rows = self._all
        self._has_files = len({problem.place.file for problem in problems}) > 1
        self._signs = {severity: self._sign(severity) for severity in Severity}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what is shown."""
        return self._rows

    def show_only(self, severity: Severity | None) -> None:
        """Show the problems of one severity, or all of them."""
        self.beginResetModel()
        self._rows = tuple(one for one in self._all if severity is None or one.severity is severity)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many problems are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many cells a problem has."""
        return 0 if parent.isValid() else _COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what Qt asks for a cell."""
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(0, ROW_HEIGHT)
        return self._said(index, role)

    def _said(self, index: Index, role: int) -> object:
        problem, column = self._rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole if column != SIGN:
                return self._text(problem, column)
            case Qt.ItemDataRole.DecorationRole if column == SIGN:
                return self._signs[problem.severity]
            case Qt.ItemDataRole.AccessibleTextRole if column == SIGN:
                return self._severity_name(problem.severity)
            case Qt.ItemDataRole.ToolTipRole:
                return literal_tip(self._told(problem, column)[:_LONGEST])
            case Qt.ItemDataRole.ForegroundRole if column in {PLACE, EVENT}:
                return QColor(self._session.style.soft)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return what a column is called."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        language = self._session.language
        return (language("Kind"), language("Line"), language("What is wrong"), language("Event"))[section]

    def _text(self, problem: Problem, column: int) -> str:
        place = problem.place
        if column == PLACE:
            return escaped(str(place)) if self._has_files else f"{place.line}:{place.column}"
        return problem.sentence[:_LONGEST] if column == SENTENCE else escaped(problem.event_id[:_LONGEST])

    def _told(self, problem: Problem, column: int) -> str:
        return self._severity_name(problem.severity) if column == SIGN else self._text(problem, column)

    def _severity_name(self, severity: Severity) -> str:
        language = self._session.language
        match severity:
            case Severity.ERROR:
                return language("Error")
            case Severity.WARNING:
                return language("Warning")
            case Severity.NOTICE:
                return language("Remark")

    def _sign(self, severity: Severity) -> QPixmap:
        """Return the picture of a severity, sharp on screens of twice the resolution."""
        scale = 2
        picture = QPixmap(_SIGN_EDGE * scale, _SIGN_EDGE * scale)
        picture.setDevicePixelRatio(scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_sign(painter, QPointF(_SIGN_EDGE / 2, _SIGN_EDGE / 2), severity, self._session.style)
        painter.end()
        return picture
