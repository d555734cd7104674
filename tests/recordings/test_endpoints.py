"""The request says whose object the response is; where it does not, the keys do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from batchschema.catalog import load
from batchschema.core import Exchange
from batchschema.run.exchanges import Endpoints
from tests.command import Command
from tests.near_payloads import conforming
from tests.recordings.making import Call, har, to_json, to_yaml, vcr

OPENAI = "openai/argot-typescript-sdk@2024-10-15"
ENDPOINTS = Endpoints(list(load().values()))


def vendors_of(method: str | None, url: str | None) -> set[str | None]:
    return {variant.vendor for variant in ENDPOINTS.documenting(Exchange(method=method, url=url, status=200))}


@pytest.mark.parametrize(
    ("method", "url", "vendor"),
    [
        ("GET", "https://api.openai.com/v1/batches", "openai"),
        ("GET", "https://api.openai.com/v1/batches?limit=2&after=batch_1", "openai"),
        ("GET", "https://api.openai.com/v1/batches/batch_1", "openai"),
        ("GET", "https://api.openai.com/v1/batches/batch_1/", "openai"),
        ("POST", "https://api.openai.com/v1/batches/batch_1/cancel", "openai"),
        ("POST", "https://api.openai.com/v1/batches", "openai"),
        (None, "https://api.openai.com/v1/batches", "openai"),
        ("GET", "https://api.mistral.ai/v1/batch/jobs/0f6c1d52", "mistral"),
        ("GET", "https://gateway.example/mistral/v1/batch/jobs", "mistral"),
        ("GET", "/v1/batch/jobs", "mistral"),
    ],
)
def test_an_endpoint_is_that_of_its_vendor(method: str | None, url: str, vendor: str) -> None:
    assert vendors_of(method, url) == {vendor}


@pytest.mark.parametrize(
    ("method", "url"),
    [
        ("DELETE", "https://api.openai.com/v1/batches/batch_1"),
        ("GET", "https://api.openai.com/v1/files/file_1/content"),
        ("GET", "https://api.openai.com/v1/batches/batch_1/results"),
        ("POST", "https://api.openai.com/v1/chat/completions"),
        ("GET", "https://api.openai.com/v1/batchesque"),
        ("GET", "https://api.openai.com/other?next=/v1/batches"),
        ("GET", ""),
        ("GET", None),
    ],
)
def test_other_calls_are_nobodys(method: str, url: str | None) -> None:
    assert not vendors_of(method, url)


def test_a_host_that_names_no_vendor_leaves_all_that_document_the_path() -> None:
    everyone = vendors_of("GET", "https://llm.example/v1/batches/b")
    assert "openai" in everyone
    assert vendors_of("GET", "https://api.openai.com/v1/batches/b") <= everyone


@pytest.mark.parametrize("layout", ["vcr", "har"])
def test_bodies_of_other_endpoints_are_counted_and_not_judged(
    layout: str, call: Command, tmp_path: Path
) -> None:
    job = json.dumps(conforming(OPENAI))
    lines = "\n".join(
        json.dumps({"custom_id": f"r{index}", "response": {"status_code": 200}}) for index in range(5)
    )
    calls = [
        Call(json.dumps({"object": "file", "id": "file_1"}), "https://api.openai.com/v1/files", "POST"),
        Call(job, "https://api.openai.com/v1/batches", "POST"),
        Call(lines, "https://api.openai.com/v1/files/file_2/content"),
        Call(json.dumps({"data": [{"object": "model"}] * 9}), "https://api.openai.com/v1/models"),
    ]
    text = to_yaml(vcr(calls)) if layout == "vcr" else to_json(har(calls))
    name = "c.yaml" if layout == "vcr" else "t.har"
    (tmp_path / name).write_text(text)
    told = call("check", name, "--format", "json")
    summary = told.report["summary"]
    assert (told.code, summary["payloads"], summary["skipped"], summary["unreadable"]) == (0, 1, 3, 0)


def test_a_job_at_an_endpoint_that_nobody_documents_is_known_by_its_keys(
    call: Command, tmp_path: Path
) -> None:
    job = conforming(OPENAI) | {"status": 5}
    (tmp_path / "c.yaml").write_text(to_yaml(vcr([Call(json.dumps(job), "https://llm.example/jobs/7")])))
    told = call("check", "c.yaml", "--format", "json")
    assert ("wrong-type", "/status") in told.places


def test_what_is_no_job_at_a_jobs_endpoint_is_said(call: Command, tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text(to_yaml(vcr([Call('{"detail": "soon"}')])))
    told = call("check", ".", "--format", "json")  # found in a folder, so that nobody named it
    assert [finding["rule"] for finding in told.findings] == ["unknown-variant-fits"]
    assert told.code == 3


def test_a_variant_that_is_named_wins_over_the_endpoint(call: Command, tmp_path: Path) -> None:
    job = json.dumps(conforming("mistral/python-sdk@1.2.0"))
    (tmp_path / "c.yaml").write_text(to_yaml(vcr([Call(job, "https://api.mistral.ai/v1/batch/jobs/b")])))
    told = call("check", "c.yaml", "-V", "mistral/schema-page", "--format", "json")
    assert set(told.report["summary"]["variants"]) == {"mistral/schema-page"}


def test_an_empty_list_is_nothing_to_report(call: Command, tmp_path: Path) -> None:
    job = json.dumps(conforming(OPENAI))
    empty = Call('{"object": "list", "data": [], "has_more": false}', "https://api.openai.com/v1/batches")
    (tmp_path / "c.yaml").write_text(to_yaml(vcr([empty, Call(job), Call("", status=204)])))
    told = call("check", "c.yaml", "--format", "json")
    assert (told.code, told.report["summary"]["payloads"], told.report["summary"]["unreadable"]) == (0, 1, 0)


def test_a_schema_of_ones_own_is_held_against_calls_about_batches_only(call: Command, tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text('{"type": "object", "required": ["nope"]}')
    calls = [
        Call('{"id": "b"}', "https://llm.example/my/batch-jobs/7"),
        Call('{"id": "f"}', "https://llm.example/my/files/7"),
    ]
    (tmp_path / "c.yaml").write_text(to_yaml(vcr(calls)))
    told = call("check", "c.yaml", "--schema", "s.json", "--format", "json")
    summary = told.report["summary"]
    assert (len(told.findings), summary["payloads"], summary["skipped"]) == (1, 1, 1)


def test_recordings_in_a_folder_are_found(call: Command, tmp_path: Path) -> None:
    job = json.dumps(conforming(OPENAI))
    folder = tmp_path / "tests" / "cassettes"
    folder.mkdir(parents=True)
    (folder / "c.yaml").write_text(to_yaml(vcr([Call(job)])))
    (folder / "t.har").write_text(to_json(har([Call(job)])))
    (folder / "helper.R").write_text("f <- function(batch) batch\n")
    (folder / "notes.txt").write_text("Batch(id='b')")
    told = call("check", ".", "--format", "json")
    assert (told.code, told.report["summary"]["payloads"], told.report["summary"]["unreadable"]) == (0, 2, 0)


def test_files_with_lists_of_the_same_name_are_no_recordings(call: Command, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"interactions": [{"kind": "click"}], "log": {"entries": ["x"]}}')
    (tmp_path / "b.yaml").write_text("interactions:\n- click\n- kind: drag\n")
    (tmp_path / "c.yaml").write_text("interactions:\n  click: yes\n")
    (tmp_path / "d.yaml").write_text("text: |\n  interactions: none\nnote: interactions\n")
    (tmp_path / "e.yaml").write_text("site:\n  interactions:\n  - request: x\n    response: y\n")
    told = call("check", ".", "--format", "json", "--allow-empty")
    assert told.code == 0
    assert not told.findings
    assert told.report["summary"]["skipped"] >= 5
    assert call("check", "b.yaml").code == 3


def test_what_every_variant_says_of_a_recording(call: Command, tmp_path: Path) -> None:
    calls = [
        Call(json.dumps(conforming(OPENAI))),
        Call('{"object": "file"}', "https://api.openai.com/v1/files"),
    ]
    (tmp_path / "c.yaml").write_text(to_yaml(vcr(calls)))
    told = call("check", "c.yaml", "--variant", "all", "--format", "json")
    assert told.code == 0
    assert {fit["payloads"] for fit in told.report["fits"]} == {1}
