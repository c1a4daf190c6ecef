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
    shown = language.number(counts.in_view - counts.scrolled_away)
    everything = counts.total + counts.filtered
    total = language.number(everything)
    if counts.folded:
        parts = [language("{shown} of {total} events in view", shown=shown, total=total)]
    elif everything == 1:
        parts = [language("{shown} of 1 event shown", shown=shown)]
    else:
        parts = [language("{shown} of {total} events shown", shown=shown, total=total)]
    if counts.folded:
        alone = counts.labelled + counts.marked_only
        parts.append(language("{n} one by one", n=language.number(alone)))
        parts.append(language("{n} folded", n=language.number(counts.folded)))
    if outside := counts.total - counts.in_view:
        parts.append(language("{n} outside the view", n=language.number(outside)))
    if counts.marked_only:
        parts.append(language("{n} without a label", n=language.number(counts.marked_only)))
    if counts.scrolled_away:
        parts.append(language("{n} above or below", n=language.number(counts.scrolled_away)))
    if counts.filtered:
        parts.append(language("{n} hidden by filters", n=language.number(counts.filtered)))
    if counts.omitted:
        parts.append(language("{n} could not be read", n=language.number(counts.omitted)))
    if len(parts) == 1:
        parts.append(language("nothing hidden"))
    return " · ".join(parts)
