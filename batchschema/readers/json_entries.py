"""The objects in one array of a JSON text of any size, each by itself: the exchanges of a HAR file, say.

Only one object is held at a time, and where it starts is known, so that findings can be placed. That is why
neither a HAR library nor a streaming parser is used: the former read the whole file at once, and neither
keeps positions or goes on after the first damage. Each object is parsed by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from batchschema.core import Position, Unreadable
from batchschema.readers.json_text import EXCERPT, UTF8_BOM, JsonDocument, foreign_encoding, parse_json
from batchschema.readers.lines import BLOCK, too_large

STRING = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
BETWEEN = re.compile(rb'(?:[^"\[\]{}]++|' + STRING + rb")*+", re.DOTALL)
"""What stands between two brackets."""
WITHIN = re.compile(
    rb'(?:[^"\[\]{}]++|' + STRING + rb'|\{(?:[^"\[\]{}]++|' + STRING + rb")*+\})*+", re.DOTALL
)
"""The same, passing over objects that hold no others."""
NAME = re.compile(rb'"((?:[^"\\]|\\.)*)"\s*:\s*\Z', re.DOTALL)
NOT_BLANK = re.compile(rb"[^ \t\r\n]")
REST_OF_STRING = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
LONGEST_NAME = 100
QUOTE, OPENING, CLOSING = b'"[]'


@dataclass(frozen=True, slots=True)
class Piece:
    """One object of the array, and where it starts in the source."""

    document: JsonDocument
    start: Position

    def position(self, place: Position) -> Position:
        """A place in the object as a place in the source; the object's lines count from 1."""
        return shifted(place, self.start)


def shifted(place: Position, start: Position) -> Position:
    """A place in a text that stands within another from `start` on."""
    if place.line == 1:
        return Position(start.line, start.column + place.column - 1)
    return Position(start.line + place.line - 1, place.column)


class _Window:
    """The part of the text that is being looked at."""

    def __init__(self, read: Callable[[int], bytes], text: bytes, limit: int) -> None:
        self.text, self.at = text, 0
        self.open_names: list[str] = []
        """The names of the containers that are open; empty for those in arrays."""
        self.overran = False
        """Whether some text was longer than the limit, and has been let go."""
        self._read, self._limit = read, limit
        self._counted, self._place = 0, Position(1, 1)

    def more(self) -> bool:
        """Look further; false at the end."""
        block = self._read(max(BLOCK, len(self.text)))
        self.text += block
        return bool(block)

    def rest(self) -> bool:
        """Go to what is not blank; false if nothing is left."""
        while True:
            found = NOT_BLANK.search(self.text, self.at)
            self.at = found.start() if found else len(self.text)
            if found or not self.more():
                return found is not None
            self.forget()

    def forget(self) -> None:
        """Let go of what has been passed, once it is worth the move."""
        if self.at > max(BLOCK, len(self.text) // 2):
            self.place(self.at)
            self.text, self._counted, self.at = self.text[self.at :], 0, 0

    def place(self, offset: int) -> Position:
        """Where an offset is in the source; each is at or after the one asked for before."""
        passed = self.text[self._counted : offset]
        rest = passed[passed.rfind(b"\n") + 1 :]
        inner = Position(1 + passed.count(b"\n"), len(rest.decode("utf-8", "replace")) + 1)
        self._counted, self._place = offset, shifted(inner, self._place)
        return self._place

    def bracket(self, pattern: re.Pattern[bytes]) -> int | None:
        """Go to the next bracket; None at the end of the text."""
        while True:
            found = pattern.match(self.text, self.at)
            end = found.end() if found else self.at
            if end < len(self.text) and self.text[end] != QUOTE:
                self.at = end
                return self.text[end]
            if len(self.text) - self.at > self._limit:
                self._let_go(end)
            elif not self.more():  # the end, or a string that never ends
                return None

    def _let_go(self, end: int) -> None:
        """Pass over what is too long to be held, a string perhaps that has not ended."""
        self.overran = True
        in_string = self.text[end : end + 1] == b'"'
        self.at = end + in_string
        while in_string:
            found = REST_OF_STRING.match(self.text, self.at)
            self.at = found.end() if found else self.at
            in_string = self.text[self.at : self.at + 1] != b'"'
            self.at += not in_string
            self.forget()
            if in_string and not self.more():
                return
        self.forget()


def iter_objects(
    read: Callable[[int], bytes], path: tuple[str, ...], source: str, *, max_payload: int, first: bytes = b""
) -> Iterator[Piece | Unreadable]:
    """The objects of the array at a path of keys; a damaged one is an `Unreadable`, and the rest is read."""
    window = _Window(read, (first or read(BLOCK)).removeprefix(UTF8_BOM), max_payload)
    beginning = window.text[:EXCERPT]
    if name := foreign_encoding(beginning):
        what = f"is not UTF-8: it looks like {name}"
        yield Unreadable("wrong-encoding", what, source, Position(1, 1), excerpt=beginning)
        return
    found = False
    while (mark := window.bracket(BETWEEN)) is not None:
        if mark in b"{[":
            window.open_names.append(_name_before(window))
        elif window.open_names:
            window.open_names.pop()
        window.at += 1
        if mark == OPENING and tuple(window.open_names) == ("", *path):
            found = True
            yield from _objects(window, source, max_payload)
        if not window.open_names:
            break
        window.forget()
    if window.open_names:
        where = window.place(len(window.text))
        yield Unreadable("malformed-json", "ends too early: it is cut off", source, where, excerpt=beginning)
    elif not found:
        what = f"is no recording: it has no list {'.'.join(path)}" if beginning.strip() else "is empty"
        yield Unreadable("malformed-json", what, source, Position(1, 1), excerpt=beginning)
    elif window.rest():
        where = window.place(window.at)
        what = "goes on after the end of the recording: that is not read"
        yield Unreadable("malformed-json", what, source, where, excerpt=beginning)


def _name_before(window: _Window) -> str:
    found = NAME.search(window.text, max(0, window.at - LONGEST_NAME), window.at)
    return found[1].decode("utf-8", "replace") if found else ""


def _objects(window: _Window, source: str, max_payload: int) -> Iterator[Piece | Unreadable]:
    """The objects of the array that has just been entered, up to the bracket that ends it."""
    while (mark := window.bracket(BETWEEN)) is not None and mark != CLOSING:
        window.forget()
        window.overran = False
        begin, start = window.at, window.place(window.at)
        if not _pass_container(window):
            return
        if window.overran or window.at - begin > max_payload:
            yield replace(too_large(source, max_payload, start.line), position=start)
            continue
        text = window.text[begin : window.at]
        parsed = parse_json(text, source)
        if isinstance(parsed, Unreadable):
            place = shifted(parsed.position or Position(1, 1), start)
            yield replace(parsed, position=place, excerpt=text[:EXCERPT])
        else:
            yield Piece(parsed, start)


def _pass_container(window: _Window) -> bool:
    """Go past the container that begins here; false if the text ends first."""
    depth = 0
    while (mark := window.bracket(WITHIN if depth else BETWEEN)) is not None:
        depth += 1 if mark in b"{[" else -1
        window.at += 1
        if not depth:
            return True
        if window.overran:
            window.forget()
    return False
