"""Text in one or several languages, as a dataset gives it.

Owns the choice of a language version, and how a text is brought to one line. Knows no translation
of the interface (see `language`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Self

from msgspec import Struct

from timeline_app.core.controls import CONTROLS, DIRECTIONS
from timeline_app.core.language_tag import primary_language

_UNPRINTED: Final = dict.fromkeys(CONTROLS, " ") | dict.fromkeys(DIRECTIONS, "")


class Text(Struct, frozen=True):
    """A string per language tag, in the file's order; the tag "" is a plain string without language."""

    versions: tuple[tuple[str, str], ...]

    @classmethod
    def plain(cls, text: str) -> Self:
        """Make a text without a language."""
        return cls((("", text),))

    @classmethod
    def of(cls, versions: Mapping[str, str]) -> Self:
        """Make a text from a map of BCP 47 tags to strings."""
        return cls(tuple(versions.items()))

    def in_language(self, tag: str) -> str:
        """Return the version for a tag: exact, then same primary language, then English, then the first.

        A version that is "" gives way to the next one; an empty text gives "".
        """
        if len(self.versions) == 1:
            return self.versions[0][1]
        said = [(version.lower(), text) for version, text in self.versions if text]
        wanted, primary = tag.lower(), primary_language(tag)
        ranks = (
            lambda version: version == wanted,
            lambda version: version == primary,
            lambda version: primary_language(version) == primary,
            lambda version: primary_language(version) == "en",
            lambda _: True,
        )
        found = (text for fits in ranks for version, text in said if fits(version))
        return next(found, "")

    def __bool__(self) -> bool:
        return any(text for _, text in self.versions)


def one_line(text: str) -> str:
    """Return the text with line breaks, tabs and controls turned to single blanks, else as it is.

    Marks that override or nest the writing direction are dropped: they would turn round what follows.
    """
    return " ".join(text.translate(_UNPRINTED).split())


EMPTY_TEXT: Final = Text(())
