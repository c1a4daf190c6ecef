"""Ids that stand twice among the events of a large dataset.

Owns how they are found without holding the ids: by their hashes, and those that are equal truly compared.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from timeline_app.dataset.bulk.gathering import Listed
from timeline_app.dataset.content import Content
from timeline_app.dataset.reading.decoding import decode
from timeline_app.dataset.reading.findings import Findings
from timeline_app.dataset.reading.references import Ids


def find_duplicates(content: Content, listed: Listed) -> tuple[npt.NDArray[np.bool_], Findings]:
    """Tell which events have an id that an earlier one has, and what is to be said of each."""
    findings, ids, taken = Findings(), Ids("event"), list[int]()
    for index in _suspects(listed).tolist():
        start = int(listed.starts[index])
        event_id = _id_in(content.read(start, start + int(listed.lengths[index])))
        if not ids.claim(event_id, None, ("events", index), findings):
            taken.append(index)
    is_duplicate = np.zeros(len(listed.starts), np.bool_)
    is_duplicate[taken] = True
    return is_duplicate, findings


def _suspects(listed: Listed) -> npt.NDArray[np.intp]:
    """Return the indices, ascending, of events that share the hash of their id with another."""
    indices = np.flatnonzero(listed.has_id)
    order = indices[np.argsort(listed.hashes[indices], kind="stable")]
    same = listed.hashes[order[1:]] == listed.hashes[order[:-1]]
    return np.union1d(order[1:][same], order[:-1][same])


def _id_in(data: bytes) -> str:
    value = decode(data).value
    event_id = value.get("id") if isinstance(value, dict) else None
    return event_id if isinstance(event_id, str) else ""
