"""What the file of an open document has become: as it was, another content, unfinished, or gone.

Owns one look at a file, and that nothing is taken for its content which is only half written. Knows no Qt,
and not what follows from what is seen.
"""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from timeline_app.core.errors import DatasetError, reason_of
from timeline_app.dataset.content import MemoryContent
from timeline_app.dataset.digest import sha256_of
from timeline_app.dataset.document import Document
from timeline_app.dataset.large.opening import is_small
from timeline_app.dataset.reading.reader import read_again, read_bytes

Stamp = tuple[int, ...]
"""What writing a file changes about it: device, number, size and times."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The file has the stamp that it had, or the content that is known."""

    stamp: Stamp
    is_known: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """The file has another content, which was read as a whole."""

    stamp: Stamp
    document: Document


@dataclass(frozen=True, slots=True)
class ChangedLarge:
    """The file has another content, which is not read at a look; it may still be growing."""

    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Unfinished:
    """The file holds nothing that can be shown, now."""

    stamp: Stamp | None
    error: DatasetError


@dataclass(frozen=True, slots=True)
class Gone:
    """There is no such file."""

    stamp: None = None


_LARGEST: Final = 64_000_000
"""Bytes: more than that is not merged."""
_GROWN: Final = 8_000_000
"""Bytes: a file that was small is read as a whole until it has so many; it would go on slower otherwise."""
_RECENT_NS: Final = 600 * 10**9
"""A large file that was changed so long ago may have been changed while it was read."""

Sight = Unchanged | Changed | ChangedLarge | Unfinished | Gone


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the file of a document: the digest of its bytes, and its stamp, None at first.

    `wanted_whole` has a file read that is large by now, as it must be where there are changes to be merged.
    """

    document: Document
    path: Path
    sha256: str
    stamp: Stamp | None = None
    wanted_whole: bool = False


def look(known: Known, *, trusts_stamp: bool) -> Sight:
    """Look at a file; one that has the same stamp is not read where that is trusted, or where it is large.

    It is not to be trusted just after the system has told of a change: two changes may share one time.
    """
    stamp: Stamp | None = None
    try:
        stamp = _stamp_of(known.path)
        return _look(known, stamp, trusts_stamp=trusts_stamp)
    except (FileNotFoundError, NotADirectoryError):
        return Gone()
    except OSError as error:
        reason = f"the file cannot be read: {reason_of(error)}"
        return Unfinished(stamp, DatasetError.about(str(known.path), reason))
    except DatasetError as error:
        return Unfinished(stamp, error)


def places_of(path: Path) -> frozenset[str]:
    """Return what is to be watched to learn of a change: the file, where a link leads, and their folders."""
    target = Path(os.path.realpath(path))
    return frozenset(str(place) for place in (path, path.parent, target, target.parent))


def _look(known: Known, stamp: Stamp, *, trusts_stamp: bool) -> Sight:
    is_read = _is_read(known)
    if stamp == known.stamp and (trusts_stamp or not is_read):
        return Unchanged(stamp, is_known=False)
    if not is_read:
        return _look_at_large(known, stamp)
    if known.path.stat().st_size > _LARGEST:
        raise DatasetError.about(
            str(known.path), "the file is too large by now to be put together with changes"
        )
    data = read_bytes(known.path)
    if _stamp_of(known.path) != stamp:
        raise DatasetError.about(str(known.path), "the file is still being written")
    if hashlib.sha256(data).hexdigest() == known.sha256:
        return Unchanged(stamp, is_known=True)
    document = read_again(known.document, data)
    return Changed(stamp, replace(document, sha256_on_disk=document.dataset.sha256))


def _is_read(known: Known) -> bool:
    """Tell whether the file is read as a whole at a look; raises DatasetError as `is_small`."""
    in_memory = isinstance(known.document.content, MemoryContent)
    return in_memory and (known.wanted_whole or is_small(known.path, _GROWN))


def _look_at_large(known: Known, stamp: Stamp) -> Sight:
    # At the first look there is nothing to compare with; most were not touched while they were read.
    is_known = known.stamp is None and time.time_ns() - max(stamp[-2:]) > _RECENT_NS
    if is_known or sha256_of(known.path) == known.sha256:
        return Unchanged(stamp, is_known=True)
    return ChangedLarge(stamp)


def _stamp_of(path: Path) -> Stamp:
    status = path.stat()
    times = status.st_mtime_ns, status.st_ctime_ns
    return status.st_dev, status.st_ino, status.st_size, *times
