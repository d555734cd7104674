"""What each exit code means; the only place that says so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from batchschema.core import BatchschemaError, Severity, Summary

CLEAN = 0
FINDINGS = 1
USAGE = 2
UNREADABLE = 3
UNUSABLE_SCHEMA = 4
INTERRUPTED = 130
CLOSED_PIPE = 141
OUTPUT_FAILED = 74
"""As sysexits.h has it: what was found could not be written."""


def of_summary(summary: Summary, fail_on: Severity | None) -> int:
    """`could not check` wins over `checked, bad`, which a CI job must not take it for."""
    if summary.unreadable:
        return UNREADABLE
    return FINDINGS if fail_on is not None and summary.count(fail_on) else CLEAN


def of_severities(found: Iterable[Severity], fail_on: Severity | None) -> int:
    """Whether the worst of what was found is bad enough; None is never."""
    return FINDINGS if fail_on is not None and any(each >= fail_on for each in found) else CLEAN


def of_error(error: BatchschemaError) -> int:
    """The exit code of an error that ended the run."""
    from batchschema.core import UnusableSchema, WorkerEnded

    if isinstance(error, WorkerEnded):
        return UNREADABLE
    return UNUSABLE_SCHEMA if isinstance(error, UnusableSchema) else USAGE
