"""Any state of any field with any value at its edges, once the designed payloads are used up."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from batchschema.generate.cells import Cell, mapped, picked
from batchschema.generate.edges import Edges
from batchschema.generate.graph import Node
from batchschema.generate.object_plans import Plan, Slot
from batchschema.generate.objects import Objects


def mixtures(edges: Edges, node: Node) -> Iterator[Cell]:
    """For each kind of object that a place may hold, one cell of mixtures; the edges of what is no object."""
    for kind in node.kinds:
        if isinstance(kind, Objects):
            values, states = edges.fields(kind, node)
            if values and all(states.values()):
                slots = [Slot(name, states[name], picked(values[name] or (None,))) for name in values]
                plan = Plan(kind, slots)
                yield mapped(plan.cell(), deepcopy)
    others = edges.of(node)
    if others:
        yield mapped(picked(others), deepcopy)
