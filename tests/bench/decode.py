"""What msgspec alone takes to decode a dataset file: `decode.py FILE`, prints JSON.

Owns the yardstick of loading. Knows nothing of the program.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec

ROUNDS: Final = 3


class _When(msgspec.Struct, gc=False):
    edtf: str


class _Event(msgspec.Struct, gc=False):
    id: str
    title: str
    when: _When
    category: str = ""
    importance: float = 0.5
    tags: list[str] = []


class _Dataset(msgspec.Struct):
    events: list[_Event]


def seconds_of(decode: Callable[[bytes], object], content: bytes) -> float:
    """Return the median of the times that a call takes."""
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        decode(content)
        taken.append(time.perf_counter() - begun)
        gc.collect()
    return round(sorted(taken)[ROUNDS // 2], 4)


if __name__ == "__main__":
    content = Path(sys.argv[1]).read_bytes()
    typed = msgspec.json.Decoder(_Dataset).decode
    print(
        json.dumps(
            {"plain_s": seconds_of(msgspec.json.decode, content), "six_fields_s": seconds_of(typed, content)}
        )
    )
