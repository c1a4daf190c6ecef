"""Finding in the whole window, by keys and clicks: the bar, the filters, their chips, and the way back."""

import threading

import pytest
from conftest import event
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton

from timeline_app.core.filters import NO_FILTERS, Filters
from timeline_app.core.language import LANGUAGES
from timeline_app.gui.appearance import Appearance
from timeline_app.gui.commands import Id
from timeline_app.gui.finding.chips_bar import ChipButton, ChipsBar
from timeline_app.gui.finding.filter_model import FilterModel
from timeline_app.gui.finding.filter_panel import ChoiceList, FilterPanel
from timeline_app.gui.finding.find_bar import FindBar, SearchField
from timeline_app.gui.frame.foot import Foot
from timeline_app.gui.panel.event_model import ROW_ROLE, SNIPPET_ROLE, TITLE_ROLE, EventModel
from timeline_app.gui.panel.page_document import Decoration
from timeline_app.gui.panel.page_view import PageView, _runs
from timeline_app.gui.widgets.elided import ElidedLabel
from timeline_app.gui.window import TimelineWindow
from timeline_app.render.export import ExportRequest, figure_for, provenance

# Offscreen, a popup cannot raise itself nor take the keyboard from other programs, and says so.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)

EVENTS = (
    event("gull", "2001", category="birds", tags=["sea", "white"]),
    event("heron", "2002-05", category="birds", tags=["river"]),
    event("seal", "2003-05-06", category="mammals", tags=["sea"]),
    event("otter", "2004", category="mammals", tags=["river"], summary="An otter chases a gull & a heron."),
    event("carp", "2005", category="fish", tags=["river"]),
)
BIRDS = Filters(categories=frozenset({"birds"}))


@pytest.fixture
def window(qapp, qtbot, session, settings, write):
    appearance = Appearance(qapp, session, settings, session)
    made = TimelineWindow(session, settings, appearance)
    made.canvas.navigator.animated = False
    qtbot.addWidget(made, before_close_func=lambda closing: setattr(closing, "_leaving", True))
    made.show()
    made.documents.open(write("animals.json", *EVENTS))
    qtbot.waitUntil(lambda: len(session.dataset.store) == len(EVENTS) and made.background.idle)
    yield made
    appearance.choose_language("en")
    qapp.setStyleSheet("")


@pytest.fixture
def field(window):
    return window.findChild(SearchField)


@pytest.fixture
def search(window, field, qtbot):
    """Return a function that types a search and waits for what it finds."""

    def typed(text):
        window.run(Id.FIND)
        field.clear()
        QTest.keyClicks(field, text)
        qtbot.waitUntil(lambda: window.session.matches is not None)

    return typed


def listed(window):
    model = window.findChild(EventModel)
    return [window.session.store.event(model.index(row).data(ROW_ROLE)).id for row in range(model.rowCount())]


def shown(window):
    store = window.session.store
    return [store.event(row).id for row in range(len(store))]


def says(window):
    return window.findChild(FindBar).findChild(ElidedLabel).whole


def status(window):
    """Return the line at the foot."""
    return " ".join(label.whole for label in window.findChild(Foot).findChildren(ElidedLabel))


def chips(window):
    return [chip for chip in window.findChildren(ChipButton) if chip.isVisible()]


def chosen(panel):
    """Return the choices that are ticked."""
    model = panel.findChild(FilterModel)
    rows = [model.index(row) for row in range(model.rowCount())]
    ticked = Qt.CheckState.Checked
    return [row.data() for row in rows if row.data(Qt.ItemDataRole.CheckStateRole) == ticked]


@pytest.fixture
def filters(window, qtbot):
    """Return a function that opens the filters as a person does."""

    def opened():
        window.run(Id.FILTER)
        panel = window.findChildren(FilterPanel)[-1]
        qtbot.waitUntil(lambda: panel.findChild(FilterModel).rowCount() > 0)
        return panel

    return opened


def tick(panel, text):
    """Click the line of a choice."""
    choices = panel.findChild(ChoiceList)
    model = choices.model()
    index = next(model.index(row) for row in range(model.rowCount()) if model.index(row).data() == text)
    choices.scrollTo(index)
    place = choices.visualRect(index).center()
    QTest.mouseClick(choices.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_the_bar_comes_by_key_or_button_and_goes_by_escape(window, field):
    bar = window.findChild(FindBar)
    assert not bar.isVisible()
    find = next(button for button in window.findChildren(QPushButton) if button.text() == "Find")
    QTest.mouseClick(find, Qt.MouseButton.LeftButton)
    assert bar.isVisible()
    assert window.focusWidget() is field
    QTest.keyClicks(field, "gull")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), bar.isVisible()) == ("", True)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert window.focusWidget() is window.canvas


def test_matches_are_listed_as_one_types_with_their_words_lit(window, search, qtbot):
    search("gul")
    qtbot.waitUntil(lambda: listed(window) == ["gull", "otter"])
    model = window.findChild(EventModel)
    title, snippet = model.index(0).data(TITLE_ROLE), model.index(1).data(SNIPPET_ROLE)
    assert title.spans == ((0, 3),)
    assert snippet.text == "… otter chases a gull & a heron."
    assert [snippet.text[start:end] for start, end in snippet.spans] == ["gul"]
    assert model.index(0).data(SNIPPET_ROLE) is None
    assert says(window) == "2 matches"


def test_the_list_goes_back_to_all_when_the_search_is_cleared(window, field, search, qtbot):
    search("gull")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: listed(window) == ["gull", "heron", "seal", "otter", "carp"])
    assert window.session.matches is None


def test_enter_and_f3_go_round_the_matches(window, field, search):
    search("gull")
    session = window.session
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (shown(window)[session.selected], says(window)) == ("gull", "1 of 2")
    window.actions_[Id.FIND_NEXT].trigger()
    assert (shown(window)[session.selected], says(window)) == ("otter", "2 of 2")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert says(window) == "1 of 2"
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert says(window) == "2 of 2"
    assert window.focusWidget() is field


def test_the_buttons_step_too_and_only_where_there_is_something(window, search):
    buttons = {button.accessibleName(): button for button in window.findChildren(QToolButton)}
    search("dodo")
    assert not buttons["Next match"].isEnabled()
    assert not window.actions_[Id.FIND_NEXT].isEnabled()
    search("gull")
    QTest.mouseClick(buttons["Previous match"], Qt.MouseButton.LeftButton)
    assert says(window) == "2 of 2"


def test_a_match_outside_the_view_is_brought_into_it(window, field, search, qtbot):
    session = window.session
    session.select(0)
    window.run(Id.FIT_SELECTION)
    search("carp")
    qtbot.waitUntil(lambda: listed(window) == [])
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert session.store.touches(session.selected, session.viewport.span)


def test_the_page_lights_the_words_and_keeps_plain_text_plain(window, field, search):
    search("gull heron")
    QTest.keyClick(field, Qt.Key.Key_Return)
    view = window.findChild(PageView)
    block, lit = view.document().begin(), []
    while block.isValid():
        lit += [run.text() for run in _runs(block) if run.charFormat().stringProperty(Decoration.FOUND)]
        block = block.next()
    assert lit == ["gull", "heron"]
    assert "An otter chases a gull & a heron." in view.toPlainText()


def test_filters_are_ticked_in_the_panel_and_stand_as_chips(window, filters, qtbot):
    panel = filters()
    tick(panel, "birds")
    tick(panel, "river")
    assert panel.isVisible()
    assert chosen(panel) == ["birds", "river"]
    qtbot.waitUntil(lambda: shown(window) == ["heron"])
    assert [chip.chip.text for chip in chips(window)] == ["Category: birds", "Tag: river"]
    assert "4 hidden by filters" in status(window)
    tick(panel, "birds")
    qtbot.waitUntil(lambda: shown(window) == ["heron", "otter", "carp"])
    panel.close()


def test_the_panel_is_worked_by_keys_alone(window, filters, qtbot):
    panel = filters()
    line, choices = panel.findChild(QLineEdit), panel.findChild(ChoiceList)
    QTest.keyClicks(line, "mam")
    model = panel.findChild(FilterModel)
    assert [model.index(row).data() for row in range(model.rowCount())] == ["Category", "mammals"]
    choices.setFocus()
    QTest.keyClick(choices, Qt.Key.Key_Down)
    QTest.keyClick(choices, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shown(window) == ["seal", "otter"])
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(FilterPanel))


def test_a_chip_is_removed_by_click_and_by_key(window, qtbot):
    window.canvas.navigator.filter(Filters(categories=frozenset({"birds"}), tags=frozenset({"sea"})))
    qtbot.waitUntil(lambda: shown(window) == ["gull"])
    QTest.mouseClick(chips(window)[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown(window) == ["gull", "seal"])
    chips(window)[0].setFocus()
    QTest.keyClick(chips(window)[0], Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(shown(window)) == len(EVENTS))
    assert not window.findChild(ChipsBar).isVisible()


def test_all_filters_are_cleared_at_once(window, qtbot):
    assert not window.actions_[Id.CLEAR_FILTERS].isEnabled()
    window.canvas.navigator.filter(Filters(tags=frozenset({"sea", "river"})))
    clear = next(button for button in window.findChildren(QPushButton) if button.text() == "Clear all")
    QTest.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert window.session.filters == NO_FILTERS


def test_what_takes_long_is_said_beside_the_chips(window, qtbot):
    beside = window._finder._background
    may_go = threading.Event()
    beside.start(lambda: may_go.wait(60), lambda _: None)
    window.canvas.navigator.filter(BIRDS)
    bar = window.findChild(ChipsBar)
    said = next(label for label in bar.findChildren(QLabel) if label.text() == "Filtering …")
    assert not said.isVisible()
    qtbot.waitUntil(said.isVisible)
    may_go.set()
    qtbot.waitUntil(lambda: shown(window) == ["gull", "heron"])
    assert not said.isVisible()


def test_chips_stand_while_the_bar_is_closed_and_in_the_language(window, field):
    window.canvas.navigator.filter(BIRDS)
    window.run(Id.FIND)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert [chip.chip.text for chip in chips(window)] == ["Category: birds"]
    window.session.set_language(LANGUAGES["de"])
    assert [chip.text() for chip in chips(window)] == ["Kategorie: birds"]
    assert chips(window)[0].accessibleName() == "Filter „Kategorie: birds“ entfernen"


def test_many_chips_stay_on_few_lines_and_the_rest_is_counted(window):
    window.resize(900, 560)
    window.canvas.navigator.filter(Filters(tags=frozenset(f"a tag of some length {n}" for n in range(40))))
    bar = window.findChild(ChipsBar)
    assert 0 < len(chips(window)) < 40
    assert bar.height() <= 110
    more = next(button for button in bar.findChildren(QPushButton) if button.text().startswith("and "))
    assert more.text() == f"and {40 - len(chips(window))} more"
    for one in chips(window):
        assert bar.rect().contains(one.geometry())


def test_back_and_forward_go_through_filters_and_views(window, qtbot):
    navigator, session = window.canvas.navigator, window.session
    whole = session.viewport
    navigator.filter(BIRDS)
    qtbot.waitUntil(lambda: shown(window) == ["gull", "heron"])
    assert session.viewport == whole, "the view stays where it is"
    navigator.fit_all()
    fitted = session.viewport
    window.run(Id.BACK)
    assert (session.viewport, session.filters) == (whole, BIRDS)
    window.run(Id.BACK)
    assert (session.viewport, session.filters) == (whole, NO_FILTERS)
    qtbot.waitUntil(lambda: len(session.store) == len(EVENTS))
    window.run(Id.FORWARD)
    window.run(Id.FORWARD)
    assert (session.viewport, session.filters) == (fitted, BIRDS)


def test_this_view_is_a_filter_by_time(window, filters, qtbot):
    window.session.select(2)
    window.run(Id.FIT_SELECTION)
    panel = filters()
    this_view = next(button for button in panel.findChildren(QPushButton) if button.text() == "This view")
    QTest.mouseClick(this_view, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown(window) == ["seal"])
    assert window.session.selected == 0


def test_dates_that_were_typed_are_a_filter_and_an_empty_side_is_open(window, filters, qtbot):
    panel = filters()
    line = next(line for line in panel.findChildren(QLineEdit) if line.accessibleName() == "First date")
    set_dates = next(button for button in panel.findChildren(QPushButton) if button.text() == "Set")
    QTest.keyClicks(line, "20o4")
    assert not set_dates.isEnabled()
    line.clear()
    QTest.keyClicks(line, "2004")
    QTest.mouseClick(set_dates, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown(window) == ["otter", "carp"])


def test_nothing_is_left_of_the_search_in_another_chronology(window, field, search, write, qtbot):
    window.canvas.navigator.filter(BIRDS)
    search("gull")
    window.documents.open(write("other.json", event("gull", "1999"), event("plain", "2000")))
    qtbot.waitUntil(lambda: shown(window) == ["gull", "plain"])
    assert window.session.filters == NO_FILTERS
    assert (field.text(), window.findChild(FindBar).isVisible()) == ("", False)
    window.run(Id.BACK)
    assert window.session.filters == NO_FILTERS


def test_a_figure_shows_what_passes_the_filters_and_counts_the_rest(window, qtbot):
    window.canvas.navigator.filter(BIRDS)
    qtbot.waitUntil(lambda: len(shown(window)) == 2)
    dataset = window.session.dataset.showing(window.session.store)
    figure = figure_for(dataset, ExportRequest("png", 900, 500))
    dump = figure.scene.dump()
    assert "Heron" in dump
    assert "Otter" not in dump
    assert "2 of 5 events shown · 3 hidden by filters" in dump
    assert provenance(dataset, figure)["Events-Not-Shown"] == "3"


def test_a_filter_that_nothing_passes_is_said_and_the_chart_stays(window, qtbot):
    window.canvas.navigator.filter(Filters(tags=frozenset({"none"})))
    qtbot.waitUntil(lambda: not shown(window))
    assert window.canvas.isVisible()
    assert window.actions_[Id.FIND].isEnabled()
    assert "5 hidden by filters" in status(window)
