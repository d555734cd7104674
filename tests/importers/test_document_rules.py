"""Each document rule does on its own page's examples what the page says."""

from __future__ import annotations

import json
import re
import textwrap
from pathlib import Path
from typing import NamedTuple

import pytest

from batchschema.core import Rule
from batchschema.rules import rules_of
from batchschema.run.imports import Request, imported_document

RULES = {rule.name: rule for rule in rules_of("document")}
BLOCK = re.compile(
    r"^(Reject|Accept) \(file (\S+?)(?: as (\S+))?\):\n((?:    .*\n|\n)+)"
    r"(?:beside \(file (\S+)\):\n((?:    .*\n|\n)+))?",
    re.M,
)


class Block(NamedTuple):
    """One example of a rule's page."""

    word: str
    file: str
    variant: str | None
    text: str
    sibling: str | None
    sibling_text: str


def blocks(rule: Rule) -> list[Block]:
    return [Block(*found.groups()) for found in BLOCK.finditer(rule.page + "\n")]


CASES = [
    pytest.param(rule, block, id=f"{rule.name}-{block.word.lower()}")
    for rule in RULES.values()
    for block in blocks(rule)
]


@pytest.mark.parametrize(("rule", "block"), CASES)
def test_an_example_is_judged_as_its_page_says(rule: Rule, block: Block, tmp_path: Path) -> None:
    (tmp_path / block.file).write_text(textwrap.dedent(block.text), encoding="utf-8")
    siblings: tuple[str, ...] = ()
    if block.sibling is not None:
        (tmp_path / block.sibling).write_text(textwrap.dedent(block.sibling_text), encoding="utf-8")
        siblings = (str(tmp_path / block.sibling),)
    request = Request(str(tmp_path / block.file), variant=block.variant, siblings=siblings)
    found = {finding.rule for finding in imported_document(request).findings}
    assert (rule.name in found) == (block.word == "Reject")


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_a_page_has_all_its_parts(rule: Rule) -> None:
    assert {block.word for block in blocks(rule)} == {"Reject", "Accept"}
    assert "\nWhy: " in rule.page
    assert "\nFix: " in rule.page
    assert rule.check is not None


def test_a_field_that_the_catalogue_s_siblings_require_is_missed(tmp_path: Path) -> None:
    names = ["id", "object", "input_files", "endpoint", "status", "created_at", "total_requests"]
    parts = ", ".join(f'"{name}": {{}}' for name in names)
    (tmp_path / "page.json").write_text(
        f'{{"required": ["id"], "properties": {{{parts}}}}}', encoding="utf-8"
    )
    found = imported_document(Request(str(tmp_path / "page.json"), variant="mistral/other")).findings
    missing = {
        str(finding.pointer): finding.text
        for finding in found
        if finding.rule == "field-missing-from-sibling"
    }
    assert "/errors" in missing
    assert "mistral/python-sdk@1.2.0" in missing["/errors"]


def test_a_null_in_the_example_of_a_specification_is_found_at_its_place(tmp_path: Path) -> None:
    number = {"type": "integer"}
    batch = {
        "type": "object",
        "required": ["id"],
        "properties": {
            "id": {"type": "string"},
            "at": number,
            "data": {"type": "object", "properties": {"line": number}},
        },
        "x-oaiMeta": {"example": '{"id": "b", "at": null, "data": {"line": null,},}'},
    }
    document = {"openapi": "3.0.0", "components": {"schemas": {"Batch": batch}}}
    (tmp_path / "spec.json").write_text(json.dumps(document), encoding="utf-8")
    found = imported_document(Request(str(tmp_path / "spec.json"))).findings
    places = [str(finding.pointer) for finding in found if finding.rule == "example-contradicts-document"]
    assert places == ["/at", "/data/line"]
    assert [finding.rule for finding in found].count("example-not-json") == 1
