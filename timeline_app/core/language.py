"""The languages of the interface and their messages.

Owns translation for every layer, Qt-free so that a scene and a command can speak too. English is the key;
`german` holds the German. Knows no dataset texts (see `text`) and no date wording (see `wording`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from timeline_app.core.german import GERMAN
from timeline_app.core.language_tag import primary_language


@dataclass(frozen=True, slots=True)
class Language:
    """One interface language: call it with the English text, placeholders as in `str.format`."""

    code: str
    messages: Mapping[str, str] = field(repr=False, default_factory=dict, compare=False)

    def __call__(self, message: str, **values: object) -> str:
        """Return the message in this language with its placeholders filled."""
        text = self.messages.get(message, message)
        return text.format(**values) if values else text

    def count(self, number: int, one: str, many: str, **values: object) -> str:
        """Return `one` for 1 and `many` else, with `{n}` filled by the grouped number."""
        return self(one if number == 1 else many, n=self.number(number), **values)

    def number(self, number: int) -> str:
        """Return a whole number with the language's thousands separator."""
        grouped = f"{number:,}"
        return grouped.replace(",", ".") if self.code == "de" else grouped

    def decimal(self, number: float) -> str:
        """Return a number with one digit after the language's decimal mark."""
        text = f"{number:.1f}"
        return text.replace(".", ",") if self.code == "de" else text


ENGLISH: Final = Language("en")
LANGUAGES: Final = {"en": ENGLISH, "de": Language("de", GERMAN)}


def language_of(tag: str) -> Language:
    """Return the interface language nearest to a BCP 47 or locale tag; English where there is none."""
    return LANGUAGES.get(primary_language(tag), ENGLISH)
