"""What becomes of two versions of a dataset that go from one content: the model beside `editing_model`.

Field by field in plain dicts; shares no code with the product.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from editing_model import LISTS, Expected, Item, Members, Sheet, dict_of, free, says_same, without_lists

_NOTHING = "nothing is here"
_IN_LANGUAGES = ("title", "summary", "label")


@dataclass(frozen=True)
class Outcome:
    """What a field, an entry or the dataset comes to: where they clash, with mine or with theirs before."""

    mine: object
    theirs: object

    @property
    def clashes(self) -> bool:
        """Tell whether it has to be decided."""
        return self.mine != self.theirs


@dataclass(frozen=True)
class Merging:
    """What becomes of two versions of a content, of which neither knows of the other."""

    versions: tuple[Sheet, Sheet, Sheet]
    top: Outcome
    lists: Mapping[str, Mapping[str, Outcome]]

    @property
    def conflicts(self) -> set[tuple[str, str]]:
        """Return the list and the id of what both have changed, each in its own way."""
        found = {(kind, key) for kind in LISTS for key, both in self.lists[kind].items() if both.clashes}
        return found | ({("", "")} if self.top.clashes else set())

    def top_decided(self, decide: Callable[[str, str], str]) -> Members:
        """Return the fields of the dataset itself."""
        is_theirs = self.top.clashes and decide("", "") == "theirs"
        return dict_of(self.top.theirs if is_theirs else self.top.mine)

    def decided(self, decide: Callable[[str, str], str]) -> Expected:
        """Return the lists; what was removed and is referred to stays."""
        wanted = {kind: self._wanted(kind, decide) for kind in LISTS}
        for kind, needed in referred(wanted["events"].values()).items():
            # In the order that they had, as the last of the versions has them.
            known = {key: value for version in self.versions for key, value in version.by_id(kind).items()}
            wanted[kind] |= {key: known[key] for key in known if key in needed and key not in wanted[kind]}
        return {kind: self._items(kind, entries) for kind, entries in wanted.items()}

    def _wanted(self, kind: str, decide: Callable[[str, str], str]) -> dict[str, object]:
        wanted: dict[str, object] = {}
        beside: dict[str, object] = {}
        for key, both in self.lists[kind].items():
            decision = decide(kind, key) if both.clashes else "mine"
            chosen = both.theirs if decision == "theirs" else both.mine
            if decision == "both" and both.mine == _NOTHING:
                chosen = both.theirs
            elif decision == "both" and both.theirs != _NOTHING:
                copy_id = free(key, {*self.lists[kind], *beside})
                beside[copy_id] = {**dict_of(both.theirs), "id": copy_id}
            if chosen != _NOTHING:
                wanted[key] = chosen
        return wanted | beside

    def _items(self, kind: str, wanted: Mapping[str, object]) -> list[Item]:
        theirs = list(self.versions[2].by_id(kind))
        stay = [Item(wanted[key], was) for was, key in enumerate(theirs) if key in wanted]
        come = [Item(value) for key, value in wanted.items() if key not in theirs]
        if theirs and come and not stay:
            come[0] = replace(come[0], was=0, typed=True)
        return [*stay, *come]


def merging(base: Sheet, mine: Sheet, theirs: Sheet) -> Merging:
    """Compare two versions, field by field, with the one from which both go."""
    versions = (base, mine, theirs)
    tops = [without_lists(version.top) for version in versions]
    return Merging(
        versions,
        _merged_fields(*tops, depth=1),
        {kind: _merged_each(*(version.by_id(kind) for version in versions), depth=1) for kind in LISTS},
    )


def _merged(base: object, mine: object, theirs: object, depth: int) -> Outcome:
    if mine == base or says_same(mine, theirs):
        return Outcome(theirs, theirs)
    if theirs == base:
        return Outcome(mine, mine)
    if depth and isinstance(base, dict) and isinstance(mine, dict) and isinstance(theirs, dict):
        return _merged_fields(base, mine, theirs, depth)
    return Outcome(mine, theirs)


def _merged_fields(base: Members, mine: Members, theirs: Members, depth: int) -> Outcome:
    fields: dict[str, Outcome] = {}
    for key in (*theirs, *(key for key in mine if key not in theirs)):
        deeper = 1 if depth and key in _IN_LANGUAGES else 0
        three = (version.get(key, _NOTHING) for version in (base, mine, theirs))
        fields[key] = _merged(*three, deeper)
    return Outcome(
        {key: both.mine for key, both in fields.items() if both.mine != _NOTHING},
        {key: both.theirs for key, both in fields.items() if both.theirs != _NOTHING},
    )


def _merged_each(base: Members, mine: Members, theirs: Members, depth: int) -> dict[str, Outcome]:
    keys = (*theirs, *(key for key in mine if key not in theirs))
    return {
        key: _merged(*(version.get(key, _NOTHING) for version in (base, mine, theirs)), depth) for key in keys
    }


def referred(events: Collection[object]) -> dict[str, set[str]]:
    """Return the ids of the categories and sources to which events refer."""
    objects = [event for event in events if isinstance(event, dict)]
    excerpts = [excerpt for event in objects for excerpt in event.get("excerpts", [])]
    return {
        "categories": {str(event["category"]) for event in objects if "category" in event},
        "sources": {str(excerpt["source"]) for excerpt in excerpts},
    }
