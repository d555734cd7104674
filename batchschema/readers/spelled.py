"""A string as a source spells it: with escapes, folded lines or indentation, and where each character stands.

Bodies in recordings are such strings, and a finding within a body is placed through them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple, Self

from batchschema.core import Position
from batchschema.readers.cursor import Cursor

Locate = Callable[[int], Position]


class Piece(NamedTuple):
    """A run of characters that stand side by side in the source too, or what one escape means."""

    at: int
    """Where it stands in the source, in characters."""
    text: str
    """What it means."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """A string and the places of its characters."""

    text: str
    starts: list[int]
    """Where each piece begins in the text, ascending."""
    ats: list[int]
    """Where each piece stands in the source."""
    locate: Locate
    """Turns a place in the source into line and column."""

    @classmethod
    def of(cls, pieces: Iterable[Piece], locate: Locate) -> Self:
        """Put pieces together."""
        texts: list[str] = []
        starts, ats = [], []
        length = 0
        for at, text in pieces:
            starts.append(length)
            ats.append(at)
            texts.append(text)
            length += len(text)
        return cls("".join(texts), starts, ats, locate)

    @classmethod
    def at_once(cls, text: str, position: Position) -> Self:
        """A text of which only the beginning can be placed."""
        return cls(text, [], [], lambda _: position)

    def position(self, offset: int) -> Position:
        """Where the character at an offset of the text is spelled."""
        index = bisect_right(self.starts, offset) - 1
        if index < 0:
            return self.locate(0)
        return self.locate(self.ats[index] + offset - self.starts[index])


def after(text: str, start: Position) -> Locate:
    """Places within a stretch of source text that begins at a position."""
    return Cursor(text, start).position


JSON_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\", "/": "/"}
JSON_PIECE = re.compile(
    r"[^\\]+|\\u(?P<high>[dD][89abAB][0-9a-fA-F]{2})\\u(?P<low>[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|\\u(?P<code>[0-9a-fA-F]{4})|\\(?P<char>.)",
    re.DOTALL,
)


def json_string(literal: str, start: Position) -> Spelled:
    """The string that a valid JSON literal, quotes included, means (RFC 8259, section 7)."""
    return Spelled.of(_json_pieces(literal), after(literal, start))


def _json_pieces(literal: str) -> Iterable[Piece]:
    for found in JSON_PIECE.finditer(literal, 1, len(literal) - 1):
        if found["char"]:
            text = JSON_ESCAPES.get(found["char"], found["char"])
        elif found["code"]:
            text = chr(int(found["code"], 16))
        elif found["high"]:
            text = chr(0x10000 + ((int(found["high"], 16) - 0xD800) << 10) + int(found["low"], 16) - 0xDC00)
        else:
            text = found[0]
        yield Piece(found.start(), text)


R_ESCAPES = {"0": "\0", "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
R_PIECE = re.compile(
    r"[^\\]+|\\x(?P<byte>[0-9a-fA-F]{1,2})|\\(?P<octal>[0-7]{1,3})"
    r"|\\[uU](?P<open>\{)?(?P<code>[0-9a-fA-F]{1,8})(?(open)\})|\\(?P<char>.)",
    re.DOTALL,
)


def r_string(literal: str, start: Position) -> Spelled:
    r"""The string that a literal of R, quotes included, means (R's help page `?Quotes`).

    `\x` and octal escapes are bytes; those that make up a character of UTF-8 together are one piece.
    """
    return Spelled.of(_r_pieces(literal), after(literal, start))


def _r_pieces(literal: str) -> Iterable[Piece]:
    held, held_at = b"", 0
    for found in R_PIECE.finditer(literal, 1, len(literal) - 1):
        if found["byte"] or found["octal"]:
            held_at = held_at if held else found.start()
            held += bytes([int(found["byte"], 16) if found["byte"] else int(found["octal"], 8) & 255])
            continue
        if held:
            yield Piece(held_at, held.decode("utf-8", "replace"))
            held = b""
        if found["code"]:
            text = chr(min(int(found["code"], 16), 0x10FFFF))
        else:
            text = R_ESCAPES.get(found["char"], found["char"]) if found["char"] else found[0]
        yield Piece(found.start(), text)
    if held:
        yield Piece(held_at, held.decode("utf-8", "replace"))
