"""What entries of a dataset say of each other: ids that must differ, and ids that must exist.

Owns duplicate ids, dangling references and circles of translations. Knows no files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import structs

from timeline_app.core.event import Source
from timeline_app.dataset.findings import Elsewhere, Findings
from timeline_app.dataset.paths import Json, Path, quoted


@dataclass(frozen=True, slots=True)
class Resident:
    """An entry of the dataset to which others are added: where it stands, and its JSON."""

    where: Elsewhere
    value: Json


@dataclass(slots=True)
class Ids:
    """The ids of one kind of entry: `residents` are those of a dataset to which others are added.

    Where `may_repeat`, an entry of the same id and content as a resident is taken as the same.
    """

    kind: str
    residents: Mapping[str, Resident] = field(default_factory=dict)
    may_repeat: bool = False
    _claimed: dict[str, Path] = field(default_factory=dict)

    def __contains__(self, entry_id: str) -> bool:
        return entry_id in self._claimed or entry_id in self.residents

    def __iter__(self) -> Iterator[str]:
        """Yield the ids that were claimed, in their order."""
        return iter(self._claimed)

    def claim(self, entry_id: str, value: Json, path: Path, findings: Findings) -> bool:
        """Take an id for the entry at a path; false where it has none, or where that is taken."""
        if not entry_id:
            return False
        resident = self.residents.get(entry_id)
        taken_at: Path | Elsewhere
        if resident is None:
            first = self._claimed.setdefault(entry_id, path)
            if first == path:
                return True
            taken_at = (*first, "id")
        elif self.may_repeat and _same(resident.value, value):
            return False
        else:
            taken_at = resident.where
        taken = f"the id {quoted(entry_id)} is already that of the {self.kind}"
        findings.error((*path, "id"), taken, other=taken_at)
        return False

    def refer(self, entry_id: str, path: Path, findings: Findings) -> None:
        """Check that an id at a path names an entry."""
        if entry_id and entry_id not in self:
            found = f"no {self.kind} has the id {quoted(entry_id)}"
            findings.error(path, f"{found}; expected the id of a {self.kind} in this dataset")


@dataclass(frozen=True, slots=True)
class Known:
    """All ids of a dataset, as far as it has been read."""

    categories: Ids = field(default_factory=lambda: Ids("category"))
    sources: Ids = field(default_factory=lambda: Ids("source"))
    events: Ids = field(default_factory=lambda: Ids("event"))


def _same(one: Json, other: Json) -> bool:
    """Tell whether two values are the same JSON; the order of keys does not count."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def with_known_originals(
    sources: Sequence[tuple[Path, Source]], known: Ids, findings: Findings
) -> list[tuple[Path, Source]]:
    """Return the sources, of which none translates one that is not there, or in the end itself."""
    original_of = {source.id: source.translation_of for _, source in sources}
    sound: list[tuple[Path, Source]] = []
    for path, source in sources:
        place = (*path, "translationOf")
        circle = _circle(source.id, original_of)
        if circle:
            way = " → ".join(map(quoted, circle))
            findings.error(place, f"the translations go in a circle: {way}")
            original_of[source.id] = ""
        else:
            known.refer(source.translation_of, place, findings)
        is_sound = not circle and (source.translation_of in known)
        sound.append((path, source if is_sound else structs.replace(source, translation_of="")))
    return sound


def _circle(start: str, original_of: Mapping[str, str]) -> list[str]:
    """Return the way from a source along its originals back to itself; empty where there is none."""
    way, seen = [start], {start}
    step = original_of.get(start, "")
    while step and step not in seen:
        way.append(step)
        seen.add(step)
        step = original_of.get(step, "")
    return [*way, start] if step == start else []
