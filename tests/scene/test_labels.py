"""Label texts: what weakens a date, and a bounded memory."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from msgspec import structs
from scenery import chart, event, store

from timeline_app.core.civil import instant_of
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Event, Role
from timeline_app.core.extent import extent_text
from timeline_app.core.instant import Span
from timeline_app.core.language import ENGLISH, LANGUAGES
from timeline_app.core.text import Text
from timeline_app.scene import labels
from timeline_app.scene.cluster_text import cluster_lines
from timeline_app.scene.display import FontRole
from timeline_app.scene.labels import DATE_GAP, Labeller
from timeline_app.scene.measure import FixedMeasurer

GERMAN = LANGUAGES["de"]


def test_a_label_says_what_weakens_its_date() -> None:
    weak = store(structs.replace(event("2018-05-03"), role=Role.CLAIMED))
    label = Labeller(GERMAN, FixedMeasurer()).label(weak, 0)
    assert label.date == "3. Mai 2018 · behauptet"
    assert label.date_width == 7.0 * len(label.date)


def test_a_label_is_as_wide_as_its_title_is_when_selected() -> None:
    class Bolder(FixedMeasurer):
        def width(self, text: str, role: FontRole) -> float:
            return len(text) * (9.0 if role is FontRole.TITLE_SELECTED else 7.0)

    label = Labeller(ENGLISH, Bolder()).label(store(event("2018", "a title")), 0)
    assert label.title_width == 7 * 9.0
    assert label.width == max(label.title_width, label.date_width)
    assert label.line_width == label.title_width + DATE_GAP + label.date_width


def test_a_title_in_several_languages_is_taken_in_the_labellers() -> None:
    both = structs.replace(event("2018", "id"), title=Text.of({"en": "opening", "de": "Eröffnung"}))
    events = store(both)
    for language, title in ((ENGLISH, "opening"), (GERMAN, "Eröffnung")):
        assert Labeller(language, FixedMeasurer()).label(events, 0).title == title


def test_an_event_whose_title_shows_nothing_is_called_by_its_id() -> None:
    nameless = structs.replace(event("2018", "the-id"), title=Text.plain("\n\N{RIGHT-TO-LEFT OVERRIDE}"))
    assert Labeller(ENGLISH, FixedMeasurer()).label(store(nameless), 0).title == "the-id"


def test_labels_are_remembered_up_to_a_limit_the_last_used_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labels, "_CACHED", 2)
    events = store("2000", "2001", "2002")
    labeller = Labeller(ENGLISH, FixedMeasurer())
    first, second = labeller.label(events, 0), labeller.label(events, 1)
    assert labeller.label(events, 0) is first
    labeller.label(events, 2)
    assert labeller.label(events, 0) is first
    assert labeller.label(events, 1) is not second
    assert labeller.label(store("1900", "1901", "1902"), 0) is not first


class Gone:
    """Events of a file that is another by now."""

    def event(self, position: int) -> Event:
        raise TimelineError(f"the event at {position} is gone")

    def position_of(self, event_id: str) -> int | None:
        raise TimelineError(f"{event_id} is gone")


def test_a_chart_of_a_file_that_has_changed_is_drawn_without_its_words() -> None:
    years = (event(f"{1900 + i % 120}-06", f"e{i}") for i in range(1_100))
    crowd = store(*years, event("{1960,1971}", "set"))
    shown = chart(replace(crowd, events=Gone(), revision=-1))
    labels = {run.text for one in shown.drawn.values() for run in one.runs if run.text}
    assert all("can no longer be read".startswith(text.rstrip("…")) for text in labels)
    assert "can no longer be read" in labels
    lines = cluster_lines(replace(crowd, events=Gone()), shown.clusters[0][1], np.array([0, 1]), ENGLISH)
    assert lines[0].endswith("events")
    view = Span(instant_of(1900), instant_of(2030))
    assert extent_text(replace(crowd, events=Gone()), view, ENGLISH) == ""
