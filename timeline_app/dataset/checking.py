"""Everything that can be said against a file, beyond what keeps it from being shown.

Owns the warnings of `check`, and the comparison of excerpts with the texts that lie beside the dataset.
Knows nothing of how problems are printed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from timeline_app.core.date import DateKind
from timeline_app.core.errors import DatasetError, Problem, reason_of
from timeline_app.core.event import Event, Excerpt, Source
from timeline_app.dataset.column_cache import ColumnCache
from timeline_app.dataset.findings import Findings
from timeline_app.dataset.opening import is_small, problems_of_large
from timeline_app.dataset.paths import Path as JsonPath
from timeline_app.dataset.paths import quoted
from timeline_app.dataset.reader import examine, read_bytes


def check_document(path: Path, cache: ColumnCache) -> tuple[Problem, ...]:
    """Return every error, warning and notice about a file, in the order of the file.

    Where the texts of sources lie beside it, the excerpts are looked up in them.
    """
    inspect = partial(_inspect, path.parent)
    try:
        if not is_small(path):
            return problems_of_large(path, cache, inspect)
        examined = examine(read_bytes(path))
    except DatasetError as error:
        return error.problems
    if examined.top is not None:
        contents = examined.top.contents
        inspect(contents.sources, contents.events, examined.findings)
    return examined.problems(str(path))


def _inspect(
    folder: Path,
    sources: Sequence[tuple[JsonPath, Source]],
    events: Iterable[tuple[JsonPath, Event]],
    findings: Findings,
) -> None:
    texts = _texts_beside(folder, sources, findings)
    for path, event in events:
        _check_event(event, path, texts, findings)


@dataclass(frozen=True, slots=True)
class _SourceText:
    file: str
    content: str


def _texts_beside(
    folder: Path, sources: Sequence[tuple[JsonPath, Source]], findings: Findings
) -> dict[str, _SourceText]:
    """Return the texts that are there, by the ids of their sources; one that is not there is no fault."""
    texts: dict[str, _SourceText] = {}
    for path, source in sources:
        if source.text is None:
            continue
        place = (*path, "text", "file")
        try:
            data = (folder / source.text.file).read_bytes()
            texts[source.id] = _SourceText(source.text.file, data.decode("utf-8-sig"))
        except FileNotFoundError:
            continue
        except OSError as error:
            findings.warn(place, f"{quoted(source.text.file)} cannot be read: {reason_of(error)}")
            continue
        except UnicodeDecodeError as error:
            findings.warn(place, f"{quoted(source.text.file)} is not UTF-8 at byte {error.start:,}")
            continue
        found = hashlib.sha256(data).hexdigest()
        if source.text.sha256 and found != source.text.sha256:
            message = f"{quoted(source.text.file)} is not the text that was quoted: its SHA-256 is {found}"
            findings.error((*path, "text", "sha256"), message)
    return texts


def _check_event(event: Event, path: JsonPath, texts: Mapping[str, _SourceText], findings: Findings) -> None:
    if not event.excerpts:
        findings.warn(path, "the event has no excerpt: nothing shows what its date rests on")
    if event.when.lasting and event.when.date.kind is DateKind.INTERVAL:
        findings.warn((*path, "when", "lasting"), "an interval lasts in any case; expected no `lasting` here")
    for index, excerpt in enumerate(event.excerpts):
        place = (*path, "excerpts", index)
        if not excerpt.date_ranges:
            findings.warn(place, 'the excerpt does not say which words give the date; expected "date"')
        if excerpt.source_id in texts:
            _check_words(excerpt, place, texts[excerpt.source_id], findings)


def _check_words(excerpt: Excerpt, path: JsonPath, text: _SourceText, findings: Findings) -> None:
    """Compare an excerpt with its source; what stands elsewhere than it says is an error too."""
    found = text.content.find(excerpt.exact)
    if found < 0:
        findings.error((*path, "exact"), f"these words do not stand in {quoted(text.file)}")
        return
    start = excerpt.start
    if start is None and excerpt.end is not None:
        start = excerpt.end - len(excerpt.exact)
    if start is not None and not (start >= 0 and text.content.startswith(excerpt.exact, start)):
        key = "start" if excerpt.start is not None else "end"
        message = f"these words do not stand there in {quoted(text.file)}, but from {found:,} on"
        findings.error((*path, key), message)
    elif excerpt.prefix + excerpt.exact + excerpt.suffix not in text.content:
        message = f"the words before or after these are others in {quoted(text.file)}"
        findings.warn((*path, "prefix" if excerpt.prefix else "suffix"), message)
