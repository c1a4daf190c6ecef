"""Says that a file is being read, and how far, and lets the person give it up.

Owns the strip under the header. Knows only the file's name and its progress.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from timeline_app.core.language import Language
from timeline_app.dataset.progress import Progress
from timeline_app.gui.frame.header import MARGIN
from timeline_app.gui.session import Session
from timeline_app.gui.theme import set_role

_DELAY_MS: Final = 200
"""What is read faster than this is never announced: a strip that flashes tells nobody anything."""
_STEPS: Final = 1_000
_MEGABYTE: Final = (1_000_000, "MB")
_KILOBYTE: Final = (1_000, "kB")
_COARSE: Final = 10
"""Fewer megabytes than this are told as kilobytes."""


class LoadingBar(QWidget):
    """Hidden while nothing is read."""

    cancelled = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._name = ""
        self._progress: Progress | None = None
        set_role(self, "notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._cancel = QPushButton(self)
        set_role(self._cancel, "link")
        self._cancel.clicked.connect(self.cancelled)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        line = QHBoxLayout()
        line.setContentsMargins(MARGIN, 6, MARGIN, 6)
        line.addWidget(self._text, 1)
        line.addWidget(self._cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(self._bar)
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
        self.show_progress(None)
        if name:
            self._delay.start()
        else:
            self._delay.stop()
            self.hide()

    @Slot(object)
    def show_progress(self, progress: Progress | None) -> None:
        """Say how far the file has been read; None where nobody knows."""
        self._progress = progress
        self._bar.setRange(0, _STEPS if progress is not None else 0)
        if progress is not None:
            self._bar.setValue(_STEPS * progress.bytes // max(progress.size, 1))
        self._speak()

    @Slot()
    def _speak(self) -> None:
        language = self._session.language
        text = language("Opening “{name}” …", name=self._name)
        if self._progress is not None:
            text = f"{text}   {progress_text(self._progress, language)}"
        self._text.setText(text)
        self._bar.setAccessibleName(text)
        self._cancel.setText(language("Cancel"))


def progress_text(progress: Progress, language: Language) -> str:
    """Return how many events and bytes have been read."""
    size, unit = _MEGABYTE if progress.size >= _COARSE * _MEGABYTE[0] else _KILOBYTE
    done, whole = (language.number(count // size) for count in (progress.bytes, progress.size))
    read = language("{done} of {whole} {unit}", done=done, whole=whole, unit=unit)
    if not progress.events:
        return read  # It is being unpacked.
    events = language.count(progress.events, "{n} event", "{n} events")
    return f"{events} · {read}"
