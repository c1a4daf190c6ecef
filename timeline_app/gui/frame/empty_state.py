"""What stands in the canvas's place while there is nothing to show: one sentence and the ways on.

Owns its texts and buttons; the window does what they ask for.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from timeline_app.gui.session import Session
from timeline_app.gui.theme import icon, set_role

_PICTURE: Final = 40


class EmptyState(QWidget):
    """Invites to write the first event, to open a chronology, or to add events from JSON."""

    write_requested = Signal()
    open_requested = Signal()
    add_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._picture = QLabel()
        self._title = QLabel()
        self._text = QLabel()
        self._write = QPushButton()
        self._open = QPushButton()
        self._add = QPushButton()
        self._lay_out()
        self._write.clicked.connect(self.write_requested)
        self._open.clicked.connect(self.open_requested)
        self._add.clicked.connect(self.add_requested)
        session.language_changed.connect(self._speak)
        session.style_changed.connect(self._tint)
        self._speak()
        self._tint()

    def _lay_out(self) -> None:
        centre = Qt.AlignmentFlag.AlignHCenter
        set_role(self._title, "title")
        set_role(self._text, "soft")
        set_role(self._write, "primary")
        self._text.setAlignment(centre)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(self._write)
        buttons.addWidget(self._open)
        buttons.addWidget(self._add)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addStretch(2)
        column.addWidget(self._picture, 0, centre)
        column.addSpacing(20)
        column.addWidget(self._title, 0, centre)
        column.addSpacing(8)
        column.addWidget(self._text, 0, centre)
        column.addSpacing(24)
        column.addLayout(buttons)
        column.addStretch(3)

    def _speak(self) -> None:
        language = self._session.language
        self._title.setText(language("No events yet"))
        self._text.setText(
            language("Write the first one, or open a chronology.\nJSON can be dropped here or pasted.")
        )
        self._write.setText(language("New event…"))
        self._open.setText(language("Open…"))
        self._add.setText(language("Add events"))

    def _tint(self) -> None:
        picture = icon("open", self._session.style.faint, _PICTURE)
        self._picture.setPixmap(picture.pixmap(QSize(_PICTURE, _PICTURE), self.devicePixelRatioF()))
