"""The pytest plugin, in test runs of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from batchschema.core import UnknownVariant
from batchschema.pytest_plugin import AssertConforms, AssertHistory
from tests.command import ROOT, plain_environment

MODEL = "mistral/python-sdk@1.2.0"
CONFIGURATION = f"""\
[variants]
"fixtures/*.json" = "{MODEL}"
"""
GOOD = {
    "id": "7d0b6a52-1f0b-4f0e-9a35-0e2f4b8c9d10",
    "object": "batch",
    "input_files": ["2b1c3d4e-5f60-4718-92a3-b4c5d6e7f809"],
    "metadata": None,
    "endpoint": "/v1/chat/completions",
    "model": "made-up-model",
    "errors": [],
    "status": "QUEUED",
    "created_at": 1735689600,
    "total_requests": 0,
    "completed_requests": 0,
    "succeeded_requests": 0,
    "failed_requests": 0,
    "output_file": None,
    "error_file": None,
    "started_at": None,
    "completed_at": None,
}
BAD = {**GOOD, "errors": None, "model": None}


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A repository with a configuration and a folder of payloads, two of them in order."""
    import json

    pytester.path.joinpath("batchschema.toml").write_text(CONFIGURATION)
    folder = pytester.mkdir("fixtures")
    (folder / "first.json").write_text(json.dumps(GOOD))
    (folder / "second.json").write_text(json.dumps(GOOD))
    (folder / "notes.txt").write_text("no payload")
    return pytester


def write(project: pytest.Pytester, name: str, payload: object) -> None:
    import json

    (project.path / name).write_text(json.dumps(payload))


def test_each_payload_file_is_a_test(project: pytest.Pytester) -> None:
    done = project.runpytest("--batchschema", "-v")
    done.assert_outcomes(passed=2)
    done.stdout.fnmatch_lines(["fixtures/first.json::batchschema PASSED*"])


def test_without_the_option_nothing_is_collected(project: pytest.Pytester) -> None:
    assert project.runpytest().ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_the_findings_are_the_failure(project: pytest.Pytester) -> None:
    write(project, "fixtures/second.json", BAD)
    done = project.runpytest("--batchschema")
    done.assert_outcomes(passed=1, failed=1)
    done.stdout.fnmatch_lines(
        ["*fixtures/second.json:1:*: error: /model is null; documented as string*null-where-forbidden*"]
    )
    done.stdout.no_fnmatch_line("*Traceback*")


def test_a_file_that_cannot_be_read_fails(project: pytest.Pytester) -> None:
    (project.path / "fixtures" / "second.json").write_text('{"id": "batch_1", "object": "batch", ')
    done = project.runpytest("--batchschema")
    done.assert_outcomes(passed=1, failed=1)
    done.stdout.fnmatch_lines(["*second.json:1:*malformed-json*"])


def test_what_check_passes_over_is_skipped_unless_it_is_named(project: pytest.Pytester) -> None:
    write(project, "fixtures/second.json", {"error": {"message": "quota", "code": 429}})
    done = project.runpytest("--batchschema", "-rs")
    done.assert_outcomes(passed=1, skipped=1)
    done.stdout.fnmatch_lines(["SKIPPED*fixtures/second.json*holds no batch job"])
    project.path.joinpath("batchschema.toml").write_text(f'[variants]\n"fixtures/second.json" = "{MODEL}"\n')
    project.runpytest("--batchschema").assert_outcomes(failed=1)


def test_files_of_other_kinds_are_no_payloads(project: pytest.Pytester) -> None:
    project.path.joinpath("batchschema.toml").write_text(f'[variants]\n"fixtures/**" = "{MODEL}"\n')
    project.path.joinpath("fixtures", "test_beside.py").write_text("def test_one(): pass\n")
    project.runpytest("--batchschema").assert_outcomes(passed=3)


def test_every_kind_of_payload_file_is_read(project: pytest.Pytester) -> None:
    import gzip
    import json

    folder = project.mkdir("all")
    project.path.joinpath("batchschema.toml").write_text('[variants]\n"all/**" = "openai/openapi"\n')
    good = json.loads((ROOT / "tests" / "conforming" / "openai.json").read_text())
    for name, payload in (("good", good), ("bad", {**good, "endpoint": None})):
        text = json.dumps(payload)
        body = {"status": {"code": 200}, "headers": {}, "body": {"string": text}}
        request = {"method": "GET", "uri": "https://api.openai.com/v1/batches/batch_1"}
        (folder / f"{name}.jsonl").write_text(f"{text}\n{text}\n")
        (folder / f"{name}.json.gz").write_bytes(gzip.compress(text.encode()))
        cassette = {"interactions": [{"request": request, "response": body}], "version": 1}
        (folder / f"{name}.yaml").write_text(json.dumps(cassette))
    done = project.runpytest("--batchschema")
    done.assert_outcomes(passed=3, failed=3)
    done.stdout.fnmatch_lines(["all/bad.jsonl:1:*null-where-forbidden* (x2)", "    also at 2:*"])


def test_looks_at_one_job_are_followed_through_a_file(project: pytest.Pytester) -> None:
    import json

    later = {**GOOD, "status": "RUNNING", "started_at": GOOD["created_at"]}
    folder = project.path / "fixtures"
    (folder / "polls.jsonl").write_text(f"{json.dumps(later)}\n{json.dumps(GOOD)}\n")
    project.path.joinpath("batchschema.toml").write_text(
        f'extend-select = ["lifecycle"]\n[variants]\n"fixtures/**" = "{MODEL}"\n'
    )
    done = project.runpytest("--batchschema")
    done.stdout.fnmatch_lines(["fixtures/polls.jsonl:2:*[[]status-went-backwards]*"])


def test_the_nearest_configuration_is_that_of_check(project: pytest.Pytester) -> None:
    inner = project.mkdir("inner")
    inner.joinpath("batchschema.toml").write_text(f'[variants]\n"own.json" = "{MODEL}"\n')
    write(project, "inner/own.json", GOOD)
    rootdir = f"--rootdir={project.path}"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(inner)
        done = project.runpytest("--batchschema", "-v", rootdir)
        done.stdout.fnmatch_lines(["*own.json::batchschema PASSED*"])
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.path.parent)
        project.runpytest("--batchschema", rootdir, str(project.path)).assert_outcomes(passed=2)


def test_nothing_configured_is_a_usage_error(pytester: pytest.Pytester) -> None:
    done = pytester.runpytest("--batchschema")
    assert done.ret == pytest.ExitCode.USAGE_ERROR
    done.stderr.fnmatch_lines(["*names variants for files*batchschema init*"])


def test_a_baseline_that_is_not_there_is_a_usage_error(project: pytest.Pytester) -> None:
    path = project.path / "batchschema.toml"
    path.write_text(f'baseline = "no.jsonl"\n{path.read_text()}')
    done = project.runpytest("--batchschema")
    assert done.ret == pytest.ExitCode.USAGE_ERROR
    done.stderr.fnmatch_lines(["*batchschema.toml:1:*no.jsonl does not exist*"])


def test_files_are_chosen_as_other_tests_are(project: pytest.Pytester) -> None:
    write(project, "fixtures/second.json", BAD)
    project.runpytest("--batchschema", "fixtures/first.json").assert_outcomes(passed=1)
    project.runpytest("--batchschema", "-k", "second").assert_outcomes(failed=1, deselected=1)
    project.runpytest("--batchschema", "fixtures/second.json::batchschema").assert_outcomes(failed=1)
    again = project.runpytest("--batchschema", "--lf")
    again.assert_outcomes(failed=1)
    project.runpytest("-p", "no:batchschema").assert_outcomes()


def test_a_marker_names_the_collected_tests(project: pytest.Pytester) -> None:
    project.makepyfile("def test_of_ones_own(): pass")
    done = project.runpytest("--batchschema", "-m", "batchschema", "--strict-markers")
    done.assert_outcomes(passed=2, deselected=1)


def test_the_profile_of_an_option(project: pytest.Pytester) -> None:
    project.runpytest("--batchschema", "--batchschema-profile", "strict").assert_outcomes(failed=2)


def test_excluded_files_and_the_baseline_are_heeded(project: pytest.Pytester) -> None:
    write(project, "fixtures/second.json", BAD)
    check = [sys.executable, "-m", "batchschema", "baseline", "update", "fixtures", "--reason", "known"]
    made = subprocess.run(
        check, cwd=project.path, env=plain_environment(), capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    with (project.path / "batchschema.toml").open("r+") as file:
        text = file.read()
        file.seek(0)
        file.write(f'baseline = "batchschema-baseline.jsonl"\nexclude = ["fixtures/first.json"]\n{text}')
    project.runpytest("--batchschema").assert_outcomes(passed=1)


def test_a_bad_configuration_is_a_usage_error(project: pytest.Pytester) -> None:
    project.path.joinpath("batchschema.toml").write_text('ignroe = ["undocumented-field"]\n')
    done = project.runpytest("--batchschema")
    assert done.ret == pytest.ExitCode.USAGE_ERROR
    done.stderr.fnmatch_lines(["*batchschema.toml:1*ignore*"])


def test_a_bad_configuration_stands_in_no_way_of_help(project: pytest.Pytester) -> None:
    (project.path / "batchschema.toml").write_text("profil = 1\n")
    for option in ("--help", "--markers"):
        done = project.runpytest("--batchschema", option)
        assert done.ret == 0
        assert "batchschema" in done.stdout.str()
    for option in ("--collect-only", "-pno:cacheprovider", "-n2"):
        done = project.runpytest("--batchschema", option)
        assert done.ret == pytest.ExitCode.USAGE_ERROR
        done.stderr.fnmatch_lines(["ERROR: batchschema.toml:1: *did you mean `profile`?"])


def test_under_xdist(project: pytest.Pytester) -> None:
    write(project, "fixtures/second.json", BAD)
    project.runpytest("--batchschema", "-n", "2").assert_outcomes(passed=1, failed=1)


def test_the_marker_picks_the_profile(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        f"""
        import pytest
        PAYLOAD = {GOOD!r}

        def test_documented(assert_conforms, batch_catalog):
            assert_conforms(PAYLOAD, batch_catalog[{MODEL!r}])

        @pytest.mark.batchschema(profile="strict")
        def test_strict(assert_conforms):
            assert_conforms(PAYLOAD, {MODEL!r})

        @pytest.mark.batchschema(profile="lenient")
        def test_no_such_profile(assert_conforms):
            pass
        """
    )
    done = pytester.runpytest("--strict-markers")
    done.assert_outcomes(passed=1, failed=1, errors=1)
    done.stdout.fnmatch_lines(["*/metadata is null*null-where-unstated*"])


def test_assert_conforms_here(assert_conforms: AssertConforms) -> None:
    assert_conforms(GOOD, MODEL)
    with pytest.raises(pytest.fail.Exception, match="null-where-forbidden"):
        assert_conforms(BAD, MODEL)
    with pytest.raises(UnknownVariant):
        assert_conforms(GOOD, "mistral/nothing")


def test_assert_history_here(assert_history: AssertHistory) -> None:
    queued = {**GOOD, "status": "QUEUED"}
    running = {**GOOD, "status": "RUNNING"}
    assert_history([queued, running, running], MODEL)
    with pytest.raises(pytest.fail.Exception, match=r"/2/status is .* \[status-went-backwards\]"):
        assert_history([queued, running, queued], MODEL)
    with pytest.raises(UnknownVariant):
        assert_history([], "mistral/nothing")


def test_unused_it_imports_nothing_of_ours(tmp_path: Path) -> None:
    (tmp_path / "test_one.py").write_text("def test_one(): pass\n")
    script = (
        "import sys, pytest; code = pytest.main(['-q', '-p', 'no:cacheprovider', sys.argv[1]]); "
        "print(sorted(name for name in sys.modules if name.startswith('batchschema'))); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        env=plain_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "['batchschema', 'batchschema.pytest_plugin']"
