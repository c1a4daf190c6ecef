"""Editing in the window: delete, duplicate, undo, redo, with keys and menus."""

import json
import threading
from dataclasses import replace

import pytest
from conftest import click, event, paste, shown
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from timeline_app.core.text import EMPTY_TEXT
from timeline_app.dataset.content import FileContent, MemoryContent
from timeline_app.dataset.editing.edits import RemoveEvents
from timeline_app.dataset.editing.history import History
from timeline_app.gui.commands import Id, Menu
from timeline_app.gui.dialogs.add_preview import AddPreview
from timeline_app.gui.dialogs.question import Question
from timeline_app.gui.flows import edit_flow

EDITS = (Id.UNDO, Id.REDO, Id.DUPLICATE, Id.DELETE)


def ids(window):
    """Return the ids in the order of the file."""
    store = window.documents.document.dataset.store
    return [store.events.event(position).id for position in range(len(store))]


def press(window, keys):
    """Press keys on the canvas."""
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    window.canvas.setFocus()
    QTest.keySequence(window.canvas, QKeySequence(keys))


def select(window, event_id):
    window.session.select(window.session.store.row_of(event_id))


def selected(window):
    session = window.session
    return None if session.selected is None else session.store.event(session.selected).id


def enabled(window):
    return {identity for identity in EDITS if window.actions_[identity].isEnabled()}


def text(window, identity):
    return window.actions_[identity].text()


def add(window, idle, *events):
    paste(window, list(events))
    idle()
    click(shown(window, AddPreview), "Add")


def test_nothing_is_to_be_edited_without_a_selection_or_a_step(window, small):
    assert enabled(small) == set()
    assert text(small, Id.UNDO) == "Undo"
    assert text(small, Id.REDO) == "Redo"
    select(small, "first")
    assert enabled(small) == {Id.DUPLICATE, Id.DELETE}


def test_an_event_is_deleted_undone_and_deleted_again(small, idle):
    whole = small.documents.document.data
    select(small, "first")
    press(small, "Del")
    idle()
    assert ids(small) == ["second"]
    assert selected(small) is None
    assert small.isWindowModified()
    assert shown(small, Question) is None
    assert text(small, Id.UNDO) == "Undo Delete “First”"
    press(small, "Ctrl+Z")
    idle()
    assert small.documents.document.data == whole
    assert selected(small) == "first"
    assert not small.isWindowModified()
    assert text(small, Id.UNDO) == "Undo"
    assert text(small, Id.REDO) == "Redo Delete “First”"
    press(small, "Ctrl+Shift+Z")
    idle()
    assert ids(small) == ["second"]
    press(small, "Ctrl+Z")
    idle()
    press(small, "Ctrl+Y")
    idle()
    assert ids(small) == ["second"]


def test_the_copy_of_an_event_is_selected(small, idle):
    select(small, "first")
    press(small, "Ctrl+D")
    idle()
    assert ids(small) == ["first", "first-2", "second"]
    assert selected(small) == "first-2"
    assert text(small, Id.UNDO) == "Undo Duplicate “First”"
    select(small, "second")
    press(small, "Ctrl+Z")
    idle()
    assert ids(small) == ["first", "second"]
    assert selected(small) == "second"


def test_the_menu_edits_too(small, idle):
    menu = small.actions_.menu(Menu.EDIT)
    select(small, "second")
    for said in ("Delete Event", "Undo Delete “Second”", "Duplicate Event"):
        next(action for action in menu.actions() if action.text() == said).trigger()
        idle()
    assert ids(small) == ["first", "second", "second-2"]


def test_added_events_are_one_step(small, idle):
    add(small, idle, event("a"), event("b"), event("c"))
    assert text(small, Id.UNDO) == "Undo Add 3 events"
    assert small.isWindowModified()
    press(small, "Ctrl+Z")
    idle()
    assert ids(small) == ["first", "second"]
    assert not small.isWindowModified()
    press(small, "Ctrl+Y")
    idle()
    assert ids(small) == ["first", "second", "a", "b", "c"]
    assert selected(small) == "a"


def test_events_that_begin_a_chronology_can_be_taken_back(window, idle):
    add(window, idle, event("a"))
    window.run(Id.UNDO)
    idle()
    assert ids(window) == []
    assert not window.documents.modified


def test_steps_outlast_saving_and_the_mark_follows_what_is_saved(small, idle):
    path = small.documents.document.path
    whole = path.read_bytes()
    select(small, "first")
    press(small, "Del")
    idle()
    press(small, "Ctrl+S")
    idle()
    assert not small.isWindowModified()
    assert json.loads(path.read_bytes())["events"][0]["id"] == "second"
    press(small, "Ctrl+Z")
    idle()
    assert small.isWindowModified()
    press(small, "Ctrl+Y")
    idle()
    assert not small.isWindowModified()
    press(small, "Ctrl+Z")
    press(small, "Ctrl+S")
    idle()
    assert path.read_bytes() == whole


def test_keys_that_come_faster_than_the_work_are_all_followed(small, idle, qtbot):
    for name in "abc":
        add(small, idle, event(name))
    for _ in range(3):
        press(small, "Ctrl+Z")
    qtbot.waitUntil(lambda: ids(small) == ["first", "second"])
    idle()
    assert not small.documents.edits.can_undo
    for _ in range(2):
        press(small, "Ctrl+Y")
    qtbot.waitUntil(lambda: ids(small) == ["first", "second", "a", "b"])


def test_a_key_pressed_twice_deletes_one_event(small, idle):
    select(small, "first")
    press(small, "Del")
    press(small, "Del")
    press(small, "Ctrl+D")
    idle()
    assert ids(small) == ["second"]
    assert len(small.documents.edits.history.done) == 1
    assert not small._notices.isVisible()


def test_saving_at_once_saves_the_edit_that_is_on_its_way(small, idle):
    path = small.documents.document.path
    select(small, "first")
    press(small, "Del")
    press(small, "Ctrl+S")
    idle()
    assert [one["id"] for one in json.loads(path.read_bytes())["events"]] == ["second"]
    assert not small.isWindowModified()


def test_closing_at_once_asks_for_the_edit_that_is_on_its_way(small, idle):
    select(small, "first")
    press(small, "Del")
    assert not small.close()
    idle()
    click(shown(small, Question), "Cancel")
    assert small.isVisible()
    assert ids(small) == ["second"]


def test_an_edit_waits_for_what_is_being_saved(small, idle):
    may_go = threading.Event()
    path = small.documents.document.path
    add(small, idle, event("a"))
    small.background.start(lambda: may_go.wait(60), lambda _: None)
    small.documents.save()
    press(small, "Ctrl+Z")
    may_go.set()
    idle()
    assert b'"a"' in path.read_bytes()
    assert ids(small) == ["first", "second"]
    assert small.isWindowModified()
    assert small.documents.document.sha256_on_disk == small.documents.edits.history.saved


def test_what_is_added_while_an_older_state_is_saved_stays_to_be_saved(small, idle):
    may_go = threading.Event()
    path = small.documents.document.path
    select(small, "first")
    press(small, "Del")
    idle()
    paste(small, event("a"))
    idle()
    small.background.start(lambda: may_go.wait(60), lambda _: None)
    small.documents.save()
    click(shown(small, AddPreview), "Add")
    may_go.set()
    idle()
    assert [one["id"] for one in json.loads(path.read_bytes())["events"]] == ["second"]
    assert ids(small) == ["second", "a"]
    assert small.isWindowModified()
    press(small, "Ctrl+S")
    idle()
    assert shown(small, Question) is None
    assert [one["id"] for one in json.loads(path.read_bytes())["events"]] == ["second", "a"]


def test_another_document_has_no_steps_of_the_one_before(small, idle, write):
    select(small, "first")
    press(small, "Ctrl+D")
    idle()
    small.documents.open(write("other.json", event("first"), event("second")))
    click(shown(small, Question), "Discard")
    idle()
    assert enabled(small) == set()
    assert text(small, Id.UNDO) == "Undo"
    assert not small.isWindowModified()


def test_an_edit_of_another_document_is_not_taken(small, write, qtbot, idle):
    may_go = threading.Event()
    edits = small.documents.edits
    edits.do(lambda history: history.do(RemoveEvents(("first",), EMPTY_TEXT)) if may_go.wait(60) else history)
    edits.do(lambda history: history.do(RemoveEvents(("other",), EMPTY_TEXT)))
    small.documents._read(write("other.json", event("first"), event("other")))
    may_go.set()
    qtbot.waitUntil(lambda: ids(small) == ["first", "other"])
    idle()
    assert ids(small) == ["first", "other"]
    assert edits.history.done == ()


def test_what_does_not_fit_changes_nothing_and_is_said(small, idle):
    whole = small.documents.edits.history
    small.documents.edits.do(lambda history: history.do(RemoveEvents(("gone",), EMPTY_TEXT)))
    small.documents.edits.do(lambda history: history.do(RemoveEvents(("first",), EMPTY_TEXT)))
    idle()
    assert small.documents.edits.history is whole
    assert small.documents.edits.is_saved
    assert small._notices.isVisible()


def test_what_was_checked_before_an_edit_is_not_added_over_it(small, idle):
    select(small, "first")
    paste(small, event("a"))
    small.run(Id.DELETE)
    idle()
    click(shown(small, AddPreview), "Add")
    assert ids(small) == ["second"]
    assert small._notices.isVisible()


def as_lines(document):
    return replace(document, lines=True)


def as_newer(document):
    return replace(document, dataset=replace(document.dataset, read_only=True))


def as_large(document):
    return replace(document, content=FileContent(document.path))


@pytest.mark.parametrize("kind", [as_lines, as_newer, as_large])
def test_what_is_only_read_or_too_large_is_not_edited(small, idle, kind, monkeypatch):
    monkeypatch.setattr(edit_flow, "_MOST_EDITED", small.documents.document.content.size - 1)
    small.documents.edits.hold(History.opened(kind(small.documents.document)))
    select(small, "first")
    assert enabled(small) == set()
    press(small, "Del")
    idle()
    assert ids(small) == ["first", "second"]


def test_what_stays_in_its_file_is_taken_into_memory_by_the_first_edit(small, idle):
    document = small.documents.document
    before = document.data
    small.documents.edits.hold(History.opened(as_large(document)))
    select(small, "first")
    press(small, "Del")
    idle()
    assert ids(small) == ["second"]
    assert isinstance(small.documents.document.content, MemoryContent)
    press(small, "Ctrl+Z")
    idle()
    assert small.documents.document.data == before
    assert not small.documents.modified


def test_nothing_is_edited_while_another_file_is_read(small, idle, write):
    select(small, "first")
    small.documents.open(write("other.json", event("other")))
    assert enabled(small) == set()
    idle()


def test_keys_belong_to_the_search_while_something_is_typed_there(small, idle):
    select(small, "first")
    press(small, "Ctrl+F")
    line = next(line for line in small._find.findChildren(QLineEdit) if line.isVisible())
    QTest.keyClicks(line, "sec")
    line.home(False)
    QTest.keyClick(line, Qt.Key.Key_Delete)
    assert line.text() == "ec"
    QTest.keySequence(line, QKeySequence("Ctrl+Z"))
    assert line.text() == "sec"
    idle()
    assert ids(small) == ["first", "second"]


@pytest.mark.parametrize(
    ("title", "said"),
    [("R&D", "Undo Delete “R&&D”"), ("long " * 40, "Undo Delete “" + "long " * 10 + "l…")],
)
def test_a_menu_names_any_title(window, idle, write, title, said):
    window.documents.open(write("a.json", event("one") | {"title": title}, event("two")))
    idle()
    select(window, "one")
    press(window, "Del")
    idle()
    assert text(window, Id.UNDO) == said


def test_steps_are_named_in_the_language_of_the_window(small, idle):
    select(small, "first")
    press(small, "Del")
    idle()
    small.run(Id.GERMAN)
    assert text(small, Id.UNDO) == "Rückgängig: „First“ löschen"
    small.run(Id.UNDO)
    idle()
    assert text(small, Id.REDO) == "Wiederholen: „First“ löschen"
