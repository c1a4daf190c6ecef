"""Events that stay in their file: found, remembered, and never taken for others."""

import json
import threading
from pathlib import Path

import numpy as np
import pytest

from timeline_app.core.errors import TimelineError
from timeline_app.dataset.bulk.ids import id_hashes
from timeline_app.dataset.content import Content, FileContent, MemoryContent
from timeline_app.dataset.large import file_events
from timeline_app.dataset.large.file_events import FileEvents

IDS = [f"event-{number}" for number in range(50)]


def written(ids: list[str]) -> list[bytes]:
    return [json.dumps({"id": name, "title": f"Ünter {name}", "when": "2020"}).encode() for name in ids]


def events_in(content: Content, pieces: list[bytes]) -> FileEvents:
    lengths = np.array([len(piece) for piece in pieces], np.int32)
    starts = np.cumsum(lengths + 1, dtype=np.int64) - lengths - 1
    return FileEvents.of(content, starts, lengths, id_hashes(IDS))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "events"
    path.write_bytes(b"\n".join(written(IDS)))
    return path


@pytest.fixture
def events(path: Path) -> FileEvents:
    return events_in(FileContent(path), written(IDS))


def test_events_are_read_where_they_lie(events: FileEvents) -> None:
    assert [events.event(position).id for position in range(len(IDS))] == IDS
    assert events.event(7).title.in_language("") == "Ünter event-7"


def test_ids_are_found_and_others_are_not(events: FileEvents) -> None:
    assert [events.position_of(name) for name in IDS] == list(range(len(IDS)))
    assert events.position_of("event-50") is None


def test_ids_of_one_hash_are_told_apart(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_events, "id_hashes", lambda ids: np.zeros(len(ids), np.uint64))
    pieces = written(IDS)
    first = events_in(FileContent(path), pieces)
    events = FileEvents.of(first._content, first._starts, first._lengths, np.zeros(len(IDS), np.uint64))
    assert events.position_of("event-33") == 33
    assert events.position_of("event-50") is None


def test_the_last_events_are_remembered_and_no_more(
    events: FileEvents, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_events, "_REMEMBERED", 3)
    first = events.event(0)
    for position in (1, 2, 0, 3):
        events.event(position)
    assert events.event(0) is first
    assert list(events._seen) == [2, 3, 0]


def test_a_file_that_changed_is_noticed(path: Path, events: FileEvents) -> None:
    with path.open("r+b") as stream:
        stream.write(written(["event-9"])[0])
    with pytest.raises(TimelineError, match="“event-9” at byte 0; expected another"):
        events.event(0)
    assert events.event(1).id == "event-1"


def test_a_file_that_became_shorter_is_noticed(path: Path, events: FileEvents) -> None:
    path.write_bytes(path.read_bytes()[:100])
    assert events.event(0).id == "event-0"
    with pytest.raises(TimelineError, match="has become shorter"):
        events.event(40)


def test_a_file_without_an_event_there_is_noticed(path: Path, events: FileEvents) -> None:
    path.write_bytes(path.read_bytes().replace(b'"when"', b'"whom"'))
    with pytest.raises(TimelineError, match="has changed since it was read"):
        events.event(5)


def test_arrays_make_the_same_events_again(path: Path, events: FileEvents) -> None:
    again = FileEvents.of_arrays(events.arrays(), FileContent(path))
    assert [again.position_of(name) for name in IDS] == list(range(len(IDS)))
    assert again.event(49) == events.event(49)


def test_places_outside_the_content_are_refused(events: FileEvents) -> None:
    with pytest.raises(ValueError, match="outside its file"):
        FileEvents.of_arrays(events.arrays(), MemoryContent(b"short"))


def test_threads_may_ask_at_once(events: FileEvents, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_events, "_REMEMBERED", 2)
    wrong: list[int] = []

    def ask() -> None:
        wrong.extend(at for _ in range(10) for at in range(len(IDS)) if events.event(at).id != IDS[at])

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(events._seen) == 2
