"""Two programs change one file: everything of both arrives, and only true conflicts are to be decided."""

import json
from dataclasses import replace
from typing import Any

import pytest
from direct_edits import change_fields
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline_app.core.errors import DatasetError, Severity
from timeline_app.core.language import LANGUAGES
from timeline_app.dataset.content import MemoryContent
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.changes import LISTS, DatasetText
from timeline_app.dataset.editing.edits import AddEntries, ChangeDates, RemoveEvents
from timeline_app.dataset.editing.following import Followed, Undecided, follow
from timeline_app.dataset.editing.history import History
from timeline_app.dataset.editing.importing import Decision, Decisions
from timeline_app.dataset.editing.merging import DATASET, Merge, merge
from timeline_app.dataset.reading.reader import document_from_bytes

Json = dict[str, Any]
Top = dict[str, Any]


def event(event_id: str, **more: object) -> Json:
    return {"id": event_id, "title": event_id.upper(), "when": "2020", **more}


def top(*events: Json, **more: object) -> Top:
    return {"format": "timeline", "version": "1.0", "title": "T", **more, "events": list(events)}


def document(value: Top, indent: int | None = 2) -> Document:
    data = json.dumps(value, indent=indent, ensure_ascii=False).encode()
    read = document_from_bytes(data, "F.json")
    return replace(read, sha256_on_disk=read.dataset.sha256)


def merged_of(base: Top, mine: Top, theirs: Top, indent: int | None = 2) -> Merge:
    return merge(document(base).data, document(mine), document(theirs, indent))


def value_of(result: Document) -> Top:
    value: Top = json.loads(result.data)
    return value


def decided(result: Merge, decision: Decision = Decision.KEEP_MINE) -> Top:
    return value_of(result.decided(Decisions(decision)).document)


def clashes(result: Merge) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(conflict.kind, conflict.id, conflict.fields) for conflict in result.conflicts]


BASE = top(event("a"), event("b"), event("c"))


@pytest.mark.parametrize(
    ("mine", "theirs", "result"),
    [
        (top(event("a"), event("b"), event("c")), top(event("c")), top(event("c"))),
        (
            top(event("a", summary="M"), event("b"), event("c")),
            top(event("a", tags=["t"]), event("b"), event("c")),
            top(event("a", summary="M", tags=["t"]), event("b"), event("c")),
        ),
        (
            top(event("a", title="M"), event("c"), event("m")),
            top(event("t"), event("c", when="2021"), event("b"), event("a")),
            top(event("t"), event("c", when="2021"), event("a", title="M"), event("m")),
        ),
        (
            top(event("a", title="Same"), event("b")),
            top(event("a", title="Same"), event("b")),
            top(event("a", title="Same"), event("b")),
        ),
        (top(event("m"), event("n")), top(event("a")), top(event("m"), event("n"))),
        (
            {**BASE, "title": {"en": "M"}, "x": 1},
            {**BASE, "language": "en", "y": [1]},
            {**BASE, "title": {"en": "M"}, "language": "en", "x": 1, "y": [1]},
        ),
        (
            top(event("a", category="k"), event("b"), event("c"), categories=[{"id": "k", "label": "K"}]),
            top(event("a"), event("b"), event("c"), event("t")),
            top(
                event("a", category="k"),
                event("b"),
                event("c"),
                event("t"),
                categories=[{"id": "k", "label": "K"}],
            ),
        ),
    ],
)
def test_what_does_not_clash_is_put_together(mine: Top, theirs: Top, result: Top) -> None:
    merge_ = merged_of(BASE, mine, theirs)
    assert merge_.conflicts == ()
    assert decided(merge_) == result


def test_titles_in_several_languages_are_merged_by_language_and_dates_as_a_whole() -> None:
    base = top(event("a", title={"en": "A", "de": "A"}, when={"edtf": "2020", "note": "n"}))
    mine = top(event("a", title={"en": "M", "de": "A"}, when={"edtf": "2021", "note": "n"}))
    theirs = top(event("a", title={"en": "A", "de": "T", "fr": "F"}, when={"edtf": "2020", "note": "t"}))
    merge_ = merged_of(base, mine, theirs)
    assert clashes(merge_) == [("events", "a", ("when",))]
    title = {"en": "M", "de": "T", "fr": "F"}
    assert decided(merge_)["events"] == [event("a", title=title, when={"edtf": "2021", "note": "n"})]
    theirs_taken = [event("a", title=title, when={"edtf": "2020", "note": "t"})]
    assert decided(merge_, Decision.TAKE_THEIRS)["events"] == theirs_taken


CLASHING = [
    # (mine, theirs, fields, result of mine, of theirs, of both)
    (
        [event("a", title="M", tags=["m"])],
        [event("a", title="T", importance=1)],
        ("title",),
        [event("a", title="M", tags=["m"], importance=1)],
        [event("a", title="T", tags=["m"], importance=1)],
        [event("a", title="M", tags=["m"], importance=1), event("a-2", title="T", tags=["m"], importance=1)],
    ),
    ([], [event("a", title="T")], (), [], [event("a", title="T")], [event("a", title="T")]),
    ([event("a", title="M")], [], (), [event("a", title="M")], [], [event("a", title="M")]),
    (
        [event("a"), event("n", title="M")],
        [event("a"), event("n", title="T")],
        ("title",),
        [event("a"), event("n", title="M")],
        [event("a"), event("n", title="T")],
        [event("a"), event("n", title="M"), event("n-2", title="T")],
    ),
    (
        [event("a", tags=["x", "m"])],
        [event("a", tags=["x", "t"])],
        ("tags",),
        [event("a", tags=["x", "m"])],
        [event("a", tags=["x", "t"])],
        [event("a", tags=["x", "m"]), event("a-2", title="A", tags=["x", "t"])],
    ),
]


@pytest.mark.parametrize(("mine", "theirs", "fields", "as_mine", "as_theirs", "as_both"), CLASHING)
def test_what_both_changed_differently_is_decided(
    mine: list[Json],
    theirs: list[Json],
    fields: tuple[str, ...],
    as_mine: list[Json],
    as_theirs: list[Json],
    as_both: list[Json],
) -> None:
    other = event("z")
    merge_ = merged_of(top(other, event("a")), top(other, *mine), top(other, *theirs))
    [conflict] = merge_.conflicts
    assert conflict.fields == fields
    assert conflict.may_keep_both is bool(fields)
    assert decided(merge_)["events"] == [other, *as_mine]
    assert decided(merge_, Decision.TAKE_THEIRS)["events"] == [other, *as_theirs]
    assert decided(merge_, Decision.KEEP_BOTH)["events"] == [other, *as_both]


def test_what_both_made_the_same_is_no_conflict_however_it_is_spelled() -> None:
    base, mine = document(top(event("a"))), document(top(event("a", importance=0.5, x={"p": 1, "q": 2})))
    spelled = (
        mine.data.replace(b"0.5", b"0.50").replace(b'"p": 1', b'"q": 2').replace(b'"q": 2\n', b'"p": 1\n')
    )
    assert json.loads(spelled) == json.loads(mine.data)
    result = merge(base.data, mine, document_from_bytes(spelled, "F.json"))
    assert result.conflicts == ()
    assert result.decided(Decisions()).document.data == spelled


def test_a_number_that_was_spelled_anew_stays_so() -> None:
    base = document(top(event("a", importance=0.5), event("b")))
    mine = document_from_bytes(base.data.replace(b"0.5", b"0.50"), "F.json")
    theirs = document(top(event("a", importance=0.5, tags=["t"]), event("b")))
    result = merge(base.data, mine, theirs)
    assert result.conflicts == ()
    assert result.decided(Decisions()).document.data == theirs.data.replace(b"0.5", b"0.50")


def test_copies_of_entries_with_long_ids_get_ids_of_their_own() -> None:
    first, second = "x" * 127 + "a", "x" * 127 + "b"
    base, mine, theirs = (top(event(first, title=title), event(second, title=title)) for title in "BMT")
    entries = decided(merged_of(base, mine, theirs), Decision.KEEP_BOTH)["events"]
    assert [entry["title"] for entry in entries] == ["M", "M", "T", "T"]
    assert len({entry["id"] for entry in entries}) == 4


def test_each_conflict_is_decided_for_itself() -> None:
    mine = top(event("a", title="M"), event("b", title="M"), title="M", sources=[{"id": "s", "title": "M"}])
    theirs = top(event("a", title="T"), event("b", title="T"), title="U", sources=[{"id": "s", "title": "T"}])
    merge_ = merged_of(top(event("a"), event("b"), sources=[{"id": "s", "title": "S"}]), mine, theirs)
    where = ("title",)
    assert clashes(merge_) == [
        (DATASET, "", where),
        ("sources", "s", where),
        ("events", "a", where),
        ("events", "b", where),
    ]
    choice = Decisions(
        exceptions={(DATASET, ""): Decision.TAKE_THEIRS, ("events", "b"): Decision.TAKE_THEIRS},
    )
    value = value_of(merge_.decided(choice).document)
    assert (value["title"], value["sources"][0]["title"]) == ("U", "M")
    assert [entry["title"] for entry in value["events"]] == ["M", "T"]


def test_what_one_side_removed_and_the_other_refers_to_stays() -> None:
    sources = [{"id": "s", "title": "S"}, {"id": "t", "title": "T", "translationOf": "s"}]
    base = top(event("a"), categories=[{"id": "k", "label": "K"}], sources=sources)
    cited = event("n", category="k", excerpts=[{"source": "t", "exact": "x"}])
    mine = top(event("a"), cited, categories=base["categories"], sources=sources)
    result = merged_of(base, mine, top(event("a"))).decided(Decisions())
    assert sorted(result.kept) == ["k", "s", "t"]
    assert result.document.dataset.problems == document(mine).dataset.problems
    assert len(result.document.dataset.store) == 2
    other_way = merged_of(base, top(event("a")), mine).decided(Decisions())
    assert sorted(other_way.kept) == ["k", "s", "t"]
    assert other_way.document.data == document(mine).data


def test_every_byte_of_theirs_stays_that_nothing_of_mine_changes() -> None:
    theirs = (
        b'\xef\xbb\xbf{"format":"timeline" ,\r\n "version":"1.0","title":"T", "z":1.50,\r\n'
        b'"events":[ {"id":"b" , "when":"2020","title":"\\u0042"},\r\n'
        b'  {"title":"A","id":"a","when":"2019"} ]}'
    )
    mine = document(top(event("a", title="M"), event("b"), event("n")))
    base = document(top(event("a"), event("b")))
    result = merge(base.data, mine, document_from_bytes(theirs, "F.json")).decided(Decisions())
    expected = theirs.replace(b'"title":"A"', b'"title":"M"').replace(
        b'"when":"2019"} ]', b'"when":"2019"},\r\n  {"id": "n", "title": "N", "when": "2020"} ]'
    )
    assert json.loads(result.document.data) == json.loads(expected)
    assert result.document.data.startswith(expected[: expected.index(b"2019") + 7])
    assert result.document.data.endswith(b" ]}")


def opened(value: Top) -> History:
    return History.opened(document(value))


def test_a_change_of_the_file_is_one_step() -> None:
    history, theirs = opened(BASE), document(top(event("z")), indent=4)
    followed = follow(history, theirs)
    assert isinstance(followed, Followed)
    result = followed.history
    assert followed.merged is None
    assert result.document.data == theirs.data
    assert (result.is_saved, result.document.sha256_on_disk) == (True, theirs.dataset.sha256)
    assert {result.done[-1].name(language) for language in LANGUAGES.values()} == {
        "Change in the file",
        "Änderung in der Datei",
    }
    back = result.undo()
    assert back.document.data == history.document.data
    assert (back.is_saved, back.document.sha256_on_disk) == (False, theirs.dataset.sha256)
    assert back.redo().is_saved


def test_a_merge_is_one_step_over_what_was_mine() -> None:
    history = opened(BASE)
    mine = history.do(RemoveEvents.of(history.document, ["b"])).do(AddEntries(events=(event("m"),)))
    theirs = document(top(event("a"), event("b"), event("c"), event("t")))
    followed = follow(mine, theirs)
    assert isinstance(followed, Followed)
    assert followed.merged is not None
    assert followed.merged.added == ("t",)
    result = followed.history
    assert [entry["id"] for entry in value_of(result.document)["events"]] == ["a", "c", "t", "m"]
    assert not result.is_saved
    assert len(result.done) == 3
    assert result.undo().document.data == mine.document.data
    assert result.undo().undo().undo().document.data == history.document.data
    assert result.undo().redo().document.data == result.document.data
    later = follow(result, document(top(event("a"), event("t"))))
    assert isinstance(later, Followed)
    assert [entry["id"] for entry in value_of(later.history.document)["events"]] == ["a", "t", "m"]


def test_after_undoing_a_change_of_the_file_what_it_held_counts_as_changed() -> None:
    history = opened(BASE)
    followed = follow(history, document(top(event("a", title="T"), event("b"), event("c"))))
    assert isinstance(followed, Followed)
    back = followed.history.undo()
    again = follow(back, document(top(event("a", title="T"), event("b"), event("c"), event("t"))))
    assert isinstance(again, Followed)
    titles = [entry["title"] for entry in value_of(again.history.document)["events"]]
    assert titles == ["A", "B", "C", "T"]


def test_what_is_on_the_disk_already_is_no_change() -> None:
    history = opened(BASE)
    mine = history.do(AddEntries(events=(event("m"),)))
    for known in (mine, mine.without_file()):
        followed = follow(known, history.document)
        assert isinstance(followed, Followed)
        assert followed.history == mine


def test_with_new_errors_in_the_file_nothing_unsaved_is_touched() -> None:
    history = opened(top(event("a"), event("x", when="2018-13")))
    mine = history.do(AddEntries(events=(event("m"),)))
    with pytest.raises(DatasetError, match="2018-14") as raised:
        follow(mine, document(top(event("a", when="2018-14"), event("x", when="2018-13"))))
    assert [problem.event_id for problem in raised.value.problems] == ["a"]
    followed = follow(mine, document(top(event("a", title="T"), event("x", when="2018-13"))))
    assert isinstance(followed, Followed)
    assert [entry["id"] for entry in value_of(followed.history.document)["events"]] == ["a", "x", "m"]


@pytest.mark.parametrize("content", [None, MemoryContent(document(top(event("a"), event("t"))).data)])
def test_where_it_is_not_known_what_both_go_from_nothing_of_either_is_lost(content: MemoryContent) -> None:
    history = replace(opened(top(event("a"), event("b"))), base=content)
    mine = history.do(change_fields(history.document, "a", (("title", "M"),)))
    followed = follow(mine, document(top(event("a"), event("t"))))
    assert isinstance(followed, Undecided)
    assert clashes(followed.merge) == [("events", "a", ("title",))]
    assert [entry["id"] for entry in decided(followed.merge)["events"]] == ["a", "t", "b"]


def test_a_file_of_a_newer_format_is_shown_and_not_merged() -> None:
    newer = document({**top(event("t")), "version": "2.0"})
    followed = follow(opened(BASE), newer)
    assert isinstance(followed, Followed)
    assert followed.history == History.opened(newer)
    with pytest.raises(DatasetError, match="newer version"):
        follow(opened(BASE).do(AddEntries(events=(event("m"),))), newer)


def test_nothing_is_asked_about_a_file_that_takes_up_no_changes() -> None:
    newer = document({**top(event("a", title="T")), "version": "2.0"})
    history = opened(BASE)
    with pytest.raises(DatasetError, match="newer version"):
        follow(history.do(ChangeDates.of(history.document, [("a", "1999")])), newer)
    with pytest.raises(DatasetError, match="newer version"):
        follow(history.do(RemoveEvents.of(history.document, ["a"])), newer)


def test_what_is_put_back_stands_in_the_order_that_it_had() -> None:
    categories = [{"id": each, "label": each} for each in ("n", "m", "k", "l")]
    base = top(event("a"), event("b"), categories=categories)
    mine = top(event("a", category="l"), event("b", category="m"), categories=categories)
    theirs = top(event("a"), event("b"), categories=[categories[2]])
    result = merged_of(base, mine, theirs)
    assert decided(result)["categories"] == [categories[2], categories[1], categories[3]]
    assert result.decided(Decisions()).kept == ("m", "l")


def test_entries_without_an_id_are_kept_as_often_as_they_are_there() -> None:
    strays: list[Json] = [
        {"title": "stray"},
        {"title": "stray"},
        {"id": "a", "title": "twice", "when": "2020"},
    ]
    base = top(event("a"), *strays)
    merge_ = merged_of(base, top(event("a"), *strays, event("m")), top(event("a"), *strays[1:], event("t")))
    assert merge_.conflicts == ()
    assert decided(merge_)["events"] == [event("a"), *strays[1:], event("t"), event("m")]


ids = st.sampled_from("abcdefgh")
titles = st.one_of(
    st.sampled_from(("one", "two", "ü")),
    st.fixed_dictionaries({"en": st.sampled_from("xy")}, optional={"de": st.sampled_from("xy")}),
)
fields: dict[str, st.SearchStrategy[Any]] = {
    "summary": titles,
    "tags": st.lists(st.sampled_from("pqr"), min_size=1, unique=True),
    "importance": st.sampled_from((0.5, 0.75, 1)),
    "unknown": st.sampled_from((None, True, [1, {"k": "v"}])),
    "category": st.sampled_from("kl"),
    "excerpts": st.sampled_from(([{"source": "s", "exact": "x"}], [{"source": "t", "exact": "y"}])),
}
required = {"title": titles, "when": st.sampled_from(("2019", "2020-05", "1999/2001"))}
entries = st.dictionaries(ids, st.fixed_dictionaries(required, optional=fields), max_size=6)
categories = st.fixed_dictionaries({key: st.fixed_dictionaries({"label": titles}) for key in "kl"})
sources = st.fixed_dictionaries(
    {key: st.fixed_dictionaries({"title": st.sampled_from("ST")}) for key in "st"}
)


@st.composite
def tops(draw: st.DrawFn) -> Top:
    """Draw a dataset; its lists in any order of ids."""

    def listed(strategy: st.SearchStrategy[dict[str, Json]]) -> list[Json]:
        drawn = draw(strategy)
        return [{"id": key, **drawn[key]} for key in draw(st.permutations(sorted(drawn)))]

    more = draw(st.fixed_dictionaries({}, optional={"note": st.sampled_from(("n", {"a": 1}))}))
    lists = {"categories": listed(categories), "sources": listed(sources), "events": listed(entries)}
    return {"format": "timeline", "version": "1.0", "title": draw(titles), **more, **lists}


def by_id(value: Top) -> dict[tuple[str, str], Json]:
    return {(kind, entry["id"]): entry for kind in LISTS for entry in value[kind]}


def expected(base: Any, mine: Any, theirs: Any, depth: int = 2) -> Any:
    """Merge values in the simplest way, mine before theirs; a missing one is given as `...`."""
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    if depth and all(isinstance(value, dict) for value in (base, mine, theirs)):
        whole = {
            key: expected(*(value.get(key, ...) for value in (base, mine, theirs)), deeper(key, depth))
            for key in mine | theirs
        }
        return {key: value for key, value in whole.items() if value is not ...}
    return mine


def deeper(key: str, depth: int) -> int:
    return depth - 1 if key in ("title", "summary", "label") else 0


@settings(max_examples=25)
@given(tops(), tops(), tops(), st.sampled_from((None, 1, 2, 4)))
def test_a_merge_is_what_a_simple_model_makes_of_it(base: Top, mine: Top, theirs: Top, indent: int) -> None:
    merge_ = merged_of(base, mine, theirs, indent)
    result = merge_.decided(Decisions())
    found = by_id(value_of(result.document))
    sides = [by_id(value) for value in (base, mine, theirs)]
    wanted = {key: expected(*(side.get(key, ...) for side in sides)) for key in sides[1] | sides[2]}
    assert found == {key: value for key, value in wanted.items() if value is not ...}
    assert result.kept == ()
    assert not any(problem.severity is Severity.ERROR for problem in result.document.dataset.problems)
    wholes = [
        {key: value for key, value in side.items() if key not in LISTS} for side in (base, mine, theirs)
    ]
    own = {key: value for key, value in value_of(result.document).items() if key not in LISTS}
    assert own == expected(*wholes)
    swapped = merged_of(base, theirs, mine).decided(Decisions(Decision.TAKE_THEIRS)).document
    assert by_id(value_of(swapped)) == found


@settings(max_examples=25)
@given(tops(), tops(), tops(), st.sampled_from((None, 1, 2, 4)))
def test_order_and_bytes_are_those_of_theirs(base: Top, mine: Top, theirs: Top, indent: int) -> None:
    merge_ = merged_of(base, mine, theirs, indent)
    result = merge_.decided(Decisions()).document
    text, old = DatasetText(result.data, "F"), DatasetText(merge_.theirs.data, "F")
    for kind in LISTS:
        order = [key for key in text.ids(kind) if key in old.ids(kind)]
        assert order == [key for key in old.ids(kind) if key in text.ids(kind)]
        new = [key for key in text.ids(kind) if key not in old.ids(kind)]
        assert [*text.ids(kind)][len(order) :] == new or len(order) == 0
        for key in order:
            at, before = text.index(kind, key), old.index(kind, key)
            if text.entry(kind, at) == old.entry(kind, before):
                assert text.source_text(kind, at) == old.source_text(kind, before)


@settings(max_examples=25)
@given(tops(), tops(), tops())
def test_merging_once_more_changes_nothing(base: Top, mine: Top, theirs: Top) -> None:
    history = opened(base).follow_file(document(mine), document(base), dict.fromkeys(LANGUAGES, "Edit"))
    once = follow(history, document(theirs))
    if isinstance(once, Undecided):
        once = once.decided(Decisions(Decision.KEEP_BOTH))
    again = follow(once.history, document(theirs))
    assert isinstance(again, Followed)
    assert again.history == once.history
    if len(once.history.done) > len(history.done):
        assert once.history.undo().document.data == history.document.data
    else:
        assert once.history.document.data == history.document.data


@settings(max_examples=25)
@given(tops(), tops(), st.sampled_from((None, 1, 4)))
def test_with_nothing_of_one_side_it_is_the_other(base: Top, changed: Top, indent: int) -> None:
    theirs = document(changed, indent)
    nothing_of_mine = merge(document(base).data, document(base, indent), theirs)
    assert nothing_of_mine.conflicts == ()
    assert nothing_of_mine.decided(Decisions()).document.data == theirs.data
    nothing_of_theirs = merge(document(base).data, theirs, document(base))
    assert nothing_of_theirs.conflicts == ()
    assert by_id(decided(nothing_of_theirs)) == by_id(changed)
