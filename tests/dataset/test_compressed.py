"""Files compressed with gzip or Zstandard, sound and damaged."""

import gzip
import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.errors import DatasetError
from timeline_app.dataset.large import compressed
from timeline_app.dataset.large.compressed import compression_of, unpack

CONTENT = b'{"title": "A sentence that comes again and again"}\n' * 5_000
PACK = {"gzip": gzip.compress, "Zstandard": zstandard.ZstdCompressor(write_content_size=False).compress}
formats = pytest.mark.parametrize("name", PACK)


def silent(read: int, size: int) -> None:
    """Hear of progress and say nothing."""


def unpacked(path: Path, report: Callable[[int, int], None] = silent) -> bytes:
    target = io.BytesIO()
    compression = compression_of(path.read_bytes()[:8])
    assert compression is not None
    key = unpack(path, compression, target, report)
    assert key.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (key.size, key.mtime_ns) == (path.stat().st_size, path.stat().st_mtime_ns)
    return target.getvalue()


def refusal(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    with pytest.raises(DatasetError) as caught:
        unpacked(path)
    assert str(caught.value).startswith(f"{path}:1:1: ")
    return caught.value.problems[0].message


@formats
def test_content_comes_out_as_it_went_in(name: str, tmp_path: Path) -> None:
    path, told = tmp_path / "f", []
    path.write_bytes(PACK[name](CONTENT))
    assert unpacked(path, lambda read, size: told.append((read, size))) == CONTENT
    assert told[-1] == (path.stat().st_size, path.stat().st_size)


@formats
def test_members_and_frames_follow_one_another(name: str, tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(PACK[name](CONTENT) + PACK[name](b"") + PACK[name](b"the end"))
    assert unpacked(path) == CONTENT + b"the end"


def test_zeros_that_fill_the_last_block_are_no_member(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(gzip.compress(CONTENT) + bytes(70_000))
    assert unpacked(path) == CONTENT


@formats
def test_each_truncation_is_noticed(name: str, tmp_path: Path) -> None:
    packed = PACK[name](CONTENT)
    for length in (5, 9, len(packed) // 2, len(packed) - 1):
        expected = f"the file is compressed ({name}) and ends in the middle; expected a complete one"
        assert refusal(tmp_path / "f", packed[:length]) == expected


@formats
def test_a_damaged_file_is_refused_with_a_sentence(name: str, tmp_path: Path) -> None:
    packed = PACK[name](CONTENT)
    said = refusal(tmp_path / "f", packed + b"no second member")
    assert said.startswith(f"the file is compressed ({name}) and damaged: ")
    assert said.endswith("; expected a sound one")


@given(st.data())
def test_flipped_bytes_of_a_gzip_file_never_change_its_content(data: st.DataObject) -> None:
    packed = bytearray(gzip.compress(b"a short sentence, and a shorter one", mtime=0))
    packed[data.draw(st.integers(0, len(packed) - 1))] ^= data.draw(st.integers(1, 255))
    compression = compression_of(b"\x1f\x8b")
    assert compression is not None
    try:
        content = b"".join(compressed._contents(iter([bytes(packed)]), compression, "f"))
    except DatasetError:
        return
    assert content == b"a short sentence, and a shorter one"


@formats
def test_what_is_compressed_twice_is_not_unpacked_twice(name: str, tmp_path: Path) -> None:
    for inner in PACK.values():
        said = refusal(tmp_path / "f", PACK[name](inner(CONTENT)))
        assert said == "the file is compressed twice; expected JSON inside"


@formats
def test_a_bomb_is_stopped_at_the_limit(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compressed, "_UNSUSPECTED", 1_000_000)
    monkeypatch.setattr(compressed, "_RATIO", 10)
    path = tmp_path / "f"
    path.write_bytes(PACK[name](bytes(50_000_000)))
    target = io.BytesIO()
    compression = compression_of(path.read_bytes()[:8])
    assert compression is not None
    with pytest.raises(DatasetError, match="is larger than 1,000,000 bytes, so it was not unpacked"):
        unpack(path, compression, target, silent)
    assert len(target.getvalue()) <= 1_000_000


def test_a_file_that_is_gone_is_told_as_the_systems_error(tmp_path: Path) -> None:
    compression = compression_of(b"\x1f\x8b")
    assert compression is not None
    with pytest.raises(OSError, match="No such file"):
        unpack(tmp_path / "f", compression, io.BytesIO(), silent)


@pytest.mark.parametrize("start", [b"", b"{", b"PK\x03\x04", b"\x28\xb5"])
def test_other_files_are_not_compressed(start: bytes) -> None:
    assert compression_of(start) is None
