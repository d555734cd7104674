"""A text is not YAML, or not such as JSON could express.

Why: Payloads are JSON values. Tags that would build objects are refused, never executed.

Reject (file payload.yaml):
    id: [b

Reject (file payload.yaml):
    id: !!python/object/apply:os.getcwd []

Accept (file payload.yaml):
    {id: b, object: batch, status: QUEUED}

Fix: Mend the text at the line and column given, or write plain values.
"""

from batchschema.rules.words import ALWAYS_ERROR

SEVERITIES = ALWAYS_ERROR
