"""Where each value of a JSON text starts.

No JSON library in reach keeps positions, and only texts with findings need them, so this walks the text
lazily: a container's direct children are found by skipping over what they contain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import orjson

from batchschema.core import Pointer, Position
from batchschema.core.pointer import Token

SPACE = re.compile(rb"[ \t\r\n]*")
STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
SCALAR = re.compile(rb"[^ \t\r\n,\]}]+")
BRACKET = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)
REMEMBERED = 64
"""How many containers' children are kept: enough for the way down, little for a long array."""


class JsonText:
    """A valid JSON text and the places in it."""

    def __init__(self, text: bytes, *, first_line: int = 1) -> None:
        self.text = text
        self._children: dict[int, list[tuple[Token, int]]] = {}
        self._line, self._counted = first_line, 0
        self._first_line = first_line

    def locate(self, pointer: Pointer) -> Position:
        """Where the value at `pointer` starts, or its nearest parent that is there."""
        return self.position(self.offset(pointer))

    def offset(self, pointer: Pointer) -> int:
        """The same place in bytes from the start of the text."""
        at = _after_space(self.text, 0)
        for token in pointer.tokens:
            inner = next((start for name, start in reversed(self.children(at)) if name == token), None)
            if inner is None:
                return at
            at = inner
        return at

    def children(self, at: int) -> list[tuple[Token, int]]:
        """The keys or indices of the container at an offset, each with its value's offset, in text order."""
        if at not in self._children:
            if len(self._children) >= REMEMBERED:
                self._children.clear()
            self._children[at] = list(_children(self.text, at))
        return self._children[at]

    def repeated(self) -> Iterator[Pointer]:
        """Each key that an object names more than once, in text order, values that do not count included."""
        stack = [(Pointer(), _after_space(self.text, 0))]
        while stack:
            pointer, at = stack.pop()
            children = list(_children(self.text, at))
            names = [name for name, _ in children]
            if len(set(names)) < len(names):
                yield from (pointer / name for name in dict.fromkeys(names) if names.count(name) > 1)
            stack += [(pointer / name, start) for name, start in reversed(children)]

    def literal(self, at: int) -> bytes:
        """The text of the scalar at an offset."""
        return self.text[at : _end(self.text, at)]

    def position(self, offset: int) -> Position:
        """Turn an offset in bytes into a line and a column in characters."""
        if offset < self._counted:
            self._line, self._counted = self._first_line, 0
        self._line += self.text.count(b"\n", self._counted, offset)
        self._counted = offset
        start = self.text.rfind(b"\n", 0, offset) + 1
        return Position(self._line, len(self.text[start:offset].decode("utf-8", "replace")) + 1)


def _children(text: bytes, at: int) -> Iterator[tuple[Token, int]]:
    opening = text[at : at + 1]
    if opening not in (b"{", b"["):
        return
    at = _after_space(text, at + 1)
    index = 0
    while text[at : at + 1] not in (b"}", b"]", b""):
        name: Token = index
        if opening == b"{":
            end = _end(text, at)
            name = orjson.loads(text[at:end])
            at = _after_space(text, _after_space(text, end) + 1)
        yield name, at
        at = _after_space(text, _end(text, at))
        if text[at : at + 1] == b",":
            at = _after_space(text, at + 1)
        index += 1


def _after_space(text: bytes, at: int) -> int:
    found = SPACE.match(text, at)
    return found.end() if found else at


def _end(text: bytes, at: int) -> int:
    """The offset just after the value that starts at an offset."""
    first = text[at]
    if first not in b"{[":
        found = (STRING if first == 0x22 else SCALAR).match(text, at)
        return found.end() if found else at + 1
    depth = 0
    for token in BRACKET.finditer(text, at):
        mark = text[token.start()]
        if mark in b"{[":
            depth += 1
        elif mark in b"}]":
            depth -= 1
            if not depth:
                return token.end()
    return len(text)
