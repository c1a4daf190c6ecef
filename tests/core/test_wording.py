"""Dates in words: every EDTF feature in both languages, and what each shape of it is called."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.civil import instant_of
from timeline_app.core.date import Precision
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.errors import DateError
from timeline_app.core.event import Role, When
from timeline_app.core.instant import DAY, HOUR, MILLISECOND, Instant, Span
from timeline_app.core.language import ENGLISH, LANGUAGES
from timeline_app.core.wording import (
    bounds_text,
    date_text,
    language_name,
    precision_text,
    role_text,
    span_text,
    when_text,
)

GERMAN = LANGUAGES["de"]

DATES = """
2025-10-28 | 28 October 2025 | 28. Oktober 2025
2025-08 | August 2025 | August 2025
2025 | 2025 | 2025
2025-34 | Q2 2025 | 2. Quartal 2025
2024-37 | first third of 2024 | 1. Drittel 2024
2024-39 | last third of 2024 | 3. Drittel 2024
2024-41 | second half of 2024 | 2. Halbjahr 2024
2024-37~ | early 2024 | Anfang 2024
2024-38~ | mid-2024 | Mitte 2024
2024-39% | possibly late 2024 | vielleicht Ende 2024
2001-21 | spring 2001 | Frühjahr 2001
2001-24 | winter 2001/02 | Winter 2001/02
1999-24 | winter 1999/00 | Winter 1999/00
2001-27 | autumn 2001 (northern hemisphere) | Herbst 2001 (Nordhalbkugel)
2001-30 | summer 2001/02 (southern hemisphere) | Sommer 2001/02 (Südhalbkugel)
2001-32 | winter 2001 (southern hemisphere) | Winter 2001 (Südhalbkugel)
2004-06~ | about June 2004 | etwa Juni 2004
1984? | possibly 1984 | vielleicht 1984
1984% | possibly about 1984 | vielleicht etwa 1984
2025-10-28~ | about 28 October 2025 | etwa 28. Oktober 2025
?2004-06-11 | 11 June 2004 (year uncertain) | 11. Juni 2004 (Jahr unsicher)
2004-06~-11 | 11 June 2004 (year and month approximate) | 11. Juni 2004 (Jahr und Monat ungefähr)
?2004-06-~11 | 11 June 2004 (year uncertain, day approximate) | 11. Juni 2004 (Jahr unsicher, Tag ungefähr)
2004-%06-11 | 11 June 2004 (month uncertain and approximate) | 11. Juni 2004 (Monat unsicher und ungefähr)
-0043 | 44 BC | 44 v. Chr.
0000 | 1 BC | 1 v. Chr.
-0043-03-15 | 15 March 44 BC | 15. März 44 v. Chr.
0079-08-24 | 24 August AD 79 | 24. August 79 n. Chr.
Y-12025 | 12,026 BC | 12.026 v. Chr.
Y170000002 | year 170,000,002 | Jahr 170.000.002
Y-170000002 | 170,000,003 BC | 170.000.003 v. Chr.
Y-17E7 | 170 million years ago | vor 170 Millionen Jahren
Y-138E8S3 | 13.8 billion years ago | vor 13,8 Milliarden Jahren
Y-40E8S2 | 4.0 billion years ago | vor 4,0 Milliarden Jahren
Y-1E9S1 | 1 billion years ago | vor 1 Milliarde Jahren
Y-66E6S2~ | about 66 million years ago | vor etwa 66 Millionen Jahren
1950S2 | the years 1900–1999 (estimated at 1950) | Jahre 1900–1999 (geschätzt 1950)
201X | the 2010s | 2010er Jahre
200X | the years 2000–2009 | Jahre 2000–2009
18XX | the years 1800–1899 | Jahre 1800–1899
019X | the years AD 190–199 | Jahre 190–199 n. Chr.
00XX | the years 1 BC – AD 99 | Jahre 1 v. Chr. – 99 n. Chr.
-04XX | the years 500–401 BC | Jahre 500–401 v. Chr.
XXXX | an unknown year | ein unbekanntes Jahr
1X32 | a year like 1X32 | ein Jahr wie 1X32
2004-XX | some month in 2004 | ein Monat im Jahr 2004
1985-04-XX | some day in April 1985 | ein Tag im April 1985
1985-XX-XX | some day in 1985 | ein Tag im Jahr 1985
1985-XX-15 | day 15 of some month in 1985 | der 15. eines Monats im Jahr 1985
1985-04-1X | some day from 10 to 19 April 1985 | ein Tag vom 10. bis 19. April 1985
1985-04-X1 | 1, 11 or 21 April 1985 | 1., 11. oder 21. April 1985
1984-1X | October, November or December 1984 | Oktober, November oder Dezember 1984
1984-1X-31 | 31 October or December 1984 | 31. Oktober oder Dezember 1984
1985-05-3X | 30 or 31 May 1985 | 30. oder 31. Mai 1985
Y-251941E3S6 | 251.941 million years ago | vor 251,941 Millionen Jahren
Y-251941001 | 251,941,002 BC | 251.941.002 v. Chr.
2003-02-2X | some day from 20 to 28 February 2003 | ein Tag vom 20. bis 28. Februar 2003
156X-12-25 | 25 December of a year in the 1560s | 25. Dezember eines Jahres in den 1560er Jahren
156X-XX-XX | some day in the 1560s | ein Tag in den 1560er Jahren
XXXX-12-XX | some day in December of an unknown year | ein Tag im Dezember eines unbekannten Jahres
1X32-12 | December of a year like 1X32 | Dezember eines Jahres wie 1X32
2025-10-28T14:30 | 28 October 2025, 14:30 | 28. Oktober 2025, 14:30 Uhr
2025-10-28T14:30:05Z | 28 October 2025, 14:30:05 UTC | 28. Oktober 2025, 14:30:05 Uhr (UTC)
2025-10-28T14:30+04:30 | 28 October 2025, 14:30 UTC+04:30 | 28. Oktober 2025, 14:30 Uhr (UTC+04:30)
2025-10-28T14:30:05.250 | 28 October 2025, 14:30:05.250 | 28. Oktober 2025, 14:30:05,250 Uhr
2025-10-28T14:30:05-03 | 28 October 2025, 14:30:05 UTC-03:00 | 28. Oktober 2025, 14:30:05 Uhr (UTC-03:00)
2004-02-01/2005-02 | 1 February 2004 to February 2005 | 1. Februar 2004 bis Februar 2005
2025-10-17/2025-10-28 | 17 to 28 October 2025 | 17. bis 28. Oktober 2025
2025-10-17/2025-11-03 | 17 October to 3 November 2025 | 17. Oktober bis 3. November 2025
2024-12-28/2025-01-03 | 28 December 2024 to 3 January 2025 | 28. Dezember 2024 bis 3. Januar 2025
2024-03/2025-05 | March 2024 to May 2025 | März 2024 bis Mai 2025
2004-06-01/2004-06-01 | 1 June 2004 | 1. Juni 2004
2004-06/2004-06 | June 2004 | Juni 2004
1984~/1984~ | about 1984 | etwa 1984
2025-03/2025-05 | March to May 2025 | März bis Mai 2025
2025-10-17~/2025-10-28 | about 17 October 2025 to 28 October 2025 | etwa 17. Oktober 2025 bis 28. Oktober 2025
1985/.. | from 1985, still open | ab 1985, noch offen
2025-10-28/.. | from 28 October 2025, still open | ab dem 28. Oktober 2025, noch offen
2025-34/.. | from the second quarter of 2025, still open | ab dem zweiten Quartal 2025, noch offen
201X/.. | from the 2010s, still open | ab den 2010er Jahren, noch offen
Y-66E6S2/.. | from 66 million years ago, still open | ab der Zeit vor 66 Millionen Jahren, noch offen
1985/ | from 1985, end unknown | ab 1985, Ende unbekannt
../1985 | until 1985 | bis 1985
../2025-10-28 | until 28 October 2025 | bis zum 28. Oktober 2025
../201X | until the 2010s | bis zu den 2010er Jahren
/1985 | until 1985, start unknown | bis 1985, Anfang unbekannt
[1667,1668,1670..1672] | 1667, 1668 or 1670 to 1672 | 1667, 1668 oder 1670 bis 1672
[1667] | 1667 | 1667
[2018..2020] | between 2018 and 2020 | zwischen 2018 und 2020
[2018-05-01..2020-08] | between 1 May 2018 and August 2020 | zwischen dem 1. Mai 2018 und August 2020
[..1760-12-03] | 3 December 1760 or earlier | 3. Dezember 1760 oder früher
[1760-12..] | December 1760 or later | Dezember 1760 oder später
{1960,1961-12} | 1960 and December 1961 | 1960 und Dezember 1961
{..1984} | until 1984 | bis 1984
{2018..2020} | 2018 to 2020, all of them | 2018 bis 2020, allesamt
"""

WHENS = """
2025-10-28 | 28 October 2025 | 28. Oktober 2025
2025-08 | some day in August 2025 | ein Tag im August 2025
2018 | some day in 2018 | ein Tag im Jahr 2018
-0043 | some day in 44 BC | ein Tag im Jahr 44 v. Chr.
2025-34 | some day in the second quarter of 2025 | ein Tag im zweiten Quartal 2025
2001-22 | some day in the summer of 2001 | ein Tag im Sommer 2001
201X | some time in the 2010s | irgendwann in den 2010er Jahren
18XX | some time in the years 1800–1899 | irgendwann in den Jahren 1800–1899
XXXX | an unknown year | ein unbekanntes Jahr
2004-XX | some month in 2004 | ein Monat im Jahr 2004
156X-12-25 | 25 December of a year in the 1560s | 25. Dezember eines Jahres in den 1560er Jahren
2024-11-26~ | about 26 November 2024 | etwa 26. November 2024
1984? | possibly 1984 | vielleicht 1984
2024-37~ | early 2024 | Anfang 2024
Y-138E8S3 | 13.8 billion years ago | vor 13,8 Milliarden Jahren
2018/2020 | 2018 to 2020 | 2018 bis 2020
"""

LASTING = """
2025-34 | throughout the second quarter of 2025 | das ganze zweite Quartal 2025 hindurch
2025-08 | throughout August 2025 | den ganzen August 2025 hindurch
2018 | throughout 2018 | das ganze Jahr 2018 hindurch
2025-10-28 | throughout 28 October 2025 | den ganzen 28. Oktober 2025 hindurch
2001-22 | throughout the summer of 2001 | den ganzen Sommer 2001 hindurch
201X | throughout the 2010s | die gesamten 2010er Jahre hindurch
2004-06~ | throughout June 2004 (approximate) | den ganzen Juni 2004 hindurch (ungefähr)
2025-10-28T14:30 | 28 October 2025, 14:30 | 28. Oktober 2025, 14:30 Uhr
2018/2020 | 2018 to 2020 | 2018 bis 2020
"""


def _table(text: str) -> list[list[str]]:
    return [row.split(" | ") for row in text.strip().splitlines()]


@pytest.mark.parametrize(("edtf", "english", "german"), _table(DATES))
def test_says_dates(edtf: str, english: str, german: str) -> None:
    date = parse_edtf(edtf)
    assert [date_text(date, ENGLISH), date_text(date, GERMAN)] == [english, german]


@pytest.mark.parametrize(("edtf", "english", "german"), _table(WHENS))
def test_says_a_moment_inside(edtf: str, english: str, german: str) -> None:
    when = When(parse_edtf(edtf))
    assert [when_text(when, ENGLISH), when_text(when, GERMAN)] == [english, german]


@pytest.mark.parametrize(("edtf", "english", "german"), _table(LASTING))
def test_says_what_lasted(edtf: str, english: str, german: str) -> None:
    when = When(parse_edtf(edtf), lasting=True)
    assert [when_text(when, ENGLISH), when_text(when, GERMAN)] == [english, german]


_YEAR = st.one_of(
    st.from_regex(r"-?[0-9X]{4}", fullmatch=True),
    st.from_regex(r"Y-?[1-9][0-9]{4,10}(S[1-3])?", fullmatch=True),
    st.from_regex(r"Y-?[1-9][0-9]{0,3}E[4-8](S[1-3])?", fullmatch=True),
    st.from_regex(r"[1-9][0-9]{3}S[1-3]", fullmatch=True),
)
_MONTH = st.from_regex(r"[?~%]?(0[1-9]|1[0-2]|XX|0X|1X|X1|2[1-9]|3[0-9]|4[01])[?~%]?", fullmatch=True)
_DAY = st.from_regex(r"[?~%]?(0[1-9]|[12][0-9]|XX|[0-2]X|X[0-9])[?~%]?", fullmatch=True)
_TIME = st.sampled_from(["T00:00", "T23:59:59Z", "T14:30:05.25-03:30"])
_SINGLE = st.one_of(
    _YEAR,
    st.builds("{}-{}".format, _YEAR, _MONTH),
    st.builds("{}-{}-{}".format, _YEAR, _MONTH, _DAY),
    st.builds("{}{}".format, st.dates().map(str), _TIME),
    st.builds("{}{}".format, _YEAR, st.sampled_from("?~%")),
)
_SIDE = st.one_of(_SINGLE, st.sampled_from(["", ".."]))
_MEMBERS = st.lists(st.one_of(_SINGLE, st.builds("{}..{}".format, _SINGLE, _SINGLE)), min_size=1, max_size=3)
_EDTF = st.one_of(
    _SINGLE,
    st.builds("{}/{}".format, _SIDE, _SIDE),
    _MEMBERS.map(lambda members: f"[{','.join(members)}]"),
    _MEMBERS.map(lambda members: f"{{{','.join(members)}..}}"),
    _MEMBERS.map(lambda members: f"[..{','.join(members)}]"),
)


@given(_EDTF, st.booleans())
def test_finds_words_for_every_date(edtf: str, lasting: bool) -> None:
    try:
        date = parse_edtf(edtf)
    except DateError:
        return
    for language in LANGUAGES.values():
        for text in (date_text(date, language), when_text(When(date, lasting=lasting), language)):
            assert text == text.strip()
            assert text
            assert "{" not in text
            assert "  " not in text


def test_says_spans_as_exactly_as_they_are_long() -> None:
    noon = Instant(instant_of(2025, 10, 28) + 12 * HOUR)
    table = [
        (Span(instant_of(2018), instant_of(2025, 10, 29)), "1 January 2018 – 28 October 2025"),
        (Span(instant_of(2025, 10, 28), instant_of(2025, 10, 29)), "28 October 2025"),
        (Span(instant_of(2025, 10, 28), instant_of(2025, 10, 30)), "28 October 2025 – 29 October 2025"),
        (Span(noon, Instant(noon + HOUR)), "28 October 2025, 12:00 – 13:00"),
        (Span(noon, Instant(noon + DAY)), "28 October 2025, 12:00 – 29 October 2025, 12:00"),
        (Span(noon, Instant(noon + 5 * MILLISECOND)), "28 October 2025, 12:00:00 – 12:00:00.005"),
        (Span(noon, noon), "28 October 2025, 12:00:00 – 12:00:00"),
        (Span(instant_of(1970), instant_of(2025)), "January 1970 – December 2024"),
        (Span(instant_of(-43), instant_of(80)), "44 BC – AD 79"),
        (Span(instant_of(-13_800_000_000), instant_of(2026)), "13.8 billion years ago – 2025"),
    ]
    assert [span_text(span, ENGLISH) for span, _ in table] == [text for _, text in table]
    assert span_text(table[3][0], GERMAN) == "28. Oktober 2025, 12:00 – 13:00 Uhr"
    assert span_text(table[9][0], GERMAN) == "vor 13,8 Milliarden Jahren – 2025"


@given(st.integers(-(10**24), 10**24), st.integers(0, 10**24))
def test_finds_words_for_every_span(start: int, length: int) -> None:
    for language in LANGUAGES.values():
        assert span_text(Span(Instant(start), Instant(start + length)), language)


def test_names_what_stands_beside_dates() -> None:
    for role, language in product(Role, LANGUAGES.values()):
        assert bool(role_text(role, language)) is (role is not Role.HAPPENED)
    for precision, language in product(Precision, LANGUAGES.values()):
        assert precision_text(precision, language)
    assert role_text(Role.CLAIMED, GERMAN) == "behauptet"
    assert precision_text(Precision.FOUR_MONTHS, ENGLISH) == "third of a year"
    assert [language_name(tag, GERMAN) for tag in ("en", "de-AT", "zh_Hans", "tlh")] == [
        "Englisch", "Deutsch", "Chinesisch", "tlh",
    ]  # fmt: skip


BOUNDS = """
2025-10-28 | Within: 28 October 2025
2018-03 | Within: 1 March 2018 – 31 March 2018
2025-10-28T14:30 | Within: 28 October 2025, 14:30:00 – 14:31:00
19XX | Within: 1900 – 1999
2018/2019-05-03 | Starts: 1 January 2018 – 31 December 2018; ends: 3 May 2019
2018/.. | Starts: 1 January 2018 – 31 December 2018; ends: open
/2018-05 | Starts: unknown; ends: 1 May 2018 – 31 May 2018
[1667,1670..1672] | Within: 1 January 1667 – 31 December 1672
[..1849] | At the latest: 31 December 1849
[2018-05..] | At the earliest: 1 May 2018
[..2025-10-28T14:30] | At the latest: 28 October 2025, 14:31:00
[..1849,1900..] | Without a limit on either side
"""


@pytest.mark.parametrize("row", BOUNDS.strip().splitlines())
def test_says_between_what_a_date_lies(row: str) -> None:
    edtf, text = row.split(" | ")
    assert bounds_text(When(parse_edtf(edtf)), ENGLISH) == text


def test_says_bounds_in_german() -> None:
    assert bounds_text(When(parse_edtf("2018/..")), GERMAN) == (
        "Beginn: 1. Januar 2018 – 31. Dezember 2018; Ende: offen"
    )
    assert bounds_text(When(parse_edtf("[..1849]")), GERMAN) == "Spätestens: 31. Dezember 1849"


def test_says_that_something_lasted_to_the_bounds() -> None:
    when = When(parse_edtf("2018"), lasting=True)
    assert bounds_text(when, ENGLISH) == "Throughout: 1 January 2018 – 31 December 2018"
