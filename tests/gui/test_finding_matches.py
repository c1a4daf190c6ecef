"""What was found as rows of the store that is shown, and the quotation of it, without a window."""

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.civil import instant_of
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.event import Event, Excerpt, When
from timeline_app.core.filters import NO_FILTERS, Filters
from timeline_app.core.instant import DAY, HOUR, Instant, Span
from timeline_app.core.language import LANGUAGES
from timeline_app.core.search_index import SearchIndex, searchable_texts
from timeline_app.core.search_query import Query
from timeline_app.core.store import EventStore
from timeline_app.core.text import Text
from timeline_app.gui.finding.filter_panel import dates_of
from timeline_app.gui.matches import Matches, first_row_from, passing
from timeline_app.gui.panel.snippet import Lit, lit, snippet_of

sys.path.append(str(Path(__file__).parents[1] / "scene"))
from scenery import event, store

ENGLISH, GERMAN = LANGUAGES["en"], LANGUAGES["de"]
# In the file's order; in time they are gull, heron, gannet, gull.
BIRDS = store(
    event("2003", "gannet"), event("2001", "gull one", "b"), event("2004", "gull two"), event("2002", "heron")
)


def index_of(events):
    texts = ((position, searchable_texts(one)) for position, one in enumerate(events.events.events))
    return SearchIndex.build(texts)


def found(typed, shown=BIRDS):
    return Matches.of(index_of(BIRDS), Query.parse(typed), shown)


def test_matches_are_rows_in_time_and_positions_in_the_file():
    matches = found("gull")
    assert matches.positions.tolist() == [1, 2]
    assert matches.rows.tolist() == [0, 3]
    assert matches.mask.tolist() == [True, False, False, True]
    assert [matches.store.event(row).id for row in range(2)] == ["gull one", "gull two"]


def test_what_filters_hide_is_found_but_not_shown():
    shown = passing(BIRDS, Filters(categories=frozenset({"b"})))
    matches = found("gull", shown)
    assert (matches.positions.tolist(), matches.rows.tolist()) == ([1, 2], [0])
    assert len(matches) == 1


def test_without_filters_the_store_itself_is_shown():
    assert passing(BIRDS, NO_FILTERS) is BIRDS


def test_a_phrase_is_read_in_the_texts():
    assert found('"gull two"').positions.tolist() == [2]
    assert found('"two gull"').positions.tolist() == []


@given(st.sets(st.integers(0, 30)), st.integers(-1, 31), st.sampled_from([1, -1]))
def test_steps_go_round_as_by_looking_at_each(rows, row, direction):
    mask = np.isin(np.arange(31), list(rows))
    matches = Matches(Query(()), np.empty(0, np.int32), np.flatnonzero(mask), mask)
    beyond = [one for one in sorted(rows, reverse=direction < 0) if (one - row) * direction > 0]
    around = sorted(rows, reverse=direction < 0)
    assert matches.step_from(row, direction) == next(iter([*beyond, *around]), None)
    assert matches.place_of(row) == (sorted(rows).index(row) if row in rows else None)


def test_the_first_row_from_an_instant_may_lie_beyond_all():
    assert first_row_from(BIRDS, instant_of(2001)) == 0
    assert first_row_from(BIRDS, Instant(instant_of(2001) + DAY)) == 1
    assert first_row_from(BIRDS, instant_of(10**12)) == 4


@pytest.mark.parametrize(
    ("span", "dates"),
    [
        (Span(instant_of(2020, 2, 3), instant_of(2020, 2, 5)), ("2020-02-03", "2020-02-04")),
        (Span(Instant(instant_of(2020) + HOUR), Instant(instant_of(2020) + 2 * HOUR)), ("2020-01-01",) * 2),
        (Span(instant_of(1900), instant_of(2000)), ("1900", "1999")),
        (Span(instant_of(-44, 3, 15), instant_of(-44, 3, 16)), ("-0044-03-15",) * 2),
        (Span(instant_of(-13_000_000_000), instant_of(20_000)), ("Y-13000000000", "Y19999")),
    ],
)
def test_a_view_is_named_by_dates_that_hold_all_of_it(span, dates):
    first, last = dates_of(span)
    assert (first.text, last.text) == dates
    assert first.bounds.earliest_start <= span.start
    assert last.bounds.latest_end >= span.end


def speech(title, summary="", excerpts=(), tags=()):
    quoted = tuple(Excerpt("s", exact) for exact in excerpts)
    return Event("e", title, When(parse_edtf("2020")), Text.plain(summary), tags=tags, excerpts=quoted)


def quoted(one, typed, language=ENGLISH):
    return snippet_of(one, EventStore.of([one]), Query.parse(typed), language)


def test_what_is_found_beside_the_title_is_quoted_with_a_few_words_before():
    one = speech(
        Text.plain("A strike"), excerpts=["Nothing here", "The workers of all harbours\nwent on STRIKE today"]
    )
    snippet = quoted(one, "strike")
    assert snippet.text == "… went on STRIKE today"
    assert [snippet.text[start:end] for start, end in snippet.spans] == ["STRIKE"]


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (speech(Text.plain("A strike")), None),
        (speech(Text.plain("Strike"), "A strike", ["strike!"]), "A strike"),
        (speech(Text.plain("Quiet"), tags=("strikes",)), "strikes"),
        (speech(Text.of({"en": "Quiet", "de": "Strike!"})), "Strike!"),
        (speech(Text.of({"en": "Strike", "de": "Der Strike"})), None),
    ],
)
def test_the_title_in_another_language_is_quoted_last(one, text):
    snippet = quoted(one, "strike")
    assert (snippet and snippet.text) == text


def test_every_word_lit_is_one_that_is_found():
    line = lit("Ünïted ユナイテッド — united", Query.parse("united"))
    assert [line.text[start:end] for start, end in line.spans] == ["Ünïted", "united"]
    assert lit("plain", None) == Lit("plain")


def test_a_long_text_without_blanks_is_cut_before_the_words():
    one = speech(Text.plain("T"), excerpts=["上" * 40 + "北京" + "下" * 300])
    snippet = quoted(one, "北京")
    assert snippet.text.startswith("… 上")
    assert [snippet.text[start:end] for start, end in snippet.spans] == ["北京"]
    assert len(snippet.text) < 180
