"""The open file is changed by other programs: real files, real time, every way in which editors save."""

import json
import os
import threading

import pytest
from conftest import click, event, shown
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QRadioButton

from timeline_app.core.language import ENGLISH
from timeline_app.dataset.editing.edits import AddEntries, RemoveEvents, ReplaceEvent
from timeline_app.dataset.editing.entry_json import written
from timeline_app.dataset.editing.following import Followed
from timeline_app.dataset.editing.history import History
from timeline_app.dataset.keeping.saving import save_document
from timeline_app.dataset.reading.reader import new_document, read_document
from timeline_app.gui.commands import Id
from timeline_app.gui.dialogs.merge import MergeDialog
from timeline_app.gui.dialogs.question import Question
from timeline_app.gui.flows import reload_flow
from timeline_app.gui.flows.document_flow import DocumentFlow
from timeline_app.scene.viewport import Viewport


@pytest.fixture(autouse=True)
def hours_between_rounds(monkeypatch):
    """Let no round come to the help of what the system has to tell."""
    monkeypatch.setattr("timeline_app.gui.flows.disk_watch._ROUND_MS", 3_600_000)


@pytest.fixture
def flow(session, settings, background, host):
    made = DocumentFlow(session, settings, background, host)
    made.said = []
    made.told.connect(lambda message, _: made.said.append(message))
    made.done.connect(made.said.append)
    return made


@pytest.fixture
def opened(flow, background, write, qtbot):
    """Return a function that opens a file of some events, and waits until it is looked after."""

    def open_now(*events):
        path = write("a.json", *events)
        flow.open(path)
        qtbot.waitUntil(lambda: background.idle and flow._reloading._stamp is not None)
        return path

    return open_now


@pytest.fixture
def quick(monkeypatch):
    """Do without the longest pauses before it is told that a file is gone or cannot be read."""
    monkeypatch.setattr("timeline_app.gui.flows.reload_flow._PAUSES_MS", (20, 40))


def ids(session):
    return [session.store.event(row).id for row in range(len(session.store))]


def text(*events):
    document = {"format": "timeline", "version": "1.0", "title": "T", "events": list(events)}
    return json.dumps(document, indent=2, ensure_ascii=False)


def edit(flow, edit_):
    flow.edits.do(lambda history: history.do(edit_))


def add(flow, *identities):
    edit(flow, AddEntries(events=tuple(event(identity) for identity in identities)))


def rename(flow, event_id, title):
    [renamed] = (one for one in json.loads(flow.document.data)["events"] if one["id"] == event_id)
    edit(flow, ReplaceEvent(event_id, written({**renamed, "title": title})))


def in_place(path, content):
    path.write_text(content, encoding="utf-8")


def renamed_over(path, content):
    """Save as Vim, Emacs and most programs of desktops do."""
    new = path.with_name(".new.swp")
    new.write_text(content, encoding="utf-8")
    new.replace(path)


def moved_away_first(path, content):
    """Save as editors do that keep the file before as a backup."""
    path.rename(path.with_name(path.name + "~"))
    path.write_text(content, encoding="utf-8")


def removed_first(path, content):
    path.unlink()
    path.write_text(content, encoding="utf-8")


SAVES = (in_place, renamed_over, moved_away_first, removed_first)


@pytest.mark.parametrize("save", SAVES)
def test_each_save_of_another_program_is_seen_here(flow, opened, session, qtbot, save):
    path = opened(event("one"))
    for identity in ("two", "three", "four"):
        save(path, text(event("one"), event(identity)))
        qtbot.waitUntil(lambda identity=identity: ids(session) == ["one", identity])
        assert not flow.modified
    assert flow.said == []
    assert flow.document.sha256_on_disk == flow.document.dataset.sha256


def test_a_file_is_seen_though_the_one_before_is_still_open_elsewhere(flow, opened, session, qtbot):
    path = opened(event("one"))
    with path.open("rb"):
        renamed_over(path, text(event("two")))
        qtbot.waitUntil(lambda: ids(session) == ["two"])
        in_place(path, text(event("three")))
        qtbot.waitUntil(lambda: ids(session) == ["three"])


def test_a_change_between_a_look_and_watching_anew_is_seen(flow, opened, session, qtbot, monkeypatch):
    path = opened(event("one"))
    disk = flow._reloading._disk
    watch = disk.watch

    def written_just_before(places, *, anew=False):
        if anew:
            monkeypatch.undo()
            in_place(path, text(event("three")))
        return watch(places, anew=anew)

    monkeypatch.setattr(disk, "watch", written_just_before)
    renamed_over(path, text(event("two")))
    qtbot.waitUntil(lambda: ids(session) == ["three"])


def test_selection_and_view_stay(flow, opened, session, qtbot):
    path = opened(event("one"), event("two"))
    session.set_viewport(Viewport.epoch(400))
    session.select(1)
    in_place(path, text(event("zero", "1999"), event("one"), event("two", "2021")))
    qtbot.waitUntil(lambda: len(session.store) == 3)
    assert session.store.event(session.selected).id == "two"
    assert session.viewport == Viewport.epoch(400)


def test_a_change_of_the_file_can_be_undone(flow, opened, session, qtbot):
    path = opened(event("one"))
    before = path.read_bytes()
    add(flow, "mine")
    qtbot.waitUntil(lambda: len(session.store) == 2)
    flow.save()
    qtbot.waitUntil(lambda: not flow.modified)
    renamed_over(path, text(event("one"), event("theirs")))
    qtbot.waitUntil(lambda: ids(session) == ["one", "theirs"])
    assert flow.edits.undo_text == "Undo Change in the file"
    flow.edits.undo()
    qtbot.waitUntil(lambda: ids(session) == ["one", "mine"])
    assert flow.modified
    flow.edits.undo()
    qtbot.waitUntil(lambda: ids(session) == ["one"])
    assert flow.document.data == before
    flow.save()
    qtbot.waitUntil(lambda: path.read_bytes() == before)


def test_a_file_that_is_written_in_two_parts_is_waited_for(flow, opened, session, qtbot):
    path = opened(event("one"))
    content = text(event("one"), event("two", title="ü" * 40)).encode()
    first = content.index(b"two") + 30
    path.write_bytes(content[:first])

    def go_on():
        with path.open("ab") as file:
            file.write(content[first:])

    QTimer.singleShot(200, go_on)
    qtbot.waitUntil(lambda: ids(session) == ["one", "two"])
    assert flow.said == []


@pytest.mark.usefixtures("quick")
def test_a_file_that_stays_broken_is_told_with_the_place_and_read_when_it_is_mended(
    flow, opened, session, qtbot
):
    path = opened(event("one"))
    in_place(path, text(event("two")).replace('"when": ', '"when" '))
    qtbot.waitUntil(lambda: flow.said != [])
    [message] = flow.said
    assert message.startswith("“a.json” was changed by another program and cannot be read as it is now: ")
    assert "now: a.json:9:" in message
    assert ids(session) == ["one"]
    in_place(path, "")
    qtbot.waitUntil(lambda: len(flow.said) == 2)
    assert "the file is empty" in flow.said[1]
    in_place(path, text(event("two")))
    qtbot.waitUntil(lambda: ids(session) == ["two"])


@pytest.mark.usefixtures("quick")
def test_what_is_as_it_was_again_is_told(flow, opened, session, qtbot):
    path = opened(event("one"))
    before = path.read_text()
    in_place(path, before[:-20])
    qtbot.waitUntil(lambda: len(flow.said) == 1)
    in_place(path, before)
    qtbot.waitUntil(lambda: flow.said[1:] == ["“a.json” can be read again."])
    assert ids(session) == ["one"]
    assert not flow.edits.can_undo


def test_events_with_errors_are_left_out_as_where_a_file_is_opened(flow, opened, session, qtbot):
    path = opened(event("one"), event("two"))
    in_place(path, text(event("one"), event("two", "2018-13")))
    qtbot.waitUntil(lambda: ids(session) == ["one"])
    assert session.dataset.omitted == 1
    assert not flow.modified


@pytest.mark.usefixtures("quick")
def test_a_file_that_is_gone_is_missed_and_known_again(flow, opened, session, qtbot, tmp_path):
    path = opened(event("one"))
    kept = tmp_path / "elsewhere.json"
    path.rename(kept)
    qtbot.waitUntil(lambda: len(flow.said) == 1)
    assert "was deleted or moved" in flow.said[0]
    assert ids(session) == ["one"]
    assert flow.modified
    kept.rename(path)
    qtbot.waitUntil(lambda: not flow.modified)
    path.unlink()
    qtbot.waitUntil(lambda: flow.modified)
    in_place(path, text(event("two")))
    qtbot.waitUntil(lambda: ids(session) == ["two"])
    assert not flow.modified


@pytest.mark.usefixtures("quick")
def test_a_file_that_is_gone_is_saved_again(flow, opened, qtbot):
    path = opened(event("one"))
    before = path.read_bytes()
    path.unlink()
    qtbot.waitUntil(lambda: flow.modified)
    flow.save()
    qtbot.waitUntil(lambda: not flow.modified)
    assert path.read_bytes() == before


@pytest.mark.usefixtures("quick")
def test_a_folder_that_vanishes_and_comes_back_is_noticed(
    flow, opened, write, session, background, qtbot, tmp_path
):
    folder = tmp_path / "case"
    folder.mkdir()
    path = write("case/b.json", event("one"))
    flow.open(path)
    qtbot.waitUntil(lambda: background.idle and flow._reloading._stamp is not None)
    flow._reloading._disk._rounds.setInterval(100)
    folder.rename(tmp_path / "moved")
    qtbot.waitUntil(lambda: flow.modified)
    folder.mkdir()
    in_place(path, text(event("two")))
    qtbot.waitUntil(lambda: ids(session) == ["two"])


def test_what_a_link_leads_to_is_watched(flow, background, session, write, qtbot, tmp_path):
    (tmp_path / "real").mkdir()
    real = write("real/a.json", event("one"))
    link = tmp_path / "link.json"
    link.symlink_to(real)
    flow.open(link)
    qtbot.waitUntil(lambda: background.idle and str(real) in flow._reloading._disk._watcher.files())
    renamed_over(real, text(event("two")))
    qtbot.waitUntil(lambda: ids(session) == ["two"])
    other = write("real/b.json", event("three"))
    link.unlink()
    link.symlink_to(other)
    qtbot.waitUntil(lambda: ids(session) == ["three"])
    in_place(other, text(event("four")))
    qtbot.waitUntil(lambda: ids(session) == ["four"])


def test_where_the_system_tells_nothing_the_file_is_looked_at_now_and_then(flow, opened, session, qtbot):
    path = opened(event("one"))
    disk = flow._reloading._disk
    disk._watcher.removePaths([*disk._watcher.files(), *disk._watcher.directories()])
    disk._watcher.blockSignals(True)
    disk._rounds.setInterval(50)
    in_place(path, text(event("two")))
    qtbot.waitUntil(lambda: ids(session) == ["two"])


def test_a_change_of_the_same_size_at_the_same_time_is_seen(flow, opened, session, qtbot):
    path = opened(event("one"))
    in_place(path, text(event("two")))
    qtbot.waitUntil(lambda: ids(session) == ["two"])
    times = path.stat()
    in_place(path, text(event("six")))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    qtbot.waitUntil(lambda: ids(session) == ["six"])


def test_our_own_saves_are_no_changes_of_others(flow, opened, session, qtbot):
    opened(event("one"))
    renewed = []
    session.dataset_changed.connect(lambda: renewed.append(len(session.store)))
    for number in range(3):
        add(flow, f"new{number}")
        flow.save()
        qtbot.waitUntil(lambda: not flow.modified)
        qtbot.wait(100)
    # Once for each edit, once for each save.
    assert renewed == [2, 2, 3, 3, 4, 4]
    assert len(flow.edits.history.done) == 3


def test_what_is_kept_because_the_other_side_refers_to_it_is_named():
    followed = Followed(History.opened(new_document("T")), kept=("book\0",))
    (line,) = reload_flow._changes(followed, ENGLISH)
    assert line.startswith("“book\\x00” was removed on one side and is referred to on the other")


def test_a_change_during_an_edit_and_a_save_is_merged_after_them(flow, opened, session, qtbot, host):
    path = opened(event("one"))
    add(flow, "mine")
    renamed_over(path, text(event("one"), event("theirs")))
    add(flow, "later")
    qtbot.waitUntil(lambda: ids(session) == ["one", "theirs", "mine", "later"])
    assert flow.modified
    assert flow.said == ["“a.json” was changed by another program. Its changes and yours were put together."]
    flow.save()
    qtbot.waitUntil(lambda: not flow.modified)
    assert [entry["id"] for entry in json.loads(path.read_text())["events"]] == ids(session)
    assert host.findChildren(Question) == []


def test_changes_of_both_are_put_together_and_can_be_undone(flow, opened, session, qtbot):
    path = opened(event("one"), event("two"))
    rename(flow, "one", "Mine")
    qtbot.waitUntil(lambda: flow.edits.can_undo)
    mine = flow.document.data
    in_place(path, text(event("one", summary="theirs"), event("two", title="Theirs")))
    qtbot.waitUntil(lambda: flow.said != [])
    one, two = (session.store.event(row) for row in (0, 1))
    assert (str(one.title.in_language("en")), two.title.in_language("en")) == ("Mine", "Theirs")
    assert flow.modified
    flow.edits.undo()
    qtbot.waitUntil(lambda: flow.document.data == mine)
    assert flow.modified


def conflicting(flow, opened, qtbot, host):
    path = opened(event("one"), event("two"))
    rename(flow, "one", "Mine")
    qtbot.waitUntil(lambda: flow.edits.can_undo)
    in_place(path, text(event("one", title="Theirs"), event("two", title="Also theirs")))
    qtbot.waitUntil(lambda: shown(host, MergeDialog) is not None)
    return path, shown(host, MergeDialog)


def titles(session):
    return [session.store.event(row).title.in_language("en") for row in range(len(session.store))]


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        ("Keep mine", ["Mine", "Also theirs"]),
        ("Take theirs", ["Theirs", "Also theirs"]),
        ("Keep both", ["Mine", "Also theirs", "Theirs"]),
    ],
)
def test_what_both_changed_differently_is_decided(flow, opened, session, qtbot, host, choice, found):
    _, dialog = conflicting(flow, opened, qtbot, host)
    next(button for button in dialog.findChildren(QRadioButton) if button.text() == choice).click()
    click(dialog, "Put Together")
    qtbot.waitUntil(lambda: titles(session) == found)
    assert flow.edits.undo_text == "Undo Merge with the changed file"


def test_the_dialog_shows_what_clashes_and_decides_about_all(flow, opened, session, qtbot, host):
    path = opened(event("one"), event("two"), event("three"), event("four"))
    rename(flow, "one", "Mine <b>")
    rename(flow, "two", "Mine too")
    edit(flow, RemoveEvents.of(flow.document, ["three"]))
    qtbot.waitUntil(lambda: len(session.store) == 3)
    in_place(path, text(event("one", title="Theirs"), event("three", title="3"), event("four", title="4")))
    qtbot.waitUntil(lambda: shown(host, MergeDialog) is not None)
    dialog = shown(host, MergeDialog)
    entries = dialog.findChild(QListWidget)

    def said():
        lines = [entries.item(row).text() for row in range(entries.count())]
        buttons = [button.text() for button in dialog.findChildren(QRadioButton) if button.isVisible()]
        return lines, buttons, [label.text() for label in dialog._fields.widget().findChildren(QLabel)]

    lines, buttons, labels = said()
    assert lines == [
        "Mine <b>\nKeep mine",
        "Removed here: 3\nLeave it removed",
        "Removed there: Mine too\nKeep mine",
    ]
    assert buttons == ["Keep mine", "Take theirs", "Keep both"]
    assert labels == ["Here, not saved", "In the file", "title", "Mine <b>", "Theirs"]
    qtbot.keyClick(entries, Qt.Key.Key_Down)
    assert said()[1:] == (
        ["Leave it removed", "Take theirs"],
        ["Before", "In the file", "title", "Three", "3"],
    )
    qtbot.keyClick(entries, Qt.Key.Key_Down)
    assert said()[1:] == (
        ["Keep mine", "Remove it"],
        ["Before", "Here, not saved", "title", "Two", "Mine too"],
    )
    click(dialog, "Theirs for All")
    assert [line.partition("\n")[2] for line in said()[0]] == ["Take theirs", "Take theirs", "Remove it"]
    click(dialog, "Put Together")
    qtbot.waitUntil(lambda: titles(session) == ["Theirs", "3", "4"])
    assert not flow.modified


def test_without_a_decision_everything_stays_and_saving_asks(flow, opened, session, qtbot, host):
    path, dialog = conflicting(flow, opened, qtbot, host)
    theirs = path.read_bytes()
    click(dialog, "Cancel")
    assert titles(session) == ["Mine", "Two"]
    flow.save()
    qtbot.waitUntil(lambda: shown(host, Question) is not None)
    click(shown(host, Question), "Cancel")
    assert path.read_bytes() == theirs
    flow.save()
    qtbot.waitUntil(lambda: shown(host, Question) is not None)
    click(shown(host, Question), "Put Together…")
    qtbot.waitUntil(lambda: shown(host, MergeDialog) is not None)
    shown(host, MergeDialog).reject()
    flow.edits.undo()
    qtbot.waitUntil(lambda: titles(session) == ["Theirs", "Also theirs"])
    assert not flow.modified


def test_what_cannot_take_up_changes_is_told_and_waited_for(flow, opened, session, qtbot):
    path = opened(event("one"))
    add(flow, "mine")
    in_place(path, text(event("one"), event("two", "2018-13")))
    qtbot.waitUntil(lambda: flow.said != [])
    assert "cannot be put together with what is not saved" in flow.said[0]
    assert ids(session) == ["one", "mine"]
    in_place(path, text(event("one"), event("two", "2018-12")))
    qtbot.waitUntil(lambda: ids(session) == ["two", "one", "mine"])


def test_a_change_waits_for_the_end_of_a_dialog(flow, opened, session, qtbot, host):
    path = opened(event("one"))
    dialog = QDialog(host)
    dialog.open()
    in_place(path, text(event("two")))
    qtbot.wait(200)
    assert ids(session) == ["one"]
    dialog.reject()
    qtbot.waitUntil(lambda: ids(session) == ["two"])


def test_a_change_waits_until_nothing_is_read_or_written(flow, opened, session, qtbot, background):
    path = opened(event("one"))
    may_go = threading.Event()
    background.start(lambda: may_go.wait(60), lambda _: None)
    in_place(path, text(event("two")))
    qtbot.wait(200)
    assert ids(session) == ["one"]
    may_go.set()
    qtbot.waitUntil(lambda: ids(session) == ["two"])


def test_a_large_file_that_changes_is_opened_again_when_it_is_complete(
    flow, opened, session, qtbot, monkeypatch
):
    path = opened(event("one"))
    session.select(0)
    monkeypatch.setattr("timeline_app.dataset.observation.is_small", lambda *_: False)
    monkeypatch.setattr("timeline_app.gui.flows.reload_flow._GROWING_MS", 200)
    read = []
    flow._reloading.reread.connect(read.append)
    in_place(path, text(event("one"), event("two"))[:-10])
    QTimer.singleShot(120, lambda: in_place(path, text(event("one"), event("two"))))
    qtbot.waitUntil(lambda: ids(session) == ["one", "two"])
    assert read == [path]
    assert session.selected == 0
    assert flow.said == []


def test_another_window_sees_what_is_saved(flow, opened, session, qtbot):
    path = opened(event("one"))
    other = read_document(path)
    edited = AddEntries(events=(event("two"),))
    save_document(History.opened(other).do(edited).document, path)
    qtbot.waitUntil(lambda: ids(session) == ["one", "two"])


def test_filters_search_and_notice_stay_in_the_window(window, small, qtbot):
    path = window.documents.document.path
    window.run(Id.FIND)
    window._find._field.setText("first")
    qtbot.waitUntil(lambda: window.session.matches is not None and len(window.session.matches.rows) == 1)
    in_place(path, text(event("first", "2001"), event("first2", "2002"), event("x", "2003")))
    qtbot.waitUntil(lambda: len(window.session.store) == 3)
    qtbot.waitUntil(lambda: window.session.matches is not None and len(window.session.matches.rows) == 2)
    assert not window.isWindowModified()


def test_what_cannot_be_put_together_is_told_each_time_it_is_asked_for(flow, opened, quick, qtbot):
    path = opened(event("one"))
    add(flow, "mine")
    in_place(path, "{")
    qtbot.waitUntil(lambda: len(flow.said) == 1)
    flow._reloading.merge()
    qtbot.waitUntil(lambda: len(flow.said) == 2)
    assert flow.said[0] == flow.said[1]
