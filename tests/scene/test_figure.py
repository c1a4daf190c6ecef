"""Figures: title, counts, legend and sources travel with the chart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec import structs
from scenery import event, store

from timeline_app.core.dataset import Dataset
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Excerpt, Source
from timeline_app.core.instant import Span
from timeline_app.core.language import ENGLISH, LANGUAGES
from timeline_app.core.store import EMPTY_STORE, EventStore
from timeline_app.core.text import Text
from timeline_app.scene.display import Shape, TextRun
from timeline_app.scene.figure import Figure, FigureRequest, figure_of, span_between
from timeline_app.scene.measure import FixedMeasurer
from timeline_app.scene.style import LIGHT

SOURCES = (
    Source("paper", 1, Text.plain("The title"), "Jane Doe", Text.plain("The Paper"), language="en"),
    Source("brief", 2, Text.plain("Der Titel"), "Jan Dohe", language="de"),
    Source("unused", 3, Text.plain("Nobody cites me")),
)


def dataset() -> Dataset:
    early = structs.replace(event("1900", "early"), excerpts=(Excerpt("paper", "In 1900"),))
    late = structs.replace(event("2000-05-05", "late", "b"), excerpts=(Excerpt("brief", "Am 5. Mai 2000"),))
    events = EventStore.of((early, late), sources=SOURCES)
    return Dataset("file.timeline.json", Text.of({"en": "Chronology", "de": "Chronik"}), "en", events)


def figure(data: Dataset | None = None, **changes: object) -> Figure:
    request = FigureRequest(1000.0, 700.0, LIGHT, ENGLISH)
    return figure_of(data or dataset(), replace(request, **changes), FixedMeasurer())


def said(made: Figure, group: str) -> list[str]:
    return [
        item.text
        for path, item in made.scene.primitives()
        if path.startswith(group) and isinstance(item, TextRun)
    ]


def test_the_head_names_the_chronology_and_counts_what_is_shown() -> None:
    title, counts = said(figure(), "head")
    assert title == "Chronology"
    assert counts.startswith("2 of 2 events shown · nothing hidden · ")


def test_only_the_sources_of_shown_events_stand_below() -> None:
    assert said(figure(), "sources") == [
        "[1] Jane Doe, The Paper, “The title” (English)",
        "[2] Jan Dohe, “Der Titel” (German)",
    ]
    only_late = figure(span=span_between(dataset().store, parse_edtf("1990"), None))
    assert said(only_late, "sources") == ["[2] Jan Dohe, “Der Titel” (German)"]


def test_sources_without_room_are_counted_in_the_last_line() -> None:
    many = tuple(Source(f"s{n}", n, Text.plain(f"Title {n}")) for n in range(1, 21))
    one = structs.replace(
        event("1900", "early"), excerpts=tuple(Excerpt(source.id, "In 1900") for source in many)
    )
    data = Dataset("f", Text.plain("F"), "en", EventStore.of((one,), sources=many))
    low = figure(data, height=400.0)
    lines = [
        item
        for path, item in low.scene.primitives()
        if path.startswith("sources") and isinstance(item, TextRun)
    ]
    assert 1 < len(lines) < 20
    assert lines[-1].text == f"and {21 - len(lines)} more sources"
    assert lines[-1].baseline < low.scene.height
    assert len(low.sources) == 20
    assert len(said(figure(data, height=None), "sources")) == 20


@pytest.mark.parametrize("height", range(280, 420, 9))
def test_a_figure_shows_events_whole_or_not_at_all(height: int) -> None:
    crowd = store(*(event(f"2025-10-{day:02}", f"a title of {day}") for day in range(1, 31)))
    made = figure(Dataset("x", store=crowd), height=float(height))
    plot = next(group.clip for group in made.scene.groups if group.name == "events")
    assert plot is not None
    runs = [
        item
        for path, item in made.scene.primitives()
        if path.startswith("events") and isinstance(item, TextRun)
    ]
    assert runs
    assert max(run.baseline for run in runs) < plot.bottom
    assert len(runs) == 2 * (made.counts.in_view - made.counts.scrolled_away)


def test_what_a_range_leaves_out_is_counted() -> None:
    made = figure(span=span_between(dataset().store, parse_edtf("1990"), None))
    assert made.counts.total - made.counts.in_view == 1
    assert "1 outside the view" in said(made, "head")[1]


def test_events_outside_the_range_take_no_room() -> None:
    made = figure(span=span_between(dataset().store, parse_edtf("1990"), None))
    assert said(made, "lane names") == ["b"]
    assert made.counts.total == 2


def test_marks_on_the_edge_of_a_range_are_drawn_whole() -> None:
    late = parse_edtf("2000-05-05")
    made = figure(span=span_between(dataset().store, late, late))
    (mark,) = (item for path, item in made.scene.primitives() if "event" in path and isinstance(item, Shape))
    plot = next(group.clip for group in made.scene.groups if group.name == "events")
    assert plot is not None
    assert plot.x < mark.box.x < mark.box.right < plot.right
    assert made.span == late.single.span


def test_what_could_not_be_read_is_counted() -> None:
    made = figure(replace(dataset(), omitted=3))
    assert "3 could not be read" in said(made, "head")[1]


def test_german_titles_and_words() -> None:
    made = figure(language=LANGUAGES["de"])
    assert made.title == "Chronik"
    assert "2 von 2 Ereignissen gezeigt" in said(made, "head")[1]


def test_without_a_height_a_figure_is_as_tall_as_its_lanes_need() -> None:
    crowd = store(*(event(f"2025-10-{day:02}", f"a rather long title of {day}") for day in range(1, 31)))
    made = figure(Dataset("x", store=crowd), height=None, width=600.0)
    assert made.scene.height > 900
    assert made.counts.scrolled_away == 0
    assert figure(height=None).scene.height == 900.0


def test_everything_stays_inside_the_figure() -> None:
    made = figure()
    runs = [item for _, item in made.scene.primitives() if isinstance(item, TextRun)]
    assert all(run.x >= 0 and run.x + run.width <= made.scene.width for run in runs)
    assert all(0 < run.baseline < made.scene.height for run in runs)


def test_the_range_of_two_dates_runs_from_the_first_to_the_end_of_the_last() -> None:
    first, last = parse_edtf("2018"), parse_edtf("2025-10")
    assert span_between(dataset().store, first, last) == Span(first.single.span.start, last.single.span.end)
    assert span_between(dataset().store, None, None) is None


BEYOND = "; the dataset spans 1900-01-01/2000-05-05"
EMPTY_RANGES = {
    "reversed": ("2025", "2018", "The range 2025 – 2018 ends before it starts; expected a first and"),
    "reversed beyond the events": ("2040", "2030", "The range 2040 – 2030 ends before it starts"),
    "after the last event": ("2001", None, f"No event begins or ends in the range from 2001 on{BEYOND}"),
    "before the first event": (None, "1850", f"No event begins or ends in the range up to 1850{BEYOND}"),
    "open before the first event": (
        "../1950",
        "1850",
        f"No event begins or ends in the range up to 1850{BEYOND}",
    ),
}


@pytest.mark.parametrize(("first", "last", "sentence"), EMPTY_RANGES.values(), ids=EMPTY_RANGES)
def test_an_empty_range_is_refused_with_its_dates(first: str | None, last: str | None, sentence: str) -> None:
    dates = [parse_edtf(text) if text else None for text in (first, last)]
    with pytest.raises(TimelineError) as caught:
        span_between(dataset().store, *dates)
    assert str(caught.value).startswith(sentence)


def test_a_range_of_a_dataset_without_events_is_refused() -> None:
    with pytest.raises(TimelineError, match="in the range from 2026 on; the dataset has no events"):
        span_between(EMPTY_STORE, parse_edtf("2026"), None)
