"""Botocore service models: each place is a shape of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

Part = dict[str, Any]
KINDS = {
    "object": "structure", "array": "list", "string": "string", "integer": "long", "number": "double",
    "boolean": "boolean",
}  # fmt: skip
LIMITS = {
    "min": ("minLength", "minimum", "minItems", "minProperties"),
    "max": ("maxLength", "maximum", "maxItems", "maxProperties"),
}


def botocore_model(schema: Part, folder: Path) -> Path:
    """Write a service with one structure and what it refers to."""
    shapes: dict[str, Part] = {}
    _add(shapes, schema["title"], {**schema, "type": "object"})
    model = {"version": "2.0", "metadata": {"protocol": "rest-json"}, "operations": {}, "shapes": shapes}
    (folder / "service-2.json").write_bytes(orjson.dumps(model))
    return folder / "service-2.json"


def _add(shapes: dict[str, Part], name: str, part: Part) -> Part:
    """Describe a place under a name; the reference to it."""
    types = part["type"]
    kind = types if isinstance(types, str) else types[0]
    shape: Part = {"type": KINDS[kind]}
    if "x-unit" in part:
        shape = {"type": "timestamp", "timestampFormat": "iso8601" if kind == "string" else "unixTimestamp"}
    elif kind == "object":
        members = part["properties"].items()
        shape["members"] = {key: _add(shapes, f"{name}{key.title()}", field) for key, field in members}
        shape |= {"required": part["required"]} if "required" in part else {}
    elif kind == "array":
        shape["member"] = _add(shapes, f"{name}Item", part["items"])
    if "enum" in part:
        shape["enum"] = [word for word in part["enum"] if word is not None]
    limits = [(word, keyword) for word, keywords in LIMITS.items() for keyword in keywords]
    shape |= {word: part[keyword] for word, keyword in limits if keyword in part}
    shapes[name] = shape
    return {"shape": name}
