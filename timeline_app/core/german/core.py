"""German for the messages of the core layer."""

from __future__ import annotations

from typing import Final

CORE: Final[dict[str, str]] = {}
