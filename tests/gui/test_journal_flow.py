"""The recovery journal of a window: what is on the disk after each step, and when nothing is."""

import json
from hashlib import sha256

import pytest
from conftest import click, event, shown
from PySide6.QtWidgets import QFileDialog

from timeline_app import bundled
from timeline_app.dataset.keeping.journal import Journal, journal_folder
from timeline_app.dataset.keeping.journal_records import read_journal
from timeline_app.dataset.reading.reader import read_document
from timeline_app.dataset.user_folders import key_of_path
from timeline_app.gui.commands import Id
from timeline_app.gui.dialogs.add_preview import AddPreview
from timeline_app.gui.dialogs.question import Question


@pytest.fixture(autouse=True)
def own_state(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def settled(window, qtbot):
    """Return a function that waits until edits are done and the journal is written."""

    def wait():
        quiet = (window.background, window._journal._background)
        qtbot.waitUntil(lambda: all(background.idle for background in quiet))
        qtbot.waitUntil(lambda: window.documents.edits._is_pending is False)
        qtbot.waitUntil(lambda: all(background.idle for background in quiet))

    return wait


def select(window, event_id):
    window.session.select(window.session.store.row_of(event_id))


def files():
    return sorted(file.name.rpartition(".")[2] for file in journal_folder().glob("*"))


def recorded():
    """Return what the one journal holds."""
    (file,) = journal_folder().glob("*.journal")
    with file.open("rb") as stream:
        found = read_journal(stream)
    assert found is not None
    assert found.complete
    return found


def names():
    return [step.name for step in recorded().steps]


def delete(window, event_id):
    select(window, event_id)
    window.run(Id.DELETE)


def locks(path):
    return list(journal_folder().glob(f"{key_of_path(path)}-*.lock"))


def test_a_file_that_is_open_has_a_lock_and_no_journal(small, settled):
    settled()
    assert files() == ["lock"]
    assert len(locks(small.documents.document.path)) == 1


def test_each_step_done_undone_and_done_again_is_on_the_disk(small, settled):
    delete(small, "first")
    settled()
    select(small, "second")
    small.run(Id.DUPLICATE)
    small.run(Id.UNDO)
    small.run(Id.REDO)
    settled()
    assert names() == [
        "Delete “First”",
        "Duplicate “Second”",
        "Undo Duplicate “Second”",
        "Duplicate “Second”",
    ]
    assert recorded().steps[-1].sha256 == small.documents.document.dataset.sha256


def test_what_is_undone_to_what_the_file_holds_leaves_nothing_to_restore(small, settled):
    delete(small, "first")
    settled()
    assert files() == ["journal", "lock"]
    small.run(Id.UNDO)
    settled()
    assert files() == ["lock"]
    small.run(Id.REDO)
    settled()
    assert names() == ["Delete “First”"]


def test_saving_empties_the_journal_and_the_next_step_goes_from_there(small, settled):
    delete(small, "first")
    settled()
    small.run(Id.SAVE)
    settled()
    assert files() == ["lock"]
    saved = small.documents.document.dataset.sha256
    small.run(Id.UNDO)
    settled()
    assert names() == ["Undo Delete “First”"]
    assert recorded().head.base_sha256 == recorded().head.sha256_on_disk == saved


def test_what_is_edited_during_a_save_is_kept(small, settled):
    delete(small, "first")
    settled()
    before = small.documents.document
    delete(small, "second")
    settled()
    path = before.path
    path.write_bytes(before.data)
    small.documents.edits.take_saved(before, read_document(path))
    settled()
    head = recorded().head
    assert head.sha256_on_disk == before.dataset.sha256
    assert head.base_sha256 == small.documents.document.dataset.sha256


def test_a_document_without_a_file_is_kept_too(window, settled):
    window._additions.add_text(json.dumps([event("a")]), "clipboard")
    settled()
    click(shown(window, AddPreview), "Add")
    settled()
    assert recorded().head.path == b""
    assert names() == ["Add “A”"]


def test_saving_under_another_name_moves_the_lock(small, settled, tmp_path):
    first = small.documents.document.path
    other = tmp_path / "other.timeline.json"
    small.run(Id.SAVE_AS)
    dialog = next(d for d in small.findChildren(QFileDialog) if d.isVisible())
    dialog.selectFile(str(other))
    dialog.accept()
    settled()
    assert (len(locks(first)), len(locks(other))) == (0, 1)


@pytest.mark.parametrize("answer", ["Save", "Discard"])
def test_closing_the_window_leaves_nothing(small, settled, qtbot, answer):
    delete(small, "first")
    settled()
    small.close()
    click(shown(small, Question), answer)
    qtbot.waitUntil(lambda: not small.isVisible())
    assert files() == []


def test_opening_another_file_instead_leaves_nothing_of_the_first(small, settled, write):
    delete(small, "first")
    settled()
    small.documents.open(write("other.json", event("other")))
    click(shown(small, Question), "Discard")
    settled()
    assert files() == ["lock"]


def test_that_nothing_can_be_kept_is_told_once_and_nothing_is_hindered(small, settled):
    settled()
    told = []
    small._journal.told.connect(lambda message, details: told.append((message, details)))
    for file in journal_folder().iterdir():
        file.unlink()
    journal_folder().rmdir()
    journal_folder().write_text("in the way")
    delete(small, "first")
    settled()
    delete(small, "second")
    settled()
    assert len(small.session.store) == 0
    ((message, details),) = told
    assert message == "Changes cannot be kept for the case of a crash. Save often."
    assert str(journal_folder()) in details[0]
    journal_folder().unlink()
    small.run(Id.UNDO)
    settled()
    assert recorded().head.base_sha256 == small.documents.document.dataset.sha256


def test_the_second_who_opens_a_file_is_told(small, settled, write):
    other = write("other.timeline.json", event("other"))
    first = Journal()
    first.begin(read_document(other))
    try:
        small.documents.open(other)
        settled()
        assert small._notices._message.text().startswith("“other.timeline.json” is open in another window")
        small._notices._dismiss()
        delete(small, "other")
        settled()
        small.run(Id.SAVE)
        settled()
        assert "another window" not in small._notices._message.text()
    finally:
        first.close()


def test_who_reads_his_own_file_again_is_not_told(small, settled):
    path = small.documents.document.path
    settled()
    small.documents._read(path)
    settled()
    assert not small._notices.isVisible()


def test_that_a_chronology_of_the_program_is_open_twice_is_no_news(small, settled):
    first = Journal()
    first.begin(read_document(bundled.DEFAULT_DATASET))
    try:
        small.documents.open(bundled.DEFAULT_DATASET)
        settled()
        assert not small._notices.isVisible()
    finally:
        first.close()


def test_what_is_merged_from_the_file_is_kept_with_what_is_not_saved(small, settled, qtbot):
    delete(small, "first")
    settled()
    path = small.documents.document.path
    theirs = path.read_bytes().replace(b'"Second"', b'"Theirs"')
    path.write_bytes(theirs)
    qtbot.waitUntil(lambda: b"Theirs" in small.documents.document.data)
    settled()
    document = small.documents.document
    head = recorded().head
    assert head.sha256_on_disk == sha256(theirs).hexdigest()
    assert head.base_sha256 == document.dataset.sha256
    small.run(Id.UNDO)
    settled()
    assert recorded().steps[-1].sha256 == small.documents.document.dataset.sha256


def test_what_another_program_writes_while_nothing_is_unsaved_leaves_no_journal(small, settled, qtbot):
    path = small.documents.document.path
    path.write_bytes(path.read_bytes().replace(b'"Second"', b'"Theirs"'))
    qtbot.waitUntil(lambda: b"Theirs" in small.documents.document.data)
    settled()
    assert files() == ["lock"]


def test_a_document_whose_file_is_gone_is_kept(small, settled, qtbot):
    path = small.documents.document.path
    path.unlink()
    qtbot.waitUntil(lambda: small.documents.modified)
    settled()
    assert recorded().head.base_sha256 == small.documents.document.dataset.sha256
