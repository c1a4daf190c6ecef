"""What the axis says at a tick, below it, and at its left edge.

Owns the choice of the words; the words for years, months and days are `wording`'s. Knows no fonts.
"""

from __future__ import annotations

from typing import Final

from timeline_app.core.civil import civil_of
from timeline_app.core.instant import DAY, HOUR, MILLISECOND, MINUTE, SECOND, Instant
from timeline_app.core.language import Language
from timeline_app.core.month_names import FULL_MONTHS, SHORT_MONTHS
from timeline_app.core.wording.nouns import namer_of
from timeline_app.scene.ticks import Step, StepUnit

_MILLION: Final = 1_000_000
_BILLION: Final = 1_000 * _MILLION
_TRILLION: Final = 1_000 * _BILLION
_FINEST_AGE: Final = 100_000
"""Years of a step from which on years are said as "years ago": that AD 1 stands for today is lost in it."""
_MONTHS_TELL_UP_TO: Final = 500
"""Years of a step up to which the left edge names its month; beyond, a pixel is several years."""


def tick_text(instant: Instant, step: Step, language: Language) -> str:
    """Return the label of a tick of a step."""
    match step.unit:
        case StepUnit.YEAR:
            return _year_or_age(civil_of(instant)[0], step, language)
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
    match step.unit:
        case StepUnit.YEAR:
            return namer_of(language).year_text(civil_of(instant)[0])
        case StepUnit.MONTH:
            return _month_text(instant, language, short=short)
        case StepUnit.DAY:
            return _day_text(instant, language, short=short)
        case _:
            return f"{_day_text(instant, language, short=short)}, {_clock_to_seconds(instant)}"


def edge_text(
    instant: Instant, step: Step, years_per_pixel: float, language: Language, *, short: bool = False
) -> str:
    """Return what the left edge says where ticks are months or years: from when on time is shown."""
    if step.unit is StepUnit.MONTH or step.count <= _MONTHS_TELL_UP_TO:
        text = _month_text(instant, language, short=short)
    else:
        year = _rounded(civil_of(instant)[0], 10 ** (len(str(int(years_per_pixel))) - 1))
        text = _year_or_age(year, step, language)
    return f"{text} →"


def _year_or_age(year: int, step: Step, language: Language) -> str:
    """Return "2018", "44 BC", or in steps too long to tell years from ages "2.5m years ago", "today"."""
    if step.count >= _MILLION or (step.count >= _FINEST_AGE and _counted(year) >= _MILLION):
        return _age_text(year, language)
    return namer_of(language).year_text(year)


def _age_text(year: int, language: Language) -> str:
    """Return how long ago an astronomical year is, in millions of years or more; AD 1 counts as today."""
    if year == 1:
        return language("today")
    size = _counted(year)
    if size < _BILLION:
        amount = language("{n}m", n=_decimal(size, _MILLION, language))
    elif size < _TRILLION:
        amount = language("{n}bn", n=_decimal(size, _BILLION, language))
    else:
        amount = language("{n}tn", n=_decimal(size, _TRILLION, language))
    if year <= 0:
        return namer_of(language).phrases.deep.fill(amount=amount).label
    return language("in {amount} years", amount=amount)


def _counted(year: int) -> int:
    """Return an astronomical year as counted from the turn of the era, in both directions from 1."""
    return 1 - year if year <= 0 else year


def _rounded(year: int, quantum: int) -> int:
    """Return the astronomical year nearest to a year that is round as people count."""
    if year <= 0:
        return 1 - (_counted(year) + quantum // 2) // quantum * quantum
    return max((year + quantum // 2) // quantum * quantum, 1)


def _month_text(instant: Instant, language: Language, *, short: bool) -> str:
    return namer_of(language).month_text(instant, _months(language, short=short))


def _day_text(instant: Instant, language: Language, *, short: bool) -> str:
    return namer_of(language).day_text(instant, _months(language, short=short))


def _months(language: Language, *, short: bool) -> tuple[str, ...]:
    return (SHORT_MONTHS if short else FULL_MONTHS)[language.code]


def _clock(instant: Instant) -> str:
    of_day = instant % DAY
    return f"{of_day // HOUR:02}:{of_day % HOUR // MINUTE:02}"


def _clock_to_seconds(instant: Instant) -> str:
    return f"{_clock(instant)}:{instant % MINUTE // SECOND:02}"


def _milliseconds(instant: Instant, step: int, language: Language) -> str:
    """Return the milliseconds since the second, with as many decimals as the step needs."""
    decimals = 0 if step >= MILLISECOND else 4 - len(str(step))
    whole, rest = divmod(instant % SECOND, MILLISECOND)
    return f"{_with_fraction(whole, f'{rest:03}'[:decimals], language)} ms"


def _decimal(number: int, scale: int, language: Language) -> str:
    """Return number / scale exactly."""
    whole, rest = divmod(number, scale)
    return _with_fraction(whole, str(rest).rjust(len(str(scale)) - 1, "0").rstrip("0"), language)


def _with_fraction(whole: int, fraction: str, language: Language) -> str:
    number = language.number(whole)
    return f"{number}{namer_of(language).phrases.decimal_point}{fraction}" if fraction else number
