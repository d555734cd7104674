"""A value is nested deeper than any batch job, or contains itself.

Why: Parsers have limits so that a hostile text cannot exhaust the stack; deeper than 1,024 levels is not
read.

Reject (file payload.yaml):
    &a [*a]

Accept (file payload.json):
    {"id": "b", "object": "batch", "status": "QUEUED", "metadata": {"a": {"b": {"c": 1}}}}

Fix: Check the part of the text that holds the payload.
"""

from batchschema.rules.words import ALWAYS_ERROR

SEVERITIES = ALWAYS_ERROR
