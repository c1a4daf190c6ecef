"""A careful JSON scanner that says what is wrong and where.

Owns the grammar of RFC 8259 and its strict reading: no duplicate keys, no lone surrogates, numbers within
range, bounded depth. Slow, and used only for texts in which something is wrong. Knows nothing of the format.
"""

from __future__ import annotations

import json
import math
import re
from typing import Final, NoReturn

from timeline_app.dataset.reading.findings import Finding
from timeline_app.dataset.reading.locating import LINE_END
from timeline_app.dataset.reading.paths import Json, Path, quoted

DEPTH_LIMIT: Final = 64
"""How many arrays and objects may lie in each other."""

_BLANK: Final = re.compile(r"[ \t\n\r]*")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?(?![\w.+-])", re.ASCII)
_PLAIN: Final = re.compile(r'[^"\\\x00-\x1f]*')
_ESCAPE: Final = re.compile(r'\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})')
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_WORD: Final = re.compile(r"[^\s,:\[\]{}\"]+")
_LITERALS: Final = {"true": True, "false": False, "null": None}
_MISSPELT: Final = {"True": "true", "False": "false", "None": "null", "undefined": "null"}
_NOT_FINITE: Final = frozenset(("NaN", "Infinity", "-Infinity"))
"""Words that the locator can walk over too; others like them end the scan."""
_LIKE_NOT_FINITE: Final = frozenset(("+Infinity", "inf", "-inf", "nan"))
_QUOTES: Final = frozenset("'`‘’“”„«»")


class _BrokenSyntaxError(Exception):
    """End a scan: after a fault of the syntax nothing that follows has a sure meaning."""

    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.offset = offset
        self.message = message


def scan(text: str) -> tuple[Json, tuple[Finding, ...], bool]:
    """Return the value of a text, what is wrong with it, and whether it could be read to its end.

    Of a key that stands twice the first is kept; a number that is none becomes null.
    """
    scanner = _Scanner(text)
    try:
        value, end = scanner.value(scanner.after_blank(0), (), 1)
        end = scanner.after_blank(end)
        if end < len(text):
            scanner.fail(end, f"{scanner.shown(end)} after the end of the JSON value; expected nothing more")
    except _BrokenSyntaxError as fault:
        return None, (*scanner.findings, Finding((), fault.message, offset=fault.offset)), False
    return value, tuple(scanner.findings), True


class _Scanner:
    """Reads one text by recursive descent; `findings` collects what does not end the scan."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.findings: list[Finding] = []

    def value(self, at: int, path: Path, depth: int) -> tuple[Json, int]:
        """Read the value that starts at an offset; return it and the offset after it."""
        match self._char(at):
            case "{" | "[" if depth > DEPTH_LIMIT:
                self.fail(at, f"arrays and objects lie more than {DEPTH_LIMIT} deep in each other here")
            case "{":
                return self._object(at, path, depth)
            case "[":
                return self._array(at, path, depth)
            case '"':
                return self._string(at, path)
        number = _NUMBER.match(self._text, at)
        if number:
            return self._number(number, path), number.end()
        word = _WORD.match(self._text, at)
        if word and word[0] in _LITERALS:
            return _LITERALS[word[0]], word.end()
        if word and word[0] in _NOT_FINITE:
            self._no_number(at, path, f"{word[0]} is no number in JSON; expected a finite number")
            return None, word.end()
        raise _BrokenSyntaxError(at, self._no_value(at, word[0] if word else ""))

    def fail(self, offset: int, message: str) -> NoReturn:
        """End the scan."""
        raise _BrokenSyntaxError(offset, message)

    def after_blank(self, at: int) -> int:
        """Return the first offset that holds no white space."""
        blank = _BLANK.match(self._text, at)
        return blank.end() if blank else at

    def shown(self, at: int) -> str:
        """Return what stands at an offset, for a message."""
        if at >= len(self._text):
            return "the file ends"
        if self._text[at] == '"':
            return "found a string"
        word = _WORD.match(self._text, at)
        return f"found {quoted(word[0] if word else self._text[at], 24)}"

    def _char(self, at: int) -> str:
        return self._text[at : at + 1]

    def _found(self, offset: int, path: Path, message: str) -> None:
        self.findings.append(Finding(path, message, offset=offset))

    def _no_number(self, offset: int, path: Path, message: str) -> None:
        """Collect what is wrong with a number; null stands in for it."""
        self.findings.append(Finding(path, message, offset=offset, unread=True))

    def _array(self, at: int, path: Path, depth: int) -> tuple[Json, int]:
        opening, values = at, list[Json]()
        at = self.after_blank(at + 1)
        while self._char(at) != "]":
            value, at = self.value(at, (*path, len(values)), depth + 1)
            values.append(value)
            at = self._after_comma(at, "]", opening)
        return values, at + 1

    def _object(self, at: int, path: Path, depth: int) -> tuple[Json, int]:
        opening, members = at, dict[str, Json]()
        at = self.after_blank(at + 1)
        while self._char(at) != "}":
            key, key_at, at = self._key(at, path)
            member = (*path, key)
            value, at = self.value(at, member, depth + 1)
            if key in members:
                self._found(key_at, member, f"the key {quoted(key)} stands twice; expected each key once")
            else:
                members[key] = value
            at = self._after_comma(at, "}", opening)
        return members, at + 1

    def _key(self, at: int, path: Path) -> tuple[str, int, int]:
        """Read a key and its colon; return the key, its offset and that of its value."""
        if self._char(at) != '"':
            self.fail(at, f"{self.shown(at)}; expected a key in double quotes")
        key, end = self._string(at, path)
        colon = self.after_blank(end)
        if self._char(colon) != ":":
            self.fail(colon, f'{self.shown(colon)}; expected ":" after the key {quoted(key)}')
        return key, at, self.after_blank(colon + 1)

    def _after_comma(self, at: int, closing: str, opening: int) -> int:
        """Return the offset of the next sibling, or of the closing bracket."""
        at = self.after_blank(at)
        if self._char(at) == closing:
            return at
        if self._char(at) != ",":
            found = self.shown(at)
            if at >= len(self._text):
                line = len(LINE_END.findall(self._text, 0, opening)) + 1
                found = f'{found} before the "{self._char(opening)}" of line {line} is closed'
            self.fail(at, f'{found}; expected "," or "{closing}"')
        after = self.after_blank(at + 1)
        if self._char(after) == closing:
            self.fail(at, f'a comma before "{closing}"; expected none after the last one')
        return after

    def _number(self, number: re.Match[str], path: Path) -> Json:
        if number[1] is None and number[2] is None:
            try:
                return int(number[0])
            except ValueError:  # Python's own limit, 4,300 digits unless it is set otherwise
                self._no_number(number.start(), path, f"a number of {len(number[0])} digits is too long")
                return None
        value = float(number[0])
        if math.isinf(value):
            shown = quoted(number[0], 24)[1:-1]
            self._no_number(number.start(), path, f"{shown} is too large for a number")
            return None
        return value

    def _string(self, at: int, path: Path) -> tuple[str, int]:
        """Read a string; a lone surrogate in it is found and replaced by U+FFFD."""
        end = at + 1
        while True:
            plain = _PLAIN.match(self._text, end)
            end = plain.end() if plain else end
            match self._char(end):
                case '"':
                    break
                case "\\":
                    escape = _ESCAPE.match(self._text, end)
                    if not escape:
                        self.fail(end, self._no_escape(end))
                    end = escape.end()
                case "":
                    self.fail(at, "this string is not closed before the file ends; expected a closing quote")
                case control:
                    name = {"\n": "a line break", "\t": "a tab"}.get(control, f"U+{ord(control):04X}")
                    self.fail(
                        end, f"{name} inside a string; expected it escaped, or the string closed before"
                    )
        string = json.loads(self._text[at : end + 1])
        if _LONE_SURROGATE.search(string):
            self._found(at, path, "half of a surrogate pair (\\uD800 to \\uDFFF) stands alone in this string")
            string = _LONE_SURROGATE.sub("\ufffd", string)
        return string, end + 1

    def _no_escape(self, at: int) -> str:
        """Say why no escape starts at a backslash."""
        shown = quoted(self._text[at + 1 : at + 2])[1:-1]
        if shown == "u":
            return "the escape \\u is incomplete; expected four hexadecimal digits after it"
        return f"\\{shown} is no escape in JSON; expected \\\\ for a backslash itself"

    def _no_value(self, at: int, word: str) -> str:
        """Say why no value starts at an offset."""
        first = self._char(at)
        if word in _LIKE_NOT_FINITE:
            return f"{word} is no number in JSON; expected a finite number"
        if word in _MISSPELT:
            return f"found {word}; expected {_MISSPELT[word]}"
        if first in _QUOTES and first:
            return f"found the quote {first}; expected a string in straight double quotes"
        if first in {"/", "#"}:
            return "a comment begins here; JSON has none"
        if first and first in "+-.0123456789":
            return f"{quoted(word, 24)} is no number in JSON; expected one such as 0.5, 12 or -3e4"
        return f"{self.shown(at)}; expected a JSON value"
