"""Named arrays and a JSON head in one file that is mapped into memory and never believed unchecked.

Owns the layout and its checksums. Knows nothing of events, nor where such files lie (see `column_cache`).

Layout, little-endian: magic (8 bytes), version of the layout (4), CRC-32 of the head (4), length of the
head (8), length of the file (8), the head as JSON, and the arrays, each from a multiple of 64 bytes on.
"""

from __future__ import annotations

import math
import mmap
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BufferedReader
from typing import BinaryIO, Final, Generic, TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

from timeline_app.core.errors import TimelineError

Array = npt.NDArray[np.generic]
Head = TypeVar("Head", bound=msgspec.Struct)

_MAGIC: Final = b"\x89TLC\r\n\x1a\n"
_LAYOUT: Final = 1
_PREFIX: Final = struct.Struct("<8sIIQQ")
_ALIGNMENT: Final = 64
_PIECE: Final = 1 << 20
_DTYPES: Final = {
    code: np.dtype(code)
    for code in ("|b1", "|i1", "|u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8", "<f4", "<f8")
}


class DamagedFileError(TimelineError):
    """Say that a column file is not as it was written, or was written by another version."""


class _Entry(msgspec.Struct, frozen=True):
    """One array: `offset` counts bytes from where the first array may stand, `crc` is its CRC-32."""

    name: str
    dtype: str
    shape: tuple[int, ...]
    offset: int
    crc: int

    @property
    def length(self) -> int:
        return math.prod(self.shape) * _DTYPES[self.dtype].itemsize


class _Table(msgspec.Struct, frozen=True):
    head: msgspec.Raw
    arrays: tuple[_Entry, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ColumnFile(Generic[Head]):
    """What a file holds; the arrays are read-only and stay mapped as long as one of them is alive."""

    head: Head
    arrays: Mapping[str, Array]
    _mapped: mmap.mmap

    def rest(self) -> None:
        """Give back the memory of what was only looked through; what is used comes from the file again."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self._mapped.madvise(mmap.MADV_DONTNEED)


def write_columns(stream: BinaryIO, head: msgspec.Struct, arrays: Mapping[str, Array]) -> None:
    """Write a column file; raises OSError where the disk refuses."""
    entries: list[_Entry] = []
    end = 0
    for name, array in arrays.items():
        dtype = array.dtype.newbyteorder("<").str
        entries.append(_Entry(name, dtype, array.shape, _aligned(end), zlib.crc32(_bytes_of(array))))
        end = entries[-1].offset + entries[-1].length
    table = msgspec.json.encode(_Table(msgspec.Raw(msgspec.json.encode(head)), tuple(entries)))
    first = _aligned(_PREFIX.size + len(table))
    stream.write(_PREFIX.pack(_MAGIC, _LAYOUT, zlib.crc32(table), len(table), first + end) + table)
    at = _PREFIX.size + len(table)
    for entry, array in zip(entries, arrays.values(), strict=True):
        stream.write(bytes(first + entry.offset - at))
        stream.write(_bytes_of(array))
        at = first + entry.offset + entry.length
    stream.write(bytes(first + end - at))
    stream.flush()


def open_columns(stream: BufferedReader, head_type: type[Head]) -> ColumnFile[Head]:
    """Check a column file and map its arrays; raises DamagedFileError, and OSError where it is not readable.

    All is read once for its checksums, through a small buffer: pages are only held where an array is used.
    """
    prefix = stream.read(_PREFIX.size)
    if len(prefix) < _PREFIX.size:
        raise DamagedFileError("the column file ends in its first bytes")
    magic, layout, crc, table_length, length = _PREFIX.unpack(prefix)
    if magic != _MAGIC or layout != _LAYOUT:
        raise DamagedFileError(f"the file is no column file of layout {_LAYOUT}")
    if stream.seek(0, 2) != length or _PREFIX.size + table_length > length:
        raise DamagedFileError("the column file is longer or shorter than it says")
    stream.seek(_PREFIX.size)
    table_bytes = stream.read(table_length)
    if zlib.crc32(table_bytes) != crc:
        raise DamagedFileError("the head of the column file is damaged")
    try:
        table = msgspec.json.decode(table_bytes, type=_Table)
        head = msgspec.json.decode(table.head, type=head_type)
    except msgspec.MsgspecError as error:
        raise DamagedFileError(f"the head of the column file is another than expected: {error}") from error
    first = _aligned(_PREFIX.size + table_length)
    for entry in table.arrays:
        _check(stream, entry, first, length)
    mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    arrays = {entry.name: _array(mapped, entry, first) for entry in table.arrays}
    return ColumnFile(head, arrays, mapped)


def _check(stream: BufferedReader, entry: _Entry, first: int, length: int) -> None:
    """Compare one array with its checksum; raise DamagedFileError where it differs or is not inside."""
    known = entry.dtype in _DTYPES and min((entry.offset, *entry.shape)) >= 0
    if not known or entry.offset % _ALIGNMENT or first + entry.offset + entry.length > length:
        raise DamagedFileError(f"the column file cannot hold its array {entry.name!r}")
    stream.seek(first + entry.offset)
    buffer = memoryview(bytearray(min(_PIECE, max(entry.length, 1))))
    crc, rest = 0, entry.length
    while rest:
        piece = buffer[: min(rest, len(buffer))]
        read = stream.readinto(piece)
        if not read:
            break
        crc = zlib.crc32(piece[:read], crc)
        rest -= read
    if rest or crc != entry.crc:
        raise DamagedFileError(f"the array {entry.name!r} of the column file is damaged")


def _array(mapped: mmap.mmap, entry: _Entry, first: int) -> Array:
    count = math.prod(entry.shape)
    if not count:
        empty: Array = np.frombuffer(b"", _DTYPES[entry.dtype]).reshape(entry.shape)
        return empty
    flat: Array = np.frombuffer(mapped, _DTYPES[entry.dtype], count, first + entry.offset)
    return flat.reshape(entry.shape)


def _bytes_of(array: Array) -> memoryview:
    little = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
    return little.reshape(-1).view(np.uint8).data


def _aligned(offset: int) -> int:
    return -(-offset // _ALIGNMENT) * _ALIGNMENT
