"""One thing wrong in an otherwise plain event makes it doubtful, and nothing else does."""

import json
from typing import Any

import pytest

from timeline_app.dataset.bulk.strict import EVENTS, doubtful, holds_each_key_once

PLAIN: dict[str, Any] = {
    "id": "e",
    "title": "Strike",
    "when": "2004",
    "category": "c",
    "importance": 1,
    "tags": ["a"],
}
EXCERPT: dict[str, Any] = {"source": "s", "exact": "a strike", "date": [0, 8]}
READING = {"phrase": {"en": "in 2004"}, "base": "2004"}


def indices(*changes: dict[str, Any]) -> list[int]:
    """Return which events are doubtful, each of them plain but for its changes."""
    data = json.dumps([PLAIN | change for change in changes])
    return doubtful(EVENTS.decode(data), frozenset({"c"}), frozenset({"s"}))


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"category": ""},
        {"title": {"en": "Strike"}, "summary": {"de": "", "en": "x"}},
        {"summary": ""},
        {"when": {"edtf": "2004", "reading": READING}},
        {"excerpts": []},
        {"excerpts": [EXCERPT, EXCERPT]},
        {"excerpts": [EXCERPT | {"start": 3, "end": 11}]},
        {"excerpts": [EXCERPT | {"start": 3}]},
        {"excerpts": [EXCERPT | {"date": [[0, 1], [1, 2]]}]},
    ],
)
def test_what_is_sound_is_not_doubtful(change: dict[str, Any]) -> None:
    assert indices(change, {}) == []


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"title": {"en": ""}},
        {"title": {"no tag": "Strike"}},
        {"summary": {"no tag": "x"}},
        {"category": "other"},
        {"importance": 1.01},
        {"importance": -0.01},
        {"when": {"edtf": "2004", "reading": READING | {"base": "in 2004"}}},
        {"when": {"edtf": "2004", "reading": READING | {"phrase": {"no tag": "x"}}}},
        *(
            {"excerpts": [EXCERPT, EXCERPT | wrong]}
            for wrong in (
                {"source": "other"},
                {"exact": ""},
                {"start": -1},
                {"start": 3, "end": 12},
                {"date": []},
                {"date": [0]},
                {"date": [0, 9]},
                {"date": [-1, 3]},
                {"date": [3, 3]},
                {"date": [0, [1]]},
                {"date": [[0, 2], [1, 3]]},
                {"date": [[0, 9]]},
                {"date": [0, 1, 2]},
            )
        ),
    ],
)
def test_one_thing_wrong_makes_an_event_doubtful(change: dict[str, Any]) -> None:
    assert indices({}, change, {}) == [1]
    assert indices({"excerpts": [EXCERPT]}, {}, change) == [2]


@pytest.mark.parametrize(
    ("text", "surely"),
    [
        ('[{"id": "e", "title": "Strike", "when": "2004"}]', True),
        ('[{"id": "e", "title": "a b : c", "when": "2004"}]', True),
        ('[{"id": "e", "title": "x", "title": "Strike", "when": "2004"}]', False),
        ('[{"id": "e", "title": "x", "title" : "Strike", "when": "2004"}]', False),
        ('[{"id": "e", "title": "x", "title" \n: "Strike", "when": "2004"}]', False),
        ('[{"id": "e", "title": "x\\":", "when": "2004"}]', False),
        ('[{"id": "e", "title": "x", "when": {"edtf": "2004", "edtf": "2005"}}]', False),
        (
            '[{"id": "e","title": "x", "when": "2", "excerpts": [{"source":"s","exact":"e","exact":"e"}]}]',
            False,
        ),
    ],
)
def test_keys_that_stand_twice_are_never_overlooked(text: str, *, surely: bool) -> None:
    assert holds_each_key_once(text.encode(), EVENTS.decode(text)) is surely
