"""Measure how many simple dates a second are read, and print JSON: `python tests/bench/bench_edtf.py`.

The dates are all different, so that no cache could help; a tenth are years, two tenths months, the rest days.
"""

from __future__ import annotations

import json
import random
import sys
import time

from timeline_app.core.edtf import parse_edtf

COUNT = 200_000
ROUNDS = 5


def simple_dates() -> list[str]:
    """Return texts of years, months and days from 0001 to 9999, shuffled."""
    chosen = random.Random(7)  # noqa: S311 - a sample, no secret
    days = [
        f"{chosen.randint(1, 9999):04}-{chosen.randint(1, 12):02}-{chosen.randint(1, 28):02}"
        for _ in range(COUNT * 7 // 10)
    ]
    months = [f"{chosen.randint(1, 9999):04}-{chosen.randint(1, 12):02}" for _ in range(COUNT * 2 // 10)]
    years = [f"{chosen.randint(1, 9999):04}" for _ in range(COUNT // 10)]
    texts = days + months + years
    chosen.shuffle(texts)
    return texts


def mixed_dates() -> list[str]:
    """Return texts of every level, repeated to a number that can be timed."""
    features = [
        "1985-04-12T23:20:30Z",
        "2004-02-01/2005-02",
        "1985/..",
        "/1985",
        "1984?",
        "2004-06~-11",
        "?2004-06-~11",
        "201X",
        "156X-12-25",
        "1985-XX-XX",
        "-0043",
        "Y-17E7",
        "1950S2",
        "2001-21",
        "2001-34",
        "[1667,1668,1670..1672]",
        "{1960,1961-12}",
    ]
    return features * (COUNT // 10 // len(features))


def rate(texts: list[str]) -> int:
    """Return the dates a second of the best round, bounds included."""
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.process_time()
        for text in texts:
            _ = parse_edtf(text).bounds.latest_end
        best = min(best, time.process_time() - begun)
    return round(len(texts) / best)


if __name__ == "__main__":
    result = {"simple_per_second": rate(simple_dates()), "mixed_per_second": rate(mixed_dates())}
    json.dump(result, sys.stdout)
    sys.stdout.write("\n")
