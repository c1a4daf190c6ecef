"""A person who edits, as a state machine: each edit of the product beside what a simple model makes of it.

Owns the model's state and the edits. Files, crashes and other programs are added to it elsewhere.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import pytest
from direct_edits import change_fields, put
from editing_model import (
    Expected,
    Members,
    Sheet,
    check,
    english,
    is_unchanged,
    with_copy,
    with_each,
    with_entry,
    with_event,
    with_fields,
    with_new,
    with_typed,
    without,
)
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from merging_model import referred
from program_without_window import Program
from spelled_datasets import (
    BROKEN,
    Spelled,
    contents,
    dates,
    event_members,
    extras,
    is_broken,
    shuffled,
    spelled,
    spellings,
    tag_lists,
    titles,
    tops,
    whens,
)

from timeline_app.core.errors import DatasetError
from timeline_app.dataset.editing.edits import (
    ChangeDates,
    ChangeTags,
    DuplicateEvent,
    RemoveEvents,
    SetField,
)
from timeline_app.dataset.editing.event_check import Company, EventCheck
from timeline_app.dataset.editing.importing import Decision
from timeline_app.dataset.editing.step import Edit
from timeline_app.dataset.writing import WrittenJson, read_written

DECISIONS = {"mine": Decision.KEEP_MINE, "theirs": Decision.TAKE_THEIRS, "both": Decision.KEEP_BOTH}
NAME = "a.timeline.json"


@dataclass(frozen=True)
class Snapshot:
    """A content that a person may come back to, and what the step between it and now is called."""

    data: bytes
    name: str


class MachineOfEdits(RuleBasedStateMachine):
    """A person with a program, and what the model knows of both.

    `seen` is what the file held when the program looked at it last, `base` the same where it is known what
    that was, and `saved` the content that counts as saved, None where the file is gone. `recorded` are the
    contents to which the journal leads, from the one with which it begins.
    """

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp(prefix="timeline-machine-"))
        self.folder = self.place / "documents"
        self.folder.mkdir()
        self.patch = pytest.MonkeyPatch()
        # That writing waits for the disk is tested where power cuts are; here it would take all the time.
        self.patch.setattr(os, "fsync", lambda _: None)

    def teardown(self) -> None:
        self.patch.undo()
        if hasattr(self, "program"):
            self.program.journal.close()
        shutil.rmtree(self.place)

    # What the model knows

    @initialize(data=st.data())
    def open(self, data: st.DataObject) -> None:
        content = data.draw(contents(self._with_broken(data, data.draw(tops(with_sources=True)))))
        self.name = NAME
        self.files = {NAME: content}
        self.path.write_bytes(content)
        self.program = Program(self.path, self.place / "state")
        self._opened(content)

    def _with_broken(self, data: st.DataObject, top: Members) -> Members:
        events = top["events"]
        assert isinstance(events, list)
        for entry in data.draw(st.lists(st.sampled_from(list(BROKEN)), max_size=2, unique=True)):
            events.insert(data.draw(st.integers(0, len(events))), Spelled(entry))
        return top

    def _opened(self, content: bytes) -> None:
        """Begin with a content that was read from the disk: nothing is to be undone or saved."""
        self.data = self.seen = content
        self.base: bytes | None = content
        self.saved: bytes | None = content
        self.past: list[Snapshot] = []
        self.future: list[Snapshot] = []
        self.recorded = [content]

    def _make(self, content: bytes, name: str, *, copied: bool = False) -> None:
        """Take another content as a new step."""
        self.past.append(Snapshot(self.data, name))
        self.future.clear()
        self._hold(content, copied=copied)

    def _hold(self, content: bytes, *, copied: bool = False) -> None:
        """Take another content; the journal begins anew where it is saved or `copied`."""
        self.data = content
        begins = copied or content == self.saved
        self.recorded = [content] if begins else [*self.recorded, content]

    @property
    def path(self) -> Path:
        return self.folder / self.name

    @property
    def sheet(self) -> Sheet:
        return Sheet(self.data)

    @property
    def shown(self) -> list[str]:
        """Return the ids of the events that can be shown, in the order of the file."""
        sheet = self.sheet
        ids = sheet.ids("events").items()
        return [event_id for event_id, at in ids if not is_broken(sheet.texts["events"][at])]

    def _do(self, edit: Edit, expected: Expected, name: str) -> None:
        """Let the program carry out an edit, and the model too."""
        before = self.sheet
        steps = self.program.history.done
        self.program.do(edit)
        data = self.program.document.data
        check(before, Sheet(data), expected)
        if is_unchanged(before, expected):
            assert self.program.history.done is steps
            assert data == self.data
            return
        self._make(data, name)

    def _titled(self, what: str, ids: Sequence[str]) -> str:
        """Return the name of a step about one event or more."""
        if len(ids) == 1:
            return what.replace("{}", f"“{english(self.sheet.event(ids[0]))}”")
        return what.replace("{}", f"{len(ids)} events")

    # Edits

    @rule(data=st.data(), number=st.integers(0, 30), with_company=st.booleans())
    def add_what_was_typed(self, data: st.DataObject, number: int, with_company: bool) -> None:
        event = data.draw(event_members(number, with_excerpts=True))
        text = data.draw(spellings(event))
        new = self._needed_by(event)
        company = {
            kind: tuple(map(written, entries if with_company else [])) for kind, entries in new.items()
        }
        check_ = EventCheck(self.program.document, "typed")
        if f"e{number}" in self.sheet.ids("events") or (any(new.values()) and not with_company):
            with pytest.raises(DatasetError, match=r"already|no (source|category) has the id"):
                check_.edit(text, Company(**company))
            return
        expected = with_event(self.sheet, event)
        for entries in new.items():
            expected = {**expected, **with_new(self.sheet, *entries)}
        self._do(check_.edit(text, Company(**company)), expected, f"Add “{english(event)}”")

    def _needed_by(self, event: Members) -> dict[str, list[Members]]:
        """Return categories and sources that would have to be there for an event, and are not."""
        return {
            kind: [
                {"id": new, "label": "C", "title": "S"} for new in sorted(ids - self.sheet.ids(kind).keys())
            ]
            for kind, ids in referred([event]).items()
        }

    @precondition(lambda self: self.shown)
    @rule(data=st.data())
    def edit_as_json(self, data: st.DataObject) -> None:
        event_id = data.draw(st.sampled_from(self.shown))
        old = self.sheet.event(event_id)
        typed = data.draw(event_members(0, with_excerpts=True) | shuffled(old) | st.just(old))
        event = {key: event_id if key == "id" else value for key, value in typed.items()}
        check_, text = EventCheck(self.program.document, "typed", event_id), data.draw(spellings(event))
        if any(self._needed_by(event).values()):
            with pytest.raises(DatasetError, match=r"no (source|category) has the id"):
                check_.edit(text)
            return
        self._do(check_.edit(text), with_typed(self.sheet, event_id, event), f"Edit “{english(event)}”")

    @precondition(lambda self: self.shown)
    @rule(data=st.data(), title=titles, when=whens, unknown=extras)
    def give_fields(self, data: st.DataObject, title: object, when: object, unknown: Members) -> None:
        event_id = data.draw(st.sampled_from(self.shown))
        some = {"title": title, "when": when, "summary": None, "tags": ["x"], **unknown}
        keys = data.draw(st.lists(st.sampled_from(list(some)), min_size=1, unique=True))
        fields = {key: some[key] for key in keys}
        edit = change_fields(self.program.document, event_id, tuple(written(fields).items()))
        changed = with_fields(self.sheet.event(event_id), fields)
        self._do(edit, with_each(self.sheet, [event_id], lambda _: changed), f"Edit “{english(changed)}”")

    @precondition(lambda self: self.shown)
    @rule(data=st.data())
    def change_dates(self, data: st.DataObject) -> None:
        ids = self._some(data)
        edtf = {event_id: data.draw(dates) for event_id in ids}

        def dated(event: Members) -> Members:
            when, new = event["when"], edtf[str(event["id"])]
            return {**event, "when": {**when, "edtf": new} if isinstance(when, dict) else new}

        name = self._titled("Change the date of {}" if len(ids) == 1 else "Change the dates of {}", ids)
        edit = ChangeDates.of(self.program.document, list(edtf.items()))
        self._do(edit, with_each(self.sheet, ids, dated), name)

    @precondition(lambda self: self.shown)
    @rule(data=st.data(), given=tag_lists, taken=tag_lists)
    def change_tags(self, data: st.DataObject, given: list[str], taken: list[str]) -> None:
        ids = self._some(data)

        def tagged(event: Members) -> Members:
            tags = [tag for tag in event.get("tags", []) if tag not in taken]
            tags += [tag for tag in given if tag not in tags]
            return event if tags == event.get("tags", []) else with_fields(event, {"tags": tags or None})

        edit = ChangeTags.of(self.program.document, ids, given, taken)
        self._do(edit, with_each(self.sheet, ids, tagged), self._titled("Change the tags of {}", ids))

    @precondition(lambda self: self.shown)
    @rule(data=st.data())
    def give_a_category(self, data: st.DataObject) -> None:
        ids, there = self._some(data), self.sheet.ids("categories")
        category = data.draw(st.sampled_from(["", "c7", *there]))
        new: list[Members] = [{"id": "c7", "label": "New"}] if category == "c7" and "c7" not in there else []
        expected = with_each(
            self.sheet, ids, lambda event: with_fields(event, {"category": category or None})
        )
        expected = {**expected, **with_new(self.sheet, "categories", new)}
        edit = SetField.category(self.program.document, ids, category, *map(written, new))
        self._do(edit, expected, self._titled("Change the category of {}", ids))

    @precondition(lambda self: self.shown)
    @rule(data=st.data())
    def weigh(self, data: st.DataObject) -> None:
        ids = self._some(data)
        self._do(
            SetField.importance(self.program.document, ids, 0.25),
            with_each(self.sheet, ids, lambda event: {**event, "importance": Spelled("0.25")}),
            self._titled("Change the importance of {}", ids),
        )

    @precondition(lambda self: self.shown)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        ids = self._some(data)
        edit = RemoveEvents.of(self.program.document, ids)
        self._do(edit, without(self.sheet, ids), self._titled("Delete {}", ids))

    @precondition(lambda self: self.shown)
    @rule(data=st.data())
    def duplicate(self, data: st.DataObject) -> None:
        event_id = data.draw(st.sampled_from(self.shown))
        edit = DuplicateEvent.of(self.program.document, event_id)
        self._do(edit, with_copy(self.sheet, event_id), self._titled("Duplicate {}", [event_id]))

    @rule(number=st.integers(1, 3), title=st.sampled_from(["S", "Quelle"]), extra=extras)
    def put_a_source(self, number: int, title: str, extra: Members) -> None:
        source = {"id": f"s{number}", "title": title, **extra}
        is_new = source["id"] not in self.sheet.ids("sources")
        edit = put("sources", written(source), is_new=is_new)
        self._do(edit, with_entry(self.sheet, "sources", source), "Import sources and categories")

    @rule(number=st.integers(1, 4), label=titles, extra=extras)
    def put_a_category(self, number: int, label: object, extra: Members) -> None:
        category = {"id": f"c{number}", "label": label, **extra}
        is_new = category["id"] not in self.sheet.ids("categories")
        edit = put("categories", written(category), is_new=is_new)
        self._do(edit, with_entry(self.sheet, "categories", category), "Import sources and categories")

    @precondition(lambda self: self.shown)
    @rule(data=st.data())
    def ask_for_what_cannot_be(self, data: st.DataObject) -> None:
        event_id, document = data.draw(st.sampled_from(self.shown)), self.program.document
        edits: list[Edit] = [
            change_fields(document, event_id, (("when", "2024-13"),)),
            change_fields(document, event_id, (("title", None),)),
            change_fields(document, event_id, (("id", "c c"),)),
            SetField.category(document, [event_id], "nowhere"),
            SetField.importance(document, [event_id], 2),
            RemoveEvents((event_id, "nowhere"), document.dataset.title),
            put("sources", {"id": "nowhere"}, is_new=False),
        ]
        history = self.program.history
        with pytest.raises(DatasetError):
            self.program.do(data.draw(st.sampled_from(edits)))
        assert self.program.history is history

    def _some(self, data: st.DataObject) -> list[str]:
        return data.draw(st.lists(st.sampled_from(self.shown), min_size=1, max_size=3, unique=True))

    @precondition(lambda self: self.past)
    @rule(steps=st.integers(1, 4))
    def undo(self, steps: int) -> None:
        for _ in range(steps):
            self.program.undo()
            if self.past:
                step = self.past.pop()
                self.future.append(Snapshot(self.data, step.name))
                self._hold(step.data)

    @precondition(lambda self: self.future)
    @rule(steps=st.integers(1, 3))
    def redo(self, steps: int) -> None:
        for _ in range(steps):
            self.program.redo()
            if self.future:
                step = self.future.pop()
                self.past.append(Snapshot(self.data, step.name))
                self._hold(step.data)


def written(value: Members) -> dict[str, WrittenJson]:
    """Return an object as edits take it."""
    read = read_written(spelled(value, cycle([""]), cycle([False])))
    assert isinstance(read, dict)
    return read
