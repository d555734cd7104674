"""Findings on JSON and YAML documents have a line and a column, whatever way the text is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command import Command

IGNORED = "no-provenance,null-unstated,nothing-required"
HERE = "«"
"""Marks what a finding is about, in the texts of this page."""


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """A text without its marks, and where they were."""
    places, out = [], ""
    for part in text.split(HERE)[:-1]:
        out += part
        lines = out.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        places.append((len(lines), len(lines[-1].removeprefix("\ufeff")) + 1))
    return text.replace(HERE, ""), places


def places(call: Command, path: Path, *arguments: str) -> list[tuple[int, int]]:
    told = call("check", "--document", path, "--ignore", IGNORED, "--format", "json", *arguments)
    return [(each["line"], each["column"]) for each in told.findings]


JSON: dict[str, str] = {
    "a mark of the byte order": '\ufeff{"properties": {"a": {«"type": "text"}, "b": {}}}',
    "line ends of Windows": '{\r\n "properties": {\r\n "a": {«"type": "text"}}}',
    "line ends of old": '{\r "properties": {\r "a": {«"type": "text"}}}',
    "tabs": '{\t"properties":\n\t{\t"a": {\t«"type": "text"}}}',
    "a key twice": '{"properties": {"a": {"type": "text"}},'
    ' "properties": {"a": {"type": 5, «"type": "text"}}}',
    "empty and escaped keys": '{"properties": {"": {«"not": {}}, "~/": {«"not": {}},'
    ' "a\\u002fb": {«"not": {}}}}',
    "wide characters": '{"description": "\U0001f600 é", "properties": {"é\U0001f600": {«"type": "text"}}}',
    "half of a pair": '{"\\ud800": 1, "properties": {"\\udc00": {"type": "string"}, "b": {«"type": "text"}}}',
    "a reference": '{"properties": {"a": {"$ref": "#/$defs/A~1~0"}}, "$defs": {"A/~": {«"type": "text"}}}',
    "a reference beside": '{"properties": {"a": {"$ref": "#A", «"not": {}}},'
    ' "$defs": {"A": {"$anchor": "A"}}}',
    "an anchor": '{"properties": {"a": {"$ref": "#A"}}, "x": [{"$anchor": "A", «"type": "text"}]}',
    "an index": '{"properties": {"a": {"$ref": "#/x/1"}}, "x": [{"type": "text"}, {«"type": "text"}]}',
    "an index that is none": '{"properties": {"a": {«"$ref": "#/x/²"}}, "x": [1, 2, 3]}',
    "nothing can hold": '{"properties": {«"a": {"allOf": [{"type": "string"}, {"type": "null"}]}}}',
    "a required name": '{"properties": {"a": {"type": "string"}}, "required": ["a", «"b"]}',
    "an identity": '{«"$id": "#/x", "properties": {"a": {"type": "string"}}}',
    "a missing field": '{"required": ["a"], "properties": {"a": {"type": "string"}}, «"example": {"b": 1}}',
    "an example in a list": '{"type": "object", "properties": {"a": {"type": "array", "items": '
    '{"type": "string"}}}, "examples": [{"a": ["", «5]}]}',
    "an example as text": r'{"type": "object", "properties": {"a": {"type": "string"}}, '
    r'"example": "{\n \"é\\n\": 1, «\"a\": 5}"}',
    "a flawed example": r'{"type": "object", "properties": {"a": {"type": "string"}}, '
    r'"example": "{\"b\": {\"a\": 1}, «\"a\": 5,\n«c: 1}"}',
    "an example that ends early": r'{"type": "object", "properties": {"a": {}}, "example": "{\"b\": 1«1"}',
    "an example of one word": '{"type": "object", "properties": {"a": {}}, "example": "«x"}',
    "an empty example": '{"type": "object", "properties": {"a": {}}, "example": «""}',
}  # fmt: skip
SHOWN = "type: object\nproperties: {a: {type: string}}\nexample: "
YAML: dict[str, str] = {
    "an anchor": "x: &text {«type: text}\nproperties:\n  a: *text\n",
    "an alias for a place": "x: &kind text\nproperties:\n  a:\n    «type: *kind\n",
    "an anchor for the second time": "x: &a {type: text}\ny: &a {«type: text}\nproperties:\n  a: *a\n",
    "a merge": "x: &base\n  «type: text\nproperties:\n  a:\n    <<: *base\n    description: x\n",
    "a merge that is overruled": "x: &base {type: text}\nproperties:\n  a:\n    <<: *base\n    «type: word\n",
    "a merge of several": "x: &x {«type: text}\ny: &y {type: word}\nproperties:\n  a: {<<: [*x, *y]}\n",
    "a merge after the key": "x: &x {type: text}\nproperties:\n  a:\n    «type: word\n    <<: *x\n",
    "a key twice": "properties:\n  a:\n    type: text\n  a:\n    «type: text\n",
    "a mark of the byte order": "\ufeffproperties: {a: {«type: text}}\n",
    "line ends of Windows": "properties:\r\n  a:\r\n    «type: text\r\n",
    "other ends of lines": "description: 'x\u2028y\x85z'\nproperties:\n  a:\n    «type: text\n",
    "several documents": "%YAML 1.2\n--- # the first\nproperties: {a: {«type: text}}\n---\nproperties: {}\n",
    "a key by a question mark": "? properties\n: ? a\n  : «type: text\n",
    "quoted keys": "properties:\n  '': {«not: {}}\n  \"~/\": {«'not': {}}\n  '12': {«\"\\x6eot\": {}}\n",
    "JSON": '{"properties": {"a": {\n  «"type": "text"}}}\n',
    "a tag": "properties:\n  a: !!map\n    «type: !!str text\n",
    "a literal block": SHOWN + "|\n  {\"b\":\n    1,\n   «\"a\": 5}\n",
    "a folded block": SHOWN + ">-\n  {\"b\":\n  1,\n\n  «\"a\": 5}\n",
    "a flawed block": SHOWN + "|\n  {\n    «\"a\": 5,\n  «c: 1}\n",
    "an indented block": SHOWN + "|4+\n      {«\"a\": 5}\n\n",
    "single quotes": SHOWN + "'{\"b\": \"it''s\",\n  «\"a\": 5}'\n",
    "a plain text": SHOWN + "«x{\n",
    "an aliased text": "x: &t '{\"a\": 5}'\ntype: object\nproperties: {a: {type: string}}\n«example: *t\n",
    "an anchored text": "type: object\nproperties: {a: {type: string}}\n«example: &t '{\"a\": 5}'\n",
    "a text that is replaced": SHOWN + "'[{'\n«example: ''\n",
}  # fmt: skip


@pytest.mark.parametrize("text", JSON.values(), ids=list(JSON))
def test_a_place_in_json(text: str, call: Command, tmp_path: Path) -> None:
    text, expected = marked(text)
    (tmp_path / "batch.json").write_bytes(text.encode())
    assert places(call, tmp_path / "batch.json") == expected


@pytest.mark.parametrize("text", YAML.values(), ids=list(YAML))
def test_a_place_in_yaml(text: str, call: Command, tmp_path: Path) -> None:
    text, expected = marked(text)
    (tmp_path / "batch.yaml").write_bytes(text.encode())
    assert places(call, tmp_path / "batch.yaml") == expected


PAGE = """Batch
Properties
| Name | Type | Description |
|---|---|---|
| id | string | |
| model | string | |

JSON Schema

```json
  { «"$id": "#/x",
    "properties": {"id": {"type": "string", «"nullable": true}, "model": {"type": "string"}},
    "required": ["id", «"more"] }
```
"""


def test_a_place_in_the_schema_of_a_page(call: Command, tmp_path: Path) -> None:
    text, expected = marked(PAGE)
    for name, ends in (("page.md", "\n"), ("page.txt", "\r\n")):
        (tmp_path / name).write_bytes(text.replace("\n", ends).encode())
        told = call("check", "--document", name, "--format", "json", folder=tmp_path)
        found = {each["rule"]: (each["line"], each["column"]) for each in told.findings}
        rules = ("id-with-fragment", "nullable-keyword-ignored", "required-field-not-described")
        assert [found[rule] for rule in rules] == expected
        assert found["no-provenance"] == (11, 3)


def test_a_sibling_is_contradicted_where_the_document_says_it(call: Command, tmp_path: Path) -> None:
    text, expected = marked(
        '{"required": ["id"],\n "properties": {"id": {"$ref": "#/$defs/Id"}, «"at": {"type": "string"}},\n'
        ' "$defs": {«"Id": {"type": "string"}}}'
    )
    (tmp_path / "own.json").write_text(text)
    other = {"required": ["id", "at"], "properties": {"id": {"type": "integer"}, "at": {"type": "string"}}}
    (tmp_path / "other.json").write_text(json.dumps(other))
    told = call("import", "own.json", "--siblings", "other.json", folder=tmp_path)
    lines = [line for line in told.stderr.splitlines() if "sibling-contradicts" in line]
    assert [line.partition(": warning: /")[0] for line in lines] == [
        f"own.json:{line}:{column}" for line, column in expected
    ]


def test_a_service_model_is_doubted_where_it_says_it(call: Command, tmp_path: Path) -> None:
    text, expected = marked("""{"metadata": {"protocol": "json"}, "operations": {}, "shapes": {
        "Job": {"type": "structure", "members": {"id": {"shape": "Id"}, "in": {«"shape": "Job"},
                                                 "no": {«"shape": "No"}}},
        "Id": {"type": "string", «"pattern": "x"}}}""")
    (tmp_path / "service-2.json").write_text(text)
    assert places(call, tmp_path / "service-2.json", "--root", "Job") == expected


def test_a_document_that_is_damaged_says_where(call: Command, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"properties":\n  {"a": nil}}')
    (tmp_path / "b.yaml").write_text("x: '\u2028'\ny: *none\n")
    told = call("check", "--document", "a.json", "b.yaml", "--format", "json", folder=tmp_path)
    assert [(each["line"], each["column"]) for each in told.findings] == [(2, 9), (2, 4)]


SPEC = """openapi: 3.1.0
components:
  schemas:
    Batch:
      required: [id]
      properties:
        id: {type: string}
        model: {type: string, «nullable: true}
"""


@pytest.fixture
def spec(tmp_path: Path) -> tuple[Path, tuple[int, int]]:
    text, expected = marked(SPEC)
    (tmp_path / "spec.yaml").write_text(text)
    return tmp_path / "spec.yaml", expected[0]


def test_an_annotation_has_a_line_and_a_column(
    call: Command, spec: tuple[Path, tuple[int, int]], tmp_path: Path
) -> None:
    _, (line, column) = spec

    def told(format_name: str) -> str:
        one = ("--select", "nullable-keyword-ignored", "--format", format_name)
        return call("check", "--document", "spec.yaml", *one, folder=tmp_path).stdout

    result: Any = json.loads(told("sarif"))["runs"][0]["results"][0]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": line, "startColumn": column}
    assert f"file=spec.yaml,line={line},col={column}," in told("github")
    assert json.loads(told("gitlab"))[0]["location"]["lines"]["begin"] == line
    assert f'"start":{{"line":{line}' in told("rdjson").replace(" ", "")
    assert told("concise").startswith(f"spec.yaml:{line}:{column}: warning: /model ")


def test_a_finding_keeps_its_fingerprint_where_it_moves(
    call: Command, spec: tuple[Path, tuple[int, int]]
) -> None:
    path, (line, _) = spec

    def told() -> dict[str, tuple[str, int]]:
        found = call("check", "--document", path, "--format", "json").findings
        return {each["rule"]: (each["fingerprint"], each["line"]) for each in found}

    before = told()
    path.write_text(f"# moved\n\n{path.read_text()}")
    after = told()
    assert after == {rule: (fingerprint, at + 2) for rule, (fingerprint, at) in before.items()}
    assert after["nullable-keyword-ignored"][1] == line + 2
    assert "no-provenance" in after


def test_findings_of_several_components_are_in_the_order_of_the_document(
    call: Command, tmp_path: Path
) -> None:
    fields = [
        "id", "object", "endpoint", "input_file_id", "status", "completion_window", "created_at",
        "in_progress_at", "finalizing_at", "completed_at", "failed_at", "cancelled_at",
    ]  # fmt: skip
    shared = {"type": "object", "properties": {"total": {"type": "text"}}}
    properties = {**{name: {"type": "string"} for name in fields}, "request_counts": {"$ref": "#/x"}}
    batch = {"type": "object", "required": ["id"], "properties": properties, "example": {"id": 5}}
    document = {"openapi": "3.1.0", "x": shared, "components": {"schemas": {"B": batch, "A": batch}}}
    (tmp_path / "spec.json").write_text(json.dumps(document, indent=1))
    found = call("check", "--document", "spec.json", "--format", "json", folder=tmp_path).findings
    lines = [each["line"] for each in found]
    assert len(set(lines)) >= 4
    assert lines == sorted(lines)


def test_an_example_in_text_may_hold_a_number_of_any_length(call: Command, tmp_path: Path) -> None:
    example = f'{{"n": {"9" * 5000}, "id": 5}}'
    schema = {"type": "object", "properties": {"id": {"type": "string"}, "n": {}}, "example": example}
    text = json.dumps(schema)
    (tmp_path / "schema.json").write_text(text)
    told = call("check", "--document", "schema.json", "--format", "json", folder=tmp_path)
    (found,) = [each for each in told.findings if each["rule"] == "example-contradicts-document"]
    assert (found["pointer"], text[found["column"] - 1 :][:8]) == ("/id", '\\"id\\": ')
