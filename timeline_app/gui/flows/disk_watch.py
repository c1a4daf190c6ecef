"""Tells when the open file may have become another: at once where the system tells, else every two seconds.

Owns what is watched. Knows no bytes: whether anything has changed is for who looks at the file.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from typing import Final

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

_ROUND_MS: Final = 2000
"""The system tells nothing of what happens on many network drives."""


class DiskWatch(QObject):
    """Watches one file, where a link leads, and their folders."""

    written = Signal()
    """The system tells that the file was written, replaced or removed."""
    due = Signal()
    """Something in its folder has changed, or it is time for a look."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self.written)
        self._watcher.directoryChanged.connect(self.due)
        self._rounds = QTimer(self, interval=_ROUND_MS)
        self._rounds.timeout.connect(self.due)

    def watch(self, places: Collection[str], *, anew: bool = False) -> bool:
        """Watch some files and folders and no others; `anew` where another file has taken a name over.

        What is not there, or was lost from sight, is tried again each time. True where any of them was not
        watched before: what happened to it until now, nobody has told.
        """
        watched = {*self._watcher.files(), *self._watcher.directories()}
        if gone := watched if anew else watched.difference(places):
            self._watcher.removePaths(list(gone))
            watched -= gone
        # Of what it may not read the system refuses to tell, and Qt writes that to the terminal each time.
        new = {place for place in places if os.access(place, os.R_OK)} - watched
        missing = self._watcher.addPaths(list(new)) if new else []
        if places and not self._rounds.isActive():
            self._rounds.start()
        return len(missing) < len(new)

    def stop(self) -> None:
        """Watch nothing any more."""
        self._rounds.stop()
        self.watch(())
