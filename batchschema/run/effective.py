"""The settings that hold, here or for one path, and where each comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from batchschema.config import OPT_IN
from batchschema.core import Rule, Severity
from batchschema.rules import rules_of
from batchschema.run.check import AUTO
from batchschema.run.settings import Settings

DEFAULT = "default"
COMMAND_LINE = "command line"
FAMILIES = ("payload", "lifecycle", "input", "baseline")
"""The families that `check` asks of payloads."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting with its value and where that comes from: `default`, `command line` or `file:line`."""

    key: str
    value: object
    """As JSON has it; None where nothing is set."""
    origin: str


@dataclass(frozen=True, slots=True)
class PathSettings:
    """What holds for one path."""

    variant: Setting
    profile: Setting
    excluded: Setting | None
    rules: tuple[Setting, ...]
    """Each rule's severity, None where it is off."""
    suppressions: tuple[Setting, ...]
    """By rule, the reasons."""


def settings_here(settings: Settings) -> tuple[Setting, ...]:
    """Every setting, in the order of the documentation."""
    asked, file = settings.asked, settings.file
    policy = settings.policy
    ignored = sorted(policy.ignore)
    out = [
        Setting("configuration", file.file, COMMAND_LINE if asked.config or asked.isolated else DEFAULT),
        Setting("profile", policy.profile, _origin(settings, asked.profile, "profile")),
        Setting("select", _listed(policy.select), _origin(settings, asked.select, "select")),
        Setting("extend-select", sorted(policy.extend_select), _joined(settings, "extend-select")),
        Setting("ignore", ignored, _joined(settings, "ignore") if ignored else DEFAULT),
        Setting("severity", _grades(settings), _origin(settings, None, "severity")),
        Setting(
            "fail-on",
            settings.fail_on.label if settings.fail_on is not None else "never",
            _origin(settings, asked.fail_on, "fail-on"),
        ),
        Setting("exclude", list(file.exclude), _origin(settings, None, "exclude")),
        _variants(settings),
        Setting(
            "per-path-ignores",
            {glob: list(names) for glob, names in settings.configuration.per_path_ignores.items()},
            _origin(settings, None, "per-path-ignores"),
        ),
        Setting("suppress", [each.rule for each in file.suppressions], _origin(settings, None, "suppress")),
        Setting(
            "baseline",
            settings.baseline,
            _origin(settings, asked.baseline or asked.no_baseline, "baseline"),
        ),
    ]
    return tuple(out)


def settings_at(settings: Settings, path: str) -> PathSettings:
    """What holds for one path."""
    file = settings.configuration
    glob = next((glob for glob in settings.file.exclude if file.covers(path, glob)), None)
    index = settings.file.exclude.index(glob) if glob is not None else 0
    policy = settings.policy.without(file.ignored_at(path))
    rules = [rule for family in FAMILIES for rule in rules_of(family)]
    return PathSettings(
        variant=_variant_at(settings, path),
        profile=Setting("profile", policy.profile, _origin(settings, settings.asked.profile, "profile")),
        excluded=None if glob is None else Setting("exclude", glob, settings.file.where("exclude", index)),
        rules=tuple(
            Setting(rule.name, _label(policy.severity(rule)), _why(settings, path, rule)) for rule in rules
        ),
        suppressions=tuple(
            Setting(each.rule, each.reason, f"{file.file}:{each.line}") for each in file.suppressions_at(path)
        ),
    )


def _origin(settings: Settings, given: object, *place: str | int) -> str:
    """Where one setting comes from."""
    if given:
        return COMMAND_LINE
    return settings.file.where(*place) if settings.file.has(str(place[0])) else DEFAULT


def _joined(settings: Settings, key: str) -> str:
    """Where a list comes from that command line and file add up to."""
    asked = {"ignore": settings.asked.ignore, "extend-select": settings.asked.extend_select}[key]
    from_file = settings.file.has(key) and not (key == "extend-select" and settings.asked.select)
    found = [COMMAND_LINE] * bool(asked) + [settings.file.where(key)] * from_file
    return ", ".join(found) or DEFAULT


def _variants(settings: Settings) -> Setting:
    asked = settings.asked
    if asked.schema or asked.variants:
        return Setting("variants", asked.schema or list(asked.variants), COMMAND_LINE)
    return Setting("variants", dict(settings.file.variants), _origin(settings, None, "variants"))


def _variant_at(settings: Settings, path: str) -> Setting:
    asked = settings.asked
    if asked.schema or asked.variants:
        return Setting("variant", asked.schema or ", ".join(asked.variants), COMMAND_LINE)
    glob = settings.file.glob_for(path)
    if glob is None:
        return Setting("variant", AUTO, DEFAULT)
    return Setting("variant", settings.file.variants[glob], settings.file.where("variants", glob))


def _why(settings: Settings, path: str, rule: Rule) -> str:
    """What decides the severity of a rule, in the order in which the policy asks."""
    return next(_reasons(settings, path, rule))


def _reasons(settings: Settings, path: str, rule: Rule) -> Iterator[str]:
    asked, file, policy = settings.asked, settings.file, settings.policy
    names = {rule.name, rule.family}
    selected = names & ((policy.select or frozenset()) | policy.extend_select)
    if rule.family == "input" and rule.severities.documented is Severity.ERROR:
        yield "always"
    yield from _ignored_by(settings, path, names)
    if policy.select is not None and not selected:
        yield _origin(settings, asked.select, "select")
    if rule.family in OPT_IN and not selected:
        yield "not selected"
    if rule.name in policy.overrides:
        yield file.where("severity", rule.name)
    if names & {*asked.select, *asked.extend_select}:
        yield COMMAND_LINE
    for key, listed in (("select", file.select or ()), ("extend-select", file.extend_select)):
        if selected & {*listed}:
            yield _item(settings, key, listed, names)
    yield f"profile {policy.profile}"


def _ignored_by(settings: Settings, path: str, names: set[str]) -> Iterator[str]:
    if names & {*settings.asked.ignore}:
        yield COMMAND_LINE
    if names & settings.policy.ignore:
        yield _item(settings, "ignore", settings.file.ignore, names)
    for glob, ignored in settings.configuration.per_path_ignores.items():
        if names & {*ignored} and settings.file.covers(path, glob):
            yield settings.file.where("per-path-ignores", glob)


def _item(settings: Settings, key: str, listed: Sequence[str], names: set[str]) -> str:
    index = next(index for index, name in enumerate(listed) if name in names)
    return settings.file.where(key, index)


def _grades(settings: Settings) -> dict[str, str | None]:
    return {rule: _label(grade) or "off" for rule, grade in settings.policy.overrides.items()}


def _label(severity: Severity | None) -> str | None:
    return None if severity is None else severity.label


def _listed(names: frozenset[str] | None) -> list[str] | None:
    return None if names is None else sorted(names)
