"""Language tags as BCP 47 and locales write them.

Owns what two tags have in common. Knows no texts and no translations.
"""

from __future__ import annotations


def primary_language(tag: str) -> str:
    """Return the language of a tag without script and region, in lower case: "de" of "de-AT" or "de_AT"."""
    return tag.replace("_", "-").split("-", 1)[0].lower()
