"""Saving while everything fails: killed at any moment, disks full, folders closed, writes short.

Whatever happens, the file is the old or the new one whole, the next save leaves nothing else beside it, and
what the journal restores is the last state exactly. TIMELINE_TEST_KILLS sets how often a process is killed.
"""

import hashlib
import os
import secrets
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from program_without_window import Program

from timeline_app.dataset import locks
from timeline_app.dataset.document import Document
from timeline_app.dataset.keeping.backups import Backups, read_backup
from timeline_app.dataset.keeping.restoring import discard, journals_to_offer, restored
from timeline_app.dataset.keeping.saving import SaveError, save_document
from timeline_app.dataset.locks import create_in_use, remove_unused
from timeline_app.dataset.reading.reader import read_again, read_document

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits are of POSIX")

KILLS = int(os.environ.get("TIMELINE_TEST_KILLS", "3"))


def dataset(letter: str, size: int = 300_000) -> bytes:
    return b'{"format": "timeline", "version": "1.0", "title": "%s", "events": []}' % (letter.encode() * size)


A, B = dataset("A"), dataset("B", 500_000)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    path = folder / "a.timeline.json"
    path.write_bytes(A)
    return path


def run_child(script: str, *arguments: object, **options: object) -> str:
    """Run a program as another process and return what it printed."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, **options)
    assert done.returncode == 0, done.stderr
    return done.stdout


SAVE_IN_A_LOOP = """
import sys
from itertools import cycle
from pathlib import Path
from timeline_app.dataset import locks
from timeline_app.dataset.keeping.backups import Backups, save_with_backup
from timeline_app.dataset.editing.splices import Splice, Splices
from timeline_app.dataset.keeping.journal import Journal
from timeline_app.dataset.locks import create_in_use, remove_unused
from timeline_app.dataset.reading.reader import read_again, read_document

path, state = Path(sys.argv[1]), Path(sys.argv[2])
start = path.read_bytes().index(b'"title": "') + 10
backups, journal = Backups(state / "backups"), Journal(state / "journal")
document = read_document(path)
journal.begin(document)
print("ready", flush=True)
for letter, size in cycle(((b"B", 500_000), (b"A", 300_000))):
    for new in (b"half", letter * size):
        data = document.data
        splices = Splices((Splice(start, data.index(b'"', start), new),))
        document = read_again(document, splices.applied(data))
        print(f"will {document.dataset.sha256}", flush=True)
        journal.record(f"To {document.dataset.sha256}", splices, document)
        print(f"did {document.dataset.sha256}", flush=True)
    print("saving", flush=True)
    document = save_with_backup(document, path, backups).document
    journal.begin(document)
    print("saved", flush=True)
"""


@pytest.mark.timeout(60 + 3 * KILLS)
def test_a_process_killed_at_any_moment_leaves_a_whole_file_and_its_journal(
    path: Path, tmp_path: Path
) -> None:
    chance = secrets.SystemRandom()
    state = tmp_path / "state"
    last_words = []
    for number in range(KILLS):
        pause = chance.uniform(0, 0.25)
        _, *said = killed_after(pause, state / "journal", SAVE_IN_A_LOOP, path, state)
        told = f"kill {number} after {pause} s: {said[-6:]}"
        data = path.read_bytes()
        assert data in {A, B}, told
        check_journal(state, data, said, told)
        versions = [read_backup(backup) for backup in Backups(state / "backups").backups_of(path)]
        assert len(versions) <= 11, told
        assert set(versions) <= {A, B}, told
        last_words += said[-1:]
    assert KILLS < 50 or "saving" in last_words
    save_document(read_again(read_document(path), dataset("C")), path)
    assert path.read_bytes() == dataset("C")
    assert list(path.parent.iterdir()) == [path]
    assert not list((state / "journal").iterdir())


def killed_after(seconds: float, journals: Path, script: str, *arguments: object) -> list[str]:
    """Kill a process so long after its first line, and return all lines it printed until then."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        # What a running program keeps is not offered.
        assert journals_to_offer(journals) == ()
        time.sleep(seconds)
        process.kill()
        return (first + process.stdout.read()).splitlines()


def check_journal(state: Path, on_disk: bytes, said: list[str], told: str) -> None:
    """Check that file and journal lead to the last state that was announced, or to the one before it."""
    since = said[len(said) - said[::-1].index("saved") :] if "saved" in said else said
    done = [line.removeprefix("did ") for line in since if line.startswith("did ")]
    announced = [line.removeprefix("will ") for line in since if line.startswith("will ")]
    found = journals_to_offer(state / "journal")
    assert len(found) <= 1, told
    if not found:
        # Nothing was recorded since the journal began, or the last thing done was to save it.
        assert not done or hashlib.sha256(on_disk).hexdigest() == done[-1], told
        return
    result = restored(found[0], on_disk)
    if since:
        # A step may be on the disk whose end is not told yet.
        assert len(done) <= result.steps <= len(announced), told
        assert hashlib.sha256(result.content).hexdigest() == announced[result.steps - 1], told
    else:
        # That it was saved was told just before the journal was to go.
        assert result.is_on_disk, told
    discard(found[0])


GO_ON = """
import sys
from itertools import count
from pathlib import Path
from secrets import token_hex
sys.path.insert(0, sys.argv[3])
from direct_edits import change_fields
from program_without_window import Program
from timeline_app.dataset.editing.edits import AddEntries, DuplicateEvent, RemoveEvents
from timeline_app.dataset.keeping.restoring import journals_to_offer, restored

path, state = Path(sys.argv[1]), Path(sys.argv[2])
program = Program(path, state)
for journal in journals_to_offer(program.journal_folder):
    program.restore(journal, restored(journal, path.read_bytes()))
    program.look(None)
print(program.document.dataset.sha256, flush=True)
for number in count():
    document = program.document
    ids = [document.dataset.store.event(int(row)).id for row in document.dataset.store.by_position]
    edits = (
        lambda: DuplicateEvent.of(document, ids[0]),
        lambda: AddEntries(({"id": token_hex(8), "title": "T", "when": "2024", "x": "x" * 500},)),
        lambda: change_fields(document, ids[-1], (("title", f"{number} times"),)),
        lambda: RemoveEvents.of(document, ids[1:4]),
    )
    after = program.history.do(edits[number % 4]())
    for after in (after, after.undo()) if number % 5 == 4 else (after,):
        print(after.document.dataset.sha256, flush=True)
        program.take(after)
        print("done", flush=True)
    if number % 3 == 2:
        print("saving", flush=True)
        program.save(path, lambda: None)
"""


@pytest.mark.timeout(60 + 3 * KILLS)
def test_whoever_restores_and_goes_on_after_each_kill_has_the_last_state(path: Path, tmp_path: Path) -> None:
    chance = secrets.SystemRandom()
    state = tmp_path / "state"
    first = b'{"id": "first", "title": "F", "when": "2024", "x": [ 1.0 ]}'
    path.write_bytes(dataset("A", 1).replace(b"[]", b"[\n  %s\n]" % first))
    possible = {hashlib.sha256(path.read_bytes()).hexdigest()}
    last_words = []
    for number in range(KILLS):
        pause = chance.uniform(0, 0.15)
        began, *said = killed_after(pause, state / "journal-0", GO_ON, path, state, Path(__file__).parent)
        told = f"kill {number} after {pause} s: began with {began}, {said[-6:]}"
        assert began in possible, told
        assert read_document(path).dataset.omitted == 0, told
        assert first in path.read_bytes(), told
        states = [began, *(line for line in said if line not in {"done", "saving"})]
        # What was announced last may be on the disk or not, until it is told to be.
        possible = set(states[-1:] if said[-1:] in (["done"], ["saving"]) else states[-2:])
        last_words += said[-1:]
    assert KILLS < 50 or {"done", "saving"} < set(last_words)
    program = Program(path, state)
    for journal in journals_to_offer(program.journal_folder):
        program.restore(journal, restored(journal, path.read_bytes()))
        program.look(lambda _: None)
    assert program.document.dataset.sha256 in possible
    program.save(path, lambda: None)
    program.journal.close()
    assert path.read_bytes() == program.document.data
    assert list(path.parent.iterdir()) == [path]
    assert not list(program.journal_folder.iterdir())


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from timeline_app.core.errors import TimelineError
from timeline_app.dataset.editing.splices import Splice, Splices
from timeline_app.dataset.keeping.journal import Journal
from timeline_app.dataset.locks import create_in_use, remove_unused
from timeline_app.dataset.reading.reader import read_again, read_document
from timeline_app.dataset.keeping.saving import save_document

path, state = Path(sys.argv[1]), Path(sys.argv[2])
document = read_document(path)
start = document.data.index(b'"title": "') + 10
journal = Journal(state / "journal")
journal.begin(document)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (61_440, 61_440))
for new in (b"small", b"C" * 200_000):
    splices = Splices((Splice(start, document.data.index(b'"', start), new),))
    document = read_again(document, splices.applied(document.data))
    try:
        journal.record("Change", splices, document)
    except TimelineError as error:
        print(error)
try:
    save_document(document, path)
except TimelineError as error:
    print(error)
"""


def test_a_full_disk_leaves_the_file_and_the_steps_that_had_room(path: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    journal, saving = run_child(FULL_DISK, path, state).splitlines()
    assert journal.startswith("Changes cannot be kept in ")
    assert journal.endswith("File too large")
    assert saving == f"{path} was not saved: File too large; what was there before is unchanged"
    assert path.read_bytes() == A
    assert list(path.parent.iterdir()) == [path]
    (found,) = journals_to_offer(state / "journal")
    result = restored(found, A)
    assert result.content == dataset("A", 0).replace(b'""', b'"small"')
    assert (result.steps, result.complete) == (1, False)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 640 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=640k", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root can mount a disk, and not everywhere")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_without_room_for_two_leaves_the_old_file(small_disk: Path) -> None:
    path = small_disk / "a.timeline.json"
    path.write_bytes(A)
    document = read_again(read_document(path), B)
    with pytest.raises(SaveError, match="No space left on device; what was there before is unchanged"):
        save_document(document, path)
    assert path.read_bytes() == A
    assert list(small_disk.iterdir()) == [path]
    save_document(read_again(document, dataset("C")), path)
    assert path.read_bytes() == dataset("C")


AS_SOMEONE = """
import os, sys
from pathlib import Path
from timeline_app.core.errors import TimelineError
from timeline_app.dataset.locks import create_in_use, remove_unused
from timeline_app.dataset.reading.reader import read_again, read_document
from timeline_app.dataset.keeping.saving import save_document
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
path = Path(sys.argv[1])
try:
    save_document(read_again(read_document(path), Path(sys.argv[2]).read_bytes()), path)
except TimelineError as error:
    print(error)
"""


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """Make a folder that another user can reach."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o700)
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()


def test_a_folder_that_takes_no_file_leaves_the_old_one(shared_folder: Path) -> None:
    path, new = shared_folder / "a.timeline.json", shared_folder / "new.json"
    path.write_bytes(A)
    new.write_bytes(B)
    path.chmod(0o666)
    shared_folder.chmod(0o555)
    said = run_child(AS_SOMEONE, path, new)
    assert said == f"{path} was not saved: Permission denied; what was there before is unchanged\n"
    assert path.read_bytes() == A
    assert set(shared_folder.iterdir()) == {path, new}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_the_owner_is_kept_where_the_process_may(path: Path) -> None:
    os.chown(path, 1234, 4321)
    path.chmod(0o640)
    save_document(read_again(read_document(path), B), path)
    status = path.stat()
    assert (status.st_uid, status.st_gid, status.st_mode & 0o7777) == (1234, 4321, 0o640)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_what_a_group_might_do_is_not_given_to_another(shared_folder: Path) -> None:
    path, new = shared_folder / "a.timeline.json", shared_folder / "new.json"
    path.write_bytes(A)
    new.write_bytes(B)
    os.chown(path, 1234, 4321)
    path.chmod(0o666 | 0o010)
    shared_folder.chmod(0o777)
    assert run_child(AS_SOMEONE, path, new) == ""
    status = path.stat()
    assert (status.st_uid, status.st_gid, status.st_mode & 0o7777) == (65534, 65534, 0o666)
    assert path.read_bytes() == B


@pytest.mark.skipif(sys.platform != "linux", reason="lists of who may do what are kept elsewhere")
def test_who_may_do_what_is_kept(path: Path) -> None:
    name = "system.posix_acl_access"
    # The owner 6, user 1234 6, the group 0, at most 6, others 0: the mode reads 0660.
    entries = [(1, 6, 2**32 - 1), (2, 6, 1234), (4, 0, 2**32 - 1), (16, 6, 2**32 - 1), (32, 0, 2**32 - 1)]
    access = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)
    try:
        os.setxattr(path, name, access)
    except OSError:
        pytest.skip("the file system has no such lists")
    save_document(read_again(read_document(path), B), path)
    assert os.getxattr(path, name) == access
    assert path.stat().st_mode & 0o7777 == 0o660


def test_a_new_file_that_was_taken_for_unused_is_made_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = path.with_name("new")
    flock = locks.fcntl.flock

    def removed_first(descriptor: int, operation: int) -> None:
        monkeypatch.setattr(locks.fcntl, "flock", flock)
        new.unlink()

    monkeypatch.setattr(locks.fcntl, "flock", removed_first)
    with create_in_use(new, 0o600) as stream:
        assert os.path.samestat(new.stat(), os.fstat(stream.fileno()))
        assert not remove_unused(new)
    assert remove_unused(new)
    assert not new.exists()
    assert remove_unused(new)


def failing(*_: object, **__: object) -> None:
    raise OSError(5, "Input/output error")


@pytest.mark.parametrize("length", [1, 4096, 65_537])
@pytest.mark.parametrize("fails", ["nothing", "later", "fsync", "rename", "re-read"])
def test_a_fault_at_any_step_leaves_one_of_the_two(
    path: Path, monkeypatch: pytest.MonkeyPatch, length: int, fails: str
) -> None:
    small_a, small_b = dataset("A", 100), dataset("B", 200)
    if length == 1:
        path.write_bytes(small_a)
    old, new = (small_a, small_b) if length == 1 else (A, B)
    document = read_again(read_document(path), new)
    with monkeypatch.context() as patch:
        break_writing(patch, length, fails)
        outcome = saved_or_not(document, path)
    assert outcome is (fails == "nothing")
    assert path.read_bytes() == (new if outcome else old)
    assert list(path.parent.iterdir()) == [path]


def saved_or_not(document: Document, path: Path) -> bool:
    try:
        save_document(document, path)
    except SaveError as error:
        assert str(error).endswith("; what was there before is unchanged")  # noqa: PT017 (both are right)
        return False
    return True


def break_writing(patch: pytest.MonkeyPatch, length: int, fails: str) -> None:
    """Let each write take so many bytes only, and one step fail."""
    write = os.write
    written = 0

    def short_write(descriptor: int, data: bytes) -> int:
        nonlocal written
        if fails == "later" and written >= 2 * length:
            raise OSError(28, "No space left on device")
        written += length
        return write(descriptor, data[:length])

    patch.setattr(os, "write", short_write)
    if fails == "fsync":
        patch.setattr(os, "fsync", failing)
    elif fails == "rename":
        patch.setattr(Path, "replace", failing)
    elif fails == "re-read":
        patch.setattr("timeline_app.dataset.keeping.saving.sha256_of", read_wrongly)


def read_wrongly(path: Path) -> str:
    """Return the digest of a file, but of a new one as if the disk had lost its last byte."""
    data = path.read_bytes()
    return hashlib.sha256(data[:-1] if path.suffix == ".tmp" else data).hexdigest()


def test_what_a_killed_save_left_goes_with_the_next_but_not_what_is_being_written(path: Path) -> None:
    left = path.with_name(f".{path.name}.0123456789ab.tmp")
    left.write_bytes(A[:100])
    others = {path.with_name(name) for name in (".a.tmp", f".{path.name}.tmp", f".b.{'0' * 12}.tmp")}
    for other in others:
        other.write_bytes(b"mine")
    script = """
import sys
from pathlib import Path
from timeline_app.dataset.locks import create_in_use
with create_in_use(Path(sys.argv[1]), 0o600):
    print("writing", flush=True)
    sys.stdin.read()
"""
    written = path.with_name(f".{path.name}.ffffffffffff.tmp")
    command = [sys.executable, "-c", script, str(written)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        document = save_document(read_again(read_document(path), B), path)
        assert set(path.parent.iterdir()) == {path, written, *others}
        process.send_signal(signal.SIGKILL)
    save_document(read_again(document, A), path)
    assert set(path.parent.iterdir()) == {path, *others}
