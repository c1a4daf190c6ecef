"""A document onto the disk, whole or not at all.

Owns the order of steps by which the old file stays until the new one is known to be complete. Knows no Qt
and nothing of what the bytes mean.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import stat
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from timeline_app.core.errors import TimelineError, reason_of
from timeline_app.dataset.content import Content, MemoryContent, pieces_of
from timeline_app.dataset.digest import sha256_of
from timeline_app.dataset.document import Document
from timeline_app.dataset.keeping.durable import sync, sync_folder, write_all
from timeline_app.dataset.locks import create_in_use, remove_unused

_ACCESS_LIST: Final = "system.posix_acl_access"

BeforeRename = Callable[[Path], None]
"""What is done with the file that is there, once the new one is complete; what it raises ends the saving."""


class SaveError(TimelineError):
    """Say that a file was not saved; the file that was there is untouched."""


class ChangedOnDiskError(SaveError):
    """Say that another program changed the file since it was read."""


def save_document(
    document: Document,
    path: Path,
    *,
    over_changed: bool = False,
    keep_old: BeforeRename = lambda _: None,
) -> Document:
    """Write a document to a file and return it as the document of that file.

    The file is replaced in one step, after the new bytes were written, flushed and compared; its
    permissions and, where the process may, its owner are kept, and links are followed. Just before,
    `keep_old` is called with the file that is replaced, where there is one. Raises ChangedOnDiskError where
    the document's own file is not as it was read, unless `over_changed`, and SaveError where anything fails;
    the old file is intact. A compressed file is not written over; under another name its content is written.
    """
    if document.path is not None and _same_file(document.path, path):
        if document.compressed:
            raise SaveError(f"{path} was not saved: {document.only_read}, and such files are only read")
        if not over_changed:
            stamp = _stamp(path)
            _refuse_changed(path, document.sha256_on_disk)
            keep_old = _unless_changed(path, stamp, keep_old)
    digest = _write(path, document.content, keep_old)
    dataset = replace(document.dataset, name=path.name, sha256=digest)
    return replace(document, path=path, dataset=dataset, sha256_on_disk=digest, compressed=False)


def write_file(path: Path, data: bytes) -> None:
    """Write bytes to a file, whole or not at all; raise SaveError and keep what was there where it fails."""
    _write(path, MemoryContent(data))


def _write(path: Path, content: Content, before_rename: BeforeRename = lambda _: None) -> str:
    """Write a content as `write_file` does, and return its digest."""
    try:
        return _replace(path.resolve(), content, before_rename)
    except (OSError, RuntimeError, ValueError) as error:
        # RuntimeError: a circle of links; ValueError: a path that no file can have.
        kept = "; what was there before is unchanged" if _is_file(path) else ""
        raise SaveError(f"{path} was not saved: {reason_of(error)}{kept}") from error


def _is_file(path: Path) -> bool:
    with contextlib.suppress(OSError):
        return path.is_file()
    return False


def _same_file(one: Path, other: Path) -> bool:
    with contextlib.suppress(OSError, RuntimeError, ValueError):
        return one.resolve() == other.resolve()
    return False


def _refuse_changed(path: Path, expected: str) -> None:
    # A file that is gone is no change to lose; its bytes are compared because clocks are coarse.
    try:
        found = sha256_of(path)
    except FileNotFoundError:
        return
    except OSError as error:
        found = f"{path} could not be compared with what was read"
        raise SaveError(f"{found}: {reason_of(error)}") from error
    if found != expected:
        raise _changed_on_disk(path)


def _changed_on_disk(path: Path) -> ChangedOnDiskError:
    changed = f"{path} was changed by another program since it was read"
    return ChangedOnDiskError(f"{changed}; saving over it would undo that change")


def _stamp(path: Path) -> tuple[int, ...]:
    """Return what another program's writing changes about a file; () where there is none to look at."""
    with contextlib.suppress(OSError):
        status = path.stat()
        return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns
    return ()


def _unless_changed(path: Path, stamp: tuple[int, ...], then: BeforeRename) -> BeforeRename:
    """Return a last look at a file: writing a large one takes long enough for another program to save too."""

    def look(target: Path) -> None:
        if _stamp(target) != stamp:
            raise _changed_on_disk(path)
        then(target)

    return look


def _replace(target: Path, content: Content, before_rename: BeforeRename) -> str:
    """Replace a file by new bytes; raise OSError and leave no trace where a step fails; return the digest."""
    digest = hashlib.sha256()
    status = _status(target)
    start = f".{target.name[:40]}."
    _remove_left_over(target.parent, start)
    temporary = target.with_name(f"{start}{secrets.token_hex(6)}.tmp")
    stream = create_in_use(temporary, 0o666)
    try:
        with stream:
            for piece in pieces_of(content):
                write_all(stream.fileno(), piece)
                digest.update(piece)
            if status is not None:
                _take_over(temporary, target, status)
            sync(stream.fileno())
            _compare(temporary, digest.hexdigest())
            if target.exists():
                before_rename(target)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(target.parent)
    return digest.hexdigest()


def _remove_left_over(folder: Path, start: str) -> None:
    """Remove what a program that was killed while saving a file has left beside it."""
    left_over = re.compile(re.escape(start) + r"[0-9a-f]{12}\.tmp")
    with contextlib.suppress(OSError):
        for file in folder.iterdir():
            if left_over.fullmatch(file.name):
                remove_unused(file)


def _take_over(temporary: Path, target: Path, old: os.stat_result) -> None:
    """Give a new file the owner, as far as this process may, and the permissions of the old one."""
    mode = stat.S_IMODE(old.st_mode)
    new = temporary.stat()
    if sys.platform != "win32" and (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        with contextlib.suppress(PermissionError):
            os.chown(temporary, -1, old.st_gid)
        with contextlib.suppress(PermissionError):
            os.chown(temporary, old.st_uid, -1)
        if temporary.stat().st_gid != old.st_gid:
            # What the old group might do is not for another: it may do what everybody may.
            mode = mode & ~stat.S_IRWXG | (mode & stat.S_IRWXO) << 3
    temporary.chmod(mode)
    if sys.platform == "linux" and mode == stat.S_IMODE(old.st_mode):
        # Where there are lists of who may do what, the mode alone would give their sum to the group.
        with contextlib.suppress(OSError):
            os.setxattr(temporary, _ACCESS_LIST, os.getxattr(target, _ACCESS_LIST))


def _status(target: Path) -> os.stat_result | None:
    """Return the status of a file that may be replaced, None where there is none yet."""
    try:
        status = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(status.st_mode):
        raise OSError("it is a folder")
    if not stat.S_ISREG(status.st_mode):
        raise OSError("it is no regular file")
    if not os.access(target, os.W_OK):
        raise PermissionError("the file is write-protected")
    return status


def _compare(temporary: Path, sha256: str) -> None:
    if sha256_of(temporary) != sha256:
        raise OSError("the disk did not keep what was written")
