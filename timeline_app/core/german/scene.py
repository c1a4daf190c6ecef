"""German for the messages of the scene layer."""

from __future__ import annotations

from typing import Final

SCENE: Final[dict[str, str]] = {
    "AD {year}": "{year} n. Chr.",
    "in {amount} years": "in {amount} Jahren",
    "today": "heute",
    "{amount} years ago": "vor {amount} Jahren",
    "{day} {month}": "{day}. {month}",
    "{n} billion": "{n} Mrd.",
    "{n} million": "{n} Mio.",
    "{n} trillion": "{n} Bio.",
    "{year} BC": "{year} v. Chr.",
}
