"""Every EDTF feature with bounds worked out by hand from ISO 8601-2, not from another program."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from timeline_app.core.date import Bound, Date, DateKind, DateRange, Edge, Precision, Qualifier, SingleDate
from timeline_app.core.edtf import parse_edtf

MICROSECONDS_PER_DAY = 86_400_000_000
EPOCH = date(1970, 1, 1).toordinal()


def rows(table: str) -> list[str]:
    return table.strip().splitlines()


def midnight(day: str) -> int:
    """Return the instant of `[-]Y-MM-DD` for any year, counted by `datetime` in years that it knows."""
    year_text, month, day_of_month = day.rsplit("-", 2)
    year = int(year_text)
    known = date(year % 400 + 400, int(month), int(day_of_month)).toordinal()
    return (known - EPOCH + (year // 400 - 1) * 146_097) * MICROSECONDS_PER_DAY


def second(moment: str) -> int:
    """Return the instant of an ISO date and time."""
    delta = datetime.fromisoformat(moment + "+00:00") - datetime(1970, 1, 1, tzinfo=UTC)
    return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds


def first_and_after(first: str, last: str) -> tuple[Bound, Bound]:
    """Turn inclusive days of a table, or `open` or `unknown`, into bounds."""
    edges = {"open": Edge.OPEN, "unknown": Edge.UNKNOWN}
    start = edges.get(first) or midnight(first)
    end = edges.get(last) or midnight(last) + MICROSECONDS_PER_DAY
    return start, end


# text, precision, first day, last day
SINGLES = """
1985-04-12       day        1985-04-12       1985-04-12
2025-10-28       day        2025-10-28       2025-10-28
2000-02-29       day        2000-02-29       2000-02-29
2004-02-29       day        2004-02-29       2004-02-29
0000-02-29       day        0-02-29          0-02-29
0000-01-01       day        0-01-01          0-01-01
0001-01-01       day        1-01-01          1-01-01
9999-12-31       day        9999-12-31       9999-12-31
-0001-12-31      day        -1-12-31         -1-12-31
-0004-02-29      day        -4-02-29         -4-02-29
-0043-03-15      day        -43-03-15        -43-03-15
-9999-01-01      day        -9999-01-01      -9999-01-01
1985-04          month      1985-04-01       1985-04-30
2004-02          month      2004-02-01       2004-02-29
1900-02          month      1900-02-01       1900-02-28
2025-12          month      2025-12-01       2025-12-31
-0043-03         month      -43-03-01        -43-03-31
1985             year       1985-01-01       1985-12-31
0000             year       0-01-01          0-12-31
-1985            year       -1985-01-01      -1985-12-31
-0043            year       -43-01-01        -43-12-31
-0001            year       -1-01-01         -1-12-31
Y12345           year       12345-01-01      12345-12-31
Y170000002       year       170000002-01-01  170000002-12-31
Y-170000002      year       -170000002-01-01 -170000002-12-31
Y-17E7           year       -170000000-01-01 -170000000-12-31
Y17E7            year       170000000-01-01  170000000-12-31
Y1E12            year       1000000000000-01-01 1000000000000-12-31
Y-1E12           year       -1000000000000-01-01 -1000000000000-12-31
Y5E3             year       5000-01-01       5000-12-31
1950S4           year       1950-01-01       1950-12-31
1950S3           decade     1950-01-01       1959-12-31
1950S2           century    1900-01-01       1999-12-31
1950S1           millennium 1000-01-01       1999-12-31
-1950S2          century    -1999-01-01      -1900-12-31
0050S1           decade     50-01-01         59-12-31
0050S2           year       50-01-01         50-12-31
0000S1           year       0-01-01          0-12-31
Y171010000S3     million-years 171000000-01-01 171999999-12-31
Y3388E2S3        millennium 338000-01-01     338999-12-31
Y-17E7S2         ten-million-years -179999999-01-01 -170000000-12-31
Y-138E8S3        hundred-million-years -13899999999-01-01 -13800000000-12-31
Y-138E8S2        billion-years -13999999999-01-01 -13000000000-12-31
Y-45E8S1         billion-years -4999999999-01-01 -4000000000-12-31
Y12345S1         ten-thousand-years 10000-01-01 19999-12-31
Y123456S1        hundred-thousand-years 100000-01-01 199999-12-31
Y138E8S1         coarser    10000000000-01-01 19999999999-12-31
2001-21          season     2001-03-01       2001-05-31
2001-22          season     2001-06-01       2001-08-31
2001-23          season     2001-09-01       2001-11-30
2001-24          season     2001-12-01       2002-02-28
2003-24          season     2003-12-01       2004-02-29
-0001-24         season     -1-12-01         0-02-29
2001-25          season     2001-03-01       2001-05-31
2001-26          season     2001-06-01       2001-08-31
2001-27          season     2001-09-01       2001-11-30
2001-28          season     2001-12-01       2002-02-28
2001-29          season     2001-09-01       2001-11-30
2001-30          season     2001-12-01       2002-02-28
2001-31          season     2001-03-01       2001-05-31
2001-32          season     2001-06-01       2001-08-31
2001-33          quarter    2001-01-01       2001-03-31
2001-34          quarter    2001-04-01       2001-06-30
2001-35          quarter    2001-07-01       2001-09-30
2001-36          quarter    2001-10-01       2001-12-31
2025-37          four-months 2025-01-01      2025-04-30
2025-38          four-months 2025-05-01      2025-08-31
2025-39          four-months 2025-09-01      2025-12-31
2025-40          half-year  2025-01-01       2025-06-30
2025-41          half-year  2025-07-01       2025-12-31
1984?            year       1984-01-01       1984-12-31
2004-06~         month      2004-06-01       2004-06-30
2004-06-11%      day        2004-06-11       2004-06-11
2004-06~-11      day        2004-06-11       2004-06-11
2004?-06-11      day        2004-06-11       2004-06-11
?2004-06-~11     day        2004-06-11       2004-06-11
2004-%06-11      day        2004-06-11       2004-06-11
2001-21~         season     2001-03-01       2001-05-31
Y12345~          year       12345-01-01      12345-12-31
Y-17E7?          year       -170000000-01-01 -170000000-12-31
1950S2?          century    1900-01-01       1999-12-31
?-0043           year       -43-01-01        -43-12-31
201X             decade     2010-01-01       2019-12-31
20XX             century    2000-01-01       2099-12-31
2XXX             millennium 2000-01-01       2999-12-31
XXXX             ten-thousand-years 0-01-01  9999-12-31
000X             decade     0-01-01          9-12-31
-01XX            century    -199-01-01       -100-12-31
-000X            decade     -9-01-01         -1-12-31
-00XX            century    -99-01-01        -1-12-31
-XXXX            ten-thousand-years -9999-01-01 -1-12-31
-001X            decade     -19-01-01        -10-12-31
-00X0            century    -90-01-01        -10-12-31
-XXX0-06         ten-thousand-years -9990-06-01 -10-06-30
1X32             millennium 1032-01-01       1932-12-31
X999             ten-thousand-years 999-01-01 9999-12-31
2004-XX          year       2004-01-01       2004-12-31
2004-0X          year       2004-01-01       2004-09-30
2004-1X          year       2004-10-01       2004-12-31
2004-X1          year       2004-01-01       2004-11-30
2004-X5          year       2004-05-01       2004-05-31
1985-04-XX       month      1985-04-01       1985-04-30
1985-02-XX       month      1985-02-01       1985-02-28
1985-XX-XX       year       1985-01-01       1985-12-31
1985-XX-31       year       1985-01-31       1985-12-31
1985-XX-30       year       1985-01-30       1985-12-30
2003-02-2X       month      2003-02-20       2003-02-28
2004-02-2X       month      2004-02-20       2004-02-29
2004-06-0X       month      2004-06-01       2004-06-09
2004-06-3X       month      2004-06-30       2004-06-30
2004-06-X1       month      2004-06-01       2004-06-21
2004-1X-31       year       2004-10-31       2004-12-31
2004-X2-30       year       2004-12-30       2004-12-30
1984-1X          year       1984-10-01       1984-12-31
156X-12-25       decade     1560-12-25       1569-12-25
15XX-12-25       century    1500-12-25       1599-12-25
156X-02-29       decade     1560-02-29       1568-02-29
19XX-02-29       century    1904-02-29       1996-02-29
-000X-02-29      decade     -8-02-29         -4-02-29
-009X-12         decade     -99-12-01        -90-12-31
XXXX-12-XX       ten-thousand-years 0-12-01  9999-12-31
1XXX-XX          millennium 1000-01-01       1999-12-31
1XXX-12          millennium 1000-12-01       1999-12-31
XXXX-XX-XX       ten-thousand-years 0-01-01  9999-12-31
201X-34          decade     2010-04-01       2019-06-30
201X-24          decade     2010-12-01       2020-02-29
201X~            decade     2010-01-01       2019-12-31
156X~-12-25      decade     1560-12-25       1569-12-25
"""

# text, first instant, last instant after, precision, extension
TIMES = """
1985-04-12T23:20:30        1985-04-12T23:20:30 1985-04-12T23:20:31 second no
1985-04-12T23:20:30Z       1985-04-12T23:20:30 1985-04-12T23:20:31 second no
1985-04-12T23:20:30-04     1985-04-13T03:20:30 1985-04-13T03:20:31 second no
1985-04-12T23:20:30+04:30  1985-04-12T18:50:30 1985-04-12T18:50:31 second no
1985-04-12T23:20:30+00:00  1985-04-12T23:20:30 1985-04-12T23:20:31 second no
2025-01-01T00:30:00+01:00  2024-12-31T23:30:00 2024-12-31T23:30:01 second no
2024-12-31T23:59:59        2024-12-31T23:59:59 2025-01-01T00:00:00 second no
1985-04-12T23:20           1985-04-12T23:20:00 1985-04-12T23:21:00 minute yes
1985-04-12T23:20Z          1985-04-12T23:20:00 1985-04-12T23:21:00 minute yes
1985-04-12T23:20+02        1985-04-12T21:20:00 1985-04-12T21:21:00 minute yes
1985-04-12T23:20:30.5      1985-04-12T23:20:30.500000 1985-04-12T23:20:30.600000 millisecond yes
1985-04-12T23:20:30.250Z   1985-04-12T23:20:30.250000 1985-04-12T23:20:30.251000 millisecond yes
1985-04-12T23:20:30.000001 1985-04-12T23:20:30.000001 1985-04-12T23:20:30.000002 microsecond yes
1985-04-12T23:20:30.1234-01:30 1985-04-13T00:50:30.123400 1985-04-13T00:50:30.123500 microsecond yes
"""

# text, earliest start, last day of the start, first day of the end, latest end, precision
INTERVALS = """
1964/2008                1964-01-01 1964-12-31 2008-01-01 2008-12-31 year
2004-06/2006-08          2004-06-01 2004-06-30 2006-08-01 2006-08-31 month
2004-02-01/2005-02-08    2004-02-01 2004-02-01 2005-02-08 2005-02-08 day
2004-02-01/2005-02       2004-02-01 2004-02-01 2005-02-01 2005-02-28 month
2004-02-01/2005          2004-02-01 2004-02-01 2005-01-01 2005-12-31 year
2005/2006-02             2005-01-01 2005-12-31 2006-02-01 2006-02-28 year
1985-04-12/..            1985-04-12 1985-04-12 open       open       day
1985/..                  1985-01-01 1985-12-31 open       open       year
../1985-04-12            open       open       1985-04-12 1985-04-12 day
../1985                  open       open       1985-01-01 1985-12-31 year
1985-04/                 1985-04-01 1985-04-30 unknown    unknown    month
1985/                    1985-01-01 1985-12-31 unknown    unknown    year
/1985                    unknown    unknown    1985-01-01 1985-12-31 year
/1985-04-12              unknown    unknown    1985-04-12 1985-04-12 day
-0002/0001               -2-01-01   -2-12-31   1-01-01    1-12-31    year
2004-06-~01/2004-06-~20  2004-06-01 2004-06-01 2004-06-20 2004-06-20 day
2004-06-XX/2004-07-03    2004-06-01 2004-06-30 2004-07-03 2004-07-03 month
201X/..                  2010-01-01 2019-12-31 open       open       decade
Y-138E8/Y-45E8           -13800000000-01-01 -13800000000-12-31 -4500000000-01-01 -4500000000-12-31 year
1984?/2004-06~           1984-01-01 1984-12-31 2004-06-01 2004-06-30 year
2001-21/2001-23          2001-03-01 2001-05-31 2001-09-01 2001-11-30 season
1950S2/2000              1900-01-01 1999-12-31 2000-01-01 2000-12-31 century
1985/1985                1985-01-01 1985-12-31 1985-01-01 1985-12-31 year
2004-06-15/2004-06       2004-06-15 2004-06-15 2004-06-15 2004-06-30 month
2004/2004-06             2004-01-01 2004-06-30 2004-06-01 2004-06-30 year
201X/2012                2010-01-01 2012-12-31 2012-01-01 2012-12-31 decade
"""

# text, first day, last day, precision, number of members
SETS = """
[1667,1668,1670..1672]      1667-01-01 1672-12-31 year   3
[..1760-12-03]              open       1760-12-03 day    1
[1760-12..]                 1760-12-01 open       month  1
[1760-01,1760-02,1760-12..] 1760-01-01 open       month  3
[1667,1760-12]              1667-01-01 1760-12-31 year   2
[..1984]                    open       1984-12-31 year   1
[..1984,1990..]             open       open       year   2
[1985]                      1985-01-01 1985-12-31 year   1
[1990,1980]                 1980-01-01 1990-12-31 year   2
[-0043,-0040..-0038]        -43-01-01  -38-12-31  year   2
{1667,1668,1670..1672}      1667-01-01 1672-12-31 year   3
{1960,1961-12}              1960-01-01 1961-12-31 year   2
{..1984}                    open       1984-12-31 year   1
{1984~,2001-34,201X}        1984-01-01 2019-12-31 decade 3
[Y-17E7..Y12345]            -170000000-01-01 12345-12-31 year 1
"""

# text, number of members of the mask, first and last day of the second member
COMBS = """
156X-12-25   10  1561-12-25 1561-12-25
156X-02-29    3  1564-02-29 1564-02-29
2004-1X-31    2  2004-12-31 2004-12-31
2004-X1       2  2004-11-01 2004-11-30
2004-06-X1    3  2004-06-11 2004-06-11
1X32         10  1132-01-01 1132-12-31
201X-34      10  2011-04-01 2011-06-30
-00X0         9  -80-01-01  -80-12-31
-001X-12     10  -18-12-01  -18-12-31
2004-XX-3X   11  2004-03-30 2004-03-31
201X-0X-XX   10  2011-01-01 2011-09-30
19XX-02-29   24  1908-02-29 1908-02-29
"""

NO_COMB = (
    "1985 201X XXXX XXXX-XX-XX 2004-1X 2004-06-1X 1985-XX-XX 15XX-12-25 XXXX-12-XX 20XX-02-29 -00XX 2001-24"
)

NONE, UNCERTAIN, APPROXIMATE = Qualifier.NONE, Qualifier.UNCERTAIN, Qualifier.APPROXIMATE
BOTH = UNCERTAIN | APPROXIMATE
QUALIFIED = {
    "1984": (NONE, NONE, NONE),
    "1984?": (UNCERTAIN, NONE, NONE),
    "?1984": (UNCERTAIN, NONE, NONE),
    "2004-06~": (APPROXIMATE, APPROXIMATE, NONE),
    "2004-~06": (NONE, APPROXIMATE, NONE),
    "2004~-06": (APPROXIMATE, NONE, NONE),
    "2004-06-11%": (BOTH, BOTH, BOTH),
    "2004-06-%11": (NONE, NONE, BOTH),
    "2004-06~-11": (APPROXIMATE, APPROXIMATE, NONE),
    "?2004-06-~11": (UNCERTAIN, NONE, APPROXIMATE),
    "2004?-06~-11%": (BOTH, BOTH, BOTH),
    "2004?-06-11~": (BOTH, APPROXIMATE, APPROXIMATE),
    "?2004-06-11~": (BOTH, APPROXIMATE, APPROXIMATE),
    "2001-21?": (UNCERTAIN, UNCERTAIN, NONE),
    "Y12345%": (BOTH, NONE, NONE),
    "1950S2~": (APPROXIMATE, NONE, NONE),
    "201X?": (UNCERTAIN, NONE, NONE),
}


def four(parsed: Date) -> tuple[Bound, Bound, Bound, Bound]:
    bounds = parsed.bounds
    return bounds.earliest_start, bounds.latest_start, bounds.earliest_end, bounds.latest_end


@pytest.mark.parametrize("row", rows(SINGLES))
def test_single_dates(row: str) -> None:
    text, precision, first, last = row.split()
    parsed = parse_edtf(text)
    start, end = first_and_after(first, last)
    assert parsed.kind is DateKind.SINGLE
    assert four(parsed) == (start, end, start, end)
    assert (parsed.single.span.start, parsed.single.span.end) == (start, end)
    assert parsed.precision.label == parsed.single.precision.label == precision
    assert parsed.text == parsed.single.text == text
    assert not parsed.extension


@pytest.mark.parametrize("row", rows(TIMES))
def test_times(row: str) -> None:
    text, first, after, precision, extension = row.split()
    parsed = parse_edtf(text)
    assert (parsed.single.span.start, parsed.single.span.end) == (second(first), second(after))
    assert parsed.precision.label == precision
    assert parsed.extension == (extension == "yes")


@pytest.mark.parametrize("row", rows(INTERVALS))
def test_intervals(row: str) -> None:
    text, earliest_start, latest_start, earliest_end, latest_end, precision = row.split()
    parsed = parse_edtf(text)
    assert parsed.kind is DateKind.INTERVAL
    assert four(parsed) == (
        *first_and_after(earliest_start, latest_start),
        *first_and_after(earliest_end, latest_end),
    )
    assert parsed.precision.label == precision
    assert not parsed.extension


@pytest.mark.parametrize("row", rows(SETS))
def test_sets(row: str) -> None:
    text, first, last, precision, members = row.split()
    parsed = parse_edtf(text)
    start, end = first_and_after(first, last)
    assert parsed.kind is (DateKind.ONE_OF if text.startswith("[") else DateKind.ALL_OF)
    assert four(parsed) == (start, end, start, end)
    assert parsed.precision.label == precision
    assert len(parsed.members) == int(members)
    assert parsed.start is parsed.end is Edge.UNKNOWN


@pytest.mark.parametrize("row", rows(COMBS))
def test_members_of_masks(row: str) -> None:
    text, count, first, last = row.split()
    single = parse_edtf(text).single
    assert len(single.comb) == int(count)
    assert (single.comb[1].start, single.comb[1].end) == first_and_after(first, last)
    assert (single.comb[0].start, single.comb[-1].end) == (single.span.start, single.span.end)


@pytest.mark.parametrize("text", NO_COMB.split())
def test_masks_without_gaps_or_with_too_many_have_no_members(text: str) -> None:
    assert parse_edtf(text).single.comb == ()


@pytest.mark.parametrize(("text", "doubts"), QUALIFIED.items())
def test_qualifiers_fall_on_their_parts(text: str, doubts: tuple[Qualifier, ...]) -> None:
    parsed = parse_edtf(text)
    single = parsed.single
    assert (single.year_qualifier, single.month_qualifier, single.day_qualifier) == doubts
    assert parsed.start_qualifier == parsed.end_qualifier == doubts[0] | doubts[1] | doubts[2]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("-0043-03-15", ("-0043", -43, "03", "15", None)),
        ("201X", ("201X", None, "", "", None)),
        ("1984-1X-XX", ("1984", 1984, "1X", "XX", None)),
        ("2001-34", ("2001", 2001, "", "", 34)),
        ("1950S2", ("1950", 1950, "", "", None)),
        ("Y12345", ("12345", 12_345, "", "", None)),
        ("Y-17E7S2", ("-17E7", -170_000_000, "", "", None)),
    ],
)
def test_parts_as_typed(text: str, parts: tuple[str, int | None, str, str, int | None]) -> None:
    single = parse_edtf(text).single
    assert (single.year_digits, single.year, single.month_digits, single.day_digits, single.season) == parts
    assert single.long_form == text.startswith("Y")
    assert single.significant_digits == (2 if "S2" in text else None)


def test_the_time_keeps_its_parts() -> None:
    time = parse_edtf("1985-04-12T23:20:30.250-04:30").single.time
    assert time is not None
    assert (time.hour, time.minute, time.second, time.fraction) == (23, 20, 30, "250")
    assert time.offset_minutes == -270
    floating = parse_edtf("1985-04-12T23:20:30").single.time
    assert floating is not None
    assert floating.offset_minutes is None


@pytest.mark.parametrize(
    "text",
    [
        "2025-01-01T10:00:00/2025-01-01T11:00:00",
        "2025-01-01T10:00/..",
        "[2025-01-01T10:00:00Z,2025-01-02]",
        "[2025-01-01T10:00:00,2025-01-02T10:00:00..]",
        "{2025-01-01T10:00:00..2025-01-01T11:00:00.5}",
    ],
)
def test_times_in_intervals_and_sets_are_an_extension(text: str) -> None:
    assert parse_edtf(text).extension


def test_open_and_unknown_ends_differ() -> None:
    open_end, unknown_end = parse_edtf("1985/.."), parse_edtf("1985/")
    assert (open_end.end, unknown_end.end) == (Edge.OPEN, Edge.UNKNOWN)
    assert open_end.bounds != unknown_end.bounds


def test_the_doubt_of_an_interval_belongs_to_its_side() -> None:
    parsed = parse_edtf("1984?/2004-06~")
    assert (parsed.start_qualifier, parsed.end_qualifier) == (UNCERTAIN, APPROXIMATE)
    assert parse_edtf("[1984?,1990~..]").start_qualifier == BOTH


def test_set_members_keep_their_shape() -> None:
    members = parse_edtf("[..1667,1668~,1670..1672,1700..]").members
    assert [type(member) for member in members] == [DateRange, SingleDate, DateRange, DateRange]
    texts = [
        (member.first and member.first.text, member.last and member.last.text)
        for member in members
        if isinstance(member, DateRange)
    ]
    assert texts == [(None, "1667"), ("1670", "1672"), ("1700", None)]


def test_only_other_kinds_than_single_refuse_to_be_one() -> None:
    with pytest.raises(ValueError, match="not a single date"):
        _ = parse_edtf("1985/1986").single


def test_precision_orders_finest_first() -> None:
    assert Precision.DAY < Precision.MONTH < Precision.SEASON < Precision.YEAR < Precision.COARSER
