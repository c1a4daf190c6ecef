"""Fuzzing of one target by libFuzzer: `guided.py TARGET`, then libFuzzer's own options and folders.

Runs in a process of its own, which libFuzzer ends. `fuzz.py` starts it.
"""

from __future__ import annotations

import sys
from random import Random

import atheris
from mutation import with_another_tree


def mutate(data: bytes, max_size: int, seed: int) -> bytes:
    """Change the JSON of an input half of the time, else its bytes."""
    choose = Random(seed)
    tree = with_another_tree(data, choose) if choose.random() < 0.5 else None
    return tree if tree is not None and len(tree) <= max_size else atheris.Mutate(data, max_size)


if __name__ == "__main__":
    with atheris.instrument_imports(include=["timeline_app"]):
        from targets import TARGETS

    program, target, *options = sys.argv
    atheris.Setup([program, *options], TARGETS[target].check, custom_mutator=mutate)
    atheris.Fuzz()
