"""The same said of several fields is one item for people, in which nothing is lost."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchschema.core import Finding, Group, Pointer, Severity
from batchschema.core.instance import Location
from batchschema.reports import View
from batchschema.reports.alike import alike_together
from batchschema.reports.full_report import WIDTH, item
from tests.command import ROOT, Command
from tests.near_payloads import conforming
from tests.reports.rendering import rendered

KEYS = ("id", "metadata", "in_progress_at", "request_counts", "a_key_that_takes_rather_more_room_than_others")
SAID = re.compile(r"(?P<field>/\S+?|the payload)(?: \((?P<known>[^)]*)\))?(?:,| {2,}(?P<own>.*)|)$")


lines = st.one_of(st.none(), st.integers(1, 300_000))
places = st.builds(
    lambda source, line, column: Location(source, line, line and column),
    st.sampled_from(["log.jsonl", "log.jsonl", "fixtures/openai/b.json", "-"]),
    lines,
    st.one_of(st.none(), st.integers(1, 2000)),
)
DIFFERENT: dict[str, object] = {
    "rule": "wrong-type", "severity": Severity.WARNING, "variant": "a/b", "text": "is text", "hint": "so"
}  # fmt: skip


@st.composite
def groups(draw: st.DrawFn) -> Group:
    """What is said of different fields, some of it different in one respect, of documents, of no field."""
    respect = draw(st.sampled_from([None] * 6 + [*DIFFERENT, "document", "document", "no field"]))
    pointer = Pointer(tuple(draw(st.lists(st.sampled_from(KEYS), max_size=4))))
    said: dict[str, object] = {
        "rule": "null-where-forbidden", "severity": Severity.ERROR, "variant": "a/c", "text": "is null"
    }  # fmt: skip
    if respect is not None and respect in DIFFERENT:
        said[respect] = DIFFERENT[respect]
    elif respect is not None:
        said |= {"variant": None, "text": f"{pointer} is null" if respect == "document" else "is null"}
    first = draw(places)
    finding = Finding(
        pointer=pointer,
        fingerprint="0" * 16,
        location=first,
        value=draw(st.sampled_from([None, None, "s", 5])),
        **said,  # type: ignore[arg-type]
    )
    count = draw(st.sampled_from([1, 1, 2, 3, 200_000]))
    more = draw(st.lists(places, min_size=min(count - 1, 2), max_size=min(count - 1, 2)))
    return Group(finding, count, (first, *more) if count > 1 else ())


@given(st.lists(groups(), max_size=12))
def test_no_finding_and_no_count_is_lost_and_the_order_stays(found: list[Group]) -> None:
    items = alike_together(found)
    position = {id(group.finding): index for index, group in enumerate(found)}
    apart = [[replace(each, alike=()), *each.alike] for each in items]
    unfolded = sorted(
        (each for groups in apart for each in groups), key=lambda one: position[id(one.finding)]
    )
    assert unfolded == found
    assert sum(each.total for each in items) == sum(group.count for group in found)
    for groups in apart:
        assert [position[id(one.finding)] for one in groups] == sorted(
            position[id(one.finding)] for one in groups
        )
    firsts = [position[id(each.finding)] for each in items]
    assert firsts == sorted(firsts)


@given(st.lists(groups(), max_size=12))
def test_one_item_says_one_thing_and_no_two_say_the_same(found: list[Group]) -> None:
    def said(group: Group) -> object:
        """Of documents, each by itself."""
        one = group.finding
        source = one.location.source if one.location is not None and one.variant is None else None
        return (one.rule, one.severity, one.variant, said_of_field(group), one.hint, source)

    items = alike_together(found)
    for each in items:
        assert {said(other) for other in each.alike} <= {said(each)}
        assert not any(other.alike for other in each.alike)
        assert said_of_field(each) is not None or not each.alike
    once = Counter(said(each) for each in items if said_of_field(each) is not None)
    assert set(once.values()) <= {1}


def said_of_field(group: Group) -> str | None:
    """The sentence without its subject; None where that is no field."""
    subject, message = str(group.finding.pointer) or "the payload", group.finding.message
    return message.removeprefix(subject) if message.startswith(f"{subject} ") else None


@given(st.lists(groups(), min_size=1, max_size=8), st.booleans())
def test_every_field_can_be_read_back_with_its_first_place_and_its_count(
    found: list[Group], values: bool
) -> None:
    """Of the first field, the count is what is left of the total."""
    for each in alike_together(found):
        text = item(each, View(values=values))
        first, *below = text.splitlines()
        head = each.finding.location
        assert head is not None
        assert first.startswith(":".join(str(part) for part in head if part is not None) + ": ")
        assert ("fields)" in first) is bool(each.alike)
        if each.alike:
            assert first.endswith(f" (x{each.total:,}, {1 + len(each.alike):,} fields)")
        assert read_back(below, head) == [
            (str(one.finding.pointer) or "the payload", one.finding.location, one.count, shown(one, values))
            for one in each.alike
        ]


def shown(group: Group, values: bool) -> str:
    return f"value: {json.dumps(group.finding.value)}" if values and group.finding.value is not None else ""


def read_back(below: Sequence[str], head: Location) -> list[tuple[str, Location, int, str]]:
    """The other fields as the lines below the first one name them."""
    start = next((at for at, line in enumerate(below) if line.startswith("    likewise ")), len(below))
    out = []
    for line in below[start:]:
        said = line[len("    likewise ") :]
        assert said == said.strip()
        parts = [said] if "value: " in said else re.split(r"(?<=,) (?=/|the )", said)
        assert len(line) <= WIDTH or len(parts) == 1
        out += [one_read_back(part, head) for part in parts]
    return out


def one_read_back(part: str, head: Location) -> tuple[str, Location, int, str]:
    """One field; where nothing is said, it is at the first field's place, and once."""
    matched = SAID.fullmatch(part)
    assert matched is not None, part
    known = [each for each in (matched["known"] or "").split(", ") if each]
    count = int(known.pop()[1:].replace(",", "")) if known and re.fullmatch(r"x[\d,]+", known[-1]) else 1
    place = place_of(known.pop(), head) if known else head
    assert not known
    return matched["field"], place, count, matched["own"] or ""


def place_of(said: str, head: Location) -> Location:
    """A place as it is said after another."""
    near = re.fullmatch(r"line (\d+)()|(\d+):(\d+)", said)
    if near is not None:
        return Location(head.source, int(near[1] or near[3]), int(near[4]) if near[4] else None)
    source, *numbers = said.split(":")
    line, column = [*map(int, numbers), None, None][:2]
    return Location(source, line, column)


PYTHON_SDK = "mistral/python-sdk@1.2.0"
COUNTS = ("total_requests", "completed_requests", "succeeded_requests", "failed_requests")
NULLS = "tests/payloads/voyage/text-timestamps.json"


def test_a_payload_with_nine_nulls_takes_four_lines(call: Command) -> None:
    told = call("check", NULLS, "-q", folder=ROOT).stdout.splitlines()
    assert [line.startswith(f"{NULLS}:") for line in told] == [True, True, False, False]
    assert told[1].endswith(" [null-where-forbidden] (voyage/openapi@1.1) (x8, 8 fields)")
    assert told[2].startswith("    likewise /error_file_id (11:20), /in_progress_at (21:21), ")
    assert told[3].startswith("             /failed_at (24:16), ")


def test_each_and_concise_go_on_listing_every_field(call: Command) -> None:
    each = call("check", NULLS, "-q", "--each", folder=ROOT).stdout
    assert each.count("null-where-forbidden") == each.count(f"{NULLS}:") == each.count("\n") == 9
    assert call("check", NULLS, "-q", "--format", "concise", folder=ROOT).stdout == each


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_log_takes_no_more_lines_than_a_payload(jobs: str, tmp_path: Path, run: Command) -> None:
    line = json.dumps({**conforming(PYTHON_SDK), **dict.fromkeys(COUNTS, "25")})
    columns = [line.index(f'"{field}": "25"') + len(f'"{field}": ') + 1 for field in COUNTS]
    (tmp_path / "log.jsonl").write_text(f"{line}\n" * 5_000, encoding="utf-8")
    told = run("check", "log.jsonl", "-V", PYTHON_SDK, "-q", "-j", jobs).stdout
    (first, *others) = sorted(zip(columns, COUNTS, strict=True))
    likewise = ", ".join(f"/{field} (1:{column}, x5,000)" for column, field in others)
    assert told.startswith(f"log.jsonl:1:{first[0]}: error: /{first[1]} is a number written as a string")
    assert " ".join(told.splitlines()[0].split()[-3:]) == "(x20,000, 4 fields)"
    assert told.splitlines()[1] == f"    also at 2:{first[0]}, 3:{first[0]}, and 4,997 more"
    assert " ".join(" ".join(told.splitlines()[2:]).split()) == f"likewise {likewise}"


def test_a_terminal_shows_the_source_of_every_field() -> None:
    """A line of moderate length as a whole, a long one from the key on; what was shown is not shown again."""
    sources = ('  "first": 1,', '  "b": 10,', "{" + '"x": "long", ' * 99 + '"c": 5, "d_at": 77}')
    places = {
        "first": Location("a.json", 1, 12),
        "other": Location("a.json", 1, 12),
        "b": Location("a.json", 2, 8),
    }
    places |= {key: Location("a.json", 3, sources[2].index(key) + len(key) + 4) for key in ("c", "d_at")}
    found = [
        Group(Finding("wrong-type", Severity.ERROR, "a/b", Pointer((key,)), "is wrong", "0" * 16, place))
        for key, place in places.items()
    ]
    shown = rendered("full", found, View(quiet=True, excerpt=lambda place: sources[(place.line or 0) - 1]))
    assert shown.splitlines() == [
        "a.json:1:12: error: /first is wrong [wrong-type] (a/b) (x5, 5 fields)",
        '      "first": 1,',
        "               ^",
        "    likewise /other",
        '             /b (2:8)        "b": 10,',
        '             /c (3:1294)     "c": 5, "d_at": 77}',
        '             /d_at (3:1305)  "d_at": 77}',
    ]


DOCUMENT = """\
openapi: 3.1.0
info: {title: batches, version: "1"}
components:
  schemas:
    Batch:
      required: [id]
      properties:
        id: {type: string}
        started_at: {type: integer, nullable: true}
        failed_at: {type: integer, nullable: true}
        expired_at: {type: integer, nullable: true}
"""


def test_what_a_document_says_of_several_fields_is_one_item_for_each_document(
    tmp_path: Path, call: Command
) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(DOCUMENT, encoding="utf-8")
    told = call("check", "--document", "a.yaml", "b.yaml", "--root", "Batch", "-q").stdout.splitlines()
    for name, (first, below) in zip(("a.yaml", "b.yaml"), (told[:2], told[2:]), strict=True):
        assert first.startswith(f"{name}:")
        assert "/started_at says `nullable`" in first
        assert first.endswith(" [nullable-keyword-ignored] (x3, 3 fields)")
        assert re.fullmatch(r"    likewise /failed_at( \(10:\d+\))?, /expired_at( \(11:\d+\))?", below)


def test_what_differs_in_words_is_no_group(call: Command, tmp_path: Path) -> None:
    """Two respellings of a status are one rule at one field, and two things to say."""
    for number, status in enumerate(("Cancelling", "COMPLETED", "Cancelling")):
        payload = conforming("openai/openapi@2026-07-16") | {"status": status}
        (tmp_path / f"{number}.json").write_text(json.dumps(payload))
    told = call("check", ".", "-V", "openai/openapi", "--format", "concise").stdout.splitlines()
    assert [(line.partition(":")[0], line.endswith("(x2)")) for line in told[:-1]] == [
        ("0.json", True), ("1.json", False),
    ]  # fmt: skip
    assert "value cancelling" in told[0]
    assert "value completed" in told[1]
