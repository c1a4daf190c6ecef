"""An event taken out of a document and put back: with what comes with it, and never over another."""

import json

import pytest

from timeline_app.core.errors import DatasetError
from timeline_app.dataset.editing.edits import RemoveEvents, SetField
from timeline_app.dataset.editing.event_check import Company
from timeline_app.dataset.editing.event_draft import (
    EventGoneError,
    EventMovedOnError,
    Typed,
    begin_event,
    open_event,
    put_event,
)
from timeline_app.dataset.editing.history import History
from timeline_app.dataset.reading.reader import document_from_bytes

TEXT = """{
  "format": "timeline", "version": "1.0", "title": {"de": "T"},
  "categories": [{"id": "c", "label": "C"}, {"id": "c-2", "label": {"fr": "Q"}}],
  "sources": [{"id": "s", "title": "S"}],
  "events": [
    {"id":"a", "title": {"en": "A", "de": "A"}, "when":"2020", "x": 1.0},
    {"id": "event", "title": "E", "when": "2021"}
  ]
}
"""


def history(text=TEXT):
    return History.opened(document_from_bytes(text.encode(), "F"))


def opened(base, event_id="a"):
    return open_event(base.document, event_id, "event", "en")


def typed(one, text=None, company=Company()):  # noqa: B008 - a frozen value
    return Typed(one.text if text is None else text, company, one.event_id, one.before)


def test_what_stands_beside_an_event_is_known():
    around = opened(history()).around
    assert (around.main, around.languages) == ("de", ("de", "fr", "en"))
    assert [(one.id, one.name.in_language("en")) for one in around.categories] == [("c", "C"), ("c-2", "Q")]
    assert [one.id for one in around.sources] == ["s"]
    assert around.event_ids == {"event"}


def test_a_dataset_without_languages_names_none():
    around = opened(
        history(
            TEXT.replace('{"de": "T"}', '"T"')
            .replace('{"fr": "Q"}', '"Q"')
            .replace('{"en": "A", "de": "A"}', '"A"')
        )
    ).around
    assert (around.main, around.languages) == ("en", ())


def test_a_new_event_has_a_free_id_and_what_is_known_of_it():
    new = begin_event(history().document, "2020-05", "c", "event", "en")
    assert json.loads(new.text) == {"id": "event-2", "title": "", "when": "2020-05", "category": "c"}
    assert new.check.check(new.text).event is None


def test_an_event_that_stays_the_same_is_no_step():
    base = history()
    assert put_event(typed(opened(base)), base).history is base


def test_one_field_is_one_difference_in_the_file():
    base = history()
    one = opened(base)
    put = put_event(typed(one, one.text.replace('"2020"', '"2020-05"')), base)
    assert put.history.document.data.decode() == TEXT.replace('"when":"2020"', '"when":"2020-05"')
    assert put.event_id == "a"


def test_what_comes_with_an_event_is_of_the_same_step():
    base = history()
    one = opened(base)
    company = Company(({"id": "t", "title": "T"},), ({"id": "d", "label": "D"},))
    text = one.text.replace('"x"', '"category": "d", "excerpts": [{"source": "t", "exact": "e"}], "x"')
    with pytest.raises(DatasetError):
        put_event(typed(one, text), base)
    put = put_event(typed(one, text, company), base).history
    after = json.loads(put.document.data)
    assert [source["id"] for source in after["sources"]] == ["s", "t"]
    assert [category["id"] for category in after["categories"]] == ["c", "c-2", "d"]
    assert len(put.done) == 1
    assert put.undo().document.data == TEXT.encode()


def test_also_the_order_of_keys_is_a_change_that_is_not_undone_unasked():
    ordered = TEXT.replace('"when":"2020", "x": 1.0', '"x": 1.0, "when":"2020"')
    with pytest.raises(EventMovedOnError, match="changed meanwhile"):
        put_event(typed(opened(history())), history(ordered))


def test_an_event_that_was_changed_is_not_replaced_unasked():
    base = history()
    one = opened(base)
    later = base.do(SetField.tags(base.document, ["a"], ["t"]))
    with pytest.raises(EventMovedOnError, match="changed meanwhile"):
        put_event(typed(one), later)
    forced = put_event(Typed(one.text, event_id="a"), later).history
    assert forced.document.data == TEXT.encode()
    other = base.do(SetField.tags(base.document, ["event"], ["t"]))
    assert put_event(typed(one), other).history is other


def test_an_event_that_is_gone_is_not_brought_back_unasked():
    base = history()
    one = opened(base)
    later = base.do(RemoveEvents.of(base.document, ["a"]))
    for before in (one.before, None):
        with pytest.raises(EventGoneError, match="removed meanwhile"):
            put_event(Typed(one.text, event_id="a", before=before), later)
    again = put_event(Typed(one.text), later).history
    assert [event["id"] for event in json.loads(again.document.data)["events"]] == ["event", "a"]


@pytest.mark.parametrize(
    ("kind", "entry", "wrong"),
    [
        ("sources", {"id": "t", "title": "T", "issued": "2020-05"}, ""),
        ("sources", {"id": "s", "title": "Other"}, "already that of the source"),
        ("sources", {"id": "t", "issued": "soon"}, "issued"),
        ("sources", {"id": "", "title": "T"}, "is no id"),
        ("sources", {"id": "new", "title": "T"}, "already that of the source"),
        ("categories", {"id": "d", "label": "D", "colour": "#1F7A6D"}, ""),
        ("categories", {"id": "c", "label": "D"}, "already that of the category"),
        ("categories", {"id": "d"}, '"label" is missing'),
    ],
)
def test_what_is_to_come_with_an_event_is_checked(kind, entry, wrong):
    check = opened(history()).check
    found = check.problems_of(kind, entry, Company(({"id": "new"},)))
    assert bool(found) == bool(wrong)
    assert wrong in " ".join(problem.sentence for problem in found)
