"""One look at a file: as it was, another content, unfinished or gone, however it came about."""

import json
import os
from pathlib import Path

import pytest

from timeline_app.dataset import observation
from timeline_app.dataset.content import FileContent
from timeline_app.dataset.document import Document
from timeline_app.dataset.observation import (
    Changed,
    ChangedLarge,
    Gone,
    Known,
    Unchanged,
    Unfinished,
    look,
    places_of,
)
from timeline_app.dataset.reading.reader import read_document


def content(title: str) -> str:
    event = {"id": "a", "title": title, "when": "2020"}
    return json.dumps({"format": "timeline", "version": "1.0", "title": "T", "events": [event]})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "a.json"
    made.write_text(content("One"))
    return made


@pytest.fixture
def document(path: Path) -> Document:
    return read_document(path)


def known(document: Document, stamp: tuple[int, ...] | None = None, *, whole: bool = False) -> Known:
    assert document.path is not None
    return Known(document, document.path, document.sha256_on_disk, stamp, wanted_whole=whole)


def test_what_is_as_it_was(document: Document, path: Path) -> None:
    first = look(known(document), trusts_stamp=True)
    assert isinstance(first, Unchanged)
    assert first.is_known
    again = known(document, first.stamp)
    assert look(again, trusts_stamp=True) == Unchanged(first.stamp, is_known=False)
    assert look(again, trusts_stamp=False) == first
    os.utime(path, (1, 1))
    touched = look(again, trusts_stamp=True)
    assert isinstance(touched, Unchanged)
    assert touched.is_known
    assert touched.stamp != first.stamp


def test_another_content_is_read(document: Document, path: Path) -> None:
    path.write_text(content("Two"))
    sight = look(known(document), trusts_stamp=True)
    assert isinstance(sight, Changed)
    assert sight.document.data == path.read_bytes()
    assert sight.document.sha256_on_disk == sight.document.dataset.sha256 != document.sha256_on_disk
    assert sight.document.path == path


def test_another_content_with_the_same_size_and_times_is_read_where_the_stamp_is_not_trusted(
    document: Document, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(observation, "_stamp_of", lambda path: (1, 2, path.stat().st_size, 3, 3))
    first = look(known(document), trusts_stamp=True)
    assert isinstance(first, Unchanged)
    path.write_text(content("Six"))
    again = known(document, first.stamp)
    assert isinstance(look(again, trusts_stamp=True), Unchanged)
    assert isinstance(look(again, trusts_stamp=False), Changed)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("", "the file is empty"),
        (content("Two")[:-3], "the file ends"),
        (content("Two").replace("2020", '"'), "expected"),
        ("[]", "expected an object"),
    ],
)
def test_what_is_no_dataset_is_unfinished(document: Document, path: Path, data: str, said: str) -> None:
    path.write_text(data)
    sight = look(known(document), trusts_stamp=True)
    assert isinstance(sight, Unfinished)
    assert said in str(sight.error)
    assert sight.stamp is not None
    assert isinstance(look(known(document, sight.stamp), trusts_stamp=True), Unchanged)


def test_what_changes_while_it_is_read_is_unfinished(
    document: Document, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = observation.read_bytes

    def read_and_write(path: Path) -> bytes:
        data = read(path)
        path.write_text(content("Three and more"))
        return data

    path.write_text(content("Two"))
    monkeypatch.setattr(observation, "read_bytes", read_and_write)
    sight = look(known(document), trusts_stamp=True)
    assert isinstance(sight, Unfinished)
    assert "still being written" in str(sight.error)


def test_a_file_that_is_gone(document: Document, path: Path) -> None:
    path.unlink()
    assert look(known(document), trusts_stamp=True) == Gone()
    path.parent.joinpath("moved").mkdir()
    path.symlink_to(path.parent / "nowhere")
    assert look(known(document), trusts_stamp=True) == Gone()


def test_a_folder_in_its_place_is_no_content(document: Document, path: Path) -> None:
    path.unlink()
    path.mkdir()
    sight = look(known(document), trusts_stamp=True)
    assert isinstance(sight, Unfinished)
    assert "this is a folder" in str(sight.error)


def test_what_the_system_refuses_is_told(
    document: Document, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> tuple[int, ...]:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(observation, "_stamp_of", refuse)
    sight = look(known(document), trusts_stamp=True)
    assert isinstance(sight, Unfinished)
    assert str(sight.error) == f"{path}:1:1: the file cannot be read: Input/output error"
    assert sight.stamp is None


def test_a_file_that_has_grown_is_read_as_a_whole_up_to_a_bound(
    document: Document, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_text(content("Grown"))
    monkeypatch.setattr(observation, "_GROWN", 50)
    seen = known(document, (0, 0, 0, 0, 0))
    assert isinstance(look(seen, trusts_stamp=True), ChangedLarge)
    whole = known(document, (0, 0, 0, 0, 0), whole=True)
    assert isinstance(look(whole, trusts_stamp=True), Changed)
    monkeypatch.setattr(observation, "_LARGEST", 50)
    sight = look(whole, trusts_stamp=True)
    assert isinstance(sight, Unfinished)
    assert "too large" in str(sight.error)


def test_a_large_file_is_not_read_at_a_look(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = read_document(path)
    document = Document(path, FileContent(path), read.dataset, read.sha256_on_disk)
    monkeypatch.setattr(observation, "read_bytes", None)
    first = look(known(document), trusts_stamp=False)
    assert isinstance(first, Unchanged)
    path.write_text(content("Two"))
    changed = look(known(document, first.stamp), trusts_stamp=True)
    assert isinstance(changed, ChangedLarge)
    assert isinstance(look(known(document, changed.stamp), trusts_stamp=False), Unchanged)


@pytest.mark.parametrize(("age", "sight"), [(60, ChangedLarge), (3600, Unchanged)])
def test_a_large_file_is_compared_at_the_first_look_if_it_may_have_changed_while_it_was_read(
    path: Path, monkeypatch: pytest.MonkeyPatch, age: int, sight: type
) -> None:
    read = read_document(path)
    document = Document(path, FileContent(path), read.dataset, read.sha256_on_disk)
    path.write_text(content("Two"))
    now = path.stat().st_ctime_ns
    monkeypatch.setattr(observation.time, "time_ns", lambda: now + age * 10**9)
    assert isinstance(look(known(document), trusts_stamp=True), sight)


def test_a_link_is_watched_with_what_it_leads_to(tmp_path: Path) -> None:
    folder = tmp_path / "real"
    folder.mkdir()
    link = tmp_path / "link.json"
    link.symlink_to(folder / "a.json")
    wanted = {link, tmp_path, folder / "a.json", folder}
    assert places_of(link) == {str(place) for place in wanted}
