"""A number is NaN or infinite.

Why: JSON has no such numbers. Python writes them unless told not to; most other parsers refuse them.

Reject (file payload.json):
    {"created_at": NaN}

Reject (file payload.json):
    {"created_at": 1e999}

Accept (file payload.json):
    {"id": "b", "object": "batch", "status": "QUEUED", "created_at": null}

Fix: Write null, or leave the field out; in Python, `json.dumps(..., allow_nan=False)` shows where.
"""

from batchschema.rules.words import ALWAYS_ERROR

SEVERITIES = ALWAYS_ERROR
