"""The whole window: commands, flows and dialogs by real gestures."""

import json

import pytest
from conftest import click, event, paste, shown
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl, qVersion
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QLineEdit

from timeline_app import __version__, bundled
from timeline_app.core.language import LANGUAGES
from timeline_app.gui.commands import Id, Menu, commands
from timeline_app.gui.dialogs.add_preview import AddPreview
from timeline_app.gui.dialogs.export_dialog import ExportDialog
from timeline_app.gui.dialogs.problems import ProblemsDialog
from timeline_app.gui.dialogs.question import Question
from timeline_app.gui.frame import notice_bar
from timeline_app.gui.preferences import Theme
from timeline_app.gui.window import TimelineWindow
from timeline_app.scene.style import DARK, LIGHT


@pytest.fixture
def chronology(window, idle):
    window.documents.open(bundled.DEFAULT_DATASET)
    idle()
    return window


def drop(window, mime):
    """Drag something over the window and drop it; return whether it was taken."""
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    # Qt 6.12 takes the place as QPointF and warns of QPoint, which alone is known before.
    place = QPointF(300, 300) if qVersion() >= "6.12" else QPoint(300, 300)
    entering = QDragEnterEvent(place, copy, mime, left, none)
    entering.ignore()
    QApplication.sendEvent(window, entering)
    if entering.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(300, 300), copy, mime, left, none))
    return entering.isAccepted()


def files(*paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def test_the_bundled_chronology_fills_the_window(chronology):
    assert chronology.windowTitle() == "Xiaomi’s factories — Timeline[*]"
    assert len(chronology.session.store) >= 13
    assert chronology.canvas.isVisible()
    assert chronology.canvas.hasFocus() or not chronology.isActiveWindow()
    assert chronology.size().width() == 1280


def test_an_empty_window_invites(window, idle, write):
    assert not window.canvas.isVisible()
    window.documents.open(write("none.json"))
    idle()
    assert not window.canvas.isVisible()


@pytest.mark.parametrize("code", ["en", "de"])
def test_alt_and_a_letter_of_its_own_open_each_menu(window, code):
    window.actions_.set_language(LANGUAGES[code])
    titles = [action.text() for action in window.menuBar().actions()]
    letters = {QKeySequence.mnemonic(title).toString() for title in titles}
    assert "" not in letters
    assert len(letters) == len(titles)


def test_every_command_has_an_effect_a_menu_and_a_text(window):
    for command in commands(window.session.language):
        action = window.actions_[command.id]
        assert action.text() == command.text
        assert action in window.actions_.menu(command.menu).actions()
        assert [key.toString() for key in action.shortcuts()] == [
            QKeySequence(key).toString() for key in command.keys
        ]
        assert command.id in window._effects


def test_commands_are_enabled_when_their_needs_are_met(window, idle, write):
    assert not window.actions_[Id.EXPORT].isEnabled()
    assert window.actions_[Id.ADD].isEnabled()
    assert window.actions_[Id.OPEN].isEnabled()
    window.documents.open(write("a.json", event("one")))
    assert not window.actions_[Id.ADD].isEnabled(), "while it is read"
    idle()
    assert window.actions_[Id.EXPORT].isEnabled()
    assert window.actions_[Id.ADD].isEnabled()
    assert not window.actions_[Id.COPY_CITATION].isEnabled()
    window.session.select(0)
    assert window.actions_[Id.COPY_CITATION].isEnabled()
    assert not window.actions_[Id.SAVE].isEnabled()
    paste(window, event("two"))
    idle()
    shown(window, AddPreview).accept()
    assert window.actions_[Id.SAVE].isEnabled()


@pytest.mark.parametrize(
    ("key", "moved"),
    [("+", True), ("-", True), ("F", False), ("Alt+Down", False), ("]", False)],
)
def test_keys_reach_the_canvas_s_commands(chronology, qtbot, key, moved):
    chronology.activateWindow()
    chronology.canvas.setFocus()
    before = chronology.session.viewport
    QTest.keySequence(chronology.canvas, QKeySequence(key))
    assert (chronology.session.viewport != before) is moved
    assert (chronology.session.selected is not None) is (key in ("Alt+Down", "]"))


def test_views_are_gone_back_to(chronology):
    whole = chronology.session.viewport
    chronology.session.select(3)
    chronology.run(Id.FIT_SELECTION)
    near = chronology.session.viewport
    assert near != whole
    chronology.run(Id.BACK)
    assert chronology.session.viewport == whole
    chronology.run(Id.FORWARD)
    assert chronology.session.viewport == near


def test_escape_shows_the_list(chronology):
    chronology.session.select(3)
    chronology.run(Id.SHOW_LIST)
    assert chronology.session.selected is None


def test_opening_keeps_what_is_open_when_it_fails(small, idle, tmp_path):
    small.documents.open(tmp_path / "missing.json")
    idle()
    assert len(small.session.store) == 2
    assert small._notices.isVisible()
    assert small.windowTitle().startswith("About small")


def test_problems_of_a_file_are_listed_and_copied(window, idle, write):
    path = write("bad.json", event("good"), event("bad", "2025-13"), event("worse", "soon"))
    window.documents.open(path)
    idle()
    window.run(Id.PROBLEMS)
    dialog = shown(window, ProblemsDialog)
    click(dialog, "Copy")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) >= 2
    assert all(line.startswith(f"{path}:") for line in lines)
    click(dialog, "Close")


def test_pasted_events_are_shown_then_taken_then_saved(small, idle, qtbot):
    paste(small, [event("third", "2020-02"), event("fourth", "1990")])
    idle()
    preview = shown(small, AddPreview)
    assert preview.windowTitle() == "Add 2 events?"
    assert len(small.session.store) == 2, "nothing is taken before it is agreed to"
    click(preview, "Add")
    assert len(small.session.store) == 4
    assert small.session.store.event(small.session.selected).id == "third"
    assert small.isWindowModified()
    span = small.session.store.span_of(small.session.selected)
    assert small.session.viewport.span.start <= span.start
    assert span.end <= small.session.viewport.span.end
    small.run(Id.SAVE)
    qtbot.waitUntil(lambda: not small.isWindowModified())
    saved = json.loads(small.documents.document.path.read_text(encoding="utf-8"))
    assert [one["id"] for one in saved["events"]] == ["first", "second", "third", "fourth"]


def test_events_are_not_added_to_another_chronology_than_they_were_checked_for(small, idle, write):
    paste(small, event("third"))
    idle()
    preview = shown(small, AddPreview)
    small.documents.open(write("other.json", event("other")))
    idle()
    click(preview, "Add")
    assert len(small.session.store) == 1
    assert not small.isWindowModified()
    assert small._notices.isVisible()


def test_events_begin_a_chronology_where_none_is_open(window, idle, qtbot, tmp_path):
    paste(window, event("first"))
    idle()
    click(shown(window, AddPreview), "Add")
    assert len(window.session.store) == 1
    window.run(Id.SAVE)
    target = shown(window, QFileDialog)
    target.selectFile(str(tmp_path / "begun"))
    target.accept()
    qtbot.waitUntil(lambda: not window.isWindowModified())
    saved = json.loads((tmp_path / "begun.timeline.json").read_text(encoding="utf-8"))
    assert saved["title"] == "Untitled"
    assert [one["id"] for one in saved["events"]] == ["first"]


def test_cancelling_the_preview_adds_nothing(small, idle):
    paste(small, event("third"))
    idle()
    click(shown(small, AddPreview), "Cancel")
    assert len(small.session.store) == 2
    assert not small.isWindowModified()


@pytest.mark.parametrize("text", ["{", "[1]", '{"id": "third"}', "plain words", '[{"id":"x"}]'])
def test_what_cannot_be_added_is_refused_with_reasons(small, idle, text):
    paste(small, text)
    idle()
    dialog = shown(small, ProblemsDialog)
    assert dialog.windowTitle() == "Nothing was added"
    assert len(small.session.store) == 2
    dialog.reject()


def test_ids_that_are_given_twice_name_both_places(small, idle):
    paste(small, [event("third"), event("third", "1990")])
    idle()
    dialog = shown(small, ProblemsDialog)
    click(dialog, "Copy")
    assert "clipboard:1:" in QGuiApplication.clipboard().text()
    assert len(small.session.store) == 2
    dialog.reject()


def test_an_empty_clipboard_is_said(small):
    QGuiApplication.clipboard().clear()
    small.run(Id.PASTE)
    assert small._notices.isVisible()


def test_files_are_added_by_the_dialog(small, idle, tmp_path, qtbot):
    for name in ("x", "y"):
        (tmp_path / f"{name}.json").write_text(json.dumps(event(name)), encoding="utf-8")
    small.run(Id.ADD)
    dialog = shown(small, QFileDialog)
    dialog.setDirectory(str(tmp_path))
    line = dialog.findChild(QLineEdit)
    line.setText('"x.json" "y.json"')
    dialog.accept()
    qtbot.waitUntil(lambda: shown(small, AddPreview) is not None)
    click(shown(small, AddPreview), "Add")
    assert len(small.session.store) == 4


def test_one_dropped_file_may_be_opened_or_added(small, idle, write):
    other = write("other.json", event("other"))
    assert drop(small, files(other))
    click(shown(small, Question), "Add to This Chronology")
    idle()
    click(shown(small, AddPreview), "Cancel")
    assert drop(small, files(other))
    click(shown(small, Question), "Open")
    idle()
    assert small.windowTitle().startswith("About other.json")


def test_a_file_dropped_on_an_empty_window_is_opened(window, idle, write):
    assert drop(window, files(write("a.json", event("one"))))
    idle()
    assert len(window.session.store) == 1


def test_several_dropped_files_are_added_in_one_step(small, idle, write):
    assert drop(small, files(write("a.json", event("a")), write("b.json", event("b"))))
    idle()
    assert shown(small, AddPreview).windowTitle() == "Add 2 events?"
    click(shown(small, AddPreview), "Add")
    assert len(small.session.store) == 4


def test_several_files_are_all_or_nothing(small, idle, write):
    assert drop(small, files(write("a.json", event("a")), write("b.json", event("b", "2025-13"))))
    idle()
    shown(small, ProblemsDialog).reject()
    assert len(small.session.store) == 2


def test_dropped_text_is_added_and_a_picture_is_not_taken(small, idle):
    mime = QMimeData()
    mime.setText(json.dumps(event("third")))
    assert drop(small, mime)
    idle()
    click(shown(small, AddPreview), "Add")
    assert len(small.session.store) == 3
    picture = QMimeData()
    picture.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    assert not drop(small, picture)


@pytest.mark.parametrize("answer", ["Save", "Discard", "Cancel"])
def test_closing_with_changes_asks(small, idle, qtbot, answer):
    path = small.documents.document.path
    paste(small, event("third"))
    idle()
    click(shown(small, AddPreview), "Add")
    assert not small.close()
    click(shown(small, Question), answer)
    if answer == "Cancel":
        assert small.isVisible()
    else:
        qtbot.waitUntil(lambda: not small.isVisible())
    assert ("third" in path.read_text(encoding="utf-8")) is (answer == "Save")


def test_size_and_panel_are_kept(qapp, qtbot, session, settings, window):
    window.resize(1000, 700)
    window.close()
    again = TimelineWindow(session, settings, window._appearance)
    qtbot.addWidget(again)
    assert again.height() == 700


@pytest.mark.parametrize("extension", ["png", "svg", "pdf"])
def test_a_figure_is_exported(chronology, idle, qtbot, tmp_path, settings, extension):
    chronology.run(Id.EXPORT)
    dialog = shown(chronology, ExportDialog)
    form = dialog._form
    form._format.setCurrentIndex(form._format.findData(extension))
    form._format.activated.emit(form._format.currentIndex())
    idle()
    click(dialog, "Export…")
    target = shown(chronology, QFileDialog)
    target.selectFile(str(tmp_path / "figure"))
    target.accept()
    path = tmp_path / f"figure.{extension}"
    qtbot.waitUntil(lambda: chronology.background.idle and path.is_file())
    starts = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}
    assert path.read_bytes().startswith(starts[extension])
    assert settings.last_export.format == extension
    assert settings.last_export.folder == str(tmp_path)


def test_the_export_dialog_previews_and_judges_dates(chronology, idle, qtbot):
    chronology.run(Id.EXPORT)
    dialog = shown(chronology, ExportDialog)
    qtbot.waitUntil(lambda: not dialog._preview.pixmap().isNull())
    form = dialog._form
    form._range.setCurrentIndex(2)
    form._range.activated.emit(2)
    QTest.keyClicks(form._first._line, "2024-13")
    assert not dialog._export.isEnabled()
    assert "13" in form._first._says.text()
    form._first._line.clear()
    QTest.keyClicks(form._first._line, "August 2024")
    assert dialog._export.isEnabled()
    assert form._first._says.text() == "August 2024"
    assert form.choice.first.text == "2024-08"
    dialog.reject()


def test_the_image_of_the_view_is_copied(chronology, qtbot):
    QGuiApplication.clipboard().clear()
    chronology.run(Id.COPY_IMAGE)
    qtbot.waitUntil(lambda: not QGuiApplication.clipboard().image().isNull())
    assert chronology.canvas.width() == QGuiApplication.clipboard().image().width()


def test_a_success_is_mentioned_and_goes_away(chronology, idle, qtbot, monkeypatch):
    monkeypatch.setattr(notice_bar, "_MENTIONED", 200)
    chronology.run(Id.COPY_IMAGE)
    qtbot.waitUntil(chronology._notices.isVisible)
    qtbot.waitUntil(lambda: not chronology._notices.isVisible())


def test_the_citation_is_copied(chronology):
    chronology.session.select(0)
    chronology.run(Id.COPY_CITATION)
    assert "36Kr" in QGuiApplication.clipboard().text()


def test_the_theme_is_chosen_and_kept(chronology, settings):
    chronology.actions_[Id.THEME_DARK].trigger()
    assert chronology.session.style is DARK
    assert settings.theme is Theme.DARK
    assert chronology.actions_[Id.THEME_DARK].isChecked()
    chronology.actions_[Id.THEME_LIGHT].trigger()
    assert chronology.session.style is LIGHT


def test_the_language_is_chosen_and_kept(chronology, settings):
    chronology.actions_[Id.GERMAN].trigger()
    assert chronology.session.language is LANGUAGES["de"]
    assert settings.language == "de"
    assert chronology.actions_[Id.OPEN].text() == "Öffnen …"
    assert chronology.windowTitle().endswith("— Timeline[*]")
    assert "Fabriken" in chronology.windowTitle()


def test_the_wheel_s_meaning_is_chosen_and_kept(chronology, settings):
    chronology.actions_[Id.WHEEL_ZOOMS].trigger()
    assert chronology.canvas.wheel_zooms
    assert settings.wheel_zooms
    chronology.actions_[Id.WHEEL_ZOOMS].trigger()
    assert not chronology.canvas.wheel_zooms
    assert not chronology.actions_[Id.WHEEL_ZOOMS].isChecked()


def test_recent_files_are_listed_and_opened(small, idle, settings, tmp_path, write):
    odd = write("R&D <b>.json", event("odd"))
    settings.remember(odd)
    menu = small.actions_.menu(Menu.RECENT)
    menu.aboutToShow.emit()
    entries = [action for action in menu.actions() if action.data() == str(odd)]
    assert entries[0].text().startswith("R&&D <b>.json")
    entries[0].trigger()
    idle()
    assert small.session.store.event(0).id == "odd"
    small.run(Id.CLEAR_RECENT)
    menu.aboutToShow.emit()
    assert [action.data() for action in menu.actions() if isinstance(action.data(), str)] == [Id.CLEAR_RECENT]


def test_the_sheet_of_keys_fits_the_screen(chronology):
    chronology.run(Id.KEYS)
    dialog = shown(chronology, QDialog)
    room = dialog.screen().availableSize()
    assert dialog.width() < room.width()
    assert dialog.height() < room.height()
    dialog.reject()


def test_the_sheet_names_every_key(chronology):
    chronology.run(Id.KEYS)
    dialog = shown(chronology, QDialog)
    said = {label.text() for label in dialog.findChildren(QLabel)}
    for command in commands(chronology.session.language):
        if command.keys:
            assert command.text.removesuffix("…") in said
    dialog.reject()


def test_about_names_the_version(chronology):
    chronology.run(Id.ABOUT)
    dialog = shown(chronology, QDialog)
    click(dialog, "Copy")
    assert __version__ in QGuiApplication.clipboard().text()
    dialog.reject()
