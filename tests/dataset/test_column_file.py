"""Column files: what was written, or a refusal."""

import io
import struct
import zlib
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from timeline_app.dataset.large.column_file import Array, DamagedFileError, open_columns, write_columns


class Head(msgspec.Struct):
    title: str
    counts: tuple[int, ...] = ()


class OtherHead(msgspec.Struct):
    wanted: int


HEAD = Head("Überschrift \U0001f642", (1, 2, 3))
ARRAYS: dict[str, Array] = {
    "long": np.arange(1_000, dtype=np.int64),
    "none": np.zeros(0, np.int32),
    "flags": np.array([True, False]),
    "bytes": np.arange(7, dtype=np.uint8),
    "table": np.arange(6, dtype=np.float32).reshape(2, 3),
}
DTYPES = st.sampled_from(["?", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f4", "f8"]).map(np.dtype)
ANY_ARRAYS = st.dictionaries(
    st.text(max_size=5), DTYPES.flatmap(lambda kind: arrays(kind, array_shapes(min_side=0))), max_size=4
)


def written(head: msgspec.Struct = HEAD, held: dict[str, Array] = ARRAYS) -> bytes:
    stream = io.BytesIO()
    write_columns(stream, head, held)
    return stream.getvalue()


def opened(path: Path, data: bytes) -> tuple[Head, dict[str, Array]]:
    path.write_bytes(data)
    with path.open("rb") as stream:
        file = open_columns(stream, Head)
    return file.head, dict(file.arrays)


def are_same(one: dict[str, Array], other: dict[str, Array]) -> bool:
    return list(one) == list(other) and all(
        one[name].dtype == other[name].dtype
        and one[name].shape == other[name].shape
        and one[name].tobytes() == other[name].tobytes()
        for name in one
    )


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("columns") / "a.columns"


@given(ANY_ARRAYS)
def test_arrays_come_back_as_they_were(path: Path, held: dict[str, Array]) -> None:
    head, found = opened(path, written(held=held))
    assert head == HEAD
    assert are_same(found, held)


def test_arrays_are_read_only_and_aligned_and_outlive_the_name(path: Path) -> None:
    _, found = opened(path, written())
    path.unlink()
    assert are_same(found, ARRAYS)
    for array in found.values():
        assert not array.flags.writeable
        assert not array.size or array.ctypes.data % 64 == 0


@given(st.integers(0, len(written()) - 1), st.integers(1, 255))
def test_a_flipped_byte_is_noticed_or_means_nothing(path: Path, place: int, change: int) -> None:
    data = bytearray(written())
    data[place] ^= change
    try:
        head, found = opened(path, bytes(data))
    except DamagedFileError:
        return
    assert head == HEAD
    assert are_same(found, ARRAYS)


@given(st.integers(0, len(written()) - 1), st.binary(max_size=3))
def test_a_shorter_or_longer_file_is_refused(path: Path, length: int, more: bytes) -> None:
    for data in (written()[:length], written() + more + b"x"):
        with pytest.raises(DamagedFileError):
            opened(path, data)


def test_a_head_of_another_shape_is_refused(path: Path) -> None:
    with pytest.raises(DamagedFileError, match="another than expected"):
        opened(path, written(OtherHead(1)))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"offset": 1 << 40}, "cannot hold"),
        ({"offset": 8, "shape": [900]}, "cannot hold"),
        ({"offset": -64}, "cannot hold"),
        ({"shape": [-1]}, "cannot hold"),
        ({"shape": [1 << 60]}, "cannot hold"),
        ({"dtype": "|O"}, "cannot hold"),
        ({"dtype": "<i4"}, "is damaged"),
        ({"shape": [999]}, "is damaged"),
    ],
)
def test_a_table_that_lies_is_refused_though_its_checksum_is_right(
    path: Path, change: dict[str, object], expected: str
) -> None:
    data = written(held={"long": ARRAYS["long"]})
    prefix = struct.Struct("<8sIIQQ")
    magic, layout, _, length, _ = prefix.unpack_from(data)
    table = msgspec.json.decode(data[prefix.size : prefix.size + length])
    table["arrays"][0] |= change
    lying = msgspec.json.encode(table)
    start, forged = -(-(prefix.size + length) // 64) * 64, -(-(prefix.size + len(lying)) // 64) * 64
    body = lying + bytes(forged - prefix.size - len(lying)) + data[start:]
    whole = prefix.pack(magic, layout, zlib.crc32(lying), len(lying), prefix.size + len(body)) + body
    with pytest.raises(DamagedFileError, match=expected):
        opened(path, whole)
