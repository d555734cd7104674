"""What the README shows is what the commands print; `--update-snapshots` writes it anew."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from batchschema import load
from batchschema.core import Severity
from batchschema.rules import all_rules
from tests.command import plain_environment

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
CONSOLE = re.compile(r"(```console\n)(.*?)(```\n)", re.DOTALL)
RULES = re.compile(r"(<!-- rules:[^\n]*-->\n)(.*?)(<!-- end of rules -->\n)", re.DOTALL)


def test_the_readme_shows_real_output(request: pytest.FixtureRequest) -> None:
    shown = README.read_text()
    fresh = RULES.sub(lambda found: found[1] + rules_table() + found[3], shown)
    fresh = CONSOLE.sub(lambda found: found[1] + session(found[2]) + found[3], fresh)
    if request.config.getoption("--update-snapshots"):
        README.write_text(fresh)
        return
    assert fresh == shown


def test_the_readme_counts_the_catalogue() -> None:
    told = re.search(r"(\d+) documents of (\d+) vendors", README.read_text())
    assert told is not None
    variants = load().values()
    assert (int(told[1]), int(told[2])) == (len(variants), len({variant.vendor for variant in variants}))


def session(block: str) -> str:
    """The commands of a console block with what they print now."""
    return "\n".join(f"$ {command}\n{output(command)}" for command in commands(block))


def commands(block: str) -> Iterator[str]:
    for line in block.splitlines():
        if line.startswith("$ "):
            yield line[2:]


def output(command: str) -> str:
    program, *arguments = command.removesuffix(" || true").split()
    assert program == "batchschema"
    ran = subprocess.run(
        [sys.executable, "-m", "batchschema", *arguments],
        cwd=ROOT,
        env=plain_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert not ran.stderr
    return ran.stdout


def rules_table() -> str:
    """A row per rule, by family and name."""
    rows = ["| rule | finds | documented / strict |", "| --- | --- | --- |"]
    for rule in sorted(
        all_rules().values(), key=lambda rule: (rule.family != "payload", rule.family, rule.name)
    ):
        if rule.family == "change":
            rows.append(f"| `{rule.name}` | {rule.summary} | by verdict |")
            continue
        grades = " / ".join("off" if grade is None else Severity(grade).label for grade in rule.severities)
        rows.append(f"| `{rule.name}` | {rule.summary} | {grades} |")
    return "\n".join(rows) + "\n"
