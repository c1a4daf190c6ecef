"""What the axis says at a tick, below it, and at its left edge.

Owns the wording of the axis. Knows no pixels and no fonts; how the dates of events are said is `wording`'s.
"""

from __future__ import annotations

from typing import Final

from timeline_app.core.civil import civil_of
from timeline_app.core.instant import DAY, HOUR, MILLISECOND, MINUTE, SECOND, Instant
from timeline_app.core.language import Language
from timeline_app.core.month_names import FULL_MONTHS, SHORT_MONTHS
from timeline_app.scene.ticks import Step, StepUnit

_MILLION: Final = 1_000_000
_BILLION: Final = 1_000 * _MILLION
_TRILLION: Final = 1_000 * _BILLION
_MONTHS_TELL_UP_TO: Final = 500
"""Years of a step up to which the left edge names its month; beyond, a pixel is several years."""


def tick_text(instant: Instant, step: Step, language: Language) -> str:
    """Return the label of a tick of a step."""
    match step.unit:
        case StepUnit.YEAR:
            year = civil_of(instant)[0]
            return age_text(year, language) if step.count >= _MILLION else year_text(year, language)
        case StepUnit.MONTH:
            return SHORT_MONTHS[language.code][civil_of(instant)[1] - 1]
        case StepUnit.DAY:
            return str(civil_of(instant)[2])
        case StepUnit.HOUR | StepUnit.MINUTE:
            return _clock(instant)
        case StepUnit.SECOND:
            return _clock_to_seconds(instant)
        case StepUnit.MICROSECOND:
            return _milliseconds(instant, step.count, language)


def context_text(instant: Instant, step: Step, language: Language, *, short: bool = False) -> str:
    """Return the name of the period of a context step in which an instant lies."""
    year, month, _ = civil_of(instant)
    match step.unit:
        case StepUnit.YEAR:
            return year_text(year, language)
        case StepUnit.MONTH:
            return _month_text(year, month, language, short=short)
        case StepUnit.DAY:
            return _day_text(instant, language, short=short)
        case _:
            return f"{_day_text(instant, language, short=short)}, {_clock_to_seconds(instant)}"


def edge_text(
    instant: Instant, step: Step, years_per_pixel: float, language: Language, *, short: bool = False
) -> str:
    """Return what the left edge says where ticks are months or years: from when on time is shown."""
    year, month, _ = civil_of(instant)
    if step.unit is StepUnit.MONTH or step.count <= _MONTHS_TELL_UP_TO:
        text = _month_text(year, month, language, short=short)
    else:
        year = _rounded(year, 10 ** (len(str(int(years_per_pixel))) - 1))
        text = age_text(year, language) if step.count >= _MILLION else year_text(year, language)
    return f"{text} →"


def year_text(year: int, language: Language) -> str:
    """Return an astronomical year as people count: years of one to three digits name their era."""
    if year <= 0:
        return language("{year} BC", year=_grouped(1 - year, language))
    if 1_000 <= year < 10_000:
        return str(year)
    return language("AD {year}", year=_grouped(year, language))


def age_text(year: int, language: Language) -> str:
    """Return how long ago an astronomical year is, in millions of years or more; AD 1 counts as today."""
    if year == 1:
        return language("today")
    size = 1 - year if year <= 0 else year
    if size < _BILLION:
        amount = language("{n}m", n=_decimal(size, _MILLION, language))
    elif size < _TRILLION:
        amount = language("{n}bn", n=_decimal(size, _BILLION, language))
    else:
        amount = language("{n}tn", n=_decimal(size, _TRILLION, language))
    if year <= 0:
        return language("{amount} years ago", amount=amount)
    return language("in {amount} years", amount=amount)


def _rounded(year: int, quantum: int) -> int:
    """Return the astronomical year nearest to a year that is round as people count."""
    if year <= 0:
        return 1 - (1 - year + quantum // 2) // quantum * quantum
    return max((year + quantum // 2) // quantum * quantum, 1)


def _month_text(year: int, month: int, language: Language, *, short: bool) -> str:
    names = SHORT_MONTHS if short else FULL_MONTHS
    return f"{names[language.code][month - 1]} {year_text(year, language)}"


def _day_text(instant: Instant, language: Language, *, short: bool) -> str:
    year, month, day = civil_of(instant)
    return language("{day} {month}", day=day, month=_month_text(year, month, language, short=short))


def _clock(instant: Instant) -> str:
    of_day = instant % DAY
    return f"{of_day // HOUR:02}:{of_day % HOUR // MINUTE:02}"


def _clock_to_seconds(instant: Instant) -> str:
    return f"{_clock(instant)}:{instant % MINUTE // SECOND:02}"


def _milliseconds(instant: Instant, step: int, language: Language) -> str:
    """Return the milliseconds since the second, with as many decimals as the step needs."""
    decimals = 0 if step >= MILLISECOND else 4 - len(str(step))
    whole, rest = divmod(instant % SECOND, MILLISECOND)
    fraction = f"{rest:03}"[:decimals]
    return f"{whole}{_point(language)}{fraction} ms" if fraction else f"{whole} ms"


def _grouped(number: int, language: Language) -> str:
    """Return a year; only from five digits on are they grouped."""
    return str(number) if number < 10_000 else language.number(number)


def _decimal(number: int, scale: int, language: Language) -> str:
    """Return number / scale exactly."""
    whole, rest = divmod(number, scale)
    fraction = str(rest).rjust(len(str(scale)) - 1, "0").rstrip("0")
    return f"{language.number(whole)}{_point(language)}{fraction}" if fraction else language.number(whole)


def _point(language: Language) -> str:
    return "," if language.code == "de" else "."
