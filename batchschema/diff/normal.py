"""Any draft from 4 to 2020-12, and OpenAPI's two dialects, rewritten as one self-contained 2020-12 schema.

Every reference points to `#/$defs/…` afterwards, keywords that the dialect does not know are gone, and
annotations that play no part in a comparison are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from batchschema.shape.derive import Resolver

Schema = dict[str, Any]
DRAFT_2020_12 = "https://json-schema.org/draft/2020-12/schema"
SINCE = {
    "const": 6,
    "contains": 6,
    "propertyNames": 6,
    "if": 7,
    "then": 7,
    "else": 7,
    "unevaluatedProperties": 2019,
    "unevaluatedItems": 2019,
    "dependentRequired": 2019,
    "dependentSchemas": 2019,
    "minContains": 2019,
    "maxContains": 2019,
    "$dynamicRef": 2020,
    "prefixItems": 2020,
}
NOT_IN_OPENAPI_30 = frozenset(
    {*SINCE, "patternProperties", "additionalItems", "dependencies", "$recursiveRef", "definitions", "$defs"}
)
ONE = ("contains", "propertyNames", "if", "then", "else", "not", "unevaluatedProperties", "unevaluatedItems")
LISTED = ("allOf", "anyOf", "oneOf", "prefixItems")
NAMED = ("properties", "patternProperties", "dependentSchemas")
KEPT = frozenset({
    "type", "enum", "const", "format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
    "multipleOf", "minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems",
    "minContains", "maxContains", "required", "minProperties", "maxProperties", "dependentRequired",
    "title", "description", "default", "deprecated", "readOnly", "writeOnly", "examples",
    "x-documented", "x-concept", "x-unit", "x-spelled", "x-sdk-name", "x-id-shape", "x-known-values",
})  # fmt: skip


def dialect_of(schema: Mapping[str, Any]) -> int:
    """4, 6, 7, 2019 or 2020 by `$schema`; 2020 where there is none; 3 stands for OpenAPI 3.0."""
    uri = str(schema.get("$schema", ""))
    for mark, number in (("draft-04", 4), ("draft-06", 6), ("draft-07", 7), ("2019-09", 2019)):
        if mark in uri:
            return number
    return 2020


def normalised(schema: Mapping[str, Any] | bool, resolver: Resolver | None, dialect: int) -> Schema:
    """Rewrite a whole schema; `x-dynamic` marks one whose meaning depends on the dynamic scope."""
    work = _Normalisation(dialect)
    out = work.rewritten(schema, resolver)
    root = out if isinstance(out, dict) else ({} if out else {"not": {}})
    if id(schema) in work.names:  # it is referred to from within: let there be one of it
        root = {"$ref": f"#/$defs/{work.names[id(schema)]}"}
    if work.defs:
        root["$defs"] = work.defs
    if work.dynamic:
        root["x-dynamic"] = True
    return {"$schema": DRAFT_2020_12, **root}


class _Normalisation:
    """One rewriting; remembers what each reference became."""

    def __init__(self, dialect: int) -> None:
        self.dialect = dialect
        self.defs: Schema = {}
        self.names: dict[int, str] = {}
        self.kept: list[object] = []
        self.dynamic = False

    def rewritten(self, schema: Any, resolver: Resolver | None) -> Any:
        """One subschema and all below it."""
        if not isinstance(schema, Mapping):
            return schema
        inner = schema.get("$id")
        if isinstance(inner, str) and resolver is not None and self.kept:
            resolver = _entered(inner, resolver)
        self.kept.append(schema)
        schema = self._known(schema)
        out: Schema = {key: value for key, value in schema.items() if key in KEPT}
        ref = self._reference(schema, resolver)
        if ref is not None:
            if self.dialect < 2019:
                return {"$ref": ref}
            out["$ref"] = ref
        self._below(schema, out, resolver)
        self._items(schema, out, resolver)
        self._dependencies(schema, out, resolver)
        if "additionalProperties" in schema:
            out["additionalProperties"] = self.rewritten(schema["additionalProperties"], resolver)
        return out

    def _below(self, schema: Mapping[str, Any], out: Schema, resolver: Resolver | None) -> None:
        for word in ONE:
            if word in schema:
                out[word] = self.rewritten(schema[word], resolver)
        for word in LISTED:
            if isinstance(schema.get(word), list):
                out[word] = [self.rewritten(part, resolver) for part in schema[word]]
        for word in NAMED:
            if isinstance(schema.get(word), Mapping):
                out[word] = {name: self.rewritten(part, resolver) for name, part in schema[word].items()}

    def _known(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        if self.dialect == 3:
            schema = {key: value for key, value in schema.items() if key not in NOT_IN_OPENAPI_30}
            schema = _nullable(schema)
        elif self.dialect < 2020:
            schema = {key: value for key, value in schema.items() if SINCE.get(key, 0) <= self.dialect}
        return _inclusive(schema) if self.dialect <= 4 else schema

    def _reference(self, schema: Mapping[str, Any], resolver: Resolver | None) -> str | None:
        ref = schema.get("$ref")
        if ref is None and self.dialect >= 2019:
            ref = schema.get("$dynamicRef", schema.get("$recursiveRef"))
            self.dynamic = self.dynamic or ref is not None
        if not isinstance(ref, str) or resolver is None:
            return None
        found = resolver.lookup(ref)
        key = id(found.contents)
        if key not in self.names:
            self.names[key] = self._name(ref)
            self.kept.append(found.contents)
            self.defs[self.names[key]] = {}
            self.defs[self.names[key]] = self.rewritten(found.contents, found.resolver)
        return f"#/$defs/{self.names[key]}"

    def _name(self, ref: str) -> str:
        stem = "".join(char for char in ref.rpartition("/")[2] if char.isalnum() or char in "-_") or "root"
        return stem if stem not in self.defs else f"{stem}-{len(self.defs)}"

    def _items(self, schema: Mapping[str, Any], out: Schema, resolver: Resolver | None) -> None:
        items = schema.get("items")
        if isinstance(items, list):
            out["prefixItems"] = [self.rewritten(part, resolver) for part in items]
            items = schema.get("additionalItems")
        if items is not None:
            out["items"] = self.rewritten(items, resolver)

    def _dependencies(self, schema: Mapping[str, Any], out: Schema, resolver: Resolver | None) -> None:
        for name, part in schema.get("dependencies", {}).items() if self.dialect < 2019 else ():
            if isinstance(part, list):
                out.setdefault("dependentRequired", {})[name] = part
            else:
                out.setdefault("dependentSchemas", {})[name] = self.rewritten(part, resolver)


def _entered(base: str, resolver: Resolver) -> Resolver:
    """The resolver inside a subschema that has an `$id` of its own."""
    try:
        inner: Resolver = resolver.lookup(base).resolver
    except Exception:  # an id that is no address of its own, as `#name` in draft 7 is none
        return resolver
    return inner


def _nullable(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """OpenAPI 3.0: `nullable` adds null to the type beside it, and means nothing without one."""
    types = schema.get("type")
    if schema.get("nullable") is not True or not isinstance(types, str):
        return schema
    return {**schema, "type": [types, "null"], "x-spelled": "nullable"}


def _inclusive(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Draft 4 and OpenAPI 3.0: `exclusiveMinimum: true` turns the number beside it."""
    out = dict(schema)
    for limit, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if isinstance(out.get(exclusive), bool) and out.pop(exclusive) and limit in out:
            out[exclusive] = out.pop(limit)
    return out


def endless_reference(schema: Schema) -> str | None:
    """A reference that leads back to itself without going down into the value; None when there is none."""
    defs: Schema = schema.get("$defs", {})
    done: set[str] = set()

    def visit(name: str, above: tuple[str, ...]) -> str | None:
        if name in above:
            return f"#/$defs/{name}"
        if name in done:
            return None
        found = (visit(below, (*above, name)) for below in _in_place(defs[name]))
        circle = next((each for each in found if each), None)
        done.add(name)
        return circle

    found = (visit(name, ()) for name in defs)
    return next((each for each in found if each), None)


def _in_place(schema: Any) -> Iterator[str]:
    """The definitions that judge the very value that this schema judges."""
    if not isinstance(schema, Mapping):
        return
    if "$ref" in schema:
        yield schema["$ref"].removeprefix("#/$defs/")
    for word in ("allOf", "anyOf", "oneOf"):
        for part in schema.get(word, ()):
            yield from _in_place(part)
    for word in ("not", "if", "then", "else"):
        yield from _in_place(schema.get(word))
    for part in schema.get("dependentSchemas", {}).values():
        yield from _in_place(part)
