"""Which files of a shared folder are in use, told by locks that end with the process that holds them.

Owns the platforms' difference: Windows keeps open files from being deleted by itself, so nothing is locked
there. A file system without locks is taken for one in which nothing is in use; deleting is harmless then too.
"""

from __future__ import annotations

import contextlib
import sys
from io import IOBase

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
