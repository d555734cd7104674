"""A printed Python object is cut off, or holds what is no value.

Why: Objects in print (`Batch(id='b', status='queued')`) are parsed and never evaluated. Calls, names and
`...` among the values say nothing that could be judged.

Reject (file job.repr):
    BatchJobOut(id='b', object='batch', status='QUEUED', created_at=now())

Accept (file job.repr):
    BatchJobOut(id='b', object='batch', status='QUEUED', created_at=1767225600)

Fix: Print the object whole, or better, record the response itself.
"""

from batchschema.rules.words import ALWAYS_ERROR

SEVERITIES = ALWAYS_ERROR
