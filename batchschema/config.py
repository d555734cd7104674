"""Policy: which rules are on and how bad each is, and what `[tool.batchschema]` says of paths."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import Any, Literal

from batchschema.core import BadConfiguration, Rule, Severities, Severity
from batchschema.core.errors import suggestion

Profile = Literal["documented", "strict"]
CONFIGURATION_FILE = "pyproject.toml"
KEYS = {"variants": dict, "exclude": list, "ignore": list}


@dataclass(frozen=True, slots=True)
class Policy:
    """Which rules speak, and how loudly."""

    profile: Profile = "documented"
    select: frozenset[str] | None = None
    """Names of rules and families; None is every default family."""
    extend_select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()

    def severity(self, rule: Rule, severities: Severities | None = None) -> Severity | None:
        """How bad a finding of this rule is; None when it is off.

        Input rules cannot be turned off: what was not checked must be said. A rule that the profile has
        off is on, with the strict profile's severity, when it is selected by its own name.
        """
        grades = severities or rule.severities
        usual = getattr(grades, self.profile)
        if rule.family == "input" and usual is Severity.ERROR:
            return Severity.ERROR
        names = {rule.name, rule.family}
        if names & self.ignore:
            return None
        if rule.name in self.extend_select or (self.select is not None and rule.name in self.select):
            return usual or (grades.strict if grades == rule.severities else None)
        if self.select is not None and not names & (self.select | self.extend_select):
            return None
        return Severity(usual) if usual is not None else None


@dataclass(frozen=True, slots=True)
class Configuration:
    """What the configuration file says; the command line wins over it."""

    folder: str = "."
    """Where the file is; its globs are relative to it."""
    variants: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """From path globs to variant ids; the first glob that matches decides."""
    exclude: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def variant_for(self, path: str) -> str | None:
        """The variant that the configuration names for a path."""
        return next((id for glob, id in self.variants.items() if self._matches(path, glob)), None)

    def excludes(self, path: str) -> bool:
        """Whether a path is not to be read."""
        return any(self._matches(path, glob) for glob in self.exclude)

    def _matches(self, path: str, glob: str) -> bool:
        inside = os.path.relpath(os.path.abspath(path), self.folder).replace(os.sep, "/")
        return (
            fnmatchcase(inside, glob)
            or fnmatchcase(inside, f"{glob.rstrip('/')}/*")
            or glob in inside.split("/")
        )


def read_configuration(folder: str) -> Configuration:
    """Read `[tool.batchschema]` from the nearest pyproject.toml at or above a folder.

    Raises `BadConfiguration` for TOML that does not parse, a key that is not known or of another type.
    """
    folder = os.path.abspath(folder)
    while not os.path.isfile(os.path.join(folder, CONFIGURATION_FILE)):
        above = os.path.dirname(folder)
        if above == folder:
            return Configuration()
        folder = above
    path = os.path.join(folder, CONFIGURATION_FILE)
    with open(path, "rb") as file:
        text = file.read()
    if b"batchschema" not in text:
        return Configuration()
    import tomllib

    try:
        tools = tomllib.loads(text.decode()).get("tool", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadConfiguration(path, f"is not TOML: {error}") from error
    table = tools.get("batchschema", {}) if isinstance(tools, dict) else tools
    _check(table, path)
    return Configuration(
        folder=folder,
        variants=MappingProxyType(table.get("variants", {})),
        exclude=tuple(table.get("exclude", ())),
        ignore=tuple(table.get("ignore", ())),
    )


def _check(table: Any, path: str) -> None:
    if not isinstance(table, dict):
        raise BadConfiguration(path, "[tool.batchschema] is not a table")
    for key, value in table.items():
        if key not in KEYS:
            raise BadConfiguration(path, f"[tool.batchschema] has no key `{key}`{suggestion(key, KEYS)}")
        words: Sequence[object] = list(value.values()) if isinstance(value, dict) else value
        if not isinstance(value, KEYS[key]) or not all(isinstance(word, str) for word in words):
            kind = "a table of globs to variant ids" if KEYS[key] is dict else "a list of strings"
            raise BadConfiguration(path, f"[tool.batchschema] `{key}` is not {kind}")
