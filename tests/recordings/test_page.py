"""What docs/recordings.md shows is what the commands print; `--update-snapshots` writes it anew."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from tests.command import ROOT, Command
from tests.near_payloads import conforming
from tests.recordings.making import Call, har, to_json, to_yaml, vcr

PAGE = ROOT / "docs" / "recordings.md"
CONSOLE = re.compile(r"(```console\n)(\$ batchschema ([^\n]*)\n)(.*?)(```\n)", re.DOTALL)


@pytest.fixture
def recordings(tmp_path: Path) -> Path:
    """The files that the page speaks of."""
    openai = conforming("openai/argot-typescript-sdk@2024-10-15")
    mistral = conforming("mistral/python-sdk@1.2.0")
    job = json.dumps(openai | {"status": "Validating"}, indent=2)
    missing = Call('{"error": {"message": "no such batch"}}', status=404)
    models = Call('{"object": "list", "data": [{"object": "model"}]}', "https://api.openai.com/v1/models")
    (tmp_path / "cassette.yaml").write_text(to_yaml(vcr([Call(job), missing, models])))
    (tmp_path / "traffic.har").write_text(to_json(har([models, Call(json.dumps(openai))]), indent=2))
    lines = [
        {"level": "info", "message": "started"},
        {"level": "info", "http": {"response": {"body": json.dumps(mistral | {"metadata": None})}}},
    ]
    (tmp_path / "app.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    nothing = dict.fromkeys(("metadata", "output_file", "error_file", "model"))
    fields = ", ".join(f"{key}={value!r}" for key, value in (mistral | nothing).items())
    (tmp_path / "job.repr").write_text(f"BatchJobOut({fields})\n")
    return tmp_path


def test_the_page_shows_real_output(recordings: Path, call: Command, request: pytest.FixtureRequest) -> None:
    def session(found: re.Match[str]) -> str:
        told = call(*shlex.split(found[3]), folder=recordings)
        assert not told.stderr
        return f"{found[1]}{found[2]}{told.stdout}{found[5]}"

    shown = PAGE.read_text()
    fresh = CONSOLE.sub(session, shown)
    if request.config.getoption("--update-snapshots"):
        PAGE.write_text(fresh)
        return
    assert fresh == shown
