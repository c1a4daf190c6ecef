"""What recovery journals give back after a crash: which there are, and the document that each leads to.

Owns reading them; nothing here writes a document's file, and only `discard` removes a journal. Knows no Qt.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from timeline_app.core.dataset import Dataset
from timeline_app.core.errors import reason_of
from timeline_app.dataset.content import MemoryContent
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.event_differences import Differences, differences
from timeline_app.dataset.editing.history import History
from timeline_app.dataset.keeping.journal import (
    DRAFT_SUFFIX,
    LOCK_SUFFIX,
    SUFFIX,
    JournalError,
    journal_folder,
)
from timeline_app.dataset.keeping.journal_records import Recorded, Step, read_journal
from timeline_app.dataset.locks import remove_unused
from timeline_app.dataset.reading.reader import UNTITLED, read_again

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class FoundJournal:
    """A journal whose program ended without saving: of which file (None: it had none yet), and until when.

    `steps` counts the changes, `last_step` names the last, "" where it is not known.
    """

    file: Path
    path: Path | None
    time: datetime
    steps: int
    last_step: str


@dataclass(frozen=True, slots=True)
class Restoration:
    """The content that a journal leads to, and how it compares with the file on the disk.

    `steps` of the `recorded` changes are in it; `complete` is false where the journal ends in bytes that
    cannot be read, as after a crash while a step was written. `base` is what the file held when the changes
    were made, None where that is not known, and `sha256_on_disk` its digest, "" without a file.
    `changed_since` tells that the file is not so any more, `is_gone` that there is none; `is_on_disk` that it
    holds `content`, as after a crash between a save and its end. `differences` are those from the file to
    `content`.
    """

    content: bytes
    base: bytes | None
    sha256_on_disk: str
    steps: int
    recorded: int
    complete: bool
    changed_since: bool
    is_gone: bool
    is_on_disk: bool
    differences: Differences


def journals_to_offer(folder: Path | None = None) -> tuple[FoundJournal, ...]:
    """Return the journals whose program no longer runs, the newest first.

    One that cannot be read, or that a newer version of the program wrote, stays where it is. What programs
    that were killed have left without a use is removed.
    """
    folder = folder or journal_folder()
    found = []
    for file in sorted(folder.glob(f"*{SUFFIX}")):
        if not remove_unused(file.with_suffix(LOCK_SUFFIX)):
            continue
        with contextlib.suppress(OSError):
            recorded = _read(file)
            if recorded is not None and recorded.step_count:
                found.append(_found(file, recorded))
    _remove_left_over(folder)
    return tuple(sorted(found, key=lambda journal: journal.time, reverse=True))


def restored(journal: FoundJournal, on_disk: bytes | None) -> Restoration:
    """Return the content to which a journal leads; `on_disk` is what its file holds, None where it is gone.

    Raises JournalError where the journal cannot be read, or its steps go from a content that is nowhere.
    """
    try:
        recorded = _read(journal.file)
    except OSError as error:
        raise JournalError(f"{journal.file} cannot be read: {reason_of(error)}") from error
    if recorded is None:
        raise JournalError(f"{journal.file} cannot be read; expected a recovery journal")
    base = _base(recorded, on_disk, journal.file)
    content, steps = _replayed(base, recorded.steps)
    sha256, was_on_disk = _sha256(on_disk), recorded.head.sha256_on_disk
    known = (text for text in (on_disk, base) if text is not None and _sha256(text) == was_on_disk)
    return Restoration(
        content=content,
        base=next(known, None),
        sha256_on_disk=was_on_disk,
        steps=recorded.head.steps_in_base + steps,
        recorded=recorded.step_count,
        complete=recorded.complete and steps == len(recorded.steps),
        changed_since=sha256 != was_on_disk,
        is_gone=on_disk is None and journal.path is not None,
        is_on_disk=content == on_disk,
        differences=differences(on_disk or b"", content),
    )


def history_of(journal: FoundJournal, restoration: Restoration) -> History:
    """Return the document that comes back, changed and not saved, as one step where that is possible.

    It counts as read when the changes were made: what another program wrote since is noticed like any other
    change of the file. Raises DatasetError where the content is no dataset.
    """
    name = journal.path.name if journal.path is not None else UNTITLED
    nothing = Document(journal.path, MemoryContent(b""), Dataset(name=name), restoration.sha256_on_disk)
    history = History.come_back(read_again(nothing, restoration.content), restoration.base)
    return history.without_file() if restoration.is_gone else history


def discard(journal: FoundJournal) -> None:
    """Remove a journal that is no longer wanted; raises JournalError."""
    try:
        journal.file.unlink(missing_ok=True)
    except OSError as error:
        raise JournalError(f"{journal.file} could not be removed: {reason_of(error)}") from error


def _sha256(content: bytes | None) -> str:
    return hashlib.sha256(content).hexdigest() if content is not None else ""


def _read(file: Path) -> Recorded | None:
    with file.open("rb") as stream:
        return read_journal(stream)


def _found(file: Path, recorded: Recorded) -> FoundJournal:
    head, steps = recorded.head, recorded.steps
    time = _EPOCH + timedelta(microseconds=(steps[-1].time if steps else head.time) // 1000)
    path = Path(os.fsdecode(head.path)) if head.path else None
    return FoundJournal(file, path, time, recorded.step_count, steps[-1].name if steps else "")


def _base(recorded: Recorded, on_disk: bytes | None, file: Path) -> bytes:
    """Return the content from which the steps go: the journal's own copy, or what the file holds still."""
    wanted = recorded.head.base_sha256
    if on_disk is not None and hashlib.sha256(on_disk).hexdigest() == wanted:
        return on_disk
    if recorded.base is not None:
        with contextlib.suppress(zlib.error):
            kept = zlib.decompress(recorded.base.packed)
            if hashlib.sha256(kept).hexdigest() == wanted:
                return kept
    raise JournalError(
        f"The changes in {file} cannot be restored: the file they belong to has been changed since, and the "
        f"program ended before it had kept a copy of it"
    )


def _replayed(base: bytes, steps: tuple[Step, ...]) -> tuple[bytes, int]:
    """Return the content after as many of the first steps as lead to what they should, and their number."""
    content, done = base, 0
    for step in steps:
        after = step.splices.applied(content)
        if hashlib.sha256(after).hexdigest() != step.sha256:
            break
        content, done = after, done + 1
    return content, done


def _remove_left_over(folder: Path) -> None:
    """Remove locks without a program and without a journal, and journals that were never finished."""
    for lock in _names(folder, LOCK_SUFFIX):
        remove_unused(lock)
    for draft in _names(folder, DRAFT_SUFFIX):
        if not draft.with_suffix(LOCK_SUFFIX).exists():
            remove_unused(draft)


def _names(folder: Path, suffix: str) -> Iterable[Path]:
    return sorted(folder.glob(f"*{suffix}"))
