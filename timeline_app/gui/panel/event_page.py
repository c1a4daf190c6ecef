"""The page of the selected event with what can be done from it: copy, go on, go back to the list.

Owns the page's controls. What stands on the page is `page_document`'s, how it looks `page_view`'s.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from timeline_app.core.errors import TimelineError
from timeline_app.core.evidence import citation, date_line
from timeline_app.gui.panel.page_document import fill_page, fill_remark
from timeline_app.gui.panel.page_view import SIDE_MARGIN, PageView
from timeline_app.gui.session import Session
from timeline_app.gui.theme import icon
from timeline_app.gui.widgets.elided import ElidedLink
from timeline_app.gui.widgets.hairline import hairline

_COPIED_SHOWN: Final = 1600
"""Milliseconds for which the button says that it has copied."""

_LINK_INSET: Final = 5
"""A link's padding and border, so that its text stands on the page's margin."""


class EventPage(QWidget):
    """Shows the session's selected event; hidden by the panel while there is none."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._back = ElidedLink()
        self._view = PageView()
        self._edit = ElidedLink()
        self._copy = ElidedLink()
        self._previous = ElidedLink()
        self._next = ElidedLink()
        self._copied = QTimer(self, singleShot=True, interval=_COPIED_SHOWN)
        self._lay_out()
        self._copied.timeout.connect(self._say_copy)
        self._copy.clicked.connect(self.copy_citation)
        self._back.clicked.connect(self._go_back)
        self._previous.clicked.connect(self._go_previous)
        self._next.clicked.connect(self._go_next)
        for changed in (
            session.store_changed,
            session.matches_changed,
            session.selection_changed,
            session.language_changed,
        ):
            changed.connect(self._refresh)
        session.style_changed.connect(self._restyle)
        self._restyle()

    def take_focus(self) -> None:
        """Give the keyboard to the page."""
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_edit_action(self, action: QAction) -> None:
        """Offer the command that edits the event, while it is enabled."""
        self._edit.show()
        self._edit.clicked.connect(action.trigger)
        action.enabledChanged.connect(self._edit.setEnabled)
        self._edit.setEnabled(action.isEnabled())

    def copy_citation(self) -> None:
        """Put the citation of the selected event on the clipboard; without one, do nothing."""
        row = self._session.selected
        if row is None:
            return
        store, language = self._session.store, self._session.language
        try:
            text = citation(store.event(row), store.source, language)
        except TimelineError:
            # The page says already that its file no longer holds it.
            return
        QGuiApplication.clipboard().setText(text)
        self._copy.set_whole(language("Copied"))
        self._copied.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the list on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self._go_back()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        side = SIDE_MARGIN - _LINK_INSET
        top = QHBoxLayout()
        top.setContentsMargins(side, 12, side, 4)
        top.addWidget(self._back)
        top.addStretch()
        self._edit.hide()
        top.addWidget(self._edit)
        top.addWidget(self._copy)
        neighbours = QVBoxLayout()
        neighbours.setContentsMargins(side, 8, side, 12)
        neighbours.setSpacing(0)
        for link in (self._previous, self._next):
            neighbours.addWidget(link, alignment=Qt.AlignmentFlag(0))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._view, 1)
        column.addWidget(hairline())
        column.addLayout(neighbours)

    def _restyle(self) -> None:
        """Draw the icons anew, which no other change asks for, and the page."""
        style = self._session.style
        self._back.setIcon(icon("previous", style.soft))
        self._edit.setIcon(icon("edit", style.soft, disabled=style.axis))
        self._copy.setIcon(icon("copy", style.soft))
        for link, name in ((self._previous, "previous"), (self._next, "next")):
            link.setIcon(icon(name, style.soft, disabled=style.axis))
        self._refresh()

    def _refresh(self) -> None:
        row = self._session.selected
        if row is None:
            return
        session, language = self._session, self._session.language
        try:
            self._show_event(row)
        except TimelineError as error:
            # Its file no longer holds it.
            self._view.show_page(partial(fill_remark, remark=str(error), style=session.style))
            self._view.setAccessibleName(str(error))
        searching = session.matches is not None
        self._back.set_whole(language("Matches in view") if searching else language("Events in view"))
        self._edit.set_whole(language("Edit"))
        self._copied.stop()
        self._say_copy()
        self._name_neighbour(self._previous, row - 1, language("This is the first event"))
        self._name_neighbour(self._next, row + 1, language("This is the last event"))

    def _show_event(self, row: int) -> None:
        session, language = self._session, self._session.language
        title = session.store.event(row).title.in_language(language.code)
        query = session.matches.query if session.matches is not None else None
        fill = partial(
            fill_page, store=session.store, row=row, language=language, style=session.style, query=query
        )
        self._view.show_page(fill)
        self._view.setAccessibleName(title)
        self._view.show_found()

    def _name_neighbour(self, link: ElidedLink, row: int, none: str) -> None:
        session = self._session
        exists = 0 <= row < len(session.store)
        link.setEnabled(exists)
        link.set_whole(self._said(row) if exists else none)

    def _said(self, row: int) -> str:
        """Return the date and the title of an event, or why it can no longer be read."""
        session = self._session
        try:
            event = session.store.event(row)
        except TimelineError as error:
            return str(error)
        return f"{date_line(event, session.language)} · {event.title.in_language(session.language.code)}"

    def _say_copy(self) -> None:
        self._copy.set_whole(self._session.language("Copy citation"))

    def _go_previous(self) -> None:
        if self._session.selected is not None:
            self._session.select(self._session.selected - 1)

    def _go_next(self) -> None:
        if self._session.selected is not None:
            self._session.select(self._session.selected + 1)

    def _go_back(self) -> None:
        self._session.select(None)
