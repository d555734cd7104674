"""Payloads with exactly one thing wrong, labelled with the rule that must say so."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from batchschema.core import Pointer, Shape
from batchschema.core.pointer import Token
from batchschema.generate.building import Builder, Manner
from batchschema.generate.edges import Edges
from batchschema.generate.errors import Unsatisfiable
from batchschema.generate.graph import Graph, Node
from batchschema.generate.mutations import Edit, Site, sites

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A payload that would have no finding but for one mutation."""

    value: Any
    rule: str
    """The payload rule that must speak."""
    pointer: str
    """Where, in wire names (RFC 6901)."""


class NearMisses:
    """The near misses of one schema; of a canonical variant, of its strict reading.

    `confirmed` tells whether a near miss is reported as labelled, where that is not plain: in schemas
    with more than fields in them.
    """

    def __init__(
        self, graph: Graph, shape: Shape, *, confirmed: Callable[[NearMiss], bool] | None = None
    ) -> None:
        self._graph = graph
        self._confirmed = confirmed
        self._edges = Edges(graph)
        self._nodes: dict[object, Node] = {}
        self._by_rule: dict[str, list[Site]] = {}
        schema = graph.ground.schema if isinstance(graph.ground.schema, Mapping) else {}
        for site in sites(shape, schema, canonical=confirmed is None):
            if self._is_possible(site):
                self._by_rule.setdefault(site.rule, []).append(site)

    def strategy(self) -> SearchStrategy[NearMiss]:
        """Draw near misses, rule by rule about equally often.

        Raises `Unsatisfiable` when no single mutation breaks a rule by itself.
        """
        from hypothesis import strategies as st

        if not self._by_rule:
            raise Unsatisfiable(self._graph.ground.name, "no single change to its payloads breaks a rule")
        builder = Builder(self._graph, Manner(realistic=True, extras="never"))
        rules = st.sampled_from(sorted(self._by_rule))

        @st.composite
        def near_miss(draw: DrawFn) -> NearMiss:
            site = draw(st.sampled_from(self._by_rule[draw(rules)]))
            edit = draw(st.sampled_from(site.edits))
            payload = draw(builder.strategy(self._node(site)))
            return _missed(site, edit, payload, lambda options: draw(st.sampled_from(options)))

        return near_miss() if self._confirmed is None else near_miss().filter(self._confirmed)

    def _node(self, site: Site) -> Node:
        """The payloads that have the place of a site."""
        key = (site.path, site.beside, site.inside)
        if key not in self._nodes:
            self._nodes[key] = self._graph.node((self._graph.ground.schema, site.forcing()))
        return self._nodes[key]

    def _is_possible(self, site: Site) -> bool:
        """Whether the place can be there, and the first try is reported as labelled."""
        node = self._node(site)
        if math.isinf(node.height) or self._confirmed is None:
            return not math.isinf(node.height)
        payloads = self._edges.of(node)
        return not payloads or any(
            self._confirmed(_missed(site, edit, deepcopy(payload), lambda options: options[0]))
            for payload in payloads[:3]
            for edit in site.edits[:3]
        )


def _missed(site: Site, edit: Edit, payload: Any, choose: Callable[[Sequence[Any]], Any]) -> NearMiss:
    """Walk to the site, choosing some item or key where it is left open, and edit there."""
    container: Any = [payload]
    root = container
    key: Token = 0
    tokens: tuple[Token, ...] = ()
    for step in site.path:
        container, tokens = container[key], (*tokens, key)
        if step.free:
            key = choose(list(container))
        elif isinstance(step.token, int):
            key = choose(range(len(container)))
        else:
            key = step.token
    tokens = (*tokens, *edit(container, key))
    return NearMiss(root[0], site.rule, str(Pointer(tokens[1:])))
