"""What an import makes of a dataset, in plain lists and dicts: the model beside `editing_model`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from editing_model import LISTS, Item, Members, Sheet, dict_of, english, free, list_of, says_same


@dataclass(frozen=True)
class Imported:
    """What an import leaves behind, and of each list the entries that came and those put in place."""

    expected: dict[str, list[Item]]
    added: dict[str, list[Members]]
    replaced: dict[str, list[Members]]


def imported(
    sheet: Sheet, incoming: Mapping[str, Sequence[Members]], decide: Callable[[str, str], str]
) -> Imported:
    """Take entries over; `decide` says mine, theirs or both of the list and id of one that clashes."""
    result = Imported({}, {kind: [] for kind in LISTS}, {kind: [] for kind in LISTS})
    names = _Names({kind: {} for kind in LISTS}, {kind: {} for kind in LISTS})
    for kind in LISTS:
        items, places = sheet.kept(kind), sheet.ids(kind)
        arriving = {str(entry["id"]) for entry in incoming[kind]}
        for entry in incoming[kind]:
            entry_id = str(entry["id"])
            new = referring(entry, names.renamed)
            if entry_id in places:
                if says_same(referring(items[places[entry_id]].value, names.originals), entry):
                    continue
                copy_id = _known_copy(sheet, kind, entry, arriving, names.originals)
                if copy_id:
                    names.originals[kind][copy_id] = entry_id
                decision = decide(kind, entry_id)
                if decision == "theirs":
                    items[places[entry_id]] = Item(new, places[entry_id])
                    result.replaced[kind].append(new)
                if decision == "both":
                    new_id = copy_id or free(entry_id, {*places, *arriving, *names.renamed[kind].values()})
                    names.renamed[kind][entry_id] = new_id
                    new = {**new, "id": new_id}
                if decision != "both" or copy_id:
                    continue
            items.append(Item(new))
            result.added[kind].append(new)
        result.expected[kind] = items
    return result


@dataclass(frozen=True)
class _Names:
    """Of each list: under which id an entry is kept beside another, and of what a copy is one."""

    renamed: dict[str, dict[str, str]]
    originals: dict[str, dict[str, str]]


def _known_copy(
    sheet: Sheet, kind: str, entry: Members, arriving: set[str], originals: Mapping[str, Mapping[str, str]]
) -> str:
    """Return the id under which an entry was kept before, "" where it was not."""
    places = sheet.ids(kind)
    for number in count(2):
        copy_id = f"{entry['id']}-{number}"
        if copy_id not in places and copy_id not in arriving:
            return ""
        if copy_id in arriving:
            continue
        copy = referring(sheet.values[kind][places[copy_id]], originals)
        if says_same({**copy, "id": entry["id"]}, entry):
            return copy_id
    return ""


def referring(entry: object, renamed: Mapping[str, Mapping[str, str]]) -> Members:
    """Return an entry that refers to other ids."""
    changed = dict(dict_of(entry))
    if "category" in changed:
        changed["category"] = renamed["categories"].get(str(changed["category"]), changed["category"])
    if "excerpts" in changed:
        changed["excerpts"] = [
            {**excerpt, "source": renamed["sources"].get(excerpt["source"], excerpt["source"])}
            for excerpt in list_of(changed["excerpts"])
        ]
    return changed


def import_name(added: list[Members], replaced: list[Members]) -> str:
    """Return what a menu calls the import of some events."""
    events = [*added, *replaced]
    verb = "Import" if replaced else "Add"
    if not events:
        return "Import sources and categories"
    return f"{verb} “{english(events[0])}”" if len(events) == 1 else f"{verb} {len(events)} events"
