"""The lines of keys and values in a TOML text, which `tomllib` does not tell.

A scanner for texts that `tomllib` has already read, so that it need not look for mistakes (TOML 1.0).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from batchschema.config.place import Place

BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
SPACE = re.compile(r"[ \t]*")
BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
TEXT = re.compile(
    r'"""(?:[^\\]|\\.)*?"""(?:"{0,2})|' + r"'''.*?'''(?:'{0,2})|" + r'"(?:[^"\\]|\\.)*"|' + r"'[^']*'",
    re.DOTALL,
)
SCALAR = re.compile(r"\d{4}-\d\d-\d\d \d\d:[^\s,\]}#]+|[^\s,\]}#]+")


def line_of(text: str, place: Place) -> int:
    """The line, from 1, of a place, or of the nearest place above it that is written down."""
    lines = lines_of(text)
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def lines_of(text: str) -> Mapping[Place, int]:
    """The line of every key and every array item; of a table's key where it is first written."""
    return _Scanner(text).scan()


@dataclass(slots=True)
class _Scanner:
    text: str
    at: int = 0
    lines: dict[Place, int] = field(default_factory=dict)
    _last: dict[Place, int] = field(default_factory=dict)
    """The index of the table that was last begun in each array of tables."""
    _ends: list[int] = field(default_factory=list)

    def scan(self) -> dict[Place, int]:
        self._ends = [found.end() for found in re.finditer("\n", self.text)]
        table: Place = ()
        self._skip(BLANK)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip(BLANK)
        return self.lines

    def _header(self) -> Place:
        begin = self.at
        is_array = self.text.startswith("[[", self.at)
        self.at += 2 if is_array else 1
        *above, key = self._key()
        self.at += 2 if is_array else 1
        place: Place = ()
        for each in above:
            place = self._inner(self._note((*place, each), begin))
        place = self._note((*place, key), begin)
        if not is_array:
            return self._inner(place)
        self._last[place] = self._last.get(place, -1) + 1
        return self._note(self._inner(place), begin)

    def _inner(self, place: Place) -> Place:
        """The table that keys under a header belong to: in an array of tables, its last."""
        return (*place, self._last[place]) if place in self._last else place

    def _pair(self, table: Place) -> None:
        begin, place = self.at, table
        for key in self._key():
            place = self._note((*place, key), begin)
        self.at += 1  # =
        self._skip(SPACE)
        self._value(place)

    def _key(self) -> list[str]:
        keys = []
        while True:
            self._skip(SPACE)
            found = BARE_KEY.match(self.text, self.at)
            keys.append(found[0] if found else _unquoted(self._take(TEXT)))
            self.at = found.end() if found else self.at
            self._skip(SPACE)
            if self.text[self.at] != ".":
                return keys
            self.at += 1

    def _value(self, place: Place) -> None:
        match self.text[self.at]:
            case '"' | "'":
                self._take(TEXT)
            case "[":
                self._array(place)
            case "{":
                self._inline_table(place)
            case _:
                self._take(SCALAR)

    def _array(self, place: Place) -> None:
        self.at += 1
        self._skip(BLANK)
        index = 0
        while self.text[self.at] != "]":
            self._value(self._note((*place, index), self.at))
            index += 1
            self._skip_comma()
        self.at += 1

    def _inline_table(self, place: Place) -> None:
        self.at += 1
        self._skip(BLANK)
        while self.text[self.at] != "}":
            self._pair(place)
            self._skip_comma()
        self.at += 1

    def _skip_comma(self) -> None:
        self._skip(BLANK)
        if self.text[self.at] == ",":
            self.at += 1
            self._skip(BLANK)

    def _note(self, place: Place, offset: int) -> Place:
        self.lines.setdefault(place, bisect_right(self._ends, offset) + 1)
        return place

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        assert found is not None, "the text is TOML, or tomllib would have said so"
        self.at = found.end()
        return found[0]


def _unquoted(text: str) -> str:
    import tomllib

    key: str = tomllib.loads(f"key = {text}")["key"]
    return key
