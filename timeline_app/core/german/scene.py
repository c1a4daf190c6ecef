"""German for the messages of the scene layer."""

from __future__ import annotations

from typing import Final

SCENE: Final[dict[str, str]] = {}
