"""The list of events in view, in step with the canvas; of those found while something is searched for.

Owns when the list is renewed, what stands there when nothing is in view, and from where a range of chosen
events goes. Rows are `event_model`'s, their painting `event_delegate`'s.
"""

from __future__ import annotations

from functools import partial
from typing import Final

import numpy as np
from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from timeline_app.core.store import MOST_PACKED
from timeline_app.gui.panel.choosing import Pick, chosen_after
from timeline_app.gui.panel.chosen_bar import ChosenBar
from timeline_app.gui.panel.event_delegate import EventDelegate
from timeline_app.gui.panel.event_model import ROW_ROLE, EventModel
from timeline_app.gui.panel.event_rows import EventRows
from timeline_app.gui.panel.page_view import SIDE_MARGIN
from timeline_app.gui.session import Session
from timeline_app.gui.theme import set_role

_RENEWAL: Final = 40
"""Milliseconds between renewals while the view moves: a move of the canvas must not wait for the list."""
_SETTLED: Final = 160
"""Milliseconds after the last move for the list of many events, whose rows cost some of them."""


class EventList(QWidget):
    """Lists the events in view; a click or Enter selects one, with Ctrl and Shift several are chosen.

    `fit_requested` asks to show all.
    """

    fit_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._heading = QLabel()
        self._model = EventModel(session, self)
        self._list = EventRows(self._model, EventDelegate(session, self))
        self._back = QPushButton()
        self._nothing = QLabel()
        self._fit = QPushButton()
        self._stack = QStackedWidget()
        self._chosen = ChosenBar(session)
        self._last_selected: int | None = None
        self._anchor: int | None = None
        self._renewal = QTimer(self, singleShot=True, interval=_RENEWAL)
        self._lay_out()
        self._list.opened.connect(self._select)
        self._list.picked.connect(self._pick)
        self._list.dropped.connect(self._drop)
        self._renewal.timeout.connect(self._renew)
        self._fit.clicked.connect(self.fit_requested)
        self._back.clicked.connect(partial(session.list_rows, None))
        session.viewport_changed.connect(self._renew_soon)
        session.dataset_changed.connect(self._begin_anew)
        session.store_changed.connect(self._renew_if_seen)
        session.matches_changed.connect(self._follow_matches)
        session.listed_changed.connect(self._renew)
        session.language_changed.connect(self._renew)
        session.style_changed.connect(self._list.viewport().update)
        session.selection_changed.connect(self._remember)
        session.store_changed.connect(self._forget_anchor)
        session.chosen_changed.connect(self._show_chosen)
        self._renew()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while the list was hidden."""
        super().showEvent(event)
        self._renew()

    def take_focus(self) -> None:
        """Give the keyboard to the list, at the event that was selected last."""
        if self._last_selected is not None:
            index = self._model.index_of(self._last_selected)
            if index.isValid():
                self._list.setCurrentIndex(index)
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_all(self) -> None:
        """Choose all events that are listed."""
        self._session.select(None)
        # A list that is still to follow the view would have others.
        self._renew()
        self._session.choose(self._model.rows)

    def set_change_menu(self, menu: QMenu) -> None:
        """Offer what changes the chosen events."""
        self._chosen.set_menu(menu)

    def _lay_out(self) -> None:
        set_role(self._heading, "heading")
        self._heading.setContentsMargins(SIDE_MARGIN, 28, SIDE_MARGIN, 12)
        self._nothing.setWordWrap(True)
        set_role(self._nothing, "soft")
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.setContentsMargins(SIDE_MARGIN, 0, SIDE_MARGIN, 0)
        column.setSpacing(16)
        column.addWidget(self._nothing)
        column.addWidget(self._fit, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        self._stack.addWidget(self._list)
        self._stack.addWidget(empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._heading)
        whole.addLayout(_indented(self._back))
        whole.addWidget(self._stack, 1)
        whole.addWidget(self._chosen)

    def _renew_if_seen(self) -> None:
        is_awaited = self._renewal.isActive() and not self._model.rowCount()
        # A hidden list catches up when it is shown.
        if self.isVisible() and not is_awaited:
            self._renew()

    def _follow_matches(self) -> None:
        """List what was found; among many events only when the chart has been drawn."""
        if self.isVisible() and len(self._session.store) > MOST_PACKED:
            self._renewal.start(_RENEWAL)
        else:
            self._renew_if_seen()

    def _begin_anew(self) -> None:
        """List the events of another dataset; many of them only when the chart has been drawn."""
        if self.isVisible() and len(self._session.store) > MOST_PACKED:
            self._model.show_rows(np.empty(0, np.int64))
            self._renewal.start(_RENEWAL)

    def _renew_soon(self) -> None:
        if not self.isVisible():
            return
        many = len(self._session.store) > MOST_PACKED
        if many or not self._renewal.isActive():
            self._renewal.start(_SETTLED if many else _RENEWAL)

    def _renew(self) -> None:
        self._renewal.stop()
        listed = self._session.listed
        rows = self._session.rows_in_view() if listed is None else listed
        current = self._list.currentIndex().data(ROW_ROLE)
        top = self._list.indexAt(QPoint(0, 0)).data(ROW_ROLE)
        self._model.show_rows(rows)
        if isinstance(current, int) and (index := self._model.index_of(current)).isValid():
            self._list.setCurrentIndex(index)
        if isinstance(top, int):
            self._list.scrollTo(self._model.index_near(top), EventRows.ScrollHint.PositionAtTop)
        self._say(len(rows))
        self._chosen.show_counts(rows)
        self._stack.setCurrentIndex(0 if len(rows) else 1)

    def _say(self, count: int) -> None:
        session, language = self._session, self._session.language
        if session.listed is not None:
            heading = language.count(count, "{n} event in the cluster", "{n} events in the cluster")
        elif session.matches is None:
            heading = language.count(count, "{n} event in view", "{n} events in view")
        else:
            heading = language.count(count, "{n} match in view", "{n} matches in view")
        self._heading.setText(heading)
        self._list.setAccessibleName(heading)
        self._back.setText(language("List what is in view"))
        self._back.setVisible(session.listed is not None)
        self._nothing.setText(nothing_text(session))
        self._fit.setText(language("Fit all"))
        self._fit.setVisible(len(session.store) > 0 if session.matches is None else len(session.matches) > 0)

    def _select(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, int):
            self._anchor = row
            self._session.select(row)

    def _pick(self, index: QModelIndex, before: QModelIndex, pick: Pick) -> None:
        row, focused = index.data(ROW_ROLE), before.data(ROW_ROLE)
        if not isinstance(row, int):
            return
        if self._anchor is None:
            self._anchor = focused if isinstance(focused, int) else row
        rows = chosen_after(pick, self._session.chosen, self._model.rows, self._anchor, row)
        if pick is Pick.TOGGLED:
            self._anchor = row
        self._session.choose(rows)

    def _drop(self) -> None:
        self._session.choose(np.empty(0, np.int64))

    def _show_chosen(self) -> None:
        if self.isVisible():
            self._list.viewport().update()
            self._chosen.show_counts(self._model.rows)

    def _forget_anchor(self) -> None:
        self._anchor = None

    def _remember(self) -> None:
        if self._session.selected is not None:
            self._last_selected = self._session.selected


def _indented(button: QPushButton) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(SIDE_MARGIN, 0, SIDE_MARGIN, 12)
    line.addWidget(button)
    line.addStretch()
    return line


def nothing_text(session: Session) -> str:
    """Return why nothing is listed."""
    language, matches = session.language, session.matches
    if matches is not None:
        if not len(matches.positions):
            return language("Nothing found")
        if not len(matches):
            return language("What was found is hidden by filters")
        return language("Nothing found in this stretch of time")
    if len(session.store):
        return language("No event in this stretch of time")
    return language("No event passes the filters") if len(session.dataset.store) else language("No events")
