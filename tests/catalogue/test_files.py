"""Every file of the catalogue obeys its schema and the three laws beyond it; a file dropped in is a test."""

from __future__ import annotations

import functools
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import orjson
import pytest

from batchschema import Null, Presence, load
from batchschema.core import Field, Shape
from batchschema.shape import lenient, shape_of, strict
from tests.command import ROOT
from tests.near_payloads import VARIANTS, conforming

SCHEMAS = ROOT / "schemas"
META = SCHEMAS / "_meta"
FILES = sorted(path for path in SCHEMAS.glob("*/*.json") if path.parent != META)
SILENT_ON_NULL = {f"speakeasy-{language}" for language in ("typescript", "go", "csharp", "ruby", "php")}


def read(path: Path) -> Any:
    return orjson.loads(path.read_bytes())


def by_id(path: Path) -> str:
    return path.relative_to(SCHEMAS).as_posix().removesuffix(".json")


each_file = pytest.mark.parametrize("path", FILES, ids=by_id)


def described(part: Any, above: str = "") -> Iterator[tuple[str, Any]]:
    """Each field and part of a file, with its pointer; the root aside."""
    for name, child in part.get("properties", {}).items():
        yield f"{above}/{name}", child
        yield from described(child, f"{above}/{name}")
    for word in ("items", "additionalProperties"):
        if isinstance(part.get(word), dict):
            yield f"{above}/*", part[word]
            yield from described(part[word], f"{above}/*")


def objects(part: Any) -> Iterator[Any]:
    yield part
    for _, child in described(part):
        yield child


def test_the_catalogue_is_its_files() -> None:
    assert FILES
    assert [by_id(path) for path in FILES] == list(load()) == VARIANTS


@functools.cache
def of_such_files() -> tuple[jsonschema.Draft202012Validator, jsonschema_rs.Validator]:
    """What judges a file of the catalogue, twice."""
    schema = read(META / "variant.schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    fast = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    return jsonschema.Draft202012Validator(schema), fast


@each_file
def test_a_file_obeys_the_schema_of_such_files(path: Path) -> None:
    reference, fast = of_such_files()
    reference.validate(read(path))
    assert fast.is_valid(read(path))


@each_file
def test_a_file_is_written_as_an_import_writes_it(path: Path) -> None:
    """Else importing a document again would show as a change of every line."""
    assert path.read_text(encoding="utf-8") == json.dumps(read(path), indent=2, ensure_ascii=False) + "\n"


@each_file
def test_a_file_is_a_schema(path: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(read(path))
    assert jsonschema_rs.meta.is_valid(read(path))


@each_file
def test_path_and_id_follow_from_what_the_file_says_of_itself(path: Path) -> None:
    about = read(path)["x-variant"]
    version = about["version"]
    assert by_id(path) == f"{about['vendor']}/{about['surface']}" + (f"@{version}" if version else "")
    assert read(path)["$id"] == ":".join(
        ["urn:batchschema", about["vendor"], about["surface"], *([version] if version else [])]
    )
    variant = load()[by_id(path)]
    assert (variant.id, variant.vendor, variant.version) == (by_id(path), about["vendor"], version)
    assert variant.label == f"{about['vendor']}/{about['surface']}"


@each_file
def test_required_lists_exactly_the_fields_whose_presence_is_required(path: Path) -> None:
    for part in objects(read(path)):
        stated = [
            name
            for name, child in part.get("properties", {}).items()
            if child["x-documented"]["presence"] == "required"
        ]
        assert part.get("required", []) == stated


@each_file
def test_null_is_let_through_unless_it_is_forbidden(path: Path) -> None:
    for pointer, part in described(read(path)):
        stated = part["x-documented"]["null"]
        types = part.get("type", "null")
        accepts = "null" in ([types] if isinstance(types, str) else types)
        assert accepts == (stated != "forbidden"), pointer
        if "enum" in part:
            assert (None in part["enum"]) == (stated != "forbidden"), pointer


@each_file
def test_concepts_are_known_and_used_once(path: Path) -> None:
    known = read(META / "concepts.json")["concepts"]
    used = Counter(part["x-concept"] for _, part in described(read(path)) if "x-concept" in part)
    assert used
    assert set(used) <= set(known)
    assert set(used.values()) == {1}


def test_notations_are_known() -> None:
    notations = read(META / "notations.json")["notations"]
    schema = read(META / "variant.schema.json")
    assert schema["$defs"]["source"]["properties"]["notation"]["enum"] == list(notations)
    assert {read(path)["x-variant"]["source"]["notation"] for path in FILES} <= set(notations)
    kinds = read(META / "notations.json")["kinds"]
    assert all(list(facts) == list(kinds) for facts in notations.values())


@each_file
def test_a_notation_that_cannot_state_null_states_it_only_by_example(path: Path) -> None:
    notation = read(path)["x-variant"]["source"]["notation"]
    for pointer, part in described(read(path)):
        said = part["x-documented"]
        if notation in SILENT_ON_NULL:
            assert said["null"] == ("allowed" if said.get("evidence") == "example" else "unstated"), pointer
        elif notation == "speakeasy-python":
            is_silent = said.get("as", "").startswith(("List[", "Dict["))
            assert (said["null"] == "unstated") == is_silent or pointer.endswith("*"), pointer


def _types(part: Any) -> list[str]:
    types = part.get("type", [])
    return [types] if isinstance(types, str) else list(types)


@each_file
def test_what_is_derived_from_a_file_is_what_it_says(path: Path) -> None:
    shape = shape_of(read(path))
    facts = {str(pointer): field for pointer, field in shape.walk()}
    written = dict(described(read(path)))
    assert set(facts) == set(written)
    for pointer, part in written.items():
        said, field = part["x-documented"], facts[pointer]
        assert field.null == Null(said["null"])
        assert field.as_written == said.get("as")
        assert field.concept == part.get("x-concept")
        if not pointer.endswith("*"):
            assert field.presence == Presence(said["presence"])
        if "type" in part:
            assert field.types == tuple(name for name in _types(part) if name != "null")


@each_file
def test_the_readings_differ_only_where_the_document_is_silent(path: Path) -> None:
    schema = read(path)
    assert lenient(schema) == schema
    loose, tight = shape_of(_without_documents(schema)), shape_of(_without_documents(strict(schema)))
    pairs = zip(_walked(loose), _walked(tight), strict=True)
    for (pointer, open_field), (other, closed_field) in pairs:
        assert pointer == other
        said = dict(described(schema))[pointer]["x-documented"]
        if said["null"] != "unstated":
            assert open_field.null == closed_field.null, pointer
        else:
            assert (open_field.null, closed_field.null) == (Null.ALLOWED, Null.FORBIDDEN), pointer
        if said.get("presence") in ("required", "optional"):
            assert open_field.presence == closed_field.presence, pointer
        elif "presence" in said:
            assert (open_field.presence, closed_field.presence) == (Presence.OPTIONAL, Presence.REQUIRED)
        assert open_field.types == closed_field.types or open_field.types is None


def _without_documents(part: Any) -> Any:
    """A schema with its keywords alone, as any other validator reads it."""
    if isinstance(part, dict):
        return {key: _without_documents(child) for key, child in part.items() if key != "x-documented"}
    return [_without_documents(child) for child in part] if isinstance(part, list) else part


def _walked(shape: Shape) -> Iterator[tuple[str, Field]]:
    return ((str(pointer), field) for pointer, field in shape.walk())


@each_file
def test_strict_closes_objects_with_fields_and_no_others(path: Path) -> None:
    derived = strict(read(path))
    for part, original in zip(objects(derived), objects(read(path)), strict=True):
        if "properties" in original and "additionalProperties" not in original:
            assert part["additionalProperties"] is False
        else:
            assert part.get("additionalProperties") == original.get("additionalProperties") or isinstance(
                part["additionalProperties"], dict
            )


@each_file
def test_a_conforming_payload_shows_every_field(path: Path) -> None:
    assert set(conforming(by_id(path))) == set(read(path)["properties"])


def test_the_seed_variants_are_there() -> None:
    assert {
        "mistral/typescript-sdk@2025-04-16",
        "mistral/python-sdk@1.2.0",
        "mistral/schema-page",
        "openai/argot-typescript-sdk@2024-10-15",
        "orq/node-sdk@2025-08-25",
    } <= set(load())


def test_what_the_seeds_state_is_stated_here() -> None:
    def facts(id: str) -> Counter[str]:
        fields = load()[id].schema["properties"]
        assert isinstance(fields, dict)
        return Counter(
            f"{part['x-documented']['presence']}/{part['x-documented']['null']}" for part in fields.values()
        )

    assert facts("mistral/schema-page") == {"unstated/forbidden": 12, "unstated/allowed": 4}
    assert facts("mistral/python-sdk@1.2.0") == {
        "required/forbidden": 9, "required/unstated": 2, "optional/forbidden": 1, "optional/unstated": 1,
        "optional/allowed": 4,
    }  # fmt: skip
    assert facts("mistral/typescript-sdk@2025-04-16") == {"required/unstated": 11, "optional/unstated": 6}
    assert facts("openai/argot-typescript-sdk@2024-10-15") == {
        "required/unstated": 7,
        "optional/unstated": 13,
    }
    assert facts("orq/node-sdk@2025-08-25") == {
        "required/unstated": 16, "required/allowed": 3, "optional/unstated": 1
    }  # fmt: skip


def test_the_page_of_a_variant_is_shown_with_its_facts(call: Any) -> None:
    told = call("variants", "orq/node-sdk")
    assert told.code == 0
    rows = {line.split()[0]: line for line in told.stdout.splitlines() if line.startswith("/")}
    assert set(rows) == {str(pointer) for pointer, _ in shape_of(load()["orq/node-sdk"].schema).walk()}
    assert " required " in rows["/output_file_id"]
    assert " allowed " in rows["/output_file_id"]
    assert " unstated " in rows["/completed_at"]
    assert "2025-08-25" in rows["/completed_at"]


def test_a_variants_canonical_schema_can_be_printed(call: Any) -> None:
    for id in VARIANTS:
        assert orjson.loads(call("variants", id, "--format", "schema").output) == read(SCHEMAS / f"{id}.json")
