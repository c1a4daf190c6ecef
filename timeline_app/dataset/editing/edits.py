"""The edits of a person: what each does to a dataset, and what a menu calls it.

Owns their meaning. Knows neither text nor bytes; each holds the titles that its name needs, so that it can
be named after what it was about is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Self

from timeline_app.core.language import Language
from timeline_app.core.text import EMPTY_TEXT, Text
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.changes import Changes, DatasetText, Entry, ListChange
from timeline_app.dataset.editing.entry_json import (
    free_id,
    said,
    title_of,
    with_edtf,
    with_field,
    without_field,
)
from timeline_app.dataset.writing import Number, WrittenJson


@dataclass(frozen=True, slots=True)
class AddEntries:
    """New entries at the ends of their lists."""

    events: tuple[Entry, ...] = ()
    sources: tuple[Entry, ...] = ()
    categories: tuple[Entry, ...] = ()

    def name(self, language: Language) -> str:
        """Return the name of the edit."""
        if len(self.events) == 1:
            return language("Add “{title}”", title=said(title_of(self.events[0]), language))
        if not self.events:
            return language("Add sources and categories")
        return language("Add {n} events", n=language.number(len(self.events)))

    def changes(self, _: DatasetText) -> Changes:
        """Return what is added."""
        return _added(self.events, self.sources, self.categories)


@dataclass(frozen=True, slots=True)
class ReplaceEvent:
    """The JSON of one event as a person typed it, in the order of keys typed; it may bring another id.

    New sources and categories may come with it.
    """

    event_id: str
    event: Entry
    sources: tuple[Entry, ...] = ()
    categories: tuple[Entry, ...] = ()

    def name(self, language: Language) -> str:
        """Return the name of the edit."""
        return language("Edit “{title}”", title=said(title_of(self.event), language))

    def changes(self, dataset: DatasetText) -> Changes:
        """Return the event in its place, and what comes with it."""
        event = ListChange({dataset.index("events", self.event_id): self.event})
        return {**_added((), self.sources, self.categories), "events": event}


@dataclass(frozen=True, slots=True)
class RemoveEvents:
    """Events out of the list; `title` is that of the first."""

    ids: tuple[str, ...]
    title: Text

    @classmethod
    def of(cls, document: Document, ids: Iterable[str]) -> Self:
        """Remove events that a document shows."""
        listed = tuple(dict.fromkeys(ids))
        return cls(listed, _title_in(document, *listed[:1]))

    def name(self, language: Language) -> str:
        """Return the name of the edit."""
        if len(self.ids) == 1:
            return language("Delete “{title}”", title=said(self.title, language))
        return language("Delete {n} events", n=language.number(len(self.ids)))

    def changes(self, dataset: DatasetText) -> Changes:
        """Return the list without them."""
        return {"events": ListChange(removed=frozenset(dataset.indices("events", self.ids)))}


@dataclass(frozen=True, slots=True)
class DuplicateEvent:
    """A copy of an event after itself, as it is written, with an id of its own."""

    event_id: str
    copy_id: str
    title: Text

    @classmethod
    def of(cls, document: Document, event_id: str) -> Self:
        """Duplicate an event that a document shows, under the first id that is free."""
        dataset = DatasetText(document.data, document.dataset.name)
        return cls(event_id, free_id(event_id, dataset.ids("events")), _title_in(document, event_id))

    def name(self, language: Language) -> str:
        """Return the name of the edit."""
        return language("Duplicate “{title}”", title=said(self.title, language))

    def changes(self, dataset: DatasetText) -> Changes:
        """Return the list with the copy."""
        return {"events": ListChange(copied={dataset.index("events", self.event_id): self.copy_id})}


class ManyField(Enum):
    """A field that can be given to many events at once."""

    CATEGORY = "category"
    IMPORTANCE = "importance"
    TAGS = "tags"


@dataclass(frozen=True, slots=True)
class SetField:
    """One field of many events; None removes it. `title` is that of the first; `categories` are new."""

    ids: tuple[str, ...]
    field: ManyField
    value: WrittenJson
    title: Text
    categories: tuple[Entry, ...] = ()

    @classmethod
    def category(cls, document: Document, ids: Sequence[str], category_id: str, *new: Entry) -> Self:
        """Give events a category, "" for none; it may be one that is new."""
        title = _title_in(document, *ids[:1])
        return cls(tuple(ids), ManyField.CATEGORY, category_id or None, title, new)

    @classmethod
    def importance(cls, document: Document, ids: Sequence[str], importance: float) -> Self:
        """Give events an importance from 0 to 1."""
        value = Number(f"{importance:g}")
        return cls(tuple(ids), ManyField.IMPORTANCE, value, _title_in(document, *ids[:1]))

    @classmethod
    def tags(cls, document: Document, ids: Sequence[str], tags: Sequence[str]) -> Self:
        """Give events these tags and no others."""
        return cls(tuple(ids), ManyField.TAGS, list[WrittenJson](tags) or None, _title_in(document, *ids[:1]))

    def name(self, language: Language) -> str:
        """Return the name of the edit."""
        return _many_name(self.field, len(self.ids), said(self.title, language), language)

    def changes(self, dataset: DatasetText) -> Changes:
        """Return the events with the field."""
        key = self.field.value
        changed = _replaced(dataset, self.ids, lambda event: _with_field(event, key, self.value))
        return {**_added((), (), self.categories), **changed}


@dataclass(frozen=True, slots=True)
class ChangeTags:
    """Tags given to many events and taken from them, their other tags kept."""

    ids: tuple[str, ...]
    given: tuple[str, ...]
    taken: tuple[str, ...]
    title: Text

    @classmethod
    def of(
        cls, document: Document, ids: Sequence[str], given: Sequence[str] = (), taken: Sequence[str] = ()
    ) -> Self:
        """Change tags of events that a document shows."""
        return cls(tuple(ids), tuple(given), tuple(taken), _title_in(document, *ids[:1]))

    def name(self, language: Language) -> str:
        """Return the name of the edit."""
        return _many_name(ManyField.TAGS, len(self.ids), said(self.title, language), language)

    def changes(self, dataset: DatasetText) -> Changes:
        """Return the events with their tags."""
        return _replaced(dataset, self.ids, self._tagged)

    def _tagged(self, event: Entry) -> Entry:
        tags = event.get("tags")
        old = tags if isinstance(tags, list) else []
        new = [tag for tag in old if tag not in self.taken]
        new += [tag for tag in dict.fromkeys(self.given) if tag not in new]
        return event if new == old else _with_field(event, "tags", new or None)


@dataclass(frozen=True, slots=True)
class ChangeDates:
    """Other dates for events, as pairs of an id and EDTF; how each was read, and all else, stays."""

    dates: tuple[tuple[str, str], ...]
    title: Text

    @classmethod
    def of(cls, document: Document, dates: Sequence[tuple[str, str]]) -> Self:
        """Change dates of events that a document shows."""
        return cls(tuple(dates), _title_in(document, *(event_id for event_id, _ in dates[:1])))

    def name(self, language: Language) -> str:
        """Return the name of the edit."""
        if len(self.dates) == 1:
            return language("Change the date of “{title}”", title=said(self.title, language))
        return language("Change the dates of {n} events", n=language.number(len(self.dates)))

    def changes(self, dataset: DatasetText) -> Changes:
        """Return the events with their dates."""
        indices = dataset.indices("events", [event_id for event_id, _ in self.dates])
        changed = {
            index: with_edtf(dataset.entry("events", index), edtf)
            for index, (_, edtf) in zip(indices, self.dates, strict=True)
        }
        return {"events": ListChange(changed)}


def _added(events: Sequence[Entry], sources: Sequence[Entry], categories: Sequence[Entry]) -> Changes:
    lists = {"categories": categories, "sources": sources, "events": events}
    return {key: ListChange(added=tuple(entries)) for key, entries in lists.items() if entries}


def _replaced(dataset: DatasetText, ids: Collection[str], change: Callable[[Entry], Entry]) -> Changes:
    indices = dataset.indices("events", ids)
    return {"events": ListChange({index: change(dataset.entry("events", index)) for index in indices})}


def _with_field(event: Entry, key: str, value: WrittenJson) -> Entry:
    """Return an event with a field; one of None is removed."""
    return without_field(event, key) if value is None else with_field(event, "events", key, value)


def _title_in(document: Document, *ids: str) -> Text:
    """Return the title of the first of some events, none where the document does not show it."""
    store = document.dataset.store
    rows = [store.row_of(event_id) for event_id in ids[:1]]
    return next((store.event(row).title for row in rows if row is not None), EMPTY_TEXT)


def _many_name(field: ManyField, count: int, title: str, language: Language) -> str:
    n = language.number(count)
    match field, count == 1:
        case ManyField.CATEGORY, True:
            return language("Change the category of “{title}”", title=title)
        case ManyField.CATEGORY, _:
            return language("Change the category of {n} events", n=n)
        case ManyField.IMPORTANCE, True:
            return language("Change the importance of “{title}”", title=title)
        case ManyField.IMPORTANCE, _:
            return language("Change the importance of {n} events", n=n)
        case ManyField.TAGS, True:
            return language("Change the tags of “{title}”", title=title)
    return language("Change the tags of {n} events", n=n)
