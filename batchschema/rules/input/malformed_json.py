"""A text is not JSON.

Why: Trailing commas, comments and single quotes are JSON5 or JavaScript; no service sends them and no
client reads them.

Reject (file payload.json):
    {"id": "b",}

Reject (file payload.json):
    {"id": "b"

Accept (file payload.json):
    {"id": "b", "object": "batch", "status": "QUEUED"}

Fix: Mend the text at the line and column given.
"""

from batchschema.rules.words import ALWAYS_ERROR

SEVERITIES = ALWAYS_ERROR
