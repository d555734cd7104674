"""A bound is another one, neither wider nor narrower: another pattern or step.

Why: What keeps to the one need not keep to the other.

Reject:
    before {"properties": {"a": {"type": "string", "pattern": "^a$"}}}
    after  {"properties": {"a": {"type": "string", "pattern": "^b$"}}}

Accept:
    before {"properties": {"a": {"type": "string", "maxLength": 3}}}
    after  {"properties": {"a": {"type": "string", "maxLength": 9}}}

Fix: Have readers take both for a while.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Basis, Change, Kind
from batchschema.rules.change import looser

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("by-inclusion", "by-inclusion")
MIRROR = "bounds-changed"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    if change.kind is not Kind.BOUND or change.basis is Basis.SILENCE:
        return False
    before, after = change.before.says, change.after.says
    return not looser(change, before, after) and not looser(change, after, before)
