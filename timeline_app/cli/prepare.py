"""The command `prepare`: what a large file needs to open at once, made ahead and kept in the cache."""

from __future__ import annotations

import time
from pathlib import Path

from timeline_app.cli.requests import ExitCode, PrepareFile
from timeline_app.core.errors import DatasetError, Place, Problem, TimelineError
from timeline_app.dataset.large.column_cache import ColumnCache, Draft
from timeline_app.dataset.large.index_file import prepare_index
from timeline_app.dataset.large.opening import Prepared, is_small, open_prepared, prepare
from timeline_app.dataset.large.stored_document import LargeDocument
from timeline_app.dataset.progress import Message, Progress, line_of


def prepare_file(request: PrepareFile) -> ExitCode:
    """Prepare a file, and say how it went to a person, or with `progress` to the program that asked.

    Raises DatasetError where nothing in the file can be shown, unless that was told already.
    """
    cache = ColumnCache.of_this_user()
    if request.progress:
        return _Telling(request.file, cache).prepare()
    if is_small(request.file):
        print(f"{request.file} is small and opens at once as it is.")
        return ExitCode.DONE
    begun = time.perf_counter()
    prepared = prepare(request.file, cache, _say_nothing)
    if not cache.keeps(prepared.columns):
        # What is not kept is removed by being opened.
        open_prepared(prepared.columns, request.file, cache)
        raise DatasetError.about(str(request.file), f"nothing can be kept in {cache.folder}")
    prepare_index(request.file, prepared.key, prepared.events, cache, _say_nothing)
    seconds = time.perf_counter() - begun
    print(f"{request.file} with {len(prepared.events):,} events opens at once from now on ({seconds:.1f} s).")
    return ExitCode.DONE


class _Telling:
    """Prepares one file and tells every step as a line of JSON."""

    def __init__(self, file: Path, cache: ColumnCache) -> None:
        self._file = file
        self._cache = cache
        self._early: list[Draft] = []

    def prepare(self) -> ExitCode:
        try:
            prepared = prepare(self._file, self._cache, self._tell_progress, self._tell_early)
        except TimelineError as error:
            _tell(Message(failed=self._problems(error)))
            return ExitCode.BAD_INPUT
        finally:
            # Whoever has opened it keeps it.
            for draft in self._early:
                draft.drop()
        _tell(Message(done=str(prepared.columns)))
        return self._index(prepared)

    def _index(self, prepared: Prepared) -> ExitCode:
        try:
            index = prepare_index(self._file, prepared.key, prepared.events, self._cache, self._tell_indexing)
        except TimelineError as error:
            _tell(Message(unindexed=self._problems(error)))
            return ExitCode.BAD_INPUT
        _tell(Message(indexed=str(index)))
        return ExitCode.DONE

    def _problems(self, error: TimelineError) -> tuple[Problem, ...]:
        problems = error.problems if isinstance(error, DatasetError) else ()
        return problems or (Problem(Place(str(self._file)), str(error)),)

    def _tell_indexing(self, progress: Progress) -> None:
        _tell(Message(indexing=progress))

    def _tell_progress(self, progress: Progress) -> None:
        _tell(Message(progress=progress))

    def _tell_early(self, first: LargeDocument) -> None:
        try:
            draft = self._cache.draft()
            self._early.append(draft)
            first.write(draft.stream)
        except OSError:
            # Whoever listens waits for the whole then; that is no reason to stop.
            return
        _tell(Message(early=str(draft.path)))


def _tell(message: Message) -> None:
    print(line_of(message), flush=True)


def _say_nothing(_: Progress) -> None:
    """Do without progress: a person waits for the end."""
