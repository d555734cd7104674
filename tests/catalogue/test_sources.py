"""Every variant can be traced to its document: `_meta/sources.json` says what to type."""

from __future__ import annotations

import shlex
from typing import Any

import jsonschema
import orjson
import pytest

from batchschema import load
from batchschema.cli.import_ import command
from batchschema.importers import NOTATIONS
from tests.command import ROOT
from tests.near_payloads import VARIANTS

META = ROOT / "schemas" / "_meta"
SOURCES: dict[str, Any] = orjson.loads((META / "sources.json").read_bytes())["sources"]
COMMANDS = {id: source["import"] for id, source in SOURCES.items() if source["import"] is not None}


def test_the_file_obeys_its_schema() -> None:
    schema = orjson.loads((META / "sources.schema.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(orjson.loads((META / "sources.json").read_bytes()))


def test_every_variant_has_a_source_and_every_source_a_variant() -> None:
    assert list(SOURCES) == VARIANTS


@pytest.mark.parametrize("id", VARIANTS)
def test_a_source_is_what_the_variant_says_of_itself(id: str) -> None:
    source = load()[id].source
    said = SOURCES[id]
    assert (said["document"], said["revision"], said["notation"]) == (
        source.document,
        source.revision,
        source.notation,
    )


@pytest.mark.parametrize("id", sorted(COMMANDS))
def test_an_import_names_its_variant_its_root_and_options_that_there_are(id: str) -> None:
    program, verb, *arguments = shlex.split(COMMANDS[id])
    assert (program, verb) == ("batchschema", "import")
    given = command.make_context("import", arguments).params
    assert given["variant"] == id
    assert given["root"] == SOURCES[id]["root"]
    assert given["notation"] in (None, *NOTATIONS)


@pytest.mark.parametrize("id", sorted(COMMANDS))
def test_what_is_imported_is_what_was_obtained(id: str) -> None:
    source = SOURCES[id]
    (document,) = command.make_context("import", shlex.split(source["import"])[2:]).params["documents"]
    if source["obtain"] is None:
        return
    if source["notation"] == "pydantic":
        assert source["document"].endswith(f" {document}")
        wanted = source["obtain"].removeprefix("pip install ").split()
        assert wanted[0] == f"{source['document'].split()[0]}=={source['revision']}"
    elif source["obtain"].startswith("git"):
        assert source["revision"] in source["obtain"]
        assert source["document"].endswith(document)


def test_a_variant_of_one_surface_is_of_one_kind_of_document() -> None:
    """A history compares like with like."""
    kinds: dict[str, set[str]] = {}
    for variant in load().values():
        kinds.setdefault(variant.label, set()).add(str(variant.source.notation).partition("-3.")[0])
    assert {label: found for label, found in kinds.items() if len(found) > 1} == {}
