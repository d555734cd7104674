"""What is kept of hostile payloads is little, and is the same however they are split."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import jsonpatch
import jsonschema
import orjson
import pytest
import yaml

from batchschema import load
from tests.command import ROOT, Command, Outcome
from tests.observe.making import PYTHON_SDK, fields, job, written

META = ROOT / "schemas" / "_meta"
BY = ("-V", PYTHON_SDK, "--format", "json")


def profile_of(call: Command, path: Path) -> Outcome:
    told = call("observe", path, *BY)
    assert told.code == 0, told.stderr
    return told


def holds(told: Outcome, schema: str) -> bool:
    """As somebody else's validator sees it."""
    meta = orjson.loads((META / schema).read_bytes())
    checker = jsonschema.Draft202012Validator(meta, format_checker=jsonschema.FormatChecker())
    return not list(checker.iter_errors(told.report))


HOSTILE: dict[str, list[dict[str, Any]]] = {
    "keys": [job(**{f"k{number:04}": 1 for number in range(start, start + 400)}) for start in (0, 300, 100)],
    "spellings": [job(**{"model" + "_" * number: "m" for number in range(1, 300)}), job()],
    "words": [job(status=f"S{number:04}") for number in range(300)],
    "ids": [job(id=f"b{'_x' * number}") for number in range(300)],
    "shapes of ids": [job(id="a" * number) for number in range(1, 60)],
    "map keys": [job(metadata={f"k{number}": number for number in range(2000)}), job()],
    "items": [job(input_files=["x"] * 5000, errors=[{"message": "m", "more": [1, None]}] * 500), job()],
    "long texts": [job(status="B" * 100_000, id="a" * 100_000, model=""), job(status="")],
    "long names": [job(**{"n" * 257: 1, "n" * 256: 1}), job(**{"m" * 5000: 1})],
    "deep": [job(extra=json.loads('{"a":' * 200 + "1" + "}" * 200)), job(extra=[[[[]]]])],
    "numbers": [job(total_requests=value) for value in (2**53, 2**64 - 1, -(2**63), 1e300, -0.0, 0.5)],
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_parts_add_up_to_the_whole_and_stay_small(kind: str, call: Command, tmp_path: Path) -> None:
    payloads = HOSTILE[kind]
    whole = profile_of(call, written(tmp_path, "whole.jsonl", *payloads))
    assert holds(whole, "profile.schema.json")
    assert len(whole.output) < 300_000
    assert len(fields(whole)) < 300
    chance = random.Random(kind)
    shuffled = chance.sample(payloads, len(payloads))
    names = [tmp_path / f"{number}.json" for number in range(2)]
    for number, name in enumerate(names):
        part = written(tmp_path, f"{number}.jsonl", *shuffled[number::2])
        assert call("observe", part, *BY, "-o", name).code == 0
    for order in (names, names[::-1]):
        assert call("observe", "--merge", *order, "--format", "json").output == whole.output


def test_what_was_left_out_is_said(call: Command, tmp_path: Path) -> None:
    found = profile_of(call, written(tmp_path, "j.jsonl", *HOSTILE["keys"])).report["variants"][PYTHON_SDK]
    assert found["more_fields"] is True
    kept = [pointer for pointer, field in found["fields"].items() if not field["documented"]]
    assert kept == [f"/k{number:04}" for number in range(256)]
    assert found["fields"]["/k0099"]["types"] == {"integer": 1}
    long = profile_of(call, written(tmp_path, "n.jsonl", *HOSTILE["long names"]))
    assert long.report["variants"][PYTHON_SDK]["more_fields"] is True
    assert [pointer for pointer in fields(long) if pointer.startswith("/n")] == ["/" + "n" * 256]
    text = call("observe", tmp_path / "n.jsonl", *BY[:2]).stdout
    assert "more undocumented fields than are kept" in " ".join(text.split())


@pytest.mark.parametrize("digits", [40, 300])
def test_an_integer_beyond_64_bits_is_one_number_in_every_format(
    digits: int, call: Command, tmp_path: Path
) -> None:
    text = yaml.safe_dump(job(total_requests=...)) + f"total_requests: {'9' * digits}\n"
    (tmp_path / "j.yaml").write_text(text)
    told = profile_of(call, tmp_path / "j.yaml")
    (tmp_path / "p.json").write_bytes(told.output)
    assert call("observe", "--merge", tmp_path / "p.json", "--format", "json").output == told.output
    greatest = fields(told)["/total_requests"]["range"]["greatest"]
    assert greatest == float("9" * digits)


class TestDamage:
    """Profiles that were written by something else, or not wholly."""

    def changed(self, call: Command, folder: Path, at: tuple[str, ...], value: object) -> Outcome:
        report = profile_of(call, written(folder, "j.jsonl", job(), job(id="8"))).report
        (folder / "good.json").write_bytes(orjson.dumps(report))
        part: Any = report
        for name in at[:-1]:
            part = part[name]
        part[at[-1]] = value
        (folder / "p.json").write_bytes(orjson.dumps(report))
        return call("observe", "--merge", "good.json", "p.json", "--format", "json", folder=folder)

    @pytest.mark.parametrize(
        ("place", "value", "said"),
        [
            (("fields", "/id", "types"), {"string": 3}, "/id was met more often than the 2 objects"),
            (("fields", "/id", "types"), {"text": 2}, "is damaged: /variants"),
            (("fields", "/id", "types"), {"string": -2}, "is damaged: /variants"),
            (("fields", "/id", "id_shapes"), {"<uuid>": 7}, "/id has more words or shapes of ids than texts"),
            (("fields", "/status", "words"), {"SUCCESS": 7}, "/status has more words or shapes"),
            (("fields", "/total_requests", "range"), {"least": 3, "greatest": 1}, "a range ends before"),
            (("fields", "/id", "seen", "first"), "2099-01-01T00:00:00Z", "from 2099-01-01T00:00:00Z to 2026"),
            (("fields", "/id", "seen", "first"), "yesterday", "is damaged: /variants"),
            (("fields", "id"), {"documented": True, "types": {"string": 1}}, "is damaged: /variants"),
            (("payloads",), 9, "9 payloads are said, and 2 counted"),
        ],
    )
    def test_figures_that_cannot_be_true(
        self, place: tuple[str, ...], value: object, said: str, call: Command, tmp_path: Path
    ) -> None:
        told = self.changed(call, tmp_path, ("variants", PYTHON_SDK, *place), value)
        assert (told.code, told.output) == (2, b"")
        assert f"p.json: is damaged: {said.removeprefix('is damaged: ')}" in told.stderr

    def test_what_a_later_format_adds_is_passed_over(self, call: Command, tmp_path: Path) -> None:
        told = self.changed(call, tmp_path, ("variants", PYTHON_SDK, "fields", "/id", "later"), {"a": 1})
        assert told.code == 0
        assert fields(told)["/id"]["types"] == {"string": 4}

    def test_counts_may_be_written_with_a_point(self, call: Command, tmp_path: Path) -> None:
        told = self.changed(
            call, tmp_path, ("variants", PYTHON_SDK, "fields", "/id", "types"), {"string": 2.0}
        )
        assert '"string": 4\n' in told.stdout

    def test_a_variant_of_another_catalogue_is_added_up_without_its_document(
        self, call: Command, tmp_path: Path
    ) -> None:
        path = written(tmp_path, "j.jsonl", job())
        report = profile_of(call, path).report
        report["variants"]["mistral/later@2"] = report["variants"].pop(PYTHON_SDK)
        (tmp_path / "p.json").write_bytes(orjson.dumps(report))
        arguments = ("observe", "--merge", tmp_path / "p.json", tmp_path / "p.json")
        told = call(*arguments, "--format", "json")
        assert (told.code, told.report["variants"]["mistral/later@2"]["payloads"]) == (0, 2)
        assert "remarks" not in told.report["variants"]["mistral/later@2"]
        assert "not in this catalogue" in told.stderr
        assert holds(told, "profile.schema.json")
        assert call(*arguments).code == 2


def payloads_of(id: str) -> list[Path]:
    """Files with jobs of a variant's vendor."""
    return sorted((ROOT / "tests" / "payloads" / id.partition("/")[0]).glob("*.json"))


@pytest.mark.parametrize("id", [id for id in load() if payloads_of(id)])
def test_a_patch_applies_and_adds_observations_only(id: str, call: Command) -> None:
    told = call("observe", *payloads_of(id), "-V", id, "--propose")
    assert told.code == 0
    before = orjson.loads(orjson.dumps(load()[id].schema))
    patch = orjson.loads(told.output)
    after = jsonpatch.apply_patch(before, patch)
    assert _without_observations(after) == before
    assert jsonpatch.apply_patch(after, patch) == after


def _without_observations(part: Any) -> Any:
    if isinstance(part, dict):
        return {name: _without_observations(each) for name, each in part.items() if name != "x-observed"}
    return [_without_observations(each) for each in part] if isinstance(part, list) else part
