"""What machines read: the published schema of reports, and snapshots of every format."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import orjson
import pytest

from tests.cli.reading import (
    EXAMPLES,
    PAYLOADS,
    PYTHON_SDK,
    severities,
)
from tests.command import ROOT, Command
from tests.near_payloads import conforming_text


def report_schema() -> Any:
    schema = orjson.loads((ROOT / "schemas" / "_meta" / "check-report.schema.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    return schema


def test_the_published_schema_is_strict() -> None:
    schema = report_schema()
    for part in (schema, *(schema["$defs"][name] for name in ("finding", "documented", "place", "summary"))):
        assert part["additionalProperties"] is False
        assert set(part["required"]) <= set(part["properties"])
    validator = jsonschema.Draft202012Validator(schema)
    assert not validator.is_valid({"version": 1, "findings": []})
    assert not validator.is_valid({"version": 1, "findings": [{}], "summary": {}})


@pytest.mark.parametrize(
    "options", [(), ("--grouped",), ("--show-values",), ("--grouped", "--show-values")], ids=" ".join
)
@pytest.mark.parametrize("profile", ["documented", "strict"])
def test_a_json_report_holds_the_published_schema(
    profile: str, options: tuple[str, ...], call: Command
) -> None:
    validator = jsonschema_rs.Draft202012Validator(report_schema())
    unreadable = ROOT / "tests" / "data" / "unreadable"
    for variant in ("auto", "mistral/*"):
        told = call(
            "check",
            PAYLOADS,
            EXAMPLES,
            unreadable,
            "-V",
            variant,
            "--profile",
            profile,
            "--format",
            "json",
            *options,
        )
        assert told.report["findings"]
        validator.validate(told.report)
        rules = {each["rule"] for each in told.findings}
        assert {"undocumented-field", "malformed-json"} <= rules


@pytest.mark.parametrize("options", [(), ("--grouped",)], ids=" ".join)
def test_each_line_of_a_jsonl_report_is_a_finding_of_the_published_schema(
    options: tuple[str, ...], call: Command
) -> None:
    schema = report_schema()
    validator = jsonschema.Draft202012Validator({"$ref": "#/$defs/finding", "$defs": schema["$defs"]})
    lines = call("check", PAYLOADS, "--format", "jsonl", *options).findings
    assert lines == call("check", PAYLOADS, "--format", "json", *options).findings
    for line in lines:
        validator.validate(line)


def test_a_report_without_findings_holds_the_published_schema(call: Command) -> None:
    told = call("check", "-", "--format", "json", stdin=conforming_text(PYTHON_SDK))
    jsonschema.Draft202012Validator(report_schema()).validate(told.report)
    assert told.findings == []
    assert call("check", "-", "--format", "jsonl", stdin=conforming_text(PYTHON_SDK)).stdout == ""


def test_the_counts_of_a_report_are_those_of_its_findings(call: Command) -> None:
    told = call("check", PAYLOADS, "--format", "json", "--profile", "strict")
    counted = severities(told)
    summary = told.report["summary"]
    assert (summary["errors"], summary["warnings"], summary["notes"]) == (
        counted["error"], counted["warning"], counted["note"]
    )  # fmt: skip
    assert summary["payloads"] == sum(summary["variants"].values())


SNAPSHOTS = Path(__file__).parent / "snapshots"
SHOWN = {
    "full": ("--format", "full"),
    "concise": ("--format", "concise"),
    "jsonl-grouped": ("--format", "jsonl", "--grouped"),
}


@pytest.mark.parametrize("name", SHOWN)
def test_the_examples_are_reported_as_before(
    name: str, call: Command, request: pytest.FixtureRequest
) -> None:
    told = call("check", "examples/payloads", *SHOWN[name], folder=ROOT)
    snapshot = SNAPSHOTS / f"{name}.txt"
    if request.config.getoption("--update-snapshots"):
        snapshot.write_bytes(told.output)
    assert told.stdout == snapshot.read_text(encoding="utf-8")
