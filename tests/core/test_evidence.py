"""What weakens a date and how it was read, in words, and the citation that is copied."""

from __future__ import annotations

import pytest

from timeline_app.core.edtf import parse_edtf
from timeline_app.core.event import Event, Excerpt, Reading, Role, Source, When
from timeline_app.core.evidence import (
    citation,
    date_line,
    in_reading_order,
    publication,
    reading_sentences,
    role_sentence,
    rule_text,
)
from timeline_app.core.language import ENGLISH, LANGUAGES
from timeline_app.core.text import Text

GERMAN = LANGUAGES["de"]
RULES = (
    "stated",
    "this-year",
    "last-year",
    "month-this-year",
    "day-this-year",
    "duration-before",
    "other-version",
    "derived",
    "claimed",
)
SOURCES = {
    "en": Source(
        "en",
        1,
        title=Text.plain("The Mill"),
        author="Ann Author",
        container_title=Text.plain("The Paper"),
        publisher="Press",
        issued=parse_edtf("2020-05"),
        url="https://example.org/mill",
        language="en-GB",
    ),
    "de": Source("de", 2, title=Text.plain("Die Mühle"), author="Ann Author", language="de"),
}
EVENT = Event(
    "mill",
    Text.of({"en": "The mill opens", "de": "Die Mühle öffnet"}),
    When(
        parse_edtf("2020-05"),
        reading=Reading(
            Text.of({"en": "this May", "de": "diesen Mai"}),
            parse_edtf("2020"),
            "month-this-year",
            Text.of({"en": "The paper is of 2020.", "de": "Die Zeitung ist von 2020."}),
        ),
    ),
    role=Role.ANNOUNCED,
    excerpts=(Excerpt("de", "Diesen Mai öffnet die Mühle."), Excerpt("en", "This May the mill opens.")),
)

ENGLISH_CITATION = """\
The mill opens
some day in May 2020 (EDTF 2020-05)

Announced: the source reports a plan, not that it happened.

How the date was read: “this May”: The month is named; the year is that of the source, 2020. \
The paper is of 2020.

“This May the mill opens.”
[1] Ann Author. The Paper, “The Mill”. Press. May 2020. English. https://example.org/mill

“Diesen Mai öffnet die Mühle.”
[2] Ann Author. “Die Mühle”. German
"""

GERMAN_CITATION = """\
Die Mühle öffnet
ein Tag im Mai 2020 (EDTF 2020-05)

Angekündigt: Die Quelle berichtet von einem Vorhaben, nicht, dass es geschah.

Wie das Datum gelesen wurde: „diesen Mai“: Der Monat ist genannt; das Jahr ist das der Quelle, 2020. \
Die Zeitung ist von 2020.

„Diesen Mai öffnet die Mühle.“
[2] Ann Author. „Die Mühle“. Deutsch

„This May the mill opens.“
[1] Ann Author. The Paper, „The Mill“. Press. Mai 2020. Englisch. https://example.org/mill
"""


@pytest.mark.parametrize(
    ("role", "rule", "english", "german"),
    [
        (Role.HAPPENED, "", "3 May 2018", "3. Mai 2018"),
        (Role.HAPPENED, "stated", "3 May 2018", "3. Mai 2018"),
        (Role.HAPPENED, "derived", "3 May 2018 · derived", "3. Mai 2018 · abgeleitet"),
        (Role.CLAIMED, "", "3 May 2018 · claimed", "3. Mai 2018 · behauptet"),
        (Role.CLAIMED, "derived", "3 May 2018 · claimed · derived", "3. Mai 2018 · behauptet · abgeleitet"),
        (Role.ANNOUNCED, "stated", "3 May 2018 · announced", "3. Mai 2018 · angekündigt"),
    ],
)
def test_the_date_line_says_what_weakens_the_date(role, rule, english, german) -> None:
    when = When(parse_edtf("2018-05-03"), reading=Reading(rule=rule) if rule else None)
    event = Event("e", Text.plain("E"), when, role=role)
    assert [date_line(event, language) for language in (ENGLISH, GERMAN)] == [english, german]


@pytest.mark.parametrize(
    ("language", "expected"), [(ENGLISH, ENGLISH_CITATION), (GERMAN, GERMAN_CITATION)], ids=["en", "de"]
)
def test_citation_stands_on_its_own(language, expected) -> None:
    assert citation(EVENT, SOURCES.get, language) == expected


def test_citation_says_that_nothing_supports_a_date() -> None:
    bare = Event("bare", Text.plain("Bare"), When(parse_edtf("1999")))
    assert citation(bare, SOURCES.get, ENGLISH) == (
        "Bare\nsome day in 1999 (EDTF 1999)\n\nNo excerpt supports this date.\n"
    )


def test_citation_of_an_unknown_source_names_its_id() -> None:
    lost = Event("lost", Text.plain("Lost"), When(parse_edtf("1999")), excerpts=(Excerpt("gone", "Words."),))
    assert citation(lost, SOURCES.get, ENGLISH).endswith("“Words.”\ngone\n")


def test_excerpts_in_the_readers_language_come_first_and_keep_their_order() -> None:
    excerpts = tuple(Excerpt(source, f"{source}{n}") for n in range(3) for source in ("de", "en", "gone"))
    event = Event("e", Text.plain("E"), When(parse_edtf("1999")), excerpts=excerpts)
    english = [excerpt.exact for excerpt in in_reading_order(event, SOURCES.get, ENGLISH)]
    german = [excerpt.exact for excerpt in in_reading_order(event, SOURCES.get, GERMAN)]
    assert english[:3] == ["en0", "en1", "en2"]
    assert german[:3] == ["de0", "de1", "de2"]
    assert german[3:] == ["en0", "gone0", "en1", "gone1", "en2", "gone2"]


@pytest.mark.parametrize("language", [ENGLISH, GERMAN], ids=["en", "de"])
@pytest.mark.parametrize("base", [None, parse_edtf("2025")], ids=["without base", "with base"])
def test_every_known_rule_has_a_sentence_of_its_own(language, base) -> None:
    sentences = [rule_text(Reading(base=base, rule=rule), language) for rule in RULES]
    assert len(set(sentences)) == len(RULES)
    assert all(sentence.endswith(".") and "“" not in sentence for sentence in sentences)


@pytest.mark.parametrize("rule", ["this-year", "last-year", "derived", "duration-before", "tide-table"])
def test_the_base_is_named_where_the_rule_starts_from_it(rule) -> None:
    assert "28 October 2025" in rule_text(Reading(base=parse_edtf("2025-10-28"), rule=rule), ENGLISH)


def test_a_rule_of_the_files_own_is_named() -> None:
    assert rule_text(Reading(rule="tide-table"), ENGLISH) == "Rule “tide-table”."


@pytest.mark.parametrize(
    ("reading", "sentences"),
    [
        (Reading(), ()),
        (Reading(phrase=Text.plain("in May")), ("“in May”:",)),
        (Reading(rule="stated"), ("The source states the date itself.",)),
        (Reading(base=parse_edtf("2020")), ("Counted from 2020.",)),
        (
            Reading(Text.plain("in May"), None, "stated", Text.plain("Clear.")),
            ("“in May”: The source states the date itself.", "Clear."),
        ),
    ],
)
def test_reading_sentences(reading, sentences) -> None:
    assert reading_sentences(reading, ENGLISH) == sentences


def test_only_what_did_not_simply_happen_has_a_role_sentence() -> None:
    assert role_sentence(Role.HAPPENED, ENGLISH) == ""
    assert role_sentence(Role.CLAIMED, ENGLISH) != role_sentence(Role.ANNOUNCED, ENGLISH)


def test_publication_leaves_out_what_is_not_known() -> None:
    assert publication(SOURCES["en"], ENGLISH) == "The Paper, “The Mill”"
    assert publication(Source("x", 1), ENGLISH) == ""
