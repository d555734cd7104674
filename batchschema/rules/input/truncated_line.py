r"""The last line of a JSON Lines file is cut off.

Why: A log that was copied while it was written ends in the middle of a payload. The lines before it are
checked all the same.

Reject (file log.jsonl):
    {"id": "b", "object": "batch", "status": "QUEUED"}\n{"id": "b", "obj

Accept (file log.jsonl):
    {"id": "b", "object": "batch", "status": "QUEUED"}\n

Fix: Copy the file again, or drop the last line.
"""

from batchschema.rules.words import ALWAYS_ERROR

SEVERITIES = ALWAYS_ERROR
