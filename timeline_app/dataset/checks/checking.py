"""Everything that can be said against a file, beyond what keeps it from being shown.

Owns which warnings `check` gives, and that they are the same for small files and large ones. Knows nothing of
how problems are printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from timeline_app.core.errors import DatasetError, Problem
from timeline_app.core.event import Event, Source
from timeline_app.dataset.checks.doubts import Doubts, doubt_evidence
from timeline_app.dataset.checks.repetition import Repetition
from timeline_app.dataset.checks.source_texts import SourceTexts
from timeline_app.dataset.large.column_cache import ColumnCache
from timeline_app.dataset.large.opening import is_small, problems_of_large
from timeline_app.dataset.reading.contents import Inspect
from timeline_app.dataset.reading.findings import Findings
from timeline_app.dataset.reading.paths import Path as JsonPath
from timeline_app.dataset.reading.reader import examine, read_bytes


def check_document(path: Path, cache: ColumnCache) -> tuple[Problem, ...]:
    """Return every error, warning and notice about a file, in the order of the file.

    Where the texts of sources lie beside it, the excerpts are looked up in them.
    """
    inspect = inspection_in(path.parent)
    try:
        if not is_small(path):
            return problems_of_large(path, cache, inspect)
        examined = examine(read_bytes(path))
    except DatasetError as error:
        return error.problems
    if examined.top is not None:
        contents = examined.top.contents
        inspect(contents.sources, contents.events, examined.findings)
    return examined.problems(str(path))


def inspection_in(folder: Path) -> Inspect:
    """Return what collects all warnings about sound entries; the texts of their sources lie in a folder."""
    return partial(_inspect, folder)


def _inspect(
    folder: Path,
    sources: Sequence[tuple[JsonPath, Source]],
    events: Iterable[tuple[JsonPath, Event]],
    findings: Findings,
) -> None:
    texts, repetition = SourceTexts(folder), Repetition()
    doubts = Doubts(source for _, source in sources)
    texts.read(sources, findings)
    for path, event in events:
        doubt_evidence(event, path, findings)
        doubts.check(event, path, findings)
        repetition.see(event, path)
        for index, excerpt in enumerate(event.excerpts):
            texts.look_up(excerpt, (*path, "excerpts", index), findings)
    repetition.tell(findings)
    texts.tell(findings)
