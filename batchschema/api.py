"""The Python API behind `import batchschema`."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import replace

from batchschema.catalog import load
from batchschema.config import Policy, Profile
from batchschema.core import Finding, Instance, Variant
from batchschema.run.check import Checker, CheckOptions


def check(value: object, variant: str | Variant, *, profile: Profile = "documented") -> list[Finding]:
    """Judge one payload, as parsed JSON, against one variant.

    Returns the findings sorted by pointer, notes included; their locations have no line: a value has no text.
    A value that no JSON document can hold (a tuple, a set) is judged as its validator sees it.

    Raises `UnknownVariant` when the catalogue has no such id, and `UnusableSchema` for a `Variant` made
    from a schema that does not hold its metaschema.
    """
    if isinstance(variant, str):
        variant = load()[variant]
    instance = Instance(value, "")
    verdict = _checker(profile).judge(variant).verdict(instance)
    instance = replace(instance, spelled=verdict.spelled)
    return [finding.at(instance) for finding in verdict.findings]


def check_history(
    payloads: Iterable[object], variant: str | Variant, *, profile: Profile = "documented"
) -> list[Finding]:
    """Ask whether several looks at a job, as parsed JSON in the order they were taken, make sense together.

    Returns what the lifecycle rules find in one look or between two, sorted by look and pointer. A pointer
    begins with the index of its look, from 0: `/2/status`. Looks at several jobs are told apart by the id;
    one without an id is asked about by itself only. What `check` says of each look is not repeated, unless
    it is no batch job at all; a value that `check` finds wrong is not relied on.

    Raises `UnknownVariant` and `UnusableSchema` as `check` does, and the latter where no lifecycle is known
    of the variant's vendor.
    """
    if isinstance(variant, str):
        variant = load()[variant]
    from batchschema.run.lifecycle import FAMILY, findings_over  # single payloads have no use for it

    judge = _checker(profile, frozenset({FAMILY})).judge(variant)
    return sorted(
        findings_over(payloads, judge),
        key=lambda finding: (finding.pointer.tokens[0], str(finding.pointer), finding.rule),
    )


@functools.cache
def _checker(profile: Profile, families: frozenset[str] = frozenset()) -> Checker:
    return Checker(CheckOptions(policy=Policy(profile=profile, extend_select=families)))
