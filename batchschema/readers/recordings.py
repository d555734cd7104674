"""Recordings of HTTP exchanges, by what they hold: cassettes in JSON and YAML, and HAR files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from batchschema.core import Document, Pointer, Position, Unreadable
from batchschema.readers.exchanges import PATHS, Entry, Foreign, recorded_in
from batchschema.readers.json_entries import Piece, iter_objects
from batchschema.readers.json_text import EXCERPT
from batchschema.readers.spelled import Spelled, json_string

BEGINNINGS = {
    "har": re.compile(rb'\s*\{\s*"log"\s*:\s*\{'),
    "vcr": re.compile(rb'\s*\{(?:\s*"version"\s*:\s*\d+\s*,)?\s*"interactions"\s*:\s*\['),
    "ruby-vcr": re.compile(rb'\s*\{\s*"http_interactions"\s*:\s*\['),
}
"""How a recording that cannot be parsed as a whole begins."""
EXCHANGE = frozenset(["request", "response"])


@dataclass(frozen=True, slots=True)
class _JsonEntry:
    """One exchange of a recording in JSON."""

    piece: Piece

    @property
    def value(self) -> Any:
        """As parsed."""
        return self.piece.document.value

    @property
    def position(self) -> Position:
        """Where it starts."""
        return self.piece.start

    @property
    def excerpt(self) -> bytes:
        """The beginning of its text."""
        return self.piece.document.text[:EXCERPT]

    def locate(self, path: tuple[str, ...]) -> Position:
        """Where the value at a path of keys starts."""
        return self.piece.position(self.piece.document.locate(Pointer(path)))

    def spelled(self, path: tuple[str, ...]) -> Spelled:
        """The string at a path of keys."""
        places = self.piece.document.places
        literal = places.literal(places.offset(Pointer(path)))
        return json_string(literal.decode(), self.locate(path))


def kind_of_value(value: Any) -> str | None:
    """The kind of recording that a parsed JSON text is; None for nearly all."""
    if value.__class__ is not dict:
        return None
    log = value.get("log")
    lists = {
        "vcr": value.get("interactions"),
        "ruby-vcr": value.get("http_interactions"),
        "har": log.get("entries") if isinstance(log, dict) else None,
    }
    return next((kind for kind, entries in lists.items() if _are_exchanges(entries)), None)


def _are_exchanges(entries: Any) -> bool:
    """Whether a list may be one of exchanges, by its first item."""
    if not isinstance(entries, list):
        return False
    return not entries or (isinstance(entries[0], dict) and not EXCHANGE.isdisjoint(entries[0]))


def kind_of_beginning(text: bytes) -> str | None:
    """The kind of recording that a JSON text begins like."""
    return next((kind for kind, pattern in BEGINNINGS.items() if pattern.match(text)), None)


def read_json_recording(
    read: Callable[[int], bytes], kind: str, source: str, *, max_payload: int, first: bytes = b""
) -> Iterator[Document | Unreadable]:
    """The bodies of a recording in JSON; only one exchange is held at a time."""
    objects = iter_objects(read, PATHS[kind], source, max_payload=max_payload, first=first)
    entries = (each if isinstance(each, Unreadable) else (kind, _JsonEntry(each)) for each in objects)
    return _bodies(entries, source, max_payload)


def read_yaml_recording(
    text: bytes, source: str, *, max_payload: int
) -> Iterator[Document | Unreadable] | None:
    """The bodies of a cassette in YAML; None if the text is none."""
    from batchschema.readers.yaml_cassette import iter_cassette, may_be_cassette

    entries = iter_cassette(text, source) if may_be_cassette(text) else None
    return None if entries is None else _bodies(entries, source, max_payload)


def _bodies(
    entries: Iterable[tuple[str, Entry] | Unreadable], source: str, max_payload: int
) -> Iterator[Document | Unreadable]:
    from batchschema.readers.bodies import documents_in

    for each in entries:
        if isinstance(each, Unreadable):
            yield each
            continue
        kind, entry = each
        recorded = recorded_in(entry, kind)
        if recorded is not None:
            yield from documents_in(entry, recorded, source, max_payload=max_payload)
        elif not isinstance(entry.value, Foreign):
            what = "has an exchange without a response"
            yield Unreadable("malformed-json", what, source, entry.position, excerpt=entry.excerpt)
