"""A reader for EDTF, the Extended Date/Time Format of ISO 8601-2, levels 0, 1 and 2.

Owns the grammar and the policies below. Knows no plain language (see `prose`) and says no dates (see
`wording`).

Policies, where the standard leaves a choice or is silent:

- The calendar is proleptic Gregorian with a year 0; 29 February 1500 does not exist.
- A time with an offset is converted to UTC; one without is never converted, and is compared as it stands.
  A time needs a whole day without X and without doubt.
- Years reach from -10**12 to 10**12, texts are at most 256 ASCII characters without spaces.
- Seasons are the meteorological ones; winter ends in February of the next year (`groups`).
- `?`, `~` and `%` never move a bound. One at the right of a part falls on that part and all to its left,
  one at the left on that part alone.
- An X mask spans from its first to its last date that exists; a mask that no date fits is refused.
- An open end (`..`) and an unknown end (nothing) are two different things.
- An interval or range is refused as reversed only where its end surely lies before its start; one without
  a date on either side is refused too.
- `Y` is for years of more than four digits or with an exponent. Zeros at the left of a year are no
  significant digits.
- In sets only the first member may begin, and only the last end, with `..`.
- `-0000`, `24:00`, leap seconds, the decade `196` and the spellings of the 2012 draft (`u`, `open`,
  `unknown`, `?~`, `y`) are refused, with today's spelling as a hint.

Extensions, marked by `Date.extension`: minutes without seconds, fractions of a second of one to six digits,
times in intervals and sets.
"""

from timeline_app.core.edtf.expression import parse_edtf

__all__ = ["parse_edtf"]
