"""Payloads and the findings they have, from files: a file dropped into `tests/data/judged` is a test."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command import Command
from tests.near_payloads import conforming

FILES = sorted((Path(__file__).parent.parent / "data" / "judged").glob("*.json"))


@pytest.mark.parametrize("engine", ["fast", "reference"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_payload_has_the_findings_that_its_file_names(
    path: Path, engine: str, call: Command, tmp_path: Path
) -> None:
    described = json.loads(path.read_text(encoding="utf-8"))
    assert described["about"].endswith(".")
    options = ["--profile", described.get("profile", "documented"), "--engine", engine, "--format", "json"]
    if "schema" in described:
        (tmp_path / "schema.json").write_text(json.dumps(described["schema"]))
        options += ["--schema", "schema.json"]
    else:
        options += ["-V", described["variant"]]
    for case in described["cases"]:
        payload = payload_of(described, case)
        told = call("check", "-", *options, stdin=json.dumps(payload).encode())
        found = [[each["rule"], each["pointer"], each["severity"]] for each in told.findings]
        assert sorted(found) == sorted(case["findings"]), case


def payload_of(described: dict[str, Any], case: dict[str, Any]) -> Any:
    """The payload as it is given, or the conforming one with some top-level fields changed."""
    if "payload" in case:
        return case["payload"]
    return conforming(described["variant"]) | case["change"]
