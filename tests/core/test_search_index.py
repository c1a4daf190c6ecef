"""The index against reading every text from its beginning."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core import index_building
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.event import Event, Excerpt, Reading, When
from timeline_app.core.folding import pieces_of
from timeline_app.core.search_index import Found, SearchIndex, rows_at, searchable_texts
from timeline_app.core.search_query import Query
from timeline_app.core.store import EventStore
from timeline_app.core.text import Text

WORDS = st.sampled_from(
    ["market", "Markt", "marketing", "MÜLLER", "Mu\u0308ll", "straße", "Stras", "e-mail", "2018", "a", "ab"]
) | st.sampled_from(["小米工厂", "小米", "工厂工", "米", "한국", "하", "हिन्दी", "ทดสอบ", "محمّد", "🚢"])
TEXTS = st.lists(WORDS, max_size=5).map(" ".join) | st.lists(WORDS, max_size=3).map("".join)
DOCUMENTS = st.lists(st.lists(TEXTS, max_size=3), max_size=12)
TYPED = st.lists(
    st.builds("{}{}".format, st.sampled_from(["", "", "", "-"]), WORDS | TEXTS.map('"{}"'.format)), max_size=3
).map(" ".join)


def index_of(documents: list[list[str]]) -> SearchIndex:
    return SearchIndex.build(enumerate(documents))


def all_of(found: Found, documents: list[list[str]], limit: int = 2) -> list[int]:
    while len(found.undecided):
        found = found.read(documents.__getitem__, limit)
    return found.matches.tolist()


def search(typed: str, *documents: str) -> list[int]:
    texts = [[document] for document in documents]
    return all_of(index_of(texts).find(Query.parse(typed)), texts)


def plainly_has(text: str, word: str) -> bool:
    """Tell by letters alone whether a word of a text begins with another, or holds it in Chinese."""
    is_chinese = unicodedata.category(word[0]) == "Lo" and "CJK" in unicodedata.name(word[0])
    return any(word in piece if is_chinese else piece.startswith(word) for piece in pieces_of(text))


@given(DOCUMENTS, TYPED)
def test_a_query_finds_what_reading_every_text_finds(documents: list[list[str]], typed: str) -> None:
    query = Query.parse(typed)
    expected = [n for n, texts in enumerate(documents) if query and query.matches(texts)]
    assert all_of(index_of(documents).find(query), documents) == expected


@given(
    DOCUMENTS, st.sampled_from(["mar", "mull", "strasse", "stras", "小", "米工", "a", "ab", "20", "e", "zz"])
)
def test_one_word_is_decided_by_the_index_alone(documents: list[list[str]], word: str) -> None:
    found = index_of(documents).find(Query.parse(word))
    plainly = [n for n, texts in enumerate(documents) if any(plainly_has(text, word) for text in texts)]
    assert found.matches.tolist() == plainly
    assert found.undecided.tolist() == []


@given(DOCUMENTS)
def test_the_arrays_are_as_described_whatever_the_runs(documents: list[list[str]]) -> None:
    whole = index_of(documents)
    tokens = np.split(whole.letters, whole.token_ends[:-1]) if len(whole.token_ends) else []
    spelled = [token.tobytes() for token in tokens]
    assert spelled == sorted(set(spelled))
    for positions in np.split(whole.positions, whole.position_ends[:-1]) if spelled else []:
        assert len(positions)
        assert (np.diff(positions) > 0).all()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index_building, "_BLOCK", 3)
        patch.setattr(index_building, "_RUN", 5)
        in_runs = index_of(documents)
    again = SearchIndex.of_arrays(in_runs.arrays())
    assert {name: array.tolist() for name, array in again.arrays().items()} == {
        name: array.tolist() for name, array in whole.arrays().items()
    }


@pytest.mark.parametrize(
    ("typed", "positions"),
    [
        ("fac", [0, 1]),
        ('"factory"', [0]),
        ('"fac"', []),
        ('"opens"', [0]),
        ("-factory", [1, 2, 3]),
        ('"opens factory"', []),
        ('factory -"factory opens"', []),
        ('fac -"factory closes"', [0, 1]),
        ("小米工厂", [2]),
        ("米", [2, 3]),
        ("", []),
    ],
)
def test_search(typed: str, positions: list[int]) -> None:
    assert search(typed, "Factory opens", "factories", "小米工厂", "工厂小米") == positions


def test_positions_without_words_count() -> None:
    index = SearchIndex.build([(2, ["a"]), (5, [])])
    assert index.size == 6
    assert index.find(Query.parse("a")).matches.tolist() == [2]
    assert index.find(Query.parse("-a")).matches.tolist() == [0, 1, 3, 4, 5]


def test_reading_decides_a_few_at_a_time_and_keeps_the_order() -> None:
    texts = [["a b"], ["b a"], ["a b"], ["c"], ["a b"]]
    read: list[int] = []

    def texts_of(position: int) -> list[str]:
        read.append(position)
        return texts[position]

    found = index_of(texts).find(Query.parse('"a b"'))
    assert found.undecided.tolist() == [0, 1, 2, 4]
    found = found.read(texts_of, 2)
    assert (found.matches.tolist(), found.undecided.tolist(), read) == ([0], [2, 4], [0, 1])
    found = found.read(texts_of, 2)
    assert (found.matches.tolist(), found.undecided.tolist(), read) == ([0, 2, 4], [], [0, 1, 2, 4])


def test_only_what_an_excluded_phrase_may_hit_is_read() -> None:
    found = index_of([["x a b"], ["x"], ["x b a"]]).find(Query.parse('x -"a b"'))
    assert (found.matches.tolist(), found.undecided.tolist()) == ([1], [0, 2])


def test_an_event_is_found_by_title_summary_excerpts_and_tags() -> None:
    event = Event(
        "id",
        Text.of({"en": "Title", "de": "Titel"}),
        When(parse_edtf("2018"), reading=Reading(phrase=Text.plain("phrase"))),
        summary=Text.of({"zh": "摘要"}),
        category_id="category",
        tags=("tag",),
        excerpts=(Excerpt("source", "exact", prefix="before", suffix="after"),),
    )
    assert list(searchable_texts(event)) == ["Title", "Titel", "摘要", "exact", "tag"]


def test_rows_of_positions() -> None:
    years = ("2003", "2001", "2002", "2000")
    store = EventStore.of([Event(year, Text.plain(year), When(parse_edtf(year))) for year in years])
    positions = np.array([0, 3], np.int32)
    assert [store.event(row).id for row in rows_at(store, positions)] == ["2000", "2003"]
    part = store.subset(np.array([2, 3]))
    assert [part.event(row).id for row in rows_at(part, positions)] == ["2003"]
    assert rows_at(part, positions[:0]).tolist() == []
