"""Importing is the inverse of rendering."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given

from batchschema.catalog import load
from batchschema.catalog.files import read as read_file
from batchschema.engines import compiled
from batchschema.importers import Header, canonical, differences, import_document
from tests.importers.shapes import ROOTS, Place, canonical_of
from tests.importers.speakeasy_pages import render

Part = dict[str, Any]
META = compiled(orjson.loads(read_file("_meta/variant.schema.json")))
SPEAKEASY = sorted(
    variant.id
    for variant in load().values()
    if variant.source.notation in ("speakeasy-python", "speakeasy-typescript")
)


def imported(path: Path, **options: Any) -> Part:
    document = import_document(str(path), **options)
    assert not document.doubts
    header = Header(document.title, document.source, document.notation, document.sha256)
    return canonical(document.root, header)


def without(schema: Any, *words: str) -> Any:
    """The schema without some annotations, at every depth; fields are no keywords."""
    if not isinstance(schema, dict):
        return schema
    out = {word: without(part, *words) for word, part in schema.items() if word not in words}
    if "properties" in schema:
        out["properties"] = {name: without(part, *words) for name, part in schema["properties"].items()}
    return out


@pytest.mark.parametrize("language", ["python", "typescript"])
@given(root=ROOTS)
def test_importing_a_rendered_shape_gives_it_back(language: str, root: Place) -> None:
    schema = canonical_of(root, language)
    with tempfile.TemporaryDirectory() as folder:
        read = imported(render(schema, Path(folder), language), notation=f"speakeasy-{language}")
    assert META.is_valid(read)
    kept = {word: without(read[word], "x-concept") for word in ("required", "properties") if word in read}
    assert kept == {word: schema[word] for word in ("required", "properties") if word in schema}


@pytest.mark.parametrize("id", SPEAKEASY)
def test_importing_a_rendered_variant_of_the_catalogue_gives_it_back(id: str, tmp_path: Path) -> None:
    schema: Any = load()[id].schema
    language = str(load()[id].source.notation).removeprefix("speakeasy-")
    read = imported(render(schema, tmp_path, language))
    assert read["x-variant"]["source"]["notation"] == load()[id].source.notation
    assert differences(schema, read) == []
    assert META.is_valid(read)
    own = ("description", "x-concept", "x-id-shape")
    assert without(read["properties"], *own) == without(schema["properties"], *own)
    assert dict(concepts(read)) == dict(concepts(schema))


def test_importing_a_rendered_schema_page_gives_the_variant_back(tmp_path: Path) -> None:
    schema: Any = load()["mistral/schema-page"].schema
    (tmp_path / "page.md").write_text(schema_page(schema), encoding="utf-8")
    read = imported(tmp_path / "page.md")
    assert differences(schema, read) == []
    assert dict(concepts(read)) == dict(concepts(schema))


@pytest.mark.parametrize("id", list(load()))
def test_a_schema_differs_from_itself_in_nothing(id: str) -> None:
    assert differences(load()[id].schema, load()[id].schema) == []


def concepts(schema: Any, pointer: str = "") -> Iterator[tuple[str, str]]:
    for name, part in schema.get("properties", {}).items():
        if "x-concept" in part:
            yield f"{pointer}/{name}", part["x-concept"]
        yield from concepts(part, f"{pointer}/{name}")
    if isinstance(schema.get("items"), dict):
        yield from concepts(schema["items"], f"{pointer}/*")


def schema_page(schema: Part) -> str:
    """A page with a table and the schema below it, packed without blank lines."""
    lines = [f"Vendor · Schema\n{schema['title']}\nProperties\n| Name | Type | Description |\n|---|---|---|"]
    for name, part in schema["properties"].items():
        types = part["type"] if isinstance(part["type"], list) else [part["type"]]
        lines.append(f"| {name} | {''.join(types)} | |")
    plain = without(schema, "x-documented", "x-concept", "x-unit", "x-unit-basis", "x-id-shape", "x-variant")
    plain = {**plain, "$id": "#/components/schemas/Thing"}
    return "\n".join([*lines, "JSON Schema", orjson.dumps(plain, option=orjson.OPT_INDENT_2).decode()])
