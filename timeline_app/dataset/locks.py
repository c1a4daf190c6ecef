"""Which files of a shared folder are in use, told by locks that end with the process that holds them.

Owns the platforms' difference: Windows keeps open files from being deleted by itself, so nothing is locked
there. A file system without locks is taken for one in which nothing is in use; deleting is harmless then too.
"""

from __future__ import annotations

import contextlib
import os
import sys
from io import IOBase
from pathlib import Path
from typing import BinaryIO

if sys.platform != "win32":
    import fcntl


def mark_in_use(stream: IOBase) -> None:
    """Keep a file from being taken for unused while it, or a map of it, is open."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            fcntl.flock(stream.fileno(), fcntl.LOCK_SH | fcntl.LOCK_NB)


def is_in_use(stream: IOBase) -> bool:
    """Tell whether anyone else has marked a file as in use."""
    if sys.platform != "win32":
        try:
            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:
            return False
    return False


def create_in_use(path: Path, mode: int) -> BinaryIO:
    """Make a new file, unbuffered, which `remove_unused` leaves alone while it is open; raises OSError."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    while True:
        stream = os.fdopen(os.open(path, flags, mode), "r+b", buffering=0)
        if sys.platform != "win32":
            # Waits for one who takes it for unused at this moment, and then removes it.
            with contextlib.suppress(OSError):
                fcntl.flock(stream.fileno(), fcntl.LOCK_SH)
        if path.exists():
            return stream
        stream.close()


def remove_unused(path: Path) -> bool:
    """Remove a file unless someone has it in use; tell whether it is gone."""
    try:
        # Network file systems lock only what is opened for writing.
        with path.open("r+b", buffering=0) as stream:
            if is_in_use(stream):
                return False
            if sys.platform != "win32":
                path.unlink()
        if sys.platform == "win32":
            path.unlink()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True
