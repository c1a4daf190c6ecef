"""The canvas under real mouse, wheel and keys, and that what it paints is the scene."""

import gc
import sys
import weakref
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from msgspec import structs
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QHelpEvent,
    QImage,
    QInputDevice,
    QNativeGestureEvent,
    QPainter,
    QPointingDevice,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QScrollBar, QToolTip, QWidget

from timeline_app.core.dataset import Dataset
from timeline_app.core.event import Role
from timeline_app.core.language import LANGUAGES
from timeline_app.dataset.reading.reader import read_document
from timeline_app.gui.canvas.canvas import TimelineCanvas
from timeline_app.gui.canvas.chart_view import ChartView
from timeline_app.gui.canvas.gestures import ZOOM_STEP
from timeline_app.gui.session import Session
from timeline_app.render.painter import paint_scene
from timeline_app.scene.display import Scene
from timeline_app.scene.frame import FIT_LEFT
from timeline_app.scene.style import DARK
from timeline_app.scene.viewport import SHORTEST

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tests" / "scene"))
from scenery import event, store  # noqa: E402 - the folder is put on the path above

XIAOMI = ROOT / "events" / "xiaomi-factories.timeline.json"
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
MIDDLE = QPoint(600, 300)
LONG = "is the number of an event whose title takes some room"


@pytest.fixture
def show(qtbot, fonts):
    """Return a function that shows a dataset, or a store, on a canvas that moves at once."""

    def shown(content, width=1200, height=640):
        dataset = content if isinstance(content, Dataset) else Dataset(name="test", store=content)
        canvas = TimelineCanvas(Session())
        qtbot.addWidget(canvas)
        canvas.navigator.animated = False
        canvas.resize(width, height)
        canvas.session.set_dataset(dataset)
        canvas.show()
        qtbot.waitExposed(canvas)
        canvas.setFocus()
        QApplication.processEvents()
        return canvas

    yield shown
    QToolTip.hideText()


@pytest.fixture
def canvas(show):
    return show(read_document(XIAOMI).dataset)


@pytest.fixture
def crowded(show):
    """A canvas whose lanes are higher than it is."""
    return show(store(*(event(f"2025-10-{day:02}", f"{day} {LONG}") for day in range(1, 31))), 1200, 300)


def mark_of(canvas, row):
    """Return the middle of an event's mark as a point of the widget."""
    mark = canvas.chart.drawn[row].mark
    return QPoint(round(mark.x + mark.width / 2), round(mark.y + mark.height / 2))


def empty_place(canvas):
    """Return a point of the plot beside all events."""
    plot = canvas.chart.frame.plot
    points = (
        QPoint(x, y)
        for y in range(round(plot.y) + 5, round(plot.bottom), 7)
        for x in range(round(plot.x) + 30, round(plot.right) - 20, 11)
    )
    return next(point for point in points if canvas.row_at(QPointF(point)) is None)


def turn(canvas, angle, held=NO_MODIFIER, at=MIDDLE, pixels=(0, 0)):
    """Turn the wheel over a place of the canvas."""
    where = QPointF(at)
    event = QWheelEvent(
        where,
        canvas.mapToGlobal(where),
        QPoint(*pixels),
        QPoint(*angle),
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, event)


def drag(canvas, start, *places):
    QTest.mousePress(canvas, LEFT, NO_MODIFIER, start)
    for place in places:
        QTest.mouseMove(canvas, place)
    QTest.mouseRelease(canvas, LEFT, NO_MODIFIER, places[-1])


def x_of(canvas, instant):
    return canvas.session.viewport.to_x(instant) + canvas.chart.frame.plot.x


def instant_at(canvas, x):
    return canvas.session.viewport.to_instant(x - canvas.chart.frame.plot.x)


def test_a_click_selects_and_a_click_beside_selects_nothing(canvas):
    for row in canvas.chart.drawn:
        QTest.mouseClick(canvas, LEFT, NO_MODIFIER, mark_of(canvas, row))
        assert canvas.session.selected == row
    QTest.mouseClick(canvas, LEFT, NO_MODIFIER, empty_place(canvas))
    assert canvas.session.selected is None


def test_a_label_can_be_clicked_too(canvas):
    for row, one in canvas.chart.drawn.items():
        place = QPoint(round(one.label.x + one.label.width / 2), round(one.label.y + one.label.height / 2))
        QTest.mouseClick(canvas, LEFT, NO_MODIFIER, place)
        assert canvas.session.selected == row


def test_other_buttons_neither_select_nor_zoom(canvas):
    before = canvas.session.viewport
    for button in (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
        QTest.mouseClick(canvas, button, NO_MODIFIER, mark_of(canvas, 0))
        QTest.mouseDClick(canvas, button, NO_MODIFIER, mark_of(canvas, 0))
    assert canvas.session.selected is None
    assert canvas.session.viewport == before


def test_a_drag_pans_by_its_pixels_and_selects_nothing(canvas):
    canvas.session.select(2)
    start = mark_of(canvas, 5)
    there = instant_at(canvas, start.x())
    drag(canvas, start, start + QPoint(3, 0), start + QPoint(60, 5), start - QPoint(40, 2))
    assert x_of(canvas, there) == pytest.approx(start.x() - 40, abs=0.5)
    assert canvas.session.selected == 2


def test_a_shaky_click_is_a_click(canvas):
    before, start = canvas.session.viewport, mark_of(canvas, 5)
    drag(canvas, start, start + QPoint(2, -3))
    assert canvas.session.viewport == before
    assert canvas.session.selected == 5


def test_a_drag_up_scrolls_the_lanes_down(crowded):
    drag(crowded, MIDDLE - QPoint(0, 150), MIDDLE - QPoint(0, 200))
    assert crowded.chart.scroll == pytest.approx(50.0)


def test_ctrl_and_wheel_zoom_about_the_cursor(canvas):
    for x in (300, 611, 1100):
        at = QPoint(x, 200)
        there, before = instant_at(canvas, x), canvas.session.viewport.ticks
        for angle in (120, 120, 360, -120, 15):
            turn(canvas, (0, angle), CTRL, at)
            assert abs(x_of(canvas, there) - x) < 0.5
        assert canvas.session.viewport.ticks == pytest.approx(before / ZOOM_STEP**4.125, rel=1e-9)
        canvas.navigator.fit_all()


def test_a_pinch_zooms_about_its_middle(canvas):
    at = QPointF(700.0, 200.0)
    there, before = instant_at(canvas, 700.0), canvas.session.viewport.ticks
    pad = QPointingDevice(
        "pad",
        1,
        QInputDevice.DeviceType.TouchPad,
        QPointingDevice.PointerType.Finger,
        QInputDevice.Capability.Position,
        2,
        0,
    )
    gesture = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        pad,
        2,
        at,
        at,
        canvas.mapToGlobal(at),
        0.5,
        QPointF(),
    )
    QApplication.sendEvent(canvas, gesture)
    assert canvas.session.viewport.ticks == pytest.approx(before / 1.5, rel=1e-9)
    assert abs(x_of(canvas, there) - 700.0) < 0.5


def test_shift_and_wheel_or_a_sideways_wheel_pan(canvas):
    there = instant_at(canvas, 600)
    turn(canvas, (0, -120), SHIFT)
    assert x_of(canvas, there) == pytest.approx(540, abs=0.5)
    turn(canvas, (240, 0))
    assert x_of(canvas, there) == pytest.approx(660, abs=0.5)
    turn(canvas, (0, 0), pixels=(-25, 0))
    assert x_of(canvas, there) == pytest.approx(635, abs=0.5)


def test_the_plain_wheel_scrolls_where_there_is_something_to_scroll(canvas, crowded):
    for one in (canvas, crowded):
        before = one.session.viewport
        turn(one, (0, -120), at=QPoint(600, 100))
        assert one.session.viewport == before
    assert canvas.chart.scroll == 0.0
    assert crowded.chart.scroll == 60.0
    turn(crowded, (0, 1200), at=QPoint(600, 100))
    assert crowded.chart.scroll == 0.0


def test_the_plain_wheel_zooms_when_that_is_set(crowded):
    crowded.wheel_zooms = True
    before = crowded.session.viewport.ticks
    turn(crowded, (0, 120), at=QPoint(600, 100))
    assert crowded.session.viewport.ticks == pytest.approx(before / ZOOM_STEP, rel=1e-9)
    assert crowded.chart.scroll == 0.0


def test_a_double_click_zooms_onto_an_event_or_in_about_the_place(canvas):
    QTest.mouseDClick(canvas, LEFT, NO_MODIFIER, mark_of(canvas, 0))
    assert canvas.session.selected == 0
    span, plot = canvas.session.store.span_of(0), canvas.chart.frame.plot
    assert x_of(canvas, span.start) == pytest.approx(plot.x + 0.1 * plot.width, abs=0.5)
    canvas.navigator.fit_all()
    place = empty_place(canvas)
    there, before = instant_at(canvas, place.x()), canvas.session.viewport.ticks
    QTest.mouseDClick(canvas, LEFT, NO_MODIFIER, place)
    assert canvas.session.viewport.ticks == pytest.approx(before / ZOOM_STEP**3, rel=1e-9)
    assert abs(x_of(canvas, there) - place.x()) < 0.5


def test_tab_walks_all_events_in_time_order_and_leaves_at_the_ends(qtbot, canvas):
    window = QWidget()
    qtbot.addWidget(window)
    before, after = QLineEdit(window), QLineEdit(window)
    box = QHBoxLayout(window)
    for widget in (before, canvas, after):
        box.addWidget(widget)
    QWidget.setTabOrder(before, canvas)
    QWidget.setTabOrder(canvas, after)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    canvas.setFocus()
    walked = []
    while canvas.hasFocus():
        QTest.keyClick(canvas, Qt.Key.Key_Tab)
        walked.append(canvas.session.selected)
    number = len(canvas.session.store)
    assert walked == [*range(number), number - 1]
    assert after.hasFocus()
    QTest.keyClick(after, Qt.Key.Key_Tab, SHIFT)
    assert canvas.hasFocus()
    for row in reversed(range(number - 1)):
        QTest.keyClick(canvas, Qt.Key.Key_Backtab, SHIFT)
        assert canvas.session.selected == row
    QTest.keyClick(canvas, Qt.Key.Key_Backtab, SHIFT)
    assert before.hasFocus()
    # The window takes its children with it; the canvas is closed by itself.
    canvas.setParent(None)


def test_the_first_tab_takes_the_first_event_in_view(canvas):
    canvas.navigator.zoom_about(canvas.chart.frame.plot.width - 48.0, 8.0)
    first = canvas.session.rows_in_view()[0]
    assert first > 0
    QTest.keyClick(canvas, Qt.Key.Key_Tab)
    assert canvas.session.selected == first


def test_selecting_by_key_brings_the_event_into_sight(crowded):
    for key in [Qt.Key.Key_Down] * 30 + [Qt.Key.Key_Up] * 30:
        QTest.keyClick(crowded, key)
        row = crowded.session.selected
        plot, box = crowded.chart.frame.plot, crowded.chart.drawn[row].box
        assert plot.y <= box.y
        assert box.bottom <= plot.bottom


def test_an_event_that_is_flown_to_is_in_sight_on_arrival(qtbot, show):
    crowd = [event(f"2025-10-{day:02}", f"event {day}") for day in range(1, 29)]
    canvas = show(store(event("1990-05-05", "early"), *crowd), 1200, 300)
    canvas.session.select(28)
    canvas.navigator.fit_selection()
    canvas.navigator.zoom_about(500.0, 1 / 6)
    canvas.navigator.go_home()
    canvas.navigator.animated = True
    canvas.reveal(28)
    qtbot.waitUntil(lambda: not canvas.navigator.moving)
    plot, box = canvas.chart.frame.plot, canvas.chart.drawn[28].box
    assert plot.y <= box.y
    assert box.bottom <= plot.bottom


def test_an_event_in_a_strip_is_scrolled_to(show):
    crowd = [event("2025-10-10", f"event {index}") for index in range(70)]
    canvas = show(store(*crowd), 1200, 300)
    loose = next(row for row in range(70) if row not in canvas.chart.arrangement.placed)
    canvas.reveal(loose)
    assert canvas.chart.scroll == canvas.chart.stack.height - canvas.chart.frame.plot.height


@pytest.mark.parametrize(
    ("key", "held", "pixels"),
    [
        (Qt.Key.Key_Right, NO_MODIFIER, 0.1),
        (Qt.Key.Key_Left, NO_MODIFIER, -0.1),
        (Qt.Key.Key_Right, SHIFT, 0.4),
        (Qt.Key.Key_Left, SHIFT, -0.4),
    ],
)
def test_arrows_pan(canvas, key, held, pixels):
    before = canvas.session.viewport
    QTest.keyClick(canvas, key, held)
    assert canvas.session.viewport == before.pan(pixels * before.width)


def test_home_and_end_go_to_the_ends_and_f_shows_all(canvas):
    whole = canvas.session.viewport
    canvas.navigator.zoom_about(500.0, 20.0)
    scale = canvas.session.viewport.ticks
    span, plot = canvas.session.store.span, canvas.chart.frame.plot
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    assert x_of(canvas, span.start) == pytest.approx(plot.x + FIT_LEFT, abs=0.5)
    QTest.keyClick(canvas, Qt.Key.Key_End)
    assert plot.x < x_of(canvas, span.end) < plot.right
    assert canvas.session.viewport.ticks == scale
    QTest.keyClick(canvas, Qt.Key.Key_F)
    assert canvas.session.viewport == whole


@pytest.mark.parametrize(("key", "nearer"), [("+", True), ("=", True), ("-", False)])
def test_plus_and_minus_zoom(canvas, key, nearer):
    before = canvas.session.viewport.ticks
    QTest.keyClick(canvas, key)
    assert (canvas.session.viewport.ticks < before) is nearer


def test_escape_selects_nothing_and_return_zooms_onto_the_selection(canvas):
    QTest.keyClick(canvas, Qt.Key.Key_Tab)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    span, plot = canvas.session.store.span_of(0), canvas.chart.frame.plot
    assert x_of(canvas, span.end) == pytest.approx(plot.x + 0.9 * plot.width, abs=0.5)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.session.selected is None


def test_keys_with_ctrl_are_left_to_the_window(canvas):
    before = canvas.session.viewport
    for key in (Qt.Key.Key_F, Qt.Key.Key_Right, Qt.Key.Key_Plus):
        QTest.keyClick(canvas, key, CTRL)
    assert canvas.session.viewport == before


def test_the_cursor_says_what_can_be_clicked(canvas):
    def shape():
        return canvas.cursor().shape()

    place = mark_of(canvas, 3)
    QTest.mouseMove(canvas, empty_place(canvas))
    assert shape() == Qt.CursorShape.ArrowCursor
    QTest.mouseMove(canvas, place)
    assert shape() == Qt.CursorShape.PointingHandCursor
    QTest.mouseClick(canvas, LEFT, NO_MODIFIER, place)
    assert shape() == Qt.CursorShape.PointingHandCursor
    QTest.mousePress(canvas, LEFT, NO_MODIFIER, place)
    QTest.mouseMove(canvas, place + QPoint(30, 0))
    assert shape() == Qt.CursorShape.ClosedHandCursor
    QTest.mouseRelease(canvas, LEFT, NO_MODIFIER, place + QPoint(30, 0))
    assert shape() == Qt.CursorShape.PointingHandCursor
    turn(canvas, (0, -1200), SHIFT, at=place + QPoint(30, 0))
    under = canvas.row_at(QPointF(place + QPoint(30, 0)))
    assert (shape() == Qt.CursorShape.PointingHandCursor) == (under is not None)


def tip_over(canvas, row):
    place = mark_of(canvas, row)
    QApplication.sendEvent(canvas, QHelpEvent(QEvent.Type.ToolTip, place, canvas.mapToGlobal(place)))
    shown = QTextDocument()
    assert QToolTip.text().startswith("<div>")
    shown.setHtml(QToolTip.text())
    return shown.toPlainText()


@pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
@pytest.mark.parametrize(
    "title", ["A factory", "<b>bold</b> & <img src='x'>", "5 < 6 > 4", "&lt;", "‹quoted›", '"it\'s"']
)
def test_a_tip_shows_the_title_as_it_is(show, title):
    canvas = show(store(event("2020-05-05", title), event("2022", "other")))
    assert tip_over(canvas, 0) == f"{title}\n5 May 2020"


@pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
def test_what_weakens_a_date_is_said_where_it_is_pointed_at_and_to_screen_readers(show):
    claimed = structs.replace(event("2020-05-05", "rumour"), role=Role.CLAIMED)
    canvas = show(store(claimed, event("2022", "other")))
    assert tip_over(canvas, 0) == "rumour\n5 May 2020 · claimed"
    canvas.session.select(0)
    assert canvas.accessibleDescription() == "rumour, 5 May 2020 · claimed"


def test_there_is_no_tip_beside_the_events_nor_for_other_help(canvas):
    place = empty_place(canvas)
    QApplication.sendEvent(canvas, QHelpEvent(QEvent.Type.ToolTip, place, canvas.mapToGlobal(place)))
    assert QToolTip.text() == ""
    over = mark_of(canvas, 0)
    QApplication.sendEvent(canvas, QHelpEvent(QEvent.Type.QueryWhatsThis, over, canvas.mapToGlobal(over)))
    assert QToolTip.text() == ""


def test_the_scroll_bar_goes_with_the_lanes(crowded, canvas):
    bar = crowded.findChild(QScrollBar)
    assert bar.isVisible()
    plot = crowded.chart.frame.plot
    assert bar.maximum() == round(crowded.chart.stack.height - plot.height)
    assert bar.geometry().bottom() < plot.bottom
    turn(crowded, (0, -120), at=QPoint(600, 100))
    QApplication.processEvents()
    assert bar.value() == 60
    bar.setValue(100)
    assert crowded.chart.scroll == 100.0
    bar.setValue(bar.maximum())
    assert crowded.chart.scroll == pytest.approx(crowded.chart.stack.height - plot.height, abs=0.5)
    assert not canvas.findChild(QScrollBar).isVisible()


def painted(canvas):
    return canvas.grab().toImage().convertToFormat(QImage.Format.Format_ARGB32)


def pixels(image):
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    return np.array(image.constBits(), np.int64).reshape(image.height(), image.width(), 4)[..., :3]


def test_the_picture_is_the_scene(canvas):
    canvas.clearFocus()
    shown = painted(canvas)
    direct = QImage(shown.size(), QImage.Format.Format_ARGB32)
    direct.setDevicePixelRatio(shown.devicePixelRatio())
    with QPainter(direct) as painter:
        paper = canvas.session.style.paper
        paint_scene(Scene(canvas.width(), canvas.height(), paper, canvas.chart.groups), painter)
    # Pictures of marks stand on quarters of a pixel.
    assert abs(pixels(shown) - pixels(direct)).max() <= 36
    assert (pixels(direct) != pixels(direct)[0, 0]).any()


def test_language_style_dataset_and_selection_change_the_picture(canvas):
    pictures = [painted(canvas)]
    canvas.session.set_language(LANGUAGES["de"])
    pictures.append(painted(canvas))
    canvas.session.set_style(DARK)
    pictures.append(painted(canvas))
    canvas.session.select(3)
    pictures.append(painted(canvas))
    canvas.session.set_dataset(Dataset(name="other", store=store("2000-05-05")))
    pictures.append(painted(canvas))
    assert all(one != other for one, other in pairwise(pictures))


def test_hover_and_selection_repaint_without_a_new_picture(canvas, monkeypatch):
    made = []
    original = ChartView._paint_chart
    monkeypatch.setattr(ChartView, "_paint_chart", lambda *given: made.append(1) or original(*given))
    # Once as it comes, once as a picture for what lies over it.
    canvas.repaint()
    canvas.repaint()
    made.clear()
    before = painted(canvas)
    for row in (0, 3, 5):
        QTest.mouseMove(canvas, mark_of(canvas, row))
        canvas.session.select(row)
        assert painted(canvas) != before
    assert made == []
    canvas.navigator.pan(3.0)
    painted(canvas)
    assert made == [1]


def test_a_screen_reader_hears_what_is_shown_and_selected(canvas):
    assert canvas.accessibleName() == "Timeline"
    assert canvas.accessibleDescription() == "13 events"
    canvas.session.select(0)
    title = canvas.session.store.event(0).title.in_language("en")
    assert canvas.accessibleDescription().startswith(f"{title}, ")
    canvas.session.select(None)
    canvas.session.set_language(LANGUAGES["de"])
    assert (canvas.accessibleName(), canvas.accessibleDescription()) == ("Zeitleiste", "13 Ereignisse")
    canvas.session.set_dataset(Dataset(name="other", store=store("2000-05-05")))
    assert canvas.accessibleDescription() == "1 Ereignis"


def test_the_chart_is_told_of_once_for_every_change(canvas):
    told = []
    canvas.chart_changed.connect(lambda: told.append(canvas.chart.counts))
    canvas.navigator.pan(50.0)
    canvas.navigator.pan(50.0)
    assert told == []
    QApplication.processEvents()
    assert len(told) == 1


def test_another_size_lays_out_anew(canvas):
    whole = canvas.session.viewport
    canvas.resize(800, 500)
    QApplication.processEvents()
    plot = canvas.chart.frame.plot
    assert canvas.session.viewport.width == plot.width < whole.width
    assert canvas.chart.frame.axis.bottom == 500
    assert canvas.session.viewport == canvas.navigator.whole()


def test_from_all_of_time_to_a_millisecond_by_the_wheel(show):
    canvas = show(store("Y-13800000000", "-0500", "2025-10-28T08:00:00Z"))
    anchor = canvas.session.store.span_of(2).start
    while canvas.session.viewport.span.duration > SHORTEST + 2:
        x = x_of(canvas, anchor)
        assert canvas.chart.frame.plot.x <= x <= canvas.width()
        turn(canvas, (0, 960), CTRL, QPointF(x, 100))
        assert abs(x_of(canvas, anchor) - x) < 0.5
    assert 2 in canvas.session.rows_in_view()
    painted(canvas)
    while canvas.session.viewport.ticks < canvas.navigator.whole().ticks:
        turn(canvas, (0, -960), CTRL, QPointF(x, 100))
    assert abs(x_of(canvas, anchor) - x) < 0.5


def test_an_empty_dataset_is_a_quiet_canvas(show):
    canvas = show(store())
    QTest.mouseClick(canvas, LEFT, NO_MODIFIER, MIDDLE)
    QTest.mouseDClick(canvas, LEFT, NO_MODIFIER, MIDDLE)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_F, Qt.Key.Key_Home, Qt.Key.Key_Return):
        QTest.keyClick(canvas, key)
    turn(canvas, (0, -120))
    assert canvas.session.selected is None
    assert canvas.accessibleDescription() == "0 events"
    painted(canvas)


def test_a_deleted_canvas_is_gone(fonts):
    session = Session()
    canvas = TimelineCanvas(session)
    canvas.resize(900, 500)
    session.set_dataset(Dataset(name="one", store=store("2000", "2010")))
    painted(canvas)
    gone = weakref.ref(canvas)
    destroyed = []
    canvas.destroyed.connect(lambda: destroyed.append(True))
    canvas.deleteLater()
    del canvas
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert destroyed == [True]
    assert gone() is None
    session.set_dataset(Dataset(name="two", store=store("1990")))
    session.set_language(LANGUAGES["de"])
    assert QGuiApplication.topLevelWindows() is not None


def test_a_shifted_drag_zooms_onto_its_stretch_and_shows_it_meanwhile(canvas):
    before, plot = canvas.session.viewport, canvas.plot
    first, last = QPoint(round(plot.x) + 200, 100), QPoint(round(plot.x) + 500, 140)
    wanted = before.to_instant(200.0), before.to_instant(500.0)
    still = painted(canvas)
    QTest.mousePress(canvas, LEFT, SHIFT, first)
    QTest.mouseMove(canvas, QPoint(round(plot.x) + 300, 100))
    QTest.mouseMove(canvas, last)
    assert canvas.session.viewport == before
    assert painted(canvas) != still
    QTest.mouseRelease(canvas, LEFT, SHIFT, last)
    after = canvas.session.viewport
    pixel = before.microseconds_per_pixel
    assert after.span.start == pytest.approx(wanted[0], abs=pixel)
    assert after.span.end == pytest.approx(wanted[1], abs=pixel)
    assert canvas.session.selected is None
