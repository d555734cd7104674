"""The places of a schema as a graph: what a value may be there, and which places lie below.

A node is a set of schemas that hold together at one place. Its kinds are worked out when they are first
asked for, so that recursion is no matter; heights tell which places can be filled at all, and how flatly.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from batchschema.generate.alternatives import Alternative, Expansion
from batchschema.generate.arrays import Arrays, merged_arrays
from batchschema.generate.ground import TYPES, Ground, Schema
from batchschema.generate.kinds import Anything, Scalar, Words, distinct, listed, type_of
from batchschema.generate.negation import KEYWORDS, Choice
from batchschema.generate.numbers import merged_numbers
from batchschema.generate.objects import Objects, merged_objects
from batchschema.generate.texts import merged_texts

Kind = Anything | Words | Scalar | Arrays | Objects
NOT_NULL: Schema = {TYPES: ["boolean", "integer", "fraction", "string", "array", "object"]}


class Node:
    """One place: the schemas that hold there."""

    __slots__ = ("_graph", "_height", "_kinds", "schemas")

    def __init__(self, graph: Graph, schemas: tuple[Schema, ...]) -> None:
        self._graph = graph
        self.schemas = schemas
        self._kinds: tuple[Kind, ...] | None = None
        self._height: float = math.inf

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What a value may be here, simplest first; a null that nobody documents comes last."""
        if self._kinds is None:
            kinds = list(self._graph.kinds_of(self.schemas))
            if self.is_silent_on_null and len(kinds) > 1 and kinds[0] == Words((None,)):
                kinds.append(kinds.pop(0))
            self._kinds = tuple(kinds)
        return self._kinds

    @property
    def height(self) -> float:
        """How deep the flattest value is; infinite where no value is possible."""
        self._graph.settle(self)
        return self._height

    def lower(self) -> bool:
        """Work the height out anew from those below; whether it came out lower."""
        height = min((kind.height() for kind in self.kinds), default=math.inf)
        changed = height < self._height
        self._height = height
        return changed

    @property
    def is_nullable(self) -> bool:
        """Whether null is among the values."""
        return any(
            isinstance(kind, Anything) or (isinstance(kind, Words) and None in kind.values)
            for kind in self.kinds
        )

    @property
    def is_silent_on_null(self) -> bool:
        """Whether null is let through only because the document does not speak of it."""
        return any(
            isinstance(schema, Mapping) and schema.get("x-documented", {}).get("null") == "unstated"
            for schema in self.schemas
        )

    def with_(self, *schemas: Schema) -> Node:
        """The place where these hold, too."""
        return self._graph.node((*self.schemas, *schemas))

    def holds(self, value: Any) -> bool:
        """Whether an engine takes a value here."""
        return all(self._graph.ground.valid(schema)(value) for schema in self.schemas)

    def children(self) -> Iterator[Node]:
        """The places one step below that are known beforehand."""
        for kind in self.kinds:
            if isinstance(kind, (Arrays, Objects)):
                yield from kind.children()


class Graph:
    """All places of one schema document."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.complete = True
        """False when there may be other alternatives somewhere, so that `nothing found` is no proof."""
        self._nodes: dict[tuple[int, ...], Node] = {}
        self._turned: dict[int, tuple[Schema, list[Choice]]] = {}
        self._settled: set[Node] = set()
        self._reach: dict[Node, frozenset[Node]] = {}

    def node(self, schemas: Sequence[Schema]) -> Node:
        """The place where all these schemas hold; the same node for the same schemas."""
        unique = {id(schema): schema for schema in schemas if not self._says_nothing(schema)}
        if False in unique.values():
            unique = {id(False): False}
        key = tuple(sorted(unique))
        if key not in self._nodes:
            self._nodes[key] = Node(self, tuple(unique.values()))
        return self._nodes[key]

    def leads_back(self, child: Node, parent: Node) -> bool:
        """Whether a place lies, in the end, below its own child; with or without null is the same place."""
        parent = self.node([schema for schema in parent.schemas if schema is not NOT_NULL])
        if child not in self._reach:
            self._reach[child] = frozenset(_below(child))
        return child is parent or parent in self._reach[child]

    def settle(self, node: Node) -> None:
        """Lower the heights of a place and of everything below until none changes."""
        if node in self._settled:
            return
        found = [each for each in {node, *_below(node)} if each not in self._settled]
        self._settled.update(found)
        while sum([each.lower() for each in found]):
            pass

    def kinds_of(self, schemas: tuple[Schema, ...]) -> Iterator[Kind]:
        """What a value may be where these schemas hold."""
        if not schemas:
            yield Anything()
            return
        expansion = Expansion(self.ground, self._turned)
        found = [
            kind for alternative in expansion.of(schemas) for kind in self._kinds_in(alternative, schemas)
        ]
        self.complete = self.complete and expansion.complete
        words = distinct(value for kind in found if isinstance(kind, Words) for value in kind.values)
        fitting = [word for word in words if all(self.ground.valid(schema)(word) for schema in schemas)]
        if fitting:
            yield Words(tuple(fitting))
        yield from (kind for kind in found if not isinstance(kind, Words))

    def _kinds_in(self, alternative: Alternative, schemas: tuple[Schema, ...]) -> Iterator[Kind]:
        atoms, types, checks = alternative.atoms, alternative.types, alternative.checks
        words = listed(atoms)
        if words is None:
            yield Words(tuple(value for name, values in _PLAIN.items() if name in types for value in values))
        else:
            yield Words(tuple(word for word in words if type_of(word) in types))
            return
        if "integer" in types or "fraction" in types:
            numbers = merged_numbers(atoms, types)
            if not numbers.is_empty:
                yield Scalar(numbers, schemas if numbers.steps else checks)
        if "string" in types:
            texts = merged_texts(atoms)
            if not texts.is_empty:
                yield Scalar(texts, schemas if texts.needs_check else checks)
        if "array" in types:
            yield merged_arrays(atoms, checks, self)
        if "object" in types:
            yield merged_objects(atoms, checks, self)

    @staticmethod
    def _says_nothing(schema: Schema) -> bool:
        if isinstance(schema, bool):
            return schema
        return not any(word in KEYWORDS or word.startswith("x-") for word in schema)


_PLAIN: Mapping[str, tuple[Any, ...]] = {"null": (None,), "boolean": (False, True)}


def _below(node: Node) -> set[Node]:
    """Every place that can be come to from a place."""
    found: set[Node] = set()
    pending = [node]
    while pending:
        for child in pending.pop().children():
            if child not in found:
                found.add(child)
                pending.append(child)
    return found
