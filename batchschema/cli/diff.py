"""`batchschema diff`: two documented shapes in, every incompatibility with its witness out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

import click

from batchschema.cli import exit_codes
from batchschema.cli.options import color, fail_on, report_format
from batchschema.cli.terminal import coloured
from batchschema.core import Severity
from batchschema.core.change import Comparison, Direction
from batchschema.reports.diff import FORMATS, DiffView, diff_report_named
from batchschema.run.diff import diff, document_named, documents_matching, generated, matrix

DIRECTIONS = {
    "before-reads-after": (Direction.BEFORE_READS_AFTER,),
    "after-reads-before": (Direction.AFTER_READS_BEFORE,),
    "both": tuple(Direction),
}


@click.command()
@click.argument("documents", nargs=-1, metavar="BEFORE AFTER")
@click.option(
    "--all",
    "every",
    is_flag=True,
    help="Compare every two variants of the catalogue, or of those that a PATTERN names: 'mistral/*', "
    "or mistral/openapi for all its versions.",
)
@report_format(FORMATS, "the comparison is")
@click.option(
    "--content",
    type=click.Choice(["documented", "declared"]),
    help="documented: writers send only documented keys, readers ignore others, silence is read both ways. "
    "declared: open and closed as written, no silence. Default: declared for two files, else documented.",
)
@click.option(
    "--formats",
    type=click.Choice(["assert", "annotate"]),
    default="assert",
    show_default=True,
    help="Whether `format` is asserted.",
)
@click.option(
    "--direction",
    type=click.Choice(list(DIRECTIONS)),
    default="before-reads-after",
    show_default=True,
    help="Whose break counts for severities and the exit code.",
)
@fail_on(": breaks are errors, hazards and what is undecided warnings, all else notes")
@click.option("--explain", is_flag=True, help="Say why a change is harmless, and what was tried.")
@color
def command(documents: tuple[str, ...], **options: Any) -> int:
    """Compare two documented shapes: who can read what the other writes, and the payload that shows it.

    BEFORE and AFTER are each a variant's id, a JSON Schema file (draft 4 to 2020-12, JSON or YAML), or
    FILE#/pointer for a schema inside an OpenAPI document. A single pattern such as 'mistral/*' compares
    every two variants that it names.
    """
    directions = DIRECTIONS[options["direction"]]
    report = diff_report_named(options["format_name"])
    shown = tuple(Direction) if options["format_name"] in ("json",) else directions
    style = coloured(options["color"]) if options["format_name"] in ("full", "concise") else DiffView().style
    view = DiffView(shown, options["explain"], style)
    how = {"content": options["content"], "formats": options["formats"], "draw": generated}
    if options["every"] or (len(documents) == 1 and "*" in documents[0]):
        if len(documents) > 1:
            raise click.UsageError("--all takes one pattern at most")
        chosen = documents_matching(documents[0] if documents else "*")
        if len(chosen) < 2:
            raise click.UsageError(f"{documents[0]} names one variant only; a comparison takes two")
        found = list(matrix(chosen, **how))
        sys.stdout.write(report.table(found, view))
        return exit_codes.of_severities(_severities(found, directions), options["fail_on"])
    if len(documents) != 2:
        raise click.UsageError("name two documents, BEFORE and AFTER, or a pattern such as 'mistral/*'")
    comparison = diff(document_named(documents[0]), document_named(documents[1]), **how)
    sys.stdout.write(report.one(comparison, view))
    return exit_codes.of_severities(_severities([comparison], directions), options["fail_on"])


def _severities(found: Iterable[Comparison], directions: tuple[Direction, ...]) -> Iterator[Severity]:
    return (worst for each in found if (worst := each.severity(directions)) is not None)
