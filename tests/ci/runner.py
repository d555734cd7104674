"""Runs the steps of action.yml as GitHub's runner does: expressions replaced, scripts given to bash."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.command import ROOT, plain_environment

EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


def action() -> dict[str, Any]:
    """The action as a mapping."""
    parsed: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    return parsed


@dataclass(frozen=True, slots=True)
class Job:
    """What a run of all steps left behind."""

    code: int
    log: str
    errors: str
    summary: str
    outputs: Mapping[str, str]
    """Of the action itself."""


def run_action(workspace: Path, *, environment: Mapping[str, str] | None = None, **inputs: str) -> Job:
    """Run every step in a workspace; the first that fails ends the job. `_` in names of inputs is `-`."""
    told = action()
    given = {name.replace("_", "-"): value for name, value in inputs.items()}
    assert set(given) <= set(told["inputs"])
    values = {f"inputs.{name}": given.get(name, each["default"]) for name, each in told["inputs"].items()}
    runner = workspace.parent / f"{workspace.name}-runner"
    runner.mkdir(exist_ok=True)
    summary = runner / "summary.md"
    summary.write_text("", encoding="utf-8")
    code, log, errors = 0, "", ""
    for number, step in enumerate(told["runs"]["steps"]):
        if step.get("if") and not evaluated(step["if"], values):
            continue
        if "uses" in step:
            continue
        output = runner / f"output-{number}"
        output.write_text("", encoding="utf-8")
        script = runner / f"step-{number}.sh"
        script.write_text(step["run"], encoding="utf-8")
        assert step["shell"] == "bash"
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=workspace / evaluated(step.get("working-directory", "."), values),
            env={
                **environment_of_runner(),
                "GITHUB_ACTION_PATH": str(ROOT),
                "GITHUB_WORKSPACE": str(workspace),
                "GITHUB_OUTPUT": str(output),
                "GITHUB_STEP_SUMMARY": str(summary),
                "RUNNER_TEMP": str(runner),
                **{name: evaluated(text, values) for name, text in step.get("env", {}).items()},
                **(environment or {}),
            },
            capture_output=True, text=True, errors="surrogateescape", timeout=300, check=False,
        )  # fmt: skip
        for name, value in outputs_in(output.read_text(encoding="utf-8")).items():
            values[f"steps.{step['id']}.outputs.{name}"] = value
        code, log, errors = done.returncode, log + done.stdout, errors + done.stderr
        if code:
            break
    results = {name: evaluated(each["value"], values) for name, each in told["outputs"].items()}
    return Job(code, log, errors, summary.read_text(encoding="utf-8"), results)


def environment_of_runner() -> dict[str, str]:
    """A plain environment in which the command of this one is found, and no package of its own."""
    environment = plain_environment()
    del environment["PYTHONPATH"]
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    return environment


def evaluated(text: str, values: Mapping[str, str]) -> str:
    """Text with its expressions replaced; of their language, as much as the action uses.

    The value of a condition is empty when it does not hold.
    """

    def value_of(term: str) -> str:
        if term.startswith("'"):
            return term.strip("'")
        if term.startswith("steps."):
            return values.get(term, "")
        return values[term]

    def value(found: re.Match[str]) -> str:
        if compared := re.fullmatch(r"(\S+) (==|!=) (\S+)", found[1]):
            left, sign, right = compared.groups()
            return "true" if (value_of(left) == value_of(right)) is (sign == "==") else ""
        return next((each for term in found[1].split(" || ") if (each := value_of(term))), "")

    return EXPRESSION.sub(value, text)


def outputs_in(text: str) -> dict[str, str]:
    """`name=value` lines, of which the last one counts."""
    return dict(line.split("=", 1) for line in text.splitlines())
