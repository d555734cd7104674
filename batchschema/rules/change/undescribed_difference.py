"""A payload is taken by one and not by the other, and no single fact accounts for it.

Why: Keywords work together in ways that a list of facts does not show; the payload does.

Accept:
    before {"properties": {"a": {"type": "string"}}, "required": ["a"]}
    after  {"properties": {"a": {"type": "string"}}, "required": ["a"]}

Fix: Look at the payload: it is the smallest that was found.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Change, Kind

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("by-inclusion", "by-inclusion")
MIRROR = "undescribed-difference"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    return change.kind is Kind.OTHER
