"""German for the messages of the gui layer."""

from __future__ import annotations

from typing import Final

GUI: Final[dict[str, str]] = {}
