"""Many EDTF dates at once into the numbers that columns hold of them.

Owns speed, not grammar: digits are read with numpy, a whole batch in one step; every date in another shape,
a wrong one too, is left to `parse_edtf`. Knows no events and no files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from timeline_app.core.civil import DAYS_PER_CYCLE
from timeline_app.core.columns import Flag, bounds_of, flags_of
from timeline_app.core.date import Precision
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.errors import DateError
from timeline_app.core.event import When
from timeline_app.core.instant import DAY, HOUR, MINUTE, SECOND

FourBounds = tuple[int, int, int, int]
_Int64 = npt.NDArray[np.int64]
_Mask = npt.NDArray[np.bool_]
_Letters = npt.NDArray[np.uint8]

_SIDE: Final = 20
"""Characters of the longest plain date, a time to the second, and a qualifier."""
_LONGEST: Final = 2 * _SIDE + 1
_REMEMBERED: Final = 50_000
_INT64_LIMIT: Final = 2**62
_SLASH: Final = ord("/")
_DOUBTS: Final = (
    (ord("?"), Flag.START_UNCERTAIN),
    (ord("~"), Flag.START_APPROXIMATE),
    (ord("%"), Flag.START_UNCERTAIN | Flag.START_APPROXIMATE),
)
_END_OF_START: Final = Flag.END_OPEN // Flag.START_OPEN
_DIGITS: Final = ((4, (0, 1, 2, 3)), (7, (5, 6)), (10, (8, 9)), (16, (11, 12, 14, 15)), (19, (17, 18)))
"""From which length on a plain date has a digit at which places."""
_SIGNS: Final = ((7, 4, "-"), (10, 7, "-"), (16, 10, "T"), (16, 13, ":"), (19, 16, ":"))
_PRECISIONS: Final = (
    (4, Precision.YEAR),
    (7, Precision.MONTH),
    (10, Precision.DAY),
    (16, Precision.MINUTE),
    (19, Precision.SECOND),
)
_MONTH_DAYS: Final = np.array((31, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), np.int64)
"""By the number of the month; index 0 stands in for what is no month."""


@dataclass(frozen=True, slots=True, eq=False)
class DateColumns:
    """What dates are in columns; index i is the i-th date.

    `bounds` has four rows: earliest and latest start, earliest and latest end, as `columns.bounds_of` gives
    them, in microseconds; where they do not fit, the exact ones are in `wide` and the four numbers are 0.
    `flags` and `precision` are as in `Columns`, without NO_EXCERPT. `wrong` are the indices, ascending, of
    texts that are no dates; `parse_edtf` says why, and their numbers mean nothing.
    """

    bounds: _Int64
    flags: npt.NDArray[np.uint16]
    precision: npt.NDArray[np.uint8]
    wide: Mapping[int, FourBounds]
    wrong: tuple[int, ...]


class DateReader:
    """Reads dates in batches; rare shapes that come again are remembered, a bounded number of them."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, bool], tuple[FourBounds, int, int] | None] = {}

    def read(self, texts: Sequence[str], lasting: Sequence[bool]) -> DateColumns:
        """Read EDTF expressions; `lasting` tells for each whether its event lasts throughout it."""
        whole_time = np.array(lasting, np.bool_)
        bounds, flags, precision, is_read = _read_plain(texts, whole_time)
        wide: dict[int, FourBounds] = {}
        wrong: list[int] = []
        for index in np.flatnonzero(~is_read).tolist():
            found = self._parsed(texts[index], lasting=bool(whole_time[index]))
            if found is None:
                wrong.append(index)
                continue
            four, flags[index], precision[index] = found
            if max(map(abs, four)) < _INT64_LIMIT:
                bounds[:, index] = four
            else:
                bounds[:, index] = 0
                wide[index] = four
        return DateColumns(bounds, flags, precision, wide, tuple(wrong))

    def _parsed(self, text: str, *, lasting: bool) -> tuple[FourBounds, int, int] | None:
        """Return bounds, flags and precision of one date, None where it is wrong."""
        key = text, lasting
        if key not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[key] = _parse(text, lasting=lasting)
        return self._known[key]


def _parse(text: str, *, lasting: bool) -> tuple[FourBounds, int, int] | None:
    try:
        when = When(parse_edtf(text), lasting)
    except DateError:
        return None
    return bounds_of(when), int(flags_of(when, has_excerpt=True)), int(when.date.precision)


def _read_plain(
    texts: Sequence[str], lasting: _Mask
) -> tuple[_Int64, npt.NDArray[np.uint16], npt.NDArray[np.uint8], _Mask]:
    """Return bounds, flags and precision of plain dates and of intervals of two, and which were read."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    letters = _letters(texts, lengths)
    is_slash = letters == _SLASH
    is_interval = is_slash.any(axis=0)
    first_lengths = np.where(is_interval, is_slash.argmax(axis=0), lengths)
    start = _Side.of(letters, first_lengths)
    bounds = np.stack((start.first, start.after, start.first, start.after))
    flags = np.where(start.precision <= Precision.DAY, int(Flag.INSTANT), 0) + start.doubt * (
        1 + _END_OF_START
    )
    precision = start.precision
    is_read = start.is_sound & (lengths <= _LONGEST)
    bounds[1][lasting], bounds[2][lasting] = start.first[lasting], start.after[lasting]
    flags += np.where(lasting, int(Flag.LASTING), 0)
    rows = np.flatnonzero(is_interval)
    if len(rows):
        begin = first_lengths[rows] + 1
        end = _Side.of(_from(letters[:, rows], begin), lengths[rows] - begin)
        bounds[:, rows] = _interval_bounds(bounds[0, rows], start.after[rows], end)
        flags[rows] = start.doubt[rows] + end.doubt * _END_OF_START + int(Flag.LASTING)
        precision[rows] = np.maximum(precision[rows], end.precision)
        # One that is reversed is wrong; why is said elsewhere.
        is_read[rows] &= end.is_sound & (end.after > start.first[rows])
    return bounds, flags.astype(np.uint16), precision.astype(np.uint8), is_read


def _letters(texts: Sequence[str], lengths: _Int64) -> _Letters:
    """Return a column for each text, with a row for each of its characters; 255 stands for all but ASCII.

    A text that is too long for a plain interval is an empty column.
    """
    fits = lengths <= _LONGEST
    listed = list(texts) if fits.all() else [text if len(text) <= _LONGEST else "" for text in texts]
    held = np.array(listed, f"<U{_LONGEST + 1}")
    codes = held.view(np.uint32).reshape(len(texts), _LONGEST + 1)
    return np.ascontiguousarray(np.minimum(codes, 255).astype(np.uint8).T)


def _from(letters: _Letters, begin: _Int64) -> _Letters:
    """Return the letters of each column from a row of its own on."""
    places = np.minimum(begin + np.arange(_SIDE + 1)[:, None], len(letters) - 1)
    return np.take_along_axis(letters, places, axis=0)


def _interval_bounds(first: _Int64, after: _Int64, end: _Side) -> _Int64:
    return np.stack((first, np.minimum(after, end.after), np.maximum(first, end.first), end.after))


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """Plain dates, single or one side of intervals: their spans, START flags of doubt and precisions."""

    first: _Int64
    after: _Int64
    doubt: _Int64
    precision: _Int64
    is_sound: _Mask

    @classmethod
    def of(cls, letters: _Letters, lengths: _Int64) -> _Side:
        """Read the dates at the start of each column, as long as given."""
        columns = np.arange(letters.shape[1])
        lasts = letters[np.clip(lengths - 1, 0, _SIDE), columns]
        doubt = np.zeros(len(columns), np.int64)
        for sign, flags in _DOUBTS:
            doubt[lasts == sign] = int(flags)
        size = lengths - (doubt != 0)
        # Below "0" the difference wraps around, to more than 9.
        digits = letters[:_SIDE] - np.uint8(ord("0"))
        is_sound = _has_shape(letters, digits, size) & ((doubt == 0) | (size <= 10))
        digits[:, ~is_sound] = 0
        precision = np.zeros(len(columns), np.int64)
        for length, unit in _PRECISIONS:
            precision[size == length] = unit
        first, after, exists = _spans(digits, size)
        return cls(first, after, doubt, precision, is_sound & exists)


def _has_shape(letters: _Letters, digits: _Letters, size: _Int64) -> _Mask:
    """Tell which columns have digits and signs where a plain date of their length has them."""
    fits = np.isin(size, [length for length, _ in _PRECISIONS])
    for length, places in _DIGITS:
        for place in places:
            fits &= (size < length) | (digits[place] <= 9)
    for length, place, sign in _SIGNS:
        fits &= (size < length) | (letters[place] == ord(sign))
    return fits


def _spans(digits: _Letters, size: _Int64) -> tuple[_Int64, _Int64, _Mask]:
    """Return the first instants, the instants after the last, and which dates the calendar and clock have."""

    def number(place: int, length: int, missing: int) -> _Int64:
        # Of two digits, a byte holds the number.
        written = (digits[place] * np.uint8(10) + digits[place + 1]).astype(np.int64)
        return np.where(size >= length, written, missing)

    year = np.array([1000, 100, 10, 1], np.int64) @ digits[:4]
    month, day = number(5, 7, 1), number(8, 10, 1)
    hour, minute, second = number(11, 16, 0), number(14, 16, 0), number(17, 19, 0)
    exists = (month >= 1) & (month <= 12) & (day >= 1) & (hour <= 23) & (minute <= 59) & (second <= 59)
    is_leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    month = np.where(exists, month, 1)
    month_days = _MONTH_DAYS[month] + (is_leap & (month == 2))
    exists &= day <= month_days
    lengths = np.select(
        [size == 4, size == 7, size == 10, size == 16],
        [(365 + is_leap) * DAY, month_days * DAY, np.full(len(size), DAY), np.full(len(size), MINUTE)],
        SECOND,
    )
    first = _days(year, month, day) * DAY + hour * HOUR + minute * MINUTE + second * SECOND
    return first, first + lengths, exists


def _days(year: _Int64, month: _Int64, day: _Int64) -> _Int64:
    """Return days since 1970-01-01, as `civil.days_from_civil` does."""
    shifted = year - (month <= 2)
    cycle = shifted // 400
    year_of_cycle = shifted - cycle * 400
    day_of_year = (153 * (month + np.where(month > 2, -3, 9)) + 2) // 5 + day - 1
    day_of_cycle = year_of_cycle * 365 + year_of_cycle // 4 - year_of_cycle // 100 + day_of_year
    days: _Int64 = cycle * DAYS_PER_CYCLE + day_of_cycle - 719_468
    return days
