"""A made-up chronology of any length: every event follows from its position and the seed alone.

Owns what the events are, as columns of numbers and one by one. Knows no files (see `files`) and no clock.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, fields
from enum import IntEnum
from typing import Final, Self, TypeVar

import numpy as np
import numpy.typing as npt

from timeline_app.core.columns import CodeLists, Columns, Flag, NameList, Names, Unit, frozen
from timeline_app.core.date import Precision
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.event import Category, Event, Excerpt, Source, When
from timeline_app.core.instant import SECOND
from timeline_app.core.store import EventStore
from timeline_app.core.text import Text

CATEGORIES: Final = ("politics", "trade", "law", "science", "letters", "health", "transport", "weather")
SOURCES: Final = 40
TAGS: Final = 60
EXCERPT_LENGTH: Final = 200
CHUNK: Final = 1 << 18
"""Positions that are worked on at once."""

_SEED: Final = 20_240_229
_MASK: Final = 2**64 - 1
_STEP: Final = 0x9E3779B97F4A7C15
_FIRST_DAY, _LAST_DAY = (
    int(np.datetime64(day, "D").astype(np.int64)) for day in ("1500-01-01", "2026-01-01")
)
_CLUSTERS: Final = 48
_CLUSTERED: Final = 0.9
_WORDS: Final = 2_048
_PHRASES: Final = 1_024
_SPAN_DAYS: Final = (1.0, 3_000.0)

Drawn = TypeVar("Drawn", int, npt.NDArray[np.uint64])


class Draw(IntEnum):
    """What is drawn by lot for an event, each apart from the others."""

    CLUSTER = 0
    PLACE = 1
    FORM = 2
    PRECISION = 3
    LENGTH = 4
    REST = 5
    TITLE = 6
    EXCERPT = 7


class Form(IntEnum):
    """How an event's date is written."""

    POINT = 0
    APPROXIMATE = 1
    UNCERTAIN = 2
    SPAN = 3
    OPEN_END = 4


_FORMS: Final = np.array([0.72, 0.75, 0.78, 0.998])
"""Up to which lot each form but the last goes."""
_PRECISIONS: Final = (
    (Precision.YEAR, "Y", 0.06),
    (Precision.MONTH, "M", 0.20),
    (Precision.DAY, "D", 0.80),
    (Precision.MINUTE, "m", 1.0),
)
"""With numpy's unit of it, and up to which lot it goes."""
_UNITS: Final = {precision: unit for precision, unit, _ in _PRECISIONS}
_MARKS: Final = {Form.POINT: "", Form.APPROXIMATE: "~", Form.UNCERTAIN: "?", Form.OPEN_END: "/.."}
_FORM_FLAGS: Final = {
    Form.POINT: Flag.NONE,
    Form.APPROXIMATE: Flag.START_APPROXIMATE | Flag.END_APPROXIMATE,
    Form.UNCERTAIN: Flag.START_UNCERTAIN | Flag.END_UNCERTAIN,
    Form.SPAN: Flag.LASTING,
    Form.OPEN_END: Flag.LASTING | Flag.END_OPEN,
}


def lots(positions: Drawn, draw: Draw) -> Drawn:
    """Return 64 random bits for each position: a step of SplitMix64 (Steele, Lea and Flood, 2014)."""
    bits = (positions * len(Draw) + (int(draw) + _SEED)) * _STEP & _MASK
    bits = ((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    bits = ((bits ^ (bits >> 27)) * 0x94D049BB133111EB) & _MASK
    return bits ^ (bits >> 31)


def _shares(positions: npt.NDArray[np.uint64], draw: Draw) -> npt.NDArray[np.float64]:
    """Return lots as numbers in [0, 1)."""
    return (lots(positions, draw) >> 11) * 2.0**-53


@dataclass(frozen=True, slots=True, eq=False)
class Dates:
    """The dates of events in the order of the file: `first` and `last` count units of their precision.

    A unit is a year, month, day or minute since 1970; `last` is the unit in which a span ends.
    """

    form: npt.NDArray[np.uint8]
    precision: npt.NDArray[np.uint8]
    first: npt.NDArray[np.int32]
    last: npt.NDArray[np.int32]

    @classmethod
    def drawn(cls, count: int) -> Self:
        """Draw the dates of so many events."""
        dates = cls(
            np.empty(count, np.uint8),
            np.empty(count, np.uint8),
            np.empty(count, np.int32),
            np.empty(count, np.int32),
        )
        for start in range(0, count, CHUNK):
            dates._draw(slice(start, min(start + CHUNK, count)))
        return dates

    def _draw(self, part: slice) -> None:
        positions = np.arange(part.start, part.stop, dtype=np.uint64)
        self.form[part] = np.searchsorted(_FORMS, _shares(positions, Draw.FORM), "right")
        is_qualified = np.isin(self.form[part], (Form.APPROXIMATE, Form.UNCERTAIN))
        # EDTF qualifies days, not clock times.
        lot = _shares(positions, Draw.PRECISION) * np.where(is_qualified, _PRECISIONS[-2][2], 1.0)
        minutes = _minutes_drawn(positions).astype("datetime64[m]")
        shortest, longest = np.log(_SPAN_DAYS)
        days = np.exp(shortest + (longest - shortest) * _shares(positions, Draw.LENGTH))
        over = minutes + (days * 1_440).astype("timedelta64[m]")
        lower = 0.0
        for precision, unit, upper in _PRECISIONS:
            chosen = (lot >= lower) & (lot < upper)
            first, last = (
                times[chosen].astype(f"datetime64[{unit}]").astype(np.int32) for times in (minutes, over)
            )
            self.precision[part][chosen] = precision
            self.first[part][chosen] = first
            self.last[part][chosen] = np.where(
                self.form[part][chosen] == Form.SPAN, np.maximum(last, first + 1), first
            )
            lower = upper

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return all by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def text(self, position: int) -> str:
        """Return one of the dates in EDTF, sooner than `texts` would."""
        unit, form = _UNITS[self.precision[position]], Form(self.form[position])
        first = str(np.datetime64(int(self.first[position]), unit))
        last = np.datetime64(int(self.last[position]), unit)
        return f"{first}/{last}" if form is Form.SPAN else f"{first}{_MARKS[form]}"

    def texts(self, part: slice) -> list[str]:
        """Return some of the dates in EDTF."""
        form = self.form[part]
        texts = np.empty(len(form), "U33")
        for precision, unit, _ in _PRECISIONS:
            chosen = self.precision[part] == precision
            first, last = (
                np.datetime_as_string(units[part][chosen].astype(f"datetime64[{unit}]"))
                for units in (self.first, self.last)
            )
            texts[chosen] = np.where(
                form[chosen] == Form.SPAN, np.char.add(np.char.add(first, "/"), last), first
            )
        for marked, mark in _MARKS.items():
            texts[form == marked] = np.char.add(texts[form == marked], mark)
        return texts.tolist()

    def bounds(self) -> tuple[npt.NDArray[np.int64], ...]:
        """Return the four bounds of each in microseconds, as columns hold them."""
        four = tuple(np.empty(len(self.form), np.int64) for _ in range(4))
        for precision, unit, _ in _PRECISIONS:
            chosen = self.precision == precision
            edges = [
                (units + after).astype(f"datetime64[{unit}]").astype("datetime64[s]").astype(np.int64)
                * SECOND
                for units, after in (
                    (self.first[chosen], 0),
                    (self.first[chosen], 1),
                    (self.last[chosen], 0),
                    (self.last[chosen], 1),
                )
            ]
            for bound, edge in zip(four, edges, strict=True):
                bound[chosen] = edge
        is_open = self.form == Form.OPEN_END
        four[2][is_open] = four[3][is_open] = four[1][is_open]
        return four


def _minutes_drawn(positions: npt.NDArray[np.uint64]) -> npt.NDArray[np.int64]:
    """Return when events begin, in minutes since 1970: most in clusters that last from days to decades."""
    made = np.random.default_rng(_SEED)
    middles = _FIRST_DAY + (_LAST_DAY - _FIRST_DAY) * made.beta(3.0, 1.2, _CLUSTERS)
    widths = np.exp(made.uniform(np.log(20.0), np.log(7_000.0), _CLUSTERS))
    weights = np.cumsum(made.pareto(1.2, _CLUSTERS) + 0.2)
    lot = _shares(positions, Draw.CLUSTER)
    cluster = np.minimum(np.searchsorted(weights / weights[-1], lot / _CLUSTERED), _CLUSTERS - 1)
    place = lots(positions, Draw.PLACE)
    thirds = sum(((place >> shift) & 0x1FFFFF) * 2.0**-21 for shift in (0, 21, 42)) - 1.5
    days = np.where(
        lot < _CLUSTERED,
        middles[cluster] + widths[cluster] * thirds,
        _FIRST_DAY + (_LAST_DAY - _FIRST_DAY) * _shares(positions, Draw.PLACE),
    )
    return (np.clip(days, _FIRST_DAY, _LAST_DAY - 1) * 1_440).astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class MadeUp:
    """A chronology, as an EventSource: each event is made when it is asked for."""

    dates: Dates
    words: tuple[str, ...]
    phrases: tuple[str, ...]

    @classmethod
    def of(cls, dates: Dates) -> Self:
        """Tell events with these dates."""
        return cls(dates, _words(), _phrases())

    def event(self, position: int) -> Event:
        """Return the event at a position."""
        source, exact = self.excerpt(position)
        return Event(
            f"e{position}",
            Text.plain(self.title(position)),
            When(parse_edtf(self.dates.text(position))),
            category_id=CATEGORIES[category_of(lots(position, Draw.REST))],
            importance=importance_of(lots(position, Draw.REST)) / 100,
            tags=self.tags(position),
            excerpts=(Excerpt(source_name(source), exact),) if exact else (),
        )

    def position_of(self, event_id: str) -> int | None:
        """Return the position of an id, None where no event has it."""
        number = event_id.removeprefix("e")
        return int(number) if number.isdecimal() and int(number) < len(self.dates.form) else None

    def title(self, position: int) -> str:
        """Return a title of three to eight words, the first words of the list more often than the last."""
        bits = lots(position, Draw.TITLE)
        drawn = [((bits >> shift & 127) * (bits >> shift + 3 & 127)) >> 3 for shift in range(3, 59, 7)]
        return " ".join([self.words[at] for at in drawn[: 3 + bits % 6]]).capitalize()

    def tags(self, position: int) -> tuple[str, ...]:
        """Return the tags of an event."""
        rest = lots(position, Draw.REST)
        return tuple(map(tag_name, two_tags(rest)[: tag_count(rest)]))

    def excerpt(self, position: int) -> tuple[int, str]:
        """Return the code of an event's source and the words of its excerpt, "" for one event in twenty."""
        bits = lots(position, Draw.EXCERPT)
        if not has_excerpt(bits):
            return 0, ""
        pieces = [self.phrases[bits >> shift & _PHRASES - 1] for shift in (0, 10, 20, 30)]
        return int(source_of(bits)), " ".join(pieces)[:EXCERPT_LENGTH]


def category_of(rest: Drawn) -> Drawn:
    """Return the code of a category; the first are the fullest."""
    return ((rest & 7) * (rest >> 3 & 7) + 7) >> 3


def importance_of(rest: Drawn) -> Drawn:
    """Return the importance in hundredths."""
    return (rest >> 8 & 0xFFFF) % 101


def has_excerpt(bits: Drawn) -> Drawn:
    """Tell whether an event has an excerpt."""
    return (bits >> 40 & 0xFF) % 20 != 0


def source_of(bits: Drawn) -> Drawn:
    """Return the code of the excerpt's source."""
    return (bits >> 48 & 0xFFFF) % SOURCES


def tag_count(rest: Drawn) -> Drawn:
    """Return how many tags an event has: none to two."""
    return (rest >> 40 & 0xFFFF) % 3


def two_tags(rest: Drawn) -> tuple[Drawn, Drawn]:
    """Return the codes of two tags, of which an event has the first few."""
    first = (rest >> 24 & 0xFF) % TAGS
    return first, (first + (rest >> 32 & 0xFF) % (TAGS - 1) + 1) % TAGS


def tag_name(code: int) -> str:
    """Return a tag."""
    return f"tag-{code:02}"


def tag_names() -> tuple[str, ...]:
    """Return all tags."""
    return tuple(map(tag_name, range(TAGS)))


def source_name(code: int) -> str:
    """Return the id of a source."""
    return f"s{code + 1}"


def columns_of(dates: Dates) -> Columns:
    """Return the columns of all events, in the order of their positions."""
    count = len(dates.form)
    codes, importance = np.empty(count, np.int32), np.empty(count, np.float32)
    counts = np.empty((2, count), np.int32)
    tags, sources = [], []
    for start in range(0, count, CHUNK):
        part = slice(start, min(start + CHUNK, count))
        positions = np.arange(part.start, part.stop, dtype=np.uint64)
        rest, bits = lots(positions, Draw.REST), lots(positions, Draw.EXCERPT)
        codes[part], importance[part] = category_of(rest), importance_of(rest) / 100
        counts[:, part] = tag_count(rest), has_excerpt(bits)
        both = np.stack(two_tags(rest), axis=1)
        tags.append(both[np.arange(2) < counts[0, part, None]].astype(np.int32))
        sources.append(source_of(bits[has_excerpt(bits)]).astype(np.int32))
    flags = np.array([_FORM_FLAGS[form] for form in Form], np.uint16)[dates.form]
    flags[counts[1] == 0] |= int(Flag.NO_EXCERPT)
    # A date with one side only is a span, however finely it is written.
    flags[(dates.form < Form.SPAN) & (dates.precision <= Precision.DAY)] |= int(Flag.INSTANT)
    return Columns(
        Unit.MICROSECONDS,
        *(frozen(bound) for bound in dates.bounds()),
        frozen(flags),
        frozen(codes),
        frozen(importance),
        frozen(dates.precision),
        _lists(counts[0], tags),
        _lists(counts[1], sources),
    )


def _lists(counts: npt.NDArray[np.int32], codes: list[npt.NDArray[np.int32]]) -> CodeLists:
    offsets = np.zeros(len(counts) + 1, np.int32)
    np.cumsum(counts, out=offsets[1:])
    return CodeLists(frozen(offsets), frozen(np.concatenate(codes)))


def made_store(dates: Dates) -> EventStore:
    """Return a store of all events, made of columns alone."""
    columns = columns_of(dates)
    order = np.lexsort((columns.latest_end, columns.earliest_start)).astype(np.int32)
    names = Names(NameList(CATEGORIES), NameList(source.id for source in sources()), NameList(tag_names()))
    return EventStore.in_order(columns, order, categories(), sources(), names, MadeUp.of(dates))


def categories() -> list[Category]:
    """Return the lanes."""
    return [Category(name, Text.plain(name.capitalize())) for name in CATEGORIES]


def sources() -> list[Source]:
    """Return the sources."""
    return [
        Source(source_name(code), code + 1, Text.plain(f"Annals, volume {code + 1}"))
        for code in range(SOURCES)
    ]


def _words() -> tuple[str, ...]:
    made = random.Random(_SEED)  # noqa: S311 - a sample, no secret
    syllables = [
        start + vowel + end for start in "bdfklmnprstv" for vowel in "aeiou" for end in ("", "n", "r", "s")
    ]
    words: dict[str, None] = {}
    while len(words) < _WORDS:
        words["".join(made.choices(syllables, k=made.choice((1, 2, 2, 3, 3))))] = None
    return tuple(words)


def _phrases() -> tuple[str, ...]:
    """Return pieces of text of 50 characters or more."""
    made, words = random.Random(_SEED), _words()  # noqa: S311
    phrases = []
    for _ in range(_PHRASES):
        phrase = ""
        while len(phrase) <= EXCERPT_LENGTH // 4:
            phrase += f"{words[int(made.random() ** 2 * _WORDS)]} "
        phrases.append(phrase.rstrip())
    return tuple(phrases)
