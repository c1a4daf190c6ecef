"""Whatever a person and other programs do to one file, in any order: nothing that was typed is lost.

A person at a real window does a few things by dice; when all has come to rest, what is shown, the menu, the
journal and the disk are compared with the document. The seed of a run repeats it, as far as time lets it.
TIMELINE_TEST_WINDOWS sets how many runs.
"""

import os
from hashlib import sha256

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from window_person import WORD, Dice, Person

from timeline_app.dataset.keeping.backups import Backups, read_backup
from timeline_app.dataset.keeping.durable import write_all
from timeline_app.dataset.keeping.journal import journal_folder
from timeline_app.dataset.keeping.restoring import FoundJournal, restored
from timeline_app.dataset.reading.reader import document_from_bytes
from timeline_app.gui.appearance import Appearance
from timeline_app.gui.commands import Id
from timeline_app.gui.session import Session
from timeline_app.gui.window import TimelineWindow

RUNS = int(os.environ.get("TIMELINE_TEST_WINDOWS", "1"))
BURSTS = 8 if RUNS == 1 else 16

DISCARD = {"Discard", "Verwerfen"}
RESTORE = (["Restore"], ["Wiederherstellen"])

pytestmark = pytest.mark.timeout(900)


class Disk:
    """A disk that may be full until there is room again."""

    def __init__(self):
        self.is_full = self.was_full = False

    def fill(self):
        self.is_full = self.was_full = True

    def write_all(self, descriptor, data):
        if self.is_full:
            raise OSError(28, "No space left on device")
        write_all(descriptor, data)


@pytest.fixture
def disk(tmp_path, monkeypatch):
    made = Disk()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for module in ("journal", "saving"):
        monkeypatch.setattr(f"timeline_app.dataset.keeping.{module}.write_all", made.write_all)
    return made


@pytest.fixture
def make_window(qapp, qtbot, fonts, settings, monkeypatch):
    monkeypatch.setattr("timeline_app.gui.flows.reload_flow._PAUSES_MS", (10, 20))
    monkeypatch.setattr("timeline_app.gui.flows.reload_flow._BUSY_MS", 10)

    def made():
        session = Session()
        appearance = Appearance(qapp, session, settings, session)
        window = TimelineWindow(session, settings, appearance)
        window.canvas.navigator.animated = False
        qtbot.addWidget(window, before_close_func=lambda closing: setattr(closing, "_leaving", True))
        window.show()
        return window

    yield made
    settings.language = "en"
    qapp.setStyleSheet("")


ALONE = (
    *(Person.duplicate, Person.redo, Person.save, Person.begin_event_on_the_canvas, Person.edit_event) * 2,
    *(Person.undo, Person.paste, Person.write_elsewhere) * 3,
    *(Person.delete, Person.save_as, Person.look_at_versions, Person.begin_event, Person.change_category),
    *(Person.change_tags_of_all, Person.drag_a_date, Person.look_elsewhere, Person.open_another),
    Person.spoil,
)
TOGETHER = tuple(gesture for gesture in ALONE if gesture not in {Person.spoil, Person.open_another})


@pytest.mark.parametrize("seed", range(RUNS))
def test_nothing_is_lost_in_any_order(seed, make_window, disk, tmp_path):
    person = Person(Dice(seed), make_window, tmp_path)
    person.open_first()
    for _ in range(BURSTS):
        burst(person, disk, ALONE)
        if person.dice.chance(0.15):
            crash(person)
            check(person, disk, set())
    leave(person)


@pytest.mark.parametrize("seed", range(RUNS))
def test_nothing_is_lost_by_two_windows_with_one_file(seed, make_window, disk, tmp_path):
    dice = Dice(seed)
    persons = [Person(dice, make_window, tmp_path, first) for first in (0, 1000)]
    for person in persons:
        person.open_first()
    for _ in range(BURSTS):
        burst(dice.one_of(persons), disk, TOGETHER)
    for person in persons:
        person.settle()
        check(person, disk, set())


def burst(person, disk, gestures):
    """Do a few things before the first of them has come to its end, then compare."""
    document = person.window.documents.document
    known = words_in(document)
    person.pressed.clear()
    person.accepted.clear()
    person.has_undone = False
    if person.dice.chance(0.1):
        disk.fill()
    for _ in range(1 + person.dice.below(3)):
        person.dice.one_of(gestures)(person)
        QTest.qWait(person.dice.one_of((0, 0, 1, 30)))
    person.settle()
    # What was undone may give way to what comes after it, also to what another program saves.
    check(person, disk, person.accepted | (set() if person.has_undone else known))
    disk.is_full = False


def crash(person):
    """End the program as a power cut would, and open the file again."""
    window, document = person.window, person.window.documents.document
    is_kept = window.documents.modified and window._journal._journal.is_kept
    path = person.current
    is_other = not path.is_file() or path.read_bytes() != document.data
    window.background.close()
    file = window._journal._journal._file
    if file is not None:
        file._close()
        file._lock.close()
    window._leaving = True
    window.close()
    person.pressed.clear()
    person.window = person.make_window()
    person.window.documents.open(path)
    person.window.restoring.begin()
    person.settle()
    if is_kept and is_other:
        assert person.pressed, "what was lost is not offered"
        if person.pressed in RESTORE:
            assert words_in(document) <= words_in(person.window.documents.document)


def leave(person):
    """Close the window, whatever is asked then; what was not given up is in the file."""
    window, document = person.window, person.window.documents.document
    was_modified, path = window.documents.modified, person.current
    person.pressed.clear()
    window.close()
    if QApplication.activeModalWidget() is not None:
        person.settle()
    if was_modified and not window.isVisible() and not DISCARD & {*person.pressed}:
        path = window.documents.document.path or path
        assert path.read_bytes() == document.data


def check(person, disk, words):
    """Compare what is shown, the menu, the journal and the disk with the document; find words again."""
    window = person.window
    history = window.documents.edits.history
    if history is None:
        return
    document = history.document
    read = document_from_bytes(document.data, document.dataset.name).dataset
    assert window.session.dataset is document.dataset
    assert shown_titles(window.session.dataset.store) == shown_titles(read.store)
    assert sha256(document.data).hexdigest() == document.dataset.sha256
    assert [step.after for step in history.done[:-1]] == [step.before for step in history.done[1:]]
    assert all(step.after == document.dataset.sha256 for step in history.done[-1:])
    assert all(step.before == document.dataset.sha256 for step in history.undone[-1:])
    check_menu(window, history)
    check_disk(window, history, disk)
    if not DISCARD & {*person.pressed}:
        everything = b"\n".join(kept(person, history))
        assert {word for word in words if word.encode() not in everything} == set()


def check_menu(window, history):
    language, is_editable = window.session.language, window.documents.is_editable
    for command, word, steps in (
        (Id.UNDO, language("Undo"), history.done),
        (Id.REDO, language("Redo"), history.undone),
    ):
        action = window.actions_[command]
        assert action.isEnabled() == bool(steps and is_editable)
        name = steps[-1].name(language)[:40] if steps else word
        assert name in action.text()
    assert window.isWindowModified() == window.documents.modified == (not history.is_saved)


def check_disk(window, history, disk):
    """What is saved is in the file, unless it was told what is there instead; all else is in the journal."""
    document, journal = history.document, window._journal._journal
    if history.is_saved and document.path is not None and document.path.is_file():
        is_told = window.documents._reloading._is_told
        assert document.path.read_bytes() == document.data or is_told
    if not journal.is_kept:
        assert disk.was_full
        return
    assert journal._file.begun != history.is_saved
    if journal._file.begun:
        found = FoundJournal(journal._file._name, None, None, 0, "")
        assert restored(found, None).content == document.data


def kept(person, history):
    """Yield all in which a word may be found again."""
    yield history.document.data
    content = history.document.data
    for step in reversed(history.done):
        content = step.backward.applied(content)
        yield content
    content = history.document.data
    for step in reversed(history.undone):
        content = step.forward.applied(content)
        yield content
    for path in person.folder.glob("*.json"):
        yield path.read_bytes()
        yield from map(read_backup, Backups.of_this_user().backups_of(path))
    for file in journal_folder().glob("*.journal"):
        yield restored(FoundJournal(file, None, None, 0, ""), None).content


def words_in(document):
    return {*WORD.findall(document.data.decode())} if document is not None else set()


def shown_titles(store):
    return sorted((store.event(row).id, str(store.event(row).title)) for row in range(len(store)))
