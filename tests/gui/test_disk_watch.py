"""What the watch tells of a file, with nothing but the system's word for it, and of rounds without that."""

import pytest
from PySide6.QtCore import QObject

from timeline_app.gui.flows.disk_watch import DiskWatch


@pytest.fixture
def watch(qapp, monkeypatch):
    monkeypatch.setattr("timeline_app.gui.flows.disk_watch._ROUND_MS", 3_600_000)
    owner = QObject()
    made = DiskWatch(owner)
    made.said = []
    made.written.connect(lambda: made.said.append("written"))
    made.due.connect(lambda: made.said.append("due"))
    yield made
    made.stop()


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "case" / "a.json"
    made.parent.mkdir()
    made.write_text("one")
    return made


def heard(watch, qtbot, *wanted):
    """Wait until something of what is wanted has been told."""
    qtbot.waitUntil(lambda: bool({*wanted} & {*watch.said}))
    qtbot.wait(20)
    watch.said.clear()


def test_each_way_of_writing_is_told(watch, path, qtbot):
    places = {str(path), str(path.parent)}
    assert watch.watch(places)
    assert not watch.watch(places)
    path.write_text("two")
    heard(watch, qtbot, "written")
    new = path.with_name("new")
    new.write_text("three")
    heard(watch, qtbot, "due")
    new.replace(path)
    heard(watch, qtbot, "due")
    assert watch.watch(places, anew=True)
    path.unlink()
    heard(watch, qtbot, "due")
    assert not watch.watch(places)
    path.write_text("four")
    heard(watch, qtbot, "due")
    assert watch.watch(places)
    path.write_text("five")
    heard(watch, qtbot, "written")


def test_a_file_that_took_a_name_over_is_watched_though_the_old_one_is_still_open(watch, path, qtbot):
    places = {str(path)}
    watch.watch(places)
    with path.open("rb"):
        new = path.with_name("new")
        new.write_text("two")
        new.replace(path)
        heard(watch, qtbot, "written")
        assert watch.watch(places, anew=True)
        path.write_text("three")
        heard(watch, qtbot, "written")


def test_what_is_no_longer_wanted_is_told_no_more(watch, path, qtbot):
    watch.watch({str(path), str(path.parent)})
    watch.watch({str(path.parent.parent)})
    path.write_text("two")
    qtbot.wait(50)
    assert watch.said == []
    watch.stop()
    path.parent.rename(path.parent.with_name("moved"))
    qtbot.wait(50)
    assert watch.said == []


def test_rounds_come_while_anything_is_watched(watch, path, qtbot):
    watch._rounds.setInterval(10)
    watch.watch({str(path)})
    heard(watch, qtbot, "due")
    heard(watch, qtbot, "due")
    watch.stop()
    watch.said.clear()
    qtbot.wait(40)
    assert watch.said == []


def test_what_cannot_be_read_is_tried_again_without_a_word(watch, path, qtbot):
    """Qt would write to the terminal of each try, and there is one every two seconds."""
    places = {str(path), str(path.parent)}
    path.unlink()
    path.symlink_to(path)
    assert watch.watch(places)
    assert not watch.watch(places)
    path.unlink()
    path.write_text("one")
    assert watch.watch(places)
    path.write_text("two")
    heard(watch, qtbot, "written")
