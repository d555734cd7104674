"""The oddities of Speakeasy's pages."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchschema.core import Null, Presence, UnusableSchema
from batchschema.importers import Imported, UnreadableDocument, canonical, import_document
from batchschema.importers.canonical import Header

HEAD = "| Field | Type | Required | Description |\n| --- | --- | --- | --- |\n"
HOSTILE = [
    "",
    "|",
    "`",
    "*",
    "[",
    "](",
    "\n",
    "\n\n",
    "```",
    "#",
    "{",
    "null",
    "\\",
    "\t",
    "<br/>",
    "- ",
    "> ",
]
TICK, MINUS = ":heavy_check_mark:", ":heavy_minus_sign:"


def page(*rows: str, title: str = "Batch", before: str = "") -> str:
    return f"# {title}\n\n{before}\n\n## Fields\n\n{HEAD}" + "\n".join(rows)


def read(folder: Path, *rows: str, before: str = "", **others: str) -> Imported:
    for name, text in others.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    (folder / "batch.md").write_text(page(*rows, before=before), encoding="utf-8")
    return import_document(str(folder / "batch.md"))


def doubts(imported: Imported) -> list[tuple[str, int | None]]:
    return [(doubt.rule, doubt.passage.line) for doubt in imported.doubts]


def test_a_deprecated_field_has_its_name_struck_out(tmp_path: Path) -> None:
    found = read(tmp_path, f"| ~~`model`~~ | *str* | {TICK} | : warning: ** DEPRECATED **: gone. |")
    assert found.root.properties["model"].deprecated


def test_an_escaped_pipe_ends_no_cell(tmp_path: Path) -> None:
    found = read(
        tmp_path, f"| `f` | [File](https://a) \\| [Blob](https://b) | {TICK} | a \\| b<br/>```c``` |"
    )
    assert found.doubts == ()
    assert found.root.properties["f"].types is None


def test_a_row_with_a_pipe_too_many_is_a_doubt(tmp_path: Path) -> None:
    found = read(tmp_path, f"| `id` | *str* | {TICK} | a | b |")
    assert doubts(found) == [("broken-table", 9)]


def test_a_pipe_in_code_ends_no_cell(tmp_path: Path) -> None:
    found = read(tmp_path, f'| `mode` | `"fast" | "slow"` | {TICK} | either `a` or `b | c` |')
    assert found.doubts == ()
    assert found.root.properties["mode"].values == ("fast", "slow")


def test_no_row_is_lost_to_a_line_break_in_a_cell(tmp_path: Path) -> None:
    rows = [f"| `id` | *str* | {TICK} | one{{}}two |", f"| `state` | *str* | {MINUS} | N/A |"]
    for line_end, flaws in ((" \r<br/>", []), (" \n<br/>", [("broken-table", 10)])):
        found = read(tmp_path, rows[0].format(line_end), rows[1])
        assert list(found.root.properties) == ["id", "state"]
        assert doubts(found) == flaws


def test_where_two_languages_fit_the_linked_pages_tell(tmp_path: Path) -> None:
    row = f"| `next` | [Link](../docs/link.md) | {TICK} | N/A |"
    for field, notation in (("*string*", "speakeasy-typescript"), ("*str*", "speakeasy-python")):
        linked = page(f"| `href` | {field} | {TICK} | N/A |", title="Link")
        assert read(tmp_path, row, link=linked).notation == notation


def test_a_page_that_fits_two_languages_alike_is_a_doubt(tmp_path: Path) -> None:
    told = "# Link\n\n## Values\n\n| Name | Value |\n| --- | --- |\n| `A` | a |\n"
    found = read(tmp_path, f"| `next` | [Link](../docs/link.md) | {TICK} | N/A |", link=told)
    assert doubts(found) == [("unparsed-type-notation", None)]
    assert "speakeasy-typescript" in found.doubts[0].text


def test_a_table_under_fields_without_fields_is_said(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("# B\n\n## Fields\n\n| Name | Type |\n|---|---|\n| `a` | *str* |\n")
    with pytest.raises(UnreadableDocument, match="no columns Field and Type"):
        import_document(str(tmp_path / "b.md"))


def test_an_example_column_is_no_obstacle(tmp_path: Path) -> None:
    text = "# B\n\n## Fields\n\n| Field | Type | Required | Description | Example |\n|---|---|---|---|---|\n"
    row = f"| `id` | *str* | {TICK} | N/A | **Example 1:** a<br/>**Example 2:** b |"
    (tmp_path / "b.md").write_text(text + row, encoding="utf-8")
    found = import_document(str(tmp_path / "b.md"))
    assert (found.root.properties["id"].types, found.doubts) == (("string",), ())


def test_a_cell_that_cannot_be_read_leaves_the_field_open(tmp_path: Path) -> None:
    found = read(tmp_path, f"| `id` | *str* | {TICK} | N/A |", f"| `x` | *str?* | {TICK} | N/A |")
    assert doubts(found) == [("unparsed-type-notation", 10)]
    assert "*str?*" in found.doubts[0].text
    part = written(found)["properties"]["x"]
    assert part == {"x-documented": {"presence": "required", "null": "unstated", "as": "*str?*"}}


def written(found: Imported) -> dict[str, Any]:
    return canonical(found.root, Header(found.title, found.source, found.notation, found.sha256))


def test_extra_keys_are_no_field(tmp_path: Path) -> None:
    rows = [
        f"| `id` | *str* | {TICK} | N/A |",
        f"| `__pydantic_extra__` | Dict[str, *str*] | {MINUS} | N/A |",
    ]
    found = read(tmp_path, *rows)
    assert list(found.root.properties) == ["id"]
    assert found.root.values_of is not None
    assert found.root.values_of.types == ("string",)


def test_an_unknown_mark_leaves_presence_unstated(tmp_path: Path) -> None:
    found = read(tmp_path, "| `id` | *str* | maybe | N/A |")
    assert found.root.properties["id"].presence is Presence.UNSTATED
    assert doubts(found) == [("broken-table", 9)]


def test_a_table_of_headings_only_is_an_open_object(tmp_path: Path) -> None:
    found = read(
        tmp_path, f"| `e` | [models.E](e.md) | {TICK} | N/A |", e=f"# E\n\n## Fields\n\n{HEAD}".strip()
    )
    assert written(found)["properties"]["e"]["additionalProperties"] is True


def test_two_spellings_of_one_wire_name_are_a_doubt(tmp_path: Path) -> None:
    found = read(
        tmp_path, f"| `fileId` | *string* | {TICK} | N/A |", f"| `fileID` | *string* | {TICK} | N/A |"
    )
    assert list(found.root.properties) == ["file_id", "fileID"]
    assert doubts(found) == [("name-collision", 10)]


def test_a_missing_page_is_a_doubt(tmp_path: Path) -> None:
    found = read(tmp_path, f"| `x` | [models.X](x.md) | {TICK} | N/A |")
    assert doubts(found) == [("unresolvable-reference", 9)]
    assert found.root.properties["x"].null is Null.UNSTATED


def test_pages_in_a_circle_are_a_doubt(tmp_path: Path) -> None:
    other = page(f"| `batch` | [models.Batch](../{tmp_path.name}/batch.md) | {TICK} | N/A |", title="X")
    found = read(tmp_path, f"| `x` | [Nullable[models.X]](x.md) | {TICK} | N/A |", x=other)
    assert [doubt.rule for doubt in found.doubts] == ["unresolvable-reference"]
    assert "contains itself" in found.doubts[0].text


def test_a_broken_linked_page_is_a_doubt(tmp_path: Path) -> None:
    found = read(tmp_path, f"| `x` | [models.X](x.md) | {TICK} | N/A |", x="# X\n\nNothing here.\n")
    assert [doubt.rule for doubt in found.doubts] == ["unresolvable-reference"]


def test_a_page_beside_counts_under_its_own_title_only(tmp_path: Path) -> None:
    row = f"| `x` | [models.X](../elsewhere/x.md) | {TICK} | N/A |"
    inner = f"| `a` | *int* | {TICK} | N/A |"
    assert read(tmp_path, row, x=page(inner, title="X")).doubts == ()
    assert read(tmp_path, row, x=page(inner, title="Y")).doubts != ()


def test_a_page_is_never_read_from_another_site_or_an_absolute_path(tmp_path: Path) -> None:
    rows = [
        f"| `x` | [models.X](https://example.com/x.md) | {TICK} | N/A |",
        f"| `y` | [models.Y](/etc/hosts.md) | {TICK} | N/A |",
    ]
    assert [doubt.rule for doubt in read(tmp_path, *rows).doubts] == ["unresolvable-reference"] * 2


def test_pages_that_unfold_without_measure_are_refused(tmp_path: Path) -> None:
    for level in range(20):
        rows = [f"| `{name}` | [models.M{level + 1}](m{level + 1}.md) | {TICK} | N/A |" for name in "ab"]
        (tmp_path / f"m{level}.md").write_text(page(*rows, title=f"M{level}"), encoding="utf-8")
    with pytest.raises(UnusableSchema, match="unfolds"):
        import_document(str(tmp_path / "m0.md"))


UNION = """# U

## Supported Types

### `str`

```python
value: str = x
```

### `List[models.V]`

### `None`
"""


def test_a_union_page_is_a_list_of_types(tmp_path: Path) -> None:
    rows = f"| `u` | [models.U](u.md) | {TICK} | N/A |"
    inner = page(f"| `a` | *int* | {TICK} | N/A |", title="V")
    part = written(read(tmp_path, rows, u=UNION, v=inner))["properties"]["u"]
    assert part["type"] == ["string", "array", "null"]
    assert part["items"]["properties"]["a"]["type"] == "integer"
    assert part["x-documented"]["null"] == "allowed"


def test_a_union_in_a_union_is_one_list(tmp_path: Path) -> None:
    outer = "# O\n\n## Supported Types\n\n### `models.U`\n\n### `int`\n"
    rows = f"| `o` | [models.O](o.md) | {TICK} | N/A |"
    inner = page(f"| `a` | *int* | {TICK} | N/A |", title="V")
    part = written(read(tmp_path, rows, o=outer, u=UNION, v=inner))["properties"]["o"]
    assert part["type"] == ["string", "array", "integer", "null"]


def test_objects_in_a_union_share_what_all_require(tmp_path: Path) -> None:
    union = "# U\n\n## Supported Types\n\n### `models.V`\n\n### `models.W`\n"
    same = f"| `a` | *int* | {TICK} | N/A |"
    one = page(same, f"| `b` | *str* | {TICK} | N/A |", title="V")
    other = page(same, title="W")
    part = written(read(tmp_path, f"| `u` | [models.U](u.md) | {TICK} | N/A |", u=union, v=one, w=other))
    assert part["properties"]["u"]["required"] == ["a"]
    assert list(part["properties"]["u"]["properties"]) == ["a", "b"]


def test_go_names_the_members_of_a_union_in_code_only(tmp_path: Path) -> None:
    union = "# U\n\n## Supported Types\n\n### \n\n"
    union += "```go\nu := components.CreateUStr(string{/* values here */})\n```\n"
    union += "\n### \n\n```go\nu := components.CreateUArrayOfStr([]string{/* values here */})\n```\n"
    rows = f"| `InputFileIDs` | [components.U](u.md) | {TICK} | N/A |\n| `Count` | **int64* | {MINUS} | N/A |"
    found = read(tmp_path, rows, u=union)
    assert found.notation == "speakeasy-go"
    assert found.root.properties["input_file_ids"].types == ("string", "array")
    assert found.root.properties["input_file_ids"].sdk_name == "InputFileIDs"


@pytest.mark.parametrize(
    ("values", "words", "openness"),
    [
        ("| Name | Value |\n| --- | --- |\n| `A_B` | a\\|b |", ("a|b",), "closed"),
        ('- `"A"`\n- `"B"`\n', ("A", "B"), "closed"),
        ('This is an open enum.\n\n- `"A"`\n', ("A",), "open"),
        ('```typescript\n"A" | "B"\n```\n', ("A", "B"), "closed"),
        ('```typescript\n"A" | Unrecognized<string>\n```\n', ("A",), "open"),
    ],
)
def test_the_forms_of_an_enum(tmp_path: Path, values: str, words: tuple[str, ...], openness: str) -> None:
    notation = "typescript" if "typescript" in values else "python"
    text = page(f"| `e` | [components.E](e.md) | {TICK} | N/A |")
    (tmp_path / "b.md").write_text(text, encoding="utf-8")
    (tmp_path / "e.md").write_text(f"# E\n\n## Values\n\n{values}", encoding="utf-8")
    found = import_document(str(tmp_path / "b.md"), notation=f"speakeasy-{notation}")
    node = found.root.properties["e"]
    assert (node.values, node.openness, found.doubts) == (words, openness, ())


def test_values_that_may_be_numbers_or_words_are_left_open(tmp_path: Path) -> None:
    values = "# E\n\n## Values\n\n| Name | Value |\n| --- | --- |\n| `ONE` | 1 |\n"
    found = read(tmp_path, f"| `e` | [Nullable[models.E]](e.md) | {TICK} | N/A |", e=values)
    assert [doubt.rule for doubt in found.doubts] == ["unparsed-type-notation"]
    assert found.root.properties["e"].values is None


EXAMPLE = """## Example Usage

```typescript
import { Batch } from "sdk";

let value: Batch = {
  outputFile: null, // not yet
  'inputFile': "a: null",
  errors: [{ code: null }, { code: "x" }],
  at: new Date("2024-01-01T00:00:00Z"),
  count: 1_000,
};
```
"""


def test_only_a_null_in_an_example_proves_anything(tmp_path: Path) -> None:
    rows = [f"| `{name}` | *string* | {TICK} | N/A |" for name in ("outputFile", "inputFile")]
    rows += [f"| `errors` | [components.E](e.md)[] | {TICK} | N/A |"]
    inner = page(f"| `code` | *string* | {TICK} | N/A |", title="E")
    root = read(tmp_path, *rows, before=EXAMPLE, e=inner).root
    assert root.properties["output_file"].null is Null.ALLOWED
    assert root.properties["output_file"].by_example
    assert root.properties["input_file"].null is Null.UNSTATED
    items = root.properties["errors"].items
    assert items is not None
    assert items.properties["code"].null is Null.ALLOWED


def test_an_example_that_is_no_literal_is_a_doubt_with_its_line(tmp_path: Path) -> None:
    code = "## Example Usage\n\n```typescript\nlet value: Batch = {\n  id: ,\n};\n```\n"
    found = read(tmp_path, f"| `id` | *string* | {TICK} | N/A |", before=code)
    assert doubts(found) == [("unparsed-example", 7)]


@pytest.mark.parametrize(
    ("cell", "name", "prose", "unit"),
    [
        ("*int*", "created_at", "N/A", ("epoch-seconds", "inferred")),
        ("*int*", "created_at", "Unix timestamp of creation", ("epoch-seconds", "inferred")),
        ("*int*", "created", "The Unix timestamp (in seconds) of it", ("epoch-seconds", "documented")),
        ("*int*", "created_at", "Epoch milliseconds", ("epoch-milliseconds", "documented")),
        ("*int*", "created", "Seconds since the epoch", ("epoch-seconds", "documented")),
        ("*int*", "progress", "Counted from the first epoch of training", (None, None)),
        ("*int*", "timeout", "How long, in seconds", (None, None)),
        ("*str*", "created_at", "N/A", (None, None)),
    ],
)
def test_units_of_time(tmp_path: Path, cell: str, name: str, prose: str, unit: tuple[str, str]) -> None:
    node = read(tmp_path, f"| `{name}` | {cell} | {TICK} | {prose} |").root.properties[name]
    assert (node.unit, node.unit_basis) == unit


@pytest.mark.parametrize(
    "prose",
    [
        "16 key-value pairs. Keys can be a maximum of 64 characters, values a maximum of 512 characters.",
        "16 key-value pairs.<br/>Keys have a maximum length of 64 characters. "
        "Values have a maximum length of 512 characters.",
    ],
)
def test_limits_of_metadata_in_prose(tmp_path: Path, prose: str) -> None:
    found = read(tmp_path, f"| `metadata` | Dict[str, *Any*] | {MINUS} | {prose} |")
    part = written(found)["properties"]["metadata"]
    assert (part["maxProperties"], part["propertyNames"]) == (16, {"maxLength": 64})
    assert part["additionalProperties"] == {"maxLength": 512, "x-documented": {"null": "unstated"}}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("# T\n\nNo table.\n", "no table of fields"),
        ("# T\n\n## Fields\n\n| Field | Type |\n| `id` | *str* |\n", "table is broken"),
        ("", "is empty"),
        ("a\0b", "zero bytes"),
    ],
)
def test_what_is_no_page_is_said(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "t.md").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableDocument, match=reason):
        import_document(str(tmp_path / "t.md"))


def test_a_page_of_words_is_no_object(tmp_path: Path) -> None:
    (tmp_path / "t.md").write_text('# T\n\n## Values\n\n- `"A"`\n', encoding="utf-8")
    with pytest.raises(UnusableSchema, match="no object"):
        import_document(str(tmp_path / "t.md"))


MORE = "\n## Values\n\n| Name | Value |\n| --- | --- |\n| `A` | a |\n\n## Supported Types\n\n### `x`\n"
WHOLE = page(
    f"| `id` | *string* | {TICK} | N/A |",
    f"| ~~`files`~~ | [components.E](e.md)[] | {MINUS} | a \\| b |",
    f"| `u` | Record<string, *any*> | {MINUS} | 16 key-value pairs |",
    before=EXAMPLE + MORE,
)


@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 9), st.sampled_from(HOSTILE)), max_size=6)
)
def test_no_damage_to_a_page_ends_in_a_traceback(damages: list[tuple[int, int, str]]) -> None:
    text = WHOLE
    for at, length, instead in damages:
        text = text[:at] + instead + text[at + length :]
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(UnreadableDocument, UnusableSchema):
        (Path(folder) / "batch.md").write_text(text, encoding="utf-8")
        written(import_document(str(Path(folder) / "batch.md")))
