"""Where the platform wants the files that a program keeps for a person beside their documents.

Owns the platforms' differences. Knows nothing of what is kept there.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from pathlib import Path


def state_folder() -> Path:
    """Return this user's folder for what must outlast a session; it need not exist yet."""
    return _folder("XDG_STATE_HOME", (".local", "state"), "Application Support")


def cache_folder() -> Path:
    """Return this user's folder for what can be made again; it need not exist yet."""
    return _folder("XDG_CACHE_HOME", (".cache",), "Caches")


def make_private(folder: Path) -> None:
    """Make a folder, and what is missing above it, that only this user can look into; raises OSError."""
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    # One that was there may be open to others; where it belongs to someone else, it stays as it is.
    with contextlib.suppress(PermissionError):
        folder.chmod(0o700)


def key_of_path(path: Path) -> str:
    """Return the digits under which something is kept of the file at a path, links followed."""
    return hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:40]


def _folder(variable: str, usual: tuple[str, ...], on_mac: str) -> Path:
    home = Path.home()
    if sys.platform == "win32":
        platforms = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        platforms = home / "Library" / on_mac
    else:
        wanted = Path(os.environ.get(variable, ""))
        # The XDG Base Directory Specification: a relative path is to be ignored.
        platforms = wanted if wanted.is_absolute() else home.joinpath(*usual)
    return platforms / "timeline-app"
