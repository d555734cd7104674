"""Validators behind one protocol: the same question, the same Violations, two implementations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from batchschema.core import Violation
from batchschema.core.interrupts import interrupts_held

ENGINES = ("fast", "reference")


class Engine(Protocol):
    """One schema, ready to judge values."""

    def is_valid(self, value: object) -> bool:
        """Whether the value satisfies the schema."""

    def violations(self, value: object) -> list[Violation]:
        """Every keyword that does not hold, sorted by place; empty for a valid value."""


def compiled(schema: Mapping[str, Any] | bool, *, engine: str = "fast", name: str = "schema") -> Engine:
    """Make a schema ready to judge, formats asserted, with no access to the network.

    Raises `UnusableSchema` when the schema does not hold its metaschema or a reference leads nowhere.
    """
    if engine == "fast":
        with interrupts_held():  # jsonschema-rs takes one, in what it calls of Python, for an error
            from batchschema.engines.fast import FastEngine

            return FastEngine(schema, name)
    from batchschema.engines.iris import import_jsonschema

    import_jsonschema()
    from batchschema.engines.reference import ReferenceEngine

    return ReferenceEngine(schema, name)
