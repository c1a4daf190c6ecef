"""What is fuzzed of editing: an event while it is typed, edits of any dataset, and another program's changes.

Each fails where anything but a DatasetError is raised, where something untouched differs, or where undoing
does not give every byte back. Knows no fuzzer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from seeds import EXAMPLES, dataset_of

from timeline_app.core.errors import DatasetError, Problem, Severity
from timeline_app.core.event import Event
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.changes import LISTS, DatasetText, Entry
from timeline_app.dataset.editing.edits import (
    AddEntries,
    ChangeDates,
    ChangeTags,
    DuplicateEvent,
    RemoveEvents,
    ReplaceEvent,
    SetField,
)
from timeline_app.dataset.editing.event_check import EventCheck
from timeline_app.dataset.editing.event_draft import Typed, open_event, put_event
from timeline_app.dataset.editing.event_form import (
    date_ranges,
    importance_of,
    objects_at,
    tags_text,
    text_with,
    versions_at,
    with_changed_excerpt,
    with_importance,
    with_lasting,
    with_version,
    with_words,
)
from timeline_app.dataset.editing.following import Undecided, follow
from timeline_app.dataset.editing.history import History
from timeline_app.dataset.editing.importing import Decision, Decisions
from timeline_app.dataset.editing.step import Edit
from timeline_app.dataset.reading.reader import document_from_bytes
from timeline_app.dataset.writing import read_written

_NAME = "some.json"


@cache
def _known() -> Document:
    return _saved(document_from_bytes(dataset_of(EXAMPLES), _NAME))


def _saved(document: Document) -> Document:
    """Return a document as one whose file holds what it does."""
    return replace(document, sha256_on_disk=document.dataset.sha256)


def check_typed(data: bytes) -> None:
    """Type an event, new or in the place of another: what is right can be put in, all else is told."""
    text = data.decode("utf-8", "surrogateescape")
    document = _known()
    for replaced in ("", "b"):
        checked = EventCheck(document, _NAME, replaced).check(text)
        _check_problems(checked.problems, text)
        if checked.json is not None:
            _check_form(text, checked.json)
        if checked.event is None:
            assert checked.problems
            continue
        put = put_event(Typed(text, event_id=replaced), History.opened(document))
        _check_step(History.opened(document), put.history, {put.event_id, replaced})
        assert _events(put.history.document)[put.event_id] == checked.event


def _check_problems(problems: tuple[Problem, ...], text: str) -> None:
    lines = len(re.split("\r\n|\r|\n", text))
    for problem in problems:
        assert str(problem).strip()
        assert 1 <= problem.place.line <= lines


def _check_form(text: str, event: Entry) -> None:
    """Change fields as a form does: the text says what became of the event."""
    versions = versions_at(event, ("title",), ("en", "de"))
    changed = [
        with_version(event, ("title",), next(iter(versions)), "Neu", "en"),
        with_version(event, ("summary",), "fr", "", "en"),
        with_lasting(event, lasting=True),
        with_importance(event, 55),
    ]
    for index, excerpt in enumerate(objects_at(event, ("excerpts",))):
        assert all(first < last for first, last in date_ranges(excerpt))
        changed.append(with_changed_excerpt(event, index, lambda old: with_words(old, "In May or so")))
    assert isinstance(importance_of(event), str)
    tags_text(event)
    for new in changed:
        assert read_written(text_with(text, event, new).removeprefix("\ufeff")) == new


def check_edits(data: bytes) -> None:
    """Edit whatever can be shown: the rest stays, and undoing gives every byte back."""
    try:
        document = _saved(document_from_bytes(data, _NAME))
    except DatasetError:
        return
    history = History.opened(document)
    if document.dataset.read_only:
        return
    ids = list(_events(document))
    for event_id in ids[:2]:
        opened = open_event(document, event_id, _NAME, "en")
        try:
            put = put_event(Typed(opened.text, event_id=event_id), history)
        except DatasetError:
            # What is wrong with an event that is shown all the same has to be mended first.
            assert _errors(document)
        else:
            assert put.history is history
    for edit, touched in _edits(document, ids):
        try:
            after = history.do(edit)
        except DatasetError:
            continue
        _check_step(history, after, touched)


def _edits(document: Document, ids: list[str]) -> Iterator[tuple[Edit, set[str]]]:
    """Yield edits, and the ids of the events that each may touch."""
    new = {"id": "quite new", "title": "N", "when": "2024"}
    yield AddEntries(events=({**new},)), {"quite new"}
    if ids:
        first, some = ids[0], ids[:3]
        duplicate = DuplicateEvent.of(document, first)
        yield duplicate, {duplicate.copy_id}
        yield RemoveEvents.of(document, ids[1:] or some), set(ids[1:] or some)
        yield _replacing(document, first, {"title": {"en": "N"}}), {first}
        yield ChangeDates.of(document, [(each, "2024-05") for each in some]), set(some)
        yield ChangeTags.of(document, some, given=["new"], taken=["x"]), set(some)
        yield SetField.importance(document, some, 0.5), set(some)
        yield SetField.category(document, some, ""), set(some)


def _replacing(document: Document, event_id: str, fields: Entry) -> ReplaceEvent:
    """Give an event other fields and take the unknown one, as one who types it does."""
    dataset = DatasetText(document.data, document.file_name)
    event = dataset.entry("events", dataset.index("events", event_id))
    kept = {key: value for key, value in event.items() if key != "x-a"}
    return ReplaceEvent(event_id, {**kept, **fields})


def _check_step(before: History, after: History, touched: set[str]) -> None:
    old, new = before.document, after.document
    assert after.undo().document.data == old.data
    assert len(_errors(new)) <= len(_errors(old))
    untouched = _texts(old).items() - {item for item in _texts(old).items() if item[0][1] in touched}
    assert untouched <= _texts(new).items()
    assert {key: event for key, event in _events(old).items() if key not in touched} == {
        key: event for key, event in _events(new).items() if key not in touched
    }


def _texts(document: Document) -> dict[tuple[str, str], str]:
    """Return the text of each entry that has an id of its own."""
    text = DatasetText(document.data, _NAME)
    return {(kind, key): text.source_text(kind, at) for kind in LISTS for key, at in text.ids(kind).items()}


def _events(document: Document) -> dict[str, Event]:
    store = document.dataset.store
    events = (store.event(int(row)) for row in store.by_position)
    return {event.id: event for event in events}


def _errors(document: Document) -> list[Problem]:
    return [problem for problem in document.dataset.problems if problem.severity is Severity.ERROR]


def check_merging(data: bytes) -> None:
    """Let another program write anything, and let anything be what is not saved when one writes."""
    try:
        other = _saved(document_from_bytes(data, _NAME))
    except DatasetError:
        return
    mine = _edited()
    _check_followed(mine, other, {"a", "b", "m"})
    as_mine = replace(other, sha256_on_disk=_known().sha256_on_disk)
    unsaved = replace(History.opened(_known()), document=as_mine)
    _check_followed(unsaved, _saved(mine.document), None)


@cache
def _edited() -> History:
    """Return what is not saved: an event changed, one removed, and one added."""
    history = History.opened(_known())
    document = history.document
    history = history.do(_replacing(document, "a", {"title": "Mine", "tags": ["m"]}))
    history = history.do(RemoveEvents.of(document, ["b"]))
    return history.do(AddEntries(events=({"id": "m", "title": "Mine", "when": "2024"},)))


def _check_followed(mine: History, theirs: Document, touched: set[str] | None) -> None:
    try:
        outcome = follow(mine, theirs)
    except DatasetError:
        return
    if not isinstance(outcome, Undecided):
        _check_together(mine, outcome.history, theirs, touched)
        return
    assert outcome.merge.conflicts
    for decision in Decision:
        try:
            together = outcome.decided(Decisions(decision)).history
        except DatasetError:
            continue
        _check_together(mine, together, theirs, touched)


def _check_together(mine: History, together: History, theirs: Document, touched: set[str] | None) -> None:
    document = together.document
    assert document.sha256_on_disk == together.saved == theirs.dataset.sha256
    if document.data != mine.document.data and not theirs.dataset.read_only:
        assert together.undo().document.data == mine.document.data
    assert len(_errors(document)) <= max(len(_errors(theirs)), len(_errors(mine.document)))
    if touched is not None:
        kept = {item for item in _texts(theirs).items() if item[0][1] not in touched}
        assert kept <= _texts(document).items()
