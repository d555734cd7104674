"""The verdicts on every pair: the same in each format, and no wider than a page."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchschema.core.change import Comparison, Direction, Verdict
from batchschema.reports.diff import DiffView, diff_report_named

LETTERS = {"B": "breaks", "h": "hazard", ".": "safe", "?": "undecided", "-": "-"}


@st.composite
def comparisons(draw: st.DrawFn) -> list[Comparison]:
    """Every pair of some documents, with any verdicts; one of its names may be long."""
    count = draw(st.integers(2, 60))
    width = draw(st.sampled_from([2, 20, 40]))
    names = [f"v/{'s' * width}@{number}" for number in range(count)]
    chance = draw(st.randoms(use_true_random=False))
    verdicts = list(Verdict)
    return [
        Comparison(one, other, chance.choice(verdicts), chance.choice(verdicts))
        for one, other in itertools.combinations(names, 2)
    ]


def expected(found: Sequence[Comparison]) -> dict[tuple[str, str], str]:
    """By reader and writer the verdict."""
    told = {}
    for each in found:
        told[each.before, each.after] = each.verdict(Direction.BEFORE_READS_AFTER).value
        told[each.after, each.before] = each.verdict(Direction.AFTER_READS_BEFORE).value
    return told


@given(comparisons())
def test_text_says_every_verdict_in_a_hundred_columns(found: list[Comparison]) -> None:
    lines = diff_report_named("full").table(found, DiffView()).splitlines()
    assert max(map(len, lines)) <= 100
    start = lines.index("", 2) + 1
    names = {line.split()[0]: line.split()[1] for line in lines[2 : start - 1]}
    told: dict[tuple[str, str], str] = {}
    columns: list[str] = []
    for line in lines[start:]:
        words = line.split()
        if words and all(word.isdigit() for word in words):
            columns = words
        elif words and words[0] in names:
            cells = words[-len(columns) :]
            told |= {(names[words[0]], names[at]): cell for at, cell in zip(columns, cells, strict=True)}
    said = {pair: LETTERS.get(cell, cell.lower()) for pair, cell in told.items() if pair[0] != pair[1]}
    assert said == expected(found)


@given(comparisons())
def test_json_and_markdown_say_the_same(found: list[Comparison]) -> None:
    report = json.loads(diff_report_named("json").table(found, DiffView()))
    told = {}
    for each in report["matrix"]:
        told[each["before"], each["after"]] = each["verdict"]["before_reads_after"]
        told[each["after"], each["before"]] = each["verdict"]["after_reads_before"]
    assert told == expected(found)
    page = diff_report_named("markdown").table(found, DiffView())
    names = dict(re.findall(r"^(\d+)\. `(.+)`$", page, re.M))
    rows = [line[2:-2].split(" | ") for line in page.splitlines() if line.startswith("|")]
    head, _, *body = [[names.get(cell, cell.strip("`")) for cell in row] for row in rows]
    said = {(row[0], at): cell for row in body for at, cell in zip(head[1:], row[1:], strict=True)}
    assert {pair: cell for pair, cell in said.items() if pair[0] != pair[1]} == expected(found)


@pytest.mark.parametrize("count", [2, 6])
def test_few_columns_are_spelled_out(count: int) -> None:
    names = [f"v/surface@{number}" for number in range(count)]
    pairs = itertools.combinations(names, 2)
    found = [Comparison(one, other, Verdict.SAFE, Verdict.BREAKS) for one, other in pairs]
    text = diff_report_named("full").table(found, DiffView())
    assert "BREAKS" in text
    assert "safe" in text
