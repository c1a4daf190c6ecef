import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.scene.display import (
    Box,
    Dash,
    FontRole,
    Group,
    Lines,
    Polygon,
    Rects,
    Scene,
    Shape,
    TextRun,
)

numbers = st.integers(-100, 100).map(float)
sizes = st.integers(0, 100).map(float)
boxes = st.builds(Box, numbers, numbers, sizes, sizes)

RECTS = Rects((Box(0, 1, 2, 3), Box(4, 5, 6, 7)), "#112233")
LINES = Lines(((0, 1, 2, 3.25),), "#445566", 2, Dash.DASHED)
SHAPE = Shape(Box(1, 2, 30, 10), 5, stroke="#778899", fade_right=12)
POLYGON = Polygon(((0, 0), (4, 0), (2, 3)), "#AABBCC")
TEXT = TextRun(3, 20, "October “17th”", FontRole.DATE, "#DDEEFF", 60.5)


def test_the_dump_says_every_primitive_with_its_path():
    inner = Group("mark", (SHAPE, POLYGON), Box(0, 0, 10, 10))
    scene = Scene(
        800,
        600.5,
        "#FFFFFF",
        (Group("bands", (RECTS,)), Group("events", (LINES, inner, TEXT)), Group("empty", ())),
    )
    assert scene.dump() == (
        "scene 800x600.5 #FFFFFF\n"
        "bands: rects #112233 0.0 1.0 2.0x3.0, 4.0 5.0 6.0x7.0\n"
        "events: lines #445566 2 dashed 0.0 1.0 2.0 3.2\n"
        "events/mark: shape 1.0 2.0 30.0x10.0 r=5 fill=- stroke=#778899 solid fade=0,12\n"
        "events/mark: polygon #AABBCC 0.0 0.0, 4.0 0.0, 2.0 3.0\n"
        "events: text 3.0 20.0 date #DDEEFF 'October “17th”'\n"
    )


def test_primitives_come_in_drawing_order_and_groups_do_not():
    scene = Scene(1, 1, "#000000", (Group("a", (RECTS, Group("b", (Group("c", (LINES,)), TEXT)), POLYGON)),))
    assert list(scene.primitives()) == [("a", RECTS), ("a/b/c", LINES), ("a/b", TEXT), ("a", POLYGON)]


@given(boxes, numbers, numbers)
def test_a_box_holds_its_left_and_top_but_not_its_right_and_bottom(box, x, y):
    inside = box.x <= x < box.x + box.width and box.y <= y < box.y + box.height
    assert box.contains(x, y) is inside
    assert not box.contains(box.right, y)
    assert not box.contains(x, box.bottom)


@given(boxes, boxes)
def test_boxes_overlap_where_they_share_a_point_of_the_grid_of_halves(one, other):
    shared = any(
        one.x < x + 0.5 < one.right and other.x < x + 0.5 < other.right
        for x in range(-100, 201)
    ) and any(
        one.y < y + 0.5 < one.bottom and other.y < y + 0.5 < other.bottom
        for y in range(-100, 201)
    )  # fmt: skip
    assert one.overlaps(other) is other.overlaps(one)
    if one.width and one.height and other.width and other.height:
        assert one.overlaps(other) is shared


def test_a_box_without_area_overlaps_nothing():
    assert not Box(5, 5, 0, 10).overlaps(Box(0, 0, 20, 20))
    assert not Box(0, 0, 20, 20).overlaps(Box(5, 5, 10, 0))


@given(boxes, boxes)
def test_a_hull_is_the_smallest_box_that_holds_both(one, other):
    hull = one.hull(other)
    assert (hull.x, hull.y) == (min(one.x, other.x), min(one.y, other.y))
    assert (hull.right, hull.bottom) == (max(one.right, other.right), max(one.bottom, other.bottom))


@pytest.mark.parametrize("by", [4.0, -4.0, 0.0])
def test_a_grown_box_keeps_its_middle(by):
    grown = Box(10, 20, 30, 40).grown(by)
    assert grown == Box(10 - by, 20 - by, 30 + 2 * by, 40 + 2 * by)
