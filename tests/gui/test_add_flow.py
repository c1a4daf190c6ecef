"""What adding asks: about ids that clash, about dates that look too fine; nothing where it need not."""

import json

import pytest
from conftest import click, event, paste, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel

from timeline_app.gui.commands import Id
from timeline_app.gui.dialogs.add_preview import AddPreview

BIRTHDAYS = [event(name, f"{year}-01-01") for year, name in enumerate("abcdef", 1901)]


def entries(window):
    """Return the events as they would be saved, by their ids."""
    return {one["id"]: one for one in json.loads(window.documents.document.data)["events"]}


def preview(window, idle, *events):
    paste(window, list(events))
    idle()
    return shown(window, AddPreview)


def choose(dialog, answer):
    """Choose an answer by the keyboard, as a person would."""
    box = dialog.findChild(QComboBox)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    while box.currentText() != answer:
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() != before


def said(dialog):
    return {label.text() for label in dialog.findChildren(QLabel)}


@pytest.mark.parametrize(
    ("answer", "dates", "selected"),
    [
        ("Keep mine", {"first": "2001", "second": "2010-05-06", "third": "2020"}, "third"),
        ("Take theirs", {"first": "1815", "second": "2010-05-06", "third": "2020"}, "third"),
        (
            "Keep both",
            {"first": "2001", "first-2": "1815", "second": "2010-05-06", "third": "2020"},
            "first-2",
        ),
    ],
)
def test_for_what_clashes_a_person_decides(small, idle, answer, dates, selected):
    whole = small.documents.document.data
    dialog = preview(small, idle, event("first", "1815"), event("third"))
    assert dialog.windowTitle() == "Add one event?"
    assert "One entry has an id that is taken by another one here." in said(dialog)
    assert dialog.findChild(QComboBox).currentText() == "Keep mine"
    choose(dialog, answer)
    click(dialog, "Add")
    idle()
    assert {key: entry["when"] for key, entry in entries(small).items()} == dates
    session = small.session
    assert session.store.event(session.selected).id == selected
    small.run(Id.UNDO)
    idle()
    assert small.documents.document.data == whole
    assert not small.isWindowModified()


def test_what_only_clashes_may_be_left_as_it_is(small, idle):
    dialog = preview(small, idle, event("first", "1815"))
    assert dialog.windowTitle() == "Take over what is different?"
    click(dialog, "Add")
    idle()
    assert entries(small)["first"]["when"] == "2001"
    assert not small.isWindowModified()


def test_the_same_again_is_not_added(small, idle, write):
    again = write("again.json", event("first", "2001"), event("second", "2010-05-06"))
    small._additions.add_files([again])
    idle()
    assert shown(small, AddPreview) is None
    assert small._notices.isVisible()
    assert not small.documents.modified
    dialog = preview(small, idle, event("first", "2001"), event("third"))
    assert "One event is there already." in said(dialog)
    assert dialog.findChild(QComboBox) is None
    click(dialog, "Add")
    assert sorted(entries(small)) == ["first", "second", "third"]


@pytest.mark.parametrize(
    ("answer", "date"),
    [("As written", "1901-01-01"), ("Only the month", "1901-01"), ("Only the year", "1901")],
)
def test_dates_that_look_too_fine_are_asked_about(small, idle, answer, date):
    dialog = preview(small, idle, *BIRTHDAYS)
    assert "6 of 6 dates are 1 January. Was only the year known, or only the month?" in said(dialog)
    choose(dialog, answer)
    click(dialog, "Add")
    idle()
    assert entries(small)["a"]["when"] == date
    assert small.actions_[Id.UNDO].text() == "Undo Add 6 events"
    assert len(small.documents.edits.history.done) == 1


@pytest.mark.parametrize(("answer", "date"), [("As written", "1901-01-01"), ("Only the year", "1901")])
def test_several_files_are_asked_about_together_and_are_one_step(small, idle, write, answer, date):
    more = write("more.json", event("a", "1901-01-01"), event("third"))
    small._additions.add_files([write("birthdays.json", *BIRTHDAYS), more])
    idle()
    dialog = shown(small, AddPreview)
    assert dialog.windowTitle() == "Add 7 events?"
    choose(dialog, answer)
    click(dialog, "Add")
    idle()
    assert len(entries(small)) == 9
    assert entries(small)["a"]["when"] == date
    assert len(small.documents.edits.history.done) == 1


def test_what_was_chosen_for_another_state_is_not_taken(small, idle):
    dialog = preview(small, idle, event("first", "1815"))
    small.session.select(small.session.store.row_of("second"))
    small.run(Id.DELETE)
    idle()
    choose(dialog, "Take theirs")
    click(dialog, "Add")
    idle()
    assert {key: entry["when"] for key, entry in entries(small).items()} == {"first": "2001"}
    assert small._notices.isVisible()
