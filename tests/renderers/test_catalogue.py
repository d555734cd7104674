"""Importing is the inverse of rendering, for every file of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from batchschema import load
from batchschema.catalog.files import read as read_file
from batchschema.core import Variant
from batchschema.engines import compiled
from batchschema.importers import differences
from tests.importers.running import run_import
from tests.importers.speakeasy_pages import render
from tests.importers.test_laws import schema_page
from tests.renderers.botocore import botocore_model
from tests.renderers.declarations import declarations
from tests.renderers.json_schemas import json_schema, openapi_30, openapi_31
from tests.renderers.pydantic_models import pydantic_model

META = compiled(orjson.loads(read_file("_meta/variant.schema.json")))
OTHERWISE = {"zod"}
"""Notations that no importer reads; they state all that JSON Schema states, and are put as such."""
LEFT_OUT = {"prose"}
"""Silent about null or presence field by field, which no notation that is read can be."""
WITHOUT_DOCUMENT = {
    "gemini/python-sdk@3.4.0",  # the import unfolds far more than the file keeps
    "orq/openapi@2025-08-25",  # withdrawn
}
"""Of a notation that is read, and yet taken over by hand."""
READ = sorted(variant.id for variant in load().values() if variant.source.notation not in LEFT_OUT)


def rendered(variant: Variant, folder: Path) -> str:
    """A document that states what a variant states, in its notation or in what stands for it."""
    schema: Any = variant.schema
    notation = str(variant.source.notation)
    if notation in OTHERWISE:
        return str(json_schema(schema, folder))
    if notation == "typescript-declarations":
        return str(declarations(schema, folder))
    if notation == "botocore":
        return str(botocore_model(schema, folder))
    if notation == "pydantic":
        module = "rendered_" + "".join(letter if letter.isalnum() else "_" for letter in variant.id)
        return pydantic_model(schema, folder, module)
    if notation == "schema-page":
        (folder / "page.md").write_text(schema_page(schema), encoding="utf-8")
        return str(folder / "page.md")
    if notation.startswith("openapi"):
        return str((openapi_30 if notation == "openapi-3.0" else openapi_31)(schema, folder))
    return str(render(schema, folder, notation.removeprefix("speakeasy-")))


@pytest.mark.parametrize("id", READ)
def test_importing_a_rendered_variant_gives_it_back(
    id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = run_import(rendered(load()[id], tmp_path), "--check", id)
    assert (told.code, told.stdout.rpartition(" says what ")[2]) == (0, f"{id} says.\n"), told.stdout


@pytest.mark.parametrize("id", READ)
def test_a_rendered_variant_is_imported_under_its_id_with_all_that_no_document_says(
    id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    document, variant = rendered(load()[id], tmp_path), load()[id]
    root = ("--root", variant.title) if document.endswith(".json") else ()
    told = run_import(document, *root, "--variant", id, "--quiet")
    written = orjson.loads(told.stdout)
    assert differences(variant.schema, written) == []
    about: Any = variant.schema["x-variant"]
    for word in ("vendor", "surface", "version", "date", "party", "direction", "envelopes", "endpoints"):
        assert written["x-variant"][word] == about[word], word
    assert written["$id"] == variant.schema["$id"]
    assert META.is_valid(written)
    assert list(own_words(written)) == list(own_words(variant.schema))


def own_words(schema: Any, above: str = "") -> Iterator[tuple[str, list[Any]]]:
    """By place, in order, what no document says: our sentence, the concept, how ids look."""
    yield above, [schema.get(word) for word in ("description", "x-concept", "x-id-shape")]
    for name, part in schema.get("properties", {}).items():
        yield from own_words(part, f"{above}/{name}")
    for word in ("items", "additionalProperties"):
        if isinstance(part := schema.get(word), dict):
            yield from own_words(part, f"{above}/*")


def test_a_fact_that_was_lost_is_noticed(tmp_path: Path) -> None:
    schema: Any = load()["mistral/openapi@2026-06-16"].schema
    fields = {name: part for name, part in schema["properties"].items() if name != "agent_id"}
    document = openapi_31({**schema, "properties": {**fields, "model": fields["id"]}}, tmp_path)
    told = run_import(document, "--check", "mistral/openapi@2026-06-16")
    assert told.code == 1
    assert [line.split()[:2] for line in told.stdout.splitlines()[1:-1]] == [
        ["/model", "null"],
        ["/agent_id", "field"],
    ]


def test_what_is_not_imported_is_listed_here() -> None:
    sources = orjson.loads(read_file("_meta/sources.json"))["sources"]
    unread = {id for id, source in sources.items() if source["import"] is None}
    cannot = {id for id in unread if sources[id]["notation"] in OTHERWISE | LEFT_OUT}
    assert unread - cannot == WITHOUT_DOCUMENT
