"""What a command line asks for, one value for each command, and the exit codes that answer.

Owns these values alone: who parses them and who carries them out stand elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path


class ExitCode(IntEnum):
    """How the program ends; the last two are what a shell expects of a stopped program."""

    DONE = 0
    PROBLEMS_FOUND = 1
    BAD_INPUT = 2
    NO_DISPLAY = 3
    INTERRUPTED = 130
    BROKEN_PIPE = 141


@dataclass(frozen=True, slots=True)
class ShowWindow:
    """Open the window on a file; None opens what the program chooses."""

    file: Path | None
    lang: str | None
    theme: str | None


@dataclass(frozen=True, slots=True)
class ExportFigure:
    """Write a view of a file as a figure.

    `start` and `end` are date texts, None shows all of that side. `size` None is as tall as it needs to be.
    """

    file: Path
    output: Path
    size: tuple[int, int] | None
    scale: float
    start: str | None
    end: str | None
    theme: str
    lang: str


@dataclass(frozen=True, slots=True)
class CheckFiles:
    """List the problems of files."""

    files: Sequence[Path]


@dataclass(frozen=True, slots=True)
class PrepareFile:
    """Make ahead what a large file needs to open at once; `progress` tells it as lines of JSON."""

    file: Path
    progress: bool


@dataclass(frozen=True, slots=True)
class AddEvents:
    """Add the events of JSON files to another; "-" as a new one is standard input.

    `clash` says what becomes of what has a taken id, `precision` what dates are that look too fine; None
    where that is not said. With `dry_run` nothing is written.
    """

    file: Path
    new: Sequence[str]
    clash: str | None = None
    precision: str | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class ReadDate:
    """Tell what a date text means, relative to another date where it leaves something out."""

    text: str
    as_of: str | None
    lang: str


@dataclass(frozen=True, slots=True)
class PrintSchema:
    """Print the JSON Schema of the format."""


Request = ShowWindow | ExportFigure | CheckFiles | PrepareFile | AddEvents | ReadDate | PrintSchema
