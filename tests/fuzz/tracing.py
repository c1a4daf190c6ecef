"""Which lines of the program an input reaches, by Python's own tracing.

Slow, and so only for the fuzzer of last resort and for choosing what the corpus keeps.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, Final

_PACKAGE: Final = "timeline_app"


def lines_reached(check: Callable[[bytes], None], data: bytes) -> set[tuple[str, int]]:
    """Return the lines of the package, by file and number, that a check runs through."""
    reached: set[tuple[str, int]] = set()

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if _PACKAGE not in frame.f_code.co_filename:
            return None
        if event == "line":
            reached.add((frame.f_code.co_filename, frame.f_lineno))
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        check(data)
    finally:
        sys.settrace(before)
    return reached
