"""`batchschema import`: what it prints where, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from batchschema.catalog import load
from tests.importers.running import run_import
from tests.importers.speakeasy_pages import render

HEAD = "## Fields\n\n| Field | Type | Required | Description |\n| --- | --- | --- | --- |\n"
TICK, MINUS = ":heavy_check_mark:", ":heavy_minus_sign:"
PYTHON = "mistral/python-sdk@1.2.0"


def page(folder: Path, name: str, *rows: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"# Batch\n\n{HEAD}" + "\n".join(rows), encoding="utf-8")
    return path


def rendered(folder: Path, id: str) -> Path:
    schema: Any = load()[id].schema
    return render(schema, folder, "python" if "python" in str(load()[id].source.notation) else "typescript")


def test_the_schema_goes_to_stdout_and_doubts_to_stderr(tmp_path: Path) -> None:
    path = page(tmp_path, "batch.md", f"| `id` | *str* | {TICK} | N/A |", f"| `x` | *what?* | {TICK} | N/A |")
    ran = run_import(path, "--variant", "acme/python-sdk@1.0.0")
    assert ran.code == 0
    schema = json.loads(ran.stdout)
    assert schema["$id"] == "urn:batchschema:acme:python-sdk:1.0.0"
    assert f"{path}:8: warning: *what?*" in ran.stderr
    assert "[unparsed-type-notation]" in ran.stderr


@pytest.mark.parametrize(("type_", "code"), [(5, 1), ("string", 0)])
def test_an_error_among_the_doubts_is_told_by_the_exit_code(tmp_path: Path, type_: Any, code: int) -> None:
    path = tmp_path / "bad.schema.json"
    path.write_text(json.dumps({"type": "object", "properties": {"id": {"type": type_}}}))
    ran = run_import(path)
    assert ran.code == code
    assert ("error: /id has a type that is none: 5 [not-a-schema]" in ran.stderr) == bool(code)
    assert list(json.loads(ran.stdout)["properties"]) == ["id"]


def test_quiet_keeps_doubts_to_itself(tmp_path: Path) -> None:
    path = page(tmp_path, "batch.md", f"| `x` | *what?* | {TICK} | N/A |", f"| `id` | *str* | {TICK} | N/A |")
    assert run_import(path, "--quiet").stderr == ""


@pytest.mark.parametrize("id", [id for id in load() if "speakeasy" in str(load()[id].source.notation)])
def test_a_document_that_has_not_moved(tmp_path: Path, id: str) -> None:
    ran = run_import(rendered(tmp_path, id), "--check", id)
    assert (ran.code, ran.stdout.endswith(f"says what {id} says.\n")) == (0, True)


def test_a_document_that_has_moved_is_shown_fact_by_fact(tmp_path: Path) -> None:
    root = rendered(tmp_path, PYTHON)
    text = root.read_text(encoding="utf-8").replace("*OptionalNullable[str]*", "*Optional[str]*", 1)
    root.write_text(text, encoding="utf-8")
    ran = run_import(root, "--check", PYTHON)
    assert ran.code == 1
    assert [line.split() for line in ran.stdout.splitlines()[:2]] == [
        ["field", "fact", "catalogue", "says", "document", "says"],
        ["/output_file", "null", "allowed", "forbidden"],
    ]
    assert "1 fact differs" in ran.stdout


def test_check_also_takes_a_file(tmp_path: Path) -> None:
    path = page(tmp_path, "batch.md", f"| `id` | *str* | {TICK} | N/A |")
    (tmp_path / "kept.json").write_text(run_import(path, "--variant", "acme/sdk").stdout, encoding="utf-8")
    assert run_import(path, "--check", tmp_path / "kept.json").code == 0
    moved = run_import(
        page(tmp_path, "moved.md", f"| `id` | *int* | {TICK} | N/A |"), "--check", tmp_path / "kept.json"
    )
    assert moved.code == 1
    assert moved.stdout.splitlines()[0].split() == ["field", "fact", "kept.json", "says", "document", "says"]


def test_siblings_fill_what_is_silent_and_contradict_what_is_not(tmp_path: Path) -> None:
    own = page(
        tmp_path / "ts",
        "batch.md",
        f"| `outputFile` | *string* | {TICK} | N/A |",
        f"| `total` | *number* | {TICK} | N/A |",
        f"| `flag` | *boolean* | {TICK} | N/A |",
    )
    other = page(
        tmp_path / "py",
        "batch.md",
        f"| `output_file` | *OptionalNullable[str]* | {MINUS} | N/A |",
        f"| `total` | *int* | {TICK} | N/A |",
        f"| `flag` | *str* | {TICK} | N/A |",
        f"| `errors` | List[*str*] | {TICK} | N/A |",
    )
    ran = run_import(own, "--siblings", other)
    parts = json.loads(ran.stdout)["properties"]
    assert parts["output_file"]["x-documented"]["null"] == "allowed"
    assert parts["output_file"]["x-documented"]["from"] == {"null": str(other)}
    assert parts["total"]["type"] == "integer"
    assert parts["total"]["x-documented"]["from"] == {"null": str(other), "types": str(other)}
    assert "/output_file presence is required here, and optional in" in ran.stderr
    assert "/flag type is boolean here, and string in" in ran.stderr
    assert f"/errors is described in {other}, as required, and not here" in ran.stderr
    assert "2 still contradict" in ran.stderr


def test_siblings_of_a_document_itself_change_nothing(tmp_path: Path) -> None:
    root = rendered(tmp_path, PYTHON)
    alone, beside = run_import(root, "-q"), run_import(root, "-q", "--siblings", root)
    assert alone.stdout == beside.stdout


def test_a_folder_is_counted_and_what_is_unparsed_is_listed(tmp_path: Path) -> None:
    page(
        tmp_path / "a", "one.md", f"| `id` | *str* | {TICK} | N/A |", f"| `x` | *nope nope* | {TICK} | N/A |"
    )
    page(tmp_path / "b", "two.md", f"| `inputFile` | *string*[] | {TICK} | N/A |")
    schemes = "# Read me\n\n| Name | Type | Scheme |\n|---|---|---|\n| `api_key` | http | HTTP Bearer |\n"
    (tmp_path / "b" / "readme.md").write_text(schemes, encoding="utf-8")
    servers = "# Servers\n\n| Name | Type | Description | Example |\n|---|---|---|---|\n"
    (tmp_path / "b" / "servers.md").write_text(servers + "| `region` | *str* | N/A | x |\n", encoding="utf-8")
    (tmp_path / "b" / "prices.md").write_text("# P\n\n| Name | Type |\n|---|---|\n| a | of some kind |\n")
    ran = run_import(tmp_path, "--summary")
    assert ran.code == 0
    assert f"{tmp_path}/b/prices.md:5: of some kind" in ran.stdout
    assert ran.stdout.startswith(f"{tmp_path}/a/one.md:8: *nope nope*")
    assert "5 rows, 3 types parsed (60.00%), 2 unparsed" in ran.stdout


def test_only_all_rows_are_a_hundred_percent(tmp_path: Path) -> None:
    rows = [f"| `f{number}` | *str* | {TICK} | N/A |" for number in range(20_001)]
    page(tmp_path, "most.md", *rows, f"| `x` | *nope nope* | {TICK} | N/A |")
    assert "20,001 types parsed (99.99%), 1 unparsed" in run_import(tmp_path, "--summary").stdout


def spec(folder: Path) -> Path:
    part = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}
    path = folder / "spec.json"
    path.write_text(
        json.dumps({"openapi": "3.1.0", "components": {"schemas": {"Batch": part, "File": part}}})
    )
    return path


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["{spec}"], 2, "name one with --root: Batch, File"),
        (["{spec}", "--root", "Bacth"], 2, "did you mean `Batch`?"),
        (["{spec}", "--notation", "nonsense"], 2, "is not one of"),
        (["{spec}", "--root", "Batch", "--variant", "Not An Id"], 2, "no variant's id"),
        (["{spec}", "--root", "Batch", "--check", "no/such"], 2, "no variant `no/such`"),
        (["{spec}", "--summary"], 2, "reads a folder"),
        (["{spec}", "--root", "Batch", "--siblings", "openai/opnapi"], 2, "did you mean `openai/openapi`?"),
        (["-"], 3, "a document may refer to its neighbours"),
        (["{folder}"], 3, "is a folder"),
        (["{folder}/none.md"], 3, "no such file"),
        (["{folder}/empty.md"], 3, "is empty"),
        (["{folder}/plain.md"], 3, "no table of fields"),
        (["{folder}/list.json"], 3, "is no schema"),
        (["{folder}/huge.md"], 3, "MiB"),
        (["{folder}/text.json"], 4, "text.json: is no object with named fields"),
        (["{folder}/text.json", "--root", "/anyOf/0"], 4, "text.json: `0` is no object with named fields"),
    ],
)
def test_how_bad_input_ends(tmp_path: Path, arguments: list[str], code: int, message: str) -> None:
    (tmp_path / "empty.md").write_text("")
    (tmp_path / "plain.md").write_text("# Plain\n\nNothing.\n")
    (tmp_path / "list.json").write_text("[1]")
    (tmp_path / "text.json").write_text('{"type": "string", "anyOf": [{}]}')
    with (tmp_path / "huge.md").open("wb") as file:
        file.truncate(50_000_000)
    path = spec(tmp_path)
    ran = run_import(*(each.format(spec=path, folder=tmp_path) for each in arguments))
    assert ran.code == code
    assert message in ran.stderr
    assert ran.stdout == ""
    assert "Traceback" not in ran.stderr


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    assert run_import(tmp_path, "--summary").code == 2


def test_output_does_not_change_between_runs(tmp_path: Path) -> None:
    root = rendered(tmp_path, "orq/node-sdk@2025-08-25")
    first, second = run_import(root), run_import(root)
    assert (first.stdout, first.stderr) == (second.stdout, second.stderr)
