"""The payload is something else: an error, a file list, or another vendor's batch job.

Why: Twenty missing and unknown fields are one fact: this is not the object the document describes. Fewer
than half of its keys are documented here.

Reject (mistral/python-sdk@1.2.0):
    replace {"error": {"message": "not found", "type": "invalid_request_error"}}
    replace "batch_1"

Accept (mistral/python-sdk@1.2.0):
    replace {"id": "b", "object": "batch", "status": "QUEUED"}

Fix: Check it against the variant that the finding names, or record the right endpoint.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Pointer, Severities, Severity
from batchschema.core.wording import plural
from batchschema.rules.case import Case
from batchschema.rules.words import json_type

SPEAKS = "first"
SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)


def check(case: Case) -> Iterator[Finding]:
    """Claim everything about a payload that shares too little with the variant."""
    if not case.variant.is_canonical:
        return
    value = case.instance.value
    if isinstance(value, dict):
        known = [key for key in value if key in case.shape.root.properties]
        if 2 * len(known) >= len(value):
            return
        what = f"is not this object: of its {plural(len(value), 'key')}, {len(known):,} documented here"
    else:
        what = f"is not this object but {json_type(value)}"
    near = case.looks_like()
    what += f"; it looks like {near}" if near else ""
    yield from case.finding(case.place(Pointer()), what)
    case.close()
