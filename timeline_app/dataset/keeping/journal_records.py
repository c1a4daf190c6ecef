"""What stands in a recovery journal, and how it is written so that any damage shows.

Owns the format: a mark, then records of which each has its length and a digest that also covers all before
it, so that what can be read is always a beginning of what was written. Knows neither documents nor folders.
"""

from __future__ import annotations

import hashlib
import os
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

import msgspec

from timeline_app.dataset.content import Content, pieces_of
from timeline_app.dataset.editing.splices import Splices

MARK: Final = b"timeline-app journal 1\n"
"""The number rises when an older program could no longer read what follows."""

NO_DIGEST: Final = b""
_DIGEST_SIZE: Final = 16
_FRAME: Final = struct.Struct(f"<Q{_DIGEST_SIZE}s")


class Head(msgspec.Struct, frozen=True, tag="head"):
    """Whose steps these are: `path` is as the system spells it, b"" for a document without a file.

    `sha256_on_disk` is that of the file as it was last read or saved, "" without one; `base_sha256` that of
    the content to which the steps are applied, and `steps_in_base` how many it has taken up. `time` is in
    nanoseconds since 1970, and `program` the version that wrote it.
    """

    path: bytes
    sha256_on_disk: str
    base_sha256: str
    steps_in_base: int
    time: int
    program: str


class Base(msgspec.Struct, frozen=True, tag="base"):
    """The content to which the steps are applied, compressed by zlib."""

    packed: bytes


class Step(msgspec.Struct, frozen=True, tag="step"):
    """One change, and the digest of the content to which it leads."""

    name: str
    splices: Splices
    sha256: str
    time: int


Record = Head | Base | Step


@dataclass(frozen=True, slots=True)
class Recorded:
    """All that can be read of a journal; `complete` is false where something follows that cannot be."""

    head: Head
    base: Base | None
    steps: tuple[Step, ...]
    complete: bool

    @property
    def step_count(self) -> int:
        """Return how many changes it holds, those included that its base has taken up."""
        return self.head.steps_in_base + len(self.steps)


def framed(record: Record, before: bytes) -> tuple[bytes, bytes]:
    """Return a record as it is written after one with the digest `before`, and its own digest."""
    payload = msgspec.msgpack.encode(record)
    digest = _digest(payload, before)
    return _FRAME.pack(len(payload), digest) + payload, digest


def read_journal(stream: BinaryIO) -> Recorded | None:
    """Read a journal up to what is torn or damaged; None where not even its head is whole; raises OSError."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    head: Head | None = None
    base: Base | None = None
    steps: list[Step] = []
    read = list(_records(stream, size))
    for record, _ in read:
        match record:
            case Head():
                head = record
            case Base():
                base = record
            case Step():
                steps.append(record)
    return Recorded(head, base, tuple(steps), read[-1][1] == size) if head is not None else None


def packed(content: Content) -> Base:
    """Compress a content, read piece by piece."""
    # The lowest level: the next step waits for it.
    compressor = zlib.compressobj(1)
    parts = [compressor.compress(piece) for piece in pieces_of(content)]
    return Base(b"".join([*parts, compressor.flush()]))


def _records(stream: BinaryIO, size: int) -> Iterator[tuple[Record, int]]:
    """Yield the records that are whole, each with the offset at which it ends."""
    if stream.read(len(MARK)) != MARK:
        return
    at, before = len(MARK), NO_DIGEST
    while at + _FRAME.size <= size:
        length, digest = _FRAME.unpack(stream.read(_FRAME.size))
        at += _FRAME.size + length
        if at > size:
            return
        payload = stream.read(length)
        if _digest(payload, before) != digest:
            return
        try:
            record: Record = msgspec.msgpack.decode(payload, type=Record)
        except msgspec.MsgspecError:
            return  # Another version of the program wrote it.
        yield record, at
        before = digest


def _digest(payload: bytes, before: bytes) -> bytes:
    return hashlib.blake2b(payload, digest_size=_DIGEST_SIZE, key=before).digest()
