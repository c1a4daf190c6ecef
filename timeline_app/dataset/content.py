"""The bytes of a dataset, read stretch by stretch: from memory or from a file that stays open.

Owns reading and how its failures are said. Knows nothing of what the bytes mean.
"""

from __future__ import annotations

import os
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, Self

from timeline_app.core.errors import DatasetError, TimelineError, reason_of

_HAS_PREAD: Final = hasattr(os, "pread")
_PIECE: Final = 2**24


class Content(Protocol):
    """Bytes that can be read anywhere, also by several threads at once."""

    @property
    def size(self) -> int:
        """Return how many bytes there are."""

    def read(self, start: int, end: int) -> bytes:
        """Return the bytes [start, end), all of which are there; raise TimelineError where they are not."""


@dataclass(frozen=True, slots=True)
class MemoryContent:
    """Bytes that are held in memory."""

    data: bytes

    @property
    def size(self) -> int:
        """Return how many bytes there are."""
        return len(self.data)

    def read(self, start: int, end: int) -> bytes:
        """Return the bytes [start, end)."""
        return self.data[start:end]


class FileContent:
    """A regular file, open until `close` or until nobody has it; it keeps the size that it had at first."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with regular_file(path):
            self._file = path.open("rb", buffering=0)
        # Documents come and go without being closed; a file that is only dropped would warn of it.
        weakref.finalize(self, self._file.close)
        self._stamp: Final = self._current_stamp()
        self.size: Final = self._stamp[0]
        self._lock = threading.Lock()

    def read(self, start: int, end: int) -> bytes:
        """Return the bytes [start, end); raise TimelineError where the file is shorter or unreadable."""
        try:
            data = self._read(start, end - start)
        except (OSError, ValueError) as error:
            raise TimelineError(f"{self.path} cannot be read: {reason_of(error)}") from error
        if len(data) < end - start:
            raise TimelineError(
                f"{self.path} has become shorter: it ends at byte {start + len(data):,}; expected "
                f"{self.size:,} bytes, as when it was opened"
            )
        return data

    @property
    def is_changed(self) -> bool:
        """Tell whether something was written to the file since it was opened."""
        return self._current_stamp() != self._stamp

    def close(self) -> None:
        """Close the file; nothing can be read any more."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _current_stamp(self) -> tuple[int, int]:
        status = os.fstat(self._file.fileno())
        return status.st_size, status.st_mtime_ns

    def _read(self, start: int, length: int) -> bytes:
        """Read as many bytes as there are, up to a length: the system may give them in several parts."""
        parts: list[bytes] = []
        while length > 0:
            part = self._read_part(start, length)
            if not part:
                break
            parts.append(part)
            start, length = start + len(part), length - len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def _read_part(self, start: int, length: int) -> bytes:
        if _HAS_PREAD:
            return os.pread(self._file.fileno(), length, start)
        with self._lock:
            self._file.seek(start)
            return self._file.read(length)


def pieces_of(content: Content) -> Iterator[bytes]:
    """Yield all bytes of a content, piece by piece; raises TimelineError as reading does."""
    for start in range(0, content.size, _PIECE):
        yield content.read(start, min(start + _PIECE, content.size))


@contextmanager
def regular_file(path: Path) -> Iterator[None]:
    """Raise DatasetError with a sentence where a path is no regular file, or what is done cannot be."""
    try:
        if path.exists() and not path.is_file():
            found = "a folder" if path.is_dir() else "no regular file"
            raise DatasetError.about(str(path), f"this is {found}; expected a dataset file")
        yield
    except FileNotFoundError as error:
        raise DatasetError.about(str(path), "there is no such file") from error
    except PermissionError as error:
        raise DatasetError.about(str(path), "the file may not be read: permission denied") from error
    except (OSError, ValueError) as error:
        raise DatasetError.about(str(path), f"the file cannot be read: {reason_of(error)}") from error
