"""The real program, killed while it edits: all that was kept comes back, exactly and only when asked for."""

import hashlib
import os
import secrets
import signal
import subprocess
import sys
import time

import pytest

from timeline_app.dataset.editing.edits import DuplicateEvent
from timeline_app.dataset.editing.history import History
from timeline_app.dataset.keeping.restoring import journals_to_offer, restored
from timeline_app.dataset.reading.reader import document_from_bytes

DRIVER = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from timeline_app.app import launch
from timeline_app.gui.commands import Id
from timeline_app.gui.dialogs.restore import RestoreDialog

class Driven(launch.TimelineWindow):
    def __init__(self, *parts):
        super().__init__(*parts)
        self.done = 0
        QTimer(self, interval=5, timeout=self.drive).start()

    def is_quiet(self):
        busy = (self.background, self._journal._background)
        is_open = self.documents.document is not None and not self.documents.loading
        return is_open and self.documents.edits._is_pending is False and all(one.idle for one in busy)

    def say(self, *words):
        print(*words, flush=True)

{drive}

launch.TimelineWindow = Driven
sys.exit(launch.launch(Path(sys.argv[1])))
"""

EDITS = """
    def drive(self):
        if self.is_quiet():
            self.say(self.done)
            self.done += 1
            self.session.select(0)
            self.run(Id.DUPLICATE)
"""

SAVES = """
    def drive(self):
        if self.is_quiet():
            self.say(self.done)
            self.done += 1
            if self.done % 4 == 0:
                self.run(Id.SAVE)
            else:
                self.session.select(0)
                self.run(Id.DUPLICATE)
"""

RESTORES = """
    def drive(self):
        dialog = next(iter(self.findChildren(RestoreDialog)), None)
        if dialog is not None and not self.done:
            self.done = 1
            buttons = {button.text(): button for button in dialog.findChildren(QPushButton)}
            QTest.mouseClick(buttons["Restore"], Qt.MouseButton.LeftButton)
        elif self.done and dialog is None and self.is_quiet():
            self.say(self.documents.document.dataset.sha256, self.isWindowModified())
            os._exit(0)
"""


@pytest.fixture
def start(tmp_path, path):
    """Return a function that starts the program with what drives it; what still runs ends with the test."""
    environment = os.environ | {"XDG_STATE_HOME": str(tmp_path / "state"), "XDG_CONFIG_HOME": str(tmp_path)}
    started = []

    def run(drive):
        command = [sys.executable, "-c", DRIVER.replace("{drive}", drive), str(path)]
        program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        started.append(program)
        return program

    yield run
    for program in started:
        program.kill()
        program.wait()
        program.stdout.close()


def wait_for(program, wanted):
    """Read what a program says up to a line."""
    for line in program.stdout:
        if line.strip() == wanted:
            return
    pytest.fail(f"the program ended before it said {wanted!r}")


def kill(program):
    """Kill a program, and return the last number that it said."""
    program.send_signal(signal.SIGKILL)
    said = [line for line in program.stdout.read().split("\n")[:-1] if line]
    program.wait()
    return int(said[-1]) if said else None


def contents(first, edits):
    """Return what the document holds after each number of edits."""
    history = History.opened(document_from_bytes(first, "F"))
    found = [history.document.data]
    for _ in range(edits):
        first = history.document.dataset.store.event(0).id
        history = history.do(DuplicateEvent.of(history.document, first))
        found.append(history.document.data)
    return found


def only_journal(tmp_path):
    (found,) = journals_to_offer(tmp_path / "state" / "timeline-app" / "journal")
    return found


def test_after_a_kill_the_next_start_offers_what_was_not_saved_and_restores_it_exactly(start, path, tmp_path):
    before = path.read_bytes()
    program = start(EDITS)
    wait_for(program, "3")
    kill(program)
    lost = restored(only_journal(tmp_path), before)
    again = start(RESTORES)
    assert again.stdout.read().split() == [hashlib.sha256(lost.content).hexdigest(), "True"]
    assert again.wait() == 0
    assert path.read_bytes() == before
    # That program was ended without closing its window too: its journal holds the same.
    assert restored(only_journal(tmp_path), before).content == lost.content


@pytest.mark.parametrize("instant", range(int(os.environ.get("TIMELINE_TEST_KILLS", "2"))))
def test_at_any_instant_all_comes_back_but_what_was_under_way(start, path, tmp_path, instant):
    first = path.read_bytes()
    program = start(SAVES)
    wait_for(program, "1")
    time.sleep(secrets.randbelow(500) / 1000)
    done = kill(program) or 1
    on_disk = path.read_bytes()
    # Each fourth step is a save.
    edits = done - done // 4, done + 1 - (done + 1) // 4
    versions = contents(first, edits[1])
    assert on_disk in versions, "the file is neither the old one nor the new one"
    found = journals_to_offer(tmp_path / "state" / "timeline-app" / "journal")
    last = restored(found[0], on_disk).content if found else on_disk
    assert last in (versions[edits[0]], versions[edits[1]])
