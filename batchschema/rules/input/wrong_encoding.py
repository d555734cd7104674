r"""A text is not UTF-8.

Why: JSON is exchanged in UTF-8 (RFC 8259, section 8.1). A UTF-8 byte order mark is read without a word.

Reject (file payload.json):
    \xff\xfe{\x00}\x00

Reject (file payload.json):
    {"id": "\xe9"}

Accept (file payload.json):
    \xef\xbb\xbf{"id": "b", "object": "batch", "status": "QUEUED"}

Fix: Save the file as UTF-8.
"""

from batchschema.rules.words import ALWAYS_ERROR

SEVERITIES = ALWAYS_ERROR
