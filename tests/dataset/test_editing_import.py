"""What comes in from another file: compared, decided, and the same file a second time changes nothing."""

import json
import re
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from timeline_app.core.date import Precision
from timeline_app.core.errors import DatasetError
from timeline_app.core.language import ENGLISH, LANGUAGES
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.comparison import Comparison, State, compare, is_same
from timeline_app.dataset.editing.entry_json import free_id
from timeline_app.dataset.editing.false_precision import coarsened, coarser, doubts_of
from timeline_app.dataset.editing.history import History
from timeline_app.dataset.editing.importing import Decision, Decisions
from timeline_app.dataset.editing.step import carry_out
from timeline_app.dataset.reading.reader import document_from_bytes
from timeline_app.dataset.writing import read_written

Json = dict[str, object]
TOP: Json = {"format": "timeline", "version": "1.0", "title": "T"}
LISTS = ("categories", "sources", "events")


def event(event_id: str, title: str = "T", when: str = "2024", **more: object) -> Json:
    return {"id": event_id, "title": title, "when": when, **more}


def source(source_id: str, title: str = "S", **more: object) -> Json:
    return {"id": source_id, "title": title, **more}


def category(category_id: str, label: str = "C") -> Json:
    return {"id": category_id, "label": label}


def cited(*source_ids: str) -> list[Json]:
    return [{"source": source_id, "exact": "x"} for source_id in source_ids]


def content(
    events: list[Json], sources: list[Json] | None = None, categories: list[Json] | None = None
) -> bytes:
    lists = {"categories": categories or [], "sources": sources or [], "events": events}
    return json.dumps({**TOP, **lists}, indent=2, ensure_ascii=False).encode()


def held(
    events: list[Json], sources: list[Json] | None = None, categories: list[Json] | None = None
) -> Document:
    return document_from_bytes(content(events, sources, categories), "mine.json")


def states(comparison: Comparison) -> dict[str, str]:
    return {entry.id: entry.state.value for entry in comparison.entries}


def lists_of(document: Document) -> dict[str, list[Json]]:
    top = json.loads(document.data)
    return {key: top[key] for key in LISTS}


def imported(document: Document, data: bytes, decisions: Decisions) -> Document:
    return History.opened(document).do(compare(document, data, "new.json").decided(decisions)).document


ALL = {decision: Decisions(decision) for decision in Decision}


def test_entries_are_new_the_same_or_clashing() -> None:
    mine = held([event("a"), event("b", x=1.10), event("c")], [source("s")])
    data = content([event("c", "Other"), event("b", x=1.1), event("d")], [source("s"), source("t")])
    comparison = compare(mine, data, "new.json")
    assert states(comparison) == {"s": "same", "t": "new", "c": "clashing", "b": "same", "d": "new"}
    clash = comparison.clashing[0]
    assert (clash.mine, clash.json) == (event("c"), event("c", "Other"))
    assert not comparison.is_known


@pytest.mark.parametrize(
    "data", [b'{"id": "c", "title": "N", "when": "2024"}', b'[{"id": "c", "title": "N", "when": "2024"}]']
)
def test_one_event_and_a_list_are_compared_too(data: bytes) -> None:
    assert states(compare(held([event("c")]), data, "new.json")) == {"c": "clashing"}


DECIDED = {
    Decision.KEEP_MINE: [event("a", "Mine"), event("b"), event("n")],
    Decision.TAKE_THEIRS: [event("a", "Theirs"), event("b"), event("n")],
    Decision.KEEP_BOTH: [event("a", "Mine"), event("b"), event("a-2", "Theirs"), event("n")],
}


@pytest.mark.parametrize("decision", Decision)
def test_one_decision_for_all(decision: Decision) -> None:
    mine = held([event("a", "Mine"), event("b")])
    data = content([event("a", "Theirs"), event("b"), event("n")])
    assert lists_of(imported(mine, data, ALL[decision]))["events"] == DECIDED[decision]


def test_a_decision_for_one_goes_before_that_for_all() -> None:
    mine = held([event("a"), event("b"), event("c")])
    data = content([event("a", "A"), event("b", "B"), event("c", "C")])
    exceptions = {("events", "a"): Decision.KEEP_BOTH, ("events", "c"): Decision.KEEP_MINE}
    result = imported(mine, data, Decisions(Decision.TAKE_THEIRS, exceptions))
    assert lists_of(result)["events"] == [event("a"), event("b", "B"), event("c"), event("a-2", "A")]


def test_theirs_takes_the_place_of_mine_and_keeps_what_is_the_same() -> None:
    old = '{"when" : "2024", "id":"a", "title":"T"}'
    text = f'{{"format":"timeline","version":"1.0","title":"T","events":[{old}]}}'
    mine = document_from_bytes(text.encode(), "mine.json")
    result = imported(mine, content([event("a", "New", tags=["x"])]), ALL[Decision.TAKE_THEIRS])
    new = '{"when" : "2024", "tags" : ["x"], "id":"a", "title":"New"}'
    assert result.data.decode() == text.replace(old, new)


REFERRING = content(
    [event("n", category="c", excerpts=cited("s", "u"))],
    [source("s", "Theirs"), source("t", translationOf="s"), source("u")],
    [category("c", "Theirs")],
)


def test_what_is_kept_beside_mine_is_referred_to_by_what_came_with_it() -> None:
    mine = held([event("a", category="c", excerpts=cited("s"))], [source("s"), source("u")], [category("c")])
    both = lists_of(imported(mine, REFERRING, ALL[Decision.KEEP_BOTH]))
    assert both["categories"] == [category("c"), category("c-2", "Theirs")]
    assert both["sources"][2:] == [source("s-2", "Theirs"), source("t", translationOf="s-2")]
    assert both["events"][1] == event("n", category="c-2", excerpts=cited("s-2", "u"))
    assert both["events"][0] == event("a", category="c", excerpts=cited("s"))
    theirs = lists_of(imported(mine, REFERRING, ALL[Decision.TAKE_THEIRS]))
    assert theirs["sources"] == [source("s", "Theirs"), source("u"), source("t", translationOf="s")]
    assert theirs["events"][1] == event("n", category="c", excerpts=cited("s", "u"))
    kept = lists_of(imported(mine, REFERRING, ALL[Decision.KEEP_MINE]))
    assert kept["sources"] == [source("s"), source("u"), source("t", translationOf="s")]
    assert kept["categories"] == [category("c")]


def test_a_source_that_was_kept_beside_mine_is_known_again() -> None:
    mine = held([event("a")], [source("s"), source("t")])
    chain = content(
        [event("a"), event("n", excerpts=cited("t"))], [source("t", translationOf="s"), source("s", "X")]
    )
    once = imported(mine, chain, ALL[Decision.KEEP_BOTH])
    again = compare(once, chain, "new.json")
    assert again.is_known
    assert {entry.id: entry.copy_id for entry in again.entries} == {"t": "t-2", "s": "s-2", "a": "", "n": ""}
    more = content([event("m", excerpts=cited("s"))], [source("s", "X")])
    both = lists_of(imported(once, more, ALL[Decision.KEEP_BOTH]))
    assert both["events"][-1] == event("m", excerpts=cited("s-2"))
    assert both["sources"] == lists_of(once)["sources"]


def test_ids_that_are_taken_anywhere_are_not_given() -> None:
    mine = held([event("a"), event("a-2")])
    result = imported(mine, content([event("a", "X"), event("a-3")]), ALL[Decision.KEEP_BOTH])
    assert [entry["id"] for entry in lists_of(result)["events"]] == ["a", "a-2", "a-4", "a-3"]
    assert free_id("x" * 128, ()) == "x" * 126 + "-2"
    assert free_id("x" * 128, {"x" * 126 + f"-{number}" for number in range(2, 10)}) == "x" * 125 + "-10"


def test_what_is_wrong_in_itself_is_refused_with_places() -> None:
    mine = held([event("a")])
    for data, sentence in (
        (b'[{"id": "a", "title": "T", "when": "x"}]', r"new\.json:1:36: \[0\]\.when"),
        (content([event("n", excerpts=cited("z"))]), 'no source has the id "z"'),
        (content([event("n"), event("n")]), 'the id "n" is already that of the event at new'),
        (b"[]", "there is no event in it"),
        (b"", "the file is empty"),
    ):
        with pytest.raises(DatasetError, match=sentence):
            compare(mine, data, "new.json")
    newer = document_from_bytes(content([event("a")]).replace(b'"1.0"', b'"2.0"'), "F")
    with pytest.raises(DatasetError, match="newer version"):
        compare(newer, content([event("n")]), "new.json")


def test_what_would_make_a_circle_is_refused() -> None:
    mine = held([event("a")], [source("s"), source("t", translationOf="s")])
    data = content([event("n")], [source("s", translationOf="t"), source("t", "X")])
    exceptions = {("sources", "t"): Decision.KEEP_MINE}
    with pytest.raises(DatasetError, match="circle"):
        imported(mine, data, Decisions(Decision.TAKE_THEIRS, exceptions))


SOURCES = "Import sources and categories"
NAMES = [
    ([event("n")], Decision.KEEP_MINE, "Add “T”", "„T“ hinzufügen"),
    ([event("n"), event("m")], Decision.KEEP_MINE, "Add 2 events", "2 Ereignisse hinzufügen"),
    ([event("a", "X")], Decision.TAKE_THEIRS, "Import “X”", "„X“ importieren"),
    ([event("a", "X"), event("n")], Decision.TAKE_THEIRS, "Import 2 events", "2 Ereignisse importieren"),
    (
        [event("a", "X")],
        Decision.KEEP_MINE,
        "Import sources and categories",
        "Quellen und Kategorien importieren",
    ),
]


@pytest.mark.parametrize(("events", "decision", "english", "german"), NAMES)
def test_an_import_has_a_name(events: list[Json], decision: Decision, english: str, german: str) -> None:
    edit = compare(held([event("a")]), content(events), "new.json").decided(ALL[decision])
    assert (edit.name(ENGLISH), edit.name(LANGUAGES["de"])) == (english, german)


SAME = [
    ('{"a": 1, "b": [1.50]}', '{"b": [15E-1], "a": 1.0}', True),
    ("[1]", "[true]", False),
    ('"1"', "1", False),
    ("12345678901234567890", "12345678901234567891", False),
    ("0e99999999999999999999", "0e9999999999999999999", False),
    ('{"a": 1}', '{"a": 1, "b": null}', False),
    ("[1, 2]", "[2, 1]", False),
]


@pytest.mark.parametrize(("one", "other", "same"), SAME)
def test_the_same_json_may_be_spelled_otherwise(one: str, other: str, same: bool) -> None:
    assert is_same(read_written(one), read_written(other)) is same


Sketch = tuple[str, str, str | None]
"""The id and title of an entry, and the source it refers to."""

ids = st.sampled_from(["a", "a-2", "b"])
sketches = st.tuples(ids, st.sampled_from("XY"), ids | st.none())
sources = st.lists(sketches, max_size=3, unique_by=lambda sketch: sketch[0])
events = st.lists(sketches, min_size=1, max_size=3, unique_by=lambda sketch: sketch[0])


@st.composite
def contents(draw: st.DrawFn) -> bytes:
    """Build a dataset whose references lead to sources of its own, and in no circle."""
    known: list[str] = []
    listed = []
    for source_id, title, original in draw(sources):
        listed.append(source(source_id, title, **({"translationOf": original} if original in known else {})))
        known.append(source_id)
    dated = [
        event(event_id, title, **({"excerpts": cited(cites)} if cites in known else {}))
        for event_id, title, cites in draw(events)
    ]
    return content(dated, listed)


ENTRIES = list(product(("events", "sources"), ("a", "a-2", "b")))
one_decision = st.sampled_from(Decision)
choices = st.builds(Decisions, one_decision, st.dictionaries(st.sampled_from(ENTRIES), one_decision))


@settings(max_examples=150)
@given(contents(), contents(), choices)
def test_the_same_file_twice_changes_nothing(old: bytes, data: bytes, choice: Decisions) -> None:
    mine = document_from_bytes(old, "mine.json")
    try:
        once = imported(mine, data, choice)
    except DatasetError as error:
        assume("circle" not in str(error))
        raise
    assert imported(once, data, choice).data == once.data
    theirs, before, after = json.loads(data), lists_of(mine), lists_of(once)
    for kind in ("sources", "events"):
        found = {entry["id"]: entry for entry in after[kind]}
        for entry in before[kind]:
            assert found[entry["id"]] == entry or choice.of(kind, str(entry["id"])) is Decision.TAKE_THEIRS
        for entry in theirs[kind]:
            said = [
                known["title"] for key, known in found.items() if re.fullmatch(rf"{entry['id']}(-\d)*", key)
            ]
            decision = choice.of(kind, entry["id"])
            assert decision is Decision.KEEP_MINE or entry["title"] in said
            assert decision is not Decision.TAKE_THEIRS or found[entry["id"]]["title"] == entry["title"]


@given(contents(), contents(), contents(), choices)
@settings(max_examples=60)
def test_two_files_are_one_step_that_does_what_two_would(
    old: bytes, first: bytes, second: bytes, choice: Decisions
) -> None:
    mine = document_from_bytes(old, "mine.json")
    try:
        one = compare(mine, first, "1.json").decided(choice)
        between, _ = carry_out(mine, one)
        other = compare(between, second, "2.json").decided(choice)
        after, _ = carry_out(between, other)
    except DatasetError as error:
        assume("circle" not in str(error))
        raise
    together, _ = carry_out(mine, one.followed_by(other))
    assert lists_of(together) == lists_of(after)


def test_an_event_that_two_files_bring_counts_once() -> None:
    mine, theirs = held([event("a")]), ALL[Decision.TAKE_THEIRS]
    one = compare(mine, content([event("a", "1"), event("n")]), "1.json").decided(theirs)
    between, _ = carry_out(mine, one)
    other = compare(between, content([event("a", "2"), event("n", "2")]), "2.json").decided(theirs)
    assert one.followed_by(other).name(ENGLISH) == "Import 2 events"


def batch(*when: str) -> Comparison:
    listed = [event(f"n{number}", when=date) for number, date in enumerate(when)]
    return compare(held([event("a")]), content(listed), "new.json")


FIRSTS = [f"2024-{month:02}-01" for month in range(2, 7)]
NEW_YEARS = [f"{year}-01-01" for year in range(2001, 2006)]
MONTH = "{n} of {all} dates are the first day of a month. Was only the month known?"
YEAR = "{n} of {all} dates are 1 January. Was only the year known, or only the month?"
DOUBTS = {
    "five of five": (FIRSTS, MONTH, 5, 5),
    "four of four": (FIRSTS[:4], "", 0, 0),
    "five of six": ([*FIRSTS, "2024-05-02"], MONTH, 5, 6),
    "eight of ten": ([*FIRSTS, *FIRSTS[:3], "2024-05-02", "2024-05-03"], MONTH, 8, 10),
    "seven of ten": ([*FIRSTS, *FIRSTS[:2], "2024-05-02", "2024-05-03", "2024-05-04"], "", 0, 0),
    "new year": (NEW_YEARS, YEAR, 5, 5),
    "one new year among firsts": ([NEW_YEARS[0], *FIRSTS], MONTH, 6, 6),
    "other precisions do not count": ([*FIRSTS, "2024", "2024-05", "2024-05-01/2025"], MONTH, 5, 5),
    "a time of the day names the day": ([*FIRSTS, "2024-05-01T10:00"], MONTH, 5, 6),
    "times of the day": ([*FIRSTS, *(f"2024-05-01T10:0{minute}" for minute in range(5))], "", 0, 0),
    "midnight is what programs write": ([f"{day}T00:00:00Z" for day in NEW_YEARS], YEAR, 5, 5),
    "intervals": ([f"{year}-01-01/{year + 4}-12-31" for year in range(1901, 1906)], YEAR, 5, 5),
    "open intervals": (["2024-02-01/..", "/2024-04-30", *FIRSTS[:3]], MONTH, 5, 5),
    "intervals of days": ([f"{day}/2024-09-05" for day in FIRSTS], "", 0, 0),
    "doubtful ones do": ([*FIRSTS[:4], "-0044-03-01~"], MONTH, 5, 5),
}


@pytest.mark.parametrize(("when", "question", "count", "days"), DOUBTS.values(), ids=DOUBTS)
def test_dates_that_look_too_fine_are_asked_about(
    when: list[str], question: str, count: int, days: int
) -> None:
    doubt = doubts_of(batch(*when))
    assert (doubt.sentence(ENGLISH) if doubt else "") == question.format(n=count, all=days)
    if doubt is not None:
        assert len(doubt.ids) == count
        assert f"{count} von {days} Daten" in doubt.sentence(LANGUAGES["de"])


def test_first_days_of_which_many_are_new_year_may_be_years_or_months() -> None:
    comparison = batch(*NEW_YEARS, *FIRSTS)
    doubt = doubts_of(comparison)
    assert doubt is not None
    assert doubt.precisions == (Precision.MONTH, Precision.YEAR)
    assert "10 of 10 dates are the first day of a month, 5 of them 1 January." in doubt.sentence(ENGLISH)
    assert doubt.answer(Precision.YEAR, ENGLISH) == "Of 1 January the year, else the month"
    written = [entry.json["when"] for entry in coarsened(comparison, doubt.ids, Precision.YEAR).events]
    assert written == [*(day[:4] for day in NEW_YEARS), *(day[:7] for day in FIRSTS)]


READ: list[Json] = [
    {"edtf": "2018-01-01", "reading": {"phrase": "1 January 2018"}},
    {"edtf": "2018-01-01", "reading": {"phrase": {"de": "1. Januar 2018", "en": "New Year’s Day"}}},
    {"edtf": "2018-01-01", "reading": {"phrase": "January 1st", "base": "2018"}},
    {"edtf": "2018-01-01/2018-02-01", "reading": {"phrase": "1 January to 1 February 2018"}},
]


@pytest.mark.parametrize("when", READ, ids=str)
def test_words_that_name_the_day_prove_it(when: Json) -> None:
    listed = [{"id": f"n{number}", "title": "T", "when": when} for number in range(5)]
    assert doubts_of(compare(held([event("a")]), content(listed), "new.json")) is None
    for one in listed:
        one["when"] = {**when, "reading": {"phrase": "2018"}}
    assert doubts_of(compare(held([event("a")]), content(listed), "new.json")) is not None


@pytest.mark.parametrize(
    ("place", "is_proven"), [([3, 17], True), ([[3, 12], [13, 17]], True), ([13, 17], False)]
)
def test_marked_words_of_an_excerpt_prove_the_day(place: list[object], is_proven: bool) -> None:
    excerpt = {"source": "s", "exact": "On 1 January 2018 it began", "date": place}
    listed = [event(f"n{number}", when="2018-01-01", excerpts=[excerpt]) for number in range(5)]
    doubt = doubts_of(compare(held([event("a")]), content(listed, [source("s")]), "new.json"))
    assert (doubt is None) is is_proven


def test_dates_that_are_there_already_are_not_asked_about() -> None:
    listed = [event(f"n{number}", when=date) for number, date in enumerate(FIRSTS)]
    assert doubts_of(compare(held(listed), content([*listed, event("o", when="2024-05-01")]), "F")) is None


def test_dates_become_coarser_in_the_same_step_and_nothing_else_does() -> None:
    listed = [event(f"n{number}", when=date, x=[1]) for number, date in enumerate(NEW_YEARS)]
    listed[1]["when"] = {"edtf": "2002-01-01?", "reading": {"phrase": "2002"}}
    listed += [event("o", when="2024-05-02")]
    mine, data = held([event("a")]), content(listed)
    comparison = compare(mine, data, "new.json")
    doubt = doubts_of(comparison)
    assert doubt is not None
    assert doubt.precisions == (Precision.YEAR, Precision.MONTH)
    result = History.opened(mine).do(coarsened(comparison, doubt.ids, Precision.YEAR).decided(Decisions()))
    added = lists_of(result.document)["events"][1:]
    dates = ["2001", {"edtf": "2002?", "reading": {"phrase": "2002"}}, "2003", "2004", "2005", "2024-05-02"]
    assert added == [{**entry, "when": date} for entry, date in zip(listed, dates, strict=True)]
    again = coarsened(compare(result.document, data, "new.json"), doubt.ids, Precision.YEAR)
    assert again.is_known
    assert doubts_of(again) is None
    assert all(entry.state is State.SAME for entry in again.entries)


@pytest.mark.parametrize(
    ("edtf", "precision", "coarse"),
    [
        ("2024-05-01", Precision.MONTH, "2024-05"),
        ("2024-05-01%", Precision.YEAR, "2024-05%"),
        ("2024-01-01%", Precision.YEAR, "2024%"),
        ("2024-01-01", Precision.MONTH, "2024-01"),
        ("2024-01-01T00:00:00+02:00~", Precision.YEAR, "2024~"),
        ("1914-01-01/1918-12-31", Precision.YEAR, "1914/1918"),
        ("1914-01-01/1918-12-31", Precision.MONTH, "1914-01/1918-12"),
        ("1914-08-01/1918-01-01", Precision.YEAR, "1914-08/1918-01"),
        ("../1918-12-31", Precision.YEAR, "../1918"),
        ("-0044-03-01", Precision.MONTH, "-0044-03"),
        ("2024-05", Precision.YEAR, "2024-05"),
        ("2024-05-01/2025", Precision.YEAR, "2024-05-01/2025"),
    ],
)
def test_only_days_become_coarser(edtf: str, precision: Precision, coarse: str) -> None:
    assert coarser(edtf, precision) == coarse
