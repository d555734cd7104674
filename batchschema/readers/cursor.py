"""Lines and columns in a text, counted from the place asked for last, so that what is near costs little."""

from __future__ import annotations

from typing import AnyStr, Generic

from batchschema.core import Position

FIRST = Position(1, 1)


class Cursor(Generic[AnyStr]):
    """A place in a text, of characters or of bytes in UTF-8; columns count characters in either."""

    def __init__(self, text: AnyStr, start: Position = FIRST) -> None:
        """Begin at `start`, where the text stands in its source."""
        self._text: AnyStr = text
        self._newline: AnyStr = b"\n" if isinstance(text, bytes) else "\n"
        self._start = start
        self._offset = self._passed = 0
        self._line, self._column = start

    def position(self, offset: int) -> Position:
        """The line and column of an offset."""
        self._move(offset)
        return Position(self._line, self._column)

    def characters(self, offset: int) -> int:
        """How many characters stand before an offset."""
        self._move(offset)
        return self._passed

    def _move(self, offset: int) -> None:
        sign = 1 if offset >= self._offset else -1
        between = self._text[self._offset : offset] if sign > 0 else self._text[offset : self._offset]
        lines, width = between.count(self._newline), _characters(between)
        self._passed += sign * width
        if lines:
            self._line += sign * lines
            begin = self._text.rfind(self._newline, 0, offset) + 1
            self._column = _characters(self._text[begin:offset]) + (1 if begin else self._start.column)
        else:
            self._column += sign * width
        self._offset = offset


def _characters(text: bytes | str) -> int:
    if isinstance(text, str) or text.isascii():
        return len(text)
    return len(text.decode("utf-8", "replace"))


def offset_of(text: str, position: Position) -> int:
    """How many characters stand before a line and column of a text."""
    at = 0
    for _ in range(position.line - 1):
        at = text.find("\n", at) + 1
    return at + position.column - 1
