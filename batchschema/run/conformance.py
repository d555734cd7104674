"""Judge one file after the other as the configuration of a folder says: `check`, for a test runner."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator

from batchschema.config import Profile
from batchschema.core import Finding, Fold, Group, Severity
from batchschema.readers import Limits, read_file
from batchschema.reports.concise_report import line
from batchschema.reports.view import View
from batchschema.run.check import Checker, CheckOptions
from batchschema.run.settings import Asked, settings_of


class Conformance:
    """The files that a configuration names variants for, and how they deviate."""

    def __init__(self, folder: str, *, profile: Profile | None = None) -> None:
        """Read the configuration at or above a folder; `profile` wins over it.

        Raises `BadConfiguration`, with file and line.
        """
        self._settings = settings_of(Asked(profile=profile), folder)

    @functools.cached_property
    def _checker(self) -> Checker:
        return Checker(
            CheckOptions(
                policy=self._settings.policy,
                configuration=self._settings.configuration,
                baseline=self._settings.known(),
            )
        )

    def covers(self, path: str) -> bool:
        """Whether the configuration names a variant for this file, and does not exclude it."""
        configuration = self._settings.configuration
        return configuration.variant_for(path) is not None and not self._settings.excludes(path)

    def deviations_of(self, path: str) -> str:
        """What is wrong in a file, a line each; empty where nothing is as bad as `fail-on` says."""
        found: list[Finding] = []

        def keep(item: Finding | Fold) -> None:
            if isinstance(item, Finding):
                found.append(item)

        shown = os.path.relpath(path)
        path = path if shown.startswith("..") else shown
        tally = self._checker.check(read_file(path, Limits()), path, emit=keep)
        if not tally.unreadable and not any(self._fails(finding.severity) for finding in found):
            return ""
        return "\n".join(self._lines(found))

    def _fails(self, severity: Severity) -> bool:
        return self._settings.fail_on is not None and severity >= self._settings.fail_on

    def _lines(self, found: list[Finding]) -> Iterator[str]:
        least = min(Severity.WARNING, self._settings.fail_on or Severity.WARNING)
        view = View()
        for finding in found:
            if finding.severity >= least:
                yield line(Group(finding), view)
