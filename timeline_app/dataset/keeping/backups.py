"""The versions that saving has replaced, kept for a while outside the folders of the documents.

Owns where they are, how many stay, and saving a document with one. Knows nothing of what they hold; a version
that cannot be kept is told and never keeps a document from being saved.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import RawIOBase
from pathlib import Path
from typing import Final, Self

from timeline_app.core.errors import TimelineError, reason_of
from timeline_app.dataset.document import Document
from timeline_app.dataset.keeping.durable import sync, sync_folder
from timeline_app.dataset.keeping.saving import save_document
from timeline_app.dataset.user_folders import key_of_path, make_private, state_folder

_LATEST: Final = 10
_DAYS: Final = 30
_LIMIT: Final = 500 * 2**20
_STAMP: Final = "%Y%m%dT%H%M%S.%fZ"


class BackupError(TimelineError):
    """Say that a version that was kept cannot be read."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A version of a file: when another replaced it (in UTC), and its size in bytes."""

    file: Path
    replaced: datetime
    size: int


@dataclass(frozen=True, slots=True)
class Saved:
    """A document as it stands on the disk; `notice` says why the version before was not kept, or is ""."""

    document: Document
    notice: str


class Backups:
    """Keeps of each file the last ten versions and one for each of thirty days, in all bounded in bytes.

    Beyond that bound the oldest go first, but of no file the newest while another has more than one.
    """

    def __init__(self, folder: Path, limit: int = _LIMIT) -> None:
        self._folder = folder
        self._limit = limit

    @classmethod
    def of_this_user(cls) -> Self:
        """Return those in the platform's folder for what lasts."""
        return cls(state_folder() / "backups")

    def backups_of(self, path: Path) -> tuple[Backup, ...]:
        """Return the versions of the file at a path, the newest first."""
        return _backups_in(self._folder / key_of_path(path))

    def keep(self, path: Path) -> Path:
        """Keep the version of a file that is about to be replaced, and return where; raises OSError."""
        size = path.stat().st_size
        if size > self._limit:
            raise OSError(f"it has {size:,} bytes, and the versions of all files may have {self._limit:,}")
        folder = self._folder / key_of_path(path)
        make_private(self._folder)
        make_private(folder)
        for backup in _backups_in(folder)[:1]:
            if backup.file.samefile(path):
                _remove(backup.file)  # A save left it that was killed before it replaced the file.
        # The end of the name is for those who look for a version without the program.
        kept = folder / f"{datetime.now(UTC).strftime(_STAMP)}-{path.name[-40:]}"
        _link_or_copy(path, kept)
        sync_folder(folder)
        self._make_room(folder)
        return kept

    def _make_room(self, folder: Path) -> None:
        """Remove what the rules do not keep: of one file by number and days, of all by bytes."""
        backups = _backups_in(folder)
        wanted = worth_keeping([backup.replaced for backup in backups], datetime.now(UTC).date())
        for backup in backups:
            if backup.replaced not in wanted:
                _remove(backup.file)
        everything = sorted(self._everything(), key=lambda item: (item[0], item[1].replaced))
        total = sum(backup.size for _, backup in everything)
        for _, backup in everything:
            if total <= self._limit:
                break
            _remove(backup.file)
            total -= backup.size

    def _everything(self) -> Iterator[tuple[bool, Backup]]:
        """Yield the versions of all files, each with whether it is the newest of its file."""
        with contextlib.suppress(OSError):
            for folder in self._folder.iterdir():
                for index, backup in enumerate(_backups_in(folder)):
                    yield index == 0, backup


def save_with_backup(
    document: Document, path: Path, backups: Backups, *, over_changed: bool = False
) -> Saved:
    """Save a document as `save_document` does, and keep the version that it replaces."""
    kept: list[Path] = []
    notices: list[str] = []

    def keep(old: Path) -> None:
        try:
            kept.append(backups.keep(old))
        except OSError as error:
            notices.append(f"The version of {old} before this one was not kept: {reason_of(error)}")

    try:
        saved = save_document(document, path, over_changed=over_changed, keep_old=keep)
    except BaseException:
        # It may be one file with the one that stays, and would change with it.
        for file in kept:
            _remove(file)
        raise
    return Saved(saved, "".join(notices))


def read_backup(backup: Backup) -> bytes:
    """Return the bytes of a version; raise BackupError where it is gone or cannot be read."""
    try:
        return backup.file.read_bytes()
    except OSError as error:
        raise BackupError(f"{backup.file} cannot be read: {reason_of(error)}") from error


def worth_keeping(times: Sequence[datetime], today: date) -> frozenset[datetime]:
    """Return which versions stay: the last ten, and of each of the last thirty days the last one."""
    latest = sorted(times)
    of_days = {time.date(): time for time in latest if (today - time.date()).days < _DAYS}
    return frozenset(latest[-_LATEST:]) | frozenset(of_days.values())


def _backups_in(folder: Path) -> tuple[Backup, ...]:
    found = []
    with contextlib.suppress(OSError):
        for file in folder.iterdir():
            # What is no version, or has just been removed by another program, is none.
            with contextlib.suppress(OSError, ValueError):
                replaced = datetime.strptime(file.name.partition("-")[0], _STAMP).replace(tzinfo=UTC)
                found.append(Backup(file, replaced, file.stat().st_size))
    return tuple(sorted(found, key=lambda backup: backup.replaced, reverse=True))


def _link_or_copy(path: Path, kept: Path) -> None:
    """Give a file a second name, which costs nothing: what replaces it is another file. Else copy it."""
    # A file with names already may be written through one of them.
    if path.stat().st_nlink == 1:
        with contextlib.suppress(OSError, NotImplementedError):
            os.link(path, kept)
            return
    try:
        with path.open("rb", buffering=0) as old, kept.open("xb", buffering=0) as copy:
            kept.chmod(0o600)
            _copy(old, copy)
            sync(copy.fileno())
    except OSError:
        _remove(kept)
        raise


def _copy(old: RawIOBase, copy: RawIOBase) -> None:
    if sys.platform == "linux":
        # The file system shares the bytes where it can; where it refuses, what is left is copied below.
        with contextlib.suppress(OSError):
            while os.copy_file_range(old.fileno(), copy.fileno(), 2**30):
                pass
    shutil.copyfileobj(old, copy, 2**20)


def _remove(file: Path) -> None:
    # Another program may have been first; and Windows refuses where one has it open.
    with contextlib.suppress(OSError):
        file.unlink()
