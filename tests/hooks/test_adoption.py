"""From an empty repository with one bad payload to a green conformance job, as a new user would go."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from batchschema.hooks import snippet
from tests.ci.runner import run_action
from tests.command import ROOT

pytestmark = pytest.mark.slow


class Repository:
    """A user's repository, in an environment of its own into which batchschema is installed."""

    def __init__(self, folder: Path, environment: Path) -> None:
        self.folder, self.bin = folder, environment / "bin"
        self.run(sys.executable, "-m", "venv", "--without-pip", str(environment))
        pip = (sys.executable, "-m", "pip", "--python", str(environment), "--disable-pip-version-check")
        self.run(*pip, "install", "--quiet", "--no-compile", str(ROOT))
        self.run("git", "init", "--quiet")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its good end."""
        done = self.outcome(*arguments)
        assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
        return done

    def outcome(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command, however it ends."""
        path = f"{self.bin}{os.pathsep}{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path, "PRE_COMMIT_HOME": str(self.bin.parent / "pre-commit")}
        environment.pop("PYTHONPATH", None)
        return subprocess.run(
            arguments, cwd=self.folder, env=environment, capture_output=True, text=True, check=False,
            timeout=300,
        )  # fmt: skip

    def pre_commit(self) -> subprocess.CompletedProcess[str]:
        """What `pre-commit run --all-files` says of everything that is here."""
        self.run("git", "add", "--all")
        return self.outcome(sys.executable, "-m", "pre_commit", "run", "--all-files")


def test_five_minutes_from_nothing_to_green(tmp_path: Path) -> None:
    folder = tmp_path / "repository"
    (folder / "fixtures" / "openai").mkdir(parents=True)
    bad = json.loads((ROOT / "tests" / "conforming" / "openai.json").read_text())
    bad |= {"endpoint": None, "status": "done"}
    (folder / "fixtures" / "openai" / "batch.json").write_text(json.dumps(bad, indent=2))
    repository = Repository(folder, tmp_path / "environment")

    repository.run("batchschema", "init")
    configuration = (folder / "batchschema.toml").read_text()
    assert '"fixtures/**" = "openai/openapi@' in configuration

    (folder / ".pre-commit-config.yaml").write_text(snippet())
    red = repository.pre_commit()
    assert red.returncode == 1, red.stdout + red.stderr
    assert "fixtures/openai/batch.json:" in red.stdout

    command = str(repository.bin / "batchschema")
    job = run_action(folder, command=command)
    assert job.code == 1
    assert "::error file=fixtures/openai/batch.json,line=" in job.log
    assert "null-where-forbidden" in job.summary

    repository.run("batchschema", "baseline", "update", "--reason", "recorded before we checked")
    assert "batchschema-baseline.jsonl" in repository.run("batchschema", "config").stdout

    green = repository.pre_commit()
    assert green.returncode == 0, green.stdout + green.stderr
    assert run_action(folder, command=command).code == 0

    bad["created_at"] = None
    (folder / "fixtures" / "openai" / "batch.json").write_text(json.dumps(bad, indent=2))
    again = repository.pre_commit()
    assert again.returncode == 1
    assert "/created_at" in again.stdout
    assert "/endpoint" not in again.stdout
