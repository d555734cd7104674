"""From a path or stdin to chunks and documents: what kind of text it is, how it is packed."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO, Literal, cast

from batchschema.core import Document, Unreadable
from batchschema.readers.json_text import parse_json
from batchschema.readers.lines import BLOCK, Chunk, LineCounter, iter_chunks, too_large

if TYPE_CHECKING:
    from batchschema.readers.packing import Packing

Kind = Literal["json", "lines", "yaml", "har", "r", "repr", "notebook", "unknown"]
KINDS: dict[str, Kind] = {
    ".json": "json",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".har": "har",
    ".r": "r",
    ".repr": "repr",
    ".ipynb": "notebook",
}
PACKED: Mapping[str, Packing] = {".gz": "gzip", ".zst": "zstd"}
KEYS_OF_RECORDINGS = frozenset(["interactions", "http_interactions", "log", "mappings", "response"])
Readable = Chunk | Document | Unreadable


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may be read at once."""

    max_payload: int = 64 << 20
    """Bytes of one payload: a line, or a file that is not JSON Lines."""


def kind_of(path: str) -> Kind:
    """What a file's name says it holds, `.gz` and `.zst` aside."""
    return KINDS.get(os.path.splitext(path.removesuffix(".gz").removesuffix(".zst"))[1].lower(), "unknown")


def read_file(path: str, limits: Limits) -> Iterator[Readable]:
    """Read one file; whatever goes wrong on the way is said in an `Unreadable`."""
    try:
        with open(path, "rb") as file:
            if packing := PACKED.get(os.path.splitext(path)[1]):
                yield from _unpacked(file, path, packing, limits)
            else:
                yield from _read(file.read, path, kind_of(path), limits)
    except OSError as error:
        yield _unopened(path, error)


def read_range(counter: LineCounter, offset: int, length: int, limits: Limits) -> Iterator[Readable]:
    """Read the lines of one range of a JSON Lines file, as `line_ranges` cut it."""
    path = counter.path
    try:
        with open(path, "rb") as file:
            file.seek(offset)
            left = length

            def read(size: int) -> bytes:
                nonlocal left
                block = file.read(min(size, left))
                left -= len(block)
                return block

            yield from iter_chunks(
                read,
                path,
                max_payload=limits.max_payload,
                before=(lambda: counter.line_at(offset) - 1) if offset else None,
            )
    except OSError as error:
        yield _unopened(path, error)


def read_stdin(name: str | None, limits: Limits) -> Iterator[Readable]:
    """Read standard input, packed or not; `name` says what it holds and what findings call it."""
    source = name or "-"
    if sys.stdin is None:
        yield Unreadable("unreadable-input", "cannot be read: standard input is closed", source)
        return
    from batchschema.readers.packing import packing_of

    stdin = cast(io.BufferedReader, sys.stdin.buffer)
    try:
        if (packing := packing_of(stdin.peek(4))) is not None:
            yield from _unpacked(stdin, source, packing, limits)
        else:
            yield from _read(stdin.read1, source, kind_of(source), limits)
    except OSError as error:
        yield _unopened(source, error)


def _unopened(path: str, error: OSError) -> Unreadable:
    return Unreadable("unreadable-input", f"cannot be read: {(error.strerror or str(error)).lower()}", path)


def _unpacked(file: BinaryIO, path: str, packing: Packing, limits: Limits) -> Iterator[Readable]:
    from batchschema.readers.packing import HOW_TO_UNPACK, NoLibrary, damage_of, open_packed

    try:
        with open_packed(file, packing) as stream:
            # read1 hands out what was unpacked before a damage is met; read would lose it
            yield from _read(stream.read1, path, kind_of(path), limits)
    except NoLibrary:
        yield Unreadable(
            "unreadable-input", "is packed with zstd; a library is missing", path, hint=HOW_TO_UNPACK
        )
    except Exception as error:
        what = damage_of(error)
        if what is None:
            raise
        yield Unreadable("unreadable-input", f"is not a whole {packing} file: {what}", path)


def _read(read: Callable[[int], bytes], source: str, kind: Kind, limits: Limits) -> Iterator[Readable]:
    first = b""
    if kind == "unknown":
        first = _filled(read, BLOCK)
        kind = "lines" if _looks_like_lines(first) else "json"
    if kind == "lines":
        empty = True
        for part in iter_chunks(read, source, max_payload=limits.max_payload, first=first):
            empty = False
            yield part
        if empty:
            yield Unreadable("malformed-json", "is empty", source)
        return
    if kind == "har":
        from batchschema.readers.recordings import read_json_recording

        yield from read_json_recording(read, "har", source, max_payload=limits.max_payload)
        return
    text = first + _filled(read, limits.max_payload + 1 - len(first))
    if len(text) > limits.max_payload:
        recording = _json_recording(text, None, read, source, limits) if kind == "json" else None
        yield from recording or [too_large(source, limits.max_payload, 1)]
    elif kind == "json":
        yield from _json(text, source, limits)
    else:
        yield from _other(text, source, kind, limits)


def _json(text: bytes, source: str, limits: Limits) -> Iterator[Readable]:
    document = parse_json(text, source)
    value = None if isinstance(document, Unreadable) else document.value
    if value.__class__ is not dict or not KEYS_OF_RECORDINGS.isdisjoint(value):
        recording = _json_recording(text, value, lambda _: b"", source, limits)
        if recording is not None:
            yield from recording
            return
    if isinstance(document, Unreadable) and kind_of(source) == "unknown":
        from batchschema.readers.python_repr import holds_reprs, read_reprs

        if holds_reprs(text):
            yield from read_reprs(text, source)
            return
        hint = "read as JSON, since no name told its format; for standard input, --stdin-filename does"
        document = replace(document, hint=hint)
    if isinstance(document, Unreadable) and _looks_like_lines(text[:BLOCK]):
        hint = "each line is JSON by itself; if this is JSON Lines, name it .jsonl"
        document = replace(document, hint=hint)
    yield document


def _json_recording(
    text: bytes, value: object, read: Callable[[int], bytes], source: str, limits: Limits
) -> Iterator[Readable] | None:
    """The bodies of a recording that a text is, or, where it has no value, the beginning of one."""
    from batchschema.readers.recordings import kind_of_beginning, kind_of_value, read_json_recording

    kind = kind_of_beginning(text) if value is None else kind_of_value(value)
    if kind is None:
        return None
    return read_json_recording(read, kind, source, max_payload=limits.max_payload, first=text)


def _other(text: bytes, source: str, kind: Kind, limits: Limits) -> Iterator[Readable]:
    """Formats that need their own reader, which is loaded here."""
    if kind == "r":
        from batchschema.readers.r_fixture import read_r_fixture

        yield from read_r_fixture(text, source, max_payload=limits.max_payload)
        return
    if kind == "repr":
        from batchschema.readers.python_repr import read_reprs

        yield from read_reprs(text, source)
        return
    if kind == "notebook":
        from batchschema.readers.notebook import read_notebook

        yield from read_notebook(text, source)
        return
    from batchschema.readers.recordings import read_yaml_recording
    from batchschema.readers.yaml_text import parse_yaml

    recording = read_yaml_recording(text, source, max_payload=limits.max_payload)
    yield from parse_yaml(text, source) if recording is None else recording


def _filled(read: Callable[[int], bytes], size: int) -> bytes:
    """Read until `size` bytes or the end, however short each read is."""
    out = io.BytesIO()
    while (left := size - out.tell()) > 0 and (block := read(min(left, 1 << 22))):
        out.write(block)
    return out.getvalue()


def _looks_like_lines(text: bytes) -> bool:
    """Whether the first line is a JSON value and something follows it."""
    line, _, rest = text.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    return bool(rest.strip()) and not isinstance(parse_json(line, ""), Unreadable)
