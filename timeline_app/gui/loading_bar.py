"""Says that a file is being read, and lets the person give it up.

Owns the strip under the header. Knows only the file's name.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from timeline_app.gui.header import MARGIN
from timeline_app.gui.session import Session
from timeline_app.gui.theme import set_role

_DELAY_MS: Final = 200
"""What is read faster than this is never announced: a strip that flashes tells nobody anything."""


class LoadingBar(QWidget):
    """Hidden while nothing is read."""

    cancelled = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._name = ""
        set_role(self, "notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._cancel = QPushButton(self)
        set_role(self._cancel, "link")
        self._cancel.clicked.connect(self.cancelled)
        progress = QProgressBar(self)
        progress.setRange(0, 0)
        progress.setTextVisible(False)
        line = QHBoxLayout()
        line.setContentsMargins(MARGIN, 6, MARGIN, 6)
        line.addWidget(self._text, 1)
        line.addWidget(self._cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(progress)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_DELAY_MS)
        self._delay.timeout.connect(self.show)
        session.language_changed.connect(self._speak)
        self.hide()

    def set_name(self, name: str) -> None:
        """Say which file is being read; "" hides the strip."""
        if name == self._name:
            return
        self._name = name
        self._speak()
        if name:
            self._delay.start()
        else:
            self._delay.stop()
            self.hide()

    @Slot()
    def _speak(self) -> None:
        language = self._session.language
        self._text.setText(language("Opening “{name}” …", name=self._name))
        self._cancel.setText(language("Cancel"))
