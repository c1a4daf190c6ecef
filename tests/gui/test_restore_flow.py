"""Bringing back what a program that ended had not saved: asked for, shown, and never written by itself."""

import json
from datetime import UTC, datetime

import pytest
from conftest import click, event, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListView

from timeline_app.dataset.editing.edits import AddEntries, RemoveEvents
from timeline_app.dataset.editing.history import History, move_between
from timeline_app.dataset.keeping import journal as journal_module
from timeline_app.dataset.keeping.journal import Journal, journal_folder
from timeline_app.dataset.keeping.restoring import journals_to_offer
from timeline_app.dataset.reading.reader import new_document, read_document
from timeline_app.gui.commands import Id
from timeline_app.gui.dialogs.differences_view import DifferencesView
from timeline_app.gui.dialogs.question import Question
from timeline_app.gui.dialogs.restore import RestoreDialog
from timeline_app.gui.editor.event_editor import EventEditor


@pytest.fixture(autouse=True)
def own_state(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def path(write):
    return write("lost.timeline.json", event("first", "2001"), event("second", "2010-05-06"))


def killed(*documents_and_edits):
    """Leave the journals of programs that were killed after some edits; return what was open last."""
    contents = []
    for document, edits in documents_and_edits:
        journal = Journal()
        history = History.opened(document)
        journal.begin(document)
        for edit in edits:
            before, history = history, history.do(edit(history.document))
            move = move_between(before, history)
            journal.record(move.step.names["en"], move.splices, history.document)
        journal._file._close()
        journal._file._lock.close()
        contents.append(history.document.data)
    return contents[-1]


def removed(*ids):
    return lambda document: RemoveEvents.of(document, ids)


def begin(window, settled, path=None):
    if path is not None:
        window.documents.open(path)
    window.restoring.begin()
    settled()


def texts(dialog):
    return [label.text() for label in dialog.findChildren(QLabel)]


def journals():
    return sorted(file.name for file in journal_folder().glob("*.journal"))


def test_what_was_not_saved_is_shown_and_restored_as_unsaved(window, settled, path):
    on_disk = path.read_bytes()
    lost = killed((read_document(path), [removed("first")]))
    begin(window, settled, path)
    dialog = shown(window, RestoreDialog)
    said = texts(dialog)
    assert said[0] == "Restore what was not saved in “lost.timeline.json”?"
    today = datetime.now(UTC).astimezone()
    assert "before one change was saved" in said[1]
    assert f"{today:%Y}" in said[1]
    assert "It was: Delete “First”." in said[1]
    assert str(path) in said[1]
    assert "From the file to what was not saved: one event removed" in said
    click(dialog, "Restore")
    settled()
    assert window.documents.document.data == lost
    assert window.documents.document.path == path
    assert path.read_bytes() == on_disk
    assert window.isWindowModified()
    assert window.actions_[Id.UNDO].text() == "Undo Restore Unsaved Changes"
    assert len(journals()) == 1
    assert journals_to_offer() == ()
    window.run(Id.SAVE)
    settled()
    assert path.read_bytes() == lost
    assert journals() == []


def test_what_another_program_has_written_since_is_put_together_with_what_comes_back(
    window, settled, path, qtbot
):
    killed((read_document(path), [removed("first")]))
    changed = path.read_bytes().replace(b'"Second"', b'"Theirs"')
    path.write_bytes(changed)
    begin(window, settled, path)
    dialog = shown(window, RestoreDialog)
    assert any("was changed since" in text for text in texts(dialog))
    click(dialog, "Restore")
    qtbot.waitUntil(lambda: b"Theirs" in window.documents.document.data)
    settled()
    assert [event["id"] for event in json.loads(window.documents.document.data)["events"]] == ["second"]
    assert window.isWindowModified()
    assert path.read_bytes() == changed
    window.run(Id.SAVE)
    settled()
    assert path.read_bytes() == window.documents.document.data
    assert shown(window, Question) is None


def test_what_comes_back_without_its_file_is_not_saved_and_is_kept(window, settled, path, write):
    lost = killed((read_document(path), [removed("first")]))
    path.unlink()
    begin(window, settled, write("other.timeline.json", event("other")))
    dialog = shown(window, RestoreDialog)
    assert "The file is not there any more, or cannot be read." in texts(dialog)
    click(dialog, "Restore")
    settled()
    assert window.isWindowModified()
    assert not path.exists()
    window.run(Id.UNDO)
    settled()
    assert window.isWindowModified()
    assert len(journals()) == 1
    window.run(Id.REDO)
    settled()
    window.run(Id.SAVE)
    settled()
    assert path.read_bytes() == lost


def test_the_old_journal_stays_where_no_new_one_can_be_kept(window, settled, path, write, monkeypatch):
    def fail(*_):
        raise OSError("the disk is full")

    killed((read_document(path), [removed("first")]))
    before = journals()
    begin(window, settled, write("other.timeline.json", event("other")))
    monkeypatch.setattr(journal_module, "_write_new", fail)
    click(shown(window, RestoreDialog), "Restore")
    settled()
    assert window.isWindowModified()
    assert window.documents.document.path == path
    assert before == journals()
    assert shown(window, RestoreDialog) is None, "what was restored is not offered again"


def test_nothing_unsaved_is_lost_by_restoring(window, settled, path, write):
    killed((read_document(path), [removed("first")]))
    other = write("other.timeline.json", event("a"), event("b"))
    window.documents.open(other)
    settled()
    window.session.select(0)
    window.run(Id.DELETE)
    settled()
    begin(window, settled)
    click(shown(window, RestoreDialog), "Restore")
    settled()
    click(shown(window, Question), "Cancel")
    assert window.documents.document.path == other
    assert [journal.path for journal in journals_to_offer()] == [path]


def test_restoring_can_be_undone(window, settled, path):
    killed((read_document(path), [removed("first")]))
    begin(window, settled, path)
    click(shown(window, RestoreDialog), "Restore")
    settled()
    window.run(Id.UNDO)
    settled()
    assert window.documents.document.data == path.read_bytes()
    assert not window.isWindowModified()


def test_what_is_kept_for_later_is_offered_when_its_file_is_opened(window, settled, path, write):
    killed((read_document(path), [removed("first")]))
    before = journals()
    begin(window, settled, write("other.timeline.json", event("other")))
    QTest.keyClick(shown(window, RestoreDialog), Qt.Key.Key_Escape)
    settled()
    assert shown(window, RestoreDialog) is None
    assert journals() == before
    window.documents.open(path)
    settled()
    click(shown(window, RestoreDialog), "Keep for Later")
    settled()
    window.documents._read(path)
    settled()
    assert shown(window, RestoreDialog) is None


def test_what_is_not_wanted_is_gone_only_after_a_second_question(window, settled, path):
    killed((read_document(path), [removed("first")]))
    begin(window, settled, path)
    dialog = shown(window, RestoreDialog)
    click(dialog, "Discard…")
    click(shown(dialog, Question), "Keep")
    assert len(journals()) == 1
    assert dialog.isVisible()
    click(dialog, "Discard…")
    click(shown(dialog, Question), "Discard")
    settled()
    assert journals() == []
    assert shown(window, RestoreDialog) is None
    assert not window.isWindowModified()


def test_several_are_offered_one_after_the_other_first_that_of_the_open_file(window, settled, path, write):
    other = write("other.timeline.json", event("a"), event("b"))
    killed((read_document(path), [removed("first")]), (read_document(other), [removed("a")]))
    begin(window, settled, path)
    click(shown(window, RestoreDialog), "Keep for Later")
    settled()
    second = shown(window, RestoreDialog)
    assert texts(second)[0] == "Restore what was not saved in “other.timeline.json”?"
    click(second, "Restore")
    settled()
    assert window.documents.document.path == other
    assert len(window.session.store) == 1


def test_a_new_chronology_comes_back_without_a_file(window, settled, write):
    lost = killed((new_document("Untitled"), [added]))
    begin(window, settled, write("other.timeline.json", event("other")))
    dialog = shown(window, RestoreDialog)
    assert texts(dialog)[0] == "Restore what was not saved in a new chronology?"
    click(dialog, "Restore")
    settled()
    document = window.documents.document
    assert (document.path, document.data) == (None, lost)
    assert window.isWindowModified()
    assert journals_to_offer() == ()
    assert len(journals()) == 1


def added(_document):
    return AddEntries((event("new"),))


def test_what_the_file_holds_already_is_not_offered(window, settled, path):
    path.write_bytes(killed((read_document(path), [removed("first")])))
    begin(window, settled, path)
    assert shown(window, RestoreDialog) is None
    assert journals() == []


def test_what_cannot_be_restored_says_why_and_stays(window, settled, path):
    killed((read_document(path), [removed("first")]))
    (file,) = journal_folder().glob("*.journal")
    data = file.read_bytes()
    file.write_bytes(data[: data.rindex(b"base")])
    path.write_text("{}")
    begin(window, settled)
    question = shown(window, Question)
    assert texts(question)[0] == "What was not saved in “lost.timeline.json” cannot be restored"
    assert "the file they belong to has been changed since" in texts(question)[1]
    click(question, "Keep")
    assert len(journals()) == 1


def test_unsaved_changes_of_the_open_document_are_asked_for_first(window, settled, path, write):
    lost = killed((read_document(path), [removed("first")]))
    begin(window, settled, write("other.timeline.json", event("a"), event("b")))
    click(shown(window, RestoreDialog), "Keep for Later")
    window.session.select(0)
    window.run(Id.DELETE)
    settled()
    window.documents.open(path)
    click(shown(window, Question), "Discard")
    settled()
    click(shown(window, RestoreDialog), "Restore")
    settled()
    assert window.documents.document.data == lost


def test_differences_are_listed_with_their_fields(window, settled, path):
    document = read_document(path)
    lost = killed((document, [removed("second")]))
    changed = json.loads(lost)
    changed["events"][0]["title"] = "<b>Changed</b>"
    path.write_text(json.dumps(changed))
    begin(window, settled)
    dialog = shown(window, RestoreDialog)
    assert any("was changed since" in text for text in texts(dialog))
    view = dialog.findChild(DifferencesView)
    lines = view.findChild(QListView)
    said = [lines.model().index(row, 0).data() for row in range(lines.model().rowCount())]
    assert said == ["≠\N{EN SPACE}First"]
    assert texts(view) == ["In the file", "Not saved", "title", "<b>Changed</b>", "First"]
    click(dialog, "Keep for Later")


def test_nothing_is_offered_over_what_is_being_typed(window, settled, path, write, qtbot):
    killed((read_document(path), [removed("first")]))
    window.documents.open(write("other.timeline.json", event("other")))
    settled()
    window.run(Id.NEW_EVENT)
    settled()
    editor = shown(window, EventEditor)
    begin(window, settled)
    assert shown(window, RestoreDialog) is None
    editor.reject()
    qtbot.waitUntil(lambda: shown(window, RestoreDialog) is not None)
    click(shown(window, RestoreDialog), "Keep for Later")
