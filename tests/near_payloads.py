"""Payloads near a documented shape: made up from its schema, or conforming ones with a few edits."""

from __future__ import annotations

import copy
import functools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from batchschema import load

Schema = Mapping[str, Any]
Token = str | int

CONFORMING = Path(__file__).parent / "conforming"
VARIANTS = sorted(load())
NEWEST = sorted({load()[variant.label].id for variant in load().values()})
"""One version of each document, for what takes long and says little more of the others."""

UUID = "0f6c1d52-8a1e-4c0b-9d57-3f2f6f0b7a11"
NUMBERS: list[Any] = [
    0, 1, -1, 1.0, 1.5, -0.0, 1e300, 2**53 + 1, 1767225600, 1767225600.0, 1767225600.5, 1767225600000,
    1767225600000.0, 4_102_444_800, 4_102_444_801, 2**63, 2**64 - 1, -(2**63),
]  # fmt: skip
BEYOND_64_BITS: list[Any] = [2**64, -(2**63) - 1, 10**30]
TEXTS: list[Any] = [
    "", "10", " 10 ", "1.5", "1e3", "true", "null", "batch", "Batch", "list", "QUEUED", "queued", "Cancelled",
    "BATCH_STATE_RUNNING", "canceled", "validating", "in_progress", "in progress", "2026-01-01T00:00:00Z",
    "2026-01-01 00:00:00", "2026-01-01", UUID, UUID.upper(), UUID.replace("-", ""), "batch_1", "x" * 512,
    "x" * 513, "ß" * 512,
]  # fmt: skip
CONTAINERS: list[Any] = [
    [], [None], [{}], ["a", 1], [UUID], [[[]]], {}, {"a": None}, {"a": {}}, {"message": None},
    {"message": "m", "count": 1.0, "new": 1}, {"total": 1}, {"total": None, "completed": 1.5, "failed": "0"},
    {f"k{index}": "v" for index in range(16)}, {f"k{index}": "v" for index in range(17)}, {"k" * 64: "v"},
    {"k" * 65: "v"}, {"k": "v" * 512}, {"k": "v" * 513}, {"message": "m"},
    {"data": [{"code": None, "line": "3"}], "object": "list"},
]  # fmt: skip
NEAR_MISSES: list[Any] = [None, True, False, *NUMBERS, *TEXTS, *CONTAINERS]
KEYS = [
    "agent_id",
    "outputs",
    "usage",
    "model",
    "OBJECT",
    "inputFiles",
    "inputFileId",
    "a/b",
    "m~n",
    "",
    "ключ",
    "ID",
]

characters = st.characters(codec="utf-8")
keys = st.one_of(st.sampled_from(KEYS), st.text(characters, max_size=5))
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**64 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(characters, max_size=6),
)
json_values: SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=4)),
    max_leaves=12,
)


@functools.cache
def conforming_text(variant: str) -> bytes:
    """The text of the payload that conforms to a variant in every field.

    It is the variant's own file, or what the variant documents of its vendor's file: an object that has
    gone through many versions is written down once, with all the fields that it ever had.
    """
    own = CONFORMING / f"{variant.replace('/', '__')}.json"
    if own.exists():
        return own.read_bytes()
    whole = orjson.loads((CONFORMING / f"{variant.partition('/')[0]}.json").read_bytes())
    return orjson.dumps(_documented(whole, load()[variant].schema), option=orjson.OPT_INDENT_2)


def _documented(value: Any, schema: Any) -> Any:
    """A value without the keys that a schema does not name."""
    if isinstance(value, list):
        return [_documented(part, schema.get("items", {})) for part in value]
    named = schema.get("properties")
    if not isinstance(value, dict) or named is None:
        return value
    return {key: _documented(value[key], part) for key, part in named.items() if key in value}


def conforming(variant: str) -> dict[str, Any]:
    """A fresh copy of the payload that conforms to a variant in every field."""
    payload: dict[str, Any] = orjson.loads(conforming_text(variant))
    return payload


def near_misses() -> SearchStrategy[Any]:
    """Values that some rule or keyword takes offence at, and their harmless neighbours."""
    return st.one_of(st.sampled_from(NEAR_MISSES).map(copy.deepcopy), json_values)


def made_up(schema: Schema) -> SearchStrategy[Any]:
    """Values that keep to a schema most of the time."""
    return st.one_of(_kept(schema), _kept(schema), _kept(schema), near_misses())


def _kept(schema: Schema) -> SearchStrategy[Any]:
    if "enum" in schema:
        return st.sampled_from(list(schema["enum"]))
    types = schema.get("type", ["string", "number"])
    return st.one_of([_of_type(name, schema) for name in ([types] if isinstance(types, str) else types)])


def _of_type(name: str, schema: Schema) -> SearchStrategy[Any]:
    if name == "object":
        return _objects(schema)
    if name == "array":
        return st.lists(made_up(schema.get("items", {})), max_size=3)
    if name == "string":
        if schema.get("format") == "uuid":
            return st.uuids().map(str)
        return st.one_of(st.sampled_from(TEXTS), st.text(characters, max_size=8))
    if name in ("integer", "number"):
        return st.one_of(st.integers(0, 2_000_000_000), st.sampled_from(NUMBERS))
    return st.none() if name == "null" else st.booleans()


@st.composite
def _objects(draw: DrawFn, schema: Schema) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, part in schema.get("properties", {}).items():
        if draw(st.integers(0, 9)) < 8:
            out[name] = draw(made_up(part))
    if "properties" not in schema or draw(st.integers(0, 4)) == 0:
        values = schema.get("additionalProperties", True)
        inner = made_up(values) if isinstance(values, Mapping) else json_values
        out |= draw(st.dictionaries(keys, inner, max_size=3))
    return out


@st.composite
def edited(draw: DrawFn, variant: str) -> Any:
    """A conforming payload with up to four edits, each at one place."""
    payload = conforming(variant)
    for _ in range(draw(st.integers(0, 4))):
        _edit(draw, payload)
    return payload


def _edit(draw: DrawFn, payload: Any) -> None:
    containers = [part for part in _containers(payload) if part]
    if not containers:
        return
    container = draw(st.sampled_from(containers))
    token: Any = draw(
        st.sampled_from(list(container) if isinstance(container, dict) else range(len(container)))
    )
    kind = draw(st.sampled_from(["replace", "replace", "replace", "null", "remove", "rename", "add"]))
    if kind == "replace":
        container[token] = draw(near_misses())
    elif kind == "null":
        container[token] = None
    elif isinstance(container, list) or kind == "remove":
        del container[token]
    elif kind == "rename":
        container[draw(st.sampled_from([camel(token), token.upper(), token.capitalize()]))] = container.pop(
            token
        )
    else:
        container[draw(keys)] = draw(near_misses())


def camel(name: str) -> str:
    """`input_file_id` as an SDK's object spells it."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _containers(value: Any) -> Iterator[Any]:
    if isinstance(value, (dict, list)):
        yield value
        for part in value.values() if isinstance(value, dict) else value:
            yield from _containers(part)


def payloads(variant: str) -> SearchStrategy[Any]:
    """What may be held against a variant: most often nearly right, now and then anything."""
    schema = load()[variant].schema
    return st.one_of(edited(variant), edited(variant), _objects(schema), near_misses())


def variants() -> SearchStrategy[str]:
    """Ids of the catalogue's variants."""
    return st.sampled_from(VARIANTS)
