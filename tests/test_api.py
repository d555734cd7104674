"""`import batchschema`: what a program may use, as its documentation shows it."""

from __future__ import annotations

import doctest
import functools
import json
import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject, SearchStrategy

import batchschema
from batchschema import Finding, Null, Presence, Severity, Variant
from batchschema.catalog.lifecycles import lifecycle_for
from batchschema.core.pointer import Pointer
from batchschema.core.variant import version_key
from batchschema.generate import BrokenHistory
from tests.command import call_command, plain_environment
from tests.near_payloads import VARIANTS, conforming

PYTHON_SDK = "mistral/python-sdk@1.2.0"
FOLLOWED = sorted(
    {each.vendor: each.id for each in batchschema.load().values() if lifecycle_for(each.vendor)}.values()
)
"""A variant of each vendor whose jobs can be followed."""


@functools.cache
def consistent(id: str) -> SearchStrategy[list[Any]]:
    return batchschema.histories(id)


@functools.cache
def broken_ones(id: str) -> SearchStrategy[BrokenHistory]:
    return batchschema.histories(id, broken=True)


def test_the_examples_of_the_package_hold() -> None:
    tried = doctest.testmod(batchschema)
    assert tried.attempted
    assert not tried.failed


def test_findings_are_sorted_by_place_and_say_what_is_documented() -> None:
    payload = {**conforming(PYTHON_SDK), "status": 5, "metadata": None, "errors": [{"count": "1"}]}
    findings = batchschema.check(payload, PYTHON_SDK)
    assert [(each.rule, str(each.pointer), each.severity) for each in findings] == [
        ("number-as-string", "/errors/0/count", Severity.ERROR),
        ("missing-required-field", "/errors/0/message", Severity.ERROR),
        ("null-where-unstated", "/metadata", Severity.NOTE),
        ("wrong-type", "/status", Severity.ERROR),
    ]
    note = findings[2]
    assert isinstance(note, Finding)
    assert note.documented == (Presence.OPTIONAL, Null.UNSTATED, ("object",))
    assert note.message.startswith("/metadata is null; ")
    assert note.pointer == Pointer(("metadata",))
    assert note.variant == PYTHON_SDK
    assert note.location is None or note.location.line is None
    with pytest.raises(FrozenInstanceError):
        note.rule = "other"  # type: ignore[misc]


def test_a_profile_can_be_chosen() -> None:
    payload = {**conforming(PYTHON_SDK), "metadata": None}
    assert [each.severity for each in batchschema.check(payload, PYTHON_SDK)] == [Severity.NOTE]
    assert [each.severity for each in batchschema.check(payload, PYTHON_SDK, profile="strict")] == [
        Severity.ERROR
    ]


def test_a_variant_can_be_given_itself_or_made_from_a_schema() -> None:
    variant = batchschema.load()[PYTHON_SDK]
    assert batchschema.check({}, variant) == batchschema.check({}, PYTHON_SDK)
    own = Variant("mine", {"required": ["a"]})
    assert [(each.rule, each.variant) for each in batchschema.check({}, own)] == [
        ("missing-required-field", "mine")
    ]
    other = Variant("mine", {"required": ["b"]})
    assert [str(each.pointer) for each in batchschema.check({}, other)] == ["/b"]


def test_an_integer_that_no_float_can_hold_is_judged() -> None:
    found = batchschema.check({"created_at": 10**400}, "mistral/python-sdk@1.2.0")
    assert "missing-required-field" in {finding.rule for finding in found}


def test_a_payload_is_not_changed_by_being_checked() -> None:
    for variant in VARIANTS:
        payload = {**conforming(variant), "inputFiles": [], "metadata": {"a": None}, "OBJECT": {}}
        before = repr(payload)
        batchschema.check(payload, variant, profile="strict")
        assert repr(payload) == before


@pytest.mark.parametrize("id", FOLLOWED)
@settings(max_examples=10)
@given(data=st.data())
def test_looks_that_make_sense_together_have_no_finding(id: str, data: DataObject) -> None:
    assert batchschema.check_history(data.draw(consistent(id)), id) == []


@pytest.mark.parametrize("id", FOLLOWED)
@settings(max_examples=20)
@given(data=st.data())
def test_what_is_wrong_between_looks_is_said_as_the_command_says_it(id: str, data: DataObject) -> None:
    broken = data.draw(broken_ones(id))
    findings = batchschema.check_history(broken.polls, id)
    assert {each.rule for each in findings} == {broken.rule}
    assert f"/{broken.index}{broken.pointer}" in [str(each.pointer) for each in findings]
    told = call_command(
        "check", "-", "-V", id, "--select", "payload,lifecycle", "--stdin-filename", "polls.json",
        "--format", "jsonl",
        stdin=json.dumps(broken.polls).encode(),
    )  # fmt: skip
    same = [
        (each["rule"], each["severity"], each["pointer"], each["fingerprint"])
        for each in told.findings
        if each["rule"] == broken.rule
    ]
    assert sorted(same) == sorted(
        (each.rule, each.severity.label, str(each.pointer), each.fingerprint) for each in findings
    )


class TestHistory:
    NO_RESULTS = dict.fromkeys(("output_file", "error_file", "completed_at"))
    RUNNING = conforming(PYTHON_SDK) | NO_RESULTS | {"status": "RUNNING"}
    QUEUED = RUNNING | {"status": "QUEUED"}

    def test_a_finding_names_the_look_and_the_one_before(self) -> None:
        (finding,) = batchschema.check_history(iter([self.RUNNING, self.QUEUED]), PYTHON_SDK)
        assert (finding.rule, finding.severity) == ("status-went-backwards", Severity.ERROR)
        assert finding.pointer == Pointer((1, "status"))
        assert finding.field == "/status"
        assert finding.message.startswith("/1/status is ")
        assert finding.message.endswith("(earlier, at /0)")
        assert finding.value == "QUEUED"

    def test_several_jobs_are_told_apart(self) -> None:
        assert batchschema.check_history([self.RUNNING, self.QUEUED | {"id": "other"}], PYTHON_SDK) == []
        nameless = [
            {key: value for key, value in each.items() if key != "id"} for each in (self.RUNNING, self.QUEUED)
        ]
        assert batchschema.check_history(nameless, PYTHON_SDK) == []

    def test_what_is_no_job_is_said_and_the_rest_followed(self) -> None:
        found = batchschema.check_history([self.RUNNING, None, {"error": {}}, self.QUEUED], PYTHON_SDK)
        assert [(each.rule, str(each.pointer)) for each in found] == [
            ("not-a-batch-object", "/1"),
            ("not-a-batch-object", "/2"),
            ("status-went-backwards", "/3/status"),
        ]

    def test_a_profile_can_be_chosen(self) -> None:
        fewer = [self.RUNNING | {"total_requests": count} for count in (9, 8)]
        for profile, severity in (("documented", Severity.WARNING), ("strict", Severity.ERROR)):
            found = batchschema.check_history(fewer, PYTHON_SDK, profile=profile)  # type: ignore[arg-type]
            assert [(each.rule, each.severity) for each in found] == [("count-decreased", severity)]

    def test_nothing_to_follow(self) -> None:
        assert batchschema.check_history([], PYTHON_SDK) == []
        assert batchschema.check_history([self.RUNNING] * 3, PYTHON_SDK) == []

    def test_a_vendor_whose_jobs_nobody_has_described_is_an_error(self) -> None:
        with pytest.raises(batchschema.BatchschemaError, match="no lifecycle is known"):
            batchschema.check_history([], Variant("mine", {"type": "object"}, vendor="new"))
        with pytest.raises(batchschema.BatchschemaError, match="mistral/nothing"):
            batchschema.check_history([], "mistral/nothing")


def test_the_catalogue_is_a_mapping_in_the_order_of_its_ids() -> None:
    catalog = batchschema.load()
    assert list(catalog) == sorted(catalog) == VARIANTS
    assert len(catalog) == len(VARIANTS)
    assert PYTHON_SDK in catalog
    assert "mistral/python-sdkk" not in catalog
    assert catalog is batchschema.load()
    assert [variant.id for variant in catalog.values()] == VARIANTS


def test_an_unknown_variant_is_told_with_what_was_meant() -> None:
    for id in ("mistral/python-sdkk", "mistral/python-sdk@9", "nobody/knows"):
        with pytest.raises(batchschema.BatchschemaError) as caught:
            batchschema.check({}, id)
        assert isinstance(caught.value, KeyError)
        assert id in str(caught.value)
        assert "`batchschema variants` lists all" in str(caught.value)


def test_versions_are_ordered_by_number() -> None:
    versions = ["1.9.11", "1.10.1", "1.2.0", "2024-11-07", "1.10.1-rc1", "0.9", "1.10"]
    ordered = sorted(versions, key=version_key)
    assert ordered.index("1.9.11") < ordered.index("1.10") < ordered.index("1.10.1")
    assert ordered.index("0.9") < ordered.index("1.2.0") < ordered.index("2024-11-07")


def test_a_program_that_uses_it_is_typed(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(
        "import batchschema\n"
        "findings: list[batchschema.Finding] = batchschema.check({}, 'orq/node-sdk', profile='strict')\n"
        "findings += batchschema.check_history([{}], 'orq/node-sdk', profile='strict')\n"
        "worst: batchschema.Severity = max(finding.severity for finding in findings)\n"
        "variant: batchschema.Variant = batchschema.load()['mistral/schema-page']\n"
        "reveal_type(findings[0].message)\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path), "program.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env=plain_environment(),
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert 'Revealed type is "str"' in done.stdout.replace("builtins.str", "str")
