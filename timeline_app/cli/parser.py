"""From command-line words to a request; help, version and usage errors.

Owns the grammar of the command line. Imports neither Qt nor numpy, so that `--help` answers at once.
"""

from __future__ import annotations

import re
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from timeline_app import __version__
from timeline_app.cli.requests import (
    AddEvents,
    CheckFiles,
    ExportFigure,
    PrepareFile,
    PrintSchema,
    ReadDate,
    Request,
    ShowWindow,
)

PROGRAM: Final = "timeline-app"
FORMATS: Final = ("png", "svg", "pdf")
_LANGUAGES: Final = ("en", "de")
_THEMES: Final = ("light", "dark")
_SIDE: Final = range(200, 20_001)
_DATE_OPTIONS: Final = ("--from", "--to", "--as-of")


def parse(words: Sequence[str]) -> Request:
    """Return what the words after the program's name ask for.

    Raises SystemExit, as argparse does: with 0 after help or version, with 2 after a usage error.
    """
    command = _COMMANDS.get(words[0]) if words else None
    if command is None:
        return ShowWindow(**vars(_window_parser().parse_args(words)))
    parser = ArgumentParser(
        prog=f"{PROGRAM} {words[0]}", description=f"{command.summary[0].upper()}{command.summary[1:]}."
    )
    command.declare(parser)
    return command.request(**vars(parser.parse_args(_shield_negative_years(words[1:]))))


def _window_parser() -> ArgumentParser:
    width = max(map(len, _COMMANDS))
    commands = "\n".join(f"  {name:<{width}}  {command.summary}" for name, command in _COMMANDS.items())
    parser = ArgumentParser(
        prog=PROGRAM,
        usage=f"{PROGRAM} [--lang {{en,de}}] [--theme {{light,dark}}] [FILE]\n"
        f"       {PROGRAM} COMMAND ...   ({PROGRAM} COMMAND --help explains it)",
        description="Show a chronology on a timeline, each event with the words of its sources.",
        epilog=f"commands:\n{commands}\n\n"
        "A file named like a command is opened as ./NAME.\n"
        "Exit codes: 0 done, 1 check found problems, 2 bad input or usage, 3 no display.",
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        type=Path,
        help="the file to open (default: the bundled one)",
    )
    parser.add_argument("--lang", choices=_LANGUAGES, help="language (default: the system's)")
    parser.add_argument("--theme", choices=_THEMES, help="colours (default: the system's)")
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    return parser


def _declare_export(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="the file to show")
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        type=_figure_path,
        required=True,
        help="the figure to write; its extension chooses the format: .png, .svg or .pdf",
    )
    parser.add_argument(
        "--size",
        metavar="WxH",
        type=_size,
        help="width and height, 200 to 20000 each (default: 1600 wide, 900 high or as all lanes need)",
    )
    parser.add_argument(
        "--scale", metavar="N", type=_scale, default=1.0, help="pixels of a PNG per unit of size, 1 to 4"
    )
    parser.add_argument("--from", dest="start", metavar="DATE", help="where the figure begins")
    parser.add_argument("--to", dest="end", metavar="DATE", help="where the figure ends, that date included")
    parser.add_argument("--theme", choices=_THEMES, default="light", help="colours (default: light)")
    _declare_language(parser, "language of labels and titles")


def _declare_check(parser: ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help="a file to check")


def _declare_add(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="the file that grows")
    parser.add_argument(
        "new", metavar="NEW", nargs="+", help="a JSON file of events, or - for standard input"
    )
    parser.add_argument(
        "--clash",
        choices=("mine", "theirs", "both"),
        help="what becomes of entries whose ids others have in FILE: those stay, those of NEW take their "
        "place, or both are kept, those of NEW under ids of their own (default: nothing is added)",
    )
    parser.add_argument(
        "--precision",
        choices=("as-written", "month", "year"),
        help="what dates are where most days of NEW are 1 January, or the first of a month: days as written, "
        "or known only to the month or year (default: nothing is added then)",
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="say what is new, clashing, there already or doubtful; write nothing",
    )


def _declare_prepare(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="a large file, JSON or JSON Lines, also compressed"
    )
    parser.add_argument("--progress", action="store_true", help="tell each step as a line of JSON")


def _declare_date(parser: ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help='a date as EDTF or in words: "2025-10", "28. Oktober"')
    parser.add_argument("--as-of", metavar="DATE", help="the date from which a missing year is understood")
    _declare_language(parser, "language of the date in words")


def _declare_schema(_parser: ArgumentParser) -> None:
    """Declare nothing: the schema is printed as it is."""


def _declare_language(parser: ArgumentParser, purpose: str) -> None:
    parser.add_argument("--lang", choices=_LANGUAGES, default="en", help=f"{purpose} (default: en)")


@dataclass(frozen=True, slots=True)
class _Command:
    request: Callable[..., Request]
    declare: Callable[[ArgumentParser], None]
    summary: str


_COMMANDS: Final = {
    "export": _Command(ExportFigure, _declare_export, "write a view as a PNG, SVG or PDF figure"),
    "check": _Command(CheckFiles, _declare_check, "list the problems of files, each with its place"),
    "add": _Command(AddEvents, _declare_add, "add the events of JSON files to another file"),
    "prepare": _Command(PrepareFile, _declare_prepare, "prepare a large file for quick opening"),
    "date": _Command(ReadDate, _declare_date, "tell as JSON what a date means"),
    "schema": _Command(PrintSchema, _declare_schema, "print the JSON Schema of the file format"),
}


def _shield_negative_years(words: Sequence[str]) -> list[str]:
    """Return the words so that argparse does not take a year before 0, as in `-0043-03`, for an option."""
    options: list[str] = []
    dates: list[str] = []
    for number, word in enumerate(words):
        if word == "--":
            dates.extend(words[number + 1 :])
            break
        if not re.match(r"-\d", word):
            options.append(word)
        elif options and options[-1] in _DATE_OPTIONS:
            options[-1] += f"={word}"
        else:
            dates.append(word)
    return [*options, "--", *dates] if dates else options


def _figure_path(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower().removeprefix(".") not in FORMATS:
        raise ArgumentTypeError(f"{text!r} names no format; expected a file ending in .png, .svg or .pdf")
    return path


def _size(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"([0-9]{1,6})[x×]([0-9]{1,6})", text, re.IGNORECASE)
    if match is None:
        raise ArgumentTypeError(f"{text!r} is no size; expected width and height, as in 1600x900")
    width, height = int(match[1]), int(match[2])
    if width not in _SIDE or height not in _SIDE:
        raise ArgumentTypeError(f"{text!r} is out of reach; each side is {_SIDE.start} to {_SIDE.stop - 1}")
    return width, height


def _scale(text: str) -> float:
    try:
        scale = float(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no number; expected a scale from 1 to 4") from None
    if not 1 <= scale <= 4:
        raise ArgumentTypeError(f"{text!r} is out of reach; a scale is 1 to 4")
    return scale
