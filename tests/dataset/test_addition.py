"""Adding events: all or nothing, and not one byte of what was there is touched."""

import codecs
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.errors import DatasetError
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.batch import Batch, Choice, import_all
from timeline_app.dataset.editing.clash_places import clashes_of
from timeline_app.dataset.editing.comparison import State
from timeline_app.dataset.editing.history import History
from timeline_app.dataset.editing.importing import Decisions
from timeline_app.dataset.reading.reader import document_from_bytes, read_document

PRETTY = b"""{
  "format": "timeline", "version": "1.0",
  "title": "T",
  "categories": [
    {"id": "it", "label": "IT"}
  ],
  "sources": [
    {"id": "s", "title": "S", "year": 1.50}
  ],
  "events": [
    {"when":"2024", "id":"old", "title" : "Caf\\u00e9", "x": 1.10}
  ],
  "x-after": {"z": 1, "a": [ ]}
}
"""
NEW = '{"id": "new", "title": {"de": "Grün"}, "when": "2025-08", "x-n": 1.10, "tags": []}'
NEW_PRETTY = """{
      "id": "new",
      "title": {
        "de": "Grün"
      },
      "when": "2025-08",
      "x-n": 1.10,
      "tags": []
    }"""


def pretty() -> Document:
    return document_from_bytes(PRETTY, "old.json")


def imported(document: Document, text: str) -> Batch:
    """Import a text as the command `add` does where nothing is said of what clashes: that is refused."""
    batch = import_all(History.opened(document), (("new.json", text.encode()),), Choice())
    if clashes := clashes_of(batch):
        raise DatasetError(clashes)
    return batch


def added(document: Document, text: str) -> Document:
    return imported(document, text).result.document


@pytest.mark.parametrize("text", [NEW, f"[{NEW}]", f'{{"events": [{NEW}]}}', "\ufeff" + NEW])
def test_one_event_a_list_and_a_dataset_can_be_added(text: str) -> None:
    result = added(pretty(), text)
    expected = PRETTY.decode().replace('"x": 1.10}', '"x": 1.10},\n    ' + NEW_PRETTY)
    assert result.data.decode() == expected
    assert [result.dataset.store.event(row).id for row in range(2)] == ["old", "new"]


def test_an_addition_tells_what_is_new() -> None:
    document = pretty()
    batch = imported(document, '[{"id": "new", "title": "N", "when": "2025", "sumary": ""}]')
    assert batch.ids(State.NEW) == ("new",)
    assert [str(problem) for problem in batch.comparisons[0].problems] == [
        'new.json:1:46: [0].sumary: an event has no field "sumary"; did you mean "summary"? (event "new")'
    ]


def test_a_dataset_brings_its_own_sources_and_categories_and_may_repeat_known_ones() -> None:
    document = pretty()
    text = """{"format": "timeline", "version": "1.0", "title": "Other",
      "categories": [{"label": "IT", "id": "it"}, {"id": "hr", "label": "HR"}],
      "sources": [{"id": "s", "title": "S", "year": 1.5}, {"id": "t", "translationOf": "s"}],
      "events": [{"id": "new", "title": "N", "when": "2025", "category": "hr",
                  "excerpts": [{"source": "t", "exact": "a"},
                               {"source": "s", "exact": "b", "date": [0, 1]}]}]}"""
    batch = imported(document, text)
    entries = batch.comparisons[0].entries
    new = [(entry.kind, entry.id) for entry in entries if entry.state is State.NEW]
    assert new == [("categories", "hr"), ("sources", "t"), ("events", "new")]
    result = batch.result.document
    assert [problem.path for problem in result.dataset.problems] == ["sources[0].year", "events[0].x"]
    assert [source.id for source in result.dataset.store.sources] == ["s", "t"]
    assert [category.id for category in result.dataset.store.categories] == ["it", "hr", ""]
    assert json.loads(result.data)["events"][1]["excerpts"][1]["date"] == [0, 1]
    assert b'"date": [0, 1]' in result.data


CLASHES = {
    "event": (
        '[{"id": "fine", "title": "N", "when": "2025"},\n {"id": "old", "title": "N", "when": "2025"}]',
        'new.json:2:9: [1].id: the id "old" is already that of the event at old.json:11:26 (event "old")',
    ),
    "twice in the addition": (
        '[{"id": "a", "title": "N", "when": "2025"},\n {"id": "a", "title": "N", "when": "2025"}]',
        'new.json:2:9: [1].id: the id "a" is already that of the event at new.json:1:9 (event "a")',
    ),
    "source of other content": (
        '{"sources": [{"id": "s", "title": "X"}],\n"events": [{"id": "n", "title": "N", "when": "2025"}]}',
        'new.json:1:21: sources[0].id: the id "s" is already that of the source at old.json:8:12',
    ),
    "category of other content": (
        (
            '{"categories": [{"id": "it", "label": "I"}],\n'
            '"events": [{"id": "n", "title": "N", "when": "2025"}]}'
        ),
        'new.json:1:24: categories[0].id: the id "it" is already that of the category at old.json:5:12',
    ),
    "unknown source": (
        '{"id": "n", "title": "N", "when": "2025", "excerpts": [{"source": "u", "exact": "x"}]}',
        (
            'new.json:1:67: excerpts[0].source: no source has the id "u"; expected the id of a source in this'
            ' dataset (event "n")'
        ),
    ),
    "unknown category": (
        '{"id": "n", "title": "N", "when": "2025", "category": "hr"}',
        (
            'new.json:1:55: category: no category has the id "hr"; expected the id of a category in this'
            ' dataset (event "n")'
        ),
    ),
    "nothing": ("[]", "new.json:1:1: there is no event in it; expected one at least"),
    "no events in a dataset": (
        '{"events": []}',
        "new.json:1:1: there is no event in it; expected one at least",
    ),
    "a number": (" 7", "new.json:1:2: found a number; expected an event, a list of events or a dataset"),
    "another format": (
        '{"format": "csv", "events": [{"id": "n", "title": "N", "when": "2025"}]}',
        'new.json:1:12: format: "csv" is another format; expected "timeline"',
    ),
    "newer format": (
        '{"version": "2.0", "events": [{"id": "n", "title": "N", "when": "2025"}]}',
        "new.json:1:13: version: this is a newer version of the format; expected 1.0",
    ),
    "broken": ('[{"id": "n",}]', 'new.json:1:12: a comma before "}"; expected none after the last one'),
    "empty": ("", "new.json:1:1: the file is empty; expected a JSON object"),
    "lone surrogate": (
        '{"id": "n", "title": "\\udc00", "when": "2025"}',
        (
            "new.json:1:22: title: half of a surrogate pair (\\uD800 to \\uDFFF) stands alone in this string"
            ' (event "n")'
        ),
    ),
}


@pytest.mark.parametrize(("text", "sentence"), CLASHES.values(), ids=CLASHES)
def test_an_addition_that_does_not_fit_is_refused_with_all_places(text: str, sentence: str) -> None:
    with pytest.raises(DatasetError) as caught:
        added(pretty(), text)
    assert str(caught.value) == sentence


def test_every_problem_of_an_addition_is_told() -> None:
    text = '[{"id": "a b", "title": "N", "when": "2025"}, {"id": "b", "when": "x"}, 5]'
    with pytest.raises(DatasetError) as caught:
        added(pretty(), text)
    assert [problem.path for problem in caught.value.problems] == ["[0].id", "[1]", "[1].when", "[2]"]


def test_the_id_of_an_event_that_could_not_be_shown_is_taken_all_the_same() -> None:
    document = document_from_bytes(PRETTY.replace(b'"2024"', b'"2024-13"'), "old.json")
    assert len(document.dataset.store) == 0
    with pytest.raises(DatasetError, match=r'"old" is already that of the event at old\.json:11:29'):
        added(document, NEW.replace("new", "old"))


def test_nothing_is_added_to_a_dataset_of_a_newer_format() -> None:
    document = document_from_bytes(PRETTY.replace(b'"1.0"', b'"2.0"'), "old.json")
    with pytest.raises(DatasetError, match="newer version of the format, so it is not changed"):
        added(document, NEW)


def test_an_addition_that_was_made_for_another_document_is_refused() -> None:
    edit = imported(pretty(), NEW).comparisons[0].decided(Decisions())
    other = History.opened(added(pretty(), NEW))
    with pytest.raises(DatasetError, match='the id "new" is already'):
        other.do(edit)


def test_sources_are_not_added_to_what_is_no_list() -> None:
    document = document_from_bytes(PRETTY.replace(b'"sources": [', b'"sources": {}, "x-s": ['), "old.json")
    text = '{"sources": [{"id": "t"}], "events": [{"id": "n", "title": "N", "when": "2025"}]}'
    with pytest.raises(DatasetError, match=r"old\.json:7:14: sources: this is no list"):
        added(document, text)


HEAD = '"format": "timeline", "version": "1.0", "title": "T"'
OLD = '{"id": "old", "title": "O", "when": "2024"}'
SHORT = '{"id": "n", "title": "N", "when": "2025"}'
LAYOUTS = {
    "one line": (f'{{{HEAD}, "events": [{OLD}]}}', f'{{{HEAD}, "events": [{OLD}, {SHORT}]}}'),
    "empty list on one line": (f'{{{HEAD}, "events": []}}', f'{{{HEAD}, "events": [{SHORT}]}}'),
    "empty list on a line of its own": (
        f'{{\n {HEAD},\n "events": []\n}}',
        f'{{\n {HEAD},\n "events": [\n  {{\n   "id": "n",\n   "title": "N",\n   "when": "2025"\n  }}\n ]\n}}',
    ),
    "empty list on two lines": (
        f'{{\n  {HEAD},\n  "events": [\n  ]\n}}\n',
        (
            f'{{\n  {HEAD},\n  "events": [\n    {{\n      "id": "n",'
            '\n      "title": "N",\n      "when": "2025"\n    }'
            "\n  ]\n}\n"
        ),
    ),
    "tabs and Windows line ends": (
        f'{{\r\n\t{HEAD},\r\n\t"events": [\r\n\t\t{OLD}\r\n\t]\r\n}}',
        (
            f'{{\r\n\t{HEAD},\r\n\t"events": [\r\n\t\t{OLD},\r\n\t\t{{'
            '\r\n\t\t\t"id": "n",\r\n\t\t\t"title": "N",'
            '\r\n\t\t\t"when": "2025"\r\n\t\t}\r\n\t]\r\n}'
        ),
    ),
}


@pytest.mark.parametrize(("before", "after"), LAYOUTS.values(), ids=LAYOUTS)
def test_new_events_take_the_layout_of_the_file(before: str, after: str) -> None:
    assert added(document_from_bytes(before.encode(), "F"), SHORT).data.decode() == after


def test_missing_lists_are_made_before_the_events() -> None:
    text = f'{{"sources": [{{"id": "t"}}], "categories": [{{"id": "c", "label": "C"}}], "events": [{SHORT}]}}'
    before = f'{{\n  {HEAD},\n  "events": [{OLD}]\n}}'
    result = added(document_from_bytes(before.encode(), "F"), text).data.decode()
    lists = (
        '"categories": [\n    {\n      "id": "c",\n      "label": "C"\n    }\n  ],\n'
        '  "sources": [\n    {\n      "id": "t"\n    }\n  ],\n  '
    )
    assert result == before.replace('"events"', lists + '"events"').replace(OLD, f"{OLD}, {SHORT}")


def test_a_byte_order_mark_stays() -> None:
    result = added(document_from_bytes(codecs.BOM_UTF8 + PRETTY, "F"), NEW)
    assert result.data.startswith(codecs.BOM_UTF8)
    assert result.data.count(codecs.BOM_UTF8) == 1


def test_a_document_of_a_file_remembers_the_bytes_on_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    path.write_bytes(PRETTY)
    document = read_document(path)
    result = added(document, NEW)
    assert (result.path, result.sha256_on_disk) == (path, document.sha256_on_disk)
    assert result.dataset.sha256 != document.dataset.sha256
    assert result.dataset.name == "old.json"


scalars = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
)
extras = st.dictionaries(st.text(max_size=5).map("x-".__add__), values, max_size=3)


@given(
    st.lists(extras, max_size=3),
    st.lists(extras, min_size=1, max_size=3),
    st.sampled_from([None, 0, 1, 4, "\t"]),
    st.booleans(),
    st.sampled_from(["", "\n", " \r\n\n"]),
)
def test_unknown_fields_old_and_new_survive(
    old: list[dict[str, object]],
    new: list[dict[str, object]],
    indent: int | str | None,
    ascii_only: bool,
    tail: str,
) -> None:
    top = {"format": "timeline", "version": "1.0", "title": "T", "x-events": [[]]}
    smallest = {"title": "E", "when": "2025"}
    old_events = [{"id": f"old{number}", **extra, **smallest} for number, extra in enumerate(old)]
    new_events = [{**extra, **smallest, "id": f"new{number}"} for number, extra in enumerate(new)]
    before = (
        json.dumps({**top, "events": old_events, "x-z": {}}, indent=indent, ensure_ascii=ascii_only) + tail
    )
    document = document_from_bytes(before.encode(), "F")
    result = added(document, json.dumps(new_events))
    text = result.data.decode()
    assert json.loads(text) == {**top, "events": old_events + new_events, "x-z": {}}
    assert result.dataset.problems == ()
    # Nothing was taken away: the old text is the new one without one stretch in it.
    common = next(
        (at for at, (one, other) in enumerate(zip(before, text, strict=False)) if one != other), len(before)
    )
    assert any(
        before[:at] == text[:at] and text.endswith(before[at:])
        for at in range(common, max(-1, common - 40), -1)
    )
