"""What goes wrong in practice: each is told as what it is, the rest is checked, no traceback."""

from __future__ import annotations

import contextlib
import errno
import gzip
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.command import LONGEST, Command, Outcome, plain_environment
from tests.near_payloads import conforming_text

UNREADABLE = Path(__file__).parent.parent / "data" / "unreadable"
FILES = sorted(path for path in UNREADABLE.rglob("*") if path.is_file())
WRONG = b'{"id": "b", "object": "batch", "status": "QUEUED", "total_requests": "10"}'
"""A payload that is read and found wanting: what is checked in spite of all."""
GOOD = conforming_text("mistral/python-sdk@1.2.0")
ONE_LINE = b'{"id":"b","object":"batch","status":"QUEUED"}\n'
PROGRAM = [sys.executable, "-m", "batchschema"]


def told_calmly(outcome: Outcome) -> Outcome:
    """The outcome, once it holds no traceback."""
    assert "Traceback" not in outcome.stdout
    assert "Traceback" not in outcome.stderr
    return outcome


def rules_by_source(outcome: Outcome) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for finding in outcome.findings:
        found.setdefault(finding["source"], []).append(finding["rule"])
    return found


@contextmanager
def beside_another(folder: Path) -> Iterator[str]:
    """A payload that is found wanting beside what cannot be read."""
    (folder / "zz.json").write_bytes(WRONG)
    yield "zz.json"


def checked_beside_another(command: Command, folder: Path, *arguments: str | Path) -> dict[str, list[str]]:
    """What is found when something unreadable is checked together with a payload; the code is 3."""
    with beside_another(folder) as other:
        told = told_calmly(command("check", *arguments, other, "--format", "json"))
    assert told.code == 3
    found = rules_by_source(told)
    assert found.pop("zz.json").count("number-as-string") == 1, "the rest is checked"
    assert told.report["summary"]["unreadable"] == 1
    assert not told.stderr
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_an_unreadable_file_is_one_finding(path: Path, call: Command, tmp_path: Path) -> None:
    assert checked_beside_another(call, tmp_path, path) == {str(path): [path.parent.name]}


def test_a_folder_of_unreadable_files_is_walked_to_its_end(run: Command) -> None:
    told = told_calmly(run("check", UNREADABLE, "--format", "json"))
    assert told.code == 3
    assert told.report["summary"]["inputs"] == len(FILES)
    assert {finding["rule"] for finding in told.findings} <= {path.parent.name for path in FILES} | {
        "missing-required-field", "null-where-unstated"
    }  # fmt: skip


def test_a_missing_file_is_a_finding(run: Command, tmp_path: Path) -> None:
    assert checked_beside_another(run, tmp_path, "not-there.json") == {"not-there.json": ["unreadable-input"]}


def test_a_glob_without_files_is_a_finding(call: Command, tmp_path: Path) -> None:
    assert checked_beside_another(call, tmp_path, "not-there/*.json") == {
        "not-there/*.json": ["unreadable-input"]
    }


def test_a_link_to_nothing_is_a_finding(call: Command, tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to("nowhere.json")
    assert checked_beside_another(call, tmp_path, "link.json") == {"link.json": ["unreadable-input"]}


def test_a_folder_without_payloads_is_a_mistake(run: Command, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "package.json").write_text('{"name": "x", "version": "1"}')
    for folder in ("empty", "other"):
        told = told_calmly(run("check", folder))
        assert told.code == 2
        assert folder in told.stderr
        assert "nothing was checked" in told.stderr
        assert run("check", folder, "--allow-empty").code == 0


DEEP = 10_000
DEEP_TEXTS = {
    "lists.json": "[" * DEEP + "]" * DEEP,
    "objects.json": '{"a":' * DEEP + "1" + "}" * DEEP,
    "lists.jsonl": "[" * DEEP + "]" * DEEP + "\n",
    "flow.yaml": "[" * DEEP + "]" * DEEP,
    "flow-maps.yaml": "{a: " * DEEP + "1" + "}" * DEEP,
    "blocks.yaml": "\n".join(" " * depth + "a:" for depth in range(DEEP // 4)),
    "dashes.yaml": "- " * DEEP + "x",
    "questions.yaml": "? " * DEEP + "x",
}


@pytest.mark.parametrize("name", DEEP_TEXTS)
def test_a_value_nested_ten_thousand_deep_is_a_finding(name: str, run: Command, tmp_path: Path) -> None:
    (tmp_path / name).write_text(DEEP_TEXTS[name])
    assert checked_beside_another(run, tmp_path, name) == {name: ["nested-too-deeply"]}


@pytest.mark.parametrize("depth", [200, 300, 600, 1000])
@pytest.mark.parametrize(
    "options", [(), ("--engine", "reference"), ("-V", "openai/*"), ("--profile", "strict")], ids=" ".join
)
def test_nesting_that_can_be_read_is_judged_or_said_to_be_too_deep(
    depth: int, options: tuple[str, ...], call: Command, tmp_path: Path
) -> None:
    deep = b'{"a":' * depth + b"1" + b"}" * depth
    payload = GOOD.replace(b"\n", b"").replace(b'"nightly-evaluation"', deep)
    for name in ("deep.json", "deep.jsonl", "deep.yaml"):
        (tmp_path / name).write_bytes(payload)
        told = told_calmly(call("check", name, "--format", "json", *options))
        if told.report["summary"]["payloads"]:
            assert told.code in (0, 1)
        else:
            assert told.code == 3
            assert told.places == [("nested-too-deeply", "")]


def test_keys_repeated_far_down_are_told(run: Command, tmp_path: Path) -> None:
    depth = 150
    repeated = b'{"a":1,"a":' * depth + b"1" + b"}" * depth
    payload = ONE_LINE.replace(b'"QUEUED"', b'"QUEUED","metadata":' + repeated)
    (tmp_path / "p.json").write_bytes(payload)
    told = told_calmly(run("check", "p.json", "--format", "json", "--select", "duplicate-key"))
    assert told.code == 1
    assert len(told.findings) == depth


@pytest.mark.parametrize("name", ["p.json", "p.jsonl", "p.yaml", "p.json.gz", "-"])
def test_a_payload_over_the_limit_is_a_finding(name: str, call: Command, tmp_path: Path) -> None:
    big = GOOD.replace(b"\n", b"") + b"\n"
    (tmp_path / name).write_bytes(gzip.compress(big) if name.endswith(".gz") else big)
    told = told_calmly(call("check", name, "--max-payload", "500", "--format", "json", stdin=big))
    assert told.code == 3
    assert told.places == [("payload-too-large", "")]
    assert "--max-payload" in told.findings[0]["hint"]
    assert call("check", name, "--max-payload", "1k", stdin=big).code == 0


def test_only_the_line_over_the_limit_is_passed_over(call: Command, tmp_path: Path) -> None:
    (tmp_path / "p.jsonl").write_bytes(WRONG + b"\n" + b'"' + b"x" * 300_000 + b'"\n' + WRONG + b"\n")
    told = told_calmly(call("check", "p.jsonl", "--max-payload", "1K", "--format", "json"))
    assert told.code == 3
    assert [each["line"] for each in told.findings if each["rule"] == "payload-too-large"] == [2]
    assert [each["line"] for each in told.findings if each["rule"] == "number-as-string"] == [1, 3]


def test_a_bomb_in_gzip_is_stopped_at_the_limit(run: Command, tmp_path: Path) -> None:
    (tmp_path / "p.json.gz").write_bytes(gzip.compress(b" " * (80 << 20)))
    assert checked_beside_another(run, tmp_path, "p.json.gz") == {"p.json.gz": ["payload-too-large"]}


def test_what_is_whole_of_a_broken_archive_is_checked(call: Command, tmp_path: Path) -> None:
    lines = b"".join(b'{"id":"%d","object":"batch","status":5}\n' % number for number in range(4_000))
    (tmp_path / "p.jsonl.gz").write_bytes(gzip.compress(lines)[:-500])
    told = told_calmly(call("check", "p.jsonl.gz", "--format", "json", "--select", "wrong-type"))
    assert told.code == 3
    rules = [finding["rule"] for finding in told.findings]
    assert rules.count("unreadable-input") == 1
    assert rules.count("wrong-type") > 100


@pytest.mark.parametrize("name", ["p.json", "p.jsonl", "p.yaml", "p.json.gz", "-"])
def test_a_utf_8_mark_is_read_without_a_word(name: str, call: Command, tmp_path: Path) -> None:
    text = b"\xef\xbb\xbf" + GOOD.replace(b"\n", b"")
    (tmp_path / name).write_bytes(gzip.compress(text) if name.endswith(".gz") else text)
    told = told_calmly(call("check", name, "--format", "json", stdin=text))
    assert (told.code, told.findings) == (0, [])


NOBODY = 65534
AS_NOBODY = f"""
import contextlib, io, os, sys
from batchschema.cli import main
arguments = sys.argv[1:]
sys.argv = ["batchschema", "check", "-", "not-there.json", "--format", "json"]
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    main()  # loads all modules while they can be read
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid({NOBODY})
    os.setuid({NOBODY})
sys.argv = ["batchschema", *arguments]
main()
"""
"""A run without a superuser's rights, wherever the interpreter itself may lie."""


def as_nobody(folder: Path, *arguments: str) -> Outcome:
    for above in (folder, *folder.parents):
        if above.stat().st_uid == os.geteuid() and above.name.startswith("pytest"):
            above.chmod(0o755)
    folder.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, *arguments],
        input=GOOD,
        capture_output=True,
        cwd=folder,
        env=plain_environment(),
        check=False,
        timeout=LONGEST,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


def test_a_file_that_may_not_be_read_is_a_finding(tmp_path: Path) -> None:
    for name in ("a.json", "b.jsonl", "c.yaml", "d.json.gz"):
        (tmp_path / name).write_bytes(GOOD)
        (tmp_path / name).chmod(0)
    (tmp_path / "zz.json").write_bytes(WRONG)
    names = ("a.json", "b.jsonl", "c.yaml", "d.json.gz", "zz.json")
    told = told_calmly(as_nobody(tmp_path, "check", *names, "--format", "json"))
    assert told.code == 3
    found = rules_by_source(told)
    assert found.pop("zz.json").count("number-as-string") == 1
    assert found == {name: ["unreadable-input"] for name in names[:-1]}
    assert all("permission denied" in each["message"] for each in told.findings if each["source"] in found)


def test_a_folder_that_may_not_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "zz.json").write_bytes(WRONG)
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed" / "a.json").write_bytes(GOOD)
    (tmp_path / "closed").chmod(0)
    try:
        told = told_calmly(as_nobody(tmp_path, "check", "closed", "zz.json", "--format", "json"))
    finally:
        (tmp_path / "closed").chmod(0o755)
    assert told.code == 3
    assert rules_by_source(told)["closed"] == ["unreadable-input"]


def test_a_reader_that_leaves_early_ends_the_run_quietly(tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_bytes(ONE_LINE * 1_000)
    for options in (
        ["--each", "--format", "concise"],
        ["--format", "json"],
        ["--format", "jsonl", "--jobs", "2"],
    ):
        with subprocess.Popen(
            [*PROGRAM, "check", "many.jsonl", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
            env=plain_environment(),
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            assert process.stdout.readline()
            process.stdout.close()
            errors = process.stderr.read()
            code = process.wait(LONGEST)
        assert errors == b""
        assert code == 141, "what a shell says of a program that a closed pipe has ended"


def interrupted(
    folder: Path, *arguments: str, fifo: Path | None = None, by: signal.Signals = signal.SIGINT
) -> Outcome:
    """A run that is ended while it waits for more input; only Ctrl-C reaches its processes, too."""
    process = subprocess.Popen(
        [*PROGRAM, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=plain_environment(),
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL) and None,
    )
    assert process.stdin is not None
    writer = os.open(fifo, os.O_WRONLY) if fifo is not None else process.stdin.fileno()
    try:
        os.write(writer, b"\n" * 300_000)  # more than a pipe holds: returns once the run reads
        os.killpg(process.pid, by) if by is signal.SIGINT else process.send_signal(by)
        return Outcome(process.wait(10), *process.communicate(timeout=10))
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if fifo is not None:
            os.close(writer)
        for stream in (process.stdin, process.stdout, process.stderr):
            assert stream is not None
            stream.close()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_ends_a_run_without_a_dump(jobs: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "slow.jsonl")
    told = told_calmly(
        interrupted(tmp_path, "check", "slow.jsonl", "--jobs", jobs, fifo=tmp_path / "slow.jsonl")
    )
    assert told.code == 130
    assert not told.stderr.strip()


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_no_process_outlives_a_run_that_is_killed(by: signal.Signals, tmp_path: Path) -> None:
    """Else one would hold the output open, and who reads it would wait for ever."""
    fifos = [tmp_path / name for name in ("slow.jsonl", "slower.jsonl")]
    for fifo in fifos:
        os.mkfifo(fifo)
    paths = [fifo.name for fifo in fifos]
    assert interrupted(tmp_path, "check", *paths, "--jobs", "2", fifo=fifos[0], by=by).code == -by


def test_an_interrupt_ends_a_run_on_standard_input(tmp_path: Path) -> None:
    told = told_calmly(interrupted(tmp_path, "check", "-", "--stdin-filename", "p.jsonl"))
    assert told.code == 130
    assert not told.stderr.strip()


def with_streams(folder: Path, redirections: str, *arguments: str) -> Outcome:
    """A run whose streams a shell has closed or sent elsewhere."""
    done = subprocess.run(
        ["/bin/sh", "-c", f'exec "$@" {redirections}', "sh", *PROGRAM, *arguments],
        capture_output=True,
        cwd=folder,
        env=plain_environment(),
        check=False,
        timeout=LONGEST,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


def test_a_closed_output_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "zz.json").write_bytes(WRONG)
    told = told_calmly(with_streams(tmp_path, ">&-", "check", "zz.json"))
    assert told.code not in (0, 2)


def test_a_full_disk_is_said_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "zz.json").write_bytes(WRONG)
    told = told_calmly(with_streams(tmp_path, "> /dev/full", "check", "zz.json"))
    assert told.code not in (0, 1)
    assert os.strerror(errno.ENOSPC) in told.stderr


def test_a_closed_standard_input_is_a_finding(tmp_path: Path) -> None:
    told = told_calmly(with_streams(tmp_path, "<&-", "check", "-", "--format", "json"))
    assert told.code == 3
    assert [finding["rule"] for finding in told.findings] == ["unreadable-input"]


def test_a_closed_standard_error_hides_the_message_and_nothing_else(tmp_path: Path) -> None:
    assert with_streams(tmp_path, "2>&-", "check", ".").code == 2
    (tmp_path / "p.json").write_bytes(GOOD)
    assert with_streams(tmp_path, "2>&-", "check", "p.json").code == 0


def test_an_output_that_cannot_show_every_character_shows_the_rest(run: Command, tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text('{"id":"b","object":"batch","status":"QUEUED","ключ":1}')
    for format_name in ("full", "concise", "json", "jsonl"):
        options = ("--show", "notes", "--format", format_name)
        told = told_calmly(run("check", "p.json", *options, environment={"PYTHONIOENCODING": "ascii"}))
        assert told.code == 1
        assert "missing-required-field" in told.stdout


def test_control_characters_of_a_hostile_key_are_shown_as_escapes(call: Command) -> None:
    text = b'{"id":"b","object":"batch","status":"QUEUED","a\\u001b[31m\\nfake: error":1}'
    told = told_calmly(call("check", "-", "--show", "notes", stdin=text))
    assert "\x1b" not in told.stdout
    assert not [line for line in told.stdout.splitlines() if line.startswith("fake: error")]


@pytest.mark.parametrize(
    ("arguments", "suggestion"),
    [
        (("chek", "."), "did you mean `check`"),
        (("check", "--vraiant", "auto"), "--variant"),
        (("check", "-", "--variant", "mistral/python-sdkk"), "did you mean `mistral/python-sdk`"),
        (("check", "-", "--variant", "mistrall/*"), "batchschema variants"),
        (("check", "-", "--select", "null-where-forbiden"), "did you mean `null-where-forbidden`"),
        (("check", "-", "--ignore", "payloads"), "did you mean `payload`"),
        (("check", "-", "--format", "jsom"), "json"),
        (("check", "-", "--profile", "strickt"), "strict"),
        (("check", "-", "--max-payload", "many"), "64M"),
        (("check", "-", "--jobs", "-1"), "jobs"),
        (("check", "-", "--schema", "s.json", "--variant", "auto"), "exclude each other"),
        (("explain", "null-where-forbiden"), "did you mean `null-where-forbidden`"),
        (("variants", "mistral/python-sdkk"), "did you mean `mistral/python-sdk`"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_a_slip_of_the_hand_is_told_with_what_was_meant(
    arguments: tuple[str, ...], suggestion: str, call: Command, tmp_path: Path
) -> None:
    (tmp_path / "s.json").write_text("{}")
    told = told_calmly(call(*arguments, stdin=GOOD))
    assert told.code == 2
    assert suggestion in told.stderr
    assert not told.stdout


@pytest.mark.parametrize("engine", ["fast", "reference"])
@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("s.json", '{"type": "strin"}', "strin"),
        ("s.json", '{"pattern": "("}', "regex"),
        ("s.json", '{"$ref": "https://example.org/job.json"}', "never fetched"),
        ("s.json", '{"properties": {"a": {"$ref": "other.json#/a"}}}', "other.json"),
        ("s.json", '{"properties": {"a": {"$ref": "#/$defs/a"}}}', "leads nowhere"),
        ("s.json", '{"$id": "#/components/schemas/BatchJob", "type": "object"}', "$id"),
        ("s.json", '{"$schema": "https://json-schema.org/draft/9999/schema"}', "9999"),
        ("s.json", '{"type": ', "not JSON"),
        ("s.json", "[]", "no schema"),
        ("s.json", "\udcff", "not JSON"),
        ("s.yaml", "type: [", "not YAML"),
        ("s.yaml", "a: !!python/object/apply:os.getcwd []", "JSON cannot express"),
        ("s.yaml", "", "is empty"),
    ],
)
def test_an_unusable_schema_has_an_exit_code_of_its_own(
    name: str, text: str, says: str, engine: str, call: Command, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    told = told_calmly(call("check", "-", "--schema", name, "--engine", engine, stdin=GOOD))
    assert told.code == 4
    assert name in told.stderr
    assert says in told.stderr
    assert told.stderr.count("\n") == 1
    assert not told.stdout


def test_a_schema_that_is_not_there_is_unusable(call: Command) -> None:
    told = told_calmly(call("check", "-", "--schema", "not-there.json", stdin=GOOD))
    assert told.code == 4
    assert "not-there.json" in told.stderr


@pytest.mark.parametrize("engine", ["fast", "reference"])
@pytest.mark.parametrize("schema", ['{"$ref": "#"}', '{"allOf": [{"$ref": "#"}]}'])
def test_a_schema_that_refers_to_itself_without_end_is_no_traceback(
    schema: str, engine: str, run: Command, tmp_path: Path
) -> None:
    (tmp_path / "s.json").write_text(schema)
    told = told_calmly(run("check", "-", "--schema", "s.json", "--engine", engine, stdin=GOOD))
    assert told.code in (0, 4)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[tool.batchschema\n", "not TOML"),
        ("[tool.batchschema]\nvariant = 1\n", "did you mean `variants`"),
        ("[tool.batchschema]\nignore = 5\n", "a list of strings"),
        ("[tool.batchschema]\nexclude = [1]\n", "a list of strings"),
        ('[tool.batchschema]\nvariants = "auto"\n', "a table of globs to variant ids"),
        ('[tool.batchschema]\nignore = ["null-where-forbiden"]\n', "did you mean `null-where-forbidden`"),
        (
            '[tool.batchschema.variants]\n"*.json" = "mistral/python-sdkk"\n',
            "did you mean `mistral/python-sdk`",
        ),
        ("[tool]\nbatchschema = 5\n", "not a table"),
        ("tool.batchschema = 5\n", "not a table"),
        ("tool = 5 # tool.batchschema\n", "not a table"),
        ("[tool.batchschema]\nignore = ['\xff']\n", "not TOML"),
    ],
)
def test_a_bad_configuration_is_a_mistake_that_names_its_file(
    text: str, says: str, call: Command, tmp_path: Path
) -> None:
    (tmp_path / "pyproject.toml").write_bytes(text.encode("latin-1"))
    (tmp_path / "p.json").write_bytes(GOOD)
    told = told_calmly(call("check", "p.json"))
    assert told.code == 2
    assert says in told.stderr
    assert call("check", "p.json", "--isolated").code == 0


def test_another_tools_configuration_is_none_of_ours(call: Command, tmp_path: Path) -> None:
    (tmp_path / "p.json").write_bytes(GOOD)
    for text in ("[project]\nname = 'x'\n", "[tool.other]\nvariants = 5\n", "not toml = [", ""):
        (tmp_path / "pyproject.toml").write_text(text)
        assert told_calmly(call("check", "p.json")).code == 0


@pytest.mark.parametrize(
    ("name", "text", "payloads"),
    [
        ("job", GOOD, 1),
        ("jobs", ONE_LINE * 3, 3),
        ("jobs.jsonl", ONE_LINE * 3, 3),
        ("job.json", GOOD, 1),
        ("job.yaml", GOOD, 1),
    ],
)
def test_a_pipe_can_be_given_as_a_path(
    name: str, text: bytes, payloads: int, run: Command, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / name)
    writer = threading.Thread(target=(tmp_path / name).write_bytes, args=(text,))
    writer.start()
    told = told_calmly(run("check", name, "--format", "json"))
    writer.join()
    assert told.report["summary"]["payloads"] == payloads
    assert {finding["source"] for finding in told.findings} <= {name}


def test_standard_input_can_be_given_as_a_path(run: Command) -> None:
    told = told_calmly(run("check", "/dev/stdin", "--format", "json", stdin=WRONG))
    assert told.code == 1
    assert ("number-as-string", "/total_requests") in told.places


def test_an_empty_standard_input_is_a_finding(call: Command) -> None:
    for options in ((), ("--stdin-filename", "p.jsonl"), ("--stdin-filename", "p.yaml")):
        told = told_calmly(call("check", "-", "--format", "json", *options))
        assert told.code == 3
        assert len(told.findings) == 1


def test_names_that_no_one_would_choose_are_told_in_one_line(call: Command, tmp_path: Path) -> None:
    for name in ("a b.json", "new\nline.json", "ключ.json", "-dash.json", os.fsdecode(b"\xff.json")):
        (tmp_path / name).write_bytes(WRONG)
    for format_name in ("full", "concise", "json", "jsonl"):
        told = told_calmly(
            call("check", ".", "--format", format_name, "--each", "--select", "number-as-string")
        )
        assert told.code == 1
        assert told.stdout.count("number-as-string") == 5
    assert told_calmly(call("check", "--", "-dash.json")).code == 1


def test_a_folder_named_like_a_payload_is_walked(call: Command, tmp_path: Path) -> None:
    (tmp_path / "p.json").mkdir()
    (tmp_path / "p.json" / "q.json").write_bytes(WRONG)
    told = told_calmly(call("check", "p.json", "--format", "json"))
    assert told.report["summary"]["payloads"] == 1


def test_folders_that_lead_back_into_themselves_are_walked_once(call: Command, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "p.json").write_bytes(WRONG)
    (tmp_path / "a" / "again").symlink_to(tmp_path / "a")
    told = told_calmly(call("check", "a", "--format", "json"))
    assert told.report["summary"]["payloads"] == 1
