"""A value is a documented word in another spelling.

Why: `Validating`, `JOB_STATE_RUNNING` and `canceled` are the same states to a reader and unknown ones to
a program. The finding says which word is meant.

Reject (mistral/python-sdk@1.2.0):
    {"status": "queued"}
    {"status": "BATCH_STATE_RUNNING"}
    {"status": "canceled"}

Accept (mistral/python-sdk@1.2.0):
    {"status": "QUEUED"}

Fix: Send the word as documented, or map it before the payload is passed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from batchschema.core import Finding
from batchschema.rules.case import Case
from batchschema.rules.words import ALWAYS_ERROR

SEVERITIES = ALWAYS_ERROR
AFTER = ("unexpected-constant",)
PREFIX = re.compile(r"^(?:(?:batch|job|model|invocation|processing)_)*(?:state|status)_")


def check(case: Case) -> Iterator[Finding]:
    """Claim words that become documented ones once case, prefix and British spelling are evened out."""
    for place in case.places("enum"):
        if not isinstance(place.value, str):
            continue
        known = place.expected("enum") or ()
        meant = [word for word in known if isinstance(word, str) and plain(word) == plain(place.value)]
        if meant:
            yield from case.finding(place, f"is a respelling of the documented value {meant[0]}")


def plain(word: str) -> str:
    """What all spellings of one state have in common."""
    word = PREFIX.sub("", re.sub(r"[\s-]+", "_", word.strip()).lower())
    return word.replace("cancell", "cancel")
