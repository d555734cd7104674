"""Payloads of a writer, built up from the least it may send, with one place set to a telling value."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from batchschema.core.pointer import Token
from batchschema.diff.place import Definitions, Place
from batchschema.diff.sample import ANYTHING, distinct, samples_at, texts
from batchschema.diff.texts import texts_that_tell

ABSENT: Any = object()
"""Stands for a key that is left out."""
DEEPEST = 6
ANY_PLACE = Place(True, Definitions({}))


class Builder:
    """Builds what a writer may send and, as far as it can be had, a reader takes."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], Any] = {}
        self._known_starts: dict[tuple[int, int], list[dict[str, Any]]] = {}
        self._kept: list[Place | None] = []
        """Keeps the places alive by whose identity the two above are filed."""

    def least(self, writer: Place, reader: Place | None, depth: int = 0) -> Any:
        """The least value that the writer may send, one that the reader takes if there is any."""
        key = (id(writer), id(reader))
        if key not in self._known:
            self._kept += [writer, reader]
            self._known[key] = self._least(writer, reader, depth)
        return self._known[key]

    def _least(self, writer: Place, reader: Place | None, depth: int) -> Any:
        held = []
        for value in self.values(writer, reader, depth):
            if not writer.engine.is_valid(value):
                continue
            if reader is None or reader.engine.is_valid(value):
                return value
            held.append(value)
        if not held or reader is None:
            return held[0] if held else None
        return min(held[:16], key=lambda value: len(reader.engine.violations(value)))

    def values(self, writer: Place, reader: Place | None, depth: int = 0) -> Iterator[Any]:
        """Values to try at a place, the likeliest first."""
        if "object" in writer.types and depth < DEEPEST:
            yield self.object(writer, reader, depth)
        if "array" in writer.types and writer.items is not None and depth < DEEPEST:
            item = self.least(writer.items, reader.items if reader is not None else None, depth + 1)
            least = writer.bounds.get("minItems", 0)
            yield from ([item] * count for count in (least, least + 1) if count < 512)
        yield from samples_at(writer)
        if reader is not None:
            yield from samples_at(reader)

    def telling(self, writer: Place, reader: Place) -> Iterator[Any]:
        """Values that the writer may send at a place and the reader cannot take there."""
        pool = distinct((*self.values(writer, reader), *self._maps(writer, reader), *ANYTHING))
        for value in (*texts_that_tell(writer, reader), *pool):
            if writer.engine.is_valid(value) and not reader.engine.is_valid(value):
                yield value

    def _maps(self, writer: Place, reader: Place) -> Iterator[dict[str, Any]]:
        """Objects at the edge of what the reader asks of keys and of their number."""
        if writer.free is False or "object" not in writer.types:
            return
        free = writer.free if isinstance(writer.free, Place) else ANY_PLACE
        value = self.least(free, reader.free if isinstance(reader.free, Place) else None)
        names = reader.bounds.get("propertyNames")
        start = self.object(writer, reader)
        for key in itertools.islice(texts(names), 16) if isinstance(names, dict) else ():
            yield {**start, str(key): value}
        for word in ("minProperties", "maxProperties"):
            for count in (reader.bounds.get(word, 0) - 1, reader.bounds.get(word, 0) + 1):
                yield {**start, **{f"key{index}": value for index in range(min(count, 512) - len(start))}}

    def object(self, writer: Place, reader: Place | None, depth: int = 0) -> dict[str, Any]:
        """The keys the writer must send, and those it knows and the reader must have."""
        wanted = reader.required if reader is not None else frozenset()
        out = {}
        for name, place in writer.properties.items():
            if name in writer.required or name in wanted:
                out[name] = self.least(place, reader.child(name) if reader is not None else None, depth + 1)
        free = writer.free if isinstance(writer.free, Place) else ANY_PLACE
        for name in sorted(wanted - set(writer.properties)) if writer.free is not False else ():
            out[name] = self.least(free, reader.child(name) if reader is not None else None, depth + 1)
        for name, place in writer.properties.items():
            if len(out) >= writer.bounds.get("minProperties", 0):
                break
            out.setdefault(name, self.least(place, None, depth + 1))
        return self._with_dependents(writer, reader, out, depth)

    def _with_dependents(
        self, writer: Place, reader: Place | None, value: dict[str, Any], depth: int = 0
    ) -> dict[str, Any]:
        """The object with the keys that its own keys call for, on either side."""
        calls = [*writer.extras(("dependentRequired",))]
        calls += reader.extras(("dependentRequired",)) if reader is not None else ()
        called = [
            name
            for _, needs in calls
            for key, names in needs.items()
            if key in value
            for name in names
            if name not in value and (name in writer.properties or writer.free is not False)
        ]
        if not called or depth > DEEPEST:
            return value
        free = writer.free if isinstance(writer.free, Place) else ANY_PLACE
        more = {
            name: self.least(
                writer.properties.get(name, free),
                reader.child(name) if reader is not None else None,
                depth + 1,
            )
            for name in called
        }
        return self._with_dependents(writer, reader, {**value, **more}, depth + 1)

    def embedded(
        self, writer: Place, reader: Place | None, tokens: tuple[Token, ...], leaf: Any
    ) -> Iterator[Any]:
        """Payloads with `leaf` at the end of the path; `ABSENT` leaves the key out."""
        if not tokens:
            yield leaf
            return
        token, *rest = tokens
        below = writer.child(token) or ANY_PLACE
        other = reader.child(token) if reader is not None else None
        for inner in self.embedded(below, other, tuple(rest), leaf):
            if token == "*" and writer.items is not None and "array" in writer.types:
                least = max(writer.bounds.get("minItems", 0), 1)
                yield [inner] * least
            else:
                for start in self._starts(writer, reader):
                    built = _with(start, "key" if token == "*" else str(token), inner)
                    yield built if inner is ABSENT else self._with_dependents(writer, reader, built)

    def _starts(self, writer: Place, reader: Place | None) -> list[dict[str, Any]]:
        """Up to three objects to set one place in; worked out once for each two places."""
        key = (id(writer), id(reader))
        if key not in self._known_starts:
            self._kept += [writer, reader]
            self._known_starts[key] = [*itertools.islice(self._iter_starts(writer, reader), 3)]
        return self._known_starts[key]

    def _iter_starts(self, writer: Place, reader: Place | None) -> Iterator[dict[str, Any]]:
        least = self.object(writer, reader)
        yield least
        if not writer.is_plain or (reader is not None and not reader.is_plain):
            for value in samples_at(writer):
                if isinstance(value, dict) and writer.engine.is_valid(value):
                    yield value
                    break
            named = writer.properties.items()
            yield {name: self.least(place, reader.child(name) if reader else None) for name, place in named}


def _with(start: dict[str, Any], key: str, value: Any) -> dict[str, Any]:
    if value is ABSENT:
        return {name: kept for name, kept in start.items() if name != key}
    return {**start, key: value}
