"""A field went under another name: one concept, or the same facts and a near name.

Why: A reader looks for it under the name it knows. Where that name is required, every payload breaks; where
it is optional, the value is silently lost.

Reject:
    before {"properties": {"output_file": {"type": "string"}}, "required": ["output_file"]}
    after  {"properties": {"output_file_id": {"type": "string"}}, "required": ["output_file_id"]}

Accept:
    before {"properties": {"a": {"type": "string"}}, "required": ["a"]}
    after  {"properties": {"a": {"type": "string"}}}

Fix: Send both names for a while.
"""

from __future__ import annotations

from batchschema.core import Severities, Severity
from batchschema.core.change import Change, Kind

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
PREDICTS = ("by-inclusion", "by-inclusion")
MIRROR = "field-renamed"


def names(change: Change) -> bool:
    """Whether this rule names a change."""
    return change.kind is Kind.NAME
