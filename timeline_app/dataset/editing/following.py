"""What a change of its file means for an open document: another content, both put together, or a decision.

Owns that nothing unsaved is lost by it, and that it is one step which can be undone. Knows no disk and no
window; what is merged how is `merging`'s business.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from timeline_app.core.errors import DatasetError, Problem, Severity, TimelineError
from timeline_app.core.language import LANGUAGES, Language
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.event_differences import Differences, differences
from timeline_app.dataset.editing.history import History
from timeline_app.dataset.editing.importing import Decisions
from timeline_app.dataset.editing.merging import Merge, merge, merge_name
from timeline_app.dataset.editing.step import refuse_unchangeable


@dataclass(frozen=True, slots=True)
class Followed:
    """The history that follows a change of the file.

    `merged` is what another program changed, where that was put together with what is not saved, else None;
    `kept` are then the ids of what one side removed and the other refers to.
    """

    history: History
    merged: Differences | None = None
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Undecided:
    """Both have changed the same, each in its own way: nothing is done before it is decided."""

    mine: History
    merge: Merge

    def decided(self, decisions: Decisions) -> Followed:
        """Return the history with both; raises DatasetError where they do not fit together."""
        theirs = self.merge.theirs
        merged = self.merge.decided(decisions)
        history = self.mine.follow_file(merged.document, theirs, _names(merge_name))
        return Followed(history, differences(_base_of(self.mine), theirs.data), merged.kept)


def follow(history: History, theirs: Document) -> Followed | Undecided:
    """Return what becomes of a history whose file holds another document now.

    Raises DatasetError where there are unsaved changes and what the file holds cannot take them up.
    """
    mine = history.document
    if theirs.dataset.sha256 == mine.sha256_on_disk:
        return Followed(history.with_file())
    if mine.dataset.sha256 == mine.sha256_on_disk:
        if theirs.dataset.read_only:
            return Followed(History.opened(theirs))
        return Followed(history.follow_file(theirs, theirs, _names(_change_name)))
    refuse_unchangeable(theirs)
    _refuse_new_errors(mine, theirs)
    undecided = Undecided(history, merge(_base_of(history), mine, theirs))
    return undecided if undecided.merge.conflicts else undecided.decided(Decisions())


def _base_of(history: History) -> bytes:
    """Return what both go from; where that is not known, nothing: all that is different has to be decided."""
    if history.base is not None:
        # A file that is not held in memory may have been written over.
        with contextlib.suppress(TimelineError):
            data = history.base.read(0, history.base.size)
            if hashlib.sha256(data).hexdigest() == history.document.sha256_on_disk:
                return data
    return b"{}"


def _change_name(language: Language) -> str:
    return language("Change in the file")


def _names(name: Callable[[Language], str]) -> dict[str, str]:
    return {code: name(language) for code, language in LANGUAGES.items()}


def _refuse_new_errors(mine: Document, theirs: Document) -> None:
    """Raise the errors of a file that has more of them: it is not known what it is meant to hold."""
    known, found = _errors(mine), _errors(theirs)
    if len(found) > len(known):
        signatures = {(problem.message, problem.event_id) for problem in known}
        new = [problem for problem in found if (problem.message, problem.event_id) not in signatures]
        raise DatasetError(tuple(new or found))


def _errors(document: Document) -> list[Problem]:
    return [problem for problem in document.dataset.problems if problem.severity is Severity.ERROR]
