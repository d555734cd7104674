"""Speakeasy's Java, C#, Ruby and PHP pages: what is rendered comes back, as far as they can state it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given

from batchschema.catalog import load
from batchschema.catalog.files import read as read_file
from batchschema.core import Null, Presence
from batchschema.engines import compiled
from batchschema.importers import Header, Imported, canonical, differences, import_document
from batchschema.importers.wire_names import snake_case
from tests.importers.running import run_import
from tests.importers.shapes import ROOTS, Place, canonical_of
from tests.renderers.speakeasy_sdks import SDKS, pages, stated

META = compiled(orjson.loads(read_file("_meta/variant.schema.json")))
TICK, MINUS = ":heavy_check_mark:", ":heavy_minus_sign:"


def written(found: Imported) -> dict[str, Any]:
    header = Header(found.title, found.source, found.notation, found.sha256)
    return canonical(found.root, header)


def names_below(part: Any) -> set[str]:
    found = set(part.get("properties", {}))
    for inner in (*part.get("properties", {}).values(), part.get("items"), part.get("additionalProperties")):
        found |= names_below(inner) if isinstance(inner, dict) else set()
    return found


NEWEST = sorted({load()[variant.label].id for variant in load().values()})
SNAKE = [
    id
    for id in NEWEST
    if all(snake_case(SDKS["java"].spelled(name)) == name for name in names_below(load()[id].schema))
]
"""The newest variant of each surface whose keys an SDK's spelling does not lose."""


@pytest.mark.parametrize("id", SNAKE)
@pytest.mark.parametrize("name", SDKS)
def test_importing_a_rendered_variant_gives_it_back(name: str, id: str, tmp_path: Path) -> None:
    sdk = SDKS[name]
    schema = stated(dict(load()[id].schema), sdk)
    found = import_document(str(pages(schema, tmp_path, sdk)))
    assert (found.notation, found.doubts) == (sdk.notation, ())
    assert differences(schema, written(found)) == []
    assert META.is_valid(written(found))


@pytest.mark.parametrize("name", SDKS)
@given(root=ROOTS)
def test_importing_a_rendered_shape_gives_it_back(name: str, root: Place) -> None:
    sdk = SDKS[name]
    schema = stated({"type": "object", **canonical_of(root, "python")}, sdk)
    with tempfile.TemporaryDirectory() as folder:
        found = import_document(str(pages(schema, Path(folder), sdk)), notation=sdk.notation)
    assert found.doubts == ()
    assert differences(schema, written(found)) == []


def test_most_of_the_catalogue_can_be_spelled_by_an_sdk() -> None:
    assert len(SNAKE) > len(NEWEST) // 2


@pytest.mark.parametrize(
    ("notation", "rows", "wire"),
    [
        ("speakeasy-java", ["`inputFileId` | *String*", "`totalRequests` | *long*"], "input_file_id"),
        ("speakeasy-csharp", ["`InputFileId` | *string*", "`TotalRequests` | *long*"], "input_file_id"),
        ("speakeasy-ruby", ["`input_file_id` | *::String*", "`done` | *T::Boolean*"], "input_file_id"),
        ("speakeasy-php", ["`inputFileId` | *?string*", "`totalRequests` | *int*"], "input_file_id"),
    ],
)
def test_the_language_is_told_from_types_and_spelling(
    notation: str, rows: list[str], wire: str, tmp_path: Path
) -> None:
    head = "# Batch\n\n## Fields\n\n| Field | Type | Required | Description |\n| --- | --- | --- | --- |\n"
    (tmp_path / "batch.md").write_text(
        head + "\n".join(f"| {row} | {TICK} | N/A |" for row in rows), encoding="utf-8"
    )
    found = import_document(str(tmp_path / "batch.md"))
    assert (found.notation, found.doubts) == (notation, ())
    assert wire in found.root.properties


def test_go_may_state_that_null_is_allowed(tmp_path: Path) -> None:
    head = "# Batch\n\n## Fields\n\n| Field | Type | Required | Description |\n| --- | --- | --- | --- |\n"
    row = "| `OutputFile` | optionalnullable.OptionalNullable[`string`] | :heavy_minus_sign: | N/A |\n"
    (tmp_path / "batch.md").write_text(head + row, encoding="utf-8")
    told = run_import(tmp_path / "batch.md", "--variant", "ours/go-sdk@1")
    assert told.code == 0
    schema = orjson.loads(told.stdout)
    assert META.is_valid(schema)
    assert schema["properties"]["output_file"]["x-documented"]["null"] == Null.ALLOWED


def test_java_says_nothing_of_null_where_it_knows_no_wrapper(tmp_path: Path) -> None:
    head = "# Batch\n\n## Fields\n\n| Field | Type | Required | Description |\n| --- | --- | --- | --- |\n"
    bare = f"| `id` | *String* | {TICK} | N/A |\n| `label` | *String* | {MINUS} | N/A |\n"
    wrapped = f"| `id` | *String* | {TICK} | N/A |\n| `label` | *Optional\\<String>* | {MINUS} | N/A |\n"
    for rows, null in ((bare, Null.UNSTATED), (wrapped, Null.FORBIDDEN)):
        (tmp_path / "Batch.md").write_text(head + rows, encoding="utf-8")
        found = import_document(str(tmp_path / "Batch.md"))
        assert found.notation == "speakeasy-java"
        assert [node.null for node in found.root.properties.values()] == [null, Null.UNSTATED]


def test_of_two_types_in_java_the_one_that_comes_back_counts(tmp_path: Path) -> None:
    head = "# Batch\n\n## Fields\n\n| Field | Setter Type | Getter Type | Required | Description |\n"
    rows = [
        f"| `inputFileId` | *String* | *String* | {TICK} | N/A |",
        f"| `tags` | @Nullable List\\<*String*> | Optional\\<List\\<*String*>> | {MINUS} | N/A |",
        f"| `label` | @Nullable *String* | *JsonNullable\\<String>* | {MINUS} | N/A |",
    ]
    (tmp_path / "Batch.md").write_text(head + "|---|---|---|---|---|\n" + "\n".join(rows), encoding="utf-8")
    found = import_document(str(tmp_path / "Batch.md"))
    assert (found.notation, found.doubts) == ("speakeasy-java", ())
    assert {name: (node.types, node.null) for name, node in found.root.properties.items()} == {
        "input_file_id": (("string",), Null.FORBIDDEN),
        "tags": (("array",), Null.UNSTATED),
        "label": (("string",), Null.ALLOWED),
    }


def test_a_ruby_link_without_a_name_leads_where_the_model_belongs(tmp_path: Path) -> None:
    head = "# Batch\n\n## Fields\n\n| Field | Type | Required | Description |\n| --- | --- | --- | --- |\n"
    row = "| `{}` | {} | :heavy_check_mark: | N/A |\n"
    type_ = "[Crystalline::Array.new(Models::Shared::Tier)](../../models//.md)"
    (tmp_path / "components").mkdir()
    (tmp_path / "shared").mkdir()
    (tmp_path / "components" / "batch.md").write_text(head + row.format("tiers", type_), encoding="utf-8")
    tier = head.replace("Batch", "Tier") + row.format("price", "*::Float*")
    (tmp_path / "shared" / "tier.md").write_text(tier, encoding="utf-8")
    found = import_document(str(tmp_path / "components" / "batch.md"))
    assert (found.notation, found.doubts) == ("speakeasy-ruby", ())
    items = found.root.properties["tiers"].items
    assert items is not None
    assert items.properties["price"].types == ("number",)


JAVA = """# Batch

## Fields

| Field | Type | Required | Description |
| --- | --- | --- | --- |
| `id` | *String* | :heavy_check_mark: | N/A |
| `state` | [Optional\\<State>](../components/State.md) | :heavy_minus_sign: | N/A |
| `label` | *JsonNullable\\<String>* | :heavy_minus_sign: | N/A |
| `odd` | *Either\\<String>* | :heavy_minus_sign: | N/A |
"""
STATE = """# State

## Example Usage

```java
// Open enum: other values come through .of()
State value = State.DONE;
```

## Values

| Name | Value |
| --- | --- |
| `DONE` | done |
"""


def test_a_java_page_is_read_through_the_command(tmp_path: Path) -> None:
    folder = tmp_path / "docs" / "models" / "components"
    folder.mkdir(parents=True)
    (folder / "Batch.md").write_text(JAVA, encoding="utf-8")
    (folder / "State.md").write_text(STATE, encoding="utf-8")
    told = run_import(folder / "Batch.md", "--variant", "ours/java-sdk@1")
    assert told.code == 0
    assert "unparsed-type-notation" in told.stderr
    assert "Either" in told.stderr
    schema = orjson.loads(told.stdout)
    assert META.is_valid(schema)
    parts = schema["properties"]
    assert {name: part["x-documented"]["null"] for name, part in parts.items()} == {
        "id": Null.FORBIDDEN,
        "state": Null.UNSTATED,
        "label": Null.ALLOWED,
        "odd": Null.UNSTATED,
    }
    assert parts["state"]["x-known-values"] == ["done"]
    assert parts["odd"] == {
        "x-documented": {
            "presence": Presence.OPTIONAL,
            "null": Null.UNSTATED,
            "as": "*Either\\<String>*",
        }
    }
