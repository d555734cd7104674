"""`batchschema check`: payloads in, findings out."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from batchschema import __version__
from batchschema.cli import exit_codes
from batchschema.cli.options import color, fail_on, profile, select, show_notes, words
from batchschema.cli.outputs import Outputs, repository_root, rules_of_check, wanted_outputs
from batchschema.cli.settings import (
    baseline,
    configuration,
    extend_select,
    jobs,
    schema,
    settings,
    stdin_filename,
    variant,
)
from batchschema.cli.terminal import coloured, excerpt, progress
from batchschema.core import NothingToCheck
from batchschema.readers import File, expand
from batchschema.reports import FORMATS
from batchschema.reports.view import View
from batchschema.run.check import AUTO, CheckOptions
from batchschema.run.tally import Tally
from batchschema.run.work import Worker, parts_of, run_parts, useful_jobs

if TYPE_CHECKING:
    from batchschema.run.stale import Scope

SIZES = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}


def size(text: str) -> int:
    """Bytes, with an optional K, M or G (KiB, MiB, GiB): `64M`, `64MiB`, `67108864`."""
    found = re.fullmatch(r"(\d+)\s*([kmg]?)(?:i?b)?", text.strip().lower())
    if not found:
        raise click.BadParameter(f"{text!r} is no size; write 64M or a number of bytes")
    return int(found[1]) * SIZES[found[2]]


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH…|-]")
@variant("all: a table of which fit, payload by payload with --format markdown. ")
@schema
@stdin_filename
@click.option(
    "--at",
    metavar="JSONPATH",
    help="Payloads are what this selects (RFC 9535) in each line or document; text in JSON is parsed.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    default=("full",),
    show_default="full",
    metavar="FORMAT[:FILE]",
    help=f"How findings are written, and where; repeatable. One of {', '.join(FORMATS)}.",
)
@click.option("-o", "--output", metavar="FILE", help="Write the report there instead of to standard output.")
@click.option("--each", is_flag=True, help="List every finding where text formats group what recurs.")
@click.option("--grouped", is_flag=True, help="Group what recurs where machine formats list all.")
@profile
@select()
@extend_select
@show_notes
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
    help="Count files that hold no batch job instead of reporting them, as in a folder: for hooks.",
)
@click.option("--allow-empty", is_flag=True, help="Checking nothing is no error.")
@configuration
@baseline
@color
def command(paths: tuple[str, ...], **options: Any) -> int:
    """Check payloads against what a vendor documents.

    PATH is a file (.json, .jsonl, .ndjson, .yaml, .yml, a recording: .har, a cassette, .R, .repr; each also
    .gz or .zst), a folder, a glob, or - for stdin. Default: this folder.
    """
    chosen = settings(options)
    options |= {"fail_on": chosen.fail_on}
    checked = CheckOptions(
        variants=words(options["variants"]) or (AUTO,),
        schema=options["schema"],
        policy=chosen.policy,
        configuration=chosen.configuration,
        baseline=chosen.known(),
        engine=options["engine"],
        max_payload=options["max_payload"],
        at=options["at"],
    )
    if AUTO in checked.variants and checked.variants != (AUTO,):
        raise click.UsageError("--variant auto stands alone")
    paths = paths or (".",)
    stdin = (options["stdin_filename"] or "-") if "-" in paths else None
    wanted = wanted_outputs(options["formats"], options["output"])
    outputs = Outputs(wanted, _view(options), each=options["each"], grouped=options["grouped"])
    if options["document"]:
        from batchschema.cli.documents import check_documents

        return check_documents(paths, chosen.excludes, chosen.policy, outputs, options)
    if options["notation"] or options["root"]:
        raise click.UsageError("--notation and --root tell how to read a document: they go with --document")
    files, missing = expand([path for path in paths if path != "-"], excluded=chosen.excludes)
    if options["skip_others"]:
        files = [replace(file, named=False) for file in files]
    if "all" in checked.variants:
        from batchschema.cli.fits import show_fits

        return show_fits(checked, files, missing, stdin, wanted, options)
    worker = Worker(replace(checked, folds=outputs.folds, groups=outputs.groups), outputs.render)
    jobs = options["jobs"] or useful_jobs(files)
    total = Tally()
    with outputs:
        for result in progress(run_parts(worker, parts_of(files, missing, stdin), jobs=jobs), files):
            outputs.take(result.rendered)
            total.merge(result.tally)
        if checked.baseline is not None or checked.configuration.suppressions:
            judged = worker.over_suppressions(scope_of(paths, files, stdin), total)
            outputs.take(judged.rendered)
            total.merge(judged.tally)
        summary = outputs.finish(total)
        for vendor, count in sorted(total.unfollowed.items()):
            click.echo(f"no lifecycle is known of {vendor}: {count:,} of its payloads not asked", err=True)
        if not (summary.payloads or summary.unreadable or options["allow_empty"]):
            raise NothingToCheck(_why_nothing(paths, summary.inputs))
    return exit_codes.of_summary(summary, options["fail_on"])


def _view(options: dict[str, Any]) -> View:
    return View(
        notes=options["show"] == "notes",
        values=options["show_values"],
        quiet=options["quiet"],
        statistics=options["statistics"],
        fail_on=options["fail_on"],
        style=coloured(options["color"]),
        excerpt=excerpt if sys.stdout.isatty() else lambda _: None,
        root=repository_root(),
        rules=rules_of_check,
        version=__version__,
    )


def scope_of(paths: Sequence[str], files: Sequence[File], stdin: str | None) -> Scope:
    """What a run over these paths reads."""
    from batchschema.run.stale import Scope

    sources = [file.path for file in files] + ([stdin] if stdin is not None else [])
    return Scope(tuple(sources), tuple(path for path in paths if os.path.isdir(path)))


def _why_nothing(paths: tuple[str, ...], inputs: int) -> str:
    where = ", ".join("stdin" if path == "-" else path for path in paths)
    return (
        f"no batch job in the {inputs:,} files read from {where}"
        if inputs
        else f"no payload files in {where}"
    )
