"""Strategies for the places of a schema, built from the bottom up."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from batchschema.generate.arrays import Arrays
from batchschema.generate.cells import MOST_BYTES, Cell, either, listed, picked, strategy_of
from batchschema.generate.graph import Graph, Kind, Node
from batchschema.generate.kinds import Anything, Scalar, Words, identity
from batchschema.generate.numbers import Numbers, number_strategy, realistic_number
from batchschema.generate.objects import Objects
from batchschema.generate.texts import realistic_text, text_strategy

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    Maker = Cell | SearchStrategy[Any]

DEPTH = 3
"""How often a place is entered again from within itself."""
FEW, SOME = 2, 5
"""Items of an array beyond the least: as services send them, and for a search."""


@dataclass(frozen=True, slots=True)
class Manner:
    """Which of the valid values are wanted."""

    realistic: bool = False
    """Values as a service sends them, rather than whatever the schema lets through."""
    extras: Literal["never", "one", "some"] = "some"
    """Keys that the schema lets through without naming them, beside named ones."""


class Builder:
    """Makes strategies, each once for a place and the depth that is left there."""

    def __init__(self, graph: Graph, manner: Manner) -> None:
        self.graph = graph
        self.manner = manner
        self._made: dict[tuple[Node, int], Maker] = {}
        self._strategies: dict[tuple[Node, int], SearchStrategy[Any]] = {}

    def strategy(self, node: Node, depth: int = DEPTH) -> SearchStrategy[Any]:
        """Draw values of a place."""
        key = (node, depth)
        if key not in self._strategies:
            self._strategies[key] = self._strategy_of(node, depth)
        return self._strategies[key]

    def _strategy_of(self, node: Node, depth: int) -> SearchStrategy[Any]:
        from hypothesis import strategies as st

        if math.isinf(node.height):
            return st.nothing()
        words = [kind.values for kind in node.kinds if isinstance(kind, Words)]
        if len(node.kinds) == 1 and words:
            return _sampled(words[0])
        return strategy_of(self.maker(node, depth))

    def maker(self, node: Node, depth: int = DEPTH) -> Maker:
        """Values of a place, as a cell where that is possible."""
        key = (node, depth)
        if key not in self._made:
            self._made[key] = self._made_of(node, depth)
        return self._made[key]

    def below(self, parent: Node, child: Node, depth: int) -> int:
        """The depth that is left one step down."""
        return max(0, depth - 1) if self.graph.leads_back(child, parent) else DEPTH

    def _made_of(self, node: Node, depth: int) -> Maker:
        kinds = [kind for kind in node.kinds if not math.isinf(kind.height())]
        if depth == 0:
            kinds = [kind for kind in kinds if kind.height() == node.height]
        makers = [self._made_kind(kind, node, depth) for kind in kinds]
        cells = [maker for maker in makers if isinstance(maker, Cell)]
        if len(cells) == len(makers) and sum(cell.size for cell in cells) < MOST_BYTES:
            return either(cells)
        from hypothesis import strategies as st

        return st.one_of([strategy_of(maker) for maker in makers])

    def _made_kind(self, kind: Kind, node: Node, depth: int) -> Maker:
        if isinstance(kind, Words):
            return _sampled(kind.values) if _hold_containers(kind.values) else picked(kind.values)
        if isinstance(kind, Anything):
            return picked(SMALL) if self.manner.realistic else anything()
        maker = self._made_bare(kind, node, depth)
        if not kind.checks:
            return maker
        tests = [self.graph.ground.valid(schema) for schema in kind.checks]
        return strategy_of(maker).filter(lambda value: all(test(value) for test in tests))

    def _made_bare(self, kind: Scalar | Arrays | Objects, node: Node, depth: int) -> Maker:
        if isinstance(kind, Arrays):
            return self._array(kind, node, depth)
        if isinstance(kind, Objects):
            from batchschema.generate.object_plans import object_maker

            return object_maker(kind, node, self, depth)
        facts = kind.facts
        if isinstance(facts, Numbers):
            cell = realistic_number(facts) if self.manner.realistic else None
            return cell or number_strategy(facts)
        cell = realistic_text(facts) if self.manner.realistic else None
        return cell or text_strategy(facts)

    def _array(self, arrays: Arrays, node: Node, depth: int) -> Maker:
        from batchschema.generate.array_strategies import rows

        recursive = any(self.graph.leads_back(child, node) for child in arrays.children())
        beyond = 0 if recursive and depth == 0 else FEW if recursive or self.manner.realistic else SOME
        most = int(min(arrays.longest, max(arrays.shortest, len(arrays.prefix)) + beyond))
        if arrays.prefix or arrays.wanted:
            return rows(arrays, most, lambda child: self.strategy(child, self.below(node, child, depth)))
        if not most:
            return Cell(0, lambda data, at: [])
        item = self.maker(arrays.rest, self.below(node, arrays.rest, depth))
        small = isinstance(item, Cell) and most * item.size < MOST_BYTES // 4
        if isinstance(item, Cell) and small and self.manner.realistic and not arrays.unique:
            return listed(item, arrays.least, most)
        from hypothesis import strategies as st

        return st.lists(
            self.strategy(arrays.rest, self.below(node, arrays.rest, depth)),
            min_size=arrays.least,
            max_size=most,
            unique_by=identity if arrays.unique else None,
        )


SMALL = ("a", 0, True, "nightly", 7, False, 0.5)
"""Values of places that nothing is said about, as people put them in metadata."""


def anything() -> SearchStrategy[Any]:
    """Any JSON value, small ones mostly."""
    from hypothesis import strategies as st

    scalars = st.one_of(
        st.sampled_from((None, False, True)),
        st.integers(-(2**53), 2**53),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(max_size=8),
    )
    return st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
        max_leaves=3,
    )


def _hold_containers(values: Sequence[Any]) -> bool:
    return any(isinstance(value, (dict, list)) for value in values)


def _sampled(values: Sequence[Any]) -> SearchStrategy[Any]:
    """One of some values; containers are copied, so that whoever draws one may change it."""
    from copy import deepcopy

    from hypothesis import strategies as st

    sampled = st.sampled_from(values)
    return sampled.map(deepcopy) if _hold_containers(values) else sampled
