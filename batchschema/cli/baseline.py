"""`batchschema baseline`: known deviations, written down so that only new ones are reported."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from batchschema.baseline import (
    Baseline,
    Change,
    Entry,
    kept,
    pruned,
    read_baseline,
    text_of,
    updated,
)
from batchschema.cli import exit_codes
from batchschema.cli.destinations import write_text
from batchschema.cli.inputs import at, inputs, jobs, max_payload, paths_argument, stdin_filename
from batchschema.cli.options import Decorator, fail_on, profile, report_format, select
from batchschema.cli.sections import Sectioned
from batchschema.cli.settings import configuration, extend_select, schema, settings, variant
from batchschema.config import USUAL_BASELINE
from batchschema.core import BatchschemaError, Severity, Summary
from batchschema.core.wording import plural
from batchschema.reports.concise_report import line, printable
from batchschema.reports.json_text import dumped
from batchschema.reports.table import columns
from batchschema.reports.view import View
from batchschema.rules import rule_named
from batchschema.run.baseline import change_of
from batchschema.run.names import check_baseline_rule
from batchschema.run.settings import Settings
from batchschema.run.tally import Tally

FILE: Decorator = click.option(
    "--baseline",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help=f"The file; default: the configuration's, else {USUAL_BASELINE} beside it.",
)


def _judging(command: Any) -> Any:
    """The options of `check` that decide what is found."""
    for option in (
        configuration,
        jobs,
        max_payload,
        fail_on(),
        extend_select,
        select(),
        profile,
        at,
        stdin_filename,
        schema,
        variant(),
        FILE,
        paths_argument,
    ):
        command = option(command)
    return command


@click.group()
def command() -> None:
    """Keep known deviations apart from new ones.

    The file holds an entry a line, sorted: path or glob, rule, variant, field, reason, and how often it was
    met. `check` hides what it lists: the file that --baseline or the configuration names, else the one of the
    usual name beside the configuration.
    """


@command.command(cls=Sectioned, short_help="Write down what `check` reports, and take out what is gone.")
@click.option(
    "--reason", default="", metavar="TEXT", help="Why new entries, and those without, are accepted."
)
@_judging
def update(paths: tuple[str, ...], reason: str, **options: Any) -> int:
    """Write down what `check` with these options reports, and take out what is gone.

    Entries that stay keep their reasons; those of files that are not read now stay as they are.
    """
    chosen = settings(options)
    file = _file_of(chosen)
    known = read_baseline(file, check_rule=check_baseline_rule) if os.path.exists(file) else _empty(file)
    change, summary, total = _change(chosen, known, paths, options)
    fresh = updated(known, change, reason=reason.strip())
    if summary.payloads or known.entries:
        _write(file, fresh)
    _say_of_update(known, change, fresh)
    return _code(summary, total)


@command.command(cls=Sectioned, short_help="Take out entries that hide nothing any more.")
@_judging
def prune(paths: tuple[str, ...], **options: Any) -> int:
    """Take out entries that are certain to hide nothing any more; add none."""
    chosen = settings(options)
    known = read_baseline(_file_of(chosen), check_rule=check_baseline_rule)
    change, summary, total = _change(chosen, known, paths, options)
    fresh = pruned(known, change)
    if change.stale:
        _write(_file_of(chosen), fresh)
    gone = len(known.entries) - len(fresh.entries)
    click.echo(f"{known.file}: {_entries(gone)} taken out, {len(fresh.entries):,} left.")
    return _code(summary, total)


@command.command()
@FILE
@configuration
@report_format(["text", "json"], "entries are")
def show(format_name: str, **options: Any) -> int:
    """List the entries."""
    chosen = settings(options)
    found = read_baseline(_file_of(chosen), check_rule=check_baseline_rule)
    click.echo(_as_json(found.entries) if format_name == "json" else _as_text(found.entries), nl=False)
    return exit_codes.CLEAN


def _file_of(chosen: Settings) -> str:
    return chosen.baseline or chosen.usual_baseline


def _write(file: str, fresh: Baseline) -> None:
    """Put a baseline in place of what is there, unless that is the same."""
    text = text_of(fresh)
    try:
        same = Path(file).read_bytes() == text.encode()
    except OSError:
        same = False
    if not same:
        write_text(file, text)


def _empty(file: str) -> Baseline:
    return Baseline(file, os.path.dirname(os.path.abspath(file)))


def _change(
    chosen: Settings, known: Baseline, paths: tuple[str, ...], options: dict[str, Any]
) -> tuple[Change, Summary, Tally]:
    judged = replace(
        chosen.check_options(), baseline=known, max_payload=options["max_payload"], at=options["at"]
    )
    found = inputs(paths, options, excluded=chosen.excludes)
    change, summary, total = change_of(
        judged,
        found.parts(),
        found.scope,
        at_least=min(chosen.fail_on or Severity.WARNING, Severity.WARNING),
        jobs=found.jobs,
    )
    if not (summary.payloads or summary.unreadable or known.entries):
        raise BatchschemaError(f"no batch job in {', '.join(found.paths)}; no baseline is written")
    return change, summary, total


def _say_of_update(known: Baseline, change: Change, fresh: Baseline) -> None:
    stayed, gone = len(kept(known, change).entries), len(change.stale)
    new = len(fresh.entries) - stayed
    click.echo(f"{known.file}: {_entries(new)} new, {stayed:,} known, {gone:,} taken out.")
    if change.loosened:
        what = "without the version that stood there: batchschema chooses it."
        click.echo(f"{_entries(len(change.loosened))} {what}")
    bare = sum(not entry.reason for entry in fresh.entries)
    if bare:
        what = 'without a reason, which `check` warns of: --reason "…" gives one to all of them.'
        click.echo(f"{_entries(bare)} {what}", err=True)


def _code(summary: Summary, total: Tally) -> int:
    """What could not be judged is said: no baseline can hide it."""
    if not summary.unreadable:
        return exit_codes.CLEAN
    for group in total.grouped():
        rule = rule_named(group.finding.rule)
        if rule.family == "input" and group.finding.severity is Severity.ERROR:
            click.echo(line(group, View()), err=True)
    return exit_codes.UNREADABLE


def _as_text(entries: Sequence[Entry]) -> str:
    rows = [["path", "rule", "field", "variant", "count", "reason"]]
    for entry in entries:
        cells = (entry.path, entry.rule, entry.pointer, entry.variant, f"{entry.count:,}", entry.reason)
        rows.append([printable(cell or "-") for cell in cells])
    total = sum(entry.count for entry in entries)
    return f"{columns(rows, numbers=frozenset({4}))}{_entries(len(entries))}, {total:,} deviations.\n"


def _as_json(entries: Sequence[Entry]) -> str:
    return dumped({"version": 1, "entries": [entry.described() for entry in entries]}) + "\n"


def _entries(count: int) -> str:
    return plural(count, "entry", "entries")
