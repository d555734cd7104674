"""A field no longer holds values of some types.

Why: A reader of the later document cannot take what earlier payloads hold.

Reject:
    before {"properties": {"a": {"type": ["string", "integer"]}}, "required": ["a"]}
    after  {"properties": {"a": {"type": "string"}}, "required": ["a"]}

    before {"properties": {"a": {"type": "number"}}, "required": ["a"]}
    after  {"properties": {"a": {"type": "integer"}}, "required": ["a"]}

Accept:
    before {"properties": {"a": {"type": "string"}}, "required": ["a"]}
    after  {"properties": {"a": {"type": ["string", "integer"]}}, "required": ["a"]}

Fix: Let readers go on taking the former types for as long as older payloads are about.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Basis, Change, Kind
from batchschema.rules.change import covered_types

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("ok", "breaks")
MIRROR = "type-widened"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    if change.kind is not Kind.TYPES or change.basis is Basis.SILENCE:
        return False
    before, after = covered_types(change.before.says), covered_types(change.after.says)
    return after < before
