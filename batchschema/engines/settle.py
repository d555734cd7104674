"""Steps that both engines share, so that what they say comes out the same.

Validators agree on what is valid, and differ in how they report it: one error for all missing keys or
one each, opaque `anyOf` errors, no place for a `false` schema. Each engine turns its own errors into
`Report`s; this module turns those into Violations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from batchschema.core import Pointer, Violation
from batchschema.core.pointer import Token


@dataclass(frozen=True, slots=True)
class Report:
    """One error as an engine gave it, before it is settled."""

    keyword: str
    place: tuple[Token, ...]
    schema_path: tuple[Token, ...]
    """The way the evaluation took, through `$ref`s, without the `$ref` steps themselves."""
    expected: object = None
    keys: tuple[str, ...] = ()
    """The keys that are missing, or that may not be there."""
    branches: tuple[tuple[Report, ...], ...] = ()


def settled(reports: Iterable[Report]) -> list[Violation]:
    """Turn reports into Violations: one per key, branches descended, repeats dropped, sorted by place."""
    out = {violation.identity: violation for report in reports for violation in _violations(report)}
    return [out[identity] for identity in sorted(out, key=_order)]


def _order(identity: tuple[str, Pointer, str]) -> tuple[str, str, str]:
    return (str(identity[1]), identity[0], identity[2])


def _violations(report: Report) -> Iterator[Violation]:
    if report.branches:
        yield from _of_branches(report)
        return
    path = str(Pointer(report.schema_path))
    for place in [(*report.place, key) for key in report.keys] or [report.place]:
        yield Violation(report.keyword, Pointer(place), path, report.expected)


def _of_branches(report: Report) -> Iterator[Violation]:
    """What is wrong in the branch that the value's type fits; a type violation when it fits none."""
    fitting = [branch for branch in report.branches if not _wrong_types(branch, report.place)]
    if not fitting:
        types = [name for branch in report.branches for name in _wrong_types(branch, report.place)]
        path = str(Pointer(report.schema_path))
        yield Violation("type", Pointer(report.place), path, list(dict.fromkeys(types)))
        return
    for inner in min(fitting, key=len):
        yield from _violations(inner)


def _wrong_types(branch: tuple[Report, ...], place: tuple[Token, ...]) -> list[str]:
    """The types this branch asks for at `place`, when it is those that do not hold."""
    for report in branch:
        if report.keyword == "type" and report.place == place:
            expected = report.expected
            return [expected] if isinstance(expected, str) else [str(name) for name in expected]  # type: ignore[attr-defined]
    return []


def without_references(path: Iterable[Token]) -> tuple[Token, ...]:
    """Drop the `$ref` steps of an evaluation path, which only one engine records."""
    out: list[Token] = []
    for token in path:
        if token in ("$ref", "$dynamicRef") and (not out or out[-1] != "properties"):
            continue
        out.append(token)
    return tuple(out)


WITH_A_SCHEMA = (
    "items",
    "contains",
    "propertyNames",
    "if",
    "then",
    "else",
    "not",
    "additionalItems",
    "additionalProperties",
    "unevaluatedItems",
    "unevaluatedProperties",
)
WITH_NAMED_SCHEMAS = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas")
WITH_SCHEMAS = ("allOf", "anyOf", "oneOf", "prefixItems", "items")
OWN_WORD = ("additionalProperties", "unevaluatedProperties", "unevaluatedItems")
"""Keywords of which `false` itself is the violation, reported under their own name."""


def without_booleans(schema: Any) -> Any:
    """Spell each `false` subschema `{"not": {}}`: one engine loses the place of a bare `false`.

    A schema that admits no keys names its properties, none: else the other engine takes it for `false`.
    """
    if schema is False:
        return {"not": {}}
    if not isinstance(schema, Mapping):
        return schema
    out = dict(schema)
    if out.get("additionalProperties") is False and "patternProperties" not in out:
        out.setdefault("properties", {})
    for word in WITH_A_SCHEMA:
        if word in out and not (word in OWN_WORD and out[word] is False):
            out[word] = without_booleans(out[word])
    for word in WITH_NAMED_SCHEMAS:
        if isinstance(out.get(word), Mapping):
            out[word] = {name: without_booleans(part) for name, part in out[word].items()}
    for word in WITH_SCHEMAS:
        if isinstance(out.get(word), list):
            out[word] = [without_booleans(part) for part in out[word]]
    return out
