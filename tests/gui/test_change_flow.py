"""Many events are changed or deleted in one step, after what they have now was shown."""

import json

import pytest
from conftest import click, event, shown
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QListWidget, QPushButton

from timeline_app.gui.commands import Id, Menu
from timeline_app.gui.dialogs.change_many import CategoryDialog, ImportanceDialog, TagsDialog
from timeline_app.gui.frame import notice_bar
from timeline_app.gui.panel.event_rows import EventRows

CHANGES = (Id.CHANGE_CATEGORY, Id.CHANGE_TAGS, Id.CHANGE_IMPORTANCE)


@pytest.fixture
def many(window, idle, tmp_path):
    """Return the window with four events of two categories, of which all are chosen."""
    path = tmp_path / "many.json"
    events = [
        event("a", "2001", category="law", tags=["x", "y"], importance=0.2),
        event("b", "2002", category="law", tags=["x"]),
        event("c", "2003", category="port", tags=["x"]),
        event("d", "2004"),
    ]
    categories = [{"id": "law", "label": "Law"}, {"id": "port", "label": "Port"}]
    top = {"format": "timeline", "version": "1.0", "title": "T", "categories": categories, "events": events}
    path.write_text(json.dumps(top, indent=2), encoding="utf-8")
    window.documents.open(path)
    idle()
    choose(window, "a", "b", "c")
    return window


def choose(window, *ids):
    session = window.session
    rows = sorted(session.store.row_of(one) for one in ids)
    session.choose(session.store.rows_at(session.store.file_order[rows]))


def chosen(window):
    session = window.session
    return [session.store.event(row).id for row in session.chosen.tolist()]


def values(window, key):
    """Return a field of all events, by their ids, None where it is not there."""
    return {one["id"]: one.get(key) for one in json.loads(window.documents.document.data)["events"]}


def enabled(dialog):
    """Tell whether the dialog can be accepted."""
    box = dialog.findChild(QDialogButtonBox)
    return next(
        b for b in box.buttons() if box.buttonRole(b) is QDialogButtonBox.ButtonRole.AcceptRole
    ).isEnabled()


def lines(dialog):
    choices = dialog.findChild(QListWidget)
    return [choices.item(index).text() for index in range(choices.count())]


def pick(dialog, text):
    """Click a line of a dialog's list."""
    choices = dialog.findChild(QListWidget)
    (item,) = choices.findItems(text, Qt.MatchFlag.MatchStartsWith)
    place = choices.visualItemRect(item).center()
    QTest.mouseClick(choices.viewport(), Qt.MouseButton.LeftButton, pos=place)


def undo(window, idle):
    window.run(Id.UNDO)
    idle()


def test_the_category_of_many_is_changed_in_one_step(many, idle):
    whole = many.documents.document.data
    many.run(Id.CHANGE_CATEGORY)
    dialog = shown(many, CategoryDialog)
    assert dialog.windowTitle() == "Category of 3 events"
    assert lines(dialog) == ["Law  (2)", "Port  (1)", "No category", "A new category:"]
    assert not enabled(dialog)
    pick(dialog, "Port")
    click(dialog, "Change")
    idle()
    assert values(many, "category") == {"a": "port", "b": "port", "c": "port", "d": None}
    assert many.actions_[Id.UNDO].text() == "Undo Change the category of 3 events"
    assert chosen(many) == ["a", "b", "c"]
    undo(many, idle)
    assert many.documents.document.data == whole


def test_a_category_is_taken_away(many, idle):
    many.run(Id.CHANGE_CATEGORY)
    dialog = shown(many, CategoryDialog)
    pick(dialog, "No category")
    click(dialog, "Change")
    idle()
    assert set(values(many, "category").values()) == {None}


def test_a_new_category_comes_in_the_same_step(many, idle):
    whole = many.documents.document.data
    many.run(Id.CHANGE_CATEGORY)
    dialog = shown(many, CategoryDialog)
    pick(dialog, "A new category")
    assert not enabled(dialog)
    QTest.keyClicks(dialog.findChild(QLineEdit), "Law")
    click(dialog, "Change")
    idle()
    top = json.loads(many.documents.document.data)
    assert top["categories"][-1] == {"id": "law-2", "label": "Law"}
    assert [one.get("category") for one in top["events"]] == ["law-2", "law-2", "law-2", None]
    assert len(many.documents.edits.history.done) == 1
    undo(many, idle)
    assert many.documents.document.data == whole


def test_typing_a_name_chooses_the_new_category(many, idle):
    many.run(Id.CHANGE_CATEGORY)
    dialog = shown(many, CategoryDialog)
    pick(dialog, "Port")
    QTest.keyClicks(dialog.findChild(QLineEdit), "Tax")
    assert dialog.new_label == "Tax"
    pick(dialog, "Law")
    assert dialog.new_label == ""
    assert dialog.category_id == "law"
    click(dialog, "Cancel")
    idle()
    assert not many.isWindowModified()


def test_tags_are_given_and_taken_and_others_stay(many, idle):
    many.run(Id.CHANGE_TAGS)
    dialog = shown(many, TagsDialog)
    assert lines(dialog) == ["x  (3)", "y  (1)"]
    choices = dialog.findChild(QListWidget)
    states = [choices.item(index).checkState() for index in range(2)]
    assert states == [Qt.CheckState.Checked, Qt.CheckState.PartiallyChecked]
    assert not enabled(dialog)
    choices.setFocus()
    choices.setCurrentRow(0)
    QTest.keyClick(choices, Qt.Key.Key_Space)
    QTest.keyClicks(dialog.findChild(QLineEdit), "z, w , z,")
    assert (dialog.given, dialog.taken) == (("z", "w"), ("x",))
    click(dialog, "Change")
    idle()
    assert values(many, "tags") == {"a": ["y", "z", "w"], "b": ["z", "w"], "c": ["z", "w"], "d": None}
    assert many.actions_[Id.UNDO].text() == "Undo Change the tags of 3 events"


def test_a_tag_of_some_can_be_given_to_all(many, idle):
    many.run(Id.CHANGE_TAGS)
    dialog = shown(many, TagsDialog)
    choices = dialog.findChild(QListWidget)
    choices.setFocus()
    choices.setCurrentRow(1)
    QTest.keyClick(choices, Qt.Key.Key_Space)
    assert (dialog.given, dialog.taken) == (("y",), ())
    QTest.keyClick(choices, Qt.Key.Key_Space)
    assert (dialog.given, dialog.taken) == ((), ("y",))
    QTest.keyClick(choices, Qt.Key.Key_Space)
    assert not enabled(dialog)
    click(dialog, "Cancel")


def test_the_importance_of_many_is_changed(many, idle):
    many.run(Id.CHANGE_IMPORTANCE)
    dialog = shown(many, ImportanceDialog)
    QTest.keyClicks(dialog._value, "0.8")
    click(dialog, "Change")
    idle()
    assert values(many, "importance") == {"a": 0.8, "b": 0.8, "c": 0.8, "d": None}
    assert many.actions_[Id.UNDO].text() == "Undo Change the importance of 3 events"


def test_many_are_deleted_and_it_is_said(many, idle):
    whole = many.documents.document.data
    rows = many.findChild(EventRows)
    many.activateWindow()
    assert QTest.qWaitForWindowActive(many)
    rows.setFocus()
    QTest.keySequence(rows, QKeySequence("Del"))
    idle()
    assert list(values(many, "id")) == ["d"]
    assert many.actions_[Id.UNDO].text() == "Undo Delete 3 events"
    assert many._notices._message.whole == "3 events were deleted."
    assert chosen(many) == []
    QTest.keySequence(rows, QKeySequence("Del"))
    idle()
    assert list(values(many, "id")) == ["d"]
    click(many._notices, "Undo")
    idle()
    assert many.documents.document.data == whole
    assert not many._notices.isVisible()


def test_the_offer_to_undo_goes_with_time_and_with_the_next_edit(many, idle, qtbot, monkeypatch):
    many.run(Id.DELETE)
    idle()
    many.session.select(0)
    many.run(Id.DUPLICATE)
    idle()
    assert not many._notices.isVisible()
    undo(many, idle)
    undo(many, idle)
    monkeypatch.setattr(notice_bar, "_OFFERED", 200)
    choose(many, "a", "b")
    many.run(Id.DELETE)
    idle()
    assert many._notices.isVisible()
    qtbot.waitUntil(lambda: not many._notices.isVisible())
    many._notices.tell("Something else")
    assert [b.text() for b in many._notices.findChildren(QPushButton) if b.isVisible()] == []


def test_a_key_pressed_twice_deletes_once(many, idle):
    many.run(Id.DELETE)
    many.run(Id.DELETE)
    idle()
    assert list(values(many, "id")) == ["d"]
    assert len(many.documents.edits.history.done) == 1


def test_events_that_are_gone_meanwhile_are_left_out(many, idle):
    many.run(Id.CHANGE_IMPORTANCE)
    dialog = shown(many, ImportanceDialog)
    choose(many, "b")
    many.run(Id.DELETE)
    idle()
    QTest.keyClicks(dialog._value, "1")
    click(dialog, "Change")
    idle()
    assert values(many, "importance") == {"a": 1, "c": 1, "d": None}


def test_the_selected_event_is_changed_as_many_are(many, idle):
    many.session.select(many.session.store.row_of("d"))
    assert many.actions_[Id.DELETE].text() == "Delete Event"
    many.run(Id.CHANGE_CATEGORY)
    dialog = shown(many, CategoryDialog)
    assert dialog.windowTitle() == "Category of one event"
    pick(dialog, "Law")
    click(dialog, "Change")
    idle()
    assert values(many, "category")["d"] == "law"
    assert many.actions_[Id.UNDO].text() == "Undo Change the category of “D”"
    assert many.session.selected == many.session.store.row_of("d")


def test_the_menus_say_how_many_and_are_off_without_any(many, idle):
    assert many.actions_[Id.DELETE].text() == "Delete 3 Events"
    assert many.actions_.menu(Menu.CHANGE).title() == "Change 3 Events"
    assert all(many.actions_[one].isEnabled() for one in (*CHANGES, Id.DELETE))
    assert not many.actions_[Id.DUPLICATE].isEnabled()
    many.run(Id.GERMAN)
    assert many.actions_[Id.DELETE].text() == "3 Ereignisse löschen"
    many.session.select(None)
    assert not any(many.actions_[one].isEnabled() for one in (*CHANGES, Id.DELETE))
    assert many.actions_.menu(Menu.CHANGE).title() == "Ereignis ändern"


def test_the_list_offers_the_same_menu(many):
    button = next(b for b in many._panel.findChildren(QPushButton) if b.text() == "Change" and b.isVisible())
    assert button.menu() is many.actions_.menu(Menu.CHANGE)
