"""Filters against looking at every event."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core import filter_choices
from timeline_app.core.columns import bounds_of
from timeline_app.core.date import Edge, Precision
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.event import Category, Event, Excerpt, Source, When
from timeline_app.core.filter_choices import choices_in
from timeline_app.core.filters import NO_FILTERS, Filters, PrecisionGroup
from timeline_app.core.language import ENGLISH, LANGUAGES
from timeline_app.core.store import EMPTY_STORE, EventStore
from timeline_app.core.text import Text

CATEGORIES = (
    Category("f", Text.of({"en": "Factories", "de": "Fabriken"})),
    Category("s", Text.plain("Sales")),
)
SOURCES = (
    Source("a", 1, author="Ann", language="en-GB"),
    Source("b", 2, author="Bea", language="de"),
    Source("c", 3, author="Cy", language="EN"),
    Source("d", 4),
)
GROUPS = {
    "2018-05-03T10:00:00": PrecisionGroup.TIME,
    "2018-05-03T10:00": PrecisionGroup.TIME,
    "2018-05-03": PrecisionGroup.DAY,
    "2018-05": PrecisionGroup.MONTH,
    "2018-34": PrecisionGroup.PART_OF_YEAR,
    "2018-21": PrecisionGroup.PART_OF_YEAR,
    "2018-40": PrecisionGroup.PART_OF_YEAR,
    "2017": PrecisionGroup.YEAR,
    "201X": PrecisionGroup.LONGER,
    "19XX": PrecisionGroup.LONGER,
    "2016/2020-05": PrecisionGroup.YEAR,
    "../2010": PrecisionGroup.YEAR,
    "2019/..": PrecisionGroup.YEAR,
}
SPANS = st.none() | st.tuples(
    st.sampled_from(["1990", "2018", "2018-05", "2018-05-03", "2019", "../2000"]).map(parse_edtf),
    st.sampled_from(["1995", "2018", "2018-05", "2018-05-03", "2025", "2020/.."]).map(parse_edtf),
)


def subsets(*values):
    return st.frozensets(st.sampled_from(values))


EVENTS = st.lists(
    st.builds(
        lambda date, category, tags, sources: (date, category, tags, sources),
        st.sampled_from(sorted(GROUPS)),
        st.sampled_from(["f", "s", "new"]),
        st.lists(st.sampled_from(["x", "y", "z"]), max_size=3),
        st.lists(st.sampled_from(["a", "b", "c", "d", "missing"]), max_size=3),
    ),
    max_size=12,
)
FILTERS = st.builds(
    Filters,
    categories=subsets("f", "new", "nowhere"),
    tags=subsets("x", "y", "nowhere"),
    sources=subsets("a", "b", "missing", "nowhere"),
    languages=subsets("en", "de", "zh"),
    precisions=subsets(*PrecisionGroup),
    without_excerpt=st.booleans(),
    span=SPANS,
)


def store_of(described) -> EventStore:
    events = [
        Event(
            str(number),
            Text.plain(""),
            When(parse_edtf(date)),
            category_id=category,
            tags=tuple(tags),
            excerpts=tuple(Excerpt(source, "words") for source in sources),
        )
        for number, (date, category, tags, sources) in enumerate(described)
    ]
    return EventStore.of(events, CATEGORIES, SOURCES)


def languages_of(event: Event) -> set[str]:
    spoken = {"a": "en", "b": "de", "c": "en"}
    return {spoken[excerpt.source_id] for excerpt in event.excerpts if excerpt.source_id in spoken}


def touches(event: Event, span) -> bool:
    bounds = event.when.date.bounds
    four = bounds_of(event.when)
    first, last = span[0].bounds.earliest_start, span[1].bounds.latest_end
    start = -(10**40) if isinstance(first, Edge) else first
    end = max(start, 10**40 if isinstance(last, Edge) else last)
    begins = -(10**50) if bounds.earliest_start is Edge.OPEN else four[0]
    ends = 10**50 if bounds.latest_end is Edge.OPEN else four[3]
    return begins < end and ends > start


def passes(event: Event, filters: Filters) -> bool:
    """Look at one event, kind by kind."""
    return all(
        (
            not filters.categories or event.category_id in filters.categories,
            not filters.tags or bool(filters.tags & set(event.tags)),
            not filters.sources or any(excerpt.source_id in filters.sources for excerpt in event.excerpts),
            not filters.languages or bool(filters.languages & languages_of(event)),
            not filters.precisions or GROUPS[event.when.date.text] in filters.precisions,
            not filters.without_excerpt or not event.excerpts,
            filters.span is None or touches(event, filters.span),
        )
    )


@given(EVENTS, FILTERS)
def test_an_event_passes_that_has_a_value_of_every_kind(described, filters: Filters) -> None:
    store = store_of(described)
    expected = [passes(store.event(row), filters) for row in range(len(store))]
    assert filters.mask(store).tolist() == expected


@given(EVENTS, st.data())
def test_each_kind_alone(described, data) -> None:
    store = store_of(described)
    every = data.draw(FILTERS)
    for field in fields(Filters):
        filters = replace(NO_FILTERS, **{field.name: getattr(every, field.name)})
        expected = [passes(store.event(row), filters) for row in range(len(store))]
        assert filters.mask(store).tolist() == expected


@given(EVENTS, FILTERS)
def test_a_part_of_a_store_is_filtered_alike(described, filters: Filters) -> None:
    store = store_of(described)
    rows = np.arange(0, len(store), 2)
    assert filters.mask(store.subset(rows)).tolist() == filters.mask(store)[rows].tolist()


@given(FILTERS)
def test_chips_take_away_one_value_each_until_nothing_is_left(filters: Filters) -> None:
    store = store_of([])
    count = 0
    while not filters.is_empty:
        chips = filters.chips(ENGLISH, store)
        assert len({chip.text for chip in chips}) == len(chips)
        assert all(len(chip.rest.chips(ENGLISH, store)) == len(chips) - 1 for chip in chips)
        filters, count = chips[-1].rest, count + 1
        assert count < 40
    assert filters.chips(ENGLISH, store) == ()
    assert filters == NO_FILTERS


@pytest.mark.parametrize(
    ("filters", "english", "german"),
    [
        (
            Filters(categories=frozenset({"s", "f"})),
            "Category: Factories|Category: Sales",
            "Kategorie: Fabriken|Kategorie: Sales",
        ),
        (Filters(tags=frozenset({"x"})), "Tag: x", "Schlagwort: x"),
        (
            Filters(sources=frozenset({"b", "gone"})),
            "Source: [2] Bea (German)|Source: gone",
            "Quelle: [2] Bea (Deutsch)|Quelle: gone",
        ),
        (Filters(languages=frozenset({"de"})), "Language: German", "Sprache: Deutsch"),
        (Filters(precisions=frozenset({PrecisionGroup.DAY})), "Precision: day", "Genauigkeit: Tag"),
        (
            Filters(precisions=frozenset({PrecisionGroup.LONGER, PrecisionGroup.TIME})),
            "Precision: decade or longer|Precision: time of day",
            "Genauigkeit: Jahrzehnt oder länger|Genauigkeit: Uhrzeit",
        ),
        (
            Filters(precisions=frozenset({PrecisionGroup.PART_OF_YEAR})),
            "Precision: quarter, season or half-year",
            "Genauigkeit: Quartal, Jahreszeit oder Halbjahr",
        ),
        (Filters(without_excerpt=True), "Without an excerpt", "Ohne Auszug"),
        (Filters(span=(parse_edtf("2018"), parse_edtf("2020"))), "2018 – 2020", "2018 – 2020"),
        (Filters(span=(parse_edtf("2018-05"), parse_edtf("2018-05"))), "May 2018", "Mai 2018"),
        (NO_FILTERS, "", ""),
    ],
)
def test_chips_in_words(filters: Filters, english: str, german: str) -> None:
    store = store_of([("2018", "f", [], ["b"])])
    assert "|".join(chip.text for chip in filters.chips(ENGLISH, store)) == english
    assert "|".join(chip.text for chip in filters.chips(LANGUAGES["de"], store)) == german


def test_every_precision_is_in_one_group() -> None:
    for precision in Precision:
        assert sum(group.value[0] <= precision <= group.value[1] for group in PrecisionGroup) == 1


@given(EVENTS)
def test_a_choice_counts_the_events_that_it_lets_pass(described) -> None:
    store = store_of(described)
    choices = choices_in(store, ENGLISH)
    kinds = {
        "categories": {event[1] for event in described},
        "tags": {tag for event in described for tag in event[2]},
        "sources": {source for event in described for source in event[3]},
        "languages": {tag for row in range(len(store)) for tag in languages_of(store.event(row))},
        "precisions": {GROUPS[event[0]] for event in described},
    }
    for kind, values in kinds.items():
        listed = getattr(choices, kind).choices
        assert {choice.value for choice in listed} == values
        assert len(listed) == len(values)
        for choice in listed:
            filters = replace(NO_FILTERS, **{kind: frozenset({choice.value})})
            assert choice.count == np.count_nonzero(filters.mask(store))
    assert choices.without_excerpt == np.count_nonzero(Filters(without_excerpt=True).mask(store))


def test_choices_in_words_and_order(monkeypatch) -> None:
    store = store_of(
        [("2018", "s", ["y"], ["b"]), ("2018-05-03", "s", ["x"], ["a"]), ("2018", "f", ["y"], ["a", "b"])]
    )
    choices = choices_in(store, LANGUAGES["de"])
    assert [(choice.text, choice.count) for choice in choices.categories.choices] == [
        ("Sales", 2),
        ("Fabriken", 1),
    ]
    assert [choice.text for choice in choices.sources.choices] == ["[1] Ann (Englisch)", "[2] Bea (Deutsch)"]
    assert [choice.text for choice in choices.languages.choices] == ["Deutsch", "Englisch"]
    assert [(choice.text, choice.count) for choice in choices.precisions.choices] == [("Tag", 1), ("Jahr", 2)]
    monkeypatch.setattr(filter_choices, "MOST_CHOICES", 1)
    tags = choices_in(store, ENGLISH).tags
    assert ([choice.text for choice in tags.choices], tags.more) == (["y"], 1)


def test_a_store_without_events_has_no_choices() -> None:
    assert choices_in(EMPTY_STORE, ENGLISH).tags.choices == ()
    assert (
        Filters(tags=frozenset({"x"}), span=(parse_edtf("2018"), parse_edtf("2019")))
        .mask(EMPTY_STORE)
        .tolist()
        == []
    )
