"""A field that held any value is now limited to a list of words.

Why: A reader with the list does not know the words of earlier payloads.

Reject:
    before {"properties": {"a": {"type": "string"}}}
    after  {"properties": {"a": {"type": "string", "enum": ["x", "y"]}}}

Accept:
    before {"properties": {"a": {"type": "string", "enum": ["x", "y"]}}}
    after  {"properties": {"a": {"type": "string"}}}

Fix: Keep the list open on the reader's side for as long as older payloads are about.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Basis, Change, Kind

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("ok", "breaks")
MIRROR = "enum-opened"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    closed = change.before.says is None and isinstance(change.after.says, list)
    return change.kind is Kind.VALUES and change.basis is Basis.CONTRADICTION and closed
