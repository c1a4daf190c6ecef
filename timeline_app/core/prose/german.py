"""The German words of dates.

Owns words only; `words` says what the kinds mean. Inflected forms are written out: there are few.
"""

from __future__ import annotations

from typing import Final

from timeline_app.core.month_names import FULL_MONTHS, SHORT_MONTHS
from timeline_app.core.prose.words import Kind, Vocabulary, counted, listed

_ORDINALS: Final = ("erst", "zweit", "dritt", "viert")
_ORDINAL_FORMS: Final = ("{}e", "{}en", "{}es", "{}er")
_YEAR_FORMS: Final = ("{}es jahr", "{}es jahres", "{}en jahr", "{}en jahres", "{}em jahr", "{}e jahr")
_MONTH_FORMS: Final = ("{}er monat", "{}en monat", "{}en monats", "{}em monat", "{}es monats")


def _forms(patterns: tuple[str, ...], *stems: str) -> str:
    return "|".join(pattern.format(stem) for stem in stems for pattern in patterns)


GERMAN: Final[Vocabulary] = {
    **counted(Kind.MONTH, 1, *(name.lower() for name in FULL_MONTHS["de"])),
    **counted(Kind.MONTH, 1, *(name.lower().rstrip(".") for name in SHORT_MONTHS["de"])),
    **counted(Kind.MONTH, 1, "jänner|jän", "feber", "mär|mrz"),
    **counted(
        Kind.WEEKDAY, 0,
        "montag|mo", "dienstag|di", "mittwoch|mi", "donnerstag|do", "freitag|fr", "samstag|sonnabend|sa",
        "sonntag|so",
    ),
    **listed(Kind.ERA, "v . chr .", "v . chr", "vor christus", "v . u . z .", value=-1),
    **listed(Kind.ERA, "n . chr .", "n . chr", "nach christus", "u . z .", value=1),
    **listed(Kind.IN, "im", "am", "in den", "in der", "im jahr", "im jahre", "jahr"),
    **listed(Kind.IN, "die", "der", "das", "den", "dem"),
    **listed(Kind.OF, "des jahres", "des", "vom jahr"),
    **counted(Kind.ORDINAL, 1, *(_forms(_ORDINAL_FORMS, stem) for stem in _ORDINALS)),
    **listed(Kind.QUARTER, "quartal", "quartals", "vierteljahr"),
    **listed(Kind.THIRD, "drittel", "jahresdrittel", "drittels"),
    **listed(Kind.HALF, "halbjahr", "halbjahres", "jahreshälfte", "hälfte"),
    **listed(Kind.DECADE_END, "er", "er jahre", "er jahren", "er - jahre", "er - jahren"),
    **listed(Kind.CENTURY, "jahrhundert", "jahrhunderts", "jh .", "jh", "jhd ."),
    **counted(Kind.SEASON, 21, "frühjahr|frühling", "sommer", "herbst", "winter"),
    **counted(Kind.PART, 37, "anfang", "mitte", "ende"),
    **listed(Kind.ABOUT, "um", "etwa", "ungefähr", "zirka", "rund"),
    **listed(Kind.POSSIBLY, "vielleicht", "möglicherweise", "wohl", "vermutlich", "wahrscheinlich"),
    **listed(Kind.BEFORE, "vor", "vor dem", "vor den"),
    **listed(Kind.AFTER, "nach", "nach dem", "nach den"),
    **listed(Kind.SINCE, "seit", "seit dem", "ab", "ab dem"),
    **listed(Kind.UNTIL, "bis", "bis zum"),
    **listed(Kind.BETWEEN, "zwischen", "zwischen dem"),
    **listed(Kind.FROM, "von", "vom"),
    **listed(Kind.AND, "und", "und dem"),
    **counted(
        Kind.YEAR_SHIFT, -1,
        _forms(_YEAR_FORMS, "letzt", "vergangen", "vorig") + "|vorjahr|vorjahres",
        _forms(_YEAR_FORMS, "dies", "laufend"),
        _forms(_YEAR_FORMS, "nächst", "kommend"),
    ),
    **counted(
        Kind.MONTH_SHIFT, -1,
        _forms(_MONTH_FORMS, "letzt", "vergangen", "vorig"),
        _forms(_MONTH_FORMS, "dies", "laufend"),
        _forms(_MONTH_FORMS, "nächst", "kommend"),
    ),
    **counted(Kind.DAY_SHIFT, -1, "gestern", "heute", "morgen"),
    **listed(Kind.AGES, "million", "millionen", "mio", "mio .", value=6),
    **listed(Kind.AGES, "milliarde", "milliarden", "mrd", "mrd .", value=9),
    **listed(Kind.YEARS, "jahren"),
    **listed(Kind.CLOCK_END, "uhr"),
}  # fmt: skip
