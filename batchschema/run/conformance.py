"""Judge one file after the other as the configuration of a folder says: `check`, for a test runner."""

from __future__ import annotations

import functools
import os
from dataclasses import dataclass, replace

from batchschema.config import Profile
from batchschema.core import BadConfiguration, Severity
from batchschema.core.glob import literal
from batchschema.readers import Limits, kind_of, read_file
from batchschema.reports import severity_first
from batchschema.reports.alike import alike_together
from batchschema.reports.full_report import item
from batchschema.reports.view import View
from batchschema.run.check import Checker
from batchschema.run.known import unknown
from batchschema.run.settings import Asked, settings_of
from batchschema.run.tally import Tally


@dataclass(frozen=True, slots=True)
class Conformity:
    """What came of one file."""

    payloads: int
    deviations: str
    """What is wrong, as `check` says it; empty where nothing is as bad as `fail-on` says."""


class Conformance:
    """The files that a configuration names variants for, and how they deviate."""

    def __init__(self, folder: str, *, profile: Profile | None = None) -> None:
        """Read the configuration at or above a folder, and its baseline; `profile` wins over it.

        Raises `BadConfiguration`, with file and line, and where no variant is named for any file.
        """
        self._settings = settings_of(Asked(profile=profile), folder)
        if not self._settings.configuration.variants:
            what = "no configuration here or above names variants for files; `batchschema init` writes one"
            raise BadConfiguration(self._settings.file.file or folder, what)
        self._known = self._settings.known()

    @functools.cached_property
    def _checker(self) -> Checker:
        return Checker(replace(self._settings.check_options(), baseline=self._known))

    def covers(self, path: str) -> bool:
        """Whether the configuration names a variant for a file of a kind that may hold payloads."""
        configuration = self._settings.configuration
        return (
            kind_of(path) != "unknown"
            and configuration.variant_for(path) is not None
            and not self._settings.excludes(path)
        )

    def of(self, path: str) -> Conformity:
        """Judge a file; as in a folder, what holds no batch job is fine, unless it is named itself."""
        shown = os.path.relpath(path)
        shown = path if shown.startswith("..") else shown
        named = literal(self._settings.configuration.glob_for(path) or "*") is not None
        tally = self._checker.check(read_file(path, Limits()), shown, named=named)
        self._follow(tally)
        fails = self._settings.fail_on is not None and tally.summary().count(self._settings.fail_on)
        return Conformity(tally.payloads, self._text(tally) if fails or tally.unreadable else "")

    def _follow(self, tally: Tally) -> None:
        """Add what is to be said of several looks at one job."""
        follower = self._checker.follower
        if follower is not None and tally.polls.jobs:
            found = follower.over_polls(tally.polls, self._checker.policy_for)
            tally.keep(unknown(found, self._checker, tally), lambda finding: finding)

    def _text(self, tally: Tally) -> str:
        view = View(notes=self._settings.fail_on is Severity.NOTE)
        groups = sorted(alike_together(tally.grouped()), key=severity_first)
        return "".join(item(group, view) for group in groups).rstrip("\n")
