"""The bar under the header: the search field, how many are found, steps between them, the filters' button.

Owns its widgets and what they say. What is found is the `Finder`'s; filters are chosen in `filter_panel`.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QToolButton, QWidget

from timeline_app.core.language import Language
from timeline_app.gui.finding.finder import Finder
from timeline_app.gui.frame.header import MARGIN
from timeline_app.gui.matches import Matches
from timeline_app.gui.session import Session
from timeline_app.gui.theme import icon, set_role
from timeline_app.gui.widgets.elided import ElidedLabel

_FIELD_WIDTH: Final = 360
_LONGEST: Final = 256
"""Characters that can be typed."""


class SearchField(QLineEdit):
    """A line to type in; Enter steps on, Shift and Enter back, Escape clears it and, empty, leaves."""

    stepped = Signal(int)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something to a search."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.stepped.emit(-1 if back else 1)
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)


class FindBar(QWidget):
    """Hidden until something is to be found; `left` asks to give the keyboard back to the canvas."""

    left = Signal()
    filter_requested = Signal(QWidget)
    """Carries the button under which the filters open."""

    def __init__(self, session: Session, finder: Finder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._finder = finder
        self._field = SearchField()
        self._sign = QAction(self)
        self._status = ElidedLabel("small")
        self._previous = QToolButton()
        self._next = QToolButton()
        self._filter = QPushButton()
        self._close = QToolButton()
        self._lay_out()
        self._field.textChanged.connect(finder.search)
        self._field.stepped.connect(finder.step)
        self._field.left.connect(self.leave)
        self._previous.clicked.connect(partial(finder.step, -1))
        self._next.clicked.connect(partial(finder.step, 1))
        self._filter.clicked.connect(partial(self.filter_requested.emit, self._filter))
        self._close.clicked.connect(self.leave)
        finder.changed.connect(self._say)
        session.selection_changed.connect(self._say)
        session.store_changed.connect(self._say)
        session.language_changed.connect(self._speak)
        session.style_changed.connect(self._tint)
        self._tint()
        self._speak()
        self.hide()

    @property
    def filter_button(self) -> QPushButton:
        """Return the button under which the filters open."""
        return self._filter

    def begin(self) -> None:
        """Show the bar and give the keyboard to the field, with what stands in it selected."""
        self.show()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def leave(self) -> None:
        """Forget what was searched for and hide the bar; filters stay, and their chips with them."""
        self.forget()
        self.left.emit()

    def forget(self) -> None:
        """Clear the field and hide the bar."""
        self._field.clear()
        self.hide()

    def _lay_out(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "find")
        self._field.setMaxLength(_LONGEST)
        self._field.setClearButtonEnabled(False)
        self._field.setMinimumWidth(160)
        self._field.setMaximumWidth(_FIELD_WIDTH)
        self._field.addAction(self._sign, QLineEdit.ActionPosition.LeadingPosition)
        for button in (self._previous, self._next, self._filter, self._close):
            button.setIconSize(QSize(16, 16))
            # A click leaves the keyboard in the field.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 8, MARGIN - 8, 8)
        row.setSpacing(8)
        row.addWidget(self._field, 2)
        row.addWidget(self._previous)
        row.addWidget(self._next)
        row.addSpacing(4)
        row.addWidget(self._status, 1)
        row.addWidget(self._filter)
        row.addWidget(self._close)

    def _say(self) -> None:
        """Say what was found, and enable what can be done with it."""
        matches = self._session.matches
        self._status.set_whole(status_text(self._session, self._finder))
        for button in (self._previous, self._next):
            button.setEnabled(matches is not None and len(matches) > 0)

    def _speak(self) -> None:
        language = self._session.language
        self.setAccessibleName(language("Find"))
        self._field.setPlaceholderText(language("Search titles, summaries, excerpts, tags"))
        self._field.setAccessibleName(language("Search titles, summaries, excerpts, tags"))
        self._filter.setText(language("Filter"))
        self._filter.setAccessibleDescription(language("Show only some events"))
        named = {
            self._previous: (language("Previous match"), "Shift+F3"),
            self._next: (language("Next match"), "F3"),
            self._close: (language("Close the search"), "Esc"),
        }
        for button, (name, key) in named.items():
            button.setAccessibleName(name)
            button.setToolTip(f"{name}  {key}")
        self._say()

    def _tint(self) -> None:
        style = self._session.style
        self._sign.setIcon(icon("search", style.soft))
        for button, name in ((self._previous, "previous"), (self._next, "next"), (self._close, "close")):
            button.setIcon(icon(name, style.soft, disabled=style.axis))
        self._filter.setIcon(icon("filter", style.soft))


def status_text(session: Session, finder: Finder) -> str:
    """Return what there is to say beside the field: "3 of 128", or why there is nothing yet."""
    language, matches = session.language, session.matches
    if not finder.query:
        return ""
    if finder.awaits_index:
        return _waiting_text(finder, language)
    if matches is None:
        return ""
    place = None if session.selected is None else matches.place_of(session.selected)
    parts = [_found_text(matches, place, language)]
    if hidden := len(matches.positions) - len(matches):
        parts.append(language("{n} hidden by filters", n=language.number(hidden)))
    if matches.undecided:
        parts.append(language("{n} not looked through", n=language.number(matches.undecided)))
    return " · ".join(parts)


def _waiting_text(finder: Finder, language: Language) -> str:
    progress = finder.progress
    if finder.index_problem:
        return language("The search is not possible: {reason}", reason=finder.index_problem)
    if progress is None:
        return language("Preparing the search …")
    percent = 100 * progress.bytes // max(progress.size, 1)
    return language("Preparing the search: {percent} %", percent=percent)


def _found_text(matches: Matches, place: int | None, language: Language) -> str:
    if not len(matches):
        return language("No matches")
    if place is None:
        return language.count(len(matches), "{n} match", "{n} matches")
    total = language.number(len(matches))
    return language("{place} of {total}", place=language.number(place + 1), total=total)
