"""The versions that saving replaces: which are kept, and that none keeps a document from being saved."""

import os
import shutil
import stat
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.dataset.document import Document
from timeline_app.dataset.keeping import backups as backups_module
from timeline_app.dataset.keeping.backups import (
    BackupError,
    Backups,
    read_backup,
    save_with_backup,
    worth_keeping,
)
from timeline_app.dataset.keeping.saving import ChangedOnDiskError, SaveError
from timeline_app.dataset.reading.reader import document_from_bytes, read_again, read_document


def dataset(title: str) -> bytes:
    return b'{"format": "timeline", "version": "1.0", "title": "%s", "events": []}' % title.encode()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    path = folder / "a.timeline.json"
    path.write_bytes(dataset("0"))
    return path


@pytest.fixture
def backups(tmp_path: Path) -> Backups:
    return Backups(tmp_path / "state" / "backups")


def save(document: Document, title: str, backups: Backups) -> Document:
    assert document.path is not None
    saved = save_with_backup(read_again(document, dataset(title)), document.path, backups)
    assert saved.notice == ""
    return saved.document


def kept(backups: Backups, path: Path) -> list[bytes]:
    return [read_backup(backup) for backup in backups.backups_of(path)]


def test_the_version_before_each_of_the_last_ten_saves_is_kept(path: Path, backups: Backups) -> None:
    document = read_document(path)
    before = datetime.now(UTC)
    for number in range(1, 15):
        document = save(document, str(number), backups)
        versions = range(number - 1, max(number - 11, -1), -1)
        assert kept(backups, path) == [dataset(str(version)) for version in versions]
    newest, *_ = backups.backups_of(path)
    assert before <= newest.replaced <= datetime.now(UTC)
    assert newest.size == len(dataset("13"))
    assert path.read_bytes() == dataset("14")
    assert list(path.parent.iterdir()) == [path]


def test_a_new_file_replaces_no_version(path: Path, backups: Backups) -> None:
    other = path.with_name("b.json")
    saved = save_with_backup(read_document(path), other, backups)
    assert (saved.notice, saved.document.path) == ("", other)
    assert backups.backups_of(other) == backups.backups_of(path) == ()


def test_what_is_chosen_to_be_overwritten_is_kept_too(path: Path, backups: Backups) -> None:
    other = path.with_name("b.json")
    other.write_bytes(b"something else")
    save_with_backup(read_document(path), other, backups)
    assert kept(backups, other) == [b"something else"]
    document = read_document(path)
    path.write_bytes(b"from elsewhere")
    save_with_backup(document, path, backups, over_changed=True)
    assert kept(backups, path) == [b"from elsewhere"]


def test_a_link_and_its_file_have_the_same_versions(path: Path, backups: Backups) -> None:
    link = path.with_name("link.json")
    link.symlink_to(path.name)
    save(read_document(link), "1", backups)
    assert kept(backups, path) == kept(backups, link) == [dataset("0")]


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are of POSIX")
@pytest.mark.parametrize("linked", [True, False])
def test_nobody_else_can_look_into_the_versions(
    path: Path, backups: Backups, monkeypatch: pytest.MonkeyPatch, linked: bool
) -> None:
    if not linked:
        monkeypatch.setattr(os, "link", refused)
    save(read_document(path), "1", backups)
    (backup,) = backups.backups_of(path)
    for folder in backup.file.parents[:2]:
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert linked or stat.S_IMODE(backup.file.stat().st_mode) == 0o600


def refused(*_: object, **__: object) -> None:
    raise OSError(18, "Invalid cross-device link")


@pytest.mark.parametrize("shared", [True, False])
def test_where_no_link_is_possible_a_copy_is_made(
    path: Path, backups: Backups, monkeypatch: pytest.MonkeyPatch, shared: bool
) -> None:
    monkeypatch.setattr(os, "link", refused)
    if not shared:
        monkeypatch.setattr(os, "copy_file_range", refused, raising=False)
    save(read_document(path), "1", backups)
    assert kept(backups, path) == [dataset("0")]


def test_a_file_with_two_names_is_copied_because_the_other_may_be_written(
    path: Path, backups: Backups
) -> None:
    other = path.with_name("other.json")
    os.link(path, other)
    save(read_document(path), "1", backups)
    other.write_bytes(b"written through the other name")
    assert kept(backups, path) == [dataset("0")]


def test_what_a_killed_save_has_kept_but_not_replaced_is_no_version(path: Path, backups: Backups) -> None:
    backups.keep(path)
    save(read_document(path), "1", backups)
    assert kept(backups, path) == [dataset("0")]
    path.write_bytes(dataset("2"))
    assert kept(backups, path) == [dataset("0")]


def test_a_version_that_cannot_be_kept_is_told_and_the_document_saved(path: Path, tmp_path: Path) -> None:
    (tmp_path / "state").write_bytes(b"no folder")
    saved = save_with_backup(
        read_again(read_document(path), dataset("1")), path, Backups(tmp_path / "state" / "backups")
    )
    assert saved.notice.startswith(f"The version of {path} before this one was not kept: ")
    assert path.read_bytes() == dataset("1")


def test_a_copy_that_fails_leaves_nothing(
    path: Path, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", refused)
    monkeypatch.setattr(os, "copy_file_range", refused, raising=False)
    monkeypatch.setattr(shutil, "copyfileobj", refused)
    saved = save_with_backup(read_again(read_document(path), dataset("1")), path, backups)
    assert "was not kept: Invalid cross-device link" in saved.notice
    assert backups.backups_of(path) == ()
    assert path.read_bytes() == dataset("1")


def test_a_save_that_fails_leaves_no_version(
    path: Path, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(SaveError):
        save_with_backup(read_again(read_document(path), dataset("1")), path, backups)
    assert backups.backups_of(path) == ()
    document = read_document(path)
    path.write_bytes(b"from elsewhere")
    with pytest.raises(ChangedOnDiskError):
        save_with_backup(document, path, backups)
    assert backups.backups_of(path) == ()


def test_what_another_program_saves_meanwhile_is_not_overwritten(
    path: Path, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = read_again(read_document(path), dataset("1"))
    fsync = os.fsync

    def save_elsewhere(descriptor: int) -> None:
        fsync(descriptor)
        path.write_bytes(b"saved in this moment")

    monkeypatch.setattr(os, "fsync", save_elsewhere)
    with pytest.raises(ChangedOnDiskError):
        save_with_backup(document, path, backups)
    assert path.read_bytes() == b"saved in this moment"
    assert list(path.parent.iterdir()) == [path]
    assert backups.backups_of(path) == ()


def test_all_versions_together_are_bounded_and_the_oldest_go_first(path: Path, tmp_path: Path) -> None:
    size = len(dataset("0"))
    backups = Backups(tmp_path / "backups", limit=4 * size)
    other = path.with_name("b.json")
    other.write_bytes(dataset("9"))
    save(read_document(other), "8", backups)
    document = read_document(path)
    for number in range(1, 7):
        document = save(document, str(number), backups)
    assert kept(backups, path) == [dataset("5"), dataset("4"), dataset("3")]
    assert kept(backups, other) == [dataset("9")]
    assert backups.backups_of(path.with_name("c.json")) == ()


def test_of_several_files_the_newest_versions_go_last(path: Path, tmp_path: Path) -> None:
    backups = Backups(tmp_path / "backups", limit=2 * len(dataset("0")))
    for name in ("b", "c", "d"):
        other = path.with_name(f"{name}.json")
        other.write_bytes(dataset(name))
        save(read_document(other), "8", backups)
    assert kept(backups, path.with_name("b.json")) == []
    assert kept(backups, path.with_name("c.json")) == [dataset("c")]
    assert kept(backups, path.with_name("d.json")) == [dataset("d")]


def test_a_version_that_is_too_large_for_all_the_room_is_told(path: Path, tmp_path: Path) -> None:
    backups = Backups(tmp_path / "backups", limit=10)
    saved = save_with_backup(read_again(read_document(path), dataset("1")), path, backups)
    assert "was not kept: it has 68 bytes, and the versions of all files may have 10" in saved.notice
    assert path.read_bytes() == dataset("1")


def test_a_version_that_is_gone_is_told(path: Path, backups: Backups) -> None:
    save(read_document(path), "1", backups)
    (backup,) = backups.backups_of(path)
    backup.file.unlink()
    with pytest.raises(BackupError, match="cannot be read: No such file"):
        read_backup(backup)


def test_what_is_no_version_is_left_alone(path: Path, backups: Backups) -> None:
    document = save(read_document(path), "1", backups)
    (backup,) = backups.backups_of(path)
    stranger = backup.file.with_name("notes.txt")
    stranger.write_bytes(b"mine")
    for number in range(2, 14):
        document = save(document, str(number), backups)
    assert stranger.read_bytes() == b"mine"
    assert len(backups.backups_of(path)) == 10


TODAY = date(2026, 3, 31)
NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours_ago", "staying"),
    [
        ([], []),
        (range(12), range(10)),
        ([*range(10), 20, 21], [*range(10), 20]),
        ([*range(10), 29 * 24, 29 * 24 + 1, 30 * 24], [*range(10), 29 * 24]),
        ([9000, 9001], [9000, 9001]),
        (range(0, 24 * 40, 6), [*range(0, 60, 6), *range(60 + 6, 24 * 29, 24)]),
    ],
)
def test_which_versions_stay(hours_ago: list[int], staying: list[int]) -> None:
    times = [NOON - timedelta(hours=hours) for hours in hours_ago]
    expected = {NOON - timedelta(hours=hours) for hours in staying}
    assert {NOON - time for time in worth_keeping(times, TODAY)} == {NOON - time for time in expected}


@given(st.lists(st.integers(0, 60 * 24), max_size=80, unique=True))
def test_saving_often_never_loses_the_version_of_a_day(hours: list[int]) -> None:
    """Let time pass: what was sorted out at each save would have been sorted out at the end too."""
    staying: frozenset[datetime] = frozenset()
    times = sorted(NOON - timedelta(hours=hour) for hour in hours)
    for time in times:
        staying = worth_keeping([*staying, time], time.date())
    assert staying == (worth_keeping(times, times[-1].date()) if times else frozenset())


def test_this_users_versions_lie_in_the_folder_for_what_lasts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, path: Path
) -> None:
    monkeypatch.setattr(backups_module, "state_folder", lambda: tmp_path / "timeline-app")
    save(read_document(path), "1", Backups.of_this_user())
    (backup,) = Backups.of_this_user().backups_of(path)
    assert backup.file.is_relative_to(tmp_path / "timeline-app" / "backups")
    assert backup.file.name.endswith("-a.timeline.json")
    assert document_from_bytes(read_backup(backup), "backup").dataset.title
