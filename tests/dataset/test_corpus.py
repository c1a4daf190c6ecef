"""The inputs that fuzzing has kept, and those it starts from, each tried again."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

FUZZ = Path(__file__).resolve().parents[1] / "fuzz"
sys.path.insert(0, str(FUZZ))

from targets import TARGETS  # noqa: E402 - found in the folder named above

KEPT = sorted((FUZZ / "corpus").glob("*/*"))


def test_the_corpus_is_of_the_targets_and_small() -> None:
    assert {path.name for path in (FUZZ / "corpus").iterdir()} == TARGETS.keys()
    assert sum(path.stat().st_size for path in KEPT) < 300_000


@pytest.mark.parametrize("target", TARGETS)
def test_seeds_break_no_promise(target: str) -> None:
    for data in TARGETS[target].seeds():
        TARGETS[target].check(data)


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_fuzzing_kept_breaks_no_promise(path: Path) -> None:
    TARGETS[path.parent.name].check(path.read_bytes())
