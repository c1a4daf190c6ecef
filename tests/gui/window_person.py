"""A person at a window who does things by dice, and the other programs that write to the same file.

Owns the gestures, the answers to what is asked, and when all has come to rest. What must be true then is
`test_window_machine`'s business.
"""

import json
import logging
import os
import re
import time
from contextlib import suppress
from functools import partial

import numpy as np
from conftest import event, shown
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QPlainTextEdit, QPushButton

from timeline_app.gui.commands import Id
from timeline_app.gui.dialogs.question import Question
from timeline_app.gui.editor.event_editor import EventEditor

WORD = re.compile(r"[Ww]ord\d+x")
"""Each word that is typed, pasted or written elsewhere is one of its own, so that it can be found again."""

_LONGEST_REST = 60.0
_LONGEST_TYPING = 10.0
_LOG = logging.getLogger("person")
_LOG.setLevel(logging.INFO)


class Dice:
    """What happens next; the same seed gives the same again."""

    def __init__(self, seed):
        self._made = np.random.default_rng(seed)

    def below(self, limit):
        return int(self._made.integers(limit))

    def chance(self, share):
        return bool(self._made.random() < share)

    def one_of(self, things):
        return things[self.below(len(things))]


class Person:
    """Works at one window with the files of one folder; `first` is the number of the first word."""

    def __init__(self, dice, make_window, folder, first=0):
        self.dice = dice
        self.make_window = make_window
        self.window = make_window()
        self.folder = folder
        self.file = folder / "a.timeline.json"
        self.words = first
        self.accepted = set()
        self.pressed = []
        self.has_undone = False

    def open_first(self):
        """Open the file, which is made with a few events where there is none."""
        if not self.file.exists():
            self.file.write_bytes(chronology(event("first", "2001"), event("second", "2010-05-06")))
            (self.folder / "b.timeline.json").write_bytes(chronology(event("elsewhere", "1900")))
        self.window.documents.open(self.file)
        self.settle()

    def word(self):
        self.words += 1
        return f"Word{self.words}x"

    def run(self, command):
        """Choose a command in the menu, if it is there to be chosen."""
        action = self.window.actions_[command]
        if QApplication.activeModalWidget() is None and action.isEnabled():
            _LOG.info("run %s", command)
            self.has_undone |= command is Id.UNDO
            action.trigger()

    # What a person does

    def select(self):
        store = self.window.session.store
        if len(store) and QApplication.activeModalWidget() is None:
            self.window.session.select(self.dice.below(len(store)))

    def duplicate(self):
        self.select()
        self.run(Id.DUPLICATE)

    def delete(self):
        self.select()
        if self.dice.chance(0.2):
            self.run(Id.CHOOSE_ALL)
        self.run(Id.DELETE)

    def undo(self):
        for _ in range(self.dice.one_of((1, 1, 2, 5))):
            self.run(Id.UNDO)

    def redo(self):
        self.run(Id.REDO)

    def save(self):
        self.run(Id.SAVE)

    def save_as(self):
        self.run(Id.SAVE_AS)

    def look_at_versions(self):
        self.run(Id.VERSIONS)

    def begin_event(self):
        self.run(Id.NEW_EVENT)

    def begin_event_on_the_canvas(self):
        if QApplication.activeModalWidget() is None:
            _LOG.info("double click")
            self.window.canvas.new_event_wanted.emit("1999-05", "")

    def edit_event(self):
        self.select()
        self.run(Id.EDIT_EVENT)

    def change_category(self):
        self.select()
        self.run(Id.CHANGE_CATEGORY)

    def change_tags_of_all(self):
        self.run(Id.CHOOSE_ALL)
        self.run(Id.CHANGE_TAGS)

    def drag_a_date(self):
        session = self.window.session
        if session.selected is not None and session.editable and QApplication.activeModalWidget() is None:
            event_id = session.store.event(session.selected).id
            _LOG.info("drag the date of %s", event_id)
            self.window.canvas.edges.date_wanted.emit(event_id, str(1900 + self.dice.below(100)), "")

    def paste(self):
        store = self.window.session.store
        new = [event(self.word().lower()) for _ in range(self.dice.one_of((1, 1, 3)))]
        if len(store) and self.dice.chance(0.5):
            clashing = store.event(self.dice.below(len(store))).id
            new.append(event(clashing, "1815", title=self.word()))
        QGuiApplication.clipboard().setText(json.dumps(new))
        self.run(Id.PASTE)

    def look_elsewhere(self):
        moves = (Id.ZOOM_IN, Id.ZOOM_OUT, Id.FIT_ALL, Id.BACK, Id.NEXT_EVENT)
        looks = (Id.GERMAN, Id.ENGLISH, Id.THEME_DARK, Id.THEME_LIGHT)
        self.run(self.dice.one_of((*moves, *looks)))

    def open_another(self):
        if QApplication.activeModalWidget() is None:
            name = self.dice.one_of(("a.timeline.json", "b.timeline.json", "none.json"))
            _LOG.info("open %s", name)
            self.window.documents.open(self.folder / name)

    # What other programs do

    @property
    def current(self):
        """Return the file of what is open."""
        document = self.window.documents.document
        return document.path if document is not None and document.path is not None else self.file

    def write_elsewhere(self):
        """Have another program save the file: in place, in two halves, or by a new file in its place."""
        path = self.current
        content = self._changed(path)
        if content is None:
            return
        way = self.dice.one_of(("renamed", "halves", "in place"))
        _LOG.info("saved elsewhere: %s", way)
        if way == "renamed":
            new = path.with_name(".new.swp")
            new.write_bytes(content)
            new.replace(path)
            return
        if way == "halves":
            path.write_bytes(content[: len(content) // 2])
            QTest.qWait(self.dice.below(80))
        path.write_bytes(content)

    def _changed(self, path):
        with suppress(OSError, ValueError):
            top = json.loads(path.read_bytes())
            events = top["events"]
            way = self.dice.below(4) if events else 3
            if way == 0:
                events.pop(self.dice.below(len(events)))
            elif way == 3:
                events.append(event(self.word().lower(), "1666"))
            else:
                key, value = ("title", self.word()) if way == 1 else ("when", str(1500 + self.dice.below(99)))
                self.dice.one_of(events)[key] = value
            return json.dumps(top, indent=2).encode()
        return None

    def spoil(self):
        """Put something that is no chronology in the place of the file, and then the file again."""
        path = self.current
        if not path.is_file():
            return
        away = path.with_name("away")
        path.rename(away)
        name = self.dice.one_of(list(SPOILT))
        _LOG.info("spoilt: %s", name)
        SPOILT[name](path, away)
        QTest.qWait(self.dice.below(100))
        if self.dice.chance(0.5):
            self.settle()
        if path.is_dir():
            path.rmdir()
        away.replace(path)

    # What is asked

    def answer(self, dialog):
        match dialog:
            case EventEditor():
                # What was typed is on its way into the document: nobody can type then.
                if not dialog._is_waiting:
                    self._write(dialog)
            case QFileDialog():
                self._name(dialog)
            case _:
                for line in dialog.findChildren(QLineEdit):
                    if line.isVisible() and line.isEnabled() and self.dice.chance(0.7):
                        QTest.keyClicks(line, self.word())
                self._press_a_button(dialog)

    def _press_a_button(self, dialog):
        buttons = [one for one in dialog.findChildren(QPushButton) if one.isVisible() and one.isEnabled()]
        button = self.dice.one_of(buttons)
        _LOG.info("%s: %s", type(dialog).__name__, button.text())
        self.pressed.append(button.text())
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def _name(self, dialog):
        if self.dice.chance(0.3):
            dialog.reject()
            return
        # Whether a file may be written over is asked by Qt, and waited for.
        dialog.fileSelected.emit(str(self.folder / f"{self.word()}.timeline.json"))
        QDialog.done(dialog, QDialog.DialogCode.Accepted)

    def _write(self, editor):
        """Type a word into the title of an event; take it, or throw it away, or think again."""
        fields = (*editor.findChildren(QLineEdit), *editor.findChildren(QPlainTextEdit))
        named = (one for one in fields if one.accessibleName().startswith(("Title", "Titel")))
        title = next(one for one in named if one.isVisible())
        word = self.word()
        _LOG.info("type %s", word)
        QTest.keyClicks(title, word)
        QTest.qWait(self.dice.below(300))
        if self.dice.chance(0.8):
            editor.accepted.connect(partial(self.accepted.add, word))
            until = time.monotonic() + _LONGEST_TYPING
            while time.monotonic() < until and not (editor.draft.is_checked and not editor.draft.is_valid):
                QTest.mouseClick(editor._put, Qt.MouseButton.LeftButton)
                QTest.qWait(10)
                if QApplication.activeModalWidget() is not editor or editor._says.text() != editor._calm:
                    break
        if QApplication.activeModalWidget() is editor:
            editor.reject()
            if question := shown(editor, Question):
                self._press_a_button(question)

    # Rest

    def settle(self):
        """Wait until nothing is on its way, and answer what is asked."""
        self.window.documents._reloading.look_soon()
        until = time.monotonic() + _LONGEST_REST
        quiet = 0
        while quiet < 3:
            assert time.monotonic() < until, "it never comes to rest"
            dialog = QApplication.activeModalWidget()
            if dialog is not None:
                self.answer(dialog)
            quiet = quiet + 1 if dialog is None and not self.is_busy else 0
            QTest.qWait(5)

    @property
    def is_busy(self):
        """Tell whether anything is on its way."""
        window = self.window
        documents, reloading = window.documents, window.documents._reloading
        return (
            not all(one.idle for one in (window.background, *window.background._beside))
            or documents.edits._is_pending
            or bool(documents.loading)
            or reloading._is_looking
            or reloading._pause.isActive()
        )


def chronology(*events):
    document = {"format": "timeline", "version": "1.0", "title": "T", "sources": [], "events": list(events)}
    return json.dumps(document, indent=2).encode()


SPOILT = {
    "gone": lambda _path, _away: None,
    "empty": lambda path, _away: path.write_bytes(b""),
    "folder": lambda path, _away: path.mkdir(),
    "json lines": lambda path, _away: path.write_bytes(
        b'{"format": "timeline", "version": "1.0"}\n{"id": "l"}\n'
    ),
    "utf-16": lambda path, away: path.write_bytes(away.read_text(encoding="utf-8").encode("utf-16")),
    "half": lambda path, away: path.write_bytes(away.read_bytes()[: away.stat().st_size // 2]),
    "link": lambda path, away: path.symlink_to(away),
    "circle of links": lambda path, _away: path.symlink_to(path),
    "pipe": lambda path, _away: os.mkfifo(path),
}
