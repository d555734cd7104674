"""A closed list of words is no longer closed.

Why: A reader with the list meets words that it does not know.

Reject:
    before {"properties": {"a": {"type": "string", "enum": ["x", "y"]}}}
    after  {"properties": {"a": {"type": "string"}}}

Accept:
    before {"properties": {"a": {"type": "string"}}}
    after  {"properties": {"a": {"type": "string", "enum": ["x", "y"]}}}

Fix: Have readers keep a branch for words they do not know.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Basis, Change, Kind

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("breaks", "ok")
MIRROR = "enum-closed"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    closed = isinstance(change.before.says, list) and change.after.says is None
    return change.kind is Kind.VALUES and change.basis is Basis.CONTRADICTION and closed
