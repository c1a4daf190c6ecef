"""What two programs made of one content, put together entry by entry.

Owns what both changed differently, and the edit of theirs that brings what is mine. Knows no disk and no
history; `following` leads there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from timeline_app.core.errors import DatasetError
from timeline_app.core.language import Language
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.changes import LISTS, Changes, DatasetText, Entry, ListChange
from timeline_app.dataset.editing.comparison import is_same
from timeline_app.dataset.editing.entry_json import free_id, in_order_of
from timeline_app.dataset.editing.importing import Decision, Decisions
from timeline_app.dataset.editing.patches import is_spelled_same
from timeline_app.dataset.editing.step import carry_out
from timeline_app.dataset.reading.reader import read_again
from timeline_app.dataset.writing import Layout, WrittenJson

DATASET: Final = ""
"""Stands in the place of a list for the fields of the dataset itself, whose id is "" too."""

_IN_LANGUAGES: Final = frozenset(("title", "summary", "label"))
"""Fields that may have a version for each language: those are compared one by one, all else as a whole."""


class _Nothing(Enum):
    """Stands for an entry or a field that is not there; null is a value."""

    THERE = auto()


_Value = WrittenJson | _Nothing
_Key = tuple[str, str, int]
"""The id of an entry; of one without an id of its own its JSON, and which of several alike it is."""


@dataclass(frozen=True, slots=True)
class _Versions:
    """What becomes of an entry or field where mine goes before theirs, and where theirs goes before mine.

    They differ where both were changed, each in its own way.
    """

    mine: _Value
    theirs: _Value

    @property
    def differ(self) -> bool:
        """Tell whether it has to be decided which is taken."""
        return self.mine != self.theirs


@dataclass(frozen=True, slots=True)
class Conflict:
    """An entry that both have changed, each in its own way; None where one of them removed it.

    Where only fields of it clash, both versions have all that does not. `fields` are those that do, none
    where the whole entry does. `base` is what both go from, None where both added it.
    """

    kind: str
    id: str
    base: Entry | None
    mine: Entry | None
    theirs: Entry | None
    fields: tuple[str, ...] = ()

    @property
    def may_keep_both(self) -> bool:
        """Tell whether theirs can stand beside mine: an event that is there twice is seen."""
        return self.kind == "events" and self.mine is not None and self.theirs is not None


@dataclass(frozen=True, slots=True)
class Merge:
    """A document and the one that its file holds now, with what is to be decided before they are one.

    Of the dataset's own fields and of each list it holds what they come to; of categories and sources those
    that may have to come back because something refers to them.
    """

    theirs: Document
    conflicts: tuple[Conflict, ...]
    _text: DatasetText = field(repr=False)
    _own: _Versions = field(repr=False)
    _lists: Mapping[str, Mapping[_Key, _Versions]] = field(repr=False)
    _removable: Mapping[str, Mapping[str, Entry]] = field(repr=False)

    def decided(self, decisions: Decisions) -> Merged:
        """Return the document that has both; conflicts are decided by list and id, `DATASET` and "" included.

        Every byte of theirs stays that nothing of mine changes. Raises DatasetError where together they
        would not be right, though each of them is.
        """
        text = self._text
        lists = {kind: self._decided(kind, decisions) for kind in LISTS}
        kept = _keep_referred(lists, self._removable)
        changes = {kind: _list_change(text, kind, lists[kind]) for kind in LISTS}
        edit = _Joining({kind: change for kind, change in changes.items() if change != ListChange()})
        own = _chosen(self._own, decisions.of(DATASET, ""))
        document, _ = carry_out(_with_own_fields(self.theirs, text, own), edit)
        return Merged(document, kept)

    def _decided(self, kind: str, decisions: Decisions) -> dict[_Key, WrittenJson]:
        """Return the entries that there are to be, those that are kept beside mine last."""
        versions = self._lists[kind]
        entries: dict[_Key, WrittenJson] = {}
        beside: dict[_Key, WrittenJson] = {}
        taken = {key[0] for key in versions}
        for key, both in versions.items():
            decision = decisions.of(kind, key[0]) if both.differ else Decision.KEEP_MINE
            if decision is Decision.KEEP_BOTH:
                decision = Decision.TAKE_THEIRS if isinstance(both.mine, _Nothing) else Decision.KEEP_MINE
                if isinstance(both.mine, dict) and isinstance(both.theirs, dict):
                    copy_id = free_id(key[0], taken)
                    taken.add(copy_id)
                    beside[copy_id, "", 0] = {**both.theirs, "id": copy_id}
            chosen = _chosen(both, decision)
            if not isinstance(chosen, _Nothing):
                entries[key] = chosen
        return entries | beside


@dataclass(frozen=True, slots=True)
class Merged:
    """The document that has what both made; `kept` are ids of categories and sources that one removed.

    The other refers to them, so they are there still.
    """

    document: Document
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Joining:
    """The edit of theirs that brings what is mine."""

    lists: Changes

    def name(self, language: Language) -> str:
        """Return what a menu calls it."""
        return merge_name(language)

    def changes(self, _: DatasetText) -> Changes:
        """Return what becomes of the lists."""
        return self.lists


def merge_name(language: Language) -> str:
    """Return what a menu calls the step that puts two contents together."""
    return language("Merge with the changed file")


def merge(base: bytes, mine: Document, theirs: Document) -> Merge:
    """Compare two documents with the content from which both go."""
    old, one = DatasetText(base, mine.file_name), DatasetText(mine.data, mine.file_name)
    other = DatasetText(theirs.data, theirs.file_name)
    own = _members(*(_own_fields(text) for text in (old, one, other)), depth=1)
    lists = {
        kind: dict(_entries(*(_keyed(text.entries(kind)) for text in (old, one, other)))) for kind in LISTS
    }
    conflicts = [_conflict(DATASET, "", old.top, own)] if own.differ else []
    for kind, entries in lists.items():
        before = _keyed(old.entries(kind))
        conflicts += [
            _conflict(kind, key[0], before.get(key), both) for key, both in entries.items() if both.differ
        ]
    return Merge(theirs, tuple(conflicts), other, own, lists, _removable(old, one, other))


def _removable(*texts: DatasetText) -> Mapping[str, Mapping[str, Entry]]:
    """Return the categories and sources that any of some texts has, by their ids; the last text counts."""
    return {
        kind: {entry_id: text.entry(kind, at) for text in texts for entry_id, at in text.ids(kind).items()}
        for kind in ("categories", "sources")
    }


def _own_fields(text: DatasetText) -> Entry:
    """Return the dataset's own fields; what stands in the place of a list and is none is one of them."""
    return {key: value for key, value in text.top.items() if key not in LISTS or not isinstance(value, list)}


def _with_own_fields(document: Document, text: DatasetText, own: _Value) -> Document:
    """Return a document, which has a text, with other fields of its own; its lists stay."""
    if not isinstance(own, dict) or is_spelled_same(own, _own_fields(text)):
        return document
    lists = {key: text.top[key] for key in text.top if key not in _own_fields(text)}
    splices = text.whole_splices(in_order_of(text.top, {**own, **lists}))
    return read_again(document, splices.applied(document.data)) if splices else document


def _keyed(entries: Sequence[WrittenJson]) -> dict[_Key, WrittenJson]:
    keyed: dict[_Key, WrittenJson] = {}
    for entry in entries:
        entry_id = entry.get("id") if isinstance(entry, dict) else None
        key: _Key = (entry_id, "", 0) if isinstance(entry_id, str) and entry_id else ("", "", 0)
        if not key[0] or key in keyed:
            written, number = Layout().text(entry, ""), 0
            while (key := ("", written, number)) in keyed:
                number += 1
        keyed[key] = entry
    return keyed


def _entries(
    base: Mapping[_Key, WrittenJson], mine: Mapping[_Key, WrittenJson], theirs: Mapping[_Key, WrittenJson]
) -> Iterator[tuple[_Key, _Versions]]:
    """Yield what becomes of each entry, those of theirs first and in their order."""
    for key in (*theirs, *(key for key in mine if key not in theirs)):
        values = (entries.get(key, _Nothing.THERE) for entries in (base, mine, theirs))
        yield key, _versions(*values, depth=1)


def _versions(base: _Value, mine: _Value, theirs: _Value, *, depth: int) -> _Versions:
    """Return what three versions of an entry, or of a field, come to; `depth` objects are looked into."""
    if mine == base:
        return _Versions(theirs, theirs)
    if theirs == base:
        # Also where it is the same otherwise spelled, as 0.50 for 0.5: somebody typed it so.
        return _Versions(mine, mine)
    if _are_same(mine, theirs):
        return _Versions(theirs, theirs)
    if depth and isinstance(base, dict) and isinstance(mine, dict) and isinstance(theirs, dict):
        return _members(base, mine, theirs, depth=depth)
    return _Versions(mine, theirs)


def _members(base: Entry, mine: Entry, theirs: Entry, *, depth: int) -> _Versions:
    """Return what the fields of three objects come to, in the order of theirs."""
    preferring_mine: Entry = {}
    preferring_theirs: Entry = {}
    for key in (*mine, *(key for key in theirs if key not in mine)):
        values = (entry.get(key, _Nothing.THERE) for entry in (base, mine, theirs))
        both = _versions(*values, depth=int(depth > 0 and key in _IN_LANGUAGES))
        if not isinstance(both.mine, _Nothing):
            preferring_mine[key] = both.mine
        if not isinstance(both.theirs, _Nothing):
            preferring_theirs[key] = both.theirs
    return _Versions(in_order_of(theirs, preferring_mine), in_order_of(theirs, preferring_theirs))


def _are_same(one: _Value, other: _Value) -> bool:
    if isinstance(one, _Nothing) or isinstance(other, _Nothing):
        return one is other
    return is_same(one, other)


def _conflict(kind: str, entry_id: str, base: WrittenJson, both: _Versions) -> Conflict:
    mine = both.mine if isinstance(both.mine, dict) else None
    theirs = both.theirs if isinstance(both.theirs, dict) else None
    fields: tuple[str, ...] = ()
    if mine is not None and theirs is not None:
        missing = _Nothing.THERE
        fields = tuple(
            key for key in theirs | mine if not _are_same(mine.get(key, missing), theirs.get(key, missing))
        )
    return Conflict(kind, entry_id, base if isinstance(base, dict) else None, mine, theirs, fields)


def _chosen(both: _Versions, decision: Decision) -> _Value:
    return both.theirs if decision is Decision.TAKE_THEIRS else both.mine


def _keep_referred(
    lists: Mapping[str, dict[_Key, WrittenJson]], removable: Mapping[str, Mapping[str, Entry]]
) -> tuple[str, ...]:
    """Put back what one side removed and anything that there is to be refers to; return the ids."""
    needed: set[tuple[str, str]] = set()
    waiting = [entry for entries in lists.values() for entry in entries.values()]
    while waiting:
        for kind, entry_id in _references(waiting.pop()):
            entry = removable[kind].get(entry_id)
            is_missing = (entry_id, "", 0) not in lists[kind] and (kind, entry_id) not in needed
            if entry is not None and is_missing:
                needed.add((kind, entry_id))
                waiting.append(entry)
    # In the order that they had: that of categories is seen.
    kept = [
        (kind, entry_id) for kind in removable for entry_id in removable[kind] if (kind, entry_id) in needed
    ]
    for kind, entry_id in kept:
        lists[kind][entry_id, "", 0] = removable[kind][entry_id]
    return tuple(entry_id for _, entry_id in kept)


def _references(entry: WrittenJson) -> Iterator[tuple[str, str]]:
    """Yield the list and the id of what an entry refers to."""
    if not isinstance(entry, dict):
        return
    if isinstance(category := entry.get("category"), str):
        yield "categories", category
    excerpts = entry.get("excerpts")
    cited = (
        [item.get("source") for item in excerpts if isinstance(item, dict)]
        if isinstance(excerpts, list)
        else []
    )
    for source in (entry.get("translationOf"), *cited):
        if isinstance(source, str):
            yield "sources", source


def _list_change(text: DatasetText, kind: str, wanted: Mapping[_Key, WrittenJson]) -> ListChange:
    """Return what makes a list have some entries, those of theirs that stay in their places."""
    theirs = _keyed(text.entries(kind))
    replaced: dict[int, Entry] = {}
    removed: set[int] = set()
    for index, (key, entry) in enumerate(theirs.items()):
        new = wanted.get(key)
        if key not in wanted:
            removed.add(index)
        elif isinstance(new, dict) and isinstance(entry, dict) and new != entry:
            replaced[index] = in_order_of(entry, new)
    added = [_object(text, kind, entry) for key, entry in wanted.items() if key not in theirs]
    if added and len(removed) == len(theirs) > 0:
        # Of a list whose entries all go, one has to give its place to those that come.
        removed.remove(0)
        replaced[0] = added.pop(0)
    return ListChange(replaced, frozenset(removed), added=tuple(added))


def _object(text: DatasetText, kind: str, entry: WrittenJson) -> Entry:
    if isinstance(entry, dict):
        return entry
    raise DatasetError.about(text.file, f"{kind} had an entry that is no object; nothing was merged")
