"""Workflow commands, read back by a parser of the grammar that GitHub documents."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import batchschema
from batchschema.core import Group
from batchschema.core.instance import Location
from batchschema.reports import View
from batchschema.reports.paths import legible
from tests.command import ROOT, Command
from tests.reports.rendering import EXAMPLES, NAMES, groups, rendered, source_of


@dataclass(frozen=True, slots=True)
class Annotation:
    """A workflow command, as the runner understands it."""

    command: str
    properties: dict[str, str]
    message: str


def read_back(log: str) -> list[Annotation]:
    """`::name key=value,key=value::message`, a line each; the runner ends lines at CR and LF alone."""
    found = []
    for line in re.split(r"\r\n|\n|\r", log):
        if not line.lstrip().startswith("::"):
            continue
        head, _, message = line.lstrip()[2:].partition("::")
        name, _, rest = head.partition(" ")
        pairs = dict(pair.split("=", 1) for pair in rest.split(",")) if rest else {}
        properties = {key: unescaped(value, {"%3A": ":", "%2C": ","}) for key, value in pairs.items()}
        found.append(Annotation(name, properties, unescaped(message, {})))
    return found


def unescaped(text: str, more: dict[str, str]) -> str:
    known = {"%0D": "\r", "%0A": "\n", **more}
    for code, char in known.items():
        text = text.replace(code, char)
    return text.replace("%25", "%")  # last, as the runner does it


@given(st.lists(groups, max_size=4))
def test_hostile_names_and_texts_come_back(found: list[Group]) -> None:
    seen = read_back(rendered("github", found))
    assert len(seen) == len(found)
    for annotation, group in zip(seen, found, strict=True):
        finding = group.finding
        words = {"error": "error", "warning": "warning", "note": "notice"}
        assert annotation.command == words[finding.severity.label]
        assert annotation.properties["file"] == legible(source_of(group))
        assert annotation.properties["title"] == finding.rule
        assert finding.location is not None
        for key, value in (("line", finding.location.line), ("col", finding.location.column)):
            assert annotation.properties.get(key) == (None if value is None else str(value))
        assert annotation.message.isprintable()
        assert (finding.variant or "") in annotation.message


def test_hostile_file_names_give_one_command_a_finding(tmp_path: Path, call: Command) -> None:
    names = [name for name in NAMES if "/" not in name]
    for name in names:
        (tmp_path / name).write_bytes(b'{"id": "batch_1", "object": "batch", "x\\n::error::y": ')
    told = call("check", ".", "--format", "github", "--quiet")
    seen = read_back(told.stdout)
    assert {each.command for each in seen} == {"error"}
    assert sorted(each.properties["file"] for each in seen) == sorted(map(legible, names))
    assert told.code == 3


def test_notes_are_annotations_only_where_they_are_asked_for(call: Command) -> None:
    quiet = read_back(call("check", *EXAMPLES, "--format", "github", folder=ROOT).stdout)
    told = call("check", *EXAMPLES, "--format", "github", "--show", "notes", folder=ROOT)
    assert {each.command for each in quiet} == {"error"}
    assert {each.command for each in read_back(told.stdout)} == {"error", "notice"}
    assert told.stdout.splitlines()[-1].startswith("Checked 2 payloads")


def test_what_recurs_says_how_often(call: Command) -> None:
    arguments = ("check", "examples/payloads", "--format", "github", "--show", "notes")
    told = call(*arguments, "--grouped", folder=ROOT)
    each = call(*arguments, folder=ROOT)
    times = [
        int(found[1]) if (found := re.search(r", (\d+) times$", one.message)) else 1
        for one in read_back(told.stdout)
    ]
    assert sum(times) == len(read_back(each.stdout)) > len(times)


def test_a_property_cannot_end_early() -> None:
    finding = batchschema.check({"id": 1}, "mistral/python-sdk@1.2.0")[0]
    group = Group(replace(finding, location=Location("a,line=9::b%2C:.json", 1, 1)))
    (annotation,) = read_back(rendered("github", [group], View(notes=True)))
    assert annotation.properties["file"] == "a,line=9::b%2C:.json"
