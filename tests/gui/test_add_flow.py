"""What adding asks: about ids that clash, about dates that look too fine; nothing where it need not."""

import json

import pytest
from conftest import click, event, paste, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from timeline_app.gui.commands import Id
from timeline_app.gui.dialogs.add_preview import AddPreview
from timeline_app.gui.dialogs.arrival_list import MARK_ROLE, ArrivalModel
from timeline_app.gui.dialogs.arrival_page import ArrivalPage
from timeline_app.gui.widgets.row_list import RowList

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
    box = next(box for box in dialog.findChildren(QComboBox) if box.isVisible() and box.findText(answer) >= 0)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    while box.currentText() != answer:
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() != before


def said(dialog):
    return {label.text() for label in dialog.findChildren(QLabel) if label.isVisible()}


def sections(dialog):
    """Return the sections by what they say, and whether there is anything in them."""
    named = [button for button in dialog.findChildren(QPushButton) if button.property("role") == "section"]
    return {button.text(): button.isEnabled() for button in named if button.text()[-1].isdigit()}


def listed(dialog):
    """Return the entries of the section that is shown, by what they are called, with their marks."""
    model = dialog.findChild(ArrivalModel)
    rows = [model.index(row) for row in range(model.rowCount())]
    return {row.data(): row.data(MARK_ROLE) for row in rows}


def go_to(dialog, title):
    """Put the cursor of the list on an entry, by the keyboard."""
    rows = dialog.findChild(RowList)
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_Home)
    while rows.currentIndex().data() != title:
        before = rows.currentIndex()
        QTest.keyClick(rows, Qt.Key.Key_Down)
        assert rows.currentIndex() != before


def fields(dialog):
    """Return what the page of an entry shows under its title."""
    return [label.text() for label in dialog.findChild(ArrivalPage).findChildren(QLabel) if label.isVisible()]


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
    assert next(box for box in dialog.findChildren(QComboBox) if box.isVisible()).currentText() == "Keep mine"
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
    assert sections(dialog) == {
        "New 1": True,
        "Clashing 0": False,
        "Already there 1": True,
        "Doubtful 0": False,
    }
    assert not any(box.isVisible() for box in dialog.findChildren(QComboBox))
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


@pytest.fixture
def three_clash(small, idle):
    """Return the preview of three events that clash and a new one, in a window that has the three."""
    paste(small, [event("first", "2001"), event("second", "2010-05-06"), event("third", "2003")])
    idle()
    click(shown(small, AddPreview), "Add")
    idle()
    return preview(
        small,
        idle,
        event("first", "1815"),
        event("second", "1816", x=1),
        event("third", "1817"),
        event("new"),
    )


def test_each_entry_that_clashes_may_be_decided_otherwise(small, three_clash, idle):
    assert listed(three_clash) == {"First": "Keep mine", "Second": "Keep mine", "Third": "Keep mine"}
    choose(three_clash, "Take theirs")
    go_to(three_clash, "Second")
    click(three_clash, "Keep mine")
    go_to(three_clash, "Third")
    click(three_clash, "Keep both")
    assert listed(three_clash) == {"First": "Take theirs", "Second": "Keep mine", "Third": "Keep both"}
    assert "2 of them are decided otherwise." in " ".join(said(three_clash))
    result = "2 entries are added; one is replaced; one stays as it is."
    assert any(text.startswith(result) for text in said(three_clash))
    click(three_clash, "Add")
    idle()
    dates = {key: entry["when"] for key, entry in entries(small).items()}
    assert dates == {
        "first": "1815",
        "second": "2010-05-06",
        "third": "2003",
        "third-2": "1817",
        "new": "2020",
    }
    assert small.actions_[Id.UNDO].text() == "Undo Import 3 events"


def test_a_choice_for_all_is_for_those_decided_before_too(small, three_clash, idle):
    go_to(three_clash, "Third")
    click(three_clash, "Keep both")
    choose(three_clash, "Take theirs")
    assert set(listed(three_clash).values()) == {"Take theirs"}
    go_to(three_clash, "Third")
    click(three_clash, "Add")
    idle()
    assert {key: entry["when"] for key, entry in entries(small).items()} == {
        "first": "1815",
        "second": "1816",
        "third": "1817",
        "new": "2020",
    }


def test_what_is_decided_as_all_others_again_is_no_exception(three_clash):
    before = three_clash.choice
    go_to(three_clash, "Third")
    click(three_clash, "Keep both")
    assert "One of them is decided otherwise." in " ".join(said(three_clash))
    click(three_clash, "Keep mine")
    assert "otherwise" not in " ".join(said(three_clash))
    assert three_clash.choice == before


def test_mine_and_theirs_stand_side_by_side_where_they_differ(three_clash):
    go_to(three_clash, "Second")
    title, remark, *page = fields(three_clash)
    assert title == "Second"
    assert "no field" in remark
    assert sorted(page) == sorted(["Mine", "Theirs", "when", "2010-05-06", "1816", "x", "—", "1"])


def test_no_field_of_what_came_in_is_left_out_unsaid(small, idle):
    dialog = preview(small, idle, event("third", **{f"x-{number}": number for number in range(150)}))
    assert "x-149" in {label.text().replace("\u200b", "") for label in dialog.findChildren(QLabel)}


def test_the_sections_show_what_is_new_and_what_is_doubtful(small, idle):
    dialog = preview(small, idle, event("first", "2001"), event("new", "2019"), event("other", x=1))
    assert listed(dialog) == {"New": "", "Other": "one remark"}
    click(dialog, "Doubtful 1")
    assert list(listed(dialog)) == ["Other"]
    assert any("no field" in text for text in fields(dialog))
    click(dialog, "Already there 1")
    assert list(listed(dialog)) == ["First"]


def test_sources_that_clash_are_decided_too(small, idle, write):
    mine = {**json.loads(write("s.json", event("a")).read_text()), "sources": [{"id": "s", "title": "Mine"}]}
    theirs = {**mine, "sources": [{"id": "s", "title": "Theirs"}], "events": [event("a"), event("b")]}
    paste(small, mine)
    idle()
    click(shown(small, AddPreview), "Add")
    idle()
    paste(small, theirs)
    idle()
    dialog = shown(small, AddPreview)
    assert listed(dialog) == {"Theirs": "Keep mine"}
    click(dialog, "Take theirs")
    click(dialog, "Add")
    idle()
    top = json.loads(small.documents.document.data)
    assert top["sources"] == [{"id": "s", "title": "Theirs"}]
    assert "b" in entries(small)


def test_coarser_dates_are_compared_anew_before_anything_is_added(small, idle):
    paste(small, [event("a", "1901"), event("b", "1902")])
    idle()
    click(shown(small, AddPreview), "Add")
    idle()
    dialog = preview(small, idle, *BIRTHDAYS)
    assert sections(dialog)["Clashing 2"]
    choose(dialog, "Only the year")
    idle()
    assert sections(dialog) == {
        "New 4": True,
        "Clashing 0": False,
        "Already there 2": True,
        "Doubtful 0": False,
    }
    choose(dialog, "As written")
    idle()
    assert sections(dialog) == {
        "New 4": True,
        "Clashing 2": True,
        "Already there 0": False,
        "Doubtful 6": True,
    }
    click(dialog, "Cancel")
    idle()
    assert sorted(entries(small)) == ["a", "b", "first", "second"]


def test_a_preview_that_is_closed_is_not_shown_what_was_asked_for(small, idle):
    dialog = preview(small, idle, *BIRTHDAYS)
    choose(dialog, "Only the year")
    click(dialog, "Cancel")
    idle()
    assert shown(small, AddPreview) is None
    assert sorted(entries(small)) == ["first", "second"]


def test_a_preview_fits_into_the_smallest_window(small, idle):
    small.resize(small.minimumSize())
    dialog = preview(small, idle, *BIRTHDAYS, event("first", "1815"))
    assert dialog.width() < small.width()
    assert dialog.height() < small.height()
    assert dialog.findChild(RowList).height() > 150


def test_titles_from_files_are_plain_text(small, idle):
    dialog = preview(small, idle, event("x") | {"title": "<b>R&D</b>"})
    assert list(listed(dialog)) == ["<b>R&D</b>"]
    labels = dialog.findChild(ArrivalPage).findChildren(QLabel)
    assert "<b>R&D</b>" in {label.text() for label in labels}
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


def test_a_preview_speaks_german(small, idle):
    small.run(Id.GERMAN)
    dialog = preview(small, idle, event("first", "1815"), event("third"))
    assert sections(dialog) == {
        "Neu 1": True,
        "Abweichend 1": True,
        "Schon da 0": False,
        "Zweifelhaft 0": False,
    }
    assert listed(dialog) == {"First": "Meine behalten"}
