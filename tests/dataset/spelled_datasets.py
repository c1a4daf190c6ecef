"""Datasets as people and programs spell them: white space, escapes, digits and unknown fields of any kind.

Knows nothing of the product; what is generated here is sound unless it is called broken.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

from hypothesis import strategies as st

NUMBERS = ("0", "-0", "1.10", "1E5", "1e-05", "-0.0", "1e-999", "12345678901234567890.50", "9" * 60, "7")
KEYS = ("x-a", "x-ü", 'x-"q"\\', "x-b", "")
BLANKS = ("", " ", "\n  ", "\n\n ", "\r\n\t", "\t", "  ", "\r")
BROKEN = {
    '{"id": "untitled"}': 2,
    "7": 1,
    '"no event"': 1,
    '{"id": "twice", "title": "T", "when": "2024", "x":1, "x" :2}': 1,
    '{"id": "huge", "title": "T", "when": "2024", "x": [1E400]}': 1,
    '{"title":"\\ud800", "when": "2024",\n"id":"half"}': 1,
}
"""Entries of which a reader shows none and which nobody may touch, and how many errors each has."""


def is_broken(text: str) -> bool:
    """Tell whether the text of an entry is one of a broken one, whatever ends the lines of its file."""
    return text.replace("\r\n", "\n") in BROKEN


@dataclass(frozen=True)
class Spelled:
    """A value as it stands in a text: a number, or an entry that is broken."""

    text: str


letters = st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"])
texts = st.text(letters, max_size=5) | st.just("Größe \U0001f600")
scalars = st.none() | st.booleans() | st.sampled_from(NUMBERS).map(Spelled) | texts
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=4,
)
extras = st.dictionaries(st.sampled_from(KEYS), values, max_size=2)
dates = st.sampled_from(["2024", "2024-02", "2024-02-28", "1999-05-01/2000", "2024?"])
whens = dates | st.builds(lambda edtf, extra: {"edtf": edtf, **extra}, dates, extras)
titles = st.sampled_from(["T", "Grüße", "a/b", {"en": "Peace", "de": "Friede"}])
tag_lists = st.lists(st.sampled_from("abcd"), max_size=3, unique=True)
excerpt_lists = st.lists(
    st.builds(lambda extra: {"source": "s1", "exact": "words", **extra}, extras), min_size=1, max_size=2
)


def event_members(number: int, *, with_excerpts: bool = False) -> st.SearchStrategy[dict[str, object]]:
    """Return events of the id `e` and a number; only where there is a source `s1` may they have excerpts."""
    required = {"id": st.just(f"e{number}"), "title": titles, "when": whens}
    optional = {
        "summary": st.just("S"),
        "category": st.sampled_from(["c1", "c2"]),
        "importance": st.sampled_from(["0.5", "0.70", "1"]).map(Spelled),
        "tags": tag_lists,
    }
    if with_excerpts:
        optional["excerpts"] = excerpt_lists
    fixed = st.fixed_dictionaries(required, optional=optional)
    return st.builds(lambda fields, extra: {**fields, **extra}, fixed, extras).flatmap(shuffled)


def shuffled(members: dict[str, object]) -> st.SearchStrategy[dict[str, object]]:
    """Return an object with its keys in any order."""
    return st.permutations(list(members.items())).map(dict)


def spelled(value: object, blanks: Iterator[str], ascii_only: Iterator[bool]) -> str:
    """Write JSON with white space wherever it may stand."""

    def plain(text: str) -> str:
        return json.dumps(text, ensure_ascii=next(ascii_only))

    match value:
        case Spelled(text):
            return text
        case str():
            return plain(value)
        case dict():
            members = [
                f"{next(blanks)}{plain(key)}{next(blanks)}:{next(blanks)}{spelled(item, blanks, ascii_only)}"
                for key, item in value.items()
            ]
            return "{" + ",".join(member + next(blanks) for member in members) + "}"
        case list():
            items = [next(blanks) + spelled(item, blanks, ascii_only) + next(blanks) for item in value]
            return "[" + ",".join(items) + "]"
    return json.dumps(value)


@st.composite
def spellings(draw: st.DrawFn, value: object) -> str:
    """Return texts of a value: some evenly laid out, some with any white space."""
    if draw(st.booleans()):
        return laid_out(value, draw(st.sampled_from(["  ", "\t", "    "])), "")
    blanks = cycle(draw(st.lists(st.sampled_from(BLANKS), min_size=1, max_size=5)))
    ascii_only = cycle(draw(st.lists(st.booleans(), min_size=1, max_size=3)))
    return spelled(value, blanks, ascii_only)


def respelled(value: object) -> object:
    """Return a value that says the same, its numbers with more digits."""
    match value:
        case dict():
            return {key: respelled(item) for key, item in value.items()}
        case list():
            return [respelled(item) for item in value]
        case Spelled(text) if text.lstrip("-").isdigit():
            return Spelled(f"{text}.0")
    return value


def laid_out(value: object, unit: str, margin: str) -> str:
    """Write JSON as most programs do, each member on its line."""
    inner = margin + unit
    match value:
        case dict() if value:
            members = [
                f"{inner}{json.dumps(key)}: {laid_out(item, unit, inner)}" for key, item in value.items()
            ]
            return "{\n" + ",\n".join(members) + f"\n{margin}" + "}"
        case list() if value:
            items = [inner + laid_out(item, unit, inner) for item in value]
            return "[\n" + ",\n".join(items) + f"\n{margin}]"
    return spelled(value, cycle([""]), cycle([False]))


@st.composite
def contents(draw: st.DrawFn, top: object) -> bytes:
    """Return a dataset as the bytes of a file: with a mark or without, with line ends of either kind."""
    text = draw(spellings(top)) + draw(st.sampled_from(["", "\n", "\r\n "]))
    if draw(st.booleans()):
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + text.encode()


@st.composite
def tops(draw: st.DrawFn, *, with_sources: bool = False) -> dict[str, object]:
    """Return datasets of one to five events, none of them broken."""
    events = [
        draw(event_members(number, with_excerpts=with_sources)) for number in range(draw(st.integers(1, 5)))
    ]
    categories = [{"id": "c1", "label": "C"}, {"id": "c2", "label": "D", "x-n": Spelled("1.0")}]
    top = {"format": "timeline", "version": "1.0", "title": "T", "categories": categories, "x": {"y": []}}
    if with_sources:
        top["sources"] = [{"id": "s1", "title": "S", "x-n": Spelled("1e2")}]
    return {**top, "events": events} if draw(st.booleans()) else {"events": events, **top}


@st.composite
def datasets(draw: st.DrawFn) -> bytes:
    """Return the bytes of datasets."""
    return draw(contents(draw(tops())))
