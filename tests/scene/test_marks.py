"""The shapes of dates: what is drawn, and that it is to scale."""

from __future__ import annotations

import pytest

from timeline_app.core.columns import Flag
from timeline_app.scene.display import Box, Dash, Lines, Polygon, Primitive, Shape, TextRun
from timeline_app.scene.marks import BAR_HEIGHT, DAY_AS_DISC, DISC, STUB, MarkX, extent, is_disc, mark_items
from timeline_app.scene.measure import FixedMeasurer

PLOT = Box(100.0, 0.0, 800.0, 400.0)
COLOUR = "#1F7A6D"


def drawn(mark: MarkX) -> tuple[Primitive, ...]:
    return mark_items(mark, 50.0, COLOUR, PLOT, FixedMeasurer())


def within(start: float, end: float, flags: Flag = Flag.NONE) -> MarkX:
    return MarkX(start, end, start, end, int(flags))


def shapes(mark: MarkX) -> list[Shape]:
    return [item for item in drawn(mark) if isinstance(item, Shape)]


@pytest.mark.parametrize("width", [12.0, 60.0, 300.0])
def test_some_time_within_is_a_hollow_bar_over_exactly_its_bounds(width: float) -> None:
    (bar,) = shapes(within(200.0, 200.0 + width))
    assert (bar.box.x, bar.box.right) == pytest.approx((200.0, 200.0 + width), abs=1.0)
    assert bar.stroke == COLOUR
    assert bar.fill.startswith("#26")


def test_throughout_is_a_filled_bar_over_exactly_its_bounds() -> None:
    (bar,) = shapes(MarkX(200.0, 200.0, 320.0, 320.0, int(Flag.LASTING)))
    assert (bar.box.x, bar.box.right, bar.fill, bar.stroke) == (200.0, 320.0, COLOUR, "")


def test_a_day_is_a_disc_until_it_is_wide_enough_to_lie() -> None:
    (disc,) = shapes(within(200.0, 204.0, Flag.INSTANT))
    assert disc.box == Box(202.0 - DISC / 2, 50.0 - DISC / 2, DISC, DISC)
    assert disc.fill == COLOUR
    wide = within(200.0, 200.0 + DAY_AS_DISC, Flag.INSTANT)
    assert not is_disc(wide)
    (bar,) = shapes(wide)
    assert bar.fill != COLOUR


def test_a_short_stretch_stays_hollow_at_its_least_width() -> None:
    (bar,) = shapes(within(300.0, 301.0))
    assert bar.box.width == BAR_HEIGHT
    assert bar.box.x + bar.box.width / 2 == pytest.approx(300.5)
    assert bar.fill != COLOUR


@pytest.mark.parametrize("flags", [Flag.START_APPROXIMATE, Flag.START_APPROXIMATE | Flag.LASTING])
def test_a_doubtful_end_out_of_sight_fades_nothing_in_sight(flags: Flag) -> None:
    (bar,) = shapes(within(-1e6, 500.0, flags))
    assert bar.fade_left == 0
    (near,) = shapes(within(50.0, 500.0, flags))
    assert near.fade_left == pytest.approx(450.0 * 0.3)


def test_about_fades_at_the_doubtful_ends_only() -> None:
    (bar,) = shapes(within(200.0, 300.0, Flag.START_APPROXIMATE))
    assert bar.fade_left > 0
    assert bar.fade_right == 0


def test_uncertain_is_dashed() -> None:
    doubt = Flag.START_UNCERTAIN | Flag.END_UNCERTAIN
    assert shapes(within(200.0, 300.0, doubt))[0].dash is Dash.DASHED
    (disc,) = shapes(within(200.0, 201.0, doubt | Flag.INSTANT))
    assert disc.dash is Dash.DASHED
    assert disc.fill != COLOUR


def test_an_interval_is_solid_only_where_it_surely_lasted() -> None:
    hull, core = shapes(MarkX(200.0, 250.0, 400.0, 420.0, int(Flag.LASTING)))
    assert (hull.box.x, hull.box.right) == (200.0, 420.0)
    assert hull.fill != COLOUR
    assert (core.box.x, core.box.right, core.fill) == (250.0, 400.0, COLOUR)


def test_an_interval_whose_ends_may_meet_has_no_solid_part() -> None:
    (bar,) = shapes(MarkX(200.0, 300.0, 250.0, 320.0, int(Flag.LASTING)))
    assert bar.fill != COLOUR
    assert (bar.box.x, bar.box.right) == (200.0, 320.0)


def test_an_open_end_reaches_the_edge_with_an_arrow() -> None:
    mark = MarkX(200.0, 240.0, 240.0, 240.0, int(Flag.LASTING | Flag.END_OPEN))
    assert extent(mark, PLOT.x, PLOT.right) == (200.0, PLOT.right)
    (arrow,) = [item for item in drawn(mark) if isinstance(item, Polygon)]
    assert max(x for x, _ in arrow.points) == PLOT.right


def test_an_unknown_end_is_a_stub_with_a_question_mark_and_no_invented_length() -> None:
    mark = MarkX(200.0, 240.0, 240.0, 240.0, int(Flag.LASTING | Flag.END_UNKNOWN))
    hull, stub = shapes(mark)
    assert (hull.box.x, hull.box.right) == (200.0, 240.0)
    assert (stub.box.x, stub.box.width) == (240.0, STUB)
    assert stub.fade_right == STUB
    assert [item.text for item in drawn(mark) if isinstance(item, TextRun)] == ["?"]


def test_an_unknown_start_is_a_stub_to_the_left() -> None:
    mark = MarkX(240.0, 240.0, 240.0, 300.0, int(Flag.LASTING | Flag.START_UNKNOWN))
    hull, stub = shapes(mark)
    assert (hull.box.x, hull.box.right) == (240.0, 300.0)
    assert (stub.box.right, stub.fade_left) == (240.0, STUB)


@pytest.mark.parametrize(("flags", "solid"), [(Flag.MEMBERS, False), (Flag.MEMBERS | Flag.ALL_OF, True)])
def test_members_stand_apart_joined_by_a_line(flags: Flag, solid: bool) -> None:
    mark = MarkX(200.0, 400.0, 200.0, 400.0, int(flags), ((200.0, 210.0), (390.0, 400.0)))
    line, *pieces = drawn(mark)
    assert isinstance(line, Lines)
    assert line.segments == ((200.0, 50.0, 400.0, 50.0),)
    assert [(one.box.x, one.box.right) for one in pieces if isinstance(one, Shape)] == [
        (200, 210),
        (390, 400),
    ]
    assert all((one.fill == COLOUR) is solid for one in pieces if isinstance(one, Shape))


def test_bars_far_outside_are_brought_near_the_plot() -> None:
    (bar,) = shapes(within(-1e7, 1e7))
    assert bar.box.x < PLOT.x
    assert bar.box.right > PLOT.right
    assert bar.box.width < 2000


def test_a_short_approximate_stretch_keeps_room_to_fade() -> None:
    (bar,) = shapes(within(300.0, 304.0, Flag.START_APPROXIMATE | Flag.END_APPROXIMATE))
    assert bar.box.width == 28.0
    assert bar.box.x + bar.box.width / 2 == pytest.approx(302.0)
    assert bar.fade_left > 0 < bar.fade_right
