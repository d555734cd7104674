"""A bound on size, range, step, count or pattern is gone or wider.

Why: A reader with the tighter bound (a column's length) fails on what lies beyond.

Reject:
    before {"properties": {"a": {"type": "string", "maxLength": 3}}}
    after  {"properties": {"a": {"type": "string", "maxLength": 9}}}

    before {"properties": {"a": {"type": "string", "maxLength": 3}}}
    after  {"properties": {"a": {"type": "string"}}}

Accept:
    before {"properties": {"a": {"type": "string", "maxLength": 9}}}
    after  {"properties": {"a": {"type": "string", "maxLength": 3}}}

Fix: Have readers take the wider range first.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Basis, Change, Kind
from batchschema.rules.change import looser

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("breaks", "ok")
MIRROR = "bounds-tightened"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    if change.kind is not Kind.BOUND or change.basis is Basis.SILENCE:
        return False
    return looser(change, change.before.says, change.after.says)
