"""Changes to inputs: of bytes, and of the JSON that they hold.

A fuzzer that changes bytes alone breaks the syntax of nearly every file; a changed tree stays JSON and gets
further. Knows no target.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Sequence
from copy import deepcopy
from random import Random
from typing import Any, Final

_OF_TREES: Final = 0.5
_SIZES: Final = (1, 2, 8, 64)
_ODD: Final[tuple[Any, ...]] = (
    *(
        None,
        True,
        0,
        -1,
        3.5,
        10**30,
        "",
        "a",
        "b",
        "x-a",
        [],
        {},
        [[0, 1]],
        {"en": "A", "de": "B"},
        {"": ""},
    ),
    *(
        "2025",
        "2025-13",
        "2025-05-03",
        "../2025",
        "Y-17E7",
        "c",
        "s",
        "\0",
        "\u202e\ud800",
        '}, {"id": "',
        "1.9",
    ),
)


def changed(data: bytes, others: Sequence[bytes], choose: Random) -> bytes:
    """Return an input with changes of one kind or the other."""
    tree = with_another_tree(data, choose) if choose.random() < _OF_TREES else None
    return with_other_bytes(data, others, choose) if tree is None else tree


def with_other_bytes(data: bytes, others: Sequence[bytes], choose: Random) -> bytes:
    """Return some bytes with one to four changes: a part put in, taken out, doubled or taken from another."""
    changed = bytearray(data)
    for _ in range(choose.randint(1, 4)):
        start = choose.randint(0, len(changed))
        end = min(len(changed), start + choose.choice((0, *_SIZES)))
        other = choose.choice(others)
        at = choose.randint(0, len(other))
        part = other[at : at + choose.choice(_SIZES)]
        changed[start:end] = choose.choice((b"", part, choose.randbytes(1), bytes(changed[start:end]) * 2))
    return bytes(changed)


def with_another_tree(data: bytes, choose: Random) -> bytes | None:
    """Return JSON, or JSON Lines, with one to three values changed; None where the bytes are neither."""
    with contextlib.suppress(ValueError, RecursionError):
        return _changed(json.loads(data), choose)
    lines = data.split(b"\n")
    at = choose.randrange(len(lines))
    with contextlib.suppress(ValueError, RecursionError):
        lines[at] = _changed(json.loads(lines[at]), choose).replace(b"\n", b" ")
        return b"\n".join(lines)
    return None


def _changed(root: Any, choose: Random) -> bytes:
    top = [root]
    for _ in range(choose.randint(1, 3)):
        places = list(_places(top))
        holder, key = choose.choice(places)
        other_holder, other_key = choose.choice(places)
        # A copy: a value inside itself would have no end.
        other = deepcopy(other_holder[other_key])
        match choose.randrange(5):
            case 0:
                holder[key] = deepcopy(choose.choice(_ODD))
            case 1 if holder is not top:
                del holder[key]
            case 2:
                holder[key] = other
            case 3 if isinstance(holder, dict):
                holder[choose.choice((str(other_key), "x-a", "events", "id"))] = holder.pop(key)
            case 4 if isinstance(holder, list) and holder is not top:
                holder.insert(key, other)
    text = json.dumps(top[0], ensure_ascii=choose.random() < 0.5, indent=choose.choice((None, None, 1)))
    return text.encode("utf-8", "surrogatepass")


def _places(top: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield each list and object inside a list, that one first, with each of its keys."""
    holders: list[Any] = [top]
    while holders:
        holder = holders.pop()
        for key in list(holder) if isinstance(holder, dict) else range(len(holder)):
            yield holder, key
            if isinstance(holder[key], dict | list):
                holders.append(holder[key])
