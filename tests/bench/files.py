"""The made-up chronology on disk: JSON, JSON Lines, gzip, and columns that are kept between runs.

Owns what is written where. What the events are is `generator`'s.
"""

from __future__ import annotations

import gzip
import hashlib
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

import generator
import msgspec
import numpy as np
from generator import (
    CATEGORIES,
    CHUNK,
    Dates,
    Draw,
    MadeUp,
    categories,
    category_of,
    importance_of,
    lots,
    made_store,
    source_name,
    sources,
    tag_names,
)

from timeline_app import core
from timeline_app.core.columns import Unit
from timeline_app.core.store import EventStore
from timeline_app.core.stored import StoredLists, arrays_of, store_of
from timeline_app.dataset.large.column_file import open_columns, write_columns

_MODULES: Final = (Path(__file__), Path(generator.__file__))
_DATES: Final = "made_up_"


class _Head(msgspec.Struct, frozen=True):
    unit: int


def dataset_file(count: int, folder: Path) -> Path:
    """Return a dataset file of so many events, one on each line; it is written where there is none."""
    return _kept(count, folder, ".json", partial(_write, count))


def lines_file(count: int, folder: Path) -> Path:
    """Return the same events as JSON Lines, the dataset without them on the first line."""

    def write(stream: BinaryIO) -> None:
        stream.write(msgspec.json.encode(_head()) + b"\n")
        for events in _events(count):
            stream.writelines(line + b"\n" for line in events)

    return _kept(count, folder, ".jsonl", write)


def packed_file(count: int, folder: Path) -> Path:
    """Return the JSON Lines compressed with gzip."""
    lines = lines_file(count, folder)

    def write(stream: BinaryIO) -> None:
        with lines.open("rb") as plain, gzip.open(stream, "wb", compresslevel=4) as packed:
            shutil.copyfileobj(plain, packed)

    return _kept(count, folder, ".jsonl.gz", write)


def kept_store(count: int, folder: Path) -> EventStore:
    """Return a store of so many events, from columns that were kept by an earlier run where nothing changed.

    To place the labels of ten million events takes minutes; to map them, no time.
    """

    def write(stream: BinaryIO) -> None:
        dates = Dates.drawn(count)
        store = made_store(dates)
        arrays = {f"{_DATES}{name}": array for name, array in dates.arrays().items()}
        write_columns(stream, _Head(int(store.unit)), {**arrays_of(store), **arrays})

    modules = sorted(Path(core.__file__).parent.glob("*.py"))
    with _kept(count, folder, ".columns", write, *modules).open("rb") as stream:
        file = open_columns(stream, _Head)
    own = {name.removeprefix(_DATES): array for name, array in file.arrays.items() if name.startswith(_DATES)}
    lists = StoredLists(
        Unit(file.head.unit), categories(), sources(), [source.id for source in sources()], tag_names()
    )
    return store_of(file.arrays, lists, MadeUp.of(Dates(**own)))


def _kept(count: int, folder: Path, suffix: str, write: Callable[[BinaryIO], None], *more: Path) -> Path:
    """Return a file after it was written, unless it is there; what was made by other modules goes.

    The modules are those of the chronology and `more`. A half is never left under the name.
    """
    digest = hashlib.sha256()
    for module in (*_MODULES, *more):
        digest.update(module.read_bytes())
    path = folder / f"made-up-{count}-{digest.hexdigest()[:12]}{suffix}"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for former in folder.glob(f"made-up-{count}-????????????{suffix}"):
            former.unlink()
        half = path.with_name(f"{path.name}.half")
        with half.open("wb") as stream:
            write(stream)
        half.replace(path)
    return path


def _head() -> dict[str, object]:
    """Return a dataset without its events."""
    return {
        "format": "timeline",
        "version": "1.0",
        "title": "A made-up chronology",
        "categories": [{"id": lane.id, "label": lane.id.capitalize()} for lane in categories()],
        "sources": [{"id": source.id, "title": f"Annals, volume {source.number}"} for source in sources()],
    }


def _write(count: int, stream: BinaryIO) -> None:
    """Write a dataset."""
    stream.write(msgspec.json.encode(_head())[:-1] + b',"events":[\n')
    between = b""
    for events in _events(count):
        stream.write(between + b",\n".join(events))
        between = b",\n"
    stream.write(b"\n]}\n")


def _events(count: int) -> Iterator[list[bytes]]:
    """Yield the events as JSON, some at a time."""
    dates = Dates.drawn(count)
    made, encode = MadeUp.of(dates), msgspec.json.Encoder().encode
    for start in range(0, count, CHUNK):
        positions = range(start, min(start + CHUNK, count))
        rest = lots(np.arange(positions.start, positions.stop, dtype=np.uint64), Draw.REST)
        codes, hundredths = category_of(rest).tolist(), importance_of(rest).tolist()
        texts = dates.texts(slice(positions.start, positions.stop))
        yield [
            encode(_written(made, position, text, CATEGORIES[code], hundredth / 100))
            for position, text, code, hundredth in zip(positions, texts, codes, hundredths, strict=True)
        ]


def _written(made: MadeUp, position: int, date: str, category: str, importance: float) -> dict[str, object]:
    source, exact = made.excerpt(position)
    event: dict[str, object] = {
        "id": f"e{position}",
        "title": made.title(position),
        "when": {"edtf": date},
        "category": category,
        "importance": importance,
        "tags": made.tags(position),
    }
    if exact:
        event["excerpts"] = [{"source": source_name(source), "exact": exact}]
    return event
