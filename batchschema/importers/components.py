"""The objects that one document describes, by name and by the names of their fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from batchschema.importers.document import is_markup, is_typescript, names_a_model, read_text
from batchschema.importers.json_schema import DEFINITIONS
from batchschema.importers.schema_references import resolved
from batchschema.importers.tree import parse_tree

DEEPEST = 8
"""How many references and compositions are followed to find a field's name."""


def component_fields(name: str) -> Mapping[str, frozenset[str]]:
    """By component of an OpenAPI document, definition of a schema, or interface, the names of its fields.

    Empty for a page or a model, which describe one object. Raises `UnreadableDocument`.
    """
    if names_a_model(name):
        return {}
    text = read_text(name)
    if is_typescript(text):
        from batchschema.importers.typescript_declarations import declared_fields

        return declared_fields(text)
    if is_markup(text):
        return {}
    document = parse_tree(text)
    if not isinstance(document, Mapping):
        return {}
    parts = _mapping(_mapping(document.get("components")).get("schemas"))
    if "openapi" not in document:
        parts = {key: part for word in DEFINITIONS for key, part in _mapping(document.get(word)).items()}
    return {str(key): frozenset(_fields(part, document, DEEPEST)) for key, part in parts.items()}


def _fields(part: Any, document: Mapping[str, Any], depth: int) -> Iterator[str]:
    if not isinstance(part, Mapping) or not depth:
        return
    yield from map(str, _mapping(part.get("properties")))
    if isinstance(reference := part.get("$ref"), str):
        yield from _fields(resolved(document, reference), document, depth - 1)
    for word in ("allOf", "anyOf", "oneOf"):
        for inner in part[word] if isinstance(part.get(word), list) else ():
            yield from _fields(inner, document, depth - 1)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
