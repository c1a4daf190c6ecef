"""What is wrong with a text, for a person who is to mend it: the problems, and the text itself.

Owns what is said above the list. Knows no widgets, and not who shows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from timeline_app.core.dataset import Dataset
from timeline_app.core.errors import DatasetError, Problem, TimelineError, worst_first
from timeline_app.core.language import Language
from timeline_app.dataset.document import Document
from timeline_app.dataset.reading.findings import PROBLEM_LIMIT
from timeline_app.dataset.text_sources import TextSource


@dataclass(frozen=True, slots=True)
class Report:
    """Problems under a title; `sources` has the texts by the names that the problems' places give."""

    title: str
    explanation: str
    problems: tuple[Problem, ...]
    sources: Mapping[str, TextSource] = field(default_factory=dict, repr=False)

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the problems as messages, each with its place."""
        return tuple(map(str, self.problems))


def report_on_text(title: str, explanation: str, problems: tuple[Problem, ...], source: TextSource) -> Report:
    """Return a report of which all problems are in one text."""
    return Report(title, explanation, problems, dict.fromkeys(problems_files(problems), source))


def reason_of(error: TimelineError) -> str:
    """Return in one sentence why something cannot be done: of several problems, the worst."""
    problems = worst_first(error.problems) if isinstance(error, DatasetError) else ()
    return problems[0].sentence if problems else str(error)


def problems_files(problems: tuple[Problem, ...]) -> tuple[str, ...]:
    """Return the names of the texts in which there are problems."""
    return tuple(dict.fromkeys(problem.place.file for problem in problems))


def report_on_dataset(dataset: Dataset, document: Document | None, language: Language) -> Report:
    """Return what was found in a dataset that is shown, with its text where its document is there."""
    count = len(dataset.problems)
    title = language.count(count, "One problem", "{n} problems")
    if count > PROBLEM_LIMIT:
        # The last one says how many more there are.
        title = language("More than {n} problems", n=language.number(PROBLEM_LIMIT))
    explanation = ""
    if dataset.omitted:
        explanation = language.count(
            dataset.omitted,
            "One event of the file is not shown.",
            "{n} events of the file are not shown.",
        )
    if document is None or document.dataset is not dataset:
        return Report(title, explanation, dataset.problems)
    return report_on_text(title, explanation, dataset.problems, document.content)
