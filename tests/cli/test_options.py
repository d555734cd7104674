"""What the options of `check` change in what is found, shown and returned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from batchschema.reports import FORMATS
from tests.cli.reading import (
    ARGOT,
    EXAMPLES,
    FAMILIES,
    PAYLOADS,
    PYTHON_SDK,
    SCHEMA_PAGE,
    by_rule,
    found,
    severities,
)
from tests.command import Command
from tests.near_payloads import NEWEST, conforming, conforming_text

TO_FILES = [option for name in FORMATS for option in ("--format", f"{name}:{name}.txt")]
"""Every report at once, each in a file of its own."""
FINGERPRINT = r"\b(?:[0-9a-f]{16}){1,2}\b"


def test_rules_are_selected_by_name_and_by_family(call: Command) -> None:
    def rules(*options: str) -> set[str]:
        told = call("check", PAYLOADS / "azure" / "created.json", "-V", ARGOT, "--format", "json", *options)
        return {each["rule"] for each in told.findings}

    everything = rules()
    assert rules("--select", "payload") == everything
    assert rules("--select", "timestamp-as-text") == {"timestamp-as-text"}
    assert rules("--select", "timestamp-as-text,enum-value-respelled") == {
        "timestamp-as-text", "enum-value-respelled"
    }  # fmt: skip
    assert rules("--select", "timestamp-as-text", "--extend-select", "enum-value-respelled") == {
        "timestamp-as-text", "enum-value-respelled"
    }  # fmt: skip
    assert rules("--ignore", "timestamp-as-text") == everything - {"timestamp-as-text"}
    assert rules("--select", "payload", "--ignore", "payload") == set()


def test_a_rule_that_the_profile_has_off_can_be_asked_for(call: Command) -> None:
    arguments = ("check", PAYLOADS / "mistral" / "four-keys.json", "-V", SCHEMA_PAGE, "--format", "json")
    told = call(*arguments, "--extend-select", "missing-unstated-field")
    assert len(by_rule(told, "missing-unstated-field")) == 12
    assert severities(told)["warning"] == 12


def test_what_could_not_be_read_cannot_be_ignored(call: Command) -> None:
    told = call(
        "check",
        "-",
        "--ignore",
        "input,malformed-json",
        "--select",
        "wrong-type",
        "--format",
        "json",
        stdin=b"{",
    )
    assert told.code == 3
    assert found(told) == [("malformed-json", "")]


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("azure/created.json", {"error": 1, "warning": 1, "note": 1, "never": 0}),
        ("groq/jsonlite-empty-objects.json", {"error": 0, "warning": 1, "note": 1, "never": 0}),
        ("openai/completed.json", {"error": 0, "warning": 0, "note": 1, "never": 0}),
        ("conforming", {"error": 0, "warning": 0, "note": 0, "never": 0}),
    ],
)
def test_findings_fail_from_the_severity_asked_for(name: str, codes: dict[str, int], call: Command) -> None:
    text = conforming_text(ARGOT) if name == "conforming" else (PAYLOADS / name).read_bytes()
    assert call("check", "-", "-V", ARGOT, stdin=text).code == codes["error"]
    for severity, code in codes.items():
        assert call("check", "-", "-V", ARGOT, "--fail-on", severity, stdin=text).code == code


def test_what_could_not_be_checked_fails_whatever_is_asked_for(call: Command) -> None:
    for severity in ("error", "never"):
        assert call("check", "-", "--fail-on", severity, stdin=b"{").code == 3


def reports_in(folder: Path) -> list[str]:
    return [(folder / f"{name}.txt").read_text(encoding="utf-8") for name in FORMATS]


def marked(value: Any, number: Iterator[int]) -> Any:
    """A payload with a secret in every text and in every number."""
    if isinstance(value, dict):
        return {key: marked(part, number) for key, part in value.items()}
    if isinstance(value, list):
        return [marked(part, number) for part in value]
    if isinstance(value, str):
        return f"S3CR3T-{next(number)}"
    return 731_000_000 + next(number) if isinstance(value, int) else value


@pytest.mark.parametrize("profile", ["documented", "strict"])
def test_no_value_of_a_payload_is_printed_unless_asked_for(
    profile: str, call: Command, tmp_path: Path
) -> None:
    numbers = iter(range(10_000, 90_000))
    payloads = [conforming(variant) for variant in NEWEST]
    payloads += [
        {**conforming(PYTHON_SDK), "metadata": {"k": "S3CR3T", "n": {"deep": "S3CR3T"}}, "status": 5}
    ]
    payloads += [{**conforming(ARGOT), key: "S3CR3T-2026-01-01T00:00:00Z"} for key in conforming(ARGOT)]
    texts = [orjson.dumps(marked(payload, numbers)) for payload in payloads]
    (tmp_path / "p.jsonl").write_bytes(b"\n".join(texts) + b'\n{"id": "S3CR3T", \n"S3CR3T')
    (tmp_path / "p.json").write_bytes(b'{"id": "S3CR3T" "object"}')
    (tmp_path / "p.yaml").write_bytes(b"id: S3CR3T\nstatus: !S3CR3T x\n a: S3CR3T")
    files = ("p.jsonl", "p.json", "p.yaml")
    options = ("--profile", profile, "--show", "notes", "--each", "--statistics", "--color", "always")
    for variant in ("auto", *NEWEST):
        told = call("check", *files, "-V", variant, "--format", "full", *TO_FILES, *options)
        assert told.code == 3
        assert "S3CR3T" not in told.stderr
        for shown in (told.stdout, *reports_in(tmp_path)):
            assert len(shown) > 1000
            assert "S3CR3T" not in shown
            assert not re.search(r"731_?,?000|7310", re.sub(FINGERPRINT, "", shown))
    shown = call("check", "p.jsonl", "-V", ARGOT, "--format", "json", "--show-values").stdout
    assert "S3CR3T" in shown


def test_values_are_shown_when_asked_for(call: Command) -> None:
    payload = {**conforming(PYTHON_SDK), "status": "PAUSED", "model": None, "total_requests": {"a": [1]}}
    text = orjson.dumps(payload)
    options = ("-V", PYTHON_SDK, "--show-values")
    told = call("check", "-", *options, "--format", "json", stdin=text)
    values = {each["pointer"]: each["value"] for each in told.findings}
    assert values == {"/status": "PAUSED", "/model": None, "/total_requests": {"a": [1]}}
    assert "PAUSED" in call("check", "-", *options, stdin=text).stdout
    plain = call("check", "-", "-V", PYTHON_SDK, "--format", "json", stdin=text)
    assert all("value" not in each for each in plain.findings)


def test_quiet_keeps_to_errors_and_warnings(call: Command) -> None:
    for form in (("--format", "full", "--each"), ("--format", "concise")):
        told = call("check", PAYLOADS / "azure" / "created.json", "-V", ARGOT, "--quiet", *form)
        assert told.code == 1
        assert told.stdout.count(" error: ") == len(told.stdout.splitlines()) == 4
        clean = call("check", PAYLOADS / "openai" / "completed.json", "-V", ARGOT, "--quiet", *form)
        assert (clean.code, clean.stdout, clean.stderr) == (0, "", "")


def test_notes_are_listed_when_asked_for_and_folded_when_not(call: Command) -> None:
    name = PAYLOADS / "openai" / "completed.json"
    folded = call("check", name, "-V", ARGOT, "--format", "concise").stdout
    listed = call("check", name, "-V", ARGOT, "--format", "concise", "--show", "notes", "--each").stdout
    assert folded.count(" note: ") == 1
    assert "conforms; 7 nulls where the document is silent" in folded
    assert listed.count(" note: ") == 7
    assert listed.count("[null-where-unstated]") == 7


def test_statistics_count_findings_by_rule(call: Command) -> None:
    for format_name in ("full", "concise"):
        options = ("-V", ARGOT, "--statistics", "--format", format_name)
        told = call("check", PAYLOADS / "azure" / "created.json", *options)
        rows = [line.split() for line in told.stdout.splitlines()[-4:]]
        assert rows == [
            ["14", "null-where-unstated"],
            ["2", "timestamp-as-text"],
            ["1", "enum-value-respelled"],
            ["1", "missing-required-field"],
        ]


def test_what_recurs_is_shown_once_with_its_count_and_first_places(call: Command) -> None:
    line = orjson.dumps({**conforming(PYTHON_SDK), "status": 5})
    text = b"\n".join([line] * 5)
    told = call("check", "-", "-V", PYTHON_SDK, stdin=text)
    assert told.stdout.count("[wrong-type]") == 1
    assert "(x5)" in told.stdout
    column = line.index(b'"status":5') + len(b'"status":') + 1
    assert f"    also at 2:{column}, 3:{column}, and 2 more\n" in told.stdout
    assert call("check", "-", "-V", PYTHON_SDK, "--each", stdin=text).stdout.count("[wrong-type]") == 5
    assert len(call("check", "-", "-V", PYTHON_SDK, "--format", "jsonl", stdin=text).findings) == 5
    (grouped,) = call("check", "-", "-V", PYTHON_SDK, "--format", "jsonl", "--grouped", stdin=text).findings
    assert grouped["count"] == 5
    assert [place["line"] for place in grouped["places"]] == [1, 2, 3]


def test_errors_come_first_in_text_and_places_in_machine_formats(call: Command) -> None:
    names = [
        PAYLOADS / name
        for name in ("openai/completed.json", "azure/created.json", "groq/jsonlite-empty-objects.json")
    ]
    lines = call("check", *names, "--format", "concise", "--show", "notes").stdout.splitlines()[:-1]
    order = [re.search(r": (error|warning|note): ", line) for line in lines]
    words = [match[1] for match in order if match]
    assert words == sorted(words, key=["error", "warning", "note"].index)
    placed = [
        (each["source"], each["line"], each["column"], each["rule"])
        for each in call("check", *names, "--format", "json").findings
    ]
    assert placed == sorted(placed)


@pytest.mark.parametrize("name", sorted({name.partition("/")[0] for name in FAMILIES}))
def test_the_reference_engine_finds_the_same(name: str, call: Command) -> None:
    for profile in ("documented", "strict"):
        for variant in ("auto", "mistral/*"):
            options = ("-V", variant, "--profile", profile, "--format", "json")
            fast = call("check", PAYLOADS / name, *options, "--engine", "fast")
            assert call("check", PAYLOADS / name, *options, "--engine", "reference") == fast


def test_the_same_input_gives_the_same_bytes(run: Command, tmp_path: Path) -> None:
    def told(seed: str) -> list[str]:
        run("check", EXAMPLES, PAYLOADS, *TO_FILES, environment={"PYTHONHASHSEED": seed})
        return reports_in(tmp_path)

    assert told("1") == told("2")


ESCAPE = "\x1b["


def test_colours_are_for_those_who_want_them(call: Command) -> None:
    def told(*options: str, **environment: str) -> str:
        return call("check", PAYLOADS / "azure" / "created.json", *options, environment=environment).stdout

    plain = told()
    assert ESCAPE not in plain
    assert ESCAPE in told("--color", "always")
    assert ESCAPE in told(FORCE_COLOR="1")
    assert ESCAPE in told("--color", "always", NO_COLOR="1")
    assert ESCAPE not in told(NO_COLOR="1", FORCE_COLOR="1")
    assert ESCAPE not in told("--color", "never", FORCE_COLOR="1")
    assert re.sub(r"\x1b\[[0-9;]*m", "", told("--color", "always")) == plain
    for format_name in FORMATS[2:]:
        assert ESCAPE not in told("--format", format_name, "--color", "always")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--version",), 0),
        (("--help",), 0),
        (("check", "--help"), 0),
        (("variants",), 0),
        (("variants", "mistral/python-sdk"), 0),
        (("variants", "mistral/*"), 0),
        (("explain",), 0),
        (("check",), 2),
        ((), 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_a_command_ends_with_the_code_that_is_documented(
    arguments: tuple[str, ...], code: int, call: Command
) -> None:
    assert call(*arguments).code == code
