"""A canonical schema cut down to what a notation can state of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Part = dict[str, Any]
Cut = Callable[[Part, str], Part]
"""Cuts the facts of one place, its kind being field, item or value."""


def as_stated(part: Part, cut: Cut, kind: str = "field") -> Part:
    """A place and all below it, each cut down; places below one that lost its type are gone."""
    out = cut(part, kind)
    types = types_of(out)
    if "properties" in out and "object" in types:
        out["properties"] = {name: as_stated(each, cut) for name, each in part["properties"].items()}
    if "items" in out and "array" in types:
        out["items"] = as_stated(part["items"], cut, "item")
    values = out.get("additionalProperties")
    if isinstance(values, dict) and "object" in types:
        out["additionalProperties"] = as_stated(values, cut, "value") if values else True
    return out


def types_of(part: Part) -> list[str]:
    """The types of a place, null aside."""
    types: Any = part.get("type", [])
    return [name for name in ([types] if isinstance(types, str) else types) if name != "null"]


def words_of(part: Part) -> list[Any]:
    """The words that a place lists, null aside."""
    words: Any = part.get("enum", part.get("x-known-values", []))
    return [word for word in words if word is not None]


def without(part: Part, *words: str) -> Part:
    """The place without some keywords."""
    return {word: said for word, said in part.items() if word not in words}


def with_null(part: Part, null: str) -> Part:
    """The place with another fact about null."""
    types = [*types_of(part), *(["null"] if null != "forbidden" else [])]
    out = {**part, "x-documented": {**without(part["x-documented"], "evidence"), "null": null}}
    return {**out, "type": types} if types_of(part) else out
