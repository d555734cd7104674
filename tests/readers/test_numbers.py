"""A number is the same number in JSON and in YAML, however large."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command import Command

JOB = {
    "id": "batch_1",
    "object": "batch",
    "endpoint": "/v1/embeddings",
    "input_file_id": "file-1",
    "completion_window": "24h",
    "status": "validating",
}
TOLD = {
    "1": ([], 0),
    "18446744073709551615": ([], 0),
    "18446744073709551616": ([("integer-out-of-range", "")], 0),
    "-9223372036854775809": ([("integer-out-of-range", "")], 0),
    "1.5": ([("integer-as-fraction", "/created_at")], 1),
    "1e400": ([("not-finite-number", "")], 3),
    "-1e400": ([("not-finite-number", "")], 3),
    "9" * 5000: ([("not-finite-number", "")], 3),
}


@pytest.mark.parametrize("name", ["job.json", "job.yaml"])
@pytest.mark.parametrize("number", TOLD, ids=lambda number: number[:24])
def test_a_number_is_judged_alike_in_both(name: str, number: str, call: Command, tmp_path: Path) -> None:
    if name.endswith(".json"):
        text = json.dumps({**JOB, "created_at": 0}).replace('"created_at": 0', f'"created_at": {number}')
    else:
        text = "".join(f"{key}: {value}\n" for key, value in JOB.items()) + f"created_at: {number}\n"
    (tmp_path / name).write_text(text)
    ran = call("check", name, "--variant", "openai/openapi", "--format", "jsonl")
    assert (ran.places, ran.code) == TOLD[number]
