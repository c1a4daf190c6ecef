"""What a sound file gives, and that no file at all gives anything but a document or DatasetError."""

import codecs
import hashlib
import json
from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.errors import DatasetError, Severity
from timeline_app.core.event import Excerpt, Role, TextRange
from timeline_app.core.text import Text
from timeline_app.dataset.reading.decoding import decode
from timeline_app.dataset.reading.locating import Locator
from timeline_app.dataset.reading.paths import Json
from timeline_app.dataset.reading.paths import Path as JsonPath
from timeline_app.dataset.reading.reader import document_from_bytes
from timeline_app.dataset.reading.scanning import scan

WHOLE: dict[str, Json] = {
    "$schema": "timeline-1.schema.json",
    "format": "timeline",
    "version": "1.0",
    "title": {"en": "The move", "de": "Der Umzug"},
    "language": "en",
    "categories": [{"id": "it", "label": "IT", "colour": "#3B6EA5"}],
    "sources": [
        {
            "id": "report",
            "type": "article-newspaper",
            "title": "Why the company moved",
            "author": [{"family": "Doe", "given": "Jane"}, {"literal": "City Desk"}],
            "container-title": "The News",
            "publisher": "News Ltd",
            "issued": "2025-10-30",
            "URL": "https://news.example/move",
            "DOI": "10.1/1",
            "language": "en",
            "text": {"file": "sources/report.txt", "sha256": "AB" * 32},
        },
        {"id": "bericht", "author": "Redaktion", "translationOf": "report"},
    ],
    "events": [
        {"id": "later", "title": "Later", "when": "2026"},
        {
            "id": "moved",
            "title": {"en": "Servers moved", "de": "Server umgezogen"},
            "when": {
                "edtf": "2025-08",
                "lasting": True,
                "reading": {
                    "phrase": "In August this year",
                    "base": "2025-10-30",
                    "rule": "month-this-year",
                    "note": {"en": "The report is of 2025."},
                },
            },
            "summary": "All of them.",
            "category": "it",
            "importance": 1,
            "tags": ["servers"],
            "role": "claimed",
            "excerpts": [
                {
                    "source": "report",
                    "exact": "In August this year, the company moved.",
                    "prefix": "no comment. ",
                    "suffix": " Staff",
                    "start": 10,
                    "end": 49,
                    "date": [0, 19],
                },
                {"source": "bericht", "exact": "Im August dieses Jahres", "date": [[0, 9], [10, 23]]},
            ],
            "x-team": {"reviewed": True},
        },
    ],
}


def written(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode()


def test_every_field_arrives() -> None:
    data = written(WHOLE)
    document = document_from_bytes(data, "move.json")
    dataset = document.dataset
    assert (dataset.name, dataset.language, dataset.read_only) == ("move.json", "en", False)
    assert dataset.title.in_language("de") == "Der Umzug"
    assert dataset.sha256 == hashlib.sha256(data).hexdigest()
    assert (dataset.problems, dataset.omitted, document.data, document.path) == ((), 0, data, None)

    report, bericht = dataset.store.sources
    assert (report.id, report.number, report.author) == ("report", 1, "Jane Doe, City Desk")
    assert report.container_title == Text.plain("The News")
    assert report.issued is not None
    assert report.issued.text == "2025-10-30"
    assert report.text is not None
    assert (report.text.file, report.text.sha256) == ("sources/report.txt", "ab" * 32)
    assert (report.publisher, report.url, report.language) == ("News Ltd", "https://news.example/move", "en")
    assert (bericht.number, bericht.author, bericht.translation_of) == (2, "Redaktion", "report")

    assert [dataset.store.event(row).id for row in range(2)] == ["moved", "later"]
    event = dataset.store.event(0)
    assert event.title == Text((("en", "Servers moved"), ("de", "Server umgezogen")))
    assert (event.when.date.text, event.when.lasting) == ("2025-08", True)
    reading = event.when.reading
    assert reading is not None
    assert reading.base is not None
    assert (reading.phrase, reading.base.text) == (Text.plain("In August this year"), "2025-10-30")
    assert (reading.rule, reading.note.in_language("en")) == ("month-this-year", "The report is of 2025.")
    assert (event.summary, event.category_id, event.importance) == (Text.plain("All of them."), "it", 1.0)
    assert (event.tags, event.role) == (("servers",), Role.CLAIMED)
    assert event.excerpts == (
        Excerpt(
            source_id="report",
            exact="In August this year, the company moved.",
            prefix="no comment. ",
            suffix=" Staff",
            start=10,
            end=49,
            date_ranges=(TextRange(0, 19),),
        ),
        Excerpt("bericht", "Im August dieses Jahres", date_ranges=(TextRange(0, 9), TextRange(10, 23))),
    )
    assert dataset.store.category(0).colour == "#3B6EA5"


def test_the_smallest_event_has_the_defaults() -> None:
    data = written({**WHOLE, "events": [{"id": "a", "title": "A", "when": "2025"}]})
    event = document_from_bytes(data, "F").dataset.store.event(0)
    assert (event.importance, event.role, event.excerpts, event.when.lasting) == (
        0.5,
        Role.HAPPENED,
        (),
        False,
    )


def test_a_byte_order_mark_is_accepted_and_kept() -> None:
    data = codecs.BOM_UTF8 + written(WHOLE)
    document = document_from_bytes(data, "F")
    assert document.data == data
    assert document.dataset.problems == ()


@pytest.mark.parametrize(
    ("version", "read_only", "notice"),
    [
        ("1.7", False, "this dataset was made by a newer version of the program (format 1.7)"),
        ("2.0", True, "this dataset has version 2.0 of the format, this program knows 1.0"),
    ],
)
def test_a_newer_version_is_read_with_a_notice(version: str, read_only: bool, notice: str) -> None:
    dataset = document_from_bytes(written({**WHOLE, "version": version}), "F").dataset
    assert (dataset.read_only, len(dataset.store), len(dataset.problems)) == (read_only, 2, 1)
    assert dataset.problems[0].severity is Severity.NOTICE
    assert notice in dataset.problems[0].message
    assert dataset.problems[0].place.line == 4


def test_numbers_and_texts_of_any_size_are_read() -> None:
    event = {"id": "a", "title": "t" * 1_000_000, "when": "2025", "x-n": 10**400}
    dataset = document_from_bytes(written({**WHOLE, "events": [event]}), "F").dataset
    assert (dataset.problems, len(dataset.store)) == ((), 1)


def test_sixty_four_levels_are_allowed() -> None:
    def nested(levels: int) -> Json:
        return [nested(levels - 1)] if levels else 0

    assert document_from_bytes(written({**WHOLE, "x-deep": nested(63)}), "F").dataset.problems == ()
    with pytest.raises(DatasetError, match="more than 64 deep"):
        document_from_bytes(written({**WHOLE, "x-deep": nested(64)}), "F")


@pytest.mark.parametrize("date", ["Y1000000000000", "Y-1000000000000/..", "[..1760-12]", "1985/"])
def test_the_longest_and_the_emptiest_dates_are_read(date: str) -> None:
    events = [{"id": "a", "title": "A", "when": date}, {"id": "b", "title": "B", "when": "2025-10-28"}]
    assert len(document_from_bytes(written({**WHOLE, "events": events}), "F").dataset.store) == 2


scalars = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
)
blanks = st.sampled_from(["", " ", "\n", "\r\n\t"])


@given(values, st.booleans(), st.sampled_from([None, 0, 3, "\t"]))
def test_the_scanner_and_msgspec_agree(value: Json, ascii_only: bool, indent: int | str | None) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    found, findings, complete = scan(text)
    assert (findings, complete) == ((), True)
    assert repr(found) == repr(msgspec.json.decode(text))
    decoded = decode(text.encode())
    assert (decoded.findings, repr(decoded.value)) == ((), repr(found))


@given(st.text(alphabet="{}[]\",:\\u0dD8c1eE+-.trufalsn \n\t/'é\x00", max_size=40))
def test_the_scanner_refuses_what_msgspec_refuses(text: str) -> None:
    _, findings, complete = scan(text)
    try:
        msgspec.json.decode(text)
    except msgspec.MsgspecError:
        assert findings
    else:
        assert complete
        assert all("stands twice" in finding.message for finding in findings)


@given(values, blanks, st.sampled_from([None, 0, 2]))
def test_the_locator_finds_every_value(value: Json, blank: str, indent: int | None) -> None:
    text = blank + json.dumps(value, ensure_ascii=False, indent=indent) + blank
    locator = Locator(text, "F")

    def check(inner: Json, path: JsonPath) -> None:
        stretch = locator.stretch(path)
        assert json.loads(text[stretch.start : stretch.end]) == inner
        place = locator.place(path)
        before = text[: stretch.start].split("\n")
        assert (place.line, place.column) == (len(before), len(before[-1]) + 1)
        for step in (
            range(len(inner)) if isinstance(inner, list) else inner if isinstance(inner, dict) else ()
        ):
            check(inner[step], (*path, step))

    check(value, ())


@given(st.lists(st.tuples(st.sampled_from(["a", "b", "\\u0061", 'c"']), st.integers(0, 3)), max_size=5))
def test_every_key_that_stands_twice_is_noticed(members: list[tuple[str, int]]) -> None:
    keys = [key.replace('"', '\\"') for key, _ in members]
    text = (
        "{"
        + ", ".join(f'"{key}" : {{"k:": "\\":{n}"}}' for key, (_, n) in zip(keys, members, strict=True))
        + "}"
    )
    names = [json.loads(f'"{key}"') for key in keys]
    assert len(decode(text.encode()).findings) == len(names) - len(set(names))


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    with suppress(DatasetError):
        document_from_bytes(data, "F")


PIECES = [
    b'"',
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"null",
    b"-1",
    b"1e999",
    b"NaN",
    b"\\ud800",
    b"\xff",
    b'""',
]


@given(st.data())
def test_no_mutation_of_a_sound_file_raises_anything_else(data: st.DataObject) -> None:
    text = written(WHOLE)
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = start + data.draw(st.integers(0, 12))
        text = text[:start] + data.draw(st.sampled_from(PIECES) | st.binary(max_size=3)) + text[end:]
    with suppress(DatasetError):
        document = document_from_bytes(text, "F")
        assert document.data == text
        assert document.dataset.omitted == 0 or document.dataset.problems


@given(st.data())
def test_no_wrong_value_anywhere_raises_anything_else(data: st.DataObject) -> None:
    """Replace one value deep in a sound dataset by any other JSON."""
    whole: Json = json.loads(written(WHOLE))
    node = whole
    while True:
        steps = list(node) if isinstance(node, dict) else list(range(len(node)))
        step = data.draw(st.sampled_from(steps))
        if not isinstance(node[step], dict | list) or not node[step] or data.draw(st.booleans()):
            node[step] = data.draw(values)
            break
        node = node[step]
    with suppress(DatasetError):
        dataset = document_from_bytes(written(whole), "F").dataset
        assert dataset.omitted == 0 or dataset.problems
