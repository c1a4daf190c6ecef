"""The list of problems, the text beside it: choosing, filtering, copying; texts that changed or are gone."""

import json

import pytest
from conftest import click, event, paste, shown
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QTreeView

from timeline_app.core.dataset import Dataset
from timeline_app.core.errors import Place, Problem, Severity
from timeline_app.dataset.content import MemoryContent
from timeline_app.gui.commands import Id
from timeline_app.gui.dialogs.problem_model import SENTENCE, SIGN, ProblemModel
from timeline_app.gui.dialogs.problems import ProblemsDialog
from timeline_app.gui.report import Report, report_on_dataset, report_on_text
from timeline_app.gui.widgets.elided import ElidedLabel
from timeline_app.gui.widgets.text_with_lines import TextWithLines

TEXT = "\n".join(f"line {number} 𝔸 \u202e end" for number in range(1, 20_001))


def problem(line, message="wrong", severity=Severity.ERROR, column=1, file="a.json", event_id=""):
    return Problem(Place(file, line, column), message, severity, event_id=event_id)


@pytest.fixture
def ask(host, session, background, qtbot):
    """Return a function that shows a report and waits until its text is there."""

    def opened(report):
        dialog = ProblemsDialog(host, session, background, report)
        dialog.open()
        settled()
        return dialog

    def settled():
        qtbot.waitUntil(lambda: background.idle)

    opened.settled = settled
    yield opened
    settled()


def report(*problems, text=TEXT):
    return report_on_text("Broken", "Mend it.", problems, MemoryContent(text.encode()))


def place_in(dialog):
    """Return the number of the line at the cursor, and what stands behind the cursor there."""
    text = dialog.findChild(TextWithLines)
    cursor = text.textCursor()
    line = cursor.blockNumber() + text.first_line
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    return line, cursor.selectedText()


def rows(dialog):
    model = dialog.findChild(QTreeView).model()
    return [model.index(row, SENTENCE).data() for row in range(model.rowCount())]


def press(dialog, *keys):
    for key in keys:
        QTest.keyClick(dialog.findChild(QTreeView), key)


def test_arrow_keys_lead_to_each_place_in_the_text(ask):
    dialog = ask(report(problem(3), problem(15_000, column=12), problem(4)))
    assert place_in(dialog)[0] == 3
    press(dialog, Qt.Key.Key_Down)
    ask.settled()
    assert place_in(dialog) == (15_000, "\U0001d538 \\u202e end")
    press(dialog, Qt.Key.Key_Down)
    ask.settled()
    assert place_in(dialog)[0] == 4
    dialog.reject()


def test_home_and_end_are_the_first_and_the_last(ask):
    dialog = ask(report(*(problem(line) for line in range(1, 101))))
    press(dialog, Qt.Key.Key_End)
    assert place_in(dialog)[0] == 100
    press(dialog, Qt.Key.Key_Home)
    assert place_in(dialog)[0] == 1
    dialog.reject()


def test_a_click_leads_to_the_place_and_enter_into_the_text(ask):
    dialog = ask(report(problem(3), problem(7)))
    view = dialog.findChild(QTreeView)
    middle = view.visualRect(view.model().index(1, SENTENCE)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert place_in(dialog)[0] == 7
    press(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.focusWidget() is dialog.findChild(TextWithLines)
    dialog.reject()


def test_the_last_of_many_quick_steps_is_shown(ask):
    dialog = ask(report(*(problem(1_000 * number) for number in range(1, 21))))
    press(dialog, *[Qt.Key.Key_Down] * 15)
    ask.settled()
    assert place_in(dialog)[0] == 16_000
    dialog.reject()


def test_the_gravest_come_first_and_severities_are_listed_alone(ask):
    dialog = ask(
        report(problem(1, "odd", Severity.WARNING), problem(2, "bad"), problem(3, "newer", Severity.NOTICE))
    )
    assert rows(dialog) == ["bad", "odd", "newer"]
    box = dialog.findChild(QComboBox)
    assert [box.itemText(row) for row in range(box.count())] == [
        "All (3)",
        "Errors (1)",
        "Warnings (1)",
        "Remarks (1)",
    ]
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert rows(dialog) == ["odd"]
    assert place_in(dialog)[0] == 1
    click(dialog, "Copy")
    assert QGuiApplication.clipboard().text() == "a.json:1:1: odd"
    dialog.reject()


def test_one_severity_is_not_filtered(ask):
    dialog = ask(report(problem(1), problem(2)))
    assert not dialog.findChild(QComboBox).isVisible()
    dialog.reject()


def test_lines_with_problems_are_marked_around_the_one_that_is_shown(ask):
    dialog = ask(report(problem(3, "third"), problem(5, "fifth"), problem(19_000, "far")))
    text = dialog.findChild(TextWithLines)
    assert set(text._marks) == {3, 5}
    press(dialog, Qt.Key.Key_End)
    ask.settled()
    assert set(text._marks) == {19_000}
    dialog.reject()


def test_ten_thousand_problems_are_listed_without_being_laid_out(ask):
    dialog = ask(report(*(problem(line, "x" * 5_000) for line in range(1, 10_001))))
    press(dialog, Qt.Key.Key_End)
    ask.settled()
    assert place_in(dialog)[0] == 10_000
    assert len(rows(dialog)[-1]) == 1_000
    dialog.reject()


def test_what_looks_like_markup_or_turns_text_round_is_shown_as_it_is(ask, session):
    model = ProblemModel(session, [problem(1, "<b>x</b> \u202e\x1b", event_id="<i>\u202e")], session)
    assert [model.index(0, column).data() for column in (1, 2, 3)] == [
        "1:1",
        "<b>x</b> \\u202e\\x1b",
        "<i>\\u202e",
    ]
    tip = model.index(0, SENTENCE).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "<div>&lt;b&gt;x&lt;/b&gt; \\u202e\\x1b</div>"
    assert model.index(0, SIGN).data(Qt.ItemDataRole.AccessibleTextRole) == "Error"
    dialog = ask(report(problem(1, "<b>x</b>")))
    assert all(
        label.textFormat() == Qt.TextFormat.PlainText
        for label in dialog.findChildren(QLabel)
        if "<b>" in label.text()
    )
    dialog.reject()


def test_several_texts_are_named_and_each_is_shown(ask):
    problems = (problem(1, file="a.json"), problem(2, file="b.json"))
    sources = {"a.json": MemoryContent(b"in a"), "b.json": MemoryContent(b"b\nin b")}
    dialog = ask(Report("Broken", "", problems, sources))
    assert place_in(dialog) == (1, "in a")
    press(dialog, Qt.Key.Key_Down)
    ask.settled()
    assert place_in(dialog) == (2, "in b")
    assert dialog.findChild(QTreeView).model().index(1, 1).data() == "b.json:2:1"
    dialog.reject()


def test_without_a_text_that_is_said(ask):
    dialog = ask(Report("Broken", "", (problem(1),)))
    assert dialog.findChild(TextWithLines).placeholderText() == "There is no text to show here."
    dialog.reject()


def test_closing_awaits_nothing(ask, background):
    dialog = ask(report(*(problem(1_000 * number) for number in range(1, 21))))
    press(dialog, Qt.Key.Key_End)
    dialog.reject()
    assert background.idle


@pytest.fixture
def broken(tmp_path):
    path = tmp_path / "broken.json"
    path.write_text('{\n "format": "timeline",\n "title" "x"\n}', encoding="utf-8")
    return path


def test_a_file_that_cannot_be_opened_is_shown_at_its_fault(small, idle, qtbot, broken):
    small.documents.open(broken)
    idle()
    QTest.mouseClick(small._notices._problems, Qt.MouseButton.LeftButton)
    dialog = shown(small, ProblemsDialog)
    qtbot.waitUntil(lambda: place_in(dialog) == (3, '"x"'))
    assert dialog.windowTitle() == "“broken.json” could not be opened"
    dialog.reject()


def test_the_command_shows_what_could_not_be_opened_until_the_notice_is_closed(small, idle, broken):
    assert not small.actions_[Id.PROBLEMS].isEnabled()
    small.documents.open(broken)
    idle()
    assert small.actions_[Id.PROBLEMS].isEnabled()
    small.actions_[Id.PROBLEMS].trigger()
    dialog = shown(small, ProblemsDialog)
    assert dialog.windowTitle() == "“broken.json” could not be opened"
    dialog.reject()
    QTest.mouseClick(small._notices._close, Qt.MouseButton.LeftButton)
    assert not small.actions_[Id.PROBLEMS].isEnabled()


def test_a_file_that_changed_since_is_shown_and_told(small, idle, qtbot, broken):
    small.documents.open(broken)
    idle()
    broken.write_text("now another text", encoding="utf-8")
    QTest.mouseClick(small._notices._problems, Qt.MouseButton.LeftButton)
    dialog = shown(small, ProblemsDialog)
    qtbot.waitUntil(lambda: dialog.findChild(TextWithLines).text == "now another text")
    caption = dialog.findChild(ElidedLabel).whole
    assert caption.startswith("The file was changed since then; the places may be others now.")
    dialog.reject()


def test_a_file_that_is_gone_since_is_told(small, idle, qtbot, broken):
    small.documents.open(broken)
    idle()
    broken.unlink()
    QTest.mouseClick(small._notices._problems, Qt.MouseButton.LeftButton)
    dialog = shown(small, ProblemsDialog)
    text = dialog.findChild(TextWithLines)
    qtbot.waitUntil(lambda: "there is no such file" in text.placeholderText())
    dialog.reject()


def test_pasted_text_is_shown_from_memory(small, idle, qtbot):
    paste(small, '[{"id": "x",\n  "title": "𝔸", "when": "2025-13"}]')
    idle()
    dialog = shown(small, ProblemsDialog)
    qtbot.waitUntil(lambda: place_in(dialog) == (2, '"2025-13"}]'))
    dialog.reject()


def test_problems_of_the_open_dataset_are_shown_in_its_text(window, idle, qtbot, write):
    window.documents.open(write("bad.json", event("good"), event("bad", "2025-13"), event("worse", "soon")))
    idle()
    window.run(Id.PROBLEMS)
    dialog = shown(window, ProblemsDialog)
    qtbot.waitUntil(lambda: place_in(dialog)[1] == '"2025-13"')
    dialog.reject()


def test_problems_follow_what_was_edited(window, idle, qtbot, write):
    path = write("bad.json", event("good"), event("other"), event("bad", "2025-13"))
    window.documents.open(path)
    idle()
    window.session.select(0)
    window.run(Id.DELETE)
    idle()
    window.run(Id.PROBLEMS)
    dialog = shown(window, ProblemsDialog)
    qtbot.waitUntil(lambda: place_in(dialog)[1] == '"2025-13"')
    assert dialog.findChild(TextWithLines).text != path.read_text(encoding="utf-8")
    dialog.reject()


def test_while_a_file_is_read_its_beginning_has_no_text_yet(small):
    language, dataset = small.session.language, small.session.dataset
    assert report_on_dataset(dataset, None, language).sources == {}


def test_more_problems_than_are_listed_are_told(session):
    problems = tuple(problem(line) for line in range(1_001))
    title = report_on_dataset(Dataset(problems=problems), None, session.language).title
    assert title == "More than 1,000 problems"
    assert report_on_dataset(Dataset(problems=problems[1:]), None, session.language).title == "1,000 problems"


def test_a_line_of_json_lines_is_shown(window, qtbot, idle, tmp_path):
    path = tmp_path / "many.jsonl"
    head = json.dumps({"format": "timeline", "version": "1.0", "title": "Many", "sources": []})
    lines = [json.dumps(event(f"e{number}")) for number in range(3_000)]
    lines[2_500] = json.dumps(event("e2500", "2025-13"))
    path.write_text("\n".join([head, *lines]), encoding="utf-8")
    window.documents.open(path)
    qtbot.waitUntil(lambda: window.documents.document is not None)
    window.run(Id.PROBLEMS)
    dialog = shown(window, ProblemsDialog)
    qtbot.waitUntil(lambda: place_in(dialog) == (2_502, '"2025-13"}'))
    assert "lines 1,5" in dialog.findChild(ElidedLabel).whole
    dialog.reject()
    idle()
