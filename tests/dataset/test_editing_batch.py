"""Several texts imported as one step, with one choice for all of them."""

import json

import pytest

from timeline_app.core.date import Precision
from timeline_app.core.errors import DatasetError
from timeline_app.dataset.editing.batch import Choice, import_all
from timeline_app.dataset.editing.comparison import State
from timeline_app.dataset.editing.history import History
from timeline_app.dataset.editing.importing import Decision, Decisions
from timeline_app.dataset.reading.reader import document_from_bytes

DAYS = tuple((name, f"190{number}-01-01") for number, name in enumerate("abcdef"))
MONTHS = tuple((name, f"190{number}-0{number + 2}-01") for number, name in enumerate("ghijk"))


def events(*dates):
    return [{"id": event_id, "title": event_id.upper(), "when": when} for event_id, when in dates]


def opened(*dates):
    document = {"format": "timeline", "version": "1.0", "title": "T", "events": events(*dates)}
    return History.opened(document_from_bytes(json.dumps(document, indent=2).encode(), "t.json"))


def inputs(*texts):
    return tuple((f"{n}.json", json.dumps(events(*dates)).encode()) for n, dates in enumerate(texts))


def dates(history):
    return {one["id"]: one["when"] for one in json.loads(history.document.data)["events"]}


def test_each_text_is_compared_with_what_those_before_it_leave_and_all_are_one_step():
    base = opened(("x", "1001"))
    batch = import_all(base, inputs([("a", "1002"), ("x", "1001")], [("a", "1002"), ("b", "1003")]), Choice())
    assert dates(batch.result) == {"x": "1001", "a": "1002", "b": "1003"}
    assert len(batch.result.done) == 1
    assert batch.result.undo().document.data == base.document.data
    assert batch.ids(State.NEW) == ("a", "b")
    assert batch.ids(State.SAME) == ("x", "a")
    assert not batch.is_known


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (Decision.KEEP_MINE, {"x": "1001"}),
        (Decision.TAKE_THEIRS, {"x": "1003"}),
        (Decision.KEEP_BOTH, {"x": "1001", "x-2": "1002", "x-3": "1003"}),
    ],
)
def test_one_decision_is_for_all_texts(decision, expected):
    batch = import_all(
        opened(("x", "1001")), inputs([("x", "1002")], [("x", "1003")]), Choice(Decisions(decision))
    )
    assert dates(batch.result) == expected
    assert [len(comparison.clashing) for comparison in batch.comparisons] == [1, 1]


@pytest.mark.parametrize("decision", Decision)
def test_the_same_twice_is_known_and_changes_nothing(decision):
    base = opened(("x", "1001"), ("y", "1002"))
    batch = import_all(base, inputs([("x", "1001")], [("y", "1002")]), Choice(Decisions(decision)))
    assert batch.is_known
    assert batch.result is base


def test_doubts_about_several_texts_are_one_question():
    both = import_all(opened(), inputs(DAYS, MONTHS), Choice())
    assert both.doubt is not None
    assert (len(both.doubt.ids), len(both.doubt.new_years), both.doubt.days) == (11, 6, 11)
    assert both.doubt.precisions == (Precision.MONTH, Precision.YEAR)
    assert import_all(opened(), inputs(DAYS), Choice()).doubt.precisions == (Precision.YEAR, Precision.MONTH)
    assert import_all(opened(), inputs([("a", "1901")]), Choice()).doubt is None


def test_the_year_of_1_january_and_the_month_of_others_is_one_choice_for_all_texts():
    batch = import_all(opened(), inputs(DAYS, MONTHS), Choice(precision=Precision.YEAR))
    assert dates(batch.result) == {name: when[:4] for name, when in DAYS} | {
        n: when[:7] for n, when in MONTHS
    }


def test_doubted_dates_become_as_coarse_as_was_chosen():
    batch = import_all(opened(("x", "1900-01-01")), inputs(DAYS), Choice(precision=Precision.YEAR))
    assert dates(batch.result) == {"x": "1900-01-01", **{name: when[:4] for name, when in DAYS}}


def test_one_bad_text_prevents_all():
    with pytest.raises(DatasetError, match="month 13"):
        import_all(opened(), inputs([("a", "1901")], [("b", "1901-13")]), Choice())
