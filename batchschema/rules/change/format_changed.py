"""A text keeps to another format.

Why: What parses as the one does not parse as the other.

Reject:
    before {"properties": {"a": {"type": "string", "format": "uuid"}}}
    after  {"properties": {"a": {"type": "string", "format": "date-time"}}}

Accept:
    before {"properties": {"a": {"type": "string", "format": "uuid"}}}
    after  {"properties": {"a": {"type": "string"}}}

Fix: Give the new format a new field.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Basis, Change, Kind

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("breaks", "breaks")
MIRROR = "format-changed"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    differs = change.before.says is not None and change.after.says is not None
    return change.kind is Kind.FORMAT and change.basis is Basis.CONTRADICTION and differs
