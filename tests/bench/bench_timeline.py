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
from typing import Final

from files import dataset_file, packed_file
from processes import Home
from report import Figures, machine_line, table

SIZES: Final = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
QUICK: Final = (1_000, 100_000)
LARGEST_FILE: Final = 1_000_000
"""Of more events there is no file: they are generated straight into columns."""

_HERE: Final = Path(__file__).resolve().parent
_KEPT: Final = _HERE.parents[1] / "build" / "bench"
_OTHER_FORMS_AT: Final = 100_000
"""Of so many events a compressed file of JSON Lines is opened, too."""
_FORMATS: Final = (".png", ".svg", ".pdf")
_MB: Final = 1e6


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
        if count == _OTHER_FORMS_AT:
            packed = packed_file(count, self._kept)
            self._forget()
            figures["packed_mb"] = round(packed.stat().st_size / _MB, 1)
            figures["packed"] = self._opened(packed, count, "look")
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
        "system": platform.system(),
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
    before = machine()
    results = []
    with tempfile.TemporaryDirectory(prefix="timeline-bench-") as home:
        bench = Bench(Path(home), options.folder)
        for size in sizes:
            print(f"{size:,} events …", file=sys.stderr, flush=True)
            results.append(bench.of_file(size) if size <= LARGEST_FILE else bench.of_columns(size))
    figures = {"machine": before, "results": results}
    print(json.dumps(figures, ensure_ascii=False))
    print(f"\n{machine_line(figures['machine'])}\n\n{table(results)}")


if __name__ == "__main__":
    main()
