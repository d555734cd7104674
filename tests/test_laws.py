"""What holds for every payload: nothing is dropped, nothing is said twice, and short cuts change nothing."""

from __future__ import annotations

import functools
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import event, example, given, settings
from hypothesis import strategies as st

import batchschema
from batchschema.config import Policy, Profile
from batchschema.core import Finding, Instance
from batchschema.engines import Engine, compiled
from batchschema.readers import parse_json
from batchschema.readers.json_text import JsonDocument, names_twice
from batchschema.rules import all_rules
from batchschema.run.check import Checker, CheckOptions
from batchschema.run.judge import Judge
from batchschema.shape import shape_of, strict
from batchschema.shape.casing import projected
from tests.command import Command, call_command, plain_environment
from tests.near_payloads import (
    BEYOND_64_BITS,
    KEYS,
    VARIANTS,
    conforming,
    conforming_text,
    json_values,
    near_misses,
    payloads,
    scalars,
    variants,
)
from tests.writing import written

SPEAK_WITHOUT_A_VIOLATION = {
    "duplicate-key",  # the text repeats it, the value does not
    "field-casing-differs",  # the value is judged under its wire name
    "integer-as-fraction",  # 1.0 is an integer to a validator
    "recorded-from-sdk-object",
    "timestamp-in-milliseconds",  # any integer will do for a validator
}
SPEAK_FOR_SEVERAL_PLACES = {"not-a-batch-object", "null-rewritten-as-empty-object"}
PROFILES: tuple[Profile, ...] = ("documented", "strict")


@functools.cache
def checker(profile: Profile = "documented", engine: str = "fast") -> Checker:
    return Checker(CheckOptions(policy=Policy(profile=profile), engine=engine))


@functools.cache
def strict_engine(variant: str) -> Engine:
    return compiled(strict(batchschema.load()[variant].schema))


def fresh_judge(variant: str, profile: Profile = "documented") -> Judge:
    return Checker(CheckOptions(policy=Policy(profile=profile))).judge(batchschema.load()[variant])


def judged_in_full(variant: str, value: object, profile: Profile) -> list[Finding]:
    """By the reference engine, which remembers nothing and screens nothing."""
    judge = checker(profile, "reference").judge(batchschema.load()[variant])
    return list(judge.verdict(Instance(value, "")).findings)


def bare(findings: Iterable[Finding]) -> list[Finding]:
    """Findings without what is filled in once they are shown."""
    return [replace(finding, value=None, location=None) for finding in findings]


@contextmanager
def folder_with(files: dict[str, bytes]) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path, text in files.items():
            (folder / path).write_bytes(text)
        yield folder


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_conforming_payload_has_no_finding_under_any_profile(variant: str) -> None:
    for profile in PROFILES:
        assert batchschema.check(conforming(variant), variant, profile=profile) == []
        assert judged_in_full(variant, conforming(variant), profile) == []


@given(st.data(), variants())
def test_every_violation_of_the_strict_reading_is_claimed_by_one_finding(
    data: st.DataObject, variant: str
) -> None:
    value = data.draw(payloads(variant))
    findings = batchschema.check(value, variant, profile="strict")
    rules = {finding.rule for finding in findings}
    event(", ".join(sorted(rules)) or "clean")
    shape = shape_of(batchschema.load()[variant].schema)
    violated = {each.pointer for each in strict_engine(variant).violations(projected(value, shape).value)}
    spoken = {finding.pointer for finding in findings if finding.rule not in SPEAK_WITHOUT_A_VIOLATION}
    assert "unclassified-violation" not in rules
    if not rules & SPEAK_FOR_SEVERAL_PLACES:
        assert violated <= {finding.pointer for finding in findings}
        assert spoken <= violated
    elif "not-a-batch-object" not in rules:
        claimed = violated - {finding.pointer for finding in findings}
        assert all(_value_at(value, pointer.tokens) in ({}, None) for pointer in claimed)


def _value_at(value: Any, tokens: Sequence[Any]) -> Any:
    """The value at a place; None where keys are spelled in another way."""
    for token in tokens:
        try:
            value = value[token]
        except (KeyError, IndexError, TypeError):
            return None
    return value


@given(st.data(), variants(), st.sampled_from(PROFILES))
def test_one_place_has_one_finding(data: st.DataObject, variant: str, profile: Profile) -> None:
    findings = batchschema.check(data.draw(payloads(variant)), variant, profile=profile)
    places = Counter(str(finding.pointer) for finding in findings)
    assert not [place for place, count in places.items() if count > 1]
    assert len({finding.fingerprint for finding in findings}) <= len(findings)


@given(st.data(), variants(), st.sampled_from(PROFILES))
def test_what_is_no_batch_object_is_said_to_be_that_and_nothing_else(
    data: st.DataObject, variant: str, profile: Profile
) -> None:
    other = data.draw(variants())
    value = data.draw(st.one_of(json_values, payloads(other)))
    rules = [finding.rule for finding in batchschema.check(value, variant, profile=profile)]
    assert "not-a-batch-object" not in rules or rules == ["not-a-batch-object"]


@given(st.data(), variants())
def test_findings_of_the_documented_profile_are_found_by_the_strict_one_at_the_same_places(
    data: st.DataObject, variant: str
) -> None:
    value = data.draw(payloads(variant))
    documented = batchschema.check(value, variant)
    strictly = batchschema.check(value, variant, profile="strict")
    assert {each.pointer for each in documented} <= {each.pointer for each in strictly}
    severities = {(each.rule, each.pointer): each.severity for each in strictly}
    assert all(severities[each.rule, each.pointer] >= each.severity for each in documented)


@given(st.data(), variants(), st.sampled_from(PROFILES))
def test_the_reference_engine_finds_what_the_fast_one_finds(
    data: st.DataObject, variant: str, profile: Profile
) -> None:
    value = data.draw(payloads(variant))
    found = batchschema.check(value, variant, profile=profile)
    assert bare(found) == bare(judged_in_full(variant, value, profile))


@given(st.data(), variants(), st.sampled_from(PROFILES))
def test_a_remembered_verdict_is_the_one_that_would_be_given_in_full(
    data: st.DataObject, variant: str, profile: Profile
) -> None:
    warmed = fresh_judge(variant, profile)
    first = data.draw(payloads(variant))
    seen = [first, *(data.draw(respelled(first)) for _ in range(4)), first]
    for value in seen:
        found = warmed.verdict(Instance(value, "")).findings
        assert bare(found) == bare(judged_in_full(variant, value, profile))


@st.composite
def respelled(draw: st.DrawFn, value: Any) -> Any:
    """A value with the same keys and mostly the same JSON types."""
    if isinstance(value, dict):
        return {key: draw(respelled(part)) for key, part in value.items()}
    if isinstance(value, list):
        return [draw(respelled(part)) for part in value]
    if isinstance(value, bool) or value is None or draw(st.booleans()):
        return value
    if isinstance(value, (int, float)):
        return draw(st.sampled_from([value, 0, 1, 1.0, 1.5, 1e20, 1767225600000, *BEYOND_64_BITS]))
    return draw(st.sampled_from([value, "", "RUNNING", "running", "x" * 513, "batch", "1", "{}"]))


SAME_FIELD: list[tuple[str, list[Any]]] = [
    ("total_requests", [5, 1.0, 5, 1.5, 1.0, 2**64, 10**30, 5, "5", True]),
    ("created_at", [1767225600, 1767225600.0, 1767225600000, 1767225600000.0, 1e18, 1767225600]),
    ("metadata", [{}, {"a": 1}, {"b": 1}, {"e": 10**30}, {"f": "x" * 600}, None, {}]),
    ("metadata", [{"b": None}, {"c": None}, {"c": {"d": None}}, {"c": {"e": None}}, {"b": None, "c": None}]),
    ("metadata", [{f"k{index}": 1 for index in range(size)} for size in (1, 16, 17, 40, 1)]),
    ("status", ["QUEUED", "queued", "validating", "NEW", "QUEUED"]),
    ("errors", [[], [{}], [{"message": "m"}], [{"message": "m", "count": 1.0}], [None], {}, {"data": []}]),
    ("id", ["aaaaaaaa-aaaa-4aaa-8aaa-000000000040", "b", "", "aaaaaaaa-aaaa-4aaa-8aaa-000000000041"]),
]


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(("field", "values"), SAME_FIELD)
def test_payloads_that_differ_in_one_value_do_not_share_a_verdict_they_should_not(
    field: str, values: list[Any], profile: Profile
) -> None:
    for variant in VARIANTS:
        warmed = fresh_judge(variant, profile)
        for value in values:
            payload = {**conforming(variant), field: value}
            found = warmed.verdict(Instance(payload, "")).findings
            assert bare(found) == bare(judged_in_full(variant, payload, profile)), value


@given(st.data(), variants())
def test_the_value_of_a_finding_is_the_judged_payloads_own(data: st.DataObject, variant: str) -> None:
    extra = data.draw(st.dictionaries(st.sampled_from(KEYS), scalars, min_size=1, max_size=3))
    first = {**data.draw(payloads(variant).filter(lambda value: isinstance(value, dict))), **extra}
    for value in [first, data.draw(respelled(first)), data.draw(respelled(first))]:
        in_wire_names = projected(value, shape_of(batchschema.load()[variant].schema)).value
        for finding in batchschema.check(in_wire_names, variant):
            assert finding.value == _value_at(in_wire_names, finding.pointer.tokens)


def test_shown_values_are_those_of_the_line_that_is_named(call: Command) -> None:
    words = ["first", "second", "third"]
    lines = [{**conforming(VARIANTS[0]), "new": word} for word in words]
    text = b"\n".join(map(orjson.dumps, lines))
    for jobs in ("1", "2"):
        found = call("check", "-", "--format", "jsonl", "--show-values", "--jobs", jobs, stdin=text).findings
        assert [(each["line"], each["value"]) for each in found] == list(enumerate(words, 1))


@given(st.data(), variants())
def test_payloads_with_repeated_keys_do_not_share_the_verdict_of_those_without(
    data: st.DataObject, variant: str
) -> None:
    value = data.draw(payloads(variant))
    texts = data.draw(st.lists(written(value, repeats=True), min_size=1, max_size=4))
    warmed, reference = (
        fresh_judge(variant),
        checker("documented", "reference").judge(batchschema.load()[variant]),
    )
    for text in texts:
        document = parse_json(text.encode(), "p.json")
        assert isinstance(document, JsonDocument)
        instance = Instance(document.value, "p.json", document)
        assert bare(warmed.verdict(instance).findings) == bare(reference.verdict(instance).findings)


@given(st.data(), variants())
def test_what_the_screen_lets_through_has_no_finding(data: st.DataObject, variant: str) -> None:
    size = data.draw(st.integers(1, 3))
    values = [data.draw(st.one_of(payloads(variant), st.just(conforming(variant)))) for _ in range(size)]
    texts = [data.draw(written(value, one_line=True, repeats=True)).encode() for value in values]
    documents = [parse_json(text, "p.json") for text in texts]
    judge = checker().judge(batchschema.load()[variant])
    keys = judge.keys_of_clean([_read(document).value for document in documents])
    clean = keys is not None and not names_twice(b"\n".join(texts), keys)
    event("let through" if clean else "held back")
    for document in documents:
        found = judge.verdict(Instance(_read(document).value, "p.json", _read(document))).findings
        assert not (clean and found)
        assert not (clean and _read(document).out_of_range)


def _read(document: object) -> JsonDocument:
    assert isinstance(document, JsonDocument)
    return document


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_screen_lets_conforming_payloads_through(variant: str) -> None:
    judge = checker().judge(batchschema.load()[variant])
    text = orjson.dumps(conforming(variant))
    keys = judge.keys_of_clean([orjson.loads(text)] * 3)
    assert keys is not None
    assert not names_twice(b"\n".join([text] * 3), keys)


def test_a_clean_log_of_several_vendors_is_judged_in_blocks(
    call: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: Counter[str] = Counter()
    lines = []
    for value in map(conforming, VARIANTS):
        choice = checker().identifier.identify(value)
        assert choice is not None
        if not judged_in_full(choice.variant.id, value, "documented"):
            taken[choice.variant.id] += 2
            lines.append(orjson.dumps(value))
    assert len({id.partition("/")[0] for id in taken}) > 1, "several vendors are in it"
    log = b"\n".join(lines * 2) + b"\n"
    monkeypatch.setattr(Judge, "verdict", lambda *_: pytest.fail("judged line by line"))
    told = call("check", "-", "--stdin-filename", "p.jsonl", "--format", "json", stdin=log)
    assert told.report["summary"]["variants"] == taken


def lines_of(data: st.DataObject, *, most: int) -> list[bytes]:
    """Payloads as lines: of one vendor or of several, clean ones among them, some broken."""
    several = data.draw(st.lists(variants(), min_size=1, max_size=2))
    out = []
    for _ in range(data.draw(st.integers(1, most))):
        variant = data.draw(st.sampled_from(several))
        value = data.draw(st.one_of(st.just(conforming(variant)), payloads(variant), near_misses()))
        text = data.draw(written(value, one_line=True, repeats=True)).encode()
        if data.draw(st.integers(0, 19)) == 0:
            text = text[: data.draw(st.integers(0, len(text)))]
        out.append(text)
    return out


def without_place(finding: dict[str, Any]) -> dict[str, Any]:
    return {key: part for key, part in finding.items() if key not in ("source", "line", "fingerprint")}


@settings(max_examples=40)
@given(st.data(), st.sampled_from(["auto", *VARIANTS]))
def test_a_line_is_judged_as_a_document_of_its_own_would_be(data: st.DataObject, variant: str) -> None:
    lines = lines_of(data, most=5)
    files = {f"{number:02}.json": line for number, line in enumerate(lines, 1)}
    options = ("--format", "jsonl", "-V", variant, "--jobs", "1")
    with folder_with({"all.jsonl": b"\n".join(lines) + b"\n", **files}) as folder:
        together = call_command("check", "all.jsonl", *options, folder=folder).findings
        alone = call_command("check", *files, *options, folder=folder).findings
    by_line: dict[int, list[dict[str, Any]]] = {}
    for finding in together:
        assert finding["source"] == "all.jsonl"
        by_line.setdefault(finding["line"], []).append(without_place(finding))
    by_file: dict[int, list[dict[str, Any]]] = {}
    for finding in alone:
        assert finding["line"] == 1
        by_file.setdefault(int(finding["source"][:2]), []).append(without_place(finding))
    blank = {number for number, line in enumerate(lines, 1) if not line.strip()}
    assert by_line == {number: found for number, found in by_file.items() if number not in blank}


def recurring(finding: dict[str, Any]) -> tuple[str, str]:
    """What a group is of: what is said of a field; of input, why it could not be judged, numbers aside."""
    if finding["variant"] is None:
        return finding["fingerprint"], re.sub(r"\d+", "", finding["message"])
    return finding["fingerprint"], finding["message"].removeprefix(f"{finding['pointer']} ")


@settings(max_examples=30)
@given(st.data(), st.sampled_from(["documented", "strict"]))
def test_grouped_findings_count_what_is_listed_one_by_one(data: st.DataObject, profile: str) -> None:
    lines = lines_of(data, most=6)
    options = ("check", "-", "--stdin-filename", "p.jsonl", "--profile", profile, "--format")
    text = b"\n".join(lines * 2)
    each = call_command(*options, "jsonl", stdin=text).findings
    grouped = call_command(*options, "jsonl", "--grouped", stdin=text).findings
    assert Counter(map(recurring, each)) == {
        recurring(finding): finding.get("count", 1) for finding in grouped
    }
    listed = call_command(*options, "json", stdin=text).report["summary"]
    assert call_command(*options, "json", "--grouped", stdin=text).report["summary"] == listed
    for finding in grouped:
        places = [each for each in each if recurring(each) == recurring(finding)]
        shown = [(place["line"], place["column"]) for place in finding.get("places", [finding])]
        assert shown == [(place["line"], place["column"]) for place in places][:3]


FORMATS = [
    ("--format", "full"),
    ("--format", "full", "--each", "--show", "notes", "--statistics"),
    ("--format", "concise", "--profile", "strict"),
    ("--format", "json"),
    ("--format", "json", "--grouped"),
    ("--format", "jsonl"),
    ("--format", "jsonl", "--show-values", "-V", "mistral/python-sdk@*"),
]


def long_file(*, ended: bool) -> bytes:
    """Lines of every kind, in an order that repeats after a prime number of them."""
    clean, other = orjson.dumps(conforming(VARIANTS[0])), orjson.dumps(conforming(VARIANTS[-1]))
    spread = conforming_text(VARIANTS[0]).replace(b"\n", b"\r")
    kinds = [
        clean, clean, other, orjson.dumps({**conforming(VARIANTS[0]), "new": None, "status": "new"}), b"",
        spread, b'{"error": 1}', clean + b"\r", b'{"id": "b", "id": "c", "status": "QUEUED", "model": null}',
        b'{"a":[[1', b"2]]}", clean.replace(b"1776729600", b"1776729600000"), b"  ", b"{", b"[1]", b"\xff",
        clean.replace(b"1776729600", b"99999999999999999999"), clean.replace(b"1776729600", b"1e999"),
        b"\x00" * 9,
    ]  # fmt: skip
    lines = [kinds[index * index % len(kinds)] for index in range(400)]
    return b"\n".join(lines) + (b"\n" if ended else b'\n{"id": "b", "object": "batch", "sta')


def in_ranges(folder: Path, *arguments: str, size: int) -> tuple[int, bytes, bytes]:
    """A run whose files are cut every `size` bytes."""
    code = (
        f"from batchschema.run import parts; parts.RANGE = {size}; from batchschema.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        capture_output=True,
        env=plain_environment(),
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("options", FORMATS, ids=" ".join)
def test_two_processes_print_what_one_prints(options: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(long_file(ended=True))
    (tmp_path / "b.jsonl").write_bytes(long_file(ended=False))
    (tmp_path / "c.json").write_bytes(conforming_text(VARIANTS[0]))
    arguments = ("check", "a.jsonl", "b.jsonl", "c.json", *options)
    whole = in_ranges(tmp_path, *arguments, "--jobs", "1", size=1 << 30)
    assert whole[0] == 3
    assert whole[2] == b""
    for size, jobs in ((5_000, "2"), (700, "2")):
        assert in_ranges(tmp_path, *arguments, "--jobs", jobs, size=size) == whole


@pytest.mark.parametrize("damage", [b"\x00" * 20, b"\xff\xfe{", b"\xef\xbb\xbf{"])
def test_a_damaged_line_costs_no_other_wherever_the_file_is_cut(damage: bytes, tmp_path: Path) -> None:
    lines = [orjson.dumps({**conforming(VARIANTS[0]), "new": 1}), damage] * 40
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    arguments = ("check", "a.jsonl", "--format", "jsonl", "--jobs", "1")
    whole = in_ranges(tmp_path, *arguments, size=1 << 30)
    assert whole[1].count(b"undocumented-field") == 40
    assert in_ranges(tmp_path, *arguments, size=300) == whole


def test_the_order_of_paths_changes_nothing(tmp_path: Path) -> None:
    for name in ("b.jsonl", "a.jsonl", "c.jsonl"):
        (tmp_path / name).write_bytes(long_file(ended=True))
    first = call_command("check", "c.jsonl", "a.jsonl", "b.jsonl", "a.jsonl", folder=tmp_path)
    assert call_command("check", "a.jsonl", "b.jsonl", "c.jsonl", folder=tmp_path) == first
    assert call_command("check", "*.jsonl", folder=tmp_path) == first


@example("mistral/python-sdk@1.2.0", [{"status": "QUEUED"}, {"status": "QUEUED", "a": 1}])
@given(variants(), st.lists(json_values, max_size=3))
def test_a_fingerprint_stands_for_rule_variant_and_field(variant: str, values: list[Any]) -> None:
    seen: dict[str, tuple[str, str | None]] = {}
    for value in values:
        for finding in batchschema.check(value, variant, profile="strict"):
            assert seen.setdefault(finding.fingerprint, (finding.rule, finding.variant)) == (
                finding.rule,
                finding.variant,
            )
            assert finding.rule in all_rules()
