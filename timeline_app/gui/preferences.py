"""What the window remembers from one start to the next.

Owns the names and types. Knows no file: `app.settings` keeps them, tests may keep them elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QByteArray


class Theme(StrEnum):
    """The choice of a look; SYSTEM follows the desktop while the program runs."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class LastExport:
    """What the export dialog begins with; width and height in logical pixels."""

    format: str = "png"
    width: int = 1600
    height: int = 900
    scale: int = 2
    folder: str = ""


class Preferences(Protocol):
    """Values that outlive the window; setting one keeps it."""

    theme: Theme
    language: str
    """The code of an interface language."""
    wheel_zooms: bool
    geometry: QByteArray
    splitter: QByteArray
    last_export: LastExport

    @property
    def recent(self) -> tuple[Path, ...]:
        """Return the files opened last, newest first."""

    def remember(self, path: Path) -> None:
        """Put a file first among the recent ones."""

    def forget(self, path: Path) -> None:
        """Take a file out of the recent ones."""

    def forget_all(self) -> None:
        """Empty the recent ones."""
