"""`check --document`: the document is the subject. On documents of our own that have known ones' flaws."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from batchschema import load
from batchschema.reports import FORMATS
from tests.command import Command, Outcome
from tests.importers.speakeasy_pages import render

TICK, MINUS = ":heavy_check_mark:", ":heavy_minus_sign:"
TIMES = ("in_progress_at", "finalizing_at", "completed_at", "failed_at", "cancelled_at")


def batch(**more: Any) -> dict[str, Any]:
    """An OpenAI-like object: ten fields, five times of which are never null."""
    texts = ("id", "object", "endpoint", "input_file_id", "status", "completion_window")
    return {
        "type": "object",
        "required": ["id", "status"],
        "properties": {
            **{name: {"type": "string"} for name in texts},
            **{name: {"type": "integer"} for name in ("created_at", *TIMES)},
        },
        **more,
    }


def spec(
    folder: Path, components: Mapping[str, Any], version: str = "3.1.0", name: str = "openapi.json"
) -> Path:
    path = folder / name
    path.write_text(json.dumps({"openapi": version, "components": {"schemas": components}}), encoding="utf-8")
    return path


def page(folder: Path, *rows: str, title: str = "Batch", example: str = "") -> Path:
    usage = f"## Example Usage\n\n```typescript\n{example}\n```\n\n" if example else ""
    head = "## Fields\n\n| Field | Type | Required | Description |\n| --- | --- | --- | --- |\n"
    path = folder / f"{title.lower()}.md"
    path.write_text(f"# {title}\n\n{usage}{head}" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def check(call: Command, *arguments: str | Path, folder: Path | None = None) -> Outcome:
    return call("check", "--document", *arguments, "--format", "json", folder=folder)


def rules(told: Outcome) -> list[tuple[str, str]]:
    return [place for place in told.places if place[0] not in ("no-provenance", "null-unstated")]


def test_an_example_settles_what_the_table_is_silent_about(call: Command, tmp_path: Path) -> None:
    rows = [f"| `{name}` | *string* | {TICK} | N/A |" for name in ("id", "outputFileId", "errorFileId")]
    shown = 'let value: Batch = { id: "b", outputFileId: null, errorFileId: null };'
    told = check(call, page(tmp_path, *rows, example=shown))
    assert told.code == 0
    assert rules(told) == [
        ("example-settles-silence", "/output_file_id"),
        ("example-settles-silence", "/error_file_id"),
    ]


def test_a_specs_example_may_be_no_json_and_hold_nulls_that_the_spec_forbids(
    call: Command, tmp_path: Path
) -> None:
    nulls = ", ".join(f'"{name}": null' for name in TIMES)
    example = f'{{"id": "b", "status": "validating", {nulls}, "object": "batch",}}'
    told = check(call, spec(tmp_path, {"Batch": batch(**{"x-oaiMeta": {"example": example}})}))
    assert sorted(rules(told)) == sorted(
        [("example-not-json", ""), *(("example-contradicts-document", f"/{name}") for name in TIMES)]
    )


def test_a_schema_may_require_nothing_and_have_an_illegal_id(call: Command, tmp_path: Path) -> None:
    schema = {"$id": "#/components/schemas/BatchJob", **batch()}
    del schema["required"]
    (tmp_path / "job.schema.json").write_text(json.dumps(schema))
    told = check(call, tmp_path / "job.schema.json")
    assert {rule for rule, _ in rules(told)} >= {"id-with-fragment", "nothing-required"}


def test_a_field_that_the_vendors_other_documents_require_is_missed(call: Command, tmp_path: Path) -> None:
    fields: Any = load()["mistral/python-sdk@1.2.0"].schema["properties"]
    properties = {name: {"type": "string"} for name in fields if name != "errors"}
    schema = {"type": "object", "required": ["id"], "properties": properties}
    (tmp_path / "job.json").write_text(json.dumps(schema))
    told = check(call, tmp_path / "job.json")
    missed = [each for each in told.findings if each["rule"] == "field-missing-from-sibling"]
    assert [each["pointer"] for each in missed] == ["/errors"]
    assert "mistral/python-sdk@1.2.0" in missed[0]["message"]
    by_name = check(call, tmp_path / "job.json", "--variant", "acme/page@1")
    assert "field-missing-from-sibling" not in {rule for rule, _ in rules(by_name)}
    assert "no-provenance" not in {rule for rule, _ in by_name.places}


def test_nullable_means_nothing_in_a_3_1_file(call: Command, tmp_path: Path) -> None:
    errors = {"type": "object", "nullable": True, "additionalProperties": True}
    component = batch()
    component["properties"]["errors"] = errors
    assert ("nullable-keyword-ignored", "/errors") in rules(check(call, spec(tmp_path, {"Batch": component})))
    older = check(call, spec(tmp_path, {"Batch": component}, "3.0.3"))
    assert "nullable-keyword-ignored" not in {rule for rule, _ in rules(older)}


def test_a_linked_pages_own_example_is_held_against_it(call: Command, tmp_path: Path) -> None:
    page(
        tmp_path,
        f"| `message` | *string* | {TICK} | N/A |",
        f"| `line` | *number* | {TICK} | N/A |",
        title="BatchError",
        example="let value: BatchError = { message: 5, line: null };",
    )
    link = "[components.BatchError](./batcherror.md)[]"
    root = page(tmp_path, f"| `id` | *string* | {TICK} | N/A |", f"| `errors` | {link} | {TICK} | N/A |")
    assert rules(check(call, root)) == [
        ("example-contradicts-document", "/errors/*/message"),
        ("example-settles-silence", "/errors/*/line"),
    ]


def test_a_component_that_the_root_refers_to_has_its_examples_checked(call: Command, tmp_path: Path) -> None:
    counts = {
        "type": "object",
        "properties": {"total": {"type": "integer"}},
        "example": {"total": "3"},
    }
    component = batch()
    component["properties"]["request_counts"] = {"$ref": "#/components/schemas/Counts"}
    told = check(call, spec(tmp_path, {"Batch": component, "Counts": counts}))
    assert ("example-contradicts-document", "/request_counts/total") in rules(told)


# Which documents


def test_of_many_components_each_that_is_a_batch_job_is_judged(call: Command, tmp_path: Path) -> None:
    other = {"type": "object", "properties": {"id": {"type": "string"}, "status": {"type": "string"}}}
    path = spec(
        tmp_path,
        {"File": other, "Batch": batch(), "Old": {"allOf": [{"$ref": "#/components/schemas/Batch"}]}},
    )
    assert check(call, path).report["summary"]["payloads"] == 2
    assert check(call, path, "--root", "File").report["summary"]["payloads"] == 1
    assert check(call, f"{path}#/components/schemas/File").report["summary"]["payloads"] == 1


def test_a_folder_is_searched_for_documents_of_batch_jobs(call: Command, tmp_path: Path) -> None:
    spec(tmp_path, {"Batch": batch()})
    (tmp_path / "docs").mkdir()
    (tmp_path / "node_modules").mkdir()
    spec(tmp_path / "node_modules", {"Batch": batch()})
    variant: Any = load()["mistral/typescript-sdk@2025-04-16"].schema
    render(variant, tmp_path / "docs", "typescript")
    (tmp_path / "README.md").write_text("# Batches\n\nNothing here.\n")
    (tmp_path / "package.json").write_text('{"name": "x"}')
    (tmp_path / "data.jsonl").write_text("{}\n")
    told = call("check", "--document", ".", folder=tmp_path)
    assert told.code == 0
    assert "Checked 2 documents" in told.stdout
    assert "held no batch job and were skipped" in told.stdout
    assert "README" not in told.stdout
    (tmp_path / "broken.yaml").write_text("openapi: 3.1.0\ncomponents: {Batch: [}\n")
    broken = call("check", "--document", ".", folder=tmp_path)
    assert broken.code == 3
    assert "broken.yaml:2:22: error: input is not YAML" in broken.stdout
    assert "Checked 2 documents" in broken.stdout


def test_a_file_of_a_folder_that_is_too_large_to_look_at_is_told_of(call: Command, tmp_path: Path) -> None:
    spec(tmp_path, {"Batch": batch()})
    for name, text in (("api.json", b'{"openapi": "3.1.0", "x": "BATCH'), ("map.json", b'{"tiles": "')):
        with (tmp_path / name).open("wb") as file:
            file.write(text)
            file.truncate(33 << 20)
    told = check(call, tmp_path)
    assert told.code == 3
    unread = [each for each in told.findings if each["rule"] == "unreadable-input"]
    assert [(each["source"], each["message"]) for each in unread] == [
        (str(tmp_path / "api.json"), "input is 33 MiB large; no more than 32 MiB are read")
    ]


def test_several_files_are_judged_and_one_that_cannot_be_read_is_a_finding(
    call: Command, tmp_path: Path
) -> None:
    good = spec(tmp_path, {"Batch": batch()})
    (tmp_path / "empty.json").write_text("")
    told = check(call, good, tmp_path / "empty.json", tmp_path / "none.json")
    assert told.code == 3
    unread = [
        (each["source"], each["message"]) for each in told.findings if each["rule"] == "unreadable-input"
    ]
    assert unread == [
        (str(tmp_path / "none.json"), "input does not exist"),
        (str(tmp_path / "empty.json"), "input is empty"),
    ]
    assert told.report["summary"]["payloads"] == 1


@pytest.mark.parametrize("format_name", FORMATS)
def test_every_format_tells_of_documents(format_name: str, call: Command, tmp_path: Path) -> None:
    path = spec(tmp_path, {"Batch": batch(example={"id": 5})})
    told = call("check", "--document", path, "--format", format_name)
    assert told.code == 0
    assert "example-contradicts-document" in told.stdout
    listed = call("check", "--document", path, "--format", format_name, "--each", "--show", "notes")
    assert "example-contradicts-document" in listed.stdout


def test_notes_are_folded_and_policy_counts(call: Command, tmp_path: Path) -> None:
    path = spec(tmp_path, {"Batch": batch(example={"id": 5, "status": "x"})})
    told = call("check", "--document", path)
    column = path.read_text().index('"id": 5') + 1
    assert told.stdout.splitlines() == [
        f"{path}:1:{column}: warning: /id is an integer in the example, and documented as string "
        "[example-contradicts-document]",
        f"{path}: note: beside that, 1 no-provenance (document)",
        "Checked 1 document in 1 input: 0 errors, 1 warning, 1 note.",
    ]
    assert call("check", "--document", path, "--fail-on", "warning").code == 1
    assert call("check", "--document", path, "--profile", "strict").code == 1
    only = check(call, path, "--select", "no-provenance")
    assert [rule for rule, _ in only.places] == ["no-provenance"]
    without = check(call, path, "--ignore", "example-contradicts-document,no-provenance")
    assert without.findings == []


BAD: list[tuple[list[str], int, str]] = [
    (["two.json"], 2, "none of its 2 components has the fields of a batch job; name one with --root: A, B"),
    (["two.json", "--root", "Nope"], 2, "no component `Nope`; there are A, B"),
    (["two.json#/components/schemas/Nope"], 2, "nothing is at `/components/schemas/Nope`"),
    (["two.json", "--root", "A", "--variant", "Not An Id"], 2, "no variant's id"),
    (["two.json", "--notation", "opnapi"], 2, "no notation `opnapi`; did you mean `openapi`?"),
    (["two.json", "--schema", "x.json"], 2, "--schema is for payloads"),
    (["-"], 2, "not from -"),
    (["text.json"], 4, "text.json: is no object with named fields"),
    (["five.json"], 4, "five.json: has a type that is none: 5 [not-a-schema]"),
    (["empty"], 2, "no document of a batch job in empty"),
]


@pytest.mark.parametrize(("arguments", "code", "message"), BAD)
def test_how_bad_input_ends(
    arguments: list[str], code: int, message: str, call: Command, tmp_path: Path
) -> None:
    part = {"type": "object", "properties": {"name": {"type": "string"}}}
    spec(tmp_path, {"A": part, "B": part}, name="two.json")
    (tmp_path / "text.json").write_text('{"type": "string", "anyOf": [{}]}')
    (tmp_path / "five.json").write_text('{"type": 5}')
    (tmp_path / "empty").mkdir()
    told = call("check", "--document", *arguments, folder=tmp_path)
    assert told.code == code
    assert message in told.stderr
    assert "Traceback" not in told.stderr


def test_how_to_read_a_document_is_no_option_for_payloads(call: Command) -> None:
    told = call("check", "--root", "Batch", "x.json")
    assert told.code == 2
    assert "they go with --document" in told.stderr
