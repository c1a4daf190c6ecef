"""The program as it is started: settings, overrides, an interrupt, an escaped exception."""

import json
import logging
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QApplication, QWidget

from timeline_app import bundled
from timeline_app.app.faults import Faults
from timeline_app.app.interrupt import Interrupt
from timeline_app.app.launch import opened_window, settings_path
from timeline_app.app.settings import Settings
from timeline_app.gui.commands import Id
from timeline_app.gui.dialogs.details import DetailsDialog
from timeline_app.gui.flows.second_process import SecondProcess
from timeline_app.gui.session import Session
from timeline_app.render.fonts import load_fonts
from timeline_app.scene.style import DARK, LIGHT

STARTER = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from timeline_app.app import launch, settings

class Told(launch.TimelineWindow):
    def _refresh(self):
        super()._refresh()
        if len(self.session.store) and not self.__dict__.setdefault("told", False):
            self.told = True
            print(len(self.session.store), self.session.style.name, self.session.language.code, flush=True)
            QTimer.singleShot(0, {then})

launch.TimelineWindow = Told
path = Path(sys.argv[1]) if len(sys.argv) > 1 else None
sys.exit(launch.launch(path, language="de", theme="dark"))
"""


def start(tmp_path, *words, then="self.close"):
    """Start the program in a process of its own and return what it said and how it ended."""
    environment = os.environ | {"XDG_CONFIG_HOME": str(tmp_path), "HOME": str(tmp_path)}
    command = [sys.executable, "-c", STARTER.format(then=then), *words]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False)
    return done.returncode, done.stdout.splitlines(), done.stderr


def test_the_program_starts_with_the_bundled_chronology_and_ends(tmp_path):
    code, said, complaints = start(tmp_path)
    assert code == 0, complaints
    assert said[0].endswith("dark de")
    assert int(said[0].split()[0]) >= 13
    kept = (tmp_path / "timeline-app" / "settings.ini").read_text(encoding="utf-8")
    assert "geometry" in kept
    assert "dark" not in kept, "an override is not kept"


def test_the_program_ends_when_the_loop_ends_without_the_window(tmp_path):
    code, _, complaints = start(tmp_path, str(bundled.DEEP_TIME), then="launch.QApplication.quit")
    assert code == 0, complaints
    assert "Destroyed" not in complaints


def test_an_interrupt_closes_the_window(tmp_path):
    kill = "lambda: __import__('os').kill(__import__('os').getpid(), 2)"
    code, _, complaints = start(tmp_path, then=kill)
    assert code == 0, complaints


EARLY = """
import sys
from pathlib import Path
from timeline_app.__main__ import _on_its_way
process = _on_its_way(Path(sys.argv[1]))
loaded = [name for name in ("PySide6", "numpy") if name in sys.modules]
print(type(process).__name__, loaded, any(message.done for message in list(process.messages())))
print(type(_on_its_way(Path(sys.argv[1]))).__name__)
"""


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """Return a file so large that a second process reads it."""
    path = tmp_path_factory.mktemp("large") / "large.json"
    events = [
        {"id": f"e{number}", "title": "E", "when": str(1000 + number), "summary": "word " * 200}
        for number in range(2_100)
    ]
    document = {"format": "timeline", "version": "1.0", "title": "Large", "events": events}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_a_large_file_is_being_read_before_anything_heavy_is_loaded(tmp_path, large):
    environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path)}
    command = [sys.executable, "-c", EARLY, str(large)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=True)
    first, again = done.stdout.splitlines()
    assert first == "SecondProcess [] True"
    assert again in {"PosixPath", "WindowsPath"}, "what the cache knows needs no process"


def test_a_file_that_is_on_its_way_is_opened_by_the_window(qapp, qtbot, tmp_path, large):
    load_fonts()
    window = opened_window(qapp, Session(), Settings(tmp_path / "settings.ini"), SecondProcess(large))
    qtbot.addWidget(window)
    assert window.documents.loading == "large.json"
    assert not window.actions_[Id.ADD].isEnabled()
    titles = []
    window.windowTitleChanged.connect(titles.append)
    qtbot.waitUntil(lambda: not window.documents.loading)
    assert len(window.session.store) == 2_100
    assert window.documents.document.path == large
    assert titles[-1].startswith("Large — ")
    assert all(title.startswith("Large (still being read) — ") for title in titles[:-1])
    window.close()
    assert window.session.store.event(0).title.in_language("en") == "E"
    qapp.setStyleSheet("")


@pytest.fixture
def window(qapp, qtbot, tmp_path):
    load_fonts()
    settings = Settings(tmp_path / "settings.ini")
    settings.override(theme="light")
    made = opened_window(qapp, Session(), settings, None)
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: made.background.idle)
    yield made
    qapp.setStyleSheet("")


def test_a_start_without_a_file_opens_the_bundled_chronology(window):
    assert window.documents.document.path == bundled.DEFAULT_DATASET
    assert window.session.style is LIGHT
    assert window.session.style is not DARK


def test_settings_lie_in_the_user_s_folder(qapp):
    assert settings_path().name == "settings.ini"
    assert settings_path().is_relative_to(Path(os.environ["XDG_CONFIG_HOME"]))


def test_the_first_interrupt_asks_the_window_to_close(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    interrupt = Interrupt(widget)
    try:
        os.kill(os.getpid(), signal.SIGINT)
        qtbot.waitUntil(lambda: not widget.isVisible())
        assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL
    finally:
        interrupt.release()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.fixture
def faults(qapp, qtbot):
    load_fonts()
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    host.activateWindow()
    made = Faults(Session())
    made.host = host
    return made


def escaped(message):
    """Return an exception as a hook is told of it."""
    with pytest.raises(ValueError, match=message) as caught:
        raise ValueError(message)
    return caught.type, caught.value, caught.tb


def dialogs():
    return [dialog for dialog in QApplication.topLevelWidgets() if isinstance(dialog, DetailsDialog)]


def test_an_escaped_exception_is_logged_and_shown_once(faults, qtbot, caplog):
    for number in range(3):
        faults.report(*escaped(f"fault {number}"))
    [dialog] = dialogs()
    assert "fault 0" in dialog._text.toPlainText()
    assert "Traceback" in dialog._text.toPlainText()
    assert len(caplog.records) == 3
    dialog.reject()


def test_an_exception_of_another_thread_is_shown_in_this_one(faults, qtbot, caplog):
    def fail():
        faults.report(*escaped("far away"))

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert dialogs() == []
    qtbot.waitUntil(lambda: len(dialogs()) == 1)
    dialogs()[0].reject()


def test_hooks_are_given_back(faults):
    before = sys.excepthook
    faults.install()
    try:
        assert sys.excepthook == faults.report
    finally:
        faults.uninstall()
        sys.excepthook, installed = before, sys.excepthook
    assert installed is sys.__excepthook__


def test_qt_s_messages_go_to_the_log(faults, caplog):
    before = sys.excepthook
    faults.install()
    try:
        with caplog.at_level(logging.WARNING, logger="qt"):
            qWarning("the sky is falling")
    finally:
        faults.uninstall()
        sys.excepthook = before
    assert "the sky is falling" in caplog.text


def test_nothing_runs_after_the_window_is_closed(window, qtbot):
    window.close()
    assert not window.background._thread.isRunning()
    QTimer.singleShot(0, window.background.close)
    qtbot.wait(1)
