"""Files that are opened by their columns show what the careful reader shows, at first and ever after."""

import gzip
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from timeline_app.bundled import EVENTS
from timeline_app.core.errors import DatasetError
from timeline_app.dataset.bulk import reading
from timeline_app.dataset.checks.checking import check_document
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.comparison import compare
from timeline_app.dataset.keeping.saving import SaveError, save_document
from timeline_app.dataset.large import opening, stored_document
from timeline_app.dataset.large.column_cache import ColumnCache, Kind
from timeline_app.dataset.large.opening import (
    open_at_once,
    open_document,
    open_prepared,
    prepare,
    verify_source,
)
from timeline_app.dataset.large.stored_document import LargeDocument
from timeline_app.dataset.progress import Progress
from timeline_app.dataset.reading.reader import document_from_bytes, read_document

BUNDLED = sorted(EVENTS.glob("*.json"))
EVENT_LIST = [
    {"id": "first", "title": "First", "when": "2025-12", "category": "it", "tags": ["a", "b"]},
    {"id": "bad", "title": "Bad", "when": "2025-13"},
    {"id": "first", "title": "Again", "when": "2025"},
    {"id": "last", "title": "Last", "when": "../2024", "category": "new", "unknown": 1},
]
BROKEN = {
    "format": "timeline",
    "version": "1.0",
    "title": {"en": "Broken", "de": "Kaputt"},
    "language": "en",
    "categories": [{"id": "it", "label": "IT", "colour": "#3B6EA5"}],
    "sources": [{"id": "s", "title": "S", "issued": "2025-10~", "text": {"file": "s.txt"}}],
    "events": EVENT_LIST,
}
HEAD = {key: value for key, value in BROKEN.items() if key != "events"}
LINES = "".join(json.dumps(line) + "\n" for line in (HEAD, *EVENT_LIST)).encode()
PACKED: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "zst": zstandard.ZstdCompressor().compress,
}


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_SMALL", 0)


@pytest.fixture
def cache(tmp_path: Path) -> ColumnCache:
    return ColumnCache(tmp_path / "cache")


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.json"
    path.write_text(json.dumps(BROKEN, indent=1), encoding="utf-8")
    return path


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def shown(document: Document) -> dict[str, object]:
    """Return all that can be seen of a document."""
    dataset = document.dataset
    store = dataset.store
    return {
        "path": document.path,
        "data": document.data,
        "facts": (dataset.name, dataset.title, dataset.language, dataset.omitted, dataset.read_only),
        "problems": dataset.problems,
        "sha256": (dataset.sha256, document.sha256_on_disk, dataset.complete),
        "events": [store.event(row) for row in range(len(store))],
        "spans": [store.span_of(row) for row in range(len(store))],
        "flags": store.columns.flags.tolist(),
        "categories": store.categories,
        "sources": (store.sources, store.source_ids, store.tags),
        "rows": [store.row_of(store.event(row).id) for row in range(len(store))],
        "counts": store.count_in(store.span) if store.span else None,
    }


def never_read(*_: object) -> None:
    pytest.fail("the file was read again")


def silent(_: object) -> None:
    """Hear of progress and say nothing."""


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_the_bundled_files_show_the_same(
    path: Path, cache: ColumnCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = shown(read_document(path))
    assert open_at_once(path, cache) is None
    assert shown(open_document(path, cache)) == expected
    monkeypatch.setattr(opening, "read_bulk", never_read)
    again = open_at_once(path, cache)
    assert again is not None
    assert shown(again) == expected


def test_problems_and_omissions_are_the_same(
    broken: Path, cache: ColumnCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = shown(read_document(broken))
    assert expected["problems"]
    assert shown(open_document(broken, cache)) == expected
    monkeypatch.setattr(opening, "read_bulk", never_read)
    assert shown(open_document(broken, cache)) == expected


def test_problems_name_the_file_as_it_is_called_now(broken: Path, cache: ColumnCache) -> None:
    open_document(broken, cache)
    moved = broken.rename(broken.with_name("moved.json"))
    found = open_at_once(moved, cache)
    assert found is not None
    assert found.dataset.problems == read_document(moved).dataset.problems


@pytest.mark.parametrize("suffix", PACKED)
def test_a_compressed_file_shows_its_content(suffix: str, broken: Path, cache: ColumnCache) -> None:
    expected = shown(read_document(broken))
    packed = broken.with_name(f"{broken.name}.{suffix}")
    packed.write_bytes(PACKED[suffix](broken.read_bytes()))
    for _ in range(2):
        document = open_document(packed, cache)
        found = shown(document)
        for name in ("data", "events", "spans", "rows", "categories", "sources"):
            assert found[name] == expected[name]
        assert document.path == packed
        assert verify_source(document, cache)
        places = [problem.place for problem in document.dataset.problems]
        assert [place.line for place in places] == [
            problem.place.line for problem in read_document(broken).dataset.problems
        ]
        assert {place.file for place in places} == {str(packed)}


@pytest.mark.parametrize("suffix", ["", *PACKED])
def test_json_lines_show_their_events(suffix: str, tmp_path: Path, cache: ColumnCache) -> None:
    path = tmp_path / f"events.jsonl{suffix}"
    path.write_bytes(PACKED.get(suffix, bytes)(LINES))
    for _ in range(2):
        document = open_document(path, cache)
        store = document.dataset.store
        assert [store.event(row).id for row in range(len(store))] == ["last", "first"]
        assert (document.lines, document.compressed) == (True, bool(suffix))
        assert document.dataset.omitted == 2


def test_such_files_are_only_read(broken: Path, tmp_path: Path, cache: ColumnCache) -> None:
    lines, packed = tmp_path / "events.jsonl", tmp_path / "events.json.gz"
    lines.write_bytes(LINES)
    packed.write_bytes(gzip.compress(broken.read_bytes()))
    for path, found in ((lines, "the file is JSON Lines"), (packed, "the file is compressed")):
        document = open_document(path, cache)
        expected = f"{found}, and such files are only read; nothing was changed"
        with pytest.raises(DatasetError, match=expected):
            compare(document, b'{"id": "new", "title": "New", "when": "2020"}', "new.json")
    with pytest.raises(SaveError, match="was not saved: the file is compressed"):
        save_document(document, packed)
    saved = save_document(document, tmp_path / "unpacked.json")
    assert (tmp_path / "unpacked.json").read_bytes() == broken.read_bytes()
    assert not saved.compressed
    assert saved.sha256_on_disk == read_document(broken).sha256_on_disk


def kept_files(cache: ColumnCache, kind: Kind) -> list[Path]:
    return [path for path in cache.folder.iterdir() if path.suffix == kind]


def test_a_damaged_column_file_is_made_again(broken: Path, cache: ColumnCache) -> None:
    expected = shown(open_document(broken, cache))
    (columns,) = kept_files(cache, Kind.COLUMNS)
    sound = columns.read_bytes()
    columns.write_bytes(sound[:2_000] + bytes([sound[2_000] ^ 1]) + sound[2_001:])
    assert open_at_once(broken, cache) is None
    assert not columns.exists()
    assert shown(open_document(broken, cache)) == expected
    assert columns.exists()


def test_another_versions_column_file_is_made_again(
    broken: Path, cache: ColumnCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_document(broken, cache)
    monkeypatch.setattr(stored_document, "_MADE_BY", "1.0.0 another")
    assert open_at_once(broken, cache) is None
    open_document(broken, cache)
    assert open_at_once(broken, cache) is not None


def test_the_content_of_a_compressed_file_may_be_deleted(broken: Path, cache: ColumnCache) -> None:
    packed = broken.with_name("packed")
    packed.write_bytes(gzip.compress(broken.read_bytes()))
    expected = shown(open_document(packed, cache))
    (content,) = kept_files(cache, Kind.CONTENT)
    content.unlink()
    assert open_at_once(packed, cache) is None
    assert shown(open_document(packed, cache)) == expected


@pytest.mark.parametrize("change", [bytes.rstrip, lambda data: data[:-100], lambda data: data + b" "])
def test_the_content_of_a_compressed_file_may_be_damaged(
    change: Callable[[bytes], bytes], broken: Path, cache: ColumnCache
) -> None:
    packed = broken.with_name("packed")
    packed.write_bytes(gzip.compress(broken.read_bytes() + b"\n"))
    expected = shown(open_document(packed, cache))
    (content,) = kept_files(cache, Kind.CONTENT)
    content.write_bytes(change(content.read_bytes()))
    assert open_at_once(packed, cache) is None
    assert shown(open_document(packed, cache)) == expected


def test_the_cache_may_be_deleted_while_a_file_is_shown(broken: Path, cache: ColumnCache) -> None:
    packed = broken.with_name("packed")
    packed.write_bytes(gzip.compress(broken.read_bytes()))
    open_document(packed, cache)
    document = open_at_once(packed, cache)
    assert document is not None
    shutil.rmtree(cache.folder)
    assert [event.id for event in map(document.dataset.store.event, range(2))] == ["last", "first"]


def test_a_changed_file_is_read_anew(broken: Path, cache: ColumnCache) -> None:
    before = open_document(broken, cache)
    text = broken.read_text(encoding="utf-8").replace('"First"', '"Fresh"')
    status = broken.stat()
    broken.write_text(text, encoding="utf-8")
    os.utime(broken, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert open_at_once(broken, cache) is not None
    assert not verify_source(before, cache)
    assert open_at_once(broken, cache) is None
    assert shown(open_document(broken, cache)) == shown(read_document(broken))


@pytest.mark.parametrize("is_compressed", [False, True])
def test_without_a_cache_all_is_shown_and_nothing_left(
    broken: Path, temporary: Path, *, is_compressed: bool
) -> None:
    cache = ColumnCache(broken / "impossible")
    path = broken
    if is_compressed:
        path = broken.with_name("packed")
        path.write_bytes(gzip.compress(broken.read_bytes()))
    document = open_document(path, cache)
    assert list(temporary.iterdir()) == []
    prepared = prepare(path, cache, silent, silent)
    mapped = open_prepared(prepared.columns, path, cache)
    assert list(temporary.iterdir()) == []
    for found in (document, mapped):
        assert shown(found)["events"] == shown(read_document(broken))["events"]


def test_progress_and_the_first_events_are_told(
    tmp_path: Path, cache: ColumnCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_EARLY_FROM", 0)
    monkeypatch.setattr(reading, "_EARLY_AFTER", 0)
    events = [{"id": f"e{n}", "title": "T" * 1_000, "when": "2020"} for n in range(3_000)]
    path = tmp_path / "many.json"
    path.write_text(json.dumps(BROKEN | {"events": events}), encoding="utf-8")
    told: list[Progress] = []
    first: list[LargeDocument] = []
    prepared = prepare(path, cache, told.append, first.append)
    assert len(prepared.events) == 3_000
    assert (told[-1].events, told[-1].size) == (3_000, path.stat().st_size)
    assert told[-1].bytes > told[0].bytes > 0
    (beginning,) = first
    draft = cache.draft()
    beginning.write(draft.stream)
    early = open_prepared(draft.path, path, cache)
    assert not draft.path.exists()
    draft.drop()
    assert not early.dataset.complete
    assert 0 < len(early.dataset.store) < 3_000
    whole = open_prepared(prepared.columns, path, cache)
    assert prepared.columns.exists()
    assert whole.dataset.complete
    assert early.dataset.store.event(0) == whole.dataset.store.event(0)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"[", "expected"),
        (gzip.compress(b'{"format": "timeline"}')[:-9], "ends in the middle"),
        (gzip.compress(b'{"format": "timeline"}'), "events"),
        (b"PK\x03\x04", "compressed"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_a_sentence(
    content: bytes, expected: str, tmp_path: Path, cache: ColumnCache
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    for open_it in (open_document, lambda *given: prepare(*given, silent, silent)):
        with pytest.raises(DatasetError, match=expected) as caught:
            open_it(path, cache)
        assert all(problem.place.file == str(path) for problem in caught.value.problems)


@pytest.mark.parametrize("suffix", ["", *PACKED])
@pytest.mark.parametrize("source", [*BUNDLED, None], ids=lambda path: path.stem if path else "broken")
def test_check_says_the_same_of_a_large_file(
    source: Path | None, suffix: str, broken: Path, cache: ColumnCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = source or broken
    if source is None:
        (path.parent / "s.txt").write_text("Some words.", encoding="utf-8")
    elif suffix:
        shutil.copytree(source.parent, broken.parent / "events")
        path = broken.parent / "events" / source.name
    monkeypatch.setattr(opening, "_SMALL", 2_000_000)
    expected = check_document(path, cache)
    monkeypatch.setattr(opening, "_SMALL", 0)
    if suffix:
        path.write_bytes(PACKED[suffix](path.read_bytes()))
    assert check_document(path, cache) == expected
    assert source is not None or len(expected) > 4


def test_a_small_file_is_read_as_a_whole(
    broken: Path, cache: ColumnCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_SMALL", 2_000_000)
    document = open_at_once(broken, cache)
    assert document is not None
    assert shown(document) == shown(document_from_bytes(broken.read_bytes(), "")) | {
        name: shown(document)[name] for name in ("path", "facts", "problems", "sha256")
    }
    assert not cache.folder.exists()


@pytest.mark.parametrize("open_it", [open_document, open_at_once])
def test_a_file_that_is_not_there_is_told(
    open_it: Callable[[Path, ColumnCache], object], tmp_path: Path, cache: ColumnCache
) -> None:
    with pytest.raises(DatasetError, match="there is no such file"):
        open_it(tmp_path / "none.json", cache)
    with pytest.raises(DatasetError, match="this is a folder"):
        open_it(tmp_path, cache)
