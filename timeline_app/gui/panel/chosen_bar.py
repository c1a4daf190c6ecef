"""What stands under the list while several events are chosen: how many, and what can be done with them.

Owns the line and its two buttons. Knows no command: it is given the menu that changes events.
"""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from timeline_app.core.columns import Int64Column
from timeline_app.gui.panel.choosing import unlisted
from timeline_app.gui.panel.page_view import SIDE_MARGIN
from timeline_app.gui.session import Session
from timeline_app.gui.theme import set_role
from timeline_app.gui.widgets.elided import ElidedLabel, ElidedLink


class ChosenBar(QWidget):
    """Hidden while no event is chosen."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._count = ElidedLabel("ink")
        self._drop = ElidedLink()
        self._change = QPushButton()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._change)
        row.addWidget(self._drop)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE_MARGIN, 10, SIDE_MARGIN, 12)
        column.setSpacing(8)
        column.addWidget(self._count)
        column.addLayout(row)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "foot")
        self._drop.clicked.connect(partial(session.choose, np.empty(0, np.int64)))
        self._change.hide()
        self.hide()

    def set_menu(self, menu: QMenu) -> None:
        """Offer what changes the chosen events."""
        self._change.setMenu(menu)
        self._change.show()

    def show_counts(self, listed: Int64Column) -> None:
        """Say how many events are chosen, and how many of them the list does not show."""
        session, language = self._session, self._session.language
        chosen = session.chosen
        self.setVisible(len(chosen) > 0)
        if not len(chosen):
            return
        text = language.count(len(chosen), "{n} event chosen", "{n} events chosen")
        if hidden := unlisted(chosen, listed):
            text = language("{chosen}, {n} not listed", chosen=text, n=language.number(hidden))
        self._count.set_whole(text)
        self._drop.set_whole(language("Choose none"))
        self._change.setText(language("Change"))
        self._change.setAccessibleName(language("Change the chosen events"))
