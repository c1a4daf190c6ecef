"""A document onto the disk, whole or not at all.

Owns the order of steps by which the old file stays until the new one is known to be complete. Knows no Qt
and nothing of what the bytes mean.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from timeline_app.core.errors import TimelineError, reason_of
from timeline_app.dataset.content import Content, MemoryContent
from timeline_app.dataset.digest import sha256_of
from timeline_app.dataset.document import Document

_PIECE: Final = 2**24


class SaveError(TimelineError):
    """Say that a file was not saved; the file that was there is untouched."""


class ChangedOnDiskError(SaveError):
    """Say that another program changed the file since it was read."""


def save_document(document: Document, path: Path, *, over_changed: bool = False) -> Document:
    """Write a document to a file and return it as the document of that file.

    The file is replaced in one step, after the new bytes were written, flushed and compared; its
    permissions are kept and links are followed. Raises ChangedOnDiskError where the document's own file is
    not as it was read, unless `over_changed`, and SaveError where anything fails; the old file is intact.
    A compressed file is not written over; under another name its content is written.
    """
    if document.path is not None and _same_file(document.path, path):
        if document.compressed:
            raise SaveError(f"{path} was not saved: {document.only_read}, and such files are only read")
        if not over_changed:
            _refuse_changed(path, document.sha256_on_disk)
    digest = _write(path, document.content)
    dataset = replace(document.dataset, name=path.name, sha256=digest)
    return replace(document, path=path, dataset=dataset, sha256_on_disk=digest, compressed=False)


def write_file(path: Path, data: bytes) -> None:
    """Write bytes to a file, whole or not at all; raise SaveError and keep what was there where it fails."""
    _write(path, MemoryContent(data))


def _write(path: Path, content: Content) -> str:
    """Write a content as `write_file` does, and return its digest."""
    try:
        return _replace(path.resolve(), content)
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
        changed = f"{path} was changed by another program since it was read"
        raise ChangedOnDiskError(f"{changed}; saving over it would undo that change")


def _replace(target: Path, content: Content) -> str:
    """Replace a file by new bytes; raise OSError and leave no trace where a step fails; return the digest."""
    digest = hashlib.sha256()
    mode = _permissions(target)
    temporary = target.with_name(f".{target.name[:40]}.{secrets.token_hex(6)}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, 0o666)
    try:
        try:
            for piece in _pieces(content):
                _write_all(descriptor, piece)
                digest.update(piece)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        _compare(temporary, digest.hexdigest())
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)
    return digest.hexdigest()


def _pieces(content: Content) -> Iterator[bytes]:
    for start in range(0, content.size, _PIECE):
        yield content.read(start, min(start + _PIECE, content.size))


def _permissions(target: Path) -> int | None:
    """Return the permissions of a file that may be replaced, None where there is none yet."""
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
    return stat.S_IMODE(status.st_mode)


def _compare(temporary: Path, sha256: str) -> None:
    if sha256_of(temporary) != sha256:
        raise OSError("the disk did not keep what was written")


def _write_all(descriptor: int, data: bytes) -> None:
    """Write all bytes: a write may take a part only, and says so by its count, not by an error."""
    rest = memoryview(data)
    while rest:
        written = os.write(descriptor, rest)
        if written <= 0:
            raise OSError("the disk takes no more bytes")
        rest = rest[written:]


def _sync_folder(folder: Path) -> None:
    """Make the new name durable too; a system that cannot open folders does it by itself."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
