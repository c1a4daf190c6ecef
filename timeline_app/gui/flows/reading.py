"""Reading a large file in a second process: what it tells, and what it leaves to be mapped.

Owns one process at a time and the thread that listens to it. Knows no widgets, and not what is done with
the documents.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from timeline_app.core.errors import DatasetError, TimelineError
from timeline_app.dataset.document import Document
from timeline_app.dataset.large.column_cache import ColumnCache
from timeline_app.dataset.large.opening import open_prepared
from timeline_app.dataset.progress import Message
from timeline_app.gui.background import Background
from timeline_app.gui.flows.second_process import SecondProcess

_PAUSE: Final = 0.1
"""Seconds at least between two progresses."""
_LISTED: Final = 40
_LABELLED: Final = 100


class Reader(QObject):
    """Reads one large file at a time; the last that is asked for wins.

    What the process has written is mapped in `background`: the window's thread gets only what is ready.
    """

    progressed = Signal(object)
    """Carries a Progress."""
    began = Signal(object)
    """Carries a Document with the events that come first in the file."""
    finished = Signal(object)
    """Carries the Document, or the TimelineError that says why there is none."""
    indexing = Signal(object)
    """Carries a Progress of the search index that is made of the file."""
    indexed = Signal(object)
    """Carries the path of that index, or the TimelineError that says why there is none."""
    _heard = Signal(object, object)

    def __init__(self, background: Background, cache: ColumnCache, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._cache = cache
        self._listening = background.beside()
        self._process: SecondProcess | None = None
        self._is_done = False
        self._is_indexed = False
        self._heard.connect(self._take)
        background.closing.connect(self.stop)

    def read(self, path: Path) -> None:
        """Read a file from now on."""
        self.stop()
        try:
            self.follow(SecondProcess(path))
        except DatasetError as error:
            self.finished.emit(error)

    def index(self, path: Path) -> None:
        """Have the search index made of a file that was read before."""
        self.stop()
        try:
            self._hear(SecondProcess(path), is_done=True)
        except DatasetError as error:
            self.indexed.emit(error)

    def follow(self, process: SecondProcess) -> None:
        """Take over a process that is at work already."""
        self.stop()
        self._hear(process, is_done=False)

    def _hear(self, process: SecondProcess, *, is_done: bool) -> None:
        self._process = process
        self._is_done = is_done
        self._is_indexed = False
        self._listening.start(partial(self._listen, process), partial(self._end, process))

    @Slot()
    def stop(self) -> None:
        """Give up what is being read; nothing more is said of it."""
        if self._process is not None:
            self._process.kill()
            self._process = None

    def _listen(self, process: SecondProcess) -> None:
        told = float("-inf")
        for message in process.messages():
            if message.progress is not None:
                # It may be said hundreds of times a second, which no one can read.
                if time.monotonic() - told < _PAUSE:
                    continue
                told = time.monotonic()
            self._heard.emit(process, message)

    @Slot(object, object)
    def _take(self, process: SecondProcess, message: Message) -> None:
        if process is not self._process:
            return
        if message.progress is not None:
            self.progressed.emit(message.progress)
        elif message.early:
            self._map(process.path, message.early, self._begin)
        elif message.indexing is not None:
            self.indexing.emit(message.indexing)
        elif message.indexed:
            self._end_indexing(Path(message.indexed))
        elif message.unindexed:
            self._end_indexing(DatasetError(message.unindexed))
        elif not self._is_done:
            self._take_end(process, message)

    def _take_end(self, process: SecondProcess, message: Message) -> None:
        if message.done:
            self._is_done = True
            self._map(process.path, message.done, self.finished.emit)
        elif message.failed:
            self._is_done = self._is_indexed = True
            self.finished.emit(DatasetError(message.failed))

    def _end_indexing(self, outcome: Path | DatasetError) -> None:
        self._is_indexed = True
        # After the columns, which may still be on their way.
        self._answer(lambda: outcome, self.indexed.emit)

    def _map(self, path: Path, columns: str, then: Callable[[object], None]) -> None:
        self._answer(partial(_opened, Path(columns), path, self._cache), then)

    def _answer(self, job: Callable[[], object], then: Callable[[object], None]) -> None:
        """Do a job beside the window, and then something with its outcome if that is still wanted."""
        process = self._process

        def answer(outcome: object) -> None:
            if process is self._process:
                then(outcome)

        self._background.start(job, answer)

    def _begin(self, outcome: object) -> None:
        # Where the first events cannot be mapped, or none can be shown, all of them follow all the same.
        if not self._is_done and isinstance(outcome, Document) and len(outcome.dataset.store):
            self.began.emit(outcome)

    def _end(self, process: SecondProcess, _outcome: object) -> None:
        if process is not self._process:
            return
        if not self._is_done:
            self.finished.emit(process.failure)
        elif not self._is_indexed:
            self._end_indexing(process.failure)


def _opened(columns: Path, path: Path, cache: ColumnCache) -> Document:
    return with_first_read(open_prepared(columns, path, cache))


def with_first_read(document: Document) -> Document:
    """Return a document of which those events have been read that the list and the chart show at first."""
    store = document.dataset.store
    labelled = () if store.prominence is None else store.prominence.foremost(_LABELLED).tolist()
    # What an event that cannot be read is like is told where it is looked at.
    with contextlib.suppress(TimelineError):
        for row in (*range(min(len(store), _LISTED)), *labelled):
            store.event(row)
    return document
