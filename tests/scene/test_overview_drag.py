import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from timeline_app.core.civil import instant_of
from timeline_app.core.instant import DAY, MILLISECOND, Instant, Span
from timeline_app.scene.display import Box
from timeline_app.scene.overview import frame_box, window_xs
from timeline_app.scene.overview_drag import CLICK_SLACK, Grip, OverviewDrag, grip_at
from timeline_app.scene.viewport import SHORTEST, Viewport

STRIP = Box(100, 10, 800, 56)
WHOLE = Viewport.showing(Span(instant_of(2018), Instant(instant_of(2018) + 800 * DAY)), 1000)
"""A day of the whole is a pixel of the strip."""


def view(first, last):
    """Show the days between two x of the strip."""
    start, end = (Instant(instant_of(2018) + int((x - 100) * DAY)) for x in (first, last))
    return Viewport.showing(Span(start, end), 1000)


def xs(viewport):
    return window_xs(viewport, WHOLE, STRIP)


def drag(viewport, x):
    return OverviewDrag.begun(x, viewport, WHOLE, STRIP)


@pytest.mark.parametrize(
    ("x", "grip"),
    [
        (294, Grip.OUTSIDE), (295, Grip.LEFT), (300, Grip.LEFT), (304, Grip.LEFT), (305, Grip.WINDOW),
        (500, Grip.WINDOW), (695, Grip.WINDOW), (696, Grip.RIGHT), (700, Grip.RIGHT), (705, Grip.RIGHT),
        (706, Grip.OUTSIDE), (50, Grip.OUTSIDE),
    ],
)  # fmt: skip
def test_what_is_under_the_pointer(x, grip):
    assert grip_at(x, view(300, 700), WHOLE, STRIP) is grip


def test_the_shortest_frame_can_be_moved_and_resized():
    moment = view(500, 500)
    frame = frame_box(moment, WHOLE, STRIP)
    at = [grip_at(x, moment, WHOLE, STRIP) for x in (frame.x + 1, frame.x + frame.width / 2, frame.right - 1)]
    assert at == [Grip.LEFT, Grip.WINDOW, Grip.RIGHT]


@pytest.mark.parametrize(
    ("pressed", "x", "expected"),
    [
        (500, 550, (350, 750)),
        (500, 400, (200, 600)),
        (500, 2000, (500, 900)),
        (500, -2000, (100, 500)),
        (298, 348, (350, 700)),
        (298, 198, (200, 700)),
        (298, -500, (100, 700)),
        (298, 2000, (698, 700)),
        (702, 752, (300, 750)),
        (702, 2000, (300, 900)),
        (702, 0, (300, 302)),
        (800, 850, (800, 850)),
        (800, 750, (750, 800)),
        (200, 850, (200, 850)),
        (800, 2000, (800, 900)),
        (200, -50, (100, 200)),
        (80, 150, (100, 150)),
        (950, 990, (898, 900)),
        (800, 803, (300, 700)),
    ],
)
def test_drags(pressed, x, expected):
    assert xs(drag(view(300, 700), pressed).to(x)) == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize(
    ("x", "expected"),
    [(750, (550, 950)), (705, (300, 700)), (800, (500, 900)), (150, (100, 500)), (250, (100, 500))],
)
def test_a_click_outside_centres_the_window_as_far_as_it_goes(x, expected):
    limited = {(550, 950): (500, 900)}.get(expected, expected)
    assert xs(drag(view(300, 700), x).released_at(x)) == pytest.approx(limited, abs=1e-3)


def test_a_click_outside_centres_a_short_window_there():
    assert xs(drag(view(300, 400), 600).released_at(602)) == pytest.approx((552, 652), abs=1e-3)


def test_a_click_on_the_window_changes_nothing():
    viewport = view(300, 700)
    for x in (300, 500, 700):
        assert drag(viewport, x).released_at(x) == viewport


def test_a_window_that_reaches_out_of_the_strip_can_be_brought_back_but_not_farther_out():
    far = view(50, 250)
    assert xs(drag(far, 200).to(300)) == pytest.approx((150, 350), abs=1e-3)
    assert xs(drag(far, 200).to(100)) == pytest.approx((50, 250), abs=1e-3)


def test_a_millisecond_of_a_long_whole_keeps_its_other_edge_exactly():
    start = Instant(instant_of(2019) + 123_456)
    moment = Viewport.showing(Span(start, Instant(start + MILLISECOND)), 1000)
    frame = frame_box(moment, WHOLE, STRIP)
    widened = drag(moment, frame.right).to(frame.right + 100)
    assert widened.span.start == start
    assert widened.span.duration == pytest.approx(100 * DAY, rel=1e-6)
    assert drag(moment, frame.x).to(frame.x + 50) == moment


positions = st.floats(0, 1000)


@given(positions, positions, positions, st.lists(positions, min_size=1, max_size=5))
def test_a_drag_depends_only_on_where_it_began_and_is(first, last, pressed, path):
    first, last = sorted((first, last))
    assume(last - first > 1)
    viewport = view(first, last)
    one = drag(viewport, pressed)
    assert one.to(pressed) == viewport
    for x in path:
        got = one.to(x)
        start, end = xs(got)
        assert got.width == viewport.width
        assert got.span.duration >= SHORTEST
        assert min(first, 100) - 0.01 <= start < end <= max(last, 900) + 0.01
        if one.grip is Grip.WINDOW:
            assert end - start == pytest.approx(last - first, abs=0.01)
        if one.grip is Grip.LEFT:
            assert end == pytest.approx(last, abs=0.01)
        if one.grip is Grip.RIGHT:
            assert start == pytest.approx(first, abs=0.01)
        if one.grip is Grip.OUTSIDE and abs(x - pressed) < CLICK_SLACK:
            assert got == viewport
