"""Where a finding points is where the value stands, however the text is laid out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from batchschema.core import Document, Position, Unreadable
from batchschema.core.pointer import Pointer
from batchschema.readers import parse_json
from batchschema.readers.yaml_text import parse_yaml
from tests.command import Command
from tests.near_payloads import json_values
from tests.writing import written

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


def places_in(value: Any, pointer: Pointer = Pointer()) -> Iterator[tuple[Pointer, Any]]:
    yield pointer, value
    if isinstance(value, dict):
        for key, part in value.items():
            yield from places_in(part, pointer / key)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from places_in(part, pointer / index)


def offset_of(text: str, position: Position) -> int:
    """Lines end with a line feed and nothing else; a byte order mark takes no column."""
    lines = text.removeprefix(BOM).split("\n")
    before = sum(len(line) + 1 for line in lines[: position.line - 1])
    return before + position.column - 1


def read_back(text: str, position: Position) -> Any:
    value, _ = json.JSONDecoder().raw_decode(text.removeprefix(BOM), offset_of(text, position))
    return value


def json_document(text: str) -> Document:
    document = parse_json(text.encode(), "p.json")
    assert not isinstance(document, Unreadable), document
    return document


def yaml_document(text: str) -> Document:
    (document,) = parse_yaml(text.encode(), "p.yaml")
    assert not isinstance(document, Unreadable), document
    return document


@given(st.data(), json_values, st.booleans())
def test_the_value_can_be_read_back_from_its_place_in_json(
    data: st.DataObject, value: Any, marked: bool
) -> None:
    text = BOM * marked + data.draw(written(value, repeats=True))
    document = json_document(text)
    for pointer, part in places_in(document.value):
        assert read_back(text, document.locate(pointer)) == part


@given(st.data(), json_values)
def test_places_can_be_asked_for_in_any_order(data: st.DataObject, value: Any) -> None:
    text = data.draw(written(value))
    places = list(places_in(json_document(text).value))
    document = json_document(text)
    for pointer, part in data.draw(st.permutations(places)):
        assert read_back(text, document.locate(pointer)) == part


@given(st.data(), json_values)
def test_what_is_not_there_is_placed_where_its_parent_starts(data: st.DataObject, value: Any) -> None:
    text = data.draw(written(value))
    document = json_document(text)
    for pointer, part in places_in(document.value):
        for missing in ("not there", "not there either", 999):
            assert document.locate(pointer / missing) == document.locate(pointer)
            if not isinstance(part, (dict, list)):
                assert document.locate(pointer / missing / 0 / "deeper") == document.locate(pointer)


@given(st.data(), json_values)
def test_the_last_of_repeated_keys_is_the_one_that_is_found(data: st.DataObject, value: Any) -> None:
    first, last = data.draw(written(value)), data.draw(written([value]))
    text = f'{{"a": {first}, "b": 0, "a": {last}}}'
    document = json_document(text)
    assert read_back(text, document.locate(Pointer(("a",)))) == document.value["a"]  # type: ignore[index]
    assert document.locate(Pointer(("a",))).column > len(f'{{"a": {first}') or "\n" in text


@pytest.mark.parametrize(
    "text",
    [
        '{"note": "the key \\"status\\": is here", "status": 1}',
        '{"note": "status", "status": 1}',
        '{"note": {"status": 2}, "status": 1}',
        '{"status": 2, "status": 1}',
        '{"st\\u0061tus": 2, "status": 1}',
        '{"st\\u0061tus": 1}',
        '{"status"\t : 1}',
        '{"status":          1}',
        '{"status"                  : 1}',
        '{"é": "status", "status": 1}',
        '{"status": 1, "a": "status"}',
    ],
)
def test_a_name_that_stands_elsewhere_too_is_not_mistaken_for_the_key(text: str) -> None:
    document = json_document(text)
    assert read_back(text, document.locate(Pointer(("status",)))) == 1


@given(st.data(), json_values)
def test_a_line_of_its_own_has_the_places_of_the_same_text_alone(data: st.DataObject, value: Any) -> None:
    text = data.draw(written(value, one_line=True))
    line = parse_json(text.encode(), "p.jsonl", first_line=7)
    assert not isinstance(line, Unreadable)
    for pointer, part in places_in(line.value):
        position = line.locate(pointer)
        assert position.line == 7
        assert read_back(text, Position(1, position.column)) == part


def test_columns_count_characters() -> None:
    text = '{"ключ": "значение 𝄞", "status": 1}'
    assert json_document(text).locate(Pointer(("status",))) == Position(1, text.index("1") + 1)


# YAML: JSON texts first, which YAML reads as they are; then its own layouts.

PRINTABLE = st.characters(
    codec="utf-8", min_codepoint=32, max_codepoint=0x2000, exclude_characters="\x7f\x85\xa0"
)
PLAIN_KEYS = st.text(PRINTABLE.filter(lambda char: char.isprintable()), max_size=5)
YAML_VALUES: SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**63), 2**63),
        st.floats(-1e15, 1e15),
        PLAIN_KEYS,
        st.sampled_from(
            ["no", "2026-01-01", "012", "1_000", "0x10", "~", "null", "1e3", ".5", "1.", "- a", "a: b", "#"]
        ),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(PLAIN_KEYS, inner, max_size=3)),
    max_leaves=10,
)


@given(YAML_VALUES, st.sampled_from([None, 1, 2]))
def test_json_read_as_yaml_is_the_same_value_at_the_same_places(value: Any, indent: int | None) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    document = yaml_document(text)
    assert document.value == value
    for pointer, part in places_in(value):
        assert read_back(text, document.locate(pointer)) == part


WORDS = st.sampled_from(["a", "b_c", "Key", "x9"])
BLOCKS: SearchStrategy[Any] = st.recursive(
    st.one_of(st.integers(0, 10**6), st.booleans(), st.none(), st.sampled_from(["word", "two words", "x/y"])),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3), st.dictionaries(WORDS, inner, min_size=1, max_size=3)
    ),
    max_leaves=10,
)


@given(st.dictionaries(WORDS, BLOCKS, min_size=1))
def test_values_in_yaml_blocks_are_found_where_they_start(value: dict[str, Any]) -> None:
    text = yaml.safe_dump(value, default_flow_style=False, sort_keys=False)
    document = yaml_document(text)
    assert document.value == value
    for pointer, part in places_in(value):
        line = text.split("\n")[document.locate(pointer).line - 1]
        rest = line[document.locate(pointer).column - 1 :]
        if isinstance(part, dict):
            assert rest.startswith(f"{next(iter(part))}:")
        elif isinstance(part, list):
            assert rest.startswith("- ")
        else:
            assert rest == yaml.safe_dump(part).split("\n")[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: no", {"a": "no"}),
        ("a: Yes", {"a": "Yes"}),
        ("a: on", {"a": "on"}),
        ("a: 2026-01-01", {"a": "2026-01-01"}),
        ("a: 2026-01-01T00:00:00Z", {"a": "2026-01-01T00:00:00Z"}),
        ("a: 012", {"a": "012"}),
        ("a: 0x10", {"a": "0x10"}),
        ("a: 1_000", {"a": "1_000"}),
        ("a: 12", {"a": 12}),
        ("a: -1", {"a": -1}),
        ("a: 1.5", {"a": 1.5}),
        ("a: 1e3", {"a": 1000.0}),
        ("a: '12'", {"a": "12"}),
        ('a: "null"', {"a": "null"}),
        ("a: null", {"a": None}),
        ("a: ~", {"a": None}),
        ("a:", {"a": None}),
        ("a: true", {"a": True}),
        ("a: True", {"a": True}),
        ("a: NULL", {"a": None}),
        ("a: 18446744073709551615", {"a": 2**64 - 1}),
        ("a: 18446744073709551616", {"a": 2.0**64}),
        ("a: |\n  12\n", {"a": "12\n"}),
        ("a: >-\n  12\n", {"a": "12"}),
        ("12: a", {"12": "a"}),
        ("true: a", {"true": "a"}),
        ("null: a", {"null": "a"}),
        ("<<: a", {"<<": "a"}),
        ("a: .nan", {"a": ".nan"}),
        ("a: =", {"a": "="}),
        ("a: &x [1]\nb: *x", {"a": [1], "b": [1]}),
    ],
)
def test_yaml_is_read_as_its_core_schema_reads_it(text: str, value: Any) -> None:
    assert yaml_document(text).value == value


def test_documents_of_a_yaml_stream_are_payloads_with_places_of_their_own(call: Command) -> None:
    text = "---\nid: a\nobject: batch\nstatus: QUEUED\n---\nid: b\nobject: batch\nstatus: 5\n"
    told = call("check", "-", "--stdin-filename", "p.yaml", "--format", "json", stdin=text.encode())
    assert told.report["summary"]["payloads"] == 2
    wrong = [each for each in told.findings if each["rule"] == "wrong-type"]
    assert [(each["line"], each["column"]) for each in wrong] == [(8, 9)]
