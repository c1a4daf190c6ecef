"""The folder of files that only save time."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import BinaryIO

import pytest

from timeline_app.dataset.digest import sha256_of
from timeline_app.dataset.large import column_cache
from timeline_app.dataset.large.column_cache import ColumnCache, Kind, SourceKey, stamp_of
from timeline_app.dataset.locks import mark_in_use

ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps open files by itself")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "columns"


@pytest.fixture
def cache(folder: Path) -> ColumnCache:
    return ColumnCache(folder, limit=10_000)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source.json"
    path.write_bytes(b"the bytes of a file")
    return path


def key_for(path: Path) -> SourceKey:
    return SourceKey(*stamp_of(path), sha256_of(path))


def keep(cache: ColumnCache, key: SourceKey, content: bytes, kind: Kind = Kind.COLUMNS) -> Path:
    def write(stream: BinaryIO) -> SourceKey:
        stream.write(content)
        return key

    path, found = cache.fill(kind, write)
    assert found == key
    return path


def kept(cache: ColumnCache, key: SourceKey) -> bytes | None:
    path = cache.find(key, Kind.COLUMNS)
    return path.read_bytes() if path is not None else None


def numbered(number: int) -> SourceKey:
    return SourceKey(5, 0, f"{number:<064}")


def age(path: Path, seconds: float) -> None:
    os.utime(path, (1_000_000 + seconds, 1_000_000 + seconds))


def test_a_file_is_found_by_its_path_size_and_time(cache: ColumnCache, source: Path) -> None:
    assert cache.key_of(source) is None
    key = key_for(source)
    assert keep(cache, key, b"columns").name == key.name(Kind.COLUMNS)
    cache.remember(source, key)
    assert ColumnCache(cache.folder).key_of(source) == key
    assert kept(cache, key) == b"columns"


def test_the_known_file_is_not_read_again(
    cache: ColumnCache, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = key_for(source)
    cache.remember(source, key)
    monkeypatch.setattr(column_cache, "sha256_of", lambda _: pytest.fail("read"))
    assert cache.key_of(source) == key


def test_a_copy_and_a_touched_file_are_known_by_their_bytes(
    cache: ColumnCache, source: Path, tmp_path: Path
) -> None:
    key = key_for(source)
    keep(cache, key, b"columns")
    cache.remember(source, key)
    copy = Path(shutil.copy(source, tmp_path / "copy.json"))
    age(source, 5)
    for path in (copy, source):
        found = cache.key_of(path)
        assert found == key_for(path)
        assert kept(cache, found) == b"columns"


@pytest.mark.parametrize("content", [b"the bytes of A file", b"more bytes than before"])
def test_another_content_is_another_key(cache: ColumnCache, source: Path, content: bytes) -> None:
    key = key_for(source)
    keep(cache, key, b"columns")
    cache.remember(source, key)
    source.write_bytes(content)
    age(source, 5)
    found = cache.key_of(source)
    assert found is None or kept(cache, found) is None


def test_a_path_that_is_forgotten_is_known_by_its_bytes_only(
    cache: ColumnCache, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = key_for(source)
    keep(cache, key, b"columns")
    cache.remember(source, key)
    cache.forget(source)
    monkeypatch.setattr(column_cache, "sha256_of", lambda _: "0" * 64)
    assert cache.key_of(source) == SourceKey(key.size, key.mtime_ns, "0" * 64)


def test_damaged_knowledge_is_no_knowledge(cache: ColumnCache, source: Path) -> None:
    cache.remember(source, key_for(source))
    for damage in (b"", b"{", b'{"size": 19}', b"\xff\xfe"):
        cache._known_file(source).write_bytes(damage)
        assert cache.key_of(source) is None


def test_those_that_were_used_longest_ago_make_room(cache: ColumnCache, folder: Path) -> None:
    for number in range(3):
        age(keep(cache, numbered(number), bytes(3_000)), number)
    assert kept(cache, numbered(0)) == bytes(3_000)
    keep(cache, numbered(3), bytes(3_000))
    found = [kept(cache, numbered(number)) is not None for number in range(4)]
    assert found == [True, False, True, True]
    assert sum(file.stat().st_size for file in folder.iterdir()) <= 10_000


@ON_POSIX
def test_what_is_in_use_is_not_removed(cache: ColumnCache) -> None:
    age(keep(cache, numbered(0), bytes(6_000)), 0)
    path = cache.folder / numbered(0).name(Kind.COLUMNS)
    with path.open("rb") as used:
        mark_in_use(used)
        keep(cache, numbered(1), bytes(6_000))
        assert kept(cache, numbered(0)) is not None
        assert kept(cache, numbered(1)) is not None
        age(path, 0)
    keep(cache, numbered(2), bytes(4_000))
    assert kept(cache, numbered(0)) is None


def test_the_newest_stays_though_it_is_larger_than_all_may_be(cache: ColumnCache) -> None:
    keep(cache, numbered(0), b"small")
    keep(cache, numbered(1), bytes(20_000))
    assert kept(cache, numbered(0)) is None
    assert kept(cache, numbered(1)) == bytes(20_000)


def test_a_failure_leaves_nothing(cache: ColumnCache, folder: Path) -> None:
    def fail(stream: BinaryIO) -> SourceKey:
        stream.write(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cache.fill(Kind.COLUMNS, fail)
    assert list(folder.iterdir()) == []


WRITER = """
import sys, time
from pathlib import Path
from timeline_app.dataset.large.column_cache import ColumnCache
draft = ColumnCache(Path(sys.argv[1])).draft()
draft.stream.write(bytes(100_000))
draft.stream.flush()
print("written", flush=True)
time.sleep(60)
"""


def test_what_a_killed_program_left_is_removed_and_what_a_living_one_writes_is_not(
    cache: ColumnCache, folder: Path
) -> None:
    with subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        (unfinished,) = folder.iterdir()
        keep(cache, numbered(0), b"columns")
        assert unfinished.exists()
        writer.kill()
        writer.wait()
        keep(cache, numbered(1), b"columns")
        assert not unfinished.exists()


def test_a_folder_that_cannot_be_is_replaced_by_the_temporary_one(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    cache = ColumnCache(source / "not a folder")
    path = keep(cache, key_for(source), b"columns")
    assert (path.parent, path.read_bytes(), cache.keeps(path)) == (tmp_path, b"columns", False)
    cache.remember(source, key_for(source))
    assert cache.key_of(source) is None
    assert kept(cache, key_for(source)) is None
    draft = cache.draft()
    assert draft.path.parent == tmp_path
    assert not cache.keeps(draft.path)
    draft.drop()


def test_a_full_folder_is_replaced_by_the_temporary_one(
    cache: ColumnCache, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def write(stream: BinaryIO) -> SourceKey:
        tried.append(stream)
        if len(tried) == 1:
            raise OSError(28, "No space left on device")
        stream.write(b"columns")
        return numbered(0)

    tried: list[BinaryIO] = []
    path, _ = cache.fill(Kind.COLUMNS, write)
    assert (path.parent, path.read_bytes()) == (tmp_path, b"columns")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("wanted", "expected"), [("/some/cache", "/some/cache"), ("relative", "~/.cache"), ("", "~/.cache")]
)
@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="the folder of the XDG specification")
def test_the_folder_is_the_platforms(wanted: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", wanted)
    folder = ColumnCache.of_this_user().folder
    assert folder == Path(expected).expanduser() / "timeline-app" / "columns"
