"""Saving: whole or not at all, whatever fails on the way."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.edits import AddEntries
from timeline_app.dataset.editing.history import History
from timeline_app.dataset.keeping.saving import ChangedOnDiskError, SaveError, save_document
from timeline_app.dataset.reading.reader import document_from_bytes, read_document

OLD = b'{"format": "timeline", "version": "1.0", "title": "T", "events": []}'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "old.timeline.json"
    path.write_bytes(OLD)
    return path


def changed(path: Path) -> Document:
    return with_event(read_document(path), "a")


def with_event(document: Document, event_id: str) -> Document:
    edit = AddEntries(({"id": event_id, "title": event_id.upper(), "when": "2025"},))
    return History.opened(document).do(edit).document


def test_a_changed_document_is_saved_and_can_be_changed_again(path: Path) -> None:
    document = changed(path)
    saved = save_document(document, path)
    assert path.read_bytes() == document.data
    assert saved == replace(read_document(path), dataset=saved.dataset)
    save_document(with_event(saved, "b"), path)
    assert len(read_document(path).dataset.store) == 2
    assert list(path.parent.iterdir()) == [path]


def test_a_new_file_gets_the_usual_permissions(tmp_path: Path) -> None:
    path = tmp_path / "new.timeline.json"
    saved = save_document(document_from_bytes(OLD, "pasted"), path)
    usual = tmp_path / "usual"
    usual.touch()
    assert path.read_bytes() == OLD
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)
    assert (saved.path, saved.dataset.name) == (path, "new.timeline.json")
    assert saved.dataset.sha256 == saved.sha256_on_disk == document_from_bytes(OLD, "").dataset.sha256


def test_permissions_are_kept(path: Path) -> None:
    path.chmod(0o640)
    save_document(changed(path), path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_is_followed(path: Path) -> None:
    link = path.with_name("link.json")
    link.symlink_to(path.name)
    document = changed(link)
    save_document(document, link)
    assert link.is_symlink()
    assert path.read_bytes() == document.data


def test_a_file_that_another_program_changed_is_not_overwritten(path: Path) -> None:
    document = changed(path)
    path.write_bytes(OLD.replace(b'"T"', b'"U"'))
    with pytest.raises(ChangedOnDiskError, match=r"old\.timeline\.json was changed by another program"):
        save_document(document, path)
    assert b'"U"' in path.read_bytes()
    save_document(document, path, over_changed=True)
    assert path.read_bytes() == document.data


def test_a_change_is_noticed_through_another_name(path: Path) -> None:
    document = changed(path)
    link = path.with_name("link.json")
    link.symlink_to(path.name)
    path.write_bytes(b"other")
    with pytest.raises(ChangedOnDiskError):
        save_document(document, link)


def test_a_file_that_is_gone_is_made_again(path: Path) -> None:
    document = changed(path)
    path.unlink()
    save_document(document, path)
    assert path.read_bytes() == document.data


def test_saving_under_another_name_overwrites_what_was_chosen(path: Path) -> None:
    other = path.with_name("other.json")
    other.write_bytes(b"anything")
    save_document(changed(path), other)
    assert len(read_document(other).dataset.store) == 1
    assert path.read_bytes() == OLD


def failing(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


STEPS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "open": lambda patch: patch.setattr(os, "open", failing),
    "write": lambda patch: patch.setattr(os, "write", failing),
    "write nothing": lambda patch: patch.setattr(os, "write", lambda _, __: 0),
    "fsync": lambda patch: patch.setattr(os, "fsync", failing),
    "chmod": lambda patch: patch.setattr(Path, "chmod", failing),
    "rename": lambda patch: patch.setattr(Path, "replace", failing),
    "lost bytes": lambda patch: patch.setattr(os, "write", lambda _, data: len(data)),
    "no permission": lambda patch: patch.setattr(os, "access", lambda _, __: False),
}


@pytest.mark.parametrize("break_step", STEPS.values(), ids=STEPS)
def test_a_step_that_fails_leaves_the_old_file_and_no_other(
    path: Path, monkeypatch: pytest.MonkeyPatch, break_step: Callable[[pytest.MonkeyPatch], None]
) -> None:
    document = changed(path)
    with monkeypatch.context() as patch:
        break_step(patch)
        with pytest.raises(SaveError) as caught:
            save_document(document, path)
    assert str(caught.value).startswith(f"{path} was not saved: ")
    assert path.read_bytes() == OLD
    assert list(path.parent.iterdir()) == [path]


def test_short_writes_are_continued(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = changed(path)
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:7]))
    save_document(document, path)
    assert path.read_bytes() == document.data


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("folder", "it is a folder"),
        ("missing/a.json", "No such file or directory"),
        ("a\0.json", "null"),
    ],
)
def test_a_place_that_can_hold_no_file_is_refused_in_a_sentence(path: Path, name: str, reason: str) -> None:
    document = changed(path)
    (path.parent / "folder").mkdir()
    with pytest.raises(SaveError) as caught:
        save_document(document, path.parent / name)
    assert str(caught.value).startswith(f"{path.parent / name} was not saved: ")
    assert reason in str(caught.value)
    assert "unchanged" not in str(caught.value)


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes are of POSIX")
def test_what_is_neither_file_nor_folder_is_refused(path: Path) -> None:
    pipe = path.with_name("pipe")
    os.mkfifo(pipe)
    with pytest.raises(SaveError, match=r"it is no regular file$"):
        save_document(changed(path), pipe)


def test_only_of_a_file_that_was_there_it_is_said_that_it_is_unchanged(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = changed(path)
    monkeypatch.setattr(os, "fsync", failing)
    full = "was not saved: No space left on device"
    with pytest.raises(SaveError, match=f"{full}; what was there before is unchanged$"):
        save_document(document, path)
    with pytest.raises(SaveError, match=f"{full}$"):
        save_document(document, path.with_name("new.json"))


def test_a_circle_of_links_is_refused(path: Path) -> None:
    link = path.with_name("link.json")
    link.symlink_to(link.name)
    with pytest.raises(SaveError):
        save_document(changed(path), link)


@pytest.mark.skipif(sys.platform == "win32", reason="resource limits are of POSIX")
def test_a_full_disk_leaves_the_old_file(path: Path) -> None:
    """Let a real process run into a limit on the size of files: its write is short, the next one fails."""
    script = """
import resource, signal, sys
from pathlib import Path
from timeline_app.dataset.reading.reader import document_from_bytes
from timeline_app.dataset.keeping.saving import SaveError, save_document
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (61_440, 61_440))
text = '{"format": "timeline", "version": "1.0", "title": "%s", "events": []}' % ("T" * 300_000)
try:
    save_document(document_from_bytes(text.encode(), "big"), Path(sys.argv[1]))
except SaveError as error:
    print(error)
"""
    run = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, check=True)
    assert run.stdout == f"{path} was not saved: File too large; what was there before is unchanged\n"
    assert path.read_bytes() == OLD
    assert list(path.parent.iterdir()) == [path]
