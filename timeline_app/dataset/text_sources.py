"""The text that problems are about, to be shown beside them: in memory, in a file, in a compressed file.

Owns where that text comes from and whether it is still the same. What is shown of it is `context_lines`'
business.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from timeline_app.core.errors import DatasetError, TimelineError
from timeline_app.dataset.content import Content, FileContent, MemoryContent
from timeline_app.dataset.context_lines import ContextLines, Excerpt
from timeline_app.dataset.large.column_cache import stamp_of
from timeline_app.dataset.large.compressed import Compression, compression_of, unpacked_pieces

_UNPACKED: Final = 64_000_000
"""So many bytes of a compressed file are unpacked into memory to be shown."""
_MARK_LENGTH: Final = 8


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file in which problems were found, with its size and time then; None where it could not be asked."""

    path: Path
    stamp: tuple[int, int] | None

    @classmethod
    def as_it_is(cls, path: Path) -> Self:
        """Return a file as it is now."""
        return cls(path, _stamp(path))


TextSource = Content | SeenFile


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown around a place; `is_changed` where the source is no longer the one with the problems."""

    excerpt: Excerpt
    is_changed: bool


class ShownText:
    """Reads what is shown of one source; the source is opened when something is asked for first.

    One thread may use it at a time.
    """

    def __init__(self, source: TextSource) -> None:
        self._source = source
        self._content: Content | None = None
        self._lines: ContextLines | None = None
        self._unpacked_whole = True

    def around(self, line: int, column: int) -> Shown:
        """Return what stands around a place; raises TimelineError where it cannot be shown."""
        if self._lines is None:
            self._content = self._opened()
            self._lines = ContextLines(self._content)
        excerpt = self._lines.around(line, column)
        if not self._unpacked_whole and line > excerpt.last:
            raise TimelineError(
                f"the file is compressed, and line {line:,} lies behind what is unpacked to be shown: "
                f"the first {_UNPACKED:,} bytes"
            )
        return Shown(excerpt, self._is_changed())

    def _opened(self) -> Content:
        if not isinstance(self._source, SeenFile):
            return self._source
        content = FileContent(self._source.path)
        compression = compression_of(content.read(0, min(content.size, _MARK_LENGTH)))
        if compression is None:
            return content
        content.close()
        return self._unpacked(self._source.path, compression)

    def _unpacked(self, path: Path, compression: Compression) -> Content:
        """Return the beginning of what is in a compressed file; of a damaged one, what is sound."""
        data = bytearray()
        try:
            for piece in unpacked_pieces(path, compression):
                data += piece
                if len(data) > _UNPACKED:
                    self._unpacked_whole = False
                    break
        except DatasetError:
            if not data:
                raise
        return MemoryContent(bytes(data[:_UNPACKED]))

    def _is_changed(self) -> bool:
        if isinstance(self._source, SeenFile):
            return _stamp(self._source.path) != self._source.stamp
        return isinstance(self._content, FileContent) and self._content.is_changed


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        return stamp_of(path)
    except OSError:
        return None
