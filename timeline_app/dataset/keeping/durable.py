"""Bytes onto the disk, all of them and for good: the steps that saving and the recovery journal share.

Owns short writes and what a power cut would undo. Knows nothing of what the bytes mean.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

if sys.platform == "darwin":
    import fcntl


def write_all(descriptor: int, data: bytes) -> None:
    """Write all bytes: a write may take a part only, and says so by its count, not by an error."""
    rest = memoryview(data)
    while rest:
        written = os.write(descriptor, rest)
        if written <= 0:
            raise OSError("the disk takes no more bytes")
        rest = rest[written:]


def sync(descriptor: int) -> None:
    """Wait until what was written to a file would survive a power cut; raises OSError."""
    if sys.platform == "darwin":
        # There fsync leaves it to the drive when to write; not every file system knows how to insist.
        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable too; a system that cannot open folders does it by itself."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
