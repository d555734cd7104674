"""The one word a field may hold is another one.

Why: A reader that tells objects apart by the constant takes this one for something else.

Reject:
    before {"properties": {"a": {"type": "string", "enum": ["x"]}}}
    after  {"properties": {"a": {"type": "string", "enum": ["y"]}}}

Accept:
    before {"properties": {"a": {"type": "string", "enum": ["x"]}}}
    after  {"properties": {"a": {"type": "string", "enum": ["x", "y"]}}}

Fix: Keep the constant; a new kind of object gets a new endpoint or field.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Change, Kind

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("breaks", "breaks")
MIRROR = "constant-changed"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    lists = isinstance(change.before.says, list) and isinstance(change.after.says, list)
    return change.kind is Kind.VALUES and lists and change.keyword is None
