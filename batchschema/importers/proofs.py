"""What a page's own example proves: that null may come where it shows one, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from batchschema.core import Null
from batchschema.importers.described import Described
from batchschema.importers.doubt import Example


def in_wire_names(value: Any, node: Described | None) -> Any:
    """An example in an SDK's spelling with the names on the wire, along documented fields only."""
    if isinstance(value, list):
        return [in_wire_names(part, node.items if node else None) for part in value]
    if not isinstance(value, dict) or node is None:
        return value
    names = {part.sdk_name or name: name for name, part in node.properties.items()}
    out = {}
    for key, part in value.items():
        name = names.get(str(key), str(key))
        out[name] = in_wire_names(part, node.properties.get(name) or node.values_of)
    return out


def examples_below(root: Described) -> Iterator[Example]:
    """The examples that any of the pages shows, at each place that the page describes."""
    for pointer, node in root.walk():
        for value, passage in node.shown:
            yield Example(value, passage, pointer)


def proved_by(node: Described, value: Any) -> Described:
    """Where nothing is said about null and the example shows it, null is allowed; nothing else is proved."""
    if value is None:
        silent = node.null is Null.UNSTATED
        return replace(node, null=Null.ALLOWED, by_example=True) if silent else node
    if isinstance(value, list) and node.items is not None:
        for part in value:
            node = replace(node, items=proved_by(node.items, part) if node.items is not None else None)
    elif isinstance(value, dict):
        properties = {
            name: proved_by(part, value[name]) if name in value else part
            for name, part in node.properties.items()
        }
        node = replace(node, properties=properties)
        for key, part in value.items():
            if key not in properties and node.values_of is not None:
                node = replace(node, values_of=proved_by(node.values_of, part))
    return node
