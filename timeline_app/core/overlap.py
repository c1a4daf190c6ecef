"""Chooses from intervals that overlap some that do not: the best ones first, and as many as find room.

Pure integers; knows no events and no zoom.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from timeline_app.core.columns import Int32Column, Int64Column

_ROUNDS: Final = 3
"""Rounds in which only rank counts. In a long row of ever worse neighbours each round settles two."""
_Mask = npt.NDArray[np.bool_]


def apart(starts: Int64Column, ends: Int64Column, ranks: Int32Column) -> _Mask:
    """Return which of some intervals to keep, so that no two of them overlap.

    `starts` never decrease, no interval is empty, ranks differ and the least goes first. One that overlaps
    only worse ones is always kept.
    """
    kept = np.zeros(len(starts), bool)
    left = np.arange(len(starts))
    for _ in range(_ROUNDS):
        reach = np.searchsorted(starts[left], ends[left])
        won = _best_of_overlapping(reach, ranks[left])
        kept[left[won]] = True
        left = left[~won & ~_overlapping(starts[left], ends[left], won)]
        if not len(left):
            return kept
    kept[left[most_apart(starts[left], ends[left])]] = True
    return kept


def _best_of_overlapping(reach: npt.NDArray[np.intp], ranks: Int32Column) -> _Mask:
    """Return which intervals are better than all they overlap; interval i overlaps those in (i, reach[i])."""
    count = len(ranks)
    after = np.arange(1, count + 1)
    lengths = reach - after
    overlapped = np.flatnonzero(lengths)
    if not len(overlapped):
        return np.ones(count, bool)
    top = int(lengths.max()).bit_length()
    powers = np.searchsorted(2 ** np.arange(top), lengths[overlapped], "right") - 1
    best_after, best_before = np.full((2, count), np.iinfo(np.int32).max, np.int32)
    # Runs of 2^power: the least rank in each, and from the longest down what each hands to its halves.
    runs = [ranks]
    for power in range(top - 1):
        runs.append(np.minimum(runs[-1][: -(2**power)], runs[-1][2**power :]))
    for power in range(top - 1, -1, -1):
        length = 2**power
        chosen = overlapped[powers == power]
        first, last = chosen + 1, reach[chosen] - length
        best_after[chosen] = np.minimum(runs[power][first], runs[power][last])
        if power < top - 1:
            handed = best_before.copy()
            np.minimum(best_before[length:], handed[:-length], out=best_before[length:])
        np.minimum.at(best_before, first, ranks[chosen])
        np.minimum.at(best_before, last, ranks[chosen])
    return (ranks < best_after) & (ranks < best_before)


def _overlapping(starts: Int64Column, ends: Int64Column, chosen: _Mask) -> _Mask:
    """Return which intervals overlap any of the chosen ones, which do not overlap each other."""
    edges = np.concatenate((np.flatnonzero(chosen), [0]))
    following = np.searchsorted(starts[edges[:-1]], starts, "right")
    before = (following > 0) & (ends[edges[following - 1]] > starts)
    after = (following < len(edges) - 1) & (starts[edges[following]] < ends)
    return before | after


def most_apart(starts: Int64Column, ends: Int64Column) -> npt.NDArray[np.intp]:
    """Return the most intervals of which no two overlap, by earliest end; `starts` never decrease."""
    tightest = np.minimum.accumulate(ends[::-1])[::-1]
    inner = np.flatnonzero(ends <= np.append(tightest[1:], np.iinfo(np.int64).max))
    starts, ends, count = starts[inner], ends[inner], len(inner)
    # What overlaps none before it is always taken; no step needs to lead to it.
    taken = np.ones(count + 1, bool)
    np.greater_equal(starts[1:], ends[:-1], out=taken[1:count])
    jump = np.append(np.searchsorted(starts, ends), count)
    jump[taken[jump]] = count
    # Twice as many steps each time: what is reached in fewer steps reaches the rest in that many more.
    while jump.min() != count:
        taken[jump[taken]] = True
        jump = jump[jump]
    return inner[taken[:-1]]
