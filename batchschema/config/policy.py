"""Which rules speak, and how loudly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from batchschema.core import Rule, Severities, Severity

Profile = Literal["documented", "strict"]
OPT_IN = frozenset({"lifecycle"})
"""Families whose rules speak only where they, or their family, are named."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Which rules speak, and how loudly."""

    profile: Profile = "documented"
    select: frozenset[str] | None = None
    """Names of rules and families; None is every default family."""
    extend_select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    overrides: Mapping[str, Severity | None] = field(default_factory=dict, hash=False)
    """Severities by rule, instead of the profile's; None is off."""

    def severity(self, rule: Rule, severities: Severities | None = None) -> Severity | None:
        """How bad a finding of this rule is; None when it is off.

        Input rules cannot be turned off: what was not checked must be said. A rule that the profile has
        off is on, with the strict profile's severity, when it is selected by its own name. `severities` are
        for a finding that is better or worse than the rule's usual ones; where the profile has it off, it
        stays off.
        """
        grades = severities or rule.severities
        usual = getattr(grades, self.profile)
        if rule.family == "input" and usual is Severity.ERROR:
            return Severity.ERROR
        names = {rule.name, rule.family}
        named = self.extend_select if self.select is None else self.select | self.extend_select
        if names & self.ignore:
            return None
        if not names & named and (self.select is not None or rule.family in OPT_IN):
            return None
        if usual is None and (rule.name in named or rule.name in self.overrides):
            usual = grades.strict if grades == rule.severities else None
        if usual is not None and rule.name in self.overrides:
            usual = self.overrides[rule.name]
        return Severity(usual) if usual is not None else None

    def without(self, names: frozenset[str]) -> Policy:
        """Copy that ignores these rules and families too."""
        return replace(self, ignore=self.ignore | names)
