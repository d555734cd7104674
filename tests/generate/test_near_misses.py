"""Payloads with one thing wrong: `check` says of each exactly what its label says."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import find, given
from hypothesis import strategies as st

import batchschema
from batchschema.catalog import load
from batchschema.core import Variant
from batchschema.core.variant import variant_of
from batchschema.generate import NearMiss, Unsatisfiable, draws
from batchschema.generate.drawing import json_line
from batchschema.generate.mutations import sites
from batchschema.rules import rules_of
from batchschema.run.generate import near_misses
from batchschema.shape import shape_of, strict
from tests.generate.drawn import SEED, VARIANTS, near_misses_of
from tests.near_payloads import NEWEST

each_variant = pytest.mark.parametrize("variant", VARIANTS, scope="module")
EVERYWHERE = {
    "field-casing-differs",
    "null-rewritten-as-empty-object",
    "recorded-from-sdk-object",
    "undocumented-field",
    "wrong-type",
}
WITH_NUMBERS = {"boolean-as-number", "number-as-string"}
WITH_TIMESTAMPS = {"timestamp-as-text"}
WITH_SECONDS = {"timestamp-in-milliseconds"}
WITH_CONSTANTS = {"unexpected-constant"}
SOMEWHERE = (
    EVERYWHERE
    | WITH_NUMBERS
    | WITH_TIMESTAMPS
    | WITH_SECONDS
    | WITH_CONSTANTS
    | {
        "enum-value-respelled",
        "integer-as-fraction",
        "malformed-format",
        "missing-required-field",
        "null-where-forbidden",
        "null-where-unstated",
        "size-limit-exceeded",
        "undocumented-enum-value",
    }
)


def reported(payload: Any, variant: str | Variant) -> list[tuple[str, str]]:
    return [(found.rule, str(found.pointer)) for found in batchschema.check(payload, variant)]


def label(miss: NearMiss) -> str:
    return json_line([miss.value, miss.rule, miss.pointer])


@each_variant
@given(data=st.data())
def test_check_reports_exactly_the_label(variant: str, data: st.DataObject) -> None:
    miss = data.draw(near_misses_of(variant))
    assert reported(miss.value, variant) == [(miss.rule, miss.pointer)]


@pytest.mark.parametrize("variant", NEWEST)
def test_every_rule_that_a_variant_allows_comes(variant: str) -> None:
    counts = Counter(miss.rule for miss in draws(near_misses_of(variant), 400, seed=SEED, key=label))
    assert set(counts) >= breakable(variant)
    assert max(counts.values()) < 100


def breakable(variant: str) -> set[str]:
    """The rules that some change breaks, whatever else a variant documents."""
    fields = [field for _, field in shape_of(load()[variant].schema).walk()]
    rules = set(EVERYWHERE)
    if any({"integer", "number"} & {*(field.types or ())} for field in fields):
        rules |= WITH_NUMBERS
    if any(field.unit is not None for field in fields):
        rules |= WITH_TIMESTAMPS
    if any(field.unit == "epoch-seconds" for field in fields):
        rules |= WITH_SECONDS
    if any(field.values is not None and len({*field.values} - {None}) == 1 for field in fields):
        rules |= WITH_CONSTANTS
    return rules


def test_the_catalogue_shows_every_rule_that_one_change_can_break() -> None:
    drawn = [miss for variant in NEWEST for miss in draws(near_misses_of(variant), 150, key=label)]
    assert {miss.rule for miss in drawn} == SOMEWHERE
    assert {rule.name for rule in rules_of("payload")} - SOMEWHERE == {
        "duplicate-key",  # a value has no key twice
        "missing-unstated-field",  # off, unless the strict profile is asked
        "not-a-batch-object",  # no single change makes it another object
        "unclassified-violation",
    }


@pytest.mark.parametrize(
    ("variant", "places"),
    [
        ("mistral/python-sdk@1.2.0", {"/errors/0/message", "/input_files/0", "/errors/0/count", "/status"}),
        ("mistral/schema-page", {"/metadata/*", "/input_files/0"}),
        ("openai/argot-typescript-sdk@2024-10-15", {"/errors/data/0/line", "/request_counts/total"}),
    ],
)
def test_nested_places_are_broken_too(variant: str, places: set[str]) -> None:
    schema = strict(load()[variant].schema)
    found = sites(shape_of(schema), schema, canonical=True)
    assert places <= {"".join(f"/{step.token}" for step in site.path) for site in found}
    drawn = {miss.pointer.count("/") for miss in draws(near_misses_of(variant), 200, seed=SEED, key=label)}
    assert drawn & {2, 3, 4}


def test_a_near_miss_shrinks_to_the_smallest_payload_with_that_mutation() -> None:
    variant = "mistral/python-sdk@1.2.0"
    miss = find(near_misses_of(variant), lambda miss: miss.rule == "enum-value-respelled")
    required: Any = load()[variant].schema["required"]
    assert set(miss.value) == set(required)
    assert miss.pointer == "/status"


def foreign(name: str) -> Variant:
    return variant_of(FOREIGN[name], name=f"{name}.json")


FOREIGN: dict[str, dict[str, Any]] = {
    "fields": {
        "type": "object",
        "required": ["id"],
        "additionalProperties": False,
        "properties": {
            "id": {"type": "string", "format": "date-time"},
            "size": {"type": "integer", "minimum": 1, "maximum": 9},
            "tags": {"type": "array", "items": {"type": "string", "maxLength": 3}, "maxItems": 2},
            "state": {"enum": ["in_queue", "done"]},
            "code": {"type": "string", "pattern": "^[A-Z]{3}$"},
        },
    },
    "references": {
        "type": "object",
        "properties": {"node": {"$ref": "#/$defs/node"}},
        "$defs": {
            "node": {
                "type": "object",
                "required": ["kind"],
                "properties": {"kind": {"const": "leaf"}, "child": {"$ref": "#/$defs/node"}},
            }
        },
    },
    "alternatives": {
        "anyOf": [
            {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]},
            {"type": "null"},
        ]
    },
    "conditions": {
        "type": "object",
        "properties": {"kind": {"enum": ["a", "b"]}, "n": {"type": "integer"}},
        "required": ["kind"],
        "if": {"properties": {"kind": {"const": "a"}}},
        "then": {"required": ["n"]},
    },
    "no object": {"type": "array", "items": {"type": "number"}, "minItems": 1},
    "draft 4": {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "type": "object",
        "properties": {"n": {"type": "integer", "minimum": 0}},
        "required": ["n"],
    },
}


@pytest.mark.parametrize("name", FOREIGN)
def test_near_misses_of_any_schema_are_reported_as_labelled(name: str) -> None:
    variant = foreign(name)
    drawn = draws(near_misses(variant), 60, key=label)
    assert len(drawn) > 5
    for miss in drawn:
        assert reported(miss.value, variant) == [(miss.rule, miss.pointer)]


def test_a_foreign_schema_breaks_in_the_ways_it_can() -> None:
    drawn = draws(near_misses(foreign("fields")), 300, key=label)
    assert {miss.rule for miss in drawn} >= {
        "enum-value-respelled",
        "integer-as-fraction",
        "malformed-format",
        "missing-required-field",
        "null-where-forbidden",
        "size-limit-exceeded",
        "undocumented-field",
        "wrong-type",
    }
    limits = {
        miss.pointer.partition("/")[2].partition("/")[0]
        for miss in drawn
        if miss.rule == "size-limit-exceeded"
    }
    assert limits == {"size", "tags"}


def test_where_nothing_can_be_wrong_that_is_said() -> None:
    with pytest.raises(Unsatisfiable, match="no single change"):
        near_misses(variant_of({}, name="anything.json"))


def test_a_near_miss_cannot_be_changed() -> None:
    miss = NearMiss({}, "wrong-type", "")
    with pytest.raises(AttributeError):
        miss.rule = "other"  # type: ignore[misc]
