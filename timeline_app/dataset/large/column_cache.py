"""The folder of files that only save time: bounded, safe to delete, shared by programs that run at once.

Owns where it is, its file names, and what is removed when. Knows nothing of what the files hold.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Final, Self

import msgspec

from timeline_app.dataset.digest import sha256_of
from timeline_app.dataset.locks import mark_in_use, remove_unused
from timeline_app.dataset.user_folders import cache_folder, key_of_path

_LIMIT: Final = 2 * 2**30
_UNFINISHED: Final = ".tmp"
_KNOWN_FILE: Final = ".source"


class Kind(StrEnum):
    """What is kept of a file; the suffix of its name."""

    COLUMNS = ".columns"
    INDEX = ".index"
    """The search index."""
    CONTENT = ".content"
    """The content of a compressed file."""


class SourceKey(msgspec.Struct, frozen=True):
    """A file as it was read: its size in bytes, the time of its last change and the digest of its bytes."""

    size: int
    mtime_ns: int
    sha256: str

    def name(self, kind: Kind) -> str:
        """Return the name under which something is kept of the file, wherever the file lies."""
        return f"{self.size}-{self.sha256[:40]}{kind}"


class Draft:
    """A file that is written; until it is kept or its process ends, nobody else removes it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / f"timeline-app-{secrets.token_hex(8)}{_UNFINISHED}"
        descriptor = os.open(
            self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
        )
        self.stream: BinaryIO = os.fdopen(descriptor, "w+b")
        mark_in_use(self.stream)

    def keep(self, path: Path) -> Path:
        """Give the written file its name in one step; a file of that name gives way."""
        self.stream.close()
        self.path.replace(path)
        return path

    def drop(self) -> None:
        """Remove the file."""
        with contextlib.suppress(OSError):
            self.stream.close()
        _remove(self.path)


class ColumnCache:
    """Keeps files under the size and digest of what they were made of; used longest ago goes first."""

    def __init__(self, folder: Path, limit: int = _LIMIT) -> None:
        self._folder = folder
        self._limit = limit

    @classmethod
    def of_this_user(cls) -> Self:
        """Return the cache in the platform's folder for such files."""
        return cls(cache_folder() / "columns")

    @property
    def folder(self) -> Path:
        """Return where the files are kept."""
        return self._folder

    def key_of(self, path: Path) -> SourceKey | None:
        """Return the key of a file, None where nothing is kept of it; raises OSError where it is not there.

        A file of the same path, size and time is taken for the one that was read: to be sure, compare its
        digest. Else its bytes are read, where something of a file of this size is kept.
        """
        size, mtime_ns = stamp_of(path)
        known = self._known(path)
        if known is not None and (known.size, known.mtime_ns) == (size, mtime_ns):
            return known
        if not any(file.name.startswith(f"{size}-") for file in self._files()):
            return None
        key = SourceKey(size, mtime_ns, sha256_of(path))
        self.remember(path, key)
        return key

    def knows(self, path: Path) -> bool:
        """Tell whether columns of a file of this path, size and time are kept; raises OSError as `key_of`."""
        known, stamp = self._known(path), stamp_of(path)
        return (
            known is not None
            and (known.size, known.mtime_ns) == stamp
            and self.find(known, Kind.COLUMNS) is not None
        )

    def remember(self, path: Path, key: SourceKey) -> None:
        """Know a file by its path, size and time from now on."""
        with contextlib.suppress(OSError):
            draft = self._draft()
            draft.stream.write(msgspec.json.encode(key))
            draft.keep(self._known_file(path))

    def forget(self, path: Path) -> None:
        """Take a path for one that was never read."""
        _remove(self._known_file(path))

    def find(self, key: SourceKey, kind: Kind) -> Path | None:
        """Return the path of what is kept of a file, None where nothing is; it counts as used now."""
        path = self._folder / key.name(kind)
        if not path.is_file():
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return path

    def fill(self, kind: Kind, write: Callable[[BinaryIO], SourceKey]) -> tuple[Path, SourceKey]:
        """Keep a new file and return its path and its key; `write` writes it and returns the key.

        Where the folder takes none, it is written into the temporary folder, and whoever opens it removes it
        (see `keeps`). Raises OSError where that fails too, and whatever `write` raises.
        """
        try:
            path, key = _filled(self._draft(), write, lambda key: self._folder / key.name(kind))
        except OSError:
            draft = Draft(Path(tempfile.gettempdir()))
            return _filled(draft, write, lambda _: draft.path.with_suffix(kind))
        self._make_room(path)
        return path, key

    def draft(self) -> Draft:
        """Return a new file in the folder, or in the temporary folder where it takes none; raises OSError."""
        try:
            return self._draft()
        except OSError:
            return Draft(Path(tempfile.gettempdir()))

    def keeps(self, path: Path) -> bool:
        """Tell whether a file is kept here; one that is not is removed by whoever opens it."""
        return path.parent == self._folder and path.suffix != _UNFINISHED

    def _draft(self) -> Draft:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in self._files():
            if left.suffix == _UNFINISHED:
                remove_unused(left)
        return Draft(self._folder)

    def _make_room(self, kept: Path) -> None:
        """Remove those that were used longest ago until all fit; neither the newest nor one in use."""
        sizes: dict[Path, tuple[int, int]] = {}
        for file in self._files():
            with contextlib.suppress(OSError):
                status = file.stat()
                sizes[file] = status.st_mtime_ns, status.st_size
        total = sum(size for _, size in sizes.values())
        for file in sorted(sizes.keys() - {kept}, key=sizes.__getitem__):
            if total <= self._limit:
                return
            if remove_unused(file):
                total -= sizes[file][1]

    def _known(self, path: Path) -> SourceKey | None:
        with contextlib.suppress(OSError, msgspec.MsgspecError):
            return msgspec.json.decode(self._known_file(path).read_bytes(), type=SourceKey)
        return None

    def _known_file(self, path: Path) -> Path:
        return self._folder / f"{key_of_path(path)}{_KNOWN_FILE}"

    def _files(self) -> Iterator[Path]:
        with contextlib.suppress(OSError):
            yield from self._folder.iterdir()


def stamp_of(path: Path) -> tuple[int, int]:
    """Return the size of a file and the time of its last change; raises OSError."""
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _filled(
    draft: Draft, write: Callable[[BinaryIO], SourceKey], path_of: Callable[[SourceKey], Path]
) -> tuple[Path, SourceKey]:
    try:
        key = write(draft.stream)
        return draft.keep(path_of(key)), key
    except BaseException:
        draft.drop()
        raise


def _remove(path: Path) -> None:
    # Another program may have been first; and Windows refuses where one has it open.
    with contextlib.suppress(OSError):
        path.unlink()
