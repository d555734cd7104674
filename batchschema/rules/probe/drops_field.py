"""A documented field goes in with a value and does not come out.

Why: The class does not know a field that its document describes, and whoever forwards what it wrote loses
it. Often the SDK is older or newer than the document. A warning where the document forbids the value that is
lost: a class that takes `{}` for "not set", say.

Probe:
    an SDK of 2025 that reads the jobs of 2026: `agent_id` and `outputs` are gone

Fix: Use the version of the SDK that the document belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding, Severities, Severity
from batchschema.rules.probe import ProbeCase, words_for
from batchschema.rules.words import ALWAYS_ERROR

SEVERITIES = ALWAYS_ERROR
WARNING = Severities(documented=Severity.WARNING, strict=Severity.WARNING)


def check(case: ProbeCase) -> Iterator[Finding]:
    """Name each documented value that got lost."""
    for each in case.differences:
        if each.kind == "value-lost" and case.is_documented(each.pointer):
            sent = words_for(each.before)
            if case.is_forbidden_at(each.pointer):
                text, severities = (
                    f"goes in as {sent}, which the document forbids, and comes out absent",
                    WARNING,
                )
            else:
                text, severities = f"goes in as {sent} and comes out absent; the document describes it", None
            yield from case.finding(each.pointer, text, kind="value", severities=severities)
