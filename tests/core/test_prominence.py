from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline_app.core import prominence as module
from timeline_app.core.category_index import CategoryIndex
from timeline_app.core.columns import CodeLists, Columns, Flag, Unit
from timeline_app.core.overlap import apart, most_apart
from timeline_app.core.prominence import Prominence, lines_of, prominence_of
from timeline_app.core.quietness import quiet_levels

LEAST, MOST = -(2**63), 2**63 - 1
FAR = 2**62 - 1
LEVELS = range(63)


@dataclass(frozen=True)
class Plain:
    """What an event is to the simple model; sides without a limit are at the ends of all numbers."""

    start: int
    end: int
    category: int = 0
    importance: float = 0.5
    flags: int = 0

    @property
    def first(self):
        return LEAST if self.flags & Flag.START_OPEN else self.start

    @property
    def last(self):
        return 10**30 if self.flags & Flag.END_OPEN else self.end

    def footprint(self, level):
        return self.first, self.last + 2**level


def columns_of(events):
    events = sorted(events, key=lambda event: (event.start, event.end))
    starts = np.array([event.start for event in events], np.int64)
    ends = np.array([event.end for event in events], np.int64)
    none = CodeLists.of([] for _ in events)
    return events, Columns(
        Unit.MICROSECONDS,
        earliest_start=starts,
        latest_start=starts,
        earliest_end=ends,
        latest_end=ends,
        flags=np.array([event.flags for event in events], np.uint16),
        category_code=np.array([event.category for event in events], np.int32),
        importance=np.array([event.importance for event in events], np.float32),
        precision=np.zeros(len(events), np.uint8),
        tag_codes=none,
        source_codes=none,
    )


def packed(events):
    """Return the events in time order and how prominent they are; a last category has none."""
    events, columns = columns_of(events)
    categories = max((event.category for event in events), default=0) + 2
    return events, prominence_of(columns, CategoryIndex.of(columns, categories))


def overlap(one, other):
    return one[0] < other[1] and other[0] < one[1]


@st.composite
def crowds(draw):
    reach, longest = draw(st.sampled_from([(3, 2), (30, 5), (300, 300), (10**6, 10), (2**61, 2**61 - 1)]))
    event = st.builds(
        lambda start, length, category, importance, flags: Plain(
            start, min(start + length, FAR), category, importance, flags
        ),
        st.integers(-reach, reach),
        st.just(1) | st.integers(0, longest),
        st.integers(0, draw(st.sampled_from([0, 1, 30]))),
        st.just(0.5) | st.sampled_from([0.1, 0.2, 0.9]),
        st.sampled_from([0] * 8 + [Flag.START_OPEN, Flag.END_OPEN, Flag.START_OPEN | Flag.END_OPEN]),
    )
    return draw(st.lists(event, max_size=60))


@st.composite
def narrow_crowds(draw):
    """All in one lane, which has one line, as do twenty others with one event each."""
    crowd = [replace(event, category=0) for event in draw(crowds())]
    return crowd + [Plain(0, 1, category=lane) for lane in range(1, 21)]


@st.composite
def sparse_crowds(draw):
    """Few lanes and long ways between, so that some places are quiet and base lines do not reach."""
    starts = draw(st.lists(st.integers(0, 40) | st.integers(0, 4000), min_size=26, max_size=70))
    lengths = st.just(1) | st.integers(1, 30) | st.integers(1, 1000)
    lanes = draw(st.sampled_from([1, 2, 9]))
    return [
        Plain(start, start + draw(lengths), category=draw(st.integers(0, lanes - 1)), importance=index / 100)
        for index, start in enumerate(starts)
    ]


@settings(max_examples=60)
@given(crowds() | narrow_crowds() | sparse_crowds())
def test_no_two_labels_of_a_line_overlap_at_any_zoom(crowd):
    events, prominence = packed(crowd)
    for level in LEVELS:
        lines = {}
        for event, line, own in zip(events, prominence.line, prominence.level, strict=True):
            if own >= level:
                lines.setdefault((event.category, int(line)), []).append(event.footprint(level))
        for footprints in lines.values():
            footprints.sort()
            assert all(one[1] <= other[0] for one, other in pairwise(footprints))


@given(crowds() | narrow_crowds())
def test_what_is_never_labelled_has_no_room_on_any_base_line(crowd):
    events, prominence = packed(crowd)
    placed = [row for row in range(len(events)) if prominence.level[row] >= 0]
    for row in set(range(len(events))) - set(placed):
        event = events[row]
        blocked = {
            int(prominence.line[other])
            for other in placed
            if events[other].category == event.category
            and overlap(event.footprint(0), events[other].footprint(0))
        }
        assert blocked >= set(range(prominence.base_lines[event.category]))


@given(crowds())
def test_the_best_of_each_lane_is_labelled_at_every_zoom(crowd):
    events, prominence = packed(crowd)
    for category in {event.category for event in events}:
        rows = [row for row, event in enumerate(events) if event.category == category]
        most = max(events[row].importance for row in rows)
        best = [row for row in rows if events[row].importance == most]
        assert prominence.level[best].max() == prominence.level.max()
        assert len(best) > 1 or prominence.line[best[0]] == 0


def quiet_level(event, events):
    """Return by trying the highest level at which few others of the lane begin around an event, or -1."""
    everything = max(event.end for event in events) - min(event.start for event in events)
    others = [other.start for other in events if other is not event and other.category == event.category]
    distances = sorted(max(event.start - start, start - event.end) for start in others)
    one_too_many = distances[24] if len(distances) > 24 else 10**30
    return max((b for b in LEVELS if 8 * 2**b < one_too_many and 32 * 2**b <= everything), default=-1)


def test_a_dense_line_is_filled_to_the_last_unit():
    choose = np.random.default_rng(5)
    others = [Plain(0, 1, category=lane) for lane in range(1, 21)]
    for _ in range(60):
        size = int(choose.integers(3, 200))
        starts, lengths = choose.integers(0, choose.choice([20, 100]), size), choose.integers(1, 6, size)
        weights = np.round(choose.random(size), 1).tolist()
        crowd = [
            Plain(start, start + length, importance=weight)
            for start, length, weight in zip(starts.tolist(), lengths.tolist(), weights, strict=True)
        ]
        events, prominence = packed([*crowd, *others])
        line = [row for row in range(len(events)) if events[row].category == 0]
        line = [row for row in line if prominence.line[row] == 0 or prominence.level[row] < 0]
        placed = [events[row].footprint(0) for row in line if prominence.level[row] >= 0]
        assert all(any(overlap(events[row].footprint(0), other) for other in placed) for row in line)


def test_the_widest_slots_fit_at_the_end_of_all_numbers():
    others = [Plain(0, 1, category=lane) for lane in range(1, 21)]
    crowd = [Plain(FAR - 10 * step, FAR - 10 * step + 1) for step in range(1, 60)]
    events, prominence = packed([Plain(-FAR, 1 - FAR), *crowd, *others])
    levels = prominence.level[[events.index(event) for event in crowd]]
    assert (levels >= 10).sum() == 1


@settings(max_examples=60)
@given(crowds() | sparse_crowds())
def test_a_place_is_quiet_where_few_others_begin_around_it(crowd):
    events, prominence = packed(replace(event, flags=0) for event in crowd)
    assert prominence.quiet.tolist() == [quiet_level(event, events) for event in events]


@settings(max_examples=60)
@given(crowds() | sparse_crowds())
def test_extra_lines_are_for_quiet_places_and_there_all_are_labelled(crowd):
    events, prominence = packed(crowd)
    base = prominence.base_lines[np.array([event.category for event in events], int)]
    assert (prominence.level >= prominence.quiet).all()
    extra = (prominence.level >= 0) & (prominence.line >= base)
    assert (prominence.level[extra] == prominence.quiet[extra]).all()
    assert (prominence.line < base.astype(int) + 49).all()


@settings(max_examples=60)
@given(crowds(), st.data())
def test_the_rows_of_a_view_are_those_whose_footprint_touches_it(crowd, data):
    events, prominence = packed(crowd)
    edges = [edge for event in events for edge in (event.start, event.end)] or [0]
    around = st.builds(lambda edge, by: edge + by, st.sampled_from(edges), st.integers(-20, 20))
    for _ in range(8):
        one, other = data.draw(around), data.draw(around | st.integers(-(2**64), 2**64))
        start, end, least = min(one, other), max(one, other), data.draw(st.integers(0, 63))
        rows = prominence.rows_in(start, end, least)
        assert rows.dtype == np.int32
        assert rows.tolist() == [
            row
            for row, event in enumerate(events)
            if prominence.level[row] >= least and event.first < end and event.last + 2**least > start
        ]


def spread(size):
    """Return many events of four lanes, long and open ones among them."""
    choose = np.random.default_rng(2)
    starts = choose.integers(0, 10**9, size).tolist()
    lengths = np.where(choose.random(size) < 0.1, choose.integers(1, 10**8, size), 10).tolist()
    lanes = choose.integers(0, 4, size).tolist()
    flags = np.where(choose.random(size) < 0.01, choose.choice([Flag.START_OPEN, Flag.END_OPEN], size), 0)
    events = zip(starts, lengths, lanes, flags.tolist(), strict=True)
    return packed(Plain(start, start + length, lane, flags=flag) for start, length, lane, flag in events)


def test_the_rows_of_a_view_of_many_are_those_whose_footprint_touches_it():
    events, prominence = spread(5000)
    firsts = np.array([max(event.first, LEAST) for event in events])
    lasts = np.array([min(event.last, 2**62) for event in events])
    for row in range(0, len(events), 11):
        least = min(max(int(prominence.level[row]), 0), 30)
        first, after = events[row].start, events[row].end + 2**least
        # By one unit the row is seen at the left and at the right edge, or just not.
        for start, end in (
            (after - 1, 2 * after),
            (after, 2 * after),
            (first - 99, first + 1),
            (first - 99, first),
        ):
            touching = (prominence.level >= least) & (firsts < end) & (lasts + 2**least > start)
            assert prominence.rows_in(start, end, least).tolist() == np.flatnonzero(touching).tolist()


@pytest.mark.parametrize("size", [2_000, 40_000])
def test_a_view_looks_at_its_own_rows_and_a_block_for_each_line_and_level(size, monkeypatch):
    _, prominence = spread(size)
    looked_at = []
    looking = module.reach_ends_of
    monkeypatch.setattr(
        module, "reach_ends_of", lambda columns, rows: looked_at.append(len(rows)) or looking(columns, rows)
    )
    lines = len(np.unique(prominence.columns.category_code * 256 + prominence.line))
    for level in range(8, 28):
        looked_at.clear()
        rows = prominence.rows_in(5 * 10**8, 5 * 10**8 + 8 * 2**level, level)
        # A footprint takes a slot at least, and one on each line begins before the view.
        assert len(rows) <= 9 * lines
        assert sum(looked_at) <= 64 * (lines + int(prominence.level.max()) - level + 1)


@given(crowds())
def test_the_same_columns_give_the_same_and_come_back_from_their_arrays(crowd):
    _, columns = columns_of(crowd)
    index = CategoryIndex.of(columns, 31)
    prominence = prominence_of(columns, index)
    again = Prominence.of_arrays(columns, prominence_of(columns, index).arrays())
    for name, array in prominence.arrays().items():
        assert np.array_equal(array, again.arrays()[name])
        assert not array.flags.writeable


@pytest.mark.parametrize(
    ("counts", "lines"),
    [
        ([], []),
        ([0, 0], [0, 0]),
        ([5], [16]),
        ([7, 0, 7], [8, 0, 8]),
        ([1, 1_000_000], [2, 14]),
        ([100, 400, 1600], [2, 5, 9]),
        ([9] * 8, [2] * 8),
        ([9] * 10 + [900], [1] * 10 + [6]),
        ([1] * 300, [1] * 300),
    ],
)
def test_lanes_share_the_lines_by_the_square_roots_of_their_counts(counts, lines):
    assert lines_of(np.array(counts, np.int64)).tolist() == lines


def test_a_hand_packed_lane():
    # The lanes have 10 lines each; with fewer events than lines all stand at the coarsest level.
    _, prominence = packed([Plain(10 * day, 10 * day + 1) for day in range(4)])
    assert sorted(prominence.line.tolist()) == [0, 1, 2, 3]
    assert prominence.level.tolist() == [5, 5, 5, 5]


def test_labels_of_a_line_may_touch():
    # 21 lanes have one line each; the span is too short for quiet places.
    others = [Plain(0, 1, category=lane) for lane in range(1, 21)]
    events, prominence = packed([*(Plain(4 * step, 4 * step + 2) for step in range(4)), *others])
    levels = [prominence.level[row] for row, event in enumerate(events) if event.category == 0]
    assert min(levels) == 1


def test_events_of_one_moment_take_one_line_each_and_the_rest_stay_folded():
    crowd = [Plain(0, 1, importance=share / 1000) for share in range(1000)]
    _, prominence = packed(crowd)
    placed = np.flatnonzero(prominence.level >= 0)
    assert placed.tolist() == list(range(984, 1000))
    assert sorted(prominence.line[placed].tolist()) == list(range(16))


def test_events_of_one_moment_in_a_quiet_place_all_get_a_line():
    busy = [Plain(day, day + 1) for day in range(2000)]
    _, prominence = packed([*busy, *(Plain(10**6, 10**6 + 1) for _ in range(25))])
    assert (prominence.level[2000:] >= 0).all()
    assert len(set(prominence.line[2000:].tolist())) == 25
    # All time is 32 slots of level 14, and wider ones make no place quiet.
    assert prominence.level[2000:][prominence.line[2000:] >= 16].tolist() == [14] * 9
    _, prominence = packed([*busy, *(Plain(10**6, 10**6 + 1) for _ in range(26))])
    assert (prominence.level[2000:] >= 0).sum() == 16


def test_a_long_span_over_many_others_is_never_in_a_quiet_place():
    lanes = [Plain(0, 1, category=lane) for lane in range(1, 20)]
    over = [Plain(10**6, 10**6 + 10 * 24 + 1, category=1, importance=0.1)]
    days = [Plain(10**6 + 10 * day, 10**6 + 10 * day + 1, category=1) for day in range(1, 25)]
    events, prominence = packed([*lanes, *over, *days])
    row = events.index(over[0])
    assert prominence.quiet[row] >= 0
    assert prominence.level[row] == prominence.quiet[row]
    events, prominence = packed([*lanes, *over, *days, Plain(10**6 + 5, 10**6 + 6, category=1)])
    assert prominence.level[events.index(over[0])] == -1


def test_26_events_of_one_moment_are_one_too_many():
    moment = np.zeros(26, np.int64)
    assert quiet_levels(moment, moment + 1, 5).tolist() == [-1] * 26
    assert quiet_levels(moment[1:], moment[1:] + 1, 5).tolist() == [5] * 25


def test_equals_go_by_how_alone_they_stand():
    crowd = [*(Plain(day, day + 1) for day in range(100)), Plain(10**4, 10**4 + 1)]
    _, prominence = packed(crowd)
    assert (prominence.line[-1], prominence.level[-1]) == (0, prominence.level.max())


def test_regular_equals_fill_their_lines():
    _, prominence = packed([Plain(100 * day, 100 * day + 1) for day in range(5000)])
    for level in range(12, 19):
        assert (prominence.level >= level).sum() >= 0.6 * 16 * 500_000 / 2**level


def test_one_long_event_over_all_leaves_the_other_lines():
    crowd = [Plain(0, 10**6, importance=1), *(Plain(day * 1000, day * 1000 + 1) for day in range(1000))]
    _, prominence = packed(crowd)
    assert (prominence.level >= 0).all()
    assert np.flatnonzero(prominence.line == prominence.line[1]).tolist() == [1]


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12) | st.integers(1, 60)), max_size=40),
    st.randoms(),
)
def test_intervals_are_set_apart_the_best_first(intervals, random):
    intervals.sort()
    ranks = list(range(len(intervals)))
    random.shuffle(ranks)
    starts = np.array([start for start, _ in intervals], np.int64)
    ends = np.array([start + length for start, length in intervals], np.int64)
    kept = np.flatnonzero(apart(starts, ends, np.array(ranks, np.int32))).tolist()
    assert all(ends[one] <= starts[other] for one, other in pairwise(kept))
    for index in range(len(intervals)):
        others = [
            other
            for other in range(len(intervals))
            if other != index and starts[other] < ends[index] and starts[index] < ends[other]
        ]
        if all(ranks[index] < ranks[other] for other in others):
            assert index in kept


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12) | st.integers(1, 60)), max_size=40))
def test_as_many_intervals_as_can_be_are_set_apart(intervals):
    intervals = sorted((start, start + length) for start, length in intervals)
    starts, ends = np.array(intervals, np.int64).reshape(-1, 2).T
    chosen = [intervals[index] for index in most_apart(starts, ends).tolist()]
    assert all(one[1] <= other[0] for one, other in pairwise(chosen))
    most, free_from = 0, 0
    for start, end in sorted(intervals, key=lambda interval: interval[1]):
        if start >= free_from:
            most, free_from = most + 1, end
    assert len(chosen) == most
