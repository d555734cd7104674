"""Payloads, the documents they stand in, and where things are in the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from batchschema.core.pointer import Pointer, Token


class Position(NamedTuple):
    """A place in a text; both count from 1, columns in characters."""

    line: int
    column: int


class Location(NamedTuple):
    """A place in a source; line and column are None for a value that was never text."""

    source: str
    line: int | None = None
    column: int | None = None


class Passage(NamedTuple):
    """What part of a document says something, before anybody asked for its line and column."""

    source: str
    line: int | None = None
    """Of a page, counted from 1."""
    at: Pointer | None = None
    """Where in JSON or YAML; it may lead on into JSON that a string there holds."""
    offset: int | None = None
    """How many characters into the string there."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """The HTTP request that a recorded body answers."""

    method: str | None = None
    url: str | None = None
    """As recorded, with its query."""
    status: int | None = None
    at: str | None = None
    """When it was recorded, RFC 3339, where the recording says so."""
    packed: str | None = None
    """How the body is packed (`base64`, `gzip`), if it is: places in it are then all where it begins."""


class Document(Protocol):
    """One parsed text: a file, a line of JSONL, one document of a YAML stream, the body of an exchange."""

    @property
    def value(self) -> object:
        """The parsed value."""

    @property
    def duplicates(self) -> tuple[Pointer, ...]:
        """Keys that an object names more than once; the last one won."""

    @property
    def out_of_range(self) -> tuple[Pointer, ...]:
        """Integers beyond 64 bits, which lost digits when read."""

    @property
    def exchange(self) -> Exchange | None:
        """What was asked, for a body out of a recording."""

    @property
    def unsettled(self) -> frozenset[Pointer] | None:
        """For a client's object in print: where it says None, be that null or absent; else None."""

    def locate(self, pointer: Pointer) -> Position:
        """Where a value starts; for a key that is not there, where its parent starts."""


@dataclass(frozen=True, slots=True)
class Instance:
    """One payload, in wire names, and where it came from."""

    value: object
    source: str
    document: Document | None = None
    root: Pointer = Pointer()
    """Where in the document the payload stands: `/data/3` in a list envelope."""
    spelled: Mapping[Pointer, Pointer] = field(default_factory=lambda: MappingProxyType({}))
    """From a place in wire names to the place as the source spells it, where they differ."""

    @property
    def exchange(self) -> Exchange | None:
        """What was asked, for a payload out of a recording."""
        return self.document.exchange if self.document is not None else None

    @property
    def unsettled(self) -> frozenset[tuple[Token, ...]] | None:
        """For a client's object in print: where in the payload it says None, as spelled there; else None."""
        found = self.document.unsettled if self.document is not None else None
        if found is None:
            return None
        root = self.root.tokens
        depth = len(root)
        return frozenset(each.tokens[depth:] for each in found if each.tokens[:depth] == root)

    def locate(self, pointer: Pointer) -> Location:
        """Where a place of this payload is in its source."""
        if self.document is None:
            return Location(self.source)
        return Location(self.source, *self.document.locate(self.root + self.spelling_of(pointer)))

    def value_at(self, pointer: Pointer) -> object:
        """The value at a place in wire names; None where there is none."""
        value: Any = self.value
        for token in self.spelling_of(pointer).tokens:
            try:
                value = value[token]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    def is_unsettled(self, pointer: Pointer) -> bool:
        """Whether the source cannot tell if a place is null or absent."""
        unsettled = self.document.unsettled if self.document is not None else None
        return unsettled is not None and self.root + self.spelling_of(pointer) in unsettled

    def spelling_of(self, pointer: Pointer) -> Pointer:
        """The pointer with each key as the source spells it."""
        if not self.spelled:
            return pointer
        wire, out = Pointer(), Pointer()
        for token in pointer.tokens:
            wire = wire / token
            out = self.spelled.get(wire, out / token)
        return out


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Input that could not be judged: the input rule that says why, and where."""

    rule: str
    text: str
    source: str
    position: Position | None = None
    hint: str | None = None
    excerpt: bytes = b""
    """The beginning of the raw text, where there is one: what it was meant to be may still be told."""
    exchange: Exchange | None = None
    """What was asked, for a body out of a recording."""
