"""Search for the smallest payload that shows a change: built, cut from the difference, or drawn."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from batchschema.core import Pointer
from batchschema.core.change import Change, Kind
from batchschema.diff.blame import Fault, faults_of, shows
from batchschema.diff.build import ABSENT, ANY_PLACE, Builder
from batchschema.diff.document import Reading
from batchschema.diff.place import Place
from batchschema.diff.proof import difference
from batchschema.diff.sample import ANYTHING, samples, samples_at
from batchschema.diff.shrink import shrunk

Draw = Callable[[dict[str, Any]], Iterable[object]]
"""Payloads of a schema, from a generator; may yield none."""
MOST_TRIED = 400


class Search:
    """One writer against one reader."""

    def __init__(self, writer: Reading, reader: Reading, draw: Draw | None) -> None:
        self.writer, self.reader, self.draw = writer, reader, draw
        self.builder = Builder()

    @functools.cached_property
    def base(self) -> Any:
        """The least the writer sends, agreeable to the reader wherever it can be."""
        return self.builder.least(self.writer.root, self.reader.root)

    @functools.cached_property
    def unavoidable(self) -> frozenset[Fault]:
        """What the reader has against even the most agreeable payload."""
        return self.faults(self.base) if self.writer.fast.is_valid(self.base) else frozenset()

    def faults(self, value: Any) -> frozenset[Fault]:
        """What the reader has against a value."""
        return faults_of(value, self.reader.violations(value))

    def witness(self, change: Change) -> Any:
        """The smallest payload that shows this change and else only the unavoidable; or ABSENT."""
        for value in itertools.islice(self._candidates(change), MOST_TRIED):
            if not self.writer.fast.is_valid(value):
                continue
            faults = self.faults(value)
            if not any(shows(change, fault) for fault in faults):
                continue
            if all(shows(change, fault) or fault in self.unavoidable for fault in faults):
                smallest = self._smallest(value, faults)
                if self.writer.accepts(smallest) and self.reader.rejects(smallest):
                    return smallest
        return ABSENT

    def any_witness(self, *, deep: bool) -> Any:
        """Any payload that separates the two; `deep` asks the algebra and the generator as well."""
        for value in itertools.chain(self.built(), self._deep() if deep else ()):
            if self.writer.fast.is_valid(value) and not self.reader.fast.is_valid(value):
                smallest = self._smallest(value, self.faults(value))
                if self.writer.accepts(smallest) and self.reader.rejects(smallest):
                    return smallest
        return ABSENT

    def _smallest(self, value: Any, faults: frozenset[Fault]) -> Any:
        def same(smaller: Any) -> bool:
            return self.writer.fast.is_valid(smaller) and self.faults(smaller) == faults

        return shrunk(value, same)

    def _candidates(self, change: Change) -> Iterator[Any]:
        yield self.base
        pointers = [change.pointer]
        if change.renamed_to is not None:
            pointers.append(change.renamed_to)
        for pointer in pointers:
            for leaf in self._leaves(change, pointer):
                yield from itertools.islice(
                    self.builder.embedded(self.writer.root, self.reader.root, pointer.tokens, leaf), 12
                )
        if change.kind in (Kind.BRANCH, Kind.CONDITION, Kind.PATTERN, Kind.BOUND, Kind.OTHER):
            yield from self._of_difference(change.pointer)

    def _leaves(self, change: Change, pointer: Pointer) -> Iterator[Any]:
        if change.kind is Kind.PRESENCE:
            yield ABSENT  # never at an item or a map's value, which have no presence
        elif change.kind is Kind.NULL:
            yield None
        elif change.kind in (Kind.FIELD, Kind.NAME):
            if pointer.key != "*":
                yield ABSENT
            yield from self._at_free_key(pointer)
        else:
            writer, reader = place_at(self.writer.root, pointer), place_at(self.reader.root, pointer)
            if writer is not None and reader is not None:
                yield from self.builder.telling(writer, reader)

    def _at_free_key(self, pointer: Pointer) -> Iterator[Any]:
        """Values of a key that one of the two does not name, where the other lets it through."""
        parent = place_at(self.writer.root, pointer.parent)
        writer = place_at(self.writer.root, pointer)
        reader = place_at(self.reader.root, pointer)
        if writer is None and parent is not None and parent.free is True:
            writer = ANY_PLACE
        if writer is not None:
            if reader is not None:
                yield from self.builder.telling(writer, reader)
            yield self.builder.least(writer, None)

    def _of_difference(self, pointer: Pointer) -> Iterator[Any]:
        """Samples from what the algebra says that the reader lacks, at one place."""
        writer, reader = place_at(self.writer.root, pointer), place_at(self.reader.root, pointer)
        if writer is None or reader is None:
            return
        for branch in difference(writer.whole, reader.whole):
            for value in samples(branch.schema, branch.definitions):
                yield from itertools.islice(
                    self.builder.embedded(self.writer.root, self.reader.root, pointer.tokens, value), 3
                )

    def built(self) -> Iterator[Any]:
        """Payloads built place by place, most of which the writer sends; a bounded number."""
        yield self.base
        yield from ANYTHING
        yield from samples_at(self.writer.root)
        yield from samples_at(self.reader.root)
        for pointer, writer, reader in self._places(Pointer(), self.writer.root, self.reader.root, 0):
            if pointer.key != "*":
                yield from self.builder.embedded(self.writer.root, self.reader.root, pointer.tokens, ABSENT)
            pool = (*samples_at(writer), *ANYTHING)
            more = samples_at(reader) if reader is not None else []
            for value in (*pool, *more):
                if writer.engine.is_valid(value):
                    yield from self.builder.embedded(
                        self.writer.root, self.reader.root, pointer.tokens, value
                    )

    def _deep(self) -> Iterator[Any]:
        """Payloads from the algebra's difference, then from the generator."""
        yield from self._of_difference(Pointer())
        if self.draw is not None:
            yield from self.draw(self.writer.plain)

    def _places(
        self, pointer: Pointer, writer: Place, reader: Place | None, depth: int
    ) -> Iterator[tuple[Pointer, Place, Place | None]]:
        if depth > 4:
            return
        names: list[str] = [*writer.properties]
        if writer.items is not None or isinstance(writer.free, Place):
            names.append("*")
        for name in names:
            child = writer.child(name)
            if child is not None:
                other = reader.child(name) if reader is not None else None
                yield pointer / name, child, other
                yield from self._places(pointer / name, child, other, depth + 1)


def place_at(root: Place, pointer: Pointer) -> Place | None:
    """The place a pointer names; None where nothing is described."""
    place: Place | None = root
    for token in pointer.tokens:
        place = place.child(token) if place is not None else None
    return place
