"""The GitHub action: its manifest by the schema of GitHub's own format, its steps by running them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ci.runner import action, run_action
from tests.command import ROOT
from tests.reports.test_github import read_back
from tests.reports.test_sarif import run_of

BAD = ROOT / "examples" / "payloads" / "mistral-mock.json"
GOOD = ROOT / "tests" / "conforming" / "mistral__python-sdk@1.2.0.json"
VARIANT = "mistral/python-sdk@1.2.0"
HOSTILE = (
    "$(touch pwned)", "`touch pwned`", '"; touch pwned; "', "'; touch pwned; '", "a b.json", "*", "~",
    "$HOME", "--isolated", "-q", "\\", "${IFS}", "&& touch pwned", "| touch pwned", "> pwned", "!!", "{a,b}",
    "a\tb", "ü😀",
)  # fmt: skip


def validated(schema: str, path: Path) -> None:
    """Holds a file to a schema that check-jsonschema ships."""
    arguments = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    folder.mkdir()
    return folder


@pytest.fixture
def recorder(tmp_path: Path) -> str:
    """A command that writes down its arguments, each ended by a null character."""
    command = tmp_path / "recorder"
    command.write_text("#!/bin/sh\nprintf '%s\\0' \"$@\"\n", encoding="utf-8")
    command.chmod(0o755)
    return str(command)


def test_the_manifest_is_one() -> None:
    validated("vendor.github-actions", ROOT / "action.yml")


def test_no_input_becomes_text_of_a_script() -> None:
    for step in action()["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


def test_each_input_is_used_and_described() -> None:
    told = action()
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    manual = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([\w-]+)` \| (?:`(.*?)`)? ?\|", manual, re.MULTILINE))
    for name, each in told["inputs"].items():
        assert re.search(rf"inputs\.{name}\b", text), name
        assert each["description"]
        assert rows[name] == each["default"]
    assert set(told["outputs"]) == set(re.findall(r"`([\w-]+)`", re.search(r"Outputs: (.*)\.", manual)[1]))  # type: ignore[index]


def test_a_good_payload_passes(workspace: Path) -> None:
    shutil.copy(GOOD, workspace / "good.json")
    job = run_action(workspace, command="batchschema", variant=VARIANT)
    assert (job.code, job.errors) == (0, "")
    assert read_back(job.log) == []
    assert job.summary.startswith("### batchschema: no contradiction\n")
    assert run_of((workspace / "batchschema.sarif").read_bytes())["results"] == []
    assert job.outputs == {"exit-code": "0", "sarif-file": "batchschema.sarif"}


def test_a_bad_payload_fails_and_is_shown_in_all_places(workspace: Path) -> None:
    (workspace / "recorded").mkdir()
    shutil.copy(BAD, workspace / "recorded" / "bad.json")
    job = run_action(workspace, command="batchschema", variant=VARIANT, sarif_file="recorded/out.sarif")
    assert (job.code, job.outputs) == (1, {"exit-code": "1", "sarif-file": "recorded/out.sarif"})
    annotated = read_back(job.log)
    assert {each.properties["file"] for each in annotated} == {"recorded/bad.json"}
    assert {each.command for each in annotated} == {"error"}
    results = run_of((workspace / "recorded" / "out.sarif").read_bytes())["results"]
    errors = [each for each in results if each["level"] == "error"]
    assert len(errors) == len(annotated) > 5
    assert job.summary.startswith(f"### batchschema: {len(errors)} errors\n")
    assert {each.properties["title"] for each in annotated} <= set(re.findall(r"`([a-z-]+)`", job.summary))


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("note", 1), ("never", 0), ("sometimes", 2)])
def test_the_threshold_is_passed_on(fail_on: str, code: int, workspace: Path) -> None:
    shutil.copy(ROOT / "examples" / "payloads" / "mistral-queued.json", workspace / "notes.json")
    variant = "mistral/typescript-sdk@2025-04-16"
    job = run_action(workspace, command="batchschema", variant=variant, fail_on=fail_on)
    assert (job.code, job.outputs["exit-code"]) == (code, str(code))


def test_a_baseline_and_a_configuration_are_heeded(workspace: Path) -> None:
    shutil.copy(BAD, workspace / "bad.json")
    (workspace / "ci.toml").write_text('fail-on = "never"\n', encoding="utf-8")
    job = run_action(workspace, command="batchschema", variant=VARIANT, config="ci.toml")
    assert job.code == 0
    assert read_back(job.log)
    update = ("baseline", "update", "--baseline", "known.toml", "--reason", "as recorded")
    told = subprocess.run(
        [Path(sys.executable).with_name("batchschema"), *update, "-V", VARIANT, "bad.json"],
        cwd=workspace, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    job = run_action(workspace, command="batchschema", variant=VARIANT, baseline="known.toml")
    assert (job.code, read_back(job.log)) == (0, [])


def test_what_cannot_be_checked_is_told_apart_from_what_is_bad(workspace: Path) -> None:
    assert run_action(workspace, command="batchschema").code == 2
    assert not list(workspace.iterdir())
    (workspace / "broken.json").write_text("{", encoding="utf-8")
    job = run_action(workspace, command="batchschema", paths="broken.json")
    assert (job.code, job.outputs["exit-code"]) == (3, "3")
    assert [each.properties["title"] for each in read_back(job.log)] == ["malformed-json"]
    assert "1 not judged" in job.summary


def test_a_mistake_in_the_configuration_is_shown_where_people_look(workspace: Path) -> None:
    shutil.copy(GOOD, workspace / "good.json")
    (workspace / "batchschema.toml").write_text('profile = "100% strict"\nignore = []\n', encoding="utf-8")
    job = run_action(workspace, command="batchschema")
    assert (job.code, job.outputs["exit-code"]) == (2, "2")
    assert job.errors.startswith("batchschema: batchschema.toml:1: `profile` is not one of")
    assert job.summary.startswith("### batchschema: could not check\n\n    batchschema: batchschema.toml:1: ")
    (told,) = read_back(job.log)
    assert (told.command, told.properties) == ("error", {"title": "batchschema"})
    assert told.message == job.errors.rstrip("\n")
    job = run_action(workspace, command="batchschema", config="100%25,:\n.toml")
    (told,) = read_back(job.log)
    assert told.message == job.errors.rstrip("\n")
    assert not [each for each in workspace.parent.glob("workspace-runner/*") if each.is_dir()]


def test_paths_are_lines_and_start_in_the_working_directory(workspace: Path) -> None:
    inner = workspace / "my tests"
    (inner / "a b").mkdir(parents=True)
    for name in ("a b/one.json", "two.json", "three.json", "four.json"):
        shutil.copy(BAD, inner / name)
    job = run_action(
        workspace, command="batchschema", variant=VARIANT, working_directory="my tests",
        paths="a b\r\n\n./two.json\nt*ree.json",
    )  # fmt: skip
    files = {each.properties["file"] for each in read_back(job.log)}
    assert files == {f"my tests/{name}" for name in ("a b/one.json", "two.json", "three.json")}
    assert (inner / "batchschema.sarif").is_file()


@pytest.mark.parametrize("text", HOSTILE)
def test_inputs_reach_the_command_as_they_are(text: str, workspace: Path, recorder: str) -> None:
    job = run_action(
        workspace, command=recorder, paths=f"{text}\n{text}", variant=text, config=text, baseline=text,
        fail_on=text, sarif_file=text,
    )  # fmt: skip
    assert job.code == 0
    command, *arguments, end = job.log.split("\0")
    assert (command, end) == ("check", "")
    (summary,) = (each for each in arguments if each.startswith("--format=markdown:"))
    assert arguments == [
        f"--fail-on={text}", f"--variant={text}", f"--config={text}", f"--baseline={text}", "--format=github",
        f"--format=sarif:{text}", summary, "--", text, text,
    ]  # fmt: skip
    assert not Path(summary.partition(":")[2]).parent.exists()
    assert not list(workspace.iterdir())


def test_what_is_not_given_is_not_passed_on(workspace: Path, recorder: str) -> None:
    arguments = run_action(workspace, command=recorder).log.split("\0")
    assert arguments[:2] == ["check", "--format=github"]
    assert arguments[-3:] == ["--", ".", ""]


def test_outputs_cannot_be_forged(workspace: Path, recorder: str) -> None:
    job = run_action(workspace, command=recorder, sarif_file="x\nexit-code=7\r\nsarif-file=y")
    assert job.outputs == {"exit-code": "0", "sarif-file": "xexit-code=7sarif-file=y"}


@pytest.mark.slow
def test_the_package_of_the_action_is_installed_and_run(workspace: Path) -> None:
    shutil.copy(BAD, workspace / "bad.json")
    job = run_action(workspace, variant=VARIANT, environment={"PIP_COMPILE": "0"})
    assert job.code == 1, job.errors
    assert read_back(job.log)
    (packages,) = (workspace.parent / "workspace-runner" / "batchschema" / "lib").glob("*/site-packages")
    assert (packages / "batchschema" / "schemas").is_dir()
