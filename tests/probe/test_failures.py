"""What cannot be asked costs a finding or a message and an exit code, never a traceback and never the run."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from tests.command import Command, Outcome
from tests.probe.acme import HERE, TARGETS, found_by, places, schema_file


def program(folder: Path, text: str) -> str:
    path = folder / "program.py"
    path.write_text(text)
    return f"{sys.executable} {path}"


def probed(call: Command, folder: Path, *arguments: str) -> Outcome:
    file = schema_file(folder)
    return call("probe", *arguments, "-V", file, "-n", "5", "--time-limit", "0.5", environment=HERE)


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in HERE.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("nowhere.to.be:Found", "no module `nowhere`"),
        (f"{TARGETS}.functions:honnest", "did you mean `honest`?"),
        (f"{TARGETS}.functions:number", "a int is neither a model class nor a function"),
        (f"{TARGETS}.broken:Model", "importing it raised RuntimeError: no such luck"),
        (f"{TARGETS}.needy:Model", "no module `no_such_library`, which tests.probe.targets.needy needs"),
        (f"{TARGETS}.stuck:Model", "importing it gave no answer within 2 seconds"),
        ("mistralai.models.BatchJobOut", "write it as module:Class"),
    ],
)
def test_a_target_that_is_not_there_is_a_usage_error(
    call: Command, tmp_path: Path, target: str, said: str
) -> None:
    done = probed(call, tmp_path, target)
    assert done.code == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("print('hello')\nimport time; time.sleep(9)", "answered 'hello', which is no JSON"),
        ("import time; time.sleep(60)", "gave no answer within 2 seconds"),
        ("raise SystemExit('no SDK here')", "ended with exit code 1 instead of answering: no SDK here"),
        ("for line in open(0): print('[1]', flush=True)", "answered '[1]', which is no JSON object"),
        ("for line in open(0): print('{}', flush=True)", "which has no `accepted` of true or false"),
        ("import sys; sys.stdout.write('x')", "wrote a line without an end"),
        ("while True: print('y' * 99)", "which is no JSON"),
    ],
)
def test_a_program_that_gives_no_verdict_could_not_be_asked(
    call: Command, tmp_path: Path, text: str, said: str
) -> None:
    done = probed(call, tmp_path, "--command", program(tmp_path, text))
    assert done.code == 3
    assert "could not be asked" in done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("target", ["hangs", "dies", "returns_a_set"])
def test_a_class_that_gives_no_verdict_could_not_be_asked(call: Command, tmp_path: Path, target: str) -> None:
    done = probed(call, tmp_path, f"{TARGETS}.functions:{target}")
    assert done.code == 3
    assert "could not be asked" in done.stderr


@pytest.mark.parametrize(
    ("target", "said"),
    [("hangs_on_null_label", "gave no answer within 0.5 seconds"), ("dies_on_null_label", "exit code 7")],
)
def test_a_hang_or_a_crash_costs_one_finding(target: str, said: str) -> None:
    began = time.monotonic()
    probing = found_by(f"functions:{target}", time_limit=0.5, number=5)
    assert places(probing) == [("target-gave-no-verdict", "/label")]
    (each,) = probing.found
    assert said in each.finding.text
    assert each.witness == {"id": "", "count": 0, "label": None}
    assert probing.unanswered == 1
    assert not probing.ended_early
    assert probing.accepted > 10, "the probe went on"
    assert time.monotonic() - began < 30


def test_what_got_no_verdict_wins_over_findings(call: Command, tmp_path: Path) -> None:
    done = probed(call, tmp_path, f"{TARGETS}.functions:dies_on_null_label")
    assert done.code == 3
    assert "[target-gave-no-verdict]" in done.stdout


def test_too_many_hangs_end_the_probe_and_what_was_found_is_kept(call: Command, tmp_path: Path) -> None:
    done = probed(call, tmp_path, f"{TARGETS}.functions:dies_on_any_note")
    assert done.code == 3
    assert "Ended early: 3 payloads got no verdict" in done.stdout
    assert "/count is taken as a number written as a string" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name a target"),
        (["a:B", "--command", "cat"], "not both"),
        (["--command", "no-such-program --flag"], "no program `no-such-program`"),
        (["--command", "node 'probe.mjs"], "is no command"),
        (["a:B", "--ignore", "drops-nul"], "did you mean `drops-null`?"),
    ],
)
def test_usage_errors(call: Command, tmp_path: Path, arguments: list[str], said: str) -> None:
    done = probed(call, tmp_path, *arguments)
    assert done.code == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
