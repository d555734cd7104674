"""One JSON text to one document, or to the reason why not."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TypeGuard

import orjson

from batchschema.core import Exchange, Pointer, Position, Unreadable
from batchschema.core.pointer import Token
from batchschema.readers.positions import JsonText
from batchschema.readers.spelled import Spelled, json_string

EXCERPT = 1 << 16
"""How many bytes of a broken text are kept, to tell what it was meant to be."""
UTF8_BOM = b"\xef\xbb\xbf"
FOREIGN_BOMS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
UNMARKED = {
    (0, 1, 2): "UTF-32 without a byte order mark",
    (1, 2, 3): "UTF-32 without a byte order mark",
    (0, 2): "UTF-16 without a byte order mark",
    (1, 3): "UTF-16 without a byte order mark",
}
"""Where ASCII text has its zero bytes."""


class JsonDocument:
    """A parsed JSON text that can say where things are in it."""

    exchange: Exchange | None = None
    unsettled: frozenset[Pointer] | None = None

    def __init__(self, text: bytes, value: object, *, first_line: int = 1) -> None:
        self.text = text
        self.value = value
        self.first_line = first_line

    @functools.cached_property
    def places(self) -> JsonText:
        """The index of positions, made when the first one is asked for."""
        return JsonText(self.text, first_line=self.first_line)

    @functools.cached_property
    def duplicates(self) -> tuple[Pointer, ...]:
        """Keys that an object names more than once; the last one won."""
        if not names_twice(self.text, keys_in(self.value)) or not _repeats_keys(self.text):
            return ()
        return tuple(dict.fromkeys(self.places.repeated()))

    @functools.cached_property
    def out_of_range(self) -> tuple[Pointer, ...]:
        """Integers beyond 64 bits, which were read as floats and lost digits."""
        return tuple(pointer for pointer in _huge(self.value) if self._is_written_as_integer(pointer))

    def locate(self, pointer: Pointer) -> Position:
        """Where a value starts; where its parent starts if it is not there."""
        at = self._at_once(pointer)
        return self.places.locate(pointer) if at is None else Position(self.first_line, at + 1)

    def spelled(self, pointer: Pointer) -> Spelled:
        """The string at a place, as the text spells it."""
        literal = self.places.literal(self.places.offset(pointer))
        return json_string(literal.decode(), self.locate(pointer))

    def _at_once(self, pointer: Pointer) -> int | None:
        """The offset of a top-level key's value in an ASCII line, where plain search cannot err.

        Without escapes in the text a quoted name that stands there once is a key or a string; before a
        colon it is the key. Anything else is left to the real index.
        """
        text = self.text
        if len(pointer.tokens) != 1 or b"\\" in text or b"\n" in text or not text.isascii():
            return None
        name = f'"{pointer.tokens[0]}"'.encode()
        at = text.find(name)
        if at < 0 or text.find(name, at + 1) >= 0 or pointer.tokens[0] not in self.value:  # type: ignore[operator]
            return None
        rest = text[at + len(name) : at + len(name) + 8]
        value = rest.lstrip()
        if not value.startswith(b":"):
            return None
        after = value[1:].lstrip()
        return at + len(name) + len(rest) - len(after) if after else None

    def _is_written_as_integer(self, pointer: Pointer) -> bool:
        literal = self.places.literal(self.places.offset(pointer))
        return not any(mark in literal for mark in b".eE")


def parse_json(text: bytes, source: str, *, first_line: int = 1) -> JsonDocument | Unreadable:
    """Parse one text; a UTF-8 byte order mark is skipped."""
    text = text.removeprefix(UTF8_BOM)
    try:
        return JsonDocument(text, orjson.loads(text), first_line=first_line)
    except orjson.JSONDecodeError as error:
        return _reason(text, error, source, first_line)


def keys_in(value: object) -> int:
    """How many keys all objects within a value have together."""
    if isinstance(value, dict):
        count = len(value)
        for part in value.values():
            if part.__class__ is dict or part.__class__ is list:
                count += keys_in(part)
        return count
    return sum([keys_in(part) for part in value]) if isinstance(value, list) else 0


def names_twice(text: bytes, keys: int) -> bool:
    """Whether a JSON text whose value has this many keys may name one of them twice; False is certain.

    Each key that is written brings a colon, so no more colons than keys leaves none over. Where strings
    hold colons too, each key is one `":` once white space is gone (and `":` in a string, where the quote
    is escaped, only counts one too many).
    """
    return text.count(b":") != keys and text.translate(None, b" \t\r\n").count(b'":') != keys


def is_huge(value: object) -> TypeGuard[int]:
    """Whether this is an integer beyond 64 bits."""
    return isinstance(value, int) and not -(2**63) <= value < 2**64


def foreign_encoding(text: bytes) -> str | None:
    """The encoding that a text shows by its first bytes, when it is none we read."""
    for mark, name in FOREIGN_BOMS.items():
        if text.startswith(mark):
            return name
    zeros = [index for index, byte in enumerate(text[:4]) if byte == 0]
    return UNMARKED.get(tuple(zeros), "binary data") if zeros else None


def _reason(text: bytes, error: orjson.JSONDecodeError, source: str, first_line: int) -> Unreadable:
    """Say which input rule a broken text falls under."""

    def unreadable(rule: str, what: str, position: Position) -> Unreadable:
        return Unreadable(rule, what, source, position, excerpt=text[:EXCERPT])

    if name := foreign_encoding(text):
        return unreadable("wrong-encoding", f"is not UTF-8: it looks like {name}", Position(first_line, 1))
    try:
        characters = text.decode()
    except UnicodeDecodeError as wrong:
        where = JsonText(text, first_line=first_line).position(wrong.start)
        what = f"is not UTF-8: byte 0x{text[wrong.start]:02x} stands where no character can begin"
        return unreadable("wrong-encoding", what, where)
    if not characters.strip():
        return unreadable("malformed-json", "is empty", Position(first_line, 1))
    position = _position(characters, error.pos, first_line)
    said = error.msg.partition(": line ")[0]
    if characters[error.pos :].lstrip("-").startswith(("NaN", "Infinity")):
        what = "holds a number that is not finite, which JSON cannot express"
        return unreadable("not-finite-number", what, position)
    if "infinity" in said:
        return unreadable("not-finite-number", "holds a number that no double can hold", position)
    if "depth" in said:
        return unreadable("nested-too-deeply", "is nested more than 1,024 levels deep", position)
    if "surrogate" in said:
        what = "escapes half of a surrogate pair, which is no Unicode character"
        return unreadable("wrong-encoding", what, position)
    if error.pos >= len(characters.rstrip()) or "end of data" in said:
        return unreadable("malformed-json", f"ends too early: {said}", position)
    return unreadable("malformed-json", f"is not JSON: {said}", position)


def _position(characters: str, at: int, first_line: int) -> Position:
    start = characters.rfind("\n", 0, at) + 1
    return Position(first_line + characters.count("\n", 0, at), at - start + 1)


def _repeats_keys(text: bytes) -> bool:
    """Re-read a text with the standard library, which shows each object's keys before they are folded."""
    import json

    found = False

    def look(pairs: list[tuple[str, object]]) -> Mapping[str, object]:
        nonlocal found
        members = dict(pairs)
        found = found or len(members) != len(pairs)
        return members

    json.loads(text, object_pairs_hook=look)
    return found


def _huge(value: object, tokens: tuple[Token, ...] = ()) -> list[Pointer]:
    if isinstance(value, float):
        return [] if -(2.0**63) < value < 2.0**64 else [Pointer(tokens)]
    if isinstance(value, dict):
        return [found for key, part in value.items() for found in _huge(part, (*tokens, key))]
    if isinstance(value, list):
        return [found for index, part in enumerate(value) for found in _huge(part, (*tokens, index))]
    return []
