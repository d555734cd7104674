"""`batchschema baseline`, and `check` beside one: files, reasons, scope, mistakes."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.command import Command
from tests.configuration.room import (
    BASELINE,
    MISTRAL,
    OPENAI,
    baseline,
    check,
    entries,
    judged,
    payload,
    put,
    rules,
)

HEADER = '{"batchschema-baseline": 1}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three files with one error each, and their baseline."""
    for name in ("a.json", "deep/b.json", "deep/er/c.jsonl"):
        put(tmp_path, name, [payload(without="model")])
    baseline(tmp_path, "update", "--reason", "known")
    return tmp_path


def rewrite(folder: Path, *changes: dict[str, Any]) -> None:
    """Change the entries of a baseline, in order; fingerprints follow."""
    changed = []
    for entry, change in zip(entries(folder), changes, strict=True):
        entry.pop("fingerprint")
        changed.append(json.dumps(entry | change) + "\n")
    (folder / BASELINE).write_text(HEADER + "".join(changed))


def stale(folder: Path, *arguments: str) -> list[int]:
    """The lines of the entries that a run finds stale."""
    told = judged(folder, *arguments, "--format", "jsonl")
    found = [each for each in told.findings if each["rule"] == "stale-suppression"]
    assert all(each["source"] == BASELINE and each["severity"] == "warning" for each in found)
    return [each["line"] for each in found]


def mend(folder: Path, *names: str) -> None:
    for name in names:
        put(folder, name, [payload()])


def test_an_update_says_what_it_did(tmp_path: Path) -> None:
    put(tmp_path, "a.json", [payload(without="model")])
    told = baseline(tmp_path, "update")
    assert told.code == 0
    assert told.stdout == f"{BASELINE}: 1 entry new, 0 known, 0 taken out.\n"
    assert "1 entry without a reason" in told.stderr
    put(tmp_path, "a.json", [payload(without="created_at")])
    told = baseline(tmp_path, "update", "--reason", "an old recording")
    assert told.stdout == f"{BASELINE}: 1 entry new, 0 known, 1 taken out.\n"
    assert "reason" not in told.stderr
    assert [(each["pointer"], each["reason"]) for each in entries(tmp_path)] == [
        ("/created_at", "an old recording")
    ]
    assert not baseline(tmp_path, "update").stderr


def test_under_its_usual_name_it_is_heeded_without_being_named(folder: Path, call: Command) -> None:
    assert call("check", "-V", MISTRAL, folder=folder).code == 0
    told = call("check", "-V", MISTRAL, "--format", "json", folder=folder)
    assert told.report["summary"]["hidden"]
    assert told.report["summary"]["skipped"] == 0
    assert call("check", "-V", MISTRAL, "--no-baseline", folder=folder).code == 1
    assert call("check", "-V", MISTRAL, "--isolated", folder=folder).code == 1
    below = folder / "below"
    below.mkdir()
    (folder / "batchschema.toml").write_text('fail-on = "error"\n')
    assert call("check", "..", "-V", MISTRAL, folder=below).code == 0


def test_reasons_stay_and_fill_gaps(folder: Path) -> None:
    rewrite(folder, {"reason": "mine"}, {"reason": ""}, {"reason": "yours"})
    put(folder, "d.json", [payload(without="model")])
    baseline(folder, "update", "--reason", "new")
    assert [each["reason"] for each in entries(folder)] == ["mine", "new", "new", "yours"]


def test_entries_without_a_reason_are_warned_of_once_and_only_where_they_hide_something(folder: Path) -> None:
    rewrite(folder, {"reason": ""}, {"reason": ""}, {"reason": "known"})
    told = judged(folder, ".", "--format", "jsonl", "--grouped")
    assert [(each["rule"], each["severity"], each.get("count")) for each in told.findings] == [
        ("suppression-without-reason", "warning", 2)
    ]
    assert told.code == 0
    told = judged(folder, "deep", "--format", "jsonl", "--fail-on", "warning")
    assert [(each["line"], each["rule"]) for each in told.findings] == [(3, "suppression-without-reason")]
    assert told.code == 1
    assert judged(folder, "deep/er", "--fail-on", "warning").code == 0
    assert judged(folder, ".", "--profile", "strict", "--ignore", "payload").code == 0
    assert judged(folder, ".", "--profile", "strict").code == 1
    assert judged(folder, ".", "--ignore", "suppression-without-reason", "--fail-on", "warning").code == 0


def test_known_deviations_are_counted_in_every_summary(folder: Path) -> None:
    for options in ((), ("--each",), ("--jobs", "2")):
        told = judged(folder, ".", *options)
        assert f"3 known deviations in {BASELINE} not shown." in told.stdout
        assert "0 errors" in told.stdout
        assert told.code == 0
    assert judged(folder, ".", "--format", "json").report["summary"]["hidden"] == {BASELINE: 3}
    assert check(folder, "--format", "json").report["summary"]["hidden"] == {}
    assert "known deviation" not in judged(folder, "a.json", "-q").stdout


def test_the_baseline_itself_is_no_payload(folder: Path) -> None:
    told = judged(folder, ".", "--format", "json")
    assert told.report["summary"]["inputs"] == 3
    assert told.report["summary"]["skipped"] == 0
    told = judged(folder, BASELINE, "a.json", "--format", "json")
    assert told.code == 0


def test_a_baseline_elsewhere_speaks_of_the_same_files(folder: Path, call: Command) -> None:
    (folder / "ci").mkdir()
    options = ("-V", MISTRAL, "--baseline", "ci/known.jsonl")
    assert call("baseline", "update", "--reason", "x", *options, folder=folder).code == 0
    lines = (folder / "ci" / "known.jsonl").read_text().splitlines()[1:]
    assert json.loads(lines[0])["path"] == "../a.json"
    assert call("check", *options, "--fail-on", "warning", folder=folder).code == 0
    here = folder / "deep"
    found = ("check", "b.json", str(folder / "a.json"), "-V", MISTRAL, "--baseline", "../ci/known.jsonl")
    assert call(*found, "--fail-on", "warning", folder=here).code == 0
    (folder / "batchschema.toml").write_text('baseline = "ci/known.jsonl"\n')
    assert call("check", "-V", MISTRAL, folder=here).code == 0
    assert call("check", "-V", MISTRAL, "--no-baseline", folder=here).code == 1
    assert call("check", "-V", MISTRAL, "--isolated", folder=here).code == 1
    assert call("baseline", "show", folder=here).stdout.count("missing-required-field") == 3


def test_stdin_by_a_files_name_is_that_file(folder: Path, call: Command) -> None:
    text = (folder / "a.json").read_bytes()
    options = ("-V", MISTRAL, "--baseline", BASELINE, "--fail-on", "warning")
    assert call("check", "-", *options, "--stdin-filename", "a.json", stdin=text, folder=folder).code == 0
    assert call("check", "-", *options, stdin=text, folder=folder).code == 1
    made = call("baseline", "update", "-", "-V", MISTRAL, "--reason", "x", stdin=text, folder=folder)
    assert made.code == 0
    assert entries(folder)[0]["path"] == "-"
    assert call("check", "-", *options, stdin=text, folder=folder).code == 0


def test_only_what_was_read_can_be_stale(folder: Path) -> None:
    mend(folder, "a.json", "deep/b.json", "deep/er/c.jsonl")
    assert stale(folder, ".") == [2, 3, 4]
    assert stale(folder, "a.json") == [2]
    assert stale(folder, "deep/b.json", "deep/er/c.jsonl", "--jobs", "2") == [3, 4]
    assert stale(folder, "deep") == [3, 4]
    assert stale(folder, "deep/*.json") == [3]


def test_what_is_gone_is_stale_where_a_folder_was_walked(folder: Path) -> None:
    os.unlink(folder / "deep" / "b.json")
    assert stale(folder, ".") == [3]
    assert stale(folder, "deep") == [3]
    assert stale(folder, "deep/er") == []
    assert stale(folder, "a.json") == []


def test_an_entry_by_glob_is_stale_only_once_all_its_files_were_read(folder: Path) -> None:
    rewrite(folder, {}, {"path": "deep/**"}, {"path": "deep/er/*.jsonl"})
    mend(folder, "deep/b.json", "deep/er/c.jsonl")
    assert stale(folder, ".") == stale(folder, "deep") == [3, 4]
    assert stale(folder, "deep/b.json", "deep/er/c.jsonl") == [3, 4]
    assert stale(folder, "deep/b.json") == []
    assert stale(folder, "deep/er") == [4]
    put(folder, "deep/b.json", [payload(without="model")])
    assert stale(folder, ".") == [4]


def test_a_glob_hides_what_new_files_bring(folder: Path) -> None:
    rewrite(folder, {}, {"path": "deep/*"}, {"path": "deep/er/c.jsonl"})
    put(folder, "deep/new.json", [payload(without="model")])
    assert judged(folder, ".", "--fail-on", "warning").code == 0, "of two that hide one, both are of use"
    told = baseline(folder, "update")
    assert "0 entries new, 3 known, 0 taken out" in told.stdout
    assert [each["count"] for each in entries(folder)] == [1, 3, 1]


def test_nothing_is_stale_by_rules_or_variants_that_were_not_asked(folder: Path, call: Command) -> None:
    mend(folder, "a.json", "deep/b.json", "deep/er/c.jsonl")
    assert stale(folder, ".", "--ignore", "missing-required-field") == []
    assert stale(folder, ".", "--select", "wrong-type,baseline") == []
    told = call("check", "-V", OPENAI, "--baseline", BASELINE, "--format", "jsonl", folder=folder)
    assert "stale-suppression" not in rules(told)
    told = call("check", "--baseline", BASELINE, "--format", "jsonl", folder=folder)
    assert rules(told).count("stale-suppression") == 3, "auto might have chosen any"


def test_a_file_that_could_not_be_read_whole_keeps_its_entries(folder: Path) -> None:
    (folder / "a.json").write_text('{"object": "batch"')
    put(folder, "deep/er/c.jsonl", [payload()])
    with (folder / "deep" / "er" / "c.jsonl").open("a") as file:
        file.write('{"object": "batch"')
    told = baseline(folder, "update", "--reason", "x", ".")
    assert told.code == 3
    assert [line.split(":")[0] for line in told.stderr.splitlines() if "error" in line] == [
        "a.json",
        "deep/er/c.jsonl",
    ]
    assert [each["path"] for each in entries(folder)] == ["a.json", "deep/b.json", "deep/er/c.jsonl"]
    assert judged(folder, ".").code == 3
    assert stale(folder, ".") == []


def test_an_update_puts_what_was_merged_or_edited_in_order(folder: Path) -> None:
    text = (folder / BASELINE).read_bytes()
    header, *lines = text.splitlines(keepends=True)
    bare = json.dumps({key: entries(folder)[0][key] for key in ("pointer", "rule", "path", "variant")})
    merged = [lines[2], lines[0], b"\r\n", lines[2], bare.encode() + b"\r\n", header, lines[1]]
    (folder / BASELINE).write_bytes(b"".join(merged))
    assert judged(folder, ".", "--fail-on", "warning").code == 0
    told = baseline(folder, "update")
    assert "0 entries new, 3 known, 0 taken out" in told.stdout
    assert (folder / BASELINE).read_bytes() == text
    written = (folder / BASELINE).stat().st_mtime_ns
    baseline(folder, "update")
    assert (folder / BASELINE).stat().st_mtime_ns == written


def test_more_of_the_same_is_no_new_deviation(folder: Path) -> None:
    put(folder, "a.json", [payload(without="model"), payload(without="model")])
    assert judged(folder, ".", "--fail-on", "warning").code == 0
    baseline(folder, "update")
    assert [each["count"] for each in entries(folder)] == [2, 1, 1]


def test_prune_takes_out_and_adds_nothing(folder: Path) -> None:
    mend(folder, "a.json")
    put(folder, "new.json", [payload(without="model")])
    told = baseline(folder, "prune")
    assert told.stdout == f"{BASELINE}: 1 entry taken out, 2 left.\n"
    assert [each["path"] for each in entries(folder)] == ["deep/b.json", "deep/er/c.jsonl"]
    assert baseline(folder, "prune").stdout == f"{BASELINE}: 0 entries taken out, 2 left.\n"
    mend(folder, "deep/b.json", "deep/er/c.jsonl")
    baseline(folder, "prune", "deep/b.json")
    assert [each["path"] for each in entries(folder)] == ["deep/er/c.jsonl"]


def test_show_lists_what_is_known(folder: Path, call: Command) -> None:
    lines = call("baseline", "show", folder=folder).stdout.splitlines()
    assert lines[0].split() == ["path", "rule", "field", "variant", "count", "reason"]
    assert lines[1].split() == ["a.json", "missing-required-field", "/model", MISTRAL, "1", "known"]
    assert lines[-1] == "3 entries, 3 deviations."
    told = call("baseline", "show", "--format", "json", folder=folder)
    assert json.loads(told.stdout) == {"version": 1, "entries": entries(folder)}


def test_suppressions_of_the_configuration_come_first(folder: Path) -> None:
    (folder / "batchschema.toml").write_text(
        '[[suppress]]\nrule = "payload"\nreason = "x"\npaths = ["deep"]\n'
    )
    told = judged(folder, ".", "--format", "json")
    assert told.report["summary"]["hidden"] == {BASELINE: 1, "batchschema.toml": 2}
    assert [each["line"] for each in told.findings] == [3, 4], "the baseline's own are of no use now"
    assert "0 entries new, 1 known, 2 taken out" in baseline(folder, "update").stdout
    assert judged(folder, ".", "--fail-on", "warning").code == 0
    mend(folder, "deep/b.json", "deep/er/c.jsonl")
    told = judged(folder, ".", "--format", "jsonl")
    assert [(each["rule"], each["source"], each["line"], each["hint"]) for each in told.findings] == [
        ("stale-suppression", "batchschema.toml", 1, "take it out of the file")
    ]
    assert not rules(judged(folder, "deep/b.json", "--format", "jsonl"))


def test_a_suppressed_family_is_stale_only_once_all_its_rules_were_asked(folder: Path) -> None:
    (folder / BASELINE).write_text(HEADER)
    (folder / "batchschema.toml").write_text(
        '[[suppress]]\nrule = "payload"\npointer = "/model"\nreason = "x"\n'
    )
    assert judged(folder, ".", "--fail-on", "warning").code == 0
    for options in (("--ignore", "missing-required-field"), ("--select", "wrong-type,baseline")):
        assert not rules(judged(folder, ".", "--format", "jsonl", *options))
    mend(folder, "a.json", "deep/b.json", "deep/er/c.jsonl")
    assert rules(judged(folder, ".", "--format", "jsonl")) == ["stale-suppression"]


ENTRY = '{"path": "a.json", "variant": null, "rule": "wrong-type", "pointer": "/x"}\n'
MISTAKES = [
    ("", 1, 'is no baseline: no line is {"batchschema-baseline": 1}'),
    ("\n\n", 1, "is no baseline"),
    (ENTRY, 1, "is no baseline"),
    ('{"batchschema-baseline": 2}\n', 1, "is a baseline of version 2; this batchschema reads version 1"),
    (f'{HEADER}{{"batchschema-baseline": "x"}}\n', 2, 'is a baseline of version "x"'),
    (f"{HEADER}{ENTRY}{{\n", 3, "is not JSON"),
    (f"{HEADER}[1]\n", 2, "is not a JSON object"),
    (f"{HEADER}{'[' * 100_000}\n", 2, "is not JSON"),
    (f"{HEADER}<<<<<<< HEAD\n{ENTRY}=======\n", 2, "is a mark of a merge conflict"),
    (f"{HEADER}{ENTRY}".replace("wrong-type", "wrong-tipe"), 2, "did you mean `wrong-type`?"),
    (f"{HEADER}{ENTRY}".replace("wrong-type", "payload"), 2, "no rule or family `payload`"),
    (f"{HEADER}{ENTRY}".replace("wrong-type", "malformed-json"), 2, "malformed-json cannot be hidden"),
    (f"{HEADER}{ENTRY}".replace("pointer", "pionter"), 2, "has no key `pionter`; did you mean `pointer`?"),
    (f"{HEADER}{ENTRY}".replace('"a.json"', "5"), 2, "`path` is not a string"),
    (f"{HEADER}{ENTRY}".replace('"/x"', '"/x", "count": true'), 2, "`count` is not a whole number"),
    (f'{HEADER}{{"path": "a.json", "pointer": "/x"}}\n', 2, "has no `rule`"),
    (f"{HEADER}{ENTRY}".replace("a.json", "/a.json"), 2, "`path` is not a path or a glob that starts at"),
    (f"{HEADER}{ENTRY}".replace("a.json", ""), 2, "`path` is not a path or a glob that starts at"),
    (f"{HEADER}{ENTRY}".replace("/x", "x"), 2, "`pointer` is not a JSON Pointer"),
    (
        f"{HEADER}{ENTRY}".replace('"/x"', '"/x", "fingerprint": "0123456789abcdef"'),
        2,
        "the fingerprint of this rule, variant and pointer is ",
    ),
    (f"{HEADER}\udcff\n", 2, "is not JSON"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "says"), MISTAKES, ids=range(len(MISTAKES)))
def test_a_baseline_that_is_none_is_a_mistake(
    text: str, line: int, says: str, folder: Path, call: Command
) -> None:
    (folder / BASELINE).write_bytes(text.encode("utf-8", "surrogateescape"))
    before = (folder / BASELINE).read_bytes()
    for command in (("check", "--baseline", BASELINE), ("baseline", "update"), ("baseline", "show")):
        told = call(*command, folder=folder)
        assert told.code == 2
        assert not told.stdout
        assert told.stderr.startswith(f"batchschema: {BASELINE}:{line}: ")
        assert says in told.stderr
    assert (folder / BASELINE).read_bytes() == before


def test_a_baseline_that_is_not_there(tmp_path: Path, call: Command) -> None:
    put(tmp_path, "p.json", [payload()])
    told = call("check", "--baseline", "not-there.jsonl")
    assert told.code == 2
    assert "not-there.jsonl: does not exist; `batchschema baseline update` makes one" in told.stderr
    assert call("baseline", "prune").code == 2
    told = call("check", "--baseline", "x", "--no-baseline")
    assert told.code == 2
    assert "--baseline and --no-baseline exclude each other" in told.stderr
    assert call("check", "--document", "p.json", "--baseline", "x").code == 2
    told = call("baseline", "update", "--baseline", "nowhere/b.jsonl", "--reason", "x")
    assert told.code == 74
    assert "nowhere/b.jsonl cannot be written: no such file or directory" in told.stderr
    assert call("baseline", "update", "not-there.json").code == 3
    (tmp_path / "p.json").unlink()
    told = call("baseline", "update")
    assert told.code == 2
    assert "no batch job in .; no baseline is written" in told.stderr
    assert not (tmp_path / BASELINE).exists()


def test_names_that_are_no_text_are_written_and_found(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff\xe2\x80\xa8.json")
    put(tmp_path, name, [payload(without="model")])
    assert baseline(tmp_path, "update", "--reason", "x").code == 0
    assert (tmp_path / BASELINE).read_text().count("\n") == 2
    assert judged(tmp_path, ".", "--fail-on", "warning").code == 0
    assert stale(tmp_path, ".") == []
