"""How far a reading is, and what a process that reads tells the one that started it: lines of JSON.

Owns these messages. Knows neither processes nor windows; imports no numpy, for those that only listen.
"""

from __future__ import annotations

import msgspec

from timeline_app.core.errors import Problem


class Progress(msgspec.Struct, frozen=True):
    """How many events and bytes have been read, and of how many bytes."""

    events: int
    bytes: int
    size: int


class Message(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line; one of its fields says something.

    `early` is the path of a column file that holds the first events, `done` that of the whole; `failed` says
    why there will be none. What follows `done` is about the search index: how many of the events are in it,
    its path, or why there will be none.
    """

    progress: Progress | None = None
    early: str = ""
    done: str = ""
    failed: tuple[Problem, ...] = ()
    indexing: Progress | None = None
    indexed: str = ""
    unindexed: tuple[Problem, ...] = ()


def line_of(message: Message) -> str:
    """Return a message as a line without its end."""
    return msgspec.json.encode(message).decode()


def message_of(line: bytes | str) -> Message | None:
    """Return the message of a line, None where it is none."""
    try:
        return msgspec.json.decode(line, type=Message)
    except msgspec.MsgspecError:
        return None
