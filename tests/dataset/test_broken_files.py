"""Kinds of broken file, each answered with a place and a sentence."""

import codecs
import gzip
import io
import zipfile
from pathlib import Path

import pytest

from timeline_app.core.date import Date
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.errors import DatasetError, Problem
from timeline_app.dataset.checks.checking import check_document
from timeline_app.dataset.large.column_cache import ColumnCache
from timeline_app.dataset.reading.reader import document_from_bytes, read_document

TOP = '{"format": "timeline", "version": "1.0", "title": "T", '
GOOD = '{"id": "good", "title": "G", "when": "2025"}'


def problems_of(data: bytes) -> tuple[Problem, ...]:
    try:
        return document_from_bytes(data, "F").dataset.problems
    except DatasetError as error:
        return error.problems


def said(data: bytes) -> list[str]:
    return [str(problem) for problem in problems_of(data)]


def with_events(*events: str) -> bytes:
    """Return a dataset with each event on a line of its own, from line 2 on."""
    return (TOP + '"events": [\n' + ",\n".join(events) + "\n]}").encode()


def with_sources(*sources: str) -> bytes:
    return (TOP + '"sources": [\n' + ",\n".join(sources) + '\n], "events": []}').encode()


def with_excerpt(excerpt: str) -> bytes:
    event = f'{{"id": "a", "title": "A", "when": "2025", "excerpts": [\n{excerpt}]}}'
    return (TOP + '"sources": [{"id": "s"}], "events": [\n' + event + "]}").encode()


def zipped(data: bytes) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as files:
        files.writestr("a.json", data)
    return archive.getvalue()


UNUSABLE = {
    "empty": (b"", "F:1:1: the file is empty; expected a JSON object"),
    "white space": (b" \n\t\r\n", "F:1:1: the file holds only white space; expected a JSON object"),
    "byte order mark alone": (codecs.BOM_UTF8, "F:1:1: the file is empty; expected a JSON object"),
    "UTF-16 with mark": (
        "{}".encode("utf-16"),
        "F:1:1: the file is UTF-16 text; expected UTF-8, so save it with that encoding",
    ),
    "UTF-16 without mark": (
        "{}".encode("utf-16-le"),
        "F:1:1: the file is UTF-16 or UTF-32 text; expected UTF-8, so save it with that encoding",
    ),
    "UTF-32": (
        "{}".encode("utf-32"),
        "F:1:1: the file is UTF-32 text; expected UTF-8, so save it with that encoding",
    ),
    "gzip": (
        gzip.compress(b"{}", mtime=0),
        "F:1:1: the file is compressed (gzip); expected a JSON object, so unpack it first",
    ),
    "ZIP": (zipped(b"{}"), "F:1:1: the file is compressed (ZIP); expected a JSON object, so unpack it first"),
    "Zstandard": (
        bytes.fromhex("28b52ffd20021100007b7d"),
        "F:1:1: the file is compressed (Zstandard); expected a JSON object, so unpack it first",
    ),
    "Latin-1": (
        '{\n"title": "é"}'.encode("latin-1"),
        (
            "F:2:11: byte 0xE9 at offset 12 is not UTF-8 (in a Windows-1252 or Latin-1 file it would be 'é');"
            " expected a file saved as UTF-8"
        ),
    ),
    "Latin-1 after a mark": (
        codecs.BOM_UTF8 + b'{"\xe9": 1}',
        (
            "F:1:3: byte 0xE9 at offset 5 is not UTF-8 (in a Windows-1252 or Latin-1 file it would be 'é');"
            " expected a file saved as UTF-8"
        ),
    ),
    "raw surrogate": (
        b'["\xed\xa0\x80"]',
        (
            "F:1:3: byte 0xED at offset 2 is not UTF-8 (in a Windows-1252 or Latin-1 file it would be 'í');"
            " expected a file saved as UTF-8"
        ),
    ),
    "cut off": (
        b'{"format": "timeline",\n"events": [1, 2',
        'F:2:16: the file ends before the "[" of line 2 is closed; expected "," or "]"',
    ),
    "cut off in a string": (
        b'{\n"title": "no end',
        "F:2:10: this string is not closed before the file ends; expected a closing quote",
    ),
    "cut off after a comma": (b'{"a": 1,\n', "F:2:1: the file ends; expected a key in double quotes"),
    "cut off before a value": (b'{"a":', "F:1:6: the file ends; expected a JSON value"),
    "text after the end": (
        b"{}\n{}",
        'F:2:1: found "{" after the end of the JSON value; expected nothing more',
    ),
    "missing comma": (b'{"a": 1\n "b": 2}', 'F:2:2: found a string; expected "," or "}"'),
    "comma too many in a list": (
        b"[1,\n2,\n]",
        'F:2:2: a comma before "]"; expected none after the last one',
    ),
    "comma too many in an object": (
        b'{"a": 1,}',
        'F:1:8: a comma before "}"; expected none after the last one',
    ),
    "two commas": (b"[1,,2]", 'F:1:4: found ","; expected a JSON value'),
    "missing colon": (b'{"a" 1}', 'F:1:6: found "1"; expected ":" after the key "a"'),
    "key without quotes": (b"{a: 1}", 'F:1:2: found "a"; expected a key in double quotes'),
    "single quotes": (b"{'a': 1}", "F:1:2: found \"'a'\"; expected a key in double quotes"),
    "typographic quotes": (
        '{"a": “b”}'.encode(),
        "F:1:7: found the quote “; expected a string in straight double quotes",
    ),
    "comment": (b'{"a": // b\n1}', "F:1:7: a comment begins here; JSON has none"),
    "Python's True": (b'{"a": True}', "F:1:7: found True; expected true"),
    "unknown word": (b'{"a": yes}', 'F:1:7: found "yes"; expected a JSON value'),
    "line break in a string": (
        b'{"a": "b\nc"}',
        "F:1:9: a line break inside a string; expected it escaped, or the string closed before",
    ),
    "NUL in a string": (
        b'{"a": "b\x00"}',
        "F:1:9: U+0000 inside a string; expected it escaped, or the string closed before",
    ),
    "unknown escape": (b'["\\d"]', "F:1:3: \\d is no escape in JSON; expected \\\\ for a backslash itself"),
    "short escape": (
        b'["\\u12"]',
        "F:1:3: the escape \\u is incomplete; expected four hexadecimal digits after it",
    ),
    "leading zero": (b"[01]", 'F:1:2: "01" is no number in JSON; expected one such as 0.5, 12 or -3e4'),
    "leading plus": (b"[+1]", 'F:1:2: "+1" is no number in JSON; expected one such as 0.5, 12 or -3e4'),
    "point without digits": (
        b"[1.]",
        'F:1:2: "1." is no number in JSON; expected one such as 0.5, 12 or -3e4',
    ),
    "hexadecimal": (b"[0x1F]", 'F:1:2: "0x1F" is no number in JSON; expected one such as 0.5, 12 or -3e4'),
    "too deep": (
        b'{"a":\n' + b"[" * 64 + b"]" * 64 + b"}",
        "F:2:64: arrays and objects lie more than 64 deep in each other here",
    ),
    "far too deep": (
        b"[" * 200_000,
        "F:1:65: arrays and objects lie more than 64 deep in each other here",
    ),
    "no object": (b"[]", "F:1:1: found a list; expected an object"),
    "another format": (
        b'{"format": "geojson", "version": "1.0", "title": "T", "events": []}',
        'F:1:12: format: "geojson" is another format; expected "timeline"',
    ),
    "no version that is one": (
        b'{"format": "timeline", "version": "1", "title": "T", "events": []}',
        'F:1:35: version: "1" is no version of the format; expected "1.0"',
    ),
    "version as a number": (
        b'{"format": "timeline", "version": 1.0, "title": "T", "events": []}',
        "F:1:35: version: found a number; expected a string",
    ),
    "no events": (
        b'{"format": "timeline", "version": "1.0", "title": "T"}',
        'F:1:1: the field "events" is missing',
    ),
    "events that are no list": (
        b'{"format": "timeline", "version": "1.0", "title": "T", "events": {}}',
        "F:1:66: events: found an object; expected a list",
    ),
}


@pytest.mark.parametrize(("data", "sentence"), UNUSABLE.values(), ids=UNUSABLE)
def test_a_file_that_cannot_be_used_is_refused_with_its_place(data: bytes, sentence: str) -> None:
    with pytest.raises(DatasetError) as caught:
        document_from_bytes(data, "F")
    assert str(caught.value) == sentence


BAD_EVENTS = {
    "no object": ("17", "F:3:1: events[1]: found a number; expected an object"),
    "no id": ('{"title": "B", "when": "2025"}', 'F:3:1: events[1]: the field "id" is missing'),
    "id as a number": (
        '{"id": 5, "title": "B", "when": "2025"}',
        "F:3:8: events[1].id: found a number; expected a string",
    ),
    "id with a space": (
        '{"id": "b c", "title": "B", "when": "2025"}',
        (
            'F:3:8: events[1].id: "b c" is no id; expected 1 to 128 letters (A to Z), digits and . _ ~ -,'
            ' beginning with a letter or digit (event "b c")'
        ),
    ),
    "id taken": (
        '{"id": "good", "title": "B", "when": "2025"}',
        'F:3:8: events[1].id: the id "good" is already that of the event at F:2:8 (event "good")',
    ),
    "no title": ('{"id": "b", "when": "2025"}', 'F:3:1: events[1]: the field "title" is missing (event "b")'),
    "empty title": (
        '{"id": "b", "title": "", "when": "2025"}',
        'F:3:22: events[1].title: the text is empty; expected at least one character (event "b")',
    ),
    "title with a wrong language": (
        '{"id": "b", "title": {"in English": "B"}, "when": "2025"}',
        (
            'F:3:37: events[1].title["in English"]: "in English" is no language tag; expected one such as'
            ' "en" (event "b")'
        ),
    ),
    "no date": ('{"id": "b", "title": "B"}', 'F:3:1: events[1]: the field "when" is missing (event "b")'),
    "month that does not exist": (
        '{"id": "b", "title": "B", "when": "2025-13"}',
        'F:3:35: events[1].when: "2025-13": month 13 does not exist; expected a month 01 to 12 (event "b")',
    ),
    "date as a number": (
        '{"id": "b", "title": "B", "when": 2025}',
        'F:3:35: events[1].when: found a number; expected a date in EDTF, or an object with "edtf"',
    ),
    "lasting as a string": (
        '{"id": "b", "title": "B", "when": {"edtf": "2025", "lasting": "yes"}}',
        'F:3:63: events[1].when.lasting: found a string; expected true or false (event "b")',
    ),
    "base that is no date": (
        '{"id": "b", "title": "B", "when": {"edtf": "2025", "reading": {"base": "2025-02-30"}}}',
        'F:3:72: events[1].when.reading.base: "2025-02-30": ',
    ),
    "importance too large": (
        '{"id": "b", "title": "B", "when": "2025", "importance": 2}',
        'F:3:57: events[1].importance: the number is out of range; expected one from 0 to 1 (event "b")',
    ),
    "NaN": (
        '{"id": "b", "title": "B", "when": "2025", "x-n": NaN}',
        'F:3:50: events[1].x-n: NaN is no number in JSON; expected a finite number (event "b")',
    ),
    "Infinity": (
        '{"id": "b", "title": "B", "when": "2025", "x-n": [0, -Infinity]}',
        'F:3:54: events[1].x-n[1]: -Infinity is no number in JSON; expected a finite number (event "b")',
    ),
    "number beyond all range": (
        '{"id": "b", "title": "B", "when": "2025", "x-n": 1e999}',
        'F:3:50: events[1].x-n: 1e999 is too large for a number (event "b")',
    ),
    "number of too many digits": (
        f'{{"id": "b", "title": "B", "when": "2025", "x-n": {"9" * 5000}}}',
        'F:3:50: events[1].x-n: a number of 5000 digits is too long (event "b")',
    ),
    "lone surrogate": (
        '{"id": "b", "title": "\\ud83d", "when": "2025"}',
        (
            "F:3:22: events[1].title: half of a surrogate pair (\\uD800 to \\uDFFF) stands alone in this"
            ' string (event "b")'
        ),
    ),
    "key twice": (
        '{"id": "b", "title": "B", "when": "2025", "when": "2024"}',
        'F:3:43: events[1].when: the key "when" stands twice; expected each key once (event "b")',
    ),
    "unknown role": (
        '{"id": "b", "title": "B", "when": "2025", "role": "guessed"}',
        (
            'F:3:51: events[1].role: "guessed" is not known; expected "happened" or "announced" or "claimed"'
            ' (event "b")'
        ),
    ),
    "tags as a string": (
        '{"id": "b", "title": "B", "when": "2025", "tags": "a, b"}',
        'F:3:51: events[1].tags: found a string; expected a list (event "b")',
    ),
    "tag as a number": (
        '{"id": "b", "title": "B", "when": "2025", "tags": ["a", 5]}',
        'F:3:57: events[1].tags[1]: found a number; expected a string (event "b")',
    ),
    "excerpt of a source that is not there": (
        '{"id": "b", "title": "B", "when": "2025", "excerpts": [{"source": "s", "exact": "x"}]}',
        (
            'F:3:67: events[1].excerpts[0].source: no source has the id "s"; expected the id of a source in'
            ' this dataset (event "b")'
        ),
    ),
    "column counted in characters": (
        '{"id": "b", "title": "𝄞 é 小米", "when": null}',
        'F:3:40: events[1].when: found null; expected a date in EDTF, or an object with "edtf" (event "b")',
    ),
}


@pytest.mark.parametrize(("event", "sentence"), BAD_EVENTS.values(), ids=BAD_EVENTS)
def test_a_bad_event_is_named_and_left_out_and_the_good_one_kept(event: str, sentence: str) -> None:
    dataset = document_from_bytes(with_events(GOOD, event), "F").dataset
    assert next(str(problem) for problem in dataset.problems).startswith(sentence)
    assert len(dataset.problems) == 1
    assert (dataset.omitted, len(dataset.store), dataset.store.event(0).id) == (1, 1, "good")


BAD_EXCERPTS = {
    "empty": ('{"source": "s", "exact": ""}', "3:26: exact: the string is empty; expected at least one"),
    "no source": ('{"exact": "x"}', '3:1: : the field "source" is missing'),
    "range that does not fit": (
        '{"source": "s", "exact": "xyz", "start": 3, "end": 9}',
        "end: the range from 3 to 9 is not as long as the excerpt; expected its end at 6",
    ),
    "range that is too short": (
        '{"source": "s", "exact": "xyz", "start": 3, "end": 5}',
        "end: the range from 3 to 5 is not as long as the excerpt; expected its end at 6",
    ),
    "start below 0": (
        '{"source": "s", "exact": "x", "start": -1}',
        "start: found a number; expected a whole number, 0 or more",
    ),
    "start that is true": (
        '{"source": "s", "exact": "x", "start": true}',
        "start: found true; expected a whole number, 0 or more",
    ),
    "date phrase too long": (
        '{"source": "s", "exact": "May", "date": [0, 4]}',
        "date: the range [0, 4] is not inside the excerpt; expected 0 ≤ start < end ≤ 3, the length of",
    ),
    "date phrase backwards": (
        '{"source": "s", "exact": "May", "date": [2, 1]}',
        "date: the range [2, 1] is not inside the excerpt",
    ),
    "date phrase of one number": (
        '{"source": "s", "exact": "May", "date": [0]}',
        "date: found [0]; expected two whole numbers, [start, end]",
    ),
    "date phrases that overlap": (
        '{"source": "s", "exact": "17 and 28 May", "date": [[0, 6], [5, 9]]}',
        "date[1]: the range [5, 9] begins before the one before it ends",
    ),
}


@pytest.mark.parametrize(("excerpt", "sentence"), BAD_EXCERPTS.values(), ids=BAD_EXCERPTS)
def test_a_bad_excerpt_keeps_its_event_out(excerpt: str, sentence: str) -> None:
    dataset = document_from_bytes(with_excerpt(excerpt), "F").dataset
    shown = str(dataset.problems[0]).replace("events[0].excerpts[0]", "").replace(": .", ": ")
    assert sentence in shown
    assert (dataset.omitted, len(dataset.problems)) == (1, 1)


BAD_SOURCES = {
    "no id": ('{"title": "S"}', 'F:2:1: sources[0]: the field "id" is missing'),
    "issued on no date": (
        '{"id": "s", "issued": "last May"}',
        'F:2:23: sources[0].issued: "last May": ',
    ),
    "language that is none": (
        '{"id": "s", "language": "English (UK)"}',
        'F:2:25: sources[0].language: "English (UK)" is no language tag; expected one such as "en"',
    ),
    "author without a name": (
        '{"id": "s", "author": [{}]}',
        'F:2:24: sources[0].author[0]: the name is missing; expected "family" and "given", or "literal"',
    ),
    "text outside the folder": (
        '{"id": "s", "text": {"file": "../secret.txt"}}',
        'F:2:30: sources[0].text.file: "../secret.txt" leads elsewhere; expected a relative path that',
    ),
    "text at an absolute path": (
        '{"id": "s", "text": {"file": "/etc/passwd"}}',
        'F:2:30: sources[0].text.file: "/etc/passwd" leads elsewhere',
    ),
    "text on another drive": (
        '{"id": "s", "text": {"file": "C:\\\\a.txt"}}',
        'F:2:30: sources[0].text.file: "C:\\a.txt" leads elsewhere',
    ),
    "digest that is none": (
        '{"id": "s", "text": {"file": "a.txt", "sha256": "abc"}}',
        'F:2:49: sources[0].text.sha256: "abc" is no SHA-256; expected 64 hexadecimal digits',
    ),
    "original that is not there": (
        '{"id": "s", "translationOf": "t"}',
        'F:2:30: sources[0].translationOf: no source has the id "t"; expected the id of a source in this',
    ),
    "translation of itself": (
        '{"id": "s", "translationOf": "s"}',
        'F:2:30: sources[0].translationOf: the translations go in a circle: "s" → "s"',
    ),
}


@pytest.mark.parametrize(("source", "sentence"), BAD_SOURCES.values(), ids=BAD_SOURCES)
def test_a_bad_source_is_named(source: str, sentence: str) -> None:
    found = said(with_sources(source))
    assert len(found) == 1
    assert found[0].startswith(sentence)


def test_a_circle_of_translations_is_named_once_and_opened() -> None:
    data = with_sources(
        '{"id": "a", "translationOf": "b"}',
        '{"id": "b", "translationOf": "c"}',
        '{"id": "c", "translationOf": "a"}',
        '{"id": "d", "translationOf": "a"}',
    )
    dataset = document_from_bytes(data, "F").dataset
    assert [str(problem) for problem in dataset.problems] == [
        'F:2:30: sources[0].translationOf: the translations go in a circle: "a" → "b" → "c" → "a"'
    ]
    assert [source.translation_of for source in dataset.store.sources] == ["", "c", "a", "a"]


def test_an_event_of_an_unknown_category_is_shown_all_the_same() -> None:
    data = with_events('{"id": "a", "title": "A", "when": "2025", "category": "war"}')
    dataset = document_from_bytes(data, "F").dataset
    assert len(dataset.store) == 1
    assert str(dataset.problems[0]) == (
        'F:2:55: events[0].category: no category has the id "war"; expected the id of a category in this'
        ' dataset (event "a")'
    )


def test_all_problems_are_told_in_the_order_of_the_file() -> None:
    data = b"""{
  "events": [
    {"id": "a", "title": 5, "when": "2025-13", "excerpt": []},
    {"id": "a", "title": "B", "when": "2025", "x": NaN}
  ],
  "format": "timeline", "version": "1.0", "format": "timeline",
  "categories": [{"id": "c", "label": "C", "colour": "red"}]
}"""
    assert [(p.place.line, p.place.column, p.path) for p in problems_of(data)] == [
        (1, 1, ""),
        (3, 26, "events[0].title"),
        (3, 37, "events[0].when"),
        (3, 48, "events[0].excerpt"),
        (4, 12, "events[1].id"),
        (4, 47, "events[1].x"),
        (4, 52, "events[1].x"),
        (6, 43, "format"),
        (7, 54, "categories[0].colour"),
    ]


BAD_NUMBERS = {
    "NaN": "NaN is no number in JSON; expected a finite number",
    "-Infinity": "-Infinity is no number in JSON; expected a finite number",
    "1e999": "1e999 is too large for a number",
    "9" * 5000: "a number of 5000 digits is too long",
}
NUMBER_PLACES = {
    "importance": '"title": "B", "when": "2025", "importance": NUMBER',
    "title": '"title": NUMBER, "when": "2025"',
    "title.de": '"title": {"en": "B", "de": NUMBER}, "when": "2025"',
    "when": '"title": "B", "when": NUMBER',
    "when.edtf": '"title": "B", "when": {"edtf": NUMBER}',
    "tags[0]": '"title": "B", "when": "2025", "tags": [NUMBER]',
    "excerpts": '"title": "B", "when": "2025", "excerpts": NUMBER',
    "excerpts[0]": '"title": "B", "when": "2025", "excerpts": [NUMBER]',
}


@pytest.mark.parametrize(
    ("number", "sentence"), BAD_NUMBERS.items(), ids=["NaN", "infinite", "large", "long"]
)
@pytest.mark.parametrize(("place", "members"), NUMBER_PLACES.items(), ids=NUMBER_PLACES)
def test_a_number_that_is_none_is_told_once(place: str, members: str, number: str, sentence: str) -> None:
    event = f'{{"id": "b", {members.replace("NUMBER", number)}}}'
    dataset = document_from_bytes(with_events(GOOD, event), "F").dataset
    assert [(problem.path, problem.message) for problem in dataset.problems] == [
        (f"events[1].{place}", sentence)
    ]
    assert (dataset.omitted, len(dataset.store)) == (1, 1)


@pytest.mark.parametrize(
    "data", [b"NaN", b'{"format": "timeline", "version": NaN, "title": "T", "events": []}']
)
def test_a_number_that_is_none_and_leaves_nothing_to_show_is_told_once(data: bytes) -> None:
    (found,) = said(data)
    assert found.endswith("NaN is no number in JSON; expected a finite number")


def test_a_number_that_is_none_hides_no_other_fault() -> None:
    found = problems_of(with_events('{"id": "b", "importance": NaN, "when": null}'))
    assert [problem.path for problem in found] == ["events[0]", "events[0].importance", "events[0].when"]


def test_of_a_list_that_stands_twice_the_first_is_shown() -> None:
    data = (TOP + f'"events": [{GOOD}],\n"events": [1, 2, {{"id": NaN}}]}}').encode()
    dataset = document_from_bytes(data, "F").dataset
    assert [str(problem) for problem in dataset.problems] == [
        'F:2:1: events: the key "events" stands twice; expected each key once',
        "F:2:25: events[2].id: NaN is no number in JSON; expected a finite number",
    ]
    assert len(dataset.store) == 1


def test_of_a_key_that_stands_twice_the_first_is_judged() -> None:
    data = with_events('{"id": "b", "title": 5, "title": "B", "when": "2025"}')
    assert [(problem.place.column, problem.path) for problem in problems_of(data)] == [
        (22, "events[0].title"),
        (25, "events[0].title"),
    ]


def test_more_than_a_thousand_problems_are_counted() -> None:
    found = problems_of(with_events(*(["{}"] * 1500)))
    assert len(found) == 1001
    assert str(found[-1]) == "F:1:1: and 3,500 more"


def test_unknown_fields_are_told_once_and_those_of_others_not_at_all() -> None:
    event = '{{"id": "{}", "titel": "", "title": "A", "when": "2025", "x-mine": 1}}'
    found = said(with_events(*(event.format(name) for name in "abc")))
    assert found == [
        (
            'F:2:13: events[0].titel: an event has no field "titel"; did you mean "title"? (2 times more)'
            ' (event "a")'
        )
    ]


PLAIN_DATES = {
    "28 October 2025": '; did you mean "2025-10-28"? (event "b")',
    "28. Oktober 2025": '; did you mean "2025-10-28"? (event "b")',
    "ca. 1850": '; did you mean "1850~"? (event "b")',
    "early 2024": '; did you mean "2024-37~"? (event "b")',
    "zweites Quartal 2025": '; did you mean "2025-34"? (event "b")',
}


@pytest.mark.parametrize(("written", "end"), PLAIN_DATES.items())
@pytest.mark.parametrize("when", ['"{}"', '{{"edtf": "{}"}}'])
def test_a_date_in_words_is_answered_with_its_edtf(when: str, written: str, end: str) -> None:
    (found,) = said(with_events(f'{{"id": "b", "title": "B", "when": {when.format(written)}}}'))
    assert f'"{written}": ' in found
    assert found.endswith(end)


@pytest.mark.parametrize("written", ["2025-13", "03/04/2025", "yesterday", "28 October", "soon", ""])
def test_of_a_date_that_cannot_be_read_nothing_is_guessed(written: str) -> None:
    (found,) = said(with_events(f'{{"id": "b", "title": "B", "when": "{written}"}}'))
    assert "did you mean" not in found


def test_only_dates_that_are_listed_are_read_as_words(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def read_date(text: str) -> Date:
        tried.append(text)
        return parse_edtf("2025-05")

    monkeypatch.setattr("timeline_app.core.prose.read_date", read_date)
    found = said(with_events(*['{"when": "May 2025"}'] * 500))
    assert len(tried) == sum('did you mean "2025-05"?' in problem for problem in found) == 333


@pytest.mark.parametrize("name", ["missing.json", "folder", "nul\0.json"])
def test_what_is_no_file_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    path = tmp_path / name
    sentence = {
        "missing.json": "there is no such file",
        "folder": "this is a folder; expected a dataset file",
        "nul\0.json": "the file cannot be read: embedded null byte",
    }[name]
    with pytest.raises(DatasetError) as caught:
        read_document(path)
    shown = str(path).replace("\0", r"\x00")
    assert str(caught.value) == f"{shown}:1:1: {sentence}"
    assert check_document(path, ColumnCache.of_this_user()) == caught.value.problems


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (PermissionError(13, "Permission denied"), "the file may not be read: permission denied"),
        (OSError(5, "Input/output error"), "the file cannot be read: Input/output error"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, sentence: str
) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"{}")

    def fail(_: Path) -> bytes:
        raise error

    monkeypatch.setattr(Path, "read_bytes", fail)
    with pytest.raises(DatasetError, match=sentence):
        read_document(path)
