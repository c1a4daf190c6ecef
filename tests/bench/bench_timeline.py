"""Measure the program at a thousand to ten million events: `python tests/bench/bench_timeline.py`.

Owns the order of the runs and their table. Every figure is of a real process of the program with the
offscreen platform, one after the other; files are made once and kept in build/bench.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from files import dataset_file
from processes import Home

SIZES: Final = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
QUICK: Final = (1_000, 100_000)
LARGEST_FILE: Final = 1_000_000
"""Of more events there is no file: they are generated straight into columns."""

_HERE: Final = Path(__file__).resolve().parent
_KEPT: Final = _HERE.parents[1] / "build" / "bench"
_FORMATS: Final = (".png", ".svg", ".pdf")
_MB: Final = 1e6

Figures = dict[str, Any]


class Bench:
    """Runs the program in a home of its own and gathers figures."""

    def __init__(self, home: Path, kept: Path) -> None:
        self._home = Home(home)
        self._folder = home
        self._kept = kept

    def of_file(self, count: int) -> Figures:
        """Measure a file: decoding, two openings, the walk, exports."""
        file = dataset_file(count, self._kept)
        figures: Figures = {"events": count, "file_mb": round(file.stat().st_size / _MB, 1)}
        figures["decode"] = json.loads(self._home.run(str(_HERE / "decode.py"), str(file)).output)
        figures["empty"] = self._opened(dataset_file(1, self._kept), 1, "look")
        self._forget()
        figures["first"] = self._opened(file, count, "look")
        figures["second"] = self._opened(file, count, "walk")
        figures["export"] = {suffix: self._exported(file, suffix) for suffix in _FORMATS}
        return figures

    def of_columns(self, count: int) -> Figures:
        """Measure the walk over columns that were never in a file."""
        ended = self._home.run(str(_HERE / "columns_walk.py"), str(count), str(self._kept))
        return {"events": count, "second": {**json.loads(ended.output), "peak_mb": ended.peak_mb}}

    def _opened(self, file: Path, count: int, mode: str) -> Figures:
        ended = self._home.run(str(_HERE / "probe.py"), repr(time.monotonic()), str(count), mode, str(file))
        figures: Figures = json.loads(ended.output)
        peaks = {"family_peak_mb": ended.peak_mb, "family_peak_anonymous_mb": ended.peak_anonymous_mb}
        return {**figures, **peaks}

    def _exported(self, file: Path, suffix: str) -> Figures:
        """Export without a cache, as on a machine that has never seen the file."""
        self._forget()
        figure = self._folder / f"figure{suffix}"
        ended = self._home.run("-m", "timeline_app", "export", str(file), "-o", str(figure))
        return {"s": ended.seconds, "mb": round(figure.stat().st_size / _MB, 3)}

    def _forget(self) -> None:
        shutil.rmtree(self._home.cache, ignore_errors=True)


def machine() -> Figures:
    """Return what the figures were taken on, and how fast it is just now."""
    begun = time.perf_counter()
    sum(range(20_000_000))
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "load": [round(load, 1) for load in os.getloadavg()] if hasattr(os, "getloadavg") else [],
        "counting_ms": round((time.perf_counter() - begun) * 1000),
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    return next(
        (line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine()
    )


def table(results: list[Figures]) -> str:
    """Return the figures as a Markdown table with a column for each size."""
    columns = [_column(result) for result in results]
    names = list(dict.fromkeys(name for column in columns for name in column))
    rows = [["", *(f"{result['events']:,}" for result in results)], ["---", *("---:" for _ in results)]]
    rows += [[name, *(column.get(name, "") for column in columns)] for name in names]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _column(result: Figures) -> dict[str, str]:
    """Return one size's figures as texts by the names of their rows."""
    column: dict[str, str] = {}
    if "file_mb" in result:
        first, second, decode, size = result["first"], result["second"], result["decode"], result["file_mb"]
        plain, memory = decode["plain_s"], second["memory_mb"]
        column |= {
            "file, MB": f"{size:,.1f}",
            "plain msgspec decode; six fields, s": f"{plain:.2f}; {decode['six_fields_s']:.2f}",
            "first opening: first events; all painted, s": f"{_s(first['first_events_s'])}; {_s(first['whole_s'])}",
            "… of the plain decode": _ratio(first["whole_s"], plain),
            "second opening: all painted, s": _s(second["whole_s"]),
            "… more than a window with one event, s": _s(second["whole_s"] - result["empty"]["whole_s"]),
            "resident after loading, MB (of the file)": _share(memory["resident"], size),
            "peak of first opening, both processes, MB (of the file)": _share(first["family_peak_mb"], size),
            "longest pause: loading; indexing; filtering; searching, ms": "; ".join(
                f"{first['longest_pause_ms'].get(phase, 0):.0f}"
                for phase in ("loading", "indexing", "filtering", "searching")
            ),
            "search, slowest of five, ms": _slowest(first["waits_ms"], "search"),
            "filter, slowest of four, ms": _slowest(first["waits_ms"], "filter"),
        }
    for move, figures in result["second"].get("frames", {}).items():
        for part, said in (("frame", "frame"), ("layout", "of it layout"), ("paint", "of it paint")):
            figures_of_part = " / ".join(f"{figures[part][name]:.1f}" for name in ("median", "p95", "p99"))
            column[f"{move}: {said}, median / p95 / p99, ms"] = figures_of_part
    for suffix, one in result.get("export", {}).items():
        kind = suffix.removeprefix(".").upper()
        column[f"export to {kind} without a cache, s; MB"] = f"{one['s']:.2f}; {one['mb']:.2f}"
    return column


def _s(seconds: float | None) -> str:
    return "–" if seconds is None else f"{seconds:.2f}"


def _ratio(value: float, base: float) -> str:
    return f"{value / base:.1f} times"


def _share(megabytes: float, whole: float) -> str:
    return f"{megabytes:,.0f} ({megabytes / whole:.2f})" if whole > 100 else f"{megabytes:,.0f}"


def _slowest(waits: dict[str, float | None], kind: str) -> str:
    own = [wait for name, wait in waits.items() if name.startswith(kind)]
    return "–" if not own or None in own else f"{max(own):.0f}"


def main() -> None:
    """Run and print JSON, then the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", help="how many events, as in 1000,10000")
    parser.add_argument("--quick", action="store_true", help="a thousand and a hundred thousand events only")
    parser.add_argument("--folder", type=Path, default=_KEPT, help="where made-up files are kept")
    options = parser.parse_args()
    sizes = QUICK if options.quick else SIZES
    if options.sizes:
        sizes = tuple(int(size) for size in options.sizes.split(","))
    results = []
    with tempfile.TemporaryDirectory(prefix="timeline-bench-") as home:
        bench = Bench(Path(home), options.folder)
        for size in sizes:
            print(f"{size:,} events …", file=sys.stderr, flush=True)
            results.append(bench.of_file(size) if size <= LARGEST_FILE else bench.of_columns(size))
    print(json.dumps({"machine": machine(), "results": results}, ensure_ascii=False))
    print(f"\n{table(results)}")


if __name__ == "__main__":
    main()
