"""The program's one family of errors.

Owns how a problem is said: where it is, what was found, what was expected. Knows nothing of files or Qt.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from timeline_app.core.controls import escaped

_LONGEST_ID: Final = 128
"""An id has at most so many characters; what is longer is none, and shown in part."""


class TimelineError(Exception):
    """Base of every error that a person may read; its text is a full sentence."""


def reason_of(error: Exception) -> str:
    """Return why the system refused something, without the number and the path that `OSError` adds."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


class DateError(TimelineError):
    """Say that a text is no date.

    `position` counts code points from 0 into `text`; `found` and `expected` are phrases.
    """

    def __init__(self, text: str, position: int, found: str, expected: str) -> None:
        self.text = text
        self.position = position
        self.found = found
        self.expected = expected
        super().__init__(f"{found}; expected {expected}" if expected else found)


class Severity(StrEnum):
    """How much a problem weighs: an error is to be mended and may keep an event out; a notice only tells."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a file; line and column count from 1, column in code points."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a file: `path` is the field, as in `events[1].when`; `event_id` where known."""

    place: Place
    message: str
    severity: Severity = Severity.ERROR
    path: str = ""
    event_id: str = ""

    def __str__(self) -> str:
        shown = self.event_id[:_LONGEST_ID] + "…" * (len(self.event_id) > _LONGEST_ID)
        event = f' (event "{shown}")' if shown else ""
        return escaped(f"{self.place}: {self.sentence}{event}")

    @property
    def sentence(self) -> str:
        """Return what is wrong with which field, without the place in the file."""
        return escaped(f"{self.path}: {self.message}" if self.path else self.message)


def worst_first(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems by how much they weigh, those of the same weight in the order given."""
    weights = tuple(Severity)
    return tuple(sorted(problems, key=lambda problem: weights.index(problem.severity)))


class DatasetError(TimelineError):
    """Say that a file could not be used; `problems` is never empty and lists all that was found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))

    @classmethod
    def about(cls, file: str, message: str) -> Self:
        """Say one thing about a file as a whole."""
        return cls((Problem(Place(file), message),))
