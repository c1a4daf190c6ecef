"""The JSON of entries with one thing changed: a field, a date, an id that others refer to.

Owns where a new field stands and how ids are made. Knows no text and no list.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from timeline_app.core.language import Language
from timeline_app.core.text import Text, one_line
from timeline_app.dataset.editing.changes import Entry
from timeline_app.dataset.reading.paths import Json
from timeline_app.dataset.writing import Number, WrittenJson

_ORDER: Final[Mapping[str, tuple[str, ...]]] = {
    "categories": ("id", "label", "colour"),
    "sources": (
        *("id", "type", "title", "author", "container-title", "publisher", "issued", "URL", "language"),
        *("translationOf", "text"),
    ),
    "events": ("id", "title", "when", "summary", "category", "importance", "tags", "role", "excerpts"),
    "when": ("edtf", "lasting", "reading"),
    "reading": ("phrase", "base", "rule", "note"),
    "excerpts": ("source", "exact", "prefix", "suffix", "start", "end", "date"),
}
_LONGEST_ID: Final = 128


def written(value: Json) -> WrittenJson:
    """Return a value as it is to be written; numbers in their shortest spelling."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int | float):
        return Number(repr(value))
    if isinstance(value, Mapping):
        return {key: written(item) for key, item in value.items()}
    return [written(item) for item in value]


def with_field(entry: Entry, kind: str, key: str, value: WrittenJson) -> Entry:
    """Return an entry of a list, or an object in one, with a field; a new one stands in the canonical place.

    `kind` is the key of the list or the object.
    Of a value that is an object or a list, what was there before keeps its order.
    """
    if key in entry:
        return {**entry, key: _ordered(entry[key], value)}
    order = _ORDER[kind]
    before = order[: order.index(key)] if key in order else tuple(entry)
    last = max((index for index, known in enumerate(entry) if known in before), default=-1)
    items = list(entry.items())
    return dict([*items[: last + 1], (key, value), *items[last + 1 :]])


def without_field(entry: Entry, key: str) -> Entry:
    """Return an entry without a field."""
    return {known: value for known, value in entry.items() if known != key}


def in_order_of(old: Entry, new: Entry) -> Entry:
    """Return a new entry with its keys in the order of an old one; further keys follow those before them."""
    keys = [key for key in old if key in new]
    after = -1
    for key in new:
        if key in old:
            after = keys.index(key)
        else:
            after += 1
            keys.insert(after, key)
    return {key: _ordered(old[key], new[key]) if key in old else new[key] for key in keys}


def edtf_of(event: Entry) -> str:
    """Return the date of an event as it is written, "" where there is none."""
    when = event.get("when")
    edtf = when.get("edtf") if isinstance(when, dict) else when
    return edtf if isinstance(edtf, str) else ""


def with_edtf(event: Entry, edtf: str) -> Entry:
    """Return an event with another date; whatever else is said of the date stays."""
    when = event.get("when")
    return with_field(event, "events", "when", {**when, "edtf": edtf} if isinstance(when, dict) else edtf)


def title_of(entry: Entry, kind: str = "events") -> Text:
    """Return what an entry of a list is called, a category by its label; where it is not, its id."""
    title = entry.get("label" if kind == "categories" else "title")
    if isinstance(title, str) and title:
        return Text.plain(title)
    if isinstance(title, dict):
        text = Text.of({tag: version for tag, version in title.items() if isinstance(version, str)})
        if text:
            return text
    entry_id = entry.get("id")
    return Text.plain(entry_id if isinstance(entry_id, str) else "")


def said(title: Text, language: Language) -> str:
    """Return a title as it stands in the name of an edit."""
    return one_line(title.in_language(language.code))


def free_id(entry_id: str, taken: Collection[str]) -> str:
    """Return the first of `derived_id`s that is free."""
    number = 2
    while derived_id(entry_id, number) in taken:
        number += 1
    return derived_id(entry_id, number)


def derived_id(entry_id: str, number: int) -> str:
    """Return the id of another entry like the one of an id, as in "battle-2"."""
    ending = f"-{number}"
    return entry_id[: _LONGEST_ID - len(ending)] + ending


def with_references(entry: Entry, categories: Mapping[str, str], sources: Mapping[str, str]) -> Entry:
    """Return an event or a source that refers to other ids, as maps from old to new ones say."""
    changed = dict(entry)
    for key, renamed in (("category", categories), ("translationOf", sources)):
        referred = changed.get(key)
        if isinstance(referred, str) and referred in renamed:
            changed[key] = renamed[referred]
    excerpts = changed.get("excerpts")
    if isinstance(excerpts, list):
        changed["excerpts"] = [_with_source(excerpt, sources) for excerpt in excerpts]
    return changed


def _with_source(excerpt: WrittenJson, sources: Mapping[str, str]) -> WrittenJson:
    if not isinstance(excerpt, dict):
        return excerpt
    referred = excerpt.get("source")
    if isinstance(referred, str) and referred in sources:
        return {**excerpt, "source": sources[referred]}
    return excerpt


def _ordered(old: WrittenJson, new: WrittenJson) -> WrittenJson:
    match old, new:
        case dict(), dict():
            return in_order_of(old, new)
        case list(), list() if len(old) == len(new):
            return [_ordered(*pair) for pair in zip(old, new, strict=True)]
    return new
