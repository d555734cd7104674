"""`batchschema generate`: payloads as JSON Lines, the same for the same seed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

import batchschema
from batchschema.cli.generate import command
from batchschema.core import Severity, UnknownVariant
from batchschema.generate import Unsatisfiable
from tests.command import plain_environment
from tests.generate.drawn import engines_of

VARIANT = "mistral/python-sdk@1.2.0"
KINDS = ("valid", "boundary", "near-miss")
RUN = "from batchschema.cli import COMMANDS, main; COMMANDS.setdefault('generate', ''); main()"


def call(*arguments: str) -> Result:
    return CliRunner().invoke(command, [*arguments], catch_exceptions=False)


def lines(result: Result) -> list[Any]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize("kind", KINDS)
def test_as_many_different_lines_as_asked_for(kind: str) -> None:
    result = call(VARIANT, "-n", "120", "--kind", kind)
    assert result.exit_code == 0
    assert len(set(result.stdout.splitlines())) == 120
    assert result.stdout.endswith("\n")
    assert result.stderr == ""


@pytest.mark.parametrize("kind", ["valid", "boundary"])
def test_valid_kinds_are_valid(kind: str) -> None:
    for payload in lines(call(VARIANT, "-n", "60", "--kind", kind)):
        assert all(engine.is_valid(payload) for engine in engines_of(VARIANT))
        assert all(found.severity is Severity.NOTE for found in batchschema.check(payload, VARIANT))


@pytest.mark.parametrize("kind", KINDS)
def test_a_seed_draws_the_same_and_another_seed_others(kind: str) -> None:
    first, again = (call(VARIANT, "-n", "50", "--kind", kind, "--seed", "7").stdout for _ in range(2))
    assert first == again
    assert first != call(VARIANT, "-n", "50", "--kind", kind, "--seed", "8").stdout


def run(folder: Path, hash_seed: str, *arguments: str) -> str:
    environment = plain_environment({"PYTHONHASHSEED": hash_seed, "XDG_CACHE_HOME": str(folder / "cache")})
    done = subprocess.run(
        [sys.executable, "-c", RUN, "generate", *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        env=environment,
        check=True,
    )
    return done.stdout


def test_every_process_draws_the_same_and_leaves_nothing_behind(tmp_path: Path) -> None:
    arguments = (VARIANT, "-n", "40", "--kind", "near-miss", "--labels", "--seed", "3")
    assert run(tmp_path, "1", *arguments) == run(tmp_path, "2", *arguments)
    assert {entry.name for entry in tmp_path.iterdir()} <= {"cache"}


def test_labels_stand_beside_the_payloads() -> None:
    labelled = lines(call(VARIANT, "-n", "30", "--kind", "near-miss", "--labels", "-"))
    bare = lines(call(VARIANT, "-n", "30", "--kind", "near-miss"))
    assert [line["payload"] for line in labelled] == bare
    for line in labelled:
        found = batchschema.check(line["payload"], VARIANT)
        assert [(each.rule, str(each.pointer)) for each in found] == [(line["rule"], line["pointer"])]


def test_labels_without_a_file_go_to_stdout() -> None:
    assert set(lines(call(VARIANT, "-n", "1", "--kind", "near-miss", "--labels"))[0]) == {
        "payload",
        "rule",
        "pointer",
    }


def test_labels_can_go_to_a_file(tmp_path: Path) -> None:
    file = tmp_path / "labels.jsonl"
    bare = lines(call(VARIANT, "-n", "5", "--kind", "near-miss", "--labels", str(file)))
    labelled = [json.loads(line) for line in file.read_text().splitlines()]
    assert [line["payload"] for line in labelled] == bare


def test_a_schema_file_will_do(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("type: object\nrequired: [id]\nproperties: {id: {type: string, format: uuid}}\n")
    for kind in KINDS:
        assert lines(call(str(file), "-n", "3", "--kind", kind))


def test_fewer_than_asked_for_are_said_to_be_all(tmp_path: Path) -> None:
    file = tmp_path / "few.json"
    file.write_text('{"enum": ["a", "b"]}')
    result = call(str(file), "-n", "5")
    assert sorted(lines(result)) == ["a", "b"]
    assert "no more than 2 different payloads" in result.stderr


def test_a_schema_that_nothing_satisfies_is_unusable(tmp_path: Path) -> None:
    file = tmp_path / "none.json"
    file.write_text('{"type": "string", "minLength": 2, "maxLength": 1}')
    with pytest.raises(Unsatisfiable, match="nothing satisfies"):
        call(str(file))


def test_extra_keys_are_there_on_request() -> None:
    known = set(lines(call(VARIANT, "-n", "60"))[0])
    keys = {key for payload in lines(call(VARIANT, "-n", "60", "--extra-keys")) for key in payload}
    assert keys > known
    assert any("undocumented" in key or "trace" in key or "extra" in key for key in keys)


@pytest.mark.parametrize(
    "arguments",
    [("--labels", "-"), ("--kind", "boundary", "--extra-keys"), ("-n", "0"), ("--kind", "wrong")],
)
def test_options_that_make_no_sense_are_refused(arguments: tuple[str, ...]) -> None:
    result = CliRunner().invoke(command, [VARIANT, *arguments])
    assert result.exit_code == 2
    assert "Error" in result.stderr


def test_a_labels_file_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(click.UsageError, match="there is no folder"):
        command.main(
            [VARIANT, "-n", "1", "--kind", "near-miss", "--labels", str(tmp_path / "no" / "file")],
            standalone_mode=False,
        )


def test_an_unknown_variant_is_named() -> None:
    with pytest.raises(UnknownVariant, match="no variant"):
        call("mistral/none")
