"""Objects: merged facts about keys, and the place of each value."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from batchschema.generate.drafts import Keywords
from batchschema.generate.ground import TYPES, Schema
from batchschema.generate.regexes import matcher

if TYPE_CHECKING:
    from batchschema.generate.graph import Graph, Node

STRING: Schema = {TYPES: ["string"]}


@dataclass(frozen=True, slots=True, eq=False)
class Objects:
    """Objects with some named keys, and perhaps others."""

    graph: Graph
    atoms: tuple[Keywords, ...]
    names: tuple[str, ...]
    """Keys that the schema names, in its order."""
    required: frozenset[str]
    """Keys that are always there, those included that others bring with them."""
    dependent: Mapping[str, tuple[str, ...]]
    """Keys that bring others with them."""
    least: int
    most: int | None
    key_schemas: tuple[Schema, ...] = ()
    """Schemas that hold for every key."""
    checks: tuple[Schema, ...] = ()
    _children: dict[str, Node] = field(default_factory=dict)

    @property
    def patterns(self) -> tuple[str, ...]:
        """The patterns that give keys their place."""
        found = [pattern for words in self.atoms for pattern in words.get("patternProperties", ())]
        return tuple(dict.fromkeys(found))

    @property
    def is_closed(self) -> bool:
        """Whether no other keys than the named ones are possible."""
        return math.isinf(self.free.height)

    def child(self, key: str) -> Node:
        """The place of the value of a key."""
        if key not in self._children:
            self._children[key] = self.graph.node(
                self._schemas(key, lambda pattern: matcher(pattern)(key)),
            )
        return self._children[key]

    @property
    def free(self) -> Node:
        """The place of the value of a key that nothing names."""
        return self.graph.node(self._schemas(None, lambda _: False))

    def matching(self, pattern: str) -> Node:
        """The place of the value of a key that matches one pattern and no other."""
        return self.graph.node(self._schemas(None, lambda other: other == pattern))

    @property
    def keys(self) -> Node:
        """The place of the keys themselves, as texts."""
        return self.graph.node((*self.key_schemas, STRING))

    def children(self) -> Iterator[Node]:
        """The places of named, free and matching keys."""
        yield from (self.child(name) for name in self.names)
        yield from (self.free, self.keys)
        yield from (self.matching(pattern) for pattern in self.patterns)

    def may_have(self, name: str) -> bool:
        """Whether a named key can be there."""
        return not math.isinf(self.child(name).height) and self.may_be_called(name)

    def may_be_called(self, key: str) -> bool:
        """Whether `propertyNames` lets a key through."""
        return all(self.graph.ground.valid(schema)(key) for schema in self.key_schemas)

    def height(self) -> float:
        """How deep the flattest of these objects is."""
        if self.most is not None and self.most < max(self.least, len(self.required)):
            return math.inf
        if not all(self.may_have(name) for name in self.required):
            return math.inf
        height = max((1 + self.child(name).height for name in self.required), default=0)
        missing = self.least - len(self.required)
        if missing <= 0:
            return height
        others = [self.child(name).height for name in self.names if name not in self.required]
        possible = sorted(height for height in others if not math.isinf(height))
        if len(possible) >= missing:
            return max(height, 1 + possible[missing - 1])
        open_ended = [self.free, *(self.matching(pattern) for pattern in self.patterns)]
        flattest = min(node.height for node in open_ended)
        return max(height, 1 + flattest, *(1 + each for each in possible), self.keys.height)

    def _schemas(self, key: str | None, matches: Callable[[str], bool]) -> list[Schema]:
        """The schemas that hold for the value of a key; None is a key that nothing names."""
        found: list[Schema] = []
        covered = False
        for words in self.atoms:
            hits = [part for pattern, part in words.get("patternProperties", {}).items() if matches(pattern)]
            if key is not None and key in words.get("properties", {}):
                hits.append(words["properties"][key])
            if not hits and "additionalProperties" in words:
                hits.append(words["additionalProperties"])
            covered = covered or bool(hits)
            found += hits
        if not covered:
            found += [
                words["unevaluatedProperties"] for words in self.atoms if "unevaluatedProperties" in words
            ]
        return found


def merged_objects(atoms: Iterable[Keywords], checks: tuple[Schema, ...], graph: Graph) -> Objects:
    """What all these keyword objects say of objects."""
    atoms = tuple(atoms)
    names: dict[str, None] = {}
    required: set[str] = set()
    dependent: dict[str, tuple[str, ...]] = {}
    for words in atoms:
        names |= dict.fromkeys(words.get("properties", {}))
        if isinstance(words.get("required"), list):
            required |= set(words["required"])
            names |= dict.fromkeys(words["required"])
        for key, others in words.get("dependentRequired", {}).items():
            dependent[key] = (*dependent.get(key, ()), *others)
            names |= dict.fromkeys((key, *others))
    bounds = [int(words["maxProperties"]) for words in atoms if "maxProperties" in words]
    return Objects(
        graph=graph,
        atoms=atoms,
        names=tuple(names),
        required=with_dependents(required, dependent),
        dependent=dependent,
        least=max(int(words.get("minProperties", 0)) for words in atoms),
        most=min(bounds, default=None),
        key_schemas=tuple(words["propertyNames"] for words in atoms if "propertyNames" in words),
        checks=checks,
    )


def with_dependents(keys: Iterable[str], dependent: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Some keys and all that they bring with them."""
    found: set[str] = set()
    pending = list(keys)
    while pending:
        key = pending.pop()
        if key not in found:
            found.add(key)
            pending += dependent.get(key, ())
    return frozenset(found)
