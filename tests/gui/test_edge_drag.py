"""Moving an edge of a date under real mouse and keys: offered where it may be, shown, taken, undone."""

import json

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication

from timeline_app.core.civil import instant_of
from timeline_app.gui.commands import Id
from timeline_app.gui.frame.notice_bar import NoticeBar
from timeline_app.gui.panel.page_view import PageView

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
ARROWS = Qt.CursorShape.SizeHorCursor


def interval(identity, edtf, **when):
    return {"id": identity, "title": identity.title(), "when": {"edtf": edtf, **when}}


@pytest.fixture
def edited(window, idle, write):
    """Return the window with a file whose events last, with room around them."""
    read = {"phrase": "from March 2018 to May 2019", "rule": "stated"}
    path = write(
        "edges.timeline.json",
        interval("plain", "2018-03/2019-05"),
        interval("read", "2018-03/2019-05", reading=read),
        interval("misread", "2018-02/2019-05", reading=read),
        interval("open", "2017~/.."),
        interval("year", "2018", lasting=True),
    )
    assert not window.session.editable, "nothing is open"
    window.documents.open(path)
    idle()
    QApplication.processEvents()  # The overview comes in, and the canvas gets its height.
    window.canvas.navigator.zoom_about(window.canvas.plot.width / 2, 0.8)
    return window


def select(window, identity):
    session = window.session
    session.select(session.store.row_of(identity))
    return session.selected


def edge(window, identity, year, month):
    """Return the point at which a date begins on the line of an event."""
    canvas = window.canvas
    drawn = canvas.chart.drawn[window.session.store.row_of(identity)]
    x = canvas.plot.x + window.session.viewport.to_x(instant_of(year, month))
    return QPoint(round(x), round(drawn.middle))


def date_of(window, identity):
    store = window.session.store
    return store.event(store.row_of(identity)).when.date.text


def drag(canvas, start, *places):
    QTest.mousePress(canvas, LEFT, pos=start)
    for place in places:
        QTest.mouseMove(canvas, place)


def test_an_edge_moves_by_its_unit_as_one_step(edited, idle):
    select(edited, "plain")
    canvas, before = edited.canvas, edited.session.viewport
    end = edge(edited, "plain", 2019, 6)
    drag(canvas, end, edge(edited, "plain", 2019, 7), edge(edited, "plain", 2019, 9) + QPoint(2, 40))
    assert date_of(edited, "plain") == "2018-03/2019-05", "shown only, not taken"
    QTest.mouseRelease(canvas, LEFT, pos=edge(edited, "plain", 2019, 9))
    idle()
    assert date_of(edited, "plain") == "2018-03/2019-08"
    assert edited.documents.edits.undo_text == "Undo Change the date of “Plain”"
    assert edited.session.store.event(edited.session.selected).id == "plain"
    assert edited.session.viewport == before
    edited.run(Id.UNDO)
    idle()
    assert date_of(edited, "plain") == "2018-03/2019-05"


def test_the_start_keeps_its_doubt_and_stops_at_the_end(edited, idle):
    select(edited, "open")
    canvas = edited.canvas
    drag(canvas, edge(edited, "open", 2017, 1), edge(edited, "open", 2018, 2))
    QTest.mouseRelease(canvas, LEFT, pos=edge(edited, "open", 2018, 2))
    idle()
    assert date_of(edited, "open") == "2018~/.."
    select(edited, "plain")
    drag(canvas, edge(edited, "plain", 2018, 3), edge(edited, "plain", 2019, 12))
    QTest.mouseRelease(canvas, LEFT, pos=edge(edited, "plain", 2019, 12))
    idle()
    assert date_of(edited, "plain") == "2019-05/2019-05"


def test_the_edge_follows_the_hand_from_where_it_was_taken(edited):
    select(edited, "plain")
    canvas, end = edited.canvas, edge(edited, "plain", 2019, 6)
    half = (edge(edited, "plain", 2019, 7).x() - end.x()) / 2
    wanted = QSignalSpy(canvas.edges.date_wanted)
    for beyond, changes in ((-2, 0), (2, 1)):
        place = end + QPoint(4 + round(half) + beyond, 0)
        drag(canvas, end + QPoint(4, 0), place)
        QTest.mouseRelease(canvas, LEFT, pos=place)
        assert wanted.count() == changes


def test_shift_still_draws_the_rubber_band_there(edited):
    select(edited, "plain")
    canvas, before = edited.canvas, edited.session.viewport.ticks
    start, place = edge(edited, "plain", 2018, 3), edge(edited, "plain", 2019, 6)
    wanted = QSignalSpy(canvas.edges.date_wanted)
    QTest.mousePress(canvas, LEFT, Qt.KeyboardModifier.ShiftModifier, start)
    QTest.mouseMove(canvas, place)
    QTest.mouseRelease(canvas, LEFT, Qt.KeyboardModifier.ShiftModifier, place)
    assert edited.session.viewport.ticks < before
    assert wanted.count() == 0


def test_the_cursor_tells_where_an_edge_is(edited):
    canvas = edited.canvas
    start = edge(edited, "plain", 2018, 3)
    QTest.mouseMove(canvas, start)
    assert canvas.cursor().shape() is not ARROWS, "only of the selected event"
    select(edited, "plain")
    start = edge(edited, "plain", 2018, 3)
    for offset, is_edge in ((-4, True), (4, True), (-8, False), (8, False)):
        QTest.mouseMove(canvas, start + QPoint(offset, 0))
        assert (canvas.cursor().shape() is ARROWS) is is_edge
    QTest.mouseMove(canvas, start + QPoint(0, 30))
    assert canvas.cursor().shape() is not ARROWS
    edited.session.editable = False
    QTest.mouseMove(canvas, start)
    assert canvas.cursor().shape() is not ARROWS


@pytest.mark.parametrize("year", [2018, 2019])
def test_a_year_has_no_edge_to_move(edited, year):
    select(edited, "year")
    QTest.mouseMove(edited.canvas, edge(edited, "year", year, 1))
    assert edited.canvas.cursor().shape() is not ARROWS


def test_no_edge_where_its_unit_is_too_narrow(edited):
    select(edited, "plain")
    edited.canvas.navigator.zoom_about(edited.canvas.plot.width / 2, 0.2)
    QTest.mouseMove(edited.canvas, edge(edited, "plain", 2018, 3))
    assert edited.canvas.cursor().shape() is not ARROWS


@pytest.mark.parametrize("leave", ["escape", "selection", "view", "focus"])
def test_leaving_changes_nothing(edited, idle, leave):
    select(edited, "plain")
    canvas = edited.canvas
    canvas.setFocus()
    away = edge(edited, "plain", 2019, 9)
    drag(canvas, edge(edited, "plain", 2019, 6), away)
    match leave:
        case "escape":
            QTest.keyClick(canvas, Qt.Key.Key_Escape)
        case "selection":
            select(edited, "open")
        case "view":
            canvas.navigator.pan(40.0)
        case "focus":
            canvas.clearFocus()
    QTest.mouseRelease(canvas, LEFT, pos=away)
    idle()
    assert date_of(edited, "plain") == "2018-03/2019-05"
    assert not edited.documents.edits.can_undo
    if leave == "escape":
        assert edited.session.selected is not None, "Escape let go of the edge, not of the event"


def test_a_click_on_an_edge_and_keys_meanwhile_do_nothing(edited, idle):
    row = select(edited, "plain")
    canvas, before = edited.canvas, edited.session.viewport
    at = edge(edited, "plain", 2019, 6) + QPoint(3, 0)
    wanted = QSignalSpy(canvas.edges.date_wanted)
    drag(canvas, at)
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Left, Qt.Key.Key_Down):
        QTest.keyClick(canvas, key)
    QTest.mouseClick(canvas, RIGHT, pos=at)
    QTest.mouseRelease(canvas, LEFT, pos=at)
    idle()
    assert wanted.count() == 0
    assert (edited.session.selected, edited.session.viewport) == (row, before)
    assert len(edited.session.store) == 5


def test_tells_of_a_date_that_its_words_do_not_give(edited, idle):
    told = QSignalSpy(edited.documents.told)
    select(edited, "read")
    canvas = edited.canvas
    drag(canvas, edge(edited, "read", 2018, 3), edge(edited, "read", 2018, 5))
    QTest.mouseRelease(canvas, LEFT, pos=edge(edited, "read", 2018, 5))
    idle()
    assert date_of(edited, "read") == "2018-05/2019-05"
    said = "Its words “from March 2018 to May 2019” give 2018-03/2019-05."
    assert told.at(0)[0] == f"The date of “Read” is now 2018-05/2019-05. {said}"
    assert edited.findChild(NoticeBar).isVisible(), "it is told after the new dataset is shown"
    assert said in edited.findChild(PageView).toPlainText()
    event = json.loads(edited.documents.document.data)["events"][1]
    assert event["when"]["reading"]["phrase"] == "from March 2018 to May 2019", "the source's words stay"


def test_tells_nothing_where_the_date_becomes_what_its_words_give(edited, idle):
    select(edited, "misread")
    assert "Its words" in edited.findChild(PageView).toPlainText()
    canvas = edited.canvas
    drag(canvas, edge(edited, "misread", 2018, 2), edge(edited, "misread", 2018, 3))
    QTest.mouseRelease(canvas, LEFT, pos=edge(edited, "misread", 2018, 3))
    idle()
    assert date_of(edited, "misread") == "2018-03/2019-05"
    assert not edited.findChild(NoticeBar).isVisible()
    assert "Its words" not in edited.findChild(PageView).toPlainText()


def test_a_date_that_was_refused_is_not_remarked_on(edited, idle):
    told = QSignalSpy(edited.documents.told)
    edited.documents.edits.change_date("plain", "2018-13/2019", "The date is now another.")
    idle()
    assert told.count() == 1
    assert told.at(0)[0].startswith("The chronology could not be changed")


def test_the_new_date_is_painted_before_it_is_taken(edited):
    select(edited, "plain")
    canvas = edited.canvas
    before = canvas.grab().toImage()
    drag(canvas, edge(edited, "plain", 2019, 6), edge(edited, "plain", 2019, 9))
    shown = canvas.grab().toImage()
    assert shown != before
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    QTest.mouseRelease(canvas, LEFT, pos=edge(edited, "plain", 2019, 9))
    assert canvas.grab().toImage() == before
