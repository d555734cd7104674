"""`batchschema config`: what holds, and where it comes from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from batchschema.config import KEYS
from batchschema.rules import all_rules
from tests.command import Command
from tests.configuration.room import BASELINE, MISTRAL, payload, put

TEXT = """\
# profile = "documented"
profile = "strict"
ignore = ["duplicate-key",
          "undocumented-field"]
[variants]
"old/**" = "mistral/schema-page"
[severity]
wrong-type = "warning"
[per-path-ignores]
"old/**" = ["number-as-string"]
[[suppress]]
rule = "payload"
reason = "known"
paths = ["old/**"]
"""


def shown(call: Command, *arguments: str) -> dict[str, Any]:
    told = call("config", *arguments, "--format", "json")
    assert told.code == 0, told.stderr
    report: dict[str, Any] = json.loads(told.stdout)
    assert report["version"] == 1
    return report


def test_without_a_file_all_is_default(call: Command) -> None:
    settings = shown(call)["settings"]
    assert set(settings) == {*KEYS, "configuration"}
    assert {each["from"] for each in settings.values()} == {"default"}
    assert settings["profile"]["value"] == "documented"
    assert settings["fail-on"]["value"] == "error"


def test_each_setting_says_where_it_comes_from(call: Command, tmp_path: Path) -> None:
    (tmp_path / "batchschema.toml").write_text(TEXT)
    options = ("--fail-on", "never", "--ignore", "wrong-type", "--select", "payload")
    settings = shown(call, *options)["settings"]
    assert {key: each["from"].removeprefix("batchschema.toml:") for key, each in settings.items()} == {
        "configuration": "default",
        "profile": "2",
        "select": "command line",
        "extend-select": "default",
        "ignore": "command line, batchschema.toml:3",
        "severity": "7",
        "fail-on": "command line",
        "exclude": "default",
        "variants": "5",
        "per-path-ignores": "9",
        "suppress": "11",
        "baseline": "default",
    }
    assert settings["ignore"]["value"] == ["duplicate-key", "undocumented-field", "wrong-type"]
    assert settings["fail-on"]["value"] == "never"
    told = call("config", *options).stdout
    for line in ("setting", "profile", "fail-on"):
        assert any(row.startswith(line) for row in told.splitlines())


@pytest.mark.parametrize(
    ("path", "rule", "severity", "origin"),
    [
        ("old/p.json", "number-as-string", None, "batchschema.toml:10"),
        ("p.json", "number-as-string", "error", "profile strict"),
        ("p.json", "undocumented-field", None, "batchschema.toml:4"),
        ("p.json", "wrong-type", "warning", "batchschema.toml:8"),
        ("p.json", "malformed-json", "error", "always"),
        ("p.json", "counts-do-not-add-up", None, "not selected"),
        ("p.json", "stale-suppression", "error", "profile strict"),
    ],
)
def test_what_holds_for_a_path(
    path: str, rule: str, severity: str | None, origin: str, call: Command, tmp_path: Path
) -> None:
    (tmp_path / "batchschema.toml").write_text(TEXT)
    found = shown(call, path)
    assert found["rules"][rule] == {"value": severity, "from": origin}
    assert f"{rule} " in call("config", path).stdout
    assert found["variant"] == (
        {"value": "mistral/schema-page", "from": "batchschema.toml:6"}
        if path.startswith("old")
        else {"value": "auto", "from": "default"}
    )
    assert [each["from"] for each in found["suppressions"]] == ["batchschema.toml:11"] * path.startswith(
        "old"
    )


def test_the_severities_shown_are_those_that_check_uses(call: Command, tmp_path: Path) -> None:
    put(tmp_path, "p.json", [payload(total_requests="3", model=5, unheard=1, created_at=1767225600000)])
    for text in (
        "",
        TEXT.replace("old/", ""),
        'select = ["wrong-type"]\n',
        'extend-select = ["lifecycle"]\n',
    ):
        (tmp_path / "batchschema.toml").write_text(text.partition("[[")[0])
        for options in ((), ("--profile", "strict"), ("--ignore", "wrong-type"), ("--select", "payload")):
            rules = shown(call, "p.json", "-V", MISTRAL, *options)["rules"]
            told = call("check", "p.json", "-V", MISTRAL, "--format", "jsonl", *options)
            assert {each["rule"] for each in told.findings} == {
                rule
                for rule in (
                    "number-as-string",
                    "wrong-type",
                    "undocumented-field",
                    "timestamp-in-milliseconds",
                )
                if rules[rule]["value"]
            }
            assert all(rules[each["rule"]]["value"] == each["severity"] for each in told.findings)


def test_every_rule_that_check_asks_is_shown(call: Command) -> None:
    families = {"payload", "input", "lifecycle", "baseline"}
    assert set(shown(call, "p.json")["rules"]) == {
        rule.name for rule in all_rules().values() if rule.family in families
    }


def test_an_excluded_path_is_said_to_be(call: Command, tmp_path: Path) -> None:
    (tmp_path / "batchschema.toml").write_text('exclude = ["a",\n  "old"]\n')
    assert shown(call, "old/p.json")["excluded"] == {"value": "old", "from": "batchschema.toml:2"}
    assert "exclude  old" in call("config", "old/p.json").stdout
    assert shown(call, "new/p.json")["excluded"] is None


def test_a_baseline_is_looked_at(call: Command, tmp_path: Path) -> None:
    (tmp_path / "batchschema.toml").write_text(f'baseline = "{BASELINE}"\n')
    told = call("config")
    assert told.code == 2
    assert f"batchschema.toml:1: `baseline`: {BASELINE} does not exist" in told.stderr
    assert shown(call, "--no-baseline")["settings"]["baseline"] == {"value": None, "from": "command line"}
