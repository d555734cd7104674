"""Laws of baselines: what is written down is hidden, what is gone is told, and branches merge."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.configuration.room import (
    BASELINE,
    NAMES,
    Files,
    baseline,
    check,
    entries,
    files_of_mutants,
    folder_of,
    judged,
    put,
)

REASON = ("--reason", "known")


def deviations(folder: Path) -> set[tuple[str, str]]:
    """The errors and warnings of a folder by path and fingerprint, baseline or not."""
    told = check(folder, "--format", "jsonl")
    return {
        (each["source"], each["fingerprint"])
        for each in told.findings
        if each["severity"] != "note" and each["variant"] is not None
    }


@given(files_of_mutants(), st.sampled_from(["documented", "strict"]), st.sampled_from(["1", "2"]))
def test_a_run_beside_its_own_baseline_is_clean(files: Files, profile: str, jobs: str) -> None:
    with folder_of(files) as folder:
        options = ("--profile", profile, "--fail-on", "warning")
        before = check(folder, *options, "--format", "json").report["summary"]
        made = baseline(folder, "update", *REASON, *options, "--jobs", jobs)
        assert made.code == 0, made.stderr
        told = judged(folder, *options, "--format", "json")
        summary = told.report["summary"]
        assert told.code == 0
        assert not [each for each in told.findings if each["severity"] != "note"]
        assert (summary["errors"], summary["warnings"]) == (0, 0)
        hidden = sum(summary["hidden"].values())
        assert hidden == before["errors"] + before["warnings"] + before["notes"] - summary["notes"]
        assert hidden >= before["errors"] + before["warnings"]
        assert sum(each["count"] for each in entries(folder)) == hidden


@given(files_of_mutants())
def test_a_baseline_says_what_was_found_and_nothing_else(files: Files) -> None:
    with folder_of(files) as folder:
        found = deviations(folder)
        baseline(folder, "update", *REASON)
        assert {(_plain(each["path"]), each["fingerprint"]) for each in entries(folder)} == found


def _plain(path: str) -> str:
    return path.replace("[[]", "[")


@given(files_of_mutants(), st.randoms(use_true_random=False))
def test_updates_change_nothing_twice_and_do_not_depend_on_order(files: Files, chance: random.Random) -> None:
    with folder_of(files) as folder:
        baseline(folder, "update", *REASON)
        text = (folder / BASELINE).read_bytes()
        assert text.split(b"\n")[1:-1] == sorted(text.split(b"\n")[1:-1], key=_key)
        baseline(folder, "update", "--reason", "another", "--jobs", "2")
        assert (folder / BASELINE).read_bytes() == text
        (folder / BASELINE).unlink()
        names = list(files)
        chance.shuffle(names)
        for name in names:
            baseline(folder, "update", *REASON, name)
        assert (folder / BASELINE).read_bytes() == text


def _key(line: bytes) -> tuple[str, str, str, str]:
    each = json.loads(line)
    return (each["path"], each["variant"] or "", each["rule"], each["pointer"])


@given(files_of_mutants(), files_of_mutants(), st.randoms(use_true_random=False))
def test_the_lines_of_two_branches_are_a_baseline(one: Files, other: Files, chance: random.Random) -> None:
    lines: list[str] = []
    shown: list[set[tuple[Any, ...]]] = []
    with folder_of({}) as folder:
        for files in (one, other):
            for name in NAMES:
                (folder / name).unlink(missing_ok=True)
            for name, payloads in files.items():
                put(folder, name, payloads)
            (folder / BASELINE).unlink(missing_ok=True)
            baseline(folder, "update", *REASON)
            lines += (folder / BASELINE).read_text(encoding="utf-8").splitlines()
            shown.append({_key(json.dumps(each).encode()) for each in entries(folder)})
        chance.shuffle(lines)
        (folder / BASELINE).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        assert judged(folder, "--ignore", "baseline").code == 0
        told = json.loads(baseline_shown(folder))
        assert {_key(json.dumps(each).encode()) for each in told} == shown[0] | shown[1]


def baseline_shown(folder: Path) -> str:
    from tests.command import call_command

    told = call_command("baseline", "show", "--format", "json", folder=folder)
    assert told.code == 0, told.stderr
    return json.dumps(json.loads(told.stdout)["entries"])


@given(files_of_mutants(), st.randoms(use_true_random=False))
def test_each_deviation_that_is_gone_makes_its_entry_stale(files: Files, chance: random.Random) -> None:
    """An entry for what is not there stands for a deviation that was mended: the file is the same."""
    with folder_of(files) as folder:
        baseline(folder, "update", *REASON)
        text = (folder / BASELINE).read_text(encoding="utf-8")
        name = chance.choice(list(files))
        path = name.replace("[", "[[]")
        gone = {"path": path, "variant": None, "rule": "integer-out-of-range", "pointer": "/never"}
        with (folder / BASELINE).open("a", encoding="utf-8") as file:
            file.write(json.dumps({**gone, "reason": "known"}) + "\n")
        told = judged(folder, "--format", "jsonl", "--fail-on", "warning")
        stale = [each for each in told.findings if each["rule"] == "stale-suppression"]
        assert [each["line"] for each in stale] == [text.count("\n") + 1]
        assert told.code == 1
        assert baseline(folder, "prune").code == 0
        assert (folder / BASELINE).read_text(encoding="utf-8") == text


@given(files_of_mutants(), st.data())
def test_a_new_deviation_fails_and_no_other(files: Files, data: st.DataObject) -> None:
    with folder_of(files) as folder:
        baseline(folder, "update", *REASON)
        lines = (folder / BASELINE).read_text(encoding="utf-8").splitlines(keepends=True)
        if len(lines) == 1:
            return
        taken = lines.pop(data.draw(st.integers(1, len(lines) - 1)))
        (folder / BASELINE).write_text("".join(lines), encoding="utf-8")
        told = judged(folder, "--format", "jsonl", "--fail-on", "warning")
        loud = [each for each in told.findings if each["severity"] != "note"]
        entry = json.loads(taken)
        assert {(each["rule"], each["source"]) for each in loud} == {(entry["rule"], _plain(entry["path"]))}
        assert len(loud) == entry["count"]
        assert told.code == 1
