"""A key that an object names twice is found, and nothing else is taken for one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from batchschema.core import Unreadable
from batchschema.core.pointer import Pointer
from batchschema.readers import parse_json
from batchschema.readers.json_text import keys_in, names_twice
from batchschema.readers.yaml_text import parse_yaml
from tests.command import Command
from tests.near_payloads import json_values, payloads, variants
from tests.writing import written


class Pairs(list[tuple[str, Any]]):
    """An object as it is written, repeated keys included."""


def repeated(part: Any, pointer: Pointer = Pointer()) -> set[Pointer]:
    """What the standard library shows: keys that one object names more than once."""
    found: set[Pointer] = set()
    if isinstance(part, Pairs):
        names = [name for name, _ in part]
        found |= {pointer / name for name in names if names.count(name) > 1}
        for name, inner in part:
            found |= repeated(inner, pointer / name)
    elif isinstance(part, list):
        for index, inner in enumerate(part):
            found |= repeated(inner, pointer / index)
    return found


def found_in_json(text: str) -> set[Pointer]:
    document = parse_json(text.encode(), "p.json")
    assert not isinstance(document, Unreadable)
    return set(document.duplicates)


@given(st.data(), json_values)
def test_repeated_keys_are_those_that_the_standard_library_shows(data: st.DataObject, value: Any) -> None:
    text = data.draw(written(value, repeats=True))
    expected = repeated(json.loads(text, object_pairs_hook=Pairs))
    event("some" if expected else "none")
    assert found_in_json(text) == expected


@given(st.data(), variants())
def test_repeated_keys_of_payloads_are_found(data: st.DataObject, variant: str) -> None:
    text = data.draw(written(data.draw(payloads(variant)), repeats=True))
    assert found_in_json(text) == repeated(json.loads(text, object_pairs_hook=Pairs))


@given(st.data(), json_values)
def test_the_cheap_test_never_denies_a_repeated_key(data: st.DataObject, value: Any) -> None:
    text = data.draw(written(value, repeats=True))
    if repeated(json.loads(text, object_pairs_hook=Pairs)):
        assert names_twice(text.encode(), keys_in(json.loads(text)))


@given(st.data(), st.lists(json_values, min_size=1, max_size=3))
def test_the_cheap_test_never_denies_one_among_several_lines(data: st.DataObject, values: list[Any]) -> None:
    lines = [data.draw(written(value, one_line=True, repeats=True)) for value in values]
    if any(repeated(json.loads(line, object_pairs_hook=Pairs)) for line in lines):
        keys = sum(keys_in(json.loads(line)) for line in lines)
        assert names_twice("\n".join(lines).encode(), keys)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a":1,"a":2}', {"/a"}),
        ('{"a":1,"\\u0061":2}', {"/a"}),
        ('{"a":{"b":1},"c":{"b":1}}', set()),
        ('{"a":{"b":1},"a":{"b":1}}', {"/a"}),
        ('{"a":[{"b":1,"b":2}]}', {"/a/0/b"}),
        ('[{"a":1},{"a":1}]', set()),
        ('{"a":"x\\":y","b":"\\":\\":"}', set()),
        ('{"a":":","a":":"}', {"/a"}),
        ('{"a:":":","b":"a\\":"}', set()),
        ('{"":1,"":2}', {"/"}),
        ('{"a/b":1,"a/b":2,"m~n":1,"m~n":1}', {"/a~1b", "/m~0n"}),
        ('{"a" :1, "a"\t:2}', {"/a"}),
        ('{"a":1,"a":2,"a":3}', {"/a"}),
        ('{"a":{"x":1,"x":2},"a":3}', {"/a", "/a/x"}),
    ],
)
def test_an_example_has_these_repeated_keys(text: str, expected: set[str]) -> None:
    assert {str(pointer) for pointer in found_in_json(text)} == expected
    assert {str(pointer) for pointer in repeated(json.loads(text, object_pairs_hook=Pairs))} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\na: 2\n", {"/a"}),
        ("a: {b: 1}\nc: {b: 1}\n", set()),
        ("a:\n- b: 1\n  b: 2\n", {"/a/0/b"}),
        ("'a': 1\na: 2\n", {"/a"}),
        ("a: &x {b: 1}\nc: *x\n", set()),
    ],
)
def test_repeated_keys_in_yaml_are_found(text: str, expected: set[str]) -> None:
    (document,) = parse_yaml(text.encode(), "p.yaml")
    assert not isinstance(document, Unreadable)
    assert {str(pointer) for pointer in document.duplicates} == expected


@pytest.mark.parametrize("name", ["p.json", "p.jsonl"])
def test_a_repeated_key_is_placed_where_its_last_value_stands(name: str, call: Command) -> None:
    text = b'{"id":"b","object":"batch","status":"RUNNING","model":"m","status":"QUEUED"}\n'
    told = call(
        "check", "-", "--stdin-filename", name, "--format", "json", "--select", "duplicate-key", stdin=text
    )
    assert [(each["pointer"], each["column"]) for each in told.findings] == [
        ("/status", text.index(b'"QUEUED"') + 1)
    ]


def test_in_an_sdks_spelling_a_repeated_key_is_named_as_on_the_wire(call: Command) -> None:
    text = b'{"id":"b","object":"batch","status":"completed","inputFileId":"f","inputFileId":"g"}'
    told = call(
        "check", "-", "-V", "openai/openapi", "--format", "json", "--select", "duplicate-key", stdin=text
    )
    assert told.places == [("duplicate-key", "/input_file_id")]
