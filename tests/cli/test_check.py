"""`batchschema check` on payloads as services, SDKs, recorders and mocks produce them."""

from __future__ import annotations

from collections import Counter

import orjson
import pytest

from batchschema import load
from tests.cli.reading import (
    ARGOT,
    FAMILIES,
    PAYLOADS,
    PYTHON_SDK,
    SCHEMA_PAGE,
    TYPESCRIPT_SDK,
    by_rule,
    files_of,
    found,
    nulls_in,
    severities,
)
from tests.command import Command
from tests.near_payloads import conforming


def test_the_index_names_every_payload() -> None:
    present = {str(path.relative_to(PAYLOADS)) for path in PAYLOADS.rglob("*.json*")}
    assert present == set(FAMILIES)


@pytest.mark.parametrize("name", FAMILIES)
def test_a_payload_is_taken_for_its_vendors(name: str, call: Command) -> None:
    told = call("check", PAYLOADS / name, "--format", "json")
    vendors = {variant.partition("/")[0] for variant in told.report["summary"]["variants"]}
    assert vendors == {FAMILIES[name]}
    assert told.code in (0, 1)


@pytest.mark.parametrize("name", ["mistral/queued.json", "mistral/running.json"])
def test_a_mistral_job_contradicts_the_schema_page_where_it_is_null(name: str, call: Command) -> None:
    told = call("check", PAYLOADS / name, "-V", SCHEMA_PAGE, "--format", "json")
    assert by_rule(told, "null-where-forbidden") == ["/metadata"]
    assert by_rule(told, "undocumented-field") == ["/agent_id", "/errors", "/outputs"]
    assert severities(told) == {"error": 1, "note": 3}
    assert told.code == 1


@pytest.mark.parametrize(
    "name",
    ["mistral/queued.json", "mistral/running.json", "mistral/sdk-repr-object.json", "polls/mistral.jsonl"],
)
def test_a_mistral_job_is_what_the_sdks_document(name: str, call: Command) -> None:
    for variant in (PYTHON_SDK, TYPESCRIPT_SDK):
        told = call("check", PAYLOADS / name, "-V", variant, "--format", "json")
        assert not found(told, severity="error")
        assert told.code == 0


def test_a_finding_reads_as_the_manual_shows(call: Command) -> None:
    folder = PAYLOADS / "mistral"
    told = call("check", "queued.json", "-V", SCHEMA_PAGE, "--format", "concise", folder=folder)
    (line,) = [line for line in told.stdout.splitlines() if "error:" in line]
    assert line == (
        "queued.json:7:15: error: /metadata is null; documented as object, never null "
        "[null-where-forbidden] (mistral/schema-page)"
    )


@pytest.mark.parametrize("name", files_of("openai", but=("jsonlite-empty-objects.json",)))
def test_an_openai_batch_has_no_error_and_one_line_of_notes(name: str, call: Command) -> None:
    told = call("check", PAYLOADS / name, "-V", "openai/argot-typescript-sdk")
    assert told.code == 0
    lines = told.stdout.splitlines()
    assert len([line for line in lines if " note: conforms; " in line]) == 1
    assert len(lines) == 3
    assert "1 payload in 1 input: 0 errors, 0 warnings" in lines[1]
    assert lines[2] == f"  1 against {ARGOT}"


@pytest.mark.parametrize("name", files_of("openai", but=("jsonlite-empty-objects.json",)))
def test_strict_has_one_error_for_each_null_in_a_documented_field(name: str, call: Command) -> None:
    payload = orjson.loads((PAYLOADS / name).read_bytes())
    expected = sorted(nulls_in(payload, load()[ARGOT].schema))
    assert expected
    told = call("check", PAYLOADS / name, "-V", ARGOT, "--profile", "strict", "--format", "json")
    assert told.code == 1
    assert by_rule(told, "null-where-unstated") == expected
    assert {finding["severity"] for finding in told.findings} == {"error"}
    assert set(Counter(told.places).values()) == {1}
    undocumented = {f"/{key}" for key in payload} - {f"/{key}" for key in conforming(ARGOT)}
    assert by_rule(told, "undocumented-field") == sorted(undocumented)
    assert len(told.findings) == len(expected) + len(undocumented)


def test_an_azure_batch_differs_from_openais_in_four_ways(call: Command) -> None:
    told = call("check", PAYLOADS / "azure" / "created.json", "-V", ARGOT, "--format", "json")
    assert found(told, severity="error") == [
        ("enum-value-respelled", "/status"),
        ("missing-required-field", "/endpoint"),
        ("timestamp-as-text", "/created_at"),
        ("timestamp-as-text", "/expires_at"),
    ]
    notes = [pointer for rule, pointer in found(told, severity="note") if rule == "null-where-unstated"]
    assert {f"/request_counts/{name}" for name in ("total", "completed", "failed")} <= set(notes)
    meant = next(finding for finding in told.findings if finding["rule"] == "enum-value-respelled")
    assert "validating" in meant["message"]


def test_a_zhipu_batch_counts_milliseconds(call: Command) -> None:
    told = call("check", PAYLOADS / "zhipu" / "millisecond-timestamps.json", "-V", ARGOT, "--format", "json")
    assert found(told, severity="error") == [("timestamp-in-milliseconds", "/created_at")]


@pytest.mark.parametrize("name", ["groq/jsonlite-empty-objects.json", "openai/jsonlite-empty-objects.json"])
def test_nulls_that_a_recorder_made_objects_are_one_finding(name: str, call: Command) -> None:
    told = call("check", PAYLOADS / name, "--format", "json")
    assert by_rule(told, "null-rewritten-as-empty-object") == [""]
    assert severities(told)["error"] == 0
    assert severities(told)["warning"] == 1
    payload = orjson.loads((PAYLOADS / name).read_bytes())
    message = next(each for each in told.findings if each["severity"] == "warning")["message"]
    objects = {"errors", "metadata", "request_counts", "usage"}
    for key, value in payload.items():
        assert (f"/{key}" in message) == (value == {} and key not in objects)


@pytest.mark.parametrize(
    ("name", "variant", "missing"),
    [
        ("mistral/four-keys.json", PYTHON_SDK, 8),
        ("mistral/four-keys.json", TYPESCRIPT_SDK, 8),
        ("mistral/four-keys.json", "auto", 7),
        ("mistral/three-keys.json", PYTHON_SDK, 9),
        ("mistral/four-keys.json", SCHEMA_PAGE, 0),
    ],
)
def test_each_missing_field_of_a_mock_is_a_finding(
    name: str, variant: str, missing: int, call: Command
) -> None:
    told = call("check", PAYLOADS / name, "-V", variant, "--format", "json")
    assert len(by_rule(told, "missing-required-field")) == missing
    errors = [each for each in found(told, severity="error") if each[0] != "malformed-format"]
    assert len(errors) == missing


def test_a_silent_page_finds_missing_fields_only_under_strict(call: Command) -> None:
    name = PAYLOADS / "mistral" / "four-keys.json"
    told = call("check", name, "-V", SCHEMA_PAGE, "--profile", "strict", "--format", "json")
    assert len(by_rule(told, "missing-unstated-field")) == 16 - 4
    assert severities(told)["warning"] == 16 - 4


@pytest.mark.parametrize(
    "name", [*files_of("openai"), "azure/created.json", "zhipu/millisecond-timestamps.json"]
)
@pytest.mark.parametrize("profile", ["documented", "strict"])
def test_an_openai_batch_is_no_mistral_job_and_that_is_one_finding(
    name: str, profile: str, call: Command
) -> None:
    told = call("check", PAYLOADS / name, "-V", PYTHON_SDK, "--profile", profile, "--format", "json")
    assert found(told) == [("not-a-batch-object", "")]
    assert f"looks like {FAMILIES[name]}/" in told.findings[0]["message"]
    assert told.code == 1


def test_a_mistral_job_is_no_openai_batch(call: Command) -> None:
    told = call("check", PAYLOADS / "mistral" / "queued.json", "-V", ARGOT, "--format", "json")
    assert found(told) == [("not-a-batch-object", "")]
    assert "looks like mistral/" in told.findings[0]["message"]


def test_text_where_seconds_are_documented_is_told_for_each_timestamp(call: Command) -> None:
    told = call("check", PAYLOADS / "voyage" / "text-timestamps.json", "-V", ARGOT, "--format", "json")
    assert found(told, severity="error") == [("timestamp-as-text", "/created_at")]


def test_strings_that_spell_numbers_are_told_for_each_count(call: Command) -> None:
    told = call(
        "check", PAYLOADS / "mistral" / "counts-as-strings.json", "-V", PYTHON_SDK, "--format", "json"
    )
    assert by_rule(told, "number-as-string") == [
        "/completed_requests", "/failed_requests", "/succeeded_requests", "/total_requests"
    ]  # fmt: skip


def test_a_python_sdks_object_is_noted_as_one(call: Command) -> None:
    told = call("check", PAYLOADS / "mistral" / "sdk-repr-object.json", "-V", PYTHON_SDK, "--format", "json")
    assert by_rule(told, "recorded-from-sdk-object") == [""]
    assert "OBJECT" in next(each for each in told.findings if "sdk" in each["rule"])["message"]


def test_another_vendors_documented_field_is_named_with_its_document(call: Command) -> None:
    told = call("check", PAYLOADS / "mistral" / "queued.json", "-V", SCHEMA_PAGE, "--format", "json")
    messages = {each["pointer"]: each["message"] for each in told.findings}
    for field in ("/errors", "/agent_id"):
        assert load()["mistral/openapi"].id in messages[field]
