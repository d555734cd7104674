"""JSON Lines: one payload a line, read in blocks so that any size runs in constant memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

import orjson

from batchschema.core import Position, Unreadable
from batchschema.readers.json_text import (
    UTF8_BOM,
    JsonDocument,
    foreign_encoding,
    parse_json,
)

BLOCK = 1 << 17
"""Bytes read at a time: small enough for the processor's caches, large enough to make calls rare."""
HOW_TO_RAISE = "--max-payload raises the limit"


class LineCounter:
    """Numbers the lines of a file by their offsets, going forward from where it was asked last.

    Only findings need line numbers, so that of the parts of a long clean file no lines are counted at all.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._offset, self._line = 0, 1

    def line_at(self, offset: int) -> int:
        """The number, from 1, of the line that starts at an offset."""
        if offset < self._offset:
            self._offset, self._line = 0, 1
        with open(self.path, "rb") as file:
            file.seek(self._offset)
            while self._offset < offset:
                block = file.read(min(BLOCK, offset - self._offset))
                if not block:
                    break
                self._line += block.count(b"\n")
                self._offset += len(block)
        return self._line


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive whole lines of one source."""

    source: str
    line: int
    """The number of the first line, from 1, within the part of the source that is being read."""
    text: bytes
    """Without the last line's newline."""
    lines: int
    """How many lines the text has."""
    before: Callable[[], int] = int
    """How many lines of the source come before that part; 0 if not said otherwise."""
    ended: bool = True
    """False when the source ends here without a newline after the last line."""

    @property
    def first_line(self) -> int:
        """The number of the first line in the source, from 1."""
        return self.before() + self.line

    def values(self) -> list[object] | None:
        """Every line's value in one parse, or None when a line is not exactly one JSON value.

        The lines become one JSON array with a random word between them. A word that comes back between
        two one-element arrays stands at a real line end; a line that leaks into the next would swallow one.
        """
        word = os.urandom(8).hex()
        seam = f'],"{word}",['.encode()
        try:
            parsed = orjson.loads(b"[[" + self.text.replace(b"\n", seam) + b"]]")
            values = [value for (value,) in parsed[::2]]
        except (ValueError, TypeError):
            return None
        seams = parsed[1::2]
        if seams.count(word) != len(seams) or len(values) != self.lines:
            return None
        return values

    def documents(self) -> Iterator[JsonDocument | Unreadable]:
        """Each line by itself; blank lines are skipped."""
        lines = self.text.split(b"\n")
        for number, line in enumerate(lines, self.first_line):
            if not line.strip():
                continue
            document = parse_json(line.removesuffix(b"\r"), self.source, first_line=number)
            last = number == self.first_line + len(lines) - 1
            if (
                isinstance(document, Unreadable)
                and last
                and not self.ended
                and "ends too early" in document.text
            ):
                what = "is cut off: the last line has no newline and is not complete"
                document = replace(document, rule="truncated-line", text=what)
            yield document


def iter_chunks(
    read: Callable[[int], bytes],
    source: str,
    *,
    max_payload: int,
    first: bytes = b"",
    before: Callable[[], int] | None = None,
) -> Iterator[Chunk | Unreadable]:
    """Read a stream to its end; a line over `max_payload` bytes is one `Unreadable` and is passed over.

    `first` is what was read of it already; `before` counts the lines before it where it is the later part of
    a file, whose beginning told the encoding.
    """
    block = first or read(BLOCK)
    if before is None:
        before = int
        block = block.removeprefix(UTF8_BOM)
        if name := foreign_encoding(block):
            what = f"is not UTF-8: it looks like {name}"
            yield Unreadable("wrong-encoding", what, source, Position(1, 1), excerpt=block)
            return
    line, held, skipping = 1, _Held(), False
    while block:
        if skipping:
            _, newline, block = block.partition(b"\n")
            skipping = not newline
            line += not skipping
        if not skipping:
            whole, newline, tail = block.rpartition(b"\n")
            if newline:
                chunk = Chunk(source, line, held.taken() + whole, whole.count(b"\n") + 1, before)
                yield from _within(chunk, max_payload)
                line += chunk.lines
            held.add(tail)
            if held.size > max_payload:
                yield too_large(source, max_payload, before() + line)
                held.taken()
                skipping = True
        block = read(BLOCK)
    rest = held.taken()
    if rest.strip():
        yield Chunk(source, line, rest, 1, before, ended=False)


class _Held:
    """The beginning of a line whose end has not been read yet."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self.size = 0

    def add(self, piece: bytes) -> None:
        """Hold more of the line."""
        if piece:
            self._pieces.append(piece)
            self.size += len(piece)

    def taken(self) -> bytes:
        """All that is held; nothing is held any more."""
        pieces, self._pieces, self.size = self._pieces, [], 0
        return b"".join(pieces)


def too_large(source: str, max_payload: int, line: int) -> Unreadable:
    """The finding about a payload over the limit."""
    what = f"is larger than {max_payload} bytes"
    return Unreadable("payload-too-large", what, source, Position(line, 1), hint=HOW_TO_RAISE)


def _within(chunk: Chunk, max_payload: int) -> Iterator[Chunk | Unreadable]:
    """A chunk as it is, unless one of its lines is over the limit."""
    if len(chunk.text) <= max_payload:
        yield chunk
        return
    for number, line in enumerate(chunk.text.split(b"\n"), chunk.line):
        if len(line) > max_payload:
            yield too_large(chunk.source, max_payload, chunk.before() + number)
        else:
            yield replace(chunk, line=number, text=line, lines=1)


def line_ranges(file: BinaryIO, size: int) -> Iterator[tuple[int, int]]:
    """Cut a file at line ends into ranges of at least `size` bytes: offset and length."""
    start = 0
    end = file.seek(0, os.SEEK_END)
    while start < end:
        at = file.seek(min(start + size, end))
        while (block := file.read(BLOCK)) and b"\n" not in block:
            at += len(block)
        at += block.find(b"\n") + 1
        yield start, at - start
        start = at
