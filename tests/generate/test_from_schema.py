"""Values of any schema: always valid, by construction where that is possible, and never of an empty one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import find

from batchschema.catalog import local_resolver
from batchschema.core import UnusableSchema
from batchschema.engines import compiled
from batchschema.generate import Ground, Manner, Source, Unsatisfiable, draws
from batchschema.run.generate import from_schema
from tests.generate.drawn import STATES, drawn_by_hypothesis, state_of
from tests.generate.schemas import BUILT, FORMATS, SATISFIABLE, UNSATISFIABLE

MANNERS = {"wild": Manner(), "realistic": Manner(realistic=True, extras="never")}


def source(schema: Any, compile: Callable[[Any], Callable[[Any], bool]]) -> Source:
    resolver = local_resolver(schema if isinstance(schema, Mapping) else {})
    return Source(Ground(schema, resolver=resolver, compile=compile))


@pytest.mark.parametrize("name", SATISFIABLE)
def test_every_value_satisfies_the_schema_for_both_engines(name: str) -> None:
    schema = SATISFIABLE[name]
    fast, reference = compiled(schema), compiled(schema, engine="reference")
    values = draws(from_schema(schema), 20)
    assert values
    for value in values:
        assert fast.is_valid(value)
        assert reference.is_valid(value)
        assert json.loads(json.dumps(value)) == value


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize("name", BUILT)
def test_values_are_valid_by_construction(name: str, manner: str) -> None:
    schema = BUILT[name]
    engine = compiled(schema)

    def trusting(part: Any) -> Callable[[Any], bool]:
        """The whole schema is believed to hold; its parts are asked as ever."""
        return (lambda _: True) if part is schema else compiled(part).is_valid

    values = draws(source(schema, trusting).values(MANNERS[manner]), 20)
    assert values
    assert all(map(engine.is_valid, values))


@pytest.mark.parametrize("name", UNSATISFIABLE)
def test_a_schema_that_nothing_satisfies_is_named(name: str) -> None:
    with pytest.raises(Unsatisfiable, match="of mine: nothing satisfies"):
        from_schema(UNSATISFIABLE[name], name="of mine")


def test_a_schema_for_which_nothing_is_found_is_named_too() -> None:
    strategy = from_schema({"type": "string", "pattern": "^a$", "not": {"const": "a"}})
    with pytest.raises(Unsatisfiable, match="mine: no value was found"):
        draws(strategy, 10, name="mine")


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#/$defs/none"},
        {"$ref": "https://example.org/elsewhere"},
        {"type": "wrong"},
        {"type": "string", "pattern": "("},
    ],
)
def test_what_is_no_schema_is_said_before_anything_is_drawn(schema: dict[str, Any]) -> None:
    with pytest.raises(UnusableSchema):
        from_schema(schema)


@pytest.mark.parametrize("name", FORMATS)
def test_formats_are_held(name: str) -> None:
    schema = {"type": "string", "format": name}
    engines = compiled(schema), compiled(schema, engine="reference")
    assert not all(engine.is_valid(text) for engine in engines for text in ("(", "a b", "%zz", "[")), (
        "the format is asserted"
    )
    for manner in MANNERS.values():
        for value in draws(source(schema, lambda part: compiled(part).is_valid).values(manner), 40):
            assert all(engine.is_valid(value) for engine in engines), value


def test_absent_null_and_value_come_about_equally_often() -> None:
    schema = {"type": "object", "properties": {name: {"type": ["integer", "null"]} for name in "abcd"}}
    values = drawn_by_hypothesis(from_schema(schema), 400, 1)
    for name in "abcd":
        counts = [sum(state_of(value, name) == state for value in values) for state in STATES]
        assert all(60 < count < 240 for count in counts), counts


def test_values_are_various() -> None:
    texts = draws(from_schema({"type": "string"}), 200)
    assert any(not text.isascii() for text in texts)
    assert max(map(len, texts)) > 8
    numbers = draws(from_schema({"type": "number"}), 200)
    assert any(isinstance(number, float) and number % 1 for number in numbers)
    assert any(isinstance(number, int) and number < 0 for number in numbers)
    keys = {
        key for value in draws(from_schema({"type": "object", "properties": {"a": {}}}), 200) for key in value
    }
    assert len(keys) > 2, "keys that an open schema lets through come, too"


def test_recursion_goes_some_levels_down() -> None:
    values = draws(from_schema(BUILT["list of itself"]), 100)

    def depth(value: Any) -> int:
        return 0 if value is None else 1 + depth(value["next"])

    assert {depth(value) for value in values} >= {1, 2, 3, 4}


@pytest.mark.parametrize(
    ("name", "smallest"),
    [
        ("type list", None),
        ("integer bounds", 3),
        ("length", "000"),
        ("list", [0]),
        ("properties", {"a": ""}),
        ("closed tuple", [1, 2]),
    ],
)
def test_values_shrink_to_the_smallest(name: str, smallest: Any) -> None:
    assert find(from_schema(SATISFIABLE[name]), lambda _: True) == smallest


def test_recursion_shrinks_away() -> None:
    assert set(find(from_schema(BUILT["tree of itself"]), lambda _: True)) == {"v"}


def test_shrinking_keeps_only_what_is_asked_for() -> None:
    schema = {
        "type": "object",
        "properties": {name: {"type": ["integer", "null"]} for name in "abc"},
        "additionalProperties": False,
    }
    strategy = from_schema(schema)
    assert find(strategy, lambda value: value.get("b", 0) is None) == {"b": None}
    assert find(strategy, lambda value: (value.get("c") or 0) > 100) == {"c": 101}


def test_drawn_containers_are_nobody_elses() -> None:
    first: dict[str, Any] = {"a": []}
    second = [1]
    strategy = from_schema({"enum": [first, second]})
    for value in draws(strategy, 2):
        value.clear()
    assert (first, second) == ({"a": []}, [1])
