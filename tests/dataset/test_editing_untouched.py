"""Each edit of each file that ships, and of one of them in other spellings: what is not touched stays.

Compared with `editing_model`, to the character; undoing gives every byte back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import cycle

import pytest
from direct_edits import change_fields, put
from editing_model import (
    LISTS,
    Expected,
    Members,
    Sheet,
    check,
    dict_of,
    list_of,
    with_copy,
    with_each,
    with_entry,
    with_event,
    with_fields,
    with_typed,
    without,
)
from importing_model import imported
from machine_of_edits import written
from merging_model import merging
from spelled_datasets import BROKEN, Spelled, laid_out, spelled

from timeline_app import bundled
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.comparison import compare
from timeline_app.dataset.editing.edits import (
    ChangeDates,
    ChangeTags,
    DuplicateEvent,
    RemoveEvents,
    SetField,
)
from timeline_app.dataset.editing.event_check import EventCheck
from timeline_app.dataset.editing.history import History
from timeline_app.dataset.editing.importing import Decision, Decisions
from timeline_app.dataset.editing.merging import merge
from timeline_app.dataset.editing.step import Edit
from timeline_app.dataset.reading.reader import document_from_bytes, read_again

ODD: Members = {
    "x-numbers": [Spelled(text) for text in ("1.10", "-0", "1E5", "0.1e-400", "9" * 40)],
    "x-ü": {"": [], "x\u2028y": {"deep": [[[{}]]]}},
    'x-"q"\\': "\x7f\u202e\\/",
}
NEW: Members = {"id": "new", "title": "N", "when": "1999", "x": Spelled("1e-05")}


def plain(value: object) -> str:
    return spelled(value, cycle([""]), cycle([False]))


# Contents


def with_odd_fields(top: Members) -> Members:
    """Return a dataset that has unknown fields wherever some may stand, and broken events between others."""
    broken = [Spelled(text) for text in BROKEN]
    odd = {kind: [{**ODD, **entry} for entry in list_of(top[kind])] for kind in LISTS}
    events: list[object] = [{**event, **ODD} for event in list_of(top["events"])]
    return {
        **ODD,
        **top,
        **odd,
        "events": [*broken[:3], *events[:2], *broken[3:], *events[2:]],
        "x-end": None,
    }


def contents() -> Iterator[tuple[str, bytes]]:
    files = sorted(bundled.EVENTS.glob("*.json"))
    for file in files:
        yield file.name, file.read_bytes()
    data = files[1].read_bytes()
    top = Sheet(data).top
    few = {**top, "events": list_of(top["events"])[:9]}
    yield "line ends of Windows and a mark", b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")
    yield "on one line", plain(few).encode()
    yield "tabs and unknown fields", laid_out(with_odd_fields(few), "\t", "").encode()
    ragged = cycle(["", " ", "\n", "\t", "\r\n\r\n   ", "\r", "  "])
    text = spelled(with_odd_fields(few), ragged, cycle([True, False, False]))
    yield "blanks anywhere and escapes", (text + "\n\n").encode()


CONTENTS = dict(contents())


@cache
def opened(name: str) -> Document:
    return document_from_bytes(CONTENTS[name], "F")


# Edits

Case = Callable[[Document, Sheet, list[str]], tuple[Edit, Expected]]
"""Makes an edit of a document, and what it is to make of it; the ids are those of all events shown."""


def give_fields(fields: Members, at: int) -> Case:
    def case(document: Document, sheet: Sheet, ids: list[str]) -> tuple[Edit, Expected]:
        expected = with_each(sheet, [ids[at]], lambda event: with_fields(event, fields))
        return change_fields(document, ids[at], tuple(written(fields).items())), expected

    return case


def change_dates(document: Document, sheet: Sheet, ids: list[str]) -> tuple[Edit, Expected]:
    def dated(event: Members) -> Members:
        when = event["when"]
        return {**event, "when": {**when, "edtf": "1066~"} if isinstance(when, dict) else "1066~"}

    some = ids[1:6:2]
    return ChangeDates.of(document, [(each, "1066~") for each in some]), with_each(sheet, some, dated)


def change_tags(document: Document, sheet: Sheet, ids: list[str]) -> tuple[Edit, Expected]:
    def tagged(event: Members) -> Members:
        tags = event.get("tags", [])
        assert isinstance(tags, list)
        return {**event, "tags": [*tags, "neu"]}

    some = [ids[-1], *ids[:3]]
    return ChangeTags.of(document, some, given=["neu"]), with_each(sheet, some, tagged)


def give_a_category(document: Document, sheet: Sheet, ids: list[str]) -> tuple[Edit, Expected]:
    category, some = next(iter(sheet.ids("categories"))), ids[2:]
    expected = with_each(sheet, some, lambda event: {**event, "category": category})
    return SetField.category(document, some, category), expected


def weigh(document: Document, sheet: Sheet, ids: list[str]) -> tuple[Edit, Expected]:
    expected = with_each(sheet, ids[:4], lambda event: {**event, "importance": Spelled("0.3")})
    return SetField.importance(document, ids[:4], 0.3), expected


def delete(chosen: slice) -> Case:
    def case(document: Document, sheet: Sheet, ids: list[str]) -> tuple[Edit, Expected]:
        return RemoveEvents.of(document, ids[chosen]), without(sheet, ids[chosen])

    return case


def duplicate(at: int) -> Case:
    def case(document: Document, sheet: Sheet, ids: list[str]) -> tuple[Edit, Expected]:
        return DuplicateEvent.of(document, ids[at]), with_copy(sheet, ids[at])

    return case


def type_a_new_one(document: Document, sheet: Sheet, _: list[str]) -> tuple[Edit, Expected]:
    return EventCheck(document, "typed").edit(plain(NEW)), with_event(sheet, NEW)


def type_it_otherwise(document: Document, sheet: Sheet, ids: list[str]) -> tuple[Edit, Expected]:
    event = dict(reversed(sheet.event(ids[3]).items()))
    return EventCheck(document, "typed", ids[3]).edit(plain(event)), with_typed(sheet, ids[3], event)


def put_one(kind: str, field: str, *, is_new: bool) -> Case:
    def case(_: Document, sheet: Sheet, __: list[str]) -> tuple[Edit, Expected]:
        old = {} if is_new else dict_of(sheet.values[kind][0])
        entry = {**old, **({"id": "new"} if is_new else {}), field: "Neu"}
        return put(kind, written(entry), is_new=is_new), with_entry(sheet, kind, entry)

    return case


def import_(decision: Decision) -> Case:
    def case(document: Document, sheet: Sheet, ids: list[str]) -> tuple[Edit, Expected]:
        incoming = {kind: list_of(sheet.values[kind]) for kind in ("categories", "sources")}
        incoming["events"] = [sheet.event(ids[0]), sheet.event(ids[1]), NEW]
        incoming = {kind: [{**first, "x-theirs": []}, *rest] for kind, (first, *rest) in incoming.items()}
        text = plain({"format": "timeline", "version": "1.0", "title": "Theirs", **incoming})
        edit = compare(document, text.encode(), "theirs").decided(Decisions(decision))
        return edit, imported(sheet, incoming, lambda *_: decision.value.split()[-1]).expected

    return case


CASES: dict[str, Case] = {
    "title": give_fields({"title": {"en": "N", "de": "Ü"}}, 0),
    "fields of the last": give_fields({"summary": "S", "x-neu": {"a": [True]}, "tags": None}, -1),
    "fields in the middle": give_fields({"excerpts": None, "importance": Spelled("0.50")}, 4),
    "dates": change_dates,
    "tags": change_tags,
    "category of many": give_a_category,
    "importance": weigh,
    "delete the first": delete(slice(1)),
    "delete the last": delete(slice(-1, None)),
    "delete every second": delete(slice(0, None, 2)),
    "delete all": delete(slice(None)),
    "duplicate the first": duplicate(0),
    "duplicate the last": duplicate(-1),
    "type a new event": type_a_new_one,
    "type keys in another order": type_it_otherwise,
    "new source": put_one("sources", "title", is_new=True),
    "source": put_one("sources", "title", is_new=False),
    "new category": put_one("categories", "label", is_new=True),
    "category": put_one("categories", "label", is_new=False),
    "import, keep mine": import_(Decision.KEEP_MINE),
    "import, take theirs": import_(Decision.TAKE_THEIRS),
    "import, keep both": import_(Decision.KEEP_BOTH),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
@pytest.mark.parametrize("name", CONTENTS)
def test_what_an_edit_does_not_touch_stays_to_the_character(name: str, case: Case) -> None:
    document = opened(name)
    sheet = Sheet(CONTENTS[name])
    edit, expected = case(document, sheet, shown(document))
    before = History.opened(document)
    after = before.do(edit)
    check(sheet, Sheet(after.document.data), expected)
    assert after.undo().document.data == CONTENTS[name]
    assert after.undo().redo().document.data == after.document.data


def shown(document: Document) -> list[str]:
    store = document.dataset.store
    return [store.event(int(row)).id for row in store.by_position]


@pytest.mark.parametrize("name", CONTENTS)
def test_what_is_mine_comes_into_a_file_that_another_program_wrote_and_nothing_else(name: str) -> None:
    base = opened(name)
    ids = shown(base)
    mine = History.opened(base)
    mine = mine.do(give_fields({"summary": "mine"}, 2)(base, Sheet(base.data), ids)[0])
    mine = mine.do(RemoveEvents.of(base, ids[4:6])).do(EventCheck(base, "typed").edit(plain(NEW)))
    data = CONTENTS[name].replace(b'"title"', b'\t"title"').replace(b'"2.0"', b'"2.1"') + b"\n \n"
    theirs = read_again(base, data)
    result = merge(base.data, mine.document, theirs)
    assert result.conflicts == ()
    merged = result.decided(Decisions()).document
    model = merging(Sheet(base.data), Sheet(mine.document.data), Sheet(data))
    check(Sheet(data), Sheet(merged.data), model.decided(lambda *_: "mine"))
    assert shown(merged) == [*(each for each in ids if each not in ids[4:6]), "new"]
