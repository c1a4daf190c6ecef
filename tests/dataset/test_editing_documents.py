"""Edits of any dataset, however it is spelled: what is intended differs, and not one byte else."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle

from hypothesis import given, settings
from hypothesis import strategies as st

from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.edits import (
    AddEntries,
    ChangeFields,
    ChangeTags,
    DuplicateEvent,
    RemoveEvents,
    ReplaceEvent,
    SetField,
)
from timeline_app.dataset.editing.history import History
from timeline_app.dataset.editing.step import Edit
from timeline_app.dataset.reader import document_from_bytes
from timeline_app.dataset.writing import read_written

NUMBERS = ("0", "-0", "1.10", "1E5", "1e-05", "12345678901234567890.50", "7")
KEYS = ("x-a", "x-ü", 'x-"q"\\', "x-b")


@dataclass(frozen=True)
class Spelled:
    """A number of the generated text."""

    text: str


scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from(NUMBERS).map(Spelled),
    st.text(max_size=5),
    st.just("Größe \U0001f600"),
).filter(lambda value: not isinstance(value, str) or value.isprintable())
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=6,
)
extras = st.dictionaries(st.sampled_from(KEYS), values, max_size=3)
dates = st.sampled_from(["2024", "2024-02", "2024-02-28", "1999-05-01/2000", "2024?"])
whens = dates | st.builds(lambda edtf, extra: {"edtf": edtf, **extra}, dates, extras)
tag_lists = st.lists(st.sampled_from("abcd"), max_size=3, unique=True)


def event_members(number: int) -> st.SearchStrategy[dict[str, object]]:
    required = {"id": st.just(f"e{number}"), "title": st.sampled_from(["T", "Grüße", "a/b"]), "when": whens}
    optional = {
        "summary": st.just("S"),
        "category": st.sampled_from(["c1", "c2"]),
        "importance": st.sampled_from(["0.5", "0.70", "1"]).map(Spelled),
        "tags": tag_lists,
    }
    fixed = st.fixed_dictionaries(required, optional=optional)
    return st.builds(lambda fields, extra: {**fields, **extra}, fixed, extras).flatmap(
        lambda event: st.permutations(list(event.items())).map(dict)
    )


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
def datasets(draw: st.DrawFn) -> bytes:
    events = [draw(event_members(number)) for number in range(draw(st.integers(1, 5)))]
    categories = [{"id": "c1", "label": "C"}, {"id": "c2", "label": "D", "x-n": Spelled("1.0")}]
    top = {"format": "timeline", "version": "1.0", "title": "T", "categories": categories, "x": {"y": []}}
    if draw(st.booleans()):
        top = {**top, "events": events}
    else:
        top = {"events": events, **top}
    blanks = cycle(draw(st.lists(st.sampled_from(["", " ", "\n  ", "\n\n ", "\r\n\t", "  "]), min_size=1)))
    ascii_only = cycle(draw(st.lists(st.booleans(), min_size=1, max_size=3)))
    text = spelled(top, blanks, ascii_only) + draw(st.sampled_from(["", "\n", "\r\n "]))
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + text.encode()


def loaded(data: bytes) -> dict[str, object]:
    """Read JSON with numbers as they are spelled."""
    return json.loads(data.decode("utf-8-sig"), parse_int=Spelled, parse_float=Spelled)


def pieces(data: bytes) -> tuple[bytes, list[bytes], bytes]:
    """Return what stands before the events, each of them, and what stands after them, by counting brackets."""
    depth, in_string, escaped, key = 0, False, False, b""
    first, start, events, string_start = -1, -1, [], 0
    for at, byte in enumerate(data):
        char = chr(byte)
        if in_string:
            in_string = escaped or char != '"'
            escaped = not escaped and char == "\\"
            if not in_string and depth == 1:
                key = data[string_start : at + 1]
        elif char == '"':
            in_string, string_start = True, at
        elif char in "[{":
            depth += 1
            if depth == 2 and char == "[" and key == b'"events"':
                first = at + 1
            elif depth == 3 and first >= 0:
                start = at
        elif char in "]}":
            depth -= 1
            if depth == 2 and first >= 0:
                events.append(data[start : at + 1])
            elif depth == 1 and first >= 0:
                return data[:first], events, data[at:]
    raise AssertionError("no events")


Model = list[dict[str, object]]
Operation = tuple[Callable[[Document], Edit], Callable[[Model], Model], bool]


def changed(model: Model, ids: list[str], change: Callable[[dict[str, object]], dict[str, object]]) -> Model:
    return [change(event) if event["id"] in ids else event for event in model]


def with_tags(event: dict[str, object], given: list[str], taken: list[str]) -> dict[str, object]:
    old = event.get("tags", [])
    tags = [tag for tag in old if tag not in taken]
    tags += [tag for tag in given if tag not in tags]
    if tags == old:
        return event
    rest = {key: value for key, value in event.items() if key != "tags"}
    return {**rest, "tags": tags} if tags else rest


def written_of(value: object) -> object:
    return read_written(spelled(value, cycle([""]), cycle([False])))


@st.composite
def operations(draw: st.DrawFn, model: Model) -> Operation:
    """Draw an edit, and what a list of dicts makes of it."""
    ids = [str(event["id"]) for event in model]
    kind = draw(st.sampled_from(["add", "change", "unset", "remove", "copy", "category", "tags", "replace"]))
    if kind == "add" or not ids:
        number = draw(st.integers(10, 99).filter(lambda number: f"e{number}" not in ids))
        new = draw(event_members(number))
        return lambda _: AddEntries(events=(written_of(new),)), lambda events: [*events, new], False
    some = draw(st.lists(st.sampled_from(ids), min_size=1, max_size=3, unique=True))
    one = some[0]
    if kind == "remove":
        return (
            lambda document: RemoveEvents.of(document, some),
            lambda events: [event for event in events if event["id"] not in some],
            False,
        )
    if kind == "copy":
        new_id = next(f"{one}-{number}" for number in range(2, 99) if f"{one}-{number}" not in ids)
        return (
            lambda document: DuplicateEvent.of(document, one),
            lambda events: [
                copy
                for event in events
                for copy in ([event, {**event, "id": new_id}] if event["id"] == one else [event])
            ],
            False,
        )
    if kind == "category":
        return (
            lambda document: SetField.category(document, some, "c2"),
            lambda events: changed(events, some, lambda event: {**event, "category": "c2"}),
            True,
        )
    if kind == "tags":
        given_, taken = draw(tag_lists), draw(tag_lists)
        return (
            lambda document: ChangeTags.of(document, some, given_, taken),
            lambda events: changed(events, some, lambda event: with_tags(event, given_, taken)),
            True,
        )
    if kind == "replace":
        new = {**draw(event_members(0)), "id": one}
        return (
            lambda _: ReplaceEvent(one, written_of(new)),
            lambda events: changed(events, [one], lambda _: new),
            True,
        )
    if kind == "unset":
        key = draw(st.sampled_from(["summary", "category", "x-a", "tags"]))
        return (
            lambda document: ChangeFields.of(document, one, ((key, None),)),
            lambda events: changed(
                events, [one], lambda event: {name: event[name] for name in event if name != key}
            ),
            True,
        )
    fields = {
        "when": draw(whens),
        "summary": "neu",
        "x-a": draw(values.filter(lambda value: value is not None)),
    }
    return (
        lambda document: ChangeFields.of(
            document, one, tuple((key, written_of(value)) for key, value in fields.items())
        ),
        lambda events: changed(events, [one], lambda event: {**event, **fields}),
        True,
    )


def model_of(data: bytes) -> Model:
    events = loaded(data)["events"]
    assert isinstance(events, list)
    return events


@settings(max_examples=60)
@given(st.data())
def test_edits_do_what_a_list_of_dicts_does_and_touch_nothing_else(data: st.DataObject) -> None:
    content = data.draw(datasets())
    history = History.opened(document_from_bytes(content, "F"))
    assert history.document.dataset.omitted == 0
    contents = [content]
    for _ in range(data.draw(st.integers(1, 4))):
        before = history.document.data
        model = model_of(before)
        edit_of, of_model, in_place = data.draw(operations(model))
        expected = of_model(model)
        history = history.do(edit_of(history.document))
        after = history.document.data
        assert model_of(after) == expected
        assert {**loaded(after), "events": ()} == {**loaded(before), "events": ()}
        (head, old, tail), (new_head, new, new_tail) = pieces(before), pieces(after)
        if expected and model:
            assert (head, tail) == (new_head, new_tail)
        kept = [text for event, text in zip(model, old, strict=True) if event in expected]
        assert [text for event, text in zip(expected, new, strict=True) if event in model] == kept
        if in_place:
            assert gaps(before, old) == gaps(after, new)
        store = history.document.dataset.store
        shown = {store.event(row).id for row in range(len(store))}
        assert shown == {event["id"] for event in expected}
        if after != before:
            contents.append(after)
    for earlier in reversed(contents[:-1]):
        history = history.undo()
        assert history.document.data == earlier
    assert history.is_saved
    for later in contents[1:]:
        history = history.redo()
        assert history.document.data == later


def gaps(data: bytes, events: list[bytes]) -> list[bytes]:
    """Return what stands between events."""
    head, _, tail = pieces(data)
    rest = data[len(head) : len(data) - len(tail)]
    found = []
    for event in events:
        gap, _, rest = rest.partition(event)
        found.append(gap)
    return [*found, rest]
