"""The entry of a date: what is typed, what it says at once, and what it gives."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QWidget

from timeline_app.core.errors import DateError
from timeline_app.core.language import LANGUAGES
from timeline_app.gui.widgets.date_entry import DateEntry
from timeline_app.scene.style import DARK, LIGHT


@pytest.fixture
def dialog(qtbot, fonts):
    made = QDialog()
    made.resize(480, 240)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def entry(dialog, session):
    made = DateEntry(session, dialog)
    made.resize(dialog.size())
    dialog.show()
    return made


def said(entry):
    return [label.text() for label in entry.findChildren(QLabel)]


def type_in(qtbot, entry, text):
    line = entry.findChild(QLineEdit)
    line.selectAll()
    qtbot.keyClicks(line, text)


def test_says_at_once_what_it_understands(qtbot, entry):
    with qtbot.waitSignal(entry.changed):
        type_in(qtbot, entry, "March 2018")
    assert (entry.edtf, entry.text, entry.refusal) == ("2018-03", "March 2018", "")
    assert said(entry) == ["2018-03 — some day in March 2018", "Within: 1 March 2018 – 31 March 2018"]
    description = entry.focusProxy().accessibleDescription()
    assert description == "; ".join(said(entry))
    assert entry.focusProxy().accessibleName() == "Date"


def test_edtf_has_no_words(qtbot, entry):
    type_in(qtbot, entry, "2018-03/2019-05")
    assert (entry.edtf, entry.text) == ("2018-03/2019-05", "")


def test_says_what_is_wrong_and_gives_nothing(qtbot, entry):
    entry.set_date("2018-03", "")
    with qtbot.waitSignal(entry.changed):
        type_in(qtbot, entry, "2018-13")
    assert (entry.edtf, entry.text) == ("", "")
    assert said(entry)[0] == entry.refusal
    assert entry.refusal.startswith("At character 6: month 13 does not exist")
    assert entry.focusProxy().accessibleDescription() == entry.refusal


def test_what_lasts_is_said_so(entry):
    entry.set_date("2018", "")
    assert not entry.lasts
    entry.lasts = True
    assert said(entry) == ["2018 — throughout 2018", "Throughout: 1 January 2018 – 31 December 2018"]


def test_shows_the_words_only_where_they_mean_the_date(entry):
    entry.set_date("2018-03", "March 2018")
    assert (entry.focusProxy().text(), entry.text) == ("March 2018", "March 2018")
    entry.set_date("2018-04", "March 2018")
    assert (entry.focusProxy().text(), entry.edtf, entry.text) == ("2018-04", "2018-04", "")
    entry.set_date("", "")
    assert (entry.edtf, entry.refusal) == ("", "")


def test_reads_anew_with_another_as_of_date(qtbot, entry):
    type_in(qtbot, entry, "October 28th")
    assert entry.edtf == ""
    with qtbot.waitSignal(entry.changed):
        entry.set_as_of("2025-11")
    assert (entry.edtf, entry.text) == ("2025-10-28", "October 28th")
    entry.set_as_of(None)
    assert entry.edtf == ""
    with pytest.raises(DateError):
        entry.set_as_of("soon")


def test_is_silent_where_nothing_else_is_understood(qtbot, entry):
    entry.set_date("2018-03", "")
    with qtbot.assertNotEmitted(entry.changed):
        entry.set_date("2018-03", "")
        type_in(qtbot, entry, "")


def test_speaks_german(dialog, session):
    session.set_language(LANGUAGES["de"])
    entry = DateEntry(session, dialog)
    entry.set_date("2018-03", "")
    assert said(entry)[1] == "Innerhalb: 1. März 2018 – 31. März 2018"


def test_paints_the_date_in_the_theme_and_nothing_without_one(entry, session):
    (drawing,) = (
        part for part in entry.findChildren(QWidget) if part.accessibleName() == "Drawing of the date"
    )

    def colours():
        image = drawing.grab().toImage()
        return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(0, 36, 3)}

    entry.lasts = True
    entry.set_date("2018", "")
    assert QColor(LIGHT.accent).name() in colours()
    session.set_style(DARK)
    assert QColor(DARK.accent).name() in colours()
    assert QColor(LIGHT.accent).name() not in colours()
    entry.set_date("", "")
    assert QColor(DARK.accent).name() not in colours()
