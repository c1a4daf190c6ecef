"""Fuzz one target: `python tests/fuzz/fuzz.py TARGET --seconds N`.

With atheris (a package for Linux and macOS, not among this project's requirements) the fuzzing is guided by
coverage and fast; without it `tracing` guides a simple one. What fails is kept in a file and named. `--keep`
adds to the corpus in the repository those inputs that reach lines which it has not reached yet.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
CORPUS: Final = HERE / "corpus"
LONGEST_KEPT: Final = 4_000
"""Inputs of more bytes do not come into the corpus."""
SLICE: Final = 60
"""How many seconds a process fuzzes."""

sys.path.insert(0, str(HERE))
from mutation import changed  # noqa: E402 - found beside this file
from tracing import lines_reached  # noqa: E402 - likewise

Check = Callable[[bytes], None]


def main() -> int:
    """Fuzz the target named on the command line; return 0 where nothing failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("target", choices=sorted(path.name for path in CORPUS.iterdir()))
    parser.add_argument("--seconds", type=int, default=60, metavar="N", help="how long (60)")
    parser.add_argument("--found", type=Path, default=Path(tempfile.gettempdir()), help="where failures go")
    parser.add_argument("--keep", action="store_true", help="let the corpus grow by what reaches new lines")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        work = Path(folder) / arguments.target
        work.mkdir()
        failed = _fuzz(arguments.target, arguments.seconds, work, arguments.found)
        if arguments.keep and not failed:
            _keep(arguments.target, work)
    return failed


def inputs_of(folder: Path) -> Iterator[bytes]:
    """Yield the inputs in a folder, short ones first."""
    for path in sorted(folder.iterdir(), key=lambda path: (path.stat().st_size, path.name)):
        yield path.read_bytes()


def _check_of(target: str) -> Check:
    check: Check = import_module("targets").TARGETS[target].check
    return check


def _fuzz(target: str, seconds: int, work: Path, found: Path) -> int:
    """Fuzz for a time; what reaches something new is left in `work`."""
    known = import_module("targets").TARGETS[target]
    for number, data in enumerate(known.seeds()):
        (work / f"seed-{number}").write_bytes(data)
    if find_spec("atheris") is None:
        return _fuzz_without_atheris(target, seconds, work, found)
    words = work.with_suffix(".dict")
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in known.words()), encoding="ascii")
    options = (
        f"-artifact_prefix={found}/{target}-",
        f"-dict={words}",
        "-max_len=2048",
        "-timeout=20",
        "-rss_limit_mb=2048",
    )
    guided = (sys.executable, str(HERE / "guided.py"), target, *options, str(work), str(CORPUS / target))
    # atheris loses memory where arrays are compared; a new process goes on with what the last one left.
    for begun in range(0, seconds, SLICE):
        if failed := subprocess.call((*guided, f"-max_total_time={min(SLICE, seconds - begun)}")):
            return failed
    return 0


def _escaped(word: bytes) -> str:
    """Return bytes as a dictionary of libFuzzer writes them."""
    return "".join(f"\\x{byte:02X}" for byte in word)


def _fuzz_without_atheris(target: str, seconds: int, work: Path, found: Path) -> int:
    check, end = _check_of(target), time.monotonic() + seconds
    pool = [*inputs_of(work), *inputs_of(CORPUS / target)]
    seen = set().union(*(lines_reached(check, data) for data in pool))
    choose, tried = random.Random(0), 0
    while time.monotonic() < end:
        data, tried = changed(choose.choice(pool), pool, choose), tried + 1
        try:
            reached = lines_reached(check, data)
        except Exception:
            path = found / f"{target}-failure-{tried}"
            path.write_bytes(data)
            print(f"{path} fails:", file=sys.stderr)
            raise
        if not reached <= seen:
            seen |= reached
            pool.append(data)
            (work / f"new-{tried}").write_bytes(data)
    print(f"{target}: {tried:,} inputs tried, {len(seen):,} lines reached")
    return 0


def _keep(target: str, work: Path) -> None:
    """Add to the corpus what reaches lines that neither it nor the seeds reach, short inputs first."""
    known, corpus = import_module("targets").TARGETS[target], CORPUS / target
    seen = set().union(*(lines_reached(known.check, data) for data in (*known.seeds(), *inputs_of(corpus))))
    for data in inputs_of(work):
        reached = lines_reached(known.check, data) if len(data) <= LONGEST_KEPT else set()
        if not reached <= seen:
            seen |= reached
            (corpus / sha256(data).hexdigest()[:16]).write_bytes(data)


if __name__ == "__main__":
    sys.exit(main())
