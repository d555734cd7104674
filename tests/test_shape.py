"""Every spelling of null and presence becomes one fact."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from batchschema import Null, Presence, load
from batchschema.catalog import local_resolver
from batchschema.core import Field
from batchschema.core.pointer import Pointer
from batchschema.engines import compiled
from batchschema.shape import shape_of
from tests.near_payloads import VARIANTS, variants

SPELLINGS: dict[str, tuple[dict[str, Any], Null, tuple[str, ...] | None]] = {
    "a type": ({"type": "string"}, Null.FORBIDDEN, ("string",)),
    "a list of types": ({"type": ["string", "null"]}, Null.ALLOWED, ("string",)),
    "a list with null first": ({"type": ["null", "string"]}, Null.ALLOWED, ("string",)),
    "anyOf": ({"anyOf": [{"type": "string"}, {"type": "null"}]}, Null.ALLOWED, ("string",)),
    "oneOf": ({"oneOf": [{"type": "null"}, {"type": "string"}]}, Null.ALLOWED, ("string",)),
    "anyOf with const": ({"anyOf": [{"type": "string"}, {"const": None}]}, Null.ALLOWED, None),
    "anyOf of a list": (
        {"anyOf": [{"type": ["string", "null"]}, {"type": "integer"}]}, Null.ALLOWED, ("string", "integer")
    ),
    "nested anyOf": (
        {"anyOf": [{"anyOf": [{"type": "string"}, {"type": "null"}]}, {"type": "integer"}]},
        Null.ALLOWED,
        ("string", "integer"),
    ),
    "a reference": ({"$ref": "#/$defs/text_or_null"}, Null.ALLOWED, ("string",)),
    "a reference in allOf": ({"allOf": [{"$ref": "#/$defs/text_or_null"}]}, Null.ALLOWED, ("string",)),
    "allOf that takes null back": (
        {"allOf": [{"type": ["string", "null"]}, {"type": "string"}]}, Null.FORBIDDEN, ("string",)
    ),
    "an enum with null": ({"enum": ["a", None]}, Null.ALLOWED, None),
    "an enum without null": ({"enum": ["a"]}, Null.FORBIDDEN, None),
    "an enum that excludes the null of its type": (
        {"type": ["string", "null"], "enum": ["a"]}, Null.FORBIDDEN, ("string",)
    ),
    "a constant": ({"const": "a"}, Null.FORBIDDEN, None),
    "the constant null": ({"const": None}, Null.ALLOWED, None),
    "nothing": ({}, Null.ALLOWED, None),
    "nullable, which means nothing": ({"type": "string", "nullable": True}, Null.FORBIDDEN, ("string",)),
}  # fmt: skip


def field_at(schema: dict[str, Any], pointer: str) -> Field:
    field = shape_of(schema, local_resolver(schema)).at(Pointer.parse(pointer))
    assert field is not None
    return field


@pytest.mark.parametrize("name", SPELLINGS)
def test_a_spelling_of_null_is_one_fact_and_what_validators_say(name: str) -> None:
    spelled, null, types = SPELLINGS[name]
    definitions = {"text_or_null": {"type": ["string", "null"]}}
    schema = {"properties": {"a": spelled}, "$defs": definitions}
    assert field_at(schema, "/a").null == null
    assert field_at(schema, "/a").types == types
    assert compiled(schema).is_valid({"a": None}) == (null is Null.ALLOWED)


def test_presence_is_what_required_says() -> None:
    schema = {"properties": {"a": {}, "b": {}}, "required": ["a", "c"]}
    assert field_at(schema, "/a").presence is Presence.REQUIRED
    assert field_at(schema, "/b").presence is Presence.OPTIONAL
    assert field_at(schema, "/c").presence is Presence.REQUIRED
    assert shape_of(schema).at(Pointer(("d",))) is None


def test_presence_is_gathered_from_all_parts_and_kept_where_all_branches_agree() -> None:
    parts = {"allOf": [{"properties": {"a": {}}}, {"required": ["a"]}]}
    assert field_at(parts, "/a").presence is Presence.REQUIRED
    one = {"properties": {"a": {}, "b": {}}, "required": ["a"]}
    other = {"properties": {"a": {}, "b": {}}, "required": ["a", "b"]}
    assert field_at({"anyOf": [one, other]}, "/a").presence is Presence.REQUIRED
    assert field_at({"anyOf": [one, other]}, "/b").presence is Presence.OPTIONAL


def test_a_schema_that_contains_itself_is_described_once() -> None:
    schema = {"properties": {"child": {"$ref": "#"}, "name": {"type": "string"}}}
    pointers = [str(pointer) for pointer, _ in shape_of(schema, local_resolver(schema)).walk()]
    assert "/name" in pointers
    assert len(pointers) < 10


def test_map_keys_and_indices_are_left_open_in_identities() -> None:
    shape = shape_of(load()["mistral/python-sdk@1.2.0"].schema)
    for pointer, starred in {
        "/metadata/any key": "/metadata/*",
        "/status": "/status",
        "/unknown": "/unknown",
    }.items():
        assert shape.starred(Pointer.parse(pointer)) == starred
    assert shape.starred(Pointer(("errors", 3, "message"))) == "/errors/*/message"
    assert shape.starred(Pointer(("errors", 3, "new"))) == "/errors/*/new"


@given(variants())
def test_every_described_place_can_be_asked_for(variant: str) -> None:
    shape = shape_of(load()[variant].schema)
    for pointer, field in shape.walk():
        tokens = tuple(
            0 if token == "*" and _is_item(shape, pointer, at) else token
            for at, token in enumerate(pointer.tokens)
        )
        assert shape.at(Pointer(tokens)) == field


def _is_item(shape: Any, pointer: Pointer, at: int) -> bool:
    above = Pointer(tuple(0 if token == "*" else token for token in pointer.tokens[:at]))
    parent = shape.at(above)
    return parent is not None and parent.items is not None


def test_all_variants_describe_something() -> None:
    assert all(len(list(shape_of(load()[variant].schema).walk())) > 10 for variant in VARIANTS)
