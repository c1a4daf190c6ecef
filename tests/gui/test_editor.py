"""The event editor as a person uses it: form and JSON follow each other, one step for the document."""

import json
import threading
from dataclasses import replace as replace_field

import pytest
from conftest import click, event, shown
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QListWidget,
    QMenu,
    QPushButton,
    QRadioButton,
    QSlider,
    QWidget,
)

from timeline_app.dataset.editing.edits import AddEntries, RemoveEvents, SetField
from timeline_app.dataset.editing.history import History
from timeline_app.gui.commands import Id
from timeline_app.gui.dialogs.question import Question
from timeline_app.gui.editor.event_editor import EventEditor
from timeline_app.gui.editor.event_form import EventForm
from timeline_app.gui.editor.new_category import NewCategoryDialog
from timeline_app.gui.editor.new_source import NewSourceDialog
from timeline_app.gui.widgets.text_with_lines import TextWithLines
from timeline_app.scene.style import DARK, LIGHT

MILL = event(
    "mill",
    {"edtf": "1830", "x-when": 1.50, "reading": {"phrase": "In 1830"}},
    title={"en": "A mill", "de": "Eine Mühle"},
    excerpts=[
        {"source": "book", "exact": "In 1830 a mill was built.", "start": 5, "end": 30, "date": [3, 7]},
        {"source": "book", "exact": "It ground corn.", "date": [0, 2]},
    ],
)
DOCUMENT = {
    "format": "timeline",
    "version": "1.0",
    "title": {"en": "Mills", "de": "Mühlen"},
    "categories": [{"id": "water", "label": {"en": "Water", "de": "Wasser"}}],
    "sources": [{"id": "book", "title": "The <b>book</b> of mills"}],
    "events": [MILL, event("other")],
}


@pytest.fixture
def mills(window, idle, tmp_path):
    path = tmp_path / "mills.timeline.json"
    path.write_text(json.dumps(DOCUMENT, indent=1, ensure_ascii=False), encoding="utf-8")
    window.documents.open(path)
    idle()
    return window


@pytest.fixture
def edit(mills, idle, qtbot):
    """Return a function that opens an event in the editor with the key, None a new one."""

    def opened(event_id="mill"):
        if event_id is None:
            mills.run(Id.NEW_EVENT)
        else:
            mills.session.select(mills.session.store.row_of(event_id))
            mills.run(Id.EDIT_EVENT)
        qtbot.waitUntil(lambda: shown(mills, EventEditor) is not None)
        return shown(mills, EventEditor)

    return opened


def field(dialog, name):
    """Return the field of a name that a screen reader would say."""
    found = [one for one in dialog.findChildren(QWidget) if one.accessibleName() == name]
    assert len(found) == 1, name
    return found[0]


def pane(dialog):
    return dialog.findChild(TextWithLines)


def entry(dialog):
    return json.loads(pane(dialog).text)


def write(widget, text):
    """Type a text in place of what stands there."""
    widget.setFocus()
    widget.selectAll()
    QTest.keyClick(widget, Qt.Key.Key_Delete)
    QTest.keyClicks(widget, text)


def replace(dialog, old, new):
    """Replace a piece of the JSON by typing."""
    text = pane(dialog)
    text.setFocus()
    assert text.find(old) or (text.moveCursor(QTextCursor.MoveOperation.Start) or text.find(old))
    if new.isascii():
        QTest.keyClick(text, Qt.Key.Key_Delete)
        QTest.keyClicks(text, new)
    else:
        QGuiApplication.clipboard().setText(new)
        QTest.keyClick(text, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def problems(dialog):
    listed = dialog.findChild(QListWidget)
    return [listed.item(row).text() for row in range(listed.count())]


def button(dialog, text):
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == text)


def checked(qtbot, dialog):
    qtbot.waitUntil(lambda: dialog.draft.is_checked)


def put(qtbot, idle, dialog, text="Apply"):
    checked(qtbot, dialog)
    click(dialog, text)
    idle()


def document(window):
    return json.loads(window.documents.document.data)


def titles(window):
    return {one["id"]: one["title"] for one in document(window)["events"]}


def test_the_title_alone_is_another(mills, edit, idle, qtbot):
    before = mills.documents.document.data
    dialog = edit()
    assert field(dialog, "Title · English").hasFocus()
    write(field(dialog, "Title · English"), "The old mill")
    assert entry(dialog)["title"] == {"en": "The old mill", "de": "Eine Mühle"}
    put(qtbot, idle, dialog)
    assert shown(mills, EventEditor) is None
    assert mills.documents.document.data == before.replace(b'"A mill"', b'"The old mill"')
    assert mills.actions_[Id.UNDO].text() == "Undo Edit “The old mill”"
    mills.run(Id.UNDO)
    idle()
    assert mills.documents.document.data == before
    assert not mills.isWindowModified()


def test_an_event_that_stays_the_same_is_no_step(mills, edit, idle, qtbot):
    dialog = edit()
    write(field(dialog, "Title · English"), "x")
    write(field(dialog, "Title · English"), "A mill")
    put(qtbot, idle, dialog)
    assert shown(mills, EventEditor) is None
    assert not mills.documents.modified
    assert not mills.documents.edits.can_undo


def test_a_new_event_takes_its_id_from_the_title(mills, edit, idle, qtbot):
    dialog = edit(None)
    assert not button(dialog, "Add Event").isEnabled()
    write(field(dialog, "Title · English"), "Mill")
    assert entry(dialog)["id"] == "mill-2"
    write(field(dialog, "Title · English"), "A second mill")
    write(field(dialog, "Date"), "October 1840")
    assert entry(dialog) == {"id": "a-second-mill", "title": {"en": "A second mill"}, "when": "1840-10"}
    checked(qtbot, dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    idle()
    assert titles(mills)["a-second-mill"] == {"en": "A second mill"}
    session = mills.session
    assert session.store.event(session.selected).id == "a-second-mill"
    assert mills.actions_[Id.UNDO].text() == "Undo Add “A second mill”"


def test_an_id_that_was_typed_stays(edit):
    dialog = edit(None)
    write(field(dialog, "Title · English"), "One")
    write(field(dialog, "Id"), "my.id")
    write(field(dialog, "Title · English"), "Two")
    assert entry(dialog)["id"] == "my.id"


def test_every_field_changes_its_own(edit):
    dialog = edit()
    expected = entry(dialog)
    write(field(dialog, "Summary · German"), "Am Bach")
    expected["summary"] = {"de": "Am Bach"}
    assert entry(dialog) == expected
    write(field(dialog, "Date"), "1831")
    expected["when"]["edtf"] = "1831"
    assert entry(dialog) == expected
    QTest.mouseClick(
        next(one for one in dialog.findChildren(QRadioButton) if one.text() == "Throughout it"),
        Qt.MouseButton.LeftButton,
    )
    expected["when"]["lasting"] = True
    assert entry(dialog) == expected
    write(field(dialog, "Counted from"), "1832")
    write(field(dialog, "Rule"), "derived")
    write(field(dialog, "Note · English"), "N")
    expected["when"]["reading"] |= {"base": "1832", "rule": "derived", "note": {"en": "N"}}
    assert entry(dialog) == expected
    QTest.keyClick(field(dialog, "Category"), Qt.Key.Key_Down)
    expected["category"] = "water"
    assert entry(dialog) == expected
    QTest.keyClick(dialog.findChild(QSlider), Qt.Key.Key_Right)
    expected["importance"] = 0.55
    assert entry(dialog) == expected
    write(field(dialog, "Tags"), "a, b")
    expected["tags"] = ["a", "b"]
    assert entry(dialog) == expected
    QTest.keyClick(field(dialog, "The source says"), Qt.Key.Key_Down)
    expected["role"] = "announced"
    assert entry(dialog) == expected
    QTest.keyClick(field(dialog, "The source says"), Qt.Key.Key_Up)
    click(dialog, "Unset")
    write(field(dialog, "Tags"), "")
    for gone in ("role", "importance", "tags"):
        del expected[gone]
    assert entry(dialog) == expected
    assert '"x-when": 1.5,' in pane(dialog).text


def test_the_form_follows_the_json(edit, qtbot):
    dialog = edit()
    replace(dialog, "A mill", "A tower")
    replace(dialog, "In 1830", "Perhaps 1830")
    title = field(dialog, "Title · English")
    qtbot.waitUntil(lambda: title.text() == "A tower")
    assert field(dialog, "Words read").text() == "Perhaps 1830"
    for _ in range(2):
        QTest.keyClick(pane(dialog), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    checked(qtbot, dialog)
    assert field(dialog, "Words read").text() == "In 1830"


def test_the_form_changes_what_was_typed_in_the_json_just_before(edit):
    dialog = edit()
    replace(dialog, '"id": "mill"', '"id": "mill", "tags": ["x"], "importance": 0.9')
    write(field(dialog, "Tags"), "a")
    assert pane(dialog).text.count('"tags"') == 1
    assert (entry(dialog)["tags"], entry(dialog)["importance"]) == (["a"], 0.9)


def test_the_form_rests_while_the_json_is_broken(edit, qtbot):
    dialog = edit()
    title = field(dialog, "Title · English")
    replace(dialog, '"A mill",', '"A tower" oops')
    qtbot.waitUntil(lambda: not title.isEnabled())
    assert title.text() == "A mill"
    assert any("form rests" in one.text() for one in dialog.findChildren(QLabel) if one.isVisible())
    assert not button(dialog, "Apply").isEnabled()
    assert len(problems(dialog)) == 1
    replace(dialog, " oops", ",")
    qtbot.waitUntil(title.isEnabled)
    assert title.text() == "A tower"
    assert problems(dialog) == []


def test_problems_stand_at_their_lines_and_are_jumped_to(edit, qtbot):
    dialog = edit()
    replace(dialog, '"edtf": "1830"', '"edtf": "1830-13", "lastng": 1')
    qtbot.waitUntil(lambda: len(problems(dialog)) == 2)
    text = pane(dialog).text.splitlines()
    line = next(number for number, one in enumerate(text, 1) if "1830-13" in one)
    assert [one.split("  ")[0] for one in problems(dialog)] == [
        f"{line}:{text[line - 1].index(key) + 1}" for key in ('"1830-13"', '"lastng"')
    ]
    assert "did you mean" in problems(dialog)[1]
    assert not button(dialog, "Apply").isEnabled()
    assert field(dialog, "Title · English").isEnabled()
    listed = dialog.findChild(QListWidget)
    place = listed.visualItemRect(listed.item(1)).center()
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert pane(dialog).hasFocus()
    cursor = pane(dialog).textCursor()
    assert (cursor.blockNumber() + 1, cursor.columnNumber()) == (line, text[line - 1].index('"lastng"'))
    replace(dialog, "1830-13", "1830")
    checked(qtbot, dialog)
    assert len(problems(dialog)) == 1
    assert button(dialog, "Apply").isEnabled()


def test_an_excerpt_that_comes_is_shown_whole_and_may_go_again(edit, qtbot):
    dialog = edit()
    click(dialog, "Add an excerpt")
    card = field(dialog, "Excerpt 3: Words").parentWidget()
    qtbot.waitUntil(lambda: card.height() > 100 and card.visibleRegion().boundingRect() == card.rect())
    QTest.mouseClick(field(dialog, "Excerpt 3: Remove"), Qt.MouseButton.LeftButton)
    gone = []
    card.destroyed.connect(lambda: gone.append(True))
    qtbot.waitUntil(lambda: bool(gone))
    click(dialog, "Add an excerpt")
    again = field(dialog, "Excerpt 3: Words").parentWidget()
    qtbot.waitUntil(lambda: again.visibleRegion().boundingRect() == again.rect())


def test_an_excerpt_that_takes_the_place_of_another_at_once_is_shown_whole(edit, qtbot):
    dialog = edit()
    click(dialog, "Add an excerpt")
    first = field(dialog, "Excerpt 3: Words").parentWidget()
    qtbot.waitUntil(lambda: first.height() > 100 and first.visibleRegion().boundingRect() == first.rect())
    first.window().findChild(EventForm).verticalScrollBar().setValue(0)
    QTest.mouseClick(field(dialog, "Excerpt 3: Remove"), Qt.MouseButton.LeftButton)
    click(dialog, "Add an excerpt")
    again = field(dialog, "Excerpt 3: Words").parentWidget()
    qtbot.waitUntil(lambda: again.height() > 100 and again.visibleRegion().boundingRect() == again.rect())


def test_excerpts_are_added_moved_and_removed(edit):
    dialog = edit()
    first, second = entry(dialog)["excerpts"]
    QTest.mouseClick(field(dialog, "Excerpt 2: Move up"), Qt.MouseButton.LeftButton)
    assert entry(dialog)["excerpts"] == [second, first]
    assert field(dialog, "Excerpt 1: Words").text == second["exact"]
    QTest.mouseClick(field(dialog, "Excerpt 1: Remove"), Qt.MouseButton.LeftButton)
    assert entry(dialog)["excerpts"] == [first]
    click(dialog, "Add an excerpt")
    words = field(dialog, "Excerpt 2: Words")
    assert words.hasFocus()
    QTest.keyClicks(words, "New words")
    assert entry(dialog)["excerpts"][1] == {"source": "book", "exact": "New words"}


def test_selected_words_give_the_date(edit):
    dialog = edit()
    words = field(dialog, "Excerpt 2: Words")
    words.setFocus()
    words.moveCursor(QTextCursor.MoveOperation.End)
    for _ in range(5):
        QTest.keyClick(words, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    mark = [one for one in dialog.findChildren(QPushButton) if one.text() == "These words give the date"]
    assert [one.isEnabled() for one in mark] == [False, True]
    QTest.mouseClick(mark[1], Qt.MouseButton.LeftButton)
    assert entry(dialog)["excerpts"][1]["date"] == [10, 15]
    assert any(one.text() == "Date: “corn.”" for one in dialog.findChildren(QLabel))


def test_places_are_code_points(edit, qtbot):
    dialog = edit()
    replace(dialog, "It ground corn.", "\U0001f600\U0001f600 in 1830")
    words = field(dialog, "Excerpt 2: Words")
    qtbot.waitUntil(lambda: words.text.endswith("in 1830"))
    words.setFocus()
    words.moveCursor(QTextCursor.MoveOperation.End)
    for _ in range(4):
        QTest.keyClick(words, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    mark = [one for one in dialog.findChildren(QPushButton) if one.text() == "These words give the date"]
    QTest.mouseClick(mark[1], Qt.MouseButton.LeftButton)
    assert entry(dialog)["excerpts"][1]["date"] == [6, 10]


def choose_last(box):
    """Choose the last line of a list, as a person would with the keyboard."""
    assert isinstance(box, QComboBox)
    QTest.keyClick(box, Qt.Key.Key_End)


def test_a_new_source_and_a_new_category_are_one_step_with_the_event(mills, edit, idle, qtbot):
    before = mills.documents.document.data
    dialog = edit(None)
    write(field(dialog, "Title · English"), "Fire")
    write(field(dialog, "Date"), "1850")
    choose_last(field(dialog, "Category"))
    category = shown(mills, NewCategoryDialog)
    assert not button(category, "Add").isEnabled()
    write(field(category, "Name · English"), "Fires")
    write(field(category, "Name · German"), "Brandfall")
    click(category, "Add")
    click(dialog, "Add an excerpt")
    choose_last(field(dialog, "Excerpt 1: Source"))
    source = shown(mills, NewSourceDialog)
    write(field(source, "Title"), "Journal")
    write(field(source, "Author"), "A. Writer")
    write(field(source, "Issued"), "Mayhem 1851")
    assert not button(source, "Add").isEnabled()
    write(field(source, "Issued"), "May 1851")
    click(source, "Add")
    assert field(dialog, "Excerpt 1: Source").currentText() == "Journal"
    assert field(dialog, "Category").currentText() == "Fires"
    write(field(dialog, "Excerpt 1: Words"), "It burned.")
    put(qtbot, idle, dialog, "Add Event")
    after = document(mills)
    assert after["categories"][1:] == [{"id": "fires", "label": {"en": "Fires", "de": "Brandfall"}}]
    assert after["sources"][1:] == [
        {"id": "journal", "title": "Journal", "author": "A. Writer", "issued": "1851-05"}
    ]
    assert after["events"][-1] == {
        "id": "fire",
        "title": {"en": "Fire"},
        "when": "1850",
        "category": "fires",
        "excerpts": [{"source": "journal", "exact": "It burned."}],
    }
    assert len(mills.documents.edits.history.done) == 1
    assert mills.actions_[Id.UNDO].text() == "Undo Add “Fire”"
    mills.run(Id.UNDO)
    idle()
    assert mills.documents.document.data == before


def test_a_new_source_that_is_given_up_leaves_the_choice(mills, edit):
    dialog = edit()
    box = field(dialog, "Excerpt 1: Source")
    assert box.currentText() == "The <b>book</b> of mills"
    choose_last(box)
    shown(mills, NewSourceDialog).reject()
    assert box.currentText() == "The <b>book</b> of mills"
    assert not dialog.draft.is_changed


def test_a_new_source_alone_is_not_thrown_away_unasked(mills, edit):
    dialog = edit()
    dialog.draft.add_source({"id": "new", "title": "New"})
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    click(shown(dialog, Question), "Throw Away")
    assert shown(mills, EventEditor) is None


def test_what_is_applied_while_another_edit_comes_is_put_into_what_that_has_made(mills, edit, idle, qtbot):
    dialog = edit()
    write(field(dialog, "Title · German"), "Turm")
    qtbot.waitUntil(lambda: dialog.draft.is_valid)
    click(dialog, "Apply")
    mills.documents.edits.do(
        lambda history: history.do(AddEntries(events=({**DOCUMENT["events"][1], "id": "new"},)))
    )
    qtbot.waitUntil(lambda: shown(mills, EventEditor) is None)
    idle()
    first, *_, last = document(mills)["events"]
    assert (first["title"]["de"], last["id"]) == ("Turm", "new")


def test_typed_things_are_not_thrown_away_unasked(mills, edit):
    dialog = edit()
    write(field(dialog, "Title · German"), "Turm")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    click(shown(dialog, Question), "Keep Writing")
    assert dialog.isVisible()
    assert field(dialog, "Title · German").text() == "Turm"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    click(shown(dialog, Question), "Throw Away")
    assert shown(mills, EventEditor) is None
    assert not mills.documents.modified


def test_closing_the_window_asks_for_what_was_typed_too(mills, edit):
    dialog = edit()
    pane(dialog).moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(pane(dialog), " ")
    assert not mills.close()
    assert shown(dialog, Question) is not None
    assert not mills.close()
    click(shown(dialog, Question), "Keep Writing")
    assert (dialog.isVisible(), mills.isVisible()) == (True, True)
    assert not mills.close()
    click(shown(dialog, Question), "Throw Away")
    assert mills.close()


def test_closing_the_window_closes_what_asks_nothing(mills, edit):
    dialog = edit()
    assert mills.close()
    assert not dialog.isVisible()


def test_the_open_editor_follows_the_theme(mills, edit, session):
    words = field(edit(), "Excerpt 1: Words")
    lit = [chosen.format.background().color().name() for chosen in words.extraSelections()]
    assert lit == [QColor(LIGHT.highlight).name()]
    mills.run(Id.THEME_DARK)
    lit = [chosen.format.background().color().name() for chosen in words.extraSelections()]
    assert lit == [QColor(DARK.highlight).name()]


def test_nothing_is_asked_where_nothing_was_typed(mills, edit):
    QTest.keyClick(edit(), Qt.Key.Key_Escape)
    assert shown(mills, EventEditor) is None
    assert shown(mills, Question) is None


def elsewhere(mills, idle, edit_of):
    """Change the document behind the editor, as a reload would."""
    mills.documents.edits.do(lambda history: history.do(edit_of(history.document)))
    idle()


def test_an_event_that_was_changed_meanwhile_is_not_overwritten_unasked(mills, edit, idle, qtbot):
    dialog = edit()
    write(field(dialog, "Title · English"), "Mine")
    elsewhere(mills, idle, lambda document: SetField.tags(document, ["mill"], ["theirs"]))
    put(qtbot, idle, dialog)
    click(shown(dialog, Question), "Keep Writing")
    assert dialog.isVisible()
    assert field(dialog, "Title · English").text() == "Mine"
    assert titles(mills)["mill"]["en"] == "A mill"
    put(qtbot, idle, dialog)
    click(shown(dialog, Question), "Replace")
    idle()
    assert titles(mills)["mill"]["en"] == "Mine"
    assert shown(mills, EventEditor) is None


def test_an_event_that_was_removed_meanwhile_may_be_added_anew(mills, edit, idle, qtbot):
    dialog = edit()
    write(field(dialog, "Title · English"), "Mine")
    elsewhere(mills, idle, lambda document: RemoveEvents.of(document, ["mill"]))
    put(qtbot, idle, dialog)
    assert "mill" not in titles(mills)
    click(shown(dialog, Question), "Add Event")
    idle()
    assert titles(mills)["mill"]["en"] == "Mine"
    assert mills.actions_[Id.UNDO].text() == "Undo Add “Mine”"


def test_an_id_that_is_taken_meanwhile_is_told_and_nothing_is_lost(mills, edit, idle, qtbot):
    dialog = edit(None)
    write(field(dialog, "Title · English"), "Third")
    write(field(dialog, "Date"), "1850")
    elsewhere(mills, idle, lambda _: AddEntries((event("third"),)))
    put(qtbot, idle, dialog, "Add Event")
    assert dialog.isVisible()
    assert any("already that of the event" in one.text() for one in dialog.findChildren(QLabel))
    assert field(dialog, "Title · English").text() == "Third"


HOSTILE = ["<b>bold</b><img src=x>", "a\u202eb", "a\nb", "a\u2028b\u2029c", "a\x07b", "a\u00a0b", "x" * 5_000]


def test_hostile_texts_stay_as_they_are(window, idle, qtbot, write):
    texts = dict(zip(("en", "de", "fr", "es", "it", "la", "ja"), HOSTILE, strict=True))
    odd = event("odd", title=texts, summary=texts, tags=HOSTILE)
    window.documents.open(write("hostile.json", odd))
    idle()
    window.session.select(0)
    window.run(Id.EDIT_EVENT)
    qtbot.waitUntil(lambda: shown(window, EventEditor) is not None)
    dialog = shown(window, EventEditor)
    assert field(dialog, "Title · English").text() == HOSTILE[0]
    locked = {
        name: [
            tag
            for tag in ("English", "German", "French", "Spanish", "Italian", "Latin", "Japanese")
            if field(dialog, f"{name} · {tag}").isReadOnly()
        ]
        for name in ("Title", "Summary")
    }
    # A box takes a separator of paragraphs for a line break, so that one is edited as JSON alone.
    assert locked == {"Title": [], "Summary": ["Spanish"]}
    field(dialog, "Id").setFocus()
    QTest.keyClick(field(dialog, "Id"), Qt.Key.Key_End)
    QTest.keyClicks(field(dialog, "Id"), "-2")
    put(qtbot, idle, dialog)
    assert document(window)["events"] == [{**odd, "id": "odd-2"}]


def test_words_of_a_typed_date_may_be_kept_as_those_read(edit):
    dialog = edit("other")
    write(field(dialog, "Date"), "October 1831")
    assert entry(dialog)["when"] == "1831-10"
    keep = field(dialog, "Say that it was read from “October 1831”")
    assert keep.isVisible()
    QTest.mouseClick(keep, Qt.MouseButton.LeftButton)
    assert not keep.isVisible()
    assert entry(dialog)["when"] == {"edtf": "1831-10", "reading": {"phrase": {"en": "October 1831"}}}
    assert field(dialog, "Words read · English").text() == "October 1831"


def test_a_date_without_a_year_is_read_from_what_it_is_counted_from(edit):
    dialog = edit("other")
    write(field(dialog, "Date"), "October 28th")
    assert entry(dialog)["when"] == ""
    write(field(dialog, "Counted from"), "1831-11-02")
    assert entry(dialog)["when"] == {"edtf": "1831-10-28", "reading": {"base": "1831-11-02"}}


def test_an_answer_that_comes_after_the_editor_has_gone_is_dropped(mills, edit, qtbot):
    dialog = edit()
    held = threading.Event()
    checking = mills._editing._checking
    checking.start(held.wait, lambda _: None)
    write(field(dialog, "Title · German"), "Turm")
    qtbot.waitUntil(lambda: dialog.draft._job is not None)
    with qtbot.waitSignal(dialog.draft.destroyed):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        click(shown(dialog, Question), "Throw Away")
    held.set()
    qtbot.waitUntil(lambda: checking.idle)
    qtbot.wait(50)


def test_a_long_event_is_edited_as_json_alone(edit, qtbot):
    dialog = edit()
    replace(dialog, "It ground corn.", "ä" * 60_000)
    title = field(dialog, "Title · English")
    qtbot.waitUntil(lambda: not title.isEnabled())
    assert any("too long" in one.text() for one in dialog.findChildren(QLabel) if one.isVisible())
    checked(qtbot, dialog)
    assert button(dialog, "Apply").isEnabled()


def test_the_tabulator_goes_through_the_form_as_it_stands(edit):
    dialog = edit()
    names = []
    for _ in range(5):
        names.append(dialog.focusWidget().accessibleName())
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert names[:3] == ["Title · English", "Title · German", "Date"]
    field(dialog, "Tags").setFocus()
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert dialog.focusWidget().accessibleName() == "Excerpt 1: Move down"


def test_the_commands_need_a_document_that_may_be_edited(mills, session):
    assert mills.actions_[Id.NEW_EVENT].isEnabled()
    assert not mills.actions_[Id.EDIT_EVENT].isEnabled()
    session.select(0)
    assert mills.actions_[Id.EDIT_EVENT].isEnabled()


def test_a_document_that_is_only_read_is_not_written(mills, idle):
    document = replace_field(mills.documents.document, lines=True)
    mills.documents.edits.hold(History.opened(document))
    mills.session.select(0)
    mills._refresh()
    assert not mills.actions_[Id.NEW_EVENT].isEnabled()
    assert not mills.actions_[Id.EDIT_EVENT].isEnabled()
    assert not button(mills._panel, "Edit").isEnabled()
    mills.canvas.new_event_wanted.emit("2020", "")
    idle()
    assert shown(mills, EventEditor) is None
    assert any("can only be read" in one.text() for one in mills._notices.findChildren(QLabel))


def test_who_asks_before_the_check_has_ended_is_not_forgotten(edit, mills, idle, qtbot):
    dialog = edit(None)
    write(field(dialog, "Title · English"), "Quick")
    write(field(dialog, "Date"), "1850")
    assert not dialog.draft.is_checked
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shown(mills, EventEditor) is None)
    assert document(mills)["events"][-1]["when"] == "1850"


def test_who_writes_on_after_asking_has_asked_for_something_else(edit, mills, qtbot):
    dialog = edit(None)
    write(field(dialog, "Title · English"), "Quick")
    write(field(dialog, "Date"), "1850")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field(dialog, "Date"), "~")
    qtbot.waitUntil(lambda: dialog.draft.is_valid)
    assert shown(mills, EventEditor) is dialog
    assert not button(dialog, "Add Event").isHidden()


def test_of_many_problems_the_first_are_listed(edit, qtbot):
    dialog = edit()
    replace(dialog, '"id": "mill"', f'"id": "mill", "tags": [{", ".join("1" * 9 for _ in range(300))}]')
    qtbot.waitUntil(lambda: len(problems(dialog)) == 51)
    assert problems(dialog)[-1] == "and 250 more"


def test_without_a_document_a_new_one_is_begun(window, idle, qtbot):
    QTest.mouseClick(button(window, "New event…"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown(window, EventEditor) is not None)
    dialog = shown(window, EventEditor)
    write(field(dialog, "Title"), "First")
    write(field(dialog, "Date"), "1850")
    put(qtbot, idle, dialog, "Add Event")
    assert document(window)["events"] == [{"id": "first", "title": "First", "when": "1850"}]


def test_a_place_on_the_canvas_gives_date_and_category(mills, idle, qtbot):
    mills.canvas.new_event_wanted.emit("1834-05", "water")
    qtbot.waitUntil(lambda: shown(mills, EventEditor) is not None)
    dialog = shown(mills, EventEditor)
    assert field(dialog, "Date").text() == "1834-05"
    assert field(dialog, "Category").currentText() == "Water"


def test_the_page_of_an_event_leads_to_the_editor(mills, qtbot):
    mills.session.select(0)
    QTest.mouseClick(button(mills._panel, "Edit"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown(mills, EventEditor) is not None)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_another_language_can_be_added(edit, qtbot):
    dialog = edit()
    more = field(dialog, "Title: Add a language…")
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    menu = shown(dialog, QMenu)
    action = next(one for one in menu.actions() if one.text() == "French")
    menu.setActiveAction(action)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    french = field(dialog, "Title · French")
    assert dialog.focusWidget() is french
    QTest.keyClicks(french, "Un moulin")
    assert entry(dialog)["title"] == {"en": "A mill", "de": "Eine Mühle", "fr": "Un moulin"}


def test_an_event_of_a_chronology_that_was_left_is_not_opened(mills, idle, tmp_path):
    other = tmp_path / "other.timeline.json"
    other.write_text(json.dumps(DOCUMENT), encoding="utf-8")
    mills.canvas.new_event_wanted.emit("1999", "")
    mills.documents.open(other)
    idle()
    assert mills.documents.document.path == other
    assert shown(mills, EventEditor) is None
    mills.run(Id.NEW_EVENT)
    idle()
    assert shown(mills, EventEditor) is not None
