"""The schema of catalogue files takes what an import writes, and refuses what no notation can say."""

from __future__ import annotations

import copy
from typing import Any

import orjson
import pytest

from batchschema import load
from batchschema.catalog.files import read
from batchschema.engines import ENGINES, compiled

META = orjson.loads(read("_meta/variant.schema.json"))
PAGE = "orq/node-sdk@2025-08-25"


def with_field(id: str, name: str, **changes: Any) -> Any:
    schema: Any = copy.deepcopy(load()[id].schema)
    field = schema["properties"][name]
    field["x-documented"] |= changes.pop("documented", {})
    field |= changes
    return schema


@pytest.mark.parametrize("engine", ENGINES)
def test_a_fact_from_another_document_is_told_with_that_document(engine: str) -> None:
    meta = compiled(META, engine=engine)
    stated = {"null": "forbidden"}
    assert not meta.is_valid(with_field(PAGE, "endpoint", type="string", documented=stated))
    lent = {**stated, "from": {"null": "docs/models/listbatchesdata.md"}}
    assert meta.is_valid(with_field(PAGE, "endpoint", type="string", documented=lent))
    other = {**stated, "from": {"presence": "docs/models/listbatchesdata.md"}}
    assert not meta.is_valid(with_field(PAGE, "endpoint", type="string", documented=other))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_page_with_one_kind_of_number_has_integers_from_elsewhere_only(engine: str) -> None:
    meta = compiled(META, engine=engine)
    whole: Any = ["integer", "null"]
    assert not meta.is_valid(with_field(PAGE, "created_at", type=whole))
    lent = {"from": {"types": "docs/models/listbatchesdata.md"}}
    assert meta.is_valid(with_field(PAGE, "created_at", type=whole, documented=lent))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("given", [{}, {"mood": "a.md"}, {"null": ""}, {"null": 1}, "a.md"])
def test_from_is_an_object_of_facts_to_documents(engine: str, given: Any) -> None:
    meta = compiled(META, engine=engine)
    assert not meta.is_valid(with_field("mistral/openapi@2026-06-16", "id", documented={"from": given}))


@pytest.mark.parametrize("engine", ENGINES)
def test_tables_of_statuses_are_kept_elsewhere(engine: str) -> None:
    schema: Any = copy.deepcopy(load()[PAGE].schema)
    schema["x-variant"]["lifecycle"] = {}
    assert not compiled(META, engine=engine).is_valid(schema)
