"""One field of an event changed by a form: that field is another, and nothing else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.dataset.editing.event_form import (
    date_ranges,
    importance_of,
    in_typed_order,
    suggested_id,
    tags_text,
    text_with,
    versions_at,
    with_added_excerpt,
    with_changed_excerpt,
    with_date_ranges,
    with_importance,
    with_lasting,
    with_moved_excerpt,
    with_string,
    with_tags,
    with_value,
    with_version,
    with_words,
    without_excerpt,
)
from timeline_app.dataset.writing import Layout, Number, read_written

TEXT = """{
  "x-own": {"n":1.10},
  "title": {"en": "A", "de": "B"},
  "id": "a",
  "when": "2020",
  "excerpts": [
    {"exact": "In 2020", "source": "s", "start": 10, "end": 17, "date": [3, 7]},
    {"source": "t", "exact": "2020"}
  ]
}"""
EVENT = read_written(TEXT)
CHANGES = {
    "version": (with_version(EVENT, ("title",), "de", "C", "en"), {'"de": "B"': '"de": "C"'}),
    "version gone": (with_version(EVENT, ("title",), "de", "", "en"), {', "de": "B"': ""}),
    "version come": (with_version(EVENT, ("title",), "fr", "C", "en"), {'"B"}': '"B", "fr": "C"}'}),
    "summary": (
        with_version(EVENT, ("summary",), "", "C", "en"),
        {'"when": "2020",': '"when": "2020",\n  "summary": "C",'},
    ),
    "lasting": (
        with_lasting(EVENT, lasting=True),
        {'"when": "2020"': '"when": {\n    "edtf": "2020",\n    "lasting": true\n  }'},
    ),
    "not lasting": (with_lasting(EVENT, lasting=False), {}),
    "phrase": (
        with_value(EVENT, ("when", "reading", "phrase"), "P"),
        {
            '"when": "2020"': '"when": {\n    "edtf": "2020",\n    "reading": {\n      "phrase": "P"\n'
            "    }\n  }"
        },
    ),
    "no phrase": (with_value(EVENT, ("when", "reading", "phrase"), None), {}),
    "importance": (
        with_importance(EVENT, 35),
        {'"when": "2020",': '"when": "2020",\n  "importance": 0.35,'},
    ),
    "words": (
        with_changed_excerpt(EVENT, 0, lambda one: with_words(one, "In May 2020")),
        {'"In 2020"': '"In May 2020"', '"end": 17': '"end": 21', "[3, 7]": "[7, 11]"},
    ),
    "source": (
        with_changed_excerpt(EVENT, 1, lambda one: with_string(one, "source", "s")),
        {'"source": "t"': '"source": "s"'},
    ),
    "excerpt gone": (without_excerpt(EVENT, 1), {',\n    {"source": "t", "exact": "2020"}': ""}),
    "excerpt come": (
        with_added_excerpt(EVENT, {"source": "u", "exact": ""}),
        {'"exact": "2020"}': '"exact": "2020"},\n    {\n      "source": "u",\n      "exact": ""\n    }'},
    ),
}


@pytest.mark.parametrize(("changed", "differences"), CHANGES.values(), ids=CHANGES)
def test_a_field_is_changed_and_nothing_beside_it(changed, differences):
    expected = TEXT
    for old, new in differences.items():
        assert expected.count(old) == 1
        expected = expected.replace(old, new)
    assert text_with(TEXT, EVENT, changed) == expected
    assert read_written(expected) == changed


def test_what_was_removed_comes_back_to_its_place():
    gone = with_value(EVENT, ("title",), None)
    back = in_typed_order(EVENT, with_version(gone, ("title",), "en", "New", "en"))
    assert list(back) == list(EVENT)


def test_moved_excerpts_keep_their_order_of_keys():
    moved = in_typed_order(EVENT, with_moved_excerpt(EVENT, 0, 1))
    assert [list(one) for one in moved["excerpts"]] == [
        ["source", "exact"],
        ["exact", "source", "start", "end", "date"],
    ]
    assert with_moved_excerpt(moved, 1, -1) == EVENT


def test_an_object_goes_with_its_last_field():
    read = with_value(EVENT, ("when", "reading", "note"), "N")
    assert with_value(read, ("when", "reading", "note"), None)["when"] == {"edtf": "2020"}
    assert "excerpts" not in without_excerpt(without_excerpt(EVENT, 0), 0)


@pytest.mark.parametrize(
    ("value", "languages", "shown"),
    [
        (None, (), {"": ""}),
        (None, ("en", "de"), {"en": "", "de": ""}),
        ("", ("en",), {"en": ""}),
        ("plain", ("en", "de"), {"": "plain"}),
        ({"fr": "F", "de": "D"}, ("en", "de"), {"en": "", "de": "D", "fr": "F"}),
        ({"fr": 7}, (), {"": ""}),
    ],
)
def test_a_text_is_shown_in_the_languages_of_the_dataset_and_its_own(value, languages, shown):
    event = {} if value is None else {"title": value}
    versions = versions_at(event, ("title",), languages)
    assert versions == shown
    assert list(versions) == list(shown)


def test_a_text_without_a_language_takes_the_main_one_when_another_comes():
    plain = {"title": "Plain"}
    assert with_version(plain, ("title",), "", "Other", "en") == {"title": "Other"}
    assert with_version(plain, ("title",), "de", "Deutsch", "en") == {
        "title": {"en": "Plain", "de": "Deutsch"}
    }
    assert with_version({}, ("title",), "de", "Deutsch", "en") == {"title": {"de": "Deutsch"}}


@pytest.mark.parametrize(
    ("words", "start", "end", "dated"),
    [
        ("In May 2021 we met.", 100, 119, ["May 2021"]),
        ("May 2020 we met.", 103, 119, ["May 2020"]),
        ("So in May 2020 we met.", 97, 119, ["May 2020"]),
        ("In May 2020 we met. Yes", 100, 123, ["May 2020"]),
        ("In early May 2020 we met.", 100, 125, ["May 2020"]),
        ("In May 2020ish we met.", 100, 122, ["May 2020"]),
        ("In we met.", 100, 110, []),
        ("In May", 100, 106, ["May"]),
        ("zzz", None, None, []),
        ("", None, None, []),
    ],
)
def test_places_follow_the_words(words, start, end, dated):
    text = '{"source": "s", "exact": "In May 2020 we met.", "start": 100, "end": 119, "date": [3, 11]}'
    changed = with_words(read_written(text), words)
    assert changed["exact"] == words
    assert changed.get("start") == (Number(str(start)) if start is not None else None)
    assert changed.get("end") == (Number(str(end)) if end is not None else None)
    assert [words[first:last] for first, last in date_ranges(changed)] == dated


PIECES = st.text(alphabet="ab 2\U0001f600", max_size=6)


@given(PIECES, PIECES, PIECES, PIECES, PIECES, st.integers(0, 20))
def test_words_of_the_date_outlast_changes_around_them(before, dated, after, new_before, new_after, start):
    old = f"{before}<{dated}>{after}"
    first = len(before)
    excerpt = {
        "exact": old,
        "start": Number(str(start)),
        "end": Number(str(start + len(old))),
        "date": [Number(str(first)), Number(str(first + len(dated) + 2))],
    }
    changed = with_words(
        with_words(excerpt, f"{new_before}<{dated}>{after}"), f"{new_before}<{dated}>{new_after}"
    )
    assert [changed["exact"][a:b] for a, b in date_ranges(changed)] == [f"<{dated}>"]
    if "start" in changed:
        length = int(changed["end"].text) - int(changed["start"].text)
        assert length == len(changed["exact"])


@given(PIECES, PIECES, st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=3))
def test_no_change_of_words_makes_wrong_ranges(old, new, pairs):
    ranges = [pair for pair in pairs if pair[0] < pair[1] <= len(old)]
    changed = with_words(with_date_ranges({"exact": old}, ranges), new)
    written = changed.get("date", [])
    count = len(written) if written and isinstance(written[0], list) else bool(written)
    assert len(date_ranges(changed)) == count <= len(ranges)


@pytest.mark.parametrize(
    ("tags", "text"),
    [
        ([], ""),
        (["a", "b c"], "a, b c"),
        (["a, b", 'c "d"'], '"a, b", "c ""d"""'),
        ([" a"], None),
        (["a", "a"], None),
        ([""], None),
        (["a\nb"], None),
        ([1], None),
        ("a", None),
    ],
)
def test_tags_stand_on_a_line_where_it_says_them_exactly(tags, text):
    event = read_written(json.dumps({"tags": tags} if tags else {}))
    assert tags_text(event) == text
    if text is not None:
        assert with_tags({}, text) == event


@given(st.text(max_size=30))
def test_whatever_is_typed_as_tags_can_be_shown_again(text):
    event = with_tags({}, text)
    shown = tags_text(event)
    assert shown is not None
    assert with_tags({}, shown) == event


def test_importance_is_spelled_as_it_stands():
    assert importance_of(read_written('{"importance": 0.650}')) == "0.650"
    assert importance_of({"importance": "high"}) == ""
    assert with_importance({}, 100) == {"importance": Number("1")}
    assert with_importance({"importance": Number("1")}, None) == {}


@pytest.mark.parametrize(
    ("words", "taken", "suggested"),
    [
        ("The first mill", (), "the-first-mill"),
        ("Größe & Maß — Łódź", (), "groesse-mass-lodz"),
        ("Mill", ("mill",), "mill-2"),
        ("日本", (), "event"),
        ("日本", ("event",), "event-2"),
        ("", (), "event"),
        ("a" * 60, (), "a" * 48),
        ("word " * 20, (), "-".join(["word"] * 9)),
        (f"{'a' * 23} {'b' * 24} c", (), f"{'a' * 23}-{'b' * 24}"),
    ],
)
def test_an_id_is_suggested_from_the_title(words, taken, suggested):
    assert suggested_id(words, taken, "event") == suggested


KEYS = st.sampled_from(["id", "title", "when", "summary", "x-a", "tags"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(alphabet='a"\\\n\u2028ä', max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=6,
)
EVENTS = st.dictionaries(KEYS, VALUES, max_size=5)


@given(EVENTS, EVENTS, st.sampled_from(["\n", ""]))
def test_a_text_says_what_its_event_became(old, new, margin):
    before, after = read_written(json.dumps(old)), read_written(json.dumps(new))
    text = text_with(Layout().text(before, margin), before, after)
    assert read_written(text) == after


def test_a_mark_before_a_pasted_text_stays_where_it_is():
    old = {"id": "a", "x": Number("1.0")}
    text = '\ufeff{"id": "a", "x": 1.0}\n'
    assert text_with(text, old, {**old, "id": "b"}) == '\ufeff{"id": "b", "x": 1.0}\n'
