"""What a batch brings, sorted for a person; in which fields two versions of an entry differ."""

import json

import pytest

from timeline_app.core.date import Precision
from timeline_app.dataset.editing.arrivals import Section, arrivals_of
from timeline_app.dataset.editing.batch import Choice, import_all
from timeline_app.dataset.editing.field_differences import FieldDifference, field_differences, fields_of
from timeline_app.dataset.editing.history import History
from timeline_app.dataset.editing.importing import Decision, Decisions
from timeline_app.dataset.reading.reader import document_from_bytes
from timeline_app.dataset.writing import read_written

TOP = {"format": "timeline", "version": "1.0", "title": "T"}


def event(event_id, when="2020", **more):
    return {"id": event_id, "title": event_id.upper(), "when": when} | more


def opened(*events, **lists):
    return History.opened(
        document_from_bytes(json.dumps({**TOP, **lists, "events": list(events)}).encode(), "t.json")
    )


def brought(base, *values, choice=None):
    texts = tuple((f"{number}.json", json.dumps(value).encode()) for number, value in enumerate(values, 1))
    return arrivals_of(import_all(base, texts, choice or Choice()))


def ids(arrivals):
    """Return what is in each section: kinds and ids, or the file of remarks on a text as a whole."""
    return {
        section.value: [
            one.problems[0].place.file if one.incoming is None else f"{one.incoming.kind} {one.incoming.id}"
            for one in listed
        ]
        for section, listed in arrivals.items()
        if listed
    }


def test_every_list_is_sorted_and_texts_come_one_after_the_other():
    base = opened(event("a"), event("b"), sources=[{"id": "s", "title": "Mine"}])
    sources = [{"id": "s", "title": "Theirs"}, {"id": "new", "title": "New"}]
    categories = [{"id": "c", "label": "C"}]
    more = {"sources": sources, "categories": categories, "events": [event("a"), event("b", "1815")]}
    assert ids(brought(base, {**TOP, **more}, [event("d"), event("a", "1066")])) == {
        "new": ["categories c", "sources new", "events d"],
        "clashing": ["sources s", "events b", "events a"],
        "same": ["events a"],
    }


def test_remarks_stand_at_their_entries():
    text = {**TOP, "sources": [{"id": "s", "titel": 1}], "events": [event("a", x=1), event("b")]}
    arrivals = brought(opened(), text)
    assert ids(arrivals)["doubtful"] == ["sources s", "events a"]
    paths = [[problem.path for problem in one.problems] for one in arrivals[Section.DOUBTFUL]]
    assert paths == [["sources[0].titel"], ["events[0].x"]]
    assert [len(one.problems) for one in arrivals[Section.NEW]] == [1, 1, 0]


def test_remarks_beyond_those_that_are_listed_stand_at_no_entry():
    first, second = event("first"), event("second")
    same = [event(f"n{number}", title=f"N{number // 2}") for number in range(2010)]
    doubtful = brought(opened(first, second), same)[Section.DOUBTFUL]
    assert doubtful[0].incoming is None
    assert [problem.message for problem in doubtful[0].problems] == ["and 5 more"]
    assert len(doubtful) == 1001


def test_what_is_there_under_another_id_is_doubtful():
    base = opened(event("a", title="The treaty"))
    text = [
        event("b", title="THE  treaty"),
        event("c", title="The treaty", when="2021"),
        event("a", title="The treaty"),
    ]
    (doubtful,) = brought(base, text)[Section.DOUBTFUL]
    assert doubtful.incoming.id == "b"
    assert 'those of the event "a"' in doubtful.problems[0].message


def test_dates_after_their_sources_and_finer_than_their_words_are_doubtful():
    base = opened(event("x"), sources=[{"id": "s", "title": "S", "issued": "2019"}])
    cited = [{"source": "s", "exact": "x"}]
    fine = {"edtf": "2018-05", "reading": {"phrase": "2018", "rule": "stated"}}
    doubtful = brought(base, [event("a", "2020", excerpts=cited), event("b", fine), event("c", "2018")])
    assert [one.incoming.id for one in doubtful[Section.DOUBTFUL]] == ["a", "b"]


@pytest.mark.parametrize("text", [event("a", x=1), [event("a", x=1)]], ids=["one event", "a list"])
def test_remarks_find_the_events_of_other_shapes(text):
    (doubtful,) = brought(opened(), text)[Section.DOUBTFUL]
    assert doubtful.incoming.id == "a"


def test_what_is_there_already_is_in_doubt_no_more():
    assert ids(brought(opened(event("a", x=1)), [event("a", x=1)])) == {"same": ["events a"]}


def test_doubted_dates_are_doubtful_until_it_is_known_how_exact_they_are():
    new_years = [event(name, f"190{number}-01-01") for number, name in enumerate("abcde")]
    base = opened(event("a", "1900"), event("x"))
    doubtful = brought(base, [*new_years, event("y", "2001-05-06")])[Section.DOUBTFUL]
    assert [one.incoming.id for one in doubtful] == list("abcde")
    assert all(one.is_doubted for one in doubtful)
    coarse = brought(base, new_years, choice=Choice(precision=Precision.YEAR))
    assert ids(coarse) == {"new": [f"events {name}" for name in "bcde"], "same": ["events a"]}


def test_what_was_kept_beside_mine_says_under_which_id():
    base = opened(event("a"))
    text = [event("a", "1815")]
    both = Choice(Decisions(Decision.KEEP_BOTH))
    once = import_all(base, (("1.json", json.dumps(text).encode()),), both).result
    (again,) = brought(once, text)[Section.CLASHING]
    assert again.incoming.copy_id == "a-2"


MINE = """{"id": "a", "title": {"en": "A", "de": "B"}, "n": 1.0, "tags": ["x", "y"], "old": null,
    "excerpts": [{"exact": "one"}]}"""
THEIRS = """{"title": {"de": "B", "en": "C"}, "id": "a", "n": 1, "tags": ["x"],
    "excerpts": [{"exact": "one"}, {"exact": "two", "date": [0, 3]}], "new": {}}"""


def test_only_fields_that_differ_are_told_in_the_order_of_mine():
    assert field_differences(read_written(MINE), read_written(THEIRS)) == (
        FieldDifference("title.en", "A", "C"),
        FieldDifference("tags", "x, y", "x"),
        FieldDifference("old", "null", None),
        FieldDifference("excerpts[1].exact", None, "two"),
        FieldDifference("excerpts[1].date", None, "0, 3"),
        FieldDifference("new", None, "{}"),
    )
    assert field_differences(read_written(MINE), read_written(MINE)) == ()


def test_all_fields_of_an_entry_are_told():
    assert fields_of(read_written('{"id": "a", "when": {"edtf": "2020", "lasting": true}, "n": 1.50}')) == (
        ("id", "a"),
        ("when.edtf", "2020"),
        ("when.lasting", "true"),
        ("n", "1.50"),
    )
