"""Ids by the batch: which are well formed, and a hash of each by which it is found again.

Owns the hash, which is stored and so must never change without a new version of the column file. Knows
nothing of events.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from timeline_app.dataset.reading.fields import ID_PATTERN

_LONGEST: Final = 128
_CODES: Final = 129
"""Of the table of characters: ASCII, and one entry for all others."""
_ID_CHARACTER: Final = re.compile(ID_PATTERN[ID_PATTERN.rindex("[") : ID_PATTERN.rindex("{")])
_FIRST_CHARACTER: Final = re.compile(ID_PATTERN[1 : ID_PATTERN.index("]") + 1])
_ALLOWED: Final = np.array([bool(_ID_CHARACTER.fullmatch(chr(code))) for code in range(_CODES)])
_ALLOWED_FIRST: Final = np.array([bool(_FIRST_CHARACTER.fullmatch(chr(code))) for code in range(_CODES)])


def id_hashes(ids: Sequence[str]) -> npt.NDArray[np.uint64]:
    """Return a hash of each id that depends on nothing but the id.

    A sum of its characters times an odd number for each place, mixed at the end by the finaliser of
    SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014).
    """
    letters = _letters(ids, max(map(len, ids), default=0)).astype(np.uint64)
    places = np.arange(1, letters.shape[1] + 1, dtype=np.uint64)
    return _mixed(letters @ (_mixed(places * np.uint64(0x9E3779B97F4A7C15)) | np.uint64(1)))


def malformed_ids(ids: Sequence[str]) -> npt.NDArray[np.intp]:
    """Return the indices of the strings that are no ids of the format."""
    lengths = np.fromiter(map(len, ids), np.int64, len(ids))
    letters = np.minimum(_letters(ids, min(int(lengths.max(initial=0)), _LONGEST)), _CODES - 1)
    is_sound = (lengths >= 1) & (lengths <= _LONGEST)
    is_sound &= _ALLOWED[letters].sum(axis=1) == lengths
    if letters.shape[1]:
        is_sound &= _ALLOWED_FIRST[letters[:, 0]]
    return np.flatnonzero(~is_sound)


def _letters(ids: Sequence[str], width: int) -> npt.NDArray[np.uint32]:
    """Return a row of code points for each id, cut off or filled with zeros to a width."""
    held = np.array(ids, f"<U{width + 1}")
    return held.view(np.uint32).reshape(len(ids), width + 1)[:, :width]


def _mixed(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
