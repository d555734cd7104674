"""The hand-made pairs: nothing wrong, next to nothing undecided; and witnesses for all that breaks."""

from __future__ import annotations

from typing import Any

import pytest

from batchschema.core.change import Direction, Verdict
from batchschema.diff.witness import Search
from batchschema.engines import compiled
from tests.diff.documents import by_hand, hand_made, of_schemas

PAIRS = list(hand_made())
UNDECIDED = {"pattern-against-length"}
"""To Python, `$` also holds before a last line end, so that its texts are one longer than ECMA-262's."""


def test_there_are_a_hundred_pairs_with_names_of_their_own() -> None:
    assert len({pair["name"] for pair in PAIRS}) == len(PAIRS) >= 100


@pytest.mark.parametrize("pair", PAIRS, ids=[pair["name"] for pair in PAIRS])
def test_a_verdict_agrees_with_the_truth(pair: dict[str, Any]) -> None:
    comparison = of_schemas(pair["before"], pair["after"])
    truths = (pair["after_in_before"], pair["before_in_after"])
    for way, truth in zip(Direction, truths, strict=True):
        right = Verdict.SAFE if truth else Verdict.BREAKS
        allowed = {right, Verdict.UNDECIDED} if pair["name"] in UNDECIDED else {right}
        assert comparison.verdict(way) in allowed, (way, pair["why"])


def test_safe_is_never_refuted_by_ten_thousand_payloads() -> None:
    tried = 0
    for pair in PAIRS:
        for writer, reader, safe in (
            (pair["before"], pair["after"], pair["before_in_after"]),
            (pair["after"], pair["before"], pair["after_in_before"]),
        ):
            if not safe or of_schemas(writer, reader).after_reads_before is not Verdict.SAFE:
                continue
            sides = [
                by_hand("it", schema).readings("declared", "assert").writer_lenient
                for schema in (writer, reader)
            ]
            for value in Search(sides[0], sides[1], None).built():
                if sides[0].fast.is_valid(value):
                    tried += 1
                    assert sides[1].fast.is_valid(value), (pair["name"], value)
    assert tried > 10_000, tried


@pytest.mark.parametrize("pair", PAIRS, ids=[pair["name"] for pair in PAIRS])
def test_a_witness_holds_for_the_schemas_as_written(pair: dict[str, Any]) -> None:
    """Normalising must not change what a schema means."""
    judges = {
        (name, engine): compiled(pair[name], engine=engine)
        for name in ("before", "after")
        for engine in ("fast", "reference")
    }
    for judged in of_schemas(pair["before"], pair["after"]).changes:
        for way in Direction:
            witness = judged.side(way).witness
            if witness is not None:
                for engine in ("fast", "reference"):
                    assert judges[witness.accepted_by, engine].is_valid(witness.value)
                    assert not judges[witness.rejected_by, engine].is_valid(witness.value)
