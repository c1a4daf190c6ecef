"""Ctrl+C in the terminal closes the window.

Owns the signal while the window runs. Python runs a handler only between its own instructions, so Qt is
woken by a socket that Python writes to.
"""

from __future__ import annotations

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Slot
from PySide6.QtWidgets import QWidget


class Interrupt(QObject):
    """Closes a window at the first Ctrl+C, with its question for unsaved changes; the second ends all."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._read_end, self._write_end = socket.socketpair()
        for end in (self._read_end, self._write_end):
            end.settimeout(0)
        self._notifier = QSocketNotifier(self._read_end.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._drain)
        self._former_fd = signal.set_wakeup_fd(self._write_end.fileno(), warn_on_full_buffer=False)
        self._former = signal.signal(signal.SIGINT, self._close)

    def release(self) -> None:
        """Give the signal back."""
        signal.signal(signal.SIGINT, self._former)
        signal.set_wakeup_fd(self._former_fd)
        self._notifier.setEnabled(False)
        self._read_end.close()
        self._write_end.close()

    @Slot()
    def _drain(self) -> None:
        self._read_end.recv(64)

    def _close(self, _number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        self._window.close()
