"""The three datasets that ship with the program: their words, their dates, their form."""

import hashlib
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from timeline_app import bundled
from timeline_app.core.date import Date, DateKind, DateRange, Edge, Precision, Qualifier, SingleDate
from timeline_app.core.edtf import parse_edtf
from timeline_app.dataset.reading.reader import read_document

ARTICLES = Path(__file__).parents[3] / "shared" / "sources"
DATASETS = (bundled.DEFAULT_DATASET, bundled.FEATURE_TOUR, bundled.DEEP_TIME)
TITLE_LIMIT = 45
QUOTATION_LIMIT = 40
CONTEXT_LIMIT = 32

each_dataset = pytest.mark.parametrize("path", DATASETS, ids=lambda path: path.name.split(".")[0])


def content(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def events_of(path: Path) -> list[dict[str, Any]]:
    return content(path)["events"]


def languages_of(path: Path) -> dict[str, str]:
    return {source["id"]: source["language"] for source in content(path)["sources"]}


def pieces(excerpt: dict[str, Any]) -> list[str]:
    """Return the date phrase of an excerpt, piece by piece."""
    ranges = excerpt.get("date", [])
    if ranges and isinstance(ranges[0], int):
        ranges = [ranges]
    assert all(0 <= start < end <= len(excerpt["exact"]) for start, end in ranges)
    return [excerpt["exact"][start:end] for start, end in ranges]


@each_dataset
def test_is_read_without_a_problem(path: Path) -> None:
    dataset = read_document(path).dataset
    assert dataset.problems == ()
    assert dataset.omitted == 0
    assert len(dataset.store) == len(events_of(path))


@each_dataset
def test_stands_in_the_form_that_is_easiest_to_read(path: Path) -> None:
    written = path.read_text(encoding="utf-8")
    assert written == json.dumps(json.loads(written), indent=2, ensure_ascii=False) + "\n"


@each_dataset
def test_every_event_speaks_both_languages(path: Path) -> None:
    for event in events_of(path):
        texts = [event["title"], event["when"]["reading"]["note"], event.get("summary", event["title"])]
        assert all(set(text) == {"en", "de"} and all(text.values()) for text in texts), event["id"]
        assert max(len(title) for title in event["title"].values()) <= TITLE_LIMIT, event["id"]


@each_dataset
def test_every_event_has_short_evidence_from_a_listed_source(path: Path) -> None:
    known = languages_of(path)
    for event in events_of(path):
        assert event["excerpts"], event["id"]
        for excerpt in event["excerpts"]:
            assert excerpt["source"] in known
            assert len(excerpt["exact"].split()) <= QUOTATION_LIMIT, excerpt["exact"]
            assert len(excerpt.get("prefix", "")) <= CONTEXT_LIMIT
            assert len(excerpt.get("suffix", "")) <= CONTEXT_LIMIT


@each_dataset
def test_every_source_carries_evidence(path: Path) -> None:
    quoted = {excerpt["source"] for event in events_of(path) for excerpt in event["excerpts"]}
    assert quoted == set(languages_of(path))


@each_dataset
def test_every_category_is_used_and_known(path: Path) -> None:
    used = {event["category"] for event in events_of(path)}
    assert used == {category["id"] for category in content(path)["categories"]}


@pytest.mark.parametrize("path", [bundled.DEFAULT_DATASET, bundled.FEATURE_TOUR], ids=["xiaomi", "tour"])
def test_the_phrase_of_the_reading_is_the_one_marked_in_an_excerpt(path: Path) -> None:
    languages = languages_of(path)
    for event in events_of(path):
        for language, phrase in event["when"]["reading"]["phrase"].items():
            marked = [
                " … ".join(pieces(excerpt))
                for excerpt in event["excerpts"]
                if languages[excerpt["source"]] == language
            ]
            assert phrase in marked, event["id"]


def test_the_phrase_of_a_deep_time_reading_is_marked_over_its_excerpts() -> None:
    for event in events_of(bundled.DEEP_TIME):
        marked = [piece for excerpt in event["excerpts"] for piece in pieces(excerpt)]
        assert event["when"]["reading"]["phrase"] == " … ".join(marked), event["id"]


def assert_verbatim(path: Path, texts: Path) -> None:
    """Check file sums, offsets, words and context of every excerpt against the sources' texts."""
    sources = {source["id"]: source["text"] for source in content(path)["sources"]}
    bodies = {}
    for source_id, text in sources.items():
        data = (texts / text["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == text["sha256"]
        bodies[source_id] = data.decode("utf-8")
    for event in events_of(path):
        assert {excerpt["source"] for excerpt in event["excerpts"]} == set(sources), event["id"]
        for excerpt in event["excerpts"]:
            body, start, end = bodies[excerpt["source"]], excerpt["start"], excerpt["end"]
            assert body[start:end] == excerpt["exact"], event["id"]
            assert body[:start].endswith(excerpt.get("prefix", "")), event["id"]
            assert body[end:].startswith(excerpt.get("suffix", "")), event["id"]


@pytest.mark.skipif(
    not ARTICLES.is_dir(), reason="the two articles are not shipped and not beside this checkout"
)
def test_the_articles_are_quoted_verbatim() -> None:
    assert_verbatim(bundled.DEFAULT_DATASET, ARTICLES)


def test_the_cards_of_the_tour_are_quoted_verbatim() -> None:
    assert_verbatim(bundled.FEATURE_TOUR, bundled.EVENTS)


def test_the_thirteen_dates_of_the_two_articles() -> None:
    opening, building_days = date(2025, 10, 28), timedelta(days=336)
    assert {event["id"]: event["when"]["edtf"] for event in events_of(bundled.DEFAULT_DATASET)} == {
        "market-entry": "2018",
        "gree-free-repair": "2021",
        "changping-factory": "2024",
        "yizhuang-factory": "2024",
        "speech-replay": "2024",
        "wuhan-building": f"{opening - building_days}~",
        "shipments": "2025-34",
        "two-makers": "2025-05",
        "online-sales-spat": "2025-08",
        "xiaomi-free-repair": "2025-09",
        "sixth-speech": "2025",
        "confrontation": "2025-10-17",
        "wuhan-opening": f"{opening}",
    }


def test_only_the_shipments_last_throughout_and_only_gree_claims() -> None:
    events = events_of(bundled.DEFAULT_DATASET)
    assert [event["id"] for event in events if event["when"].get("lasting")] == ["shipments"]
    assert [event["id"] for event in events if event.get("role") == "claimed"] == ["gree-free-repair"]


def features(when: Date, *, lasting: bool) -> set[str]:
    """Name the features of EDTF, and of this program's extensions, that one date shows."""
    found = {"extension"} if when.extension else set()
    if when.kind is DateKind.SINGLE:
        return found | single_features(when.single) | ({"lasting"} if lasting else {"within"})
    if when.kind is DateKind.INTERVAL:
        return found | {
            f"{place} {side_name(side)}" for place, side in (("start", when.start), ("end", when.end))
        }
    shape = "range in a set" if any(isinstance(member, DateRange) for member in when.members) else "plain set"
    return found | {when.kind.value, shape}


def side_name(side: SingleDate | Edge) -> str:
    if isinstance(side, Edge):
        return side.value
    return "known" if side.qualifier is Qualifier.NONE else "doubtful"


def single_features(single: SingleDate) -> set[str]:
    doubts = {single.year_qualifier, single.month_qualifier, single.day_qualifier}
    found = {single.precision.label}
    if single.qualifier is not Qualifier.NONE:
        whole = single.precision is not Precision.DAY or len(doubts) == 1
        found.add(f"{'whole' if whole else 'part'} {single.qualifier!r}")
    if single.significant_digits is not None:
        found.add("significant digits")
    if single.comb:
        found.add("comb")
    if single.season is not None:
        found.add("southern season" if 29 <= single.season <= 32 else "group of months")
    if "X" in single.month_digits:
        found.add("month unspecified")
    if "X" in single.day_digits:
        found.add("day unspecified")
    if single.time is not None:
        found.add("floating time" if single.time.offset_minutes is None else "time with a zone")
    return found


def test_the_tour_shows_every_kind_of_date() -> None:
    shown: set[str] = set()
    for event in events_of(bundled.FEATURE_TOUR):
        shown |= features(parse_edtf(event["when"]["edtf"]), lasting=event["when"].get("lasting", False))
    precisions = {Precision(step).label for step in range(Precision.MILLISECOND, Precision.CENTURY + 1)}
    assert precisions <= shown
    assert {
        f"whole {Qualifier.UNCERTAIN!r}",
        f"whole {Qualifier.APPROXIMATE!r}",
        f"whole {Qualifier.UNCERTAIN | Qualifier.APPROXIMATE!r}",
        f"part {Qualifier.UNCERTAIN!r}",
        "significant digits",
        "comb",
        "southern season",
        "month unspecified",
        "day unspecified",
        "floating time",
        "time with a zone",
        "extension",
        "lasting",
        "within",
        "start known",
        "start doubtful",
        "start open",
        "start unknown",
        "end known",
        "end doubtful",
        "end open",
        "end unknown",
        DateKind.ONE_OF.value,
        DateKind.ALL_OF.value,
        "plain set",
        "range in a set",
    } <= shown


def test_no_two_cards_of_the_tour_show_the_same_date() -> None:
    dates = [event["when"]["edtf"] for event in events_of(bundled.FEATURE_TOUR)]
    assert len(set(dates)) == len(dates)


def test_deep_time_reaches_from_the_big_bang_to_fractions_of_a_second() -> None:
    dates = [parse_edtf(event["when"]["edtf"]) for event in events_of(bundled.DEEP_TIME)]
    years = [
        when.single.year for when in dates if when.kind is DateKind.SINGLE and when.single.year is not None
    ]
    assert min(years) == -13_787_000_000
    assert {when.precision for when in dates} >= {Precision.MILLISECOND, Precision.SECOND, Precision.DAY}


def test_the_moon_landing_is_lift_off_plus_the_journal_s_clock() -> None:
    landing = next(event for event in events_of(bundled.DEEP_TIME) if event["id"] == "moon-landing")
    lift_off = parse_edtf(landing["when"]["reading"]["base"]).single.span.start
    hours, minutes, seconds = (int(part) for part in landing["when"]["reading"]["phrase"].split(":"))
    elapsed = timedelta(hours=hours, minutes=minutes, seconds=seconds) // timedelta(microseconds=1)
    assert parse_edtf(landing["when"]["edtf"]).single.span.start == lift_off + elapsed
