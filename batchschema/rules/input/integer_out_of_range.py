"""An integer does not fit 64 bits.

Why: JSON allows it; most readers turn it into a float and lose digits, this one too. It was judged after
that loss.

Reject (file payload.json):
    {"id": "b", "object": "batch", "status": "QUEUED", "created_at": 184467440737095516150}

Accept (file payload.json):
    {"id": "b", "object": "batch", "status": "QUEUED", "created_at": 1767225600}

Fix: Send ids as strings; no count or timestamp of a batch job is that large.
"""

from batchschema.core import Severities, Severity

SEVERITIES = Severities(documented=Severity.WARNING, strict=Severity.WARNING)
