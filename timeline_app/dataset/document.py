"""A dataset together with the bytes it was read from.

Owns the pair, so that saving can write back what no one has touched. Knows neither reading nor writing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from timeline_app.core.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Document:
    """A dataset, its file and its bytes.

    `path` is None for one that has no file yet. `sha256_on_disk` is the hex digest of that file as it was
    last read or saved, by which a change by another program is noticed.
    """

    path: Path | None
    data: bytes
    dataset: Dataset
    sha256_on_disk: str = ""
