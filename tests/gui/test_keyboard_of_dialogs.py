"""Every dialog that a command opens: each control has a name, Tab reaches all of them, Escape closes it."""

import json

import pytest
from conftest import event
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

from timeline_app.gui.commands import Id

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
)
DIALOGS = (
    Id.NEW,
    Id.EXPORT,
    Id.NEW_EVENT,
    Id.EDIT_EVENT,
    Id.CHANGE_CATEGORY,
    Id.CHANGE_TAGS,
    Id.CHANGE_IMPORTANCE,
    Id.PROBLEMS,
    Id.VERSIONS,
    Id.PASTE,
    Id.KEYS,
    Id.ABOUT,
)


@pytest.fixture
def full(window, idle, tmp_path):
    """Return the window with a file that has something for every dialog, and an earlier version."""
    path = tmp_path / "full.json"
    words = [{"source": "book", "exact": "In 2001 it began."}]
    events = [
        event("a", "2001", category="law", tags=["x"], excerpts=words),
        event("b", "soon"),
        event("c", "2002"),
    ]
    top = {"format": "timeline", "version": "1.0", "title": {"en": "T", "de": "T"}, "events": events}
    top |= {"sources": [{"id": "book", "title": "Book"}], "categories": [{"id": "law", "label": "Law"}]}
    path.write_text(json.dumps(top, indent=2), encoding="utf-8")
    window.documents.open(path)
    idle()
    window.session.select(window.session.store.row_of("a"))
    window.run(Id.DUPLICATE)
    idle()
    window.run(Id.SAVE)
    idle()
    QApplication.clipboard().setText(json.dumps([event("d", "2003-01-01"), event("c", "2004")]))
    window.session.select(window.session.store.row_of("a"))
    return window


def opened(window, command, qtbot):
    """Return the dialog that a command opens, with the keyboard in it."""
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    window.run(command)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QDialog))
    dialog = QApplication.activeModalWidget()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() in dialog.findChildren(QWidget))
    qtbot.waitUntil(lambda: window.background.idle)
    return dialog


def controls(dialog):
    """Return the controls that a person can use now, without the parts that controls are made of."""
    return [
        control
        for kind in CONTROLS
        for control in dialog.findChildren(kind)
        if control.isVisible()
        and control.isEnabled()
        and not isinstance(control, QScrollBar)
        and control.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(control.parent(), (QComboBox, QAbstractSpinBox))
    ]


def is_named(control, dialog):
    says = isinstance(control, QAbstractButton) and control.text()
    return bool(control.accessibleName() or says or control in labelled(dialog))


def labelled(dialog):
    return {label.buddy() for label in dialog.findChildren(QLabel)}


def reached_by_tab(dialog):
    """Return what has the keyboard, one after the other, until it comes round."""
    reached = []
    while (focused := QApplication.focusWidget()) not in reached:
        reached.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    return reached


def is_grouped(control):
    """Tell whether the arrow keys lead to it from its neighbours."""
    return isinstance(control, QAbstractButton) and control.group() is not None


@pytest.mark.parametrize("command", DIALOGS, ids=lambda command: command.value)
def test_a_dialog_needs_no_mouse(full, qtbot, command):
    dialog = opened(full, command, qtbot)
    assert dialog.windowTitle()
    assert [control for control in controls(dialog) if not is_named(control, dialog)] == []
    reached = reached_by_tab(dialog)
    assert [one for one in controls(dialog) if one not in reached and not is_grouped(one)] == []
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is None
