"""The side panel: the selected event's page, or the list of events in view.

Owns which of the two is shown and where the keyboard goes when they change places.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from timeline_app.gui.panel.event_list import EventList
from timeline_app.gui.panel.event_page import EventPage
from timeline_app.gui.session import Session
from timeline_app.gui.theme import set_role

PREFERRED_WIDTH: Final = 400
_LEAST_WIDTH: Final = 280


class SidePanel(QStackedWidget):
    """Shows what stands behind the canvas; `fit_requested` asks to bring all events into view."""

    fit_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._list = EventList(session)
        self._page = EventPage(session)
        self.addWidget(self._list)
        self.addWidget(self._page)
        self.setMinimumWidth(_LEAST_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "surface")
        self._list.fit_requested.connect(self.fit_requested)
        session.selection_changed.connect(self._refresh)
        session.store_changed.connect(self._refresh)
        session.language_changed.connect(self._name)
        self._name()
        self._refresh()

    def sizeHint(self) -> QSize:
        """Ask for the width of a comfortable line."""
        return QSize(PREFERRED_WIDTH, super().sizeHint().height())

    def copy_citation(self) -> None:
        """Put the citation of the selected event on the clipboard; without one, do nothing."""
        self._page.copy_citation()

    def choose_all(self) -> None:
        """Choose all events that are listed, instead of the selected one."""
        self._list.choose_all()

    def set_change_menu(self, menu: QMenu) -> None:
        """Offer what changes the chosen events beside how many they are."""
        self._list.set_change_menu(menu)

    def set_edit_action(self, action: QAction) -> None:
        """Offer the command that edits the selected event on its page."""
        self._page.set_edit_action(action)

    def _name(self) -> None:
        self.setAccessibleName(self._session.language("Side panel"))

    def _refresh(self) -> None:
        shown = self._list if self._session.selected is None else self._page
        if shown is self.currentWidget():
            return
        had_focus = self.isAncestorOf(self.window().focusWidget())
        self.setCurrentWidget(shown)
        if had_focus:
            shown.take_focus()
