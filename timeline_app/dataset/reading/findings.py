"""What a reader finds wrong, by the path of the value, until a locator turns paths into places.

Owns the collecting and its bounds. Knows neither JSON nor the format's rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final, Protocol

from timeline_app.core.errors import Place, Problem, Severity
from timeline_app.dataset.reading.locating import Locator
from timeline_app.dataset.reading.paths import Json, Path, path_text

PROBLEM_LIMIT: Final = 1_000
"""How many problems of a file are listed; the rest are counted."""

_GRAVEST_FIRST: Final = (Severity.ERROR, Severity.WARNING, Severity.NOTICE)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong: `offset` is a code point of the text where no path leads to the place.

    `kind` is given where that kind of object has no such field: the key is meant then, and other objects
    with it are counted. The place of `other` ends the message where it is given. `unread` is true where the
    value is only stood in for, so that nothing more is to be said of it.
    """

    path: Path
    message: str
    severity: Severity = Severity.ERROR
    offset: int | None = None
    kind: str = ""
    other: Path | Elsewhere | None = None
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A value in another text than the one that is checked."""

    locator: Locator
    path: Path


class Places(Protocol):
    """Where in a file the value of a path stands, and in which event."""

    def place(self, path: Path, *, at_key: bool = False) -> Place:
        """Return where a value, or its key, starts; of a missing one, what it is missing from."""

    def place_of_offset(self, offset: int) -> Place:
        """Return the place of a finding's offset."""

    def event_id(self, path: Path) -> str:
        """Return the id of the event in which a path lies, "" where it is in none."""


class Findings:
    """Collects findings; of each severity only as many are kept as are ever listed."""

    def __init__(self, found: Iterable[Finding] = ()) -> None:
        self._kept: dict[Severity, list[Finding]] = {severity: [] for severity in Severity}
        self._count: Counter[Severity] = Counter()
        self._unknown_fields: Counter[tuple[str, str | int]] = Counter()
        self._unread: set[Path] = set()
        for finding in found:
            self.add(finding)

    @property
    def errors(self) -> int:
        """Return how many errors were found."""
        return self._count[Severity.ERROR]

    @property
    def warnings(self) -> int:
        """Return how many warnings were found."""
        return self._count[Severity.WARNING]

    def add(self, finding: Finding) -> None:
        """Collect one finding."""
        self._count[finding.severity] += 1
        self.mark_unread(finding)
        kept = self._kept[finding.severity]
        if len(kept) < PROBLEM_LIMIT:
            kept.append(finding)

    def mark_unread(self, finding: Finding) -> None:
        """Remember of a finding that is collected elsewhere whether its value could not be read."""
        if finding.unread:
            self._unread.add(finding.path)

    def error(self, path: Path, message: str, *, other: Path | Elsewhere | None = None) -> None:
        """Collect an error, unless it is about a value of which it is known that it could not be read."""
        if path not in self._unread:
            self.add(Finding(path, message, Severity.ERROR, other=other))

    def warn(self, path: Path, message: str, *, other: Path | None = None) -> None:
        """Collect a warning."""
        self.add(Finding(path, message, Severity.WARNING, other=other))

    def notice(self, path: Path, message: str) -> None:
        """Collect a notice."""
        self.add(Finding(path, message, Severity.NOTICE))

    def unknown_field(self, kind: str, path: Path, message: str) -> None:
        """Collect a warning about a field's name, once for each kind of object; the others are counted."""
        name = (kind, path[-1])
        self._unknown_fields[name] += 1
        if self._unknown_fields[name] == 1:
            self.add(Finding(path, message, Severity.WARNING, kind=kind))

    def extend(self, later: Findings) -> None:
        """Collect what was found further on in the same file, among other kinds of objects."""
        for severity, found in later._kept.items():
            self._kept[severity] += found[: PROBLEM_LIMIT - len(self._kept[severity])]
        self._count += later._count
        self._unknown_fields += later._unknown_fields

    def insert(self, late: Findings, *, order: Callable[[Finding], int]) -> None:
        """Collect errors that were found late where they belong: before others of the same `order`."""
        self._count += late._count
        kept = self._kept[Severity.ERROR]
        kept[:] = sorted((*late._kept[Severity.ERROR], *kept), key=order)[:PROBLEM_LIMIT]

    def problems(self, locator: Locator, root: Json) -> tuple[Problem, ...]:
        """Return what is listed, in the order of the file, and at its end how many more there are."""
        return self.problems_at(_TextPlaces(locator, root))

    def problems_at(self, places: Places) -> tuple[Problem, ...]:
        """Return what is listed, as `problems` does, with places that are asked for."""
        gravest = [finding for grave in _GRAVEST_FIRST for finding in self._kept[grave]]
        listed = [_problem(self._with_count(finding), places) for finding in gravest[:PROBLEM_LIMIT]]
        listed.sort(key=lambda problem: (problem.place.line, problem.place.column))
        remaining = self._count.total() - len(listed)
        if remaining:
            severity = Severity.ERROR if self.errors > PROBLEM_LIMIT else Severity.WARNING
            last = Place(listed[-1].place.file)
            listed.append(Problem(last, f"and {remaining:,} more", severity))
        return tuple(listed)

    def _with_count(self, finding: Finding) -> Finding:
        """Say of an unknown field how many other objects have it."""
        others = self._unknown_fields[finding.kind, finding.path[-1]] - 1 if finding.kind else 0
        if not others:
            return finding
        times = "once more" if others == 1 else f"{others:,} times more"
        return replace(finding, message=f"{finding.message} ({times})")


@dataclass(frozen=True, slots=True)
class _TextPlaces:
    """The places of a text that is in memory, and its value."""

    locator: Locator
    root: Json

    def place(self, path: Path, *, at_key: bool = False) -> Place:
        return self.locator.place(path, at_key=at_key)

    def place_of_offset(self, offset: int) -> Place:
        return self.locator.place_of_offset(offset)

    def event_id(self, path: Path) -> str:
        return _event_id_at(self.root, path)


def _problem(finding: Finding, places: Places) -> Problem:
    if finding.offset is not None:
        place = places.place_of_offset(finding.offset)
    else:
        place = places.place(finding.path, at_key=bool(finding.kind))
    message = finding.message
    if isinstance(finding.other, Elsewhere):
        message = f"{message} at {finding.other.locator.place(finding.other.path)}"
    elif finding.other is not None:
        message = f"{message} at {places.place(finding.other)}"
    return Problem(place, message, finding.severity, path_text(finding.path), places.event_id(finding.path))


def _event_id_at(root: Json, path: Path) -> str:
    """Return the id of the event in which a path lies, "" where it is in none.

    The top may be a dataset, a list of events or one event.
    """
    event = root
    if isinstance(event, dict) and "events" in event:
        event, path = (event["events"], path[1:]) if path[:1] == ("events",) else (None, ())
    if isinstance(event, list):
        # Of a key that stands twice the second list may be longer than the one that was kept.
        step = path[0] if path else None
        event = event[step] if isinstance(step, int) and step < len(event) else None
    event_id = event.get("id") if isinstance(event, dict) else None
    return event_id if isinstance(event_id, str) else ""
