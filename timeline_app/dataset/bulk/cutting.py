"""The list of events of a JSON file, cut into pieces of whole events.

Owns where events begin and end. A cut is made where the text looks like the end of an event, and holds only
where the piece then decodes: so no byte is parsed twice in an ordinary file. Knows no fields.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import msgspec
import numpy as np
from msgspec import Raw

from timeline_app.core.columns import Int64Column
from timeline_app.core.errors import TimelineError
from timeline_app.dataset.bulk.strict import EVENTS, StrictEvent
from timeline_app.dataset.content import Content
from timeline_app.dataset.reading.entries import EXCERPT_FIELDS

_BLANK: Final = re.compile(rb"[ \t\n\r]*")
_BLANK_TEXT: Final = re.compile(r"[ \t\n\r]*")
_FIRST_KEY: Final = re.compile(rb'\{[ \t\n\r]*"([^"\\]+)"')
_TRAILING: Final = re.compile(r"trailing characters \(byte ([0-9]+)\)")
_RAWS: Final = msgspec.json.Decoder(list[Raw])
_OPENING: Final = ord("{")
_LONGEST_TOKEN: Final = 512
"""A number or a word of JSON that was cut off is shorter, in what anyone has written."""
_LONGEST_EVENT: Final = 64 * 2**20
_value_at: Final = json.JSONDecoder(parse_int=float).raw_decode


class UnevenError(TimelineError):
    """Say that a text cannot be read in pieces: something is wrong or unusual in more than an event.

    `at` is a byte before that: the start of the list of events, or of an event. All before it is sound.
    """

    def __init__(self, message: str, at: int = 0) -> None:
        super().__init__(message)
        self.at = at


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Whole events that follow each other in a content; `starts` and `ends` are places in it.

    `data` is their text from `starts[0]` on. `events` is None where not all of them have the strict form.
    """

    data: bytes
    starts: Int64Column
    ends: Int64Column
    events: list[StrictEvent] | None

    def text(self, index: int) -> bytes:
        """Return the JSON of one event."""
        first = int(self.starts[0])
        return self.data[int(self.starts[index]) - first : int(self.ends[index]) - first]


@dataclass(frozen=True, slots=True)
class _Separator:
    """What stands between two events: `gap` from the end of one to the next, `text` its surroundings.

    `text` begins with the bracket that ends an event and ends with the first key of the next one. Where
    `is_sure`, nothing inside an event of the strict form looks like it.
    """

    text: bytes
    gap: int
    is_sure: bool

    @classmethod
    def between(cls, chunk: bytes, end: int, start: int) -> _Separator | None:
        """Learn from two events; None where they are no objects with fields."""
        key = _FIRST_KEY.match(chunk, start)
        if key is None or chunk[end - 1 : end] != b"}":
            return None
        is_sure = key[1].decode("utf-8", "replace") not in EXCERPT_FIELDS
        return cls(chunk[end - 1 : key.end()], start - end, is_sure)

    def places_in(self, data: bytes) -> Int64Column:
        """Return all places of the text, found by the bracket that opens an event, of which there are few."""
        letters = np.frombuffer(data, np.uint8)
        places = np.flatnonzero(letters == _OPENING).astype(np.int64) - (self.gap + 1)
        places = places[(places >= 0) & (places + len(self.text) <= len(data))]
        for offset, letter in enumerate(self.text):
            places = places[letters[places + offset] == letter]
        return places


class EventList:
    """The array of events that opens before `start`; `end` is where it closes, once all pieces were taken.

    `events_end` is where the last event ends, `start` where there is none.
    """

    def __init__(self, content: Content, start: int, piece_size: int) -> None:
        self._content = content
        self._size = piece_size
        self._separator: _Separator | None = None
        self.start = start
        self.events_end = start
        self.end: int | None = None

    def pieces(self) -> Iterator[Piece]:
        """Yield the events piece by piece; raise UnevenError where the text is no list of values."""
        at = last = self.start
        while self.end is None:
            try:
                piece, at = self._next(at)
            except UnevenError as error:
                raise UnevenError(str(error), last) from error
            if piece is not None:
                last, self.events_end = int(piece.starts[-1]), int(piece.ends[-1])
                yield piece

    def _next(self, at: int) -> tuple[Piece | None, int]:
        """Return the piece that starts at a place, None where the list ends there, and where it goes on."""
        length = self._size
        while length <= 2 * _LONGEST_EVENT:
            end = min(at + length, self._content.size)
            chunk = self._content.read(at, end)
            found = self._cut(chunk, at, is_last=end == self._content.size)
            if found is None:
                found = self._walk(chunk, at)
            if found is not None:
                return found
            if end == self._content.size:
                break
            length *= 2
        raise UnevenError("the list of events cannot be read in pieces")

    def _cut(self, chunk: bytes, at: int, *, is_last: bool) -> tuple[Piece | None, int] | None:
        """Return the events up to the last separator of a chunk; None where it does not end an event."""
        if self._separator is None:
            return None
        cut = len(chunk) if is_last else chunk.rfind(self._separator.text) + 1
        if not cut:
            return None
        data = b"[" + chunk[:cut] + (b"" if is_last else b"]")
        try:
            events, raws, length = _decoded(data)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return None
        if is_last or length < len(data):
            self.end = at + length - 2
        return self._piece(data[1 : length - 1], at, events, raws), at + cut + self._separator.gap

    def _piece(
        self, data: bytes, at: int, events: list[StrictEvent] | None, raws: list[Raw] | None
    ) -> Piece | None:
        blank = _after_blank(data, 0)
        if blank == len(data):
            raise UnevenError("a comma stands before the end of the list of events")
        data, at = data[blank:].rstrip(b" \t\n\r"), at + blank
        places = self._separated(data, len(events)) if events is not None else None
        if places is None:
            places = _places_of(raws if raws is not None else _RAWS.decode(b"[" + data + b"]"), data)
        starts, ends = places
        return Piece(data, starts + at, ends + at, events)

    def _separated(self, data: bytes, count: int) -> tuple[Int64Column, Int64Column] | None:
        """Return where events of the strict form lie, None where separators do not tell it surely."""
        separator = self._separator
        if separator is None or not separator.is_sure:
            return None
        ends = np.append(separator.places_in(data) + 1, len(data))
        if len(ends) != count:
            return None
        starts = np.zeros(count, np.int64)
        starts[1:] = ends[:-1] + separator.gap
        return starts, ends

    def _walk(self, chunk: bytes, at: int) -> tuple[Piece | None, int] | None:
        """Return the events that lie whole in a chunk, found one by one; None where there is none."""
        found, closing, after = _whole_values(chunk)
        if closing is not None:
            self.end = at + closing
        if not found:
            if closing is None:
                return None
            if at != self.start:
                raise UnevenError("a comma stands before the end of the list of events")
            return None, at
        if len(found) > 1:
            self._separator = _Separator.between(chunk, found[-2][1], found[-1][0])
        starts, ends = np.array(found, np.int64).T
        data = chunk[found[0][0] : found[-1][1]]
        try:
            events = EVENTS.decode(b"[" + data + b"]")
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            events = None
        return Piece(data, starts + at, ends + at, events), at + after


def _decoded(data: bytes) -> tuple[list[StrictEvent] | None, list[Raw] | None, int]:
    """Decode a list that begins a text: its events, or where they are not strict its values; its length."""
    try:
        return EVENTS.decode(data), None, _length(data, len(data))
    except msgspec.ValidationError:
        try:
            return None, _RAWS.decode(data), _length(data, len(data))
        except msgspec.DecodeError as error:
            return _decoded(data[: _closed(data, error)])
    except msgspec.DecodeError as error:
        return _decoded(data[: _closed(data, error)])


def _closed(data: bytes, error: msgspec.DecodeError) -> int:
    """Return where the list ends that a text begins with; raise the error again where it does not end."""
    trailing = _TRAILING.search(str(error))
    if trailing is None:
        raise error
    return _length(data, int(trailing[1]) - 1)


def _length(data: bytes, end: int) -> int:
    while data[end - 1] in b" \t\n\r":
        end -= 1
    return end


def _places_of(raws: list[Raw], data: bytes) -> tuple[Int64Column, Int64Column]:
    """Return where the values of a list stand, of which only blanks and commas are left out."""
    starts, ends, at = list[int](), list[int](), 0
    for raw in raws:
        at = _after_blank(data, at)
        starts.append(at)
        at += len(memoryview(raw))
        ends.append(at)
        at = _after_blank(data, at) + 1
    return np.array(starts, np.int64), np.array(ends, np.int64)


def _whole_values(chunk: bytes) -> tuple[list[tuple[int, int]], int | None, int]:
    """Return the values of a list that lie whole in a chunk, where it closes, and where it goes on."""
    text = _whole_text(chunk)
    found, at, byte, seen = list[tuple[int, int]](), _skip(text, 0), 0, 0
    after = 0
    while at < len(text):
        if text[at] == "]" and not found:
            return found, len(text[:at].encode()), 0
        try:
            end = _value_at(text, at)[1]
        except json.JSONDecodeError as error:
            if not error.msg.startswith("Unterminated") and error.pos < len(text) - _LONGEST_TOKEN:
                raise UnevenError("an event is no JSON") from error
            break
        except RecursionError:
            break
        following = _skip(text, end)
        if following == len(text):
            break
        if text[following] not in ",]":
            raise UnevenError("two events stand without a comma between them")
        start = byte + len(text[seen:at].encode())
        byte, seen = start + len(text[at:end].encode()), end
        found.append((start, byte))
        if text[following] == "]":
            return found, byte + following - end, after
        after = byte + following + 1 - end
        at = _skip(text, following + 1)
    return found, None, after


def _whole_text(chunk: bytes) -> str:
    """Decode UTF-8 that may end in the middle of a character."""
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(chunk)
    except UnicodeDecodeError as error:
        raise UnevenError("the file is not UTF-8") from error


def _after_blank(data: bytes, at: int) -> int:
    blank = _BLANK.match(data, at)
    return blank.end() if blank else at


def _skip(text: str, at: int) -> int:
    blank = _BLANK_TEXT.match(text, at)
    return blank.end() if blank else at
