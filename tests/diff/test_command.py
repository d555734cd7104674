"""The command: formats, exit codes, and what it says of bad input."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from click.testing import CliRunner, Result

from batchschema import load
from batchschema.cli import exit_codes
from batchschema.cli.diff import command
from batchschema.core import BatchschemaError
from tests.diff.documents import SEEDS

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas" / "_meta"
REPORT = jsonschema_rs.validator_for(json.loads((SCHEMAS / "diff-report.schema.json").read_text()))
TEXT = {"type": "string"}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments, standalone_mode=False)


def code_of(result: Result) -> int:
    """The exit code as `main` would make it of a return value or an error."""
    error = result.exception
    if error is None:
        return int(result.return_value)
    if isinstance(error, BatchschemaError):
        return exit_codes.of_error(error)
    assert getattr(error, "exit_code", None) == exit_codes.USAGE, error
    return exit_codes.USAGE


def written(folder: Path, name: str, content: Any) -> str:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return str(path)


@pytest.mark.parametrize(("before", "after"), list(itertools.combinations(SEEDS, 2)))
def test_json_holds_the_published_schema(before: str, after: str) -> None:
    for flags in ((), ("--explain",)):
        result = run(before, after, "--format", "json", *flags)
        report = json.loads(result.output)
        REPORT.validate(report)
        assert (report["version"], report["before"], report["after"]) == (1, before, after)
        for change in report["changes"]:
            sides = [change["before_reads_after"], change["after_reads_before"]]
            assert (change["witness"] is not None) is any(side in ("breaks", "hazard") for side in sides)


@pytest.mark.parametrize("surface", ["mistral/openapi", "openai/openapi", "mistral/python-model"])
def test_a_surface_is_compared_in_all_its_versions_and_every_cell_is_decided(surface: str) -> None:
    result = run("--all", surface, "--format", "json")
    report = json.loads(result.output)
    REPORT.validate(report)
    versions = [variant for variant in load().values() if variant.label == surface]
    in_time = [variant.id for variant in sorted(versions, key=lambda variant: str(variant.date))]
    pairs = [(each["before"], each["after"]) for each in report["matrix"]]
    assert pairs == list(itertools.combinations(in_time, 2))
    assert "undecided" not in result.output
    assert run("--all", f"{surface}@*", "--format", "json").output == result.output


@pytest.mark.parametrize("format_name", ["full", "concise", "markdown"])
def test_a_pattern_gives_a_matrix_in_every_format(format_name: str) -> None:
    result = run("mistral/python-*", "--format", format_name)
    assert code_of(result) == 1
    assert "mistral/python-sdk@1.2.0" in result.output


@pytest.mark.parametrize("format_name", ["full", "concise", "markdown"])
def test_text_names_rule_and_verdict(format_name: str) -> None:
    result = run("mistral/schema-page", "mistral/python-sdk@1.2.0", "--format", format_name)
    assert "values-type-changed" in result.output
    assert "breaks" in result.output
    assert (
        result.output
        == run("mistral/schema-page", "mistral/python-sdk@1.2.0", "--format", format_name).output
    )


@pytest.mark.parametrize(
    ("flags", "code"),
    [
        ((), 1),
        (("--direction", "after-reads-before"), 0),
        (("--direction", "after-reads-before", "--fail-on", "note"), 1),
        (("--direction", "both"), 1),
        (("--fail-on", "never"), 0),
        (("--content", "documented"), 1),
    ],
)
def test_the_direction_decides_the_exit_code(tmp_path: Path, flags: tuple[str, ...], code: int) -> None:
    before = written(tmp_path, "before.json", {"properties": {"a": TEXT}, "required": ["a"]})
    after = written(tmp_path, "after.json", {"properties": {"a": TEXT}})
    assert code_of(run(before, after, *flags)) == code


def test_a_hazard_fails_on_warning_only() -> None:
    pair = ("mistral/typescript-sdk@2025-04-16", "mistral/python-sdk@1.2.0")
    assert code_of(run(*pair)) == 0
    assert code_of(run(*pair, "--fail-on", "warning")) == 1


def test_the_same_document_has_no_differences() -> None:
    result = run("mistral/python-sdk@1.2.0", "mistral/python-sdk@1.2.0", "--fail-on", "note")
    assert code_of(result) == 0
    assert "No differences." in result.output


def openapi(version: str, null: dict[str, Any]) -> dict[str, Any]:
    batch = {
        "type": "object",
        "required": ["id"],
        "properties": {"id": null, "next": {"$ref": "#/components/schemas/Batch"}},
    }
    return {"openapi": version, "components": {"schemas": {"Batch": batch}}}


def test_openapi_30_and_31_spell_null_in_their_own_ways(tmp_path: Path) -> None:
    old = written(tmp_path, "old.json", openapi("3.0.3", {"type": "string", "nullable": True}))
    new = written(tmp_path, "new.json", openapi("3.1.0", {"type": ["string", "null"]}))
    wrong = written(tmp_path, "wrong.json", openapi("3.1.0", {"type": "string", "nullable": True}))
    at = "#/components/schemas/Batch"
    result = run(old + at, new + at, "--direction", "both")
    assert code_of(result) == 0
    assert result.output.count("null-respelled") == 1, result.output
    assert code_of(run(old + at, wrong + at, "--direction", "after-reads-before")) == 1


def test_yaml_and_old_drafts_are_read(tmp_path: Path) -> None:
    draft4 = "http://json-schema.org/draft-04/schema#"
    one = written(
        tmp_path, "one.yaml", f"$schema: {draft4}\ntype: integer\nminimum: 0\nexclusiveMinimum: true\n"
    )
    other = written(tmp_path, "other.json", {"type": "integer", "minimum": 1})
    result = run(one, other, "--direction", "both", "--explain")
    assert code_of(result) == 0
    assert result.output.count("safe: ") == 2


BAD = {
    "dangling": ({"$ref": "#/$defs/x"}, 4, "leads nowhere"),
    "remote": ({"$ref": "https://example.org/x.json"}, 4, "never fetched"),
    "invalid": ({"type": "strin"}, 4, "strin"),
    "false": (False, 4, "nothing satisfies"),
    "unsatisfiable": ({"type": "string", "enum": [1]}, 4, "nothing satisfies"),
    "regex": ({"type": "string", "pattern": "(a"}, 4, "regex"),
    "endless": ({"$ref": "#"}, 4, "refers to itself without end"),
    "endless-union": ({"anyOf": [{"$ref": "#"}, TEXT]}, 4, "refers to itself without end"),
    "not-json": ("{nope", 4, "is not JSON"),
    "number": ("3", 4, "is no schema"),
    "openapi": (openapi("3.1.0", TEXT), 4, "#/components/schemas/Batch"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_says_what_is_wrong(tmp_path: Path, name: str) -> None:
    content, code, words = BAD[name]
    good = written(tmp_path, "good.json", TEXT)
    bad = written(tmp_path, f"{name}.json", content)
    for pair in ((bad, good), (good, bad)):
        result = run(*pair)
        assert code_of(result) == code, result.exception
        assert words in str(result.exception)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 2),
        (("mistral/schema-page",), 2),
        (("mistral/schema-page", "mistral/nothing"), 2),
        (("nobody/*",), 2),
        (("mistral/schema*",), 2),
        (("--all", "a", "b"), 2),
        (("mistral/schema-page", "there-is-none.json"), 4),
        (("mistral/schema-page", "there-is-none.json#/a"), 4),
    ],
)
def test_wrong_arguments(arguments: tuple[str, ...], code: int) -> None:
    assert code_of(run(*arguments)) == code


def test_a_pointer_that_leads_nowhere(tmp_path: Path) -> None:
    path = written(tmp_path, "api.json", openapi("3.1.0", TEXT))
    result = run(f"{path}#/components/schemas/Nope", path + "#/components/schemas/Batch")
    assert code_of(result) == 4
    assert "nothing is at" in str(result.exception)


def test_recursion_is_compared(tmp_path: Path) -> None:
    node = {"type": "object", "properties": {"v": {"type": "integer"}, "next": {"$ref": "#"}}}
    wide = {"type": "object", "properties": {"v": {"type": "number"}, "next": {"$ref": "#"}}}
    one, other = written(tmp_path, "one.json", node), written(tmp_path, "other.json", wide)
    assert code_of(run(one, other)) == 1
    assert code_of(run(other, one)) == 0
