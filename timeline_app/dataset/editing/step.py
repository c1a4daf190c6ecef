"""One edit of a document, carried out and checked.

Owns that nothing but what was intended differs afterwards, or else nothing at all. Knows no history, and
not what the edits are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NoReturn, Protocol

from timeline_app.core.errors import DatasetError, Problem, Severity
from timeline_app.core.language import LANGUAGES, Language
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.changes import Changes, DatasetText
from timeline_app.dataset.editing.patches import is_spelled_same
from timeline_app.dataset.editing.splices import Splices
from timeline_app.dataset.reading.reader import read_again


class Edit(Protocol):
    """A change that a person makes in one go, as a value."""

    def name(self, language: Language) -> str:
        """Return what a menu calls it, as in "Undo: Delete 3 events"."""

    def changes(self, dataset: DatasetText) -> Changes:
        """Return what becomes of a dataset; raise DatasetError where it does not fit it."""


@dataclass(frozen=True, slots=True)
class Step:
    """An edit that was carried out: what it did to the bytes, and what takes it back.

    Of the edit only its names are kept, by the code of their language: its entries may be large. `before`
    and `after` are the SHA-256 of the contents in hex.
    """

    names: Mapping[str, str]
    forward: Splices
    backward: Splices
    before: str
    after: str

    def name(self, language: Language) -> str:
        """Return what a menu calls the edit."""
        return self.names[language.code]

    @property
    def size(self) -> int:
        """Return how many bytes are held for it."""
        return self.forward.size + self.backward.size


def refuse_unchangeable(document: Document) -> None:
    """Raise DatasetError where a document is only read."""
    if document.dataset.read_only:
        _refuse(document, "this dataset has a newer version of the format, so it is not changed")
    if document.only_read:
        _refuse(document, f"{document.only_read}, and such files are only read; nothing was changed")


def carry_out(document: Document, edit: Edit) -> tuple[Document, Step | None]:
    """Return the document that an edit makes of another, and the step; None where it changes nothing.

    Every byte outside of what is changed stays. Raises DatasetError where the edit does not fit, where
    something in its entries is wrong, and where anything else would differ; nothing is changed then.
    """
    refuse_unchangeable(document)
    old = document.data
    dataset = DatasetText(old, document.file_name)
    changes = edit.changes(dataset)
    splices = dataset.splices(changes)
    if not splices:
        return document, None
    data = splices.applied(old)
    result = read_again(document, data)
    _check(document, result, dataset, changes)
    names = {code: edit.name(language) for code, language in LANGUAGES.items()}
    digests = (document.dataset.sha256, result.dataset.sha256)
    return result, Step(names, splices, splices.inverse(old), *digests)


def _check(document: Document, result: Document, dataset: DatasetText, changes: Changes) -> None:
    found = DatasetText(result.data, dataset.file)
    if not is_spelled_same(found.top, dataset.changed(changes)):
        _refuse(document, "the edit would change more than was intended, so nothing was changed")
    before, after = document.dataset, result.dataset
    gone = {entry_id for entry_id in _touched(dataset, changes) if before.store.row_of(entry_id) is not None}
    come = set(_intended(changes))
    is_shown = all(after.store.row_of(entry_id) is not None for entry_id in come)
    if not is_shown or len(after.store) != len(before.store) - len(gone) + len(come):
        _refuse_problems(document, result, "an event could not be shown any more, so nothing was changed")
    if len(_errors(after.problems)) > len(_errors(before.problems)):
        _refuse_problems(document, result, "something would be wrong, so nothing was changed")


def _touched(dataset: DatasetText, changes: Changes) -> Iterator[str]:
    """Yield the ids of the events that are replaced or removed."""
    change = changes.get("events")
    if change is not None:
        for index in (*change.replaced, *change.removed):
            entry_id = dataset.entry("events", index).get("id")
            if isinstance(entry_id, str):
                yield entry_id


def _intended(changes: Changes) -> Iterator[str]:
    """Yield the ids that events have which are replaced, copied or added."""
    change = changes.get("events")
    if change is not None:
        yield from change.copied.values()
        for entry in (*change.replaced.values(), *change.added):
            entry_id = entry.get("id")
            yield entry_id if isinstance(entry_id, str) else ""


def _refuse_problems(document: Document, result: Document, otherwise: str) -> NoReturn:
    """Raise the errors that a document had not before."""
    known = {(problem.message, problem.event_id) for problem in _errors(document.dataset.problems)}
    new = [
        problem
        for problem in _errors(result.dataset.problems)
        if (problem.message, problem.event_id) not in known
    ]
    if new:
        raise DatasetError(tuple(new))
    _refuse(document, otherwise)


def _errors(problems: tuple[Problem, ...]) -> list[Problem]:
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def _refuse(document: Document, message: str) -> NoReturn:
    raise DatasetError.about(document.file_name, message)
