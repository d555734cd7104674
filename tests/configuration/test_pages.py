"""The pages of the baseline rules, and what they show."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from batchschema.rules import rules_of
from tests.command import Command
from tests.configuration.room import BASELINE, MISTRAL, judged, payload, put, rules
from tests.rules.pages import Example, examples, page_of

RULES = rules_of("baseline")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_page_has_all_its_parts(rule: object, call: Command) -> None:
    for each in RULES:
        page = page_of(each)
        assert not page.strays
        assert set(page.parts) == {"Why", "Fix"}
        assert {example.rejected for example in page.examples} == {True, False}
        assert each.page in call("explain", each.name).stdout


@pytest.mark.parametrize("example", examples("baseline"), ids=lambda example: example.id)
def test_an_entry_is_judged_as_the_page_says(example: Example, tmp_path: Path) -> None:
    for name in ("p.json", "not-read-in-this-run.json"):
        put(tmp_path, name, [payload(without="model")])
    entry = {"variant": MISTRAL, "reason": "known", **json.loads(example.text)}
    (tmp_path / BASELINE).write_text(f'{{"batchschema-baseline": 1}}\n{json.dumps(entry)}\n')
    paths = ["p.json"] if "not-read" in example.text or entry["path"] == "p.json" else ["."]
    told = judged(tmp_path, *paths, "--format", "jsonl")
    assert (example.rule in rules(told)) == example.rejected
