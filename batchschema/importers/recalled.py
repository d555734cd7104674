"""What a canonical schema says, as if its document had just been read again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from batchschema.core import Null, Presence
from batchschema.importers.described import NOTHING_SET, Described
from batchschema.importers.drift import PLAIN
from batchschema.importers.imported import Imported

BOUNDS = frozenset(PLAIN) - {"format", "default", "deprecated", "x-unit"}


def recalled(schema: Mapping[str, Any], source: str) -> Imported:
    """A variant of the catalogue as a document called `source`."""
    document = schema["x-variant"]["source"]
    return Imported(
        source, str(schema["title"]), document["notation"], described_in(schema), document["sha256"]
    )


def described_in(schema: Mapping[str, Any]) -> Described:
    """The facts of one place and of all below it."""
    said: Mapping[str, Any] = schema.get("x-documented", {})
    types = schema.get("type")
    names = [types] if isinstance(types, str) else types
    values = schema.get("enum", schema.get("x-known-values"))
    return Described(
        types=tuple(name for name in names if name != "null") if names is not None else None,
        presence=Presence(said.get("presence", Presence.UNSTATED)),
        null=Null(said.get("null", Null.UNSTATED)),
        written=said.get("as"),
        by_example=said.get("evidence") == "example",
        values=tuple(value for value in values if value is not None) if values is not None else None,
        openness=said.get("values"),
        format=schema.get("format"),
        bounds={word: limit for word, limit in schema.items() if word in BOUNDS},
        properties={name: described_in(part) for name, part in schema.get("properties", {}).items()},
        items=described_in(schema["items"]) if "items" in schema else None,
        values_of=_values_of(schema.get("additionalProperties")),
        default=schema.get("default", NOTHING_SET),
        deprecated=schema.get("deprecated", False),
        unit=schema.get("x-unit"),
        unit_basis=schema.get("x-unit-basis"),
        sdk_name=schema.get("x-sdk-name"),
        concept=schema.get("x-concept"),
        taken_from=said.get("from", {}),
    )


def _values_of(free: Any) -> Described | None:
    if free is None:
        return None
    return Described() if free is True else described_in(free)
