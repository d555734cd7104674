"""Jobs put to the lifecycle rules: each look at one by itself, then all looks at one together."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from batchschema.catalog.lifecycles import lifecycle_for
from batchschema.config import Policy
from batchschema.core import Finding, Instance, Pointer, Severity, UnusableSchema, Variant
from batchschema.core.rule import Rule
from batchschema.rules import FAMILIES, rule_named, rules_of
from batchschema.rules.lifecycle import HistoryCase, Layout, PollCase
from batchschema.run.judge import Judge, Verdict
from batchschema.run.polls import Polls
from batchschema.run.tally import Tally
from batchschema.shape import shape_of

FAMILY = "lifecycle"
READABLE = ("enum-value-respelled",)
"""Rules whose findings leave a value that can be relied on."""


def is_wanted(policy: Policy) -> bool:
    """Whether the family, or one of its rules, is asked for; loads no rule that is not named."""
    named = (policy.select or frozenset()) | policy.extend_select
    return any(name == FAMILY or (name not in _FAMILIES and _is_ours(name)) for name in named)


_FAMILIES = frozenset(FAMILIES) - {FAMILY}


def _is_ours(name: str) -> bool:
    return rule_named(name).family == FAMILY


def is_job(instance: Instance, verdict: Verdict) -> bool:
    """Whether a payload is a look at a job at all, so that it can be followed."""
    return isinstance(instance.value, dict) and "not-a-batch-object" not in verdict.rules


def findings_over(payloads: Iterable[object], judge: Judge) -> Iterator[Finding]:
    """What the lifecycle rules say of looks in their order; of what is no look at a job, what `judge` says.

    A look stands at its index, as if all were the items of one document.

    Raises `UnusableSchema` where no lifecycle is known of the variant's vendor.
    """
    if lifecycle_for(judge.variant.vendor) is None:
        raise UnusableSchema(
            judge.variant.id, "no lifecycle is known of its vendor, by which to follow its jobs"
        )
    follower, tally = Follower(lambda _: judge.variant), Tally()
    ours = {rule.name for rule in rules_of(FAMILY)}
    for index, payload in enumerate(payloads):
        instance = Instance(payload, "", root=Pointer((index,)))
        verdict = judge.verdict(instance)
        told = follower.judged(instance, judge, verdict, tally)
        instance = replace(instance, spelled=verdict.spelled)
        for finding in told.findings:
            if finding.rule in ours or not is_job(instance, verdict):
                yield finding.at(instance)
    yield from follower.over_polls(tally.polls, lambda _: judge.policy)


class Follower:
    """Asks the rules of each payload, and keeps what is compared with other looks at the same job."""

    def __init__(self, variant_named: Callable[[str], Variant]) -> None:
        self._variant_named = variant_named
        self._layouts: dict[str, Layout | None] = {}

    @functools.cached_property
    def _single(self) -> list[Rule]:
        return [rule for rule in rules_of(FAMILY) if not rule.over_polls]

    @functools.cached_property
    def _over_polls(self) -> list[Rule]:
        return [rule for rule in rules_of(FAMILY) if rule.over_polls]

    def judged(self, instance: Instance, judge: Judge, verdict: Verdict, tally: Tally) -> Verdict:
        """The verdict on a payload, with what the lifecycle rules say of it; keeps the look in the tally."""
        layout = self._layout(judge.variant)
        if layout is None:
            tally.unfollowed[judge.variant.vendor or judge.variant.id] += 1
            return verdict
        if not is_job(instance, verdict):
            return verdict
        instance = replace(instance, spelled=verdict.spelled)
        spoiled = layout.unsettled(instance) | {
            finding.pointer
            for finding in verdict.findings
            if finding.severity > Severity.NOTE and finding.rule not in READABLE
        }
        if (look := layout.poll(instance, spoiled)) is None:
            tally.nameless += 1
        else:
            job, poll = (layout.lifecycle.vendor, look[0]), look[1]
            if tally.polls.tells(job, poll):
                tally.polls.add(job, layout.located(poll, instance))
        case = PollCase(layout, instance, judge.policy.severity, spoiled)
        found: list[Finding] = []
        for rule in self._single:
            case.rule = rule
            found += rule.check(case) if rule.check is not None else ()
        if not found:
            return verdict
        found = sorted((*verdict.findings, *found), key=lambda finding: (str(finding.pointer), finding.rule))
        return replace(verdict, findings=tuple(found), by_shape=False)

    def over_polls(self, polls: Polls, policy_for: Callable[[str], Policy]) -> Iterator[Finding]:
        """What the rules say of each job that was looked at more than once, by the policy of each source."""

        def severity_at(source: str, rule: Rule) -> Severity | None:
            return policy_for(source).severity(rule)

        for looks in polls.jobs.values():
            if len(looks) < 2:
                continue
            named = {poll.variant for poll in looks}
            layouts = {id: layout for id in named if (layout := self._layout(self._variant_named(id)))}
            case = HistoryCase(layouts, looks, severity_at)
            for rule in self._over_polls:
                case.rule = rule
                yield from rule.check(case) if rule.check is not None else ()

    def unordered(self, polls: Polls, policy: Policy) -> int:
        """How many jobs could not be followed in order, where a rule would compare looks at them."""
        compared = any(policy.severity(rule) is not None for rule in self._over_polls)
        return polls.unordered() if compared else 0

    def _layout(self, variant: Variant) -> Layout | None:
        """Where a variant has what its vendor's table speaks of; None where there is no table."""
        if variant.id not in self._layouts:
            lifecycle = lifecycle_for(variant.vendor)
            shape = shape_of(variant.schema) if lifecycle is not None else None
            self._layouts[variant.id] = (
                Layout(variant, shape, lifecycle) if shape is not None and lifecycle is not None else None
            )
        return self._layouts[variant.id]
