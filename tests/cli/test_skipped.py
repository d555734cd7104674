"""What a run passes over is counted, and listed for who asks; a walk never waits."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.command import Command
from tests.near_payloads import conforming

OPENAI = "openai/argot-typescript-sdk@2024-10-15"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One payload, and files of other tools."""
    (tmp_path / "job.json").write_text(json.dumps(conforming(OPENAI)))
    (tmp_path / "tsconfig.json").write_text('{"strict": true,}')
    (tmp_path / "package.json").write_text('{"name": "x"}')
    (tmp_path / "many.jsonl").write_text('{"level": "info"}\n' * 3)
    (tmp_path / "x.har").write_bytes(bytes(range(200)))
    return tmp_path


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_was_skipped_is_listed_with_the_reason(jobs: str, folder: Path, call: Command) -> None:
    told = call("check", ".", "-V", OPENAI, "--show", "skipped", "-j", jobs)
    assert told.code == 0
    assert "6 held no batch job and were skipped" in told.stdout
    lines = told.stderr.splitlines()
    assert [line.split(": ")[1] for line in lines] == ["many.jsonl", "package.json", "tsconfig.json", "x.har"]
    assert lines[0] == "skipped: many.jsonl: holds no batch job (x3)"
    assert "is not JSON: trailing comma" in lines[2]
    assert told.stdout == call("check", ".", "-V", OPENAI).stdout


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_job_inside_of_what_is_skipped_is_told(jobs: str, folder: Path, call: Command) -> None:
    line = json.dumps({"at": 1, "response": {"body": conforming(OPENAI)}}) + "\n"
    (folder / "log.jsonl").write_text('{"level": "info", "text": "batch"}\n' * 2 + line * 3)
    told = call("check", ".", "-j", jobs)
    assert told.code == 0
    where = "a batch job stands at /response/body; --at '$.response.body' reads it"
    assert told.stderr == f"skipped: log.jsonl: {where}\n"
    assert call("check", "log.jsonl", "--skip-others", "--allow-empty").stderr == told.stderr
    assert "Checked 3 payloads" in call("check", "log.jsonl", "--at", "$.response.body").stdout


def test_notes_and_what_was_skipped_can_both_be_listed(folder: Path, call: Command) -> None:
    told = call("check", ".", "--show", "skipped", "--show", "notes")
    assert told.stderr.startswith("skipped: ")
    assert not call("check", ".", "--show", "notes").stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_into_which_nobody_writes_is_not_waited_for(folder: Path, run: Command) -> None:
    os.mkfifo(folder / "pipe.json")
    for name in ("check", "observe"):
        assert run(name, ".").code == 0
