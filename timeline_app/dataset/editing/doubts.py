"""Dates of a batch that look finer than they can have been: first days of months, 1 January.

Owns when a batch is doubted, and how a date becomes coarser. Decides nothing: a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from timeline_app.core.date import Precision
from timeline_app.core.language import Language
from timeline_app.dataset.editing.changes import Entry
from timeline_app.dataset.editing.comparison import Comparison, State
from timeline_app.dataset.editing.entry_json import edtf_of, with_edtf

FEWEST: Final = 5
_SHARE_IN_PERCENT: Final = 80
_DAY: Final = re.compile(
    r"(?P<year>-?[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?P<doubt>[?~%]?)\Z", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """The events of a batch whose dates are alike, and how many of its dates name a day.

    `precisions` are the coarser ones that may be meant, the likeliest first.
    """

    ids: tuple[str, ...]
    days: int
    precisions: tuple[Precision, ...]

    def sentence(self, language: Language) -> str:
        """Return what is seen, with the numbers, and the question."""
        n, days = language.number(len(self.ids)), language.number(self.days)
        if Precision.YEAR in self.precisions:
            return language(
                "{n} of {all} dates are 1 January. Was only the year known, or only the month?", n=n, all=days
            )
        return language(
            "{n} of {all} dates are the first day of a month. Was only the month known?", n=n, all=days
        )


def doubts_of(comparison: Comparison) -> Doubt | None:
    """Return what is to be asked about the dates that came in and are not in the document yet.

    Asked of dates that name one day: at least 5 and 80 % of them have to be 1 January, or else the first
    of a month.
    """
    days = {
        entry.id: found
        for entry in comparison.events
        if entry.state is not State.SAME and (found := _DAY.match(edtf_of(entry.json)))
    }
    firsts = tuple(event_id for event_id, day in days.items() if day["day"] == "01")
    new_years = tuple(event_id for event_id in firsts if days[event_id]["month"] == "01")
    if _are_most(len(new_years), len(days)):
        return Doubt(new_years, len(days), (Precision.YEAR, Precision.MONTH))
    return Doubt(firsts, len(days), (Precision.MONTH,)) if _are_most(len(firsts), len(days)) else None


def coarsened(comparison: Comparison, ids: Collection[str], precision: Precision) -> Comparison:
    """Return the comparison as if some events had come in with dates to the month, or to the year.

    Only days are changed, and of the events nothing but the date.
    """
    changed: Mapping[str, Entry] = {
        entry.id: with_edtf(entry.json, coarser(edtf_of(entry.json), precision))
        for entry in comparison.events
        if entry.id in ids
    }
    return comparison.with_events(changed)


def coarser(edtf: str, precision: Precision) -> str:
    """Return a day to its month or year, with its doubt; any other date as it is."""
    day = _DAY.match(edtf)
    if day is None:
        return edtf
    month = "" if precision is Precision.YEAR else f"-{day['month']}"
    return f"{day['year']}{month}{day['doubt']}"


def _are_most(count: int, of: int) -> bool:
    return count >= FEWEST and count * 100 >= of * _SHARE_IN_PERCENT
