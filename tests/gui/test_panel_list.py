"""The list of events in view: in step with the viewport, chosen by mouse and keyboard, never stalling."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from timeline_app.core.civil import instant_of
from timeline_app.core.dataset import Dataset
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Event, Role, When
from timeline_app.core.instant import Span
from timeline_app.core.language import LANGUAGES
from timeline_app.core.search_query import Query
from timeline_app.core.store import EventStore
from timeline_app.core.text import Text
from timeline_app.gui.matches import Matches
from timeline_app.gui.panel.event_delegate import EventDelegate
from timeline_app.gui.panel.event_model import DATE_ROLE, ROW_ROLE, EventModel
from timeline_app.gui.panel.event_rows import EventRows
from timeline_app.gui.panel.page_view import PageView
from timeline_app.gui.panel.side_panel import SidePanel
from timeline_app.scene.style import DARK, LIGHT
from timeline_app.scene.viewport import Viewport


def years(first, last):
    return EventStore.of(
        [
            Event(f"y{year}", Text.plain(f"In {year}"), When(parse_edtf(str(year))))
            for year in range(first, last)
        ]
    )


def showing(first, last):
    return Viewport.showing(Span(instant_of(first), instant_of(last)), 800.0)


@pytest.fixture
def panel(qtbot, session):
    session.set_dataset(Dataset(store=years(2000, 2040)))
    made = SidePanel(session)
    qtbot.addWidget(made)
    made.resize(400, 600)
    made.show()
    return made


def listed(panel):
    model = panel.findChild(EventModel)
    return [model.index(row).data(ROW_ROLE) for row in range(model.rowCount())]


def heading(panel):
    return next(label.text() for label in panel.findChildren(QLabel) if label.property("role") == "heading")


def test_before_there_is_a_viewport_all_events_are_listed(panel):
    assert listed(panel) == list(range(40))
    assert heading(panel) == "40 events in view"


def test_list_follows_the_viewport(panel, session, qtbot):
    session.set_viewport(showing(2010, 2013))
    qtbot.waitUntil(lambda: listed(panel) == [10, 11, 12])
    assert heading(panel) == "3 events in view"
    session.set_viewport(showing(2010, 2011))
    qtbot.waitUntil(lambda: heading(panel) == "1 event in view")


def test_hidden_list_catches_up_when_it_is_shown(panel, session):
    session.select(5)
    session.set_viewport(showing(2005, 2007))
    session.select(None)
    assert listed(panel) == [5, 6]


def test_nothing_in_view_offers_to_fit_all(panel, session, qtbot):
    session.set_viewport(showing(1900, 1901))
    rows = panel.findChild(EventRows)
    qtbot.waitUntil(lambda: not rows.isVisible())
    assert "No event in this stretch of time" in [label.text() for label in panel.findChildren(QLabel)]
    fit = next(button for button in panel.findChildren(QPushButton) if button.text() == "Fit all")
    with qtbot.waitSignal(panel.fit_requested):
        QTest.mouseClick(fit, Qt.MouseButton.LeftButton)


def test_empty_dataset_offers_nothing_to_fit(panel, session):
    session.set_dataset(Dataset())
    assert not any(
        button.isVisible() for button in panel.findChildren(QPushButton) if button.text() == "Fit all"
    )
    assert "No events" in [label.text() for label in panel.findChildren(QLabel)]


def test_click_selects(panel, session):
    rows = panel.findChild(EventRows)
    index = rows.model().index(3, 0)
    QTest.mouseClick(
        rows.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        rows.visualRect(index).center(),
    )
    assert session.selected == 3


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        ((Qt.Key.Key_Home,), 0),
        ((Qt.Key.Key_End,), 39),
        ((Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Down), 2),
        ((Qt.Key.Key_End, Qt.Key.Key_Up), 38),
    ],
)
def test_keys_walk_the_list_and_enter_selects(panel, session, keys, row):
    rows = panel.findChild(EventRows)
    rows.setFocus()
    for key in keys:
        QTest.keyClick(rows, key)
    assert session.selected is None
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert session.selected == row


def test_way_back_leads_to_the_event_that_was_read(panel, session, qtbot):
    rows = panel.findChild(EventRows)
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_Home)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    view = panel.findChild(PageView)
    assert panel.window().focusWidget() is view
    session.select(20)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert panel.window().focusWidget() is rows
    assert rows.currentIndex().data(ROW_ROLE) == 20


def test_selecting_on_the_canvas_leaves_the_keyboard_there(host, session):
    session.set_dataset(Dataset(store=years(2000, 2040)))
    canvas = QLineEdit(host)
    SidePanel(session, host)
    host.show()
    canvas.setFocus()
    session.select(3)
    assert host.focusWidget() is canvas


def test_moving_the_view_keeps_what_is_being_read_at_the_top(panel, session, qtbot):
    rows = panel.findChild(EventRows)
    rows.verticalScrollBar().setValue(rows.rowHeight(0) * 12)
    assert rows.indexAt(rows.rect().topLeft()).data(ROW_ROLE) == 12
    session.set_viewport(showing(2005, 2040))
    qtbot.waitUntil(lambda: listed(panel)[0] == 5)
    assert rows.indexAt(rows.rect().topLeft()).data(ROW_ROLE) == 12


def find(session, *rows):
    """Let a search have found some rows."""
    mask = np.isin(np.arange(len(session.store)), rows)
    positions = session.store.file_order[mask]
    session.set_matches(Matches(Query.parse("in"), positions, np.flatnonzero(mask), mask))


@pytest.mark.parametrize("gathered", [False, True])
def test_a_search_lists_what_it_found_in_view(panel, session, qtbot, gathered):
    find(session, 3, 10, 12, 30)
    if gathered:
        session.set_matches(session.matches.with_store(session.store))
    assert listed(panel) == [3, 10, 12, 30]
    session.set_viewport(showing(2010, 2020))
    qtbot.waitUntil(lambda: listed(panel) == [10, 12])
    assert heading(panel) == "2 matches in view"
    session.set_matches(None)
    assert listed(panel) == list(range(10, 20))


def test_why_nothing_is_listed_is_said(panel, session, qtbot):
    def said():
        return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]

    find(session)
    assert "Nothing found" in said()
    find(session, 3)
    session.set_viewport(showing(2010, 2020))
    qtbot.waitUntil(lambda: "Nothing found in this stretch of time" in said())
    none = np.empty(0, np.int64)
    hidden = Matches(Query.parse("in"), np.array([3], np.int32), none, np.zeros(40, np.bool_))
    session.set_matches(hidden)
    assert "What was found is hidden by filters" in said()
    session.show(session.store.subset(none), None)
    assert "No event passes the filters" in said()


def test_an_event_that_its_file_no_longer_holds_says_so(panel, session):
    class Gone:
        def event(self, _position):
            raise TimelineError("The file has changed since it was opened.")

        def position_of(self, _event_id):
            return None

    store = years(2000, 2003)
    fields = {name: getattr(store, name) for name in EventStore.__dataclass_fields__}
    session.set_dataset(Dataset(store=EventStore(**(fields | {"events": Gone()}))))
    model = panel.findChild(EventModel)
    assert model.index(1).data() == "The file has changed since it was opened."
    assert model.index(1).data(DATE_ROLE) is None
    panel.grab()
    session.select(1)
    assert panel.findChild(PageView).toPlainText() == "The file has changed since it was opened."
    panel.copy_citation()


def test_language_changes_dates_and_heading(panel, session):
    session.set_language(LANGUAGES["de"])
    assert heading(panel) == "40 Ereignisse in der Ansicht"
    index = panel.findChild(EventModel).index(0)
    assert index.data(DATE_ROLE) == "ein Tag im Jahr 2000"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "In 2000, ein Tag im Jahr 2000"


def test_a_row_says_what_weakens_its_date(session):
    claimed = Event("e", Text.plain("E"), When(parse_edtf("2020-05-05")), role=Role.CLAIMED)
    session.set_dataset(Dataset(store=EventStore.of((claimed,))))
    model = EventModel(session)
    model.show_rows(np.array([0]))
    assert model.index(0).data(DATE_ROLE) == "5 May 2020 · claimed"
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "E, 5 May 2020 · claimed"


@pytest.mark.parametrize("style", [LIGHT, DARK], ids=["light", "dark"])
def test_rows_wear_the_categorys_colour(panel, session, style):
    session.set_style(style)
    image = panel.findChild(EventRows).grab().toImage()
    seen = {image.pixelColor(x, y).name() for x in range(100) for y in range(200)}
    assert style.categories[0].lower() in seen


def test_model_keeps_its_promises(session, qtbot):
    session.set_dataset(Dataset(store=years(2000, 2010)))
    model = EventModel(session)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_rows(np.array([2, 3, 5]))
    assert [model.index_of(row).row() for row in range(7)] == [-1, -1, 0, 1, -1, 2, -1]
    assert [model.index_near(row).row() for row in range(7)] == [0, 0, 0, 1, 2, 2, 2]
    model.show_rows(np.array([], np.int64))
    assert not model.index_near(3).isValid()
    assert tester.model() is model


def test_only_rows_in_sight_are_asked_for(session, qtbot):
    """A list of 100,000 must not cost more than a list of 40: counts questions, not seconds."""

    class Counting(EventModel):
        asked = 0

        def rowCount(self, *parent):  # noqa: N802 - Qt's name
            self.asked += 1
            return super().rowCount(*parent)

        def data(self, index, role=Qt.ItemDataRole.DisplayRole):
            self.asked += 1
            return super().data(index, role)

    session.set_dataset(Dataset(store=years(2000, 2010)))
    model = Counting(session)
    rows = EventRows(model, EventDelegate(session))
    qtbot.addWidget(rows)
    rows.resize(400, 520)
    rows.show()
    model.show_rows(np.full(100_000, 5))
    rows.grab()
    assert model.asked < 1000
