"""Values in the code examples of TypeScript and Python pages; only their nulls matter to us."""

from __future__ import annotations

import re
from typing import Any, Final

from batchschema.core.pointer import Token

OPAQUE: Final = object()
"""A value that code computes: `new Date(…)`, a call, a name."""
WORDS = {"null": None, "None": None, "true": True, "True": True, "false": False, "False": False}
ASSIGNMENT = re.compile(r"(?:^|\n)\s*(?:let|const|var)?\s*(\w+)\s*(?::\s*([\w.$\[\]]+))?\s*=\s*(?=[{\[])")
NAME = re.compile(r"[A-Za-z_$][\w.$]*")
NUMBER = re.compile(r"-?\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?")
BLANK = re.compile(r"(?:\s|//[^\n]*|/\*.*?\*/|#[^\n]*)*", re.S)
CLOSING = {"(": ")", "[": "]", "{": "}", "<": ">"}
DEEPEST = 100


class NoLiteral(ValueError):
    """Code that is no literal as we know it; `line` counts from 0 in the code."""

    def __init__(self, line: int, expected: str) -> None:
        self.line, self.expected = line, expected
        super().__init__(f"{expected} expected in line {line + 1}")


def examples_in(code: str) -> list[tuple[str, Any]]:
    """The name of the type (empty if not said) and the value of each object or list that is assigned.

    Raises `NoLiteral`.
    """
    out, at = [], 0
    while found := ASSIGNMENT.search(code, at):
        reader = _Reader(code, found.end())
        out.append((found[2] or "", reader.value()))
        at = reader.at
    return out


def literal_in(text: str) -> Any:
    """One object or list written as code, JSON with commas too many included. Raises `NoLiteral`."""
    reader = _Reader(text, 0)
    value = reader.value()
    if not isinstance(value, (dict, list)) or text[reader.at :].strip():
        raise reader.wrong("one object")
    return value


def places_in(text: str) -> dict[tuple[Token, ...], int]:
    """Where in such a text each key and each item begins, by the way there; the whole is at `()`.

    Raises `NoLiteral`.
    """
    reader = _Placing(text, 0)
    reader.blank()
    reader.places[()] = reader.at
    reader.value()
    return reader.places


class _Reader:
    def __init__(self, text: str, at: int) -> None:
        self.text, self.at, self.depth = text, at, 0

    def value(self) -> Any:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.wrong("fewer levels")
        found = self._value()
        self.depth -= 1
        return found

    def _value(self) -> Any:
        self.blank()
        char = self.text[self.at : self.at + 1]
        if char == "{":
            return self.mapping()
        if char == "[":
            return self.sequence()
        if char in ("'", '"', "`") and char:
            return self.string()
        if number := NUMBER.match(self.text, self.at):
            self.at = number.end()
            return float(number[0].replace("_", ""))
        if name := NAME.match(self.text, self.at):
            self.at = name.end()
            return WORDS[name[0]] if name[0] in WORDS else self.rest_of_call()
        raise self.wrong("a value")

    def mapping(self) -> dict[str, Any]:
        out: dict[str, Any] = {}
        self.at += 1
        while not self.took("}"):
            if self.took("..."):
                self.spread()
            else:
                self.blank()
                start, key = self.at, self.key()
                if not self.took(":"):
                    raise self.wrong("`:`")
                out[key] = self.part(key, start)
            if not self.took(",") and not self.ahead("}"):
                raise self.wrong("`,` or `}`")
        return out

    def sequence(self) -> list[Any]:
        out: list[Any] = []
        self.at += 1
        while not self.took("]"):
            out.append(self.part(len(out), self.at))
            if not self.took(",") and not self.ahead("]"):
                raise self.wrong("`,` or `]`")
        return out

    def part(self, token: Token, start: int) -> Any:
        """The value of a key or an item, which begins at `start`."""
        return self.value()

    def spread(self) -> None:
        """Pass over what `...` takes from another object."""
        self.value()

    def key(self) -> str:
        self.blank()
        if self.text[self.at : self.at + 1] in ("'", '"'):
            return self.string()
        if found := NAME.match(self.text, self.at) or NUMBER.match(self.text, self.at):
            self.at = found.end()
            return found[0]
        raise self.wrong("a key")

    def string(self) -> str:
        quote, start = self.text[self.at], self.at + 1
        end = start
        while end < len(self.text) and self.text[end] != quote:
            end += 2 if self.text[end] == "\\" else 1
        if end >= len(self.text):
            raise self.wrong("the end of the string")
        self.at = end + 1
        return self.text[start:end]

    def rest_of_call(self) -> object:
        """Pass over `(…)`, `<…>` and the words of `new X(…)` or `await f(…)`."""
        while True:
            self.blank()
            if found := NAME.match(self.text, self.at):
                self.at = found.end()
            elif self.text[self.at : self.at + 1] in ("(", "<", "["):
                self.bracket()
            elif not self.took("."):
                return OPAQUE

    def bracket(self) -> None:
        waiting = [CLOSING[self.text[self.at]]]
        self.at += 1
        while waiting:
            char = self.text[self.at : self.at + 1]
            if not char:
                raise self.wrong(f"`{waiting[-1]}`")
            if char in ("'", '"', "`"):
                self.string()
                continue
            if char == waiting[-1]:
                waiting.pop()
            elif char in CLOSING and char != "<":
                waiting.append(CLOSING[char])
            self.at += 1

    def ahead(self, word: str) -> bool:
        self.blank()
        return self.text.startswith(word, self.at)

    def took(self, word: str) -> bool:
        if not self.ahead(word):
            return False
        self.at += len(word)
        return True

    def blank(self) -> None:
        found = BLANK.match(self.text, self.at)
        assert found is not None, "the pattern matches nothing, too"
        self.at = found.end()

    def wrong(self, expected: str) -> NoLiteral:
        return NoLiteral(self.text.count("\n", 0, self.at), expected)


class _Placing(_Reader):
    """Notes where things are."""

    def __init__(self, text: str, at: int) -> None:
        super().__init__(text, at)
        self.places: dict[tuple[Token, ...], int] = {}
        self._way: tuple[Token, ...] = ()

    def part(self, token: Token, start: int) -> Any:
        above, self._way = self._way, (*self._way, token)
        if self._way in self.places:  # a key for the second time: what the first holds does not count
            depth = len(self._way)
            self.places = {way: at for way, at in self.places.items() if way[:depth] != self._way}
        self.places[self._way] = start
        value = self.value()
        self._way = above
        return value

    def spread(self) -> None:
        kept = dict(self.places)
        super().spread()
        self.places = kept
