"""Text in one or several languages, as a dataset gives it.

Owns the choice of a language version. Knows no translation of the interface (see `language`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self


@dataclass(frozen=True, slots=True)
class Text:
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
        said = [(version.lower(), text) for version, text in self.versions if text]
        wanted, primary = tag.lower(), _primary(tag)
        ranks = (
            lambda version: version == wanted,
            lambda version: version == primary,
            lambda version: _primary(version) == primary,
            lambda version: _primary(version) == "en",
            lambda _: True,
        )
        found = (text for fits in ranks for version, text in said if fits(version))
        return next(found, "")

    def __bool__(self) -> bool:
        return any(text for _, text in self.versions)


def _primary(tag: str) -> str:
    return tag.split("-", 1)[0].lower()


EMPTY_TEXT: Final = Text(())
