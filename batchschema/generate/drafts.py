"""Every draft from 4 to 2020-12 in the words of 2020-12, one schema object at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Keywords = Mapping[str, Any]

SINCE = {
    "const": 6,
    "contains": 6,
    "propertyNames": 6,
    "if": 7,
    "then": 7,
    "else": 7,
    "dependentRequired": 2019,
    "dependentSchemas": 2019,
    "unevaluatedProperties": 2019,
    "unevaluatedItems": 2019,
    "minContains": 2019,
    "maxContains": 2019,
    "prefixItems": 2020,
    "$dynamicRef": 2020,
}
"""The draft that brought a keyword; before it, the keyword means nothing."""
NAMES = {"draft-03": 4, "draft-04": 4, "draft-06": 6, "draft-07": 7, "2019-09": 2019, "2020-12": 2020}


def draft_of(schema: object) -> int:
    """4, 6, 7, 2019 or 2020, as `$schema` says; 2020 where it says nothing."""
    uri = str(schema.get("$schema", "")) if isinstance(schema, Mapping) else ""
    return next((draft for name, draft in NAMES.items() if name in uri), 2020)


def modern(schema: Mapping[str, Any], draft: int) -> dict[str, Any]:
    """The keywords of one schema object as 2020-12 spells them; subschemas stay as they are."""
    if draft <= 7 and "$ref" in schema:
        return {"$ref": schema["$ref"]}
    words = {word: value for word, value in schema.items() if SINCE.get(word, 0) <= draft}
    if draft == 4:
        _number_bounds(words)
    if draft <= 2019:
        _positional_items(words)
    if draft <= 7 and "dependencies" in words:
        _dependencies(words)
    if draft == 2019 and "$recursiveRef" in words:
        words["$dynamicRef"] = words.pop("$recursiveRef")
    return words


def _number_bounds(words: dict[str, Any]) -> None:
    """In draft 4, `exclusiveMinimum` is a boolean beside `minimum`."""
    for plain, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if words.pop(exclusive, False) is True and plain in words:
            words[exclusive] = words.pop(plain)


def _positional_items(words: dict[str, Any]) -> None:
    """Before 2020-12, an array of `items` is what `prefixItems` is now."""
    rest = words.pop("additionalItems", None)
    if isinstance(words.get("items"), list):
        words["prefixItems"] = words.pop("items")
        if rest is not None:
            words["items"] = rest


def _dependencies(words: dict[str, Any]) -> None:
    """Until draft 7, `dependencies` holds lists of keys and schemas alike."""
    for key, value in words.pop("dependencies").items():
        kind = "dependentRequired" if isinstance(value, list) else "dependentSchemas"
        words[kind] = {**words.get(kind, {}), key: value}
