"""What a change does to the bytes of a file, and how it is taken back.

Owns stretches that are replaced by others. Knows nothing of what the bytes mean.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Splice:
    """The bytes [start, end) of an old content give way to `new`."""

    start: int
    end: int
    new: bytes


@dataclass(frozen=True, slots=True)
class Splices:
    """Splices of one content, in its order and without overlap; others raise ValueError."""

    items: tuple[Splice, ...] = ()

    def __post_init__(self) -> None:
        reached = 0
        for splice in self.items:
            if not reached <= splice.start <= splice.end:
                raise ValueError(f"the splice of [{splice.start}, {splice.end}) is not in order")
            reached = splice.end

    def __bool__(self) -> bool:
        return bool(self.items)

    @property
    def size(self) -> int:
        """Return how many new bytes there are."""
        return sum(len(splice.new) for splice in self.items)

    def applied(self, old: bytes) -> bytes:
        """Return the new content."""
        parts: list[bytes] = []
        at = 0
        for splice in self.items:
            parts += (old[at : splice.start], splice.new)
            at = splice.end
        return b"".join((*parts, old[at:]))

    def inverse(self, old: bytes) -> Splices:
        """Return the splices that make the old content of the new one."""
        items: list[Splice] = []
        shift = 0
        for splice in self.items:
            start = splice.start + shift
            items.append(Splice(start, start + len(splice.new), old[splice.start : splice.end]))
            shift += len(splice.new) - (splice.end - splice.start)
        return Splices(tuple(items))


def splice_between(old: bytes, new: bytes) -> Splices:
    """Return the one splice that makes a content of another: all from the first difference to the last."""
    if old == new:
        return Splices()
    start = _length_in_common(old, new)
    end = _length_in_common(old[start:][::-1], new[start:][::-1])
    return Splices((Splice(start, len(old) - end, new[start : len(new) - end]),))


def _length_in_common(one: bytes, other: bytes) -> int:
    """Return how many bytes are the same at the start, by comparing halves: megabytes take milliseconds."""
    same, limit = 0, min(len(one), len(other))
    while same < limit:
        middle = (same + limit + 1) // 2
        if one[same:middle] == other[same:middle]:
            same = middle
        else:
            limit = middle - 1
    return same
