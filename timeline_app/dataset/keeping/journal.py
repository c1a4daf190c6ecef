"""The recovery journal of an open document: each step on the disk once it is made, outside the document.

Owns when a journal begins, grows and goes, and the lock that tells that its program is running. Knows no Qt;
what a step means, and how a journal is used after a crash, is others' business (see `restoring`).
"""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from timeline_app import __version__
from timeline_app.core.errors import TimelineError, reason_of
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.splices import Splices
from timeline_app.dataset.keeping.durable import sync, sync_folder, write_all
from timeline_app.dataset.keeping.journal_records import MARK, NO_DIGEST, Head, Record, Step, framed, packed
from timeline_app.dataset.locks import create_in_use, remove_unused
from timeline_app.dataset.user_folders import key_of_path, make_private, state_folder

SUFFIX: Final = ".journal"
LOCK_SUFFIX: Final = ".lock"
DRAFT_SUFFIX: Final = ".tmp"

_UNTITLED: Final = "untitled"
_FLAGS: Final = os.O_WRONLY | getattr(os, "O_BINARY", 0)

_STEP_LIMIT: Final = 64 * 2**20
_GROWTH_LIMIT: Final = 256 * 2**20
"""How many bytes of new text a step, and of records all steps since the base, may have at most."""


class JournalError(TimelineError):
    """Say that changes could not be kept for the case of a crash, or that those kept cannot be used."""


def journal_folder() -> Path:
    """Return where this user's journals are kept; it need not exist yet."""
    return state_folder() / "journal"


class Journal:
    """Keeps the unsaved steps of one document at a time, in a file that is there only while there are some.

    Its methods wait for the disk and are called one after the other. One that raises JournalError has lost
    nothing of the document: the next step that can be written takes everything before it along.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or journal_folder()
        self._file: _JournalFile | None = None
        # None where the records do not lead to what is open, and a whole copy is due.
        self._document: Document | None = None
        self._steps = 0

    @property
    def is_kept(self) -> bool:
        """Tell whether all that it was given of the document it follows is on the disk."""
        return self._document is not None

    def is_open_elsewhere(self) -> bool:
        """Tell whether another journal of the file that this one follows is kept by a running program."""
        file = self._file
        if file is None or file.path is None:
            return False
        return bool(_locks_in_use(file.path, self._folder) - {file.lock})

    def begin(self, document: Document) -> None:
        """Follow a document that is as its file is: opened, saved, read again; or a new one without one."""
        self._document, self._steps = None, 0
        with self._told():
            self._begin_file(document)
        self._document = document

    def begin_changed(self, document: Document) -> None:
        """Follow a document that its file does not hold: restored, merged, or changed while it was saved."""
        self._steps = 1
        self._copy(document)

    def record(self, name: str, splices: Splices, after: Document) -> None:
        """Put the step that led to a document on the disk; undoing and doing again are steps too.

        `splices` made its content of the one that was recorded last.
        """
        before, self._document = self._document, None
        self._steps += 1
        file = self._file
        if (
            file is None
            or before is None
            or (before.path, before.sha256_on_disk) != (after.path, after.sha256_on_disk)
            or not file.takes(splices.size)
        ):
            self._copy(after)
            return
        with self._told():
            step = Step(name, splices, after.dataset.sha256, time.time_ns())
            if file.begun:
                file.append(step)
            else:
                file.begin(_head(before, 0), step)
                # After the step: compressing a large content takes longer than a step may wait.
                file.append(packed(before.content))
        self._document = after

    def close(self) -> None:
        """Remove the journal: the document is saved, or its changes are not wanted."""
        file, self._file, self._document = self._file, None, None
        if file is not None:
            file.close()

    def _copy(self, document: Document) -> None:
        """Begin the file anew with a whole copy of a document, which no step leads to."""
        self._document = None
        with self._told():
            self._begin_file(document, _head(document, self._steps), packed(document.content))
        self._document = document

    def _begin_file(self, document: Document, *records: Record) -> None:
        """Begin the file anew; for another path it is another one, and the one before goes after that.

        So it is where its lock is gone, without which others would take it for one of an ended program.
        """
        before = file = self._file
        if file is None or file.path != document.path or not file.is_locked:
            file = _JournalFile(self._folder, document.path)
        try:
            file.begin(*records)
        except BaseException:
            if file is not before:
                file.close()
            raise
        self._file = file
        if before is not None and before is not file:
            before.close()

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (OSError, TimelineError) as error:
            kept = f"Changes cannot be kept in {self._folder} for the case of a crash"
            raise JournalError(f"{kept}: {reason_of(error)}") from error


class _JournalFile:
    """A file of records under a name of its own, and the lock beside it; its methods raise OSError."""

    def __init__(self, folder: Path, path: Path | None) -> None:
        make_private(folder)
        key = key_of_path(path) if path is not None else _UNTITLED
        self.path = path
        self._name = folder / f"{key}-{secrets.token_hex(8)}{SUFFIX}"
        self._lock = create_in_use(self.lock, 0o600)
        self._descriptor: int | None = None
        self._digest = NO_DIGEST
        self._growth = 0

    @property
    def lock(self) -> Path:
        """Return where the lock is that tells that its program is running."""
        return self._name.with_suffix(LOCK_SUFFIX)

    @property
    def begun(self) -> bool:
        """Tell whether there are records."""
        return self._descriptor is not None

    @property
    def is_locked(self) -> bool:
        """Tell whether the lock is there still: someone may have cleared the folder."""
        return _is_at(self.lock, self._lock.fileno())

    def takes(self, size: int) -> bool:
        """Tell whether a step of so many bytes may be appended; not where someone has removed the file."""
        small = size <= _STEP_LIMIT and self._growth + size <= _GROWTH_LIMIT
        is_there = self._descriptor is None or _is_at(self._name, self._descriptor)
        return small and is_there and self.is_locked

    def begin(self, *records: Record) -> None:
        """Hold these records and no others, in one step; without any there is no file, but the lock stays."""
        if not records:
            self._close()
            self._name.unlink(missing_ok=True)
            return
        draft = self._name.with_suffix(DRAFT_SUFFIX)
        try:
            digest = _write_new(draft, records)
            self._close()
            draft.replace(self._name)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        sync_folder(self._name.parent)
        self._descriptor = os.open(self._name, _FLAGS | os.O_APPEND)
        self._digest, self._growth = digest, 0

    def append(self, record: Record) -> None:
        """Append a record to those that are there."""
        if self._descriptor is None:
            raise OSError("the journal was not begun")
        frame, digest = framed(record, self._digest)
        write_all(self._descriptor, frame)
        sync(self._descriptor)
        self._digest = digest
        if isinstance(record, Step):
            self._growth += len(frame)

    def close(self) -> None:
        """Remove the file and its lock; what cannot be removed is offered at the next start."""
        self._close()
        with contextlib.suppress(OSError):
            self._name.unlink(missing_ok=True)
        self._lock.close()
        remove_unused(self.lock)

    def _close(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _write_new(path: Path, records: Iterable[Record]) -> bytes:
    """Write records into a file, and return the digest of the last one."""
    digest = NO_DIGEST
    descriptor = os.open(path, _FLAGS | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        write_all(descriptor, MARK)
        for record in records:
            frame, digest = framed(record, digest)
            write_all(descriptor, frame)
        sync(descriptor)
    finally:
        os.close(descriptor)
    return digest


def _locks_in_use(path: Path, folder: Path) -> set[Path]:
    """Return the locks of running programs for the file at a path; those of ended ones are removed."""
    locks = list(folder.glob(f"{key_of_path(path)}-*{LOCK_SUFFIX}"))
    return {lock for lock in locks if not remove_unused(lock)}


def _is_at(path: Path, descriptor: int) -> bool:
    with contextlib.suppress(OSError):
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    return False


def _head(document: Document, steps: int) -> Head:
    path = os.fsencode(document.path) if document.path is not None else b""
    digests = (document.sha256_on_disk, document.dataset.sha256)
    return Head(path, *digests, steps, time.time_ns(), __version__)
