"""How many events a view shows and how: the figures of the status line and their sentence.

Owns the words for what is not seen, so that nothing disappears silently. Knows no layout and no Qt.
"""

from __future__ import annotations

from dataclasses import dataclass

from timeline_app.core.language import Language


@dataclass(frozen=True, slots=True)
class ViewCounts:
    """Numbers of events; `in_view` is `labelled`, `marked_only`, `folded` and `scrolled_away` together.

    `total` counts the dataset's events, `in_view` those that touch the viewport, `labelled` those with a
    label beside their mark, `marked_only` those shown by a mark alone, `folded` those in a density strip and
    its clusters, `scrolled_away` those above or below what is seen. `omitted` counts events of the file
    that could not be read and `filtered` those that filters hide; neither are in `total`.
    """

    total: int
    in_view: int
    labelled: int
    marked_only: int
    omitted: int = 0
    scrolled_away: int = 0
    folded: int = 0
    filtered: int = 0


def counts_text(counts: ViewCounts, language: Language) -> str:
    """Return the figures in words, parts set off by a middle dot; "nothing hidden" only where it is true."""
    if counts.total == 0 and counts.omitted == 0 and counts.filtered == 0:
        return language("No events")
    number = language.number
    hidden = (
        (counts.total - counts.in_view, language("{n} outside the view")),
        (counts.marked_only, language("{n} without a label")),
        (counts.scrolled_away, language("{n} above or below")),
        (counts.filtered, language("{n} hidden by filters")),
        (counts.omitted, language("{n} could not be read")),
    )
    parts = [*_shown(counts, language), *(text.format(n=number(n)) for n, text in hidden if n)]
    if len(parts) == 1:
        parts.append(language("nothing hidden"))
    return " · ".join(parts)


def _shown(counts: ViewCounts, language: Language) -> list[str]:
    everything = counts.total + counts.filtered
    shown, total = language.number(counts.in_view - counts.scrolled_away), language.number(everything)
    if counts.folded:
        alone = counts.labelled + counts.marked_only
        return [
            language("{shown} of {total} events in view", shown=shown, total=total),
            language("{n} one by one", n=language.number(alone)),
            language("{n} folded", n=language.number(counts.folded)),
        ]
    if everything == 1:
        return [language("{shown} of 1 event shown", shown=shown)]
    return [language("{shown} of {total} events shown", shown=shown, total=total)]
