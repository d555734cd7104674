"""Jupyter notebooks: what their cells printed is read, and what is no job beside one is only counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command import Command, Outcome
from tests.near_payloads import conforming
from tests.recordings.making import notebook

JOB = conforming("mistral/python-sdk@1.2.0") | {"total_requests": "10"}
PRINTED = f"BatchJobOut({', '.join(f'{key}={value!r}' for key, value in JOB.items())})"
UPLOADED = "FileObject(id='file-1', bytes=5, filename='a.jsonl', object='file', purpose='batch')"


def checked(call: Command, folder: Path, recorded: Any, name: str = "n.ipynb") -> Outcome:
    (folder / name).write_text(json.dumps(recorded, indent=1))
    return call("check", name, "--format", "json")


def summary(told: Outcome) -> tuple[int, int, int]:
    counts = told.report["summary"]
    return counts["payloads"], counts["unreadable"], counts["skipped"]


def test_printed_objects_and_json_are_read_and_code_is_not(call: Command, tmp_path: Path) -> None:
    recorded = notebook(f"uploaded {UPLOADED}\n{PRINTED}\n", f"{json.dumps(JOB)}\n{json.dumps(JOB)}\n")
    told = checked(call, tmp_path, recorded)
    assert (told.code, summary(told)) == (1, (3, 0, 1))
    assert [each["rule"] for each in told.findings].count("number-as-string") == 3


def test_what_a_cell_shows_is_read_too(call: Command, tmp_path: Path) -> None:
    recorded = notebook()
    data = {"text/plain": PRINTED, "image/png": "iVBORw0KGgo="}
    recorded["cells"][1]["outputs"] = [
        {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": data},
        {"output_type": "error", "ename": "E", "evalue": "x", "traceback": [PRINTED]},
    ]
    assert summary(checked(call, tmp_path, recorded)) == (1, 0, 0)


@pytest.mark.parametrize(
    ("recorded", "says"),
    [
        (notebook("3 requests\n"), "no cell printed an object or JSON"),
        (notebook(), "no cell printed an object or JSON"),
        ({"worksheets": [], "nbformat": 3}, "no notebook of format 4"),
        ([], "no notebook of format 4"),
        (
            {"cells": [1, {"outputs": 2}, {"outputs": [3, {"text": 4}, {"data": {"text/plain": [5]}}]}]},
            "no cell",
        ),
    ],
)
def test_a_notebook_without_a_job_says_why(recorded: Any, says: str, call: Command, tmp_path: Path) -> None:
    told = checked(call, tmp_path, recorded)
    (finding,) = told.findings
    assert (told.code, says in finding["message"]) == (3, True), told.stdout


def test_a_notebook_that_is_cut_off_is_one_damage(call: Command, tmp_path: Path) -> None:
    (tmp_path / "n.ipynb").write_text(json.dumps(notebook(PRINTED))[:-30])
    told = call("check", "n.ipynb", "--format", "json")
    assert (told.code, [each["rule"] for each in told.findings]) == (3, ["malformed-json"])


def test_an_object_that_is_cut_off_is_placed_in_the_notebook(call: Command, tmp_path: Path) -> None:
    told = checked(call, tmp_path, notebook(f"one\ntwo {PRINTED[:-1]}\n"))
    (finding,) = told.findings
    line = (tmp_path / "n.ipynb").read_text().split("\n")[finding["line"] - 1]
    assert finding["rule"] == "malformed-repr"
    assert line[finding["column"] - 1 :].startswith("BatchJobOut(")


def test_notebooks_beside_payloads_are_nobodys_concern(call: Command, tmp_path: Path) -> None:
    (tmp_path / "n.ipynb").write_text(json.dumps(notebook("a batch\n")))
    (tmp_path / "job.json").write_text(json.dumps(JOB))
    told = call("check", ".", "--format", "json")
    assert (told.code, summary(told)) == (1, (1, 0, 1))


def test_observe_reads_notebooks(call: Command, tmp_path: Path) -> None:
    (tmp_path / "n.ipynb").write_text(json.dumps(notebook(f"{UPLOADED}\n{PRINTED}\n")))
    told = call("observe", "n.ipynb")
    assert (told.code, told.stderr) == (0, "1 held no batch job and was skipped.\n")


def test_objects_beside_a_job_in_a_log_are_counted(call: Command, tmp_path: Path) -> None:
    client = "client = OpenAI(api_key=key, base_url='http://x')"
    (tmp_path / "app.log").write_text(f"{client}\nINFO {UPLOADED}\nINFO {PRINTED}\n")
    told = call("check", "app.log", "--format", "json")
    assert (told.code, summary(told)) == (1, (1, 0, 1))


def test_a_log_of_other_objects_only_is_nothing_to_check(call: Command, tmp_path: Path) -> None:
    (tmp_path / "app.log").write_text(f"INFO {UPLOADED}\n")
    told = call("check", "app.log")
    assert told.code == 2
    assert "no batch job" in told.stderr


def test_an_object_that_calls_itself_a_batch_is_not_passed_over(call: Command, tmp_path: Path) -> None:
    (tmp_path / "app.log").write_text("INFO Batch(name='x', colour='red')\n")
    told = call("check", "app.log", "--format", "json")
    assert (told.code, [each["rule"] for each in told.findings]) == (3, ["unknown-variant-fits"])
