"""A field may now hold values of further types.

Why: A reader of the earlier document cannot take the new ones: a fraction where it has an integer, a number
where it has text.

Reject:
    before {"properties": {"a": {"type": "string"}}, "required": ["a"]}
    after  {"properties": {"a": {"type": ["string", "integer"]}}, "required": ["a"]}

    before {"properties": {"a": {"type": "integer"}}, "required": ["a"]}
    after  {"properties": {"a": {"type": "number"}}, "required": ["a"]}

Accept:
    before {"properties": {"a": {"type": ["string", "integer"]}}, "required": ["a"]}
    after  {"properties": {"a": {"type": "string"}}, "required": ["a"]}

Fix: Add a field of the new type instead.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Basis, Change, Kind
from batchschema.rules.change import covered_types

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("breaks", "ok")
MIRROR = "type-narrowed"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    if change.kind is not Kind.TYPES or change.basis is Basis.SILENCE:
        return False
    before, after = covered_types(change.before.says), covered_types(change.after.says)
    return before < after
