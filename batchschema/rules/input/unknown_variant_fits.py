"""Nothing in the catalogue comes near this payload.

Why: Without `--variant` the vendor is told by the payload's keys, the shape of its ids and its status
words. A payload that matches none was not checked.

Reject (file payload.json):
    {"error": {"message": "not found"}}

Accept (file payload.json):
    {"id": "b", "object": "batch", "status": "QUEUED"}

Fix: Name the variant with --variant or a path rule in the configuration; or leave the file out.
"""

from batchschema.rules.words import ALWAYS_ERROR

SEVERITIES = ALWAYS_ERROR
