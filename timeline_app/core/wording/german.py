"""The German of dates.

Owns the words; `phrases` says what each field means. The dative stands after "in", "ab" and "bis zu",
the accusative before "hindurch".
"""

from __future__ import annotations

from typing import Final

from timeline_app.core.date import Precision, Qualifier
from timeline_app.core.event import Role
from timeline_app.core.month_names import FULL_MONTHS
from timeline_app.core.wording.phrases import NounClass, NounPattern, Phrases

_SEASONS: Final = (
    ("Frühjahr", NounClass.NEUTER),
    ("Sommer", NounClass.MASCULINE),
    ("Herbst", NounClass.MASCULINE),
    ("Winter", NounClass.MASCULINE),
)
_ORDINALS: Final = ("erste", "zweite", "dritte", "vierte")


def _ordinal(number: int, part: str) -> NounPattern:
    ordinal = _ORDINALS[number - 1]
    return NounPattern(
        NounClass.NEUTER,
        f"{number}. {part} {{year}}",
        f"{ordinal} {part} {{year}}",
        f"{ordinal}n {part} {{year}}",
    )


def _seasons() -> dict[int, NounPattern]:
    patterns = {}
    for hemisphere, note in enumerate(("", " (Nordhalbkugel)", " (Südhalbkugel)")):
        for index, (season, noun_class) in enumerate(_SEASONS):
            patterns[21 + 4 * hemisphere + index] = NounPattern(noun_class, f"{season} {{year}}{note}")
    for first, count, part in ((33, 4, "Quartal"), (37, 3, "Drittel"), (40, 2, "Halbjahr")):
        for number in range(1, count + 1):
            patterns[first + number - 1] = _ordinal(number, part)
    return patterns


GERMAN_PHRASES: Final = Phrases(
    decimal_point=",",
    months=FULL_MONTHS["de"],
    day=NounPattern(NounClass.DAY, "{days} {month} {year}"),
    day_number="{day}.",
    month=NounPattern(NounClass.MONTH, "{month} {year}"),
    seasons=_seasons(),
    thirds_about={
        37: NounPattern(NounClass.ADVERB, "Anfang {year}"),
        38: NounPattern(NounClass.ADVERB, "Mitte {year}"),
        39: NounPattern(NounClass.ADVERB, "Ende {year}"),
    },
    year=NounPattern(NounClass.YEAR, "{year}", "Jahr {year}"),
    long_year=NounPattern(NounClass.NEUTER, "Jahr {year}"),
    before_christ="{year} v. Chr.",
    anno_domini="{year} n. Chr.",
    deep=NounPattern(NounClass.AGO, "vor {amount} Jahren"),
    millions=("{number} Million", "{number} Millionen"),
    billions=("{number} Milliarde", "{number} Milliarden"),
    of_year="{year}",
    decade=NounPattern(NounClass.PLURAL, "{year}er Jahre", "{year}er Jahre", "{year}er Jahren"),
    years=NounPattern(NounClass.PLURAL, "Jahre {years}", "Jahre {years}", "Jahren {years}"),
    unknown_year=NounPattern(
        NounClass.INDEFINITE, "ein unbekanntes Jahr", "ein unbekanntes Jahr", "einem unbekannten Jahr"
    ),
    year_like=NounPattern(
        NounClass.INDEFINITE, "ein Jahr wie {digits}", "ein Jahr wie {digits}", "einem Jahr wie {digits}"
    ),
    of_a_year="eines Jahres {inside}",
    of_unknown_year="eines unbekannten Jahres",
    of_year_like="eines Jahres wie {digits}",
    some_month=NounPattern(
        NounClass.INDEFINITE, "ein Monat {inside}", "einen Monat {inside}", "einem Monat {inside}"
    ),
    some_day=NounPattern(
        NounClass.INDEFINITE, "ein Tag {inside}", "einen Tag {inside}", "einem Tag {inside}"
    ),
    some_time="irgendwann {inside}",
    day_of_some_month=NounPattern(
        NounClass.INDEFINITE,
        "der {days} eines Monats {inside}",
        "den {days} eines Monats {inside}",
        "dem {days} eines Monats {inside}",
    ),
    day_range=NounPattern(
        NounClass.INDEFINITE,
        "ein Tag vom {first} bis {last} {month} {year}",
        "einen Tag vom {first} bis {last} {month} {year}",
        "einem Tag vom {first} bis {last} {month} {year}",
    ),
    date_and_time="{date}, {time} Uhr",
    zone=" ({zone})",
    inside={
        NounClass.DAY: "am {dative}",
        NounClass.MONTH: "im {dative}",
        NounClass.YEAR: "im {dative}",
        NounClass.MASCULINE: "im {dative}",
        NounClass.NEUTER: "im {dative}",
        NounClass.PLURAL: "in den {dative}",
        NounClass.INDEFINITE: "in {dative}",
        NounClass.ADVERB: "{name}",
        NounClass.AGO: "{name}",
    },
    whole={
        NounClass.DAY: "den ganzen {name} hindurch",
        NounClass.MONTH: "den ganzen {name} hindurch",
        NounClass.YEAR: "das ganze {name} hindurch",
        NounClass.MASCULINE: "den ganzen {name} hindurch",
        NounClass.NEUTER: "das ganze {name} hindurch",
        NounClass.PLURAL: "die gesamten {name} hindurch",
        NounClass.INDEFINITE: "{name} hindurch",
        NounClass.ADVERB: "durchgehend {name}",
        NounClass.AGO: "die ganze Zeit {name} hindurch",
    },
    onward={
        NounClass.DAY: "ab dem {dative}",
        NounClass.MONTH: "ab {dative}",
        NounClass.YEAR: "ab {label}",
        NounClass.MASCULINE: "ab dem {dative}",
        NounClass.NEUTER: "ab dem {dative}",
        NounClass.PLURAL: "ab den {dative}",
        NounClass.INDEFINITE: "ab {dative}",
        NounClass.ADVERB: "ab {name}",
        NounClass.AGO: "ab der Zeit {name}",
    },
    until={
        NounClass.DAY: "bis zum {dative}",
        NounClass.MONTH: "bis {dative}",
        NounClass.YEAR: "bis {label}",
        NounClass.MASCULINE: "bis zum {dative}",
        NounClass.NEUTER: "bis zum {dative}",
        NounClass.PLURAL: "bis zu den {dative}",
        NounClass.INDEFINITE: "bis zu {dative}",
        NounClass.ADVERB: "bis {name}",
        NounClass.AGO: "bis {name}",
    },
    bounding={
        NounClass.DAY: "dem {dative}",
        NounClass.MONTH: "{dative}",
        NounClass.YEAR: "{label}",
        NounClass.MASCULINE: "dem {dative}",
        NounClass.NEUTER: "dem {dative}",
        NounClass.PLURAL: "den {dative}",
        NounClass.INDEFINITE: "{dative}",
        NounClass.ADVERB: "{name}",
        NounClass.AGO: "der Zeit {name}",
    },
    qualified={
        Qualifier.NONE: "{date}",
        Qualifier.APPROXIMATE: "etwa {date}",
        Qualifier.UNCERTAIN: "vielleicht {date}",
        Qualifier.APPROXIMATE | Qualifier.UNCERTAIN: "vielleicht etwa {date}",
    },
    doubts={
        Qualifier.UNCERTAIN: "unsicher",
        Qualifier.APPROXIMATE: "ungefähr",
        Qualifier.APPROXIMATE | Qualifier.UNCERTAIN: "unsicher und ungefähr",
    },
    parts=("Jahr", "Monat", "Tag"),
    season_part="Jahresabschnitt",
    estimated="geschätzt {year}",
    interval="{start} bis {end}",
    open_end="{onward}, noch offen",
    unknown_end="{onward}, Ende unbekannt",
    open_start="{until}",
    unknown_start="{until}, Anfang unbekannt",
    between="zwischen {first} und {last}",
    every="{range}, allesamt",
    or_earlier="{date} oder früher",
    or_later="{date} oder später",
    any_time="irgendwann",
    last_or="{before} oder {last}",
    last_and="{before} und {last}",
    precisions={
        Precision.MICROSECOND: "Mikrosekunde",
        Precision.MILLISECOND: "Millisekunde",
        Precision.SECOND: "Sekunde",
        Precision.MINUTE: "Minute",
        Precision.DAY: "Tag",
        Precision.MONTH: "Monat",
        Precision.QUARTER: "Quartal",
        Precision.SEASON: "Jahreszeit",
        Precision.FOUR_MONTHS: "Jahresdrittel",
        Precision.HALF_YEAR: "Halbjahr",
        Precision.YEAR: "Jahr",
        Precision.DECADE: "Jahrzehnt",
        Precision.CENTURY: "hundert Jahre",
        Precision.MILLENNIUM: "tausend Jahre",
        Precision.TEN_THOUSAND_YEARS: "zehntausend Jahre",
        Precision.HUNDRED_THOUSAND_YEARS: "hunderttausend Jahre",
        Precision.MILLION_YEARS: "eine Million Jahre",
        Precision.TEN_MILLION_YEARS: "zehn Millionen Jahre",
        Precision.HUNDRED_MILLION_YEARS: "hundert Millionen Jahre",
        Precision.BILLION_YEARS: "eine Milliarde Jahre",
        Precision.COARSER: "mehr als eine Milliarde Jahre",
    },
    roles={Role.HAPPENED: "", Role.ANNOUNCED: "angekündigt", Role.CLAIMED: "behauptet"},
    languages={
        "ar": "Arabisch", "cs": "Tschechisch", "da": "Dänisch", "de": "Deutsch", "el": "Griechisch",
        "en": "Englisch", "es": "Spanisch", "fa": "Persisch", "fi": "Finnisch", "fr": "Französisch",
        "grc": "Altgriechisch", "he": "Hebräisch", "hi": "Hindi", "hu": "Ungarisch", "it": "Italienisch",
        "ja": "Japanisch", "ko": "Koreanisch", "la": "Latein", "nl": "Niederländisch", "no": "Norwegisch",
        "pl": "Polnisch", "pt": "Portugiesisch", "ro": "Rumänisch", "ru": "Russisch", "sv": "Schwedisch",
        "tr": "Türkisch", "uk": "Ukrainisch", "vi": "Vietnamesisch", "zh": "Chinesisch",
    },
)  # fmt: skip
