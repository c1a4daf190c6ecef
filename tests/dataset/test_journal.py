"""The recovery journal: a beginning of the steps comes back whatever was torn, and never a wrong content."""

import hashlib
import os
import stat
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline_app.core.dataset import Dataset
from timeline_app.core.errors import DatasetError
from timeline_app.dataset.content import MemoryContent
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.event_differences import Differences, differences
from timeline_app.dataset.editing.history import History
from timeline_app.dataset.editing.splices import Splice, Splices
from timeline_app.dataset.keeping import journal as journal_module
from timeline_app.dataset.keeping.journal import Journal, JournalError, journal_folder
from timeline_app.dataset.keeping.journal_records import MARK, NO_DIGEST, Head, framed, read_journal
from timeline_app.dataset.keeping.restoring import (
    FoundJournal,
    _replayed,
    discard,
    history_of,
    journals_to_offer,
    restored,
)
from timeline_app.dataset.user_folders import state_folder

BASE = b'{"events": [{"id": "a"}]}'


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def document_of(data: bytes, path: Path | None, on_disk: bytes | None = None) -> Document:
    return Document(
        path,
        MemoryContent(data),
        Dataset(sha256=sha256(data)),
        sha256(on_disk) if on_disk is not None else "",
    )


def splice(start: int, end: int, new: bytes) -> Splices:
    return Splices((Splice(start, end, new),))


@dataclass
class Editing:
    """A document that is edited, with its journal and all contents that it had."""

    journal: Journal
    document: Document
    contents: list[bytes]

    @classmethod
    def of(cls, folder: Path, path: Path | None, data: bytes = BASE) -> "Editing":
        document = document_of(data, path, data if path is not None else None)
        journal = Journal(folder)
        journal.begin(document)
        return cls(journal, document, [data])

    def step(self, splices: Splices, name: str = "Change") -> None:
        data = splices.applied(self.document.data)
        self.document = replace(
            self.document, content=MemoryContent(data), dataset=Dataset(sha256=sha256(data))
        )
        self.contents.append(data)
        self.journal.record(name, splices, self.document)

    def add(self, event_id: str) -> None:
        at = len(self.document.data) - 2
        self.step(splice(at, at, b', {"id": "%s"}' % event_id.encode()), f"Add {event_id}")

    def crash(self) -> None:
        """Let the lock go as a killed program does; the file stays."""
        file = self.journal._file
        assert file is not None
        file._close()
        file._lock.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "journal"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.timeline.json"
    path.write_bytes(BASE)
    return path


def only(folder: Path) -> FoundJournal:
    (found,) = journals_to_offer(folder)
    return found


def journal_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.journal"))


def test_what_was_not_saved_comes_back_after_a_crash(folder: Path, path: Path) -> None:
    before = datetime.now(UTC)
    editing = Editing.of(folder, path)
    editing.add("b")
    editing.add("c")
    assert journals_to_offer(folder) == ()
    editing.crash()
    found = only(folder)
    assert (found.path, found.steps, found.last_step) == (path, 2, "Add c")
    assert before - timedelta(milliseconds=1) <= found.time <= datetime.now(UTC)
    result = restored(found, BASE)
    assert result.content == editing.contents[-1]
    assert (result.steps, result.recorded, result.complete, result.changed_since) == (2, 2, True, False)
    assert result.differences == Differences(added=("b", "c"))
    assert path.read_bytes() == BASE
    assert only(folder) == found
    discard(found)
    assert list(folder.iterdir()) == []


def test_a_document_without_a_file_comes_back(folder: Path) -> None:
    editing = Editing.of(folder, None)
    editing.add("b")
    editing.crash()
    found = only(folder)
    assert (found.path, found.steps) == (None, 1)
    result = restored(found, None)
    assert result.content == editing.contents[-1]
    assert not result.changed_since


@pytest.mark.parametrize("on_disk", [b'{"events": [{"id": "z"}, {"id": "a", "title": "T"}]}', b'{"ev', None])
def test_a_file_that_was_changed_since_is_told_and_the_content_given(
    folder: Path, path: Path, on_disk: bytes | None
) -> None:
    editing = Editing.of(folder, path)
    editing.add("b")
    editing.crash()
    result = restored(only(folder), on_disk)
    assert result.changed_since
    assert result.content == editing.contents[-1]
    if on_disk is not None and b"z" in on_disk:
        assert result.differences == Differences(added=("b",), changed=("a",), removed=("z",))
    else:
        assert result.differences == Differences(added=("a", "b"))


def test_after_a_save_the_journal_begins_anew(folder: Path, path: Path) -> None:
    editing = Editing.of(folder, path)
    editing.add("b")
    saved = editing.contents[-1]
    editing.document = replace(editing.document, sha256_on_disk=sha256(saved))
    editing.journal.begin(editing.document)
    assert journal_files(folder) == []
    editing.add("c")
    editing.crash()
    assert only(folder).steps == 1
    result = restored(only(folder), saved)
    assert result.content == editing.contents[-1]
    assert (result.changed_since, result.differences) == (False, Differences(added=("c",)))


def test_a_crash_between_a_save_and_its_end_is_told(folder: Path, path: Path) -> None:
    editing = Editing.of(folder, path)
    editing.add("b")
    editing.crash()
    assert not restored(only(folder), BASE).is_on_disk
    result = restored(only(folder), editing.contents[-1])
    assert (result.is_on_disk, result.changed_since, result.differences) == (True, True, Differences())


def test_a_clean_end_leaves_nothing(folder: Path, path: Path) -> None:
    editing = Editing.of(folder, path)
    editing.add("b")
    editing.journal.close()
    editing.journal.close()
    assert list(folder.iterdir()) == []


def test_a_document_that_is_only_looked_at_has_no_file(folder: Path, path: Path) -> None:
    editing = Editing.of(folder, path)
    assert journal_files(folder) == []
    editing.crash()
    assert journals_to_offer(folder) == ()
    assert list(folder.iterdir()) == []


def test_a_document_that_differs_from_its_file_is_copied_whole(folder: Path, path: Path) -> None:
    merged = b'{"events": [{"id": "a"}, {"id": "merged"}]}'
    journal = Journal(folder)
    document = document_of(merged, path, BASE)
    journal.begin_changed(document)
    editing = Editing(journal, document, [merged])
    editing.add("b")
    editing.crash()
    assert only(folder).steps == 2
    result = restored(only(folder), BASE)
    assert (result.content, result.changed_since) == (editing.contents[-1], False)


def test_a_step_of_a_document_with_another_file_is_copied_whole(folder: Path, path: Path) -> None:
    editing = Editing.of(folder, path)
    editing.add("b")
    newer = editing.contents[-1]
    editing.document = replace(editing.document, sha256_on_disk=sha256(newer))
    editing.add("c")
    editing.document = replace(editing.document, path=path.with_name("b.json"))
    editing.add("d")
    editing.crash()
    assert (only(folder).path, only(folder).steps) == (path.with_name("b.json"), 3)
    result = restored(only(folder), newer)
    assert (result.content, result.changed_since) == (editing.contents[-1], False)


def test_another_name_takes_the_journal_along(folder: Path, path: Path) -> None:
    editing = Editing.of(folder, None)
    editing.add("b")
    data = editing.contents[-1]
    editing.document = document_of(data, path, data)
    editing.journal.begin(editing.document)
    assert journal_files(folder) == []
    assert len(list(folder.iterdir())) == 1
    assert is_open(path, folder)
    editing.add("c")
    editing.crash()
    assert (only(folder).path, only(folder).steps) == (path, 1)


def is_open(path: Path, folder: Path) -> bool:
    """Tell whether one who opens a file is told that it is open elsewhere."""
    journal = Journal(folder)
    journal.begin(document_of(BASE, path, BASE))
    try:
        return journal.is_open_elsewhere()
    finally:
        journal.close()


def test_two_programs_with_one_file_keep_a_journal_each(folder: Path, path: Path) -> None:
    assert not is_open(path, folder)
    one = Editing.of(folder, path)
    assert is_open(path, folder)
    assert not is_open(path.with_name("b.json"), folder)
    other = Editing.of(folder, path)
    one.add("one")
    other.add("other")
    one.crash()
    assert restored(only(folder), BASE).content == one.contents[-1]
    assert is_open(path, folder)
    other.crash()
    assert not is_open(path, folder)
    assert [found.last_step for found in journals_to_offer(folder)] == ["Add other", "Add one"]


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are of POSIX")
def test_nobody_else_can_look_into_a_journal(folder: Path, path: Path) -> None:
    folder.mkdir(parents=True)
    folder.chmod(0o755)
    editing = Editing.of(folder, path)
    editing.add("b")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    editing.journal.close()


@pytest.mark.parametrize(
    ("limit", "size"), [("_STEP_LIMIT", 301), ("_GROWTH_LIMIT", 301), ("_GROWTH_LIMIT", 20)]
)
def test_a_journal_that_would_grow_too_large_begins_with_a_copy(
    folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, size: int
) -> None:
    monkeypatch.setattr(journal_module, limit, 300)
    editing = Editing.of(folder, path)
    editing.add("b")
    for _ in range(10):
        editing.step(splice(12, 12, b" " * size))
        editing.step(splice(12, 12 + size, b""))
        assert journal_files(folder)[0].stat().st_size < 1_200
    editing.crash()
    assert only(folder).steps == 21
    assert restored(only(folder), BASE).content == editing.contents[-1]


def test_the_journal_of_the_name_before_goes_only_after_the_new_one_is_there(
    folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editing = Editing.of(folder, path)
    editing.add("b")
    there = sorted(folder.iterdir())
    elsewhere = replace(editing.document, path=path.with_name("b.json"))
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", failing)
        with pytest.raises(JournalError):
            editing.journal.begin_changed(elsewhere)
    assert sorted(folder.iterdir()) == there
    editing.journal.begin_changed(elsewhere)
    assert set(folder.iterdir()).isdisjoint(there)
    editing.crash()
    assert only(folder).path == elsewhere.path


def test_steps_are_counted_from_the_last_save(
    folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_module, "_STEP_LIMIT", 0)
    editing = Editing.of(folder, path)
    editing.add("b")
    editing.journal.begin(replace(editing.document, sha256_on_disk=sha256(editing.contents[-1])))
    editing.add("c")
    editing.crash()
    assert only(folder).steps == 1


def test_a_step_that_leads_elsewhere_than_was_said_is_not_taken(folder: Path, path: Path) -> None:
    editing = Editing.of(folder, path)
    editing.add("b")
    editing.journal.record("Wrong", splice(0, 1, b"["), document_of(b"another content", path, BASE))
    editing.crash()
    result = restored(only(folder), BASE)
    assert (result.content, result.steps, result.recorded) == (editing.contents[-1], 1, 2)
    assert not result.complete


def failing(*_: object) -> int:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("step", ["write", "fsync", "open"])
def test_what_could_not_be_written_is_told_and_taken_along(
    folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    editing = Editing.of(folder, path)
    if step != "open":
        editing.add("b")
    with monkeypatch.context() as patch:
        patch.setattr(os, step, failing)
        for event_id in ("c", "d"):
            with pytest.raises(JournalError, match="No space left on device") as caught:
                editing.add(event_id)
            assert str(folder) in str(caught.value)
    editing.add("e")
    editing.add("f")
    editing.crash()
    assert only(folder).steps == len(editing.contents) - 1
    assert restored(only(folder), BASE).content == editing.contents[-1]


def test_a_short_write_is_continued(folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:5]))
    editing = Editing.of(folder, path)
    editing.add("b")
    editing.add("c")
    editing.crash()
    result = restored(only(folder), BASE)
    assert (result.content, result.complete) == (editing.contents[-1], True)


def test_a_journal_that_someone_removed_is_written_again(folder: Path, path: Path) -> None:
    editing = Editing.of(folder, path)
    editing.add("b")
    journal_files(folder)[0].unlink()
    editing.add("c")
    editing.crash()
    assert only(folder).steps == 2
    assert restored(only(folder), BASE).content == editing.contents[-1]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, path: Path) -> None:
    (tmp_path / "state").write_bytes(b"")
    journal = Journal(tmp_path / "state" / "journal")
    document = document_of(BASE, path, BASE)
    with pytest.raises(JournalError, match="Changes cannot be kept in "):
        journal.begin(document)
    with pytest.raises(JournalError, match="Changes cannot be kept in "):
        journal.record("Change", splice(0, 0, b" "), document_of(b" " + BASE, path, BASE))
    journal.close()


def test_without_its_copy_a_journal_needs_the_file_as_it_was(folder: Path, path: Path) -> None:
    editing = Editing.of(folder, path)
    packed = journal_module.packed
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal_module, "packed", failing)
        with pytest.raises(JournalError):
            editing.add("b")
    assert packed is journal_module.packed
    editing.crash()
    assert restored(only(folder), BASE).content == editing.contents[-1]
    with pytest.raises(JournalError, match="the file they belong to has been changed since"):
        restored(only(folder), BASE + b" ")


def test_a_journal_of_which_nothing_can_be_read_is_left_and_not_offered(folder: Path, path: Path) -> None:
    editing = Editing.of(folder, path)
    editing.add("b")
    editing.crash()
    found = only(folder)
    head, _ = framed(Head(os.fsencode(path), sha256(BASE), sha256(BASE), 0, 0, "1.0"), NO_DIGEST)
    for data in (b"", b"timeline-app journal 2\n" + head, MARK + head[:-1], MARK + head):
        found.file.write_bytes(data)
        assert journals_to_offer(folder) == ()
        assert found.file.exists()
    found.file.write_bytes(MARK)
    with pytest.raises(JournalError, match="expected a recovery journal"):
        restored(found, BASE)
    found.file.unlink()
    with pytest.raises(JournalError, match="cannot be read: No such file"):
        restored(found, BASE)
    found.file.mkdir()
    assert journals_to_offer(folder) == ()
    with pytest.raises(JournalError, match="could not be removed: "):
        discard(found)


def test_a_draft_that_a_crash_left_is_removed(folder: Path, path: Path) -> None:
    editing = Editing.of(folder, path)
    editing.add("b")
    draft = journal_files(folder)[0].with_suffix(".tmp")
    draft.write_bytes(b"torn")
    journals_to_offer(folder)
    assert draft.exists()
    editing.crash()
    journals_to_offer(folder)
    assert not draft.exists()
    assert len(journals_to_offer(folder)) == 1


@st.composite
def histories(draw: st.DrawFn) -> tuple[bytes, list[Splices]]:
    base = data = draw(st.binary(max_size=40))
    steps = []
    for _ in range(draw(st.integers(1, 5))):
        places = sorted(draw(st.lists(st.integers(0, len(data)), min_size=2, max_size=6)))
        pairs = zip(places[::2], places[1::2], strict=False)
        steps.append(Splices(tuple(Splice(start, end, draw(st.binary(max_size=8))) for start, end in pairs)))
        data = steps[-1].applied(data)
    return base, steps


@settings(max_examples=20)
@given(history=histories(), bits=st.integers(0, 8**1000))
def test_of_a_torn_or_damaged_journal_a_beginning_comes_back(
    tmp_path_factory: pytest.TempPathFactory, history: tuple[bytes, list[Splices]], bits: int
) -> None:
    base, steps = history
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        folder = tmp_path_factory.mktemp("torn")
        editing = Editing.of(folder, folder / "a.json", base)
        ends = [0]
        for step in steps:
            editing.step(step)
            ends.append(journal_files(folder)[0].stat().st_size)
    whole = journal_files(folder)[0].read_bytes()
    editing.crash()
    assert replayed(whole, editing.contents) == (len(steps), True)
    for at in range(len(whole)):
        at_least = max(index for index, end in enumerate(ends) if end <= at)
        flipped = bytes([whole[at] ^ 1 << bits % 8])
        bits //= 8
        assert replayed(whole[:at], editing.contents)[0] >= at_least
        done, complete = replayed(whole[:at] + flipped + whole[at + 1 :], editing.contents)
        assert (done >= at_least, complete) == (True, False)


def test_records_count_only_in_the_order_in_which_they_were_written(folder: Path, path: Path) -> None:
    editing = Editing.of(folder, path)
    ends = []
    for new in (b" ", b"  ", b"   "):
        editing.step(splice(0, len(new) - 1, new))
        ends.append(journal_files(folder)[0].stat().st_size)
    editing.crash()
    whole = journal_files(folder)[0].read_bytes()
    first, second, third = whole[: ends[0]], whole[ends[0] : ends[1]], whole[ends[1] :]
    assert replayed(first + third, editing.contents) == (1, False)
    assert replayed(first + third + second, editing.contents) == (1, False)
    assert replayed(first + second + second, editing.contents) == (2, False)


def replayed(data: bytes, contents: list[bytes]) -> tuple[int, bool]:
    """Check that a journal leads to what the document was after some step; return after which."""
    recorded = read_journal(BytesIO(data))
    if recorded is None:
        return 0, False
    content, steps = _replayed(contents[0], recorded.steps)
    assert content == contents[steps]
    assert steps == len(recorded.steps)
    return steps, recorded.complete


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {"XDG_STATE_HOME": "/state"}, "/state/timeline-app"),
        ("linux", {"XDG_STATE_HOME": "relative"}, "/home/x/.local/state/timeline-app"),
        ("linux", {}, "/home/x/.local/state/timeline-app"),
        ("darwin", {"XDG_STATE_HOME": "/state"}, "/home/x/Library/Application Support/timeline-app"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/timeline-app"),
        ("win32", {}, "/home/x/AppData/Local/timeline-app"),
    ],
)
def test_each_platform_has_its_folder(
    monkeypatch: pytest.MonkeyPatch, platform: str, environment: dict[str, str], expected: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: Path("/home/x"))
    for name in ("XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert state_folder() == Path(expected)
    assert journal_folder() == Path(expected) / "journal"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (b"", b"", Differences()),
        (BASE, BASE, Differences()),
        (BASE, b'\xef\xbb\xbf{"events":\n[{ "id":"a" }]}\n', Differences()),
        (BASE, b'{"events": [{"id": "a", "n": 1.0}]}', Differences(changed=("a",))),
        (BASE, b'{"events": [{"\\u0069d": "\\u0061"}]}', Differences()),
        (b'{"n": 1.0}', b'{"n": 1.00}', Differences()),
        (b'{"n": 1.0}', b'{"n": true}', Differences(aside=("n",))),
        (b'{"sources": [{"id": "s"}]}', b'{"sources": [{"id": "t"}]}', Differences(aside=("sources",))),
        (
            b'{"events": [{"id": "a", "n": 1}]}',
            b'{"events": [{"id": "a", "n": true}]}',
            Differences(changed=("a",)),
        ),
        (BASE, b'{"events": []}', Differences(removed=("a",))),
        (BASE, b'{"title": "T", "events": [{"id": "a"}]}', Differences(aside=("title",))),
        (b'{"title": "T", "events": []}', b'{"title": "U", "events": []}', Differences(aside=("title",))),
        (BASE, b'{"events": [{"id": "a"}, {"title": "no id"}]}', Differences(aside=("events",))),
        (BASE, b'{"events": [{"id": "a"}, {"id": "a"}]}', Differences(aside=("events",))),
        (BASE, b'{"title": 1}', Differences(removed=("a",), aside=("title",))),
        (BASE, b'{"events": [{"id": "a"}, 7]}', Differences(aside=("events",))),
        (BASE, b'{"events": {"id": "a"}}', Differences(removed=("a",), aside=("events",))),
        (BASE, b'{"events": [{"id": "a"}], "t": "\\ud800"}', Differences(aside=("t",))),
        (BASE, b"\xff\xfe{}", Differences(removed=("a",))),
        (BASE, b"[1]", Differences(removed=("a",))),
    ],
)
def test_differences_are_told_by_event(before: bytes, after: bytes, expected: Differences) -> None:
    assert differences(before, after) == expected
    assert bool(expected) == (expected != Differences())


def test_a_journal_whose_lock_someone_removed_is_made_anew(folder: Path, path: Path) -> None:
    editing = Editing.of(folder, path)
    editing.add("b")
    for lock in folder.glob("*.lock"):
        lock.unlink()
    editing.add("c")
    assert journals_to_offer(folder) == ()
    assert len(journal_files(folder)) == 1
    editing.crash()
    assert restored(only(folder), BASE).content == editing.contents[-1]


def test_a_file_is_open_elsewhere_where_another_journal_of_it_is_kept(folder: Path, path: Path) -> None:
    first, second, untitled = (Editing.of(folder, where).journal for where in (path, path, None))
    assert first.is_open_elsewhere()
    assert second.is_open_elsewhere()
    assert not untitled.is_open_elsewhere()
    first.close()
    assert not second.is_open_elsewhere()
    second.close()
    assert not second.is_open_elsewhere()
    untitled.close()


def test_a_journal_is_kept_only_where_the_disk_has_what_it_was_given(folder: Path, path: Path) -> None:
    journal = Journal(folder)
    assert not journal.is_kept
    journal.begin_changed(document_of(BASE, path))
    assert journal.is_kept
    journal.close()
    assert not journal.is_kept


WHOLE = (
    b'{"format": "timeline", "version": "1.0", "title": "T", '
    b'"events": [{"id": "a", "title": "A", "when": "2001"}]}'
)


def come_back(folder: Path, path: Path | None, on_disk: bytes | None) -> History:
    """Return what comes back of a chronology to which an event was added."""
    editing = Editing.of(folder, path, WHOLE)
    at = len(WHOLE) - 2
    editing.step(splice(at, at, b', {"id": "b", "title": "B", "when": "2002"}'), "Add B")
    editing.crash()
    return history_of(only(folder), restored(only(folder), on_disk))


@pytest.mark.parametrize("on_disk", [WHOLE, WHOLE.replace(b"2001", b"2003"), b"{", None])
def test_what_comes_back_is_not_saved_and_one_step_from_what_the_file_held(
    folder: Path, path: Path, on_disk: bytes | None
) -> None:
    history = come_back(folder, path, on_disk)
    assert [event.id for event in map(history.document.dataset.store.event, range(2))] == ["a", "b"]
    assert history.document.path == path
    assert history.document.sha256_on_disk == sha256(WHOLE)
    assert not history.is_saved
    assert history.undo().document.data == WHOLE
    assert history.undo().is_saved is (on_disk is not None)


def test_a_document_without_a_file_comes_back_without_a_step(folder: Path) -> None:
    history = come_back(folder, None, None)
    assert (history.document.path, history.document.sha256_on_disk) == (None, "")
    assert not history.is_saved
    assert history.done == ()


def test_a_content_that_is_no_dataset_is_no_document(folder: Path, path: Path) -> None:
    editing = Editing.of(folder, path, WHOLE)
    editing.step(splice(0, 1, b""), "Break")
    editing.crash()
    with pytest.raises(DatasetError):
        history_of(only(folder), restored(only(folder), WHOLE))
