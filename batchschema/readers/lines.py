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


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive whole lines of one source."""

    source: str
    first_line: int
    """The number of the first line, from 1."""
    text: bytes
    """Without the last line's newline."""
    ended: bool = True
    """False when the source ends here without a newline after the last line."""

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
        if seams.count(word) != len(seams) or len(seams) != self.text.count(b"\n"):
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
    read: Callable[[int], bytes], source: str, *, max_payload: int, first: bytes = b"", first_line: int = 1
) -> Iterator[Chunk | Unreadable]:
    """Read a stream to its end; a line over `max_payload` bytes is one `Unreadable` and is passed over."""
    rest, line, began = b"", first_line, False
    skipping = False
    while block := first or read(BLOCK):
        first = b""
        if not began:
            began = True
            if name := foreign_encoding(block):
                what = f"is not UTF-8: it looks like {name}"
                yield Unreadable("wrong-encoding", what, source, Position(1, 1), excerpt=block)
                return
            block = block.removeprefix(UTF8_BOM)
        if skipping:
            _, newline, block = block.partition(b"\n")
            if not newline:
                continue
            skipping = False
            line += 1
        whole, newline, tail = block.rpartition(b"\n")
        if newline:
            text = rest + whole
            rest = tail
            yield from _within(Chunk(source, line, text), max_payload)
            line += text.count(b"\n") + 1
        else:
            rest += tail
        if len(rest) > max_payload:
            yield too_large(source, max_payload, line)
            rest, skipping = b"", True
    if rest.strip():
        yield Chunk(source, line, rest, ended=False)


def too_large(source: str, max_payload: int, line: int) -> Unreadable:
    """The finding about a payload over the limit."""
    what = f"is larger than {max_payload} bytes"
    return Unreadable(
        "payload-too-large", what, source, Position(line, 1), hint="--max-payload raises the limit"
    )


def _within(chunk: Chunk, max_payload: int) -> Iterator[Chunk | Unreadable]:
    """A chunk as it is, unless one of its lines is over the limit."""
    if len(chunk.text) <= max_payload:
        yield chunk
        return
    for number, line in enumerate(chunk.text.split(b"\n"), chunk.first_line):
        yield (
            too_large(chunk.source, max_payload, number)
            if len(line) > max_payload
            else Chunk(chunk.source, number, line)
        )


def line_ranges(file: BinaryIO, size: int) -> Iterator[tuple[int, int, int]]:
    """Cut a file at line ends into ranges of about `size` bytes: offset, length, number of the first line."""
    start, line = 0, 1
    end, newlines, last = 0, 0, 0
    while block := file.read(BLOCK):
        count = block.count(b"\n")
        if count:
            newlines += count
            last = end + block.rfind(b"\n") + 1
        end += len(block)
        if last - start >= size:
            yield start, last - start, line
            start, line, newlines = last, line + newlines, 0
    if end > start:
        yield start, end - start, line
