"""The entries of a dataset: categories, sources and events out of their JSON objects.

Owns which fields each has and what they must hold. Knows no files.
"""

from __future__ import annotations

import re
from typing import Final

from timeline_app.core.event import (
    Category,
    Event,
    Excerpt,
    Reading,
    Role,
    Source,
    SourceText,
    TextRange,
    When,
)
from timeline_app.core.text import Text
from timeline_app.dataset.reading.csl import OTHER_SOURCE_FIELDS
from timeline_app.dataset.reading.fields import Fields, is_count, kind_of
from timeline_app.dataset.reading.findings import Findings
from timeline_app.dataset.reading.paths import Json, Path, quoted
from timeline_app.dataset.reading.references import Ids, Known

COLOUR_PATTERN: Final = r"^#[0-9A-Fa-f]{6}$"
SHA256_PATTERN: Final = r"^[0-9A-Fa-f]{64}$"
_COLOUR: Final = re.compile(COLOUR_PATTERN.replace("$", r"\Z"))
_SHA256: Final = re.compile(SHA256_PATTERN.replace("$", r"\Z"))
_ROLES: Final = tuple(role.value for role in Role)

CATEGORY_FIELDS: Final = frozenset(("id", "label", "colour"))
SOURCE_FIELDS: Final = frozenset(
    (
        *("id", "type", "title", "author", "container-title", "publisher", "issued", "URL", "language"),
        *("translationOf", "text"),
    )
)
EVENT_FIELDS: Final = frozenset(
    ("id", "title", "when", "summary", "category", "importance", "tags", "role", "excerpts")
)
EXCERPT_FIELDS: Final = frozenset(("source", "exact", "prefix", "suffix", "start", "end", "date"))
WHEN_FIELDS: Final = frozenset(("edtf", "lasting", "reading"))
READING_FIELDS: Final = frozenset(("phrase", "base", "rule", "note"))
_NAME_FIELDS: Final = frozenset(("family", "given", "literal"))
_TEXT_FIELDS: Final = frozenset(("file", "sha256"))


def read_category(value: Json, path: Path, known: Known, findings: Findings) -> Category | None:
    """Read a category; None where it has no id of its own. What is wrong in it reads as missing."""
    fields = Fields.of(value, path, findings)
    if fields is None:
        return None
    fields.warn_of_unknown("a category", CATEGORY_FIELDS)
    category_id = fields.identifier("id")
    label = fields.text("label", required=True)
    colour = fields.string("colour")
    if colour and not _COLOUR.match(colour):
        fields.error("colour", f'{quoted(colour)} is no colour; expected one such as "#3B6EA5"')
        colour = ""
    is_new = known.categories.claim(category_id, value, path, findings)
    return Category(category_id, label or Text.plain(category_id), colour) if is_new else None


def read_source(value: Json, path: Path, number: int, known: Known, findings: Findings) -> Source | None:
    """Read a source; None where it has no id of its own. What is wrong in it reads as missing."""
    fields = Fields.of(value, path, findings)
    if fields is None:
        return None
    fields.warn_of_unknown("a source", SOURCE_FIELDS | OTHER_SOURCE_FIELDS)
    source_id = fields.identifier("id")
    fields.string("type")
    source = Source(
        id=source_id,
        number=number,
        title=fields.text("title"),
        author=_author(fields, findings),
        container_title=fields.text("container-title"),
        publisher=fields.string("publisher"),
        issued=fields.date("issued"),
        url=fields.string("URL"),
        language=fields.language("language"),
        translation_of=fields.string("translationOf"),
        text=_source_text(fields.inner("text")),
    )
    return source if known.sources.claim(source_id, value, path, findings) else None


def _author(fields: Fields, findings: Findings) -> str:
    if not fields.has("author"):
        return ""
    if isinstance(fields.value("author"), str):
        return fields.string("author")
    names: list[str] = []
    for path, item in fields.items("author"):
        person = Fields.of(item, path, findings)
        if person is not None:
            person.warn_of_unknown("an author", _NAME_FIELDS | {"suffix", "non-dropping-particle"})
            parts = (person.string("given"), person.string("family"))
            name = person.string("literal") or " ".join(part for part in parts if part)
            if not (name or any(person.has(field) for field in _NAME_FIELDS)):
                findings.error(path, 'the name is missing; expected "family" and "given", or "literal"')
            names.append(name)
    return ", ".join(name for name in names if name)


def _source_text(fields: Fields | None) -> SourceText | None:
    if fields is None:
        return None
    fields.warn_of_unknown("the text of a source", _TEXT_FIELDS)
    file = fields.string("file", required=True)
    if file and not stays_inside(file):
        expected = "a relative path that stays in the folder of the dataset"
        fields.error("file", f"{quoted(file)} leads elsewhere; expected {expected}")
        file = ""
    sha256 = fields.string("sha256")
    if fields.has("sha256") and isinstance(fields.value("sha256"), str) and not _SHA256.match(sha256):
        fields.error("sha256", f"{quoted(sha256)} is no SHA-256; expected 64 hexadecimal digits")
        sha256 = ""
    return SourceText(file, sha256.lower()) if file else None


def stays_inside(file: str) -> bool:
    """Tell whether a path, by its words on any system, is relative and never climbs."""
    parts = re.split(r"[/\\]", file)
    return bool(parts[0]) and ".." not in parts and ":" not in parts[0] and "\0" not in file


def read_event(value: Json, path: Path, known: Known, findings: Findings) -> Event | None:
    """Read an event; None where anything in it is wrong: one without its evidence is not shown."""
    errors_before = findings.errors
    fields = Fields.of(value, path, findings)
    if fields is None:
        return None
    fields.warn_of_unknown("an event", EVENT_FIELDS)
    event_id = fields.identifier("id")
    known.events.claim(event_id, value, path, findings)
    title = fields.text("title", required=True)
    when = _when(fields, findings)
    summary = fields.text("summary")
    category_id = fields.string("category")
    importance = _importance(fields)
    tags = _tags(fields, findings)
    role = Role(fields.choice("role", _ROLES) or Role.HAPPENED)
    excerpts = tuple(
        _excerpt(item, place, known.sources, findings) for place, item in fields.items("excerpts")
    )
    sound = tuple(excerpt for excerpt in excerpts if excerpt is not None)
    is_sound = when is not None and findings.errors == errors_before
    # A category that is missing is an error too, but the event stands without it.
    known.categories.refer(category_id, (*path, "category"), findings)
    if when is None or not is_sound:
        return None
    return Event(event_id, title, when, summary, category_id, importance, tags, role, sound)


def _when(event: Fields, findings: Findings) -> When | None:
    if not event.has("when") or isinstance(event.value("when"), str):
        date = event.date("when", required=True)
        return When(date) if date is not None else None
    if not isinstance(event.value("when"), dict):
        found = kind_of(event.value("when"))
        event.error("when", f'found {found}; expected a date in EDTF, or an object with "edtf"')
        return None
    fields = Fields.of(event.value("when"), (*event.path, "when"), findings)
    if fields is None:
        return None
    fields.warn_of_unknown("a date", WHEN_FIELDS)
    date = fields.date("edtf", required=True)
    lasting = fields.flag("lasting")
    reading = _reading(fields.inner("reading"))
    return When(date, lasting, reading) if date is not None else None


def _reading(fields: Fields | None) -> Reading | None:
    if fields is None:
        return None
    fields.warn_of_unknown("a reading", READING_FIELDS)
    return Reading(fields.text("phrase"), fields.date("base"), fields.string("rule"), fields.text("note"))


def _importance(fields: Fields) -> float:
    value = fields.value("importance") if fields.has("importance") else 0.5
    if isinstance(value, bool) or not isinstance(value, int | float):
        fields.error("importance", f"found {kind_of(value)}; expected a number from 0 to 1")
    elif not 0 <= value <= 1:
        fields.error("importance", "the number is out of range; expected one from 0 to 1")
    else:
        return float(value)
    return 0.5


def _tags(fields: Fields, findings: Findings) -> tuple[str, ...]:
    tags: list[str] = []
    for path, item in fields.items("tags"):
        if isinstance(item, str):
            tags.append(item)
        else:
            findings.error(path, f"found {kind_of(item)}; expected a string")
    return tuple(tags)


def _excerpt(value: Json, path: Path, sources: Ids, findings: Findings) -> Excerpt | None:
    fields = Fields.of(value, path, findings)
    if fields is None:
        return None
    fields.warn_of_unknown("an excerpt", EXCERPT_FIELDS)
    source_id = fields.string("source", required=True)
    sources.refer(source_id, (*path, "source"), findings)
    exact = fields.string("exact", required=True)
    start, end = fields.count("start"), fields.count("end")
    if start is not None and end is not None and exact and end - start != len(exact):
        found = f"the range from {start:,} to {end:,} is not as long as the excerpt"
        fields.error("end", f"{found}; expected its end at {start + len(exact):,}")
    return Excerpt(
        source_id=source_id,
        exact=exact,
        prefix=fields.string("prefix"),
        suffix=fields.string("suffix"),
        start=start,
        end=end,
        date_ranges=_date_ranges(fields, len(exact), findings),
    )


def _date_ranges(fields: Fields, length: int, findings: Findings) -> tuple[TextRange, ...]:
    """Read where in an excerpt the date phrase stands: one pair, or a list of pairs."""
    if not fields.has("date"):
        return ()
    value, path = fields.value("date"), (*fields.path, "date")
    pairs = value if isinstance(value, list) and value and isinstance(value[0], list) else [value]
    ranges: list[TextRange] = []
    for index, pair in enumerate(pairs):
        place = path if pairs is not value else (*path, index)
        if not (isinstance(pair, list) and len(pair) == 2 and all(map(is_count, pair))):
            findings.error(place, f"found {_shown_pair(pair)}; expected two whole numbers, [start, end]")
        elif not pair[0] < pair[1] <= length:
            expected = f"0 ≤ start < end ≤ {length}, the length of the excerpt"
            findings.error(
                place, f"the range {_shown_pair(pair)} is not inside the excerpt; expected {expected}"
            )
        elif ranges and pair[0] < ranges[-1].end:
            findings.error(place, f"the range {_shown_pair(pair)} begins before the one before it ends")
        else:
            ranges.append(TextRange(*pair))
    return tuple(ranges)


def _shown_pair(pair: Json) -> str:
    if isinstance(pair, list) and all(isinstance(side, int) and abs(side) < 10**20 for side in pair[:3]):
        return f"[{', '.join(map(str, pair[:3]))}{', …' if len(pair) > 3 else ''}]"
    return kind_of(pair)
