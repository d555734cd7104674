"""The catalogue beside documents: a variant as a sibling, and a component named by a pointer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from batchschema import load
from batchschema.importers import Header, canonical, recalled
from tests.importers.running import run_import
from tests.importers.speakeasy_pages import render

SPEC = {
    "openapi": "3.1.0",
    "components": {
        "schemas": {
            "Batch": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}},
            "Job/Old": {
                "type": "object",
                "properties": {"at": {"type": "integer"}, "id": {"type": "string"}},
            },
        }
    },
}


@pytest.mark.parametrize("id", list(load()))
def test_a_variant_that_is_recalled_says_what_its_file_says(id: str) -> None:
    schema: Any = load()[id].schema
    found = recalled(schema, id)
    again = canonical(found.root, Header(found.title, id, found.notation, found.sha256, known=schema))
    assert facts(again) == facts(schema)


def facts(schema: Any) -> Any:
    """A schema without our words about it, and without what only files of the catalogue may add."""
    if isinstance(schema, list):
        return [facts(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    left_out = {"description", "x-variant", "$id", "x-id-shape"}
    out = {word: facts(part) for word, part in schema.items() if word not in left_out}
    return out | ({"type": sorted(out["type"])} if isinstance(out.get("type"), list) else {})


def test_a_variant_of_the_catalogue_fills_what_a_page_is_silent_about(tmp_path: Path) -> None:
    schema: Any = load()["mistral/typescript-sdk@2025-04-16"].schema
    own = render(schema, tmp_path, "typescript")
    ran = run_import(own, "--siblings", "mistral/openapi@2025-04-16")
    assert ran.code == 0
    started = json.loads(ran.stdout)["properties"]["started_at"]["x-documented"]
    assert started["null"] == "allowed"
    assert started["from"]["null"] == "mistral/openapi@2025-04-16"
    newest = run_import(own, "--siblings", "mistral/openapi")
    assert f"taken from {load()['mistral/openapi'].id}" in newest.stderr


def test_a_sibling_that_is_neither_a_file_nor_a_variant_is_missed(tmp_path: Path) -> None:
    schema: Any = load()["mistral/typescript-sdk@2025-04-16"].schema
    page = render(schema, tmp_path, "typescript")
    near = run_import(page, "--siblings", "mistral/opnapi")
    assert (near.code, near.stdout) == (2, "")
    assert "did you mean `mistral/openapi`?" in near.stderr
    far = run_import(page, "--siblings", "docs/openapi")
    assert far.code == 3
    assert "docs/openapi: cannot be read" in far.stderr


@pytest.mark.parametrize(
    ("pointer", "title"),
    [("/components/schemas/Batch", "Batch"), ("/components/schemas/Job~1Old", "Job/Old")],
)
def test_a_pointer_names_a_component(pointer: str, title: str, tmp_path: Path) -> None:
    path = tmp_path / "spec.json"
    path.write_text(json.dumps(SPEC))
    by_pointer, by_name = run_import(f"{path}#{pointer}"), run_import(path, "--root", title)
    assert by_pointer.code == 0
    assert json.loads(by_pointer.stdout)["properties"] == json.loads(by_name.stdout)["properties"]
    assert json.loads(by_pointer.stdout)["title"] == title


def test_a_pointer_leads_into_a_schemas_definitions(tmp_path: Path) -> None:
    path = tmp_path / "schema.json"
    path.write_text(json.dumps({"$defs": {"Job": SPEC["components"]["schemas"]["Batch"]}}))  # type: ignore[index]
    ran = run_import(f"{path}#/$defs/Job")
    assert (ran.code, json.loads(ran.stdout)["title"]) == (0, "Job")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["{spec}", "--root", "Nope"], "no component `Nope`; there are Batch, Job/Old"),
        (["{spec}", "--root", "Bacth"], "no component `Bacth`; did you mean `Batch`?"),
        (
            ["{spec}#/components/schemas/Nope"],
            "nothing is at `/components/schemas/Nope`; its components are Batch",
        ),
    ],
)
def test_a_wrong_root_is_told_what_there_is(arguments: list[str], message: str, tmp_path: Path) -> None:
    path = tmp_path / "spec.json"
    path.write_text(json.dumps(SPEC))
    ran = run_import(*(each.format(spec=path) for each in arguments))
    assert (ran.code, ran.stdout) == (2, "")
    assert message in ran.stderr
