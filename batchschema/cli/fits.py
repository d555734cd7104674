"""`batchschema check --variant all`: a table of which variants fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import click

from batchschema.cli import exit_codes
from batchschema.cli.inputs import Inputs
from batchschema.cli.outputs import Wanted
from batchschema.config import Configuration
from batchschema.core import NothingToCheck
from batchschema.reports.fits_page import as_markdown
from batchschema.reports.fits_report import as_json, as_text
from batchschema.run.check import AUTO, CheckOptions
from batchschema.run.fits import fits_of


def show_fits(settings: CheckOptions, read: Inputs, wanted: Sequence[Wanted], options: dict[str, Any]) -> int:
    """Print the table.

    Exit 0 if each payload fits some variant or nothing is to fail the run, 3 if some input could not be read.
    """
    if settings.variants != ("all",):
        raise click.UsageError("--variant all stands alone")
    renders = {"full": as_text, "markdown": as_markdown, "json": as_json}
    if len(wanted) > 1 or wanted[0].format_name not in renders or wanted[0].path is not None:
        raise click.UsageError(
            "--variant all prints a table: --format full, markdown or json, on standard output"
        )
    format_name = wanted[0].format_name
    settings = replace(settings, variants=(AUTO,), configuration=Configuration(), baseline=None)
    found = fits_of(settings, read.files, read.missing, read.stdin, each=format_name == "markdown")
    if not (found.payloads or found.unreadable or options["allow_empty"]):
        raise NothingToCheck("no batch job found")
    click.echo(renders[format_name](found), nl=False)
    if found.unreadable:
        return exit_codes.UNREADABLE
    failed = found.fitted < found.payloads and options["fail_on"] is not None
    return exit_codes.FINDINGS if failed else exit_codes.CLEAN
