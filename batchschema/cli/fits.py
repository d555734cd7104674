"""`batchschema check --variant all`: a table of which variants fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from batchschema.cli import exit_codes
from batchschema.core import NothingToCheck, Unreadable
from batchschema.readers import File
from batchschema.reports.fits_report import as_json, as_text
from batchschema.run.check import CheckOptions
from batchschema.run.fits import fits_of


def show_fits(
    settings: CheckOptions,
    files: Sequence[File],
    missing: Sequence[Unreadable],
    stdin: str | None,
    options: dict[str, Any],
) -> int:
    """Print the table; exit 0 if each payload fits some variant, 3 if some input could not be read."""
    if settings.variants != ("all",):
        raise click.UsageError("--variant all stands alone")
    if options["format_name"] not in ("full", "json"):
        raise click.UsageError("--variant all prints a table: --format full or json")
    settings = CheckOptions(policy=settings.policy, max_payload=settings.max_payload)
    found = fits_of(settings, files, missing, stdin)
    if not (found.payloads or found.unreadable or options["allow_empty"]):
        raise NothingToCheck("no batch job found")
    click.echo(as_json(found) if options["format_name"] == "json" else as_text(found), nl=False)
    if found.unreadable:
        return exit_codes.UNREADABLE
    return exit_codes.CLEAN if found.fitted == found.payloads else exit_codes.FINDINGS
