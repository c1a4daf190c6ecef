"""Everything that may happen to a document, in any order, beside a simple model of it.

A state machine edits, undoes, saves, crashes and restores while another program writes to the same file.
After each step the document, the file, the names of the steps and what a crash would leave are those of
`editing_model`, and of all entries that were not touched each character is as it was. TIMELINE_TEST_RUNS
sets how many machines run.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path

import pytest
from editing_model import (
    LISTS,
    Expected,
    Members,
    Sheet,
    check,
    imported,
    is_unchanged,
    with_copy,
    with_each,
    with_entry,
    with_event,
    with_typed,
    without,
)
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from spelled_datasets import (
    BROKEN,
    Spelled,
    contents,
    event_members,
    extras,
    shuffled,
    spelled,
    spellings,
    tag_lists,
    titles,
    tops,
    whens,
)
from spelled_datasets import dates as edtf_dates

from timeline_app.core.errors import DatasetError, Severity
from timeline_app.core.language import ENGLISH
from timeline_app.dataset.backups import Backups, read_backup, save_with_backup
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.comparison import compare
from timeline_app.dataset.editing.edits import (
    ChangeDates,
    ChangeFields,
    ChangeTags,
    DuplicateEvent,
    PutCategory,
    PutSource,
    RemoveEvents,
    SetField,
)
from timeline_app.dataset.editing.event_check import EventCheck
from timeline_app.dataset.editing.history import History
from timeline_app.dataset.editing.importing import Decision, Decisions
from timeline_app.dataset.editing.splices import Splices
from timeline_app.dataset.editing.step import Edit
from timeline_app.dataset.journal import Journal
from timeline_app.dataset.reader import read_again, read_document
from timeline_app.dataset.restoring import Restoration, discard, journals_to_offer, restored
from timeline_app.dataset.saving import ChangedOnDiskError, SaveError
from timeline_app.dataset.writing import WrittenJson, read_written

RUNS = int(os.environ.get("TIMELINE_TEST_RUNS", "12"))

pytestmark = pytest.mark.timeout(60 + 5 * RUNS)

DECISIONS = {"mine": Decision.KEEP_MINE, "theirs": Decision.TAKE_THEIRS, "both": Decision.KEEP_BOTH}
NAME = "a.timeline.json"


@dataclass(frozen=True)
class Snapshot:
    """A content that a person may come back to, and what the step between it and now is called."""

    data: bytes
    name: str


class Program:
    """What the window does with the parts of the product, without a window."""

    def __init__(self, folder: Path, state: Path) -> None:
        self.folder = folder
        self.backups = Backups(state / "backups")
        self.lives = 0
        self.sizes: dict[int, int] = {}
        self.state = state
        self.open()

    @property
    def journal_folder(self) -> Path:
        """Return where this life of the program keeps its journal."""
        return self.state / f"journal-{self.lives}"

    @property
    def document(self) -> Document:
        """Return the open document."""
        return self.history.document

    def open(self, name: str = NAME) -> None:
        """Start, and open a file."""
        self.journal = Journal(self.journal_folder)
        self.read(name)

    def read(self, name: str) -> None:
        """Open a file; DatasetError leaves what was open."""
        self.history = History.opened(read_document(self.folder / name))
        self.journal.begin(self.document)

    def do(self, edit: Edit) -> None:
        """Carry out an edit and record its step."""
        before, self.history = self.history, self.history.do(edit)
        if self.history is not before:
            step = self.history.done[-1]
            self._record(step.name(ENGLISH), step.forward)

    def undo(self) -> None:
        """Take back a step."""
        before, self.history = self.history, self.history.undo()
        if self.history is not before:
            step = before.done[-1]
            self._record(f"Undo {step.name(ENGLISH)}", step.backward)

    def redo(self) -> None:
        """Do a step again."""
        before, self.history = self.history, self.history.redo()
        if self.history is not before:
            step = before.undone[-1]
            self._record(step.name(ENGLISH), step.forward)

    def _record(self, name: str, splices: Splices) -> None:
        self.sizes = self._journal_sizes()
        self.journal.record(name, splices, self.document)

    def _journal_sizes(self) -> dict[int, int]:
        statuses = [file.stat() for file in self.journal_folder.glob("*.journal")]
        return {status.st_ino: status.st_size for status in statuses}

    @property
    def torn_at_most(self) -> int:
        """Return how many bytes of the journal were appended last; what is begun anew comes whole."""
        return sum(size - self.sizes.get(file, size) for file, size in self._journal_sizes().items())

    def save(self, name: str, meanwhile: Callable[[], None], *, over_changed: bool = False) -> None:
        """Save, while edits may go on."""
        saved = save_with_backup(self.document, self.folder / name, self.backups, over_changed=over_changed)
        assert saved.notice == ""
        meanwhile()
        self.history = self.history.saved_as(saved.document)
        if self.history.is_saved:
            self.journal.begin(self.document)
        else:
            self.journal.begin_changed(self.document)

    def left_by_a_crash(self) -> Path:
        """Return a copy of the journals as a crash would leave them at this moment."""
        copy = self.state / "after-a-crash"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.journal_folder, copy)
        return copy

    def restore(self, restoration: Restoration, name: str) -> None:
        """Open a file with a content that a journal gave back."""
        on_disk = read_document(self.folder / name)
        document = read_again(on_disk, restoration.content)
        self.history = replace(History.opened(document), saved=on_disk.dataset.sha256)
        self.journal.begin_changed(document)


class Editing(RuleBasedStateMachine):
    """A person, a program and another program at one file."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp(prefix="timeline-machine-"))
        (self.place / "documents").mkdir()
        self.patch = pytest.MonkeyPatch()
        # That writing waits for the disk is tested where power cuts are; here it takes all the time.
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
        (self.place / "documents" / NAME).write_bytes(content)
        self.program = Program(self.place / "documents", self.place / "state")
        self._forget(content)

    def _with_broken(self, data: st.DataObject, top: Members) -> Members:
        events = top["events"]
        assert isinstance(events, list)
        for entry in data.draw(st.lists(st.sampled_from(BROKEN), max_size=2, unique=True)):
            events.insert(data.draw(st.integers(0, len(events))), Spelled(entry))
        return top

    def _forget(self, content: bytes) -> None:
        """Begin with a content that was read from the disk: nothing is to be undone or saved."""
        self.data = self.seen = self.saved = content
        self.past: list[Snapshot] = []
        self.future: list[Snapshot] = []
        self.recorded = [content]

    @property
    def sheet(self) -> Sheet:
        return Sheet(self.data)

    @property
    def shown(self) -> list[str]:
        """Return the ids of the events that can be shown, in the order of the file."""
        sheet = self.sheet
        return [
            event_id
            for event_id, at in sheet.ids("events").items()
            if sheet.texts["events"][at] not in {entry.strip() for entry in _broken_texts()}
        ]

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
        self.past.append(Snapshot(self.data, name))
        self.future.clear()
        self.data = data
        self.recorded.append(data)

    def _titled(self, what: str, ids: Sequence[str]) -> str:
        """Return the name of a step about one event or more."""
        if len(ids) == 1:
            return what.replace("{}", f"“{_english(self.sheet.event(ids[0]))}”")
        return what.replace("{}", f"{len(ids)} events")

    # Edits

    @rule(data=st.data(), number=st.integers(0, 30))
    def add_what_was_typed(self, data: st.DataObject, number: int) -> None:
        event = data.draw(event_members(number, with_excerpts=True))
        text = data.draw(spellings(event))
        check_ = EventCheck(self.program.document, "typed")
        if f"e{number}" in self.sheet.ids("events"):
            with pytest.raises(DatasetError, match="already"):
                check_.edit(text)
            return
        self._do(check_.edit(text), with_event(self.sheet, event), f"Add “{_english(event)}”")

    @precondition(lambda self: self.shown)
    @rule(data=st.data())
    def edit_as_json(self, data: st.DataObject) -> None:
        event_id = data.draw(st.sampled_from(self.shown))
        old = self.sheet.event(event_id)
        typed = data.draw(event_members(0, with_excerpts=True) | shuffled(old) | st.just(old))
        event = {key: event_id if key == "id" else value for key, value in typed.items()}
        edit = EventCheck(self.program.document, "typed", event_id).edit(data.draw(spellings(event)))
        self._do(edit, with_typed(self.sheet, event_id, event), f"Edit “{_english(event)}”")

    @precondition(lambda self: self.shown)
    @rule(data=st.data(), title=titles, when=whens, unknown=extras)
    def change_fields(self, data: st.DataObject, title: object, when: object, unknown: Members) -> None:
        event_id = data.draw(st.sampled_from(self.shown))
        some = {"title": title, "when": when, "summary": None, "tags": ["x"], **unknown}
        keys = data.draw(st.lists(st.sampled_from(list(some)), min_size=1, unique=True))
        fields = {key: some[key] for key in keys}
        written = tuple((key, _written(value)) for key, value in fields.items())
        self._do(
            ChangeFields.of(self.program.document, event_id, written),
            with_each(self.sheet, [event_id], lambda event: _with_fields(event, fields)),
            self._titled("Edit {}", [event_id]),
        )

    @precondition(lambda self: self.shown)
    @rule(data=st.data())
    def change_dates(self, data: st.DataObject) -> None:
        ids = self._some(data)
        dates = {event_id: data.draw(edtf_dates) for event_id in ids}

        def dated(event: Members) -> Members:
            when, edtf = event["when"], dates[str(event["id"])]
            return {**event, "when": {**when, "edtf": edtf} if isinstance(when, dict) else edtf}

        name = self._titled("Change the date of {}" if len(ids) == 1 else "Change the dates of {}", ids)
        edit = ChangeDates.of(self.program.document, list(dates.items()))
        self._do(edit, with_each(self.sheet, ids, dated), name)

    @precondition(lambda self: self.shown)
    @rule(data=st.data(), given=tag_lists, taken=tag_lists)
    def change_tags(self, data: st.DataObject, given: list[str], taken: list[str]) -> None:
        ids = self._some(data)

        def tagged(event: Members) -> Members:
            tags = [tag for tag in event.get("tags", []) if tag not in taken]
            tags += [tag for tag in given if tag not in tags]
            return event if tags == event.get("tags", []) else _with_fields(event, {"tags": tags or None})

        edit = ChangeTags.of(self.program.document, ids, given, taken)
        self._do(edit, with_each(self.sheet, ids, tagged), self._titled("Change the tags of {}", ids))

    @precondition(lambda self: self.shown and self.sheet.ids("categories"))
    @rule(data=st.data())
    def give_a_category(self, data: st.DataObject) -> None:
        ids = self._some(data)
        category = data.draw(st.sampled_from(["", *self.sheet.ids("categories")]))
        self._do(
            SetField.category(self.program.document, ids, category),
            with_each(self.sheet, ids, lambda event: _with_fields(event, {"category": category or None})),
            self._titled("Change the category of {}", ids),
        )

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
        name = f"{'Add' if is_new else 'Edit'} the source “{title}”"
        edit = PutSource(_written_object(source), is_new=is_new)
        self._do(edit, with_entry(self.sheet, "sources", source), name)

    @rule(number=st.integers(1, 4), label=titles, extra=extras)
    def put_a_category(self, number: int, label: object, extra: Members) -> None:
        category = {"id": f"c{number}", "label": label, **extra}
        is_new = category["id"] not in self.sheet.ids("categories")
        name = f"{'Add' if is_new else 'Edit'} the category “{_english(category, 'label')}”"
        edit = PutCategory(_written_object(category), is_new=is_new)
        self._do(edit, with_entry(self.sheet, "categories", category), name)

    @rule(data=st.data())
    def import_entries(self, data: st.DataObject) -> None:
        incoming = self._incoming(data)
        top = {"format": "timeline", "version": "1.0", "title": "Theirs", **incoming}
        content = data.draw(contents(top))
        if not incoming["events"]:
            with pytest.raises(DatasetError, match="there is no event in it"):
                compare(self.program.document, content, "theirs.json")
            return
        for_all = data.draw(st.sampled_from(list(DECISIONS)))
        keys = [(kind, str(entry["id"])) for kind in LISTS for entry in incoming[kind]]
        chosen = data.draw(st.lists(st.sampled_from(keys), max_size=3, unique=True)) if keys else []
        exceptions = {key: data.draw(st.sampled_from(list(DECISIONS))) for key in chosen}
        decisions = Decisions(
            DECISIONS[for_all], {key: DECISIONS[decision] for key, decision in exceptions.items()}
        )
        result = imported(
            self.sheet, incoming, lambda kind, entry_id: exceptions.get((kind, entry_id), for_all)
        )
        comparison = compare(self.program.document, content, "theirs.json")
        self._do(
            comparison.decided(decisions),
            result.expected,
            _import_name(result.added["events"], result.replaced["events"]),
        )
        # The same again changes nothing, whatever was decided.
        again = compare(self.program.document, content, "theirs.json").decided(decisions)
        assert self.program.history.do(again) is self.program.history

    def _incoming(self, data: st.DataObject) -> dict[str, list[Members]]:
        """Return entries, some of which are there already, or are there and say something else."""
        incoming: dict[str, list[Members]] = {}
        for kind, label in (("categories", "label"), ("sources", "title"), ("events", "summary")):
            sheet = self.sheet
            ids = [*sheet.ids(kind)] if kind != "events" else self.shown
            taken = data.draw(st.lists(st.sampled_from(ids), max_size=3, unique=True)) if ids else []
            places = sheet.ids(kind)
            known = [sheet.values[kind][places[entry_id]] for entry_id in taken]
            incoming[kind] = [
                data.draw(st.sampled_from([entry, {**entry, label: "theirs"}]).flatmap(shuffled))
                for entry in known
                if isinstance(entry, dict)
            ]
        there = [str(event["id"]) for event in incoming["events"]]
        for number in data.draw(st.lists(st.integers(0, 30), max_size=2, unique=True)):
            if f"e{number}" not in there:
                incoming["events"].append(data.draw(event_members(number)))
        # What events refer to has to come with them, or to be there.
        self._bring(
            incoming, "categories", "label", {str(event.get("category")) for event in incoming["events"]}
        )
        sources = {
            str(excerpt["source"]) for event in incoming["events"] for excerpt in event.get("excerpts", [])
        }
        self._bring(incoming, "sources", "title", sources)
        return incoming

    def _bring(self, incoming: dict[str, list[Members]], kind: str, label: str, ids: set[str]) -> None:
        there = {str(entry["id"]) for entry in incoming[kind]}
        incoming[kind] += [{"id": entry_id, label: "Brought"} for entry_id in sorted(ids - there)]

    @precondition(lambda self: self.shown)
    @rule(data=st.data())
    def ask_for_what_cannot_be(self, data: st.DataObject) -> None:
        event_id, document = data.draw(st.sampled_from(self.shown)), self.program.document
        edits: list[Edit] = [
            ChangeFields.of(document, event_id, (("when", "2024-13"),)),
            ChangeFields.of(document, event_id, (("title", None),)),
            ChangeFields.of(document, event_id, (("id", "c c"),)),
            SetField.category(document, [event_id], "nowhere"),
            SetField.importance(document, [event_id], 2),
            RemoveEvents((event_id, "nowhere"), document.dataset.title),
            PutSource({"id": "nowhere"}, is_new=False),
        ]
        history = self.program.history
        with pytest.raises(DatasetError):
            self.program.do(data.draw(st.sampled_from(edits)))
        assert self.program.history is history

    def _some(self, data: st.DataObject) -> list[str]:
        return data.draw(st.lists(st.sampled_from(self.shown), min_size=1, max_size=3, unique=True))

    @rule()
    def undo(self) -> None:
        self.program.undo()
        if self.past:
            step = self.past.pop()
            self.future.append(Snapshot(self.data, step.name))
            self.data = step.data
            self.recorded.append(self.data)

    @rule()
    def redo(self) -> None:
        self.program.redo()
        if self.future:
            step = self.future.pop()
            self.past.append(Snapshot(self.data, step.name))
            self.data = step.data
            self.recorded.append(self.data)

    # The disk

    @rule(over=st.booleans(), edit_meanwhile=st.booleans())
    def save(self, over: bool, edit_meanwhile: bool) -> None:
        def meanwhile() -> None:
            if edit_meanwhile and self.shown:
                self.duplicate_first()

        on_disk = self.files.get(self.name)
        if on_disk not in {None, self.seen} and not over:
            with pytest.raises(ChangedOnDiskError):
                self.program.save(self.name, meanwhile)
            return
        written = self.data
        self.program.save(self.name, meanwhile, over_changed=over)
        self._saved(written)
        if on_disk is not None:
            newest, *_ = self.program.backups.backups_of(self.program.folder / self.name)
            assert read_backup(newest) == on_disk

    def duplicate_first(self) -> None:
        event_id = self.shown[0]
        edit = DuplicateEvent.of(self.program.document, event_id)
        self._do(edit, with_copy(self.sheet, event_id), self._titled("Duplicate {}", [event_id]))

    def _saved(self, written: bytes) -> None:
        self.files[self.name] = self.seen = self.saved = written
        self.recorded = [self.data]

    @rule(name=st.sampled_from(["b.timeline.json", NAME]))
    def save_under_another_name(self, name: str) -> None:
        if name != self.name:
            written = self.data
            self.program.save(name, lambda: None)
            self.name = name
            self._saved(written)

    @rule(fault=st.sampled_from(["write", "replace"]), room=st.integers(0, 400))
    def fail_to_save(self, fault: str, room: int) -> None:
        write, written = os.write, 0

        def write_some(descriptor: int, content: bytes) -> int:
            nonlocal written
            part = content[: max(0, min(50, room - written))]
            if content and not part:
                raise OSError(28, "No space left on device")
            written += len(part)
            return write(descriptor, part)

        def refuse(*_: object) -> None:
            raise OSError(5, "Input/output error")

        history = self.program.history
        room = min(room, len(self.data) - 1)
        with pytest.MonkeyPatch.context() as patch:
            if fault == "write":
                patch.setattr(os, "write", write_some)
            else:
                patch.setattr(Path, "replace", refuse)
            with pytest.raises(SaveError):
                self.program.save(self.name, lambda: None)
        assert self.program.history is history

    @rule(data=st.data())
    def change_the_file_elsewhere(self, data: st.DataObject) -> None:
        """Let another program write the file anew: laid out otherwise, some events changed, come or gone."""
        top = Sheet(self.files.get(self.name, self.seen)).top if self._is_whole() else self.sheet.top
        events = top["events"]
        assert isinstance(events, list)
        objects = [event for event in events if isinstance(event, dict)]
        sound = [event for event in objects if str(event.get("id")).startswith("e")]
        kept = [event for event in sound if data.draw(st.integers(0, 4))]
        changed = [{**event, "summary": "elsewhere"} if data.draw(st.booleans()) else event for event in kept]
        number = data.draw(st.integers(20, 40))
        if all(event["id"] != f"e{number}" for event in changed) and data.draw(st.booleans()):
            changed.insert(data.draw(st.integers(0, len(changed))), data.draw(event_members(number)))
        top = self._with_categories({**top, "events": changed})
        self._write(data.draw(contents(self._with_broken(data, top))))

    def _with_categories(self, top: Members) -> Members:
        """Return a dataset that has the categories that its events may have."""
        categories = top.get("categories", [])
        assert isinstance(categories, list)
        there = {category["id"] for category in categories}
        new = [{"id": each, "label": each} for each in ("c1", "c2") if each not in there]
        return {**top, "categories": [*categories, *new]}

    def _is_whole(self) -> bool:
        try:
            Sheet(self.files.get(self.name, self.seen))
        except (ValueError, IndexError):
            return False
        return True

    @rule(part=st.integers(0, 60))
    def write_half_of_the_file(self, part: int) -> None:
        self._write(self.data[: min(part, len(self.data) - 8)])

    def _write(self, content: bytes) -> None:
        self.files[self.name] = content
        (self.program.folder / self.name).write_bytes(content)

    @rule()
    def delete_the_file(self) -> None:
        if self.name in self.files:
            del self.files[self.name]
            (self.program.folder / self.name).unlink()

    @rule(discarding=st.booleans())
    def reload(self, discarding: bool) -> None:
        if self.data != self.saved and not discarding:
            return
        if self.name not in self.files or not self._is_whole():
            history = self.program.history
            with pytest.raises(DatasetError):
                self.program.read(self.name)
            assert self.program.history is history
            return
        self.program.read(self.name)
        self._forget(self.files[self.name])

    # A crash

    @rule(taken=st.booleans(), torn=st.integers(0, 300))
    def crash(self, taken: bool, torn: int) -> None:
        """Let the program be killed and started again; the end of its journal may be torn."""
        program = self.program
        torn = min(torn, program.torn_at_most)
        left = program.left_by_a_crash()
        program.journal.close()
        program.lives += 1
        left.rename(program.journal_folder)
        if self.name not in self.files or not self._is_whole():
            self._write(self.seen)
        for file in program.journal_folder.glob("*.journal"):
            os.truncate(file, file.stat().st_size - torn)
        found = journals_to_offer(program.journal_folder)
        program.open(self.name)
        on_disk = self.files[self.name]
        if not found or not taken:
            assert found or torn or len(self.recorded) == 1
            for journal in found:
                discard(journal)
            self._forget(on_disk)
            return
        (journal,) = found
        restoration = restored(journal, on_disk)
        assert restoration.complete or torn
        assert restoration.changed_since == (on_disk != self.seen)
        assert restoration.is_on_disk == (restoration.content == on_disk)
        assert restoration.content in self.recorded
        assert torn or restoration.content == self.data
        program.restore(restoration, self.name)
        discard(journal)
        self._forget(on_disk)
        self.data = restoration.content
        self.recorded = [b"", self.data]

    # What holds at any time

    @invariant()
    def the_document_is_that_of_the_model(self) -> None:
        document = self.program.document
        assert document.data == self.data
        store = document.dataset.store
        assert [store.event(int(row)).id for row in store.by_position] == self.shown
        broken = len(self.sheet.values["events"]) - len(self.shown)
        assert document.dataset.omitted == broken
        errors = [each for each in document.dataset.problems if each.severity is Severity.ERROR]
        assert broken or not errors

    @invariant()
    def the_steps_have_their_names(self) -> None:
        history = self.program.history
        assert [step.name(ENGLISH) for step in history.done] == [each.name for each in self.past]
        assert [step.name(ENGLISH) for step in history.undone] == [each.name for each in self.future]
        assert history.is_saved == (self.data == self.saved)

    @invariant()
    def the_folder_holds_what_was_written_last(self) -> None:
        found = {path.name: path.read_bytes() for path in self.program.folder.iterdir()}
        assert found == self.files

    @invariant()
    def a_crash_would_lose_nothing(self) -> None:
        found = journals_to_offer(self.program.left_by_a_crash())
        if len(self.recorded) == 1 and self.data == self.saved:
            assert found == ()
            return
        (journal,) = found
        restoration = restored(journal, self.files.get(self.name))
        assert restoration.content == self.data
        assert restoration.complete


def _broken_texts() -> list[str]:
    return [text.replace("\n", line_end) for text in BROKEN for line_end in ("\n", "\r\n")]


def _english(entry: Members, key: str = "title") -> str:
    title = entry[key]
    return str(title["en"] if isinstance(title, dict) else title)


def _import_name(added: list[Members], replaced: list[Members]) -> str:
    events = [*added, *replaced]
    verb = "Import" if replaced else "Add"
    if not events:
        return "Import sources and categories"
    return f"{verb} “{_english(events[0])}”" if len(events) == 1 else f"{verb} {len(events)} events"


def _with_fields(event: Members, fields: Members) -> Members:
    changed = {**event, **fields}
    return {key: value for key, value in changed.items() if key not in fields or value is not None}


def _written(value: object) -> WrittenJson:
    return read_written(spelled(value, cycle([""]), cycle([False])))


def _written_object(value: Members) -> dict[str, WrittenJson]:
    written = _written(value)
    assert isinstance(written, dict)
    return written


TestEditing = Editing.TestCase
TestEditing.settings = settings(
    max_examples=RUNS, stateful_step_count=30, phases=[Phase.reuse, Phase.generate, Phase.shrink]
)
