"""One dataset as a value: its title, sources and events, and what could not be read.

Owns nothing but the whole. How it is read and written is the `dataset` layer's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from timeline_app.core.errors import Problem
from timeline_app.core.store import EMPTY_STORE, EventStore
from timeline_app.core.text import EMPTY_TEXT, Text


@dataclass(frozen=True, slots=True)
class Dataset:
    """A loaded dataset.

    `omitted` counts the events of the file that could not be shown; `problems` says why. `filtered` counts
    those that filters have left out of `store`. `sha256` is the hex digest of the file's bytes, "" for a
    dataset that has no file. `complete` is false while only the events that come first in the file are there.
    """

    name: str = ""
    title: Text = EMPTY_TEXT
    language: str = ""
    store: EventStore = EMPTY_STORE
    problems: tuple[Problem, ...] = ()
    omitted: int = 0
    sha256: str = ""
    read_only: bool = False
    complete: bool = True
    filtered: int = 0

    def title_in(self, code: str) -> str:
        """Return the title in a language, or the name where it has none."""
        return self.title.in_language(code) or self.name

    def showing(self, store: EventStore) -> Self:
        """Return the dataset with those of its events alone that a store holds."""
        return replace(self, store=store, filtered=len(self.store) - len(store))
