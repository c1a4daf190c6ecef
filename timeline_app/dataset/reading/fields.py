"""One JSON object and its fields, each read with the check of its type.

Owns what a string, a text, an id, a date and a range are in the format, and how a wrong one is said. Which
object has which fields is `entries`' business.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator
from typing import Final, TypeGuard

from timeline_app.core.date import Date
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.errors import DateError
from timeline_app.core.text import EMPTY_TEXT, Text
from timeline_app.dataset.reading.findings import PROBLEM_LIMIT, Findings
from timeline_app.dataset.reading.paths import Json, Path, quoted

ID_PATTERN: Final = r"^[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$"
LANGUAGE_PATTERN: Final = r"^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$"

_LONGEST_SLIP: Final = 64
_ID: Final = re.compile(ID_PATTERN.replace("$", r"\Z"))
_LANGUAGE: Final = re.compile(LANGUAGE_PATTERN.replace("$", r"\Z"))


def kind_of(value: Json) -> str:
    """Return what a value is, for a message."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case dict():
            return "an object"
    return "a list"


class Fields:
    """Reads the fields of one object; what is wrong goes to the findings and reads as missing."""

    def __init__(self, members: dict[str, Json], path: Path, findings: Findings) -> None:
        self._members = members
        self._findings = findings
        self.path = path

    @classmethod
    def of(cls, value: Json, path: Path, findings: Findings) -> Fields | None:
        """Return the fields of a value; None, with an error, where it is no object."""
        if isinstance(value, dict):
            return cls(value, path, findings)
        findings.error(path, f"found {kind_of(value)}; expected an object")
        return None

    def has(self, key: str) -> bool:
        """Tell whether a field is there, be it right or wrong."""
        return key in self._members

    def value(self, key: str) -> Json:
        """Return a field as it stands; the caller has asked whether it is there."""
        return self._members[key]

    def error(self, key: str, message: str) -> None:
        """Say what is wrong with a field."""
        self._findings.error((*self.path, key), message)

    def string(self, key: str, *, required: bool = False) -> str:
        """Return a string, "" where there is none; a required one is not empty."""
        value = self._given(key, required=required)
        if isinstance(value, str):
            if required and not value:
                self.error(key, "the string is empty; expected at least one character")
            return value
        if key in self._members:
            self._wrong(key, "a string")
        return ""

    def text(self, key: str, *, required: bool = False) -> Text:
        """Return a text: a string, or an object of language tags and strings."""
        value = self._given(key, required=required)
        if isinstance(value, str):
            text = Text.plain(value)
        elif isinstance(value, dict):
            text = Text(tuple(self._version(key, tag, version) for tag, version in value.items()))
        else:
            if key in self._members:
                self._wrong(key, 'a string, or an object such as {"en": "…", "de": "…"}')
            return EMPTY_TEXT
        if required and not text:
            self.error(key, "the text is empty; expected at least one character")
        return text

    def identifier(self, key: str) -> str:
        """Return a required id, "" where it is missing or malformed."""
        value = self._given(key, required=True)
        if isinstance(value, str) and _ID.match(value):
            return value
        if isinstance(value, str):
            expected = "1 to 128 letters (A to Z), digits and . _ ~ -, beginning with a letter or digit"
            self.error(key, f"{quoted(value)} is no id; expected {expected}")
        elif key in self._members:
            self._wrong(key, "a string")
        return ""

    def language(self, key: str) -> str:
        """Return a language tag, "" where there is none."""
        tag = self.string(key)
        if key in self._members and isinstance(self._members[key], str) and not _LANGUAGE.match(tag):
            self.error(key, f'{quoted(tag)} is no language tag; expected one such as "en" or "zh-Hans"')
            return ""
        return tag

    def date(self, key: str, *, required: bool = False) -> Date | None:
        """Return an EDTF date, None where there is none."""
        value = self._given(key, required=required)
        if isinstance(value, str):
            try:
                return parse_edtf(value)
            except DateError as error:
                self.error(key, f"{quoted(value)}: {error}{self._date_hint(value)}")
        elif key in self._members:
            self._wrong(key, 'a date as a string in EDTF, such as "2025-08"')
        return None

    def flag(self, key: str) -> bool:
        """Return true or false; false where it is missing."""
        value = self._members.get(key, False)
        if isinstance(value, bool):
            return value
        self._wrong(key, "true or false")
        return False

    def count(self, key: str) -> int | None:
        """Return a whole number from 0 up, None where there is none."""
        value = self._members.get(key)
        if is_count(value):
            return value
        if key in self._members:
            self._wrong(key, "a whole number, 0 or more")
        return None

    def choice(self, key: str, allowed: Collection[str]) -> str:
        """Return one of the allowed strings, "" where there is none."""
        value = self.string(key)
        if key in self._members and isinstance(self._members[key], str) and value not in allowed:
            self.error(key, f"{quoted(value)} is not known; expected {' or '.join(map(quoted, allowed))}")
            return ""
        return value

    def items(self, key: str, *, required: bool = False) -> Iterator[tuple[Path, Json]]:
        """Yield the elements of a list with their paths; none where there is no list."""
        value = self._given(key, required=required)
        if isinstance(value, list):
            for index, item in enumerate(value):
                yield (*self.path, key, index), item
        elif key in self._members:
            self._wrong(key, "a list")

    def inner(self, key: str) -> Fields | None:
        """Return the fields of an object inside this one, None where there is none."""
        if key not in self._members:
            return None
        return Fields.of(self._members[key], (*self.path, key), self._findings)

    def warn_of_unknown(self, kind: str, known: Collection[str]) -> None:
        """Warn of fields that the format does not have, except extensions beginning with `x-`."""
        for key in self._members:
            if key not in known and not key.startswith("x-"):
                # A warning that is only counted is not worded: of a million keys that would take long.
                is_listed = self._findings.warnings < PROBLEM_LIMIT
                message = _unknown(kind, key, known) if is_listed else ""
                self._findings.unknown_field(kind, (*self.path, key), message)

    def _given(self, key: str, *, required: bool) -> Json:
        if required and key not in self._members:
            self._findings.error(self.path, f"the field {quoted(key)} is missing")
        return self._members.get(key)

    def _wrong(self, key: str, expected: str) -> None:
        self.error(key, f"found {kind_of(self._members[key])}; expected {expected}")

    def _date_hint(self, value: str) -> str:
        """Name the EDTF of a date in plain words, "" for anything else."""
        if self._findings.errors >= PROBLEM_LIMIT:
            return ""  # such an error is only counted
        from timeline_app.core.prose import read_date  # noqa: PLC0415 - sound files need no vocabulary

        try:
            return f"; did you mean {quoted(read_date(value).text)}?"
        except DateError:
            return ""

    def _version(self, key: str, tag: str, version: Json) -> tuple[str, str]:
        """Check one language version of a text."""
        path = (*self.path, key, tag)
        if not _LANGUAGE.match(tag):
            self._findings.error(path, f'{quoted(tag)} is no language tag; expected one such as "en"')
        if isinstance(version, str):
            return tag, version
        self._findings.error(path, f"found {kind_of(version)}; expected a string")
        return tag, ""


def is_count(value: Json) -> TypeGuard[int]:
    """Tell whether a value is a whole number from 0 up; true and false are none."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _unknown(kind: str, key: str, known: Collection[str]) -> str:
    hint = _nearest(key, known)
    meant = f"; did you mean {quoted(hint)}?" if hint else "; it is kept, but not used"
    return f"{kind} has no field {quoted(key)}{meant}"


def _nearest(key: str, known: Collection[str]) -> str:
    """Return the known name that a key may be a slip of, "" where there is none."""
    if len(key) > _LONGEST_SLIP:
        return ""
    folded = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(key.casefold(), folded, n=1, cutoff=0.75)
    return folded[close[0]] if close else ""
