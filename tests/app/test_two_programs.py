"""Two running programs with one file: the second is told, and nobody saves over what he has not seen."""

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from timeline_app.app.launch import opened_window
from timeline_app.app.settings import Settings
from timeline_app.dataset.reading.reader import read_document
from timeline_app.gui.commands import Id
from timeline_app.gui.dialogs.question import Question
from timeline_app.gui.session import Session
from timeline_app.render.fonts import load_fonts

OTHER = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from timeline_app.app import launch
from timeline_app.gui.commands import Id

class Driven(launch.TimelineWindow):
    def __init__(self, *parts):
        super().__init__(*parts)
        self.steps = [self.say_open, self.edit, self.save, self.say_saved]
        QTimer(self, interval=5, timeout=self.drive).start()

    def drive(self):
        busy = (self.background, self._journal._background)
        is_open = self.documents.document is not None and not self.documents.loading
        if self.steps and is_open and all(one.idle for one in busy) and self.steps[0]() is not False:
            self.steps.pop(0)

    def say_open(self):
        print("open", self._notices.isVisible(), flush=True)

    def edit(self):
        if not Path(sys.argv[2]).exists():
            return False
        self.session.select(0)
        self.run(Id.DUPLICATE)

    def save(self):
        if not self.documents.modified or self.documents.edits.is_running:
            return False
        self.run(Id.SAVE)

    def say_saved(self):
        if self.documents.modified:
            return False
        print("saved", flush=True)

launch.TimelineWindow = Driven
sys.exit(launch.launch(Path(sys.argv[1])))
"""


@pytest.fixture(autouse=True)
def own_state(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def other(tmp_path, path):
    """Another program that has opened the file; it edits and saves when there is a file "go"."""
    environment = os.environ | {"XDG_CONFIG_HOME": str(tmp_path / "other")}
    command = [sys.executable, "-c", OTHER, str(path), str(tmp_path / "go")]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert program.stdout.readline() == "open False\n", "who opens a file first is told nothing"
    yield program
    program.kill()
    program.wait()
    program.stdout.close()


@pytest.fixture
def window(qapp, qtbot, tmp_path, path, other):
    load_fonts()
    made = opened_window(qapp, Session(), Settings(tmp_path / "settings.ini"), path)
    qtbot.addWidget(made, before_close_func=lambda closing: setattr(closing, "_leaving", True))
    made.show()
    quiet = (made.background, made._journal._background)
    qtbot.waitUntil(lambda: made.documents.document is not None and all(one.idle for one in quiet))
    yield made
    qapp.setStyleSheet("")


def test_the_second_is_told_and_asked_before_saving_over_what_the_first_has_saved(
    window, other, path, tmp_path, qtbot
):
    assert window._notices.isVisible()
    assert window._notices._message.text().startswith("“shared.timeline.json” is open in another window")
    # Else the window would see what the other saves, and put both together before it is saved.
    window.documents._reloading._stop()
    (tmp_path / "go").touch()
    assert other.stdout.readline() == "saved\n"
    saved = path.read_bytes()
    assert len(read_document(path).dataset.store) == 3
    window.session.select(1)
    window.run(Id.DELETE)
    qtbot.waitUntil(lambda: window.background.idle and len(window.session.store) == 1)
    window.run(Id.SAVE)
    qtbot.waitUntil(lambda: any(question.isVisible() for question in window.findChildren(Question)))
    question = next(question for question in window.findChildren(Question) if question.isVisible())
    assert question.findChild(QLabel).text() == "“shared.timeline.json” was changed by another program."
    assert path.read_bytes() == saved
    cancel = next(button for button in question.findChildren(QPushButton) if button.text() == "Cancel")
    QTest.mouseClick(cancel, Qt.MouseButton.LeftButton)
    assert path.read_bytes() == saved
    assert window.documents.modified
