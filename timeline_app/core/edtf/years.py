"""Years as EDTF writes them: four digits with X, the long `Y` spellings, and significant digits.

Owns the digits of a year and the span that significant digits leave open. Knows no months and no doubt.
"""

from __future__ import annotations

from typing import Final

from timeline_app.core.civil import instant_of
from timeline_app.core.date import Precision
from timeline_app.core.edtf.scanner import Scanner
from timeline_app.core.instant import Span

MAX_YEAR: Final = 10**12
"""Years are bounded so that no text makes a huge number; the Big Bang was 1.4 * 10**10 years ago."""

_POWERS: Final = (
    Precision.YEAR,
    Precision.DECADE,
    Precision.CENTURY,
    Precision.MILLENNIUM,
    Precision.TEN_THOUSAND_YEARS,
    Precision.HUNDRED_THOUSAND_YEARS,
    Precision.MILLION_YEARS,
    Precision.TEN_MILLION_YEARS,
    Precision.HUNDRED_MILLION_YEARS,
    Precision.BILLION_YEARS,
)


def power_of_ten(power: int) -> Precision:
    """Return the precision of 10**power years."""
    return _POWERS[power] if power < len(_POWERS) else Precision.COARSER


def read_year(scanner: Scanner) -> str:
    """Read four digits or X with an optional minus sign and return them as typed; raise DateError."""
    start = scanner.position
    sign = scanner.take("-")
    digits = scanner.take_masked()
    if not digits or (len(digits) < 4 and scanner.peek() in {"u", "x"}):
        raise scanner.unexpected("a year of four digits")
    if len(digits) != 4:
        raise scanner.fail(f"a year of {_counted(digits)}", _year_hint(sign, digits), start)
    if sign and digits == "0000":
        raise scanner.fail("a year minus zero", "“0000” for the year before 0001", start)
    return sign + digits


def read_long_year(scanner: Scanner) -> tuple[str, int]:
    """Read a year after `Y`, with an optional exponent, as typed and as a number; raise DateError."""
    start = scanner.position
    scanner.take("Y")
    sign = scanner.take("-")
    digits = scanner.take_digits()
    if not digits:
        raise scanner.unexpected("the digits of a year after “Y”")
    if digits.startswith("0"):
        raise scanner.fail("a “Y” year that begins with 0", "a year of more than four digits", start)
    exponent = _read_exponent(scanner)
    if not exponent and len(digits) < 5:
        raise scanner.fail(
            f"“Y{sign}{digits}”", f"“{sign}{digits:0>4}”; “Y” is for years of more than four digits", start
        )
    # The lengths are checked first: no number is made that is much greater than the limit.
    in_reach = len(digits) <= len(str(MAX_YEAR)) and len(exponent) <= 2
    year = int(digits) * 10 ** int(exponent or "0") if in_reach else MAX_YEAR + 1
    if year > MAX_YEAR:
        raise scanner.fail(
            "a year beyond 1,000,000,000,000", "a year of at most 10 to the power of 12", start
        )
    typed = scanner.text[start + 1 : scanner.position]
    return typed, -year if sign else year


def read_significant_digits(scanner: Scanner, year: int) -> int | None:
    """Read `S` and its count where they come next, else return None; raise DateError.

    Zeros at the left of a year are not significant: 0050 has two digits.
    """
    if not scanner.take("S"):
        return None
    start = scanner.position
    count = scanner.take_digits()
    if not count:
        raise scanner.unexpected("the number of significant digits after “S”")
    length = len(str(abs(year)))
    if len(count) > 2 or not 1 <= int(count) <= length:
        raise scanner.fail(f"{count} significant digits", f"1 to {length} for the year {year}", start)
    return int(count)


def significant_span(year: int, significant: int | None) -> tuple[Span, int]:
    """Return the years that share a year's first digits, and the power of ten that they number.

    None takes all digits: the year alone.
    """
    power = len(str(abs(year))) - significant if significant else 0
    size = 10**power
    nearest = abs(year) // size * size
    farthest = nearest + size - 1
    first, last = (nearest, farthest) if year >= 0 else (-farthest, -nearest)
    return Span(instant_of(first), instant_of(last + 1)), power


def _read_exponent(scanner: Scanner) -> str:
    """Read `E` and its digits, "" where no exponent comes next."""
    if scanner.peek() == "e":
        raise scanner.unexpected("“E” before an exponent")
    if not scanner.take("E"):
        return ""
    start = scanner.position
    exponent = scanner.take_digits()
    if not exponent:
        raise scanner.unexpected("an exponent after “E”")
    if exponent.startswith("0"):
        raise scanner.fail(
            f"the exponent {exponent}", "an exponent from 1 on, without zeros before it", start
        )
    return exponent


def _counted(digits: str) -> str:
    return "1 digit" if len(digits) == 1 else f"{len(digits)} digits"


def _year_hint(sign: str, digits: str) -> str:
    if sign and len(digits) < 4 and digits.strip("0"):
        return f"four digits, as in “{sign}{digits.zfill(4)}”"
    if len(digits) == 3:
        return f"four digits; a decade is written “{sign}{digits}X”"
    if len(digits) == 2:
        return f"four digits; a century is written “{sign}{digits}XX”"
    if len(digits) == 8 and not sign:
        return f"hyphens between the parts, as in “{digits[:4]}-{digits[4:6]}-{digits[6:]}”"
    stripped = digits.lstrip("0")
    if len(stripped) > 4 and "X" not in digits:
        return f"four digits; a longer year is written “Y{sign}{stripped}”"
    return "a year of four digits"
