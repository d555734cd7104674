"""Where each value of a JSON text starts.

No JSON library in reach keeps positions, and only texts with findings need them, so this walks the text
lazily: a container's direct children are found by skipping over what they contain.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

import orjson

from batchschema.core import Pointer, Position
from batchschema.core.pointer import Token
from batchschema.readers.cursor import Cursor

SPACE = re.compile(rb"[ \t\r\n]*")
STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
SCALAR = re.compile(rb"[^ \t\r\n,\]}]+")
BRACKET = re.compile(rb'(?:[^"\[\]{}]++|"(?:[^"\\]++|\\.)*+")*+[\[\]{}]', re.DOTALL)
"""The next bracket that is in no string; possessive, so that what was passed over is never tried again."""
REMEMBERED = 64
"""How many containers' children are kept, those asked for last: the way down and what is beside it."""


class Child(NamedTuple):
    """A member of an object, or an item of a list."""

    name: Token
    key: int
    """Where its key begins; of an item, where that itself begins."""
    at: int
    """Where its value begins."""


class JsonText:
    """A valid JSON text and the places in it."""

    def __init__(self, text: bytes, *, first_line: int = 1) -> None:
        self.text = text
        self._children: dict[int, list[Child]] = {}
        self._cursor = Cursor(text, Position(first_line, 1))

    def locate(self, pointer: Pointer) -> Position:
        """Where the value at `pointer` starts, or its nearest parent that is there."""
        return self.position(self.offset(pointer))

    def offset(self, pointer: Pointer) -> int:
        """The same place in bytes from the start of the text."""
        return self.reached(pointer)[0].at

    def reached(self, pointer: Pointer) -> tuple[Child, int]:
        """The last place on the way of a pointer that is there, and how many of its tokens lead to it."""
        start = _after_space(self.text, 0)
        last = Child("", start, start)
        for depth, token in enumerate(pointer.tokens):
            inner = _named(self.children(last.at), token)
            if inner is None:
                return last, depth
            last = inner
        return last, len(pointer.tokens)

    def children(self, at: int) -> list[Child]:
        """What the container at an offset holds, in text order."""
        known = self._children.pop(at, None)
        if known is None:
            known = list(_children(self.text, at))
            if len(self._children) >= REMEMBERED:
                del self._children[next(iter(self._children))]
        self._children[at] = known
        return known

    def repeated(self) -> Iterator[Pointer]:
        """Each key that an object names more than once, in text order, values that do not count included."""
        stack = [(Pointer(), _after_space(self.text, 0))]
        while stack:
            pointer, at = stack.pop()
            children = list(_children(self.text, at))
            names = [child.name for child in children]
            if len(set(names)) < len(names):
                yield from (pointer / name for name in dict.fromkeys(names) if names.count(name) > 1)
            stack += [(pointer / child.name, child.at) for child in reversed(children)]

    def literal(self, at: int) -> bytes:
        """The text of the scalar at an offset."""
        return self.text[at : _end(self.text, at)]

    def position(self, offset: int) -> Position:
        """Turn an offset in bytes into a line and a column in characters."""
        return self._cursor.position(offset)

    def characters(self, offset: int) -> int:
        """How many characters stand before an offset in bytes."""
        return self._cursor.characters(offset)


def _named(children: list[Child], token: Token) -> Child | None:
    """The item of a list at an index, or the last member of an object with a name."""
    if isinstance(token, int) and token < len(children) and children[token].name == token:
        return children[token]
    return next((child for child in reversed(children) if child.name == token), None)


def _children(text: bytes, at: int) -> Iterator[Child]:
    opening = text[at : at + 1]
    if opening not in (b"{", b"["):
        return
    at = _after_space(text, at + 1)
    index = 0
    while text[at : at + 1] not in (b"}", b"]", b""):
        name, key = _name(text, at) if opening == b"{" else index, at
        if opening == b"{":
            at = _after_space(text, _after_space(text, _end(text, at)) + 1)
        yield Child(name, key, at)
        at = _after_space(text, _end(text, at))
        if text[at : at + 1] == b",":
            at = _after_space(text, at + 1)
        index += 1


def _name(text: bytes, at: int) -> str:
    """The key at an offset."""
    literal = text[at : _end(text, at)]
    try:
        return str(orjson.loads(literal))
    except orjson.JSONDecodeError:  # half of a surrogate pair, which other parsers take
        return str(json.loads(literal.decode("utf-8", "surrogatepass")))


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
        if text[token.end() - 1] in b"{[":
            depth += 1
        else:
            depth -= 1
            if not depth:
                return token.end()
    return len(text)
