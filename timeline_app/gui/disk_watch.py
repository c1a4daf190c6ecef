"""Notices that another program changed the open file.

Owns the watch over one file and its digest as last read or written. Knows no documents and asks nothing.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

from timeline_app.dataset.column_cache import stamp_of
from timeline_app.dataset.digest import sha256_of
from timeline_app.gui.background import Background

_SETTLING_MS = 300
"""Editors write a file in several steps; a change is looked at when they are done."""


class DiskWatch(QObject):
    """Watches one file; `changed` is emitted when its bytes are not those of the digest.

    They are read only where the file has another size or time than before.
    """

    changed = Signal()

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._path: Path | None = None
        self._sha256 = ""
        self._stamp: tuple[int, int] | None = None
        self._watcher = QFileSystemWatcher(self)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLING_MS)
        self._watcher.fileChanged.connect(self._settle)
        self._settling.timeout.connect(self._look)

    def watch(self, path: Path | None, sha256: str) -> None:
        """Watch another file, or the same one with the bytes that it has now."""
        if watched := self._watcher.files():
            self._watcher.removePaths(watched)
        self._path = path
        self._sha256 = sha256
        self._stamp = None if path is None else _stamp_of(path)
        if path is not None:
            self._watcher.addPath(str(path))

    @Slot()
    def _settle(self) -> None:
        self._settling.start()

    @Slot()
    def _look(self) -> None:
        path = self._path
        if path is None:
            return
        if str(path) not in self._watcher.files() and path.exists():
            # Most editors put a new file in the place of the old one, and the watcher loses sight of it.
            self._watcher.addPath(str(path))
        stamp = _stamp_of(path)
        if stamp is not None and stamp != self._stamp:
            self._stamp = stamp
            self._background.start(partial(_digest_of, path), partial(self._compare, path))

    def _compare(self, path: Path, found: object) -> None:
        if path == self._path and found and found != self._sha256:
            self.changed.emit()


def _stamp_of(path: Path) -> tuple[int, int] | None:
    """Return a file's size and time, None where there is none."""
    try:
        return stamp_of(path)
    except OSError:
        return None


def _digest_of(path: Path) -> str:
    """Return the hex digest of a file's bytes, "" where there is no file to read."""
    try:
        return sha256_of(path)
    except OSError:
        return ""
