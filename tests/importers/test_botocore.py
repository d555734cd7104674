"""Service models of botocore: shapes that refer to each other by name."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchschema.core import Null, Presence
from batchschema.importers import Described, Imported, UnknownRoot, UnreadableDocument, import_document
from batchschema.importers.botocore import TYPES, import_service_model
from batchschema.importers.document import Text
from tests.importers.running import run_import

SCALARS = sorted(set(TYPES) - {"list", "map", "structure"})
TEXT = {"type": "string"}


def model(shapes: dict[str, Any], protocol: str = "rest-json") -> dict[str, Any]:
    return {"version": "2.0", "metadata": {"protocol": protocol}, "operations": {}, "shapes": shapes}


def read(shapes: dict[str, Any], root: str = "Job", protocol: str = "rest-json") -> Imported:
    return import_service_model(Text("service-2.json", b""), model(shapes, protocol), root)


def job(shape: Any, *, required: bool = False, **others: Any) -> dict[str, Any]:
    members = {"field": {"shape": "Field"}}
    root = {"type": "structure", "members": members, "required": ["field"] if required else []}
    return {"Job": root, "Field": shape, **others}


def field(shape: Any, **others: Any) -> tuple[Described, list[str]]:
    found = read(job(shape, **others))
    return found.root.properties["field"], [doubt.rule for doubt in found.doubts]


@given(st.sampled_from(SCALARS), st.booleans())
def test_a_scalar_has_its_type_and_its_presence_and_nothing_about_null(kind: str, required: bool) -> None:
    node = read(job({"type": kind}, required=required)).root.properties["field"]
    assert (node.types, node.null) == ((TYPES[kind],), Null.UNSTATED)
    assert node.presence is (Presence.REQUIRED if required else Presence.OPTIONAL)
    assert node.written == f"Field: {kind}"


@pytest.mark.parametrize(
    ("shape", "protocol", "types", "unit"),
    [
        ({"timestampFormat": "iso8601"}, "rest-json", ("string",), "rfc3339"),
        ({"timestampFormat": "unixTimestamp"}, "rest-xml", ("number",), "epoch-seconds"),
        ({"timestampFormat": "rfc822"}, "json", ("string",), None),
        ({}, "rest-json", ("number",), "epoch-seconds"),
        ({}, "json", ("number",), "epoch-seconds"),
        ({}, "query", ("string",), "rfc3339"),
    ],
)
def test_a_timestamp_is_written_as_its_shape_or_else_the_protocol_says(
    shape: Any, protocol: str, types: tuple[str, ...], unit: str | None
) -> None:
    node = read(job({"type": "timestamp", **shape}), protocol=protocol).root.properties["field"]
    assert (node.types, node.unit) == (types, unit)
    assert node.format == ("date-time" if unit == "rfc3339" else None)


def test_min_and_max_limit_a_length_a_count_or_a_value() -> None:
    bounds = {"min": 2, "max": 9}
    assert field({"type": "string", **bounds})[0].bounds == {"minLength": 2, "maxLength": 9}
    assert field({"type": "long", **bounds})[0].bounds == {"minimum": 2, "maximum": 9}
    listed, _ = field({"type": "list", "member": {"shape": "Text"}, **bounds}, Text=TEXT)
    assert listed.bounds == {"minItems": 2, "maxItems": 9}
    assert field({"type": "integer", "min": 0})[0].bounds == {"minimum": 0}
    assert field({"type": "string", "min": 0})[0].bounds == {}


def test_lists_maps_and_structures_are_folded_in() -> None:
    inner = {"type": "structure", "required": ["word"], "members": {"word": {"shape": "Word"}}}
    words = {"type": "string", "enum": ["on", "off"]}
    node, doubts = field({"type": "list", "member": {"shape": "Inner"}}, Inner=inner, Word=words)
    assert doubts == []
    assert node.items is not None
    word = node.items.properties["word"]
    assert (word.values, word.openness, word.presence) == (("on", "off"), "closed", Presence.REQUIRED)
    mapped, _ = field(
        {"type": "map", "key": {"shape": "Word"}, "value": {"shape": "Inner"}}, Inner=inner, Word=words
    )
    assert mapped.values_of is not None
    assert list(mapped.values_of.properties) == ["word"]


def test_the_key_on_the_wire_is_the_location_name_and_headers_are_not_in_the_body() -> None:
    members = {
        "JobId": {"shape": "Text", "locationName": "jobId"},
        "RequestId": {"shape": "Text", "location": "header", "locationName": "x-request-id"},
    }
    found = read({"Job": {"type": "structure", "members": members}, "Text": TEXT})
    assert list(found.root.properties) == ["jobId"]
    assert found.root.properties["jobId"].sdk_name == "JobId"


@pytest.mark.parametrize(
    ("shape", "others", "rule"),
    [
        ({"type": "string", "pattern": "[a-z]+"}, {}, "keyword-outside-vocabulary"),
        ({"type": "structure", "union": True, "members": {}}, {}, "keyword-outside-vocabulary"),
        ({"type": "duration"}, {}, "unparsed-type-notation"),
        ({"type": "list", "member": {"shape": "Nowhere"}}, {}, "unresolvable-reference"),
        ({"type": "list"}, {}, "unresolvable-reference"),
        ({"type": "list", "member": {"shape": "Field"}}, {}, "unresolvable-reference"),
        ("no shape", {}, "unresolvable-reference"),
    ],
)
def test_what_cannot_be_taken_over_is_told(shape: Any, others: dict[str, Any], rule: str) -> None:
    _, doubts = field(shape, **others)
    assert doubts == [rule]


def test_any_json_is_left_open() -> None:
    node, doubts = field({"type": "structure", "members": {}, "document": True})
    assert (node.types, doubts) == (None, [])


def test_the_command_recognises_a_model_and_names_its_structures(tmp_path: Path) -> None:
    path = tmp_path / "service-2.json"
    path.write_text(json.dumps(model(job(TEXT, required=True))), encoding="utf-8")
    ran = run_import(path, "--root", "Job", "--variant", "acme/botocore@1.0")
    assert ran.code == 0
    schema = json.loads(ran.stdout)
    assert schema["x-variant"]["source"]["notation"] == "botocore"
    assert schema["required"] == ["field"]
    assert schema["properties"]["field"]["type"] == ["string", "null"]
    with pytest.raises(UnknownRoot, match="did you mean `Job`"):
        import_document(str(path), root="Jbo")
    assert run_import(path).code == 2


def test_a_gzipped_model_is_read_as_it_ships(tmp_path: Path) -> None:
    text = json.dumps(model(job(TEXT))).encode()
    (tmp_path / "service-2.json").write_bytes(text)
    (tmp_path / "service-2.json.gz").write_bytes(gzip.compress(text))
    plain = import_document(str(tmp_path / "service-2.json"), root="Job")
    packed = import_document(str(tmp_path / "service-2.json.gz"), root="Job")
    assert (packed.sha256, packed.root) == (plain.sha256, plain.root)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (gzip.compress(b'{"shapes": {}}' * 99)[:-9], "no complete gzip file"),
        (b"\x1f\x8b\x08 and then something else", "no complete gzip file"),
        (gzip.compress(b" " * (33 << 20)), "unpacks to more than 32 MiB"),
        (gzip.compress(b""), "is empty"),
    ],
    ids=["truncated", "damaged", "bomb", "empty"],
)
def test_a_bad_gzip_file_is_told(content: bytes, why: str, tmp_path: Path) -> None:
    path = tmp_path / "service-2.json.gz"
    path.write_bytes(content)
    ran = run_import(path, "--root", "Job")
    assert ran.code == 3
    assert why in ran.stderr


def test_another_document_is_no_service_model(tmp_path: Path) -> None:
    path = tmp_path / "schema.json"
    path.write_text('{"type": "object", "properties": {"shapes": {}}}', encoding="utf-8")
    with pytest.raises(UnreadableDocument, match="is no service model"):
        import_document(str(path), notation="botocore")
