"""The same counts taken the slow way: payload by payload, place by place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from batchschema.core import Field, Shape
from batchschema.core.pointer import escape
from batchschema.core.profile import VariantProfile
from batchschema.observe import moments_of, profile_of
from batchschema.shape.casing import projected

NAMES = {bool: "boolean", int: "integer", str: "string", dict: "object", list: "array"}


def profile(payloads: list[Any], shape: Shape, recorded: Iterable[str | None] = ()) -> VariantProfile:
    return profile_of(payloads, shape, moments_of(payloads, shape, list(recorded)))


def counted(payloads: Iterable[Any], shape: Shape) -> dict[str, dict[str, int]]:
    """By starred pointer in wire names, how often it held each JSON type."""
    found: dict[str, Counter[str]] = {}
    for payload in payloads:
        for pointer, value in _places("", projected(payload, shape).value, shape.root, 0):
            found.setdefault(pointer, Counter())[type_of(value)] += 1
    return {pointer: dict(sorted(types.items())) for pointer, types in sorted(found.items())}


def type_of(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, float):
        return "integer" if value == int(value) else "number"
    return NAMES[type(value)]


def _places(pointer: str, value: Any, node: Field | None, below: int) -> Iterator[tuple[str, Any]]:
    yield pointer, value
    if below == 8:
        return
    if isinstance(value, list):
        inner = node.items if node else None
        for part in value:
            yield from _places(f"{pointer}/*", part, inner, below + (inner is None))
    elif isinstance(value, dict) and (node is None or node.is_map):
        inner = node.values_of if node else None
        for part in value.values():
            yield from _places(f"{pointer}/*", part, inner, below + (inner is None))
    elif isinstance(value, dict) and node is not None:
        for name, part in value.items():
            yield from _places(f"{pointer}/{escape(name)}", part, node.properties.get(name), 0)
