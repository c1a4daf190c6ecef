"""What a date is: four bounds, a precision, qualifiers and the text as typed.

Owns the values that `edtf` reads, `prose` makes and `wording` says. Knows no grammar, no language, no Qt.
Bounds follow the four-bounds model of CIDOC CRM and Linked Art time spans. The values are msgspec structs:
frozen and slotted as dataclasses would be, but built five times as fast, and a dataset may hold a million.
"""

from __future__ import annotations

from enum import Enum, Flag, IntEnum, StrEnum

from msgspec import Struct

from timeline_app.core.instant import Instant, Span


class Edge(StrEnum):
    """Why a bound is not an instant: open has no limit, unknown has one that nobody states."""

    OPEN = "open"
    UNKNOWN = "unknown"


Bound = Instant | Edge


class Qualifier(Flag):
    """EDTF's `?` and `~`; `%` is both."""

    NONE = 0
    UNCERTAIN = 1
    APPROXIMATE = 2


class Precision(IntEnum):
    """How exactly a date is written, finest first, so that `max` is the coarser."""

    MICROSECOND = 1
    MILLISECOND = 2
    SECOND = 3
    MINUTE = 4
    DAY = 5
    MONTH = 6
    QUARTER = 7
    SEASON = 8
    FOUR_MONTHS = 9
    HALF_YEAR = 10
    YEAR = 11
    DECADE = 12
    CENTURY = 13
    MILLENNIUM = 14
    TEN_THOUSAND_YEARS = 15
    HUNDRED_THOUSAND_YEARS = 16
    MILLION_YEARS = 17
    TEN_MILLION_YEARS = 18
    HUNDRED_MILLION_YEARS = 19
    BILLION_YEARS = 20
    COARSER = 21

    @property
    def label(self) -> str:
        """Return the name used in JSON output, as in `four-months`."""
        return self.name.lower().replace("_", "-")


class Bounds(Struct, frozen=True, gc=False):
    """Where a date starts and ends, as far as it is known.

    Start lies in [earliest_start, latest_start], end in [earliest_end, latest_end]; instants of ends are
    exclusive (the end of 2018 is the first instant of 2019). A single date has
    earliest_start = earliest_end = its first instant and latest_start = latest_end = the instant after
    its last: nothing is said about where inside it something happened. So has a set, with its hull.
    Of the instants, earliest <= latest on each side, and no start is later than the end of the same name.
    """

    earliest_start: Bound
    latest_start: Bound
    earliest_end: Bound
    latest_end: Bound


class ClockTime(Struct, frozen=True, gc=False):
    """A time of day as written; `second` is None where only minutes stand.

    `offset_minutes` is None for a floating time (no zone), 0 for `Z`. `fraction` holds the digits after
    the point as typed ("250"), at most six.
    """

    hour: int
    minute: int
    second: int | None
    fraction: str = ""
    offset_minutes: int | None = None


class SingleDate(Struct, frozen=True, gc=False):
    """One date expression without slashes or brackets.

    `year_digits`, `month_digits`, `day_digits` are as typed, X and sign included ("201X", "-0043", "-17E7",
    "1X", "XX"; empty where the part is missing); `year` is the number where no X stands. `season` is an
    EDTF code 21 to 41, and then `month_digits` is empty and `month_qualifier` its doubt.
    `significant_digits` is EDTF's `S`. `precision` is what is known: the leftmost X decides, so that
    `156X-12-25` is known to the decade and `2004-XX` to the year. `span` is the hull [first, after last);
    `comb` lists the separate members where an X leaves gaps and they are at most 24, else it is empty.
    `long_form` is true for the `Y` and `Y…E…` spellings.
    """

    text: str
    precision: Precision
    span: Span
    year_digits: str
    year: int | None
    month_digits: str = ""
    day_digits: str = ""
    season: int | None = None
    time: ClockTime | None = None
    significant_digits: int | None = None
    long_form: bool = False
    year_qualifier: Qualifier = Qualifier.NONE
    month_qualifier: Qualifier = Qualifier.NONE
    day_qualifier: Qualifier = Qualifier.NONE
    comb: tuple[Span, ...] = ()

    @property
    def qualifier(self) -> Qualifier:
        """Return the union of the qualifiers of all parts."""
        if self.year_qualifier is self.month_qualifier is self.day_qualifier:
            return self.year_qualifier
        return self.year_qualifier | self.month_qualifier | self.day_qualifier


class DateRange(Struct, frozen=True, gc=False):
    """A range inside a set, as in `1670..1672`; None on a side means no limit there."""

    first: SingleDate | None
    last: SingleDate | None


def singles_of(member: SingleDate | DateRange) -> tuple[SingleDate, ...]:
    """Return the dates that an element of a set names: itself, or those ends of a range that are there."""
    if isinstance(member, SingleDate):
        return (member,)
    return tuple(end for end in (member.first, member.last) if end is not None)


class DateKind(Enum):
    """The four shapes of an EDTF expression."""

    SINGLE = "single"
    INTERVAL = "interval"
    ONE_OF = "one of a set"
    ALL_OF = "all of a set"


class Date(Struct, frozen=True, gc=False):
    """An EDTF value (ISO 8601-2, levels 0 to 2) with the text as typed.

    `start` and `end` are the two sides of an interval; for a single date both are that date; for a set
    both are Edge.UNKNOWN and `members` holds the elements. `precision` is the coarsest of the parts.
    `extension` is true where the text uses one of this program's declared extensions to EDTF.
    """

    text: str
    kind: DateKind
    start: SingleDate | Edge
    end: SingleDate | Edge
    members: tuple[SingleDate | DateRange, ...]
    bounds: Bounds
    precision: Precision
    extension: bool = False

    @property
    def single(self) -> SingleDate:
        """Return the one date of a SINGLE; other kinds raise ValueError."""
        if self.kind is not DateKind.SINGLE or not isinstance(self.start, SingleDate):
            raise ValueError(f"{self.text!r} is not a single date")
        return self.start

    @property
    def start_qualifier(self) -> Qualifier:
        """Return the doubt about the start."""
        return self._side(self.start)

    @property
    def end_qualifier(self) -> Qualifier:
        """Return the doubt about the end."""
        return self._side(self.end)

    def _side(self, side: SingleDate | Edge) -> Qualifier:
        if isinstance(side, SingleDate):
            return side.qualifier
        doubt = Qualifier.NONE
        for member in self.members:
            for single in singles_of(member):
                doubt |= single.qualifier
        return doubt
