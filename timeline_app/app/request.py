"""What the window is asked to open and how; the one value between the command line and the window."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class LaunchRequest:
    """The file to open and the look; None leaves it to the settings and the system.

    `language` is a tag as in "de", `theme` is "light" or "dark".
    """

    path: Path | None = None
    language: str | None = None
    theme: str | None = None
