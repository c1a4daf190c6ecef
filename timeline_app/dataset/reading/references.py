"""What entries of a dataset say of each other: ids that must differ, and ids that must exist.

Owns duplicate ids, dangling references and circles of translations. Knows no files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from msgspec import structs

from timeline_app.core.event import Source
from timeline_app.dataset.reading.findings import Elsewhere, Findings
from timeline_app.dataset.reading.paths import Json, Path, quoted

_LONGEST_WAY: Final = 10
"""How many sources of a circle are named at most."""


@dataclass(frozen=True, slots=True)
class Resident:
    """An entry of the dataset to which others are added: where it stands, and its JSON."""

    where: Elsewhere
    value: Json


@dataclass(slots=True)
class Ids:
    """The ids of one kind of entry: `residents` are those of a dataset to which others are added.

    Where `may_repeat`, an entry of the same id and content as a resident is taken as the same; where
    `may_clash`, one may have the id of a resident and any content.
    """

    kind: str
    residents: Mapping[str, Resident] = field(default_factory=dict)
    may_repeat: bool = False
    may_clash: bool = False
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
        if resident is None or self.may_clash:
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
    circles = _circles(original_of)
    sound: list[tuple[Path, Source]] = []
    for path, source in sources:
        place = (*path, "translationOf")
        circle = circles.get(source.id, [])
        if circle:
            findings.error(place, f"the translations go in a circle: {_way_round(circle, source.id)}")
            # Without this one they are a line.
            for member in circle:
                del circles[member]
        else:
            known.refer(source.translation_of, place, findings)
        is_sound = not circle and (source.translation_of in known)
        sound.append((path, source if is_sound else structs.replace(source, translation_of="")))
    return sound


def _circles(original_of: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the circle of each source that comes back to itself along originals, in the order of the way."""
    circles: dict[str, list[str]] = {}
    walked: set[str] = set()
    for start in original_of:
        way: dict[str, None] = {}
        step = start
        while step and step not in walked:
            walked.add(step)
            way[step] = None
            step = original_of.get(step, "")
        if step in way:
            steps = [*way]
            circle = steps[steps.index(step) :]
            circles |= dict.fromkeys(circle, circle)
    return circles


def _way_round(circle: list[str], start: str) -> str:
    """Return the way from a source along its originals back to itself, of a long one its ends."""
    turn = circle.index(start)
    way = [*map(quoted, (*circle[turn:], *circle[:turn], start))]
    return " → ".join(way if len(way) <= _LONGEST_WAY else [*way[: _LONGEST_WAY - 3], "…", *way[-2:]])
