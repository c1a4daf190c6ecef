"""The painter, by few pixels that matter: colours, hairlines, fades, dashes, clips, text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen

from timeline_app.render.fonts import FACES, load_fonts
from timeline_app.render.measure import QtMeasurer
from timeline_app.render.painter import paint_groups, paint_scene
from timeline_app.scene.display import (
    Box,
    Dash,
    FontRole,
    Group,
    Lines,
    Polygon,
    Primitive,
    Rects,
    Scene,
    Shape,
    TextRun,
)

PAPER, INK = "#FBFAF7", "#1F7A6D"
WIDTH, HEIGHT = 200, 60


@pytest.fixture(autouse=True)
def fonts(qapp):
    load_fonts()


def painted(*items: Primitive, ratio: float = 1.0, clip: Box | None = None) -> QImage:
    image = QImage(round(WIDTH * ratio), round(HEIGHT * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    with QPainter(image) as painter:
        paint_scene(Scene(WIDTH, HEIGHT, PAPER, (Group("test", items, clip),)), painter)
    return image


def colour(image: QImage, x: int, y: int) -> str:
    return image.pixelColor(x, y).name().upper()


def darkness(image: QImage, x: int, y: int) -> int:
    """Return how far a pixel is from the paper."""
    return QColor(PAPER).lightness() - image.pixelColor(x, y).lightness()


def inked(image: QImage) -> QRect:
    """Return the smallest rectangle around all pixels that are not paper, in device pixels."""
    paper = QColor(PAPER).rgb()
    points = [
        (x, y) for y in range(image.height()) for x in range(image.width()) if image.pixel(x, y) != paper
    ]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return QRect(min(xs), min(ys), max(xs) - min(xs) + 1, max(ys) - min(ys) + 1) if points else QRect()


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_a_rectangle_covers_exactly_its_pixels_in_its_colour(ratio: float) -> None:
    image = painted(Rects((Box(10, 20, 30, 5),), INK), ratio=ratio)
    assert inked(image) == QRect(*(round(one * ratio) for one in (10, 20, 30, 5)))
    assert colour(image, round(25 * ratio), round(22 * ratio)) == INK


@pytest.mark.parametrize(("ratio", "thick"), [(1.0, 1), (2.0, 2)])
@pytest.mark.parametrize("offset", [0.0, 0.5, 0.3])
def test_a_hairline_is_one_pixel_and_not_blurred(ratio: float, thick: int, offset: float) -> None:
    upright = painted(Lines(((50 + offset, 10, 50 + offset, 40),), INK), ratio=ratio)
    assert (inked(upright).width(), inked(upright).height()) == (thick, 30 * thick)
    level = painted(Lines(((10, 30 + offset, 90, 30 + offset),), INK), ratio=ratio)
    assert (inked(level).width(), inked(level).height()) == (80 * thick, thick)
    for image in (upright, level):
        box = inked(image)
        assert colour(image, box.center().x(), box.center().y()) == INK


def test_an_alpha_is_mixed_with_what_is_below() -> None:
    half = painted(Rects((Box(0, 0, 50, 50),), "#80000000"))
    assert half.pixelColor(10, 10).red() == pytest.approx(QColor(PAPER).red() / 2, abs=2)


def test_a_pill_is_round_at_its_ends_and_full_in_its_middle() -> None:
    image = painted(Shape(Box(20, 20, 60, 10), 5.0, INK))
    assert inked(image) == QRect(20, 20, 60, 10)
    assert colour(image, 50, 25) == INK
    assert darkness(image, 20, 20) < darkness(image, 50, 20)


def test_a_stroke_lies_inside_its_box_and_leaves_the_middle_free() -> None:
    image = painted(Shape(Box(20, 20, 60, 20), 2.0, stroke=INK, stroke_width=2.0))
    assert inked(image) == QRect(20, 20, 60, 20)
    assert colour(image, 50, 20) == INK
    assert colour(image, 50, 30) == PAPER


@pytest.mark.parametrize("stroke", ["", INK])
def test_a_faded_end_runs_out_evenly_and_the_other_is_firm(stroke: str) -> None:
    image = painted(Shape(Box(20, 20, 100, 10), 0.0, INK, stroke, fade_left=40.0))
    ramp = [darkness(image, x, 25) for x in range(20, 60)]
    assert ramp == sorted(ramp)
    assert ramp[0] < 0.1 * darkness(image, 90, 25)
    assert [colour(image, x, 25) for x in (61, 90, 119)] == [INK] * 3
    mirrored = painted(Shape(Box(20, 20, 100, 10), 0.0, INK, stroke, fade_right=40.0))
    assert [darkness(mirrored, 139 - x, 25) for x in range(20, 60)] == pytest.approx(ramp, abs=2)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(10.0, 20.0), st.floats(60.0, 100.0), st.booleans())
def test_the_firm_end_of_a_fading_pill_is_round_wherever_it_stands(
    x: float, width: float, left: bool
) -> None:
    fades = {"fade_left" if left else "fade_right": 20.0}
    faded = painted(Shape(Box(x, 20, width, 10), 5.0, "#000000", **fades))
    whole = painted(Shape(Box(x, 20, width, 10), 5.0, "#000000"))
    end = x + width - 1.0 if left else x
    for column in range(int(end) - 3, int(end) + 3):
        for row in (20, 21, 25, 28, 29):
            assert abs(darkness(faded, column, row) - darkness(whole, column, row)) <= 40


def test_a_shape_that_is_all_fade_still_shows() -> None:
    stub = painted(Shape(Box(20, 20, 18, 10), 1.5, INK, fade_right=18.0))
    ramp = [darkness(stub, x, 25) for x in range(21, 38)]
    assert ramp == sorted(ramp, reverse=True)
    assert ramp[0] > 60


def test_dashes_leave_gaps_and_a_solid_stroke_none() -> None:
    for dash, gaps in ((Dash.DASHED, True), (Dash.SOLID, False)):
        image = painted(Lines(((10, 30.5, 110, 30.5),), INK, 2.0, dash))
        row = [colour(image, x, 30) for x in range(11, 109)]
        assert (PAPER in row) is gaps
        assert INK in row


def test_a_group_paints_nothing_outside_its_clip() -> None:
    image = painted(Rects((Box(0, 0, 200, 60),), INK), clip=Box(40, 10, 50, 20))
    assert inked(image) == QRect(40, 10, 50, 20)


def test_clips_of_groups_inside_each_other_cut_together_and_end_with_them() -> None:
    everything = Rects((Box(0, 0, 200, 60),), INK)
    inner = Group("inner", (everything,), Box(0, 0, 30, 60))
    image = painted(inner, Rects((Box(60, 10, 10, 10),), INK), clip=Box(10, 10, 100, 30))
    assert colour(image, 29, 20) == INK
    assert colour(image, 31, 20) == PAPER
    assert colour(image, 5, 20) == PAPER
    assert colour(image, 65, 15) == INK


def test_a_polygon_is_filled() -> None:
    image = painted(Polygon(((10, 10), (40, 30), (10, 50)), INK))
    assert colour(image, 20, 30) == INK
    assert colour(image, 38, 12) == PAPER


@pytest.mark.parametrize("role", FontRole)
@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_text_stays_in_its_measured_box(role: FontRole, ratio: float) -> None:
    measurer, text = QtMeasurer(), "Größe Ag 2025"
    run = TextRun(10.0, 30.0, text, role, "#000000", measurer.width(text, role))
    box = inked(painted(run, ratio=ratio))
    assert box.left() >= (10 - 1) * ratio
    assert box.right() <= (10 + run.width + 1) * ratio
    assert box.top() >= (30 - measurer.ascent(role)) * ratio
    assert box.bottom() <= (30 + measurer.line_height(role) - measurer.ascent(role) + 1) * ratio
    assert box.width() > 0.8 * run.width * ratio
    assert box.height() > 0.6 * FACES[role].pixels * ratio


def test_markup_in_a_text_is_painted_as_it_stands() -> None:
    measurer = QtMeasurer()

    def width(text: str) -> int:
        run = TextRun(5.0, 30.0, text, FontRole.TITLE, "#000000", measurer.width(text, FontRole.TITLE))
        return inked(painted(run)).width()

    assert width("<b>x</b>") > 4 * width("x")


def test_at_twice_the_resolution_the_scene_is_the_same_in_twice_the_pixels() -> None:
    items = (
        Rects((Box(10, 5, 30, 5),), INK),
        Lines(((10, 20.5, 90, 20.5),), "#A63D57"),
        Shape(Box(10, 30, 60, 10), 5.0, "#26112233", "#112233"),
        Polygon(((100, 10), (130, 25), (100, 40)), INK),
    )
    once, twice = painted(*items), painted(*items, ratio=2.0)
    for x, y in ((20, 7), (50, 20), (40, 35), (108, 25), (150, 50)):
        assert colour(once, x, y) == colour(twice, 2 * x, 2 * y) == colour(twice, 2 * x + 1, 2 * y + 1)


def test_painting_leaves_the_painter_as_it_was() -> None:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
    with QPainter(image) as painter:
        pen = QPen(QColor("#123456"), 3.0)
        painter.setPen(pen)
        painter.setFont(QFont("Inter", 33))
        painter.setOpacity(0.5)
        # A painter completes a font with the application's.
        font, hints = painter.font(), painter.renderHints()
        items = (Shape(Box(1, 1, 20, 20), 4.0, INK), TextRun(5, 20, "x", FontRole.TITLE, INK, 7.0))
        paint_scene(Scene(WIDTH, HEIGHT, PAPER, (Group("all", items, Box(0, 0, 9, 9)),)), painter)
        assert (painter.pen(), painter.font(), painter.opacity()) == (pen, font, 0.5)
        assert painter.renderHints() == hints
        assert not painter.hasClipping()


def test_tens_of_thousands_of_primitives_leave_the_process_alive() -> None:
    kinds: tuple[Primitive, ...] = (
        Rects((Box(1, 1, 3, 3), Box(5, 5, 3, 3)), INK),
        Lines(((0, 0, 9, 9), (0, 5, 9, 5)), INK, dash=Dash.DASHED),
        Shape(Box(3, 3, 20, 10), 5.0, INK, INK, dash=Dash.DASHED, fade_left=5.0),
        Polygon(((0, 0), (9, 4), (0, 8)), INK),
        TextRun(5, 20, "text", FontRole.DATE, INK, 25.0),
    )
    group = Group("many", kinds, Box(0, 0, 50, 50))
    image = QImage(60, 60, QImage.Format.Format_ARGB32_Premultiplied)
    with QPainter(image) as painter:
        paint_groups([group] * 10_000, painter)
    assert image.pixelColor(6, 6).alpha() == 255
