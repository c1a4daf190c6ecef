"""Places in a text: Qt counts UTF-16 units, the format counts code points.

Owns the way from one to the other. Knows no widget.
"""

from __future__ import annotations


def units(text: str) -> int:
    """Return how many of Qt's characters a text is."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def code_points(text: str, count: int) -> int:
    """Return how many code points the first of Qt's characters of a text are."""
    head = text.encode("utf-16-le", "surrogatepass")[: count * 2]
    return len(head.decode("utf-16-le", "surrogatepass"))
