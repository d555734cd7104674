"""Documents to compare, for the tests of this folder."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from batchschema.catalog import load, local_resolver
from batchschema.core.change import ChangeVerdict, Comparison, Direction, JudgedChange, Witness
from batchschema.diff import Content, DiffDocument
from batchschema.run.diff import diff, document_of_variant

SEEDS = (
    "mistral/typescript-sdk@2025-04-16",
    "mistral/python-sdk@1.2.0",
    "mistral/schema-page",
    "openai/argot-typescript-sdk@2024-10-15",
    "orq/node-sdk@2025-08-25",
)
PAIRS = Path(__file__).resolve().parents[2] / "benchmarks" / "diff_pairs"


@functools.cache
def variant(id: str) -> DiffDocument:
    """A variant of the catalogue; made once, since making it is half the work."""
    return document_of_variant(load()[id])


@functools.cache
def seeds_compared(before: str, after: str) -> Comparison:
    """Two seeds compared; once."""
    return diff(variant(before), variant(after))


def by_hand(name: str, schema: Any, *, notation: str | None = None) -> DiffDocument:
    """A schema as if from a file."""
    return DiffDocument(name, schema, local_resolver(schema), notation=notation)


def of_schemas(before: Any, after: Any, content: Content = "declared") -> Comparison:
    """Two schemas compared."""
    silent = "x-documented" in json.dumps([before, after])
    notation = "json-schema" if silent else None
    return diff(
        by_hand("before", before, notation=notation),
        by_hand("after", after, notation=notation),
        content=content,
    )


def witnesses(comparison: Comparison) -> Iterator[tuple[JudgedChange, Direction, Witness]]:
    """Every witness with its change and direction."""
    for judged in comparison.changes:
        for way in Direction:
            side = judged.side(way)
            if side.witness is not None:
                yield judged, way, side.witness
            else:
                assert side.verdict not in (ChangeVerdict.BREAKS, ChangeVerdict.HAZARD), judged


def hand_made() -> Iterator[dict[str, Any]]:
    """The pairs of the benchmark, with their truth."""
    for path in sorted(PAIRS.glob("*.json")):
        yield from json.loads(path.read_text())
