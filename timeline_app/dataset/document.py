"""A dataset together with the content it was read from.

Owns the pair, so that saving can write back what no one has touched. Knows neither reading nor writing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from timeline_app.core.dataset import Dataset
from timeline_app.dataset.content import Content


@dataclass(frozen=True, slots=True)
class Document:
    """A dataset, its file and its content.

    `path` is None for one that has no file yet. `sha256_on_disk` is the hex digest of that file as it was
    last read or saved, by which a change by another program is noticed. `lines` tells that the content is
    JSON Lines, `compressed` that the file holds it compressed; such files are only read.
    """

    path: Path | None
    content: Content
    dataset: Dataset
    sha256_on_disk: str = ""
    lines: bool = False
    compressed: bool = False

    @property
    def file_name(self) -> str:
        """Return how messages name the file: by its path, or by the name that stands for one."""
        return str(self.path) if self.path is not None else self.dataset.name

    @property
    def data(self) -> bytes:
        """Return all bytes of the content."""
        return self.content.read(0, self.content.size)

    @property
    def only_read(self) -> str:
        """Return as a phrase why a file of this kind is never changed, "" where it may be."""
        if self.compressed:
            return "the file is compressed"
        return "the file is JSON Lines" if self.lines else ""
