"""`batchschema probe` on the command line: formats, exit codes, programs of any language."""

from __future__ import annotations

import sys
from pathlib import Path

import orjson
import pytest

from tests.command import Command, Outcome
from tests.probe.acme import HERE, TARGETS, schema_file

ECHO = """
import json, sys
for line in sys.stdin:
    payload = json.loads(line)
    if isinstance(payload, dict) and isinstance(payload.get("id"), str) and "count" in payload:
        print(json.dumps({"accepted": True, "value": payload}), flush=True)
    else:
        print(json.dumps({"accepted": False, "error": "no id"}), flush=True)
"""


def probed(call: Command, folder: Path, target: str, *arguments: str) -> Outcome:
    named = f"{TARGETS}.functions:{target}"
    return call("probe", named, "-V", schema_file(folder), "-n", "5", *arguments, environment=HERE)


def test_the_text_shows_the_witness_as_an_edit_of_the_smallest_payload(call: Command, tmp_path: Path) -> None:
    done = probed(call, tmp_path, "turns_text_into_a_number")
    assert done.code == 1
    named = f"{TARGETS}.functions:turns_text_into_a_number"
    rest = done.stdout.partition("1 note.\n")[2]
    assert done.stdout == (
        f"{named}: error: /count is taken as a number written as a string; "
        "documented as integer [accepts-what-is-forbidden] (acme/api@1)\n"
        '    witness: the smallest payload with /count = "1"\n'
        "    answer: accepted, and written back with /count = 1\n"
        f"{named}: warning: /count goes in as a number written as a string "
        "and comes out as an integer [changes-value] (acme/api@1)\n"
        '    witness: the smallest payload with /count = "1"\n'
        "    answer: accepted, and written back with /count = 1\n"
        "\n"
        "The smallest payload that the document allows and the code takes:\n"
        '    {"id": "", "count": 0}\n'
        "\n"
        f"Probed {named} against acme/api@1: 1 error, 1 warning, 1 note.\n" + rest
    )


def test_json_holds_whole_witnesses(call: Command, tmp_path: Path) -> None:
    done = probed(call, tmp_path, "drops_null_note", "--format", "json")
    report = orjson.loads(done.output)
    assert report["version"] == 1
    assert report["variant"] == "acme/api@1"
    (finding,) = report["findings"]
    assert finding["rule"] == "drops-null"
    assert finding["pointer"] == "/note"
    assert finding["witness"] == {
        "payload": {"id": "", "count": 0, "note": None},
        "answer": {"accepted": True, "value": {"id": "", "count": 0}},
    }
    assert report["summary"]["errors"] == 1
    assert report["summary"]["unanswered"] == 0


def test_jsonl_and_concise_are_a_line_a_finding(call: Command, tmp_path: Path) -> None:
    lines = probed(call, tmp_path, "turns_text_into_a_number", "--format", "jsonl").stdout.splitlines()
    assert [orjson.loads(line)["rule"] for line in lines][:1] == ["accepts-what-is-forbidden"]
    text = probed(call, tmp_path, "turns_text_into_a_number", "--format", "concise", "-q").stdout
    assert len(text.splitlines()) == 2


@pytest.mark.parametrize(
    ("target", "arguments", "code"),
    [
        ("honest", [], 0),
        ("drops_unknown_keys", [], 0),
        ("drops_unknown_keys", ["--fail-on", "warning"], 1),
        ("drops_null_note", [], 1),
        ("drops_null_note", ["--fail-on", "never"], 0),
        ("drops_null_note", ["--ignore", "drops-null"], 0),
        ("drops_null_note", ["--select", "changes-value"], 0),
        ("shortens_numbers", ["--fail-on", "note"], 1),
    ],
)
def test_exit_codes(call: Command, tmp_path: Path, target: str, arguments: list[str], code: int) -> None:
    assert probed(call, tmp_path, target, *arguments).code == code


def test_a_program_answers_a_line_a_payload(call: Command, tmp_path: Path) -> None:
    path = tmp_path / "echo.py"
    path.write_text(ECHO)
    command = f"{sys.executable} {path}"
    done = call("probe", "--command", command, "-V", schema_file(tmp_path), "-n", "5", "--format", "json")
    assert done.code == 1
    rules = {finding["rule"] for finding in done.report["findings"]}
    assert rules == {"accepts-what-is-forbidden"}
    assert {finding["pointer"] for finding in done.report["findings"]} == {
        "/count", "/note", "/label", "/state",
    }  # fmt: skip


def test_another_interpreter_needs_no_batchschema(call: Command, tmp_path: Path) -> None:
    (tmp_path / "lonely.py").write_text("def take(payload):\n    return payload\n")
    named = ("lonely:take", "-V", schema_file(tmp_path), "-n", "5", "--fail-on", "never")
    done = call("probe", *named, "--python", sys.executable, folder=tmp_path)
    assert done.code == 0
    assert "taken as null; documented as object" in done.stdout


def test_the_same_run_prints_the_same_bytes(call: Command, tmp_path: Path) -> None:
    once = probed(call, tmp_path, "takes_any_state", "--format", "json", "--seed", "7")
    assert once.output == probed(call, tmp_path, "takes_any_state", "--format", "json", "--seed", "7").output
