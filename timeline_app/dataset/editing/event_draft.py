"""One event of a document, taken out to be edited and put back in one step.

Owns what an editor must know of the rest of the dataset, and that an event which changed meanwhile is not
overwritten unasked. Knows no form and no window.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Self

from timeline_app.core.errors import DatasetError
from timeline_app.core.text import Text
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.changes import LISTS, DatasetText, Entry
from timeline_app.dataset.editing.edits import ReplaceEvent
from timeline_app.dataset.editing.entry_json import title_of
from timeline_app.dataset.editing.event_check import ALONE, Company, EventCheck, event_text
from timeline_app.dataset.editing.event_form import suggested_id
from timeline_app.dataset.editing.history import History
from timeline_app.dataset.editing.patches import is_spelled_same
from timeline_app.dataset.writing import Layout, WrittenJson, read_written

NEW_ID: Final = "event"
"""What the id of a new event is until its title says more."""

_TEXT_FIELDS: Final = ("title", "label", "summary", "container-title")


@dataclass(frozen=True, slots=True)
class Named:
    """A source or a category by its id, with what people call it."""

    id: str
    name: Text

    @classmethod
    def of(cls, entry: Entry, kind: str) -> Self:
        """Return the name of an entry of a list."""
        entry_id = entry.get("id")
        return cls(entry_id if isinstance(entry_id, str) else "", title_of(entry, kind))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What there is beside an event: ids, names, and the languages in which texts are given.

    `main` is the language in which a text is taken to be that does not say its own; it is the first of
    `languages`, which are none where no text says one.
    """

    sources: tuple[Named, ...]
    categories: tuple[Named, ...]
    event_ids: frozenset[str]
    languages: tuple[str, ...]
    main: str

    @classmethod
    def of(cls, dataset: DatasetText, event_id: str, spoken: str) -> Self:
        """Look around an event; `spoken` is the language where the dataset names none."""
        tags = dict.fromkeys(_tags(dataset))
        given = dataset.top.get("language")
        main = given if isinstance(given, str) and given else next(iter(tags), spoken)
        return cls(
            _named(dataset, "sources"),
            _named(dataset, "categories"),
            frozenset(dataset.ids("events")) - {event_id},
            tuple(dict.fromkeys((main, *tags))) if tags else (),
            main,
        )


@dataclass(frozen=True, slots=True)
class Opened:
    """An event as it is taken out, `event_id` being "" for a new one."""

    event_id: str
    text: str
    check: EventCheck
    around: Surroundings

    @property
    def before(self) -> WrittenJson:
        """Return the event as it is in the document."""
        return read_written(self.text)


class EventMovedOnError(DatasetError):
    """Say that an event is not the one any more that was taken out; nothing was changed."""


class EventGoneError(EventMovedOnError):
    """Say that an event is not there any more; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What is to be put into a document: a text, what comes with it, and the event that it replaces.

    `before` is that event as it was taken out; None where it is replaced however it is now.
    """

    text: str
    company: Company = ALONE
    event_id: str = ""
    before: WrittenJson = None


@dataclass(frozen=True, slots=True)
class Put:
    """What became of a history when an event was put into it, and the id under which it is there now."""

    history: History
    event_id: str
    typed: Typed


def open_event(document: Document, event_id: str, name: str, spoken: str) -> Opened:
    """Take out an event; raise DatasetError where it is not there. `name` stands in places of problems."""
    dataset = DatasetText(document.data, document.file_name)
    text = event_text(document, event_id)
    around = Surroundings.of(dataset, event_id, spoken)
    return Opened(event_id, text, EventCheck(document, name, event_id), around)


def begin_event(document: Document, edtf: str, category: str, name: str, spoken: str) -> Opened:
    """Begin a new event with what is known of it."""
    around = Surroundings.of(DatasetText(document.data, document.file_name), "", spoken)
    event: Entry = {"id": suggested_id("", around.event_ids, NEW_ID), "title": "", "when": edtf}
    if category:
        event["category"] = category
    return Opened("", Layout().text(event, "\n"), EventCheck(document, name), around)


def put_event(typed: Typed, base: History) -> Put:
    """Put an event in its place, or at the end where it is new; what is the same as before is no step.

    Raises EventMovedOnError where it was changed or removed since it was taken out, and DatasetError where
    anything in it is wrong.
    """
    document = base.document
    if typed.event_id:
        _refuse_moved_on(document, typed)
    check = EventCheck(document, document.file_name, typed.event_id)
    edit = check.edit(typed.text, typed.company)
    event = edit.event if isinstance(edit, ReplaceEvent) else edit.events[0]
    return Put(base.do(edit), str(event["id"]), typed)


def _refuse_moved_on(document: Document, typed: Typed) -> None:
    file = document.file_name
    dataset = DatasetText(document.data, file)
    if typed.event_id not in dataset.ids("events"):
        raise EventGoneError.about(file, "the event was removed meanwhile; nothing was changed")
    if typed.before is None:
        return
    now = dataset.entry("events", dataset.index("events", typed.event_id))
    if not is_spelled_same(now, typed.before):
        raise EventMovedOnError.about(file, "the event was changed meanwhile; nothing was changed")


def _named(dataset: DatasetText, key: str) -> tuple[Named, ...]:
    return tuple(Named.of(dataset.entry(key, index), key) for index in dataset.ids(key).values())


def _tags(dataset: DatasetText) -> Iterator[str]:
    """Yield the languages of all texts, those of the dataset's own title first."""
    yield from _tags_of((dataset.top,))
    for key in LISTS:
        yield from _tags_of(entry for entry in dataset.entries(key) if isinstance(entry, dict))


def _tags_of(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        for field in _TEXT_FIELDS:
            text = entry.get(field)
            if isinstance(text, dict):
                yield from text
