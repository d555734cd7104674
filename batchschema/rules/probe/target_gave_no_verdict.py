"""The code gives no answer to a payload: it hangs, ends its process, or writes what is no verdict.

Why: A payload that stops a process is worse than one that is refused, and what was not answered was not
probed: the exit code is 3.

Probe:
    a regular expression that takes forever on a long text
    a program that prints a log line where its verdict should be

Fix: Report a hang or a crash to the vendor. A program of your own answers each line with one line:
`{"accepted": true, "value": …}` or `{"accepted": false, "error": "…"}`; logs go to standard error.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding
from batchschema.rules.probe import ProbeCase
from batchschema.rules.words import ALWAYS_ERROR

SEVERITIES = ALWAYS_ERROR
OUTCOMES = ("silence", "death", "garbage")


def check(case: ProbeCase) -> Iterator[Finding]:
    """Say what came instead of an answer."""
    if case.outcome in OUTCOMES:
        yield from case.finding(case.blame, f"was put to the code, which {case.said}", kind=case.outcome)
