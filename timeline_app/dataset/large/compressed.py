"""Files that are compressed with gzip or Zstandard: recognised by their first bytes, unpacked as a stream.

Owns the two formats and what is refused of them. Knows nothing of what they hold.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Protocol

import zstandard

from timeline_app.core.errors import DatasetError, reason_of
from timeline_app.dataset.large.column_cache import SourceKey, stamp_of

_MOST: Final = 64 * 2**30
"""Larger contents are refused."""
_UNSUSPECTED: Final = 2**30
_RATIO: Final = 1_000
"""Beyond a gigabyte, more than this times the compressed size is no text that anyone has written."""


class _Decompressor(Protocol):
    """What both libraries have: one member or frame, its end, and the bytes that follow it."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Compression:
    """A format: what it begins with, and a decompressor that takes pieces of at most `piece` bytes.

    Pieces are so small that what comes of one fits into memory, however well it was compressed.
    """

    name: str
    mark: bytes
    begin: Callable[[], _Decompressor]
    piece: int
    padding: bytes = b""


def _zlib_for_gzip() -> _Decompressor:
    return zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)


def _zstandard_frame() -> _Decompressor:
    return zstandard.ZstdDecompressor().decompressobj()


_COMPRESSIONS: Final = (
    # Archives fill the last block of a gzip file with zeros.
    Compression("gzip", b"\x1f\x8b", _zlib_for_gzip, 1 << 16, padding=b"\0"),
    Compression("Zstandard", b"\x28\xb5\x2f\xfd", _zstandard_frame, 1 << 12),
)


def compression_of(start: bytes) -> Compression | None:
    """Return how a file that starts with some bytes is compressed, None where it is not."""
    return next((known for known in _COMPRESSIONS if start.startswith(known.mark)), None)


def unpack(
    path: Path, compression: Compression, target: BinaryIO, report: Callable[[int, int], None]
) -> SourceKey:
    """Write the content of a compressed file to `target`; return the key of the compressed file.

    `report` is told how many of its bytes have been read, and of how many. Raises DatasetError where it
    cannot be read, is damaged or incomplete, or holds more than any dataset does; OSError where the target
    takes no more.
    """
    name = str(path)
    size, mtime_ns = stamp_of(path)
    limit = min(_MOST, max(_UNSUSPECTED, _RATIO * size))
    digest = hashlib.sha256()
    read = written = 0

    def see(piece: bytes) -> None:
        nonlocal read
        digest.update(piece)
        read += len(piece)
        report(read, size)

    for content in _contents(_pieces(path, compression.piece, see), compression, name):
        if not written and compression_of(content):
            raise DatasetError.about(name, "the file is compressed twice; expected JSON inside")
        written += len(content)
        if written > limit:
            found = f"the content of the file is larger than {limit:,} bytes"
            raise DatasetError.about(name, f"{found}, so it was not unpacked to its end")
        target.write(content)
    return SourceKey(size, mtime_ns, digest.hexdigest())


def unpacked_pieces(path: Path, compression: Compression) -> Iterator[bytes]:
    """Yield the content of a compressed file; raises DatasetError where it is damaged, after what is not."""
    return _contents(_pieces(path, compression.piece, _see_nothing), compression, str(path))


def _see_nothing(_: bytes) -> None:
    """Do without a digest and progress."""


def _pieces(path: Path, length: int, seen: Callable[[bytes], None]) -> Iterator[bytes]:
    try:
        with path.open("rb") as stream:
            while piece := stream.read(length):
                seen(piece)
                yield piece
    except OSError as error:
        raise DatasetError.about(str(path), f"the file cannot be read: {reason_of(error)}") from error


def _contents(pieces: Iterator[bytes], compression: Compression, name: str) -> Iterator[bytes]:
    """Yield the content of all members or frames, one after the other."""
    decompressor = compression.begin()
    said = f"the file is compressed ({compression.name})"
    try:
        for piece in pieces:
            rest = piece
            while rest:
                if decompressor.eof:
                    rest = rest.lstrip(compression.padding)
                    decompressor = compression.begin() if rest else decompressor
                else:
                    yield decompressor.decompress(rest)
                    rest = decompressor.unused_data
    except (zlib.error, zstandard.ZstdError) as error:
        raise DatasetError.about(name, f"{said} and damaged: {error}; expected a sound one") from error
    if not decompressor.eof:
        raise DatasetError.about(name, f"{said} and ends in the middle; expected a complete one")
