"""Where the configuration is found, what it says of paths and rules, and that the command line wins."""

from __future__ import annotations

import datetime
import json
import pickle
from pathlib import Path
from typing import Any

import pytest

from batchschema.run.check import CheckOptions
from batchschema.run.settings import Asked, settings_of
from tests.cli.reading import ARGOT, PYTHON_SDK, SCHEMA_PAGE
from tests.command import Command
from tests.configuration.room import MISTRAL, payload, put, rules
from tests.near_payloads import conforming_text

WRONG: dict[str, Any] = {"total_requests": "3", "metadata": {"k": 1}, "created_at": 1767225600000}
"""Two fields that are wrong under any profile."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path, "p.json", [payload(**WRONG)])
    put(tmp_path, "deep/er/p.json", [payload(**WRONG)])
    return tmp_path


def configured(folder: Path, text: str, *, name: str = "batchschema.toml") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text if name != "pyproject.toml" else f"[tool.batchschema]\n{text}")


def test_configuration_maps_paths_to_variants(call: Command, tmp_path: Path) -> None:
    for name in ("old", "new"):
        put(tmp_path, f"{name}/p.json", [payload(without="id", model=5)])
    text = f'variants = {{"old/*" = "{SCHEMA_PAGE}", "new" = "mistral/python-sdk@1.2.0"}}\n'
    configured(tmp_path, text, name="pyproject.toml")
    for folder in (tmp_path, tmp_path / "old"):
        told = call("check", tmp_path, "--format", "json", folder=folder)
        chosen = {Path(each["source"]).parent.name: each["variant"] for each in told.findings}
        assert chosen == {"old": SCHEMA_PAGE, "new": PYTHON_SDK}
    told = call("check", ".", "-V", ARGOT, "--format", "json")
    assert {each["variant"] for each in told.findings} == {ARGOT}, "the command line wins"
    told = call(
        "check", "-", "--stdin-filename", "old/p.json", "--format", "json", stdin=conforming_text(SCHEMA_PAGE)
    )
    assert list(told.report["summary"]["variants"]) == [SCHEMA_PAGE]


def test_what_is_excluded_is_not_read(call: Command, folder: Path) -> None:
    configured(folder, 'exclude = ["deep"]\n')
    assert call("check", ".", "--format", "json").report["summary"]["payloads"] == 1
    assert call("check", ".", "--format", "json", "--isolated").report["summary"]["payloads"] == 2


def test_the_nearest_file_above_with_a_table_is_read(call: Command, folder: Path) -> None:
    configured(folder, 'ignore = ["payload"]\n')
    (folder / "deep" / "pyproject.toml").write_text("[project]\nname = 'batchschema-user'\n")
    inner = folder / "deep" / "er"
    assert call("check", "p.json", "-V", MISTRAL, folder=inner).code == 0
    configured(folder / "deep", "", name="pyproject.toml")
    assert call("check", "p.json", "-V", MISTRAL, folder=inner).code == 1
    configured(inner, 'ignore = ["payload"]\n')
    assert call("check", "p.json", "-V", MISTRAL, folder=inner).code == 0


def test_two_files_in_one_folder_are_a_mistake(call: Command, folder: Path) -> None:
    configured(folder, "")
    (folder / "pyproject.toml").write_text("# batchschema\n\n[tool.batchschema]\n")
    told = call("check")
    assert told.code == 2
    assert "pyproject.toml:3: [tool.batchschema] stands beside batchschema.toml" in told.stderr
    (folder / "pyproject.toml").write_text("[project]\n")
    assert call("check", "-V", MISTRAL).code == 1


@pytest.mark.parametrize("made", ["folder", "link"])
def test_what_is_called_so_and_is_no_file_is_not_passed_over(made: str, call: Command, folder: Path) -> None:
    place = folder / "batchschema.toml"
    place.mkdir() if made == "folder" else place.symlink_to("nowhere.toml")
    for command in ("check", "config"):
        told = call(command)
        assert told.code == 2
        assert told.stderr.startswith("batchschema: batchschema.toml: cannot be read: ")
    assert call("check", "--isolated", "--fail-on", "never").code == 0


def test_a_file_may_be_named(call: Command, folder: Path) -> None:
    configured(folder, 'ignore = ["payload"]\n')
    configured(folder / "other", 'ignore = ["wrong-type"]\n', name="mine.toml")
    configured(folder / "other", "", name="pyproject.toml")
    found = ("check", "p.json", "-V", MISTRAL, "--format", "jsonl")
    assert not rules(call(*found))
    assert "number-as-string" in rules(call(*found, "--config", "other/mine.toml"))
    assert "number-as-string" in rules(call(*found, "--config", "other/pyproject.toml"))
    told = call(*found, "--config", "other/mine.toml", "--isolated")
    assert told.code == 2
    assert "--config and --isolated exclude each other" in told.stderr
    (folder / "other" / "pyproject.toml").write_text("[project]\n")
    for name, says in (("not-there.toml", "cannot be read"), ("other/pyproject.toml", "has no table")):
        told = call(*found, "--config", name)
        assert told.code == 2
        assert f"{name}: {says}" in told.stderr


def test_rules_are_chosen_and_graded(call: Command, folder: Path) -> None:
    found = ("check", "p.json", "-V", MISTRAL, "--format", "jsonl")

    def graded(*options: str) -> dict[str, str]:
        return {each["rule"]: each["severity"] for each in call(*found, *options).findings}

    usual = graded()
    assert usual == {"number-as-string": "error", "timestamp-in-milliseconds": "error"}
    configured(folder, '[severity]\nnumber-as-string = "note"\nmissing-unstated-field = "warning"\n')
    assert graded() == {**usual, "number-as-string": "note"}
    configured(folder, '[severity]\nnumber-as-string = "off"\n')
    assert graded() == {"timestamp-in-milliseconds": "error"}
    assert graded("--select", "number-as-string") == {"number-as-string": "error"}, "named by hand"
    configured(folder, 'select = ["number-as-string"]\n')
    assert graded() == {"number-as-string": "error"}
    assert graded("--extend-select", "timestamp-in-milliseconds") == usual
    assert graded("--select", "payload") == usual
    configured(
        folder, 'ignore = ["number-as-string"]\n[per-path-ignores]\n"p.*" = ["timestamp-in-milliseconds"]\n'
    )
    assert not graded()
    assert set(rules(call("check", "deep", "-V", MISTRAL, "--format", "jsonl"))) == {
        "timestamp-in-milliseconds"
    }
    assert graded("--extend-select", "number-as-string,timestamp-in-milliseconds") == usual
    assert graded("--isolated") == usual


def test_a_rule_that_is_off_is_on_with_a_severity(call: Command, tmp_path: Path) -> None:
    put(tmp_path, "p.json", [payload(without="model")])
    found = ("check", "p.json", "-V", SCHEMA_PAGE, "--format", "jsonl")
    assert "missing-unstated-field" not in rules(call(*found))
    configured(tmp_path, '[severity]\nmissing-unstated-field = "warning"\n')
    told = call(*found)
    assert ("missing-unstated-field", "warning") in {
        (each["rule"], each["severity"]) for each in told.findings
    }


def test_profile_and_fail_on(call: Command, tmp_path: Path) -> None:
    put(tmp_path, "p.json", [payload(unheard_of=1)])
    found = ("check", "p.json", "-V", MISTRAL)
    assert call(*found).code == 0
    configured(tmp_path, 'profile = "strict"\n')
    assert call(*found).code == 1
    assert call(*found, "--profile", "documented").code == 0
    configured(tmp_path, 'fail-on = "note"\n')
    assert call(*found).code == 1
    assert call(*found, "--fail-on", "error").code == 0
    configured(tmp_path, 'fail-on = "never"\nprofile = "strict"\n')
    assert call(*found).code == 0
    assert call(*found, "--fail-on", "error").code == 1


@pytest.mark.parametrize(
    ("keys", "left"),
    [
        ('rule = "number-as-string"', {"p.json": 1, "deep/er/p.json": 1}),
        ('rule = "payload"', {}),
        ('rule = "payload"\npaths = ["deep"]', {"p.json": 2}),
        ('rule = "payload"\npointer = "/total_requests"', {"p.json": 1, "deep/er/p.json": 1}),
        (
            'rule = "payload"\npointer = "/total_*"\npaths = ["*/er/*", "x"]',
            {"p.json": 2, "deep/er/p.json": 1},
        ),
        (f'rule = "payload"\nvariant = "{MISTRAL}"', {}),
        ('rule = "payload"\nvariant = "mistral/python-sdk"', {}),
        ('rule = "payload"\nvariant = "mistral/*"', {}),
        ('rule = "payload"\nvariant = "openai/*"', {"p.json": 2, "deep/er/p.json": 2}),
        ('rule = "payload"\nuntil = 9999-12-31', {}),
        ('rule = "payload"\nuntil = "9999-12-31"', {}),
    ],
)
def test_what_is_suppressed_is_counted_and_not_reported(
    keys: str, left: dict[str, int], call: Command, folder: Path
) -> None:
    configured(folder, f'[[suppress]]\nreason = "known"\n{keys}\n')
    for options in ((), ("--jobs", "2"), ("--grouped",)):
        told = call("check", "-V", MISTRAL, "--ignore", "baseline", "--format", "json", *options)
        found: dict[str, int] = {}
        for each in told.findings:
            for place in each.get("places", [each]):
                found[place["source"]] = found.get(place["source"], 0) + 1
        assert found == left
        hidden = 4 - sum(left.values())
        assert told.report["summary"]["hidden"] == ({"batchschema.toml": hidden} if hidden else {})
        assert told.code == (1 if left else 0)


def test_a_suppression_holds_through_its_last_day(call: Command, folder: Path) -> None:
    today = datetime.date.today()
    for day, code in ((today, 0), (today + datetime.timedelta(1), 0), (today - datetime.timedelta(1), 2)):
        configured(folder, f'[[suppress]]\nrule = "payload"\nreason = "x"\nuntil = {day}\n')
        told = call("check", "-V", MISTRAL)
        assert told.code == code
    assert f"batchschema.toml:4: the suppression of payload held until {day}" in told.stderr


def test_known_deviations_are_told_from_conforming_payloads(call: Command, tmp_path: Path) -> None:
    put(tmp_path, "p.json", [payload(total_requests="3", unheard_of=1)])
    configured(tmp_path, '[[suppress]]\nrule = "number-as-string"\nreason = "known"\n')
    told = call("check", "-V", MISTRAL).stdout
    assert "conforms" not in told
    assert "beside that, 1 undocumented field" in told
    assert "1 known deviation in batchschema.toml not shown" in told


def test_a_path_of_its_own_policy_changes_no_others_verdict(call: Command, tmp_path: Path) -> None:
    """Verdicts are remembered by shape: paths with other rules must not share them."""
    for name in ("a.jsonl", "b.jsonl", "c.jsonl"):
        put(tmp_path, name, [payload(model=None), payload(model=None, id="x")])
    configured(tmp_path, '[per-path-ignores]\n"b.jsonl" = ["null-where-forbidden"]\n')
    told = call("check", "-V", MISTRAL, "--format", "jsonl")
    found = {each["source"] for each in told.findings if each["rule"] == "null-where-forbidden"}
    assert found == {"a.jsonl", "c.jsonl"}


def test_json_reports_of_known_deviations_stay_valid(call: Command, folder: Path) -> None:
    import jsonschema

    from tests.command import ROOT

    configured(
        folder, '[[suppress]]\nrule = "payload"\nreason = "x"\n[[suppress]]\nrule = "input"\nreason = "x"\n'
    )
    schema = json.loads((ROOT / "schemas" / "_meta" / "check-report.schema.json").read_text())
    told = call("check", "-V", MISTRAL, "--format", "json")
    jsonschema.Draft202012Validator(schema).validate(told.report)
    assert rules(told) == ["stale-suppression"]


def test_what_a_run_goes_by_can_be_sent_to_another_process(folder: Path) -> None:
    text = 'ignore = ["input"]\n[severity]\nwrong-type = "note"\n[variants]\n"a" = "auto"\n'
    configured(folder, f'{text}[[suppress]]\nrule = "payload"\nreason = "x"\nuntil = 9999-01-01\n')
    chosen = settings_of(Asked(), str(folder))
    options = CheckOptions(policy=chosen.policy, configuration=chosen.configuration)
    assert pickle.loads(pickle.dumps(options)) == options
