"""`batchschema probe`: a class or a program in, its disagreements with its document out."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

import click

from batchschema.cli import exit_codes
from batchschema.cli.options import color, fail_on, quiet, report_format, select, show_notes, words
from batchschema.cli.sections import Sectioned
from batchschema.cli.terminal import coloured, keep_out_of_this_folder
from batchschema.config import Policy
from batchschema.core import UnknownRule
from batchschema.reports.probe_report import FORMATS, rendered
from batchschema.reports.view import View, plain
from batchschema.rules import rules_of
from batchschema.run.probe import ProbeOptions, probe
from batchschema.run.prober import TargetSilent
from batchschema.run.variants import variant_or_file


@click.command(cls=Sectioned)
@click.argument("target", required=False, metavar="[MODULE:CLASS]")
@click.option(
    "-V", "--variant", required=True, metavar="ID|FILE", help="Documented shape, or a JSON Schema file."
)
@click.option(
    "--command",
    "program",
    metavar="'PROGRAM ARGS…'",
    help="Probe a program: it reads one JSON payload a line and answers one JSON verdict a line.",
)
@click.option(
    "--how",
    type=click.Choice(["validate", "validate-json", "construct"]),
    default="validate",
    show_default=True,
    help="How a pydantic model reads: model_validate, model_validate_json, or unvalidated as SDKs do that "
    "have their own construct_type.",
)
@click.option(
    "--python", metavar="PATH", help="The interpreter that has the target installed. Default: this one."
)
@click.option(
    "-n",
    "--number",
    type=click.IntRange(min=1),
    default=100,
    show_default=True,
    help="Payloads to draw of each kind: valid, boundary, near-miss.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Draw other payloads.")
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=5,
    show_default=True,
    metavar="SECONDS",
    help="For one answer; a process that is starting has four times as long.",
)
@report_format(FORMATS, "findings are")
@select("RULE")
@show_notes
@fail_on()
@quiet("Findings only, no summary.")
@color
def command(target: str | None, variant: str, **options: Any) -> int:
    """Put valid, boundary and near-miss payloads to a vendor's real class, or to any program.

    Reports where the code takes what the document forbids, refuses what it allows, or changes it, each with
    the smallest payload that shows it. MODULE:CLASS is a pydantic model, a msgspec Struct, an attrs class, a
    dataclass, a TypedDict, or a function from payload to JSON; it is imported in a process of its own.
    """
    if (target is None) == (options["program"] is None):
        raise click.UsageError("name a target, MODULE:CLASS, or a program with --command, and not both")
    chosen, shape = variant_or_file(variant)
    asked = ProbeOptions(
        target=target,
        command=options["program"],
        python=options["python"],
        how=options["how"],
        number=options["number"],
        seed=options["seed"],
        time_limit=options["time_limit"],
        policy=_policy(options),
    )
    keep_out_of_this_folder()
    try:
        probing = probe(chosen, shape, asked)
    except TargetSilent as error:
        click.echo(f"batchschema: {error}", err=True)
        return exit_codes.UNREADABLE
    is_text = options["format_name"] in ("full", "concise")
    view = View(
        notes=options["show"] == "notes",
        quiet=options["quiet"],
        style=coloured(options["color"]) if is_text else plain,
    )
    sys.stdout.write(rendered(probing, options["format_name"], view))
    if probing.unanswered:  # what was not answered was not probed, which wins over findings
        return exit_codes.UNREADABLE
    return exit_codes.of_severities((each.finding.severity for each in probing.found), options["fail_on"])


def _policy(options: dict[str, Any]) -> Policy:
    return Policy(
        select=frozenset(_names(options["select"])) or None, ignore=frozenset(_names(options["ignore"]))
    )


def _names(values: Iterable[str]) -> list[str]:
    """Names of rules about targets; raises `UnknownRule` for any other."""
    known = [rule.name for rule in rules_of("probe")]
    names = list(words(values))
    for name in names:
        if name not in known:
            raise UnknownRule(name, known)
    return names
