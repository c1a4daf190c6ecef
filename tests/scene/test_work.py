"""What one frame costs, counted and not timed: it follows the pixels, never the number of events."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields, is_dataclass, replace

import numpy as np
import pytest

from timeline_app.core.columns import CodeLists, Columns, Flag, NameList, Names, Unit
from timeline_app.core.date import Precision
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.event import Category, Event, When
from timeline_app.core.instant import DAY
from timeline_app.core.language import ENGLISH
from timeline_app.core.store import EventStore
from timeline_app.core.text import Text
from timeline_app.scene.chart import Chart, ChartComposer
from timeline_app.scene.display import Box, Group, Lines, Primitive, Rects
from timeline_app.scene.display import Columns as DrawnColumns
from timeline_app.scene.frame import FIT_LEFT, FIT_RIGHT
from timeline_app.scene.measure import FixedMeasurer
from timeline_app.scene.style import LIGHT
from timeline_app.scene.viewport import Viewport

LANES = 8
AREA = Box(0.0, 0.0, 1600.0, 900.0)
PIXELS = int(AREA.width)
SIZES = (2_000, 20_000, 200_000)
HALVINGS = 20
"""Numbers that a search looks at for each key."""
NOTCHES = (0, 6, 14, 24, 36)
"""Zooms: all events, and so many notches of the wheel into them."""
STEPS, STEP = 40, 24.0
"""Pans, and their pixels."""


class CountedEvents:
    """An EventSource that counts which events are asked for; all are of one day."""

    def __init__(self) -> None:
        self.asked: Counter[int] = Counter()

    def event(self, position: int) -> Event:
        self.asked[position] += 1
        title = Text.plain(f"Event {position} of many words")
        return Event(f"e{position}", title, When(parse_edtf("2000-01-01")))

    def position_of(self, event_id: str) -> int | None:
        return int(event_id.removeprefix("e"))


class Touched(np.ndarray):
    """An array that counts, with all that is made of it, how many numbers are read: views cost nothing."""

    count = 0

    def __getitem__(self, key):
        found = super().__getitem__(key)
        if not isinstance(found, np.ndarray):
            Touched.count += 1
        elif not np.may_share_memory(bare(found), bare(self)):
            Touched.count += found.size
        return found

    def __array_ufunc__(self, ufunc, method, *inputs, out=None, **named):
        Touched.count += max(map(size_of, inputs))
        plain = {} if out is None else {"out": tuple(map(np.asarray, out))}
        result = getattr(ufunc, method)(*map(bare, inputs), **plain, **named)
        return result.view(Touched) if isinstance(result, np.ndarray) else result

    def __array_function__(self, function, types, args, named):
        if function is np.searchsorted:
            Touched.count += HALVINGS * size_of(args[1])
        else:
            Touched.count += max(map(size_of, flat((args, tuple(named.values())))))
        result = function(*map(bare, args), **{name: bare(one) for name, one in named.items()})
        return result.view(Touched) if isinstance(result, np.ndarray) else result

    def searchsorted(self, keys, *args, **named):
        return np.searchsorted(self, keys, *args, **named)

    def astype(self, dtype, *args, copy=True, **named):
        Touched.count += self.size if copy or self.dtype != dtype else 0
        return super().astype(dtype, *args, copy=copy, **named)

    def tolist(self):
        Touched.count += self.size
        return super().tolist()


def bare(thing):
    """Return arrays as plain ones, also in lists and tuples."""
    if isinstance(thing, Touched):
        return thing.view(np.ndarray)
    return type(thing)(map(bare, thing)) if isinstance(thing, list | tuple) else thing


def size_of(thing):
    return (
        thing.size if isinstance(thing, np.ndarray) else len(thing) if isinstance(thing, list | tuple) else 1
    )


def flat(thing):
    """Yield what is in nested lists and tuples."""
    if isinstance(thing, list | tuple):
        for one in thing:
            yield from flat(one)
    else:
        yield thing


def watched(thing):
    """Return a dataclass with all its arrays counted."""
    changes = {}
    for field in fields(thing):
        value = getattr(thing, field.name)
        if isinstance(value, np.ndarray):
            changes[field.name] = value.view(Touched)
        elif is_dataclass(value) and isinstance(value, Columns | CodeLists):
            changes[field.name] = watched(value)
    return replace(thing, **changes)


def many(count: int) -> EventStore:
    """Make a store of points and spans over a century, half of them in one year of it."""
    made = np.random.default_rng(3)
    days = np.where(
        made.random(count) < 0.5, made.integers(0, 36_500, count), made.integers(9_000, 9_365, count)
    )
    lengths = np.where(made.random(count) < 0.2, made.integers(1, 400, count), 1)
    starts, ends = days * DAY, (days + lengths) * DAY
    flags = np.where(lengths > 1, Flag.LASTING, Flag.INSTANT).astype(np.uint16)
    flags[made.random(count) < 0.1] |= int(Flag.START_APPROXIMATE | Flag.END_APPROXIMATE)
    flags[:: count // 20] |= int(Flag.END_OPEN)
    is_span = flags & Flag.LASTING != 0
    none = CodeLists(np.zeros(count + 1, np.int32), np.zeros(0, np.int32))
    columns = Columns(
        Unit.MICROSECONDS,
        starts,
        np.where(is_span, starts + DAY, ends),
        np.where(is_span, ends - DAY, starts),
        ends,
        flags,
        made.integers(0, LANES, count).astype(np.int32),
        made.random(count).astype(np.float32),
        np.full(count, Precision.DAY, np.uint8),
        none,
        none,
    )
    lanes = [Category(f"lane {code}", Text.plain(f"Lane {code}")) for code in range(LANES)]
    names = Names(NameList(lane.id for lane in lanes), NameList(), NameList())
    order = np.lexsort((ends, starts)).astype(np.int32)
    return EventStore.in_order(columns, order, lanes, (), names, CountedEvents())


@pytest.fixture(scope="module")
def stores() -> dict[int, EventStore]:
    return {count: many(count) for count in SIZES}


@dataclass
class Work:
    """What it took to compose one chart."""

    chart: Chart
    asked: Counter[int]
    touched: int
    primitives: int


class Desk:
    """Composes charts of one store as the canvas does, and counts."""

    def __init__(self, store: EventStore) -> None:
        self.events = CountedEvents()
        prominence = None if store.prominence is None else watched(store.prominence)
        self.store = replace(
            watched(store), index=watched(store.index), prominence=prominence, events=self.events
        )
        self.composer = ChartComposer(ENGLISH, FixedMeasurer())
        self.frame = self.composer.frame(self.store, AREA)
        assert store.span is not None
        self.whole = Viewport.fitting(store.span, self.frame.plot.width, FIT_LEFT, FIT_RIGHT)

    def view(self, notches: int) -> Viewport:
        """Return a view that is some notches of the wheel into the crowded year."""
        x = self.whole.to_x(self.store.span_of(len(self.store) // 2).start)
        return self.whole.zoom_about(x, 1.25**notches)

    def compose(self, viewport: Viewport) -> Work:
        before, touched = Counter(self.events.asked), Touched.count
        chart = self.composer.compose(self.store, viewport, self.frame, LIGHT)
        asked = self.events.asked - before
        return Work(chart, asked, Touched.count - touched, sum(map(drawn_by, chart.groups)))


def drawn_by(item: Primitive) -> int:
    """Count what is drawn: each box of many, each line, each text."""
    match item:
        case Group():
            return sum(map(drawn_by, item.items))
        case Rects() | DrawnColumns():
            return len(item.boxes)
        case Lines():
            return len(item.segments)
    return 1


@pytest.mark.parametrize("notches", NOTCHES)
def test_a_frame_reads_as_many_numbers_and_draws_as_much_of_a_few_events_as_of_many(stores, notches):
    works = [desk.compose(desk.view(notches)) for desk in map(Desk, stores.values())]
    assert max(work.touched for work in works) < 300 * PIXELS
    assert works[-1].touched < 1.2 * works[0].touched
    assert max(work.primitives for work in works) < PIXELS
    assert min(work.chart.counts.in_view for work in works) > 0


@pytest.mark.parametrize("notches", NOTCHES)
def test_a_frame_asks_for_few_events_but_those_that_it_labels(stores, notches):
    for store in stores.values():
        desk = Desk(store)
        work = desk.compose(desk.view(notches))
        counts = work.chart.counts
        assert len(work.asked) <= counts.labelled + 20
        assert set(work.asked.values()) <= {1}


@pytest.mark.parametrize("notches", NOTCHES[1:])
def test_panning_asks_for_no_event_twice_and_for_few_but_those_that_come_into_view(stores, notches):
    for store in stores.values():
        desk = Desk(store)
        view = desk.view(notches)
        seen, asked = set(desk.compose(view).chart.drawn), Counter(desk.events.asked)
        come = 0
        for _ in range(STEPS):
            view = view.pan(STEP)
            work = desk.compose(view)
            drawn = set(work.chart.drawn)
            come += len(drawn - seen)
            seen |= drawn
            assert work.touched < 300 * PIXELS
        assert max(desk.events.asked.values()) == 1
        assert len(desk.events.asked - asked) <= come + 20


def test_the_counter_counts_what_is_read_but_no_views():
    column = np.arange(1_000).view(Touched)

    def count(read) -> int:
        before = Touched.count
        read()
        return Touched.count - before

    assert count(lambda: column[10:900]) == 0
    assert count(lambda: column[np.arange(50)]) == 50
    assert count(lambda: column[3]) == 1
    assert count(lambda: column > 7) == 1_000
    assert count(lambda: np.cumsum(column[column > 994])) == 1_000 + 5 + 5
    assert count(lambda: np.max(column)) == 1_000
    assert count(lambda: np.cumsum(column)) == 1_000
    assert count(lambda: np.searchsorted(column, np.array([3, 5]))) == 2 * HALVINGS
    assert count(lambda: column.searchsorted(5)) == HALVINGS
