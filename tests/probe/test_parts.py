"""Laws of the parts: comparing, reducing, transplanting, and reading whatever a program answers."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchschema.core import Null, Pointer
from batchschema.probe import differences, differing, edits_of, reduced, surely, transplanted
from batchschema.probe.answers import Accepted, NoVerdict, Rejected, read_answer

values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from([0.5, 1.0]) | st.text("ab", max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=1), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(values)
def test_nothing_differs_from_itself(value: Any) -> None:
    assert differences(value, copy.deepcopy(value)) == []
    assert list(differing(value, copy.deepcopy(value))) == []
    assert edits_of(value, value) == ()


@given(values, values)
def test_what_is_not_the_same_json_differs_somewhere(one: Any, other: Any) -> None:
    same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert (differences(one, other) == []) is same
    assert (list(differing(one, other)) == []) is same


@given(values, values)
def test_transplanting_every_difference_gives_the_other_value(one: Any, other: Any) -> None:
    grown = other
    for pointer in differing(one, other):
        grown = transplanted(one, grown, pointer)
    assert list(differing(grown, one)) == []


@given(values, values)
def test_a_reduction_still_holds_and_cannot_be_reduced(value: Any, baseline: Any) -> None:
    def holds(each: Any) -> bool:
        return json.dumps(each).count("a") >= json.dumps(value).count("a")

    before = copy.deepcopy(value)
    once = reduced(value, baseline, holds).value
    assert value == before
    assert holds(once)
    assert reduced(once, baseline, holds).value == once


@given(st.binary(max_size=40))
def test_whatever_a_program_writes_is_an_answer(line: bytes) -> None:
    assert isinstance(read_answer(line), NoVerdict)


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        (b'{"accepted": true}', Accepted()),
        (b'{"accepted": true, "value": null}', Accepted(None)),
        (b'{"accepted": false}', Rejected()),
        (b'{"accepted": false, "error": "no\\nway", "pointer": "/a"}', Rejected("no", "/a")),
        (b'{"accepted": false, "pointer": 5}', Rejected()),
    ],
)
def test_verdicts(line: bytes, answer: object) -> None:
    assert read_answer(line) == answer


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ({"a": None}, {}, ["null-lost"]),
        ({"a": 1}, {}, ["value-lost"]),
        ({}, {"a": None}, ["filled"]),
        ({"a_b": 1}, {"aB": 1}, ["renamed"]),
        ({"a_b": 1}, {"aB": None}, ["value-lost", "filled"]),
        ({"a": "10"}, {"a": 10}, ["type"]),
        ({"a": 1.0}, {"a": 1}, ["spelling"]),
        ({"a": True}, {"a": 1}, ["type"]),
        ({"a": "2026-01-01T00:00:00Z"}, {"a": "2026-01-01T00:00:00+00:00"}, ["spelling"]),
        ({"a": "2026-01-01T00:00:00Z"}, {"a": "2026-01-01T00:00:00"}, ["value"]),
        ({"a": [1, 2]}, {"a": [2, 1]}, ["order"]),
        ({"a": [1, 2]}, {"a": [1]}, ["value"]),
        ([{"a": 1}], [{"a": 2}], ["value"]),
    ],
)
def test_kinds_of_differences(before: Any, after: Any, kinds: list[str]) -> None:
    assert [each.kind for each in differences(before, after)] == kinds


def test_a_narrow_reading_takes_numbers_for_integers_and_unlisted_keys_for_none() -> None:
    schema = {
        "properties": {
            "n": {"type": ["number", "null"], "x-documented": {"null": Null.UNSTATED.value}},
            "page": {"type": "object", "x-documented": {"as": "[components.Empty](empty.md)"}},
            "map": {"type": "object", "x-documented": {"as": "Record<string, *any*>"}},
        }
    }
    narrow = surely(schema, integrality=False)["properties"]
    assert narrow["n"]["type"] == ["integer", "null"]
    assert narrow["page"]["maxProperties"] == 0
    assert narrow["map"] == schema["properties"]["map"]
    assert surely(schema, integrality=True)["properties"]["n"] == schema["properties"]["n"]
    assert str(Pointer(("a", 0))) == "/a/0"
