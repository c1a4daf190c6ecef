"""Edits of texts as people lay them out: each is the smallest difference that says what is new."""

import json
from pathlib import Path

import pytest
from direct_edits import change_fields, put

from timeline_app import bundled
from timeline_app.core.errors import DatasetError, Severity
from timeline_app.core.language import ENGLISH, LANGUAGES
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.changes import Changes, DatasetText
from timeline_app.dataset.editing.comparison import compare
from timeline_app.dataset.editing.edits import (
    AddEntries,
    ChangeDates,
    ChangeTags,
    DuplicateEvent,
    RemoveEvents,
    ReplaceEvent,
    SetField,
)
from timeline_app.dataset.editing.entry_json import written
from timeline_app.dataset.editing.event_check import EventCheck, event_text
from timeline_app.dataset.editing.history import History
from timeline_app.dataset.editing.importing import Decisions
from timeline_app.dataset.editing.splices import Splice, Splices
from timeline_app.dataset.editing.step import Edit, carry_out
from timeline_app.dataset.reading.reader import document_from_bytes, read_document
from timeline_app.dataset.writing import Layout

HEAD = '"format": "timeline", "version": "1.0", "title": "T"'
LINES = f"""{{
  {HEAD},
  "categories": [{{"id": "c", "label": "C"}}],
  "sources": [
    {{"id": "s", "title": "S", "year": 1.50}}
  ],
  "events": [
    {{
      "id": "a",
      "x-first": {{"n":1.10 , "m" :[ ]}},
      "title": {{
        "en": "An\\u00e4",
        "de": "Die Ana"
      }},
      "when": "2024-08-01",
      "excerpts": [
        {{"source": "s", "exact": "abc"}}
      ]
    }},
    {{"id": "b", "title": "B", "when": {{"edtf": "2024", "x": 1E5}}, "tags": ["u", "v"]}},
    {{"id":"c","title":"C","when":"2024"}}
  ],
  "x-after": [ 1.0 ]
}}
"""
A, B, C = "a", "b", "c"


def lines() -> Document:
    return document_from_bytes(LINES.encode(), "F")


def fields(event_id: str, **values: object) -> Edit:
    return change_fields(lines(), event_id, tuple((key, written(value)) for key, value in values.items()))


B_LINE = '{"id": "b", "title": "B", "when": {"edtf": "2024", "x": 1E5}, "tags": ["u", "v"]}'
C_LINE = '{"id":"c","title":"C","when":"2024"}'
S_LINE = '{"id": "s", "title": "S", "year": 1.50}'

# Each edit, and which stretches of the text give way to which.
DIFFERENCES: dict[str, tuple[Edit, dict[str, str]]] = {
    "date": (fields(A, when="2024-08"), {'"2024-08-01"': '"2024-08"'}),
    "one language": (fields(A, title={"en": "Anä", "de": "Ana"}), {'"Die Ana"': '"Ana"'}),
    "another language": (
        fields(A, title={"en": "Anä", "fr": "L’Ana", "de": "Die Ana"}),
        {'\n        "de"': '\n        "fr": "L’Ana",\n        "de"'},
    ),
    "new field in its place": (
        fields(A, importance=0.5),
        {'"2024-08-01",': '"2024-08-01",\n      "importance": 0.5,'},
    ),
    "new object in its place": (
        fields(A, summary={"de": "Z"}),
        {'"2024-08-01",': '"2024-08-01",\n      "summary": {\n        "de": "Z"\n      },'},
    ),
    "unknown new field at the end": (
        fields(A, **{"x-z": [1]}),
        {"      ]\n    },": '      ],\n      "x-z": [1]\n    },'},
    ),
    "unknown field": (fields(A, **{"x-first": {"n": 2, "m": []}}), {"1.10": "2"}),
    "field removed": (fields(A, **{"x-first": None}), {'\n      "x-first": {"n":1.10 , "m" :[ ]},': ""}),
    "one line stays one": (
        fields(B, summary={"en": "S", "de": "Z"}),
        {'1E5}, "tags"': '1E5}, "summary": {"en": "S", "de": "Z"}, "tags"'},
    ),
    "dense stays dense": (
        fields(C, category="c", tags=["u", "v"]),
        {C_LINE: '{"id":"c","title":"C","when":"2024","category":"c","tags":["u","v"]}'},
    ),
    "date in an object": (ChangeDates.of(lines(), [(B, "2025~")]), {'"edtf": "2024"': '"edtf": "2025~"'}),
    "tag in a list": (
        ChangeTags.of(lines(), [B], given=["w"], taken=["u"]),
        {'["u", "v"]': '["v", "w"]'},
    ),
    "last tag": (SetField.tags(lines(), [B], []), {', "tags": ["u", "v"]': ""}),
    "excerpt added": (
        fields(A, excerpts=[{"source": "s", "exact": "abc"}, {"source": "s", "exact": "d"}]),
        {'"abc"}\n': ('"abc"},\n        {\n          "source": "s",\n          "exact": "d"\n        }\n')},
    ),
    "event removed": (RemoveEvents.of(lines(), [B]), {f"\n    {B_LINE},": ""}),
    "last event removed": (RemoveEvents.of(lines(), [C, C]), {f",\n    {C_LINE}": ""}),
    "last two events removed": (
        RemoveEvents.of(lines(), [C, B]),
        {f",\n    {B_LINE},\n    {C_LINE}": ""},
    ),
    "event duplicated as it is spelled": (
        DuplicateEvent.of(lines(), B),
        {B_LINE: B_LINE + ",\n    " + B_LINE.replace('"b"', '"b-2"')},
    ),
    "category of two": (
        SetField.category(lines(), [C, A], "c"),
        {
            '"2024-08-01",': '"2024-08-01",\n      "category": "c",',
            C_LINE: C_LINE.replace("}", ',"category":"c"}'),
        },
    ),
    "source changed": (
        put("sources", {"title": "Neu", "URL": "u", "id": "s"}, is_new=False),
        {S_LINE: '{"id": "s", "title": "Neu", "URL": "u"}'},
    ),
    "source added": (
        put("sources", {"id": "t"}, is_new=True),
        {S_LINE: f'{S_LINE},\n    {{\n      "id": "t"\n    }}'},
    ),
    "category added": (
        put("categories", {"id": "d", "label": "D"}, is_new=True),
        {'"label": "C"}': '"label": "C"}, {"id": "d", "label": "D"}'},
    ),
    "order of keys typed": (
        ReplaceEvent(C, {"title": "C", "id": "c", "when": "2024"}),
        {C_LINE: '{"title":"C","id":"c","when":"2024"}'},
    ),
}


@pytest.mark.parametrize(("edit", "differences"), DIFFERENCES.values(), ids=DIFFERENCES)
def test_an_edit_is_a_small_difference(edit: Edit, differences: dict[str, str]) -> None:
    expected = LINES
    for old, new in differences.items():
        assert expected.count(old) == 1
        expected = expected.replace(old, new)
    before = lines()
    after, step = carry_out(before, edit)
    assert after.data.decode() == expected
    assert step is not None
    assert step.forward.applied(before.data) == after.data
    assert step.backward.applied(after.data) == before.data
    assert step.size < 400


def test_all_events_can_be_removed_and_others_added() -> None:
    history = History.opened(lines()).do(RemoveEvents.of(lines(), [A, B, C]))
    assert '  "events": [],\n' in history.document.data.decode()
    history = history.do(AddEntries(events=({"id": "n", "title": "N", "when": "1999"},)))
    assert '"events": [\n    {\n      "id": "n",' in history.document.data.decode()
    assert history.undo().undo().document.data == LINES.encode()


def test_an_addition_with_new_lists_is_one_step() -> None:
    document = document_from_bytes(f'{{\n  {HEAD},\n  "events": []\n}}\n'.encode(), "F")
    text = """{"categories": [{"id": "c", "label": "Ü"}], "sources": [{"id": "s"}], "events": [
        {"id": "n", "title": "N", "when": "1999", "category": "c", "x": 1e-05,
         "excerpts": [{"source": "s", "exact": "x"}]}]}"""
    edit = compare(document, text.encode(), "new.json").decided(Decisions())
    result = History.opened(document).do(edit)
    assert (
        result.document.data.decode()
        == f"""{{
  {HEAD},
  "categories": [
    {{
      "id": "c",
      "label": "Ü"
    }}
  ],
  "sources": [
    {{
      "id": "s"
    }}
  ],
  "events": [
    {{
      "id": "n",
      "title": "N",
      "when": "1999",
      "category": "c",
      "x": 1e-05,
      "excerpts": [
        {{
          "source": "s",
          "exact": "x"
        }}
      ]
    }}
  ]
}}
"""
    )
    assert result.undo().document.data == document.data


NOTHING = {
    "same value": fields(A, when="2024-08-01"),
    "same title spelled otherwise": fields(A, title={"de": "Die Ana", "en": "Anä"}),
    "tag that is there": ChangeTags.of(lines(), [B], given=["u"]),
    "tag that is not": ChangeTags.of(lines(), [B, C], taken=["w"]),
    "field that is not there": fields(A, summary=None),
}


@pytest.mark.parametrize("edit", NOTHING.values(), ids=NOTHING)
def test_an_edit_that_changes_nothing_is_no_step(edit: Edit) -> None:
    history = History.opened(lines())
    assert history.do(edit) is history


REFUSED = {
    "no date": (fields(A, when="2024-13"), r'events\[0\]\.when: "2024-13"'),
    "unknown category": (SetField.category(lines(), [A], "z"), 'no category has the id "z"'),
    "too important": (SetField.importance(lines(), [A], 2), "expected one from 0 to 1"),
    "unknown source": (fields(A, excerpts=[{"source": "z", "exact": "x"}]), 'no source has the id "z"'),
    "id taken": (ReplaceEvent(A, {"id": "b", "title": "T", "when": "2024"}), 'the id "b" is already'),
    "event gone": (RemoveEvents(("z",), lines().dataset.title), 'no event with the id "z" any more'),
    "no id": (put("sources", {"title": "S"}, is_new=True), '"id" is missing'),
    "source taken": (put("sources", {"id": "s"}, is_new=True), 'the id "s" is already'),
    "source wrong": (put("sources", {"id": "s", "issued": "x"}, is_new=False), "issued"),
    "source that is gone": (put("sources", {"id": "z"}, is_new=False), 'no source with the id "z" any more'),
}


@pytest.mark.parametrize(("edit", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_does_not_fit_is_refused(edit: Edit, sentence: str) -> None:
    with pytest.raises(DatasetError, match=sentence):
        carry_out(lines(), edit)


def test_a_dataset_of_a_newer_format_and_json_lines_are_not_edited() -> None:
    newer = document_from_bytes(LINES.replace('"1.0"', '"2.0"').encode(), "F")
    with pytest.raises(DatasetError, match="newer version of the format, so it is not changed"):
        carry_out(newer, fields(A, when="2024"))
    packed = Document(None, lines().content, lines().dataset, compressed=True)
    with pytest.raises(DatasetError, match="compressed"):
        carry_out(packed, fields(A, when="2024"))


def test_what_is_wrong_elsewhere_prevents_no_edit_and_stays() -> None:
    broken = LINES.replace('"id": "b", "title": "B"', '"id": "b", "id": "b", "titel": "B", "n": 1e999')
    before = document_from_bytes(broken.encode(), "F")
    assert before.dataset.omitted == 1
    after, _ = carry_out(before, change_fields(before, A, (("when", "2025"),)))
    assert after.data.decode() == broken.replace("2024-08-01", "2025")


def test_a_broken_event_is_mended_or_left() -> None:
    broken = document_from_bytes(LINES.replace("2024-08-01", "2024-13").encode(), "F")
    mended, _ = carry_out(broken, change_fields(broken, A, (("when", "2024-12"),)))
    assert (mended.dataset.omitted, len(mended.dataset.store)) == (0, 3)
    with pytest.raises(DatasetError, match=r"2024-14.*month"):
        carry_out(broken, change_fields(broken, A, (("when", "2024-14"),)))


def test_what_would_change_anything_else_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    right = DatasetText.splices
    at = LINES.encode().index(b"1.50")

    def wrong(dataset: DatasetText, changes: Changes) -> Splices:
        return Splices((Splice(at, at + 4, b"1.5"), *right(dataset, changes).items))

    monkeypatch.setattr(DatasetText, "splices", wrong)
    with pytest.raises(DatasetError, match="more than was intended"):
        carry_out(lines(), fields(A, when="2024"))


def test_new_fields_stand_without_the_blank_lines_around_others() -> None:
    spaced = LINES.replace(",\n      ", ",\n\n      ")
    after, _ = carry_out(document_from_bytes(spaced.encode(), "F"), fields(A, importance=0.5))
    assert after.data.decode() == spaced.replace('"2024-08-01",', '"2024-08-01",\n      "importance": 0.5,')


def test_half_a_surrogate_pair_is_written_as_an_escape() -> None:
    value = written({"a": "\ud800", "b": ["Größe \U0001f600\udc00"]})
    assert Layout().text(value, "") == '{"a": "\\ud800", "b": ["Größe \U0001f600\\udc00"]}'


@pytest.mark.parametrize("path", sorted(bundled.EVENTS.glob("*.json")), ids=lambda path: path.name)
def test_bundled_files_come_back_byte_by_byte(path: Path) -> None:
    document = read_document(path)
    store = document.dataset.store
    ids = [store.event(row).id for row in range(len(store))]
    edits: list[Edit] = [
        change_fields(document, ids[0], (("summary", "Neu"), ("x-new", {"a": [True]}))),
        SetField.importance(document, ids[1:9], 0.3),
        ChangeTags.of(document, ids[3:6], given=["neu"]),
        DuplicateEvent.of(document, ids[4]),
        RemoveEvents.of(document, ids[5:12]),
        AddEntries(events=({"id": "brand-new", "title": "N", "when": "2024"},)),
    ]
    history = History.opened(document)
    contents = [document.data]
    for edit in edits:
        history = history.do(edit)
        contents.append(history.document.data)
    assert len(set(contents)) == len(contents)
    changed_lines = len(set(contents[2].splitlines()) ^ set(contents[1].splitlines()))
    assert changed_lines <= 16
    for content in reversed(contents[:-1]):
        history = history.undo()
        assert history.document.data == content
    assert history.document.dataset.problems == document.dataset.problems


NAMES = {
    "Edit “Anä”": "„Die Ana“ bearbeiten",
    "Delete 2 events": "2 Ereignisse löschen",
    "Delete “B”": "„B“ löschen",
    "Duplicate “C”": "„C“ duplizieren",
    "Add “N”": "„N“ hinzufügen",
    "Add 2 events": "2 Ereignisse hinzufügen",
    "Change the category of 3 events": "Kategorie von 3 Ereignissen ändern",
    "Change the tags of “B”": "Schlagwörter von „B“ ändern",
    "Change the importance of “B”": "Wichtigkeit von „B“ ändern",
    "Change the date of “B”": "Datum von „B“ ändern",
    "Add sources and categories": "Quellen und Kategorien hinzufügen",
}


def test_every_edit_has_a_name() -> None:
    document = lines()
    event = {"id": "n", "title": {"de": "N"}, "when": "2024"}
    edits: list[Edit] = [
        fields(A, when="2024"),
        RemoveEvents.of(document, [A, B]),
        RemoveEvents.of(document, [B]),
        DuplicateEvent.of(document, C),
        AddEntries(events=(event,)),
        AddEntries(events=(event, event)),
        SetField.category(document, [A, B, C], "c"),
        ChangeTags.of(document, [B]),
        SetField.importance(document, [B], 1),
        ChangeDates.of(document, [(B, "2025")]),
        AddEntries(),
    ]
    assert {edit.name(ENGLISH): edit.name(LANGUAGES["de"]) for edit in edits} == NAMES


def test_the_text_of_an_event_is_edited_as_it_stands() -> None:
    document = document_from_bytes(LINES.replace("\n", "\r\n").encode(), "F")
    text = event_text(document, A)
    assert text.splitlines()[:2] == ["{", '  "id": "a",']
    assert text.splitlines()[-1] == "}"
    assert json.loads(text) == json.loads(LINES)["events"][0]
    edit = EventCheck(document, "event", replaced=A).edit(text.replace('"2024-08-01"', '"2024-08"'))
    after, _ = carry_out(document, edit)
    assert after.data == document.data.replace(b"2024-08-01", b"2024-08")


def test_the_text_of_an_event_is_checked_with_places() -> None:
    check = EventCheck(lines(), "event", replaced=A)
    wrong = check.check('{\n "id": "b",\n "title": "B",\n "when": "2024-13", "summry": 1}')
    assert wrong.event is None
    assert [(problem.place.line, problem.path) for problem in wrong.problems] == [
        (2, "id"),
        (4, "when"),
        (4, "summry"),
    ]
    for text in ("", "{", "[]", "7", '{"id": "a", "title": "\ud800", "when": "2024"}'):
        assert check.check(text).event is None
        with pytest.raises(DatasetError):
            check.edit(text)
    for _ in range(2):
        right = check.check('{"id": "a", "title": "B", "when": "2024"}')
        assert right.event is not None
        assert [problem.severity for problem in right.problems] == [Severity.WARNING]
        assert "no excerpt" in right.problems[0].message
    assert EventCheck(lines(), "event").check('{"id": "a", "title": "B", "when": "2024"}').event is None
    added = EventCheck(lines(), "event").edit('{"id": "n", "title": "B", "when": "2024"}')
    assert isinstance(added, AddEntries)


def test_splices_are_in_order_and_have_an_inverse() -> None:
    splices = Splices((Splice(1, 2, b"xyz"), Splice(2, 2, b"!"), Splice(4, 6, b"")))
    assert splices.applied(b"abcdef") == b"axyz!cd"
    assert splices.size == 4
    assert splices.inverse(b"abcdef").applied(b"axyz!cd") == b"abcdef"
    for wrong in ((Splice(2, 1, b""),), (Splice(0, 3, b""), Splice(2, 4, b""))):
        with pytest.raises(ValueError, match="not in order"):
            Splices(wrong)
