"""One target and one variant: what was put to it, and the smallest payloads that show what is wrong."""

from __future__ import annotations

import functools
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final

from batchschema.catalog.files import read
from batchschema.config import Policy
from batchschema.core import BatchschemaError, Finding, Location, Shape, Variant
from batchschema.core.pointer import Pointer
from batchschema.engines import Engine, compiled
from batchschema.generate import json_line
from batchschema.probe import (
    MOST_STEPS,
    Accepted,
    Answer,
    Asker,
    Baseline,
    NoVerdict,
    Probed,
    Probing,
    Raised,
    Rejected,
    baseline_of,
    common,
    described,
    differences,
    differing,
    edits_of,
    has_integral_fractions,
    has_unnamed_keys,
    line_of,
    outcome_of,
    reason_of,
    reduced,
    smallest_of,
    surely,
    transplanted,
    tries,
    within,
)
from batchschema.rules import rules_of
from batchschema.rules.case import value_at
from batchschema.rules.probe import ProbeCase
from batchschema.shape import strict

MOST_UNANSWERED: Final = 3
"""Payloads without an answer after which the probe ends."""
FEW_STEPS: Final = MappingProxyType({"silence": 4, "death": 20, "garbage": 20})
"""How many smaller payloads are tried where each costs a process or a time limit."""
SEVERAL: Final = 5
"""Independent reasons for a refusal that are looked for in one payload."""


class TargetSilent(BatchschemaError):
    """A target that never gave a verdict, so that nothing was probed."""

    def __init__(self, target: str, reason: str) -> None:
        self.target, self.reason = target, reason
        super().__init__(f"target `{target}` could not be asked: it {reason}")


def surely_allowed(variant: Variant) -> Mapping[str, Any]:
    """The schema of what a variant allows whatever its silence means."""
    if not variant.is_canonical:
        return variant.schema
    notations = json.loads(read("_meta/notations.json"))["notations"]
    states = notations.get(variant.source.notation, {}).get("integrality", True)
    return strict(surely(variant.schema, integrality=bool(states)))


@dataclass(slots=True)
class _Seen:
    """A finding as it was first met, and what else was said of the same place."""

    payload: object
    texts: dict[str, None] = field(default_factory=dict)


class Prober:
    """One target, one variant, and what was learnt so far."""

    def __init__(self, variant: Variant, shape: Shape, asker: Asker, policy: Policy) -> None:
        self.variant, self.shape, self.asker = variant, shape, asker
        self.rules = [rule for rule in rules_of("probe") if policy.severity(rule) is not None]
        self.base = Baseline(None, False, None, None)
        self.unanswered = 0
        self._answers: dict[str, Answer] = {}
        self._seen: dict[str, _Seen] = {}
        self._found: dict[str, Probed] = {}
        self._culprits: dict[str, list[Pointer]] = {}
        """Places that were found to be the reason, by what they are the reason for."""
        self._deadly: list[tuple[Pointer, object]] = []
        """Places and values that got no verdict, so that they are not asked about again."""

    @functools.cached_property
    def lenient(self) -> Engine:
        """What the document states, silence forbidding nothing."""
        return compiled(self.variant.schema, name=self.variant.id)

    @functools.cached_property
    def strict(self) -> Engine:
        """What the document allows whatever its silence means."""
        return compiled(surely_allowed(self.variant), name=self.variant.id)

    def probe(self, drawn: list[tuple[str, object]]) -> Probing:
        """Find the smallest payloads, put all to the target, then shrink what was found."""
        self.base = base = self._ground(drawn)
        edited = [("edited", payload) for payload in tries(base.smallest, base.fullest, self.shape)]
        asked: dict[str, str] = {}
        for kind, payload in edited + drawn:
            if self.unanswered >= MOST_UNANSWERED:
                break
            if not self._is_deadly(payload) and (text := json_line(payload)) not in asked:
                asked[text] = kind
                self._take(payload)
        ended_early = self.unanswered >= MOST_UNANSWERED
        for fingerprint, seen in self._seen.items():
            self._shrink(fingerprint, seen, most=0 if ended_early else MOST_STEPS)
        answers = [self._answers[text] for text in asked]
        return Probing(
            target=self.asker.name,
            variant=self.variant,
            found=tuple(sorted(self._found.values(), key=_order)),
            payloads=MappingProxyType(Counter(asked.values())),
            smallest=base.smallest,
            accepted=sum(isinstance(answer, Accepted) for answer in answers),
            rejected=sum(isinstance(answer, Rejected) for answer in answers),
            unanswered=self.unanswered,
            ended_early=ended_early,
        )

    def is_allowed(self, payload: object) -> bool:
        """Whether the document allows a payload whatever its silence means."""
        if not self.strict.is_valid(payload) or has_integral_fractions(payload):
            return False
        return self.variant.is_canonical or not has_unnamed_keys(payload, self.shape)

    def answer(self, payload: object) -> Answer:
        """What the target says; each payload is put to it once."""
        text = json_line(payload)
        if text not in self._answers:
            self._answers[text] = self.asker.ask(payload)
        return self._answers[text]

    def _ground(self, drawn: list[tuple[str, object]]) -> Baseline:
        """Find the payloads that others are edits of."""
        allowed = [payload for _, payload in drawn if self.is_allowed(payload)]
        valid = allowed or [payload for kind, payload in drawn if kind == "valid"]
        is_valid = self.is_allowed if allowed else self.lenient.is_valid
        smallest = smallest_of(valid, is_valid)
        first = self.answer(smallest)
        if isinstance(first, NoVerdict):
            raise TargetSilent(self.asker.name, first.error)
        return baseline_of(valid, smallest, is_valid, self.answer)

    def case(self, payload: object, blame: Pointer = Pointer()) -> ProbeCase:
        """Ask about a payload, and set beside the answer what the document says."""
        answer = self.answer(payload)
        case = ProbeCase(
            payload=payload,
            variant=self.variant,
            shape=self.shape,
            forbidden=self.lenient.violations(payload),
            allowed=self.is_allowed(payload),
            outcome=outcome_of(answer),
            said=getattr(answer, "error", ""),
            blame=blame,
        )
        if isinstance(answer, Raised):
            case.exception = answer.exception
        if isinstance(answer, Accepted):
            case.differences = differences(payload, answer.value)
        return case

    def findings(self, case: ProbeCase) -> list[Finding]:
        """What the rules say of a case."""
        found: list[Finding] = []
        for rule in self.rules:
            assert rule.check is not None, "a rule about targets judges cases"
            case.rule = rule
            found += rule.check(case)
        return found

    def _take(self, payload: object) -> None:
        """Ask about one payload and keep what is new."""
        answer = self.answer(payload)
        if isinstance(answer, Accepted):
            for finding in self.findings(self.case(payload)):
                seen = self._seen.setdefault(finding.fingerprint, _Seen(payload))
                seen.texts[finding.text] = None
            return
        if isinstance(answer, NoVerdict):
            self.unanswered += 1
        reason = reason_of(answer)
        for _ in range(SEVERAL):
            if not self._is(payload, reason):
                return
            payload = self._explained(payload, reason)

    def _is(self, payload: object, reason: str) -> bool:
        """Whether the target fails on a payload in this way, where it should not."""
        return reason_of(self.answer(payload)) == reason and (
            reason != "rejected" or self.is_allowed(payload)
        )

    def _explained(self, payload: object, reason: str) -> object:
        """Find a place that a failure is due to; returns the payload with what is known to be due undone."""
        known = self._culprits.setdefault(reason, [])
        if not self.base.is_taken:
            said = getattr(self.answer(payload), "pointer", None)
            blame = described(said, self.shape)
            self._keep(self.case(payload, blame))
            return self.base.smallest
        for pointer in known:
            payload = transplanted(self.base.smallest, payload, pointer)
        if not self._is(payload, reason):
            return payload
        most = FEW_STEPS.get(reason, MOST_STEPS)
        smaller = reduced(payload, self.base.smallest, lambda each: self._is(each, reason), most=most)
        blame = self._innermost(common(smaller.departs), smaller.value, reason)
        known.append(blame)
        self._keep(case := self.case(smaller.value, blame))
        if reason in FEW_STEPS:
            self._deadly.append((blame, case.value(blame)))
        return transplanted(self.base.smallest, payload, blame)

    def _is_deadly(self, payload: object) -> bool:
        """Whether a payload has at some place what got no verdict before."""
        return any(value_at(payload, pointer) == value for pointer, value in self._deadly)

    def _innermost(self, blame: Pointer, payload: object, reason: str) -> Pointer:
        """The part to blame of a field that the baseline lacks, beside a value of it that is taken."""
        taken = transplanted(self.base.broadest, self.base.smallest, blame)
        if reason in FEW_STEPS or self._is(taken, reason) or not list(differing(taken, self.base.smallest)):
            return blame
        inner = reduced(payload, taken, lambda each: self._is(each, reason)).departs
        return common([pointer for pointer in inner if within(pointer, blame)] or [blame])

    def _shrink(self, fingerprint: str, seen: _Seen, *, most: int) -> None:
        """Keep a finding with the smallest payload that shows it."""

        def holds(payload: object) -> bool:
            return isinstance(self.answer(payload), Accepted) and any(
                finding.fingerprint == fingerprint for finding in self.findings(self.case(payload))
            )

        smaller = reduced(seen.payload, self.base.smallest, holds, most=most)
        self._keep(self.case(smaller.value), only=fingerprint, texts=seen.texts)

    def _keep(self, case: ProbeCase, *, only: str | None = None, texts: Iterable[str] = ()) -> None:
        """Keep the findings of a case, or one of them, with its payload as their witness."""
        said = line_of(self.answer(case.payload))
        sent = edits_of(self.base.smallest, case.payload)
        returned = edits_of(case.payload, said["value"]) if "value" in said else ()
        for finding in self.findings(case):
            if finding.fingerprint not in self._found and only in (None, finding.fingerprint):
                others = [text.partition(";")[0] for text in texts if text != finding.text]
                hints = [finding.hint or "", _also(others)]
                hint = "; ".join(filter(None, hints)) or None
                kept = replace(finding, hint=hint, location=Location(self.asker.name))
                self._found[finding.fingerprint] = Probed(kept, case.payload, said, sent, returned)


def _also(texts: list[str]) -> str:
    """What else was said of the same place, in short."""
    if not texts:
        return ""
    start = "is taken as "
    if all(text.startswith(start) for text in texts):
        return f"also taken as {', '.join(text.removeprefix(start) for text in texts)}"
    return f"also {' and '.join(texts)}"


def _order(probed: Probed) -> tuple[str, str, str]:
    return (str(probed.finding.pointer), probed.finding.rule, probed.finding.fingerprint)
