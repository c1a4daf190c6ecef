"""What reading a large dataset gives.

Owns the values only; how far the reading has come is `dataset.progress`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from timeline_app.core.columns import Columns, Int32Column, Int64Column, Names
from timeline_app.core.errors import Problem
from timeline_app.core.event import Category, Source
from timeline_app.core.text import Text


@dataclass(frozen=True, slots=True, eq=False)
class Bulk:
    """A dataset as columns; index i of every column is one event that can be shown, in the file's order.

    `starts` and `lengths` are the bytes of each event's JSON in the content; `id_hashes` are those of
    `ids.id_hashes`. `events_end` is where the last listed event ends, and more can be inserted: after the
    opening bracket where there is none. `sha256` is the hex digest of the whole content, "" of a part.
    """

    title: Text
    language: str
    read_only: bool
    categories: tuple[Category, ...]
    sources: tuple[Source, ...]
    names: Names
    columns: Columns
    starts: Int64Column
    lengths: Int32Column
    id_hashes: npt.NDArray[np.uint64]
    problems: tuple[Problem, ...]
    omitted: int
    sha256: str
    events_end: int
    is_json_lines: bool
