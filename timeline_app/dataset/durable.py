"""Bytes onto the disk, all of them and for good: the steps that saving and the recovery journal share.

Owns short writes and what a power cut would undo. Knows nothing of what the bytes mean.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def write_all(descriptor: int, data: bytes) -> None:
    """Write all bytes: a write may take a part only, and says so by its count, not by an error."""
    rest = memoryview(data)
    while rest:
        written = os.write(descriptor, rest)
        if written <= 0:
            raise OSError("the disk takes no more bytes")
        rest = rest[written:]


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable too; a system that cannot open folders does it by itself."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
