"""One variant, ready to judge payloads, fast where that is safe.

Three questions, from cheap to dear, with one answer. The screen asks of many payloads at once whether
they have no finding at all. Payloads with the same keys and JSON types have the same findings where those
depend on nothing else, so they are remembered by shape; the loose reading asks whether they do depend on
nothing else. The rest is validated in full and put to the rules.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from batchschema.catalog import local_resolver
from batchschema.config import Policy
from batchschema.core import (
    Field,
    Finding,
    Instance,
    Pointer,
    Rule,
    Severities,
    Severity,
    Shape,
    Variant,
    Violation,
)
from batchschema.engines import Engine, compiled
from batchschema.readers.json_text import keys_in
from batchschema.rules import Case, judge, rule_named, rules_of
from batchschema.shape import loose, screen, shape_of, strict
from batchschema.shape.casing import projected

MOST_REMEMBERED = 4096
CONTAINERS = (dict, list)


@dataclass(frozen=True, eq=False)
class Verdict:
    """What the rules say of one payload, without its place in a source."""

    findings: tuple[Finding, ...]
    rules: tuple[str, ...]
    """Every rule that spoke, those that are off included."""
    spelled: Mapping[Pointer, Pointer]
    """From wire names to the source's spelling, where they differ."""
    by_shape: bool = False
    """True when the payload's keys and JSON types decide it, and the loose reading found no more."""
    known: int = 0
    """How many findings were taken out because they are known."""

    @functools.cached_property
    def repeats(self) -> bool:
        """Whether a field has the same finding at several places, as the items of an array."""
        return len({finding.fingerprint for finding in self.findings}) < len(self.findings)

    @property
    def worst(self) -> Severity | None:
        """The severity of the worst finding."""
        return max((finding.severity for finding in self.findings), default=None)


CLEAN = Verdict((), (), MappingProxyType({}))


class Judge:
    """Judges payloads against one variant under one policy."""

    def __init__(
        self,
        variant: Variant,
        policy: Policy,
        *,
        engine: str = "fast",
        documented_by: Callable[[Variant, Pointer], Sequence[Variant]] = lambda *_: (),
        looks_like: Callable[[object, Variant], str | None] = lambda *_: None,
    ) -> None:
        self.variant = variant
        self.policy = policy
        self._engine = engine
        self._documented_by = documented_by
        self._looks_like = looks_like
        self._verdicts: dict[object, Verdict] = {}
        self._fast = engine == "fast" and variant.is_canonical

    @functools.cached_property
    def shape(self) -> Shape:
        """The facts of the variant."""
        return shape_of(
            self.variant.schema, None if self.variant.is_canonical else local_resolver(self.variant.schema)
        )

    @functools.cached_property
    def full(self) -> Engine:
        """The strict reading: whatever a rule may speak of is a violation of it."""
        schema = strict(self.variant.schema) if self.variant.is_canonical else self.variant.schema
        return compiled(schema, engine=self._engine, name=self.variant.id)

    @functools.cached_property
    def _screen(self) -> Engine:
        schema = screen(
            self.variant.schema,
            nulls=self.policy.severity(rule_named("null-where-unstated")) is not None,
            presence=self.policy.severity(rule_named("missing-unstated-field")) is not None,
        )
        return compiled({"type": "array", "items": schema, "$defs": schema["$defs"]}, name=self.variant.id)

    @functools.cached_property
    def _loose(self) -> Engine:
        return compiled(loose(self.variant.schema), name=self.variant.id)

    @functools.cached_property
    def _containers(self) -> list[str]:
        """Top-level fields that may hold objects, and so keys of their own."""
        return [name for name, field in self.shape.root.properties.items() if _may_hold_keys(field)]

    @functools.cached_property
    def _maps(self) -> frozenset[str]:
        """Top-level fields whose keys are data and whose values' types are not documented."""
        return frozenset(
            name
            for name, field in self.shape.root.properties.items()
            if field.is_map and (field.values_of is None or field.values_of.types is None)
        )

    def keys_of_clean(self, values: Sequence[Any]) -> int | None:
        """How many keys these payloads have together; None unless their values have no finding for certain.

        Whether their text names a key twice is still to be asked.
        """
        if not self._fast or self.policy.profile == "strict":
            return None
        try:
            if not self._screen.is_valid(values):
                return None
            keys = sum(map(len, values))
            for name in self._containers:
                keys += sum([keys_in(part) for value in values if (part := value.get(name))])
        except RecursionError:
            return None
        return keys

    def verdict(self, instance: Instance) -> Verdict:
        """What the rules say of one payload."""
        if not self._fast:
            return self._in_full(instance)
        by_shape = self._loose.is_valid(instance.value) and not (
            instance.document is not None and instance.document.duplicates
        )
        if not by_shape:
            return self._in_full(instance)
        key = self._skeleton(instance.value)
        if (unsettled := instance.unsettled) is not None:
            key = (unsettled, key)
        known = self._verdicts.get(key)
        if known is not None:
            return known
        is_clean = unsettled is None and self._is_clean(instance.value)
        verdict = CLEAN if is_clean else self._in_full(instance)
        if all(rule_named(rule).by_shape for rule in verdict.rules):
            if len(self._verdicts) >= MOST_REMEMBERED:
                self._verdicts.clear()
            verdict = self._verdicts[key] = replace(verdict, by_shape=True)
        return verdict

    def _is_clean(self, value: object) -> bool:
        """Whether a value that satisfies the loose reading has no finding; False is not certain."""
        return self.policy.profile != "strict" and self.full.is_valid(value)

    def _skeleton(self, value: Any) -> object:
        """The skeleton of a payload; maps are folded, since without nulls their keys decide nothing."""
        if value.__class__ is not dict:
            return skeleton(value)
        return (
            *value,
            *[
                kind
                if (kind := part.__class__) not in CONTAINERS
                or (kind is dict and name in self._maps and None not in part.values())
                else skeleton(part)
                for name, part in value.items()
            ],
        )

    def _violations(self, instance: Instance) -> Sequence[Violation]:
        """What breaks the strict reading; not what is null or absent, where the source cannot tell which."""
        found = self.full.violations(instance.value)
        if instance.document is None or not instance.document.unsettled:
            return found
        return [violation for violation in found if not instance.is_unsettled(violation.pointer)]

    def _in_full(self, instance: Instance) -> Verdict:
        style = "wire"
        if self.variant.is_canonical:
            projection = projected(instance.value, self.shape)
            instance = Instance(
                projection.value, instance.source, instance.document, instance.root, projection.spelled
            )
            style = projection.style
        spoke: list[str] = []

        def severity_of(rule: Rule, severities: Severities) -> Severity | None:
            spoke.append(rule.name)
            return self.policy.severity(rule, severities)

        case = Case(
            instance=instance,
            variant=self.variant,
            shape=self.shape,
            violations=self._violations(instance),
            severity_of=severity_of,
            documented_by=lambda pointer: self._documented_by(self.variant, pointer),
            looks_like=lambda: self._looks_like(instance.value, self.variant),
            style=style,
        )
        findings = judge(case, rules_of("payload"))
        findings.sort(key=lambda finding: (str(finding.pointer), finding.rule))
        return Verdict(tuple(findings), tuple(spoke), instance.spelled)


def skeleton(value: Any) -> object:
    """The keys and JSON types of a value, hashable: payloads that share it differ in values only."""
    kind = value.__class__
    if kind is dict:
        return (*value, *[skeleton(part) for part in value.values()])
    if kind is list:
        return (list, *[skeleton(part) for part in value])
    return kind


def _may_hold_keys(field: Field | None) -> bool:
    if field is None or field.types is None or "object" in field.types:
        return True
    return "array" in field.types and _may_hold_keys(field.items)
