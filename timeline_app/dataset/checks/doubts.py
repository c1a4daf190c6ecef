"""What is doubtful in sound events: dates without evidence, finer than their words, later than their sources.

Owns these warnings of `check`, each given only where it can be told for certain. Knows no files.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from timeline_app.core.date import Date, DateKind, Edge, Precision, SingleDate
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.edtf.scanner import MAX_LENGTH
from timeline_app.core.errors import DateError
from timeline_app.core.event import Event, Reading, Role, Source, When
from timeline_app.core.instant import DAY, Instant
from timeline_app.core.prose import read_date
from timeline_app.core.text import one_line
from timeline_app.dataset.reading.findings import Findings
from timeline_app.dataset.reading.paths import Path, quoted

_READ_FROM_PHRASE: Final = frozenset(
    ("", "stated", "claimed", "this-year", "last-year", "month-this-year", "day-this-year")
)
"""Rules by which a date has nothing that does not stand in the phrase, or in the base."""
_FINEST_BY_RULE: Final = {"this-year": Precision.QUARTER, "month-this-year": Precision.MONTH}
"""What a rule gives at most; no rule names the parts of a year, so "this-year" may be one."""
_PARTS_OF_YEAR: Final = range(Precision.QUARTER, Precision.HALF_YEAR + 1)
_PHRASES_REMEMBERED: Final = 2**16


class Doubts:
    """Looks at the dates of events in the light of how they were read and of when their sources appeared."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._issue_ends = {source.id: _issue_end(source) for source in sources}
        # Words such as "In May this year" come again and again, and reading them is slow.
        self._words_give = lru_cache(_PHRASES_REMEMBERED)(_words_give)

    def check(self, event: Event, path: Path, findings: Findings) -> None:
        """Collect what is doubtful in the date of an event."""
        when = event.when
        if when.lasting and when.date.kind is DateKind.INTERVAL:
            message = "an interval lasts in any case; expected no `lasting` here"
            findings.warn((*path, "when", "lasting"), message)
        if too_fine := self._too_fine(when):
            findings.warn((*path, "when", "edtf"), too_fine)
        elif other := self.other_words(when):
            phrase, date = other
            message = f"the date differs from its words: {quoted(phrase)} gives {date.text}"
            findings.warn((*path, "when", "edtf"), message)
        if self._is_later_than_its_sources(event):
            expected = 'expected an earlier date, or "role": "announced"'
            found = "the event begins after all of its sources were issued"
            findings.warn((*path, "when"), f"{found}; {expected}")

    def _too_fine(self, when: When) -> str:
        """Say that a date is more exact than what it was read from, "" where it is not, or who knows."""
        reading = when.reading
        if reading is None or when.date.kind is not DateKind.SINGLE or reading.rule not in _READ_FROM_PHRASE:
            return ""
        given = self._given(reading)
        if given is not None:
            phrase, coarse = given
            if not _is_finer(when.date.precision, coarse.precision):
                return ""
            return f"the date is finer than its words: {quoted(phrase)} gives {coarse.text}"
        allowed = _FINEST_BY_RULE.get(reading.rule)
        if allowed is None or when.date.precision >= allowed:
            return ""
        what = "month" if allowed is Precision.MONTH else "year"
        return (
            f"the date is finer than its reading: the rule {quoted(reading.rule)} gives no more than a {what}"
        )

    def other_words(self, when: When) -> tuple[str, Date] | None:
        """Return the words of an interval with theirs, where it begins or ends at another date; else None.

        A side that the words leave open may be known from elsewhere, and a note may explain the date.
        """
        reading = when.reading
        if reading is None or reading.note or when.date.kind is not DateKind.INTERVAL:
            return None
        given = self._given(reading) if reading.rule in _READ_FROM_PHRASE else None
        if given is None or given[1].kind is not DateKind.INTERVAL:
            return None
        date = given[1]
        sides = ((date.start, when.date.start), (date.end, when.date.end))
        return given if any(_is_another(side, own) for side, own in sides) else None

    def _given(self, reading: Reading) -> tuple[str, Date] | None:
        """Return the most exact version of the phrase with its date; None where one cannot be read."""
        base = reading.base.text if reading.base is not None else ""
        phrases = [one_line(text) for _, text in reading.phrase.versions if text]
        if any(len(phrase) > MAX_LENGTH for phrase in phrases):
            return None
        versions = [(phrase, self._words_give(phrase, base)) for phrase in phrases]
        dated = [(phrase, date) for phrase, date in versions if date is not None]
        if not dated or len(dated) < len(versions):
            return None
        return min(dated, key=lambda version: version[1].precision)

    def _is_later_than_its_sources(self, event: Event) -> bool:
        begin, start = event.when.date.bounds.earliest_start, event.when.date.start
        reading = event.when.reading
        if not isinstance(begin, int) or event.role is Role.ANNOUNCED or not event.excerpts:
            return False
        if reading is not None and (reading.note or reading.rule not in _READ_FROM_PHRASE):
            return False  # Whoever wrote it says why.
        # A day has ended on the one side of the earth when it begins on the other.
        slack = 0 if isinstance(start, SingleDate) and start.time is None else DAY
        ends = [self._issue_ends.get(excerpt.source_id) for excerpt in event.excerpts]
        return all(end is not None and begin >= end + slack for end in ends)


def doubt_evidence(event: Event, path: Path, findings: Findings) -> None:
    """Collect where nothing shows what the date of an event rests on."""
    if not event.excerpts:
        findings.warn(path, "the event has no excerpt: nothing shows what its date rests on")
    for index, excerpt in enumerate(event.excerpts):
        if not excerpt.date_ranges:
            message = 'the excerpt does not say which words give the date; expected "date"'
            findings.warn((*path, "excerpts", index), message)


def _issue_end(source: Source) -> Instant | None:
    """Return the first instant after a source was issued, None where that is not known."""
    end = source.issued.bounds.latest_end if source.issued is not None else None
    return end if isinstance(end, int) else None


def _words_give(phrase: str, base: str) -> Date | None:
    """Return the date that words give, None where they cannot be read."""
    try:
        return read_date(phrase, parse_edtf(base) if base else None)
    except DateError:
        return None


def _is_another(words: SingleDate | Edge, side: SingleDate | Edge) -> bool:
    """Tell whether a side of an interval is not the date that words give it; they may give none."""
    return isinstance(words, SingleDate) and (isinstance(side, Edge) or side.span != words.span)


def _is_finer(precision: Precision, words: Precision) -> bool:
    """Tell whether a date is surely more exact than words; ages are rounded, and clock times padded."""
    if words > Precision.CENTURY or words < Precision.DAY:
        return False
    if words in _PARTS_OF_YEAR:
        return precision < Precision.QUARTER
    return precision < words
