"""What `observe` reads and by what, as `check` does: the configuration, variants, processes, messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from batchschema.run import parts
from tests.command import Command
from tests.observe.making import PYTHON_SDK, job, payloads_by_variant, written

OTHER = "mistral/typescript-sdk@2025-04-16"
NEWEST = "mistral/openapi@2024-11-07"
CONFIGURATION = f"""\
exclude = ["old/**"]
[variants]
"logs/**" = "{OTHER}"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a configuration, and payloads that it speaks of, excludes, and says nothing of."""
    for folder in ("logs", "old", "new"):
        (tmp_path / folder).mkdir()
        written(tmp_path / folder, "j.jsonl", job(), job(model=None))
    (tmp_path / "batchschema.toml").write_text(CONFIGURATION)
    return tmp_path


def seen(call: Command, folder: Path, *options: str) -> dict[str, int]:
    told = call("observe", *options, "--format", "json", folder=folder)
    assert told.code == 0, told.stderr
    return payloads_by_variant(told)


class TestConfiguration:
    def test_its_variants_and_excludes_are_heeded(self, call: Command, project: Path) -> None:
        found = seen(call, project)
        assert found.pop(OTHER) == 2
        assert sum(found.values()) == 2

    def test_the_command_line_wins(self, call: Command, project: Path) -> None:
        assert seen(call, project, "-V", PYTHON_SDK) == {PYTHON_SDK: 4}
        assert OTHER not in seen(call, project, "-V", "auto")

    def test_it_can_be_left_out(self, call: Command, project: Path) -> None:
        found = seen(call, project, "--isolated")
        assert OTHER not in found
        assert sum(found.values()) == 6

    def test_another_can_be_named(self, call: Command, project: Path) -> None:
        (project / "other.toml").write_text(f'exclude = ["new/**"]\n[variants]\n"old/**" = "{PYTHON_SDK}"\n')
        found = seen(call, project, "--config", "other.toml")
        assert found.pop(PYTHON_SDK) == 2
        assert sum(found.values()) == 2

    def test_a_mistake_in_it_is_said_with_its_line(self, call: Command, project: Path) -> None:
        (project / "batchschema.toml").write_text('[variants]\n"a" = "mistral/nothing"\n')
        told = call("observe", folder=project)
        assert (told.code, "batchschema.toml:2" in told.stderr) == (2, True)

    @pytest.mark.parametrize(
        "arguments",
        [
            ["--config", "a.toml", "--isolated"],
            ["--config", "a.toml", "--merge", "a.json"],
            ["--at", "$.a", "--diff", "a.json", "b.json"],
            ["-V", "auto", "-V", PYTHON_SDK],
        ],
    )
    def test_what_makes_no_sense_together(self, arguments: list[str], call: Command, project: Path) -> None:
        told = call("observe", *arguments, folder=project)
        assert (told.code, told.output) == (2, b"")


class TestVariants:
    def test_several_are_each_a_profile_of_everything(self, call: Command, project: Path) -> None:
        assert seen(call, project, "new", "-V", PYTHON_SDK, "-V", OTHER) == {PYTHON_SDK: 2, OTHER: 2}
        found = seen(call, project, "new", "-V", "mistral/openapi@*")
        assert len(found) > 3
        assert set(found.values()) == {2}

    def test_of_profiles_those_that_are_named_are_taken(self, call: Command, project: Path) -> None:
        both = ("-V", PYTHON_SDK, "-V", OTHER)
        assert call("observe", "new", *both, "--format", "json", "-o", "p.json", folder=project).code == 0
        assert seen(call, project, "--merge", "p.json", "p.json", "-V", OTHER) == {OTHER: 4}
        assert seen(call, project, "--merge", "p.json", *both) == {PYTHON_SDK: 2, OTHER: 2}
        told = call("observe", "--diff", "p.json", "p.json", "-V", OTHER, "--format", "json", folder=project)
        assert list(told.report["before"]) == list(told.report["after"]) == [OTHER]
        call("observe", "new", "-V", OTHER, "--format", "json", "-o", "q.json", folder=project)
        apart = ("observe", "--diff", "p.json", "q.json", "-V", PYTHON_SDK)
        assert "no variant is in both p.json and q.json" in call(*apart, folder=project).stderr
        assert [call(*apart, *more, folder=project).code for more in ([], ["--allow-empty"])] == [2, 0]
        none = call("observe", "--merge", "p.json", "-V", NEWEST, folder=project)
        assert (none.code, f"no profile of {NEWEST} in p.json" in none.stderr) == (2, True)


class TestProcesses:
    def test_their_number_changes_nothing(
        self, call: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(parts, "RANGE", 20_000)
        jobs = [
            job(status=f"S{number % 70:02}", id=f"job-{number}", **{f"k{number}": 1}) for number in range(300)
        ]
        long = written(tmp_path, "long.jsonl", *jobs, {"strange": 1}, *jobs[:5])
        assert long.stat().st_size > 5 * parts.RANGE, "long enough to be cut into parts"
        written(tmp_path, "short.jsonl", job(), job(extra=1))
        (tmp_path / "broken.json").write_text('{"id": "batch')
        options = (long, tmp_path / "short.jsonl", tmp_path / "broken.json", tmp_path / "gone.json", "-")
        told = [
            call("observe", *options, "--format", form, "--jobs", jobs, stdin=b'{"id": 1}')
            for form in ("json", "text")
            for jobs in ("1", "2", "3")
        ]
        assert {each.code for each in told} == {3}
        assert len({each.output for each in told[:3]}) == len({each.output for each in told[3:]}) == 1
        assert len({each.stderr for each in told}) == 1
        assert f"{long}:301:1: error: input holds no batch job" in told[0].stderr
        assert sum(payloads_by_variant(told[0]).values()) == 307


class TestMessages:
    def test_each_hint_is_shown_and_the_same_ones_are_one(self, call: Command, tmp_path: Path) -> None:
        strange = [{"body": job()}, {"error": {"code": 1}}] * 3
        path = written(tmp_path, "log.jsonl", *strange)
        for command in (("observe", path), ("check", path)):
            told = call(*command)
            text = told.stdout + told.stderr
            assert text.count("[unknown-variant-fits] (x3)") == 2
            assert "hint: a batch job stands at /body; --at '$.body' reads it" in text
            assert "hint: looks like an error response, not a job" in text
            assert told.code == 3

    def test_of_many_hints_the_first_are_shown(self, call: Command, tmp_path: Path) -> None:
        names = ["".join(chr(97 + int(digit)) for digit in str(number)) for number in range(100, 130)]
        path = written(tmp_path, "log.jsonl", *[{name: job()} for name in names])
        told = call("observe", path)
        assert [name for name in names if f"stands at /{name};" in told.stderr] == names[:9]
        assert told.stderr.count("[unknown-variant-fits]") == 9
        assert "[unknown-variant-fits] (x22)" in told.stderr

    def test_what_is_broken_beside_payloads_is_not_passed_over(self, call: Command, tmp_path: Path) -> None:
        (tmp_path / "in").mkdir()
        path = written(tmp_path / "in", "j.jsonl", job(), job())
        path.write_bytes(path.read_bytes() + b'{"id": \n')
        (tmp_path / "in" / "package.json").write_text('{"name": "x"}')
        told = call("observe", tmp_path / "in")
        assert told.code == 3
        assert f"{path}:3:" in told.stderr
        assert "1 held no batch job and was skipped." in told.stderr

    def test_why_nothing_was_observed(self, call: Command, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        assert "no payload files in" in call("observe", tmp_path / "empty").stderr
        (tmp_path / "package.json").write_text('{"name": "x"}')
        assert "no batch job in the 1 file read from" in call("observe", tmp_path).stderr
        path = written(tmp_path, "j.jsonl", job())
        assert "selected nothing" in call("observe", path, "--at", "$.nothing").stderr
