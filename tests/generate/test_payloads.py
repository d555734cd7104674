"""Payloads of the catalogue's variants: valid, various in what is there, and like a service's."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import find, given
from hypothesis import strategies as st

import batchschema
from batchschema.catalog import load
from batchschema.core import Severity, Variant
from batchschema.core.variant import variant_of
from batchschema.generate import draws
from batchschema.run.generate import payloads
from batchschema.shape import shape_of
from tests.generate.drawn import VARIANTS, engines_of, payloads_of, some_payloads_of, state_of

each_variant = pytest.mark.parametrize("variant", VARIANTS, scope="module")


@each_variant
@given(data=st.data())
def test_payloads_satisfy_both_engines_and_break_no_rule(variant: str, data: st.DataObject) -> None:
    payload = data.draw(payloads_of(variant))
    assert all(engine.is_valid(payload) for engine in engines_of(variant))
    assert all(found.severity is Severity.NOTE for found in batchschema.check(payload, variant))


@each_variant
def test_absent_null_and_value_come_about_equally_often(variant: str) -> None:
    schema: Any = load()[variant].schema
    drawn = some_payloads_of(variant)
    for name, part in schema["properties"].items():
        states = {"value"}
        states |= {"null"} if "null" in part.get("type", "null") else set()
        states |= {"absent"} if name not in schema.get("required", ()) else set()
        counts = {state: sum(state_of(payload, name) == state for payload in drawn) for state in states}
        assert sum(counts.values()) == len(drawn), name
        assert all(0.5 < count * len(states) / len(drawn) < 1.6 for count in counts.values()), (name, counts)


@each_variant
def test_values_are_realistic(variant: str) -> None:
    fields = shape_of(load()[variant].schema).root.properties
    for payload in some_payloads_of(variant):
        for name, field in fields.items():
            value = payload.get(name)
            if value is None:
                continue
            if field.id_shape:
                assert re.search(field.id_shape, value)
            if field.unit == "epoch-seconds":
                assert 1_704_067_200 <= value < 1_798_761_600
            elif isinstance(value, int):
                assert 0 <= value < 1000


@each_variant
def test_the_smallest_payload_has_only_what_is_always_there_and_no_finding(variant: str) -> None:
    schema: Any = load()[variant].schema
    payload = find(payloads_of(variant), lambda _: True)
    assert set(payload) == set(schema.get("required", ()))
    assert batchschema.check(payload, variant) == []


def test_a_shrunk_payload_says_what_it_was_searched_for_and_no_more() -> None:
    variant = "mistral/python-sdk@1.2.0"
    smallest = find(payloads_of(variant), lambda _: True)
    with_null = find(payloads_of(variant), lambda payload: payload.get("output_file", 0) is None)
    assert with_null == {**smallest, "output_file": None}
    with_errors = find(payloads_of(variant), lambda payload: len(payload["errors"] or ()) == 2)
    assert with_errors == {**smallest, "errors": [smallest_error(with_errors)] * 2}


def smallest_error(payload: dict[str, Any]) -> dict[str, Any]:
    error = payload["errors"][0]
    assert list(error) == ["message"]
    return dict(error)


def test_no_other_keys_come_unless_they_are_asked_for() -> None:
    variant = "openai/argot-typescript-sdk@2024-10-15"
    known = set(shape_of(load()[variant].schema).root.properties)
    assert all(set(payload) <= known for payload in some_payloads_of(variant))
    extra = draws(payloads(variant, extra_keys=True), 200)
    counts = [len(set(payload) - known) for payload in extra]
    assert set(counts) == {0, 1}
    assert all(engine.is_valid(payload) for engine in engines_of(variant) for payload in extra)


def open_list(**more: Any) -> Variant:
    schema = {
        "x-variant": {"vendor": "example", "surface": "api"},
        "type": "object",
        "required": ["status"],
        "properties": {
            "status": {
                "type": "string",
                "x-known-values": ["queued", "done"],
                "x-documented": {"presence": "required", "null": "forbidden", "values": "open"},
                **more,
            }
        },
    }
    return variant_of(schema, name="example")


def test_an_open_list_gives_words_that_are_not_on_it() -> None:
    words = {payload["status"] for payload in draws(payloads(open_list()), 50)}
    assert {"queued", "done"} < words
    assert find(payloads(open_list()), lambda _: True) == {"status": "queued"}


def test_words_keep_within_bounds() -> None:
    assert {payload["status"] for payload in draws(payloads(open_list(maxLength=4)), 50)} == {"done"}


@pytest.mark.parametrize(
    ("part", "pattern"),
    [
        ({"type": "string", "x-unit": "rfc3339"}, r"202[456]-\d\d-\d\dT\d\d:\d\d:\d\dZ"),
        ({"type": "string", "x-id-shape": "^file-[0-9A-Za-z]+$"}, r"file-[0-9A-Za-z]+"),
        ({"type": "string", "format": "uuid"}, r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
        ({"type": "string", "x-concept": "completion_window"}, r"24h|1h|7d"),
        ({"type": "integer", "x-unit": "epoch-milliseconds"}, r"1[67]\d{8}000"),
        ({"type": "integer", "minimum": 5000}, r"5\d{3}"),
        ({"type": "string", "minLength": 4, "maxLength": 6}, r".{4,6}"),
    ],
)
def test_hints_are_heeded(part: dict[str, Any], pattern: str) -> None:
    variant = variant_of({"type": "object", "required": ["f"], "properties": {"f": part}}, name="example")
    assert all(re.fullmatch(pattern, str(payload["f"])) for payload in draws(payloads(variant), 40))
