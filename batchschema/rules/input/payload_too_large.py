r"""A payload is over `--max-payload`, or its YAML aliases expand beyond measure.

Why: A batch job takes a kilobyte. A line of 100 MB is a damaged log, and reading it would cost the
memory of everything else.

Reject (file log.jsonl, --max-payload 40):
    {"id": "b", "object": "batch", "status": "QUEUED"}\n

Accept (file log.jsonl):
    {"id": "b", "object": "batch", "status": "QUEUED"}\n

Fix: Raise the limit with --max-payload if the payload is real.
"""

from batchschema.rules.words import ALWAYS_ERROR

SEVERITIES = ALWAYS_ERROR
