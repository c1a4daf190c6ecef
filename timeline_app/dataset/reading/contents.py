"""The three lists of a dataset, each read in the light of those before it.

Owns which entries are kept of those a file lists. Knows neither the top of the format nor files.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from timeline_app.core.event import Category, Event, Source
from timeline_app.dataset.reading.entries import read_category, read_event, read_source
from timeline_app.dataset.reading.fields import Fields
from timeline_app.dataset.reading.findings import Findings
from timeline_app.dataset.reading.paths import Json, Path
from timeline_app.dataset.reading.references import Known, with_known_originals

Inspect = Callable[[Sequence[tuple[Path, Source]], Iterable[tuple[Path, Event]], Findings], None]
"""Looks at sources and events, each with its path, and collects what is to be said of them."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Entries with the paths at which they stand; `omitted` counts the events that were left out."""

    categories: list[tuple[Path, Category]]
    sources: list[tuple[Path, Source]]
    events: list[tuple[Path, Event]]
    omitted: int


def read_contents(fields: Fields, known: Known, damaged: Collection[Path], findings: Findings) -> Contents:
    """Read categories, sources and events of a dataset; their ids are claimed in `known`.

    Events at damaged paths are left out; so is every entry whose id is taken.
    """
    categories = [
        (path, category)
        for path, item in fields.items("categories")
        if (category := read_category(item, path, known, findings)) is not None
    ]
    sources = [
        (path, source)
        for number, (path, item) in enumerate(fields.items("sources"), 1)
        if (source := read_source(item, path, number, known, findings)) is not None
    ]
    sources = with_known_originals(sources, known.sources, findings)
    listed = list(fields.items("events", required=True))
    events = read_events(listed, known, damaged, findings)
    return Contents(categories, sources, events, len(listed) - len(events))


def read_events(
    listed: Iterable[tuple[Path, Json]], known: Known, damaged: Collection[Path], findings: Findings
) -> list[tuple[Path, Event]]:
    """Read events; those in which something is wrong are left out."""
    return [
        (path, event)
        for path, item in listed
        if (event := read_event(item, path, known, findings)) is not None and path not in damaged
    ]
