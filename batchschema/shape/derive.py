"""From a schema to the facts it states about each place.

A canonical file says what its document said in `x-documented`; of any other schema the keywords are
the statement: what `required` does not list is optional, and what `type` does not name is forbidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Protocol

from batchschema.core import Field, Null, Presence, Shape

Schema = Mapping[str, Any] | bool


class Resolver(Protocol):
    """Looks up a `$ref`; `referencing.Resolver` is one."""

    def lookup(self, ref: str) -> Any:
        """An object with `contents` and the `resolver` to go on with."""


def shape_of(schema: Schema, resolver: Resolver | None = None) -> Shape:
    """Derive the facts of a whole schema; a `$ref` that leads back into itself is left undescribed."""
    return Shape(_Derivation().field(schema, resolver) or Field())


ANYTHING = Field(null=Null.ALLOWED)
NOTHING = Field(types=(), null=Null.FORBIDDEN, values=())


class _Derivation:
    """One walk over one schema; remembers each subschema, so shared `$ref`s cost once."""

    def __init__(self) -> None:
        self.done: dict[int, Field] = {}
        self.open: set[int] = set()
        self.kept: list[object] = []  # keeps looked-up schemas alive, so that ids stay theirs

    def field(self, schema: Schema, resolver: Resolver | None) -> Field | None:
        """The facts of one subschema, presence aside; None inside a cycle."""
        if isinstance(schema, bool):
            return ANYTHING if schema else NOTHING
        if not isinstance(schema, Mapping):
            return None
        key = id(schema)
        if key in self.done:
            return self.done[key]
        if key in self.open:
            return None
        self.open.add(key)
        self.kept.append(schema)
        fields = [self.own(schema, resolver)]
        if isinstance(ref := schema.get("$ref"), str) and resolver is not None:
            found = resolver.lookup(ref)
            fields.append(self.field(found.contents, found.resolver) or Field())
        fields += [self.field(part, resolver) or Field() for part in schema.get("allOf", ())]
        for word in ("anyOf", "oneOf"):
            if branches := schema.get(word):
                fields.append(either([self.field(part, resolver) or Field() for part in branches]))
        self.open.discard(key)
        self.done[key] = both(fields)
        return self.done[key]

    def own(self, schema: Mapping[str, Any], resolver: Resolver | None) -> Field:
        """What the schema's own keywords state."""
        said = schema.get("x-documented", {})
        null = Null(said["null"]) if "null" in said else _null_of(schema)
        listed = schema.get("x-known-values") if said.get("values") == "open" else None
        values = schema.get("enum", (schema["const"],) if "const" in schema else listed)
        return Field(
            types=_types_of(schema),
            presence=Presence(said.get("presence", Presence.UNSTATED)),
            null=null,
            values=None if values is None else tuple(value for value in values if value is not None),
            open_values=said.get("values") == "open",
            format=schema.get("format"),
            unit=schema.get("x-unit"),
            concept=schema.get("x-concept"),
            sdk_name=schema.get("x-sdk-name"),
            id_shape=schema.get("x-id-shape"),
            as_written=said.get("as"),
            properties=self.properties(schema, resolver),
            items=self.child(schema.get("items"), resolver),
            values_of=self.child(schema.get("additionalProperties"), resolver),
            closed=schema.get("additionalProperties") is False,
        )

    def properties(self, schema: Mapping[str, Any], resolver: Resolver | None) -> dict[str, Field]:
        """Each named property, with its presence."""
        required = schema.get("required")
        named = required if isinstance(required, list) else []
        out = {}
        for name, part in schema.get("properties", {}).items():
            child = self.field(part, resolver) or Field()
            if isinstance(part, Mapping) and "x-documented" in part:
                presence = Presence(part["x-documented"].get("presence", Presence.UNSTATED))
            else:
                presence = Presence.REQUIRED if name in named else Presence.OPTIONAL
            out[name] = replace(child, presence=presence)
        for name in named:
            out.setdefault(name, Field(presence=Presence.REQUIRED, null=Null.ALLOWED))
        return out

    def child(self, part: object, resolver: Resolver | None) -> Field | None:
        """Items or map values; `true` and an array of schemas say nothing that holds for all of them."""
        return self.field(part, resolver) if isinstance(part, Mapping) else None


def _types_of(schema: Mapping[str, Any]) -> tuple[str, ...] | None:
    types = schema.get("type")
    if types is None:
        return None
    return tuple(name for name in ([types] if isinstance(types, str) else types) if name != "null")


def _null_of(schema: Mapping[str, Any]) -> Null:
    types = schema.get("type")
    named = types is None or "null" in ([types] if isinstance(types, str) else types)
    listed = "enum" not in schema or None in schema["enum"]
    same = "const" not in schema or schema["const"] is None
    return Null.ALLOWED if named and listed and same else Null.FORBIDDEN


def both(fields: list[Field]) -> Field:
    """What holds when all of these hold (`allOf`, `$ref` beside keywords)."""
    first, *rest = fields
    for other in rest:
        first = Field(
            types=_meet(first.types, other.types),
            null=_worst(first.null, other.null),
            values=_meet(first.values, other.values),
            open_values=first.open_values and other.open_values,
            format=first.format or other.format,
            unit=first.unit or other.unit,
            concept=first.concept or other.concept,
            sdk_name=first.sdk_name or other.sdk_name,
            id_shape=first.id_shape or other.id_shape,
            as_written=first.as_written or other.as_written,
            properties=_joined(first, other),
            items=_pair(first.items, other.items),
            values_of=_pair(first.values_of, other.values_of),
            closed=first.closed or other.closed,
        )
    return first


def either(fields: list[Field]) -> Field:
    """What holds when one of these holds (`anyOf`, `oneOf`)."""
    names = dict.fromkeys(name for field in fields for name in field.properties)
    nulls = {field.null for field in fields}
    described = [field for field in fields if field.types != ()]
    return Field(
        types=_union(field.types for field in fields),
        null=Null.ALLOWED
        if Null.ALLOWED in nulls
        else Null.UNSTATED
        if Null.UNSTATED in nulls
        else Null.FORBIDDEN,
        values=_union(field.values for field in described),
        open_values=any(field.open_values for field in fields),
        format=next((field.format for field in fields if field.format), None),
        properties={name: _one_of(name, fields) for name in names},
        items=next((field.items for field in fields if field.items), None),
        values_of=next((field.values_of for field in fields if field.values_of), None),
        closed=all(field.closed for field in fields),
    )


def _one_of(name: str, fields: list[Field]) -> Field:
    found = [field.properties[name] for field in fields if name in field.properties]
    presences = {field.presence for field in found}
    everywhere = len(found) == len(fields) and presences == {Presence.REQUIRED}
    return replace(either(found), presence=Presence.REQUIRED if everywhere else Presence.OPTIONAL)


def _joined(one: Field, other: Field) -> dict[str, Field]:
    out = dict(one.properties)
    for name, field in other.properties.items():
        if name in out:
            presence = (
                Presence.REQUIRED
                if Presence.REQUIRED in (out[name].presence, field.presence)
                else field.presence
            )
            out[name] = replace(both([out[name], field]), presence=presence)
        else:
            out[name] = field
    return out


def _pair(one: Field | None, other: Field | None) -> Field | None:
    return both([one, other]) if one and other else one or other


def _worst(one: Null, other: Null) -> Null:
    for null in (Null.FORBIDDEN, Null.UNSTATED):
        if null in (one, other):
            return null
    return Null.ALLOWED


def _meet(one: tuple[Any, ...] | None, other: tuple[Any, ...] | None) -> tuple[Any, ...] | None:
    if one is None or other is None:
        return other if one is None else one
    wider = ("integer", *other) if "number" in other else other
    return tuple(item for item in one if item in wider) + tuple(
        item for item in ("integer",) if "number" in one and item in other and item not in one
    )


def _union(sets: Iterable[tuple[Any, ...] | None]) -> tuple[Any, ...] | None:
    out: list[Any] = []
    for items in sets:
        if items is None:
            return None
        out += [item for item in items if item not in out]
    return tuple(out)
