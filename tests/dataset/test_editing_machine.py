"""Everything that may happen to a document, in any order, beside a simple model of it.

A state machine edits, undoes, saves, crashes and restores while another program writes to the same file.
After each step the document, the file, the names of the steps and what a crash would leave are those of the
model, and of all that was not touched each character is as it was. TIMELINE_TEST_RUNS sets how many
machines run.
"""

from __future__ import annotations

import os
from contextlib import nullcontext
from pathlib import Path

import pytest
from editing_model import Expected, Members, Sheet, check, dict_of, list_of, with_copy
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule
from machine_of_edits import DECISIONS, NAME, Snapshot
from machine_of_imports import MachineOfImports
from merging_model import Merging, merging, referred
from spelled_datasets import BROKEN, contents, event_members, is_broken, respelled

from timeline_app.core.errors import DatasetError, Severity
from timeline_app.core.language import ENGLISH
from timeline_app.dataset.editing.edits import DuplicateEvent
from timeline_app.dataset.editing.importing import Decisions
from timeline_app.dataset.editing.merging import Merge
from timeline_app.dataset.keeping.backups import read_backup
from timeline_app.dataset.keeping.restoring import discard, journals_to_offer, restored
from timeline_app.dataset.keeping.saving import ChangedOnDiskError, SaveError

RUNS = int(os.environ.get("TIMELINE_TEST_RUNS", "15"))

pytestmark = pytest.mark.timeout(400 + 5 * RUNS)


class Editing(MachineOfImports):
    """The person and the program, their disk, and another program that writes to it."""

    # Saving

    @rule(over=st.booleans(), edit_meanwhile=st.booleans())
    def save(self, over: bool, edit_meanwhile: bool) -> None:
        written, on_disk = self.data, self.files.get(self.name)

        def meanwhile() -> None:
            if edit_meanwhile and self.shown:
                event_id = self.shown[0]
                edit = DuplicateEvent.of(self.program.document, event_id)
                self._do(edit, with_copy(self.sheet, event_id), self._titled("Duplicate {}", [event_id]))

        if on_disk not in {None, self.seen} and not over:
            with pytest.raises(ChangedOnDiskError):
                self.program.save(self.path, meanwhile)
            return
        self.program.save(self.path, meanwhile, over_changed=over)
        self._saved(written)
        if on_disk is not None:
            newest, *_ = self.program.backups.backups_of(self.path)
            assert read_backup(newest) == on_disk

    @rule(name=st.sampled_from(["b.timeline.json", NAME]))
    def save_under_another_name(self, name: str) -> None:
        if name != self.name:
            self.name = name
            self.program.save(self.path, lambda: None)
            self._saved(self.data)

    @rule(data=st.data())
    def go_back_to_an_earlier_version(self, data: st.DataObject) -> None:
        versions = self.program.backups.backups_of(self.path)
        if not versions:
            return
        content = read_backup(data.draw(st.sampled_from(versions)))
        if not _is_readable(content):
            with pytest.raises(DatasetError):
                self.program.history.go_back(content)
            return
        self.program.take(self.program.history.go_back(content))
        if content != self.data:
            self._make(content, "Go Back to an Earlier Version")

    def _saved(self, written: bytes) -> None:
        self.files[self.name] = self.seen = self.base = self.saved = written
        self.recorded = [self.data]

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

        history, room = self.program.history, min(room, len(self.data) - 1)
        with pytest.MonkeyPatch.context() as patch:
            if fault == "write":
                patch.setattr(os, "write", write_some)
            else:
                patch.setattr(Path, "replace", refuse)
            with pytest.raises(SaveError):
                self.program.save(self.path, lambda: None)
        assert self.program.history is history

    # Another program

    @rule(data=st.data())
    def change_the_file_elsewhere(self, data: st.DataObject) -> None:
        self._change_elsewhere(data)

    @precondition(lambda self: self.data != self.seen)
    @rule(data=st.data())
    def meet_what_was_changed_elsewhere(self, data: st.DataObject) -> None:
        self._change_elsewhere(data)
        self._look(data)

    def _change_elsewhere(self, data: st.DataObject) -> None:
        """Let another program write the file anew: laid out otherwise, some events changed, come or gone."""
        top = Sheet(self.files[self.name] if self._is_whole else self.seen).top
        objects = [event for event in list_of(top["events"]) if isinstance(event, dict)]
        sound = [event for event in objects if str(event.get("id")).startswith("e")]
        kept = [event for event in sound if data.draw(st.integers(0, 4))]
        changed = [data.draw(self._changed_elsewhere(event)) for event in kept]
        number = data.draw(st.integers(0, 30))
        if all(event["id"] != f"e{number}" for event in changed) and data.draw(st.booleans()):
            changed.insert(data.draw(st.integers(0, len(changed))), data.draw(event_members(number)))
        top = {**top, "title": data.draw(st.sampled_from(["T", "T", "Neu"])), "events": changed}
        for kind, needed in referred(changed).items():
            there = [
                entry
                for entry in list_of(top.get(kind, []))
                if entry["id"] in needed or data.draw(st.booleans())
            ]
            ids = {entry["id"] for entry in there}
            top[kind] = [*there, *({"id": new, "label": "C", "title": "S"} for new in sorted(needed - ids))]
        self._write(data.draw(contents(self._with_broken(data, top))))

    def _changed_elsewhere(self, event: Members) -> st.SearchStrategy[Members]:
        titles = {"title": {"en": "Peace", "de": "anderswo"}}
        changes: list[Members] = [{}, {}, {"summary": "elsewhere"}, titles, {"tags": ["z"]}, {"when": "1066"}]
        if event["id"] in self.shown:
            changes.append(dict_of(respelled(self.sheet.event(str(event["id"])))))
        return st.sampled_from(changes).map(lambda fields: {**event, **fields})

    @property
    def _is_whole(self) -> bool:
        return self.name in self.files and _is_readable(self.files[self.name])

    @rule(part=st.integers(0, 60))
    def write_half_of_the_file(self, part: int) -> None:
        self._write(self.data[: min(part, len(self.data) - 8)])

    @rule()
    def write_what_was_there(self) -> None:
        self._write(self.seen)

    def _write(self, content: bytes) -> None:
        self.files[self.name] = content
        self.path.write_bytes(content)

    @rule()
    def delete_the_file(self) -> None:
        if self.name in self.files:
            del self.files[self.name]
            self.path.unlink()

    # Following it

    @precondition(lambda self: self.data == self.saved or self.name not in self.files)
    @rule()
    def open_the_file_again(self) -> None:
        if self._is_whole:
            self.program.open(self.path)
            self._opened(self.files[self.name])
        else:
            with pytest.raises(DatasetError):
                self.program.open(self.path)

    @rule(data=st.data())
    def look_at_the_file(self, data: st.DataObject) -> None:
        self._look(data)

    def _look(self, data: st.DataObject) -> None:
        on_disk = self.files.get(self.name)
        if on_disk is None:
            self.program.look(_never_asked)
            self.saved = None
            self._hold(self.data, copied=True)
        elif on_disk == self.seen:
            self.program.look(_never_asked)
            if self.saved is None:
                self.saved = self.seen
                self._hold(self.data, copied=True)
        elif not self._is_whole:
            with pytest.raises(DatasetError):
                self.program.look(_never_asked)
        elif self.data == self.seen:
            self.program.look(_never_asked)
            self._follow(on_disk)
            self._make(on_disk, "Change in the file")
        else:
            self._merge(data, on_disk)

    def _follow(self, on_disk: bytes) -> None:
        self.seen = self.base = self.saved = on_disk

    def _merge(self, data: st.DataObject, on_disk: bytes) -> None:
        theirs = Sheet(on_disk)
        if _errors(theirs) > _errors(self.sheet):
            with pytest.raises(DatasetError):
                self.program.look(_never_asked)
            return
        base = Sheet(self.base if self.base is not None else b"{}")
        model = merging(base, self.sheet, theirs)
        decided = {key: data.draw(st.sampled_from(list(DECISIONS))) for key in sorted(model.conflicts)}
        is_closed = bool(decided) and data.draw(st.integers(0, 3)) == 0

        def decide(merge: Merge) -> Decisions | None:
            assert {(conflict.kind, conflict.id) for conflict in merge.conflicts} == model.conflicts
            exceptions = {key: DECISIONS[decision] for key, decision in decided.items()}
            return None if is_closed else Decisions(exceptions=exceptions)

        history = self.program.history
        expected = model.decided(lambda *key: decided[key])
        if is_closed or _brings_broken(expected):
            with nullcontext() if is_closed else pytest.raises(DatasetError):
                self.program.look(decide)
            assert self.program.history is history
            return
        self.program.look(decide)
        self._merged(model, decided, expected, on_disk)

    def _merged(
        self, model: Merging, decided: dict[tuple[str, str], str], expected: Expected, on_disk: bytes
    ) -> None:
        content = self.program.document.data
        top = model.top_decided(lambda *key: decided[key])
        check(Sheet(on_disk), Sheet(content), expected, top)
        self._follow(on_disk)
        if content == self.data:
            self._hold(content, copied=True)
        else:
            self._make(content, "Merge with the changed file", copied=True)

    # A crash

    @rule(is_wanted=st.booleans(), torn=st.integers(0, 300))
    def crash(self, is_wanted: bool, torn: int) -> None:
        """Let the program be killed and started again; the end of its journal may be torn."""
        last = self.program.torn_at_most
        torn = min(torn, last)
        found = journals_to_offer(self.program.crash(torn))
        assert len(found) == (self.data != self.saved)
        on_disk = self.files.get(self.name)
        if not found or not is_wanted:
            for journal in found:
                discard(journal)
            if not self._is_whole:
                self._write(self.seen)
            self.program.open(self.path)
            self._opened(self.files[self.name])
            return
        (journal,) = found
        restoration = restored(journal, on_disk)
        assert restoration.content == self.recorded[-1 if not torn else -2]
        assert restoration.complete == (torn in {0, last})
        assert restoration.is_gone == (on_disk is None)
        assert restoration.changed_since == (on_disk != self.seen)
        assert restoration.is_on_disk == (restoration.content == on_disk)
        self.program.restore(journal, restoration)
        self._restored(restoration.content)

    def _restored(self, content: bytes) -> None:
        """Begin with a content that is not saved; it came back in a step where it is known from what."""
        seen, on_disk = self.seen, self.files.get(self.name)
        is_known = seen in {on_disk, self.recorded[0]}
        self._opened(seen)
        if is_known and seen != content:
            self.past.append(Snapshot(seen, "Restore Unsaved Changes"))
        self.base = seen if is_known else None
        self.saved = seen if on_disk is not None else None
        self.data = content
        self.recorded = [content]

    # What holds at any time

    @invariant()
    def the_document_is_that_of_the_model(self) -> None:
        document = self.program.document
        assert document.data == self.data
        store = document.dataset.store
        assert [store.event(int(row)).id for row in store.by_position] == self.shown
        assert document.dataset.omitted == len(self.sheet.values["events"]) - len(self.shown)
        errors = [each for each in document.dataset.problems if each.severity is Severity.ERROR]
        assert len(errors) == _errors(self.sheet)

    @invariant()
    def the_steps_have_their_names(self) -> None:
        history = self.program.history
        assert [step.name(ENGLISH) for step in history.done] == [each.name for each in self.past]
        assert [step.name(ENGLISH) for step in history.undone] == [each.name for each in self.future]
        assert history.is_saved == (self.data == self.saved)

    @invariant()
    def the_folder_holds_what_was_written_last(self) -> None:
        assert {path.name: path.read_bytes() for path in self.folder.iterdir()} == self.files

    @invariant()
    def a_crash_would_lose_nothing(self) -> None:
        found = journals_to_offer(self.program.left_by_a_crash())
        assert len(found) == (self.data != self.saved)
        for journal in found:
            restoration = restored(journal, self.files.get(self.name))
            assert restoration.content == self.data
            assert restoration.complete


def _is_readable(content: bytes) -> bool:
    try:
        Sheet(content)
    except (ValueError, IndexError):
        return False
    return True


def _never_asked(_: Merge) -> Decisions:
    raise AssertionError("there is nothing to decide")


def _errors(sheet: Sheet) -> int:
    """Return how many errors a reader finds."""
    texts = sheet.texts["events"]
    return sum(BROKEN[text.replace("\r\n", "\n")] for text in texts if is_broken(text))


def _brings_broken(expected: Expected) -> bool:
    """Tell whether an entry that is broken would have to be written anew."""
    broken = Sheet(f'{{"events": [{", ".join(BROKEN)}]}}'.encode()).values["events"]
    return any(item.was is None and item.value in broken for item in expected["events"])


TestEditing = Editing.TestCase
TestEditing.settings = settings(
    max_examples=RUNS, stateful_step_count=30, phases=[Phase.reuse, Phase.generate, Phase.shrink]
)
