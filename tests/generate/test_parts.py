"""The smaller parts: patterns, drafts, what must hold where a schema must not, the bytes of a cell."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchschema.catalog import local_resolver
from batchschema.engines import compiled
from batchschema.generate import Ground
from batchschema.generate.cells import Cell, either, labelled, listed, picked, whole
from batchschema.generate.drafts import draft_of, modern
from batchschema.generate.formats import EXAMPLES, MALFORMED
from batchschema.generate.graph import Graph
from batchschema.generate.kinds import identity
from batchschema.generate.negation import negations
from batchschema.generate.regexes import matcher, row_of, translated
from batchschema.shape import shape_of
from tests.generate.schemas import BUILT, D4, D7

ROWS = (
    "^[0-9a-f]{8}-[0-9a-f]{4}$", "^batch_[0-9A-Za-z]+$", "^a?b*c+$", "x{2,}", r"^\d{4}\.\w$", "^[^a-z]{3}$",
    r"^[\w.-]+$", "^[-+]?[0-9]$", "^.{2,4}$", "^$", "", r"^\/v1\/[a-z]+$",
)  # fmt: skip
OTHERS = ("a|b", "^(ab)+$", r"\bword\b", r"^\p{Lu}", "[a-z", "^a+?$", "^a{5,2}$")


@pytest.mark.parametrize("pattern", ROWS)
@given(data=st.data())
def test_texts_of_a_row_match_its_pattern(pattern: str, data: st.DataObject) -> None:
    row = row_of(pattern)
    assert row is not None
    least = data.draw(st.integers(0, 12))
    narrowed = row.within(least, least + data.draw(st.integers(0, 12)))
    if narrowed is None:
        return
    cell = narrowed.cell()
    text = cell.read(data.draw(st.binary(min_size=cell.size, max_size=cell.size)), 0)
    assert re.search(pattern, text)
    assert least <= len(text)


@pytest.mark.parametrize("pattern", OTHERS)
def test_what_is_no_row_is_left_to_others(pattern: str) -> None:
    assert row_of(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("^a$", "a\n", False),
        (r"^(?<x>a)\/$", "a/", True),
        (r"^\p{L}+$", "ab", True),
        (r"^\u{61}$", "a", True),
    ],
)
def test_patterns_are_translated_for_python(pattern: str, text: str, matches: bool) -> None:
    assert bool(re.search(translated(pattern), text)) is matches


def test_a_pattern_that_python_cannot_read_is_left_to_an_engine() -> None:
    assert matcher("(?")("anything")


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_and_counterexamples_of_formats_are_what_both_engines_take_them_for(name: str) -> None:
    for engine in ("fast", "reference"):
        judge = compiled({"format": name}, engine=engine)
        assert all(map(judge.is_valid, EXAMPLES[name]))
        assert not any(map(judge.is_valid, MALFORMED.get(name, ())))


def test_every_draft_is_read_in_the_words_of_the_newest() -> None:
    assert [
        draft_of({"$schema": uri}) for uri in (D4, D7, "https://json-schema.org/draft/2019-09/schema")
    ] == [4, 7, 2019]
    assert draft_of({}) == draft_of(True) == 2020
    assert modern({"minimum": 3, "exclusiveMinimum": True}, 4) == {"exclusiveMinimum": 3}
    assert modern({"maximum": 3, "exclusiveMaximum": False}, 4) == {"maximum": 3}
    assert modern({"items": [True], "additionalItems": False}, 7) == {"prefixItems": [True], "items": False}
    assert modern({"$ref": "#/a", "type": "string"}, 7) == {"$ref": "#/a"}
    assert modern({"dependencies": {"a": ["b"], "c": {}}}, 6) == {
        "dependentRequired": {"a": ["b"]},
        "dependentSchemas": {"c": {}},
    }
    assert modern({"const": 1, "if": {}}, 4) == {}


JSON = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-6, 6), st.sampled_from((0.5, 2.5, "", "a", "abc", "xyz"))
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=4,
)
TURNED: dict[str, Any] = {
    "type": {"type": ["integer", "object"]},
    "bounds": {"minimum": 0, "exclusiveMaximum": 3},
    "lengths": {"minLength": 1, "maxItems": 1, "minProperties": 1},
    "required": {"required": ["a", "b"], "type": "object"},
    "properties": {"properties": {"a": {"type": "integer"}, "b": True}},
    "items": {"items": {"type": "integer"}},
    "not": {"not": {"type": "string"}},
    "allOf": {"allOf": [{"type": "string"}, {"minLength": 2}]},
    "anyOf": {"anyOf": [{"type": "string"}, {"type": "array", "maxItems": 1}]},
    "enum": {"enum": [1, "a"]},
    "dependentRequired": {"dependentRequired": {"a": ["b"]}},
}


@pytest.mark.parametrize("name", TURNED)
@given(value=JSON)
def test_whatever_breaks_a_schema_is_among_its_negations(name: str, value: Any) -> None:
    schema = TURNED[name]
    ground = Ground(schema, resolver=local_resolver(schema), compile=lambda part: compiled(part).is_valid)
    if ground.valid(schema)(value):
        return
    graph = Graph(ground)
    assert any(graph.node(choice).kinds for choice in negations(schema, ground))
    assert any(all(_holds(ground, part, value) for part in choice) for choice in negations(schema, ground))


def _holds(ground: Ground, part: Any, value: Any) -> bool:
    types = part.get("x-batchschema-types") if isinstance(part, dict) else None
    return ground.valid(part)(value) and (types is None or _type(value) in types)


def _type(value: Any) -> str:
    if isinstance(value, (bool, int)):
        return "boolean" if isinstance(value, bool) else "integer"
    names = {float: "fraction", str: "string", list: "array", dict: "object", type(None): "null"}
    return names[type(value)]


CELLS: dict[str, tuple[Cell, Any, set[int]]] = {
    "word": (picked(("a", "b", "c")), "a", set()),
    "many words": (picked(range(1000)), 0, set()),
    "whole": (whole(-5, 300, 5), -5, set()),
    "either": (either((picked((1, 2)), whole(10, 20))), 1, set()),
    "list": (listed(whole(0, 9), 1, 3), [0], {1, 2, 3}),
    "map": (labelled(("a", "b", "c"), picked((1,)), 0, 2), {}, {0, 1, 2}),
}


@pytest.mark.parametrize("name", CELLS)
@given(data=st.data())
def test_a_cell_reads_its_own_bytes_only_and_zeros_are_the_simplest(name: str, data: st.DataObject) -> None:
    cell, simplest, sizes = CELLS[name]
    own = data.draw(st.binary(min_size=cell.size, max_size=cell.size))
    before, after = data.draw(st.binary(max_size=3)), data.draw(st.binary(max_size=3))
    value = cell.read(before + own + after, len(before))
    assert value == cell.read(own, 0)
    assert cell.read(bytes(cell.size), 0) == simplest
    assert not sizes or len(value) in sizes


def test_equal_values_are_one() -> None:
    assert identity({"a": [1, True]}) == identity({"a": [1.0, True]})
    assert identity(1) != identity(True)
    assert identity([]) != identity({})
    assert identity(None) != identity(False)


def test_the_facts_of_a_schema_do_not_change_when_values_are_drawn() -> None:
    schema = BUILT["properties"]
    before = shape_of(schema)
    Graph(Ground(schema, resolver=local_resolver(schema), compile=lambda part: compiled(part).is_valid))
    assert shape_of(schema) == before
