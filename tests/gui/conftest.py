"""What the tests of the window's flows share: fonts, settings in a folder of their own, small files."""

import json

import pytest
from PySide6.QtWidgets import QWidget

from timeline_app.app.settings import Settings
from timeline_app.gui.background import Background
from timeline_app.gui.session import Session
from timeline_app.render.fonts import load_fonts


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
