"""What stands for the events without a line: nothing is counted twice, and nothing is forgotten."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scenery import event
from test_arrangement import DATES

from timeline_app.core.columns import Flag
from timeline_app.core.event import Category
from timeline_app.core.instant import Instant, Span
from timeline_app.core.language import ENGLISH
from timeline_app.core.store import MOST_PACKED, EventStore
from timeline_app.core.text import Text
from timeline_app.scene.arrangement import Arrangement
from timeline_app.scene.arranger import Arranger
from timeline_app.scene.clusters import Cluster, members_of
from timeline_app.scene.crowd import COLUMN, Crowd, column_edges
from timeline_app.scene.labels import Labeller
from timeline_app.scene.measure import FixedMeasurer
from timeline_app.scene.slots import LEAST_SLOT
from timeline_app.scene.viewport import Viewport

WIDTH = 700.0
ADDED = st.lists(st.tuples(DATES, st.sampled_from("ab"), st.floats(0, 1)), max_size=12)


def crowded(added: list[tuple[str, str, float]] = ()) -> EventStore:
    """Return a large store: a day of the week after the next, and what is added."""
    days = (f"{1900 + i % 125}-{1 + i % 12:02}-{1 + i % 28:02}" for i in range(MOST_PACKED + 1))
    events = [event(day, f"e{i}", "ab"[i % 2]) for i, day in enumerate(days)]
    events += [event(date, f"x{i}", lane, importance=weight) for i, (date, lane, weight) in enumerate(added)]
    return EventStore.of(events, [Category("a", Text.plain("a")), Category("b", Text.plain("b"))])


def arranged(store: EventStore, viewport: Viewport) -> Arrangement:
    return Arranger(Labeller(ENGLISH, FixedMeasurer())).arrange(store, viewport)


def crowd_of(store: EventStore, viewport: Viewport) -> Crowd:
    return Crowd.of(store, viewport, arranged(store, viewport))


def clusters(arrangement: Arrangement, code: int) -> tuple[Cluster, ...]:
    assert arrangement.clusters is not None
    return arrangement.clusters[code]


def views(store: EventStore) -> st.SearchStrategy[Viewport]:
    span = store.span
    assert span is not None
    whole = Viewport.showing(span, WIDTH)
    return st.builds(
        lambda at, zoom, by: whole.zoom_about(at * WIDTH, zoom).pan(by),
        st.floats(0, 1),
        st.floats(0.5, 3000.0),
        st.floats(-900, 900),
    )


def reach(store: EventStore, row: int) -> tuple[int, int]:
    held = store.columns
    flags = Flag(int(held.flags[row]))
    start = -(2**70) if Flag.START_OPEN in flags else int(held.earliest_start[row])
    end = 2**70 if Flag.END_OPEN in flags else int(held.latest_end[row])
    return start, end


@settings(max_examples=40)
@given(ADDED, st.data())
def test_in_view_is_one_by_one_and_folded(added: list[tuple[str, str, float]], data: st.DataObject) -> None:
    store = crowded(added)
    viewport = data.draw(views(store))
    crowd = crowd_of(store, viewport)
    rows = set(store.rows_in(viewport.span).tolist())
    seen = set(crowd.seen.tolist())
    assert seen <= rows
    for code, (in_view, folded) in enumerate(zip(crowd.in_view, crowd.folded, strict=True)):
        mine = {row for row in rows if store.columns.category_code[row] == code}
        assert in_view == len(mine)
        assert folded == len(mine - seen)


@settings(max_examples=40)
@given(ADDED, st.data())
def test_each_column_counts_the_folded_events_that_touch_it(
    added: list[tuple[str, str, float]], data: st.DataObject
) -> None:
    store = crowded(added)
    viewport = data.draw(views(store))
    crowd, edges = crowd_of(store, viewport), column_edges(store, viewport, WIDTH).tolist()
    loose = set(store.rows_in(viewport.span).tolist()) - set(crowd.seen.tolist())
    for code in (0, 1):
        reaches = [reach(store, row) for row in loose if store.columns.category_code[row] == code]
        expected = [
            sum(start < right and end > left for start, end in reaches) for left, right in pairwise(edges)
        ]
        assert crowd.densities(WIDTH)[code].tolist() == expected


@settings(max_examples=40)
@given(ADDED, st.data())
def test_clusters_hold_every_folded_event_that_begins_in_their_slots(
    added: list[tuple[str, str, float]], data: st.DataObject
) -> None:
    store = crowded(added)
    viewport = data.draw(views(store))
    arrangement = arranged(store, viewport)
    placed = set(arrangement.placed.tolist())
    for code in (0, 1):
        for cluster in clusters(arrangement, code):
            members = members_of(store, cluster, arrangement.placed).tolist()
            assert len(members) == cluster.count > 0
            assert not placed & set(members)
            flags = [Flag(int(store.columns.flags[row])) for row in members]
            assert cluster.unsupported == sum(Flag.NO_EXCERPT in one for one in flags)
            assert cluster.doubtful == sum(bool(one & Flag.START_APPROXIMATE) for one in flags)
            for row in members:
                assert cluster.span.start <= store.span_of(row).start < cluster.span.end
        whole = viewport.span
        begun = [
            row
            for row in store.rows_in(whole).tolist()
            if store.columns.category_code[row] == code
            and row not in placed
            and store.span_of(row).start >= whole.start
        ]
        assert sum(cluster.count for cluster in clusters(arrangement, code)) >= len(begun)


@pytest.mark.parametrize("size", [2_000, 40_000])
def test_the_cost_follows_the_pixels_not_the_events(size: int) -> None:
    days = np.random.default_rng(1).integers(0, 40_000, size).tolist()
    events = [
        event(f"{1900 + day // 372}-{1 + day // 31 % 12:02}-{1 + day % 28:02}", f"e{i}")
        for i, day in enumerate(days)
    ]
    store = EventStore.of(events)
    viewport = Viewport.showing(store.span or Span(Instant(0), Instant(1)), WIDTH)
    arrangement = arranged(store, viewport)
    assert Crowd.of(store, viewport, arrangement).densities(WIDTH).shape == (1, WIDTH / COLUMN)
    assert len(clusters(arrangement, 0)) <= WIDTH / LEAST_SLOT + 2
    assert len(arrangement.placed) <= 20 * (WIDTH / LEAST_SLOT + 3)
