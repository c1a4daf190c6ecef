"""Several events are chosen in the list, with mouse and keys, and stay chosen while they are there."""

import numpy as np
import pytest
from conftest import event
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from timeline_app.core.civil import instant_of
from timeline_app.core.dataset import Dataset
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.event import Event, When
from timeline_app.core.filters import NO_FILTERS, Filters
from timeline_app.core.instant import Span
from timeline_app.core.store import EventStore
from timeline_app.core.text import Text
from timeline_app.gui.commands import Id
from timeline_app.gui.panel.choosing import Pick, chosen_after, unlisted
from timeline_app.gui.panel.chosen_bar import ChosenBar
from timeline_app.gui.panel.event_model import EventModel
from timeline_app.gui.panel.event_rows import EventRows
from timeline_app.gui.panel.page_view import PageView
from timeline_app.gui.panel.side_panel import SidePanel
from timeline_app.gui.widgets.elided import ElidedLabel
from timeline_app.scene.viewport import Viewport

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


def years(*numbers):
    return EventStore.of(
        [Event(f"y{year}", Text.plain(f"In {year}"), When(parse_edtf(str(year)))) for year in numbers]
    )


@pytest.fixture
def panel(qtbot, session):
    session.set_dataset(Dataset(store=years(*range(2000, 2010))))
    made = SidePanel(session)
    qtbot.addWidget(made)
    made.resize(400, 800)
    made.show()
    return made


@pytest.fixture
def rows(panel):
    return panel.findChild(EventRows)


def pick(rows, row, modifiers=CTRL):
    """Click an event of the list."""
    place = rows.visualRect(rows.model().index(row, 0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, modifiers, place)


def counted(panel):
    bar = panel.findChild(ChosenBar)
    return bar.findChild(ElidedLabel).whole if bar.isVisible() else ""


@pytest.mark.parametrize(
    ("pick", "chosen"),
    [
        (Pick.ALONE, [5]),
        (Pick.TOGGLED, [0, 2, 5]),
        (Pick.RANGE, [2, 3, 5]),
        (Pick.FURTHER_RANGE, [0, 2, 3, 5]),
    ],
)
def test_what_a_pick_chooses(pick, chosen):
    listed, before = np.array([0, 2, 3, 5, 8]), np.array([0, 2])
    assert chosen_after(pick, before, listed, 2, 5).tolist() == chosen
    if pick is Pick.RANGE:
        assert chosen_after(pick, before, listed, 5, 2).tolist() == chosen


def test_what_is_chosen_and_not_listed_is_counted():
    assert unlisted(np.array([1, 4, 7]), np.array([0, 4, 5])) == 2
    assert unlisted(np.array([1]), np.empty(0, np.int64)) == 1


def test_ctrl_chooses_one_after_the_other_and_shift_a_range(session, panel, rows):
    pick(rows, 2)
    pick(rows, 4)
    assert session.chosen.tolist() == [2, 4]
    assert session.selected is None
    assert counted(panel) == "2 events chosen"
    pick(rows, 4)
    assert session.chosen.tolist() == [2]
    pick(rows, 7, CTRL | SHIFT)
    assert session.chosen.tolist() == [2, 4, 5, 6, 7]
    pick(rows, 5, SHIFT)
    assert session.chosen.tolist() == [4, 5]
    pick(rows, 5, NONE)
    assert session.selected == 5
    assert session.chosen.tolist() == [5]


def test_two_clicks_with_ctrl_open_nothing(session, rows):
    place = rows.visualRect(rows.model().index(1, 0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, CTRL, place)
    QTest.mouseDClick(rows.viewport(), Qt.MouseButton.LeftButton, CTRL, place)
    assert session.selected is None


def test_keys_choose(session, panel, rows):
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_Home)
    QTest.keyClick(rows, Qt.Key.Key_Down)
    assert session.chosen.tolist() == []
    QTest.keyClick(rows, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(rows, Qt.Key.Key_Down, SHIFT)
    assert session.chosen.tolist() == [1, 2, 3]
    QTest.keyClick(rows, Qt.Key.Key_Up, SHIFT)
    assert session.chosen.tolist() == [1, 2]
    QTest.keyClick(rows, Qt.Key.Key_End, SHIFT)
    assert session.chosen.tolist() == list(range(1, 10))
    QTest.keyClick(rows, Qt.Key.Key_Space)
    assert session.chosen.tolist() == list(range(1, 9))
    QTest.keyClick(rows, Qt.Key.Key_Escape)
    assert session.chosen.tolist() == []
    assert counted(panel) == ""


def test_the_bar_lets_all_go(session, panel, rows):
    pick(rows, 2)
    drop = next(
        button for button in panel.findChildren(QPushButton) if button.accessibleName() == "Choose none"
    )
    QTest.mouseClick(drop, Qt.MouseButton.LeftButton)
    assert session.chosen.tolist() == []


def test_what_is_chosen_stays_when_the_view_moves_on_and_the_bar_says_so(session, panel, rows, qtbot):
    pick(rows, 2)
    pick(rows, 8)
    session.set_viewport(Viewport.showing(Span(instant_of(2007), instant_of(2010)), 800.0))
    qtbot.waitUntil(lambda: rows.model().rowCount() == 3)
    assert session.chosen.tolist() == [2, 8]
    assert counted(panel) == "2 events chosen, 1 not listed"


def test_a_chosen_row_is_marked_and_read_so(session, panel, rows):
    before = rows.grab().toImage()
    pick(rows, 3)
    index = panel.findChild(EventModel).index(3)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "In 2003, some day in 2003, chosen"
    corner = rows.visualRect(index).topLeft() + QPoint(20, 26)
    after = rows.grab().toImage()
    assert QColor(before.pixel(corner)) != QColor(after.pixel(corner))


def test_only_those_that_are_still_there_stay_chosen(session):
    store = years(*range(2000, 2010))
    session.set_dataset(Dataset(store=store))
    session.choose(np.array([1, 3, 5]))
    told = []
    session.chosen_changed.connect(lambda: told.append(session.chosen.tolist()))
    session.show(store.subset(np.array([0, 3, 4, 5])), None)
    assert told == [[1, 3]]
    session.show(store, None)
    assert told[-1] == [3, 5]
    session.set_dataset(Dataset(store=years(1999, 2003, 2004)))
    assert told[-1] == [1]
    session.set_dataset(Dataset())
    assert told[-1] == []


def test_the_selected_event_is_the_chosen_one(session):
    session.set_dataset(Dataset(store=years(*range(2000, 2010))))
    session.select(4)
    assert session.chosen.tolist() == [4]
    session.choose(np.array([1, 2]))
    assert session.selected is None
    session.select(None)
    assert session.chosen.tolist() == []
    with pytest.raises(IndexError):
        session.choose(np.array([3, 10]))


def press(window, widget, keys):
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    widget.setFocus()
    QTest.keySequence(widget, QKeySequence(keys))


def test_all_that_are_listed_are_chosen_by_a_key(small):
    rows = small.findChild(EventRows)
    press(small, rows, "Ctrl+A")
    assert small.session.chosen.tolist() == [0, 1]
    assert small.canvas.accessibleDescription() == "2 events chosen"
    press(small, small.canvas, "Esc")
    assert small.session.chosen.tolist() == []


def test_the_same_key_selects_the_text_of_a_page(small):
    small.session.select(0)
    page = small.findChild(PageView)
    press(small, page, "Ctrl+A")
    assert page.textCursor().hasSelection()
    assert small.session.selected == 0


def test_the_chart_frames_the_chosen_events(small):
    small.session.choose(np.array([0]))
    place = small.canvas.chart.drawn[0].box
    corner = QPoint(round(place.x - 2), round(place.y + place.height / 2))
    chosen = small.canvas.grab().toImage().pixelColor(corner)
    small.session.choose(np.empty(0, np.int64))
    assert small.canvas.grab().toImage().pixelColor(corner) != chosen


def test_ctrl_chooses_on_the_chart_beside_the_selected_event(small):
    first, second = (small.canvas.chart.drawn[row].mark for row in (0, 1))
    small.session.select(0)
    for box, chosen in ((second, [0, 1]), (first, [1]), (first, [0, 1])):
        place = QPoint(round(box.x + box.width / 2), round(box.y + box.height / 2))
        QTest.mouseClick(small.canvas, Qt.MouseButton.LeftButton, CTRL, place)
        assert small.session.chosen.tolist() == chosen
        assert small.session.selected is None
    QTest.mouseClick(small.canvas, Qt.MouseButton.LeftButton, NONE, place)
    assert small.session.selected == 0


def test_all_members_of_a_cluster_and_all_matches_are_chosen_through_the_list(small):
    small.session.list_rows(np.array([1]))
    small.run(Id.CHOOSE_ALL)
    assert small.session.chosen.tolist() == [1]


def test_what_filters_hide_is_chosen_no_longer(window, idle, write, qtbot):
    window.documents.open(write("tags.json", event("a", tags=["x"]), event("b"), event("c", tags=["x"])))
    idle()
    window.run(Id.CHOOSE_ALL)
    window.session.set_filters(Filters(tags=frozenset({"x"})))
    qtbot.waitUntil(lambda: len(window.session.store) == 2)
    assert window.session.chosen.tolist() == [0, 1]
    window.session.set_filters(NO_FILTERS)
    qtbot.waitUntil(lambda: len(window.session.store) == 3)
    assert window.session.chosen.tolist() == [0, 2]
