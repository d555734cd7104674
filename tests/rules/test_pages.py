"""Every rule has a page; what the page rejects is found, what it accepts is not."""

from __future__ import annotations

import functools
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from batchschema.core import Rule, Severity
from batchschema.rules import FAMILIES, all_rules, rule_named, rules_of
from tests.command import Command, call_command
from tests.near_payloads import conforming_text
from tests.rules.pages import Example, examples, made, page_of

OWN_PAGES = ("payload", "input")
"""The families whose examples are payloads or files; the others' pages are run beside what they judge."""
RULES = [rule for rule in all_rules().values() if rule.family in OWN_PAGES]
MILDER = {("integer-as-fraction", "strict"): "note"}
"""Examples whose finding is milder than the rule usually is: `1.0` is an integer to JSON Schema."""


def by_name(value: object) -> str:
    return value.name if isinstance(value, Rule) else value.id if isinstance(value, Example) else str(value)


@pytest.mark.parametrize("rule", RULES, ids=by_name)
def test_a_page_has_all_its_parts(rule: Rule) -> None:
    page = page_of(rule)
    assert not page.strays
    assert page.summary.endswith(".")
    assert len(page.summary) <= 120
    assert page.parts["Why"].strip()
    assert page.parts["Fix"].strip()
    assert [each for each in page.examples if each.rejected]
    assert [each for each in page.examples if not each.rejected]


@pytest.mark.parametrize("rule", RULES, ids=by_name)
def test_a_page_can_be_printed(rule: Rule) -> None:
    assert all(line.isprintable() for line in rule.page.split("\n"))


@pytest.mark.parametrize("rule", RULES, ids=by_name)
def test_a_rule_is_explained_by_its_page(rule: Rule, call: Command) -> None:
    told = call("explain", rule.name)
    assert told.code == 0
    assert told.stdout.startswith(f"{rule.name} ({rule.family}; documented / strict: ")
    assert rule.page in told.stdout


@pytest.mark.parametrize("rule", RULES, ids=by_name)
def test_a_rule_is_at_home_where_its_name_says(rule: Rule) -> None:
    assert rule.family in FAMILIES
    assert rule_named(rule.name) == rule
    assert rule.name == rule.name.lower()
    assert "_" not in rule.name
    documented, strict = rule.severities
    assert strict is not None
    assert documented is None or documented <= strict


def test_all_pages_are_explained_at_once(call: Command) -> None:
    told = call("explain", "--all").stdout
    assert all(f"\n{rule.name} (" in f"\n{told}" for rule in RULES)


def test_the_list_of_rules_has_a_line_for_each(call: Command) -> None:
    lines = call("explain").stdout.splitlines()
    assert sorted(line.split(" ")[0] for line in lines[1:]) == sorted(all_rules())


@pytest.mark.parametrize("family", FAMILIES)
def test_rules_wait_for_rules_that_exist_and_never_in_a_circle(family: str) -> None:
    rules = {rule.name: rule for rule in rules_of(family)}
    for rule in rules.values():
        assert set(rule.after) <= set(rules)
    assert len(list(TopologicalSorter({name: rule.after for name, rule in rules.items()}).static_order()))
    order = list(rules)
    for rule in rules.values():
        assert all(order.index(other) < order.index(rule.name) for other in rule.after)


@functools.cache
def errors_of_the_base(variant: str, profile: str) -> frozenset[tuple[str, str]]:
    """What the conforming payload itself is reported for."""
    told = call_command(
        "check", "-", "-V", variant, "--profile", profile, "--format", "json", stdin=conforming_text(variant)
    )
    return frozenset(told.places)


@pytest.mark.parametrize("example", examples("payload"), ids=by_name)
def test_a_payload_is_judged_as_the_page_says(example: Example, call: Command, tmp_path: Path) -> None:
    payload = made(example)
    against = ["-V", example.subject]
    base: frozenset[tuple[str, str]] = frozenset()
    if example.is_of_schema:
        (tmp_path / "schema.json").write_text(example.subject)
        against = ["--schema", "schema.json"]
    else:
        base = errors_of_the_base(example.subject, example.profile)
    told = call(
        "check", "-", *against, "--profile", example.profile, "--format", "json", stdin=payload.text.encode()
    )
    mine = [finding for finding in told.findings if finding["rule"] == example.rule]
    if not example.rejected:
        assert not mine
        return
    assert len(mine) == 1
    rule = all_rules()[example.rule]
    usual = getattr(rule.severities, example.profile)
    assert mine[0]["severity"] == MILDER.get((rule.name, example.profile), usual.label)
    place = f"{mine[0]['pointer']}/"
    assert any(place.startswith(f"{touched}/") or place == "/" for touched in payload.touched)
    others = {
        (finding["rule"], finding["pointer"])
        for finding in told.findings
        if finding["rule"] != example.rule and finding["severity"] == "error"
    }
    assert others <= base
    assert told.code == (1 if "error" in {each["severity"] for each in told.findings} else 0)


@pytest.mark.parametrize("example", examples("input"), ids=by_name)
def test_an_input_is_judged_as_the_page_says(example: Example, call: Command, tmp_path: Path) -> None:
    raw = example.text.encode("ascii").decode("unicode_escape").encode("latin-1")
    (tmp_path / example.subject).write_bytes(raw)
    told = call("check", example.subject, *example.options, "--format", "json")
    mine = [finding for finding in told.findings if finding["rule"] == example.rule]
    if not example.rejected:
        assert not mine
        assert told.code != 3
        return
    assert len(mine) == 1
    severity = all_rules()[example.rule].severities.documented
    assert severity is not None
    assert mine[0]["severity"] == severity.label
    assert mine[0]["variant"] is None
    assert told.report["summary"]["unreadable"] == (1 if severity is Severity.ERROR else 0)
    if severity is Severity.ERROR:
        assert told.code == 3
    else:
        assert told.code in (0, 1)
