from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.civil import instant_of
from timeline_app.core.instant import DAY, HOUR, MILLISECOND, SECOND, Duration, Instant, Span
from timeline_app.scene.viewport import LONGEST, PRACTICALLY_UNLIMITED_X, SHORTEST, Viewport

DEEP = instant_of(-13_800_000_000)
widths = st.floats(1.0, 4000.0)
parts = st.floats(0.0, 1.0)
factors = st.floats(-30.0, 30.0).map(lambda power: 1.25**power)
instants = (
    st.integers(instant_of(1900), instant_of(2100)) | st.integers(-(10**17), 10**17)
    | st.integers(instant_of(-10**12), instant_of(10**12))
).map(Instant)  # fmt: skip
durations = st.floats(0, 1).map(
    lambda part: int(float(SHORTEST) * (float(LONGEST) / float(SHORTEST)) ** part)
)
spans = st.builds(lambda start, duration: Span(start, Instant(start + duration)), instants, durations)
viewports = st.builds(Viewport.showing, spans, widths)
moves = st.lists(st.tuples(st.sampled_from(["pan", "zoom"]), parts, factors), max_size=12)


def moved(viewport, steps):
    for kind, part, factor in steps:
        x = part * viewport.width
        viewport = viewport.pan((part - 0.5) * 3000) if kind == "pan" else viewport.zoom_about(x, factor)
    return viewport


def microsecond_in_pixels(viewport):
    return 1.0 / viewport.microseconds_per_pixel


@given(viewports, moves, parts)
def test_x_to_instant_and_back_stays_within_a_pixel_or_a_microsecond(viewport, steps, part):
    viewport = moved(viewport, steps)
    x = part * viewport.width
    back = viewport.to_x(viewport.to_instant(x))
    assert back <= x + 1e-6
    assert x - back <= max(1.0, microsecond_in_pixels(viewport) * 1.001)


@given(viewports, moves, parts, factors)
def test_zoom_keeps_every_instant_where_the_zoom_puts_it(viewport, steps, part, factor):
    """The instant under the cursor stays, all others go from or to it by one factor."""
    before = moved(viewport, steps)
    x = part * before.width
    after = before.zoom_about(x, factor)
    for at in (0.0, x, before.width):
        instant = before.to_instant(at)
        expected = x + (before.to_x(instant) - x) * (before.ticks / after.ticks)
        assert abs(after.to_x(instant) - expected) < 0.5
    assert SHORTEST * 2**20 <= after.ticks <= LONGEST * 2**20


@given(viewports, parts, st.lists(factors, max_size=20))
def test_zooming_about_one_place_never_drifts(viewport, part, zooms):
    x = part * viewport.width
    instant = viewport.to_instant(x)
    zoomed = viewport
    for factor in [*zooms, 1e-40, 1e40]:
        zoomed = zoomed.zoom_about(x, factor)
    assert zoomed.span.duration <= SHORTEST + 2
    off = zoomed.to_x(instant) - x
    assert -microsecond_in_pixels(zoomed) - 0.5 < off < 0.5


@given(viewports, moves, st.floats(-1e5, 1e5))
def test_pan_moves_by_pixels_and_is_undone_by_its_opposite(viewport, steps, pixels):
    viewport = moved(viewport, steps)
    instant = viewport.to_instant(0.0)
    panned = viewport.pan(pixels)
    assert panned.to_x(instant) == pytest.approx(viewport.to_x(instant) - pixels, abs=0.01)
    assert abs(panned.pan(-pixels).first_tick - viewport.first_tick) <= 1
    assert panned.ticks == viewport.ticks


@given(spans, st.floats(0, 4000.0), st.floats(0, 100), st.floats(0, 100))
def test_fitting_shows_the_span_between_its_margins(span, width, left, right):
    viewport = Viewport.fitting(span, width, left, right)
    start, end = viewport.to_x(span.start), viewport.to_x(span.end)
    width = max(width, 1.0)
    assert viewport.width == width
    if span.duration >= SHORTEST and span.duration * 2 <= LONGEST:
        shrink = min(1.0, width / (2 * (left + right))) if left + right else 1.0
        assert start == pytest.approx(left * shrink, abs=0.01)
        assert end == pytest.approx(width - right * shrink, abs=0.01)


def test_fitting_puts_a_moment_in_the_middle():
    noon = Instant(instant_of(2025, 10, 28) + 12 * HOUR)
    viewport = Viewport.fitting(Span(noon, noon), 1000, 50, 50)
    assert viewport.to_x(noon) == pytest.approx(500, abs=0.01)


def test_showing_puts_a_moment_in_the_middle():
    noon = Instant(instant_of(2025, 10, 28) + 12 * HOUR)
    viewport = Viewport.showing(Span(noon, noon), 1000)
    assert viewport.to_x(noon) == 500
    assert viewport.span.duration == SHORTEST


@given(spans, widths)
def test_showing_shows_the_span(span, width):
    viewport = Viewport.showing(span, width)
    if SHORTEST <= span.duration <= LONGEST:
        assert viewport.span == span
        assert viewport.to_x(span.start) == 0.0
        assert viewport.to_x(span.end) == width


@given(viewports, moves, instants, instants)
def test_x_rises_with_time(viewport, steps, one, other):
    viewport = moved(viewport, steps)
    first, last = sorted((one, other))
    assert viewport.to_x(first) <= viewport.to_x(last)
    assert viewport.to_instant(0.0) <= viewport.to_instant(viewport.width)


@given(viewports, moves, st.lists(st.integers(-(2**62) + 1, 2**62 - 1)), st.sampled_from([1, SECOND]))
def test_columns_agree_with_single_instants(viewport, steps, values, unit):
    viewport = moved(viewport, steps)
    in_view = viewport.to_instant(viewport.width / 2) // unit
    values.append(min(max(in_view, -(2**62) + 1), 2**62 - 1))
    xs = viewport.to_xs(np.array(values, np.int64), unit)
    for value, x in zip(values, xs, strict=True):
        exact = viewport.to_x(Instant(value * unit))
        assert x == pytest.approx(min(max(exact, -PRACTICALLY_UNLIMITED_X), PRACTICALLY_UNLIMITED_X), abs=0.1)


@pytest.mark.parametrize("unit", [1, SECOND])
def test_columns_agree_at_a_millisecond(unit):
    """In seconds the whole column can only stand at the seconds, to a small part of a pixel."""
    start = Instant(DEEP if unit == SECOND else instant_of(2025))
    viewport = Viewport.showing(Span(start, Instant(start + MILLISECOND)), 1200)
    seconds = [start // unit, (start + SECOND) // unit]
    assert viewport.to_xs(np.array(seconds, np.int64), unit).tolist() == [0.0, 1_200_000.0]
    assert viewport.pan(7.25).to_xs(np.array(seconds[:1], np.int64), unit)[0] == pytest.approx(-7.25)


@given(viewports, viewports, parts)
def test_the_way_to_another_viewport_begins_and_ends_at_them(one, other, progress):
    target = other.resized(one.width)
    assert one.towards(target, 0.0) == one
    assert one.towards(target, 1.0) == target
    between = one.towards(target, progress)
    assert min(one.ticks, target.ticks) - 1 <= between.ticks <= max(one.ticks, target.ticks) + 1


@given(viewports, parts, factors)
def test_what_both_ends_of_a_way_show_goes_straight(viewport, part, factor):
    """Zooming smoothly about the cursor keeps the instant under it on every step of the way."""
    x = part * viewport.width
    target = viewport.zoom_about(x, factor)
    for step in range(1, 10):
        between = viewport.towards(target, step / 10)
        off = between.to_x(viewport.to_instant(x)) - x
        assert -microsecond_in_pixels(between) - 0.5 < off < 0.5


@pytest.mark.parametrize("part", [0.0, 0.3, 1.0])
def test_a_flight_from_all_of_time_to_a_millisecond_does_not_jitter(part):
    near = Viewport.showing(Span(DEEP, Instant(DEEP + MILLISECOND)), 1000)
    far = near.zoom_about(part * 1000, 1e-40)
    assert far.ticks == LONGEST * 2**20
    for here, there in ((near, far), (far, near)):
        for step in range(1001):
            between = here.towards(there, step / 1000)
            assert abs(between.to_x(near.to_instant(part * 1000)) - part * 1000) < 1.5


def test_a_pan_of_equal_scale_goes_evenly():
    start = Viewport.showing(Span(instant_of(2000), instant_of(2001)), 1000)
    lefts = [start.towards(start.pan(1000), step / 4).first_tick for step in range(5)]
    steps = [b - a for a, b in pairwise(lefts)]
    assert max(steps) - min(steps) <= 2**20


def test_limits_stop_the_zoom():
    day = Viewport.showing(Span(instant_of(2025), Instant(instant_of(2025) + DAY)), 1000)
    assert day.zoom_about(500, 1e30).span.duration == SHORTEST
    assert day.zoom_about(500, 1e-30).span.duration == LONGEST
    assert day.resized(0).width == 1.0
    assert Duration(day.span.duration) == DAY
