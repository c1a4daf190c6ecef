"""Opening one file: at once where it is small or the cache knows it, else by the second process.

Owns which file is on its way, and the check of what the cache gave. Knows no dialogs, and not what is done
with the document.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from timeline_app.dataset.content import MemoryContent
from timeline_app.dataset.document import Document
from timeline_app.dataset.large.column_cache import ColumnCache
from timeline_app.dataset.large.index_file import find_index, is_indexed_in_file, open_index
from timeline_app.dataset.large.opening import open_at_once, verify_source
from timeline_app.gui.background import Background
from timeline_app.gui.flows.reading import Reader, with_first_read
from timeline_app.gui.flows.second_process import SecondProcess


class OpeningFlow(QObject):
    """Opens one file at a time; the last that is asked for wins."""

    progressed = Signal(object)
    """Carries a Progress."""
    began = Signal(object)
    """Carries a Document with the events that come first in the file."""
    ended = Signal(object, object)
    """Carries the path, and the Document or the TimelineError that says why there is none."""
    indexing = Signal(object)
    """Carries a Progress of the search index of the last document."""
    indexed = Signal(object, object)
    """Carries the last document, and its SearchIndex or the TimelineError that says why there is none."""
    outdated = Signal(object)
    """Carries a Document of the cache that is not what its file holds now."""

    def __init__(self, background: Background, checking: Background, parent: QObject) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self._background = background
        self._checking = checking
        self._looking_up = 0
        self._cache = ColumnCache.of_this_user()
        self._reader = Reader(background, self._cache, self)
        self._reader.progressed.connect(self.progressed)
        self._reader.began.connect(self.began)
        self._reader.finished.connect(self._end)
        self._reader.indexing.connect(self.indexing)
        self._reader.indexed.connect(self._open_index)
        self._unindexed: Document | None = None

    def open(self, path: Path) -> None:
        """Open a file."""
        self.cancel()
        self.path = path
        job = partial(_opened, path, self._cache)
        self._looking_up = self._background.start(job, self._look)

    def follow(self, process: SecondProcess) -> None:
        """Open the file that a process is reading already."""
        self.cancel()
        self.path = process.path
        self._reader.follow(process)

    def cancel(self) -> None:
        """Give up the file that is on its way; an index that is still wanted is sought again."""
        self._background.drop(self._looking_up)
        self._reader.stop()
        self.path = None
        self._seek_index()

    def _look(self, outcome: object) -> None:
        """Take what is there at once; a large file that was never read goes to the second process."""
        if outcome is None and self.path is not None:
            self._reader.read(self.path)
            return
        self._end(outcome)
        self._seek_index()
        if isinstance(outcome, Document) and not isinstance(outcome.content, MemoryContent):
            # The cache knew the file by its path, size and time alone.
            self._checking.start(partial(_is_still, outcome, self._cache), partial(self._judge, outcome))

    @Slot(object)
    def _end(self, outcome: object) -> None:
        path, self.path = self.path, None
        if isinstance(outcome, Document):
            # Where a process has read it, that makes the index too.
            self._unindexed = outcome if is_indexed_in_file(outcome) else None
        self.ended.emit(path, outcome)
        if not isinstance(outcome, Document):
            self._seek_index()

    def _seek_index(self) -> None:
        """Map the index of the last document, or have it made where the cache has none."""
        document = self._unindexed
        if document is not None:
            self._checking.start(
                partial(find_index, document, self._cache), partial(self._take_index, document)
            )

    @Slot(object)
    def _open_index(self, outcome: object) -> None:
        document = self._unindexed
        if document is None:
            return
        if isinstance(outcome, Path):
            self._checking.start(
                partial(open_index, outcome, document, self._cache), partial(self._take_index, document)
            )
        else:
            self._take_index(document, outcome)

    def _take_index(self, document: Document, outcome: object) -> None:
        if document is not self._unindexed:
            return
        if outcome is not None:
            self._unindexed = None
            self.indexed.emit(document, outcome)
        elif self.path is None and document.path is not None:
            self._reader.index(document.path)

    def _judge(self, document: Document, is_still: object) -> None:
        if is_still is False:
            self.outdated.emit(document)


def _opened(path: Path, cache: ColumnCache) -> Document | None:
    document = open_at_once(path, cache)
    return None if document is None else with_first_read(document)


def _is_still(document: Document, cache: ColumnCache) -> bool:
    """Tell whether a document's file is what the cache took it for; of one that is gone the watch tells."""
    try:
        return verify_source(document, cache)
    except OSError:
        return True
