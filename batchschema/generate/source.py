"""Strategies for a whole schema document."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from batchschema.core import Shape
from batchschema.core.lifecycle import Lifecycle
from batchschema.generate.building import Builder, Manner, anything
from batchschema.generate.cells import strategy_of
from batchschema.generate.edges import Edges
from batchschema.generate.errors import Unsatisfiable
from batchschema.generate.graph import Graph
from batchschema.generate.ground import Ground
from batchschema.generate.histories import Histories
from batchschema.generate.mixtures import mixtures
from batchschema.generate.near_misses import NearMiss, NearMisses

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


class Source:
    """A schema that values are drawn from.

    Raises `Unsatisfiable` when it is plain that nothing satisfies the schema.
    """

    def __init__(self, ground: Ground) -> None:
        self._graph = Graph(ground)
        self._root = self._graph.node([ground.schema])
        self._is_valid = ground.valid(ground.schema)
        if math.isinf(self._root.height) and self._graph.complete:
            raise Unsatisfiable(ground.name, "nothing satisfies this schema")

    def values(self, manner: Manner) -> SearchStrategy[Any]:
        """Valid values; what cannot be made valid by construction is left out by asking an engine."""
        known = not math.isinf(self._root.height)
        strategy = Builder(self._graph, manner).strategy(self._root) if known else anything()
        return strategy.filter(self._is_valid)

    def edges(self, *, mixed: bool = False) -> SearchStrategy[Any]:
        """Valid values at the limits, out of a list; any valid values where none could be designed.

        `mixed` is for any state of any field with any of its edges, which no list could hold.
        """
        from copy import deepcopy

        from hypothesis import strategies as st

        edges = Edges(self._graph)
        if mixed:
            return st.one_of([strategy_of(cell) for cell in mixtures(edges, self._root)]).filter(
                self._is_valid
            )
        found = [value for value in edges.of(self._root) if self._is_valid(value)]
        return st.sampled_from(found).map(deepcopy) if found else self.values(Manner())

    def near_misses(
        self, shape: Shape, *, confirmed: Callable[[NearMiss], bool] | None = None
    ) -> SearchStrategy[NearMiss]:
        """Values with one thing wrong, labelled; `confirmed` asks whether a label is right, if need be."""
        return NearMisses(self._graph, shape, confirmed=confirmed).strategy()

    def histories(self, shape: Shape, lifecycle: Lifecycle) -> Histories:
        """Draws several looks at one job; raises `Unsatisfiable` where no status is known."""
        return Histories(self._graph, shape, lifecycle)
