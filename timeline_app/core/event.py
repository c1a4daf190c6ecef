"""Events, sources, excerpts and categories: what a dataset lists.

Owns the values that a person looks at. Knows no JSON (see `dataset`) and no columns (see `store`). They are
structs, as in `date`, because a dataset may hold a million.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from timeline_app.core.date import Date
from timeline_app.core.text import EMPTY_TEXT, Text


class Reading(Struct, frozen=True, gc=False):
    """How the words became the date.

    `phrase` holds the words that were read; `base` is the EDTF of the date they are relative to;
    `rule` names the step ("stated", "this-year", "derived"); `note` explains it in sentences.
    """

    phrase: Text = EMPTY_TEXT
    base: Date | None = None
    rule: str = ""
    note: Text = EMPTY_TEXT


class When(Struct, frozen=True, gc=False):
    """A date and what it means: `lasting` is throughout its bounds, else a moment somewhere inside."""

    date: Date
    lasting: bool = False
    reading: Reading | None = None


class TextRange(Struct, frozen=True, gc=False):
    """Code points [start, end) of a string."""

    start: int
    end: int


class Excerpt(Struct, frozen=True, gc=False):
    """The words of a source, verbatim, as a W3C text quote.

    `date_ranges` are the pieces of the date phrase inside `exact`; `start` and `end` count code points in
    the source's text where known.
    """

    source_id: str
    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None
    date_ranges: tuple[TextRange, ...] = ()


class Role(StrEnum):
    """Whether the source says that something happened, or reports an announcement or a claim."""

    HAPPENED = "happened"
    ANNOUNCED = "announced"
    CLAIMED = "claimed"


class Event(Struct, frozen=True, gc=False):
    """One dated statement with its evidence."""

    id: str
    title: Text
    when: When
    summary: Text = EMPTY_TEXT
    category_id: str = ""
    importance: float = 0.5
    tags: tuple[str, ...] = ()
    role: Role = Role.HAPPENED
    excerpts: tuple[Excerpt, ...] = ()


class Category(Struct, frozen=True, gc=False):
    """A lane of the timeline; `colour` is "#RRGGBB" or empty for one of the theme's."""

    id: str
    label: Text
    colour: str = ""


class SourceText(Struct, frozen=True, gc=False):
    """Where the words of a source lie, relative to the dataset, and their SHA-256 in hex."""

    file: str
    sha256: str = ""


class Source(Struct, frozen=True, gc=False):
    """A document, under CSL-JSON's names; `author` is ready to print, `number` counts from 1 in the file."""

    id: str
    number: int
    title: Text = EMPTY_TEXT
    author: str = ""
    container_title: Text = EMPTY_TEXT
    publisher: str = ""
    issued: Date | None = None
    url: str = ""
    language: str = ""
    translation_of: str = ""
    text: SourceText | None = None
