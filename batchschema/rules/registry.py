"""Find the rules by looking into the families' folders, and ask them in their order."""

from __future__ import annotations

import functools
import importlib
import importlib.util
import pkgutil
from collections.abc import Mapping, Sequence
from types import MappingProxyType, ModuleType

from batchschema.core import Finding, Rule, UnknownRule
from batchschema.rules.case import Case

FAMILIES = ("payload", "input", "lifecycle", "document", "change", "probe", "baseline")


@functools.cache
def rules_of(family: str) -> tuple[Rule, ...]:
    """The rules of one family, each after those it yields to, else by name."""
    package = importlib.import_module(f"batchschema.rules.{family}")
    names = sorted(info.name for info in pkgutil.iter_modules(package.__path__))
    rules = [_rule(importlib.import_module(f"{package.__name__}.{name}"), family) for name in names]
    return tuple(_ordered(rules))


@functools.cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by name, family by family."""
    return MappingProxyType({rule.name: rule for family in FAMILIES for rule in rules_of(family)})


@functools.cache
def rule_named(name: str) -> Rule:
    """The rule with this name, without looking at the others; raises `UnknownRule` with a suggestion."""
    for family in FAMILIES:
        module = _module_of(name, family)
        if importlib.util.find_spec(module):
            return _rule(importlib.import_module(module), family)
    raise UnknownRule(name, all_rules())


def is_rule(name: str) -> bool:
    """Whether a rule has this name; imports no rule."""
    return name.replace("-", "").isalnum() and any(
        importlib.util.find_spec(_module_of(name, family)) for family in FAMILIES
    )


def _module_of(name: str, family: str) -> str:
    return f"batchschema.rules.{family}.{name.replace('-', '_')}"


def judge(case: Case, rules: Sequence[Rule]) -> list[Finding]:
    """Ask each rule in order; every violation of the case ends in exactly one finding."""
    found: list[Finding] = []
    for rule in rules:
        if rule.check is not None:
            case.rule = rule
            found += rule.check(case)
    return found


def _rule(module: ModuleType, family: str) -> Rule:
    return Rule(
        name=module.__name__.rpartition(".")[2].replace("_", "-"),
        family=family,
        severities=module.SEVERITIES,
        page=(module.__doc__ or "").strip(),
        check=getattr(module, "check", None),
        after=getattr(module, "AFTER", ()),
        by_shape=getattr(module, "BY_SHAPE", False),
        over_polls=getattr(module, "OVER_POLLS", False),
        speaks=getattr(module, "SPEAKS", None),
    )


def _ordered(rules: list[Rule]) -> list[Rule]:
    done = [rule for rule in rules if rule.speaks == "first"]
    waiting = [rule for rule in rules if rule.speaks is None]
    while waiting:
        left = {rule.name for rule in waiting}
        ready = [rule for rule in waiting if not left.intersection(rule.after)]
        if not ready:
            raise RuntimeError(f"these rules wait for each other: {', '.join(sorted(left))}")
        done.append(ready[0])
        waiting.remove(ready[0])
    return done + [rule for rule in rules if rule.speaks == "last"]
