"""The legend: one sample of each shape that a chart uses, with its meaning.

Owns the words for the shapes. The samples are drawn by `marks`, so that they cannot differ from the chart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from timeline_app.core.columns import Flag, Int64Column
from timeline_app.core.language import Language
from timeline_app.core.store import EventStore, kinds_of
from timeline_app.scene.display import Box, FontRole, Group, Primitive, TextRun
from timeline_app.scene.marks import DISC, MarkX, mark_items
from timeline_app.scene.measure import TextMeasurer

LINE_HEIGHT: Final = 22.0
_SAMPLE: Final = 28.0
_PIECES: Final = ((0.0, 8.0), (20.0, 28.0))
"""The members in the sample of a set."""
_TEXT_GAP: Final = 8.0
_ENTRY_GAP: Final = 22.0
_TEXT_DROP: Final = 4.5
_UNKNOWN_BAR: Final = 6.0
"""The known part of the sample whose end is unknown; its stub and question mark take the rest."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One shape with its meaning; `flags` and, for a set, `pieces` make the sample."""

    meaning: str
    flags: Flag
    pieces: tuple[tuple[float, float], ...] = ()


def entries_for(store: EventStore, rows: Int64Column | None, language: Language) -> tuple[Entry, ...]:
    """Return the entries for the shapes that some of the rows have, in a fixed order; None is all rows."""
    flags = store.kinds if rows is None else kinds_of(store.columns.flags[rows])

    def some(wanted: Flag, without: Flag = Flag.NONE) -> bool:
        return bool(np.any((flags & wanted == wanted) & (flags & without == 0)))

    ends = (
        (Flag.START_APPROXIMATE, Flag.END_APPROXIMATE),
        (Flag.START_UNCERTAIN, Flag.END_UNCERTAIN),
        (Flag.START_OPEN, Flag.END_OPEN),
        (Flag.START_UNKNOWN, Flag.END_UNKNOWN),
    )
    about, uncertain, open_, unknown = (some(start) or some(end) for start, end in ends)
    about_days = some(Flag.INSTANT | Flag.START_APPROXIMATE, Flag.LASTING)
    about_shape = Flag.START_APPROXIMATE | Flag.END_APPROXIMATE | (Flag.INSTANT if about_days else Flag.NONE)
    choices = (
        (some(Flag.INSTANT, Flag.LASTING), Entry(language("on that day"), Flag.INSTANT)),
        (
            some(Flag.NONE, Flag.LASTING | Flag.INSTANT | Flag.MEMBERS),
            Entry(language("some time within"), Flag.NONE),
        ),
        (some(Flag.LASTING), Entry(language("throughout"), Flag.LASTING)),
        (about, Entry(language("about"), about_shape)),
        (uncertain, Entry(language("uncertain"), Flag.START_UNCERTAIN | Flag.END_UNCERTAIN)),
        (open_, Entry(language("open end"), Flag.LASTING | Flag.END_OPEN)),
        (unknown, Entry(language("end unknown"), Flag.LASTING | Flag.END_UNKNOWN)),
        (some(Flag.MEMBERS, Flag.ALL_OF), Entry(language("one of these"), Flag.MEMBERS, pieces=_PIECES)),
        (some(Flag.ALL_OF), Entry(language("all of these"), Flag.MEMBERS | Flag.ALL_OF, pieces=_PIECES)),
    )
    return tuple(entry for wanted, entry in choices if wanted)


def legend_group(
    entries: tuple[Entry, ...], area: Box, inks: tuple[str, str], measurer: TextMeasurer
) -> tuple[Group, float]:
    """Draw entries from the left, in as many lines as they need; `inks` are the shapes' and the texts'.

    Returns the group and the height that it takes, whatever the area's own.
    """
    items: list[Primitive] = []
    x, middle = area.x, area.y + LINE_HEIGHT / 2
    for entry in entries:
        text_width = measurer.width(entry.meaning, FontRole.FOOT)
        sample = DISC if entry.flags == Flag.INSTANT else _SAMPLE
        width = sample + _TEXT_GAP + text_width
        if x > area.x and x + width > area.right:
            x, middle = area.x, middle + LINE_HEIGHT
        items.extend(_sample(entry, x, middle, inks[0], measurer))
        text_x = x + sample + _TEXT_GAP
        items.append(TextRun(text_x, middle + _TEXT_DROP, entry.meaning, FontRole.FOOT, inks[1], text_width))
        x += width + _ENTRY_GAP
    return Group("legend", tuple(items)), middle + LINE_HEIGHT / 2 - area.y


def _sample(
    entry: Entry, x: float, middle: float, colour: str, measurer: TextMeasurer
) -> tuple[Primitive, ...]:
    """Return a mark of the entry's shape that takes the sample's place."""
    plot = Box(x, middle - 10.0, _SAMPLE, 20.0)
    if entry.flags & Flag.INSTANT:
        bounds = (x + (DISC if entry.flags == Flag.INSTANT else _SAMPLE) / 2,) * 4
    elif entry.flags & Flag.END_UNKNOWN:
        bounds = (x, x, x + _UNKNOWN_BAR, x + _UNKNOWN_BAR)
    elif entry.flags & Flag.LASTING:
        bounds = (x, x, x + _SAMPLE, x + _SAMPLE)
    else:
        bounds = (x, x + _SAMPLE, x, x + _SAMPLE)
    pieces = tuple((x + start, x + end) for start, end in entry.pieces)
    mark = MarkX(bounds[0], bounds[1], bounds[2], bounds[3], int(entry.flags), pieces)
    return mark_items(mark, middle, colour, plot, measurer)
