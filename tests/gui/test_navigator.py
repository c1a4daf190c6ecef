"""Moves of the view: where they end, their limits, the way back, and smooth ones."""

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeline_app.core.dataset import Dataset
from timeline_app.core.instant import DAY, MILLISECOND, Instant, Span
from timeline_app.gui.canvas import navigator as navigator_module
from timeline_app.gui.canvas.history import BURST
from timeline_app.gui.canvas.navigator import Navigator
from timeline_app.gui.session import Session
from timeline_app.scene.frame import FIT_LEFT, FIT_RIGHT
from timeline_app.scene.viewport import SHORTEST, Viewport

sys.path.append(str(Path(__file__).parents[1] / "scene"))
from scenery import event, store

WIDTH = 1000.0
RECENT = store(*(f"{year}-06-15" for year in range(2000, 2021)))
DEEP = store("Y-13800000000", "-0500", "2025-10-17", "2025-10-28", "2025-10-28T08:00:00Z")


class Clock:
    """Stands for `time.monotonic` and goes only when told."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    made = Clock()
    monkeypatch.setattr(navigator_module.time, "monotonic", made)
    return made


def at_rest(events, width=WIDTH):
    """Return a session and its navigator, which moves at once, over a plot of some width."""
    session = Session()
    session.set_dataset(Dataset(name="one", store=events))
    navigator = Navigator(session, session)
    navigator.animated = False
    navigator.set_width(width)
    return session, navigator


def edges(session):
    """Return the x of the first event's start and of the last one's end."""
    span = session.store.span
    return session.viewport.to_x(span.start), session.viewport.to_x(span.end)


@pytest.mark.parametrize("events", [RECENT, DEEP], ids=["recent", "deep"])
def test_fit_all_shows_all_events_between_the_margins(qapp, events):
    session, navigator = at_rest(events)
    assert edges(session) == pytest.approx((FIT_LEFT, WIDTH - FIT_RIGHT), abs=0.01)
    navigator.zoom_about(100.0, 50.0)
    navigator.fit_all()
    assert edges(session) == pytest.approx((FIT_LEFT, WIDTH - FIT_RIGHT), abs=0.01)
    assert session.viewport == navigator.whole()


def test_a_view_of_all_stays_one_when_the_width_changes_and_another_keeps_its_span(qapp):
    session, navigator = at_rest(RECENT)
    navigator.set_width(700.0)
    assert edges(session) == pytest.approx((FIT_LEFT, 700.0 - FIT_RIGHT), abs=0.01)
    navigator.zoom_about(300.0, 2.0)
    seen = session.viewport.span
    navigator.set_width(400.0)
    assert session.viewport.span == seen
    assert session.viewport.width == 400.0


def test_a_move_that_changes_nothing_does_not_end_fit_all(qapp):
    session, navigator = at_rest(RECENT)
    navigator.pan(0.0)
    navigator.reveal(3)
    navigator.set_width(600.0)
    assert edges(session) == pytest.approx((FIT_LEFT, 600.0 - FIT_RIGHT), abs=0.01)
    navigator.back()
    assert edges(session) == pytest.approx((FIT_LEFT, 600.0 - FIT_RIGHT), abs=0.01)


@pytest.mark.parametrize("events", [RECENT, DEEP], ids=["recent", "deep"])
@pytest.mark.parametrize("first_in", [1.0, 30.0, 3000.0])
def test_zooming_out_ends_at_three_times_everything(qapp, events, first_in):
    session, navigator = at_rest(events)
    navigator.zoom_about(400.0, first_in)
    for _ in range(60):
        navigator.zoom_about(400.0, 0.8)
    assert session.viewport.ticks == pytest.approx(3 * navigator.whole().ticks, rel=1e-9)


def test_zooming_in_ends_at_a_millisecond(qapp):
    session, navigator = at_rest(DEEP)
    for _ in range(400):
        navigator.zoom_about(500.0, 1.25)
    assert session.viewport.span.duration <= SHORTEST + 2


MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("pan"), st.floats(-1e5, 1e5)),
        st.tuples(st.just("zoom_step"), st.floats(-8.0, 8.0)),
        st.tuples(st.just("pan_by"), st.floats(-3.0, 3.0)),
        st.tuples(st.just("reveal"), st.integers(0, 4)),
        st.tuples(st.sampled_from(["fit_all", "go_home", "go_end", "back", "forward"])),
        st.tuples(st.just("zoom_about"), st.floats(0.0, WIDTH), st.floats(0.01, 1e9)),
        st.tuples(st.just("set_width"), st.floats(100.0, 3000.0)),
    ),
    max_size=25,
)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MOVES)
def test_no_move_loses_the_events(qapp, moves):
    session, navigator = at_rest(DEEP)
    for name, *arguments in moves:
        getattr(navigator, name)(*arguments)
        viewport, (start, end) = session.viewport, edges(session)
        middle, width = viewport.width / 2, viewport.width
        assert start - width - 1e-6 * width <= middle <= end + width + 1e-6 * width, name
        if not any(move[0] == "set_width" for move in moves):
            assert viewport.span.duration <= 3.001 * navigator.whole().span.duration


@pytest.mark.parametrize(
    ("row", "start_x"),
    [(0, 100.0), (20, None)],
    ids=["before the view", "after it"],
)
def test_reveal_brings_an_event_to_a_margin_of_a_tenth(qapp, row, start_x):
    session, navigator = at_rest(RECENT)
    navigator.zoom_about(500.0, 6.0)
    navigator.reveal(row)
    span = session.store.span_of(row)
    end_x = session.viewport.to_x(span.end)
    if start_x is None:
        assert end_x == pytest.approx(0.9 * WIDTH, abs=0.01)
    else:
        assert session.viewport.to_x(span.start) == pytest.approx(start_x, abs=0.5)


def test_reveal_leaves_the_view_where_some_of_the_event_is_seen(qapp):
    events = store(event("2000/2020", "long", lasting=True), "2005-05-05", "2030-01-01")
    session, navigator = at_rest(events)
    for x, factor in ((400.0, 3.0), (400.0, 50.0)):
        navigator.zoom_about(x, factor)
        before = session.viewport
        navigator.reveal(0)
        assert session.viewport is before


def test_reveal_shows_the_near_end_of_what_is_longer_than_the_view(qapp):
    events = store("1990-01-01", event("2000/2010", "long", lasting=True), "2020-01-01")
    session, navigator = at_rest(events)
    navigator.zoom_about(FIT_LEFT, 20.0)
    navigator.reveal(1)
    assert session.viewport.to_x(session.store.span_of(1).start) == pytest.approx(0.1 * WIDTH, abs=0.01)
    navigator.go_end()
    navigator.reveal(1)
    assert session.viewport.to_x(session.store.span_of(1).end) == pytest.approx(0.9 * WIDTH, abs=0.01)


def test_an_open_event_is_in_view_wherever_its_arrow_is(qapp):
    session, navigator = at_rest(store("1990/..", "2000-01-01", "2020-01-01"))
    navigator.zoom_about(900.0, 20.0)
    before = session.viewport
    navigator.reveal(0)
    assert session.viewport is before


def test_ends_are_reached_exactly_from_a_millisecond_within_all_of_time(qapp):
    session, navigator = at_rest(DEEP)
    noon = session.store.span_of(4).start
    navigator.show(Viewport.showing(Span(noon, Instant(noon + MILLISECOND)), WIDTH))
    near = session.viewport
    navigator.go_home()
    assert session.viewport.to_x(session.store.span.start) == pytest.approx(FIT_LEFT, abs=0.01)
    assert session.viewport.ticks == near.ticks
    navigator.go_end()
    assert session.viewport.to_x(session.store.span.end) == pytest.approx(WIDTH - FIT_RIGHT, abs=0.01)
    navigator.go_home()
    navigator.reveal(3)
    assert session.viewport.to_x(session.store.span_of(3).start) == pytest.approx(0.1 * WIDTH, abs=0.01)
    navigator.go_end()
    navigator.reveal(1)
    assert session.viewport.to_x(session.store.span_of(1).end) == pytest.approx(0.9 * WIDTH, abs=0.01)


def test_fit_selection_shows_the_event_on_four_fifths(qapp):
    session, navigator = at_rest(RECENT)
    session.select(4)
    navigator.fit_selection()
    span = session.store.span_of(4)
    assert session.viewport.to_x(span.start) == pytest.approx(0.1 * WIDTH, abs=0.01)
    assert session.viewport.to_x(span.end) == pytest.approx(0.9 * WIDTH, abs=0.01)
    session.select(None)
    navigator.fit_selection()
    assert session.viewport == navigator.whole()


def test_zoom_by_steps_goes_about_the_selected_event_or_the_middle(qapp):
    session, navigator = at_rest(RECENT)
    session.select(4)
    span = session.store.span_of(4)
    noon = Instant(span.start + DAY // 2)
    before = session.viewport.to_x(noon)
    navigator.zoom_step(1.0)
    assert session.viewport.to_x(noon) == pytest.approx(before, abs=0.5)
    session.select(None)
    middle = session.viewport.to_instant(WIDTH / 2)
    navigator.zoom_step(-1.0)
    assert session.viewport.to_x(middle) == pytest.approx(WIDTH / 2, abs=0.5)


def test_back_and_forward_step_over_bursts(qapp, clock):
    session, navigator = at_rest(RECENT)
    first = session.viewport
    for _ in range(5):
        navigator.zoom_about(500.0, 1.25)
        clock.now += BURST / 2
    second = session.viewport
    clock.now += 2 * BURST
    navigator.pan(40.0)
    third = session.viewport
    navigator.back()
    assert session.viewport == second
    navigator.back()
    assert session.viewport == first
    navigator.back()
    assert session.viewport == first
    navigator.forward()
    navigator.forward()
    assert session.viewport == third


def test_a_return_to_all_events_is_a_view_of_all(qapp, clock):
    session, navigator = at_rest(RECENT)
    navigator.zoom_about(500.0, 4.0)
    navigator.back()
    navigator.set_width(640.0)
    assert edges(session) == pytest.approx((FIT_LEFT, 640.0 - FIT_RIGHT), abs=0.01)


def test_a_return_takes_the_width_of_today(qapp, clock):
    session, navigator = at_rest(RECENT)
    navigator.zoom_about(500.0, 4.0)
    seen = session.viewport.span
    clock.now += 2 * BURST
    navigator.pan(40.0)
    navigator.set_width(500.0)
    navigator.back()
    assert (session.viewport.width, session.viewport.span) == (500.0, seen)


def test_another_dataset_is_shown_whole_and_a_changed_one_keeps_the_view(qapp):
    session, navigator = at_rest(RECENT)
    navigator.zoom_about(500.0, 4.0)
    before = session.viewport
    session.set_dataset(Dataset(name="one", store=store("1990-01-01", "2030-01-01")))
    assert session.viewport == before
    session.set_dataset(Dataset(name="two", store=DEEP))
    assert session.viewport == navigator.whole()
    navigator.back()
    assert session.viewport == navigator.whole()


def test_a_changed_dataset_cannot_lie_out_of_reach(qapp):
    session, navigator = at_rest(RECENT)
    navigator.zoom_about(500.0, 40.0)
    session.set_dataset(Dataset(name="one", store=store("1500-01-01", "1600-01-01")))
    assert edges(session)[1] == pytest.approx(-WIDTH / 2, abs=0.01)


def test_without_events_a_year_about_today_is_shown_and_nothing_fails(qapp):
    session, navigator = at_rest(store())
    assert 365 * DAY < session.viewport.span.duration < 500 * DAY
    for move in (
        navigator.fit_all,
        navigator.go_home,
        navigator.go_end,
        navigator.fit_selection,
        navigator.back,
    ):
        move()
    navigator.zoom_about(3.0, 7.0)


def test_before_there_is_a_plot_every_request_is_ignored(qapp):
    session = Session()
    navigator = Navigator(session, session)
    for move in (
        navigator.fit_all,
        navigator.go_home,
        navigator.back,
        navigator.forward,
        navigator.fit_selection,
    ):
        move()
    navigator.pan(10.0)
    navigator.zoom_about(10.0, 2.0)
    navigator.zoom_step(1.0)
    assert session.viewport is None
    assert navigator.whole() is None


@pytest.fixture
def smooth(qapp):
    session, navigator = at_rest(RECENT)
    navigator.animated = True
    yield session, navigator
    navigator.stop()


def test_a_smooth_move_passes_through_between_and_ends_at_its_target(qtbot, smooth):
    session, navigator = smooth
    whole = session.viewport
    seen = []
    session.viewport_changed.connect(lambda: seen.append(session.viewport))
    navigator.zoom_step(2.0)
    target = navigator.destination
    assert navigator.moving
    assert session.viewport == whole
    qtbot.waitUntil(lambda: not navigator.moving)
    assert session.viewport == target
    assert seen[-1] == target
    assert all(target.ticks <= view.ticks <= whole.ticks for view in seen)


def test_a_second_request_during_a_move_jumps_to_where_both_lead(qapp, smooth):
    session, navigator = smooth
    navigator.zoom_step(1.0)
    between = navigator.destination
    navigator.pan_by(0.1)
    assert not navigator.moving
    assert session.viewport == between.pan(0.1 * WIDTH)


def test_a_gesture_stops_a_move_where_it_is(qapp, smooth):
    session, navigator = smooth
    navigator.pan_by(0.5)
    navigator.pan(10.0)
    assert not navigator.moving
    assert navigator.destination == session.viewport


def test_a_new_width_during_a_move_ends_it_at_its_target(qapp, smooth):
    session, navigator = smooth
    navigator.zoom_step(3.0)
    target = navigator.destination
    navigator.set_width(500.0)
    assert session.viewport == target.resized(500.0)
    assert not navigator.moving


def test_going_back_is_smooth_too(qtbot, clock, smooth):
    session, navigator = smooth
    whole = session.viewport
    navigator.zoom_about(500.0, 4.0)
    clock.now += 2 * BURST
    navigator.back()
    assert navigator.moving
    qtbot.waitUntil(lambda: not navigator.moving)
    assert session.viewport == whole
