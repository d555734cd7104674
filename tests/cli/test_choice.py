"""Which documented shape a payload is held against, and in which spelling it is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import orjson
import pytest

from batchschema import load
from tests.cli.reading import (
    ARGOT,
    PAYLOADS,
    PYTHON_SDK,
    SCHEMA_PAGE,
    TYPESCRIPT_SDK,
    found,
)
from tests.command import Command
from tests.near_payloads import VARIANTS, camel, conforming, conforming_text


def test_what_fits_as_well_is_named_in_a_few_words(call: Command) -> None:
    told = call("check", PAYLOADS / "mistral" / "queued.json")
    newest, ties = load()["mistral/openapi"].id, ties_of(told_in_json(call, "mistral/queued.json"))
    versions = [id for id in ties if id.startswith("mistral/openapi@")]
    assert len(versions) > 1
    assert f"  1 against {newest} (equally near: {len(versions)} other versions, " in told.stdout
    assert told.stdout.splitlines()[-1].count("mistral/openapi") == 1


def test_a_superseded_version_is_named_with_its_end(call: Command) -> None:
    told = call("check", PAYLOADS / "openai" / "validating.json", "--fail-on", "never")
    (chosen,) = told_in_json(call, "openai/validating.json")["variants"]
    versions = sorted(variant.date or "" for variant in load().matching("openai/openapi@*"))
    until = versions[versions.index(load()[chosen].date or "") + 1]
    assert chosen != load()["openai/openapi"].id
    assert f"  1 against {chosen} (documented so until {until}; equally near: " in told.stdout


def test_other_vendors_are_named_once(call: Command) -> None:
    told = call("check", PAYLOADS / "aibrix" / "uuid-ids-null-counts.json", "--fail-on", "never")
    assert "; other vendors as near: " in told.stdout
    named = told.stdout.rpartition("other vendors as near: ")[2].rstrip(")\n").split(", ")
    ties = ties_of(told_in_json(call, "aibrix/uuid-ids-null-counts.json"))
    assert set(named) == {id.partition("/")[0] for id in ties} - {"openai"}
    assert len(named) == len(set(named))


def test_the_ties_of_a_log_are_those_of_any_of_its_payloads(call: Command, tmp_path: Path) -> None:
    whole = orjson.loads((PAYLOADS / "mistral" / "queued.json").read_bytes())
    sparse = {key: whole[key] for key in ("id", "object", "status", "total_requests")}
    lines = [orjson.dumps(each) for each in (whole, sparse, whole)]
    logs = {}
    for name, order in (("one", lines), ("other", lines[::-1])):
        (tmp_path / f"{name}.jsonl").write_bytes(b"\n".join(order))
        logs[name] = call("check", f"{name}.jsonl", "--format", "json", folder=tmp_path).report["summary"]
    assert {*ties_of(logs["one"])} == {*ties_of(logs["other"])}
    assert "mistral/openapi@2024-11-07" in ties_of(logs["one"])


def told_in_json(call: Command, name: str) -> dict[str, Any]:
    summary: dict[str, Any] = call("check", PAYLOADS / name, "--format", "json").report["summary"]
    return summary


def ties_of(summary: dict[str, Any]) -> list[str]:
    (ties,) = summary["ties"].values()
    return list(ties)


def test_findings_have_no_say_in_which_variant_is_chosen(call: Command) -> None:
    """A payload with every value wrong is still its vendor's."""
    telling = telling_fields()
    for variant in VARIANTS:
        payload = conforming(variant)
        broken = {key: part if key in telling else [[5]] for key, part in payload.items()}
        assert chosen_for(call, broken) == chosen_for(call, payload)


def telling_fields() -> set[str]:
    """The fields whose values tell vendors apart: constants, status words and ids of any variant."""
    found = set()
    for variant in load().values():
        parts: Any = variant.schema["properties"]
        for key, part in parts.items():
            if (
                "x-id-shape" in part
                or part.get("x-concept") == "status"
                or len(part.get("enum", ())) in (1, 2)
            ):
                found.add(key)
    return found


def chosen_for(call: Command, payload: Any) -> list[str]:
    """The variant that a payload is taken for."""
    told = call("check", "-", "--format", "json", stdin=orjson.dumps(payload))
    return list(told.report["summary"]["variants"])


@pytest.mark.parametrize("status", ["paused", "VALIDATING", "", 5, None])
def test_a_status_nobody_documents_does_not_make_a_batch_another_vendors(status: Any, call: Command) -> None:
    (chosen,) = chosen_for(call, {**conforming(ARGOT), "status": status})
    assert load()[chosen].vendor == "openai"


def test_a_version_may_be_left_out(call: Command) -> None:
    for name, meant in (("mistral/python-sdk", PYTHON_SDK), ("openai/argot-typescript-sdk", ARGOT)):
        told = call("check", "-", "-V", name, "--format", "json", stdin=conforming_text(meant))
        assert list(told.report["summary"]["variants"]) == [meant]


def test_several_variants_are_each_asked(call: Command) -> None:
    arguments = ("check", PAYLOADS / "mistral" / "queued.json", "--format", "json")
    told = call(*arguments, "-V", f"{SCHEMA_PAGE},{PYTHON_SDK},{TYPESCRIPT_SDK}")
    assert sorted(told.report["summary"]["variants"]) == sorted([SCHEMA_PAGE, PYTHON_SDK, TYPESCRIPT_SDK])
    assert {each["variant"] for each in told.findings} == {SCHEMA_PAGE, PYTHON_SDK, TYPESCRIPT_SDK}


@pytest.mark.parametrize("pattern", ["mistral/*", "mistral/openapi@*", "*/python-sdk@*"])
def test_a_pattern_names_every_variant_that_it_matches(pattern: str, call: Command) -> None:
    told = call("check", PAYLOADS / "mistral" / "queued.json", "--format", "json", "-V", pattern)
    assert list(told.report["summary"]["variants"]) == sorted(id for id in VARIANTS if fnmatch(id, pattern))


def test_all_variants_make_a_table_of_what_fits(call: Command) -> None:
    told = call("check", PAYLOADS / "mistral" / "queued.json", "-V", "all")
    assert told.code == 0
    lines = told.stdout.splitlines()
    assert lines[1].startswith("mistral/")
    assert lines[1].split()[-4:-1] == ["1", "0", "0"] or "1 of 1" in lines[1]
    assert lines[-1] == "1 of 1 payloads fit some variant."
    assert call("check", PAYLOADS / "azure" / "created.json", "-V", "all").code == 1
    assert call("check", PAYLOADS / "azure" / "created.json", "-V", "all", "--fail-on", "never").code == 0


def test_the_table_of_all_variants_is_of_what_is_selected(call: Command) -> None:
    wrapped = orjson.dumps({"at": "2026-01-01T00:00:00Z", "res": conforming(PYTHON_SDK)})
    told = call("check", "-", "-V", "all", "--at", "$.res", stdin=wrapped)
    assert told.stdout.splitlines()[-1] == "1 of 1 payloads fit some variant."
    assert told.code == 0


def test_the_table_of_all_variants_folds_what_is_alike_and_counts_what_is_far(call: Command) -> None:
    arguments = ("check", PAYLOADS / "mistral" / "queued.json", "-V", "all")
    table = call(*arguments, "--format", "json").report
    assert {row["variant"] for row in table["fits"]} == set(VARIANTS)
    assert table["summary"] == {"payloads": 1, "fitted": 1, "unreadable": 0}
    near = [row["variant"] for row in table["fits"] if not row["strange"]]
    assert all(id.startswith("mistral/") for id in near)
    lines = call(*arguments).stdout.splitlines()
    folded = [int(found[1]) for line in lines if (found := re.search(r" and (\d+) more version", line))]
    assert len(lines[1:-2]) + sum(folded) == len(near)
    assert lines[-2] == f"To {len(VARIANTS) - len(near)} other variants, nothing here is a batch job."


def test_payloads_by_documents_are_a_table_for_each_vendor(call: Command) -> None:
    told = call("check", PAYLOADS / "mistral", PAYLOADS / "groq", "-V", "all", "--format", "markdown")
    groq, mistral = told.stdout.split("\n## ")[1:]
    assert (groq.split("\n")[0], mistral.split("\n")[0]) == ("groq", "mistral")
    head, _, row = [line for line in groq.splitlines() if line.startswith("|")][:3]
    assert head == f"| payload | `{load()['groq/python-sdk'].id.removeprefix('groq/')}` |"
    assert row == "| `groq/jsonlite-empty-objects.json` | ok 1w 1n |"
    columns = dict(re.findall(r"^(\d+)\. (.+)$", mistral, re.M))
    row, rule = [line for line in mistral.splitlines() if "queued.json`" in line][:2]
    number = next(number for number, title in columns.items() if title == "`schema-page`")
    assert row.split(" | ")[int(number)] == "1e 3n"
    assert rule.endswith(f"| `null-where-forbidden` | 1× in {number} |")


def test_each_version_of_a_vendor_is_in_one_column_of_its_table(call: Command) -> None:
    told = call("check", PAYLOADS / "mistral", "-V", "all", "--format", "markdown")
    titles = ", ".join(re.findall(r"^\d+\. (.+)$", told.stdout, re.M))
    named = re.findall(r"`([^`@]+)(?:@([^`]+))?`(?: to `([^`]+)`)?", titles)
    found = []
    for surface, first, last in named:
        versions = sorted(
            load().matching(f"mistral/{surface}@*" if first else f"mistral/{surface}"),
            key=lambda each: each.release,
        )
        names = [each.version or "" for each in versions]
        found += [f"{surface}@{name}" for name in names[names.index(first) : names.index(last or first) + 1]]
    assert sorted(f"mistral/{name}".rstrip("@") for name in found) == sorted(
        id for id in VARIANTS if id.startswith("mistral/")
    )


@pytest.mark.parametrize("variant", VARIANTS)
def test_an_sdks_spelling_is_judged_by_its_wire_names(variant: str, call: Command) -> None:
    payload = camel_cased(conforming(variant), load()[variant].schema)
    if payload == conforming(variant):
        pytest.skip("its wire names are spelled that way")
    told = call("check", "-", "-V", variant, "--format", "json", stdin=orjson.dumps(payload))
    assert told.code == 0
    assert found(told) == [("recorded-from-sdk-object", "")]
    assert chosen_for(call, payload) == chosen_for(call, conforming(variant))


def camel_cased(value: Any, schema: Mapping[str, Any]) -> Any:
    """A payload with its documented keys as an SDK's object spells them."""
    if isinstance(value, list):
        return [camel_cased(part, schema.get("items", {})) for part in value]
    if not isinstance(value, dict) or "properties" not in schema:
        return value
    return {camel(key): camel_cased(part, schema["properties"].get(key, {})) for key, part in value.items()}


def test_a_finding_in_an_sdks_spelling_has_a_wire_pointer_and_the_place_in_the_text(call: Command) -> None:
    payload = camel_cased(conforming(TYPESCRIPT_SDK), load()[TYPESCRIPT_SDK].schema) | {"createdAt": "soon"}
    text = orjson.dumps(payload)
    told = call("check", "-", "-V", TYPESCRIPT_SDK, "--format", "json", stdin=text)
    assert ("wrong-type", "/created_at") in told.places
    wrong = next(each for each in told.findings if each["rule"] == "wrong-type")
    assert wrong["column"] == text.index(b'"soon"') + 1


@pytest.mark.parametrize("vendor", sorted({id.partition("/")[0] for id in load()}))
def test_a_vendor_alone_names_no_variant_but_brings_up_its_documents(vendor: str, call: Command) -> None:
    told = call("check", PAYLOADS / "mistral" / "queued.json", "--variant", vendor)
    theirs = {variant.label for variant in load().values() if variant.vendor == vendor}
    assert told.code == 2
    assert set(re.findall(r"`([^`]*)`", told.stderr)) == {vendor, *theirs, f"{vendor}/*"}


@pytest.mark.parametrize("line", [b"{}", b'{"id": "b"}'])
def test_what_no_document_forbids_is_no_batch_job_either(call: Command, tmp_path: Path, line: bytes) -> None:
    """A document that asks for nothing finds such a line clean; in a walked folder it is passed over."""
    job = orjson.dumps(conforming(SCHEMA_PAGE))
    (tmp_path / "log.jsonl").write_bytes(b"\n".join([job, line, job]))
    (tmp_path / "list.json").write_bytes(b"[%b]" % b",".join([job, line, job]))
    for name in ("log.jsonl", "list.json"):
        (tmp_path / "one").mkdir(exist_ok=True)
        (tmp_path / name).rename(tmp_path / "one" / name)
        told = call("check", tmp_path / "one", "--variant", SCHEMA_PAGE, "--format", "json")
        (tmp_path / "one" / name).unlink()
        assert (told.report["summary"]["payloads"], told.report["summary"]["skipped"]) == (2, 1), name
