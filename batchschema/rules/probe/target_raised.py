"""The code fails with an exception that is not its way to say "not valid".

Why: Callers catch the validation error of a class. A KeyError or an AttributeError out of its depths ends
the worker that polls the job.

Probe:
    a function that reads `payload["request_counts"]["total"]` and meets null

Fix: Report it to the vendor; catch it meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding
from batchschema.rules.probe import ProbeCase
from batchschema.rules.words import ALWAYS_ERROR

SEVERITIES = ALWAYS_ERROR


def check(case: ProbeCase) -> Iterator[Finding]:
    """Name the place that an exception is due to."""
    if case.outcome == "raised":
        stated = "which the document allows" if case.allowed else "instead of saying that it is not valid"
        text = f"makes the code raise {case.exception}, {stated}"
        hint = f"the code says: {case.said}" if case.said else None
        yield from case.finding(case.blame, text, kind=case.exception, hint=hint)
