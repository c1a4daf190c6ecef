"""Plain-language dates: what is read, what is refused and with which words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.civil import days_in_month
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.errors import DateError
from timeline_app.core.language import LANGUAGES
from timeline_app.core.prose import read_date
from timeline_app.core.prose.english import ENGLISH
from timeline_app.core.prose.german import GERMAN
from timeline_app.core.wording import date_text

READ = """
28 October 2025 = 2025-10-28
October 28, 2025 = 2025-10-28
October 28th, 2025 = 2025-10-28
OCTOBER 28TH 2025 = 2025-10-28
the 28th of October 2025 = 2025-10-28
28. Oktober 2025 = 2025-10-28
Am 28. Oktober 2025 = 2025-10-28
1. März 2025 = 2025-03-01
1. Jänner 2025 = 2025-01-01
29 February 2024 = 2024-02-29
Tuesday, 28 October 2025 = 2025-10-28
Dienstag, den 28. Oktober 2025 = 2025-10-28
Aug 2025 = 2025-08
Aug. 2025 = 2025-08
Sept. 2025 = 2025-09
28 Okt. 2025 = 2025-10-28
August 2025 = 2025-08
im August 2025 = 2025-08
Q2 2025 = 2025-34
Q2/2025 = 2025-34
2025 Q2 = 2025-34
2. Quartal 2025 = 2025-34
second quarter of 2025 = 2025-34
2nd quarter of 2025 = 2025-34
im zweiten Quartal 2025 = 2025-34
first half of 2025 = 2025-40
1. Halbjahr 2025 = 2025-40
H2 2025 = 2025-41
first third of 2024 = 2024-37
3. Drittel 2024 = 2024-39
spring 2001 = 2001-21
the spring of 2001 = 2001-21
Frühjahr 2001 = 2001-21
fall 2001 = 2001-23
winter 2001/02 = 2001-24
Winter 2001/2002 = 2001-24
Winter 1999/00 = 1999-24
early 2024 = 2024-37~
Anfang 2024 = 2024-37~
mid-2024 = 2024-38~
Mitte 2024 = 2024-38~
late 2024 = 2024-39~
Ende 2024 = 2024-39~
possibly late 2024 = 2024-39%
ca. 1850 = 1850~
c. 1850 = 1850~
about 1850 = 1850~
um 1850 = 1850~
etwa Juni 2004 = 2004-06~
1850? = 1850?
possibly 1850 = 1850?
vielleicht 1850 = 1850?
possibly about 1850 = 1850%
ca. 1850? = 1850%
44 BC = -0043
1 BC = 0000
44 v. Chr. = -0043
44 v.Chr. = -0043
15 March 44 BC = -0043-03-15
March 44 BC = -0043-03
15. März 44 v. Chr. = -0043-03-15
AD 79 = 0079
79 AD = 0079
24 August AD 79 = 0079-08-24
79 n. Chr. = 0079
12,026 BC = !
12026 BC = Y-12025
the 1960s = 196X
1960's = 196X
1960er Jahre = 196X
in den 1960er-Jahren = 196X
19th century = 18XX
19. Jahrhundert = 18XX
im 19. Jh. = 18XX
5th century BC = -04XX
zweites Jahrhundert v. Chr. = -01XX
before 1850 = [..1849]
vor 1850 = [..1849]
before August 2025 = [..2025-07]
before 1 March 2024 = [..2024-02-29]
before Q2 2025 = [..2025-03]
before the 1960s = [..1959]
after 1850 = [1851..]
nach dem 31. Dezember 2024 = [2025-01-01..]
before 1 AD = [..0000]
since 2018 = 2018/..
seit August 2018 = 2018-08/..
ab dem 2. Quartal 2025 = 2025-34/..
until 1985 = ../1985
bis Ende 2024 = ../2024-39~
between 2018 and 2020 = [2018..2020]
zwischen 2018 und 2020 = [2018..2020]
between 17 and 28 October 2025 = [2025-10-17..2025-10-28]
from 2018 to 2020 = 2018/2020
von 2018 bis 2020 = 2018/2020
about 2018 to 2020 = 2018~/2020
2018–2020 = 2018/2020
2018-2020 = 2018/2020
2018 – 2020 = 2018/2020
17–28 October 2025 = 2025-10-17/2025-10-28
vom 17. bis 28. Oktober 2025 = 2025-10-17/2025-10-28
17 October – 3 November 2025 = 2025-10-17/2025-11-03
28 December 2024 to 3 January 2025 = 2024-12-28/2025-01-03
March to May 2025 = 2025-03/2025-05
Q1–Q3 2025 = 2025-33/2025-35
500–400 BC = -0499/-0399
1200–1100 BC = -1199/-1099
27 BC to AD 14 = -0026/0014
13.8 billion years ago = Y-138E8S3
vor 13,8 Milliarden Jahren = Y-138E8S3
vor etwa 66 Millionen Jahren = Y-66E6S2~
about 66 million years ago = Y-66E6S2~
vor 66 Millionen Jahren bis vor 23 Millionen Jahren = Y-66E6S2/Y-23E6S2
4.0 billion years ago = Y-40E8S2
0.5 million years ago = Y-5E5S1
10.09.2025 = 2025-09-10
10. 9. 2025 = 2025-09-10
13/03/2025 = 2025-03-13
03/13/2025 = 2025-03-13
03/03/2025 = 2025-03-03
2025/03/04 = 2025-03-04
2025-3-4 = 2025-03-04
2025-10-28 14:30 = 2025-10-28T14:30
28.10.2025, 14:30 Uhr = 2025-10-28T14:30
28 October 2025, 14:30 = 2025-10-28T14:30
28 October 2025 at 9:05 UTC = 2025-10-28T09:05Z
28. Oktober 2025, 14:30 Uhr = 2025-10-28T14:30
28. Oktober 2025 um 14:30 Uhr = 2025-10-28T14:30
28. Oktober 2025, 14:30:05 Uhr (UTC+04:30) = 2025-10-28T14:30:05+04:30
2004-06~/2006? = 2004-06~/2006?
[1667,1668] = [1667,1668]
"""

RELATIVE = """
On October 28th = 2025-10-28
28. Oktober = 2025-10-28
Tuesday, October 28 = 2025-10-28
In August this year = 2025-08
im August dieses Jahres = 2025-08
im Mai vergangenen Jahres = 2024-05
October 17th this year = 2025-10-17
this year = 2025
dieses Jahr = 2025
last year = 2024
letztes Jahr = 2024
im vergangenen Jahr = 2024
next year = 2026
second quarter of this year = 2025-34
Ende letzten Jahres = 2024-39~
last month = 2025-09
im nächsten Monat = 2025-11
yesterday = 2025-10-29
gestern = 2025-10-29
today = 2025-10-30
17 to 28 October = 2025-10-17/2025-10-28
seit letztem Jahr = 2024/..
"""

REFUSED = {
    "": (0, "the end of the text", "a date"),
    "banana": (0, "“banana”", "words of a date"),
    "28 October 2025 banana": (16, "“banana”", "words of a date"),
    "October 2025 2026": (13, "“2026”", "nothing more"),
    "early": (5, "the end of the text", "a year after “early”"),
    "mid-October 2025": (4, "“October”", "a year after “mid-”"),
    "03/04/2025": (0, "not clear", "3 April 2025 (2025-04-03) or 4 March 2025 (2025-03-04)"),
    "12/03/2025": (0, "not clear", "12 March 2025 (2025-03-12) or 3 December 2025 (2025-12-03)"),
    "03-04-2025": (0, "not clear", "3 April 2025 (2025-04-03) or 4 March 2025 (2025-03-04)"),
    "10.09.25": (0, "10.09.25", "a year of four"),
    "03/04/25": (0, "03/04/25", "a year of four"),
    "100/2/2025": (0, "100/2/2025", "two digits"),
    "13/13/2025": (0, "month 13", "01 to 12"),
    "2001–21": (5, "“21”", "four digits"),
    "28 29 October 2025": (0, "“28”", "a month"),
    "10 years ago": (0, "“10”", "four digits"),
    "October 2025–November": (13, "“November”", "an as-of date"),
    "6 June 44": (7, "“44”", "44 BC"),
    "28 October": (0, "“28 October”", "an as-of date"),
    "In August this year": (10, "“this year”", "an as-of date"),
    "gestern": (0, "“gestern”", "with its day"),
    "letzten Monat": (0, "“letzten Monat”", "with its month"),
    "Monday, 28 October 2025": (0, "wrong weekday", "a Tuesday"),
    "Monday": (6, "the end of the text", "a date"),
    "31 February 2025": (0, "no day", "exist"),
    "29 February 2025": (0, "2025-02-29", ""),
    "31. April 2025": (0, "no day", "exist"),
    "32 October 2025": (0, "no day", "exist"),
    "October 99": (0, "no day", "exist"),
    "0 October 2025": (0, "no day", "exist"),
    "28 October 2025, 25:00": (0, "no day", "exist"),
    "winter 2001": (0, "either of two", "“winter 2000/01” (2000-24) or “winter 2001/02” (2001-24)"),
    "winter 44 BC": (0, "before Christ", "-0043-24"),
    "winter 2001/04": (0, "do not follow", "2002"),
    "the 1900s": (4, "either of two", "190X or the hundred years 19XX"),
    "1st century BC": (0, "century", "2nd BC"),
    "5. Quartal 2025": (0, "number 5", "1 to 4"),
    "0 BC": (0, "a year 0", "AD 1"),
    "from 2020 to 2018": (0, "2020/2018", ""),
    "between 2018": (12, "the end of the text", "“and”"),
    "2018 –": (6, "the end of the text", "a date"),
    "13.8 billion years": (13, "“years”", "words of a date"),
    "9999999999 billion years ago": (0, "Y-9999999999E9S10", ""),
    "before 66 million years ago": (7, "Y-66E6S2 as a limit", "a day, a month or a year"),
    "66 Millionen Jahren": (0, "“66”", "four digits"),
    "vor 66 million": (14, "the end of the text", "“Jahren”"),
    "2025-13": (5, "month 13", "a month"),
    "196": (0, "3 digits", "196X"),
    "x" * 300: (256, "300 characters", "256"),
}


def _table(text: str) -> list[tuple[str, str]]:
    rows = (row.split(" = ", 1) for row in text.strip().splitlines())
    return [(row[0], row[1]) for row in rows]


@pytest.mark.parametrize(("text", "edtf"), [row for row in _table(READ) if row[1] != "!"])
def test_reads_with_the_precision_written(text: str, edtf: str) -> None:
    assert read_date(text).text == edtf


@pytest.mark.parametrize(("text", "edtf"), _table(RELATIVE))
def test_reads_from_an_as_of_date(text: str, edtf: str) -> None:
    assert read_date(text, parse_edtf("2025-10-30")).text == edtf
    with pytest.raises(DateError, match="as-of date"):
        read_date(text)


@pytest.mark.parametrize(("text", "answer"), REFUSED.items())
def test_refuses_with_place_and_reason(text: str, answer: tuple[int, str, str]) -> None:
    position, found, expected = answer
    with pytest.raises(DateError) as caught:
        read_date(text)
    assert caught.value.position == position
    assert found in caught.value.found
    assert expected in caught.value.expected


def test_needs_an_as_of_date_as_exact_as_the_words() -> None:
    assert read_date("last year", parse_edtf("2025-10")).text == "2024"
    assert read_date("last month", parse_edtf("2025-01")).text == "2024-12"
    for words, as_of in (("gestern", "2025-10"), ("last month", "2025"), ("this year", "202X")):
        with pytest.raises(DateError, match="as-of date"):
            read_date(words, parse_edtf(as_of))
    assert read_date("yesterday", parse_edtf("2024-03-01")).text == "2024-02-29"


def test_languages_give_no_word_two_meanings() -> None:
    shared = ENGLISH.keys() & GERMAN.keys()
    assert {word for word in shared if ENGLISH[word] != GERMAN[word]} == set()


_PIECES = st.one_of(
    st.sampled_from([*ENGLISH, *GERMAN]),
    st.integers(0, 99_999).map(str),
    st.sampled_from([".", ",", "/", "-", "–", ":", "?", "(", ")", "~", "+"]),
)


@given(
    st.one_of(
        st.text(), st.lists(_PIECES, max_size=9).map(" ".join), st.lists(_PIECES, max_size=9).map("".join)
    )
)
def test_raises_nothing_but_date_errors(text: str) -> None:
    for as_of in (None, parse_edtf("2025-10-30")):
        try:
            date = read_date(text, as_of)
        except DateError as error:
            position = error.position
        else:
            position = 0
            assert parse_edtf(date.text) == date
        assert 0 <= position <= len(text.encode())


@given(
    st.integers(-9998, 9999), st.integers(1, 12), st.integers(1, 31),
    st.sampled_from(["day", "month", "year", "quarter", "half"]), st.sampled_from(["en", "de"]),
)  # fmt: skip
def test_reads_back_what_is_said(year: int, month: int, day: int, unit: str, code: str) -> None:
    edtf = f"{'-' if year < 0 else ''}{abs(year):04}"
    if unit in ("day", "month"):
        edtf += f"-{month:02}"
    if unit == "day":
        edtf += f"-{min(day, days_in_month(year, month)):02}"
    elif unit == "quarter":
        edtf += f"-{33 + month % 4}"
    elif unit == "half":
        edtf += f"-{40 + month % 2}"
    assert read_date(date_text(parse_edtf(edtf), LANGUAGES[code])).text == edtf
