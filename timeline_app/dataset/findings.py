"""What a reader finds wrong, by the path of the value, until a locator turns paths into places.

Owns the collecting, its bounds and the way a path is written. Knows neither JSON nor the format's rules.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from timeline_app.core.errors import Place, Problem, Severity

Json = bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"] | None
"""A decoded JSON value: lists and dicts in fact, read-only to whoever checks them."""

Path = tuple[str | int, ...]
"""The keys and indices that lead from the top of a file to a value."""

PROBLEM_LIMIT: Final = 1_000
"""How many problems of a file are listed; the rest are counted."""

_PLAIN_KEY: Final = re.compile(r"[A-Za-z_$][\w$-]*\Z")
_GRAVEST_FIRST: Final = (Severity.ERROR, Severity.WARNING, Severity.NOTICE)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong: `offset` is a code point of the text where no path leads to the place.

    `at_key` means the key of the value; the place of `other` ends the message where it is given.
    """

    path: Path
    message: str
    severity: Severity = Severity.ERROR
    offset: int | None = None
    at_key: bool = False
    other: Path | Elsewhere | None = None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A value in another text than the one that is checked."""

    map: Map
    path: Path


class Map(Protocol):
    """What turns a path into a place; `locating.Locator` is one."""

    def place(self, path: Path, *, at_key: bool = False) -> Place:
        """Return where a value, or its key, stands."""

    def place_of_offset(self, offset: int) -> Place:
        """Return line and column of a code point."""


class Findings:
    """Collects findings; of each severity only as many are kept as are ever listed."""

    def __init__(self) -> None:
        self._kept: dict[Severity, list[Finding]] = {severity: [] for severity in Severity}
        self._count: Counter[Severity] = Counter()
        self._unknown_fields: dict[tuple[str, str], tuple[int, int]] = {}

    @property
    def errors(self) -> int:
        """Return how many errors were found."""
        return self._count[Severity.ERROR]

    def add(self, finding: Finding) -> None:
        """Collect one finding."""
        self._count[finding.severity] += 1
        kept = self._kept[finding.severity]
        if len(kept) < PROBLEM_LIMIT:
            kept.append(finding)

    def error(self, path: Path, message: str, *, other: Path | Elsewhere | None = None) -> None:
        """Collect an error."""
        self.add(Finding(path, message, Severity.ERROR, other=other))

    def warn(self, path: Path, message: str) -> None:
        """Collect a warning."""
        self.add(Finding(path, message, Severity.WARNING))

    def notice(self, path: Path, message: str) -> None:
        """Collect a notice."""
        self.add(Finding(path, message, Severity.NOTICE))

    def unknown_field(self, kind: str, path: Path, message: str) -> None:
        """Collect a warning about a field's name once for each kind of object, and count the others."""
        name = (kind, str(path[-1]))
        warnings = self._kept[Severity.WARNING]
        if name in self._unknown_fields:
            index, repeats = self._unknown_fields[name]
            self._unknown_fields[name] = index, repeats + 1
        elif len(warnings) < PROBLEM_LIMIT:
            self._unknown_fields[name] = len(warnings), 0
            self.add(Finding(path, message, Severity.WARNING, at_key=True))

    def problems(self, map_: Map, root: Json) -> tuple[Problem, ...]:
        """Return what is listed, in the order of the file, and at its end how many more there are."""
        for index, repeats in self._unknown_fields.values():
            if repeats:
                first = self._kept[Severity.WARNING][index]
                more = "once more" if repeats == 1 else f"{repeats:,} times more"
                self._kept[Severity.WARNING][index] = replace(first, message=f"{first.message} ({more})")
        self._unknown_fields.clear()
        gravest = [finding for grave in _GRAVEST_FIRST for finding in self._kept[grave]]
        listed = [_problem(finding, map_, root) for finding in gravest[:PROBLEM_LIMIT]]
        listed.sort(key=lambda problem: (problem.place.line, problem.place.column))
        remaining = self._count.total() - len(listed)
        if remaining:
            severity = Severity.ERROR if self.errors > PROBLEM_LIMIT else Severity.WARNING
            last = Place(listed[-1].place.file)
            listed.append(Problem(last, f"and {remaining:,} more", severity))
        return tuple(listed)


def path_text(path: Path) -> str:
    """Return a path as it is shown, as in `events[1].title.zh-Hans`."""
    parts: list[str] = []
    for step in path:
        if isinstance(step, int):
            parts.append(f"[{step}]")
        elif _PLAIN_KEY.match(step):
            parts.append(f".{step}" if parts else step)
        else:
            parts.append(f"[{quoted(step)}]")
    return "".join(parts)


def quoted(text: str, limit: int = 60) -> str:
    """Return a text in straight quotes on one line, shortened in its middle where it is long."""
    if len(text) > limit:
        text = f"{text[: limit - 20]}…{text[-19:]}"
    return '"' + "".join(char if char.isprintable() else repr(char)[1:-1] for char in text) + '"'


def _problem(finding: Finding, map_: Map, root: Json) -> Problem:
    if finding.offset is not None:
        place = map_.place_of_offset(finding.offset)
    else:
        place = map_.place(finding.path, at_key=finding.at_key)
    message = finding.message
    if isinstance(finding.other, Elsewhere):
        message = f"{message} at {finding.other.map.place(finding.other.path)}"
    elif finding.other is not None:
        message = f"{message} at {map_.place(finding.other)}"
    return Problem(
        place, message, finding.severity, path_text(finding.path), _event_id_at(root, finding.path)
    )


def _event_id_at(root: Json, path: Path) -> str:
    """Return the id of the event in which a path lies, "" where it is in none.

    The top may be a dataset, a list of events or one event.
    """
    event = root
    if isinstance(event, dict) and "events" in event:
        event, path = (event["events"], path[1:]) if path[:1] == ("events",) else (None, ())
    if isinstance(event, list):
        event = event[path[0]] if path and isinstance(path[0], int) else None
    event_id = event.get("id") if isinstance(event, dict) else None
    return event_id if isinstance(event_id, str) else ""
