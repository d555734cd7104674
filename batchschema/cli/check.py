"""`batchschema check`: payloads in, findings out."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import click

from batchschema.cli import exit_codes
from batchschema.cli.options import color, fail_on
from batchschema.cli.terminal import coloured, excerpt, progress
from batchschema.config import Configuration, Policy, read_configuration
from batchschema.core import Fold, Group, NothingToCheck, UnknownRule, Unreadable
from batchschema.readers import expand
from batchschema.reports import FORMATS, report_named, severity_first
from batchschema.reports.view import View
from batchschema.rules import FAMILIES, all_rules, is_rule
from batchschema.run.check import AUTO, CheckOptions
from batchschema.run.tally import Tally
from batchschema.run.work import Worker, parts_of, run_parts, useful_jobs

ITEMS_AT_ONCE = 200
"""Findings written in one call: CPython does not notice a pipe that closes in the middle of a long write."""
SIZES = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}


def size(text: str) -> int:
    """Bytes, with an optional K, M or G (KiB, MiB, GiB): `64M`, `64MiB`, `67108864`."""
    found = re.fullmatch(r"(\d+)\s*([kmg]?)(?:i?b)?", text.strip().lower())
    if not found:
        raise click.BadParameter(f"{text!r} is no size; write 64M or a number of bytes")
    return int(found[1]) * SIZES[found[2]]


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH…|-]")
@click.option(
    "-V",
    "--variant",
    "variants",
    multiple=True,
    metavar="ID|auto|all",
    help="Documented shape to check against; repeatable. all: a table of which fit. Default: auto.",
)
@click.option(
    "--schema",
    type=click.Path(),
    metavar="FILE",
    help="Check against this JSON Schema (draft 4 to 2020-12, JSON or YAML) instead.",
)
@click.option(
    "--stdin-filename", metavar="NAME", help="What `-` is called in findings; its suffix tells the format."
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    default="full",
    show_default=True,
    help="How findings are written.",
)
@click.option("--each", is_flag=True, help="List every finding where text formats group what recurs.")
@click.option("--grouped", is_flag=True, help="Group what recurs where machine formats list all.")
@click.option(
    "--profile",
    type=click.Choice(["documented", "strict"]),
    default="documented",
    show_default=True,
    help="documented: silence forbids nothing. strict: it does.",
)
@click.option(
    "--select",
    multiple=True,
    metavar="RULE|FAMILY",
    help="Only these rules; repeatable, or separated by commas.",
)
@click.option("--extend-select", multiple=True, metavar="RULE|FAMILY", help="These rules too.")
@click.option("--ignore", multiple=True, metavar="RULE|FAMILY", help="Not these rules.")
@click.option("--show", type=click.Choice(["notes"]), help="List notes one by one instead of folding them.")
@fail_on()
@click.option(
    "--show-values", is_flag=True, help="Show offending values; by default no value of a payload is printed."
)
@click.option("--max-payload", type=size, default="64M", show_default=True, help="Largest payload to read.")
@click.option("-q", "--quiet", is_flag=True, help="Errors and warnings only: no folded notes, no summary.")
@click.option("--statistics", is_flag=True, help="Count findings by rule.")
@click.option(
    "--engine",
    type=click.Choice(["fast", "reference"]),
    default="fast",
    show_default=True,
    help="jsonschema-rs, or jsonschema.",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Processes; default: as many as help.",
)
@click.option("--allow-empty", is_flag=True, help="Checking nothing is no error.")
@click.option("--isolated", is_flag=True, help="Read no configuration file.")
@color
def command(paths: tuple[str, ...], **options: Any) -> int:
    """Check payloads against what a vendor documents.

    PATH is a file (.json, .jsonl, .ndjson, .yaml, .yml, each also .gz), a folder, a glob, or - for stdin.
    Default: this folder.
    """
    configuration = Configuration() if options["isolated"] else read_configuration(os.getcwd())
    settings = CheckOptions(
        variants=_words(options["variants"]) or (AUTO,),
        schema=options["schema"],
        policy=_policy(configuration, options),
        configuration=Configuration() if options["variants"] or options["schema"] else configuration,
        engine=options["engine"],
        max_payload=options["max_payload"],
    )
    if options["schema"] and options["variants"]:
        raise click.UsageError("--schema and --variant exclude each other")
    if AUTO in settings.variants and settings.variants != (AUTO,):
        raise click.UsageError("--variant auto stands alone")
    paths = paths or (".",)
    stdin = (options["stdin_filename"] or "-") if "-" in paths else None
    files, missing = expand([path for path in paths if path != "-"], excluded=configuration.excludes)
    if "all" in settings.variants:
        from batchschema.cli.fits import show_fits

        return show_fits(settings, files, missing, stdin, options)
    view = View(
        notes=options["show"] == "notes",
        values=options["show_values"],
        quiet=options["quiet"],
        statistics=options["statistics"],
        style=coloured(options["color"]),
        excerpt=excerpt if sys.stdout.isatty() else lambda _: None,
    )
    report = report_named(options["format_name"])
    listing = options["each"] if report.IS_TEXT else not options["grouped"]
    settings = replace(settings, folds=report.IS_TEXT)
    worker = Worker(settings, _Render(options["format_name"], view) if listing else None)
    jobs = options["jobs"] or useful_jobs(files)
    total = Tally()
    out = _Output(report.SEPARATOR)
    out.write(report.head(view))
    _report_missing(missing, settings, total, out if listing else None, worker)
    for result in progress(run_parts(worker, parts_of(files, stdin), jobs=jobs), files):
        out.items(result.rendered)
        total.merge(result.tally)
    if not listing:
        items: list[Group | Fold] = [*total.grouped(), *(total.folded() if report.IS_TEXT else ())]
        if report.IS_TEXT:
            items.sort(key=severity_first)
        out.items(report.item(item, view) for item in items)
    summary = total.summary()
    out.write(report.tail(summary, view))
    sys.stdout.flush()
    if not (summary.payloads or summary.unreadable or options["allow_empty"]):
        raise NothingToCheck(_why_nothing(paths, summary.inputs))
    return exit_codes.of_summary(summary, options["fail_on"])


class _Render:
    """Renders findings where they are found; can be sent to another process."""

    def __init__(self, format_name: str, view: View) -> None:
        self.format_name, self.view = format_name, view
        self._item: Any = None

    def __call__(self, item: Any) -> str:
        if self._item is None:
            self._item = report_named(self.format_name).item
        text: str = self._item(item, self.view)
        return text


class _Output:
    """Standard output, with separators between items."""

    def __init__(self, separator: str) -> None:
        self._separator = separator
        self._first = True

    def write(self, text: str) -> None:
        """Write text as it is."""
        sys.stdout.write(text)

    def items(self, items: Iterable[str]) -> None:
        """Write what is not empty, separated."""
        shown = [item for item in items if item]
        for start in range(0, len(shown), ITEMS_AT_ONCE):
            text = self._separator.join(shown[start : start + ITEMS_AT_ONCE])
            sys.stdout.write(text if self._first else self._separator + text)
            self._first = False


def _policy(configuration: Configuration, options: dict[str, Any]) -> Policy:
    select, extend, ignore = (
        frozenset(_checked(_words(options[name]))) for name in ("select", "extend_select", "ignore")
    )
    ignore |= frozenset(_checked(configuration.ignore))
    return Policy(profile=options["profile"], select=select or None, extend_select=extend, ignore=ignore)


def _words(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def _checked(names: Iterable[str]) -> Iterator[str]:
    """Names of rules and families as they are; raises `UnknownRule` for any other."""
    for name in names:
        if name not in FAMILIES and not is_rule(name):
            raise UnknownRule(name, (*FAMILIES, *all_rules()))
        yield name


def _report_missing(
    missing: list[Unreadable], settings: CheckOptions, total: Tally, out: _Output | None, worker: Worker
) -> None:
    """Count paths that led nowhere as inputs that could not be judged."""
    from batchschema.run.check import Checker

    checker = Checker(settings) if missing else None
    for each in missing:
        rendered: list[str] = []

        def emit(item: Any, into: list[str] = rendered) -> None:
            from batchschema.core import Group

            assert worker.render is not None
            into.append(worker.render(Group(item)))

        assert checker is not None
        total.merge(checker.check([each], each.source, emit=emit if out is not None else None))
        if out is not None:
            out.items(rendered)


def _why_nothing(paths: tuple[str, ...], inputs: int) -> str:
    where = ", ".join("stdin" if path == "-" else path for path in paths)
    return (
        f"no batch job in the {inputs:,} files read from {where}"
        if inputs
        else f"no payload files in {where}"
    )
