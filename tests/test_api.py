"""`import batchschema`: what a program may use, as its documentation shows it."""

from __future__ import annotations

import doctest
import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

import batchschema
from batchschema import Finding, Null, Presence, Severity, Variant
from batchschema.core.pointer import Pointer
from batchschema.core.variant import version_key
from tests.command import plain_environment
from tests.near_payloads import VARIANTS, conforming

PYTHON_SDK = "mistral/python-sdk@1.2.0"


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


def test_a_payload_is_not_changed_by_being_checked() -> None:
    for variant in VARIANTS:
        payload = {**conforming(variant), "inputFiles": [], "metadata": {"a": None}, "OBJECT": {}}
        before = repr(payload)
        batchschema.check(payload, variant, profile="strict")
        assert repr(payload) == before


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
