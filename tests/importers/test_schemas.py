"""JSON Schema, OpenAPI, schema pages and pydantic models."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from batchschema.core import Null, Presence, UnusableSchema
from batchschema.importers import Described, Imported, UnknownRoot, UnreadableDocument, import_document
from batchschema.importers.document import Text
from batchschema.importers.openapi import import_openapi
from batchschema.importers.tree import parse_tree


def openapi(version: str, schemas: dict[str, Any], root: str = "Batch") -> Imported:
    document = {"openapi": version, "components": {"schemas": schemas}}
    notation = "openapi-3.0" if version.startswith("3.0") else "openapi-3.1"
    return import_openapi(Text("spec.json", b""), document, notation, root)


def field(version: str, part: Any, **others: Any) -> tuple[Described, list[str]]:
    batch = {"type": "object", "required": ["x"], "properties": {"x": part}}
    found = openapi(version, {"Batch": batch, **others})
    return found.root.properties["x"], [doubt.rule for doubt in found.doubts]


REF = {"$ref": "#/components/schemas/Other"}
TEXT = {"type": "string"}
NULL = {"type": "null"}


@pytest.mark.parametrize(
    ("version", "part", "null", "doubts"),
    [
        ("3.0.3", {"type": "string"}, Null.FORBIDDEN, []),
        ("3.0.3", {"type": "string", "nullable": True}, Null.ALLOWED, []),
        ("3.0.3", {"nullable": True, **REF}, Null.FORBIDDEN, ["nullable-keyword-ignored"]),
        ("3.0.3", {"nullable": True, "allOf": [REF]}, Null.FORBIDDEN, ["nullable-keyword-ignored"]),
        (
            "3.0.3",
            {"type": "string", "nullable": True, "enum": ["a"]},
            Null.FORBIDDEN,
            ["enum-excludes-null"],
        ),
        ("3.0.3", {"type": "string", "nullable": True, "enum": ["a", None]}, Null.ALLOWED, []),
        ("3.0.3", {"description": "anything"}, Null.ALLOWED, []),
        ("3.1.0", {"type": "string", "nullable": True}, Null.FORBIDDEN, ["nullable-keyword-ignored"]),
        ("3.1.0", {"type": ["string", "null"]}, Null.ALLOWED, []),
        ("3.1.0", {"anyOf": [TEXT, NULL]}, Null.ALLOWED, []),
        ("3.1.0", {"oneOf": [REF, NULL]}, Null.ALLOWED, []),
        ("3.1.0", {"allOf": [{"type": ["string", "null"]}, REF]}, Null.FORBIDDEN, []),
        ("3.1.0", {**REF, "type": ["string", "null"]}, Null.FORBIDDEN, []),
        ("3.1.0", {"anyOf": [{"anyOf": [TEXT, NULL]}, {"type": "integer"}]}, Null.ALLOWED, []),
        ("3.1.0", {"const": "a"}, Null.FORBIDDEN, []),
        ("3.1.0", {"const": None}, Null.ALLOWED, []),
    ],
)
def test_every_spelling_of_null_is_one_fact(version: str, part: Any, null: Null, doubts: list[str]) -> None:
    node, told = field(version, part, Other=TEXT)
    assert (node.null, told) == (null, doubts)


WORDS = st.lists(st.sampled_from("abcd"), min_size=1, unique=True)


@given(WORDS, st.booleans(), st.booleans())
def test_spellings_of_one_enum_agree(words: list[str], null: bool, required: bool) -> None:
    nulls = [None] if null else []
    names = ["string", "null"] if null else "string"
    spellings = [
        ("3.1.0", {"type": names, "enum": [*words, *nulls]}),
        ("3.1.0", {"anyOf": [{"type": "string", "enum": words}, *([NULL] if null else [])]}),
        (
            "3.1.0",
            {"oneOf": [*([NULL] if null else []), *({"const": word, "type": "string"} for word in words)]},
        ),
        ("3.0.0", {"type": "string", "enum": [*words, *nulls], **({"nullable": True} if null else {})}),
        ("3.0.0", {"allOf": [{"type": "string", "enum": [*words, *nulls], "nullable": null}]}),
    ]
    facts = set()
    for version, part in spellings:
        node, told = field(version, part)
        assert told == []
        facts.add((node.types, node.null, node.values, node.openness))
    assert facts == {(("string",), Null.ALLOWED if null else Null.FORBIDDEN, tuple(words), "closed")}


def test_an_enum_beside_a_string_is_open() -> None:
    node, _ = field("3.1.0", {"anyOf": [{"enum": ["a", "b"], "type": "string"}, TEXT]})
    assert (node.types, node.values, node.openness) == (("string",), ("a", "b"), "open")


def test_all_of_joins_fields() -> None:
    parts = [{"type": "object", "properties": {"a": TEXT}}, {"required": ["a"]}, {"properties": {"b": TEXT}}]
    found = openapi("3.0.0", {"Batch": {"allOf": parts}})
    presences = {name: node.presence for name, node in found.root.properties.items()}
    assert presences == {"a": Presence.REQUIRED, "b": Presence.OPTIONAL}
    assert found.doubts == ()


def test_where_nothing_is_required_presence_is_unstated() -> None:
    found = openapi("3.0.0", {"Batch": {"type": "object", "properties": {"a": TEXT}}})
    assert found.root.properties["a"].presence is Presence.UNSTATED


@pytest.mark.parametrize(
    ("part", "rule"),
    [
        ({"$ref": "#/nowhere"}, "unresolvable-reference"),
        ({"$ref": "other.yaml#/X"}, "unresolvable-reference"),
        ({"$ref": "#/components/schemas/Batch"}, "unresolvable-reference"),
        ({"type": "text"}, "not-a-schema"),
        ({"enum": []}, "not-a-schema"),
        ({"allOf": {}}, "not-a-schema"),
        (7, "not-a-schema"),
        ({"not": {}}, "keyword-outside-vocabulary"),
        ({"type": "array", "items": [TEXT]}, "keyword-outside-vocabulary"),
        ({"type": "string", "format": "hostname"}, "keyword-outside-vocabulary"),
        ({"allOf": [TEXT, {"type": "integer"}]}, "unsatisfiable-field"),
        (False, "unsatisfiable-field"),
    ],
)
def test_what_cannot_be_taken_over_is_a_doubt(part: Any, rule: str) -> None:
    node, told = field("3.1.0", part)
    assert told == [rule]
    assert node.presence is Presence.REQUIRED


def test_unix_time_is_a_unit_and_no_format() -> None:
    node, told = field("3.1.0", {"type": "integer", "format": "unixtime"})
    assert (node.format, node.unit, node.unit_basis, told) == (None, "epoch-seconds", "documented", [])


def schema_file(folder: Path, document: Any) -> str:
    (folder / "batch.json").write_text(json.dumps(document), encoding="utf-8")
    return str(folder / "batch.json")


def test_old_drafts_ignore_what_stands_beside_a_reference(tmp_path: Path) -> None:
    document = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "required": ["a"],
        "properties": {"a": {"$ref": "#/definitions/T", "type": "integer"}},
        "definitions": {"T": {"type": "string", "minLength": 2}},
    }
    node = import_document(schema_file(tmp_path, document)).root.properties["a"]
    assert (node.types, node.bounds) == (("string",), {"minLength": 2})


def test_draft_4_bounds_become_numbers(tmp_path: Path) -> None:
    part = {
        "type": "integer",
        "minimum": 0,
        "exclusiveMinimum": True,
        "maximum": 9,
        "exclusiveMaximum": False,
    }
    found = import_document(schema_file(tmp_path, {"required": ["a"], "properties": {"a": part}}))
    assert found.root.properties["a"].bounds == {"exclusiveMinimum": 0, "maximum": 9}


def test_a_definition_by_its_name(tmp_path: Path) -> None:
    document = {"$defs": {"Batch": {"required": ["a"], "properties": {"a": TEXT}}}}
    path = schema_file(tmp_path, document)
    assert list(import_document(path, root="Batch").root.properties) == ["a"]
    with pytest.raises(UnknownRoot, match="did you mean `Batch`"):
        import_document(path, root="Bacth")
    with pytest.raises(UnknownRoot, match="--root"):
        import_document(path)


YAML = """
openapi: 3.0.3
components:
  schemas:
    Batch:
      type: object
      required: &r [id]
      properties:
        id: &t {type: string, description: &t one}
        when: {type: string, example: 2024-01-01, nullable: true, maxLength: 40}
        word: {type: string, enum: [no, on, 012]}
        same: {type: string, description: *t}
"""


def test_yaml_is_read_as_json_would_be(tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text(YAML, encoding="utf-8")
    found = import_document(str(tmp_path / "spec.yaml"))
    assert found.notation == "openapi-3.0"
    assert found.root.properties["word"].values == ("no", "on", "012")
    assert [example.value for example in found.examples] == ["2024-01-01"]
    assert found.root.properties["when"].null is Null.ALLOWED
    assert found.root.properties["when"].bounds == {"maxLength": 40}


def bomb(levels: int) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]" for level in range(1, levels)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (bomb(9), "expand to more than"),
        ("a: &a [*a]", "never ends"),
        ("a: *b", "defined nowhere"),
        ("a: [", "is not YAML"),
        ("{}: 1\n? [a]\n: 2", "key that is no text"),
        ("a: " + "[" * 900 + "]" * 900, "nested too deeply"),
        ("openapi: 4.0.0", "is OpenAPI 4.0.0"),
        ("swagger: '2.0'", "Swagger 2.0"),
        ("- 1", "is no schema"),
    ],
)
def test_hostile_yaml_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "spec.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableDocument, match=reason):
        import_document(str(tmp_path / "spec.yaml"))


@pytest.mark.parametrize(
    "text", ['{"a": 1,}', '{"a": NaN}', "[", '{"properties":' * 3000 + "{}" + "}" * 3000]
)
def test_hostile_json_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "spec.json").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableDocument):
        import_document(str(tmp_path / "spec.json"))


TEXTS = st.text(alphabet="abno0129é✓:#-*&!|>{}[]<~ \\\"'", max_size=6)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | TEXTS,
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(TEXTS, parts, max_size=3),
)


@given(st.dictionaries(TEXTS, JSON, min_size=1, max_size=3))
def test_json_is_yaml(value: dict[str, Any]) -> None:
    text = json.dumps(value, ensure_ascii=False)
    assume("<<" not in text)
    assert parse_tree(Text("a.yaml", text.encode())) == value


SCHEMA_WORDS = st.sampled_from(
    ["type", "properties", "required", "items", "anyOf", "allOf", "oneOf", "enum", "const", "$ref", "format",
     "nullable", "additionalProperties", "propertyNames", "example", "x-oaiMeta", "default", "description"]
)  # fmt: skip
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(0, 3)
    | st.sampled_from(["string", "null", "object", "#", "#/properties/x"]),
    lambda parts: (
        st.lists(parts, max_size=3) | st.dictionaries(SCHEMA_WORDS | st.just("x"), parts, max_size=4)
    ),
    max_leaves=12,
)


@given(ANYTHING)
def test_any_schema_is_folded_or_refused(part: Any) -> None:
    try:
        field("3.1.0", part)
        field("3.0.0", part)
    except (UnusableSchema, UnreadableDocument, UnknownRoot):
        pass


PAGE = """Vendor
Properties
| Name | Type | Description |
|---|---|---|
| id | string | |
| model | stringnull | |
| gone | integer | |
| odd | text | |
JSON Schema
{ "$id": "#/x", "required": ["id"], "properties": {
  "id": {"type": ["string", "null"]}, "model": {"type": ["string", "null"]}, "more": {"type": "string"},
  "odd": {"type": "string"} } }
"""


def test_a_schema_page_compares_its_table_with_its_schema(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    found = import_document(str(tmp_path / "page.txt"))
    assert found.notation == "schema-page"
    told = [(doubt.rule, str(doubt.pointer), doubt.passage.line) for doubt in found.doubts]
    assert told == [
        ("table-contradicts-schema", "/id", 5),
        ("table-contradicts-schema", "/gone", 7),
        ("unparsed-type-notation", "/odd", 8),
        ("table-contradicts-schema", "/more", 3),
    ]
    assert "rebased" in found.notes[0]


def test_a_schema_page_with_a_fence_and_blank_lines(tmp_path: Path) -> None:
    text = PAGE.replace("JSON Schema\n{", "\n## JSON Schema\n\n```json\n{") + "```\n"
    (tmp_path / "page.md").write_text(text, encoding="utf-8")
    assert list(import_document(str(tmp_path / "page.md")).root.properties) == ["id", "model", "more", "odd"]


MODEL = """
from typing import Literal, Optional

from pydantic import BaseModel


class Batch(BaseModel):
    id: str
    status: Literal["queued", "done"]
    model: Optional[str]
    errors: Optional[list[str]] = None
    count: int = 1


word = "no class"
"""


def test_a_pydantic_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pydantic")
    (tmp_path / "vendor_models.py").write_text(MODEL, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delitem(sys.modules, "vendor_models", raising=False)
    found = import_document("vendor_models:Batch")
    facts = {
        name: (node.types, node.presence.value, node.null.value)
        for name, node in found.root.properties.items()
    }
    assert found.notation == "pydantic"
    assert facts == {
        "id": (("string",), "required", "forbidden"),
        "status": (("string",), "required", "forbidden"),
        "model": (("string",), "required", "allowed"),
        "errors": (("array",), "optional", "allowed"),
        "count": (("integer",), "optional", "forbidden"),
    }
    with pytest.raises(UnknownRoot, match="did you mean `Batch`"):
        import_document("vendor_models:Bacth")
    with pytest.raises(UnreadableDocument, match="no class"):
        import_document("vendor_models:word")
    lazy = (
        "def __getattr__(name):\n    raise AttributeError(name)\n\ndef __dir__():\n    return ['Batches']\n"
    )
    (tmp_path / "lazy_models.py").write_text(lazy, encoding="utf-8")
    with pytest.raises(UnknownRoot, match="did you mean `Batches`"):
        import_document("lazy_models:Batch")
    with pytest.raises(UnreadableDocument, match="cannot be imported"):
        import_document("no_such_module:Batch")
