"""The list of what came in: what each entry is called, what it is, and what was decided about it.

Owns the model of one section and the painting of a row. Decides nothing; a row that is not looked at costs
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from timeline_app.core.controls import escaped
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.errors import DateError
from timeline_app.core.language import Language
from timeline_app.core.wording import date_text
from timeline_app.dataset.editing.arrivals import Arrival
from timeline_app.dataset.editing.comparison import Incoming, State
from timeline_app.dataset.editing.entry_json import edtf_of, said, title_of
from timeline_app.dataset.editing.importing import Decision
from timeline_app.gui.session import Session
from timeline_app.render.fonts import ui_font

ROW_HEIGHT: Final = 48
KIND_ROLE: Final = Qt.ItemDataRole.UserRole
"""What an entry is: the date of an event, or the kind of anything else."""
MARK_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""What was decided about the entry, or is doubtful about it; "" for nothing."""

_SIDE: Final = 12
_TOP: Final = 5
_LINE: Final = 19
_GAP: Final = 12
_AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()

DecisionOf = Callable[[Incoming], Decision]


class ArrivalModel(QAbstractListModel):
    """Lists entries; `decision_of` is asked what was decided about one that clashes."""

    def __init__(self, decision_of: DecisionOf, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._decision_of = decision_of
        self._language = language
        self._arrivals: Sequence[Arrival] = ()

    def show_arrivals(self, arrivals: Sequence[Arrival]) -> None:
        """List other entries."""
        self.beginResetModel()
        self._arrivals = arrivals
        self.endResetModel()

    def arrival(self, index: _AnyIndex) -> Arrival | None:
        """Return what stands in a row, None where there is none."""
        return self._arrivals[index.row()] if index.isValid() else None

    def rowCount(self, parent: _AnyIndex = _ROOT) -> int:
        """Return how many entries are listed."""
        return 0 if parent.isValid() else len(self._arrivals)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return what an entry is called, what it is, its mark, or all of them for screen readers."""
        arrival = self.arrival(index)
        if arrival is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return called(arrival, self._language)
        if role == KIND_ROLE:
            return kind_text(arrival, self._language)
        if role == MARK_ROLE:
            return self._mark(arrival)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            kind = kind_text(arrival, self._language)
            parts = (called(arrival, self._language), kind, self._mark(arrival))
            return ", ".join(part for part in parts if part)
        return None

    def _mark(self, arrival: Arrival) -> str:
        incoming = arrival.incoming
        if incoming is not None and incoming.state is State.CLASHING:
            return decision_text(self._decision_of(incoming), self._language)
        if arrival.problems:
            return self._language.count(len(arrival.problems), "one remark", "{n} remarks")
        return self._language("too fine?") if arrival.is_doubted else ""


class ArrivalDelegate(QStyledItemDelegate):
    """Two lines an entry, 48 px high."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._title_font = ui_font(13, 500)
        self._small_font = ui_font(12)

    def sizeHint(self, *_: object) -> QSize:
        """Return the same height for all entries."""
        return QSize(0, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        """Paint ground and texts."""
        style, rect = self._session.style, option.rect
        painter.save()
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_current or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(style.band))
        if is_current:
            active = bool(option.state & QStyle.StateFlag.State_HasFocus)
            edge = QRect(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(edge, QColor(style.accent if active else style.axis))
        line = QRect(rect.left() + _SIDE, rect.top() + _TOP, rect.width() - 2 * _SIDE, _LINE)
        self._text(painter, line, index.data() or "", style.ink, title=True)
        second = line.translated(0, _LINE)
        mark = index.data(MARK_ROLE) or ""
        width = QFontMetrics(self._small_font).horizontalAdvance(mark) if mark else 0
        self._text(painter, second.adjusted(second.width() - width - 1, 0, 0, 0), mark, style.accent)
        left = second.adjusted(0, 0, -(width + _GAP) if width else 0, 0)
        self._text(painter, left, index.data(KIND_ROLE) or "", style.soft)
        painter.restore()

    def _text(self, painter: QPainter, box: QRect, text: str, colour: str, *, title: bool = False) -> None:
        font = self._title_font if title else self._small_font
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


def called(arrival: Arrival, language: Language) -> str:
    """Return what an entry is called on one line; remarks on a text as a whole are called so."""
    incoming = arrival.incoming
    if incoming is None:
        return arrival.problems[0].place.file
    title = title_of(incoming.json, incoming.kind)
    return escaped(said(title, language))


def kind_text(arrival: Arrival, language: Language) -> str:
    """Return the date of an event, or which kind anything else is."""
    incoming = arrival.incoming
    if incoming is None:
        return language("The file as a whole")
    if incoming.kind != "events":
        return language("Source") if incoming.kind == "sources" else language("Category")
    edtf = edtf_of(incoming.json)
    try:
        return date_text(parse_edtf(edtf), language)
    except DateError:
        return escaped(edtf)


def decision_text(decision: Decision, language: Language) -> str:
    """Return what becomes of an entry that clashes."""
    return {
        Decision.KEEP_MINE: language("Keep mine"),
        Decision.TAKE_THEIRS: language("Take theirs"),
        Decision.KEEP_BOTH: language("Keep both"),
    }[decision]
