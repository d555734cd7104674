"""`batchschema observe` through the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonpatch
import orjson
import pytest

from batchschema import load
from batchschema.engines import compiled
from batchschema.shape import shape_of
from tests.command import ROOT, Command, Outcome
from tests.near_payloads import conforming
from tests.observe.making import PYTHON_SDK, fields, job, written
from tests.recordings.making import Call, har, to_json, to_yaml, vcr

ARGOT = "openai/argot-typescript-sdk@2024-10-15"
SCHEMA_PAGE = "mistral/schema-page"
OPENAI = ROOT / "tests" / "payloads" / "openai"
ON_THE_WIRE = sorted(path for path in OPENAI.glob("*.json") if path.name != "jsonlite-empty-objects.json")
META = ROOT / "schemas" / "_meta"


def remarks(outcome: Outcome, variant: str) -> list[tuple[str, str, str, int, int]]:
    return [
        (each["evidence"], each["pointer"], each.get("word", each["seen"]), each["count"], each["of"])
        for each in outcome.report["variants"][variant]["remarks"]
    ]


def test_the_nulls_of_recorded_openai_batches(call: Command) -> None:
    told = call("observe", *ON_THE_WIRE, "-V", ARGOT, "--format", "json")
    payloads = [orjson.loads(path.read_bytes()) for path in ON_THE_WIRE]
    nulls = {
        pointer: field["types"]["null"]
        for pointer, field in fields(told, ARGOT).items()
        if "null" in field["types"]
    }
    assert nulls == {
        "/errors": 10, "/failed_at": 10, "/expired_at": 10, "/cancelled_at": 10, "/cancelling_at": 9,
        "/error_file_id": 8, "/metadata": 9, "/finalizing_at": 5, "/completed_at": 5, "/output_file_id": 5,
        "/in_progress_at": 4, "/model": 2,
    }  # fmt: skip
    for pointer, count in nulls.items():
        assert count == sum(pointer[1:] in each and each[pointer[1:]] is None for each in payloads)
    settled = {pointer for evidence, pointer, seen, *_ in remarks(told, ARGOT) if evidence == "silence"}
    assert settled == nulls.keys() - {"/model"}
    assert told.code == 0


def test_every_format_says_what_contradicts(call: Command, tmp_path: Path) -> None:
    path = written(tmp_path, "j.jsonl", *[job()] * 3, job(status="PAUSED", model=None, errors=..., extra=1.5))
    told = call("observe", path, "-V", PYTHON_SDK, "--format", "json")
    assert remarks(told, PYTHON_SDK) == [
        ("contradiction", "/errors", "absent", 1, 4),
        ("contradiction", "/model", "null", 1, 4),
        ("contradiction", "/status", "PAUSED", 1, 4),
        ("undocumented", "/extra", "number", 1, 4),
    ]
    assert "states" in fields(told, PYTHON_SDK)["/model"]
    for name in ("text", "markdown"):
        text = call("observe", path, "-V", PYTHON_SDK, "--format", name).stdout.replace("\\", "")
        assert "1 of 4 (25 %); documented as required" in text
        assert 'the word "PAUSED" in 1 of 4 (25 %); not one of the 7 documented words' in text
        assert "null in 1 of 4 (25 %); documented as never null" in text


def test_contradictions_fail_only_when_asked(call: Command, tmp_path: Path) -> None:
    path = written(tmp_path, "j.jsonl", job(model=None))
    assert call("observe", path, "-V", PYTHON_SDK).code == 0
    assert call("observe", path, "-V", PYTHON_SDK, "--fail-on", "error").code == 1
    assert call("observe", written(tmp_path, "k.jsonl", job()), "--fail-on", "error").code == 0


def test_no_text_of_a_payload_is_shown(call: Command, tmp_path: Path) -> None:
    secret = "Zebra"
    payload = job(
        id=secret, model=secret, metadata={secret: secret, "n": 190919091}, status=f"{secret}\n{secret}",
        errors=[{"message": secret, "count": 2}], unknown={secret: {secret: [secret, 190919091]}},
    )  # fmt: skip
    path = written(tmp_path, "j.jsonl", payload)
    for name in ("text", "json", "markdown"):
        told = call("observe", path, "-V", PYTHON_SDK, "--format", name)
        assert secret not in told.stdout + told.stderr
        assert "190919091" not in told.stdout
    found = fields(call("observe", path, "-V", PYTHON_SDK, "--format", "json"), PYTHON_SDK)
    assert found["/status"]["other_words"] == 1
    assert found["/unknown/*/*"]["types"] == {"array": 1}


def test_ids_ranges_and_times(call: Command, tmp_path: Path) -> None:
    path = written(
        tmp_path, "j.jsonl", job(created_at=1767225600, total_requests=5), job(created_at=1767312000, id="7")
    )
    told = call("observe", path, "-V", PYTHON_SDK, "--format", "json")
    found = fields(told, PYTHON_SDK)
    assert found["/id"]["id_shapes"] == {"<digits:1>": 1, "<uuid>": 1}
    assert found["/created_at"]["range"] == {"least": 1767225600, "greatest": 1767312000}
    assert found["/total_requests"]["range"]["least"] == 5
    assert found["/model"]["seen"] == {"first": "2026-01-01T00:00:00Z", "last": "2026-01-02T00:00:00Z"}
    assert "2026-01-01 to 2026-01-02" in call("observe", path, "-V", PYTHON_SDK).stdout


def test_many_words_are_cut_and_said(call: Command, tmp_path: Path) -> None:
    path = written(tmp_path, "j.jsonl", *[job(status=f"S{index:03}") for index in range(100)])
    status = fields(call("observe", path, "-V", PYTHON_SDK, "--format", "json"), PYTHON_SDK)["/status"]
    assert list(status["words"]) == [f"S{index:03}" for index in range(64)]
    assert status["more_words"] is True
    assert "and others" in call("observe", path, "-V", PYTHON_SDK).stdout


def test_payloads_are_grouped_by_the_variant_they_are_taken_for(call: Command) -> None:
    told = call("observe", ROOT / "tests" / "payloads" / "polls", "--format", "json")
    vendors = {id.partition("/")[0]: part["payloads"] for id, part in told.report["variants"].items()}
    assert vendors.keys() == {"mistral", "openai"}
    assert sum(vendors.values()) == sum(
        len(path.read_bytes().splitlines())
        for path in (ROOT / "tests" / "payloads" / "polls").glob("*.jsonl")
    )


def test_a_merge_of_parts_is_the_whole_to_the_byte(call: Command, tmp_path: Path) -> None:
    half = len(ON_THE_WIRE) // 2
    for name, part in (("a", ON_THE_WIRE[:half]), ("b", ON_THE_WIRE[half:]), ("all", ON_THE_WIRE)):
        assert call("observe", *part, "--format", "json", "--output", tmp_path / f"{name}.json").code == 0
    whole = (tmp_path / "all.json").read_bytes()
    for order in (("a", "b"), ("b", "a")):
        told = call("observe", "--merge", *[tmp_path / f"{name}.json" for name in order], "--format", "json")
        assert told.output == whole
    assert compiled(orjson.loads((META / "profile.schema.json").read_bytes())).is_valid(orjson.loads(whole))


@pytest.mark.parametrize("kind", ["lines", "list", "folder", "vcr", "har", "stdin"])
def test_every_source_gives_the_same_counts(kind: str, call: Command, tmp_path: Path) -> None:
    payloads = [orjson.loads(path.read_bytes()) for path in ON_THE_WIRE]
    stdin, target = b"", tmp_path / "in"
    target.mkdir()
    calls = [Call(json.dumps(each)) for each in payloads]
    if kind == "lines":
        written(target, "p.jsonl", *payloads)
    elif kind == "list":
        written(target, "p.json", {"object": "list", "data": payloads, "has_more": False})
    elif kind == "folder":
        for index, each in enumerate(payloads):
            written(target, f"{index}.json", each)
        written(target, "package.json", {"name": "x", "version": "1"})
    elif kind == "stdin":
        stdin = b"\n".join(map(orjson.dumps, payloads))
    else:
        text = to_yaml(vcr(calls)) if kind == "vcr" else to_json(har(calls))
        (target / ("c.yaml" if kind == "vcr" else "t.har")).write_text(text)
    told = call("observe", "-" if stdin else target, "-V", ARGOT, "--format", "json", stdin=stdin)
    expected = call("observe", *ON_THE_WIRE, "-V", ARGOT, "--format", "json")
    found, wanted = fields(told, ARGOT), fields(expected, ARGOT)
    if kind == "har":  # which says when each exchange was recorded
        moment = {"first": "2026-01-01T00:00:00Z", "last": "2026-01-01T00:00:00Z"}
        assert all(field["seen"] == moment for field in found.values())
        found, wanted = (
            {path: field | {"seen": None} for path, field in one.items()} for one in (found, wanted)
        )
    assert found == wanted


def test_a_none_in_print_is_neither_null_nor_absent(call: Command, tmp_path: Path) -> None:
    (tmp_path / "o.repr").write_text(
        "BatchJobOut(id='b', input_files=[], endpoint='/v1/x', model='m', errors=[], status='QUEUED', "
        "created_at=1767225600, total_requests=1, completed_requests=0, succeeded_requests=0, "
        "failed_requests=0, object='batch', metadata=None)"
    )
    told = call("observe", tmp_path / "o.repr", "-V", PYTHON_SDK, "--format", "json")
    metadata = fields(told, PYTHON_SDK)["/metadata"]
    assert (metadata["types"], metadata["of"], metadata["absent"]) == ({"unsettled": 1}, 0, 0)
    assert "/metadata" not in {pointer for _, pointer, *_ in remarks(told, PYTHON_SDK)}


def test_the_page_shows_real_output(call: Command) -> None:
    page = (ROOT / "docs" / "observe.md").read_text(encoding="utf-8")
    command, *shown = page.partition("```console\n$ batchschema ")[2].partition("\n```")[0].splitlines()
    told = call(*command.split(), folder=ROOT).stdout.splitlines()
    assert len(shown) > 10
    assert [line for line in shown if line.strip() not in ("", "…") and line not in told] == []


class TestProposal:
    def test_it_applies_and_touches_nothing_that_is_documented(self, call: Command) -> None:
        told = call("observe", *ON_THE_WIRE, "-V", ARGOT, "--propose")
        patch = orjson.loads(told.output)
        schema = orjson.loads(orjson.dumps(load()[ARGOT].schema))
        patched = jsonpatch.apply_patch(schema, patch)
        assert shape_of(patched) == shape_of(schema)
        meta = orjson.loads((META / "variant.schema.json").read_bytes())
        assert compiled(meta).is_valid(patched)
        assert patched["properties"]["errors"]["x-observed"] == {
            "null": {"count": 10, "of": 10}, "from": "2024-04-24", "until": "2026-03-02",
        }  # fmt: skip
        assert {op["path"].rpartition("/")[2] for op in patch if op["op"] == "add"} == {"x-observed"}
        assert "2 observations of fields that it does not document" in told.stderr

    def test_it_refuses_a_document_that_says_something_else_by_now(self, call: Command) -> None:
        patch = orjson.loads(call("observe", *ON_THE_WIRE, "-V", ARGOT, "--propose").output)
        schema = orjson.loads(orjson.dumps(load()[ARGOT].schema))
        schema["properties"]["errors"]["x-documented"]["null"] = "allowed"
        with pytest.raises(jsonpatch.JsonPatchTestFailed):
            jsonpatch.apply_patch(schema, patch)

    def test_a_field_without_nulls_proves_nothing(self, call: Command, tmp_path: Path) -> None:
        path = written(tmp_path, "j.jsonl", *[conforming(ARGOT)] * 50)
        assert orjson.loads(call("observe", path, "-V", ARGOT, "--propose").output) == []

    def test_absence_where_presence_is_unstated(self, call: Command, tmp_path: Path) -> None:
        path = written(tmp_path, "j.jsonl", conforming(SCHEMA_PAGE), conforming(SCHEMA_PAGE) | {"model": "m"})
        gone = {name: value for name, value in conforming(SCHEMA_PAGE).items() if name != "model"}
        written(tmp_path, "k.jsonl", gone)
        told = call("observe", path, tmp_path / "k.jsonl", "-V", SCHEMA_PAGE, "--propose")
        added = {op["path"]: op["value"] for op in orjson.loads(told.output) if op["op"] == "add"}
        assert added["/properties/model/x-observed"]["absent"] == {"count": 1, "of": 3}

    def test_one_variant_at_a_time(self, call: Command) -> None:
        told = call("observe", ROOT / "tests" / "payloads" / "polls", "--propose")
        assert told.code == 2
        assert "name one with --variant" in told.stderr


class TestPeriods:
    def profiles(self, call: Command, folder: Path, before: list[Any], after: list[Any]) -> tuple[Path, Path]:
        paths = []
        for name, payloads in (("before", before), ("after", after)):
            written(folder, f"{name}.jsonl", *payloads)
            paths.append(folder / f"{name}.json")
            source = folder / f"{name}.jsonl"
            made = call("observe", source, "-V", PYTHON_SDK, "--format", "json", "--output", paths[-1])
            assert made.code == 0
        return paths[0], paths[1]

    def shifts(self, told: Outcome) -> list[tuple[str, str, str, str]]:
        return [
            (each["severity"], each["pointer"], each["turn"], each["what"]) for each in told.report["shifts"]
        ]

    def test_a_period_does_not_differ_from_itself(self, call: Command, tmp_path: Path) -> None:
        before, after = self.profiles(call, tmp_path, [job()] * 9, [job()] * 9)
        told = call("observe", "--diff", before, after, "--format", "json", "--fail-on", "note")
        assert (told.code, told.report["shifts"]) == (0, [])
        assert "0 clear differences." in call("observe", "--diff", before, after).stdout

    def test_what_came_went_and_changed_its_rate(self, call: Command, tmp_path: Path) -> None:
        earlier = [job(output_file=None)] * 2 + [job()] * 18
        later = [
            *[job(status="PAUSED", output_file=None, started_at=..., extra=True, model=None)] * 10,
            *[job(output_file=None, started_at=..., errors=...)] * 10,
        ]
        before, after = self.profiles(call, tmp_path, earlier, later)
        told = call("observe", "--diff", before, after, "--format", "json", "--fail-on", "error")
        assert self.shifts(told) == [
            ("error", "/errors", "came", "absence"),
            ("warning", "/extra", "came", "the field"),
            ("error", "/model", "came", "null"),
            ("note", "/output_file", "rose", "null"),
            ("note", "/started_at", "went", "the field"),
            ("error", "/status", "came", 'the word "PAUSED"'),
        ]
        schema = orjson.loads((META / "profile-diff.schema.json").read_bytes())
        assert compiled(schema).violations(told.report) == []
        assert told.code == 1
        text = call("observe", "--diff", before, after).stdout
        assert "/model: error: null came: 0 of 20 (0 %), then 10 of 20 (50 %)" in text
        assert (
            "| error | null came" in call("observe", "--diff", before, after, "--format", "markdown").stdout
        )

    def test_few_payloads_prove_no_rate(self, call: Command, tmp_path: Path) -> None:
        before, after = self.profiles(call, tmp_path, [job()] * 2, [job(started_at=...)] * 2)
        told = call("observe", "--diff", before, after, "--format", "json")
        assert self.shifts(told) == [("warning", "/started_at", "came", "absence")]


class TestBadDay:
    def test_nothing_to_observe(self, call: Command, tmp_path: Path) -> None:
        told = call("observe", tmp_path)
        assert told.code == 2
        assert "nothing was checked" in told.stderr
        empty = call("observe", tmp_path, "--allow-empty", "--format", "json")
        assert (empty.code, empty.report["variants"]) == (0, {})

    def test_what_cannot_be_read_is_said_and_the_rest_observed(self, call: Command, tmp_path: Path) -> None:
        path = written(tmp_path, "j.jsonl", job(), job())
        path.write_bytes(path.read_bytes() + b'{"id": \n{"a": 1, "b": 2}\n')
        told = call("observe", path, tmp_path / "gone.json", "--format", "json")
        assert told.code == 3
        assert sum(part["payloads"] for part in told.report["variants"].values()) == 2
        for rule in ("malformed-json", "unknown-variant-fits", "unreadable-input"):
            assert f"[{rule}]" in told.stderr
        assert f"{path}:3:" in told.stderr
        assert f"{path}:4:1: " in told.stderr

    def test_an_unknown_variant_is_suggested_for(self, call: Command, tmp_path: Path) -> None:
        told = call("observe", written(tmp_path, "j.jsonl", job()), "-V", "mistral/python-sdkk")
        assert told.code == 2
        assert "did you mean" in told.stderr

    @pytest.mark.parametrize(
        ("text", "code", "said"),
        [
            ("{}", 2, "is no profile"),
            ("[1]", 2, "is no profile"),
            (
                '{"$schema": "urn:batchschema:meta:profile", "version": 9}',
                2,
                "profile of version 9; a newer batchschema wrote it",
            ),
            ('{"$schema": "urn:batchschema:meta:profile", "version": 1}', 2, "is damaged: /variants"),
            ("{", 3, "[malformed-json]"),
            ("", 3, "[malformed-json]"),
            (None, 3, "[unreadable-input]"),
        ],
    )
    def test_a_file_that_is_no_profile(
        self, text: str | None, code: int, said: str, call: Command, tmp_path: Path
    ) -> None:
        path = tmp_path / "p.json"
        if text is not None:
            path.write_text(text)
        for option in ("--merge", "--diff"):
            told = call("observe", option, path, path)
            assert told.code == code
            assert said in told.stderr
            assert told.output == b""

    def test_a_profile_that_counts_more_fields_than_objects(self, call: Command, tmp_path: Path) -> None:
        path = tmp_path / "p.json"
        call("observe", *ON_THE_WIRE, "-V", ARGOT, "--format", "json", "--output", path)
        value = orjson.loads(path.read_bytes())
        value["variants"][ARGOT]["fields"]["/id"]["types"] = {"string": 99}
        path.write_bytes(orjson.dumps(value))
        told = call("observe", "--merge", path)
        assert told.code == 2
        assert "/id was met more often than the 10 objects" in told.stderr

    def test_lines_are_jsonl_profiles_are_not(self, call: Command, tmp_path: Path) -> None:
        told = call("observe", "--merge", written(tmp_path, "j.jsonl", job()))
        assert told.code == 2
        assert "is no profile" in told.stderr

    @pytest.mark.parametrize(
        "arguments",
        [["--merge", "--diff", "a", "b"], ["--diff", "a"], ["--merge"], ["--diff", "a", "b", "--propose"]],
    )
    def test_options_that_make_no_sense(self, arguments: list[str], call: Command) -> None:
        assert call("observe", *arguments).code == 2

    def test_an_output_that_cannot_be_written(self, call: Command, tmp_path: Path) -> None:
        told = call("observe", *ON_THE_WIRE, "--output", tmp_path / "no" / "such" / "folder")
        assert told.code == 2
        assert "there is no folder" in told.stderr

    def test_hostile_keys_are_one_line_each(self, call: Command, tmp_path: Path) -> None:
        path = written(tmp_path, "j.jsonl", job(**{"a\nb|<b>`": 1}))
        text = call("observe", path, "-V", PYTHON_SDK).stdout
        assert "/a\\nb|<b>`" in text
        assert (
            "| `` /a\\nb\\|<b>` `` |"
            in call("observe", path, "-V", PYTHON_SDK, "--format", "markdown").stdout
        )

    def test_a_deep_value_in_an_undocumented_field(self, call: Command, tmp_path: Path) -> None:
        path = tmp_path / "j.json"
        deep = "[" * 900 + "]" * 900
        path.write_text(json.dumps(job(extra=None)).replace('"extra": null', f'"extra": {deep}'))
        told = call("observe", path, "-V", PYTHON_SDK, "--format", "json")
        assert told.code == 0
        assert "/extra" + "/*" * 8 in fields(told, PYTHON_SDK)
