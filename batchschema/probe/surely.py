"""What a document allows whatever its silence means: the narrowest way to read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]


def surely(schema: Mapping[str, Any], *, integrality: bool) -> Schema:
    """Narrow a canonical schema where the strict reading leaves open what its document is silent about.

    A notation that cannot state integrality may mean integers by each number. An object type whose page
    names no field, and that is not written as a map of anything, may have no keys.
    """
    out: Schema = dict(schema)
    types = out.get("type", [])
    types = [types] if isinstance(types, str) else list(types)
    if not integrality and "number" in types and "integer" not in types:
        out["type"] = ["integer" if name == "number" else name for name in types]
    if "object" in types and not out.get("properties") and not _states_values(out):
        out["maxProperties"] = 0
    if "properties" in out:
        out["properties"] = {
            name: surely(part, integrality=integrality) for name, part in out["properties"].items()
        }
    for word in ("items", "additionalProperties"):
        if isinstance(out.get(word), Mapping):
            out[word] = surely(out[word], integrality=integrality)
    return out


def _states_values(schema: Mapping[str, Any]) -> bool:
    values = schema.get("additionalProperties")
    written = str(schema.get("x-documented", {}).get("as", "any"))
    return (isinstance(values, Mapping) and "type" in values) or "any" in written.lower()
