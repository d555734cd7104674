"""What each recorder does in a way of its own, and what only looks like a recording."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

import brotli  # type: ignore[import-untyped]
import pytest

from tests.command import Command, Outcome
from tests.near_payloads import conforming
from tests.recordings.making import (
    BATCH,
    Call,
    Recording,
    exvcr,
    go_vcr,
    har,
    nock,
    notebook,
    php_vcr,
    r_fixture,
    stub,
    to_json,
    to_yaml,
    vcr,
    with_parsed_body,
)

JOB = json.dumps(conforming("openai/argot-typescript-sdk@2024-10-15") | {"status": "Validating"})
FINE = Call(JOB)
BR = {"Content-Encoding": ["br"]}


def checked(call: Command, folder: Path, name: str, recording: Recording) -> Outcome:
    write = to_yaml if name.endswith((".yaml", ".yml")) else to_json
    (folder / name).write_text(write(recording))
    return call("check", name, "--format", "json")


def rules_of(told: Outcome) -> list[str]:
    return [finding["rule"] for finding in told.findings]


@pytest.mark.parametrize(
    ("name", "write"),
    [("c.yaml", go_vcr), ("p.yml", php_vcr), ("p.json", php_vcr), ("e.json", exvcr), ("n.json", nock)],
)
def test_the_status_is_read_where_each_recorder_writes_it(
    name: str, write: Callable[[Sequence[Call]], Recording], call: Command, tmp_path: Path
) -> None:
    calls = [Call('{"error": {"message": "no"}}', status=404), FINE]
    told = checked(call, tmp_path, name, write(calls))
    assert rules_of(told) == ["skipped-exchange", "enum-value-respelled"]
    assert "status 404" in told.findings[0]["message"]


@pytest.mark.parametrize(
    "recording",
    [
        {"request": {"url": "/v1/batches/b"}, "response": {"status": 200, "bodyFileName": "body.json"}},
        {
            "interactions": [
                {"request": {"uri": BATCH}, "response": {"body": {"file": "yes", "string": "b.json"}}}
            ]
        },
    ],
)
def test_a_body_in_a_file_of_its_own_is_said_to_be_there(
    recording: Recording, call: Command, tmp_path: Path
) -> None:
    told = checked(call, tmp_path, "c.json", recording)
    assert (told.code, rules_of(told)) == (3, ["unreadable-input"])
    assert "in a file of its own" in told.stdout


@pytest.mark.parametrize("body", [{"encoding": "", "file": "no", "string": JOB}, {"size": 9, "string": JOB}])
def test_what_else_a_recorder_says_of_a_body_is_no_part_of_it(
    body: dict[str, Any], call: Command, tmp_path: Path
) -> None:
    recording = vcr([FINE])
    recording["interactions"][0]["response"]["body"] = body
    for name in ("c.yaml", "c.json"):
        assert rules_of(checked(call, tmp_path, name, recording)) == ["enum-value-respelled"]


def test_a_string_that_was_made_an_object_is_read_as_one(call: Command, tmp_path: Path) -> None:
    for body in ({"string": json.loads(JOB)}, json.loads(JOB)):
        recording = vcr([FINE])
        recording["interactions"][0]["response"]["body"] = body
        for name in ("c.yaml", "c.json"):
            assert rules_of(checked(call, tmp_path, name, recording)) == ["enum-value-respelled"]


@pytest.mark.parametrize("text", ["[" * 100_000, '["a"', '["1f8"]', '["xyz"]', "[]", "1234"])
def test_a_body_that_only_looks_packed_is_taken_as_it_is(text: str, call: Command, tmp_path: Path) -> None:
    recording = har([FINE, Call(text, headers={"Content-Encoding": ["gzip"]}), FINE])
    told = checked(call, tmp_path, "t.har", recording)
    assert rules_of(told).count("enum-value-respelled") == 2
    assert len(told.findings) == (2 if text == "[]" else 3)


def test_a_tag_in_a_body_that_is_yaml_is_one_damage(call: Command, tmp_path: Path) -> None:
    text = to_yaml(with_parsed_body(FINE)).replace("status: Validating", "status: !!python/name:os.system ''")
    (tmp_path / "c.yaml").write_text(text)
    told = call("check", "c.yaml", "--format", "json")
    assert (told.code, rules_of(told)) == (3, ["malformed-yaml"])


@pytest.mark.parametrize(
    "response",
    [{"id": "b", "object": "batch"}, {"status": 200}, {"status": 200, "output": JOB}],
    ids=["a job", "no body", "another name"],
)
@pytest.mark.parametrize("listed", [False, True])
def test_what_only_looks_like_an_exchange_is_a_payload(
    response: dict[str, object], listed: bool, call: Command, tmp_path: Path
) -> None:
    value = {"request": {"url": BATCH, "method": "GET"}, "response": response}
    told = checked(call, tmp_path, "log.json", [value] if listed else value)
    assert (told.code, rules_of(told)) == (3, ["unknown-variant-fits"])


def test_lists_in_yaml_that_hold_no_exchanges_are_payloads(call: Command, tmp_path: Path) -> None:
    job = json.loads(JOB) | {"metadata": {"request": "a", "response": "b"}}
    assert rules_of(checked(call, tmp_path, "jobs.yaml", [job])) == ["enum-value-respelled"]


@pytest.mark.parametrize("size", [40, 4000])
def test_stubs_over_the_limit_are_passed_over(size: int, call: Command, tmp_path: Path) -> None:
    large = stub(Call(json.dumps({"id": "b", "padding": "x" * size})))
    (tmp_path / "s.json").write_text(to_json({"mappings": [stub(FINE), large, stub(FINE)]}))
    told = call("check", "s.json", "--format", "json", "--max-payload", "2000")
    assert rules_of(told).count("payload-too-large") == (size == 4000)
    assert rules_of(told).count("enum-value-respelled") == 2


def test_a_list_that_is_cut_off_is_read_as_far_as_it_goes(call: Command, tmp_path: Path) -> None:
    for write in (exvcr, nock):
        text = to_json(write([FINE, FINE]), indent=1)
        (tmp_path / "c.json").write_text(text[:-200])
        told = call("check", "c.json", "--format", "json")
        assert (told.code, rules_of(told)) == (3, ["enum-value-respelled", "malformed-json"])


@pytest.mark.parametrize("damage", [slice(None, -4), slice(4, None)])
def test_a_damaged_brotli_body_costs_one_finding(damage: slice, call: Command, tmp_path: Path) -> None:
    body = brotli.compress(JOB.encode())[damage]
    told = checked(call, tmp_path, "t.har", har([FINE, Call(body, headers=BR), FINE]))
    assert rules_of(told) == ["enum-value-respelled", "unreadable-input", "enum-value-respelled"]


def test_a_brotli_body_is_not_unpacked_beyond_the_limit(call: Command, tmp_path: Path) -> None:
    bomb = brotli.compress(b" " * (8 << 20))
    (tmp_path / "c.yaml").write_text(to_yaml(vcr([FINE, Call(bomb, headers=BR)])))
    told = call("check", "c.yaml", "--format", "json", "--max-payload", "100000")
    assert rules_of(told) == ["enum-value-respelled", "payload-too-large"]


class _Unlimited:
    """Brotli's decompressor before version 1.2."""

    def process(self, data: bytes) -> bytes:
        raise AssertionError(len(data))


@pytest.mark.parametrize("library", [None, SimpleNamespace(Decompressor=_Unlimited, error=ValueError)])
def test_without_brotli_the_way_to_it_is_said(library: Any, call: Command, tmp_path: Path) -> None:
    with mock.patch.dict(sys.modules, {"brotli": library}):
        told = checked(call, tmp_path, "t.har", har([Call(brotli.compress(JOB.encode()), headers=BR)]))
    assert (told.code, rules_of(told)) == (3, ["unreadable-input"])
    assert "pip install 'batchschema[recordings]'" in told.findings[0]["hint"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("php.yml", to_yaml(php_vcr([FINE]))),
        ("parsed.yaml", to_yaml(with_parsed_body(FINE))),
        ("elixir.json", to_json(exvcr([FINE]))),
        ("stub.json", to_json(stub(FINE))),
        ("app.log", f"id='b' object='batch' status='Validating' n={json.loads(JOB)!r}\n"),
        ("fixture.R", r_fixture(FINE)),
    ],
)
def test_a_byte_order_mark_changes_nothing(name: str, text: str, call: Command, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    plain = call("check", name, "--format", "json")
    (tmp_path / name).write_text(text, encoding="utf-8-sig")
    marked = call("check", name, "--format", "json")
    assert plain.code in (0, 1)
    assert (marked.code, rules_of(marked)) == (plain.code, rules_of(plain))


@pytest.mark.parametrize("name", ["php.yml", "elixir.json", "fixture.R", "n.ipynb", "t.har", "job.repr"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_another_encoding_is_one_damage(name: str, encoding: str, call: Command, tmp_path: Path) -> None:
    texts = {
        "php.yml": to_yaml(php_vcr([FINE])),
        "elixir.json": to_json(exvcr([FINE])),
        "fixture.R": r_fixture(FINE),
        "n.ipynb": to_json(notebook(JOB)),
        "t.har": to_json(har([FINE])),
        "job.repr": "Batch(id='b')",
    }
    (tmp_path / name).write_bytes(texts[name].encode(encoding))
    told = call("check", name, "--format", "json")
    assert (told.code, rules_of(told)) == (3, ["wrong-encoding"])
