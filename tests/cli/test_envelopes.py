"""Jobs inside larger payloads: lists, wrappers, and the operations that Gemini answers with."""

from __future__ import annotations

import copy
import shlex
from typing import Any

import orjson
import pytest

from batchschema import load
from tests.cli.reading import PAYLOADS, found
from tests.command import Command, Outcome
from tests.near_payloads import conforming

GEMINI = "gemini/rest-page"
RUNNING: dict[str, Any] = orjson.loads((PAYLOADS / "gemini" / "running.json").read_bytes())
OPENAI: dict[str, Any] = orjson.loads((PAYLOADS / "openai" / "completed.json").read_bytes())
WRAPPED = {
    "metadata": GEMINI,
    "job": "together/python-sdk",
    "batch": "cohere/python-sdk",
    "batches": "cohere/python-sdk",
    "batchInferenceJobs": "fireworks/python-sdk",
    "invocationJobSummaries": "bedrock/botocore",
    "data": "anthropic/python-sdk",
}


def operation(**changes: Any) -> dict[str, Any]:
    """A Gemini operation that has ended, around a job."""
    job = {**copy.deepcopy(RUNNING), **changes}
    response = {"@type": "type.example.com/Answers", "responsesFile": "files/batch-answers"}
    return {"name": job["name"], "metadata": job, "done": True, "response": response}


def wrapped(key: str, job: Any) -> Any:
    variant = load()[WRAPPED[key]]
    many = f"/{key}/*" in variant.envelopes
    assert many or f"/{key}" in variant.envelopes
    return {key: [job] if many else job, "nextPageToken": "more"}


def checked(call: Command, payload: Any, variant: str = "auto") -> Outcome:
    return call("check", "-", "-V", variant, "--format", "json", stdin=orjson.dumps(payload))


def chosen(told: Outcome) -> dict[str, int]:
    variants: dict[str, int] = told.report["summary"]["variants"]
    return variants


@pytest.mark.parametrize("variant", ["auto", GEMINI])
def test_an_operation_is_judged_as_the_job_inside(variant: str, call: Command) -> None:
    told = checked(call, operation(), variant)
    assert told.code == 0
    assert found(told) == []
    assert chosen(told) == {GEMINI: 1}


@pytest.mark.parametrize("variant", ["auto", GEMINI])
def test_a_finding_inside_an_operation_has_its_place_in_the_text(variant: str, call: Command) -> None:
    text = orjson.dumps(operation(state="NO_SUCH_STATE"), option=orjson.OPT_INDENT_2)
    told = call("check", "-", "-V", variant, "--format", "json", stdin=text)
    assert found(told) == [("undocumented-enum-value", "/metadata/state")]
    (finding,) = told.findings
    line = text.decode().splitlines()[finding["line"] - 1]
    assert line[finding["column"] - 1 :].startswith('"NO_SUCH_STATE"')


def test_the_same_deviation_has_one_fingerprint_inside_and_outside(call: Command) -> None:
    bare = checked(call, {**RUNNING, "state": "NO_SUCH_STATE"}, GEMINI)
    inside = checked(call, operation(state="NO_SUCH_STATE"), GEMINI)
    assert [each["fingerprint"] for each in bare.findings] == [
        each["fingerprint"] for each in inside.findings
    ]


def test_a_list_of_operations_is_judged_job_by_job(call: Command) -> None:
    told = checked(call, {"operations": [operation(), operation(priority=3), operation()]})
    assert chosen(told) == {GEMINI: 3}
    assert found(told) == [("wrong-type", "/operations/1/metadata/priority")]


def test_operations_in_a_log_are_judged_line_by_line(call: Command) -> None:
    lines = b"\n".join(map(orjson.dumps, [operation(), operation(priority=3)]))
    told = call("check", "-", "--stdin-filename", "log.jsonl", "--format", "json", stdin=lines)
    assert chosen(told) == {GEMINI: 2}
    assert [(each["rule"], each["line"]) for each in told.findings] == [("wrong-type", 2)]


@pytest.mark.parametrize("key", WRAPPED)
def test_what_a_vendor_wraps_is_judged_as_that_vendors(key: str, call: Command) -> None:
    variant = load()[WRAPPED[key]].id
    told = checked(call, wrapped(key, conforming(variant)))
    assert (told.code, found(told)) == (0, [])
    assert {id.partition("/")[0] for id in chosen(told)} == {variant.partition("/")[0]}


@pytest.mark.parametrize(
    "labels", [{}, {"purpose": "x"}, {"id": "a", "name": "b", "status": "c"}, RUNNING, OPENAI, None]
)
def test_the_labels_of_a_batch_are_no_batch(labels: Any, call: Command) -> None:
    plain = chosen(checked(call, OPENAI))
    assert chosen(checked(call, {**OPENAI, "metadata": labels})) == plain
    assert {id.partition("/")[0] for id in plain} == {"openai"}


@pytest.mark.parametrize("inside", [None, {}, [], "text", {"a": 1}, [operation()], {"state": "RUNNING"}])
def test_an_object_with_other_metadata_is_itself_what_is_judged(inside: Any, call: Command) -> None:
    told = checked(call, {"name": "operations/1", "metadata": inside, "done": False})
    assert told.code == 3
    assert found(told) == [("unknown-variant-fits", "")]


def test_an_empty_list_of_operations_holds_nothing_to_check(call: Command) -> None:
    assert checked(call, {"operations": []}, GEMINI).code == 2


@pytest.mark.parametrize(
    ("payload", "place", "path"),
    [
        ({"status": 200, "response": {"body": OPENAI}}, "/response/body", "$.response.body"),
        ({"a b": [{"it's": OPENAI}]}, "/a b/0/it's", """$["a b"][*]["it's"]"""),
        ([{"seen": "today", "job": OPENAI}], "/0/job", "$[*].job"),
    ],
)
def test_a_job_that_stands_deeper_is_pointed_at(payload: Any, place: str, path: str, call: Command) -> None:
    told = checked(call, payload)
    assert told.code == 3
    assert found(told) == [("unknown-variant-fits", "")]
    said, _, command = told.findings[0]["hint"].partition("; ")
    assert said == f"a batch job stands at {place}"
    assert shlex.split(command) == ["--at", path, "reads", "it"]
    followed = call("check", "-", "--at", path, "--format", "json", stdin=orjson.dumps(payload))
    assert chosen(followed) == chosen(checked(call, OPENAI))


def test_a_job_inside_what_was_selected_is_not_given_another_path(call: Command) -> None:
    payload = orjson.dumps({"response": {"status": 200, "body": OPENAI}})
    told = call("check", "-", "--at", "$.response", "--format", "json", stdin=payload)
    assert told.findings[0]["hint"] == "a batch job stands at /body"


@pytest.mark.parametrize("error", ["overloaded", {"type": "not_found_error", "message": "none"}])
def test_an_error_response_is_told_from_a_job(error: Any, call: Command) -> None:
    told = checked(call, {"error": error})
    assert found(told) == [("unknown-variant-fits", "")]
    assert told.findings[0]["hint"] == "looks like an error response, not a job"
    assert "hint" not in checked(call, {"error": None, "hello": 1}).findings[0]
