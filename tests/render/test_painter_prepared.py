"""What painting remembers changes nothing that is seen: texts, marks, columns, layers, fades."""

from __future__ import annotations

from collections import Counter
from unittest.mock import Mock

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QBuffer, QPointF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from timeline_app.render.fading import paint_in_slices
from timeline_app.render.fonts import load_fonts
from timeline_app.render.painter import paint_groups, paint_scene
from timeline_app.render.prepared import Prepared
from timeline_app.render.sprites import Sprites
from timeline_app.render.text import PreparedTexts
from timeline_app.scene.display import (
    Box,
    Columns,
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

PAPER, INK, BLUE = "#FBFAF7", "#1F7A6D", "#2F5DA8"
WIDTH, HEIGHT = 240, 60
TEXTS = ("Wörld fáctory, 9 AVATAR fi…", "Wuhan 武汉 工場", "Завод в Ухане", "مصنع 1984", "")

Pixels = npt.NDArray[np.int64]


@pytest.fixture(autouse=True)
def fonts(qapp):
    load_fonts()


def scene(*items: Primitive, layered: bool = False) -> Scene:
    return Scene(WIDTH, HEIGHT, PAPER, (Group("test", items, Box(0, 0, WIDTH, HEIGHT), layered),))


def painted(drawing: Scene, prepared: Prepared | None = None, ratio: float = 1.0) -> Pixels:
    image = QImage(round(WIDTH * ratio), round(HEIGHT * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    with QPainter(image) as painter:
        paint_scene(drawing, painter, prepared)
    return np.array(image.constBits(), np.int64).reshape(image.height(), image.width(), 4)[..., :3]


def svg(drawing: Scene, prepared: Prepared | None = None) -> bytes:
    buffer = QBuffer()
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    with QPainter(generator) as painter:
        paint_scene(drawing, painter, prepared)
    return bytes(buffer.data().data())


def difference(one: Pixels, other: Pixels) -> int:
    return int(abs(one - other).max())


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("role", FontRole)
def test_a_text_that_was_laid_out_before_has_the_very_same_pixels(role: FontRole, ratio: float) -> None:
    prepared = Prepared()
    for x, baseline in ((7.25, 30.0), (7.1, 29.6), (7.49, 30.3), (7.9, 29.99), (8.03125, 31.4)):
        for text in TEXTS:
            drawing = scene(TextRun(x, baseline, text, role, INK, 0.0))
            assert difference(painted(drawing, prepared, ratio), painted(drawing, None, ratio)) == 0
    assert len(prepared.texts) == len(TEXTS)


@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.parametrize("role", FontRole)
def test_a_text_on_whole_pixels_is_painted_from_a_picture_of_the_same_glyphs(
    role: FontRole, ratio: float
) -> None:
    for text in TEXTS:
        prepared, drawing = Prepared(), scene(TextRun(7.0, 30.0, text, role, INK, 0.0))
        direct = painted(drawing, None, ratio)
        assert difference(painted(drawing, prepared, ratio), direct) == 0
        again = painted(drawing, prepared, ratio)
        assert difference(again, direct) <= 12
        assert difference(painted(drawing, prepared, ratio), again) == 0


def test_markup_in_a_laid_out_text_is_painted_as_it_stands() -> None:
    drawing = scene(TextRun(5.0, 30.0, "<b>x</b>&amp;", FontRole.TITLE, INK, 0.0))
    assert difference(painted(drawing, Prepared()), painted(drawing)) == 0


def test_laid_out_texts_are_remembered_up_to_a_limit() -> None:
    texts = PreparedTexts(most=5, most_pictures=7)
    image = QImage(50, 20, QImage.Format.Format_RGB32)
    texts.begin("#FFFFFF", zooming=False)
    with QPainter(image) as painter:
        for number in range(20):
            for _ in range(2):
                texts.paint(painter, (0.0, 15.0), str(number), FontRole.DATE, (INK, 1.0))
    assert len(texts) == 5
    assert texts.pictures == 7


SHAPES = {
    "disc": Shape(Box(0, 0, 12, 12), 6.0, INK),
    "hollow": Shape(Box(0, 0, 40, 10), 5.0, "#261F7A6D", INK),
    "dashed": Shape(Box(0, 0, 40, 10), 5.0, "#261F7A6D", INK, dash=Dash.DASHED),
    "fading": Shape(Box(0, 0, 28, 10), 5.0, "#261F7A6D", INK, fade_left=9.0, fade_right=9.0),
    "fading at one end": Shape(Box(0, 0, 60, 10), 1.5, INK, fade_left=18.0),
}


def moved(shape: Shape, x: float, y: float) -> Shape:
    box = Box(x, y, shape.box.width, shape.box.height)
    style = (shape.radius, shape.fill, shape.stroke, shape.stroke_width, shape.dash)
    return Shape(box, *style, shape.fade_left, shape.fade_right)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("name", SHAPES)
def test_the_picture_of_a_mark_is_off_by_less_than_an_eye_sees(name: str, ratio: float) -> None:
    sprites = Prepared()
    for x, y in ((10.0, 20.0), (10.03, 20.0), (10.5, 20.25), (50.97, 20.0), (-3.4, 20.5), (230.3, 20.0)):
        drawing = scene(moved(SHAPES[name], x, y))
        direct = painted(drawing, None, ratio)
        assert difference(painted(drawing, sprites, ratio), direct) <= 36
        assert difference(painted(drawing, sprites, ratio), direct) <= 36


def test_a_mark_gets_its_picture_when_it_is_seen_again() -> None:
    sprites, drawn = Sprites(), []

    def draw(shape: Shape, painter: QPainter) -> None:
        drawn.append(shape)

    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        disc = SHAPES["disc"]
        assert not sprites.paint(disc, painter, 1.0, draw)
        assert sprites.paint(moved(disc, 90.0, 20.0), painter, 1.0, draw)
        assert sprites.paint(moved(disc, 5.0, 7.0), painter, 1.0, draw)
        assert drawn == [disc]
        assert not sprites.paint(moved(disc, 90.5, 20.0), painter, 1.0, draw)
        assert not sprites.paint(disc, painter, 2.0, draw)
        assert len(sprites) == 3
        wide = Shape(Box(0, 0, 500, 10), 5.0, INK)
        assert not any(sprites.paint(wide, painter, 1.0, draw) for _ in range(3))


def test_pictures_of_marks_are_remembered_up_to_a_limit_and_the_used_ones_stay() -> None:
    sprites = Sprites(most=4)
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:

        def known(width: float) -> bool:
            return sprites.paint(Shape(Box(0, 0, width, 10), 5.0, INK), painter, 1.0, Mock())

        assert [known(10), known(10)] == [False, True]
        for width in range(20, 40):
            assert not known(width)
            assert known(10)
        assert len(sprites) == 4
        assert not known(20)


COLUMNS = np.array([[10, 5, 2, 9], [12.4, 7, 3.3, 7.5], [20.5, 3.2, 1.5, 4.0], [30, 5, 50, 2]], np.float64)


@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.parametrize("layout", ["as they are", "every other", "by columns"])
def test_columns_are_rectangles_in_memory(layout: str, ratio: float) -> None:
    boxes = {
        "as they are": COLUMNS,
        "every other": np.repeat(COLUMNS, 2, axis=0)[::2],
        "by columns": np.asfortranarray(COLUMNS),
    }[layout]
    rects = Rects(tuple(Box(*row) for row in COLUMNS.tolist()), "#801F7A6D")
    columns = Columns(boxes, "#801F7A6D")
    assert difference(painted(scene(columns), None, ratio), painted(scene(rects), None, ratio)) == 0
    assert painted(scene(columns)).min() < 200
    assert svg(scene(columns)) == svg(scene(rects))


def test_no_columns_paint_nothing() -> None:
    assert difference(painted(scene(Columns(np.empty((0, 4)), INK))), painted(scene())) == 0


class CountingPainter(QPainter):
    """Counts what is asked of it."""

    def __init__(self, image: QImage) -> None:
        super().__init__(image)
        self.calls: Counter[str] = Counter()

    def setPen(self, pen) -> None:  # noqa: N802 - Qt's name
        self.calls["pen"] += 1
        super().setPen(pen)

    def setFont(self, font) -> None:  # noqa: N802
        self.calls["font"] += 1
        super().setFont(font)

    def setBrush(self, brush) -> None:  # noqa: N802
        self.calls["brush"] += 1
        super().setBrush(brush)

    def drawLines(self, lines) -> None:  # noqa: N802
        self.calls["lines"] += 1
        super().drawLines(lines)

    def drawText(self, at: QPointF, text: str) -> None:  # noqa: N802
        self.calls["text"] += 1
        super().drawText(at, text)


def labelled(number: int) -> Group:
    """Return a mark with a tie and two lines of text, as the chart has them."""
    x, y, colour = 5.0 + 60.3 * (number % 4), 8.0 + 18 * (number // 4 % 3), (INK, BLUE)[number % 2]
    return Group(
        f"event {number}",
        (
            Shape(Box(x, y, 14, 10), 5.0, colour),
            Lines(((x + 15, y + 5, x + 20, y + 5),), colour),
            TextRun(x + 22, y + 6, "Ab", FontRole.TITLE, "#1E2227", 15.0),
            TextRun(x + 40, y + 6, "17", FontRole.DATE, colour, 12.0),
        ),
    )


def test_layers_have_the_pixels_of_the_order_and_few_calls() -> None:
    events = tuple(labelled(number) for number in range(12))
    assert difference(painted(scene(*events, layered=True)), painted(scene(*events))) == 0
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    with CountingPainter(image) as painter:
        paint_groups([Group("events", events, None, layered=True)], painter)
        calls = painter.calls
    assert (calls["lines"], calls["text"], calls["font"]) == (2, 24, 2)
    # Two colours of ties, none for shapes, one ink of titles, two of dates.
    assert calls["pen"] == 2 + 1 + 1 + 2
    assert calls["brush"] == 12


def test_in_a_layered_group_lines_lie_below_and_texts_above_all_areas() -> None:
    cover = Rects((Box(0, 0, WIDTH, HEIGHT),), BLUE)
    text = TextRun(20, 30, "text", FontRole.TITLE, "#FFFFFF", 30.0)
    line = Lines(((0, 10, 100, 10),), "#FFFFFF")
    layered = painted(scene(Group("inner", (text,)), cover, line, layered=True))
    assert layered[10, 50].tolist() == layered[50, 50].tolist()
    assert layered[20:32, 20:50].max() > 230
    clipped = Group("clipped", (Polygon(((0, 0), (200, 0), (0, 200)), INK), text), Box(0, 0, 30, 60))
    assert difference(painted(scene(clipped, layered=True)), painted(scene(clipped))) == 0


def test_vector_formats_keep_text_order_and_slices_whatever_is_prepared() -> None:
    items = (*(labelled(number) for number in range(4)), *(moved(one, 20, 20) for one in SHAPES.values()))
    plain = svg(scene(*items))
    assert svg(scene(*items, layered=True), Prepared()) == plain
    assert b"<text" in plain
    assert b"Gradient" not in plain


@pytest.mark.parametrize(
    "shape",
    [
        Shape(Box(20.3, 20, 90, 10), 5.0, "#261F7A6D", INK, fade_left=27.0),
        Shape(Box(20.0, 20, 90, 10), 5.0, "#261F7A6D", INK, fade_left=27.0, fade_right=30.0),
        Shape(Box(20.7, 20, 28, 10), 0.0, INK, fade_left=11.2, fade_right=11.2),
        Shape(Box(20.0, 20, 18, 10), 1.5, INK, fade_right=18.0),
        Shape(Box(20.0, 20, 40, 10), 1.5, INK, fade_left=40.0, fade_right=40.0),
    ],
)
def test_a_gradient_is_where_the_slices_are(shape: Shape) -> None:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(PAPER)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        paint_in_slices(shape, painter)
    sliced = np.array(image.constBits(), np.int64).reshape(HEIGHT, WIDTH, 4)[..., :3]
    # Half a slice of the darkest colour, and a pixel that a cut divides.
    assert difference(painted(scene(shape)), sliced) <= 32
    assert abs(painted(scene(shape)) - sliced).mean() < 0.2


def test_what_the_painter_is_set_to_is_not_set_again() -> None:
    runs = tuple(TextRun(5.0, 10.0 * number, "x", FontRole.DATE, INK, 7.0) for number in range(1, 6))
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    with CountingPainter(image) as painter:
        paint_groups([Group("runs", runs)], painter)
        assert (painter.calls["pen"], painter.calls["font"], painter.calls["text"]) == (1, 1, 5)


def test_a_painting_makes_some_pictures_and_idle_moments_the_others() -> None:
    prepared = Prepared()
    runs = [TextRun(5.0, 5.0 + number, str(number), FontRole.DATE, INK, 0.0) for number in range(30)]
    painted(scene(*runs), prepared)
    assert prepared.texts.pictures == 0
    painted(scene(*runs), prepared)
    made = prepared.texts.pictures
    assert 0 < made < 30
    assert prepared.texts.make_pictures(5)
    assert prepared.texts.pictures == made + 5
    assert not prepared.texts.make_pictures(30)
    assert prepared.texts.pictures == 30
