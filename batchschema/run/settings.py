"""What holds for a run: what the command line says, else the configuration file, else the default."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from batchschema.config import (
    USUAL_BASELINE,
    Configuration,
    Policy,
    Profile,
    read_configuration,
    read_configuration_file,
    shown,
)
from batchschema.core import Severity
from batchschema.run.check import AUTO, CheckOptions
from batchschema.run.names import check_baseline_rule, check_names, checked

if TYPE_CHECKING:
    from batchschema.baseline import Baseline


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says; None and empty where it is silent."""

    variants: tuple[str, ...] = ()
    schema: str | None = None
    profile: Profile | None = None
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str | None = None
    """A severity, or `never`."""
    baseline: str | None = None
    no_baseline: bool = False
    config: str | None = None
    isolated: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for a run."""

    asked: Asked
    file: Configuration
    """What the configuration file says, whatever the command line does."""
    policy: Policy
    fail_on: Severity | None
    usual_baseline: str
    """Where the file of known deviations is when nobody names it: beside the configuration, else here."""
    baseline: str | None
    """The file of known deviations; None where there is none."""

    @property
    def configuration(self) -> Configuration:
        """The file's word on paths, as far as the command line leaves it standing."""
        kept = self.file
        if self.asked.variants or self.asked.schema:
            kept = replace(kept, variants={})
        named = _named(self.asked)
        if named and kept.per_path_ignores:
            ignores = {
                glob: tuple(name for name in names if name not in named)
                for glob, names in kept.per_path_ignores.items()
            }
            kept = replace(kept, per_path_ignores=ignores)
        return kept

    def excludes(self, path: str) -> bool:
        """Whether a path is not to be read: it is excluded, or the baseline itself."""
        return self._is_baseline(path) or self.file.excludes(path)

    def _is_baseline(self, path: str) -> bool:
        if self.baseline is None or os.path.basename(path) != os.path.basename(self.baseline):
            return False
        return os.path.abspath(path) == os.path.abspath(self.baseline)

    def check_options(self) -> CheckOptions:
        """What to check payloads by, as far as a configuration can say; without the baseline."""
        return CheckOptions(
            variants=self.asked.variants or (AUTO,),
            schema=self.asked.schema,
            policy=self.policy,
            configuration=self.configuration,
        )

    def known(self) -> Baseline | None:
        """Read the baseline; raises `BadConfiguration` for one that is not there, or is none."""
        if self.baseline is None:
            return None
        from batchschema.baseline import read_baseline

        if not self.asked.baseline and not os.path.exists(self.baseline):
            what = f"`baseline`: {self.baseline} does not exist; `batchschema baseline update` makes one"
            raise self.file.wrong(what, "baseline")
        return read_baseline(self.baseline, check_rule=check_baseline_rule)


def settings_of(asked: Asked, folder: str) -> Settings:
    """Bring the command line and the configuration at or above a folder together.

    Raises `UnknownRule` for a name on the command line, and `BadConfiguration`, with file and line, for
    whatever is wrong with the file.
    """
    file = _configuration(asked, folder)
    named = _named(asked)
    ignore = {*checked(asked.ignore), *(name for name in file.ignore if name not in named)}
    select = asked.select or file.select
    extend = (*asked.extend_select, *(() if asked.select else file.extend_select))
    policy = Policy(
        profile=asked.profile or file.profile or "documented",
        select=None if select is None else frozenset(checked(select)),
        extend_select=frozenset(checked(extend)),
        ignore=frozenset(ignore),
        overrides={
            rule: grade for rule, grade in file.severity.items() if grade is not None or rule not in named
        },
    )
    fail_on = asked.fail_on or file.fail_on or "error"
    usual = shown(os.path.join(file.folder if file.file is not None else folder, USUAL_BASELINE))
    found = usual if not asked.isolated and os.path.exists(usual) else None
    return Settings(
        asked,
        file,
        policy,
        None if fail_on == "never" else Severity[fail_on.upper()],
        usual,
        None if asked.no_baseline else asked.baseline or file.baseline or found,
    )


def _named(asked: Asked) -> frozenset[str]:
    """What the command line asks for by name; the file cannot turn that off."""
    return frozenset((*asked.select, *asked.extend_select))


def _configuration(asked: Asked, folder: str) -> Configuration:
    if asked.isolated:
        return Configuration()
    file = read_configuration_file(asked.config) if asked.config else read_configuration(folder)
    if file.file is not None:
        check_names(file)
    return file
