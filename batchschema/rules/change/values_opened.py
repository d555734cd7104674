"""An object now takes keys that the document does not name.

Why: A reader that turns away unknown keys fails on them.

Reject:
    before {"properties": {"m": {"type": "object", "properties": {"x": {"type": "string"}},
           "additionalProperties": false}}}
    after  {"properties": {"m": {"type": "object", "properties": {"x": {"type": "string"}},
           "additionalProperties": true}}}

Accept:
    before {"properties": {"m": {"type": "object", "properties": {"x": {"type": "string"}},
           "additionalProperties": true}}}
    after  {"properties": {"m": {"type": "object", "properties": {"x": {"type": "string"}},
           "additionalProperties": false}}}

Fix: Have readers ignore keys that they do not know.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Change, Kind

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("by-inclusion", "by-inclusion")
MIRROR = "values-closed"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    return change.kind is Kind.FREE_KEYS and change.before.says == "none"
