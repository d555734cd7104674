"""The Python API behind `import batchschema`."""

from __future__ import annotations

import functools
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


@functools.cache
def _checker(profile: Profile) -> Checker:
    return Checker(CheckOptions(policy=Policy(profile=profile)))
