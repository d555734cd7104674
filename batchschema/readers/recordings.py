"""Recordings of HTTP exchanges, by what they hold: cassettes in JSON and YAML, HAR files, fixtures, stubs."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from batchschema.core import Document, Exchange, Pointer, Position, Unreadable
from batchschema.readers.exchanges import (
    BODIES,
    PATHS,
    Foreign,
    Inline,
    Tree,
    foreign_in,
    recorded_in,
)
from batchschema.readers.json_entries import Piece, iter_objects
from batchschema.readers.json_text import EXCERPT, UTF8_BOM, JsonDocument, parse_json
from batchschema.readers.spelled import Spelled, json_string

BEGINNINGS = {
    "har": re.compile(rb'\s*\{\s*"log"\s*:\s*\{'),
    "vcr": re.compile(rb'\s*\{(?:\s*"version"\s*:\s*\d+\s*,)?\s*"interactions"\s*:\s*\['),
    "ruby-vcr": re.compile(rb'\s*\{\s*"http_interactions"\s*:\s*\['),
    "wiremock": re.compile(rb'\s*\{\s*"mappings"\s*:\s*\['),
    "list": re.compile(rb'\s*\[\s*\{\s*"request"\s*:\s*\{'),
    "nock": re.compile(rb'\s*\[\s*\{\s*"scope"\s*:\s*"'),
}
"""How a recording that cannot be parsed as a whole begins."""
SINGLE = "single"
"""The kind of a file that is one exchange: a stub of WireMock."""
EXCHANGE = frozenset(["request", "response"])
NOCK = frozenset(["scope", "method", "path", "response"])


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

    def part(self, path: tuple[str, ...], exchange: Exchange, source: str) -> Document:
        """The value at a path of keys."""
        from batchschema.readers.selection import SelectedDocument

        root = Pointer(path)
        return SelectedDocument(
            _PlacedDocument(self.piece, exchange),
            root,
            functools.reduce(lambda part, name: part[name], path, self.value),
        )

    def spelled(self, path: tuple[str, ...]) -> Spelled:
        """The string at a path of keys."""
        places = self.piece.document.places
        literal = places.literal(places.offset(Pointer(path)))
        return json_string(literal.decode(), self.locate(path))


class _PlacedDocument(JsonDocument):
    """One exchange, with its places in the whole recording."""

    def __init__(self, piece: Piece, exchange: Exchange) -> None:
        super().__init__(piece.document.text, piece.document.value)
        self.exchange = exchange
        self._piece = piece

    def locate(self, pointer: Pointer) -> Position:
        """Where a value starts in the recording."""
        return self._piece.position(super().locate(pointer))


def kind_of_value(value: Any) -> str | None:
    """The kind of recording that a parsed JSON text is; None for nearly all."""
    if value.__class__ is list:
        first = value[0] if value else None
        if isinstance(first, dict) and first.keys() >= NOCK:
            return "nock"
        return "list" if _is_whole(first) else None
    if value.__class__ is not dict:
        return None
    log = value.get("log")
    lists = {
        "vcr": value.get("interactions"),
        "ruby-vcr": value.get("http_interactions"),
        "har": log.get("entries") if isinstance(log, dict) else None,
    }
    kind = next((kind for kind, entries in lists.items() if _are_exchanges(entries)), None)
    stubs = value.get("mappings")
    if kind is None and isinstance(stubs, list) and stubs and _is_whole(stubs[0]):
        return "wiremock"
    return SINGLE if kind is None and _is_whole(value) else kind


def _are_exchanges(entries: Any) -> bool:
    """Whether a list may be one of exchanges, by its first item."""
    if not isinstance(entries, list):
        return False
    return not entries or (isinstance(entries[0], dict) and not EXCHANGE.isdisjoint(entries[0]))


def _is_whole(value: Any) -> bool:
    """Whether a value that nothing names a recording is an exchange: it has an address, and a body."""
    if not isinstance(value, dict) or not value.keys() >= EXCHANGE:
        return False
    request, response = value["request"], value["response"]
    if not isinstance(request, dict) or not isinstance(response, dict):
        return False
    return not response.keys().isdisjoint(BODIES) and any("url" in name or name == "uri" for name in request)


def kind_of_beginning(text: bytes) -> str | None:
    """The kind of recording that a JSON text begins like."""
    return next((kind for kind, pattern in BEGINNINGS.items() if pattern.match(text)), None)


def read_json_recording(
    read: Callable[[int], bytes], kind: str, source: str, *, max_payload: int, first: bytes = b""
) -> Iterator[Document | Unreadable]:
    """The bodies of a recording in JSON; only one exchange is held at a time."""
    if kind == SINGLE:
        whole = parse_json(first, source)
        assert isinstance(whole, JsonDocument), "it was parsed to be known"
        return _bodies([(kind, _JsonEntry(Piece(whole, Position(1, 1))))], source, max_payload)
    objects = iter_objects(read, PATHS[kind], source, max_payload=max_payload, first=first)
    entries = (each if isinstance(each, Unreadable) else (kind, _JsonEntry(each)) for each in objects)
    return _bodies(entries, source, max_payload)


def read_yaml_recording(
    text: bytes, source: str, *, max_payload: int
) -> Iterator[Document | Unreadable] | None:
    """The bodies of a cassette in YAML; None if the text is none."""
    from batchschema.readers.yaml_cassette import iter_cassette, may_be_cassette

    text = text.removeprefix(UTF8_BOM)
    entries = iter_cassette(text, source) if may_be_cassette(text) else None
    return None if entries is None else _bodies(entries, source, max_payload)


def _bodies(
    entries: Iterable[tuple[str, Tree] | Unreadable], source: str, max_payload: int
) -> Iterator[Document | Unreadable]:
    from batchschema.readers.bodies import documents_in, without_a_job

    for each in entries:
        if isinstance(each, Unreadable):
            yield each
            continue
        kind, entry = each
        recorded = recorded_in(entry, kind)
        if recorded is None:
            if not isinstance(entry.value, Foreign):
                what = "has an exchange without a response"
                yield Unreadable("malformed-json", what, source, entry.position, excerpt=entry.excerpt)
        elif isinstance(recorded.body, Inline) and without_a_job(recorded.exchange) is None:
            if foreign_in(recorded.body.value) is None:  # what reads the recording has said so
                yield entry.part(recorded.path, recorded.exchange, source)
        else:
            yield from documents_in(entry, recorded, source, max_payload=max_payload)
