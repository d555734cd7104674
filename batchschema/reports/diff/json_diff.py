"""JSON as `schemas/_meta/diff-report.schema.json` describes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from batchschema.core.change import Comparison, Direction, JudgedChange, Statement, Witness
from batchschema.reports.diff import DiffView

VERSION = 1


def one(comparison: Comparison, view: DiffView) -> str:
    """The whole comparison, both ways whatever was asked for."""
    return _dumped({"version": VERSION, **described(comparison, view)})


def table(comparisons: Sequence[Comparison], view: DiffView) -> str:
    """`matrix`: each pair with its verdicts and the number of its changes."""
    pairs = [
        {
            "before": each.before,
            "after": each.after,
            "verdict": _verdict(each),
            "changes": len(each.changes),
        }
        for each in comparisons
    ]
    return _dumped({"version": VERSION, "matrix": pairs})


def described(comparison: Comparison, view: DiffView) -> dict[str, Any]:
    """A comparison as JSON values."""
    out: dict[str, Any] = {
        "before": comparison.before,
        "after": comparison.after,
        "verdict": _verdict(comparison),
        "changes": [_change(change, view) for change in comparison.changes],
    }
    if view.explain:
        out["tried"] = {_key(way): list(steps) for way, steps in comparison.tried.items()}
    return out


def _change(judged: JudgedChange, view: DiffView) -> dict[str, Any]:
    change = judged.change
    sides = {_key(way): judged.side(way) for way in Direction}
    witnesses = {way: _witness(side.witness) for way, side in sides.items() if side.witness is not None}
    out: dict[str, Any] = {
        "rule": judged.rule,
        "pointer": str(change.pointer),
        "kind": change.kind.value,
        "before": _statement(change.before),
        "after": _statement(change.after),
        "basis": change.basis.value,
        **{way: side.verdict.value for way, side in sides.items()},
        "witness": next(iter(witnesses.values()), None),
        "witnesses": witnesses,
    }
    if change.renamed_to is not None:
        out["renamed_to"] = str(change.renamed_to)
    if view.explain:
        out["why"] = {way: side.why for way, side in sides.items() if side.why}
    return out


def _statement(statement: Statement) -> dict[str, Any]:
    out = {"document": statement.document, "says": statement.says}
    return out if statement.as_written is None else {**out, "as": statement.as_written}


def _witness(witness: Witness) -> dict[str, Any]:
    return {
        "value": witness.value,
        "accepted_by": witness.accepted_by,
        "rejected_by": witness.rejected_by,
    }


def _verdict(comparison: Comparison) -> dict[str, str]:
    return {_key(way): comparison.verdict(way).value for way in Direction}


def _key(direction: Direction) -> str:
    return direction.value.replace("-", "_")


def _dumped(value: object) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
