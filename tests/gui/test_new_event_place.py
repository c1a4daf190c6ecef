"""A double click on the empty canvas: where it begins an event, and where it still zooms."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication

from timeline_app.core.dataset import Dataset
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.store import MOST_PACKED
from timeline_app.gui.canvas.canvas import TimelineCanvas
from timeline_app.scene.empty_place import empty_place

sys.path.append(str(Path(__file__).parents[1] / "scene"))
from scenery import event, store

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NO_MODIFIER = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def show(qtbot, session):
    """Return a function that shows events on a canvas that may be edited and moves at once."""

    def shown(*events):
        canvas = TimelineCanvas(session)
        qtbot.addWidget(canvas)
        canvas.navigator.animated = False
        canvas.session.editable = True
        canvas.resize(1000, 400)
        session.set_dataset(Dataset(name="test", store=store(*events)))
        canvas.show()
        qtbot.waitExposed(canvas)
        return canvas

    return shown


@pytest.fixture
def canvas(show):
    return show(event("2018-05-03", "first", "a"), event("2019-11-20", "second", "b"))


def empty_points(canvas):
    """Yield points on which nothing stands, with what they mean."""
    chart, viewport = canvas.chart, canvas.session.viewport
    plot = chart.frame.plot
    for y in range(round(plot.y) + 3, round(plot.bottom), 9):
        for x in range(round(plot.x) + 5, round(plot.right), 31):
            if place := empty_place(chart, viewport, float(x), float(y)):
                yield QPoint(x, y), place


def test_begins_an_event_with_the_date_and_the_lane_of_the_place(qtbot, canvas):
    at, place = next(one for one in empty_points(canvas) if one[1].category_code == 1)
    wanted, before = QSignalSpy(canvas.new_event_wanted), canvas.session.viewport
    QTest.mouseDClick(canvas, LEFT, pos=at)
    assert [wanted.at(i) for i in range(wanted.count())] == [[place.edtf, "b"]]
    assert canvas.session.viewport == before
    instant = before.to_instant(at.x() - canvas.plot.x)
    bounds = parse_edtf(place.edtf).bounds
    assert bounds.earliest_start <= instant < bounds.latest_end
    assert place.edtf.count("-") == 1, "at this zoom a month is wide enough, a day is not"


def test_below_all_lanes_there_is_no_category(canvas):
    canvas.resize(1000, 900)
    at, _ = next(one for one in empty_points(canvas) if one[1].category_code is None)
    wanted = QSignalSpy(canvas.new_event_wanted)
    QTest.mouseDClick(canvas, LEFT, pos=at)
    assert wanted.at(0)[1] == ""


def test_zooms_where_nothing_may_be_edited(canvas):
    canvas.session.editable = False
    at, _ = next(empty_points(canvas))
    wanted, before = QSignalSpy(canvas.new_event_wanted), canvas.session.viewport.ticks
    QTest.mouseDClick(canvas, LEFT, pos=at)
    assert wanted.count() == 0
    assert canvas.session.viewport.ticks < before


def test_zooms_on_an_event_and_beside_the_plot(canvas):
    wanted = QSignalSpy(canvas.new_event_wanted)
    mark = canvas.chart.drawn[0].mark
    QTest.mouseDClick(canvas, LEFT, pos=QPoint(round(mark.x + 6), round(mark.y + 6)))
    assert canvas.session.selected == 0
    canvas.navigator.fit_all()
    before = canvas.session.viewport.ticks
    QTest.mouseDClick(canvas, LEFT, pos=QPoint(round(canvas.plot.x) + 300, canvas.height() - 10))
    assert canvas.session.viewport.ticks < before
    QTest.mouseDClick(canvas, RIGHT, pos=next(empty_points(canvas))[0])
    assert wanted.count() == 0


def test_the_second_click_on_what_has_moved_away_begins_nothing(canvas):
    """The first click may move the view: what is then under the pointer was not meant."""
    mark, wanted = middle(canvas.chart.drawn[0].mark), QSignalSpy(canvas.new_event_wanted)
    QTest.mouseClick(canvas, LEFT, pos=mark)
    canvas.navigator.pan(5000.0)
    assert empty_place(canvas.chart, canvas.session.viewport, mark.x(), mark.y()) is not None
    double_press(canvas, mark)
    assert wanted.count() == 0


def test_a_double_click_on_a_cluster_only_zooms(show):
    dates = (f"{1900 + i % 120}-{1 + i % 12:02}-{1 + i % 28:02}" for i in range(MOST_PACKED + 500))
    canvas = show(*(event(date, f"e{i}") for i, date in enumerate(dates)))
    wanted, before = QSignalSpy(canvas.new_event_wanted), canvas.session.viewport.ticks
    at = next(middle(box) for box, cluster in canvas.chart.clusters if cluster.count > 1)
    QTest.mouseClick(canvas, LEFT, pos=at)
    double_press(canvas, at)
    assert canvas.session.viewport.ticks < before
    assert wanted.count() == 0


def middle(box):
    return QPoint(round(box.x + box.width / 2), round(box.y + box.height / 2))


def double_press(canvas, at):
    """Send what follows a click on a platform: a second press, told as a double click, and its release."""
    where = QPointF(at)
    pressed = QMouseEvent(
        QEvent.Type.MouseButtonDblClick, where, canvas.mapToGlobal(where), LEFT, LEFT, NO_MODIFIER
    )
    QApplication.sendEvent(canvas, pressed)
    QTest.mouseRelease(canvas, LEFT, pos=at)
