"""Header, foot, notices and empty state: what they say in both languages, and what they ask for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QToolButton

from timeline_app.core.civil import instant_of
from timeline_app.core.dataset import Dataset
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.errors import Place, Problem, Severity
from timeline_app.core.event import Event, Source, When
from timeline_app.core.instant import Span
from timeline_app.core.language import ENGLISH, LANGUAGES
from timeline_app.core.store import EventStore
from timeline_app.core.text import Text
from timeline_app.gui.frame.empty_state import EmptyState
from timeline_app.gui.frame.foot import Foot, sources_text
from timeline_app.gui.frame.header import Header
from timeline_app.gui.frame.notice_bar import NoticeBar, dataset_notice
from timeline_app.gui.report import Report
from timeline_app.gui.widgets.elided import ElidedLabel
from timeline_app.gui.widgets.tool_tip import literal_tip
from timeline_app.scene.counts import ViewCounts
from timeline_app.scene.style import DARK
from timeline_app.scene.viewport import Viewport

GERMAN = LANGUAGES["de"]
SOURCES = (
    Source("a", 1, Text.plain("The Mill"), "Ann Author", Text.plain("Paper"), "Press", language="en"),
    Source("b", 2),
)


def chronology(*dates, problems=(), omitted=0):
    events = [Event(f"e{n}", Text.plain("E"), When(parse_edtf(date))) for n, date in enumerate(dates)]
    return Dataset(
        title=Text.of({"en": "Mills", "de": "Mühlen"}),
        store=EventStore.of(events, sources=SOURCES),
        problems=problems,
        omitted=omitted,
    )


def problem(line, message, severity=Severity.ERROR, path=""):
    return Problem(Place("a.json", line, 1), message, severity, path)


@pytest.fixture
def shown(qtbot, session):
    """Return a function that builds a part with the session and shows it."""

    def build(part, width=900):
        made = part(session)
        qtbot.addWidget(made)
        made.resize(width, made.sizeHint().height())
        made.show()
        return made

    return build


def labels(part):
    return [label.whole for label in part.findChildren(ElidedLabel)]


def press(part, text):
    button = next(one for one in part.findChildren(QPushButton) if one.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_header_says_title_and_counts(shown, session):
    header = shown(Header)
    session.set_dataset(chronology("2018", "2020"))
    assert labels(header) == ["Mills", "2 events · 2 sources"]
    session.set_language(GERMAN)
    assert labels(header) == ["Mühlen", "2 Ereignisse · 2 Quellen"]
    session.set_dataset(chronology("2018"))
    assert labels(header)[1] == "1 Ereignis · 2 Quellen"


@pytest.mark.parametrize(
    ("text", "signal"),
    [("Add events", "add_requested"), ("Export", "export_requested"), ("Fit  F", "fit_requested")],
)
def test_header_buttons_ask(shown, session, qtbot, text, signal):
    session.set_dataset(chronology("2018"))
    header = shown(Header)
    with qtbot.waitSignal(getattr(header, signal)):
        press(header, text)


def test_nothing_to_export_or_fit_without_events(shown):
    header = shown(Header)
    enabled = {button.text(): button.isEnabled() for button in header.findChildren(QPushButton)}
    assert enabled == {"Find": False, "Add events": True, "Export": False, "Fit  F": False}


def test_long_title_is_elided_and_whole_in_the_tooltip(shown, session):
    title = "A very long title that no window of this width can show " * 3
    session.set_dataset(Dataset(title=Text.plain(title)))
    header = shown(Header, width=500)
    label = header.findChildren(ElidedLabel)[0]
    assert label.text().endswith("…")
    assert label.accessibleName() == title.strip()
    assert label.toolTip() == literal_tip(title.strip())
    assert header.width() == 500
    assert label.geometry().right() <= 500


def test_foot_says_counts_range_and_sources(shown, session):
    foot = shown(Foot)
    session.set_dataset(chronology("2018", "2025-10-28"))
    session.set_viewport(Viewport.showing(Span(instant_of(2000), instant_of(2030)), 800.0))
    foot.set_counts(ViewCounts(2, 2, 2, 0))
    sources = "Sources [1] Ann Author, Paper, Press (English) [2] b"
    assert sorted(labels(foot)) == ["2 of 2 events shown · nothing hidden · 2018 – 28 October 2025", sources]
    session.set_language(GERMAN)
    assert "2 von 2 Ereignissen gezeigt · nichts verborgen · 2018 – 28. Oktober 2025" in labels(foot)


def test_foot_never_says_that_nothing_is_hidden_of_a_file_with_unreadable_events(shown, session):
    foot = shown(Foot)
    session.set_dataset(chronology("2018", omitted=2))
    foot.set_counts(ViewCounts(1, 1, 1, 0))
    assert "1 of 1 event shown · 2 could not be read" in labels(foot)


def test_many_sources_are_counted():
    many = tuple(Source(f"s{n}", n) for n in range(1, 1501))
    text = sources_text(many, ENGLISH)
    assert "[20] s20" in text
    assert "[21]" not in text
    assert text.endswith("and 1,480 more")
    assert sources_text((), ENGLISH) == ""


def test_notice_is_hidden_while_there_is_nothing_to_say(shown, session):
    bar = shown(NoticeBar)
    session.set_dataset(chronology("2018"))
    assert not bar.isVisible()


def test_notice_says_what_was_not_shown_and_why(shown, session, qtbot):
    bar = shown(NoticeBar)
    warning = problem(2, "unknown tag", Severity.WARNING)
    error = problem(7, "month 13 does not exist", path="events[1].when")
    session.set_dataset(chronology("2018", problems=(warning, error), omitted=1))
    assert bar.isVisible()
    assert labels(bar) == ["1 event was not shown: events[1].when month 13 does not exist"]
    session.set_language(GERMAN)
    assert labels(bar) == ["1 Ereignis wurde nicht gezeigt: events[1].when month 13 does not exist"]
    with qtbot.waitSignal(bar.problems_wanted):
        press(bar, "Probleme zeigen")


def test_notice_shows_the_details_of_a_message_on_demand(shown):
    bar = shown(NoticeBar)
    bar.tell("Could not be saved.", ["a.json: no", "a.json: space"])
    details = bar.findChild(QPlainTextEdit)
    assert not details.isVisible()
    press(bar, "Show details")
    assert details.isVisible()
    assert details.toPlainText().splitlines() == ["a.json: no", "a.json: space"]
    press(bar, "Hide details")
    assert not details.isVisible()


def test_notice_leads_to_the_report_of_a_message(shown, qtbot):
    bar = shown(NoticeBar)
    report = Report("Broken", "", (problem(1, "first"),))
    bar.tell("Could not be opened.", report)
    with qtbot.waitSignal(bar.report_wanted) as asked:
        press(bar, "Show problems")
    assert asked.args == [report]
    bar.tell("Saved.")
    assert not any(button.isVisible() for button in bar.findChildren(QPushButton))


def test_closed_notice_comes_back_with_the_next_dataset(shown, session):
    bar = shown(NoticeBar)
    session.set_dataset(chronology(problems=(problem(1, "first"),), omitted=1))
    QTest.mouseClick(bar.findChild(QToolButton), Qt.MouseButton.LeftButton)
    assert not bar.isVisible()
    session.set_dataset(chronology(problems=(problem(1, "second"),), omitted=1))
    assert labels(bar) == ["1 event was not shown: second"]
    assert bar.isVisible()


def test_message_of_the_window_stands_in_front_and_gives_way(shown, session):
    bar = shown(NoticeBar)
    session.set_dataset(chronology(problems=(problem(1, "first"),), omitted=1))
    bar.tell("Saved.")
    assert labels(bar) == ["Saved."]
    assert not next(one for one in bar.findChildren(QPushButton)).isVisible()
    QTest.mouseClick(bar.findChild(QToolButton), Qt.MouseButton.LeftButton)
    assert labels(bar) == ["1 event was not shown: first"]
    bar.tell("Could not be opened.", ["a.json:1:1: broken"])
    session.set_dataset(chronology("2018"))
    assert not bar.isVisible()


@pytest.mark.parametrize(
    ("problems", "message"),
    [
        ((problem(1, "one warning", Severity.WARNING),), "one warning"),
        ((problem(1, "x", Severity.NOTICE), problem(2, "y", Severity.WARNING)), "2 remarks on this file"),
    ],
)
def test_notice_without_a_lost_event(problems, message):
    assert dataset_notice(chronology("2018", problems=problems), ENGLISH).message == message


def test_empty_state_asks(shown, session, qtbot):
    empty = shown(EmptyState)
    with qtbot.waitSignal(empty.write_requested):
        press(empty, "New event…")
    with qtbot.waitSignal(empty.open_requested):
        press(empty, "Open…")
    session.set_language(GERMAN)
    session.set_style(DARK)
    with qtbot.waitSignal(empty.add_requested):
        press(empty, "Ereignisse hinzufügen")


@pytest.mark.parametrize("part", [Header, Foot, NoticeBar, EmptyState])
def test_every_button_has_a_name(shown, session, part):
    session.set_dataset(chronology("2018", problems=(problem(1, "first"),), omitted=1))
    made = shown(part)
    for button in [*made.findChildren(QPushButton), *made.findChildren(QToolButton)]:
        assert button.accessibleName() or button.text()
