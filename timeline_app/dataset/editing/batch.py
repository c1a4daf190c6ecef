"""Several texts that are imported together: compared one on top of the other, taken over as one step.

Owns that one choice is meant for all of them: an id that several bring is decided once. Knows no disk and
no window.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from timeline_app.core.date import Precision
from timeline_app.dataset.editing.comparison import Comparison, State, compare
from timeline_app.dataset.editing.false_precision import Doubt, coarsened, doubts_of
from timeline_app.dataset.editing.history import History
from timeline_app.dataset.editing.importing import Decisions, Import

Inputs = tuple[tuple[str, bytes], ...]
"""Names, as messages say them, and contents."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What becomes of what clashes, and of doubted dates; None leaves them as written."""

    decisions: Decisions = field(default_factory=Decisions)
    precision: Precision | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """What a choice makes of a document; `doubt` is what is to be asked about dates, None for nothing.

    The comparisons are those of the dates as they were chosen.
    """

    base: History
    result: History
    inputs: Inputs = field(repr=False)
    choice: Choice
    comparisons: tuple[Comparison, ...] = field(repr=False)
    doubt: Doubt | None

    @property
    def is_known(self) -> bool:
        """Tell whether the document has all of it already."""
        return all(comparison.is_known for comparison in self.comparisons)

    def ids(self, *states: State) -> tuple[str, ...]:
        """Return the ids of the events that came in and stand so to the document."""
        events = (event for comparison in self.comparisons for event in comparison.events)
        return tuple(dict.fromkeys(event.id for event in events if event.state in states))


def import_all(base: History, inputs: Inputs, choice: Choice) -> Batch:
    """Import texts, each on top of those before it, as one step.

    Raises DatasetError with every problem of the first text that is wrong in itself, not for what clashes.
    """
    result = base
    whole: Import | None = None
    comparisons: list[Comparison] = []
    doubts: list[Doubt] = []
    for name, data in inputs:
        comparison = compare(result.document, data, name)
        if doubt := doubts_of(comparison):
            doubts.append(doubt)
            if choice.precision is not None:
                comparison = coarsened(comparison, doubt.ids, choice.precision)
        comparisons.append(comparison)
        edit = comparison.decided(choice.decisions)
        whole = edit if whole is None else whole.followed_by(edit)
        # From the beginning again: what follows is to be one step with what came before.
        result = base.do(whole)
    return Batch(base, result, inputs, choice, tuple(comparisons), Doubt.together(doubts))
