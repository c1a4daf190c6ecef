"""What a cluster holds, in words: number, dates, and what weakens them.

Owns the sentences. Knows no pixels.
"""

from __future__ import annotations

from timeline_app.core.columns import Int64Column
from timeline_app.core.errors import TimelineError
from timeline_app.core.language import Language
from timeline_app.core.store import EventStore
from timeline_app.core.wording import date_text
from timeline_app.scene.clusters import Cluster


def cluster_lines(
    store: EventStore, cluster: Cluster, members: Int64Column, language: Language
) -> tuple[str, ...]:
    """Return "312 events", the dates of the first and the last to begin, and what weakens their dates.

    No dates where the file no longer holds the events.
    """
    lines = [language.count(cluster.count, "{n} event", "{n} events")]
    try:
        first, last = (date_text(store.event(int(members[at])).when.date, language) for at in (0, -1))
    except TimelineError:
        first = last = ""
    if first != last:
        lines += (language("First: {date}", date=first), language("Last: {date}", date=last))
    elif first:
        lines.append(first)
    if cluster.doubtful:
        lines.append(language("{n} with a doubtful date", n=language.number(cluster.doubtful)))
    if cluster.unsupported:
        lines.append(language("{n} without an excerpt", n=language.number(cluster.unsupported)))
    return tuple(lines)
