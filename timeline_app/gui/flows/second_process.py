"""The program once more, in a process of its own, where it reads a large file.

Owns how that process is started, and its end; what its lines say is `dataset.progress`'s. Imports no Qt and
no numpy: at the start of the program it is at work before they are loaded.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from timeline_app.core.errors import DatasetError, reason_of
from timeline_app.dataset.large.column_cache import ColumnCache
from timeline_app.dataset.progress import Message, message_of

_NO_CONSOLE: Final = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""On Windows a console would flash up."""

_LARGE: Final = 2_000_000


def is_worth_a_process(path: Path, cache: ColumnCache) -> bool:
    """Tell whether reading a file takes longer than starting a process: it is large, and new to the cache."""
    try:
        return path.is_file() and path.stat().st_size >= _LARGE and not cache.knows(path)
    except OSError:
        return False


class SecondProcess:
    """Reads one file; it ends by itself when nobody listens any more."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._process = subprocess.Popen(  # noqa: S603 - it is this program that is run
                command(path),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                env=environment(),
                creationflags=_NO_CONSOLE,
            )
        except OSError as error:
            message = f"the program could not be started a second time to read the file: {reason_of(error)}"
            raise DatasetError.about(str(path), message) from error

    def messages(self) -> Iterator[Message]:
        """Yield what the process says until it ends, and wait for its end."""
        with self._process as process:
            for line in process.stdout or ():
                message = message_of(line)
                if message is not None:
                    yield message

    @property
    def failure(self) -> DatasetError:
        """Return what is to be said of a process that has ended without a result."""
        code = self._process.returncode
        message = f"the second process that read the file ended before it was done (exit code {code})"
        return DatasetError.about(str(self.path), message)

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.wait()


def command(path: Path) -> list[str]:
    """Return the command line of the process that reads a file."""
    # -P: what lies in the folder where the program happens to run is not imported.
    return [sys.executable, "-P", "-m", "timeline_app", "prepare", "--progress", "--", str(path.absolute())]


def environment() -> dict[str, str]:
    """Return an environment in which the same modules are found as in this process."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
