"""The page of the selected event: what stands on it, what is marked, what can be copied."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QTextDocument
from PySide6.QtTest import QTest

from timeline_app.core.dataset import Dataset
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.event import Category, Event, Excerpt, Reading, Role, Source, TextRange, When
from timeline_app.core.language import ENGLISH, LANGUAGES
from timeline_app.core.store import EventStore
from timeline_app.core.text import Text
from timeline_app.gui.panel import event_page
from timeline_app.gui.panel.page_document import Decoration, fill_page
from timeline_app.gui.panel.page_view import PageView
from timeline_app.gui.panel.side_panel import SidePanel
from timeline_app.gui.theme import icon
from timeline_app.gui.widgets.elided import ElidedLink
from timeline_app.scene.contrast import contrast
from timeline_app.scene.style import DARK, LIGHT

ENGLISH_WORDS = "🎉 The mill, they said on 5 May, has opened."
GERMAN_WORDS = "Die Mühle, hieß es am 5. Mai,\nist eröffnet."
PHRASE = TextRange(22, 30)

CATEGORIES = (
    Category("works", Text.of({"en": "Works", "de": "Werke"}), "#1F7A6D"),
    Category("b", Text.plain("B")),
)
SOURCES = (
    Source("de", 1, Text.plain("Die Mühle"), "Ann Author", publisher="Press", language="de"),
    Source(
        "en", 2, Text.plain("The Mill"), "Ann Author", Text.plain("Paper"), url="https://e.org", language="en"
    ),
)
EVENTS = (
    Event("bare", Text.plain("<b>Bare</b> & plain"), When(parse_edtf("1999")), category_id="b"),
    Event(
        "mill",
        Text.of({"en": "The mill opens", "de": "Die Mühle öffnet"}),
        When(
            parse_edtf("2020-05-05"),
            reading=Reading(
                Text.plain("on 5 May"), parse_edtf("2020"), "day-this-year", Text.plain("A note.")
            ),
        ),
        Text.of({"en": "In short.", "de": "Kurz gesagt."}),
        "works",
        tags=("mill", "<i>water</i>"),
        role=Role.CLAIMED,
        excerpts=(
            Excerpt("de", GERMAN_WORDS, date_ranges=(TextRange(19, 28),)),
            Excerpt("en", ENGLISH_WORDS, date_ranges=(PHRASE,)),
            Excerpt("en", "Again in May.", date_ranges=(TextRange(0, 5), TextRange(9, 12))),
        ),
    ),
    Event("last", Text.plain("Last"), When(parse_edtf("2021"), lasting=True), category_id="b"),
)
STORE = EventStore.of(EVENTS, CATEGORIES, SOURCES)
MILL = STORE.row_of("mill")


def page(row, language=ENGLISH, style=LIGHT):
    document = QTextDocument()
    fill_page(document, STORE, row, language, style)
    return document


def paragraphs(document):
    block, found = document.begin(), []
    while block.isValid():
        found.append(block)
        block = block.next()
    return found


def texts(document):
    return [block.text() for block in paragraphs(document)]


def marked(document):
    """Return the texts that carry a highlight."""
    found = []
    for block in paragraphs(document):
        pieces = block.begin()
        while not pieces.atEnd():
            if pieces.fragment().charFormat().hasProperty(Decoration.HIGHLIGHT):
                found.append(pieces.fragment().text())
            pieces += 1
    return found


@pytest.fixture
def panel(qtbot, session):
    session.set_dataset(Dataset(store=STORE))
    made = SidePanel(session)
    qtbot.addWidget(made)
    made.resize(400, 700)
    made.show()
    return made


def link(panel, start):
    """Return the visible link whose accessible name begins so."""
    links = panel.findChildren(ElidedLink)
    return next(one for one in links if one.isVisible() and one.accessibleName().startswith(start))


def test_page_reads_from_category_to_sources(fonts):
    assert texts(page(MILL)) == [
        "Works",
        "The mill opens",
        "5 May 2020  2020-05-05",
        "Claimed: the source repeats someone’s statement.",
        "How the date was read",
        "“on 5 May”: The day is named; the year is that of the source, 2020.",
        "A note.",
        "In short.",
        "Tags: mill, <i>water</i>",
        "English\u2002[2]",
        ENGLISH_WORDS,
        "Again in May.",
        "Ann Author",
        "Paper, “The Mill”",
        "https://e.org",
        "German\u2002[1]",
        GERMAN_WORDS.replace("\n", "\u2028"),
        "Ann Author · Press",
        "“Die Mühle”",
    ]


def test_the_readers_language_comes_first(fonts):
    german = texts(page(MILL, LANGUAGES["de"]))
    assert german[0:2] == ["Werke", "Die Mühle öffnet"]
    assert "Schlagwörter: mill, <i>water</i>" in german
    assert german.index("Deutsch\u2002[1]") < german.index("Englisch\u2002[2]")


def test_exactly_the_date_phrases_are_marked(fonts):
    assert marked(page(MILL)) == ["on 5 May", "Again", "May", "am 5. Mai"]


def test_markup_is_shown_as_it_was_typed(fonts):
    document = page(STORE.row_of("bare"))
    assert "<b>Bare</b> & plain" in texts(document)
    assert not any(text.startswith("Tags") for text in texts(document))
    assert texts(document)[-1] == "No excerpt supports this date."


@pytest.mark.parametrize("style", [LIGHT, DARK], ids=["light", "dark"])
def test_every_letter_can_be_read_on_the_panel(fonts, style):
    for row in range(len(STORE)):
        document = page(row, style=style)
        for block in paragraphs(document):
            pieces = block.begin()
            while not pieces.atEnd():
                colour = pieces.fragment().charFormat().foreground().color().name()
                assert contrast(colour, style.panel) >= 4.5, block.text()
                pieces += 1


def test_headings_are_headings(fonts):
    document = page(MILL)
    levels = {block.text(): block.blockFormat().headingLevel() for block in paragraphs(document)}
    assert levels["The mill opens"] == 1
    assert levels["How the date was read"] == levels["English\u2002[2]"] == 2
    assert levels["A note."] == 0


def test_page_paints_rule_highlight_dot_and_hairline(panel, session):
    session.select(MILL)
    view = panel.findChild(PageView)
    panel.resize(400, 1200)
    image = view.grab().toImage()
    seen = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    expected = (LIGHT.highlight, LIGHT.hairline, LIGHT.categories[0])
    assert {QColor(colour).name() for colour in expected} <= seen


def test_selecting_shows_the_page_and_escape_the_list_again(panel, session):
    session.select(MILL)
    view = panel.findChild(PageView)
    assert view.isVisible()
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert session.selected is None
    assert not view.isVisible()


def test_neighbours_are_links_in_time_order(panel, session):
    session.select(MILL)
    QTest.mouseClick(link(panel, "throughout 2021 · Last"), Qt.MouseButton.LeftButton)
    assert session.selected == STORE.row_of("last")
    assert not link(panel, "This is the last event").isEnabled()
    QTest.mouseClick(link(panel, "5 May 2020 · claimed · The mill opens"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(link(panel, "some day in 1999 · <b>Bare</b> & plain"), Qt.MouseButton.LeftButton)
    assert session.selected == STORE.row_of("bare")
    assert not link(panel, "This is the first event").isEnabled()


def test_icons_are_drawn_anew_for_another_style_only(panel, session, monkeypatch):
    drawn = []
    monkeypatch.setattr(event_page, "icon", lambda name, *_, **__: drawn.append(name) or QIcon())
    for row in range(len(STORE)):
        session.select(row)
    session.set_language(LANGUAGES["de"])
    assert drawn == []
    session.set_style(DARK)
    assert sorted(drawn) == ["copy", "edit", "next", "previous", "previous"]


@pytest.mark.parametrize("style", [LIGHT, DARK], ids=["light", "dark"])
def test_the_icon_of_a_link_that_leads_nowhere_is_pale(panel, session, style):
    session.set_style(style)
    session.select(0)
    shown = link(panel, "This is the first event").icon()
    for mode, colour in ((QIcon.Mode.Disabled, style.axis), (QIcon.Mode.Normal, style.soft)):
        expected = icon("previous", colour).pixmap(16)
        assert shown.pixmap(QSize(16, 16), 1.0, mode).toImage() == expected.toImage()


def test_copying_the_citation(panel, session):
    session.select(MILL)
    QTest.mouseClick(link(panel, "Copy citation"), Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert ENGLISH_WORDS in copied
    assert "EDTF 2020-05-05" in copied
    copy = link(panel, "Copied")
    session.select(STORE.row_of("bare"))
    assert copy.accessibleName() == "Copy citation"


def test_without_a_selection_nothing_is_copied(panel):
    QGuiApplication.clipboard().setText("kept")
    panel.copy_citation()
    assert QGuiApplication.clipboard().text() == "kept"


def test_page_follows_language_style_and_dataset(panel, session):
    session.select(MILL)
    view = panel.findChild(PageView)
    session.set_language(LANGUAGES["de"])
    assert "Die Mühle öffnet" in view.toPlainText()
    session.set_style(DARK)
    assert view.document().begin().begin().fragment().charFormat().foreground().color() == QColor(
        DARK.categories[0]
    )
    session.set_dataset(Dataset(store=EventStore.of((EVENTS[1],), CATEGORIES)))
    assert "de" in view.toPlainText().splitlines()
    session.set_dataset(Dataset())
    assert not view.isVisible()


def test_text_is_selected_by_keyboard_and_copied_as_it_stands(panel, session):
    session.select(MILL)
    view = panel.findChild(PageView)
    view.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert GERMAN_WORDS in QGuiApplication.clipboard().text()


def test_page_cannot_be_changed(panel, session):
    session.select(MILL)
    view = panel.findChild(PageView)
    before = view.toPlainText()
    view.setFocus()
    QTest.keyClicks(view, "x")
    assert view.toPlainText() == before
