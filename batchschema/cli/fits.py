"""`batchschema check --variant all`: a table of which variants fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from batchschema.cli import exit_codes
from batchschema.cli.outputs import Wanted
from batchschema.core import NothingToCheck, Unreadable
from batchschema.readers import File
from batchschema.reports.fits_report import as_json, as_markdown, as_text
from batchschema.run.check import CheckOptions
from batchschema.run.fits import fits_of


def show_fits(
    settings: CheckOptions,
    files: Sequence[File],
    missing: Sequence[Unreadable],
    stdin: str | None,
    wanted: Sequence[Wanted],
    options: dict[str, Any],
) -> int:
    """Print the table; exit 0 if each payload fits some variant, 3 if some input could not be read."""
    if settings.variants != ("all",):
        raise click.UsageError("--variant all stands alone")
    renders = {"full": as_text, "markdown": as_markdown, "json": as_json}
    if len(wanted) > 1 or wanted[0].format_name not in renders or wanted[0].path is not None:
        raise click.UsageError(
            "--variant all prints a table: --format full, markdown or json, on standard output"
        )
    format_name = wanted[0].format_name
    settings = CheckOptions(policy=settings.policy, max_payload=settings.max_payload)
    found = fits_of(settings, files, missing, stdin, each=format_name == "markdown")
    if not (found.payloads or found.unreadable or options["allow_empty"]):
        raise NothingToCheck("no batch job found")
    click.echo(renders[format_name](found), nl=False)
    if found.unreadable:
        return exit_codes.UNREADABLE
    return exit_codes.CLEAN if found.fitted == found.payloads else exit_codes.FINDINGS
