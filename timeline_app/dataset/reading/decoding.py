"""From bytes to JSON values, refusing all that RFC 8259 leaves to chance.

Owns encoding, syntax, duplicate keys, depth and the range of numbers. msgspec decodes what is faultless;
anything else is read again by the careful scanner, which knows places. Knows nothing of the format.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

import msgspec

from timeline_app.dataset.reading.findings import Finding
from timeline_app.dataset.reading.paths import Json, Path
from timeline_app.dataset.reading.scanning import DEPTH_LIMIT, scan

# Every string of a text, and the colon after it where it is a key.
_STRING: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"[ \t\n\r]*+(:?)')

_WIDE_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_COMPRESSED_MARKS: Final = ((b"\x1f\x8b", "gzip"), (b"PK\x03\x04", "ZIP"), (b"\x28\xb5\x2f\xfd", "Zstandard"))


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text without its byte order mark and its value; `usable` is false where there is no value."""

    text: str
    value: Json
    findings: tuple[Finding, ...] = ()
    usable: bool = True

    @property
    def damaged(self) -> frozenset[Path]:
        """Return the paths of all values in which something is wrong."""
        return frozenset(
            finding.path[:length] for finding in self.findings for length in range(len(finding.path) + 1)
        )


def decode(data: bytes) -> Decoded:
    """Decode a JSON file; what is wrong stands in `findings`, and nothing is raised."""
    other = _other_content(data)
    if other:
        return _unusable("", 0, other)
    content = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _wrong_encoding(content, error.start, len(data) - len(content) + error.start)
    if not text.strip(" \t\n\r"):
        found = "holds only white space" if text else "is empty"
        return _unusable("", 0, f"the file {found}; expected a JSON object")
    try:
        value: Json = msgspec.json.decode(text)
    except (msgspec.MsgspecError, RecursionError):
        return _scanned(text)
    kept = _count_keys(value)
    # Of a key that stands twice in an object the decoder keeps one.
    if kept is None or kept != _STRING.findall(text).count(":"):
        return _scanned(text)
    return Decoded(text, value)


def _scanned(text: str) -> Decoded:
    value, findings, complete = scan(text)
    return Decoded(text, value, findings, complete)


def _other_content(data: bytes) -> str:
    """Say what the bytes are where they show at their start that they are no UTF-8, else ""."""
    for mark, name in _COMPRESSED_MARKS:
        if data.startswith(mark):
            return f"the file is compressed ({name}); expected a JSON object, so unpack it first"
    wide = _wide_encoding(data)
    return f"the file is {wide} text; expected UTF-8, so save it with that encoding" if wide else ""


def _wide_encoding(data: bytes) -> str:
    for mark, name in _WIDE_MARKS:
        if data.startswith(mark):
            return name
    # JSON starts with two ASCII characters, and has no NUL: zeros there are halves of wide ones.
    return "UTF-16 or UTF-32" if b"\0" in data[:4] else ""


def not_utf8(byte: int, offset: int) -> str:
    """Say of a byte of a file, and how many stand before it, that it is not UTF-8."""
    as_western = bytes((byte,)).decode("cp1252", "replace")
    hint = f" (in a Windows-1252 or Latin-1 file it would be {as_western!r})" if byte >= 0xA0 else ""
    return f"byte 0x{byte:02X} at offset {offset} is not UTF-8{hint}; expected a file saved as UTF-8"


def _wrong_encoding(content: bytes, start: int, offset_in_file: int) -> Decoded:
    before = len(content[:start].decode("utf-8"))
    return _unusable(content.decode("utf-8", "replace"), before, not_utf8(content[start], offset_in_file))


def _unusable(text: str, offset: int, message: str) -> Decoded:
    return Decoded(text, None, (Finding((), message, offset=offset),), usable=False)


def _count_keys(value: Json) -> int | None:
    """Return how many keys all objects of a value have, None where it is nested too deeply."""
    count = 0
    level = [value]
    for _ in range(DEPTH_LIMIT):
        children: list[Json] = []
        for node in level:
            if isinstance(node, dict):
                count += len(node)
                children += node.values()
            elif isinstance(node, list):
                children += node
        level = [child for child in children if isinstance(child, dict | list)]
    return None if level else count
