"""An honest target gives no finding; each dishonesty gives its own, with the smallest witness."""

from __future__ import annotations

from typing import Any

import pytest

from batchschema import load
from batchschema.core import Severity
from tests.near_payloads import NEWEST
from tests.probe.acme import HERE, found_by, notable, places

SMALLEST = {"id": "", "count": 0}
ACCEPTS, REJECTS, CHANGES = "accepts-what-is-forbidden", "rejects-what-is-allowed", "changes-value"


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in HERE.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize("target", ["honest", "only_checks", "prints", "refuses_what_nobody_states"])
def test_an_honest_target_gives_no_findings(target: str) -> None:
    probing = found_by(f"functions:{target}")
    assert probing.found == ()
    assert probing.accepted > 20
    assert probing.rejected > 20
    assert probing.unanswered == 0
    assert probing.smallest == SMALLEST


@pytest.mark.parametrize("variant", NEWEST)
def test_an_honest_reader_of_a_variant_gives_no_findings(
    variant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROBED_VARIANT", variant)
    probing = found_by("functions:conforms", load()[variant], number=10)
    assert probing.found == ()
    assert probing.accepted
    assert probing.rejected


DISHONESTIES: list[tuple[str, list[tuple[str, str]], Any]] = [
    ("takes_null_id", [(ACCEPTS, "/id")], {"id": None, "count": 0}),
    ("takes_text_count", [(ACCEPTS, "/count")], {"id": "", "count": "1"}),
    ("turns_text_into_a_number", [(ACCEPTS, "/count"), (CHANGES, "/count")], {"id": "", "count": "1"}),
    ("takes_any_state", [(ACCEPTS, "/state")], {**SMALLEST, "state": ""}),
    ("needs_no_count", [(ACCEPTS, "/count")], {"id": ""}),
    ("refuses_null_note", [(REJECTS, "/note")], {**SMALLEST, "note": None}),
    ("requires_note", [(REJECTS, "/note")], SMALLEST),
    ("refuses_all", [(REJECTS, "")], SMALLEST),
    ("drops_null_note", [("drops-null", "/note")], {**SMALLEST, "note": None}),
    ("drops_null_label", [("drops-null", "/label")], {**SMALLEST, "label": None}),
    ("drops_unknown_keys", [("drops-unknown-key", "/x")], {**SMALLEST, "x": ""}),
    ("drops_note", [("drops-field", "/note")], {**SMALLEST, "note": ""}),
    ("fills_label", [("fills-absent-field", "/label")], SMALLEST),
    ("fills_state_with_null", [("fills-absent-field", "/state")], SMALLEST),
    ("respells_note", [(CHANGES, "/note")], {**SMALLEST, "note": ""}),
    ("raises_without_note", [("target-raised", "/note")], SMALLEST),
    ("raises_on_null_label", [("target-raised", "/label")], {**SMALLEST, "label": None}),
    ("leaves_on_null_label", [("target-raised", "/label")], {**SMALLEST, "label": None}),
]


@pytest.mark.parametrize(
    ("target", "expected", "witness"), DISHONESTIES, ids=[each[0] for each in DISHONESTIES]
)
def test_a_dishonesty_gives_its_finding_with_the_smallest_witness(
    target: str, expected: list[tuple[str, str]], witness: Any
) -> None:
    probing = found_by(f"functions:{target}")
    assert places(probing) == expected
    for each in notable(probing):
        assert each.witness == witness


@pytest.mark.parametrize(
    ("target", "severity"),
    [
        ("drops_null_note", Severity.ERROR),
        ("drops_null_label", Severity.WARNING),
        ("drops_unknown_keys", Severity.WARNING),
        ("fills_label", Severity.WARNING),
        ("fills_state_with_null", Severity.ERROR),
        ("shortens_numbers", Severity.NOTE),
    ],
)
def test_what_the_document_states_decides_how_bad_a_change_is(target: str, severity: Severity) -> None:
    (each,) = found_by(f"functions:{target}").found
    assert each.finding.severity is severity


def test_a_change_of_what_is_allowed_is_an_error_and_its_witness_one_letter() -> None:
    (each,) = found_by("functions:shouts").found
    assert (each.finding.rule, str(each.finding.pointer)) == (CHANGES, "/id")
    assert each.finding.severity is Severity.ERROR
    assert isinstance(each.witness, dict)
    assert len(each.witness["id"]) == 1


def test_a_refusal_is_shown_by_the_shortest_text_that_is_refused() -> None:
    (each,) = found_by("functions:refuses_long_ids").found
    assert (each.finding.rule, str(each.finding.pointer)) == (REJECTS, "/id")
    assert isinstance(each.witness, dict)
    assert len(each.witness["id"]) == 4


def test_other_values_that_are_taken_are_named_in_the_hint() -> None:
    pytest.importorskip("pydantic")
    probing = found_by("models:Lax")
    count = next(each for each in probing.found if str(each.finding.pointer) == "/count")
    assert count.finding.hint is not None
    assert "a boolean" in count.finding.hint


def test_the_same_probe_finds_the_same() -> None:
    once, again = (
        found_by("functions:turns_text_into_a_number"),
        found_by("functions:turns_text_into_a_number"),
    )
    assert once == again
