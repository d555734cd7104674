"""A field that is part of what the job is has changed between two polls.

Why: Two jobs share an id, or a gateway makes fields up anew at each request; either way a client that keeps
jobs by their id mixes them up.

Reject (mistral/python-sdk@1.2.0):
    [{"endpoint": "/v1/chat/completions"}, {"endpoint": "/v1/embeddings"}]

Accept (mistral/python-sdk@1.2.0):
    [{"endpoint": "/v1/embeddings"}, {"endpoint": "/v1/embeddings"}]

Fix: Repeat what the job was made with. This is asked of any two polls, their order known or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from batchschema.core import Finding, Severities, Severity
from batchschema.core.poll import Poll
from batchschema.rules.lifecycle import HistoryCase

SEVERITIES = Severities(documented=Severity.ERROR, strict=Severity.ERROR)
OVER_POLLS = True


def check(case: HistoryCase) -> Iterator[Finding]:
    """Compare what each poll says of the job with what was said last."""
    for concept in case.lifecycle.identity:
        for step in case.pairs(partial(_tells, case, concept)):
            if _identity(case, concept, step.before) != _identity(case, concept, step.after):
                yield from case.finding(step, concept, "is not what it was")


def _tells(case: HistoryCase, concept: str, poll: Poll) -> bool:
    return case.value(poll, concept) not in (None, ..., "")


def _identity(case: HistoryCase, concept: str, poll: Poll) -> object:
    """What is compared: moments that are written differently are the same, other values are not."""
    moment = case.moment(poll, concept) if concept.endswith("_at") else None
    return case.value(poll, concept) if moment is None else moment
