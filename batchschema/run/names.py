"""Names of rules and variants as users write them: in options, a configuration, a baseline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from batchschema.catalog import load
from batchschema.config import Configuration
from batchschema.config.place import Place
from batchschema.core import BatchschemaError, Severity, UnknownRule
from batchschema.rules import FAMILIES, all_rules, is_rule, rule_named
from batchschema.run.check import AUTO

SCHEMA_FILES = (".json", ".yaml", ".yml")
"""How the names of variants end that are schemas of one's own."""


def checked(names: Iterable[str]) -> Iterator[str]:
    """Names of rules and families as they are; raises `UnknownRule` for any other."""
    for name in names:
        if name not in FAMILIES and not is_rule(name):
            raise UnknownRule(name, (*FAMILIES, *all_rules()))
        yield name


def check_baseline_rule(name: str) -> None:
    """Raise for what cannot be hidden: no rule, or what is said of input that could not be judged."""
    rule = rule_named(name)
    if rule.family == "input" and rule.severities.documented is Severity.ERROR:
        raise BatchschemaError(f"{name} cannot be hidden: what could not be judged is always said")


def check_names(file: Configuration) -> None:
    """Raise `BadConfiguration`, with file and line, for a rule or a variant that does not exist."""
    for name, place in _rules_in(file):
        try:
            list(checked([name]))
            if place[0] == "suppress" and name not in FAMILIES:
                check_baseline_rule(name)
        except BatchschemaError as error:
            raise file.wrong(str(error), *place) from error
    for name in file.severity:
        _check_graded(file, name)
    for name, place in _variants_in(file):
        if place[0] == "variants" and name.endswith(SCHEMA_FILES):
            what = f"`{name}` is a file, and `variants` names documents of the catalogue"
            raise file.wrong(f"{what}; a schema of one's own is named with --schema", *place)
        try:
            load().matching(name)
        except BatchschemaError as error:
            raise file.wrong(str(error), *place) from error


def _rules_in(file: Configuration) -> Iterator[tuple[str, Place]]:
    lists = {"select": file.select or (), "extend-select": file.extend_select, "ignore": file.ignore}
    for key, names in lists.items():
        yield from ((name, (key, index)) for index, name in enumerate(names))
    for glob, names in file.per_path_ignores.items():
        yield from ((name, ("per-path-ignores", glob, index)) for index, name in enumerate(names))
    yield from ((each.rule, ("suppress", index, "rule")) for index, each in enumerate(file.suppressions))


def _variants_in(file: Configuration) -> Iterator[tuple[str, Place]]:
    for glob, name in file.variants.items():
        if name != AUTO:
            yield name, ("variants", glob)
    for index, each in enumerate(file.suppressions):
        if each.variant is not None and not each.variant.endswith(SCHEMA_FILES):
            yield each.variant, ("suppress", index, "variant")


def _check_graded(file: Configuration, name: str) -> None:
    if name in FAMILIES:
        raise file.wrong(f"`{name}` is a family; severities are set rule by rule", "severity", name)
    try:
        rule = rule_named(name)
    except UnknownRule as error:
        raise file.wrong(str(error), "severity", name) from error
    if rule.family == "input" and rule.severities.documented is Severity.ERROR:
        what = f"{name} is always an error: that something could not be judged is no matter of taste"
        raise file.wrong(what, "severity", name)
