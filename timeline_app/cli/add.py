"""The command `add`: all events of JSON files into another file, or none.

Owns what is said before and after, and that nothing is decided for the person. What comes in is compared and
taken over as in the window.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from timeline_app.bundled import is_bundled
from timeline_app.cli.requests import AddEvents, ExitCode
from timeline_app.core.controls import escaped
from timeline_app.core.date import Precision
from timeline_app.core.errors import DatasetError, Place, Problem
from timeline_app.core.language import ENGLISH
from timeline_app.dataset.editing.arrivals import Arrival, Arrivals, Section, arrivals_of
from timeline_app.dataset.editing.batch import Batch, Choice, import_all
from timeline_app.dataset.editing.changes import SINGULARS
from timeline_app.dataset.editing.clash_places import clashes_of
from timeline_app.dataset.editing.comparison import Incoming
from timeline_app.dataset.editing.entry_json import edtf_of, said, title_of
from timeline_app.dataset.editing.history import History
from timeline_app.dataset.editing.importing import Decision, Decisions
from timeline_app.dataset.keeping.backups import Backups, save_with_backup
from timeline_app.dataset.reading.paths import quoted
from timeline_app.dataset.reading.reader import read_bytes, read_document

_DECISIONS: Final = {
    "mine": Decision.KEEP_MINE,
    "theirs": Decision.TAKE_THEIRS,
    "both": Decision.KEEP_BOTH,
}
_PRECISIONS: Final = {"as-written": None, "month": Precision.MONTH, "year": Precision.YEAR}


def add_events(request: AddEvents) -> ExitCode:
    """Add the events and save the file, whose version before is kept; or print what that would do.

    Raises DatasetError and changes nothing where anything is wrong, and where something has to be decided
    that no option decides: what clashes, and dates that look finer than they can have been. A file that
    ships with the program is refused, as it is in the window.
    """
    if is_bundled(request.file):
        message = "this file ships with the program and is not written over; add the events to a copy of it"
        raise DatasetError.about(str(request.file), message)
    document = read_document(request.file)
    inputs = tuple(_read(new) for new in request.new)
    decisions = Decisions(_DECISIONS[request.clash or "mine"])
    choice = Choice(decisions, _PRECISIONS[request.precision or "as-written"])
    batch = import_all(History.opened(document), inputs, choice)
    arrivals = arrivals_of(batch)
    for arrival in arrivals[Section.DOUBTFUL]:
        for problem in arrival.problems:
            print(problem, file=sys.stderr)
    if request.dry_run:
        for line in _preview(arrivals):
            print(line)
    _refuse_undecided(request, batch)
    result = batch.result.document
    if result.data == document.data:
        print(escaped(f"Nothing is new in {request.file}; it stays as it is."))
        return ExitCode.DONE
    if not request.dry_run:
        saved = save_with_backup(result, request.file, Backups.of_this_user())
        if saved.notice:
            print(escaped(saved.notice), file=sys.stderr)
    for line in _summary(request, arrivals):
        print(escaped(line))
    return ExitCode.DONE


def _read(new: str) -> tuple[str, bytes]:
    """Return how messages name an input, and what it holds."""
    return ("<stdin>", sys.stdin.buffer.read()) if new == "-" else (new, read_bytes(Path(new)))


def _refuse_undecided(request: AddEvents, batch: Batch) -> None:
    """Raise DatasetError where a person has to say what is meant, with the option that says it."""
    problems: list[Problem] = []
    place = Place(str(request.file))
    if request.clash is None and (clashes := clashes_of(batch)):
        question = "say with --clash whether to keep mine, theirs or both; nothing was added"
        problems += [*clashes, Problem(place, question)]
    doubt = batch.doubt
    if doubt is not None:
        wanted = ("as-written", *(name for name, known in _PRECISIONS.items() if known in doubt.precisions))
        if request.precision not in wanted:
            question = f"say with --precision {' or '.join(wanted)}; nothing was added"
            problems.append(Problem(place, f"{doubt.sentence(ENGLISH)} {question[0].upper()}{question[1:]}"))
    if problems:
        raise DatasetError(tuple(problems))


def _preview(arrivals: Arrivals) -> Iterator[str]:
    """Yield a line for each entry: what it is to the file, and once more where it is doubtful."""
    for section in Section:
        for arrival in arrivals[section]:
            entry = arrival.incoming
            if entry is not None:
                date = edtf_of(entry.json) if entry.kind == "events" else ""
                title = said(title_of(entry.json, entry.kind), ENGLISH)
                words = (SINGULARS[entry.kind], quoted(entry.id), date, title)
                yield escaped(f"{section.value}: {' '.join(filter(None, words))}")


def _summary(request: AddEvents, arrivals: Arrivals) -> Iterator[str]:
    """Yield how much is added to the file, and how much takes the place of what was there."""
    new, clashing = _entries(arrivals[Section.NEW]), _entries(arrivals[Section.CLASHING])
    if request.clash == "both":
        new += [entry for entry in clashing if not entry.copy_id]
    if new:
        verb = "Would add" if request.dry_run else "Added"
        yield f"{verb} {_counted(new)} to {request.file}."
    if clashing and request.clash == "theirs":
        verb = "Would replace" if request.dry_run else "Replaced"
        yield f"{verb} {_counted(clashing)} in {request.file}."


def _entries(arrivals: Sequence[Arrival]) -> list[Incoming]:
    return [arrival.incoming for arrival in arrivals if arrival.incoming is not None]


def _counted(entries: Sequence[Incoming]) -> str:
    """Return how many events, sources and categories there are, as a phrase."""
    counts = Counter(entry.kind for entry in entries)
    parts = [
        f"{counts[kind]} {SINGULARS[kind] if counts[kind] == 1 else kind}"
        for kind in ("events", "sources", "categories")
        if counts[kind]
    ]
    return " and ".join(parts)
