"""The parts by themselves: normalising, readings, silence, proofs, samples, shrinking."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from batchschema.diff.build import Builder
from batchschema.diff.normal import endless_reference, normalised
from batchschema.diff.place import Place
from batchschema.diff.proof import included
from batchschema.diff.reading import closed, opened
from batchschema.diff.sample import FORMATS, OTHERS
from batchschema.diff.shrink import shrunk
from batchschema.diff.silence import SILENT
from batchschema.diff.text import matching
from batchschema.engines import compiled
from tests.diff.documents import by_hand, hand_made

NOTATIONS = Path(__file__).resolve().parents[2] / "schemas" / "_meta" / "notations.json"
KINDS = {"values": "enum", "bound": "bounds"}
TEXT = {"type": "string"}


def place(schema: Any) -> Place:
    return by_hand("it", schema).root


@pytest.mark.parametrize("notation", SILENT)
def test_silent_kinds_are_those_that_a_notation_cannot_state_throughout(notation: str) -> None:
    kinds = json.loads(NOTATIONS.read_text())["notations"][notation]
    for kind in SILENT[notation]:
        assert kinds[KINDS.get(kind, kind)] is not True, kind


@pytest.mark.parametrize("pair", list(hand_made()), ids=[pair["name"] for pair in hand_made()])
def test_the_own_proof_is_never_wrong(pair: dict[str, Any]) -> None:
    before, after = place(pair["before"]), place(pair["after"])
    assert pair["before_in_after"] or not included(before, after)
    assert pair["after_in_before"] or not included(after, before)


PROVED = [
    ({"type": "integer"}, {"type": "number"}),
    (
        {"type": "object", "additionalProperties": {"type": "integer"}},
        {"additionalProperties": {"type": "number"}},
    ),
    ({"type": "array", "items": {"type": ["string", "null"]}}, {"type": "array"}),
    ({"enum": ["a", None]}, {"type": ["string", "null"], "maxLength": 1}),
    (
        {"properties": {"a": TEXT}, "required": ["a"], "dependentRequired": {"a": ["b"]}},
        {"properties": {"a": {}}, "dependentRequired": {"a": ["b"]}},
    ),
]


@pytest.mark.parametrize(("writer", "reader"), PROVED)
def test_the_own_proof_covers_what_it_says(writer: Any, reader: Any) -> None:
    assert included(place(writer), place(writer))
    assert included(place(writer), place(reader)) or "enum" in writer
    assert not included(place(reader), place(writer))


REFUSED = [
    ({"properties": {"a": {"type": "integer"}}}, {"required": [], "additionalProperties": TEXT}),
    (
        {"type": "object", "properties": {"a": {}}, "required": ["a"]},
        {"required": ["a"], "additionalProperties": TEXT},
    ),
    ({"properties": {"a": {}}}, {"allOf": [{"properties": {"a": {}}}, {"additionalProperties": TEXT}]}),
    (TEXT, {"anyOf": [{"type": "string", "enum": ["a"]}, {"type": "integer"}]}),
    ({"type": "string", "format": "uuid"}, {"allOf": [{"format": "uuid"}, {"format": "date"}]}),
    (
        {"patternProperties": {"^a": TEXT}, "additionalProperties": False},
        {"properties": {"ab": {"type": "integer"}}},
    ),
    (
        {"anyOf": [{"format": "uuid", "type": "string", "minLength": 1}, {"type": "string", "maxLength": 0}]},
        {"format": "uuid"},
    ),
]


@pytest.mark.parametrize(("writer", "reader"), REFUSED)
def test_the_own_proof_refuses_what_does_not_hold(writer: Any, reader: Any) -> None:
    assert not included(place(writer), place(reader))


@pytest.mark.parametrize(
    ("schema", "value", "valid"),
    [
        ({"properties": {"a": TEXT}}, {"a": "", "b": 0}, False),
        ({"properties": {"a": {"properties": {"b": TEXT}}}}, {"a": {"c": 0}}, False),
        ({"allOf": [{"properties": {"a": TEXT}}, {"properties": {"b": TEXT}}]}, {"a": "", "b": ""}, True),
        ({"allOf": [{"properties": {"a": TEXT}}, {"properties": {"b": TEXT}}]}, {"c": ""}, False),
        ({"properties": {"a": TEXT}, "additionalProperties": True}, {"b": 0}, True),
        ({"type": "object"}, {"b": 0}, True),
        ({"anyOf": [{"properties": {"a": TEXT}}, {"type": "null"}]}, {"b": 0}, False),
        ({"not": {"properties": {"a": TEXT}, "required": ["a"]}}, {"a": 0, "b": 0}, True),
        ({"$ref": "#/$defs/x", "$defs": {"x": {"properties": {"a": TEXT}}}}, {"b": 0}, False),
        ({"items": {"properties": {"a": TEXT}}}, [{"b": 0}], False),
        ({"patternProperties": {"^x-": TEXT}}, {"x-a": "", "b": 0}, False),
    ],
)
def test_a_writer_sends_documented_keys_only(schema: Any, value: Any, valid: bool) -> None:
    reading = closed(normalised(schema, by_hand_resolver(schema), 2020))
    assert compiled(reading).is_valid(value) is valid
    assert compiled(reading, engine="reference").is_valid(value) is valid
    assert compiled(schema).is_valid(value)


def by_hand_resolver(schema: Any) -> Any:
    from batchschema.catalog import local_resolver

    return local_resolver(schema)


def test_a_reader_ignores_keys_it_does_not_know() -> None:
    one = {
        "oneOf": [
            {"properties": {"a": TEXT}, "additionalProperties": False, "required": [name]} for name in "ab"
        ]
    }
    assert compiled(opened({"properties": {}, "additionalProperties": False})).is_valid({"b": 0})
    assert compiled(opened(one)).is_valid({"a": "", "b": 0})


def test_oneof_counts_as_written_when_closed() -> None:
    both = {
        "oneOf": [
            {"properties": {"a": {"properties": {"b": TEXT}}}},
            {"properties": {"a": {"properties": {"c": TEXT}}}},
        ]
    }
    reading = closed(normalised(both, None, 2020))
    assert not compiled(both).is_valid({"a": {"b": ""}})
    assert not compiled(reading).is_valid({"a": {"b": ""}})


def test_a_circle_is_found_and_a_list_is_none() -> None:
    circle = {
        "$ref": "#/$defs/a",
        "$defs": {"a": {"allOf": [{"$ref": "#/$defs/b"}]}, "b": {"$ref": "#/$defs/a"}},
    }
    assert endless_reference(circle) is not None
    assert endless_reference({"$defs": {"a": {"properties": {"n": {"$ref": "#/$defs/a"}}}}}) is None


@pytest.mark.parametrize("name", FORMATS)
def test_sample_texts_hold_their_format_for_both_engines(name: str) -> None:
    for text in {FORMATS[name], OTHERS.get(name, FORMATS[name])}:
        for engine in ("fast", "reference"):
            assert compiled({"type": "string", "format": name}, engine=engine).is_valid(text), (text, engine)


@pytest.mark.parametrize(
    "pattern", ["^a+$", "^(ab|cd){2}$", r"^\d{3}-\w$", "[^a-z]", "^x-", "a?b*c", r"^[A-F0-9]{8}$"]
)
def test_texts_match_their_pattern(pattern: str) -> None:
    found = list(matching(pattern, [0]))
    assert found
    assert all(compiled({"pattern": pattern}).is_valid(text) for text in found)


@pytest.mark.parametrize("pair", list(hand_made()), ids=[pair["name"] for pair in hand_made()])
def test_the_least_payload_of_every_schema_is_valid(pair: dict[str, Any]) -> None:
    for schema in (pair["before"], pair["after"]):
        root = place(schema)
        assert root.engine.is_valid(Builder().least(root, None))


def test_shrinking_ends_at_the_smallest() -> None:
    start = {"a": "abcdef", "b": [1, 2, 3], "c": {"d": 100}}
    assert shrunk(start, lambda value: "b" in value and 2 in value["b"]) == {"b": [2]}
    assert shrunk("abcdef", lambda value: "d" in value) == "d"
    assert shrunk(1000, lambda value: value > 10) < 21
