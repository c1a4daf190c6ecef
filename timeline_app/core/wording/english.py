"""The English of dates.

Owns the words; `phrases` says what each field means. Day before month, no comma, as in 28 October 2025.
"""

from __future__ import annotations

from typing import Final

from timeline_app.core.date import Precision, Qualifier
from timeline_app.core.event import Role
from timeline_app.core.month_names import FULL_MONTHS
from timeline_app.core.wording.phrases import NounClass, NounPattern, Phrases

_SEASONS: Final = ("spring", "summer", "autumn", "winter")
_ORDINALS: Final = ("first", "second", "third", "fourth")


def _seasons() -> dict[int, NounPattern]:
    patterns = {}
    for hemisphere, note in enumerate(("", " (northern hemisphere)", " (southern hemisphere)")):
        for index, season in enumerate(_SEASONS):
            patterns[21 + 4 * hemisphere + index] = NounPattern(
                NounClass.NEUTER, f"{season} {{year}}{note}", f"the {season} {{of_year}}{note}"
            )
    for index, ordinal in enumerate(_ORDINALS):
        patterns[33 + index] = NounPattern(
            NounClass.NEUTER, f"Q{index + 1} {{year}}", f"the {ordinal} quarter {{of_year}}"
        )
    for code, part in ((37, "first third"), (38, "second third"), (39, "last third")):
        patterns[code] = NounPattern(NounClass.NEUTER, f"{part} {{of_year}}", f"the {part} {{of_year}}")
    for code, part in ((40, "first half"), (41, "second half")):
        patterns[code] = NounPattern(NounClass.NEUTER, f"{part} {{of_year}}", f"the {part} {{of_year}}")
    return patterns


def _everywhere(pattern: str) -> dict[NounClass, str]:
    return dict.fromkeys(NounClass, pattern)


ENGLISH_PHRASES: Final = Phrases(
    decimal_point=".",
    months=FULL_MONTHS["en"],
    day=NounPattern(NounClass.DAY, "{days} {month} {year}"),
    day_number="{day}",
    month=NounPattern(NounClass.MONTH, "{month} {year}"),
    seasons=_seasons(),
    thirds_about={
        37: NounPattern(NounClass.NEUTER, "early {year}"),
        38: NounPattern(NounClass.NEUTER, "mid-{year}"),
        39: NounPattern(NounClass.NEUTER, "late {year}"),
    },
    year=NounPattern(NounClass.YEAR, "{year}"),
    long_year=NounPattern(NounClass.NEUTER, "year {year}", "the year {year}"),
    before_christ="{year} BC",
    anno_domini="AD {year}",
    deep=NounPattern(NounClass.AGO, "{amount} years ago"),
    millions=("{number} million", "{number} million"),
    billions=("{number} billion", "{number} billion"),
    of_year="of {year}",
    decade=NounPattern(NounClass.PLURAL, "the {year}s"),
    years=NounPattern(NounClass.PLURAL, "the years {years}"),
    unknown_year=NounPattern(NounClass.INDEFINITE, "an unknown year"),
    year_like=NounPattern(NounClass.INDEFINITE, "a year like {digits}"),
    of_a_year="of a year {inside}",
    of_unknown_year="of an unknown year",
    of_year_like="of a year like {digits}",
    some_month=NounPattern(NounClass.INDEFINITE, "some month {inside}"),
    some_day=NounPattern(NounClass.INDEFINITE, "some day {inside}"),
    some_time="some time {inside}",
    day_of_some_month=NounPattern(NounClass.INDEFINITE, "day {days} of some month {inside}"),
    day_range=NounPattern(NounClass.INDEFINITE, "some day from {first} to {last} {month} {year}"),
    date_and_time="{date}, {time}",
    zone=" {zone}",
    inside={
        **_everywhere("in {name}"),
        NounClass.DAY: "on {name}",
        NounClass.ADVERB: "{name}",
        NounClass.AGO: "{name}",
    },
    whole={**_everywhere("throughout {name}"), NounClass.AGO: "throughout the time {name}"},
    onward=_everywhere("from {name}"),
    until=_everywhere("until {name}"),
    bounding=_everywhere("{name}"),
    qualified={
        Qualifier.NONE: "{date}",
        Qualifier.APPROXIMATE: "about {date}",
        Qualifier.UNCERTAIN: "possibly {date}",
        Qualifier.APPROXIMATE | Qualifier.UNCERTAIN: "possibly about {date}",
    },
    doubts={
        Qualifier.UNCERTAIN: "uncertain",
        Qualifier.APPROXIMATE: "approximate",
        Qualifier.APPROXIMATE | Qualifier.UNCERTAIN: "uncertain and approximate",
    },
    parts=("year", "month", "day"),
    season_part="part of the year",
    estimated="estimated at {year}",
    interval="{start} to {end}",
    open_end="{onward}, still open",
    unknown_end="{onward}, end unknown",
    open_start="{until}",
    unknown_start="{until}, start unknown",
    between="between {first} and {last}",
    every="{range}, all of them",
    or_earlier="{date} or earlier",
    or_later="{date} or later",
    any_time="any time",
    last_or="{before} or {last}",
    last_and="{before} and {last}",
    precisions={
        Precision.MICROSECOND: "microsecond",
        Precision.MILLISECOND: "millisecond",
        Precision.SECOND: "second",
        Precision.MINUTE: "minute",
        Precision.DAY: "day",
        Precision.MONTH: "month",
        Precision.QUARTER: "quarter",
        Precision.SEASON: "season",
        Precision.FOUR_MONTHS: "third of a year",
        Precision.HALF_YEAR: "half-year",
        Precision.YEAR: "year",
        Precision.DECADE: "decade",
        Precision.CENTURY: "hundred years",
        Precision.MILLENNIUM: "thousand years",
        Precision.TEN_THOUSAND_YEARS: "ten thousand years",
        Precision.HUNDRED_THOUSAND_YEARS: "hundred thousand years",
        Precision.MILLION_YEARS: "million years",
        Precision.TEN_MILLION_YEARS: "ten million years",
        Precision.HUNDRED_MILLION_YEARS: "hundred million years",
        Precision.BILLION_YEARS: "billion years",
        Precision.COARSER: "more than a billion years",
    },
    roles={Role.HAPPENED: "", Role.ANNOUNCED: "announced", Role.CLAIMED: "claimed"},
    languages={
        "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
        "es": "Spanish", "fa": "Persian", "fi": "Finnish", "fr": "French", "grc": "Ancient Greek",
        "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "it": "Italian", "ja": "Japanese",
        "ko": "Korean", "la": "Latin", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
        "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "tr": "Turkish",
        "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
    },
)  # fmt: skip
