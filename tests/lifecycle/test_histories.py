"""A consistent history has no lifecycle finding; a broken one has the one that its label names."""

from __future__ import annotations

import functools
import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject, SearchStrategy

from batchschema import histories, load
from batchschema.catalog.lifecycles import lifecycle_for
from batchschema.core import UnusableSchema, Variant
from batchschema.engines import compiled
from batchschema.generate import BrokenHistory, draws
from batchschema.rules import rules_of
from tests.command import Outcome, call_command

FOLLOWED = sorted({load()[each.label].id for each in load().values() if lifecycle_for(each.vendor)})
"""The newest of each surface whose vendor has a table."""
NAMES = {rule.name for rule in rules_of("lifecycle")}
EXAMPLES = 5

each_variant = pytest.mark.parametrize("id", FOLLOWED)


@functools.cache
def consistent(id: str) -> SearchStrategy[list[Any]]:
    return histories(id)


@functools.cache
def broken_ones(id: str) -> SearchStrategy[BrokenHistory]:
    return histories(id, broken=True)


def checked(polls: list[Any], id: str) -> Outcome:
    lines = "\n".join(map(json.dumps, polls)).encode()
    return call_command(
        "check", "-", "-V", id, "--extend-select", "lifecycle", "--stdin-filename", "polls.jsonl",
        "--format", "jsonl", stdin=lines,
    )  # fmt: skip


def lifecycle_findings(told: Outcome) -> list[dict[str, Any]]:
    return [finding for finding in told.findings if finding["rule"] in NAMES]


@each_variant
@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_a_consistent_history_is_valid_and_has_no_finding(id: str, data: DataObject) -> None:
    polls = data.draw(consistent(id))
    is_valid = compiled(load()[id].schema, name=id).is_valid
    assert polls
    assert all(map(is_valid, polls))
    told = checked(polls, id)
    assert not lifecycle_findings(told)
    assert not [finding for finding in told.findings if finding["severity"] == "error"]


@each_variant
@settings(max_examples=2 * EXAMPLES)
@given(data=st.data())
def test_a_broken_history_is_reported_as_it_is_labelled(id: str, data: DataObject) -> None:
    broken = data.draw(broken_ones(id))
    assert all(map(compiled(load()[id].schema, name=id).is_valid, broken.polls))
    found = lifecycle_findings(checked(broken.polls, id))
    assert {finding["rule"] for finding in found} == {broken.rule}
    assert (broken.index + 1, broken.pointer) in {(each["line"], each["pointer"]) for each in found}


def drawn(id: str, number: int) -> list[BrokenHistory]:
    return draws(
        histories(id, broken=True), number, key=lambda broken: json.dumps([broken.polls, broken.rule])
    )


@pytest.mark.parametrize("id", ["mistral/python-sdk@1.2.0", "openai/argot-typescript-sdk@2024-10-15"])
def test_every_rule_is_broken_by_some_history(id: str) -> None:
    assert Counter(broken.rule for broken in drawn(id, 250)).keys() == NAMES


@pytest.mark.parametrize("id", ["anthropic/python-sdk@2.12.0", "gemini/rest-page"])
def test_histories_of_a_vendor_break_the_rules_that_its_table_has_facts_for(id: str) -> None:
    rules = {broken.rule for broken in drawn(id, 150)}
    assert {"counts-do-not-add-up", "status-went-backwards", "count-decreased"} <= rules
    assert "errors-beside-success" not in rules


def test_a_history_tells_of_one_job() -> None:
    for polls in draws(histories("mistral/python-sdk@1.2.0"), 20):
        assert len({poll["id"] for poll in polls}) == 1
        assert len({poll["created_at"] for poll in polls}) == 1


def test_histories_reach_every_status() -> None:
    found = draws(histories("openai/argot-typescript-sdk@2024-10-15"), 150)
    words = {poll["status"] for polls in found for poll in polls}
    schema: Any = load()["openai/argot-typescript-sdk@2024-10-15"].schema
    assert words == set(schema["properties"]["status"]["enum"]) - {None}


def test_the_same_seed_draws_the_same_histories() -> None:
    one, other = (draws(histories("orq/node-sdk@2025-08-25"), 10, seed=3) for _ in range(2))
    assert one == other


@pytest.mark.parametrize("broken", [False, True])
def test_a_vendor_without_a_table_has_no_histories(broken: bool) -> None:
    stranger = Variant("new/api", {"type": "object"}, vendor="new")
    with pytest.raises(UnusableSchema, match="no lifecycle is known"):
        histories(stranger, broken=broken)  # type: ignore[call-overload]


def test_a_variant_without_a_status_has_no_histories() -> None:
    schema = {"type": "object", "properties": {"id": {"type": "string", "x-concept": "id"}}}
    with pytest.raises(UnusableSchema, match="no status"):
        histories(Variant("mistral/none", schema, vendor="mistral"))
