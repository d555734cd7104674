"""Arrays whose items have places of their own, or of which some items are asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from batchschema.generate.arrays import Arrays
from batchschema.generate.graph import Node
from batchschema.generate.ground import Schema
from batchschema.generate.kinds import identity

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy


def rows(
    arrays: Arrays, most: int, strategy: Callable[[Node], SearchStrategy[Any]]
) -> SearchStrategy[list[Any]]:
    """Arrays of up to `most` items, each of its own place, with what `contains` asks for among them."""
    from hypothesis import reject
    from hypothesis import strategies as st

    unwanted: list[Schema] = [
        {"not": schema} for wanted in arrays.wanted if wanted.most is not None for schema in wanted.schemas
    ]

    @st.composite
    def row(draw: DrawFn) -> list[Any]:
        length = draw(st.integers(arrays.shortest, most)) if most > arrays.shortest else most
        nodes = _nodes(draw, arrays, length, unwanted)
        if nodes is None:
            reject()
        items: list[Any] = []
        seen: set[Any] = set()
        for node in nodes or ():
            source = strategy(node)
            if arrays.unique:
                source = source.filter(lambda value: identity(value) not in seen)
            items.append(draw(source))
            if arrays.unique:
                seen.add(identity(items[-1]))
        return items

    return row()


def _nodes(draw: DrawFn, arrays: Arrays, length: int, unwanted: list[Schema]) -> list[Node] | None:
    """The place of each item of one array; None when what is wanted has no room."""
    from hypothesis import strategies as st

    nodes: dict[int, Node] = {}
    for wanted in arrays.wanted:
        free = [index for index in arrays.slots(wanted, length) if index not in nodes]
        if len(free) < wanted.least:
            return None
        if wanted.least:
            first = draw(st.integers(0, len(free) - 1)) if len(free) > 1 else 0
            for index in (free * 2)[first : first + wanted.least]:
                nodes[index] = arrays.item(index).with_(*wanted.schemas)
    plain = [arrays.item(index) for index in range(length)]
    if unwanted:
        plain = [node.with_(*unwanted) for node in plain]
    return [nodes.get(index, plain[index]) for index in range(length)]
