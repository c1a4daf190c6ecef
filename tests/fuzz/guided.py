"""Fuzzing of one target by libFuzzer: `guided.py TARGET`, then libFuzzer's own options and folders.

Runs in a process of its own, which libFuzzer ends. `fuzz.py` starts it.
"""

from __future__ import annotations

import sys

import atheris

if __name__ == "__main__":
    with atheris.instrument_imports(include=["timeline_app"]):
        from targets import TARGETS

    program, target, *options = sys.argv
    atheris.Setup([program, *options], TARGETS[target].check)
    atheris.Fuzz()
