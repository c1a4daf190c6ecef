"""The figures of a run as a Markdown table, a column for each number of events.

Owns the rows and their words. Knows not how anything is measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

Figures = dict[str, Any]

_PHASES: Final = ("loading", "indexing", "filtering", "searching")
_PERCENTILES: Final = ("median", "p95", "p99")
_PARTS: Final = {"frame": "frame", "layout": "of it layout", "paint": "of it paint"}
_LARGE_MB: Final = 100
"""Of a smaller file no share is said: the program itself takes more."""


def machine_line(machine: Figures) -> str:
    """Return what the figures were taken on, as a sentence."""
    load = f", load {machine['load'][0]} before it began" if machine["load"] else ""
    return (
        f"{machine['processor']}, {machine['cores']} cores, no GPU used, {machine['system']}, "
        f"Python {machine['python']}, Qt's offscreen platform{load}; "
        f"Python counts to 20 million in {machine['counting_ms']} ms."
    )


def table(results: Sequence[Figures]) -> str:
    """Return the figures as a table in Markdown."""
    columns = [dict(_rows(result)) for result in results]
    names = dict.fromkeys(name for column in columns for name in column)
    lines = [
        ["Events", *(f"{result['events']:,}" for result in results)],
        ["---", *("---:" for _ in results)],
    ]
    lines += [[name, *(column.get(name, "") for column in columns)] for name in names]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _rows(result: Figures) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each row of one column."""
    if "file_mb" in result:
        yield from _opening_rows(result)
    for move, figures in result["second"].get("frames", {}).items():
        for part, said in _PARTS.items():
            numbers = " / ".join(f"{figures[part][name]:.1f}" for name in _PERCENTILES)
            yield f"{move.capitalize()}: {said}, ms (median / p95 / p99)", numbers
    for suffix, one in result.get("export", {}).items():
        kind = suffix.removeprefix(".").upper()
        yield f"Export to {kind} without a cache, s (MB)", f"{one['s']:.1f} ({one['mb']:.2f})"


def _opening_rows(result: Figures) -> Iterator[tuple[str, str]]:
    first, second, size = result["first"], result["second"], result["file_mb"]
    plain, typed = result["decode"]["plain_s"], result["decode"]["six_fields_s"]
    yield "File, MB", f"{size:,.1f}"
    yield "Decoded by msgspec alone; six fields of it, s", f"{plain:.2f}; {typed:.2f}"
    yield "First opening: first events painted, s", _seconds(first.get("first_events_s"))
    yield "First opening: all painted, s", _seconds(first.get("whole_s"))
    if "whole_s" in first:
        ratios = f"{first['whole_s'] / plain:.1f}; {first['whole_s'] / typed:.1f}"
        yield "… in times the decoding; that of six fields", ratios
    yield "Second opening: all painted, s", _seconds(second.get("whole_s"))
    yield "Window with one event, s", _seconds(result["empty"].get("whole_s"))
    if "packed" in result:
        yield "First opening as JSON Lines in gzip, s", _seconds(result["packed"].get("whole_s"))
    yield "Resident when loaded, MB (of the file)", _share(first["memory_mb"]["resident"], size)
    yield "Peak of both processes, MB (of the file)", _share(first["family_peak_mb"], size)
    yield "Search index ready after the last paint, s", _seconds_of(first["waits_ms"].get("index"))
    yield "Slowest of five searches, ms", _slowest(first["waits_ms"], "search")
    yield "Slowest of four filters, ms", _slowest(first["waits_ms"], "filter")
    for phase in _PHASES:
        pause = first["longest_pause_ms"].get(phase)
        yield f"Longest pause of the window while {phase}, ms", "–" if pause is None else f"{pause:.0f}"


def _seconds(seconds: float | None) -> str:
    return "–" if seconds is None else f"{seconds:.2f}"


def _seconds_of(milliseconds: float | None) -> str:
    return _seconds(None if milliseconds is None else milliseconds / 1000)


def _share(megabytes: float, whole: float) -> str:
    return f"{megabytes:,.0f} ({megabytes / whole:.2f})" if whole > _LARGE_MB else f"{megabytes:,.0f}"


def _slowest(waits: Mapping[str, float | None], kind: str) -> str:
    own = [wait for name, wait in waits.items() if name.startswith(kind)]
    known = [wait for wait in own if wait is not None]
    return f"{max(known):.0f}" if own and len(known) == len(own) else "–"
