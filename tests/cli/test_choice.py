"""Which documented shape a payload is held against, and in which spelling it is read."""

from __future__ import annotations

from collections.abc import Mapping
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


def test_a_tie_goes_to_the_first_party_and_the_newest_and_is_named(call: Command) -> None:
    told = call("check", PAYLOADS / "mistral" / "queued.json")
    assert told.stdout.endswith(f"  1 against {TYPESCRIPT_SDK} (equally near: {PYTHON_SDK})\n")
    report = call("check", PAYLOADS / "mistral" / "queued.json", "--format", "json").report
    assert report["summary"]["ties"] == {TYPESCRIPT_SDK: [PYTHON_SDK]}


def test_findings_have_no_say_in_which_variant_is_chosen(call: Command) -> None:
    """A payload with every value wrong is still its vendor's."""
    for variant in VARIANTS:
        payload = conforming(variant)
        telling = ("object", "status", "id")
        broken = {key: part if key in telling else [[5]] for key, part in payload.items()}
        assert chosen_for(call, broken) == chosen_for(call, payload)


def chosen_for(call: Command, payload: Any) -> list[str]:
    """The variant that a payload is taken for."""
    told = call("check", "-", "--format", "json", stdin=orjson.dumps(payload))
    return list(told.report["summary"]["variants"])


@pytest.mark.parametrize("status", ["paused", "VALIDATING", "", 5, None])
def test_a_status_nobody_documents_does_not_make_a_batch_another_vendors(status: Any, call: Command) -> None:
    assert chosen_for(call, {**conforming(ARGOT), "status": status}) == [ARGOT]


def test_a_version_may_be_left_out(call: Command) -> None:
    for name, meant in (("mistral/python-sdk", PYTHON_SDK), ("openai/argot-typescript-sdk", ARGOT)):
        told = call("check", "-", "-V", name, "--format", "json", stdin=conforming_text(meant))
        assert list(told.report["summary"]["variants"]) == [meant]


def test_several_variants_are_each_asked(call: Command) -> None:
    arguments = ("check", PAYLOADS / "mistral" / "queued.json", "--format", "json")
    for options in (("-V", "mistral/*"), ("-V", f"{SCHEMA_PAGE},{PYTHON_SDK},{TYPESCRIPT_SDK}")):
        told = call(*arguments, *options)
        assert sorted(told.report["summary"]["variants"]) == sorted([SCHEMA_PAGE, PYTHON_SDK, TYPESCRIPT_SDK])
        assert {each["variant"] for each in told.findings} == {SCHEMA_PAGE, PYTHON_SDK, TYPESCRIPT_SDK}


def test_all_variants_make_a_table_of_what_fits(call: Command) -> None:
    told = call("check", PAYLOADS / "mistral" / "queued.json", "-V", "all")
    assert told.code == 0
    lines = told.stdout.splitlines()
    assert [line.split()[0] for line in lines[1:-1]] == sorted(
        VARIANTS, key=lambda id: [line.split()[0] for line in lines].index(id)
    )
    assert lines[1].split()[0] in (PYTHON_SDK, TYPESCRIPT_SDK)
    assert lines[-1] == "1 of 1 payloads fit some variant."
    assert call("check", PAYLOADS / "azure" / "created.json", "-V", "all").code == 1
    table = call("check", PAYLOADS / "mistral" / "queued.json", "-V", "all", "--format", "json").report
    assert {row["variant"] for row in table["fits"]} == set(VARIANTS)
    assert table["summary"] == {"payloads": 1, "fitted": 1, "unreadable": 0}


@pytest.mark.parametrize("variant", VARIANTS)
def test_an_sdks_spelling_is_judged_by_its_wire_names(variant: str, call: Command) -> None:
    payload = camel_cased(conforming(variant), load()[variant].schema)
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
