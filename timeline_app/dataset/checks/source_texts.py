"""The texts that lie beside a dataset, and whether the excerpts of its sources stand in them.

Owns which files are read: regular ones inside the dataset's folder, up to a size, each once. Knows nothing of
events.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from timeline_app.core.errors import TimelineError, reason_of
from timeline_app.core.event import Excerpt, Source
from timeline_app.dataset.reading.findings import Findings
from timeline_app.dataset.reading.paths import Path as JsonPath
from timeline_app.dataset.reading.paths import quoted

_LARGEST: Final = 32 * 2**20
"""The text of a source that has more bytes is not read: no book is so long."""
_ALL_TEXTS: Final = 4 * _LARGEST
"""All texts of a dataset together have at most so many."""
_MOST_SEARCHED: Final = 2**35
"""After so many characters, which takes about a minute, no more excerpts are looked up."""


class _RefusedError(TimelineError):
    """Say why a file is not read as the text of a source."""


@dataclass(frozen=True, slots=True)
class _FileText:
    content: str
    sha256: str


class SourceTexts:
    """The texts of a dataset's sources as far as they are there; one that is not shipped is no fault."""

    def __init__(self, folder: Path) -> None:
        self._folder = Path(os.path.realpath(folder))
        self._files: dict[Path, _FileText] = {}
        self._texts: dict[str, tuple[str, str]] = {}
        self._left = _ALL_TEXTS
        self._searches_left = _MOST_SEARCHED
        self._not_looked_up = 0

    def read(self, sources: Iterable[tuple[JsonPath, Source]], findings: Findings) -> None:
        """Read the text of each source, and say what is wrong with it."""
        for path, source in sources:
            if source.text is None:
                continue
            name = quoted(source.text.file)
            try:
                found = self._file_text(source.text.file)
            except FileNotFoundError:
                continue
            except OSError as error:
                findings.warn((*path, "text", "file"), f"{name} cannot be read: {reason_of(error)}")
                continue
            except _RefusedError as refusal:
                findings.warn((*path, "text", "file"), f"{name} {refusal}")
                continue
            self._texts[source.id] = (name, found.content)
            if source.text.sha256 and found.sha256 != source.text.sha256:
                message = f"{name} is not the text that was quoted: its SHA-256 is {found.sha256}"
                findings.error((*path, "text", "sha256"), message)

    def look_up(self, excerpt: Excerpt, path: JsonPath, findings: Findings) -> None:
        """Compare an excerpt with its source; what stands elsewhere than it says is an error too."""
        if excerpt.source_id not in self._texts:
            return
        name, content = self._texts[excerpt.source_id]
        if self._stands_at_its_place(excerpt, content):
            return
        if self._searches_left < 0:
            self._not_looked_up += 1
            return
        self._searches_left -= len(content)
        found = content.find(excerpt.exact)
        if found < 0:
            findings.error((*path, "exact"), f"these words do not stand in {name}")
            return
        start = _start_of(excerpt)
        if start is not None and not (start >= 0 and content.startswith(excerpt.exact, start)):
            key = "start" if excerpt.start is not None else "end"
            message = f"these words do not stand there in {name}, but from {found:,} on"
            findings.error((*path, key), message)
        elif excerpt.prefix + excerpt.exact + excerpt.suffix not in content:
            message = f"the words before or after these are others in {name}"
            findings.warn((*path, "prefix" if excerpt.prefix else "suffix"), message)

    def tell(self, findings: Findings) -> None:
        """Say at the end how many excerpts were not looked up."""
        if self._not_looked_up:
            which = f"{self._not_looked_up:,} excerpts were not looked up in the texts of their sources"
            findings.warn(
                (), f"{which}: so many in so long texts would take too long; expected `start` in each"
            )

    @staticmethod
    def _stands_at_its_place(excerpt: Excerpt, content: str) -> bool:
        """Tell without a search whether an excerpt and the words around it stand where it says."""
        start = _start_of(excerpt)
        if start is None or start < len(excerpt.prefix):
            return False
        whole = excerpt.prefix + excerpt.exact + excerpt.suffix
        return content.startswith(whole, start - len(excerpt.prefix))

    def _file_text(self, file: str) -> _FileText:
        """Return the text of a file; raise OSError where it is not there, _RefusedError where it is none."""
        path = Path(os.path.realpath(self._folder / file))
        if not path.is_relative_to(self._folder):
            raise _RefusedError("leads out of the folder of the dataset; expected a file inside it")
        if path not in self._files:
            data = _bytes_of(path, min(_LARGEST, self._left))
            self._left -= len(data)
            try:
                content = data.decode("utf-8-sig")
            except UnicodeDecodeError as error:
                raise _RefusedError(f"is not UTF-8 at byte {error.start:,}") from error
            self._files[path] = _FileText(content, hashlib.sha256(data).hexdigest())
        return self._files[path]


def _start_of(excerpt: Excerpt) -> int | None:
    """Return where an excerpt says that it starts, None where it does not say it."""
    if excerpt.start is None and excerpt.end is not None:
        return excerpt.end - len(excerpt.exact)
    return excerpt.start


def _bytes_of(path: Path, most: int) -> bytes:
    """Read a regular file; raise OSError where that fails, _RefusedError where it is too large or special."""
    with open(path, "rb", opener=_open_at_once) as stream:
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise _RefusedError("is no regular file, so it was not read")
        if status.st_size > most:
            size = f"has {status.st_size:,} bytes, so it was not read"
            raise _RefusedError(f"{size}; expected at most {_LARGEST:,}, and {_ALL_TEXTS:,} in all texts")
        return stream.read(status.st_size)


def _open_at_once(path: str, flags: int) -> int:
    """Open a file without waiting, as for a pipe, until somebody writes into it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
