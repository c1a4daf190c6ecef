"""What stands around the events of a dataset: title, categories, sources; found without reading the events.

Owns where the list of events opens. Knows nothing of events.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace
from typing import Final

import msgspec

from timeline_app.dataset.bulk.cutting import UnevenError
from timeline_app.dataset.bulk.places import Head
from timeline_app.dataset.content import Content
from timeline_app.dataset.reading.decoding import Decoded, decode
from timeline_app.dataset.reading.findings import Finding, Findings
from timeline_app.dataset.reading.reader import Top, read_top
from timeline_app.dataset.reading.references import Known

_EVENTS: Final = re.compile(rb'"events"[ \t\n\r]*:[ \t\n\r]*\[')
_MOST_CANDIDATES: Final = 16
_FIRST_LOOK: Final = 2**20
_LONGEST_HEAD: Final = 2**26


@dataclass(frozen=True, slots=True)
class Heading:
    """A dataset without its events; offsets of `decoded.findings` are bytes of the content."""

    head: Head
    decoded: Decoded

    def read(self) -> tuple[Top | None, Known, Findings]:
        """Read it as the careful reader does; None where it is no dataset that can be shown."""
        findings, known = Findings(self.decoded.findings), Known()
        return read_top(self.decoded, known, findings), known, findings


def find_events(content: Content) -> int:
    """Return the byte after the bracket that opens the list of events; raise UnevenError without one."""
    length = _FIRST_LOOK
    while length <= _LONGEST_HEAD:
        start = content.read(0, min(length, content.size))
        for number, match in enumerate(_EVENTS.finditer(start)):
            if _is_top_level(start[: match.start()]):
                return match.end()
            if number == _MOST_CANDIDATES:
                break
        if len(start) == content.size:
            break
        length *= 4
    raise UnevenError('no list "events" was found; expected a dataset of the format "timeline"')


def heading_around(content: Content, start: int, end: int | None) -> Heading:
    """Return what stands around the events, which lie in [start, end); None: only what stands before."""
    before = content.read(0, start)
    after = b"]}" if end is None else content.read(end, content.size)
    mark = len(codecs.BOM_UTF8) if before.startswith(codecs.BOM_UTF8) else 0
    decoded = decode(before + after)
    if not decoded.usable or not isinstance(decoded.value, dict):
        raise UnevenError("what stands around the events is no JSON", end or 0)
    if any(finding.path[:1] == ("events",) for finding in decoded.findings):
        raise UnevenError("there are two lists of events", end or 0)
    head = Head(decoded.text, mark, start - mark, 0 if end is None else end - start)
    found = tuple(moved(finding, head) for finding in decoded.findings)
    return Heading(head, replace(decoded, findings=found))


def moved(finding: Finding, head: Head) -> Finding:
    """Return a finding about a head with a byte of the content as its offset."""
    return finding if finding.offset is None else replace(finding, offset=head.byte(finding.offset))


def _is_top_level(before: bytes) -> bool:
    """Tell whether a key that follows some text is one of the outermost object, and new there."""
    text = before.removeprefix(codecs.BOM_UTF8)
    try:
        whole = msgspec.json.decode(text + b'"events":[]}')
        earlier = msgspec.json.decode(text.rstrip(b" \t\n\r,") + b"}")
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    return isinstance(whole, dict) and "events" not in earlier
