"""Objects of SDKs in print: parsed, never evaluated, and honest about None."""

from __future__ import annotations

import datetime
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import batchschema
from batchschema.core import Instance, Pointer, Position, Unreadable
from batchschema.readers.brackets import Brackets
from batchschema.readers.python_repr import ReprDocument, read_reprs
from batchschema.run.check import Checker, CheckOptions
from tests.command import Command
from tests.near_payloads import conforming
from tests.readers.test_positions import offset_of, places_in

MISTRAL = "mistral/python-sdk@1.2.0"


def read(text: str) -> ReprDocument:
    (document,) = read_reprs(text.encode(), "s")
    assert not isinstance(document, Unreadable), document
    return document


def refused(text: str) -> Unreadable:
    (part,) = read_reprs(text.encode(), "s")
    assert isinstance(part, Unreadable)
    return part


LEAVES = st.one_of(
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(),
    st.text("'\"\\\n({[é😀"),
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)
NAMES = st.sampled_from(["id", "object_", "OBJECT", "status", "x9", "_y"])


@given(
    st.dictionaries(NAMES, VALUES, min_size=1),
    st.sampled_from(["", "2026 INFO job=", "é: "]),
    st.text("ab\n "),
)
def test_every_value_is_read_and_found(value: dict[str, Any], before: str, after: str) -> None:
    source = (
        f"line\n{before}models.Job({', '.join(f'{key}={part!r}' for key, part in value.items())}) {after}"
    )
    document = read(source)
    assert document.value == value
    assert document.unsettled == frozenset()
    for pointer, part in places_in(value):
        at = offset_of(source, document.locate(pointer))
        expected = "models.Job(" if not pointer.tokens else repr(part)
        assert source[at:].startswith(expected)


def test_objects_in_objects_are_objects() -> None:
    document = read(
        "Job(id='a', errors=[Error(message='m', count=1)], counts=Counts(total=1), meta={'k': None})"
    )
    assert document.value == {
        "id": "a", "errors": [{"message": "m", "count": 1}], "counts": {"total": 1}, "meta": {"k": None}
    }  # fmt: skip
    assert document.unsettled == frozenset(), "a null in a map is null"


def test_what_is_unset_is_absent_and_none_is_unsettled() -> None:
    document = read(
        "Job(id='a', output=Unset(), model=UNSET, errors=None, counts=Counts(total=None), x=NOT_GIVEN)"
    )
    assert document.value == {"id": "a", "errors": None, "counts": {"total": None}}
    assert document.unsettled == {Pointer(("errors",)), Pointer(("counts", "total"))}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("<Status.QUEUED: 'QUEUED'>", "QUEUED"),
        ("<Level.LOW: 3>", 3),
        ("'<Status.QUEUED: 1>'", "<Status.QUEUED: 1>"),
        ("'TzInfo(UTC)'", "TzInfo(UTC)"),
        ("datetime.datetime(2026, 1, 2, 3, 4, 5)", "2026-01-02T03:04:05"),
        ("datetime.datetime(2026, 1, 2, 3, 4, tzinfo=TzInfo(UTC))", "2026-01-02T03:04:00Z"),
        ("datetime.datetime(2026, 1, 2, 3, 4, tzinfo=TzInfo(0))", "2026-01-02T03:04:00Z"),
        ("datetime.datetime(2026, 1, 2, 3, 4, tzinfo=TzInfo(+05:30))", "2026-01-02T03:04:00+05:30"),
        ("datetime.datetime(2026, 1, 2, 3, 4, tzinfo=TzInfo(-3600))", "2026-01-02T03:04:00-01:00"),
        ("datetime.datetime(2026, 1, 2, 3, 4, tzinfo=tzutc())", "2026-01-02T03:04:00Z"),
        ("datetime.date(2026, 1, 2)", "2026-01-02"),
        ("UUID('0f6c1d52-8a1e-4c0b-9d57-3f2f6f0b7a11')", "0f6c1d52-8a1e-4c0b-9d57-3f2f6f0b7a11"),
        ("(1, 2)", [1, 2]),
        ("-1.5", -1.5),
    ],
)
def test_what_libraries_print_is_read(written: str, value: object) -> None:
    document = read(f"Job(id='a', it={written}, last=7)")
    assert document.value == {"id": "a", "it": value, "last": 7}
    assert document.locate(Pointer(("last",))).column == len(f"Job(id='a', it={written}, last=") + 1


ZONES = st.integers(-14 * 60, 14 * 60).map(
    lambda minutes: datetime.timezone(datetime.timedelta(minutes=minutes))
)


@given(st.datetimes(timezones=ZONES))
def test_times_are_the_same_times(time: datetime.datetime) -> None:
    text = read(f"Job(id='a', at={time!r})").value["at"]
    assert datetime.datetime.fromisoformat(text) == time


@pytest.mark.parametrize(
    "written",
    [
        "...", "__import__('os').system('touch harm')", "[x for x in y]", "now()", "f'{x}'", "b'raw'", "1j",
        "lambda: 0", "{1: 2}", "{1, 2}", "<object at 0x7f>", "Status.QUEUED", "nan", "float('inf')", "*x",
        "1e999",
    ],
)  # fmt: skip
def test_what_says_no_value_is_reported_and_never_run(written: str, tmp_path: Path) -> None:
    part = refused(f"Job(id='a', it={written})")
    assert part.rule == "malformed-repr"
    assert part.position is not None


@pytest.mark.parametrize(
    "text", ["Job(id='a', status='QUE", "Job(id='a', errors=[Error(message='m'", "Job(id="]
)
def test_what_is_cut_off_is_reported_and_the_rest_is_read(text: str) -> None:
    first, second = read_reprs(f"{text}\nJob(id='b', status='c')\n".encode(), "s")
    assert isinstance(first, Unreadable)
    assert "cut off" in first.text or "no Python" in first.text
    assert isinstance(second, ReprDocument)
    assert second.value == {"id": "b", "status": "c"}


def test_nesting_without_end_is_reported() -> None:
    assert refused("Job(id=" + "[" * 5000 + "]" * 5000 + ")").rule in ("nested-too-deeply", "malformed-repr")


def printed(job: dict[str, Any]) -> str:
    return f"BatchJobOut({', '.join(f'{key}={value!r}' for key, value in job.items())})"


@pytest.mark.parametrize("profile", ["documented", "strict"])
def test_none_is_neither_a_null_nor_a_missing_field(profile: str, call: Command, tmp_path: Path) -> None:
    job = conforming(MISTRAL) | {"metadata": None, "errors": None, "model": None, "status": None}
    (tmp_path / "job.repr").write_text(printed(job))
    told = call("check", "job.repr", "-V", MISTRAL, "--profile", profile, "--format", "json")
    assert told.code == 0
    (note,) = told.findings
    assert (note["rule"], note["severity"]) == ("recorded-from-sdk-object", "note")
    nulls = sum(value is None for value in job.values())
    assert f"{nulls} fields that are None may be null or absent" in note["message"]
    (tmp_path / "job.json").write_text(json.dumps(job))
    wire = call("check", "job.json", "-V", MISTRAL, "--profile", profile, "--format", "json")
    assert ("null-where-forbidden", "/model") in wire.places


def test_what_is_said_of_none_is_said_by_default(call: Command, tmp_path: Path) -> None:
    (tmp_path / "job.repr").write_text(printed(conforming(MISTRAL) | {"model": None}))
    assert "None may be null or absent" in call("check", "job.repr", "-V", MISTRAL).stdout


def test_jobs_in_a_printed_list_have_notes_of_their_own(call: Command, tmp_path: Path) -> None:
    jobs = [conforming(MISTRAL) | {"model": None}, conforming(MISTRAL)]
    (tmp_path / "jobs.repr").write_text(f"BatchJobsOut(total=2, data=[{', '.join(map(printed, jobs))}])")
    told = call("check", "jobs.repr", "-V", MISTRAL, "--format", "json")
    assert told.code == 0
    assert told.places == [("recorded-from-sdk-object", "/data/0"), ("recorded-from-sdk-object", "/data/1")]


def test_one_job_in_print_is_no_model_for_the_same_job_over_the_wire(call: Command, tmp_path: Path) -> None:
    job = conforming(MISTRAL) | {"model": None}
    (tmp_path / "a.repr").write_text(printed(job))
    (tmp_path / "b.json").write_text(json.dumps(job))
    (tmp_path / "c.repr").write_text(printed(job))
    told = call("check", ".", "-V", MISTRAL, "--format", "json")
    assert [(each["source"], each["rule"]) for each in told.findings] == [
        ("a.repr", "recorded-from-sdk-object"),
        ("b.json", "null-where-forbidden"),
        ("c.repr", "recorded-from-sdk-object"),
    ]


def test_a_log_without_objects_says_so(call: Command, tmp_path: Path) -> None:
    (tmp_path / "app.repr").write_text("nothing of note\nfoo(1)\n")
    told = call("check", "app.repr")
    assert told.code == 3
    assert "no printed object" in told.stdout


@given(
    st.text(),
    st.dictionaries(st.sampled_from(["object_", "status", "x9", "_y", "errors"]), VALUES, min_size=1),
)
def test_fields_that_stand_without_their_class_are_read_too(job: str, fields: dict[str, Any]) -> None:
    value = {"id": job.replace("'", ""), **fields}
    line = " ".join(f"{key}={part!r}" for key, part in value.items())
    document = read(f"level=info status=200\n{line}\nbye\n")
    assert document.value == value
    assert document.locate(Pointer()) == (2, 1)
    for key, part in value.items():
        place = document.locate(Pointer((key,)))
        assert place.line == 2
        assert line[place.column - 1 :].startswith(repr(part))


def test_a_model_as_str_prints_it_is_a_payload_with_objects_in_it() -> None:
    nested = "errors=[Error(message='a=1 b=(', count=2)] status=<Status.DONE: 'done'>"
    document = read(f"id='b' {nested} started=Unset() ended=None")
    assert document.value == {
        "id": "b",
        "errors": [{"message": "a=1 b=(", "count": 2}],
        "status": "done",
        "ended": None,
    }
    assert document.unsettled == {Pointer(("ended",))}


@pytest.mark.parametrize(
    ("end", "least"),
    [(" x=foo(", 1), (" x=1)", 11), (" x=f'{y}'", 11), (" x=__import__('os').system('touch harm')", 11)],
)
def test_a_line_that_is_no_printed_model_is_refused_where_it_is_wrong(
    end: str, least: int, tmp_path: Path
) -> None:
    part = refused(f"a\nid='b' n=1{end}")
    assert part.rule == "malformed-repr"
    assert part.position is not None
    assert (part.position.line, part.position.column >= least) == (2, True)
    assert not (tmp_path / "harm").exists()


@given(st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=5), VALUES, min_size=1))
def test_dicts_are_read_and_every_value_is_found(value: dict[str, Any]) -> None:
    written = repr(value)
    assume(written.startswith("{'"))
    document = read(f"got {written} in 3 ms")
    assert document.value == value
    for key, part in value.items():
        place = document.locate(Pointer((key,)))
        assert place.line == 1
        assert f"got {written}"[place.column - 1 :].startswith(repr(part))


def test_a_dict_as_boto3_gives_one_is_read() -> None:
    text = (
        "{'jobArn': 'arn:1', 'submitTime': datetime.datetime(2026, 1, 1, 2, 3, tzinfo=tzlocal()),\n"
        " 'vpcConfig': None, 'tags': [{'key': None}]}"
    )
    document = read(f"INFO\n{text}\n")
    assert document.value == {
        "jobArn": "arn:1",
        "submitTime": "2026-01-01T02:03:00Z",
        "vpcConfig": None,
        "tags": [{"key": None}],
    }
    assert document.unsettled == {Pointer(("vpcConfig",)), Pointer(("tags", 0, "key"))}
    assert document.locate(Pointer(("vpcConfig",))) == (3, 15)


@pytest.mark.parametrize(
    "text", ["x = {'id': batch_id}", "{'a': f(1)} {'b'}", "{'a': 1", "{'jobs': [", '{"id": "x", "n": null}']
)
def test_dicts_in_code_are_no_objects(text: str) -> None:
    assert refused(text).text.startswith("holds no printed object")


def test_an_object_in_a_dict_is_read_for_itself() -> None:
    assert read("{'batch': Batch(id='b', status='done')}").value == {"id": "b", "status": "done"}


def test_a_dict_that_is_cut_off_and_speaks_of_a_batch_is_reported() -> None:
    assert "cut off" in refused("{'id': 'batch_1', 'status': 'val").text


def test_a_printed_dict_is_judged(call: Command, tmp_path: Path) -> None:
    job = conforming("openai/argot-typescript-sdk@2024-10-15") | {"status": "Validating", "errors": None}
    (tmp_path / "app.log").write_text(f"INFO {{'id': 'file-1', 'bytes': 5}}\nINFO {job}\n")
    told = call("check", "app.log", "--format", "json")
    assert told.code == 1
    assert told.report["summary"]["skipped"] == 1
    assert ("enum-value-respelled", "/status") in told.places
    assert not [place for place in told.places if place[1] == "/errors"]


@pytest.mark.parametrize(
    "written",
    [
        "datetime.datetime(10**3, 1, 1)", f"datetime.datetime({'9' * 20}, 1, 1)",
        "datetime.datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=-x)))",
        "datetime.datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours='x')))",
        "datetime.datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=1e308)))",
    ],
)  # fmt: skip
def test_a_time_that_is_none_is_reported_where_it_stands(written: str) -> None:
    text = f"Job(id='é', at={written})"
    part = refused(text)
    assert part.rule == "malformed-repr"
    assert "that is none" in part.text or "not written in numbers" in part.text
    assert offset_of(text, part.position or Position(1, 1)) >= text.index("datetime")


@pytest.mark.parametrize("offset", ["²", "1²", "+", "9" * 5000])
def test_a_time_zone_that_nobody_prints_is_taken_for_utc(offset: str) -> None:
    document = read(f"Job(id='a', at=datetime.datetime(2026, 1, 1, tzinfo=TzInfo({offset})))")
    assert document.value["at"] == "2026-01-01T00:00:00Z"


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_values_are_found_whatever_ends_the_lines(end: str) -> None:
    text = f"Job({end} id='é',{end} it=<Status.É: 'É'>, status='x')"
    document = read(text)
    assert document.value == {"id": "é", "it": "É", "status": "x"}
    assert text[offset_of(text, document.locate(Pointer(("status",)))) :] == "'x')"


@given(st.text("(){}[]'\"\\ \na", max_size=40), st.integers(0, 40))
def test_brackets_close_where_the_next_one_of_the_same_depth_does(text: str, at: int) -> None:
    depth, end = 1, None
    for line_at, line in _lines_from(text, at):
        for token in re.finditer(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|[(){}\[\]]", line):
            depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(token[0], 0)
            if not depth and end is None:
                end = line_at + token.end()
    assert Brackets(text).end(min(at, len(text))) == end


def _lines_from(text: str, at: int) -> Iterator[tuple[int, str]]:
    for line in text[at:].split("\n"):
        yield at, line
        at += len(line) + 1


@given(st.lists(st.sets(st.sampled_from(sorted(conforming(MISTRAL)))), min_size=1, max_size=3))
def test_a_remembered_verdict_is_the_one_that_would_be_given_in_full(nulls: list[set[str]]) -> None:
    """The reference engine remembers none; None counts in a dict of an object, and in no other place."""
    warmed, full = (
        Checker(CheckOptions(engine=engine)).judge(batchschema.load()[MISTRAL])
        for engine in ("fast", "reference")
    )
    for names in [*nulls, *nulls]:
        job = conforming(MISTRAL) | dict.fromkeys(names)
        for text in (f"{job}", printed(job), f"Page(data=[{job}])", f"Page(data=[{printed(job)}])"):
            document = read(text)
            root = Pointer(("data", 0)) if "data" in document.value else Pointer()
            instance = Instance(job, "s", document, root)
            assert warmed.verdict(instance).findings == full.verdict(instance).findings


@pytest.mark.parametrize("line", ["INFO {}: Batch(id='b', errors=", "INFO {}: {{'batch': 'b', 'errors': "])
def test_a_log_of_objects_that_are_all_cut_off_is_looked_through_once(line: str) -> None:
    log = "\n".join(line.format(number) for number in range(4000)).encode()
    begun = time.process_time()
    assert {part.text for part in read_reprs(log, "s") if isinstance(part, Unreadable)} == {
        "has a printed object that is cut off"
    }
    assert time.process_time() - begun < 10, "each line by all that follow it takes more than 30 seconds"


def test_a_long_list_of_jobs_is_placed_in_one_walk(call: Command, tmp_path: Path) -> None:
    (tmp_path / "jobs.json").write_text(json.dumps({"data": [{"id": "é", "status": "QUEUED"}] * 4000}))
    begun = time.process_time()
    told = call("check", "jobs.json", "--variant", MISTRAL, "--format", "jsonl")
    assert told.code == 1
    assert time.process_time() - begun < 6, "a walk from the beginning for each takes twice that"
