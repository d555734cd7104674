"""On scalars that somebody else's generator draws, the engines agree and call each of them valid."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis_jsonschema import from_schema

import batchschema
from batchschema.engines import ENGINES, Engine, compiled

SCALARS = {"string", "number", "integer", "boolean", "null"}
WORDS = ("type", "enum", "minimum", "maximum", "minLength", "maxLength")


def leaves(schema: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The schemas of scalars within a catalogue file, annotations and formats aside."""
    stated = schema.get("type", ())
    types = {stated} if isinstance(stated, str) else set(stated)
    if types and types <= SCALARS:
        yield {word: schema[word] for word in WORDS if word in schema}
    for part in schema.get("properties", {}).values():
        yield from leaves(part)
    for word in ("items", "additionalProperties"):
        if isinstance(schema.get(word), Mapping):
            yield from leaves(schema[word])


@functools.cache
def engines_of(leaf: str) -> tuple[Engine, ...]:
    """Every engine with a leaf, which many variants have alike."""
    return tuple(compiled(json.loads(leaf), engine=engine) for engine in ENGINES)


@pytest.mark.parametrize("variant", list(batchschema.load()))
@given(data=st.data())
def test_scalars_from_another_generator_are_valid_for_both_engines(variant: str, data: st.DataObject) -> None:
    leaf = data.draw(st.sampled_from(list(leaves(batchschema.load()[variant].schema))))
    value = data.draw(from_schema(leaf))
    assert all(engine.is_valid(value) for engine in engines_of(json.dumps(leaf)))
