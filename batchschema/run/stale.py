"""What is wrong with suppressions, once a run has shown which of them spoke."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from batchschema.baseline import Entry
from batchschema.config import Suppression
from batchschema.core import Finding, Pointer, fingerprint_of
from batchschema.core.glob import fixed_folder, literal, matches
from batchschema.core.instance import Location
from batchschema.core.variant import label_of
from batchschema.readers import expand
from batchschema.rules import all_rules, rule_named
from batchschema.run.check import Checker
from batchschema.run.names import SCHEMA_FILES
from batchschema.run.tally import Tally


@dataclass(frozen=True, slots=True)
class Scope:
    """What a run was asked to read."""

    sources: tuple[str, ...]
    """Files, those found in folders included, and what stdin is called."""
    folders: tuple[str, ...] = ()
    """Folders that were walked."""


def suppression_findings(checker: Checker, scope: Scope, tally: Tally) -> Iterator[Finding]:
    """What the baseline rules say of the baseline and the configuration, given a whole run's tally."""
    options = checker.options
    baseline = options.baseline
    if baseline is not None:
        for entry in baseline.entries:
            if not entry.reason and tally.spots[baseline.file, entry.line]:
                yield from _finding(checker, "suppression-without-reason", baseline.file, entry.line, "")
    for entry in stale_entries(checker, scope, tally):
        assert baseline is not None, "a baseline's entries come from a baseline"
        field = f"{entry.pointer or 'the payload'} in {entry.path}"
        what = f"{entry.rule} at {field}" + (f" ({entry.variant})" if entry.variant else "")
        why = _why_pinned(entry.variant, tally)
        hint = why and f"{why}; `batchschema baseline update` names one only where it was asked for"
        yield from _finding(checker, "stale-suppression", baseline.file, entry.line, what, hint)
    for each in _stale_suppressions(checker, scope, tally):
        what = f"{each.rule} in {', '.join(each.paths)}"
        file, why = options.configuration.file or "", _why_pinned(each.variant, tally)
        yield from _finding(checker, "stale-suppression", file, each.line, what, why)


def stale_entries(checker: Checker, scope: Scope, tally: Tally) -> list[Entry]:
    """The entries of the baseline that are certain to hide nothing any more."""
    baseline = checker.options.baseline
    if baseline is None:
        return []
    read = _Read(checker, scope, tally)
    return [
        entry
        for entry in baseline.entries
        if not tally.spots[baseline.file, entry.line]
        and read.could_find((entry.rule,), entry.variant)
        and read.whole(baseline.folder, (entry.path,), _fits(baseline.inside, entry.path))
    ]


def _stale_suppressions(checker: Checker, scope: Scope, tally: Tally) -> Iterator[Suppression]:
    configuration = checker.options.configuration
    read = _Read(checker, scope, tally)
    for each in configuration.suppressions:
        rules = [rule.name for rule in all_rules().values() if each.rule in (rule.name, rule.family)]

        def fits(path: str, globs: Sequence[str] = each.paths) -> bool:
            return any(configuration.covers(path, glob) for glob in globs)

        if (
            not tally.spots[configuration.file or "", each.line]
            and read.could_find(rules, each.variant)
            and read.whole(configuration.folder, ("**",), fits)
        ):
            yield each


def _fits(inside: Callable[[str], str], glob: str) -> Callable[[str], bool]:
    return lambda path: matches(inside(path), glob)


class _Read:
    """What was read of what could be read."""

    def __init__(self, checker: Checker, scope: Scope, tally: Tally) -> None:
        self._checker = checker
        baseline = checker.options.baseline
        self._baseline = _absolute(baseline.file) if baseline is not None else None
        broken = {_absolute(source) for source in tally.broken}
        self._read = {_absolute(source) for source in scope.sources} - broken
        self._walked = [f"{os.path.abspath(folder).rstrip(os.sep)}{os.sep}" for folder in scope.folders]

    def could_find(self, rules: Iterable[str], variant: str | None) -> bool:
        """Whether these rules were on, but for those the profile has off, and the variant was asked."""
        policy = self._checker.options.policy
        named = [rule_named(rule) for rule in rules]
        on = [rule for rule in named if policy.severity(rule) is not None]
        usual = [rule for rule in named if getattr(rule.severities, policy.profile) is not None]
        if not on or not all(rule in on for rule in usual):
            return False
        if variant is None:
            return True
        fixed = self._checker.fixed
        if fixed is None:
            return not variant.endswith(SCHEMA_FILES)
        if label_of(variant) in self._checker.options.variants:
            return True
        asked = {name for each in fixed for name in (each.id, self._checker.asked_as("-", each.id))}
        return variant in asked or any(matches(name, variant) for name in asked)

    def whole(self, folder: str, globs: Sequence[str], fits: Callable[[str], bool]) -> bool:
        """Whether all files that these globs stand for were read, or gone from a folder that was walked."""
        exact = [literal(glob) for glob in globs]
        if None not in exact:
            paths = [path if path == "-" else os.path.join(folder, str(path)) for path in exact]
            found = [path for path in paths if path == "-" or os.path.lexists(path)]
            if not found:
                return all(self._is_walked(path) for path in paths)
        else:
            tops = [os.path.join(folder, fixed_folder(glob)) for glob in globs]
            found = [path for top in tops for path in self._files_in(top) if fits(path)]
            if not found:
                return all(self._is_walked(os.path.join(top, "")) for top in tops)
        return all(_absolute(path) in self._read for path in found)

    def _is_walked(self, path: str) -> bool:
        return any(_absolute(path).startswith(folder) for folder in self._walked)

    @functools.cache  # noqa: B019
    def _files_in(self, folder: str) -> list[str]:
        files, _ = expand([folder], excluded=self._checker.options.configuration.excludes)
        return [file.path for file in files if _absolute(file.path) != self._baseline]


def _absolute(path: str) -> str:
    if path == "-":
        return path
    return os.path.join(os.path.abspath(path), "") if path.endswith(os.sep) else os.path.abspath(path)


def _why_pinned(variant: str | None, tally: Tally) -> str | None:
    """Why a version hides nothing that nothing was put to, where another one was asked; None elsewhere."""
    if variant is None or variant in tally.variants or label_of(variant) == variant:
        return None
    others = sorted(id for id in tally.variants if label_of(id) == label_of(variant))
    if not others:
        return None
    return f"it names a version, and payloads were put to {', '.join(others)}; without it, it holds for all"


def _finding(
    checker: Checker, rule: str, file: str, line: int, what: str, hint: str | None = None
) -> Iterator[Finding]:
    severity = checker.options.policy.severity(rule_named(rule))
    if severity is None:
        return
    stale = rule == "stale-suppression"
    by_hand = file == checker.options.configuration.file
    yield Finding(
        rule=rule,
        severity=severity,
        variant=None,
        pointer=Pointer(),
        text=f"hides nothing any more: {what}" if stale else "hides deviations, and says no reason",
        fingerprint=fingerprint_of(rule, None, f"{file}\n{what}"),
        location=Location(file, line, 1),
        hint=hint or ("take it out of the file" if by_hand else HINTS[rule]),
    )


HINTS = {
    "stale-suppression": "`batchschema baseline prune` takes entries of a baseline out",
    "suppression-without-reason": '`batchschema baseline update --reason "…"` says one for all that lack it',
}
