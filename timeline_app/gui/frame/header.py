"""The head of the window: what is open, how much it holds, and what can be done with it.

Owns its labels and buttons; the window does what they ask for.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from timeline_app.gui.session import Session
from timeline_app.gui.theme import icon, set_role
from timeline_app.gui.widgets.elided import ElidedLabel

HEIGHT: Final = 56
MARGIN: Final = 20
"""From the window's edge to the first letter, in header and foot alike."""


class Header(QWidget):
    """Title and counts at the left, buttons at the right; what does not fit is elided."""

    find_requested = Signal()
    add_requested = Signal()
    export_requested = Signal()
    fit_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._title = ElidedLabel("heading")
        self._counts = ElidedLabel("small")
        self._find = QPushButton()
        self._add = QPushButton()
        self._export = QPushButton()
        self._fit = QPushButton()
        self._lay_out()
        self._find.clicked.connect(self.find_requested)
        self._add.clicked.connect(self.add_requested)
        self._export.clicked.connect(self.export_requested)
        self._fit.clicked.connect(self.fit_requested)
        session.dataset_changed.connect(self._refresh)
        session.store_changed.connect(self._enable)
        session.language_changed.connect(self._refresh)
        session.style_changed.connect(self._tint)
        self._tint()
        self._refresh()

    def _lay_out(self) -> None:
        self.setFixedHeight(HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "head")
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 0, MARGIN, 0)
        row.setSpacing(8)
        row.addWidget(self._title, 0)
        row.addSpacing(12)
        row.addWidget(self._counts, 1)
        row.addSpacing(16)
        for button in (self._find, self._add, self._export, self._fit):
            row.addWidget(button)

    def _refresh(self) -> None:
        dataset, language = self._session.dataset, self._session.language
        self.setAccessibleName(language("Dataset"))
        self._title.set_whole(dataset.title_in(language.code))
        store = dataset.store
        events = language.count(len(store), "{n} event", "{n} events")
        if not dataset.complete:
            events = language.count(len(store), "{n} event so far", "{n} events so far")
        sources = language.count(len(store.sources), "{n} source", "{n} sources")
        self._counts.set_whole(f"{events} · {sources}" if len(store) else "")
        self._find.setText(language("Find"))
        self._find.setToolTip(language("Search and filter events"))
        self._add.setText(language("Add events"))
        self._add.setToolTip(language("Add events from a JSON file"))
        self._export.setText(language("Export"))
        self._export.setToolTip(language("Export this view as PNG, SVG or PDF"))
        self._fit.setText(language("Fit  F"))
        self._fit.setAccessibleName(language("Fit all"))
        self._fit.setToolTip(language("Bring all events into view"))
        self._enable()

    def _enable(self) -> None:
        """Enable what has events to work on: search all, the rest those that pass the filters."""
        self._find.setEnabled(len(self._session.dataset.store) > 0)
        for button in (self._export, self._fit):
            button.setEnabled(len(self._session.store) > 0)

    def _tint(self) -> None:
        style = self._session.style
        self._find.setIcon(icon("search", style.soft, disabled=style.axis))
