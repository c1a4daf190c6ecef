"""A store as named arrays, and a store of such arrays again, without sorting anything.

Owns the names and what is checked of arrays that come from outside. Knows no files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from timeline_app.core.category_index import CategoryIndex
from timeline_app.core.columns import CodeLists, Columns, EventSource, Unit
from timeline_app.core.date import Precision
from timeline_app.core.event import Category, Source
from timeline_app.core.prominence import Prominence
from timeline_app.core.store import MOST_PACKED, EventStore, kinds_of, last_end_of, next_revision

Array = npt.NDArray[np.generic]
Scalar = TypeVar("Scalar", bound=np.generic)
_PROMINENCE: Final = "prominence_"
Offsets = TypeVar("Offsets", np.int32, np.int64)


@dataclass(frozen=True, slots=True)
class StoredLists:
    """What a store holds beside its arrays; codes index `categories`, `source_ids` and `tags`."""

    unit: Unit
    categories: Sequence[Category]
    sources: Sequence[Source]
    source_ids: Sequence[str]
    tags: Sequence[str]


def arrays_of(store: EventStore) -> dict[str, Array]:
    """Return all arrays of a store by name."""
    columns, index, prominence = store.columns, store.index, store.prominence
    labelled = {} if prominence is None else prominence.arrays()
    return {
        **{f"{_PROMINENCE}{name}": array for name, array in labelled.items()},
        "earliest_start": columns.earliest_start,
        "latest_start": columns.latest_start,
        "earliest_end": columns.earliest_end,
        "latest_end": columns.latest_end,
        "flags": columns.flags,
        "category_code": columns.category_code,
        "importance": columns.importance,
        "precision": columns.precision,
        "tag_offsets": columns.tag_codes.offsets,
        "tag_codes": columns.tag_codes.codes,
        "source_offsets": columns.source_codes.offsets,
        "source_codes": columns.source_codes.codes,
        "file_order": store.file_order,
        "by_position": store.by_position,
        "running_end": store.running_end,
        "open_starts": store.open_starts,
        "category_offsets": index.offsets,
        "category_rows": index.rows,
        "category_starts": index.starts,
        "category_ends": index.ends,
        "category_doubtful": index.doubtful,
        "category_unsupported": index.unsupported,
    }


def store_of(arrays: Mapping[str, Array], lists: StoredLists, events: EventSource) -> EventStore:
    """Return the store whose arrays these are, of all events of a source.

    Raises ValueError where one is missing, has another type or length, or holds a code or row out of range.
    """
    size = len(array_of(arrays, "flags", np.uint16))
    categories = len(lists.categories)
    columns = Columns(
        lists.unit,
        earliest_start=array_of(arrays, "earliest_start", np.int64, size),
        latest_start=array_of(arrays, "latest_start", np.int64, size),
        earliest_end=array_of(arrays, "earliest_end", np.int64, size),
        latest_end=array_of(arrays, "latest_end", np.int64, size),
        flags=array_of(arrays, "flags", np.uint16, size),
        category_code=below(array_of(arrays, "category_code", np.int32, size), categories),
        importance=array_of(arrays, "importance", np.float32, size),
        precision=below(array_of(arrays, "precision", np.uint8, size), len(Precision) + 1),
        tag_codes=_code_lists(arrays, "tag", size, len(lists.tags)),
        source_codes=_code_lists(arrays, "source", size, len(lists.source_ids)),
    )
    return EventStore(
        revision=next_revision(),
        columns=columns,
        file_order=below(array_of(arrays, "file_order", np.int32, size), size),
        by_position=below(array_of(arrays, "by_position", np.int32, size), size),
        running_end=array_of(arrays, "running_end", np.int64, size),
        open_starts=below(array_of(arrays, "open_starts", np.int32), size),
        last_end=last_end_of(columns),
        kinds=kinds_of(columns.flags),
        index=CategoryIndex(
            _offsets(array_of(arrays, "category_offsets", np.int64, categories + 1), size),
            below(array_of(arrays, "category_rows", np.int32, size), size),
            array_of(arrays, "category_starts", np.int64, size),
            array_of(arrays, "category_ends", np.int64, size),
            array_of(arrays, "category_doubtful", np.int32, size + 1),
            array_of(arrays, "category_unsupported", np.int32, size + 1),
        ),
        categories=tuple(lists.categories),
        sources=tuple(lists.sources),
        source_ids=tuple(lists.source_ids),
        tags=tuple(lists.tags),
        prominence=_prominence(columns, arrays),
        events=events,
    )


def _prominence(columns: Columns, arrays: Mapping[str, Array]) -> Prominence | None:
    """Return the lines and levels of a store that is large enough to have them."""
    size = len(columns)
    if size <= MOST_PACKED:
        return None
    own = {
        name.removeprefix(_PROMINENCE): array
        for name, array in arrays.items()
        if name.startswith(_PROMINENCE)
    }
    array_of(own, "line", np.uint8, size)
    array_of(own, "level", np.int8, size)
    array_of(own, "quiet", np.int8, size)
    below(array_of(own, "keys", np.int64) & (2**32 - 1), size)
    try:
        return Prominence.of_arrays(columns, own)
    except KeyError as error:
        raise ValueError(f"the array {error} is missing") from error


def array_of(
    arrays: Mapping[str, Array], name: str, dtype: type[Scalar], length: int | None = None
) -> npt.NDArray[Scalar]:
    """Return an array by its name; raise ValueError where it is not there, or has another type or length."""
    array = arrays.get(name)
    if array is None or array.dtype != dtype or array.ndim != 1 or length not in (None, len(array)):
        expected = "" if length is None else f"{length:,} times "
        raise ValueError(f"the array {name!r} is missing or another; expected {expected}{dtype.__name__}")
    return array.astype(dtype, copy=False)


def below(array: npt.NDArray[Scalar], limit: int) -> npt.NDArray[Scalar]:
    """Return the array; raise ValueError where a value is below 0 or not below the limit."""
    if len(array) and not 0 <= int(array.min()) <= int(array.max()) < limit:
        raise ValueError(f"an array holds codes out of range; expected 0 to {limit - 1:,}")
    return array


def _offsets(array: npt.NDArray[Offsets], end: int) -> npt.NDArray[Offsets]:
    """Return the array; raise ValueError where it does not rise from 0 to the end."""
    if array[0] != 0 or array[-1] != end or (array[1:] < array[:-1]).any():
        raise ValueError(f"offsets do not rise from 0 to {end:,}")
    return array


def _code_lists(arrays: Mapping[str, Array], kind: str, size: int, limit: int) -> CodeLists:
    codes = below(array_of(arrays, f"{kind}_codes", np.int32), limit)
    return CodeLists(_offsets(array_of(arrays, f"{kind}_offsets", np.int32, size + 1), len(codes)), codes)
