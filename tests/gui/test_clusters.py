"""Clusters under the mouse: a click zooms in, Shift and a click list, the tip says what they hold."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from timeline_app.core.dataset import Dataset
from timeline_app.core.store import MOST_PACKED
from timeline_app.gui.canvas.canvas import TimelineCanvas
from timeline_app.gui.frame.overview import OverviewStrip
from timeline_app.gui.panel.event_list import EventList
from timeline_app.gui.panel.event_model import ROW_ROLE
from timeline_app.gui.panel.event_rows import EventRows

sys.path.append(str(Path(__file__).parents[1] / "scene"))
from scenery import event, store

SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def days(number):
    return [event(f"{1900 + i % 120}-{1 + i % 12:02}-{1 + i % 28:02}", f"e{i}") for i in range(number)]


@pytest.fixture
def canvas(qtbot, session):
    """A canvas that shows more events than have room."""
    session.set_dataset(Dataset(name="test", store=store(*days(MOST_PACKED + 500))))
    made = TimelineCanvas(session)
    made.navigator.animated = False
    qtbot.addWidget(made)
    made.resize(1200, 400)
    made.show()
    return made


def point_on(canvas, number=2):
    """Return a point on a cluster of some events, and the cluster."""
    box, cluster = [one for one in canvas.chart.clusters if one[1].count > 1][number]
    return QPoint(round(box.x + box.width / 2), round(box.y + box.height / 2)), cluster


def members(canvas, cluster):
    rows = range(cluster.first, cluster.last)
    every = {int(canvas.session.store.index.rows[place]) for place in rows}
    return sorted(every - set(canvas.chart.arrangement.placed.tolist()))


def test_a_click_zooms_onto_the_slot_of_a_cluster(canvas):
    at, cluster = point_on(canvas)
    before = canvas.session.viewport
    QTest.mouseClick(canvas, LEFT, pos=at)
    after = canvas.session.viewport
    assert after.ticks < before.ticks / 2
    assert after.span.start <= cluster.span.start < cluster.span.end <= after.span.end
    assert canvas.session.selected is None


def test_a_shifted_click_lists_the_members_and_moves_nothing(canvas):
    at, cluster = point_on(canvas)
    listed, before = [], canvas.session.viewport
    canvas.pointing.members_wanted.connect(lambda rows: listed.append(rows.tolist()))
    QTest.mouseClick(canvas, LEFT, SHIFT, pos=at)
    assert listed == [members(canvas, cluster)]
    assert len(listed[0]) == cluster.count
    assert canvas.session.viewport == before


def test_a_click_with_ctrl_chooses_the_members_beside_what_is_chosen(canvas):
    at, cluster = point_on(canvas)
    other = next(iter(canvas.chart.drawn))
    canvas.session.select(other)
    QTest.mouseClick(canvas, LEFT, Qt.KeyboardModifier.ControlModifier, pos=at)
    assert canvas.session.chosen.tolist() == sorted([other, *members(canvas, cluster)])
    assert canvas.session.selected is None


def test_members_that_begin_together_are_listed_by_a_plain_click(qtbot, session):
    crowd = [event("2000-05-05", f"x{i}") for i in range(MOST_PACKED + 50)]
    session.set_dataset(Dataset(name="test", store=store(*crowd)))
    made = TimelineCanvas(session)
    made.navigator.animated = False
    qtbot.addWidget(made)
    made.resize(1200, 400)
    made.show()
    listed, before = [], session.viewport
    made.pointing.members_wanted.connect(lambda rows: listed.append(len(rows)))
    at, cluster = point_on(made, 0)
    QTest.mouseClick(made, LEFT, pos=at)
    assert listed == [cluster.count]
    assert session.viewport == before


def test_the_tip_says_number_dates_and_what_weakens_them(canvas):
    at, cluster = point_on(canvas)
    rows = members(canvas, cluster)
    first, *rest = canvas.pointing.said_of(canvas.pointing.at(at))
    assert first == f"{cluster.count} events"
    assert rest[0].startswith("First: ")
    assert rest[1].startswith("Last: ")
    assert str(1900 + int(canvas.session.store.event(rows[0]).id[1:]) % 120) in rest[0]
    assert f"{cluster.count} without an excerpt" in rest


def test_the_list_shows_the_members_until_it_is_sent_back(qtbot, canvas):
    panel = EventList(canvas.session)
    qtbot.addWidget(panel)
    panel.resize(400, 500)
    panel.show()
    canvas.pointing.members_wanted.connect(canvas.session.list_rows)
    at, cluster = point_on(canvas)
    canvas.session.select(0)
    QTest.mouseClick(canvas, LEFT, SHIFT, pos=at)
    rows = panel.findChild(EventRows)
    model = rows.model()
    assert [model.index(i, 0).data(ROW_ROLE) for i in range(model.rowCount())] == members(canvas, cluster)
    assert rows.accessibleName() == f"{cluster.count} events in the cluster"
    assert canvas.session.selected is None
    canvas.navigator.pan(300)
    assert model.rowCount() == cluster.count
    back = next(one for one in panel.findChildren(QPushButton) if one.text() == "List what is in view")
    QTest.mouseClick(back, LEFT)
    assert model.rowCount() == len(canvas.session.rows_in_view())
    assert not back.isVisible()


def test_a_folded_event_that_is_selected_stands_over_its_strip(canvas):
    _, cluster = point_on(canvas)
    row = members(canvas, cluster)[0]
    before = canvas.grab().toImage()
    canvas.session.select(row)
    assert row not in canvas.chart.drawn
    assert canvas.grab().toImage() != before


def test_tab_leaves_a_canvas_of_many_events_at_once(canvas):
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Tab)
    assert canvas.session.selected is None


def test_the_overview_shows_the_marks_of_many_events_a_moment_later(canvas, qtbot):
    overview = OverviewStrip(canvas.session, canvas)
    qtbot.addWidget(overview)
    overview.resize(1200, 56)
    overview.show()
    at_first = overview.grab().toImage()
    qtbot.waitUntil(lambda: overview.grab().toImage() != at_first)
    whole = overview.grab().toImage()
    canvas.session.set_dataset(Dataset(name="other", store=store(*days(MOST_PACKED + 3))))
    assert overview.grab().toImage() != whole
    qtbot.waitUntil(lambda: overview.grab().toImage() != at_first)
