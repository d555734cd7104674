"""The lists of findings that GitLab and reviewdog read, by schemas written from their manuals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchschema.core import Group
from batchschema.reports.paths import legible
from tests.command import ROOT, Command
from tests.reports.rendering import groups, rendered, source_of

SCHEMAS = ROOT / "tests" / "data" / "formats"
SEVERITIES = {
    "gitlab": {"error": "major", "warning": "minor", "note": "info"},
    "rdjson": {"error": "ERROR", "warning": "WARNING", "note": "INFO"},
}
SCHEMA_FILES = {"gitlab": "gitlab-code-quality.schema.json", "rdjson": "rdjson.schema.json"}


def read_back(format_name: str, text: str | bytes) -> list[dict[str, Any]]:
    """What a report that holds its schema lists: rule, severity, path, line and message."""
    schema = orjson.loads((SCHEMAS / SCHEMA_FILES[format_name]).read_bytes())
    report = json.loads(text)
    jsonschema_rs.Draft202012Validator(schema, validate_formats=True, offline=True).validate(report)
    if format_name == "gitlab":
        return [
            {
                "rule": each["check_name"],
                "severity": each["severity"],
                "path": each["location"]["path"],
                "line": each["location"]["lines"]["begin"],
                "message": each["description"],
            }
            for each in report
        ]
    return [
        {
            "rule": each["code"]["value"],
            "severity": each["severity"],
            "path": each["location"]["path"],
            "line": each["location"].get("range", {"start": {"line": 1}})["start"]["line"],
            "message": each["message"],
        }
        for each in report["diagnostics"]
    ]


@pytest.mark.parametrize("format_name", SEVERITIES)
@given(found=st.lists(groups, max_size=4))
def test_hostile_names_and_texts_come_back(format_name: str, found: list[Group]) -> None:
    if format_name == "gitlab":
        sources = [source_of(group) for group in found]
        found.sort(key=lambda group: sources.index(source_of(group)))
    for seen, group in zip(read_back(format_name, rendered(format_name, found)), found, strict=True):
        finding = group.finding
        assert finding.location is not None
        assert seen == {
            "rule": finding.rule,
            "severity": SEVERITIES[format_name][finding.severity.label],
            "path": legible(source_of(group)),
            "line": finding.location.line or 1,
            "message": legible(finding.message) + (f" ({finding.variant})" if finding.variant else ""),
        }


@pytest.mark.parametrize("options", [(), ("--show", "notes")], ids=" ".join)
@pytest.mark.parametrize("format_name", SEVERITIES)
def test_a_report_lists_what_is_shown(format_name: str, options: tuple[str, ...], call: Command) -> None:
    arguments = ("check", "examples/payloads", "tests/payloads", "tests/data/unreadable", *options)
    seen = read_back(format_name, call(*arguments, "--format", format_name, folder=ROOT).output)
    told = call(*arguments, "--format", "json", folder=ROOT).findings
    shown = [each for each in told if options or each["severity"] != "note"]
    assert [(each["rule"], each["path"]) for each in seen] == [
        (each["rule"], each["source"]) for each in shown
    ]
    assert len(seen) > 20


def gitlab_fingerprints(call: Command, *paths: str | Path) -> list[str]:
    told = call("check", *paths, "--format", "gitlab", "--show", "notes")
    return [each["fingerprint"] for each in json.loads(told.output)]


@given(st.lists(groups, max_size=6).map(lambda found: found * 2))
def test_fingerprints_of_gitlab_are_unique(found: list[Group]) -> None:
    fingerprints = [each["fingerprint"] for each in json.loads(rendered("gitlab", found))]
    assert len(set(fingerprints)) == len(fingerprints) == len(found)


def test_fingerprints_of_gitlab_are_unique_in_a_whole_run(call: Command) -> None:
    found = gitlab_fingerprints(
        call, ROOT / "examples" / "payloads", ROOT / "tests" / "payloads", ROOT / "tests" / "data"
    )
    assert len(found) > 200
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("lines", [False, True], ids=["one payload", "a log"])
def test_fingerprints_of_gitlab_outlive_a_change_elsewhere_in_the_file(
    lines: bool, tmp_path: Path, call: Command
) -> None:
    text = (ROOT / "examples" / "payloads" / "mistral-mock.json").read_text(encoding="utf-8")
    clean = (ROOT / "tests" / "conforming" / "mistral__python-sdk@1.2.0.json").read_bytes()
    name, other = ("log.jsonl", "other.jsonl") if lines else ("payload.json", "other.json")
    bad, good = (orjson.dumps(orjson.loads(each)) + b"\n" for each in (text, clean))
    variant = ("-V", "mistral/python-sdk@1.2.0")
    (tmp_path / name).write_bytes(bad * 2 if lines else bad)
    before = gitlab_fingerprints(call, name, *variant)
    moved = bad + good + bad if lines else b"\n\n" + bad.replace(b"{", b"{\n")
    (tmp_path / name).write_bytes(moved)
    assert gitlab_fingerprints(call, name, *variant) == before
    (tmp_path / name).rename(tmp_path / other)
    assert not set(gitlab_fingerprints(call, other, *variant)) & set(before)


def test_paths_of_gitlab_are_relative(tmp_path: Path, call: Command) -> None:
    (tmp_path / "payload.json").write_text("{", encoding="utf-8")
    for path in ("payload.json", "./payload.json", tmp_path / "payload.json", ".//../" + tmp_path.name):
        seen = read_back("gitlab", call("check", path, "--format", "gitlab").output)
        assert {each["path"] for each in seen} <= {"payload.json"}
