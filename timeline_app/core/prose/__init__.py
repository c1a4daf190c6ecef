"""Dates in plain English and German, read into EDTF.

Owns the way from words to EDTF, never guessing. Knows no wording of dates for display (see `wording`).

Policies, where words say less than EDTF asks for:

- The precision is what was written: "August 2025" is 2025-08. Two-digit years are refused.
- A date without a year, "this year" and "yesterday" need an as-of date and take its year.
- Digits with points are day.month.year; "03/04/2025" is refused with both of its readings.
- "early", "mid" and "late 2024" ("Anfang", "Mitte", "Ende") are the thirds of the year, approximately:
  2024-37~, 2024-38~, 2024-39~.
- "winter 2001" is refused, for it can have begun in either of two years; "winter 2001/02" is 2001-24.
- "the 1960s" is 196X; "the 1900s" is refused, for it can mean ten years or a hundred.
- "19th century" is 18XX, the hundreds as EDTF masks them, one year off the count from 1801 to 1900;
  "5th century BC" is -04XX, exactly 500 to 401 BC. The 1st century BC has no mask and is refused.
- "before 1850" and "between 2018 and 2020" are moments of which only the limits are known, one of a set:
  [..1849] and [2018..2020]. "since 2018", "until 2018" and "from 2018 to 2020" last: 2018/.., ../2018 and
  2018/2020.
- "13.8 billion years ago" keeps the digits that were written: Y-138E8S3, counted from the year 0.
- A weekday is checked against its date.
"""

from timeline_app.core.prose.reader import read_date

__all__ = ["read_date"]
