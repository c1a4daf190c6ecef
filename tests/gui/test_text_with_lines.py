"""A text with line numbers: places in code points, marks, characters that a screen would obey, line ends."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from timeline_app.core.errors import Place, Problem, Severity
from timeline_app.gui.widgets.text_with_lines import TEXT_PIXELS, TextWithLines, severity_colour
from timeline_app.render.fonts import MONO_FAMILY
from timeline_app.scene.style import DARK


@pytest.fixture
def text(qtbot, session):
    made = TextWithLines(session)
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    return made


def problem(line, message="wrong", severity=Severity.ERROR):
    return Problem(Place("a.json", line, 1), message, severity)


def after_cursor(text):
    cursor = text.textCursor()
    return cursor.block().text()[cursor.positionInBlock() :]


def test_columns_count_code_points(text):
    text.set_text("one\n𝔸𝔹 𝒞 end\nthree")
    text.go_to(2, 6)
    cursor = text.textCursor()
    assert (cursor.blockNumber(), cursor.positionInBlock()) == (1, 8)  # Three of five have two units.
    cursor.movePosition(cursor.MoveOperation.NextCharacter, cursor.MoveMode.KeepAnchor, 3)
    assert cursor.selectedText() == "end"


@pytest.mark.parametrize(
    ("place", "expected"), [((2, 99), (1, 3)), ((99, 1), (1, 0)), ((0, 0), (0, 0)), ((1, 4), (0, 3))]
)
def test_a_place_behind_the_end_is_the_end(text, place, expected):
    text.set_text("one\ntwo")
    text.go_to(*place)
    assert (text.textCursor().blockNumber(), text.textCursor().positionInBlock()) == expected


def test_the_place_is_brought_into_view_and_lit_up(text):
    text.set_text("\n".join(f"line {number}" for number in range(1, 5000)))
    text.go_to(4321, 6)
    assert 4321 in {line for line, _, _ in text.lines_in_view()}
    assert [lit.cursor.selectedText() for lit in text.extraSelections()] == ["", "4"]
    assert text.extraSelections()[0].cursor.block().text() == "line 4321"


def test_a_far_column_is_brought_into_view(text):
    text.set_text("x" * 3000)
    text.go_to(1, 2500)
    assert text.viewport().rect().contains(text.cursorRect())


def test_lines_are_numbered_from_the_first(text):
    text.set_text("one\ntwo", first_line=1_000_000)
    assert [line for line, _, _ in text.lines_in_view()] == [1_000_000, 1_000_001]
    text.go_to(1_000_001, 2)
    assert after_cursor(text) == "wo"
    assert text.viewportMargins().left() > QFontMetrics(text.font()).horizontalAdvance("1000001")


def test_what_a_screen_would_obey_is_shown_and_says_the_same_as_json(text):
    given = 'a\t"\u202e\x1b\x85\u2028\u2029\ufdd0\ud800\u00a0"\r\nb\rc'
    text.set_text(given)
    assert text.text == 'a\t"\\u202e\\u001b\\u0085\\u2028\\u2029\\ufdd0\\ud800\u00a0"\nb\nc'
    assert text.document().blockCount() == 3


def test_pasted_text_is_treated_alike(text):
    mime = QMimeData()
    mime.setText("x\u202ey\r\nz")
    text.insertFromMimeData(mime)
    assert text.text == "x\\u202ey\nz"


def test_a_marked_line_shows_its_sign_and_tells_its_sentences(text, monkeypatch):
    text.set_text("one\ntwo\nthree\nfour")
    text.mark(
        [
            problem(2, "<b>first</b>", Severity.NOTICE),
            problem(2, "second"),
            problem(3, severity=Severity.WARNING),
        ]
    )
    told = []
    monkeypatch.setattr(
        "timeline_app.gui.widgets.text_with_lines.QToolTip.showText", lambda *tip: told.append(tip[1])
    )
    assert text.tell_line(2, text.pos())
    assert not text.tell_line(4, text.pos())
    assert told == ["<div>&lt;b&gt;first&lt;/b&gt;<br>second</div>"]
    colours = {line: sign_colour(text, line) for line, _, _ in text.lines_in_view()}
    style = text._session.style
    assert colours[2] == severity_colour(style, Severity.ERROR)  # The worst of the line.
    assert colours[3] == severity_colour(style, Severity.WARNING)
    assert colours[1] is colours[4] is None


def sign_colour(text, number):
    """Return the colour in the middle of a line's sign, None where there is none."""
    top, bottom = next((top, bottom) for line, top, bottom in text.lines_in_view() if line == number)
    image = text._margin.grab().toImage()
    here, empty = image.pixelColor(12, round((top + bottom) / 2)), image.pixelColor(2, 2)
    return None if here == empty else here


def test_a_tool_tip_of_many_sentences_ends(text, monkeypatch):
    text.mark([problem(1, f"sentence {number}") for number in range(1000)])
    told = []
    monkeypatch.setattr(
        "timeline_app.gui.widgets.text_with_lines.QToolTip.showText", lambda *tip: told.append(tip[1])
    )
    text.tell_line(1, text.pos())
    assert told[0].count("<br>") == 8
    assert told[0].endswith("and 992 more</div>")


def test_another_text_has_no_marks(text):
    text.mark([problem(1)])
    text.set_text("new")
    assert not text.tell_line(1, text.pos())


def test_typing_leaves_the_place_that_was_shown(text):
    text.set_text("one")
    text.go_to(1, 1)
    QTest.keyClicks(text, "x")
    assert text.text == "xone"
    assert not text.extraSelections()


def test_another_theme_repaints_the_place(text, session):
    text.set_text("one")
    text.go_to(1, 1)
    session.set_style(DARK)
    assert text.extraSelections()[0].format.background().color() == QColor(DARK.highlight)


def test_the_keyboard_leaves_the_text(session, host):
    text, after = TextWithLines(session, host), QLineEdit(host)
    host.show()
    text.setFocus()
    QTest.keyClick(text, Qt.Key.Key_Tab)
    assert text.text == ""
    assert host.focusWidget() is after


def test_it_is_set_in_the_font_of_json(text):
    assert text.font().family() == MONO_FAMILY
    assert text.font().pixelSize() == TEXT_PIXELS
