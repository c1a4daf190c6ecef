"""The JSON Schema and the reader agree: what one refuses, the other refuses."""

import json
from typing import Any

import jsonschema
import pytest

from timeline_app import bundled
from timeline_app.core.errors import DatasetError, Severity
from timeline_app.core.event import Role
from timeline_app.dataset.reading import entries, fields
from timeline_app.dataset.reading.reader import document_from_bytes
from timeline_app.dataset.schema import schema_text

SCHEMA: dict[str, Any] = json.loads(schema_text())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

WHOLE: dict[str, Any] = {
    "format": "timeline",
    "version": "1.0",
    "title": "T",
    "categories": [{"id": "c", "label": "C"}],
    "sources": [{"id": "s"}, {"id": "t"}],
    "events": [{"id": "a", "title": "A", "when": "2025"}],
}
EXCERPT = {"source": "s", "exact": "In May"}


def faulty(value: dict[str, Any]) -> bool:
    """Tell whether the reader finds an error."""
    try:
        problems = document_from_bytes(json.dumps(value).encode(), "F").dataset.problems
    except DatasetError:
        return True
    return any(problem.severity is Severity.ERROR for problem in problems)


def event(**members: object) -> dict[str, Any]:
    return {**WHOLE, "events": [{**WHOLE["events"][0], **members}]}


def source(**members: object) -> dict[str, Any]:
    return {**WHOLE, "sources": [{"id": "s", **members}, {"id": "t"}]}


def category(**members: object) -> dict[str, Any]:
    return {**WHOLE, "categories": [{"id": "c", "label": "C", **members}]}


def excerpt(**members: object) -> dict[str, Any]:
    return event(excerpts=[{**EXCERPT, **members}])


def reading(**members: object) -> dict[str, Any]:
    return event(when={"edtf": "2025", "reading": members})


def without(value: dict[str, Any], *path: str | int) -> dict[str, Any]:
    copy = json.loads(json.dumps(value))
    node = copy
    for step in path[:-1]:
        node = node[step]
    del node[path[-1]]
    return copy


GOOD = [
    WHOLE,
    {**WHOLE, "version": "1.12", "language": "zh-Hans", "$schema": "x", "x-mine": {"a": 1}, "other": 1},
    {**WHOLE, "title": {"en": "T", "de": ""}},
    category(colour="#3b6ea5", label={"en": "C"}),
    source(author="A", title={"en": "A"}, publisher="", URL="https://a.example", issued="2025~", DOI="1"),
    source(author=[{"family": "F"}, {"literal": "L"}], translationOf="t", language="en", type="book"),
    source(text={"file": "a/b..c.txt", "sha256": "0" * 64}),
    event(when={"edtf": "2025", "lasting": False, "note": 1}, role="announced", importance=0, tags=["a"]),
    event(category="c", summary={"en": "S"}, importance=1.0, excerpts=[]),
    excerpt(prefix="", suffix="x", start=3, end=9, date=[3, 6]),
    excerpt(date=[[0, 2], [3, 6]]),
    reading(phrase="p", base="2025-10-30", rule="own-rule", note={"de": "n"}),
]
BAD = {
    "top": [1],
    "format missing": without(WHOLE, "format"),
    "format": {**WHOLE, "format": "other"},
    "version missing": without(WHOLE, "version"),
    "version": {**WHOLE, "version": "1"},
    "version 0": {**WHOLE, "version": "0.9"},
    "version with a zero": {**WHOLE, "version": "01.0"},
    "version number": {**WHOLE, "version": 1.0},
    "title missing": without(WHOLE, "title"),
    "title empty": {**WHOLE, "title": ""},
    "title of nothing": {**WHOLE, "title": {}},
    "title of empty texts": {**WHOLE, "title": {"en": ""}},
    "title list": {**WHOLE, "title": ["T"]},
    "title in no language": {**WHOLE, "title": {"": "T"}},
    "language": {**WHOLE, "language": "English language"},
    "language empty": {**WHOLE, "language": ""},
    "events missing": without(WHOLE, "events"),
    "events": {**WHOLE, "events": {"a": 1}},
    "sources": {**WHOLE, "sources": "none"},
    "categories": {**WHOLE, "categories": None},
    "category": {**WHOLE, "categories": ["c"]},
    "category id": category(id="ä"),
    "category id missing": without(WHOLE, "categories", 0, "id"),
    "category label": category(label=""),
    "category label missing": without(WHOLE, "categories", 0, "label"),
    "category colour": category(colour="red"),
    "category colour number": category(colour=255),
    "source": {**WHOLE, "sources": [7]},
    "source id": source(id="a b"),
    "source id missing": without(WHOLE, "sources", 0, "id"),
    "source type": source(type=1),
    "source title": source(title=1),
    "source author": source(author={"family": "F"}),
    "source author string": source(author=["F"]),
    "source author without name": source(author=[{"suffix": "Jr."}]),
    "source author family": source(author=[{"family": 1}]),
    "source container": source(**{"container-title": False}),
    "source publisher": source(publisher={"en": "P"}),
    "source issued": source(issued=2025),
    "source issued empty": source(issued=""),
    "source URL": source(URL=None),
    "source language": source(language="_"),
    "source original": source(translationOf=["t"]),
    "source text": source(text="a.txt"),
    "source text file missing": source(text={}),
    "source text file": source(text={"file": ""}),
    "source text absolute": source(text={"file": "/a.txt"}),
    "source text drive": source(text={"file": "C:a.txt"}),
    "source text outside": source(text={"file": "a/../../b"}),
    "source text outside at the end": source(text={"file": "a\\.."}),
    "source text digest": source(text={"file": "a", "sha256": "0" * 63}),
    "event": {**WHOLE, "events": ["a"]},
    "event id": event(id="-a"),
    "event id number": event(id=1),
    "event id long": event(id="a" * 129),
    "event id missing": without(WHOLE, "events", 0, "id"),
    "event title missing": without(WHOLE, "events", 0, "title"),
    "event title": event(title={"en": 1}),
    "event when missing": without(WHOLE, "events", 0, "when"),
    "event when": event(when=2025),
    "event when empty": event(when=""),
    "event when long": event(when="2" * 257),
    "event when without date": event(when={"lasting": True}),
    "event when date": event(when={"edtf": 2025}),
    "event lasting": event(when={"edtf": "2025", "lasting": 1}),
    "event reading": event(when={"edtf": "2025", "reading": "stated"}),
    "reading phrase": reading(phrase=1),
    "reading base": reading(base=2025),
    "reading rule": reading(rule=["stated"]),
    "reading note": reading(note=None),
    "event summary": event(summary=[]),
    "event category": event(category=1),
    "event importance": event(importance="high"),
    "event importance true": event(importance=True),
    "event importance above": event(importance=1.01),
    "event importance below": event(importance=-0.01),
    "event tags": event(tags="a"),
    "event tag": event(tags=[1]),
    "event role": event(role="maybe"),
    "event role empty": event(role=""),
    "event excerpts": event(excerpts={}),
    "excerpt": event(excerpts=["In May"]),
    "excerpt source missing": event(excerpts=[{"exact": "In May"}]),
    "excerpt source": excerpt(source=""),
    "excerpt exact missing": event(excerpts=[{"source": "s"}]),
    "excerpt exact": excerpt(exact=""),
    "excerpt prefix": excerpt(prefix=1),
    "excerpt suffix": excerpt(suffix=1),
    "excerpt start": excerpt(start=-1),
    "excerpt end": excerpt(end="9"),
    "excerpt date": excerpt(date="In May"),
    "excerpt date empty": excerpt(date=[]),
    "excerpt date one": excerpt(date=[0]),
    "excerpt date three": excerpt(date=[0, 1, 2]),
    "excerpt date mixed": excerpt(date=[[0, 1], 2]),
    "excerpt date below": excerpt(date=[-1, 2]),
    "excerpt date nothing": excerpt(date=[0, 0]),
}


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("value", GOOD)
def test_both_accept_what_is_right(value: dict[str, Any]) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(value)] == []
    assert not faulty(value)


@pytest.mark.parametrize("value", BAD.values(), ids=BAD)
def test_both_refuse_what_is_wrong(value: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(value)
    assert faulty(value)


def defined(name: str) -> dict[str, Any]:
    return SCHEMA["$defs"][name]


def test_both_know_the_same_fields_and_patterns() -> None:
    assert set(defined("event")["properties"]) == entries.EVENT_FIELDS
    assert set(defined("source")["properties"]) == entries.SOURCE_FIELDS
    assert set(defined("category")["properties"]) == entries.CATEGORY_FIELDS
    assert set(defined("excerpt")["properties"]) == entries.EXCERPT_FIELDS
    assert set(defined("reading")["properties"]) == entries.READING_FIELDS
    assert set(defined("when")["oneOf"][1]["properties"]) == entries.WHEN_FIELDS
    assert defined("event")["properties"]["role"]["enum"] == [role.value for role in Role]
    assert defined("id")["pattern"] == fields.ID_PATTERN
    assert defined("language")["pattern"] == fields.LANGUAGE_PATTERN


def test_examples_in_the_schema_are_right() -> None:
    for name, definition in SCHEMA["$defs"].items():
        for example in definition.get("examples", ()):
            rule = {**SCHEMA, "$ref": f"#/$defs/{name}"}
            del rule["type"], rule["required"], rule["properties"]
            assert jsonschema.Draft202012Validator(rule).is_valid(example), (name, example)


def test_every_object_may_have_more_fields() -> None:
    assert '"additionalProperties": false' not in schema_text()


@pytest.mark.parametrize("path", sorted(bundled.EVENTS.glob("*.timeline.json")), ids=lambda path: path.name)
def test_the_bundled_datasets_keep_to_the_schema(path: Any) -> None:
    VALIDATOR.validate(json.loads(path.read_text(encoding="utf-8")))
