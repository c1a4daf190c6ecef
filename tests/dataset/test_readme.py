"""What the README shows is true: examples are read, commands parse, dates mean what it says, links lead."""

import json
import re
import shlex
from pathlib import Path

import jsonschema
import pytest

from timeline_app.cli.parser import parse
from timeline_app.core.prose import read_date
from timeline_app.dataset.reading.reader import document_from_bytes
from timeline_app.dataset.schema import schema_text

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROSE = re.sub(r"^```.*?^```$", "", README, flags=re.MULTILINE | re.DOTALL)


def blocks(language):
    """Return the fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def rows(heading):
    """Return the cells of the table whose head begins with some text."""
    table = re.search(rf"^\| {heading} \|.*\n\|[- |]+\n((?:\|.*\n)+)", README, re.MULTILINE)
    assert table, f"no table {heading!r}"
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in table[1].splitlines()]


def commands():
    """Return the program's calls in the shell blocks, each as words after the program's name."""
    for line in "".join(blocks("sh")).splitlines():
        words = shlex.split(line, comments=True)
        for start in (index for index, word in enumerate(words) if word == "timeline-app"):
            end = next((index for index, word in enumerate(words) if index > start and word in "|>"), None)
            yield words[start + 1 : end]


def code(cell):
    return re.findall(r"`([^`]+)`", cell)


JSON_BLOCKS = blocks("json")
COMMANDS = list(commands())
DATES = [(text, *code(edtf)) for written, edtf in rows("Written") for text in code(written)]


def test_there_is_something_to_check():
    assert len(JSON_BLOCKS) == 2
    assert len(COMMANDS) >= 10
    assert len(DATES) >= 12


@pytest.mark.parametrize("text", JSON_BLOCKS)
def test_an_example_is_read_without_a_remark(text):
    dataset = document_from_bytes(text.encode(), "README.md").dataset
    assert [str(problem) for problem in dataset.problems] == []
    assert len(dataset.store) == 2


@pytest.mark.parametrize("text", JSON_BLOCKS)
def test_an_example_fits_the_schema(text):
    jsonschema.validate(json.loads(text), json.loads(schema_text()))


def test_the_marked_words_of_the_example_are_the_phrase_of_the_date():
    event = json.loads(JSON_BLOCKS[1])["events"][0]
    marked = [excerpt["exact"][slice(*excerpt["date"])] for excerpt in event["excerpts"]]
    assert marked == [event["when"]["reading"]["phrase"], "Im August dieses Jahres"]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_parses(words):
    parse(words)


@pytest.mark.parametrize(("text", "edtf"), DATES)
def test_a_date_is_read_as_the_table_says(text, edtf):
    assert read_date(text).text == edtf


def test_each_command_of_the_table_is_one(capsys):
    for cell, _ in rows("Command"):
        words = shlex.split(code(cell)[0])[1:]
        if words and words[0].isalpha():
            with pytest.raises(SystemExit) as ended:
                parse([words[0], "--help"])
            assert ended.value.code == 0
            assert f"usage: timeline-app {words[0]} " in capsys.readouterr().out


def test_each_make_target_is_there():
    targets = set(re.findall(r"\bmake ([a-z]+)", "\n".join(code(PROSE) + blocks("sh"))))
    rules = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"run", "test"} <= targets <= rules


def test_each_link_and_picture_leads_to_a_file():
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if "://" not in link]
    assert len(links) > 5
    for link in links:
        assert (ROOT / link).is_file(), link
