"""A text now keeps to a format.

Why: A reader of the later document parses it and fails on earlier payloads.

Reject:
    before {"properties": {"a": {"type": "string"}}}
    after  {"properties": {"a": {"type": "string", "format": "uuid"}}}

Accept:
    before {"properties": {"a": {"type": "string", "format": "uuid"}}}
    after  {"properties": {"a": {"type": "string"}}}

Fix: Let readers go on taking any text for as long as older payloads are about.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Basis, Change, Kind

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("ok", "breaks")
MIRROR = "format-dropped"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    differs = change.before.says is None and change.after.says is not None
    return change.kind is Kind.FORMAT and change.basis is Basis.CONTRADICTION and differs
