"""`variants --history`: what changed when, version by version."""

from __future__ import annotations

import re

import pytest

from batchschema import load
from tests.command import Command

SPEC = "mistral/openapi"
ONE_VERSION = next(
    variant.id for variant in load().values() if len(load().matching(f"{variant.label}*")) == 1
)


def test_each_version_is_there_with_what_it_changed(call: Command) -> None:
    told = call("variants", "--history", SPEC)
    assert told.code == 0
    versions = [variant.id for variant in load().matching(f"{SPEC}@*")]
    headings = [line for line in told.stdout.splitlines()[1:] if line and not line.startswith(" ")]
    assert [line.partition(" ")[0] for line in headings] == sorted(versions)
    august = told.stdout.partition(f"{SPEC}@2025-08-20 ")[2].partition("\n\n")[0]
    rows = [line.split(maxsplit=1) for line in august.splitlines()[1:]]
    assert ["/model", "presence     required -> optional"] in rows
    assert ["/model", "null         forbidden -> allowed"] in rows
    assert ["/agent_id", "field added  string; optional, null allowed"] in rows


def test_every_version_of_a_document_tells_the_same_history(call: Command) -> None:
    assert (
        call("variants", "--history", f"{SPEC}@2025-04-16").stdout
        == call("variants", "--history", SPEC).stdout
    )


def test_a_history_can_be_read_by_a_program(call: Command) -> None:
    report = call("variants", "--history", SPEC, "--format", "json").report
    assert report["document"] == SPEC
    versions = {each["variant"]: each for each in report["versions"]}
    assert versions[f"{SPEC}@2024-11-07"]["changes"] == []
    added = next(each for each in versions[f"{SPEC}@2025-08-20"]["changes"] if each["pointer"] == "/agent_id")
    assert added == {
        "pointer": "/agent_id",
        "kind": "field",
        "before": None,
        "after": "optional",
        "field": {"types": ["string"], "presence": "optional", "null": "allowed"},
    }


def test_types_and_words_are_told_by_name(call: Command) -> None:
    told = call("variants", "--history", "openai/openapi")
    assert re.search(r"^  /created_at +types +string -> integer$", told.stdout, re.M)


def test_an_opened_list_and_a_new_name_are_told(call: Command) -> None:
    told = call("variants", "--history", "mistral/python-model")
    assert re.search(r"^  the object +name +BatchJobOut -> BatchJob$", told.stdout, re.M)
    assert re.search(r"^  /status +values +closed -> open; 7 words$", told.stdout, re.M)


def test_what_no_fact_shows_is_told_by_the_notes_that_are_new(call: Command) -> None:
    """A unit's format, a keyword spelled otherwise: what has no place among the facts."""
    told = call("variants", "--history", "openai/openapi").stdout
    may = told.partition("openai/openapi@2026-05-13 ")[2].partition("\n\n")[0]
    assert re.search(r"^  the document +notation +openapi-3.0 -> openapi-3.1$", may, re.M)
    assert re.search(r"^  note: .*\bunixtime\b", may, re.M)
    for label in sorted({variant.label for variant in load().values()}):
        for step in call("variants", "--history", label, "--format", "json").report["versions"][1:]:
            assert step["changes"] or step["notes"], step["variant"]


def test_every_history_of_the_catalogue_can_be_told(call: Command) -> None:
    for label in sorted({variant.label for variant in load().values()}):
        for format_name in ("text", "json"):
            told = call("variants", "--history", label, "--format", format_name)
            assert (told.code, told.stderr) == (0, "")
            assert all(
                variant.id in told.stdout
                for variant in load().matching(f"{label}*")
                if variant.label == label
            )


def test_one_version_has_no_history_and_says_so(call: Command) -> None:
    told = call("variants", "--history", ONE_VERSION)
    assert told.code == 0
    assert "has one version here" in told.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["mistral/opnapi"], "no variant `mistral/opnapi`; did you mean `mistral/openapi`?"),
        ([], "of one document"),
        (["mistral/*"], "of one document"),
        ([SPEC, "--format", "schema"], "--format text or json"),
    ],
)
def test_what_cannot_be_told_is_explained(arguments: list[str], message: str, call: Command) -> None:
    told = call("variants", "--history", *arguments)
    assert (told.code, told.stdout) == (2, "")
    assert message in told.stderr


def test_a_list_has_versions_by_age_not_by_text(call: Command) -> None:
    lines = call("variants", "mistral/python-model@*").stdout.splitlines()[1:]
    versions = [line.split()[0].partition("@")[2] for line in lines]
    assert versions.index("1.9.3") < versions.index("1.10.1")
    listed = [line.split()[0] for line in call("variants").stdout.splitlines()[1:]]
    assert listed == [
        each.id for each in sorted(load().values(), key=lambda each: (each.label, each.release))
    ]


def test_a_vendor_that_is_misspelled_is_taken_for_the_one_that_is_meant(call: Command) -> None:
    meant, told = (call("variants", name).stderr for name in ("mistral", "mistrl"))
    assert told == meant.replace("no variant `mistral`", "no variant `mistrl`")
    assert call("variants", "zzz").stderr.endswith("no variant `zzz`. `batchschema variants` lists all.\n")
