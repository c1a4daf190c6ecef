"""Datasets read in small pieces against the same bytes read whole."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from timeline_app.core.columns import Columns, NameList, Names
from timeline_app.core.errors import DatasetError, Problem, TimelineError
from timeline_app.core.event import Event
from timeline_app.dataset.bulk import event_at, id_hashes, is_json_lines, read_bulk
from timeline_app.dataset.bulk.result import Bulk
from timeline_app.dataset.content import FileContent, MemoryContent
from timeline_app.dataset.progress import Progress
from timeline_app.dataset.reading.reader import document_from_bytes, examine

_NAME = "some.json"

_TEXTS = st.sampled_from(
    [
        "Strike",
        "ä\u2029ö 漢字",
        'a "quoted": word',
        '}, {"id": 1',
        '\\":',
        "",
        "\0",
        "\U0001f600",
        'x" :y',
        "]}",
    ]
)
_SAID = st.one_of(
    _TEXTS,
    st.dictionaries(st.sampled_from(["en", "de", "zh-Hans", "no tag", "id"]), _TEXTS, max_size=2),
    st.sampled_from([None, 3, []]),
)
_DATES = st.sampled_from(
    [
        *("2004", "2004-06", "2004-06-11", "2004-06-11T10:11:12", "2004/2005-06", "2004?", "201X"),
        *("Y-17E7", "2005/2004", "11 June 2004", "", "../2004", "2004-06-XX", "[2004,2006]", "1950S2"),
    ]
)
_WHENS = st.one_of(
    _DATES,
    st.fixed_dictionaries(
        {"edtf": _DATES},
        optional={
            "lasting": st.sampled_from([True, False, 1]),
            "reading": st.fixed_dictionaries(
                {}, optional={"phrase": _SAID, "base": _DATES, "rule": _TEXTS, "note": _SAID, "nte": _TEXTS}
            ),
        },
    ),
    st.sampled_from([None, 2004]),
)
_PLACES = st.sampled_from([0, 1, 3, 6, -1, 1.0, 10**30])
_PAIRS = st.sampled_from(
    [[0, 5], [[0, 2], [3, 5]], [[3, 5], [0, 2]], [0, 99], [], [0], [0, [1]], [1.0, 2], 7]
)
_EXCERPTS = st.fixed_dictionaries(
    {"source": st.sampled_from(["s1", "s1", "s2", "s9", ""]), "exact": _TEXTS},
    optional={
        "prefix": _TEXTS,
        "suffix": _TEXTS,
        "start": _PLACES,
        "end": _PLACES,
        "date": _PAIRS,
        "id": _TEXTS,
    },
)
_IDS = st.one_of(
    st.integers(0, 40).map("e{}".format), st.sampled_from(["", "-a", "a b", "a\0", "é", "x" * 129, 3])
)
_FAULTY = st.fixed_dictionaries(
    {},
    optional={
        "id": _IDS,
        "title": _SAID,
        "when": _WHENS,
        "summary": _SAID,
        "category": st.sampled_from(["c1", "c2", "c9", "", 4]),
        "importance": st.sampled_from([0, 1, 0.25, 1.5, -0.0, True, 10**400, 1e-300]),
        "tags": st.lists(st.sampled_from(["a", "b", "c", "", 5]), max_size=3),
        "role": st.sampled_from(["happened", "claimed", "denied", None]),
        "excerpts": st.lists(_EXCERPTS, max_size=2) | st.none(),
        "x-own": st.just({"deep": [{"id": 1}]}),
        "sumary": _TEXTS,
    },
)
_SOUND = st.fixed_dictionaries(
    {
        "id": st.integers(0, 400).map("e{}".format),
        "title": st.sampled_from(["Strike", "ä 漢字", {"en": "Strike", "de": "Streik"}]),
        "when": st.sampled_from(["2004", {"edtf": "2004-06", "lasting": True}, {"edtf": "2004/2005"}]),
    },
    optional={
        "category": st.sampled_from(["c1", "c2"]),
        "tags": st.lists(st.sampled_from(["a", "b", "c"]), max_size=3),
        "excerpts": st.just([{"source": "s1", "exact": "a strike", "date": [0, 1]}] * 2),
    },
)
_EVENTS = st.lists(_SOUND | _FAULTY | st.sampled_from([None, 3, "text", []]), max_size=12) | st.lists(
    _SOUND, max_size=12
)
_HEAD = {
    "format": "timeline",
    "version": "1.0",
    "title": "T",
    "categories": [{"id": "c1", "label": "One"}, {"id": "c2", "label": "Two", "colour": "red"}],
    "sources": [{"id": "s1", "title": "S"}, {"id": "s2"}],
}


@st.composite
def _datasets(draw: st.DrawFn) -> bytes:
    """Return datasets in several layouts, many with faults of values, some with faults of JSON."""
    head = {key: value for key, value in _HEAD.items() if draw(st.integers(0, 12))}
    head |= draw(
        st.sampled_from([{}, {}, {"language": "en"}, {"language": "e n"}, {"version": "2.1"}, {"x": 1}])
    )
    whole = [*head.items(), ("events", draw(_EVENTS))]
    if draw(st.booleans()):
        whole = draw(st.permutations(whole))
    layout = draw(
        st.sampled_from(
            [{"indent": 2}, {"separators": (",", ":")}, {}, {"indent": 1, "separators": (",", " : ")}]
        )
    )
    text = json.dumps(dict(whole), ensure_ascii=draw(st.booleans()), **layout)
    for _ in range(draw(st.sampled_from([0, 0, 1, 2]))):
        old, new = draw(st.sampled_from(_DAMAGES))
        at = draw(st.integers(0, max(text.count(old) - 1, 0)))
        text = _replaced(text, old, new, at)
    mark = draw(st.sampled_from([b"", b"", b"\xef\xbb\xbf"]))
    return mark + text.encode("utf-8", "surrogatepass")


_DAMAGES = [
    ('"id"', '"title": "twice", "id"'),
    ('"id"', '"id" : "twice", "id"'),
    ('"title"', '"title"\n:"first","title"'),
    ('"2004"', "NaN"),
    ('"2004"', "-inf"),
    ('"Strike"', '"\\ud800"'),
    ('"Strike"', '"\udcff"'),
    ("}", "},"),
    ("}", ""),
    ("]", ""),
    (",", ";"),
    ('"events"', '"events": [], "events"'),
    ("[", "[" * 70),
    ("\n", "\r\n"),
]


def _replaced(text: str, old: str, new: str, occurrence: int) -> str:
    parts = text.split(old)
    if len(parts) < occurrence + 2:
        return text
    return old.join(parts[: occurrence + 1]) + new + old.join(parts[occurrence + 1 :])


@settings(max_examples=300, deadline=None)
@given(_datasets(), st.integers(20, 700))
@example(b"", 50)
@example(b'{"events":[]}', 50)
@example(b'{"format":"timeline","version":"1.0","title":"T","events":[ ] }', 20)
def test_pieces_give_what_the_whole_gives(data: bytes, piece_size: int) -> None:
    content = MemoryContent(data)
    if is_json_lines(content):
        return
    refused = _problems_of_refusal(lambda: document_from_bytes(data, _NAME))
    assert _problems_of_refusal(lambda: _read(data, piece_size)) == refused
    if refused:
        return
    document, bulk = document_from_bytes(data, _NAME), _read(data, piece_size)
    dataset = document.dataset
    assert bulk.problems == dataset.problems
    assert (bulk.title, bulk.language, bulk.read_only) == (dataset.title, dataset.language, dataset.read_only)
    assert bulk.omitted == dataset.omitted
    assert bulk.sha256 == dataset.sha256
    assert bulk.sources == dataset.store.sources
    _assert_holds(bulk, data, _events_of(data))


def _problems_of_refusal(read: Callable[[], object]) -> tuple[Problem, ...]:
    try:
        read()
    except DatasetError as error:
        return error.problems
    return ()


def _read(data: bytes, piece_size: int) -> Bulk:
    return read_bulk(MemoryContent(data), _NAME, lambda _: None, piece_size=piece_size)


def _events_of(data: bytes) -> list[Event]:
    top = examine(data).top
    assert top is not None
    return [event for _, event in top.contents.events]


def _assert_holds(bulk: Bulk, data: bytes, events: list[Event]) -> None:
    """Check columns, names and places of events against the events."""
    names = Names(
        NameList(category.id for category in bulk.categories),
        NameList(source.id for source in bulk.sources),
        NameList(),
    )
    _assert_equal(bulk.columns, Columns.of(events, names))
    assert bulk.names.categories.names == names.categories.names
    assert bulk.names.sources.names == names.sources.names
    assert bulk.names.tags.names == names.tags.names
    places = zip(bulk.starts.tolist(), bulk.lengths.tolist(), strict=True)
    content = MemoryContent(data)
    assert [event_at(content, start, length) for start, length in places] == events
    for start, length in zip(bulk.starts.tolist(), bulk.lengths.tolist(), strict=True):
        assert data[start : start + 1] + data[start + length - 1 : start + length] == b"{}"
    assert bulk.id_hashes.tolist() == id_hashes([event.id for event in events]).tolist()


def _assert_equal(found: Columns, expected: Columns) -> None:
    assert found.unit == expected.unit
    for name in ("earliest_start", "latest_start", "earliest_end", "latest_end"):
        assert getattr(found, name).tolist() == getattr(expected, name).tolist(), name
    for name in ("flags", "category_code", "importance", "precision"):
        column, wanted = getattr(found, name), getattr(expected, name)
        assert column.dtype == wanted.dtype, name
        assert column.tolist() == wanted.tolist(), name
    for name in ("tag_codes", "source_codes"):
        assert getattr(found, name).offsets.tolist() == getattr(expected, name).offsets.tolist(), name
        assert getattr(found, name).codes.tolist() == getattr(expected, name).codes.tolist(), name


_SOUND_EVENTS = [
    {"id": f"e{number}", "title": f"Strike {number}", "when": "2004-06", "tags": [f"t{number % 3}"]}
    | ({"excerpts": [{"source": "s1", "exact": "a strike", "date": [0, 1]}]} if number % 2 else {})
    for number in range(200)
]


def _whole_is_not_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> Bulk:
        raise AssertionError("the whole was read")

    monkeypatch.setattr("timeline_app.dataset.bulk.reading.read_whole", refuse)


@pytest.mark.parametrize("layout", [{"indent": 2}, {"separators": (",", ":")}, {}])
@pytest.mark.parametrize("first_key", ["id", "when", "title"])
@pytest.mark.parametrize("piece_size", [64, 1_000, 2**20])
def test_sound_and_faulty_events_need_no_whole(
    layout: dict[str, int], first_key: str, piece_size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = [{first_key: event[first_key], **event} for event in _SOUND_EVENTS]
    events[17] = {**events[17], "x-own": 1, "category": "c9"}
    events[90] = {**events[90], "id": "e3"}
    events[91] = {"id": "e91", "title": "no date"}
    data = json.dumps({**_HEAD, "events": events}, **layout).encode()
    document = document_from_bytes(data, _NAME)
    _whole_is_not_needed(monkeypatch)
    bulk = _read(data, piece_size)
    assert bulk.problems == document.dataset.problems
    assert bulk.omitted == 2
    _assert_holds(bulk, data, _events_of(data))


@pytest.mark.parametrize("order", [("events", "categories", "sources"), ("sources", "events", "categories")])
def test_sources_may_stand_after_the_events(order: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    parts = {**_HEAD, "events": _SOUND_EVENTS}
    keys = [key for key in parts if key not in order] + list(order)
    data = json.dumps({key: parts[key] for key in keys}).encode()
    _whole_is_not_needed(monkeypatch)
    bulk = _read(data, 500)
    assert bulk.omitted == 0
    assert bulk.problems == document_from_bytes(data, _NAME).dataset.problems
    _assert_holds(bulk, data, _events_of(data))


def test_more_problems_than_are_listed_are_counted_as_in_the_whole() -> None:
    events = [
        {**event, "role": "denied"} if index % 2 else event for index, event in enumerate(_SOUND_EVENTS * 6)
    ]
    data = json.dumps({**_HEAD, "events": events}).encode()
    problems = document_from_bytes(data, _NAME).dataset.problems
    assert problems[-1].message.startswith("and ")
    assert _read(data, 5_000).problems == problems


def test_events_end_is_where_more_can_be_inserted() -> None:
    data = json.dumps({**_HEAD, "events": _SOUND_EVENTS}, indent=1).encode()
    assert data[_read(data, 900).events_end :].strip() == b"]\n}"
    empty = json.dumps({**_HEAD, "events": []}).encode()
    assert empty[_read(empty, 900).events_end :] == b"]}"


def _as_lines(events: list[dict[str, object]]) -> bytes:
    return b"".join(json.dumps(entry).encode() + b"\n" for entry in events)


@pytest.mark.parametrize("piece_size", [40, 700, 2**20])
@pytest.mark.parametrize("blank", [b"", b"\n", b"\r\n  \n"])
def test_json_lines_give_what_the_list_gives(piece_size: int, blank: bytes) -> None:
    events = [dict(event) for event in _SOUND_EVENTS]
    events[5]["role"] = "denied"
    events[9]["id"] = "e8"
    data = _as_lines([_HEAD]) + blank + _as_lines(events[:100]) + blank + _as_lines(events[100:])
    listed = json.dumps({**_HEAD, "events": events}).encode()
    assert is_json_lines(MemoryContent(data))
    assert not is_json_lines(MemoryContent(listed))
    bulk, whole = _read(data, piece_size), _read(listed, piece_size)
    assert bulk.is_json_lines
    assert bulk.title == whole.title
    assert bulk.omitted == 2
    without_places = [(problem.path, problem.event_id, problem.severity) for problem in bulk.problems]
    assert without_places == [
        (problem.path, problem.event_id, problem.severity) for problem in whole.problems
    ]
    _assert_holds(bulk, data, _events_of(listed))


def test_a_line_that_is_no_json_is_said_with_its_place_and_left_out() -> None:
    data = _as_lines([_HEAD]) + b'{"id": "a", "title": \n' + _as_lines(_SOUND_EVENTS[:3]) + b'["\xff"]\n'
    bulk = _read(data, 2**20)
    assert len(bulk.columns) == 3
    assert bulk.omitted == 2
    lines = [problem.place.line for problem in bulk.problems]
    assert lines[-2:] == [2, 6]


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b" \xef\xbb\xbf \t", b"\xef\xbb\xbf\n\xef\xbb\xbf"])
@pytest.mark.parametrize("piece_size", [300, 2**20])
def test_json_lines_that_were_joined_may_have_marks_between_them(before: bytes, piece_size: int) -> None:
    events = _SOUND_EVENTS[:6]
    data = (
        b"\xef\xbb\xbf" + _as_lines([_HEAD]) + before + _as_lines(events[:3]) + before + _as_lines(events[3:])
    )
    assert is_json_lines(MemoryContent(data))
    bulk = _read(data + b"\xef\xbb\xbf", piece_size)
    assert bulk.omitted == 0
    _assert_holds(bulk, data, _events_of(json.dumps({**_HEAD, "events": events}).encode()))
    wrong = _read(data + b'\xef\xbb\xbf{"id": "z", "titel": "Z"}\n', piece_size)
    places = [problem.place.line for problem in wrong.problems if problem.event_id == "z"]
    assert set(places) == {data.count(b"\n") + 1}


def test_json_lines_without_a_head_say_so() -> None:
    bulk = _read(_as_lines(_SOUND_EVENTS[:4]), 2**20)
    assert bulk.title.in_language("en") == _NAME
    assert "expected the head of the dataset" in bulk.problems[0].message
    assert bulk.omitted == 2


def test_progress_is_told_by_the_hundredth_and_the_beginning_early() -> None:
    event = {**_SOUND_EVENTS[1], "summary": "x" * 200_000}
    data = json.dumps({**_HEAD, "events": [{**event, "id": f"e{number}"} for number in range(200)]}).encode()
    told, early = list[Progress](), list[Bulk]()
    bulk = read_bulk(MemoryContent(data), _NAME, told.append, early.append)
    assert len(bulk.columns) == 200
    assert 0 < len(early[0].columns) < 100
    assert len(early) == 1
    assert told == sorted(told, key=lambda progress: progress.bytes)
    assert 10 < len(told) <= 101


def test_a_file_that_has_become_shorter_is_said(tmp_path: Path) -> None:
    path = tmp_path / "short.json"
    path.write_bytes(json.dumps({**_HEAD, "events": _SOUND_EVENTS}).encode())
    with FileContent(path) as content:
        os.truncate(path, 1_000)
        with pytest.raises(TimelineError, match="has become shorter"):
            read_bulk(content, _NAME, lambda _: None)


def test_an_event_that_is_no_longer_there_is_said() -> None:
    with pytest.raises(TimelineError, match="no longer where it was"):
        event_at(MemoryContent(b'{"id": "a"}'), 0, 11)


def test_the_hash_of_an_id_depends_on_it_alone() -> None:
    ids = ["a", "b", "ab", "ba", "x" * 128, "", "e1"]
    assert len(set(id_hashes(ids).tolist())) == len(ids)
    assert [int(id_hashes([name])[0]) for name in ids] == id_hashes(ids).tolist()
    assert int(id_hashes(["e1"])[0]) == 15789452189656135124  # as column files hold it
