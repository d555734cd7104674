"""`--at`: payloads are where a JSONPath says, at their places in the log."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchschema.core import Unreadable
from batchschema.readers import parse_json
from batchschema.readers.selection import Selection
from tests.command import Command
from tests.near_payloads import conforming, json_values
from tests.readers.test_positions import offset_of, places_in, read_back
from tests.recordings.making import Call, to_yaml, vcr
from tests.writing import written

OPENAI = "openai/argot-typescript-sdk@2024-10-15"
SELECTION = Selection("$.a[*].b")


@given(st.data(), json_values, json_values)
def test_every_selected_value_is_found(data: st.DataObject, one: Any, two: Any) -> None:
    text = data.draw(written({"x": two, "a": [{"b": one}, {"c": 1}, {"b": two}]}, repeats=True))
    whole = parse_json(text.encode(), "s")
    assert not isinstance(whole, Unreadable)
    chosen = [value for value in (one, two) if value is not None and not isinstance(value, str)]
    documents = [part for part in SELECTION.of([whole], "s") if not isinstance(part, Unreadable)]
    selected = [document for document in documents if document.value in chosen]
    assert [document.value for document in selected][: len(chosen)] == chosen
    for document in selected:
        for pointer, part in places_in(document.value):
            position = document.locate(pointer)
            if text[offset_of(text, position)] != "\\":  # a string that is JSON itself
                assert read_back(text, position) == part


@given(st.data(), st.dictionaries(st.text(), json_values))
def test_every_value_of_embedded_text_is_found(data: st.DataObject, value: Any) -> None:
    inner = data.draw(written(value))
    text = json.dumps({"a": [{"b": inner}]}, ensure_ascii=data.draw(st.booleans()))
    whole = parse_json(text.encode(), "s")
    assert not isinstance(whole, Unreadable)
    (document,) = SELECTION.of([whole], "s")
    assert not isinstance(document, Unreadable)
    assert document.value == json.loads(inner)
    end = text.rindex('"')
    for pointer, part in places_in(document.value):
        rest = json.loads(f'"{text[offset_of(text, document.locate(pointer)) : end]}"')
        assert json.JSONDecoder().raw_decode(rest)[0] == part


def log(*lines: Any) -> str:
    return "".join(f"{json.dumps(line)}\n" for line in lines)


def test_lines_of_a_log_are_judged_by_their_field(call: Command, tmp_path: Path) -> None:
    job = conforming(OPENAI)
    (tmp_path / "app.jsonl").write_text(
        log({"m": "start"}, {"res": job}, {"res": job | {"status": 5}}, "x", 1)
    )
    told = call("check", "app.jsonl", "--at", "$.res", "--format", "json")
    assert told.report["summary"]["payloads"] == 2
    assert told.places == [("wrong-type", "/status")]
    assert told.findings[0]["line"] == 3


def test_a_filter_leaves_other_lines_alone(call: Command, tmp_path: Path) -> None:
    (tmp_path / "app.jsonl").write_text(log({"res": {"object": "file"}}, {"res": conforming(OPENAI)}))
    told = call("check", "app.jsonl", "--at", "$.res[?@.object == 'batch']", "--format", "json")
    assert told.code == 2, "a filter selects among the children of a node"
    told = call("check", "app.jsonl", "--at", "$[?@.object == 'batch']", "--format", "json")
    assert (told.code, told.report["summary"]["payloads"]) == (0, 1)


def test_text_that_is_no_json_is_said_where_it_stands(call: Command, tmp_path: Path) -> None:
    text = log({"res": json.dumps(conforming(OPENAI))}, {"res": '{"id": "b", oops'})
    (tmp_path / "app.jsonl").write_text(text)
    told = call("check", "app.jsonl", "--at", "$.res", "--format", "json")
    (damage,) = told.findings
    assert (told.code, damage["rule"], damage["line"]) == (3, "malformed-json", 2)
    assert text.split("\n")[1][damage["column"] - 1 :].startswith("oops")


def test_broken_lines_are_reported_all_the_same(call: Command, tmp_path: Path) -> None:
    (tmp_path / "app.jsonl").write_text(log({"res": conforming(OPENAI)}) + '{"res": \n')
    told = call("check", "app.jsonl", "--at", "$.res", "--format", "json")
    assert (told.code, told.report["summary"]["payloads"], told.places) == (3, 1, [("malformed-json", "")])


def test_a_path_that_selects_nothing_checks_nothing(call: Command, tmp_path: Path) -> None:
    (tmp_path / "app.jsonl").write_text(log({"res": conforming(OPENAI)}))
    told = call("check", "app.jsonl", "--at", "$.nope")
    assert told.code == 2
    assert "the JSONPath --at '$.nope' selected nothing" in told.stderr


@pytest.mark.parametrize("path", ["", "res", "$.", "$[", "$..[?", "$.a[?@.b ==]"])
def test_what_is_no_path_is_a_usage_error(path: str, call: Command, tmp_path: Path) -> None:
    (tmp_path / "app.jsonl").write_text(log({"res": conforming(OPENAI)}))
    told = call("check", "app.jsonl", "--at", path)
    assert told.code == 2
    assert "is no JSONPath (RFC 9535)" in told.stderr


def test_without_the_library_the_way_to_it_is_said(call: Command, tmp_path: Path) -> None:
    (tmp_path / "app.jsonl").write_text(log({"res": conforming(OPENAI)}))
    with mock.patch.dict(sys.modules, {"jsonpath": None}):
        told = call("check", "app.jsonl", "--at", "$.res")
    assert told.code == 2
    assert "pip install 'batchschema[recordings]'" in told.stderr


def test_jobs_inside_recorded_bodies_are_selected_too(call: Command, tmp_path: Path) -> None:
    body = json.dumps({"result": {"job": conforming(OPENAI) | {"status": 5}}})
    text = to_yaml(vcr([Call(body, "https://llm.example/jobs")]))
    (tmp_path / "c.yaml").write_text(text)
    told = call("check", "c.yaml", "--at", "$.result.job", "--format", "json")
    (finding,) = told.findings
    assert finding["rule"] == "wrong-type"
    assert text.split("\n")[finding["line"] - 1][finding["column"] - 1] == "5"


def test_a_field_that_is_null_holds_no_payload(call: Command, tmp_path: Path) -> None:
    (tmp_path / "app.jsonl").write_text(log({"res": None}, {"res": conforming(OPENAI)}))
    told = call("check", "app.jsonl", "--at", "$.res", "--format", "json")
    assert (told.code, told.report["summary"]["payloads"]) == (0, 1)


def test_observe_takes_a_field_of_a_log(call: Command, tmp_path: Path) -> None:
    (tmp_path / "app.jsonl").write_text(log({"m": "start"}, {"res": json.dumps(conforming(OPENAI))}))
    (tmp_path / "job.json").write_text(json.dumps(conforming(OPENAI)))
    told = call("observe", "app.jsonl", "--at", "$.res", "--format", "json")
    alone = call("observe", "job.json", "--format", "json")
    assert (told.code, told.output) == (0, alone.output)
    for mode in (("--merge", "p.json"), ("--diff", "p.json", "q.json")):
        assert call("observe", *mode, "--at", "$.res").code == 2
