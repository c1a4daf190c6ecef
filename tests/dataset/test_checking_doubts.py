"""Warnings of `check` about dates that say more than their words, come after their sources, or come twice."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from timeline_app.bundled import EVENTS
from timeline_app.core.errors import Problem
from timeline_app.dataset.checks.checking import check_document
from timeline_app.dataset.large import opening
from timeline_app.dataset.large.column_cache import ColumnCache

SOURCES = [
    {"id": "s", "issued": "2025-10-30"},
    {"id": "later", "issued": "2025-11"},
    {"id": "undated"},
    {"id": "open", "issued": "2025-10/.."},
]


def head(**fields: object) -> dict[str, object]:
    return {"format": "timeline", "version": "1.0", "title": "T", "sources": SOURCES, **fields}


def checked(path: Path) -> tuple[Problem, ...]:
    return check_document(path, ColumnCache(path.parent / "cache"))


def said_of(folder: Path, *events: dict[str, object]) -> list[str]:
    path = folder / "a.json"
    path.write_text(json.dumps(head(events=events)), encoding="utf-8")
    return [f"{problem.severity} {problem.path}: {problem.message}" for problem in checked(path)]


def event(when: object, *sources: str, **fields: object) -> dict[str, object]:
    excerpts = [{"source": source, "exact": "x", "date": [0, 1]} for source in sources or ("undated",)]
    return {"id": "a", "title": "A", "when": when, "excerpts": excerpts, **fields}


WORDS = [
    ("2018-05-03", {"phrase": "In 2018"}, '"In 2018" gives 2018'),
    ("2018-05", {"phrase": "In 2018", "rule": "stated"}, '"In 2018" gives 2018'),
    ("2018-05", {"phrase": "im Jahr 2018", "rule": "claimed"}, '"im Jahr 2018" gives 2018'),
    (
        "2024-03",
        {"phrase": "last year", "base": "2025", "rule": "last-year"},
        '"last year" gives 2024',
    ),
    ("2025-05-02", {"phrase": "In May", "base": "2025-10"}, '"In May" gives 2025-05'),
    ("2018-05-03", {"phrase": {"en": "2018", "de": "Mai 2018"}}, '"Mai 2018" gives 2018-05'),
    ("2018-05-03T10:00", {"phrase": "3 May 2018"}, '"3 May 2018" gives 2018-05-03'),
    ("2018-01", {"phrase": "early 2018"}, '"early 2018" gives 2018-37~'),
    ("1964", {"phrase": "the 1960s"}, '"the 1960s" gives 196X'),
    ("2018-05-03", {"phrase": "2018–2020"}, '"2018–2020" gives 2018/2020'),
]


@pytest.mark.parametrize(("edtf", "reading", "given"), WORDS)
def test_a_date_that_is_finer_than_its_words_is_a_warning(
    tmp_path: Path, edtf: str, reading: dict[str, object], given: str
) -> None:
    said = said_of(tmp_path, event({"edtf": edtf, "reading": reading}))
    assert said == [f"warning events[0].when.edtf: the date is finer than its words: {given}"]


@pytest.mark.parametrize(
    ("edtf", "phrase", "given"),
    [
        ("2018-04/2019-05", "from March 2018 to May 2019", "2018-03/2019-05"),
        ("2018-03/2019-06", "from March 2018 to May 2019", "2018-03/2019-05"),
        ("2018/2020", "since 2019", "2019/.."),
        ("../2020", "from 2018 to 2020", "2018/2020"),
    ],
)
def test_a_period_that_differs_from_its_words_is_a_warning(
    tmp_path: Path, edtf: str, phrase: str, given: str
) -> None:
    said = said_of(tmp_path, event({"edtf": edtf, "reading": {"phrase": phrase}}))
    assert said == [f'warning events[0].when.edtf: the date differs from its words: "{phrase}" gives {given}']


@pytest.mark.parametrize(
    ("edtf", "reading"),
    [
        ("2018-03/2019-05", {"phrase": "from March 2018 to May 2019"}),
        ("2018-03~/2019-05", {"phrase": "from March 2018 to May 2019"}),
        ("2019/2020", {"phrase": "since 2019"}),
        ("2018/2020", {"phrase": "from 2019 to 2020", "rule": "derived"}),
        ("2018/2020", {"phrase": "from 2019 to 2020", "note": "The second edition corrects the year."}),
        ("2018/2020", {"phrase": "2019"}),
        ("2018/2020", {"phrase": "for some years"}),
    ],
)
def test_a_period_may_say_what_its_words_leave_open(
    tmp_path: Path, edtf: str, reading: dict[str, object]
) -> None:
    assert said_of(tmp_path, event({"edtf": edtf, "reading": reading})) == []


@pytest.mark.parametrize(
    ("edtf", "reading", "given"),
    [
        ("2025-05-03", {"rule": "this-year"}, '"this-year" gives no more than a year'),
        ("2025-05", {"rule": "this-year", "phrase": "?!"}, '"this-year" gives no more than a year'),
        ("2025-05-03", {"rule": "month-this-year"}, '"month-this-year" gives no more than a month'),
    ],
)
def test_a_date_that_is_finer_than_its_rule_allows_is_a_warning(
    tmp_path: Path, edtf: str, reading: dict[str, object], given: str
) -> None:
    said = said_of(tmp_path, event({"edtf": edtf, "reading": reading}))
    assert said == [f"warning events[0].when.edtf: the date is finer than its reading: the rule {given}"]


NOT_SURE = [
    ("2018", {"phrase": "In 2018"}),
    ("2018~", {"phrase": "3 May 2018"}),
    ("2025-05", {"phrase": "In May this year", "base": "2025", "rule": "this-year"}),
    ("2025-05", {"phrase": "In May this year", "rule": "month-this-year"}),
    ("2024-05", {"phrase": "In May last year", "base": "2025", "rule": "last-year"}),
    ("2024-05-03", {"phrase": "the third day of last May", "base": "2025", "rule": "last-year"}),
    ("2018-05-03", {"phrase": {"en": "2018", "de": "am dritten Tag des Mai 2018"}}),
    ("2018-05-03", {"phrase": "2018", "rule": "derived"}),
    ("2018-05-03", {"phrase": "2018", "rule": "other-version"}),
    ("2018-05-03", {"phrase": "2018", "rule": "from the stamp"}),
    ("2025-34", {"rule": "this-year"}),
    ("2018-34", {"phrase": "early 2018"}),
    ("2018-05-03T10:00:00", {"phrase": "3 May 2018 at 10:00"}),
    ("Y-13800000000", {"phrase": "13.8 billion years ago"}),
    ("1801/1900", {"phrase": "19th century"}),
    ("2018-05-03", {}),
]


@pytest.mark.parametrize(("edtf", "reading"), NOT_SURE)
def test_where_it_is_not_sure_that_a_date_is_too_fine_nothing_is_said(
    tmp_path: Path, edtf: str, reading: dict[str, object]
) -> None:
    assert said_of(tmp_path, event({"edtf": edtf, "reading": reading})) == []


FUTURE = [
    ("2025-10-31", ["s"]),
    ("2025-12", ["s", "later"]),
    ("2026/..", ["s"]),
    ("2026?", ["s", "s"]),
    ("2025-11-01T00:00:01", ["s"]),
    ({"edtf": "2026", "reading": {"rule": "stated"}}, ["s"]),
]


@pytest.mark.parametrize(("when", "sources"), FUTURE)
@pytest.mark.parametrize("role", ["happened", "claimed"])
def test_an_event_after_its_sources_were_issued_is_a_warning(
    tmp_path: Path, when: object, sources: list[str], role: str
) -> None:
    assert said_of(tmp_path, event(when, *sources, role=role)) == [
        (
            "warning events[0].when: the event begins after all of its sources were issued; "
            'expected an earlier date, or "role": "announced"'
        )
    ]


@pytest.mark.parametrize(
    ("when", "sources", "role"),
    [
        ("2026", ["s"], "announced"),
        ("2025-10-30", ["s"], "happened"),
        ("2025-10", ["s"], "happened"),
        ("2025/2027", ["s"], "happened"),
        ("../2027", ["s"], "happened"),
        ("[2024,2027]", ["s"], "happened"),
        ("2025-11-15", ["s", "later"], "happened"),
        ("2026", ["s", "undated"], "happened"),
        ("2026", ["open"], "happened"),
        ("2025-10-30T20:00:00-08:00", ["s"], "happened"),
        ({"edtf": "2026", "reading": {"note": "the report gives the plan"}}, ["s"], "happened"),
        ({"edtf": "2026", "reading": {"rule": "planned"}}, ["s"], "happened"),
    ],
)
def test_an_event_that_may_have_been_known_to_its_sources_is_none(
    tmp_path: Path, when: object, sources: list[str], role: str
) -> None:
    assert said_of(tmp_path, event(when, *sources, role=role)) == []


def twin(number: int, title: object = "A fire", when: object = "2025-05", **fields: object) -> str:
    return json.dumps(event(when) | {"id": f"e{number}", "title": title, **fields})


TWINS = [
    twin(0),
    twin(1, "A flood"),
    twin(2, {"en": "a  FIRE"}, {"edtf": "2025-05", "lasting": True}),
    twin(3, when="2025"),
    twin(4),
    twin(5, {"en": "A fire", "de": "Ein Brand"}),
    twin(6, {"de": "Ein Brand", "en": "A fire"}),
]


def as_small(folder: Path) -> Path:
    path = folder / "small.json"
    path.write_text(as_text(), encoding="utf-8")
    return path


def as_text() -> str:
    return json.dumps(head())[:-1] + ', "events": [\n' + ",\n".join(TWINS) + "\n]}"


def as_lines(folder: Path) -> Path:
    path = folder / "lines.jsonl"
    path.write_text("\n".join([json.dumps(head()), *TWINS]), encoding="utf-8")
    return path


def as_compressed(folder: Path) -> Path:
    path = folder / "packed.json.gz"
    path.write_bytes(gzip.compress(as_text().encode()))
    return path


def as_large(folder: Path) -> Path:
    path = folder / "large.json"
    path.write_text(as_text() + " " * opening._SMALL, encoding="utf-8")
    return path


@pytest.mark.parametrize("written", [as_small, as_lines, as_compressed, as_large])
def test_events_of_the_same_title_and_date_are_named_with_the_place_of_the_first(
    tmp_path: Path, written: Callable[[Path], Path]
) -> None:
    path = written(tmp_path)
    found = "the title and the date are those of the event"
    assert [str(problem) for problem in checked(path)] == [
        f'{path}:4:1: events[2]: {found} at {path}:2:1 (event "e2")',
        f'{path}:6:1: events[4]: {found} at {path}:2:1 (event "e4")',
        f'{path}:8:1: events[6]: {found} at {path}:7:1 (event "e6")',
    ]


def test_all_that_says_the_same_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join([json.dumps(head()), *(twin(number) for number in range(2_500))]), "utf-8")
    problems = checked(path)
    assert len(problems) == 1_001
    assert problems[0].path == "events[1]"
    assert problems[-1].message == "and 1,499 more"


@pytest.mark.parametrize("path", sorted(EVENTS.glob("*.timeline.json")), ids=lambda path: path.name)
def test_bundled_chronologies_raise_no_doubts(path: Path) -> None:
    assert checked(path) == ()
