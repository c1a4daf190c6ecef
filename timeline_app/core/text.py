"""Text in one or several languages, as a dataset gives it.

Owns the choice of a language version. Knows no translation of the interface (see `language`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self


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

        An empty text gives "".
        """
        primary = tag.split("-", 1)[0].lower()
        for wanted in (tag.lower(), primary):
            for version, text in self.versions:
                if version.lower() == wanted:
                    return text
        for version, text in self.versions:
            if version.split("-", 1)[0].lower() == primary:
                return text
        for version, text in self.versions:
            if version.split("-", 1)[0].lower() == "en":
                return text
        return self.versions[0][1] if self.versions else ""

    def __bool__(self) -> bool:
        return any(text for _, text in self.versions)


EMPTY_TEXT = Text(())
