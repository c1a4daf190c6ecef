"""Opening, saving and leaving documents, with real files and real dialogs."""

import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import event
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton

from timeline_app import bundled
from timeline_app.dataset.content import FileContent
from timeline_app.dataset.digest import sha256_of
from timeline_app.dataset.editing.edits import AddEntries, RemoveEvents
from timeline_app.dataset.editing.history import History
from timeline_app.dataset.keeping.backups import Backups, read_backup
from timeline_app.dataset.reading.reader import read_document
from timeline_app.gui.dialogs.add_preview import AddPreview
from timeline_app.gui.dialogs.new_chronology import NewChronologyDialog
from timeline_app.gui.dialogs.question import Question
from timeline_app.gui.flows import add_flow, opening_flow
from timeline_app.gui.flows.add_flow import AddFlow
from timeline_app.gui.flows.document_flow import DocumentFlow
from timeline_app.gui.report import Report
from timeline_app.scene.viewport import Viewport


@pytest.fixture
def flow(session, settings, background, host):
    made = DocumentFlow(session, settings, background, host)
    made.said = []
    made.told.connect(lambda message, details: made.said.append((message, details)))
    return made


@pytest.fixture
def opened(flow, background, qtbot):
    """Return a function that opens a file and waits until it is there."""

    def open_now(path):
        flow.open(path)
        qtbot.waitUntil(lambda: background.idle)

    return open_now


def ids(session):
    return [session.store.event(row).id for row in range(len(session.store))]


def changed(flow, identity="new"):
    """Add an event to what is open."""
    base = flow.edits.history
    assert flow.edits.take(base, base.do(AddEntries((event(identity),))), identity)


def click(qtbot, host, text):
    """Click a button of the question that is open."""
    box = next(box for box in host.findChildren(Question) if box.isVisible())
    button = next(button for button in box.findChildren(QPushButton) if button.text() == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def file_dialog(host):
    return next(dialog for dialog in host.findChildren(QFileDialog) if dialog.isVisible())


def choose(host, path):
    dialog = file_dialog(host)
    dialog.selectFile(str(path))
    dialog.accept()


def test_a_file_is_opened_and_remembered(flow, opened, session, settings, write, qtbot):
    path = write("a.timeline.json", event("one"), event("two"))
    with qtbot.waitSignal(flow.opened):
        opened(path)
    assert ids(session) == ["one", "two"]
    assert flow.name == "About a.timeline.json"
    assert not flow.modified
    assert settings.recent == (path,)
    assert flow.said == []


def test_bundled_files_are_not_remembered(opened, settings, session):
    opened(bundled.DEFAULT_DATASET)
    assert len(session.store) >= 13
    assert settings.recent == ()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "there is no such file"),
        (b"", "the file is empty; expected a JSON object"),
        (b"{", "the file ends; expected a key in double quotes"),
        (b"[]", "found a list; expected an object"),
        (b'{"format": "other"}', 'the field "version" is missing'),
        (
            b'{"colour": 1, "format": "other", "version": "1.0", "title": "T", "events": []}',
            'format: "other" is another format; expected "timeline"',
        ),
    ],
)
def test_what_cannot_be_opened_is_told_with_its_reason_and_leaves_what_is_open(
    flow, opened, session, write, tmp_path, content, reason
):
    opened(write("a.timeline.json", event("one")))
    session.select(0)
    bad = tmp_path / "bad.json"
    if content is not None:
        bad.write_bytes(content)
    opened(bad)
    assert ids(session) == ["one"]
    assert session.selected == 0
    assert flow.loading == ""
    [(message, behind)] = flow.said
    assert message == f"“bad.json” could not be opened: {reason}"
    lines = behind.lines if isinstance(behind, Report) else behind
    assert lines
    assert all(line.startswith(f"{bad}:") for line in lines)
    assert content is None or list(behind.sources) == [str(bad)]


def test_a_file_that_is_gone_is_forgotten(opened, settings, tmp_path):
    gone = tmp_path / "gone.json"
    settings.remember(gone)
    opened(gone)
    assert settings.recent == ()


def test_good_events_of_a_bad_file_are_shown(opened, session, write):
    opened(write("a.timeline.json", event("one"), event("bad", when="2025-13"), event("two")))
    assert ids(session) == ["one", "two"]
    assert session.dataset.omitted == 1
    assert "month 13" in str(session.dataset.problems[0])


def test_a_late_result_is_dropped(flow, background, session, write, qtbot, monkeypatch):
    slow, quick = write("slow.json", event("slow")), write("quick.json", event("quick"))
    may_go, read = threading.Event(), opening_flow.open_at_once

    def reading(path, cache):
        if path == slow:
            may_go.wait(60)
        return read(path, cache)

    monkeypatch.setattr(opening_flow, "open_at_once", reading)
    seen = []
    session.dataset_changed.connect(lambda: seen.append(session.dataset.name))
    flow.open(slow)
    assert flow.loading == "slow.json"
    flow.open(quick)
    assert flow.loading == "quick.json"
    may_go.set()
    qtbot.waitUntil(lambda: background.idle)
    assert ids(session) == ["quick"]
    assert flow.document.path == quick
    assert seen == ["quick.json"]


def test_loading_can_be_given_up(flow, opened, background, session, write, qtbot, monkeypatch):
    opened(write("a.json", event("one")))
    may_go, read = threading.Event(), opening_flow.open_at_once
    monkeypatch.setattr(
        opening_flow, "open_at_once", lambda path, cache: may_go.wait(60) and read(path, cache)
    )
    flow.open(write("b.json", event("two")))
    flow.cancel_loading()
    may_go.set()
    background.start(lambda: None, lambda _: None)
    qtbot.waitUntil(lambda: background.idle)
    assert flow.loading == ""
    assert ids(session) == ["one"]


def test_the_dialog_opens_a_file(flow, session, write, host, background, qtbot):
    path = write("a.timeline.json", event("one"))
    flow.choose_file()
    choose(host, path)
    qtbot.waitUntil(lambda: background.idle and len(session.store) == 1)


def test_saving_writes_all_bytes_that_were_there(flow, opened, session, write, background, qtbot):
    path = write("a.timeline.json", event("one", **{"x-note": [1, 2]}))
    before = path.read_text(encoding="utf-8")
    opened(path)
    changed(flow)
    assert flow.modified
    assert path.read_text(encoding="utf-8") == before
    flow.save()
    qtbot.waitUntil(lambda: background.idle)
    assert not flow.modified
    assert ids(session) == ["new", "one"] or ids(session) == ["one", "new"]
    after = json.loads(path.read_text(encoding="utf-8"))
    assert [one["id"] for one in after["events"]] == ["one", "new"]
    assert after["events"][0]["x-note"] == [1, 2]


def test_saving_asks_for_a_name_where_the_file_ships_with_the_program(
    flow, opened, host, background, tmp_path, qtbot
):
    opened(bundled.DEFAULT_DATASET)
    shipped = bundled.DEFAULT_DATASET.read_bytes()
    changed(flow)
    flow.save()
    assert "ships with the program" in flow.said[0][0]
    target = tmp_path / "mine"
    choose(host, target)
    qtbot.waitUntil(lambda: background.idle and not flow.modified)
    assert flow.document.path == tmp_path / "mine.timeline.json"
    assert flow.document.path.is_file()
    assert bundled.DEFAULT_DATASET.read_bytes() == shipped


def test_shipped_files_are_not_written_over(flow, opened, host, write, qtbot, tmp_path, monkeypatch):
    shipped = tmp_path / "events"
    shipped.mkdir()
    monkeypatch.setattr(bundled, "EVENTS", shipped)
    opened(write("a.json", event("one")))
    flow.save_as()
    choose(host, shipped / "b.timeline.json")
    assert "not written over" in flow.said[0][0]
    assert not (shipped / "b.timeline.json").exists()


def test_a_file_of_a_newer_version_is_not_written_over(flow, opened, host, write, qtbot):
    path = write("a.json", event("one"))
    newer = path.read_bytes().replace(b'"version": "1.0"', b'"version": "2.0"')
    path.write_bytes(newer)
    opened(path)
    flow.save()
    assert "so it is not written over" in flow.said[-1][0]
    choose(host, path.with_name("b.json"))
    qtbot.waitUntil(lambda: path.with_name("b.json").exists())
    assert path.read_bytes() == newer


def test_a_file_changed_by_another_program_is_not_written_over_unasked(
    flow, opened, host, write, background, qtbot
):
    path = write("a.json", event("one"))
    opened(path)
    changed(flow)
    other = path.read_bytes() + b"\n"
    path.write_bytes(other)
    flow.save()
    qtbot.waitUntil(lambda: background.idle)
    assert path.read_bytes() == other
    assert flow.modified
    click(qtbot, host, "Overwrite")
    qtbot.waitUntil(lambda: background.idle and not flow.modified)
    assert b'"new"' in path.read_bytes()


def test_a_save_keeps_the_version_that_it_replaces(flow, opened, write, background, qtbot):
    path = write("a.json", event("one"))
    before = path.read_bytes()
    opened(path)
    changed(flow)
    flow.save()
    qtbot.waitUntil(lambda: background.idle)
    assert path.read_bytes() != before
    newest, *_ = Backups.of_this_user().backups_of(path)
    assert read_backup(newest) == before


def test_a_failed_save_says_so_and_keeps_the_changes(flow, opened, write, background, qtbot, monkeypatch):
    path = write("a.json", event("one"))
    opened(path)
    changed(flow)
    path.parent.rename(path.parent.with_name("moved"))
    try:
        flow.save()
        qtbot.waitUntil(lambda: background.idle)
    finally:
        path.parent.with_name("moved").rename(path.parent)
    assert flow.modified
    message, details = flow.said[0]
    assert message == "“a.json” could not be saved."
    assert details


@pytest.mark.parametrize(
    ("answer", "left", "written"), [("Save", True, True), ("Discard", True, False), ("Cancel", False, False)]
)
def test_leaving_with_changes_asks(flow, opened, host, write, background, qtbot, answer, left, written):
    path = write("a.json", event("one"))
    opened(path)
    changed(flow)
    went = []
    flow.leave(lambda: went.append(True))
    assert went == []
    click(qtbot, host, answer)
    qtbot.waitUntil(lambda: background.idle)
    assert bool(went) is left
    assert (b'"new"' in path.read_bytes()) is written


def test_an_edit_during_the_save_before_leaving_is_asked_about_too(
    flow, opened, host, write, background, qtbot
):
    path = write("a.json", event("one"))
    opened(path)
    changed(flow)
    went = []
    flow.leave(lambda: went.append(True))
    click(qtbot, host, "Save")
    flow.edits.do(lambda history: history.do(RemoveEvents.of(history.document, ("one",))))
    qtbot.waitUntil(lambda: background.idle)
    assert b'"one"' in path.read_bytes()
    assert went == []
    click(qtbot, host, "Save")
    qtbot.waitUntil(lambda: bool(went))
    assert b'"one"' not in path.read_bytes()


def test_a_new_chronology_is_begun_under_its_title_and_saved_under_a_name_like_it(
    flow, opened, session, host, write, background, qtbot
):
    opened(write("a.json", event("one")))
    changed(flow)
    flow.choose_title()
    click(qtbot, host, "Discard")
    asking = next(one for one in host.findChildren(NewChronologyDialog) if one.isVisible())
    begin = next(one for one in asking.findChildren(QPushButton) if one.text() == "Begin")
    field = asking.findChild(QLineEdit)
    qtbot.keyClicks(field, "  ")
    assert not begin.isEnabled()
    field.setText(" Der Streit um Büros")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (flow.name, flow.document.path, len(session.store)) == ("Der Streit um Büros", None, 0)
    assert not flow.modified
    flow.save_as()
    assert Path(file_dialog(host).selectedFiles()[0]).name == "der-streit-um-bueros.timeline.json"
    file_dialog(host).reject()


def test_giving_up_the_title_of_a_new_chronology_loses_nothing(
    flow, opened, session, host, write, background, qtbot
):
    opened(write("a.json", event("one")))
    changed(flow)
    flow.choose_title()
    click(qtbot, host, "Discard")
    next(one for one in host.findChildren(NewChronologyDialog) if one.isVisible()).reject()
    assert ids(session) == ["one", "new"]
    assert flow.modified


def test_a_second_new_chronology_is_another_one(flow, session, qtbot):
    flow.begin("First")
    changed(flow)
    session.select(0)
    with qtbot.waitSignal(flow.opened):
        flow.begin("Second")
    assert session.selected is None


def test_leaving_does_not_go_on_when_the_file_is_not_chosen(flow, opened, host, background, qtbot):
    opened(bundled.DEFAULT_DATASET)
    changed(flow)
    went = []
    flow.leave(lambda: went.append(True))
    click(qtbot, host, "Save")
    file_dialog(host).reject()
    assert went == []
    assert flow.modified


def test_discarding_for_a_file_that_cannot_be_opened_loses_nothing(
    flow, opened, session, host, write, background, qtbot, tmp_path
):
    opened(write("a.json", event("one")))
    changed(flow)
    flow.open(tmp_path / "missing.json")
    click(qtbot, host, "Discard")
    qtbot.waitUntil(lambda: background.idle)
    assert len(session.store) == 2
    assert flow.modified


@pytest.fixture
def large(prepares, write, tmp_path, monkeypatch):
    """Return a function that makes a file to be large: its beginning, a gate to be opened, and its events."""
    at_once = opening_flow.open_at_once

    def made(name, *last_steps):
        path = write(name, event("first", when="2001"), event("last", when="2009"))
        early, gate = write(f"early-{name}", event("first", when="2001")), tmp_path / f"{name}.gate"
        prepares(
            path,
            {"progress": {"events": 1, "bytes": 100, "size": 900}},
            {"early": str(early)},
            f"wait {gate}",
            *(last_steps or ({"done": str(path)},)),
        )
        return path, gate

    monkeypatch.setattr(
        opening_flow,
        "open_at_once",
        lambda path, cache: None if path.name.startswith("large") else at_once(path, cache),
    )
    return made


def begun(flow, session, qtbot, path):
    """Open a large file and wait for its first events."""
    flow.open(path)
    qtbot.waitUntil(lambda: not session.dataset.complete and session.dataset.name == path.name)


def test_the_beginning_of_a_large_file_is_shown_while_it_is_read(
    flow, opened, session, settings, large, write, qtbot
):
    small = write("small.json", event("one"))
    opened(small)
    seen, times = [], []
    flow.progressed.connect(seen.append)
    flow.opened.connect(lambda: times.append(session.dataset.name))
    path, gate = large("large.json")
    begun(flow, session, qtbot, path)
    assert ids(session) == ["first"]
    assert flow.loading == "large.json"
    assert flow.document.path == small
    assert [progress.bytes for progress in seen] == [100]
    session.select(0)
    gate.touch()
    qtbot.waitUntil(lambda: session.dataset.complete)
    assert ids(session) == ["first", "last"]
    assert session.selected == 0
    assert flow.loading == ""
    assert flow.document.path == path
    assert times == ["large.json"]
    assert settings.recent == (path, small)


def test_giving_up_after_the_first_events_shows_again_what_is_open(
    flow, opened, session, large, write, qtbot
):
    opened(write("small.json", event("one"), event("two")))
    session.set_viewport(Viewport.epoch(500))
    session.select(1)
    came_back = []
    flow.returned.connect(came_back.append)
    path, _ = large("large.json")
    begun(flow, session, qtbot, path)
    session.set_viewport(Viewport.epoch(300))
    flow.cancel_loading()
    assert ids(session) == ["one", "two"]
    assert session.selected == 1
    assert came_back == [Viewport.epoch(500)]
    assert flow.loading == ""
    assert flow.said == []
    qtbot.waitUntil(lambda: flow._opening._reader._listening.idle)
    assert ids(session) == ["one", "two"]


def test_giving_up_the_first_file_of_a_window_leaves_it_empty(flow, session, large, qtbot):
    path, _ = large("large.json")
    begun(flow, session, qtbot, path)
    flow.cancel_loading()
    assert ids(session) == []
    assert flow.document is None
    qtbot.waitUntil(lambda: flow._opening._reader._listening.idle)


def test_a_large_file_with_faults_at_its_end_leaves_what_is_open(flow, opened, session, large, write, qtbot):
    opened(write("small.json", event("one")))
    problem = {"place": {"file": "large.json", "line": 9, "column": 1}, "message": "the file ends"}
    path, gate = large("large.json", {"failed": [problem]}, "exit 2")
    begun(flow, session, qtbot, path)
    gate.touch()
    qtbot.waitUntil(lambda: flow.loading == "")
    assert ids(session) == ["one"]
    [(message, report)] = flow.said
    assert message == "“large.json” could not be opened: the file ends"
    assert report.lines == ("large.json:9:1: the file ends",)


def test_of_several_large_files_the_last_is_opened(flow, opened, session, large, write, qtbot):
    opened(write("small.json", event("one")))
    path, _ = large("large.json")
    other, gate = large("large-too.json")
    gate.touch()
    begun(flow, session, qtbot, path)
    flow.open(other)
    qtbot.waitUntil(lambda: flow.document.path == other)
    assert session.dataset.name == "large-too.json"
    qtbot.waitUntil(lambda: flow._opening._reader._listening.idle)
    assert flow.document.path == other


def test_reading_again_shows_no_part_of_what_is_shown_whole(flow, session, large, qtbot):
    path, gate = large("large.json")
    gate.touch()
    flow.open(path)
    qtbot.waitUntil(lambda: flow.document is not None)
    gate.unlink()
    counts = []
    session.dataset_changed.connect(lambda: counts.append(len(session.store)))
    with qtbot.waitSignal(flow._opening.began):
        flow._read(path)
    gate.touch()
    qtbot.waitUntil(lambda: flow.loading == "")
    assert counts == [2]


@pytest.fixture
def cached(monkeypatch, tmp_path):
    """Make the cache believe that it knows every file, and count how often one is opened."""
    times = []

    def known(path, _cache):
        times.append(path)
        return replace(read_document(path), content=FileContent(path))

    monkeypatch.setattr(opening_flow, "open_at_once", known)
    return times


def test_what_the_cache_knew_by_its_time_is_compared_and_read_where_it_is_another(
    flow, opened, session, write, cached, monkeypatch, qtbot
):
    path = write("a.json", event("one"))
    opened(path)
    qtbot.waitUntil(lambda: flow._comparing.idle)
    assert cached == [path]
    truths = iter((False, True))
    monkeypatch.setattr(opening_flow, "verify_source", lambda *_: next(truths))
    opened(path)
    qtbot.waitUntil(lambda: flow._comparing.idle and len(cached) == 3 and flow.loading == "")
    qtbot.waitUntil(lambda: flow._comparing.idle)
    assert next(truths, None) is None


def test_changes_are_not_lost_where_the_cache_was_wrong(
    flow, opened, session, write, cached, monkeypatch, qtbot
):
    may_go = threading.Event()
    monkeypatch.setattr(opening_flow, "verify_source", lambda *_: not may_go.wait(60))
    path = write("a.json", event("one"))
    opened(path)
    changed(flow)
    write("a.json", event("one"), event("two"))
    may_go.set()
    qtbot.waitUntil(lambda: ids(session) == ["one", "two", "new"])
    assert flow.modified
    assert flow.document.sha256_on_disk == sha256_of(path)


def test_what_is_only_read_is_not_saved_and_this_is_said(flow, opened, host, write, monkeypatch):
    opened(write("a.json", event("one")))
    flow.edits.hold(History.opened(replace(flow.document, compressed=True)))
    flow.save_as()
    assert "only read here" in flow.said[0][0]
    assert host.findChildren(QFileDialog) == []


@pytest.fixture
def additions(session, flow, background, host):
    made = AddFlow(session, flow, background, host)
    made.told.connect(lambda message, _: flow.said.append(message))
    return made


def test_nothing_is_added_while_a_file_is_on_its_way(additions, flow, opened, session, large, write, qtbot):
    opened(write("small.json", event("one")))
    path, gate = large("large.json")
    begun(flow, session, qtbot, path)
    additions.add_text(json.dumps(event("new")), "text")
    additions.add_files([write("more.json", event("more"))])
    additions.choose_files()
    assert flow.said == ["“large.json” is still being read. Add the events when it is there."] * 3
    gate.touch()
    qtbot.waitUntil(lambda: not flow.loading)
    assert ids(session) == ["first", "last"]


def test_nothing_is_added_where_another_file_came_meanwhile(
    additions, flow, opened, host, large, write, qtbot
):
    opened(write("small.json", event("one")))
    additions.add_text(json.dumps(event("new")), "text")
    qtbot.waitUntil(lambda: host.findChildren(AddPreview) != [])
    path, _ = large("large.json")
    flow.open(path)
    host.findChild(AddPreview).accept()
    assert "changed or replaced meanwhile" in flow.said[0]
    assert not flow.modified
    flow.cancel_loading()


def test_a_file_dropped_while_another_is_on_its_way_is_opened(additions, flow, opened, large, write, qtbot):
    opened(write("small.json", event("one")))
    path, _ = large("large.json")
    flow.open(path)
    dropped = write("dropped.json", event("two"))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(dropped))])
    additions.drop(mime)
    qtbot.waitUntil(lambda: flow.document.path == dropped)


def test_nothing_is_added_to_what_is_too_large(additions, flow, opened, write, monkeypatch):
    monkeypatch.setattr(add_flow, "_LARGEST", 10)
    opened(write("small.json", event("one")))
    additions.add_text(json.dumps(event("new")), "text")
    assert "too large to be changed in the window" in flow.said[0]
