"""Where payloads are found: files, folders, globs, lists, lines, archives and standard input."""

from __future__ import annotations

import gzip
import json
import os
import shutil
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.cli.reading import (
    ARGOT,
    PAYLOADS,
    PYTHON_SDK,
    files_of,
    found,
)
from tests.command import Command
from tests.near_payloads import conforming, conforming_text


def test_a_folder_is_walked_to_its_payload_alone(call: Command, tmp_path: Path) -> None:
    folder = tmp_path / "repository"
    for name in (".github/workflows", "node_modules/pkg", ".venv/lib", "logs", ".git"):
        (folder / name).mkdir(parents=True)
    (folder / "package.json").write_text('{"name": "x", "version": "1.0.0", "scripts": {"test": "true"}}')
    (folder / "tsconfig.json").write_text('{\n  // comments are fine here\n  "files": [],\n}\n')
    (folder / "data.json").write_text("[1, 2, 3]")
    (folder / "words.json").write_text('"just text"')
    (folder / ".github/workflows/ci.yml").write_text("on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n")
    (folder / "values.yaml").write_text("{{ .Values.broken }}: [")
    (folder / "notes.jsonl").write_text('{"a": 1}\n{"b": 2}\n')
    (folder / "README.md").write_text("no payload")
    for hidden in ("node_modules/pkg/job.json", ".venv/lib/job.json", ".git/job.json"):
        shutil.copy(PAYLOADS / "mistral" / "four-keys.json", folder / hidden)
    shutil.copy(PAYLOADS / "mistral" / "four-keys.json", folder / "logs" / "job.json")
    told = call("check", "repository", "--format", "json")
    assert {each["source"] for each in told.findings} == {os.path.join("repository", "logs", "job.json")}
    assert len(told.findings) == 7
    assert told.code == 1
    summary = told.report["summary"]
    assert (summary["payloads"], summary["unreadable"]) == (1, 0)
    assert summary["inputs"] == 8
    assert summary["skipped"] >= 7
    assert not told.stderr
    named = call("check", "repository/package.json", "--format", "json")
    assert found(named) == [("unknown-variant-fits", "")]
    assert named.code == 3


def test_a_broken_payload_in_a_folder_is_not_passed_over(call: Command, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(conforming_text(PYTHON_SDK)[:-3])
    (tmp_path / "b.json").write_bytes(conforming_text(PYTHON_SDK))
    told = call("check", ".", "--format", "json")
    assert told.code == 3
    assert [(each["source"], each["rule"]) for each in told.findings] == [("a.json", "malformed-json")]


def test_this_folder_is_checked_when_no_path_is_given(call: Command) -> None:
    told = call("check", "--format", "json", folder=PAYLOADS / "mistral")
    assert told.report["summary"]["payloads"] == len(files_of("mistral"))


def test_a_glob_names_its_files(call: Command, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("a.json", "b.json", "sub/c.json"):
        (tmp_path / name).write_bytes(conforming_text(PYTHON_SDK))
    assert call("check", "*.json", "--format", "json").report["summary"]["payloads"] == 2
    assert call("check", "**/*.json", "--format", "json").report["summary"]["payloads"] == 3
    assert call("check", "*.json", "a.json", ".", "--format", "json").report["summary"]["payloads"] == 3


def wrapped(items: list[Any]) -> dict[str, Any]:
    return {"object": "list", "data": items, "first_id": "a", "last_id": "b", "has_more": False}


@pytest.mark.parametrize("indent", [None, 2])
def test_the_jobs_of_a_list_are_judged_each_at_its_place(indent: int | None, call: Command) -> None:
    items = [
        conforming(ARGOT),
        {**conforming(ARGOT), "status": "Failed"},
        {**conforming(ARGOT), "object": 5},
    ]
    text = json.dumps(wrapped(items), indent=indent)
    for options in (("-V", ARGOT), ()):
        told = call("check", "-", "--format", "json", *options, stdin=text.encode())
        assert told.report["summary"]["payloads"] == 3
        assert found(told) == [
            ("enum-value-respelled", "/data/1/status"),
            ("wrong-type", "/data/2/object"),
        ]
        for finding in told.findings:
            line = text.split("\n")[finding["line"] - 1]
            rest = line[finding["column"] - 1 :]
            assert rest.startswith('"Failed"' if finding["rule"] == "enum-value-respelled" else "5")


def test_a_missing_field_of_a_job_in_a_list_is_placed_at_that_job(call: Command) -> None:
    second = conforming(ARGOT)
    del second["endpoint"]
    text = json.dumps(wrapped([conforming(ARGOT), second]), indent=1)
    told = call("check", "-", "-V", ARGOT, "--format", "json", stdin=text.encode())
    assert told.places == [("missing-required-field", "/data/1/endpoint")]
    start = [number for number, line in enumerate(text.split("\n"), 1) if line == "  {"]
    assert told.findings[0]["line"] == start[1]


def test_jobs_in_an_array_are_judged_each(call: Command) -> None:
    text = orjson.dumps([conforming(PYTHON_SDK), {**conforming(PYTHON_SDK), "status": "new-word"}])
    told = call("check", "-", "--format", "json", stdin=text)
    assert told.report["summary"]["payloads"] == 2
    assert told.places == [("undocumented-enum-value", "/1/status")]


def test_an_empty_list_holds_nothing_to_check(call: Command) -> None:
    nothing: list[Any] = [wrapped([]), []]
    for payload in nothing:
        told = call("check", "-", "-V", ARGOT, stdin=orjson.dumps(payload))
        assert told.code == 2
        assert "nothing was checked" in told.stderr


def test_lists_in_lines_are_split_as_well(call: Command) -> None:
    line = orjson.dumps(wrapped([conforming(ARGOT), {**conforming(ARGOT), "status": 5}]))
    told = call("check", "-", "--stdin-filename", "p.jsonl", "--format", "json", stdin=line + b"\n" + line)
    assert told.report["summary"]["payloads"] == 4
    assert [(each["line"], each["pointer"]) for each in told.findings] == [
        (1, "/data/1/status"),
        (2, "/data/1/status"),
    ]


@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".ndjson", ".yaml", ".yml"])
@pytest.mark.parametrize("packed", [False, True])
def test_a_payload_is_judged_the_same_in_every_file_format(
    suffix: str, packed: bool, call: Command, tmp_path: Path
) -> None:
    payload = {**conforming(PYTHON_SDK), "status": 5, "metadata": None, "total_requests": "10", "new": 1.5}
    text = orjson.dumps(payload)
    name = f"p{suffix}{'.gz' if packed else ''}"
    (tmp_path / name).write_bytes(gzip.compress(text) if packed else text)
    for path in (name, "."):
        told = call("check", path, "-V", PYTHON_SDK, "--format", "json")
        assert found(told) == [
            ("null-where-unstated", "/metadata"),
            ("number-as-string", "/total_requests"),
            ("undocumented-field", "/new"),
            ("wrong-type", "/status"),
        ]


@pytest.mark.parametrize("name", ["-", "p.jsonl", "p.jsonl.gz"])
def test_standard_input_may_be_packed(name: str, call: Command) -> None:
    text = gzip.compress(2 * (orjson.dumps({**conforming(PYTHON_SDK), "status": 5}) + b"\n"))
    options = ("--format", "json", *(() if name == "-" else ("--stdin-filename", name)))
    told = call("check", "-", "-V", PYTHON_SDK, *options, stdin=text)
    assert [(each["rule"], each["source"], each["line"]) for each in told.findings] == [
        ("wrong-type", name, 1), ("wrong-type", name, 2),
    ]  # fmt: skip
    cut = call("check", "-", "-V", PYTHON_SDK, *options, stdin=text[:-9])
    assert cut.code == 3
    assert "unreadable-input" in {each["rule"] for each in cut.findings}


def test_standard_input_is_called_what_the_user_says(call: Command) -> None:
    text = orjson.dumps({**conforming(PYTHON_SDK), "status": 5})
    assert {each["source"] for each in call("check", "-", "--format", "json", stdin=text).findings} == {"-"}
    told = call(
        "check", "-", "--stdin-filename", "logs/p.jsonl", "--format", "json", stdin=text + b"\n" + text
    )
    assert [(each["source"], each["line"]) for each in told.findings] == [
        ("logs/p.jsonl", 1),
        ("logs/p.jsonl", 2),
    ]
    assert call("check", "-", stdin=text + b"\n" + text).code == 1, "lines are recognised without a name"


def test_standard_input_is_sorted_among_the_files(call: Command, tmp_path: Path) -> None:
    text = orjson.dumps({**conforming(PYTHON_SDK), "status": 5})
    for name in ("a.json", "z.json"):
        (tmp_path / name).write_bytes(text)
    told = call(
        "check", "z.json", "-", "a.json", "--stdin-filename", "m.json", "--format", "json", stdin=text
    )
    assert [each["source"] for each in told.findings] == ["a.json", "m.json", "z.json"]
