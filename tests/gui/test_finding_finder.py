"""The running search: what is due is worked out beside the window, what has become stale is dropped."""

import sys
import threading
from pathlib import Path

import pytest

from timeline_app.core.columns import HeldEvents
from timeline_app.core.dataset import Dataset
from timeline_app.core.errors import TimelineError
from timeline_app.core.filters import NO_FILTERS, Filters
from timeline_app.core.language import LANGUAGES
from timeline_app.core.search_index import SearchIndex, searchable_texts
from timeline_app.dataset.progress import Progress
from timeline_app.gui import matches as matches_module
from timeline_app.gui.finding.find_bar import status_text
from timeline_app.gui.finding.finder import Finder
from timeline_app.scene.viewport import Viewport

sys.path.append(str(Path(__file__).parents[1] / "scene"))
from scenery import event, store

EVENTS = [
    event("2003", "gannet", "b"),
    event("2001", "gull one", "a"),
    event("2004", "gull two", "b"),
    event("2002", "heron", "a"),
]
HIDDEN, VERBORGEN = " · 1 hidden by filters", " · 1 durch Filter verborgen"
ONLY_B = Filters(categories=frozenset({"b"}))


class Elsewhere:
    """Events that are not held: their index is made by others."""

    def __init__(self, events, broken=False):
        self.held, self.broken = HeldEvents.of(events), broken

    def event(self, position):
        if self.broken:
            raise TimelineError("The file is gone.")
        return self.held.event(position)

    def position_of(self, event_id):
        return self.held.position_of(event_id)


def elsewhere(events, broken=False):
    made = store(*events)
    fields = {name: getattr(made, name) for name in type(made).__dataclass_fields__}
    return type(made)(**(fields | {"events": Elsewhere(events, broken)}))


def index_of(events):
    return SearchIndex.build((place, searchable_texts(one)) for place, one in enumerate(events))


@pytest.fixture
def finder(session, background, host):
    session.set_dataset(Dataset(name="birds", store=store(*EVENTS)))
    return Finder(session, background, host)


@pytest.fixture
def idle(background, qtbot):
    return lambda: qtbot.waitUntil(lambda: background.idle)


def shown(session):
    return [session.store.event(row).id for row in range(len(session.store))]


def test_what_is_typed_is_found(finder, session, idle):
    finder.search("gul")
    idle()
    assert session.matches.rows.tolist() == [0, 3]
    finder.search("heron")
    idle()
    assert session.matches.rows.tolist() == [1]
    finder.search("")
    assert session.matches is None


def test_what_was_typed_over_is_never_shown(finder, session, background, idle):
    finder.search("gull")
    idle()
    may_go, seen = threading.Event(), []
    session.matches_changed.connect(lambda: seen.append(session.matches and session.matches.query))
    background.start(lambda: may_go.wait(60), lambda _: None)
    for typed in ("h", "he", "heron", "gannet"):
        finder.search(typed)
    may_go.set()
    idle()
    assert seen == [finder.query]
    assert session.matches.rows.tolist() == [2]


def test_a_cleared_search_stays_cleared(finder, session, idle):
    finder.search("gull")
    finder.search("")
    idle()
    assert session.matches is None


def test_filters_change_what_is_shown_and_found_together(finder, session, idle):
    finder.search("gull")
    idle()
    together = []
    session.store_changed.connect(lambda: together.append((shown(session), session.matches.rows.tolist())))
    session.set_filters(ONLY_B)
    assert len(session.store) == 4, "not before it is worked out"
    idle()
    assert together == [(["gannet", "gull two"], [1])]
    session.set_filters(NO_FILTERS)
    idle()
    assert shown(session) == ["gull one", "heron", "gannet", "gull two"]
    assert session.store is session.dataset.store


def test_selection_stays_with_its_event_or_goes_with_it(finder, session, idle):
    session.select(2)
    session.set_filters(ONLY_B)
    idle()
    assert session.store.event(session.selected).id == "gannet"
    session.set_filters(Filters(categories=frozenset({"a"})))
    idle()
    assert session.selected is None


def test_another_version_of_the_dataset_is_filtered_and_searched_again(finder, session, idle):
    session.set_filters(ONLY_B)
    finder.search("gull")
    idle()
    session.set_dataset(Dataset(name="birds", store=store(*EVENTS, event("2005", "gull three", "b"))))
    idle()
    assert shown(session) == ["gannet", "gull two", "gull three"]
    assert session.matches.rows.tolist() == [1, 2]


def test_steps_go_through_the_matches_and_round(finder, session, idle):
    finder.search("gull")
    idle()
    reached = []
    finder.reached.connect(reached.append)
    for direction in (1, 1, 1, -1):
        finder.step(direction)
    assert reached == [0, 3, 0, 3]
    assert session.selected == 3


def test_the_first_step_begins_where_the_view_does(finder, session, idle):
    session.set_viewport(Viewport.showing(session.store.span_of(2), 800.0))
    finder.search("gull")
    idle()
    finder.step(1)
    assert session.selected == 3
    session.select(None)
    finder.step(-1)
    assert session.selected == 0


def test_a_step_asked_for_too_early_is_taken_when_something_is_found(finder, session, idle):
    finder.search("gull")
    finder.step(1)
    assert session.selected is None
    idle()
    assert session.selected == 0


def test_a_store_of_many_matches_is_made_after_a_pause(finder, session, idle, monkeypatch, qtbot):
    monkeypatch.setattr(matches_module, "_GATHERED_AT_ONCE", 1)
    finder.search("gull")
    idle()
    assert session.matches.store is None
    qtbot.waitUntil(lambda: session.matches.store is not None)
    assert session.matches.rows.tolist() == [0, 3]
    assert len(session.matches.store) == 2
    idle()


def test_an_index_made_elsewhere_is_awaited_and_what_was_typed_is_kept(finder, session, idle):
    session.set_dataset(Dataset(name="large", store=elsewhere(EVENTS)))
    finder.search("gull")
    idle()
    assert session.matches is None
    assert status_text(session, finder) == "Preparing the search …"
    finder.index_progress(Progress(425, 425, 1_000))
    assert status_text(session, finder) == "Preparing the search: 42 %"
    finder.take_index(index_of(EVENTS))
    idle()
    assert session.matches.rows.tolist() == [0, 3]
    assert status_text(session, finder) == "2 matches"


def test_why_there_will_be_no_index_is_said_until_another_dataset_is_open(finder, session, idle):
    session.set_dataset(Dataset(name="large", store=elsewhere(EVENTS)))
    finder.search("gull")
    finder.take_index(TimelineError("the disk is full"))
    assert status_text(session, finder) == "The search is not possible: the disk is full"
    session.set_dataset(Dataset(name="other", store=elsewhere(EVENTS)))
    assert status_text(session, finder) == "Preparing the search …"
    finder.take_index(index_of(EVENTS))
    idle()
    assert session.matches.rows.tolist() == [0, 3]


def test_what_was_found_in_another_dataset_is_not_shown(finder, session, background, idle):
    may_go = threading.Event()
    background.start(lambda: may_go.wait(60), lambda _: None)
    for events in (EVENTS, EVENTS[::-1]):
        session.set_dataset(Dataset(name="large", store=elsewhere(events)))
        finder.take_index(index_of(events))
        finder.search("gannet")
    session.set_dataset(Dataset(name="large", store=elsewhere(EVENTS[:2])))
    finder.take_index(index_of(EVENTS[:2]))
    may_go.set()
    idle()
    assert session.matches.mask.tolist() == [False, True]


def test_an_error_is_told_once_and_another_search_works(finder, session, idle):
    session.set_dataset(Dataset(name="large", store=elsewhere(EVENTS, broken=True)))
    finder.take_index(index_of(EVENTS))
    told = []
    finder.told.connect(lambda message, _: told.append(message))
    finder.search('"gull one"')
    idle()
    session.set_filters(NO_FILTERS)
    idle()
    assert told == ["The file is gone."]
    finder.search("heron")
    idle()
    assert session.matches.rows.tolist() == [1]


@pytest.mark.parametrize(
    ("typed", "filters", "selected", "english", "german"),
    [
        ("", NO_FILTERS, None, "", ""),
        ("dodo", NO_FILTERS, None, "No matches", "Keine Treffer"),
        ("gannet", NO_FILTERS, None, "1 match", "1 Treffer"),
        ("gull", NO_FILTERS, None, "2 matches", "2 Treffer"),
        ("gull", NO_FILTERS, 3, "2 of 2", "2 von 2"),
        ("gull", ONLY_B, None, f"1 match{HIDDEN}", f"1 Treffer{VERBORGEN}"),
        (
            "heron",
            ONLY_B,
            None,
            "No matches · 1 hidden by filters",
            "Keine Treffer · 1 durch Filter verborgen",
        ),
    ],
)
def test_the_bar_says_what_was_found(finder, session, idle, typed, filters, selected, english, german):
    session.set_filters(filters)
    finder.search(typed)
    idle()
    session.select(selected)
    assert status_text(session, finder) == english
    session.set_language(LANGUAGES["de"])
    assert status_text(session, finder) == german
