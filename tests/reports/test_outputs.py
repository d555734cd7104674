"""Several reports of one run, each in its place, whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from batchschema.reports import FORMATS
from tests.command import ROOT, Command, Outcome, plain_environment
from tests.reports.rendering import EXAMPLES

PATHS = ("examples/payloads", "tests/payloads", "tests/data/unreadable", "nowhere.json")
OUTPUT_FAILED = 74


def written(outcome: Outcome, folder: Path) -> Mapping[str, bytes]:
    """The reports by format, that on standard output included."""
    assert outcome.stderr == ""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("options", [(), ("--each",), ("--grouped",), ("--show", "notes")], ids=" ".join)
def test_together_reports_are_what_each_is_alone(
    options: tuple[str, ...], tmp_path: Path, call: Command, run: Command
) -> None:
    alone = {
        name: call("check", *PATHS, *options, "-j", "1", "--format", name, folder=ROOT) for name in FORMATS
    }
    for jobs, go in (("1", call), ("2", run)):  # processes are forked from one with a single thread
        folder = tmp_path / jobs
        folder.mkdir()
        together = [option for name in FORMATS[1:] for option in ("--format", f"{name}:{folder / name}")]
        told = go("check", *PATHS, *options, "-j", jobs, "--format", FORMATS[0], *together, folder=ROOT)
        assert told.code == 3
        files = {FORMATS[0]: told.output, **written(told, folder)}
        assert set(files) == set(FORMATS)
        for name, text in files.items():
            assert text == alone[name].output, (name, jobs)
            assert alone[name].code == told.code


def test_a_single_report_goes_where_output_says(tmp_path: Path, call: Command) -> None:
    alone = call("check", *EXAMPLES, "--format", "json", folder=ROOT)
    for option in (("--output", str(tmp_path / "a")), ("-o", str(tmp_path / "b"))):
        told = call("check", *EXAMPLES, "--format", "json", *option, folder=ROOT)
        assert (told.code, told.stdout, told.stderr) == (alone.code, "", "")
        assert Path(option[1]).read_bytes() == alone.output
    assert call("check", *EXAMPLES, "--format", "json", "-o", "-", folder=ROOT).output == alone.output
    assert call("check", *EXAMPLES, "--format", "json:-", folder=ROOT).output == alone.output


def test_no_report_takes_the_place_of_what_it_is_about(tmp_path: Path, call: Command) -> None:
    payload = tmp_path / "p.json"
    payload.write_bytes((ROOT / EXAMPLES[0]).read_bytes())
    (tmp_path / "link.json").symlink_to(payload)
    for options in (("-o", "p.json"), ("--format", "full", "--format", "json:link.json")):
        told = call("check", "p.json", *options)
        assert (told.code, told.stdout) == (2, "")
        assert "p.json is to be read" in told.stderr
    assert call("observe", "p.json", "-o", "p.json").code == 2
    assert payload.read_bytes() == (ROOT / EXAMPLES[0]).read_bytes()
    assert call("observe", "p.json", "--format", "json", "-o", "sum.json").code == 0
    assert call("observe", "--merge", "sum.json", "--format", "json", "-o", "sum.json").code == 0


def test_a_file_is_never_coloured(tmp_path: Path, call: Command) -> None:
    told = call(
        "check", *EXAMPLES, "--format", f"full:{tmp_path / 'full'}", "--format", "concise",
        "--color", "always", folder=ROOT,
    )  # fmt: skip
    assert "\x1b[" in told.stdout
    assert b"\x1b[" not in (tmp_path / "full").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--format", "sarf"), ("no format `sarf`; did you mean `sarif`?", "junit")),
        (("--format", "full", "--format", "json"), ("two reports cannot both go to standard output",)),
        (("--format", "json:a", "--format", "sarif:./a"), ("two reports cannot both go to", "FORMAT:FILE")),
        (("--format", "json:a", "--output", "b"), ("--output is for a single --format", "FORMAT:FILE")),
        (("--format", "json", "--format", "sarif:a", "-o", "b"), ("--output is for a single --format",)),
        (("--format", "sarif:no/such/out.sarif"), ("there is no folder no/such to write out.sarif in",)),
        (("--format", "sarif:"), ("names no file after the colon",)),
        (("--format", "sarif:."), (". is a folder; name a file in it",)),
    ],
    ids=" ".join,
)
def test_what_can_never_be_written_is_said_before_anything_is_read(
    arguments: tuple[str, ...], words: tuple[str, ...], tmp_path: Path, call: Command
) -> None:
    told = call("check", "nowhere.json", *arguments)
    assert (told.code, told.stdout) == (2, "")
    assert all(word in told.stderr for word in words), told.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("empty",), 2), (("empty", "--schema", "broken.json"), 4), (("empty", "-V", "mistal/x"), 2)],
)
def test_a_run_that_ends_badly_leaves_files_as_they_were(
    arguments: tuple[str, ...], code: int, tmp_path: Path, call: Command
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken.json").write_text('{"type": 5}', encoding="utf-8")
    (tmp_path / "old.sarif").write_text("old", encoding="utf-8")
    before = sorted(path.name for path in tmp_path.iterdir())
    told = call("check", *arguments, "--format", "sarif:old.sarif", "--format", "junit:new.xml")
    assert told.code == code
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert (tmp_path / "old.sarif").read_text(encoding="utf-8") == "old"


def test_findings_and_unreadable_input_are_no_bad_end(tmp_path: Path, call: Command) -> None:
    for path, code in (("examples/payloads/mistral-mock.json", 1), ("nowhere.json", 3)):
        file = tmp_path / "out.json"
        told = call("check", path, "--format", f"json:{file}", folder=ROOT)
        assert told.code == code
        assert b'"findings"' in file.read_bytes()
        file.unlink()


def test_a_full_disk_ends_the_run_and_leaves_nothing(tmp_path: Path) -> None:
    """A limit on the size of files, in blocks of 512 or 1,024 bytes, is the disk."""
    (tmp_path / "out.json").write_text("old", encoding="utf-8")
    done = subprocess.run(
        ["sh", "-c", 'ulimit -f 2; exec "$@"', "sh", sys.executable, "-B", "-m", "batchschema", "check",
         str(ROOT / "tests" / "payloads"), "--format", "json:out.json", "--format", "jsonl:other.jsonl"],
        capture_output=True, text=True, cwd=tmp_path, env=plain_environment(), timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == OUTPUT_FAILED
    assert "cannot be written: file too large" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]
    assert (tmp_path / "out.json").read_text(encoding="utf-8") == "old"


def test_a_device_is_written_into_and_not_replaced(run: Command) -> None:
    told = run("check", *EXAMPLES, "--format", "sarif:/dev/full", folder=ROOT)
    assert told.code == OUTPUT_FAILED
    assert told.stderr == "batchschema: cannot go on: /dev/full cannot be written: no space left on device\n"
    assert run("check", *EXAMPLES, "--format", "sarif:/dev/null", folder=ROOT).code == 1
    assert not Path("/dev/null").is_file()
    told = run("check", *EXAMPLES, "--format", "json:/dev/stdout", folder=ROOT)
    assert told.report["summary"]["payloads"] == 2


def test_links_and_permissions_are_kept(tmp_path: Path, call: Command) -> None:
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    link.symlink_to(target)
    call("check", *EXAMPLES, "--format", f"json:{link}", folder=ROOT)
    assert link.is_symlink()
    assert target.read_bytes().startswith(b'{"version"')
    assert target.stat().st_mode & 0o777 == 0o640
    new = tmp_path / "new.json"
    call("check", *EXAMPLES, "--format", f"json:{new}", folder=ROOT)
    mask = os.umask(0)
    os.umask(mask)
    assert new.stat().st_mode & 0o777 == 0o666 & ~mask


def test_the_table_of_variants_goes_to_standard_output_only(tmp_path: Path, call: Command) -> None:
    told = call("check", "examples/payloads", "--variant", "all", "-o", tmp_path / "x", folder=ROOT)
    assert told.code == 2
    assert "--variant all prints a table: --format full" in told.stderr
    assert "on standard output" in told.stderr
