"""Both engines say the same of every value: whether it holds, and if not, which keyword fails where."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from batchschema import load
from batchschema.core.errors import UnusableSchema
from batchschema.engines import ENGINES, Engine, compiled
from batchschema.engines.settle import without_booleans
from batchschema.shape import lenient, strict
from tests.near_payloads import UUID, VARIANTS, conforming, json_values, payloads, variants

EXAMPLES = sorted((Path(__file__).parent.parent / "data" / "engines").glob("*.json"))
READINGS: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "lenient": lenient,
    "strict": strict,
}
Identity = tuple[str, str, str]


@functools.cache
def engine_of(variant: str, reading: str, engine: str) -> Engine:
    return compiled(READINGS[reading](load()[variant].schema), engine=engine)


def identities(engine: Engine, value: object) -> list[Identity]:
    return [(each.keyword, str(each.pointer), each.schema_pointer) for each in engine.violations(value)]


@settings(max_examples=150)
@given(st.data(), variants(), st.sampled_from(["lenient", "strict"]))
def test_engines_say_the_same_of_payloads(data: st.DataObject, variant: str, reading: str) -> None:
    value = data.draw(payloads(variant))
    fast, reference = (engine_of(variant, reading, engine) for engine in ENGINES)
    found = identities(fast, value)
    event(", ".join(sorted({keyword for keyword, _, _ in found})) or "valid")
    assert found == identities(reference, value)
    assert fast.is_valid(value) == reference.is_valid(value) == (not found)


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("engine", ENGINES)
def test_the_conforming_payload_holds_every_reading(variant: str, reading: str, engine: str) -> None:
    assert engine_of(variant, reading, engine).is_valid(conforming(variant))


@given(st.data(), variants())
def test_what_holds_the_strict_reading_holds_the_lenient_one(data: st.DataObject, variant: str) -> None:
    value = data.draw(payloads(variant))
    strictly = set(identities(engine_of(variant, "strict", "fast"), value))
    leniently = identities(engine_of(variant, "lenient", "fast"), value)
    assert {pointer for _, pointer, _ in leniently} <= {pointer for _, pointer, _ in strictly}


NAMES = st.sampled_from(["a", "b", "c"])
LEAVES: list[Any] = [
    {}, True, False, {"type": "string"}, {"type": ["integer", "null"]}, {"type": "number"},
    {"type": "integer"}, {"type": "array"}, {"type": "boolean"}, {"type": "object"}, {"enum": [1, "a", None]},
    {"const": {"a": 1}}, {"minimum": 2}, {"maximum": 1.5}, {"exclusiveMinimum": 0}, {"multipleOf": 2},
    {"minLength": 2}, {"maxLength": 1}, {"pattern": "^a"}, {"format": "uuid"}, {"uniqueItems": True},
    {"minItems": 1}, {"maxItems": 1}, {"minProperties": 1}, {"maxProperties": 1}, {"required": ["a", "b"]},
    {"propertyNames": {"maxLength": 1, "enum": ["a"]}}, {"dependentRequired": {"a": ["b", "c"]}},
    {"$ref": "#/$defs/x"},
]  # fmt: skip


def combined(inner: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """Schemas made of schemas."""
    named = st.dictionaries(NAMES, inner, min_size=1, max_size=3)
    some = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        st.builds(lambda named: {"properties": named}, named),
        st.builds(lambda named, rest: {"properties": named, "additionalProperties": rest}, named, inner),
        st.builds(lambda part: {"patternProperties": {"^a": part}, "additionalProperties": False}, inner),
        st.builds(lambda part: {"items": part}, inner),
        st.builds(lambda part: {"contains": part}, inner),
        st.builds(lambda part: {"prefixItems": [part], "items": False}, inner),
        st.builds(lambda parts: {"anyOf": parts}, some),
        st.builds(lambda parts: {"oneOf": parts}, some),
        st.builds(lambda parts: {"allOf": parts}, some),
        st.builds(lambda part: {"not": part}, inner),
        st.builds(lambda one, two, three: {"if": one, "then": two, "else": three}, inner, inner, inner),
        st.builds(lambda part: {"dependentSchemas": {"a": part}}, inner),
        st.builds(lambda part: {"allOf": [part], "unevaluatedProperties": False}, inner),
        st.builds(lambda part: {"prefixItems": [part], "unevaluatedItems": False}, inner),
    )


SCHEMAS = st.builds(
    lambda schema, part: {"allOf": [schema], "$defs": {"x": part}},
    st.recursive(st.sampled_from(LEAVES), combined, max_leaves=5),
    st.sampled_from(LEAVES[:-1]),
)
SMALL: SearchStrategy[Any] = st.recursive(
    st.sampled_from([None, True, False, 0, 1, 2, 1.5, 1.0, "a", "b", "ab", "", UUID, {}, []]),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)),
    max_leaves=6,
)


@settings(max_examples=300)
@given(SCHEMAS, st.lists(SMALL, min_size=3, max_size=5))
def test_engines_say_the_same_of_any_value_by_any_schema(schema: dict[str, Any], values: list[Any]) -> None:
    fast, reference = (compiled(schema, engine=engine) for engine in ENGINES)
    for value in values:
        assert fast.is_valid(value) == reference.is_valid(value)
        assert identities(fast, value) == identities(reference, value)
        assert fast.is_valid(value) == (not fast.violations(value))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_has_the_violations_it_names(path: Path, engine: str) -> None:
    described = json.loads(path.read_text(encoding="utf-8"))
    made = compiled(described["schema"], engine=engine)
    assert described["about"].endswith(".")
    for case in described["cases"]:
        expected = sorted(tuple(each) for each in case["violations"])
        assert sorted(identities(made, case["value"])) == expected, case["value"]
        assert made.is_valid(case["value"]) == (not expected)


@given(SCHEMAS, SMALL)
def test_spelling_false_as_a_schema_changes_no_verdict(schema: dict[str, Any], value: Any) -> None:
    import jsonschema

    spelled = without_booleans(schema)
    as_written = jsonschema.Draft202012Validator(schema).is_valid(value)
    assert jsonschema.Draft202012Validator(spelled).is_valid(value) == as_written


def test_only_schemas_are_respelled() -> None:
    kept: dict[str, Any] = {
        "const": False,
        "enum": [False, {"not": False}],
        "default": {"items": False},
        "additionalProperties": False,
        "unevaluatedProperties": False,
        "uniqueItems": False,
        "properties": {"not": {"const": {"items": False}}, "items": True},
    }
    assert without_booleans(kept) == kept
    assert without_booleans(False) == {"not": {}}
    assert without_booleans({"properties": {"not": False}, "not": False}) == {
        "properties": {"not": {"not": {}}},
        "not": {"not": {}},
    }


@given(SCHEMAS)
def test_respelling_leaves_the_schema_itself_as_it_was(schema: dict[str, Any]) -> None:
    before = json.dumps(schema)
    without_booleans(schema)
    assert json.dumps(schema) == before


UNUSABLE: dict[str, Any] = {
    "no such type": {"type": "strin"},
    "a bound that is text": {"minimum": "1"},
    "a pattern that does not parse": {"pattern": "("},
    "required is no list": {"required": "a"},
    "a reference to nothing": {"$ref": "#/$defs/x"},
}


@pytest.mark.parametrize("schema", UNUSABLE.values(), ids=UNUSABLE)
@pytest.mark.parametrize("engine", ENGINES)
def test_an_unusable_schema_is_refused(schema: dict[str, Any], engine: str) -> None:
    with pytest.raises(UnusableSchema, match="mine"):
        compiled(schema, engine=engine, name="mine").violations({"a": 1})


@pytest.mark.parametrize("engine", ENGINES)
def test_a_remote_reference_is_never_fetched(engine: str) -> None:
    schema = {"$ref": "https://json.schemastore.org/package.json"}
    with pytest.raises(UnusableSchema):
        compiled(schema, engine=engine).violations({"a": 1})


@given(st.data(), variants(), json_values)
def test_violations_are_sorted_and_said_once(data: st.DataObject, variant: str, other: Any) -> None:
    value = data.draw(st.one_of(payloads(variant), st.just(other)))
    found = identities(engine_of(variant, "strict", "fast"), value)
    assert found == sorted(found, key=lambda each: (each[1], each[0], each[2]))
    assert len(set(found)) == len(found)
