"""`batchschema init`: a first configuration that changes nothing about what is found."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from tests.command import Command, call_command
from tests.configuration.room import OPENAI, Files, files_of_mutants, folder_of, payload, put
from tests.near_payloads import conforming


def written(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = tomllib.loads((folder / "batchschema.toml").read_text(encoding="utf-8"))
    return content


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path, "mistral/a.json", [payload()])
    put(tmp_path, "mistral/deep/b.jsonl", [payload(), payload()])
    put(tmp_path, "mixed/m.json", [payload()])
    put(tmp_path, "mixed/o.json", [conforming(OPENAI)])
    put(tmp_path, "package.json", [{"name": "x", "version": "1", "object": "list"}])
    return tmp_path


def test_folders_of_one_kind_become_globs(call: Command, folder: Path) -> None:
    told = call("init")
    assert told.code == 0
    assert not told.stdout
    assert "5 payloads in 4 files: " in told.stderr
    assert "batchschema check" in told.stderr
    assert ".pre-commit-config.yaml" in told.stderr
    content = written(folder)
    assert set(content) == {"variants"}, "all else is a comment"
    assert set(content["variants"]) == {"mistral/**", "mixed/m.json", "mixed/o.json"}
    assert content["variants"]["mistral/**"].startswith("mistral/")
    assert content["variants"]["mixed/o.json"].startswith("openai/")
    text = (folder / "batchschema.toml").read_text()
    assert "# 3 payloads in 2 files" in text
    assert "#   openai: 1 payload\n" in text


def test_its_comments_are_settings_that_hold(call: Command, folder: Path) -> None:
    call("init")
    text = (folder / "batchschema.toml").read_text()
    lines = [
        line.removeprefix("# ")
        for line in text.splitlines()
        if not line.startswith("# ") or " = " in line or "[[" in line
    ]
    (folder / "batchschema.toml").write_text("\n".join(lines).replace("2027-12-31", "9999-12-31"))
    told = call("config", "--no-baseline")
    assert told.code == 0, told.stderr
    assert set(written(folder)) > {"profile", "fail-on", "ignore", "suppress", "baseline", "exclude"}


@given(files_of_mutants())
def test_what_init_writes_changes_nothing(files: Files) -> None:
    """Naming a variant for a glob gives each payload the variant that `auto` had chosen."""
    with folder_of(files) as folder:
        before = call_command("check", ".", "--format", "jsonl", folder=folder)
        assert call_command("init", folder=folder).code == 0
        after = call_command("check", ".", "--format", "jsonl", folder=folder)
        assert after.output == before.output
        assert after.code == before.code


def test_nothing_is_overwritten(call: Command, folder: Path) -> None:
    (folder / "batchschema.toml").write_text("# mine\n")
    told = call("init")
    assert told.code == 2
    assert "batchschema.toml: is there already; --force overwrites it" in told.stderr
    assert (folder / "batchschema.toml").read_text() == "# mine\n"
    assert call("init", "--force").code == 0
    assert written(folder)["variants"]
    assert call("init", "--output", "other.toml").code == 0
    assert (folder / "other.toml").read_text() == (folder / "batchschema.toml").read_text()
    assert "batchschema check --config other.toml " in call("init", "-o", "other.toml", "--force").stderr
    assert call("init", "-o", "-").stdout == (folder / "batchschema.toml").read_text()


def test_a_pyproject_gets_a_table_at_its_end(call: Command, folder: Path) -> None:
    told = call("init", "--pyproject")
    assert told.code == 2
    assert "pyproject.toml: does not exist" in told.stderr
    before = "[project]\r\nname = 'batchschema-user' # no newline"
    (folder / "pyproject.toml").write_bytes(before.encode())
    assert call("init", "--pyproject").code == 0
    text = (folder / "pyproject.toml").read_bytes().decode()
    assert text.startswith(before)
    assert text.count("\r\n") == text.count("\n"), "it has one kind of line ends"
    assert tomllib.loads(text)["tool"]["batchschema"]["variants"]
    assert call("config").code == 0
    for options in (("--pyproject",), (), ("--force",), ("--pyproject", "--force")):
        again = call("init", *options)
        assert again.code == 2
        assert "pyproject.toml: has a table [tool.batchschema]" in again.stderr
    assert (folder / "pyproject.toml").read_bytes().decode() == text


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbfx = 1\n", b"x = 1\n# no end"])
def test_a_pyproject_of_any_kind_gets_it(before: bytes, call: Command, folder: Path) -> None:
    (folder / "pyproject.toml").write_bytes(before)
    assert call("init", "--pyproject").code == 0
    text = (folder / "pyproject.toml").read_bytes()
    assert text.startswith(before or b"[tool.batchschema]\n")
    assert "pyproject.toml:" in call("config").stdout


@pytest.mark.parametrize("text", [b"not toml = [", b"tool = {}\n", b"x = '\xff'\n"])
def test_a_pyproject_that_takes_no_table_is_left_alone(text: bytes, call: Command, folder: Path) -> None:
    (folder / "pyproject.toml").write_bytes(text)
    told = call("init", "--pyproject")
    assert told.code == 2
    assert "pyproject.toml: takes no table at its end" in told.stderr
    assert (folder / "pyproject.toml").read_bytes() == text


def test_nothing_found_is_said(call: Command, tmp_path: Path) -> None:
    told = call("init")
    assert told.code == 0
    assert "No batch job was found" in told.stderr
    assert written(tmp_path) == {"variants": {}}


def test_what_cannot_be_read_is_said(call: Command, folder: Path) -> None:
    (folder / "broken.json").write_text('{"id": "batch_1", "object": "batch",')
    told = call("init")
    assert told.code == 0
    assert "1 path could not be read; `batchschema check` says why" in told.stderr


def test_one_payload_is_counted_as_one(call: Command, tmp_path: Path) -> None:
    put(tmp_path, "a.json", [payload()])
    assert "1 payload in 1 file: mistral 1.\n" in call("init").stderr


def test_what_cannot_be_written_is_named(call: Command, folder: Path) -> None:
    (folder / "batchschema.toml").mkdir()
    told = call("init", "--force")
    assert told.code == 74
    assert "batchschema.toml cannot be written: is a directory" in told.stderr
    assert not list(folder.glob("*.part"))


def test_globs_are_of_the_folder_that_the_file_is_in(call: Command, folder: Path) -> None:
    for output in ("mistral/batchschema.toml", "../x.toml", "nowhere/x.toml"):
        told = call("init", "--output", output)
        assert told.code == 2
        assert "globs start at the file's folder" in told.stderr
    assert not (folder / "mistral" / "batchschema.toml").exists()
