from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.civil import instant_of
from timeline_app.core.columns import Flag, Unit, distinct
from timeline_app.core.date import DateKind, Edge, SingleDate
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.event import Category, Event, Excerpt, Source, When
from timeline_app.core.instant import SECOND, Instant, Span
from timeline_app.core.store import EMPTY_STORE, EventStore
from timeline_app.core.text import Text

YEARS = st.integers(1000, 3000) | st.sampled_from([2024, 2025])
DATES = st.one_of(
    YEARS.map(str),
    st.builds("{:04}-{:02}".format, YEARS, st.integers(1, 12)),
    st.builds("{:04}-{:02}-{:02}".format, YEARS, st.integers(1, 12), st.integers(1, 28)),
    st.builds("{0:04}/{1:04}".format, st.integers(1000, 1999), st.integers(2000, 2999)),
    st.builds("{:04}/..".format, YEARS),
    st.builds("../{:04}".format, YEARS),
    st.builds("/{:04}".format, YEARS),
    st.builds("{:04}/".format, YEARS),
    st.builds("[..{:04}]".format, YEARS),
    st.builds("{{{0:04},{1:04}..}}".format, st.integers(1000, 1999), st.integers(2000, 2999)),
    st.sampled_from(["201X", "20X0", "2004-XX-15", "2025-10-28T14:30:05", "2024-21", "1984~", "2004-06?"]),
)
DEEP_DATES = DATES | st.sampled_from(["Y-13800000000", "Y-66E6", "Y100000000000"])


def event(name, edtf, *, lasting=False, category="", excerpts=(), importance=0.5):
    when = When(parse_edtf(edtf), lasting=lasting)
    return Event(name, Text.plain(name), when, category_id=category, excerpts=excerpts, importance=importance)


def store_of(*dates):
    return EventStore.of([event(f"{index}", date) for index, date in enumerate(dates)])


def ids(store):
    return [store.event(row).id for row in range(len(store))]


@dataclass(frozen=True)
class Plain:
    """What an event is to the simple model: its known hull, and which sides have no limit."""

    first: int
    last: int
    start_open: bool
    end_open: bool

    @classmethod
    def of(cls, edtf):
        date = parse_edtf(edtf)
        bounds = date.bounds
        four = (bounds.earliest_start, bounds.latest_start, bounds.earliest_end, bounds.latest_end)
        known = [bound for bound in four if not isinstance(bound, Edge)]
        for member in date.members:
            for side in (member,) if isinstance(member, SingleDate) else (member.first, member.last):
                known += [side.span.start, side.span.end] if side else []
        return cls(min(known), max(known), four[0] is Edge.OPEN, four[3] is Edge.OPEN)

    def touches(self, view):
        begins = self.start_open or self.first < view.end
        return begins and (self.end_open or self.last > view.start)


@given(st.lists(DATES, max_size=20))
def test_events_are_in_time_order_and_ties_in_the_files(dates):
    store = store_of(*dates)
    expected = sorted(range(len(dates)), key=lambda i: (Plain.of(dates[i]).first, Plain.of(dates[i]).last, i))
    assert ids(store) == [str(index) for index in expected]
    assert store.file_order.tolist() == expected
    assert [store.row_of(str(index)) for index in expected] == list(range(len(dates)))


@given(st.lists(DEEP_DATES, min_size=1, max_size=20), st.data())
def test_the_rows_of_a_view_are_those_that_touch_it(dates, data):
    store = store_of(*dates)
    plain = {str(index): Plain.of(date) for index, date in enumerate(dates)}
    edges = sorted({edge for one in plain.values() for edge in (one.first, one.last)})
    around = st.builds(lambda edge, by: edge + by, st.sampled_from(edges), st.integers(-2, 2))
    one, other = data.draw(around), data.draw(around | st.integers(-(10**25), 10**25))
    view = Span(Instant(min(one, other)), Instant(max(one, other)))
    rows = store.rows_in(view).tolist()
    assert rows == sorted(rows)
    found = {store.event(row).id for row in rows}
    assert found >= {name for name, one in plain.items() if one.touches(view) and view.duration}
    wider = Span(Instant(view.start - store.unit + 1), Instant(view.end + store.unit - 1))
    assert found <= {name for name, one in plain.items() if one.touches(wider)}


@given(st.lists(DEEP_DATES, min_size=1, max_size=10))
def test_hulls_hold_every_known_bound_and_bounds_are_in_order(dates):
    store = store_of(*dates)
    hulls = []
    for row in range(len(store)):
        plain, span = Plain.of(dates[int(store.event(row).id)]), store.span_of(row)
        assert plain.first - store.unit < span.start <= plain.first
        assert plain.last <= span.end < plain.last + store.unit
        for piece in store.members(row):
            assert span.start <= piece.start < piece.end <= span.end
        hulls.append(span)
    assert (store.columns.earliest_start <= store.columns.latest_start).all()
    assert (store.columns.earliest_end <= store.columns.latest_end).all()
    assert store.span == Span(min(hull.start for hull in hulls), max(hull.end for hull in hulls))


@pytest.mark.parametrize(
    ("dates", "unit"),
    [
        (["2025", "-4712"], Unit.MICROSECONDS),
        (["2025", "Y-13800000000"], Unit.SECONDS),
        (["2025", "Y-1000000000000", "Y1000000000000"], Unit.MINUTES),
    ],
)
def test_the_unit_is_the_finest_in_which_all_fits(dates, unit):
    store = store_of(*dates)
    assert store.unit is unit
    row = store.row_of("0")
    assert row is not None
    assert store.span_of(row) == Span(instant_of(2025), instant_of(2026))
    deep = store.row_of("1")
    assert store.span_of(deep) == parse_edtf(dates[1]).single.span


def test_a_moment_of_less_than_a_second_is_not_lost_beside_the_big_bang():
    store = store_of("Y-13800000000", "2025-10-28T14:30:05.250", "2025-10-28T14:30:05.125")
    assert ids(store) == ["0", "2", "1"]
    moment = parse_edtf("2025-10-28T14:30:05.250").single.span
    assert store.rows_in(moment).tolist() == [1, 2]
    span = store.span_of(2)
    assert span.start <= moment.start < moment.end <= span.end
    assert span.duration == SECOND
    assert (
        store.columns.latest_start[2] * store.unit
        >= parse_edtf("2025-10-28T14:30:05.250").bounds.latest_start
    )


def test_neither_touching_edge_is_in_view():
    store = store_of("2024", "2025", "2026")
    assert store.rows_in(Span(instant_of(2025), instant_of(2026))).tolist() == [1]


def test_views_beyond_the_range_of_the_columns_are_answered():
    store = store_of("2025", "1984/..", "../1900")
    everything = Span(instant_of(-2 * 10**12), instant_of(2 * 10**12))
    assert ids(store) == ["2", "1", "0"]
    assert store.rows_in(everything).tolist() == [0, 1, 2]
    assert store.rows_in(Span(instant_of(10**12), instant_of(2 * 10**12))).tolist() == [1]
    assert store.rows_in(Span(instant_of(-2 * 10**12), instant_of(-(10**12)))).tolist() == [0]


SET = Flag.MEMBERS
DAY = Flag.INSTANT


@pytest.mark.parametrize(
    ("edtf", "flags"),
    [
        ("2025", Flag.NONE),
        ("2025-10-28", DAY),
        ("2025-10-28T14:30:00", DAY),
        ("2025~", Flag.START_APPROXIMATE | Flag.END_APPROXIMATE),
        ("2025?", Flag.START_UNCERTAIN | Flag.END_UNCERTAIN),
        (
            "2025-10-28%",
            DAY | Flag.START_APPROXIMATE | Flag.START_UNCERTAIN
            | Flag.END_APPROXIMATE | Flag.END_UNCERTAIN,
        ),
        ("2024/2025", Flag.LASTING),
        ("2024?/2025~", Flag.LASTING | Flag.START_UNCERTAIN | Flag.END_APPROXIMATE),
        ("2024/..", Flag.LASTING | Flag.END_OPEN),
        ("../2024", Flag.LASTING | Flag.START_OPEN),
        ("/2024", Flag.LASTING | Flag.START_UNKNOWN),
        ("2024/", Flag.LASTING | Flag.END_UNKNOWN),
        ("[1667, 1670..1672]".replace(" ", ""), SET),
        ("{1667,1670..1672}", SET | Flag.ALL_OF),
        ("[1670..]", SET | Flag.END_OPEN),
        ("[..1984]", SET | Flag.START_OPEN),
        ("20X0", SET),
        ("201X", Flag.NONE),
        ("20X0/2095", Flag.LASTING),
    ],
)  # fmt: skip
def test_flags(edtf, flags):
    excerpt = Excerpt("source", "words")
    store = EventStore.of([event("a", edtf, excerpts=(excerpt,))])
    assert Flag(int(store.columns.flags[0])) == flags
    without = EventStore.of([event("a", edtf)])
    assert Flag(int(without.columns.flags[0])) == flags | Flag.NO_EXCERPT


def columns(edtf, *, lasting=False):
    store = EventStore.of([event("a", edtf, lasting=lasting)])
    four = (
        store.columns.earliest_start,
        store.columns.latest_start,
        store.columns.earliest_end,
        store.columns.latest_end,
    )
    return tuple(int(column[0]) for column in four)


START, END = instant_of(1984), instant_of(1985)


@pytest.mark.parametrize(
    ("edtf", "lasting", "expected"),
    [
        ("1984", False, (START, END, START, END)),
        ("1984", True, (START, START, END, END)),
        ("1984/1985", False, (START, END, END, instant_of(1986))),
        ("1984/..", False, (START, END, END, END)),
        ("1984/", False, (START, END, END, END)),
        ("../1984", False, (START, START, START, END)),
        ("/1984", False, (START, START, START, END)),
        ("[..1984]", False, (START, END, START, END)),
        ("[1984..]", False, (START, END, START, END)),
    ],
)
def test_an_open_or_unknown_side_repeats_the_nearest_known_bound(edtf, lasting, expected):
    assert columns(edtf, lasting=lasting) == expected


def test_lasting_is_flagged():
    assert Flag.LASTING in Flag(int(EventStore.of([event("a", "2025", lasting=True)]).columns.flags[0]))


@pytest.mark.parametrize(
    ("edtf", "years"),
    [
        ("2025", [(2025, 2026)]),
        ("1667/1670", [(1667, 1671)]),
        ("[1667,1670..1672]", [(1667, 1668), (1670, 1673)]),
        ("{1667,1670..1672}", [(1667, 1668), (1670, 1673)]),
        ("[1670..]", [(1670, 1671)]),
        ("[..1984]", [(1984, 1985)]),
        ("[19X0,2025]", [(1900 + ten, 1901 + ten) for ten in range(0, 100, 10)] + [(2025, 2026)]),
        ("20X0/2095", [(2000, 2096)]),
    ],
)
def test_members_are_the_pieces_of_a_date(edtf, years):
    pieces = EventStore.of([event("a", edtf)]).members(0)
    assert pieces == tuple(Span(instant_of(first), instant_of(last)) for first, last in years)


def test_categories_that_only_events_name_are_appended():
    known = Category("known", Text.plain("Known"), "#123456")
    events = [event("a", "2025", category="new"), event("b", "2024", category="known"), event("c", "2026")]
    store = EventStore.of(events, [known])
    assert [category.id for category in store.categories] == ["known", "new", ""]
    assert [store.category(row).id for row in range(3)] == ["known", "new", ""]
    assert store.category(1).label == Text.plain("new")


def test_sources_are_found_by_their_id():
    source = Source("one", 1)
    store = EventStore.of([], sources=[source])
    assert store.source("one") is source
    assert store.source("two") is None


def test_a_store_without_events():
    assert len(EMPTY_STORE) == 0
    assert EMPTY_STORE.span is None
    assert EMPTY_STORE.rows_in(Span(instant_of(2000), instant_of(2001))).tolist() == []
    assert EMPTY_STORE.row_of("a") is None


def test_columns_cannot_be_changed_and_revisions_differ():
    one, other = store_of("2025"), store_of("2025")
    assert one.revision != other.revision
    names = ("earliest_start", "latest_start", "earliest_end", "latest_end", "flags", "category_code")
    for name in (*names, "importance", "file_order"):
        column = one.file_order if name == "file_order" else getattr(one.columns, name)
        assert len(column) == 1
        with pytest.raises(ValueError, match="read-only"):
            column[0] = 0
    assert one.columns.importance.dtype == np.float32


def test_the_strategies_cover_every_kind_of_date():
    kinds = {parse_edtf(text).kind for text in ("2025", "2024/2025", "[..1984]", "{1984,2000..}")}
    assert kinds == set(DateKind)


def test_a_store_within_a_span_keeps_what_touches_it_in_the_file_s_order():
    whole = EventStore.of([event(date, date) for date in ("2001", "1990", "2001-05", "2020")])
    part = whole.within(parse_edtf("2001").single.span)
    assert [part.event(row).id for row in np.argsort(part.file_order)] == ["2001", "2001-05"]
    assert part.categories == whole.categories


def test_rows_are_found_by_their_positions_where_they_are_there():
    store = EventStore.of(
        [Event(str(year), Text.plain("T"), When(parse_edtf(str(year)))) for year in (2003, 2001, 2002)]
    )
    assert store.rows_at(np.array([0, 2, 1, 0])).tolist() == [0, 1, 2]
    assert store.rows_at(np.array([2, 9, -1])).tolist() == [1]
    assert store.subset(np.array([0, 2])).rows_at(np.array([0, 2])).tolist() == [1]
    assert EMPTY_STORE.rows_at(np.array([0])).tolist() == []


@given(st.lists(st.integers(-5, 5)))
def test_distinct_values_rise_and_come_once(values: list[int]) -> None:
    assert distinct(np.array(values, np.int64)).tolist() == sorted(set(values))
