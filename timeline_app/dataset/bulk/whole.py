"""A dataset read whole by the careful reader, into the same result as one that is read in pieces.

Owns that bridge. It takes several times the memory of the file, and is for what pieces cannot tell.
"""

from __future__ import annotations

import codecs

import numpy as np

from timeline_app.core.columns import Columns, Int32Column, Int64Column, NameList, Names
from timeline_app.core.errors import DatasetError
from timeline_app.dataset.bulk.ids import id_hashes
from timeline_app.dataset.bulk.result import Bulk
from timeline_app.dataset.content import Content
from timeline_app.dataset.reading.contents import Inspect
from timeline_app.dataset.reading.locating import Locator
from timeline_app.dataset.reading.paths import Path
from timeline_app.dataset.reading.reader import Top, examine


def read_whole(content: Content, name: str, inspect: Inspect | None) -> Bulk:
    """Read a dataset that is one JSON object; raise DatasetError where nothing can be shown."""
    data = content.read(0, content.size)
    examined = examine(data)
    if examined.top is not None and inspect is not None:
        inspect(examined.top.contents.sources, examined.top.contents.events, examined.findings)
    problems = examined.problems(name)
    if examined.top is None:
        raise DatasetError(problems)
    top = examined.top
    events = [event for _, event in top.contents.events]
    names = names_of(top)
    text = examined.decoded.text
    mark = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    starts, lengths = _bytes_of(text, [path for path, _ in top.contents.events], mark)
    listed = [*Locator(text, name).children(("events",)).values()]
    opening = Locator(text, name).stretch(("events",)).start + 1
    return Bulk(
        title=top.title,
        language=top.language,
        read_only=top.read_only,
        categories=tuple(category for _, category in top.contents.categories),
        sources=tuple(source for _, source in top.contents.sources),
        names=names,
        columns=Columns.of(events, names),
        starts=starts,
        lengths=lengths,
        id_hashes=id_hashes([event.id for event in events]),
        problems=problems,
        omitted=top.contents.omitted,
        sha256="",
        events_end=mark + len(text[: listed[-1].end if listed else opening].encode()),
        is_json_lines=False,
    )


def names_of(top: Top) -> Names:
    """Return the names of the entries that events refer to; there are no tags yet."""
    return Names(
        NameList(category.id for _, category in top.contents.categories),
        NameList(source.id for _, source in top.contents.sources),
        NameList(),
    )


def _bytes_of(text: str, paths: list[Path], mark: int) -> tuple[Int64Column, Int32Column]:
    """Return where the values of paths, in their order, stand in the file."""
    locator = Locator(text, "")
    starts, lengths = np.empty(len(paths), np.int64), np.empty(len(paths), np.int32)
    byte, seen = mark, 0
    for index, path in enumerate(paths):
        stretch = locator.stretch(path)
        byte += len(text[seen : stretch.start].encode())
        starts[index] = byte
        seen = stretch.start
        lengths[index] = len(text[seen : stretch.end].encode())
    return starts, lengths
