"""The input cut into parts: what one process judges at a time."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from batchschema.core import Document, Unreadable
from batchschema.readers import (
    Chunk,
    File,
    Limits,
    LineCounter,
    kind_of,
    line_ranges,
    read_file,
    read_range,
    read_stdin,
)

RANGE = 4 << 20
"""Bytes of JSON Lines in one part."""
SMALL_FILES = 64
"""Small files in one part."""
WORTH_A_PROCESS = 12 << 20
"""Bytes of input from which a second process pays for its start."""
BYTES_PER_FILE = 50_000
"""What opening and judging a small file costs, in bytes of JSON Lines."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one process judges at a time: whole files, one range of lines, stdin, or a path to nowhere."""

    files: tuple[File, ...] = ()
    range: tuple[int, int] | None = None
    """First byte and size."""
    stdin: str | None = None
    missing: Unreadable | None = None


class Counters(dict[str, LineCounter]):
    """A line counter for each file, made on demand."""

    def __missing__(self, path: str) -> LineCounter:
        counter = self[path] = LineCounter(path)
        return counter


def parts_of(files: Sequence[File], missing: Sequence[Unreadable], stdin: str | None) -> Iterator[Part]:
    """What leads nowhere, then files in the order of their paths; stdin stands where its name sorts."""
    yield from (Part(missing=each) for each in missing)
    waiting: list[File] = []
    for file in files:
        if stdin is not None and stdin <= file.path:
            yield from _flushed(waiting)
            yield Part(stdin=stdin)
            stdin = None
        if _is_long(file.path):
            yield from _flushed(waiting)
            yield from _ranges(file)
            continue
        waiting.append(file)
        if len(waiting) >= SMALL_FILES:
            yield from _flushed(waiting)
    yield from _flushed(waiting)
    if stdin is not None:
        yield Part(stdin=stdin)


def _flushed(waiting: list[File]) -> Iterator[Part]:
    if waiting:
        yield Part(files=tuple(waiting))
        waiting.clear()


def _ranges(file: File) -> Iterator[Part]:
    try:
        with open(file.path, "rb") as stream:
            for found in line_ranges(stream, RANGE):
                yield Part(files=(file,), range=found)
    except OSError:
        yield Part(files=(file,))  # reading it says why


def _is_long(path: str) -> bool:
    return kind_of(path) == "lines" and not path.endswith((".gz", ".zst")) and size_of(path) > 2 * RANGE


def sources_of(
    part: Part, limits: Limits, counters: Counters
) -> Iterator[tuple[str, bool, Iterable[Chunk | Document | Unreadable]]]:
    """The sources of a part: what each is called, whether the user named it, and what it holds."""
    if part.missing is not None:
        yield part.missing.source, True, [part.missing]
    if part.stdin is not None:
        yield part.stdin, True, read_stdin(part.stdin if part.stdin != "-" else None, limits)
    for file in part.files:
        if part.range:
            yield file.path, file.named, read_range(counters[file.path], *part.range, limits)
        else:
            yield file.path, file.named, read_file(file.path, limits)


def useful_jobs(files: Sequence[File]) -> int:
    """As many processes as there are processors, or one when the input is small."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if cores == 1:
        return 1
    work = 0
    for file in files:
        work += BYTES_PER_FILE + size_of(file.path)
        if work > WORTH_A_PROCESS:
            return cores
    return 1


def size_of(path: str) -> int:
    """Bytes of a file; 0 where that cannot be told."""
    try:
        return os.path.getsize(path)
    except OSError:
        return 0
