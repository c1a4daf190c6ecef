"""The program's one entrance: from the command line to a command or the window, and to an exit code.

Imports what a request needs only when it is asked for: help needs neither Qt nor numpy.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from timeline_app.cli.parser import PROGRAM, parse
from timeline_app.cli.requests import (
    AddEvents,
    CheckFiles,
    ExitCode,
    ExportFigure,
    PrepareFile,
    PrintSchema,
    ReadDate,
    Request,
    ShowWindow,
)
from timeline_app.core.controls import escaped
from timeline_app.core.errors import TimelineError

if TYPE_CHECKING:
    from timeline_app.gui.flows.second_process import SecondProcess

# numpy starts these threads as it is imported, for linear algebra, of which there is none here.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def run() -> NoReturn:
    """Answer the command line and leave at once.

    All is written and closed by then; to take the interpreter apart would cost a tenth of an export.
    """
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the words of the command line ask for and return the exit code."""
    _write_utf8()
    try:
        code = _answer(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
    except BrokenPipeError:
        # Nobody reads on: what is still buffered must not complain at interpreter exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.BROKEN_PIPE
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    return code


def _answer(words: Sequence[str]) -> int:
    try:
        return _carry_out(parse(words))
    except SystemExit as ended:
        return int(ended.code or ExitCode.DONE)
    except BrokenPipeError:
        raise
    except TimelineError as error:
        _complain(str(error))
    except OSError as error:
        _complain(f"{error.filename or PROGRAM}: {error.strerror or error}")
    return ExitCode.BAD_INPUT


def _complain(lines: str) -> None:
    """Print what went wrong; a name or a text in it may hold anything."""
    print(*map(escaped, lines.split("\n")), sep="\n", file=sys.stderr)


def _carry_out(request: Request) -> int:
    match request:
        case ShowWindow():
            return _show_window(request)
        case ExportFigure() | PrepareFile():
            with _collections_off():
                return _build(request)
        case CheckFiles():
            from timeline_app.cli.check import check_files

            return check_files(request)
        case AddEvents():
            from timeline_app.cli.add import add_events

            with _collections_off():
                return add_events(request)
        case ReadDate():
            from timeline_app.cli.date import read_date_text

            return read_date_text(request)
        case PrintSchema():
            from timeline_app.cli.schema import print_schema

            return print_schema()


def _build(request: ExportFigure | PrepareFile) -> int:
    """Do what makes so many values that collecting garbage would take longer than making them."""
    if isinstance(request, PrepareFile):
        from timeline_app.cli.prepare import prepare_file

        return prepare_file(request)
    from timeline_app.app.preflight import check_for_export

    check_for_export()
    from timeline_app.cli.export import export_figure

    return export_figure(request)


@contextmanager
def _collections_off() -> Iterator[None]:
    """Put off garbage collection: the process ends before one would pay, and starts 6 % sooner."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _show_window(request: ShowWindow) -> int:
    from timeline_app.app.preflight import NoDisplayError, check_for_window

    try:
        check_for_window()
    except NoDisplayError as error:
        print(f"{PROGRAM}: {error}", file=sys.stderr)
        return ExitCode.NO_DISPLAY
    file = _on_its_way(request.file)
    from timeline_app.app.launch import launch

    return launch(file, request.theme, request.lang)


def _on_its_way(file: Path | None) -> Path | SecondProcess | None:
    """Have a large file read while Qt is loaded: both take a while, and neither needs the other."""
    if file is None:
        return None
    from timeline_app.dataset.large.column_cache import ColumnCache
    from timeline_app.gui.flows.second_process import SecondProcess, is_worth_a_process

    return SecondProcess(file) if is_worth_a_process(file, ColumnCache.of_this_user()) else file


def _write_utf8() -> None:
    """Make pipes and terminals take every text, also a file name that is no Unicode."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    run()
