"""The earlier versions of the open file: what differs, going back as a step, opening one as a copy."""

import pytest
from conftest import click, shown
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QListView, QPushButton

from timeline_app.dataset.keeping.backups import Backups
from timeline_app.gui.commands import Id
from timeline_app.gui.dialogs.question import Question
from timeline_app.gui.dialogs.versions import VersionsDialog


@pytest.fixture(autouse=True)
def own_state(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def saved_twice(small, settled):
    """Return the window with a file that was saved twice, and its contents, the oldest first."""
    path = small.documents.document.path
    contents = [path.read_bytes()]
    for _ in range(2):
        small.session.select(0)
        small.run(Id.DUPLICATE)
        settled()
        small.run(Id.SAVE)
        settled()
        contents.append(path.read_bytes())
    return small, contents


def ask(window, settled):
    window.run(Id.VERSIONS)
    settled()
    return shown(window, VersionsDialog)


def said(dialog):
    return [label.text() for label in dialog.findChildren(QLabel)]


def choose(dialog, row, settled):
    lines = next(one for one in dialog.findChildren(QListView) if one.accessibleName() == "Earlier versions")
    lines.setCurrentIndex(lines.model().index(row, 0))
    settled()


def test_each_version_says_what_has_changed_since(saved_twice, settled):
    window, _ = saved_twice
    dialog = ask(window, settled)
    assert "Since then: one event added" in said(dialog)
    choose(dialog, 1, settled)
    assert "Since then: 2 events added" in said(dialog)
    click(dialog, "Close")


def test_going_back_is_an_edit_that_writes_nothing_and_is_undone(saved_twice, settled):
    window, contents = saved_twice
    path = window.documents.document.path
    dialog = ask(window, settled)
    choose(dialog, 1, settled)
    click(dialog, "Go Back to This Version")
    settled()
    assert window.documents.document.data == contents[0]
    assert path.read_bytes() == contents[2]
    assert window.isWindowModified()
    assert window.actions_[Id.UNDO].text() == "Undo Go Back to an Earlier Version"
    window.run(Id.UNDO)
    settled()
    assert window.documents.document.data == contents[2]
    assert not window.isWindowModified()


def test_a_copy_is_a_document_without_a_file_that_is_not_saved(saved_twice, settled):
    window, contents = saved_twice
    click(ask(window, settled), "Open a Copy")
    settled()
    document = window.documents.document
    assert (document.path, document.data) == (None, contents[1])
    assert window.isWindowModified()


def test_a_copy_is_opened_only_once_nothing_unsaved_can_be_lost(saved_twice, settled):
    window, _ = saved_twice
    window.session.select(0)
    window.run(Id.DELETE)
    settled()
    path = window.documents.document.path
    click(ask(window, settled), "Open a Copy")
    settled()
    click(shown(window, Question), "Cancel")
    assert window.documents.document.path == path


def test_what_says_the_same_is_nothing_to_go_back_to(saved_twice, settled):
    window, _ = saved_twice
    window.run(Id.UNDO)
    settled()
    dialog = ask(window, settled)
    assert "It says the same as what is open." in said(dialog)
    buttons = {button.text(): button for button in dialog.findChildren(QPushButton)}
    assert not buttons["Go Back to This Version"].isEnabled()
    assert buttons["Open a Copy"].isEnabled()
    dialog.reject()


def test_a_version_that_is_gone_meanwhile_is_said_to_be(saved_twice, settled):
    window, _ = saved_twice
    for backup in Backups.of_this_user().backups_of(window.documents.document.path):
        QTimer.singleShot(0, backup.file.unlink)
    window.run(Id.VERSIONS)
    settled()
    dialog = shown(window, VersionsDialog)
    choose(dialog, 1, settled)
    assert any("cannot be read" in text for text in said(dialog))
    assert not any(b.isEnabled() for b in dialog.findChildren(QPushButton) if b.text() == "Open a Copy")
    dialog.reject()


def test_where_there_are_none_that_is_told(small, settled):
    small.run(Id.VERSIONS)
    settled()
    assert shown(small, VersionsDialog) is None
    assert small._notices._message.text().startswith("No earlier version of “small.timeline.json” is kept.")
