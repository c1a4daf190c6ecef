"""What the tests of the window share: fonts, settings in a folder of their own, small files, the window."""

import json
import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from timeline_app.app.settings import Settings
from timeline_app.dataset.reading.reader import read_document
from timeline_app.gui.appearance import Appearance
from timeline_app.gui.background import Background
from timeline_app.gui.commands import Id
from timeline_app.gui.flows import reading, second_process
from timeline_app.gui.session import Session
from timeline_app.gui.window import TimelineWindow
from timeline_app.render.fonts import load_fonts


@pytest.fixture(autouse=True)
def released(qapp):
    """Let go of what a gesture held: the platform remembers keys and the last of a double click."""
    yield
    for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
        QTest.mouseRelease(QWidget(), button)


@pytest.fixture
def fonts(qapp):
    load_fonts()


@pytest.fixture
def settings(qapp, tmp_path):
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def session(fonts):
    return Session()


@pytest.fixture
def background(qapp):
    made = Background()
    yield made
    made.close()


@pytest.fixture
def host(qtbot, fonts):
    """A plain window for the dialogs of a flow to belong to."""
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def event(identity, when="2020", **more):
    """Return an event as it stands in a file."""
    return {"id": identity, "title": identity.capitalize(), "when": when, **more}


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a chronology with some events and returns its path."""

    def written(name, *events):
        path = tmp_path / name
        document = {
            "format": "timeline",
            "version": "1.0",
            "title": {"en": f"About {name}", "de": f"Über {name}"},
            "sources": [],
            "events": list(events),
        }
        path.write_text(json.dumps(document, indent=2), encoding="utf-8")
        return path

    return written


@pytest.fixture
def window(qapp, qtbot, session, settings):
    appearance = Appearance(qapp, session, settings, session)
    made = TimelineWindow(session, settings, appearance)
    made.canvas.navigator.animated = False
    qtbot.addWidget(made, before_close_func=lambda closing: setattr(closing, "_leaving", True))
    made.show()
    yield made
    appearance.choose_language("en")
    qapp.setStyleSheet("")


@pytest.fixture
def idle(window, qtbot):
    """Return a function that waits until nothing is read or written."""
    return lambda: qtbot.waitUntil(lambda: window.background.idle)


@pytest.fixture
def settled(window, qtbot):
    """Return a function that waits until nothing is on its way, in no thread and between none."""

    def is_calm():
        backgrounds = (window.background, *window.background._beside)
        return not window.documents.loading and all(background.idle for background in backgrounds)

    def wait():
        calm = 0
        while calm < 4:
            # One job's answer may start the next: a single look may fall between them.
            qtbot.wait(2)
            calm = calm + 1 if is_calm() else 0

    return wait


@pytest.fixture
def small(window, idle, write):
    """Return the window with a file of two events of its own."""
    window.documents.open(write("small.timeline.json", event("first", "2001"), event("second", "2010-05-06")))
    idle()
    return window


def shown(window, kind):
    """Return the dialog of a kind that is open, None where none is."""
    return next((dialog for dialog in window.findChildren(kind) if dialog.isVisible()), None)


def click(dialog, text):
    """Click the button of a dialog that says a text."""
    button = next(b for b in dialog.findChildren(QPushButton) if b.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def paste(window, value):
    """Paste a text, or a value as JSON."""
    QGuiApplication.clipboard().setText(value if isinstance(value, str) else json.dumps(value))
    window.run(Id.PASTE)


def prepared(columns, path, _cache):
    """Return the document of a column file, which is a small dataset here."""
    document = read_document(columns)
    dataset = replace(document.dataset, name=path.name, complete="early" not in columns.name)
    return replace(document, path=path, dataset=dataset)


PROGRAM = """
import sys, time
from pathlib import Path
for step in sys.argv[1:]:
    if step.startswith("wait "):
        while not Path(step[5:]).exists():
            time.sleep(0.005)
    elif step.startswith("exit "):
        sys.exit(int(step[5:]))
    else:
        print(step, flush=True)
"""


@pytest.fixture
def prepares(monkeypatch):
    """Return a function that says what the second process does for a file, in place of the real program.

    A step is a message, or text: "wait PATH" for a file, "exit CODE", or a line of any kind. What is named as
    a column file is read as a dataset; that of the first events has "early" in its name.
    """
    steps = {}

    def command(path):
        return [sys.executable, "-S", "-c", PROGRAM, *steps[path.name]]

    def prepare(path, *lines):
        steps[path.name] = [line if isinstance(line, str) else json.dumps(line) for line in lines]

    monkeypatch.setattr(second_process, "command", command)
    monkeypatch.setattr(reading, "open_prepared", prepared)
    return prepare
