"""The filters to choose from: a panel that opens under a button and stays open while ticks are set.

Owns its widgets and the dates of a stretch of time. What can be chosen is `filter_model`'s.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from timeline_app.core.civil import civil_of
from timeline_app.core.date import Date
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.filter_choices import Choices
from timeline_app.core.instant import DAY, Instant, Span
from timeline_app.gui.finding.filter_delegate import LINE_HEIGHT, FilterDelegate
from timeline_app.gui.finding.filter_model import FilterModel
from timeline_app.gui.session import Session
from timeline_app.gui.theme import set_role
from timeline_app.gui.widgets.date_field import DateField
from timeline_app.gui.widgets.hairline import hairline

_WIDTH: Final = 340
_MARGIN: Final = 8
_MOST_LINES: Final = 12
_FEWEST_LINES: Final = 4
_LONGEST_IN_DAYS: Final = 20 * 365 * DAY
"""Views longer than this are taken by the year."""


class ChoiceList(QListView):
    """Lists choices; a click on a line, Space or Enter turns it round."""

    toggled = Signal(QModelIndex)

    def __init__(self, model: FilterModel, delegate: FilterDelegate) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self.toggled)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the choice round that has the focus."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggled.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class FilterPanel(QFrame):
    """Closes by Escape or a click beside it, and is gone then."""

    filters_chosen = Signal(object)
    """Carries the Filters to be set."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._session = session
        self._window = parent.window()
        self._say = session.language
        self._model = FilterModel(session.filters, session.language, self)
        self._narrow = QLineEdit()
        self._choices = ChoiceList(self._model, FilterDelegate(session.style, self))
        self._first = DateField(self._say("First date"), self._say, self)
        self._last = DateField(self._say("Last date"), self._say, self)
        self._this_view = QPushButton(self._say("This view"))
        self._set = QPushButton(self._say("Set"))
        self._lay_out()
        self._narrow.textChanged.connect(self._model.narrow)
        self._narrow.returnPressed.connect(self._choices.setFocus)
        self._choices.toggled.connect(self._toggle)
        self._this_view.clicked.connect(self._take_view)
        self._set.clicked.connect(self._take_dates)
        for field in (self._first, self._last):
            field.changed.connect(self._adapt)
        session.filters_changed.connect(self._follow)
        session.dataset_changed.connect(self.close)
        self._adapt()

    def show_choices(self, choices: Choices) -> None:
        """List what there is to choose."""
        self._model.show_choices(choices)

    def open_under(self, button: QWidget) -> None:
        """Open below a button, inside the window's width and the screen's height."""
        self.adjustSize()
        corner = button.mapToGlobal(QPoint(button.width() - self.width(), button.height() + 4))
        window, screen = self._window.frameGeometry(), self._window.screen().availableGeometry()
        room = screen.bottom() - corner.y() - _MARGIN - (self.height() - self._choices.height())
        lines = min(max(room // LINE_HEIGHT, _FEWEST_LINES), _MOST_LINES)
        self._choices.setFixedHeight(lines * LINE_HEIGHT)
        self.adjustSize()
        x = min(max(corner.x(), window.left() + _MARGIN), window.right() - self.width() - _MARGIN)
        self.move(x, corner.y())
        self.show()
        self._narrow.setFocus(Qt.FocusReason.PopupFocusReason)

    def _lay_out(self) -> None:
        say = self._say
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(say("Filters"))
        set_role(self, "popup")
        self._narrow.setPlaceholderText(say("Find a filter"))
        self._narrow.setAccessibleName(say("Find a filter"))
        self._choices.setAccessibleName(say("Filters"))
        self._choices.setFixedHeight(_MOST_LINES * LINE_HEIGHT)
        heading = QLabel(say("Time range"))
        set_role(heading, "section")
        dates = QHBoxLayout()
        dates.setSpacing(8)
        for name, field in ((say("From"), self._first), (say("To"), self._last)):
            side = QVBoxLayout()
            side.setSpacing(4)
            label = QLabel(name)
            set_role(label, "small")
            side.addWidget(label)
            side.addWidget(field)
            side.addStretch()
            dates.addLayout(side, 1)
        actions = QHBoxLayout()
        actions.setSpacing(8)
        actions.addWidget(self._this_view)
        actions.addStretch()
        actions.addWidget(self._set)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 8, 12, 12)
        foot.setSpacing(8)
        foot.addWidget(heading)
        foot.addLayout(dates)
        foot.addLayout(actions)
        head = QVBoxLayout()
        head.setContentsMargins(12, 12, 12, 8)
        head.addWidget(self._narrow)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._choices)
        column.addWidget(hairline())
        column.addLayout(foot)
        self.setFixedWidth(_WIDTH)

    def _toggle(self, index: QModelIndex) -> None:
        filters = self._model.toggled(index)
        if filters is not None:
            self.filters_chosen.emit(filters)

    def _follow(self) -> None:
        self._model.set_filters(self._session.filters)

    def _adapt(self) -> None:
        given = self._first.date is not None or self._last.date is not None
        self._set.setEnabled(given and self._first.usable and self._last.usable)
        self._this_view.setEnabled(self._session.viewport is not None)

    def _take_view(self) -> None:
        viewport = self._session.viewport
        if viewport is not None:
            self._take(*dates_of(viewport.span))

    def _take_dates(self) -> None:
        """Set the dates that were typed; an empty side reaches as far as the events do."""
        whole = self._session.dataset.store.span
        if whole is not None:
            first, last = dates_of(whole)
            self._take(self._first.date or first, self._last.date or last)

    def _take(self, first: Date, last: Date) -> None:
        self.filters_chosen.emit(replace(self._session.filters, span=(first, last)))
        self.close()


def dates_of(span: Span) -> tuple[Date, Date]:
    """Return the first and the last date of a half-open span: days, or years where it is longer than 20."""
    by_year = span.duration > _LONGEST_IN_DAYS
    return _date_of(span.start, by_year=by_year), _date_of(Instant(span.end - 1), by_year=by_year)


def _date_of(instant: Instant, *, by_year: bool) -> Date:
    year, month, day = civil_of(instant)
    if abs(year) > 9999:
        return parse_edtf(f"Y{year}")
    sign = "-" if year < 0 else ""
    written = f"{sign}{abs(year):04}"
    return parse_edtf(written if by_year else f"{written}-{month:02}-{day:02}")
