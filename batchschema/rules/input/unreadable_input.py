r"""A file cannot be opened, read or unpacked.

Why: What could not be read was not checked. CI must not take that for success, nor for bad payloads.

Reject (file broken.json.gz):
    \x1f\x8b\x08\x00 broken

Accept (file fine.json):
    {"id": "b", "object": "batch", "status": "QUEUED"}

Fix: Correct the path, the permissions or the archive.
"""

from batchschema.rules.words import ALWAYS_ERROR

SEVERITIES = ALWAYS_ERROR
