"""`batchschema check`: payloads in, findings out."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import click

from batchschema import __version__
from batchschema.cli import exit_codes
from batchschema.cli.destinations import spare_inputs
from batchschema.cli.inputs import (
    Inputs,
    at,
    inputs,
    jobs,
    max_payload,
    paths_argument,
    stdin_filename,
    why_nothing,
)
from batchschema.cli.options import allow_empty, color, fail_on, output, profile, quiet, select
from batchschema.cli.outputs import Outputs, repository_root, rules_of_check, wanted_outputs
from batchschema.cli.sections import Sectioned
from batchschema.cli.settings import baseline, configuration, extend_select, schema, settings, variant
from batchschema.cli.terminal import coloured, excerpt, progress
from batchschema.core import NothingToCheck
from batchschema.core.wording import plural
from batchschema.engines import ENGINES
from batchschema.reports import FORMATS
from batchschema.reports.concise_report import printable
from batchschema.reports.view import View, no_excerpt
from batchschema.run.check import CheckOptions
from batchschema.run.tally import Tally
from batchschema.run.work import Worker, run_parts


@click.command(cls=Sectioned)
@paths_argument
@variant("all: a table of which fit, payload by payload with --format markdown. ")
@schema
@stdin_filename
@at
@click.option(
    "--format",
    "formats",
    multiple=True,
    default=("full",),
    show_default=True,
    metavar="FORMAT[:FILE]",
    help=f"How findings are written, and where; repeatable. One of {', '.join(FORMATS)}.",
)
@output
@click.option("--each", is_flag=True, help="List every finding where text formats group what recurs.")
@click.option("--grouped", is_flag=True, help="Group what recurs where machine formats list all.")
@profile
@select()
@extend_select
@click.option(
    "--show",
    multiple=True,
    type=click.Choice(["notes", "skipped"]),
    help="notes: one by one, not folded. skipped: on stderr, what holds no batch job, and why. Repeatable.",
)
@fail_on()
@click.option(
    "--show-values", is_flag=True, help="Show offending values; by default no value of a payload is printed."
)
@max_payload
@quiet("Errors and warnings only: no folded notes, no summary.")
@click.option("--statistics", is_flag=True, help="Count findings by rule.")
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default=ENGINES[0],
    show_default=True,
    help="jsonschema-rs, or jsonschema.",
)
@jobs
@click.option(
    "--document",
    is_flag=True,
    help="PATH is a document to judge as such: a schema, an OpenAPI file, a vendor's page, module:Class.",
)
@click.option("--notation", metavar="NAME", help="How a --document writes facts; else told from it.")
@click.option(
    "--root", metavar="NAME", help="The component of a --document; default: each that is a batch job."
)
@click.option(
    "--skip-others",
    is_flag=True,
    help="Count files, or documents, of no batch job instead of reporting them, as in a folder: for hooks.",
)
@allow_empty("Checking")
@configuration
@baseline
@color
def command(paths: tuple[str, ...], **options: Any) -> int:
    """Check payloads against what a vendor documents.

    PATH is a file (.json, .jsonl, .ndjson, .yaml, .yml; of recordings .har, .ipynb, .R, .repr and
    cassettes; each also .gz or .zst), a folder, a glob, or - for stdin. Default: this folder.

    Exit codes: 0 clean, 1 findings, 2 usage or configuration, 3 some input unreadable, 4 schema unusable.
    """
    chosen = settings(options)
    options |= {"fail_on": chosen.fail_on}
    checked = replace(
        chosen.check_options(),
        baseline=chosen.known(),
        engine=options["engine"],
        max_payload=options["max_payload"],
        at=options["at"],
        skips="skipped" in options["show"],
    )
    wanted = wanted_outputs(options["formats"], options["output"])
    for each in wanted:
        spare_inputs(each.path, paths)
    outputs = Outputs(wanted, _view(options), each=options["each"], grouped=options["grouped"])
    if options["document"]:
        from batchschema.cli.documents import check_documents

        return check_documents(paths or (".",), chosen.excludes, chosen.policy, outputs, options)
    if options["notation"] or options["root"]:
        raise click.UsageError("--notation and --root tell how to read a document: they go with --document")
    found = inputs(paths, options, excluded=chosen.excludes)
    found = found.unnamed() if options["skip_others"] else found
    if "all" in checked.variants:
        from batchschema.cli.fits import show_fits

        return show_fits(checked, found, wanted, options)
    return _check(checked, found, outputs, options)


def _check(checked: CheckOptions, found: Inputs, outputs: Outputs, options: dict[str, Any]) -> int:
    worker = Worker(replace(checked, folds=outputs.folds, groups=outputs.groups), outputs.render)
    total = Tally()
    with outputs:
        for result in progress(run_parts(worker, found.parts(), jobs=found.jobs), found.files):
            outputs.take(result.rendered)
            total.merge(result.tally)
        if checked.baseline is not None or checked.configuration.suppressions:
            judged = worker.over_suppressions(found.scope, total)
            outputs.take(judged.rendered)
            total.merge(judged.tally)
        summary = outputs.finish(total)
        for (source, why), count in sorted(total.skips.items()):
            times = f" (x{count:,})" if count > 1 else ""
            click.echo(f"skipped: {printable(source)}: {why}{times}", err=True)
        for source, where in sorted(total.inside.items()):
            click.echo(f"skipped: {printable(source)}: {where}", err=True)
        for vendor, count in sorted(total.unfollowed.items()):
            click.echo(f"no lifecycle is known of {vendor}: {count:,} of its payloads not asked", err=True)
        if total.nameless:
            which = plural(total.nameless, "payload")
            click.echo(f"no id tells which job it is in {which}: not compared with other looks", err=True)
        if total.unordered:
            stand = "1 job stands" if total.unordered == 1 else f"{total.unordered:,} jobs stand"
            click.echo(
                f"{stand} in several files without times: the order of the looks is not known, so only "
                "what no order can change was compared",
                err=True,
            )
        if not (summary.payloads or summary.unreadable or options["allow_empty"]):
            raise NothingToCheck(why_nothing(found.paths, summary.inputs, summary.skipped, options["at"]))
    return exit_codes.of_summary(summary, options["fail_on"])


def _view(options: dict[str, Any]) -> View:
    return View(
        notes="notes" in options["show"],
        values=options["show_values"],
        quiet=options["quiet"],
        statistics=options["statistics"],
        fail_on=options["fail_on"],
        style=coloured(options["color"]),
        excerpt=excerpt if sys.stdout.isatty() else no_excerpt,
        root=repository_root(),
        rules=rules_of_check,
        version=__version__,
    )
