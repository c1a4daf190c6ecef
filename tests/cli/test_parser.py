"""The grammar of the command line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app import __version__
from timeline_app.cli.parser import parse
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

COMMANDS = ("export", "check", "add", "prepare", "date", "schema")
FIGURE = ExportFigure(
    file=Path("a.json"),
    output=Path("a.png"),
    size=None,
    scale=1.0,
    start=None,
    end=None,
    theme="light",
    lang="en",
)


@pytest.mark.parametrize(
    ("line", "request_meant"),
    [
        ("", ShowWindow(None, None, None)),
        ("a.json", ShowWindow(Path("a.json"), None, None)),
        ("./check --lang de --theme dark", ShowWindow(Path("check"), "de", "dark")),
        ("export a.json -o a.png", FIGURE),
        (
            "export a.json --output b.PDF --size 200x20000 --scale 4 --from 2018 --to 2025 --theme dark",
            ExportFigure(
                Path("a.json"), Path("b.PDF"), (200, 20_000), 4.0, "2018", "2025", theme="dark", lang="en"
            ),
        ),
        (
            "export a.json -o a.svg --from -0043-03 --to -0001",
            ExportFigure(
                Path("a.json"), Path("a.svg"), None, 1.0, "-0043-03", "-0001", theme="light", lang="en"
            ),
        ),
        ("check a.json b.json", CheckFiles([Path("a.json"), Path("b.json")])),
        ("add a.json -", AddEvents(Path("a.json"), ["-"])),
        (
            "add a.json b.json c.json --clash both --precision month --dry-run",
            AddEvents(Path("a.json"), ["b.json", "c.json"], "both", "month", dry_run=True),
        ),
        ("prepare a.json", PrepareFile(Path("a.json"), progress=False)),
        ("prepare --progress -- -a.json", PrepareFile(Path("-a.json"), progress=True)),
        ("date 2025-10", ReadDate("2025-10", None, "en")),
        ("date -0043-03-15 --lang de", ReadDate("-0043-03-15", None, "de")),
        ("date --as-of -0043 12-31", ReadDate("12-31", "-0043", "en")),
        ("date -- -0043", ReadDate("-0043", None, "en")),
        ("check -- -a.json", CheckFiles([Path("-a.json")])),
        ("schema", PrintSchema()),
    ],
)
def test_words_become_a_request(line: str, request_meant: Request) -> None:
    assert parse(line.split()) == request_meant


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("export a.json", "the following arguments are required: -o/--output"),
        ("export a.json -o a.gif", "'a.gif' names no format; expected a file ending in .png, .svg or .pdf"),
        ("export a.json -o a", "'a' names no format"),
        (
            "export a.json -o a.png --size 1600",
            "'1600' is no size; expected width and height, as in 1600x900",
        ),
        ("export a.json -o a.png --size 199x900", "'199x900' is out of reach; each side is 200 to 20000"),
        ("export a.json -o a.png --size 1600x20001", "each side is 200 to 20000"),
        ("export a.json -o a.png --size ٢٠٠x٢٠٠", "is no size"),
        ("export a.json -o a.png --scale 0.5", "'0.5' is out of reach; a scale is 1 to 4"),
        ("export a.json -o a.png --scale nan", "a scale is 1 to 4"),
        ("export a.json -o a.png --scale big", "'big' is no number"),
        ("export a.json -o a.png --theme blue", "invalid choice: 'blue'"),
        ("check", "the following arguments are required: FILE"),
        ("prepare", "the following arguments are required: FILE"),
        ("add a.json", "the following arguments are required: NEW"),
        ("a.json b.json", "unrecognized arguments: b.json"),
        ("schema more", "unrecognized arguments: more"),
    ],
)
def test_bad_usage_is_explained_and_ends_with_two(
    line: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(line.split())
    assert ended.value.code == 2
    assert sentence in capsys.readouterr().err


def test_help_names_every_command_and_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(["--help"])
    text = capsys.readouterr().out
    assert ended.value.code == 0
    assert all(f"\n  {command} " in text for command in COMMANDS)
    assert "0 done, 1 check found problems, 2 bad input or usage, 3 no display" in text


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse([command, "--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: timeline-app {command} ")


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["--version"])
    assert capsys.readouterr().out == f"timeline-app {__version__}\n"


@given(st.integers(-999_999, -1))
def test_a_year_before_zero_is_never_taken_for_an_option(year: int) -> None:
    text = f"{year:07}"
    assert parse(["date", text]) == ReadDate(text, None, "en")
    assert parse(["date", "1 May", "--as-of", text]) == ReadDate("1 May", text, "en")
