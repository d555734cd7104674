"""Payloads at the edges: every state of every field within three draws for each, and every limit."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import batchschema
from batchschema.catalog import load
from batchschema.core import Severity, Variant
from batchschema.core.variant import variant_of
from batchschema.generate import draws
from batchschema.run.generate import boundary
from tests.generate.drawn import STATES, VARIANTS, boundary_of, drawn_by_hypothesis, engines_of, state_of

each_variant = pytest.mark.parametrize("variant", VARIANTS, scope="module")


def fields(count: int, **more: Any) -> Variant:
    properties = {f"f{index}": {"type": ["string", "null"]} for index in range(count)}
    return variant_of({"type": "object", "properties": properties, **more}, name="example")


@pytest.mark.parametrize("count", [1, 2, 3, 4, 7, 12])
def test_3k_draws_show_each_of_k_fields_absent_null_and_with_a_value(count: int) -> None:
    strategy = boundary(fields(count))
    for attempt in range(5):
        drawn = drawn_by_hypothesis(strategy, 3 * count, attempt)
        assert len(drawn) <= 3 * count
        for index in range(count):
            assert {state_of(payload, f"f{index}") for payload in drawn} == set(STATES)


def places(schema: Any, payloads: list[Any], path: str = "") -> list[tuple[str, set[str], set[str]]]:
    """Each field that can be absent or null: its name, the states it may have, those that it has."""
    found = []
    for name, part in schema.get("properties", {}).items():
        may = {"value"} | ({"null"} if "null" in part.get("type", "null") else set())
        may |= {"absent"} if name not in schema.get("required", ()) else set()
        if len(may) > 1:
            found.append((f"{path}/{name}", may, {state_of(payload, name) for payload in payloads}))
        inner = [payload[name] for payload in payloads if payload.get(name) is not None]
        if "items" in part:
            part, inner = part["items"], [item for value in inner for item in value if item is not None]
        found += places(part, inner, f"{path}/{name}") if part.get("properties") else []
    return found


@each_variant
def test_a_variants_boundary_shows_all_states_of_all_its_fields_nested_ones_too(variant: str) -> None:
    found = places(load()[variant].schema, list(boundary_of(variant)))
    assert len(boundary_of(variant)) <= 3 * len(found)
    for name, may, has in found:
        assert has == may, name


@each_variant
def test_boundary_payloads_are_valid_and_break_no_rule(variant: str) -> None:
    for payload in boundary_of(variant):
        assert all(engine.is_valid(payload) for engine in engines_of(variant))
        assert all(found.severity is Severity.NOTE for found in batchschema.check(payload, variant))


@each_variant
@given(data=st.data())
def test_mixtures_of_edges_are_valid(variant: str, data: st.DataObject) -> None:
    payload = data.draw(mixed(variant))
    assert all(engine.is_valid(payload) for engine in engines_of(variant))


MIXED: dict[str, Any] = {}


def mixed(variant: str) -> Any:
    if variant not in MIXED:
        MIXED[variant] = boundary(variant, mixed=True)
    return MIXED[variant]


def test_metadata_is_as_large_as_the_document_allows() -> None:
    maps = [
        payload.get("metadata") or {} for payload in boundary_of("openai/argot-typescript-sdk@2024-10-15")
    ]
    assert {0, 16} <= set(map(len, maps))
    largest = max(maps, key=len)
    assert {len(key) for key in largest} == {64}
    assert {len(value) for value in largest.values()} == {512}


def edges(part: dict[str, Any]) -> list[Any]:
    schema = {"type": "object", "required": ["f"], "properties": {"f": part}}
    return [payload["f"] for payload in draws(boundary(variant_of(schema, name="example")), 100)]


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        ({"type": "integer"}, [0, -1, 1]),
        ({"type": "integer", "minimum": 1, "maximum": 9}, [1, 9, 2, 8]),
        ({"type": "integer", "minimum": 0, "multipleOf": 5}, [0, 5]),
        ({"type": "number", "minimum": 0}, [0, 0.5]),
        ({"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1}, [0.5]),
        ({"type": "string"}, ["", "日"]),
        ({"type": "string", "minLength": 2, "maxLength": 4}, ["aa", "zzzz"]),
        ({"type": "string", "pattern": "^[ab]{2,3}$"}, ["aa", "bbb"]),
        ({"type": "string", "format": "uuid"}, ["00000000-0000-0000-0000-000000000000"]),
        ({"enum": ["one", "two", "three"]}, ["one", "two", "three"]),
        ({"enum": list(range(100))}, [0, 99]),
        ({"type": "array", "items": {"type": "null"}, "maxItems": 5}, [[], [None] * 5]),
        (
            {"type": "array", "items": {"enum": [1, 2, 3]}, "uniqueItems": True, "minItems": 1},
            [[1], [1, 2, 3]],
        ),
        ({"type": "array", "prefixItems": [{"const": 1}, {"const": 2}], "items": False}, [[], [1], [1, 2]]),
        ({"type": "object", "additionalProperties": {"type": "null"}, "maxProperties": 0}, [{}]),
        ({"anyOf": [{"type": "integer", "minimum": 3, "maximum": 4}, {"const": "x"}]}, ["x", 3, 4]),
    ],
)
def test_values_stand_at_their_limits(part: dict[str, Any], shown: list[Any]) -> None:
    found = edges(part)
    for value in shown:
        assert value in found, found


def test_a_field_that_may_be_left_out_shows_its_greatest_value_first() -> None:
    schema = {"type": "object", "properties": {"n": {"type": "integer", "minimum": 0, "maximum": 10}}}
    drawn = draws(boundary(variant_of(schema, name="example")), 3)
    assert {payload.get("n", "absent") for payload in drawn} == {"absent", 10, 0}


def test_a_list_of_itself_has_an_end() -> None:
    schema = {
        "type": "object",
        "properties": {"next": {"anyOf": [{"$ref": "#"}, {"type": "null"}]}},
        "additionalProperties": False,
    }
    drawn = draws(boundary(variant_of(schema, name="example")), 50)
    assert {"next": None} in drawn
    assert any(payload.get("next") for payload in drawn)
