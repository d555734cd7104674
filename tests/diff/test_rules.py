"""The change rules: their mirrors, their predictions, and the examples on their pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from batchschema.core.change import ChangeVerdict, Direction, JudgedChange
from batchschema.rules.change import modules
from tests.diff.documents import SEEDS, hand_made, of_schemas, seeds_compared

WAIVERS: dict[str, str] = {}
"""Rules whose mirror is another rule's mirror, or none, each with the reason."""
SIDES = ("ok", "hazard", "breaks", "by-inclusion")
WORSE = {ChangeVerdict.OK: 0, ChangeVerdict.HAZARD: 1, ChangeVerdict.BREAKS: 2}
MODULES = modules()
EXAMPLE = re.compile(r"^    before (.*?)^    after  (.*?)(?=^    before|^$|\Z)", re.M | re.S)


def examples(name: str, heading: str) -> Iterator[tuple[Any, Any]]:
    page = MODULES[name].__doc__ or ""
    block = re.search(rf"^{heading}:\n(.*?)(?=^\w+:|\Z)", page, re.M | re.S)
    for found in EXAMPLE.finditer(block[1] if block else ""):
        yield json.loads(found[1]), json.loads(found[2])


def judged_by(name: str, before: Any, after: Any) -> list[JudgedChange]:
    return [each for each in of_schemas(before, after, "documented").changes if each.rule == name]


@pytest.mark.parametrize("name", MODULES)
def test_a_rule_has_a_mirror_that_mirrors_it(name: str) -> None:
    mirror = MODULES[name].MIRROR
    if name in WAIVERS:
        pytest.skip(WAIVERS[name])
    assert name == MODULES[mirror].MIRROR
    assert MODULES[name].PREDICTS[::-1] == MODULES[mirror].PREDICTS


def test_no_waiver_is_stale() -> None:
    for name in WAIVERS:
        mirror = MODULES[name].MIRROR
        assert mirror not in MODULES or name != MODULES[mirror].MIRROR, f"{name} needs no waiver"


@pytest.mark.parametrize("name", MODULES)
def test_a_rule_predicts_known_sides(name: str) -> None:
    assert set(MODULES[name].PREDICTS) <= set(SIDES)


@pytest.mark.parametrize("name", MODULES)
def test_what_a_page_rejects_is_named_and_what_it_accepts_is_not(name: str) -> None:
    rejected, accepted = list(examples(name, "Reject")), list(examples(name, "Accept"))
    assert accepted
    assert rejected or name in ("undescribed-difference", "undecided-difference")
    for before, after in rejected:
        assert judged_by(name, before, after), (before, after)
    for before, after in accepted:
        assert not judged_by(name, before, after), (before, after)


@pytest.mark.parametrize("name", MODULES)
def test_witnesses_bear_out_what_a_rule_predicts(name: str) -> None:
    for before, after in examples(name, "Reject"):
        judged = judged_by(name, before, after)[0]
        for way, predicted in zip(Direction, MODULES[name].PREDICTS, strict=True):
            verdict = judged.side(way).verdict
            if predicted == "hazard":
                assert verdict in (ChangeVerdict.OK, ChangeVerdict.HAZARD)
            elif predicted != "by-inclusion":
                assert verdict.value == predicted, (way, judged)


@pytest.mark.parametrize("name", [name for name in MODULES if list(examples(name, "Reject"))])
def test_the_mirror_names_the_reverse(name: str) -> None:
    for before, after in examples(name, "Reject"):
        assert judged_by(MODULES[name].MIRROR, after, before)


def test_no_change_is_worse_than_its_rule_predicts() -> None:
    compared = [seeds_compared(one, other) for one in SEEDS for other in SEEDS]
    compared += [
        of_schemas(pair["before"], pair["after"], "documented")
        for pair in hand_made()
        if not re.search(r'"additionalProperties": {|patternProperties', json.dumps(pair))
    ]  # a reader that says something of keys it does not name does not ignore a new field
    for judged in (each for comparison in compared for each in comparison.changes):
        for way, predicted in zip(Direction, MODULES[judged.rule].PREDICTS, strict=True):
            verdict = judged.side(way).verdict
            if predicted != "by-inclusion" and verdict is not ChangeVerdict.UNDECIDED:
                limit = WORSE[ChangeVerdict(predicted)]
                assert WORSE[verdict] <= limit, (judged, way)


def test_every_change_has_just_one_name() -> None:
    for one in SEEDS:
        for other in SEEDS:
            for each in seeds_compared(one, other).changes:
                named = [name for name, module in MODULES.items() if module.names(each.change)]
                silent = [name for name in named if name.startswith("fact-")]
                assert len(silent or named) == 1, (each.change, named)
