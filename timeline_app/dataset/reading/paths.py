"""JSON values and the paths that lead to them, and how both are shown in a sentence.

Owns the words only. Knows no text that is read, no place and no format.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

Json = bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"] | None
"""A decoded JSON value: lists and dicts in fact, read-only to whoever checks them."""

Path = tuple[str | int, ...]
"""The keys and indices that lead from the top of a file to a value."""

_PLAIN_KEY: Final = re.compile(r"[A-Za-z_$][\w$-]{0,59}\Z")


def path_text(path: Path) -> str:
    """Return a path as it is shown, as in `events[1].title.zh-Hans`."""
    parts: list[str] = []
    for step in path:
        if isinstance(step, int):
            parts.append(f"[{step}]")
        elif _PLAIN_KEY.match(step):
            parts.append(f".{step}" if parts else step)
        else:
            parts.append(f"[{quoted(step)}]")
    return "".join(parts)


def quoted(text: str, limit: int = 60) -> str:
    """Return a text in straight quotes on one line, shortened in its middle where it is long."""
    if len(text) > limit:
        text = f"{text[: limit - 20]}…{text[-19:]}"
    if not text.isprintable():
        text = "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)
    return f'"{text}"'
