"""What an edit does to the three lists of a dataset, carried out twice: on the values and on the text.

Owns that both agree: the text is patched, read again and compared with what the values became. Knows no
files, and not why something is changed.
"""

from __future__ import annotations

import codecs
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from timeline_app.core.errors import DatasetError
from timeline_app.dataset.editing.patches import Original, Patch, Siblings
from timeline_app.dataset.editing.splices import Splice, Splices
from timeline_app.dataset.reading.locating import Locator
from timeline_app.dataset.reading.paths import quoted
from timeline_app.dataset.writing import Layout, WrittenJson, blank_before, insertion_of, read_written

Entry = dict[str, WrittenJson]
"""The JSON of a category, a source or an event."""

LISTS = ("categories", "sources", "events")
"""The keys of the lists, in the order in which each may refer to those before it."""

SINGULARS: Mapping[str, str] = {"categories": "category", "sources": "source", "events": "event"}
"""What messages call one entry of each list."""


@dataclass(frozen=True, slots=True)
class ListChange:
    """What becomes of one list, by the indices that its entries had.

    `copied` gives the id of the copy that is to stand after an entry. `added` come at the end, of a list
    whose entries are not all removed.
    """

    replaced: Mapping[int, Entry] = field(default_factory=dict)
    removed: frozenset[int] = frozenset()
    copied: Mapping[int, str] = field(default_factory=dict)
    added: tuple[Entry, ...] = ()

    def of(self, entries: Sequence[WrittenJson]) -> list[WrittenJson]:
        """Return the list that is intended."""
        changed: list[WrittenJson] = []
        for index, entry in enumerate(entries):
            if index not in self.removed:
                changed.append(self.replaced.get(index, entry))
            if index in self.copied and isinstance(entry, dict):
                changed.append({**entry, "id": self.copied[index]})
        return [*changed, *self.added]


Changes = Mapping[str, ListChange]
"""What becomes of each list that is changed."""


class DatasetText:
    """The content of a document: its text, and its JSON with each digit as it stands."""

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        self._mark = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
        self._text = data[self._mark :].decode("utf-8")
        self._original = Original(self._text, Locator(self._text, file))
        top = read_written(self._text)
        self.top: Entry = top if isinstance(top, dict) else {}

    def entries(self, key: str) -> Sequence[WrittenJson]:
        """Return the entries of a list, none where there is no list."""
        entries = self.top.get(key)
        return entries if isinstance(entries, list) else []

    def index(self, key: str, entry_id: str) -> int:
        """Return where the first entry of an id stands in a list; raise DatasetError where there is none."""
        return self.indices(key, (entry_id,))[0]

    def indices(self, key: str, ids: Collection[str]) -> list[int]:
        """Return where the entries of some ids stand in a list; raise DatasetError where one is missing."""
        found = self.ids(key)
        for entry_id in ids:
            if entry_id not in found:
                message = f"there is no {SINGULARS[key]} with the id {quoted(entry_id)} any more"
                raise DatasetError.about(self.file, f"{message}; nothing was changed")
        return [found[entry_id] for entry_id in ids]

    def ids(self, key: str) -> Mapping[str, int]:
        """Return the ids in a list, and of each where its first entry stands."""
        found: dict[str, int] = {}
        for index, entry in enumerate(self.entries(key)):
            entry_id = entry.get("id") if isinstance(entry, dict) else None
            if isinstance(entry_id, str):
                found.setdefault(entry_id, index)
        return found

    def entry(self, key: str, index: int) -> Entry:
        """Return the entry at an index, which is an object."""
        entry = self.entries(key)[index]
        if not isinstance(entry, dict):
            raise DatasetError.about(self.file, f"{key}[{index}] is no object; nothing was changed")
        return entry

    def source_text(self, key: str, index: int) -> str:
        """Return the JSON of an entry as it stands in the file."""
        stretch = self._original.locator.stretch((key, index))
        return self._text[stretch.start : stretch.end]

    def changed(self, changes: Changes) -> Entry:
        """Return the JSON that is intended, lists that are new before the events."""
        lists: Entry = {key: change.of(self.entries(key)) for key, change in changes.items()}
        intended: Entry = {}
        for key, value in self.top.items():
            if key == "events":
                intended |= {new: lists[new] for new in LISTS if lists.get(new) and new not in self.top}
            intended[key] = lists.get(key, value)
        return intended

    def splices(self, changes: Changes) -> Splices:
        """Return what brings changes about; raise DatasetError where one adds to what is no list."""
        patches = [patch for key in LISTS if key in changes for patch in self._patches(key, changes[key])]
        return self._spliced(patches)

    def whole_splices(self, wanted: Entry) -> Splices:
        """Return what makes another dataset of this one, keys in their order; meant for all but its lists."""
        original = self._original
        return self._spliced([*original.changed((), self.top, wanted, original.layout_of(()))])

    def _spliced(self, patches: list[Patch]) -> Splices:
        patches.sort(key=lambda patch: (patch.start, patch.end))
        items: list[Splice] = []
        at, offset = 0, self._mark
        for patch in patches:
            offset += len(self._text[at : patch.start].encode("utf-8"))
            end = offset + len(self._text[patch.start : patch.end].encode("utf-8"))
            items.append(Splice(offset, end, patch.new.encode("utf-8")))
            at, offset = patch.end, end
        return Splices(tuple(items))

    def _patches(self, key: str, change: ListChange) -> Iterator[Patch]:
        original = self._original
        for index, entry in change.replaced.items():
            path = (key, index)
            yield from original.changed(path, self.entry(key, index), entry, original.layout_of(path))
        for index, copy_id in change.copied.items():
            yield self._copy(key, index, copy_id)
        if change.removed:
            yield from self._removal(key, change.removed)
        if change.added:
            at, text = insertion_of(self._text, original.locator, key, change.added)
            yield Patch(at, at, text)

    def _removal(self, key: str, removed: frozenset[int]) -> Iterator[Patch]:
        places = list(self._original.locator.children((key,)).values())
        if len(removed) < len(places):
            siblings = Siblings(places, [index not in removed for index in range(len(places))])
            yield from self._original.spliced(siblings, Layout())
        else:
            whole = self._original.locator.stretch((key,))
            yield Patch(whole.start, whole.end, "[]")

    def _copy(self, key: str, index: int, copy_id: str) -> Patch:
        """Return the text of an entry after itself, with another id."""
        locator = self._original.locator
        entry, old_id = locator.stretch((key, index)), locator.stretch((key, index, "id"))
        gap = blank_before(self._text, entry.start) or " "
        head, tail = self._text[entry.start : old_id.start], self._text[old_id.end : entry.end]
        return Patch(entry.end, entry.end, f",{gap}{head}{Layout().text(copy_id, '')}{tail}")
