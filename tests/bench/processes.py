"""Processes of the program, run one at a time, and the most memory that each holds with its children.

Owns the environment that they run in and the look at /proc. Knows no figures of the program.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_EVERY: Final = 0.02
_MOST_SECONDS: Final = 300


@dataclass(frozen=True, slots=True)
class Ended:
    """What a process said and took; memory in MB, of it and its children at once, 0 where nobody tells."""

    output: str
    seconds: float
    peak_mb: float
    peak_anonymous_mb: float


class Home:
    """A home of its own for processes, with a cache that can be emptied."""

    def __init__(self, folder: Path) -> None:
        self.cache = folder / "cache"
        self._variables = {
            "HOME": str(folder),
            "LC_ALL": "C.UTF-8",
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_CACHE_HOME": str(self.cache),
            "XDG_CONFIG_HOME": str(folder / "config"),
        }

    def run(self, *words: str) -> Ended:
        """Run Python with some words until it ends; raises CalledProcessError where it fails."""
        begun = time.monotonic()
        with subprocess.Popen(
            [sys.executable, *words], env={**os.environ, **self._variables}, stdout=subprocess.PIPE, text=True
        ) as process:
            memory = _Memory(process.pid)
            output, _ = process.communicate(timeout=_MOST_SECONDS)
            seconds = time.monotonic() - begun
            memory.end()
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, process.args, output)
        return Ended(output, round(seconds, 3), memory.peak_mb, memory.peak_anonymous_mb)


class _Memory:
    """Looks every 20 ms at how much a process and its children hold together."""

    def __init__(self, pid: int) -> None:
        self.peak_mb = self.peak_anonymous_mb = 0.0
        self._pid = pid
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def end(self) -> None:
        """Look no more."""
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(_EVERY):
            held = [_held(pid) for pid in _family(self._pid)]
            self.peak_mb = max(self.peak_mb, round(sum(total for total, _ in held) / 1e3, 1))
            self.peak_anonymous_mb = max(self.peak_anonymous_mb, round(sum(own for _, own in held) / 1e3, 1))


def _family(pid: int) -> Sequence[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return ()
    return (pid, *(member for child in children for member in _family(child)))


def _held(pid: int) -> tuple[int, int]:
    """Return a process's resident memory in kB, and of it what is backed by no file."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0, 0
    sizes = {
        name: value.split()[0] for name, _, value in (line.partition(":") for line in lines) if value.split()
    }
    return int(sizes.get("VmRSS", 0)), int(sizes.get("RssAnon", 0))
