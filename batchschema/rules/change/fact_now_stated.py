"""The later document states a fact about which the earlier one is silent.

Why: Silence forbids nothing and promises nothing: what the earlier writer sends, or the earlier reader
relies on, is not known. Whether it breaks hangs on what silence means.

Reject:
    before {"properties": {"a": {"type": ["string", "null"], "x-documented": {"presence": "required",
           "null": "unstated"}}}, "required": ["a"]}
    after  {"properties": {"a": {"type": "string", "x-documented": {"presence": "required",
           "null": "forbidden"}}}, "required": ["a"]}

Accept:
    before {"properties": {"a": {"type": "string", "x-documented": {"presence": "required",
           "null": "forbidden"}}}, "required": ["a"]}
    after  {"properties": {"a": {"type": ["string", "null"], "x-documented": {"presence": "required",
           "null": "unstated"}}}, "required": ["a"]}

Fix: Ask the vendor, or look at recorded payloads.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Change, Kind

SEVERITIES = Severities(documented=Severity.WARNING, strict=Severity.WARNING)
PREDICTS = ("hazard", "hazard")
MIRROR = "fact-no-longer-stated"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    unnamed = change.kind not in (Kind.FIELD, Kind.NAME)
    return unnamed and change.before.silent
