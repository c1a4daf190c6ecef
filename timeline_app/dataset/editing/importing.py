"""What is decided about entries that clash, and the edit that follows from it.

Owns mine, theirs and both. Knows no text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from timeline_app.core.language import Language
from timeline_app.dataset.editing.changes import LISTS, Changes, DatasetText, Entry, ListChange
from timeline_app.dataset.editing.entry_json import in_order_of, said, title_of


class Decision(Enum):
    """What becomes of an entry that clashes."""

    KEEP_MINE = "keep mine"
    TAKE_THEIRS = "take theirs"
    KEEP_BOTH = "keep both"


@dataclass(frozen=True, slots=True)
class Decisions:
    """One decision for all that clashes, and others for some, by their list and id."""

    for_all: Decision = Decision.KEEP_MINE
    exceptions: Mapping[tuple[str, str], Decision] = field(default_factory=dict)

    def of(self, kind: str, entry_id: str) -> Decision:
        """Return the decision about an entry of a list."""
        return self.exceptions.get((kind, entry_id), self.for_all)


@dataclass(frozen=True, slots=True)
class Import:
    """What is added and what takes the place of an entry of the same id, in the lists of a dataset."""

    added: Mapping[str, tuple[Entry, ...]]
    replaced: Mapping[str, tuple[Entry, ...]]

    def name(self, language: Language) -> str:
        """Return the name of the edit."""
        added, replaced = self.added["events"], self.replaced["events"]
        events = (*added, *replaced)
        n = language.number(len(events))
        if not events:
            return language("Import sources and categories")
        if len(events) == 1:
            title = said(title_of(events[0]), language)
            return language("Import “{title}”" if replaced else "Add “{title}”", title=title)
        return language("Import {n} events" if replaced else "Add {n} events", n=n)

    def changes(self, dataset: DatasetText) -> Changes:
        """Return the lists with what came in; of an entry that is replaced, keys keep their order."""
        touched = [kind for kind in LISTS if self.added[kind] or self.replaced[kind]]
        return {kind: self._change(kind, dataset) for kind in touched}

    def followed_by(self, later: Import) -> Import:
        """Return both imports as one; the later one was decided on what the first leaves behind."""
        added = {kind: list(self.added[kind]) for kind in LISTS}
        replaced = {kind: list(self.replaced[kind]) for kind in LISTS}
        for kind in LISTS:
            for entry in later.replaced[kind]:
                if not (_replace(added[kind], entry) or _replace(replaced[kind], entry)):
                    replaced[kind].append(entry)
            added[kind] += later.added[kind]
        return Import(
            {kind: tuple(entries) for kind, entries in added.items()},
            {kind: tuple(entries) for kind, entries in replaced.items()},
        )

    def _change(self, kind: str, dataset: DatasetText) -> ListChange:
        indices = dataset.indices(kind, [str(entry["id"]) for entry in self.replaced[kind]])
        replaced: dict[int, Entry] = {}
        for index, entry in zip(indices, self.replaced[kind], strict=True):
            replaced[index] = in_order_of(dataset.entry(kind, index), entry)
        return ListChange(replaced, added=self.added[kind])


def _replace(entries: list[Entry], new: Entry) -> bool:
    """Put an entry in the place of the one of its id; false where there is none."""
    for index, entry in enumerate(entries):
        if entry["id"] == new["id"]:
            entries[index] = new
            return True
    return False
