"""The examples for CI systems, by schemas that check-jsonschema ships, and by running their scripts."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.ci.runner import action, environment_of_runner
from tests.ci.test_action import BAD, GOOD, validated
from tests.command import ROOT
from tests.reports.test_junit import suites
from tests.reports.test_lists import read_back

EXAMPLES = ROOT / "examples" / "ci"


def parsed(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((EXAMPLES / name).read_text(encoding="utf-8"))
    return content


def shell(script: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a script with the command of this environment first on the path."""
    return subprocess.run(
        ["sh", "-c", script, "sh", *arguments], cwd=folder, capture_output=True, text=True, check=False,
        env=environment_of_runner(), timeout=60,
    )  # fmt: skip


def test_the_workflow_is_one_and_gives_the_action_what_it_takes() -> None:
    validated("vendor.github-workflows", EXAMPLES / "github-workflow.yml")
    steps = parsed("github-workflow.yml")["jobs"]["batchschema"]["steps"]
    (step,) = (step for step in steps if "/batchschema@" in step["uses"])
    assert set(step["with"]) <= set(action()["inputs"])
    (upload,) = (step for step in steps if "upload-sarif" in step["uses"])
    assert upload["with"]["sarif_file"] == action()["inputs"]["sarif-file"]["default"]


def test_the_job_for_gitlab_is_one() -> None:
    validated("vendor.gitlab-ci", EXAMPLES / "gitlab-ci.yml")


@pytest.mark.parametrize(("payload", "code", "errors"), [(GOOD, 0, 0), (BAD, 1, 8)], ids=["good", "bad"])
def test_the_job_for_gitlab_writes_its_artifacts(
    payload: Path, code: int, errors: int, tmp_path: Path
) -> None:
    job = parsed("gitlab-ci.yml")["batchschema"]
    install, check = job["script"]
    assert install == "python -m pip install --quiet batchschema"
    (tmp_path / "tests" / "payloads").mkdir(parents=True)
    shutil.copy(payload, tmp_path / "tests" / "payloads" / "payload.json")
    done = shell(check, tmp_path)
    assert (done.returncode, done.stderr) == (code, "")
    reports = job["artifacts"]["reports"]
    listed = read_back("gitlab", (tmp_path / reports["codequality"]).read_bytes())
    (suite,) = suites((tmp_path / reports["junit"]).read_bytes())
    assert bool(listed) == bool(suite.failures) == bool(errors)
    assert {each["path"] for each in listed} <= {"tests/payloads/payload.json"}


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (GOOD.read_text(encoding="utf-8"), 0, "conform"),
        (BAD.read_text(encoding="utf-8"), 1, "contradict"),
        ("{", 3, "could not be checked (exit code 3)"),
        (json.dumps([]), 2, "could not be checked (exit code 2)"),
    ],
    ids=["good", "bad", "broken", "nothing"],
)
def test_the_script_keeps_the_exit_code(content: str, code: int, words: str, tmp_path: Path) -> None:
    (tmp_path / "payload.json").write_text(content, encoding="utf-8")
    done = shell((EXAMPLES / "check.sh").read_text(encoding="utf-8"), tmp_path, "payload.json")
    assert done.returncode == code
    assert words in done.stdout + done.stderr
    assert (tmp_path / "batchschema.xml").exists() is (code != 2)
    assert os.access(EXAMPLES / "check.sh", os.X_OK)
