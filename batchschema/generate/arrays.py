"""Arrays within bounds: merged facts about length and the place of each item."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from batchschema.generate.drafts import Keywords
from batchschema.generate.ground import Schema
from batchschema.generate.kinds import Words

if TYPE_CHECKING:
    from batchschema.generate.graph import Graph, Node

LONGEST_WALKED = 64
"""Items that are looked at one by one where their number is not open."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What `contains` asks for: so many items for which some schemas hold."""

    schemas: tuple[Schema, ...]
    least: int = 1
    most: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Arrays:
    """Arrays of some length, with a place for each item."""

    prefix: tuple[Node, ...]
    rest: Node
    """Every item beyond the prefix."""
    least: int
    most: int | None
    unique: bool
    wanted: tuple[Wanted, ...] = ()
    checks: tuple[Schema, ...] = ()

    def item(self, index: int) -> Node:
        """The place of one item."""
        return self.prefix[index] if index < len(self.prefix) else self.rest

    def children(self) -> Iterator[Node]:
        """The places of items, and of those that `contains` asks for."""
        for node in (*self.prefix, self.rest):
            yield node
            for wanted in self.wanted:
                yield node.with_(*wanted.schemas)

    @property
    def shortest(self) -> int:
        """The fewest items that leave room for all that is wanted."""
        return max(self.least, sum(wanted.least for wanted in self.wanted))

    @property
    def longest(self) -> float:
        """The most items; infinite where nothing limits them."""
        bound = math.inf if self.most is None else self.most
        for index, node in enumerate(self.prefix):
            if math.isinf(node.height):
                return min(bound, index)
        return min(bound, len(self.prefix)) if math.isinf(self.rest.height) else bound

    def slots(self, wanted: Wanted, length: int) -> list[int]:
        """The items of an array that can be what is wanted."""
        walked = range(min(length, len(self.prefix) + LONGEST_WALKED))
        return [index for index in walked if not math.isinf(self.item(index).with_(*wanted.schemas).height)]

    def height(self) -> float:
        """How deep the flattest of these arrays is."""
        shortest = self.shortest
        if shortest > self.longest or (self.unique and self._kinds_of_item() < shortest):
            return math.inf
        height: float = 0
        for index in range(min(shortest, len(self.prefix) + 1)):
            height = max(height, 1 + self.item(index).height)
        for wanted in self.wanted:
            if wanted.least:
                nodes = [self.item(index).with_(*wanted.schemas) for index in range(len(self.prefix) + 1)]
                fitting = [node.height for node in nodes if not math.isinf(node.height)]
                height = max(height, 1 + min(fitting, default=math.inf))
        return height

    def _kinds_of_item(self) -> float:
        """How many different items there are; infinite where they are not listed."""
        if self.prefix or not all(isinstance(kind, Words) for kind in self.rest.kinds):
            return math.inf
        return sum(len(kind.values) for kind in self.rest.kinds if isinstance(kind, Words))


def merged_arrays(atoms: Iterable[Keywords], checks: tuple[Schema, ...], graph: Graph) -> Arrays:
    """What all these keyword objects say of arrays."""
    atoms = tuple(atoms)
    length = max(len(words.get("prefixItems", ())) for words in atoms)
    least = max(int(words.get("minItems", 0)) for words in atoms)
    bounds = [int(words["maxItems"]) for words in atoms if "maxItems" in words]
    most = min(bounds, default=None)
    wanted = tuple(
        Wanted((words["contains"],), int(words.get("minContains", 1)), words.get("maxContains"))
        for words in atoms
        if "contains" in words
    )
    if most is not None and sum(each.least for each in wanted) > most and len(wanted) > 1:
        schemas = tuple(schema for each in wanted for schema in each.schemas)
        wanted = (Wanted(schemas, max(each.least for each in wanted)),)
    return Arrays(
        prefix=tuple(graph.node(_item_schemas(atoms, index)) for index in range(length)),
        rest=graph.node(_item_schemas(atoms, length)),
        least=least,
        most=most,
        unique=any(words.get("uniqueItems") is True for words in atoms),
        wanted=wanted,
        checks=checks,
    )


def _item_schemas(atoms: tuple[Keywords, ...], index: int) -> list[Schema]:
    """The schemas that hold for the item at an index."""
    found: list[Schema] = []
    covered = False
    for words in atoms:
        prefix = words.get("prefixItems", ())
        if index < len(prefix):
            found.append(prefix[index])
            covered = True
        elif "items" in words:
            found.append(words["items"])
            covered = True
    if not covered:
        found += [words["unevaluatedItems"] for words in atoms if "unevaluatedItems" in words]
    return found
