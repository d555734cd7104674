"""Where reports go: standard output and files, several at once, in one pass over the input."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import click

from batchschema.cli.destinations import StandardOutput, checked_file, file_at
from batchschema.core import Checked, Fold, Group, Overview, Rule, Summary
from batchschema.core.errors import suggestion
from batchschema.reports import FORMATS, Items, Report, report_named, severity_first
from batchschema.reports.alike import alike_together
from batchschema.reports.view import View, no_excerpt, plain
from batchschema.rules import all_rules
from batchschema.run.tally import Tally
from batchschema.run.work import Item

ITEMS_AT_ONCE = 200
"""Findings written in one call: CPython does not notice a pipe that closes in the middle of a long write."""
ROOTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""Where CI systems say that the repository is; what they show is found by paths from there."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One report that the user asked for."""

    format_name: str
    path: str | None = None
    """The file to write; None is standard output."""


def wanted_outputs(formats: Sequence[str], output: str | None) -> tuple[Wanted, ...]:
    """What `--format FORMAT[:FILE]` and `--output FILE` ask for.

    Raises `click.UsageError` for a format that is not known, for two reports in one place, and for a file
    that could never be written.
    """
    wanted = [_wanted(text) for text in formats]
    if output is not None:
        if len(wanted) > 1 or wanted[0].path is not None:
            raise click.UsageError(
                "--output is for a single --format; name the file of each: --format FORMAT:FILE"
            )
        wanted = [Wanted(wanted[0].format_name, checked_file(output))]
    places = [os.path.realpath(each.path) if each.path else "standard output" for each in wanted]
    for place in places:
        if places.count(place) > 1:
            raise click.UsageError(
                f"two reports cannot both go to {place}; name a file: --format FORMAT:FILE"
            )
    return tuple(wanted)


def _wanted(text: str) -> Wanted:
    name, colon, path = text.partition(":")
    if name not in FORMATS:
        raise click.UsageError(
            f"no format `{name}`{suggestion(name, FORMATS)} There are {', '.join(FORMATS)}."
        )
    if colon and not path:
        raise click.UsageError(f"--format {text} names no file after the colon")
    return Wanted(name, checked_file(path) if colon else None)


def repository_root() -> str:
    """The folder that machines take paths from: what a CI system names, around this folder; else empty."""
    here = os.path.realpath(os.curdir)
    for variable in ROOTS:
        root = os.path.realpath(os.environ.get(variable) or here)
        if here.startswith(root.rstrip(os.sep) + os.sep):
            return root
    return ""


def rules_of_check() -> tuple[Rule, ...]:
    """Every rule that `check` may report, in a fixed order."""
    return tuple(rule for rule in all_rules().values() if rule.family not in ("change", "probe"))


class Outputs:
    """The reports of one run; files appear whole when the run ends well, and else not at all."""

    def __init__(self, wanted: Sequence[Wanted], view: View, *, each: bool, grouped: bool) -> None:
        self._outputs = [_Output(one, view, each=each, grouped=grouped) for one in wanted]
        self._listing = [output for output in self._outputs if output.is_listing]

    @property
    def render(self) -> ListingRender | None:
        """Renders for the reports that list; None when there is none."""
        if not self._listing:
            return None
        return ListingRender(tuple((output.format_name, output.view) for output in self._listing))

    @property
    def folds(self) -> bool:
        """Whether some report lists the notes on a payload as one line."""
        return any(output.report.IS_TEXT for output in self._listing)

    @property
    def groups(self) -> bool:
        """Whether some report groups what recurs."""
        return len(self._listing) < len(self._outputs)

    def __enter__(self) -> Outputs:
        with contextlib.ExitStack() as opened:
            for output in self._outputs:
                output.open()
                opened.callback(output.discard)
            for output in self._outputs:
                output.write(output.report.head(output.view))
            opened.pop_all()
        return self

    def take(self, rendered: Sequence[Sequence[str]]) -> None:
        """Write what was rendered where it was found: for each report that lists, its items in order."""
        for output, items in zip(self._listing, rendered, strict=bool(rendered)):
            output.items(items)

    def finish(self, total: Tally) -> Summary:
        """Write what had to wait for the end; returns the counts."""
        summary = total.summary()
        for output in self._outputs:
            if not output.is_listing:
                output.items(output.at_the_end(total, summary))
            output.write(output.report.tail(summary, output.view))
            output.flush()
        return summary

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                for output in self._outputs:
                    output.commit()
        finally:
            for output in self._outputs:
                output.discard()  # what was committed stays


class ListingRender:
    """Renders what is found where it is found, a text for each report; can be sent to another process."""

    def __init__(self, reports: tuple[tuple[str, View], ...]) -> None:
        self._reports = reports
        self._renders: list[tuple[bool, Callable[[Item, View], str], View]] = []
        self.sources = any(report_named(name).ITEMS is Items.SOURCES for name, _ in reports)
        """Whether some report wants each source with all its findings."""

    def __call__(self, item: Item) -> Sequence[str]:
        """A text for each report; empty for what it does not take."""
        if not self._renders:
            self._renders = [
                (report.ITEMS is Items.SOURCES, report.item, view)
                for report, view in ((report_named(name), view) for name, view in self._reports)
            ]
        is_source = isinstance(item, Checked)
        return [
            render(item, view) if is_source is wants_sources else ""
            for wants_sources, render, view in self._renders
        ]


class _Output:
    """One report on its way to one place."""

    def __init__(self, wanted: Wanted, view: View, *, each: bool, grouped: bool) -> None:
        self.format_name = wanted.format_name
        self.report: Report = report_named(wanted.format_name)
        self.view = view if wanted.path is None else replace(view, style=plain, excerpt=no_excerpt)
        lists = each if self.report.IS_TEXT else not grouped
        self.is_listing = {
            Items.FINDINGS: lists, Items.ALIKE: lists, Items.SOURCES: True, Items.RUN: False
        }[self.report.ITEMS]  # fmt: skip
        place = StandardOutput() if wanted.path is None else file_at(wanted.path)
        self._first = True
        self.open, self.write, self.flush = place.open, place.write, place.flush
        self.commit, self.discard = place.commit, place.discard

    def items(self, items: Iterable[str]) -> None:
        """Write what is not empty, separated."""
        shown = [item for item in items if item]
        separator = self.report.SEPARATOR
        for start in range(0, len(shown), ITEMS_AT_ONCE):
            text = separator.join(shown[start : start + ITEMS_AT_ONCE])
            self.write(text if self._first else separator + text)
            self._first = False

    def at_the_end(self, total: Tally, summary: Summary) -> Iterator[str]:
        """The items of a report that groups, or that sees the whole run at once."""
        groups, folds = total.grouped(), total.folded()
        if self.report.ITEMS is Items.RUN:
            yield self.report.item(Overview(tuple(groups), tuple(folds), summary), self.view)
            return
        if self.report.ITEMS is Items.ALIKE:
            groups = alike_together(groups)
        items: list[Group | Fold] = [*groups, *(folds if self.report.IS_TEXT else ())]
        if self.report.IS_TEXT:
            items.sort(key=severity_first)
        yield from (self.report.item(item, self.view) for item in items)
