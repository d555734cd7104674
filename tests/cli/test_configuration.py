"""`[tool.batchschema]` in pyproject.toml, so that hooks and CI need no flags."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.cli.reading import (
    ARGOT,
    PAYLOADS,
    PYTHON_SDK,
    SCHEMA_PAGE,
    TYPESCRIPT_SDK,
)
from tests.command import Command
from tests.near_payloads import conforming_text


def configured(folder: Path, text: str) -> None:
    (folder / "pyproject.toml").write_text(f"[tool.batchschema]\n{text}")


def test_configuration_maps_paths_to_variants(call: Command, tmp_path: Path) -> None:
    for name in ("old", "new", "other"):
        (tmp_path / name).mkdir()
        shutil.copy(PAYLOADS / "mistral" / "queued.json", tmp_path / name / "p.json")
    configured(tmp_path, f'variants = {{"old/*" = "{SCHEMA_PAGE}", "new" = "mistral/python-sdk"}}\n')
    for folder in (tmp_path, tmp_path / "old"):
        told = call("check", tmp_path, "--format", "json", folder=folder)
        chosen = {Path(each["source"]).parent.name: each["variant"] for each in told.findings}
        assert chosen == {"old": SCHEMA_PAGE, "new": PYTHON_SDK, "other": TYPESCRIPT_SDK}
    told = call("check", ".", "-V", ARGOT, "--format", "json")
    assert {each["variant"] for each in told.findings} == {ARGOT}, "the command line wins"
    told = call(
        "check", "-", "--stdin-filename", "old/p.json", "--format", "json", stdin=conforming_text(SCHEMA_PAGE)
    )
    assert list(told.report["summary"]["variants"]) == [SCHEMA_PAGE]


def test_configuration_leaves_paths_and_rules_out(call: Command, tmp_path: Path) -> None:
    for name in ("a.json", "recorded/b.json", "deep/recorded/c.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PAYLOADS / "mistral" / "counts-as-strings.json", tmp_path / name)
    assert call("check", ".", "--format", "json").report["summary"]["payloads"] == 3
    configured(tmp_path, 'exclude = ["recorded"]\nignore = ["number-as-string"]\n')
    told = call("check", ".", "--format", "json")
    assert told.report["summary"]["payloads"] == 1
    assert {each["rule"] for each in told.findings} == {"missing-required-field"}
    told = call("check", ".", "--isolated", "--format", "json")
    assert told.report["summary"]["payloads"] == 3
    assert "number-as-string" in {each["rule"] for each in told.findings}


def test_configuration_is_found_above(call: Command, tmp_path: Path) -> None:
    configured(tmp_path, 'ignore = ["payload"]\n')
    (tmp_path / "a" / "b").mkdir(parents=True)
    shutil.copy(PAYLOADS / "mistral" / "four-keys.json", tmp_path / "a" / "b" / "p.json")
    assert call("check", "p.json", folder=tmp_path / "a" / "b").code == 0
