"""Where a large content stops being a dataset: its first fault, found without holding the content.

Owns which part of the content is scanned for it. What is said of it is what the careful reader says of the
whole, of which this is the beginning.
"""

from __future__ import annotations

import codecs
from typing import Final

from timeline_app.core.errors import DatasetError, Place, Problem
from timeline_app.dataset.bulk.cutting import UnevenError
from timeline_app.dataset.bulk.heading import find_events
from timeline_app.dataset.bulk.places import Lines
from timeline_app.dataset.content import Content
from timeline_app.dataset.reading.decoding import decode, not_utf8
from timeline_app.dataset.reading.findings import Finding

_STEP: Final = 2**20
_LONGEST: Final = 2**24
_LONGEST_HEAD: Final = 2**22


def first_fault(content: Content, name: str, uneven: UnevenError) -> DatasetError:
    """Return what is wrong first in a content that could not be read in pieces, with its place."""
    fault = _wrong_encoding(content) or _wrong_syntax(content, uneven.at) or (uneven.at, str(uneven))
    byte, message = fault
    return DatasetError((Problem(Place(name, *Lines(content).position(byte)), message),))


def _wrong_encoding(content: Content) -> tuple[int, str] | None:
    """Return the first byte that is not UTF-8, and what is said of it."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, content.size, _STEP):
        end = min(start + _STEP, content.size)
        kept = len(decoder.getstate()[0])
        data = content.read(start, end)
        # No JSON has a NUL: the first fault is not behind it. A sparse file has little else.
        text, nul, _ = data.partition(b"\0")
        ends = bool(nul) or end == content.size
        try:
            decoder.decode(text, final=ends)
        except UnicodeDecodeError as error:
            byte = start - kept + error.start
            return byte, not_utf8(content.read(byte, byte + 1)[0], byte)
        if nul:
            break
    return None


def _wrong_syntax(content: Content, at: int) -> tuple[int, str] | None:
    """Return the first fault from an event on that is known to be preceded by sound ones alone.

    A fault counts when it stays where it is as more is read: else it is only that the text was cut there.
    """
    try:
        start = find_events(content)
    except UnevenError:
        start = 0
    opening = content.read(0, start)
    at = max(at, start)
    longest = _LONGEST if start else _LONGEST_HEAD
    length, before = _STEP, None
    while True:
        end = min(at + length, content.size)
        text = _whole_characters(opening + content.read(at, end))
        fault = _fault_in(text, at - start)
        if fault == before or end == content.size:
            return fault
        if length >= longest:
            return None
        before, length = fault, 4 * length


def _fault_in(text: bytes, skipped: int) -> tuple[int, str] | None:
    """Return what ends the reading of a text, which lacks some bytes before that."""
    decoded = decode(text)
    faults = [finding for finding in decoded.findings if _ends_reading(finding, usable=decoded.usable)]
    if not faults or faults[-1].offset is None:
        return None
    mark = len(codecs.BOM_UTF8) if text.startswith(codecs.BOM_UTF8) else 0
    byte = mark + len(decoded.text[: faults[-1].offset].encode())
    return byte + skipped, faults[-1].message


def _ends_reading(finding: Finding, *, usable: bool) -> bool:
    """Tell whether a finding is of the syntax, or says that there are two lists of events."""
    return (not finding.path and not usable) or finding.path == ("events",)


def _whole_characters(data: bytes) -> bytes:
    """Return a text without the beginning of a character that is cut off."""
    return codecs.getincrementaldecoder("utf-8")().decode(data).encode()
