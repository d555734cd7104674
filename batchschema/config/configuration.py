"""What a configuration file says, and of which paths it says it."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from batchschema.config.place import Place
from batchschema.config.policy import Profile
from batchschema.core import BadConfiguration, Severity
from batchschema.core.glob import matches
from batchschema.core.variant import label_of


@dataclass(frozen=True, slots=True)
class Suppression:
    """Deviations that are known and not to be reported, and why."""

    rule: str
    """A rule or a family."""
    reason: str
    paths: tuple[str, ...] = ("**",)
    pointer: str | None = None
    """A glob of the field, array indices and map keys written `*`; None is every field."""
    variant: str | None = None
    """An id, an id without version or a glob of ids; None is every variant."""
    until: datetime.date | None = None
    """The last day on which it holds."""
    line: int = 1

    def is_about(self, *, rule: str, family: str, variant: str | None, field: str) -> bool:
        """Whether a finding of this rule, about this field of this variant, is what is meant."""
        return (
            self.rule in (rule, family)
            and (self.pointer is None or matches(field, self.pointer))
            and (self.variant is None or self.covers_variant(variant))
        )

    def covers_variant(self, variant: str | None) -> bool:
        """Whether a variant is one of those meant."""
        if self.variant is None or variant is None:
            return self.variant is None
        return matches(variant, self.variant) or label_of(variant) == self.variant


@dataclass(frozen=True, slots=True)
class Configuration:
    """What the configuration file says; None and empty where it is silent. The command line wins over it."""

    file: str | None = None
    """Where it was read, as it is to be shown; None where there is no file."""
    folder: str = "."
    """Where the file is; its globs are relative to it."""
    profile: Profile | None = None
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity | None] = field(default_factory=dict)
    """By rule; None is off."""
    fail_on: str | None = None
    exclude: tuple[str, ...] = ()
    variants: Mapping[str, str] = field(default_factory=dict)
    """From path globs to variant ids; the first glob that matches decides."""
    per_path_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """From path globs to rules and families; all globs that match count."""
    suppressions: tuple[Suppression, ...] = ()
    baseline: str | None = None
    """The file of known deviations, relative to the current folder or absolute."""
    text: str = field(default="", repr=False)
    """The file's text, to find the line of a key."""
    table: Place = ()
    """Where in the file the keys are."""

    def variant_for(self, path: str) -> str | None:
        """The variant that the configuration names for a path."""
        glob = self.glob_for(path)
        return None if glob is None else self.variants[glob]

    def glob_for(self, path: str) -> str | None:
        """The glob that decides the variant of a path."""
        return next((glob for glob in self.variants if self.covers(path, glob)), None)

    def excludes(self, path: str) -> bool:
        """Whether a path is not to be read."""
        return any(self.covers(path, glob) for glob in self.exclude)

    def ignored_at(self, path: str) -> frozenset[str]:
        """The rules and families that are off for a path, beside those that are off for all."""
        found = [names for glob, names in self.per_path_ignores.items() if self.covers(path, glob)]
        return frozenset(name for names in found for name in names)

    def suppressions_at(self, path: str) -> tuple[Suppression, ...]:
        """The suppressions that hold for a path."""
        return tuple(
            each for each in self.suppressions if any(self.covers(path, glob) for glob in each.paths)
        )

    def covers(self, path: str, glob: str) -> bool:
        """Whether a glob names a path: itself, a folder above it, or a file or folder name in it."""
        inside = os.path.relpath(os.path.abspath(path), self.folder).replace(os.sep, "/")
        return matches(inside, glob) or matches(inside, f"{glob.rstrip('/')}/*") or glob in inside.split("/")

    def has(self, key: str) -> bool:
        """Whether the file sets a key."""
        from batchschema.config.toml_lines import lines_of

        return (*self.table, key) in lines_of(self.text)

    def where(self, *place: str | int) -> str:
        """`file:line` of a key or an item, or of the nearest thing above it that the file has."""
        from batchschema.config.toml_lines import line_of  # a configuration that holds needs no lines

        return f"{self.file}:{line_of(self.text, (*self.table, *place))}"

    def wrong(self, what: str, *place: str | int) -> BadConfiguration:
        """The error that something in the file is not as it should be."""
        return BadConfiguration(self.where(*place), what)
