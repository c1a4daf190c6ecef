"""Edits of any dataset, however it is spelled: what is intended differs, and not one byte else."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate, count, cycle

from direct_edits import change_fields
from hypothesis import given, settings
from hypothesis import strategies as st
from spelled_datasets import Spelled, datasets, event_members, spelled, tag_lists, values, whens

from timeline_app.core.event import Event
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.edits import (
    AddEntries,
    ChangeTags,
    DuplicateEvent,
    RemoveEvents,
    ReplaceEvent,
    SetField,
)
from timeline_app.dataset.editing.history import History
from timeline_app.dataset.editing.step import Edit
from timeline_app.dataset.reading.reader import document_from_bytes
from timeline_app.dataset.writing import WrittenJson, read_written


def loaded(data: bytes) -> dict[str, object]:
    """Read JSON with numbers as they are spelled."""
    return json.loads(data.decode("utf-8-sig"), parse_int=Spelled, parse_float=Spelled)


STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')


def pieces(data: bytes) -> tuple[bytes, list[bytes], bytes]:
    """Return what stands before the events, each of them, and what stands after, by counting brackets."""
    blind = STRING.sub(lambda found: b"_" * len(found[0]), data)
    depths = list(accumulate((char in b"[{") - (char in b"]}") for char in blind))
    key = next(
        found for found in STRING.finditer(data) if found[0] == b'"events"' and depths[found.start()] == 1
    )
    first = blind.index(b"[", key.end()) + 1
    last = next(at for at in range(first, len(data)) if depths[at] == 1)
    starts = [at for at in range(first, last) if blind[at] == ord("{") and depths[at] == 3]
    ends = [at + 1 for at in range(first, last) if blind[at] == ord("}") and depths[at] == 2]
    return data[:first], [data[start:end] for start, end in zip(starts, ends, strict=True)], data[last:]


Members = dict[str, object]
Model = list[Members]


@dataclass(frozen=True)
class Operation:
    """An edit, and what it makes of a list of dicts; `in_place` where no event comes or goes."""

    edit: Callable[[Document], Edit]
    of_model: Callable[[Model], Model]
    in_place: bool = True


def each_of(
    ids: list[str], edit: Callable[[Document], Edit], change: Callable[[Members], Members]
) -> Operation:
    return Operation(edit, lambda model: [change(event) if event["id"] in ids else event for event in model])


def without(event: Members, *keys: str) -> Members:
    return {key: value for key, value in event.items() if key not in keys}


def with_tags(event: Members, given: list[str], taken: list[str]) -> Members:
    old = event.get("tags", [])
    tags = [tag for tag in old if tag not in taken]
    tags += [tag for tag in given if tag not in tags]
    if tags == old:
        return event
    return {**without(event, "tags"), "tags": tags} if tags else without(event, "tags")


def written_of(value: object) -> WrittenJson:
    return read_written(spelled(value, cycle([""]), cycle([False])))


def adding(draw: st.DrawFn, ids: list[str]) -> Operation:
    number = draw(st.integers(10, 99).filter(lambda number: f"e{number}" not in ids))
    new = draw(event_members(number))
    return Operation(
        lambda _: AddEntries(events=(written_of(new),)), lambda model: [*model, new], in_place=False
    )


def removing(draw: st.DrawFn, ids: list[str]) -> Operation:
    return Operation(
        lambda document: RemoveEvents.of(document, ids),
        lambda model: [event for event in model if event["id"] not in ids],
        in_place=False,
    )


def copying(draw: st.DrawFn, ids: list[str]) -> Operation:
    def copied(model: Model) -> Model:
        taken = {event["id"] for event in model}
        copy_id = next(f"{ids[0]}-{number}" for number in count(2) if f"{ids[0]}-{number}" not in taken)
        at = next(index for index, event in enumerate(model) if event["id"] == ids[0])
        return [*model[: at + 1], {**model[at], "id": copy_id}, *model[at + 1 :]]

    return Operation(lambda document: DuplicateEvent.of(document, ids[0]), copied, in_place=False)


def giving_a_category(draw: st.DrawFn, ids: list[str]) -> Operation:
    return each_of(
        ids,
        lambda document: SetField.category(document, ids, "c2"),
        lambda event: {**event, "category": "c2"},
    )


def weighing(draw: st.DrawFn, ids: list[str]) -> Operation:
    return each_of(
        ids,
        lambda document: SetField.importance(document, ids, 0.25),
        lambda event: {**event, "importance": Spelled("0.25")},
    )


def tagging(draw: st.DrawFn, ids: list[str]) -> Operation:
    given_, taken = draw(tag_lists), draw(tag_lists)
    return each_of(
        ids,
        lambda document: ChangeTags.of(document, ids, given_, taken),
        lambda event: with_tags(event, given_, taken),
    )


def replacing(draw: st.DrawFn, ids: list[str]) -> Operation:
    new = {**draw(event_members(0)), "id": ids[0]}
    return each_of(ids[:1], lambda _: ReplaceEvent(ids[0], written_of(new)), lambda _: new)


def unsetting(draw: st.DrawFn, ids: list[str]) -> Operation:
    key = draw(st.sampled_from(["summary", "category", "x-a", "tags"]))
    return each_of(
        ids[:1],
        lambda document: change_fields(document, ids[0], ((key, None),)),
        lambda event: without(event, key),
    )


def changing(draw: st.DrawFn, ids: list[str]) -> Operation:
    something = values.filter(lambda value: value is not None)
    fields = {"when": draw(whens), "summary": "neu", "x-a": draw(something)}
    written = tuple((key, written_of(value)) for key, value in fields.items())
    return each_of(
        ids[:1],
        lambda document: change_fields(document, ids[0], written),
        lambda event: {**event, **fields},
    )


KINDS = (removing, copying, giving_a_category, weighing, tagging, replacing, unsetting, changing, changing)


@st.composite
def operations(draw: st.DrawFn, model: Model) -> Operation:
    ids = [str(event["id"]) for event in model]
    if not ids:
        return adding(draw, ids)
    kind = draw(st.sampled_from((adding, *KINDS)))
    if kind is adding:
        return adding(draw, ids)
    return kind(draw, draw(st.lists(st.sampled_from(ids), min_size=1, max_size=3, unique=True)))


def shown(document: Document) -> list[Event]:
    store = document.dataset.store
    return [store.event(row) for row in range(len(store))]


def rewritten(data: bytes, model: Model) -> Document:
    """Return a dataset of the same top whose events are those of the model, plainly written."""
    text = spelled({**loaded(data), "events": model}, cycle([" "]), cycle([False]))
    return document_from_bytes(text.encode(), "F")


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
        operation = data.draw(operations(model))
        expected = operation.of_model(model)
        history = history.do(operation.edit(history.document))
        after = history.document.data
        assert model_of(after) == expected
        assert {**loaded(after), "events": ()} == {**loaded(before), "events": ()}
        (head, old, tail), (new_head, new, new_tail) = pieces(before), pieces(after)
        if expected and model:
            assert (head, tail) == (new_head, new_tail)
        kept = [text for event, text in zip(model, old, strict=True) if event in expected]
        assert [text for event, text in zip(expected, new, strict=True) if event in model] == kept
        if operation.in_place:
            assert gaps(before, old) == gaps(after, new)
        assert shown(history.document) == shown(rewritten(after, expected))
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
