"""Schemas that users bring: any draft from 4 to 2020-12, as JSON or YAML, self-contained."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from batchschema.catalog.schema_text import parsed_schema_text
from batchschema.core import UnusableSchema, Variant
from batchschema.core.variant import variant_of

OPENAPI = frozenset({"openapi", "swagger"})
OWN_FILE = "`batchschema import` writes a schema as a file of its own"
DEFAULT_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def read_schema(path: str) -> Variant:
    """Read a schema file; one in the catalogue's own format keeps its facts.

    Raises `UnusableSchema` when it cannot be read, is no schema, or refers to what is not in it.
    """
    file_name, mark, _ = path.partition("#")
    if mark and os.path.isfile(file_name):
        raise UnusableSchema(path, f"leads into a file, which `diff` and `import` understand; {OWN_FILE}")
    try:
        with open(path, "rb") as file:
            text = file.read()
    except OSError as error:
        raise UnusableSchema(path, f"cannot be read: {error.strerror}") from error
    schema = parsed_schema_text(path, text)
    if not isinstance(schema, (dict, bool)):
        raise UnusableSchema(path, "is no schema: a schema is an object, true or false")
    if isinstance(schema, dict) and OPENAPI & schema.keys():
        raise UnusableSchema(path, _no_schema_itself(path, schema))
    if isinstance(schema, bool):
        schema = {} if schema else {"not": {}}
    _check_dialect(schema, path)
    _check_references(schema, path)
    return variant_of(schema, name=path)


def _no_schema_itself(path: str, document: Mapping[str, Any]) -> str:
    components = document.get("components")
    schemas = components.get("schemas") if isinstance(components, Mapping) else None
    example = next(iter(schemas), "Name") if isinstance(schemas, Mapping) else "Name"
    inside = f"{path}#/components/schemas/{example}"
    return f"is an OpenAPI document, no schema; `diff` and `import` take one in it, as {inside}; {OWN_FILE}"


def local_resolver(schema: Mapping[str, Any]) -> Any:
    """A `referencing` resolver that knows this schema and nothing else."""
    import referencing.jsonschema

    dialect = referencing.jsonschema.specification_with(
        str(schema.get("$schema", DEFAULT_DRAFT)), default=referencing.jsonschema.DRAFT202012
    )
    base = str(schema.get("$id", schema.get("id", ""))).rstrip("#")  # draft 4 ends its ids with one
    registry: referencing.Registry[Any] = referencing.Registry()
    return registry.with_resource(base, dialect.create_resource(schema)).crawl().resolver(base)


def _check_dialect(schema: Mapping[str, Any], path: str) -> None:
    import referencing.jsonschema

    dialect = str(schema.get("$schema", DEFAULT_DRAFT))
    try:
        referencing.jsonschema.specification_with(dialect)
    except referencing.jsonschema.UnknownDialect as error:
        raise UnusableSchema(path, f"is written in {dialect}, none of the drafts 4 to 2020-12") from error


def _check_references(schema: Mapping[str, Any], path: str) -> None:
    """Follow every `$ref` once, so that one that leads nowhere is found before any payload is read."""
    import referencing.exceptions

    resolver = local_resolver(schema)
    for where, ref in _references(schema, "#"):
        try:
            resolver.lookup(ref)
        except (referencing.exceptions.Unresolvable, ValueError) as error:
            remote = "://" in ref
            reason = (
                "is remote; schemas are never fetched, so bundle it into the file"
                if remote
                else "leads nowhere"
            )
            raise UnusableSchema(path, f"$ref {ref!r} at {where} {reason}") from error


def _references(part: object, where: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if isinstance(part, Mapping):
        if isinstance(ref := part.get("$ref"), str) and "$id" not in part:
            found.append((where, ref))
        for key, inner in part.items():
            if key not in ("enum", "const", "default", "examples", "example"):
                found += _references(inner, f"{where}/{key}")
    elif isinstance(part, list):
        for index, inner in enumerate(part):
            found += _references(inner, f"{where}/{index}")
    return found
