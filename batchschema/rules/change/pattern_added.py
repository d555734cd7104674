"""Keys that match a pattern are newly described.

Why: A reader that holds their values to it fails on earlier payloads.

Reject:
    before {"type": "object"}
    after  {"type": "object", "patternProperties": {"^x-": {"type": "string"}}}

Accept:
    before {"type": "object", "patternProperties": {"^x-": {"type": "string"}}}
    after  {"type": "object"}

Fix: Have readers take any value there for a while.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Change, Kind

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("by-inclusion", "by-inclusion")
MIRROR = "pattern-removed"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    return change.kind is Kind.PATTERN and change.before.says is None
