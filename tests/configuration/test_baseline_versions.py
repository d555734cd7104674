"""A baseline is as precise as the question: it names a version where one was asked for, and only there."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchschema import load
from tests.command import ROOT, Command, Outcome, call_command, run_command
from tests.configuration.room import (
    BASELINE,
    MISTRAL,
    Files,
    entries,
    files_of_mutants,
    folder_of,
    put,
    rules,
)
from tests.near_payloads import conforming

OPENAPI = "mistral/openapi"
NEWEST = load()[OPENAPI].id
OLDER, OLDEST = "mistral/openapi@2025-08-20", "mistral/openapi@2024-11-07"
COMING = "mistral/openapi@2099-12-31"
HEADER = '{"batchschema-baseline": 1}\n'
STRICT = ("--fail-on", "warning")

QUESTIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "auto": ((), ""),
    "label": (("-V", OPENAPI), ""),
    "pattern": (("-V", "mistral/openapi@20*"), ""),
    "pinned": (("-V", OLDER), ""),
    "pinned twice": (("-V", f"{OLDER},{OLDEST}"), ""),
    "label by path": ((), f'[variants]\n"*" = "{OPENAPI}"\n'),
    "pinned by path": ((), f'[variants]\n"*" = "{OLDER}"\n'),
    "pinned over the file": (("-V", OLDER), f'[variants]\n"*" = "{OPENAPI}"\n'),
}
"""Ways to name a variant: options, and a configuration."""


def job(**changed: Any) -> dict[str, Any]:
    return conforming(NEWEST) | changed


def update(folder: Path, *arguments: str) -> Outcome:
    told = call_command("baseline", "update", "--reason", "known", *arguments, folder=folder)
    assert told.code == 0, told.stderr
    return told


def check(folder: Path, *arguments: str) -> Outcome:
    return call_command("check", *STRICT, "--format", "jsonl", *arguments, folder=folder)


def write(folder: Path, *entries: dict[str, Any]) -> None:
    lines = [json.dumps({"rule": "null-where-forbidden", "pointer": "/model"} | each) for each in entries]
    (folder / BASELINE).write_text(HEADER + "".join(f"{line}\n" for line in lines))


def variants(folder: Path) -> list[str]:
    return [each["variant"] for each in entries(folder)]


def loud(told: Outcome) -> list[str]:
    """The rules of what is more than a note."""
    return [each["rule"] for each in told.findings if each["severity"] != "note"]


@given(files_of_mutants(), st.sampled_from(sorted(QUESTIONS)))
def test_whatever_the_question_an_update_makes_it_clean(files: Files, name: str) -> None:
    question, configuration = QUESTIONS[name]
    with folder_of(files) as folder:
        (folder / "batchschema.toml").write_text(configuration)
        told = call_command("baseline", "update", "--reason", "known", *question, folder=folder)
        if told.code == 2:  # none of the mutants is a batch job any more
            return
        text = (folder / BASELINE).read_bytes()
        pinned = [each["variant"] for each in entries(folder) if "@" in (each["variant"] or "")]
        assert set(pinned) <= ({OLDER, OLDEST} if name.startswith("pinned") else set())
        told = check(folder, *question, "--allow-empty")
        assert told.code == 0, loud(told)
        update(folder, *question)
        assert (folder / BASELINE).read_bytes() == text


@given(files_of_mutants())
def test_what_holds_for_each_version_holds_for_the_one_that_is_named(files: Files) -> None:
    with folder_of(files) as folder:
        update(folder, "-V", OPENAPI)
        named = check(folder, "-V", NEWEST)
        assert named.code == 0, loud(named)


@given(files_of_mutants())
def test_entries_that_name_the_version_still_hold_and_lose_it_with_the_next_update(files: Files) -> None:
    with folder_of(files) as folder:
        update(folder, "-V", OPENAPI)
        loose = (folder / BASELINE).read_bytes()
        (folder / BASELINE).unlink()
        update(folder, "-V", NEWEST)
        assert check(folder, "-V", OPENAPI).code == 0
        number = len(entries(folder))
        told = update(folder, "-V", OPENAPI)
        assert f"0 entries new, {number} known, 0 taken out" in told.stdout
        assert ("without the version" in told.stdout) == bool(number)
        assert (folder / BASELINE).read_bytes() == loose


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Outcome]:
    """The command line of a later release, whose catalogue has one version more with the same facts."""
    place = tmp_path_factory.mktemp("upgraded")
    shutil.copytree(ROOT / "batchschema", place / "batchschema", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "schemas", place / "schemas")
    schema: Any = orjson.loads((place / "schemas" / f"{NEWEST}.json").read_bytes())
    schema["$id"] = f"urn:batchschema:{COMING.replace('/', ':').replace('@', ':')}"
    schema["x-variant"] |= {"version": COMING.partition("@")[2], "date": "2099-12-31"}
    (place / "schemas" / f"{COMING}.json").write_bytes(orjson.dumps(schema))

    def run(*arguments: str, folder: Path) -> Outcome:
        return run_command(*arguments, folder=folder, environment={"PYTHONPATH": str(place)})

    return run


@pytest.mark.parametrize("name", ["auto", "label", "label by path", "pattern"])
def test_a_newer_version_with_the_same_facts_changes_nothing(
    name: str, upgraded: Callable[..., Outcome], tmp_path: Path
) -> None:
    question, configuration = QUESTIONS[name]
    (tmp_path / "batchschema.toml").write_text(configuration)
    put(tmp_path, "a.json", [job(model=5)])
    put(tmp_path, "b.jsonl", [job(status="queued"), job(metadata=7)])
    update(tmp_path, *question)
    before = entries(tmp_path)
    assert len(before) == 3
    told = upgraded("check", *STRICT, *question, folder=tmp_path)
    assert COMING in told.stdout, "the newer version is the one that was asked"
    assert told.code == 0, told.stdout
    assert upgraded("baseline", "update", *question, folder=tmp_path).code == 0
    counts = [{"count": each["count"] + (name == "pattern")} for each in before]
    assert entries(tmp_path) == [each | count for each, count in zip(before, counts, strict=True)]
    assert "0 entries taken out" in upgraded("baseline", "prune", *question, folder=tmp_path).stdout


def test_an_entry_of_a_version_that_is_no_longer_chosen_is_stale_and_says_why(
    upgraded: Callable[..., Outcome], tmp_path: Path
) -> None:
    put(tmp_path, "a.json", [job(model=5)])
    update(tmp_path, "-V", NEWEST)
    for question in ((), ("-V", OPENAPI)):
        assert check(tmp_path, *question).code == 0
        told = upgraded("check", *STRICT, "--format", "jsonl", *question, folder=tmp_path)
        assert rules(told) == ["wrong-type", "stale-suppression"]
        assert f"names a version, and payloads were put to {COMING};" in told.findings[1]["hint"]
    told = upgraded("check", "-V", NEWEST, *STRICT, folder=tmp_path)
    assert told.code == 0, "the version that was pinned is there still"
    told = upgraded("baseline", "update", "--reason", "another", folder=tmp_path)
    assert "1 entry new, 0 known, 1 taken out" in told.stdout
    assert [(each["variant"], each["reason"]) for each in entries(tmp_path)] == [(OPENAPI, "known")]


def test_two_versions_in_one_run_are_one_entry(tmp_path: Path) -> None:
    put(tmp_path, "a.jsonl", [job(model=5)])
    update(tmp_path, "-V", f"{OLDER},{OLDEST}")
    assert variants(tmp_path) == [OLDEST, OLDER]
    told = update(tmp_path, "-V", "mistral/openapi@20*")
    assert "1 entry new" not in told.stdout
    assert "2 entries without the version" in told.stdout
    number = len([id for id in load() if id.startswith("mistral/openapi@20")])
    assert [(each["variant"], each["count"]) for each in entries(tmp_path)] == [(OPENAPI, number)]
    (tmp_path / BASELINE).unlink()
    update(tmp_path, "-V", OLDEST)
    told = update(tmp_path, "-V", "mistral/openapi@20*", "--reason", "another")
    assert "0 entries new, 1 known, 0 taken out" in told.stdout, (
        "what it is of more versions, it is all the same"
    )
    assert [(each["count"], each["reason"]) for each in entries(tmp_path)] == [(number, "known")]


def test_lines_of_a_branch_that_names_versions_and_of_one_that_does_not(tmp_path: Path) -> None:
    put(tmp_path, "a.jsonl", [job(model=5)])
    about = {"path": "a.jsonl", "rule": "wrong-type"}
    write(tmp_path, about | {"variant": NEWEST, "reason": "said"}, about | {"variant": OPENAPI, "count": 9})
    assert check(tmp_path, "--ignore", "suppression-without-reason").code == 0, "both are of use"
    assert "0 entries taken out, 2 left" in call_command("baseline", "prune", folder=tmp_path).stdout
    told = update(tmp_path)
    assert "0 entries new, 1 known, 0 taken out" in told.stdout
    assert [(each["variant"], each["count"], each["reason"]) for each in entries(tmp_path)] == [
        (OPENAPI, 1, "said")
    ]


def test_a_glob_loses_its_version_only_where_none_of_its_files_is_asked_about_by_it(tmp_path: Path) -> None:
    put(tmp_path, "a.json", [job(model=5)])
    put(tmp_path, "b.json", [job(model=5)])
    about = {"path": "*.json", "rule": "wrong-type", "variant": NEWEST, "reason": "x"}
    write(tmp_path, about)
    (tmp_path / "batchschema.toml").write_text(f'[variants]\n"a.json" = "{NEWEST}"\n')
    assert "without the version" not in update(tmp_path).stdout
    assert variants(tmp_path) == [NEWEST]
    (tmp_path / "batchschema.toml").write_text(f'[variants]\n"a.json" = "{OPENAPI}"\n')
    assert "1 entry without the version" in update(tmp_path).stdout
    assert variants(tmp_path) == [OPENAPI]


def test_an_entry_for_each_version_is_not_stale_by_one_of_them(tmp_path: Path) -> None:
    put(tmp_path, "a.json", [job()])
    about = {"path": "a.json", "reason": "x"}
    write(tmp_path, about | {"variant": OPENAPI}, about | {"variant": OLDEST})
    for question, stale in (
        (("-V", OLDER), []),
        (("-V", OLDEST), [3]),
        (("-V", OPENAPI), [2, 3]),
        ((), [2, 3]),
        (("-V", "mistral/openapi@20*"), [2, 3]),
        (("-V", "mistral/openapi@2024*"), [2, 3]),
        (("-V", "openai/openapi"), []),
    ):
        told = check(tmp_path, *question, "--select", "null-where-forbidden,baseline")
        assert [each["line"] for each in told.findings] == stale, question


def test_a_suppression_of_a_version_says_the_same(upgraded: Callable[..., Outcome], tmp_path: Path) -> None:
    put(tmp_path, "a.json", [job(model=5)])
    table = '[[suppress]]\nrule = "wrong-type"\nreason = "x"\nvariant = "{}"\n'
    (tmp_path / "batchschema.toml").write_text(table.format(NEWEST))
    assert check(tmp_path).code == 0
    told = upgraded("check", "--format", "jsonl", folder=tmp_path)
    assert rules(told) == ["wrong-type", "stale-suppression"]
    assert "without it, it holds for all" in told.findings[1]["hint"]
    (tmp_path / "batchschema.toml").write_text(table.format(OPENAPI))
    assert upgraded("check", *STRICT, folder=tmp_path).code == 0


def test_a_schema_of_ones_own_keeps_its_name(tmp_path: Path, call: Command) -> None:
    put(tmp_path, "a.json", [{"x": 1}])
    (tmp_path / "own@2.json").write_text(
        json.dumps({"type": "object", "properties": {"x": {"type": "string"}}})
    )
    options = ("--schema", "own@2.json", "a.json")
    assert call("baseline", "update", "--reason", "x", *options).code == 0
    (found,) = variants(tmp_path)
    assert found.endswith("own@2.json")
    assert call("check", *options, *STRICT).code == 0
    assert "0 entries new, 1 known, 0 taken out" in call("baseline", "update", *options).stdout


def test_the_findings_themselves_still_name_the_version(tmp_path: Path) -> None:
    put(tmp_path, "a.json", [job(model=5)])
    before = check(tmp_path).findings
    assert [each["variant"] for each in before] == [NEWEST]
    update(tmp_path)
    assert entries(tmp_path)[0]["fingerprint"] != before[0]["fingerprint"]
    assert check(tmp_path, "--no-baseline").findings == before
    assert MISTRAL not in variants(tmp_path)
