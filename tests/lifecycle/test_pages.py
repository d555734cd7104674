"""What the page of a lifecycle rule rejects is found, what it accepts is not."""

from __future__ import annotations

import json

import pytest

from batchschema.core import Rule
from batchschema.rules import rule_named, rules_of
from tests.command import Command
from tests.near_payloads import conforming
from tests.rules.pages import Example, examples, page_of

RULES = rules_of("lifecycle")
MILDER = {"completed-without-files": {"note", "warning"}}
"""Rules with findings that are worse than their usual ones."""


def by_name(value: object) -> str:
    return value.name if isinstance(value, Rule) else value.id if isinstance(value, Example) else str(value)


def polls_of(example: Example) -> bytes:
    """One look, or several, each the conforming payload with some top-level fields changed."""
    changes = json.loads(example.text)
    changes = changes if isinstance(changes, list) else [changes]
    return "\n".join(json.dumps(conforming(example.subject) | change) for change in changes).encode()


def test_the_family_is_the_one_that_was_planned() -> None:
    assert {rule.name: rule.over_polls for rule in RULES} == {
        "completed-without-files": False,
        "counts-do-not-add-up": False,
        "errors-beside-success": False,
        "file-before-terminal": False,
        "terminal-without-timestamp": False,
        "timestamps-out-of-order": False,
        "count-decreased": True,
        "identity-changed": True,
        "status-went-backwards": True,
        "terminal-then-changed": True,
        "timestamp-rewritten": True,
    }


@pytest.mark.parametrize("rule", RULES, ids=by_name)
def test_a_page_has_all_its_parts(rule: Rule) -> None:
    page = page_of(rule)
    assert not page.strays
    assert page.summary.endswith(".")
    assert page.parts["Why"].strip()
    assert page.parts["Fix"].strip()
    assert {each.rejected for each in page.examples} == {True, False}


@pytest.mark.parametrize("example", examples("lifecycle"), ids=by_name)
def test_looks_are_judged_as_the_page_says(example: Example, call: Command) -> None:
    told = call(
        "check", "-", "-V", example.subject, "--select", example.rule, "--stdin-filename", "polls.jsonl",
        "--format", "jsonl", stdin=polls_of(example),
    )  # fmt: skip
    mine = [finding for finding in told.findings if finding["rule"] == example.rule]
    if not example.rejected:
        assert not mine
        assert told.code == 0
        return
    rule = rule_named(example.rule)
    assert mine
    assert rule.severities.documented is not None
    allowed = MILDER.get(rule.name, {rule.severities.documented.label})
    assert {finding["severity"] for finding in mine} <= allowed
    assert told.code == (1 if "error" in {finding["severity"] for finding in mine} else 0)


@pytest.mark.parametrize("example", examples("lifecycle"), ids=by_name)
def test_nothing_is_said_while_the_family_is_off(example: Example, call: Command) -> None:
    told = call(
        "check", "-", "-V", example.subject, "--stdin-filename", "polls.jsonl", "--format", "jsonl",
        stdin=polls_of(example),
    )  # fmt: skip
    assert {finding["rule"] for finding in told.findings}.isdisjoint(rule.name for rule in RULES)
