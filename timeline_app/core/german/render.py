"""German for the messages of the render layer."""

from __future__ import annotations

from typing import Final

RENDER: Final[dict[str, str]] = {}
