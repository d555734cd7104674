"""Processes that do not inherit their parent's memory, as on macOS and Windows, find and print the same."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from batchschema.reports import FORMATS
from tests.command import LONGEST, ROOT, plain_environment

SPAWNED = (
    "import sys; from batchschema.run import processes; processes.START_METHOD = 'spawn'; "
    "sys.argv[0] = 'batchschema'; "
    "from batchschema.cli import main; main()"
)
CONFIGURATION = """\
extend-select = ["lifecycle"]
baseline = "known.jsonl"
[severity]
undocumented-field = "warning"
[variants]
"b/**" = "openai/openapi"
[[suppress]]
rule = "missing-required-field"
paths = ["b/1*.json"]
reason = "known"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files for two parts at least, with findings of each severity, some of them known."""
    payload = json.loads((ROOT / "tests" / "conforming" / "openai.json").read_text())
    payload |= {"status": "dnoe", "endpoint": None, "extra": None}
    payload.pop("input_file_id")
    (tmp_path / "b").mkdir()
    for number in range(70):
        (tmp_path / "b" / f"{number}.json").write_text(json.dumps(payload))
    (tmp_path / "b" / "broken.json").write_text('{"object": "batch"')
    entry = {"path": "b/2*.json", "variant": None, "rule": "undocumented-enum-value", "pointer": "/status"}
    (tmp_path / "known.jsonl").write_text(f'{{"batchschema-baseline": 1}}\n{json.dumps(entry)}\n')
    (tmp_path / "batchschema.toml").write_text(CONFIGURATION)
    return tmp_path


def outcome(folder: Path, begin: list[str], *more: str) -> tuple[int, bytes, bytes]:
    """Every report in one run; the text reports coloured and with each finding listed."""
    formats = [f"--format={name}:{folder / name}" for name in FORMATS if name != "concise"]
    options = ["b", "--format=concise", "--each", "--show=notes", "--show-values", "--color=always", *formats]
    done = subprocess.run(
        [sys.executable, *begin, "check", *options, *more],
        cwd=folder, env=plain_environment(), capture_output=True, timeout=LONGEST, check=False,
    )  # fmt: skip
    files = b"".join((folder / name).read_bytes() for name in FORMATS if name != "concise")
    return done.returncode, done.stdout + files, done.stderr


def test_spawned_processes_print_what_one_process_prints(folder: Path) -> None:
    alone = outcome(folder, ["-m", "batchschema"], "--jobs=1")
    assert alone[0] == 3
    assert b"undocumented-enum-value" in alone[1]
    assert outcome(folder, ["-c", SPAWNED], "--jobs=2") == alone
