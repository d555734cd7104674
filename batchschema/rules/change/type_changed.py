"""A field holds values of another type.

Why: Neither reader can take what the other's writer sends.

Reject:
    before {"properties": {"a": {"type": "string"}}, "required": ["a"]}
    after  {"properties": {"a": {"type": "integer"}}, "required": ["a"]}

Accept:
    before {"properties": {"a": {"type": "string"}}, "required": ["a"]}
    after  {"properties": {"a": {"type": ["string", "integer"]}}, "required": ["a"]}

Fix: Give the new type a new name.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Basis, Change, Kind
from batchschema.rules.change import covered_types

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("breaks", "breaks")
MIRROR = "type-changed"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    if change.kind is not Kind.TYPES or change.basis is Basis.SILENCE:
        return False
    before, after = covered_types(change.before.says), covered_types(change.after.says)
    return not before < after and not after < before
