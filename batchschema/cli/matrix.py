"""`batchschema matrix`: what the documents state about the same fields, side by side."""

from __future__ import annotations

import functools
import shutil
import sys
from collections.abc import Callable

import click

from batchschema.cli.options import report_format, words
from batchschema.core.matrix import Matrix


@click.command()
@click.option("--vendor", "vendors", multiple=True, metavar="NAME", help="Only this vendor; repeatable.")
@click.option(
    "-V",
    "--variant",
    "patterns",
    multiple=True,
    metavar="ID|PATTERN",
    help="Only these, such as 'mistral/*' or 'openai/openapi@*'; repeatable.",
)
@click.option(
    "--all-versions",
    is_flag=True,
    help="Also superseded versions; else the newest of each document that no pattern names by version.",
)
@report_format(["text", "markdown", "json"], "the matrix is")
def command(
    vendors: tuple[str, ...], patterns: tuple[str, ...], all_versions: bool, format_name: str
) -> None:
    """Put what the documents state about presence and null side by side, and mark where they disagree.

    A row is a field by its meaning, wherever it stands and whatever it is called; a column is a document.
    Two documents disagree where both state a fact, and otherwise; silence disagrees with nothing.
    """
    from batchschema.catalog import load
    from batchschema.reports import matrix_page, matrix_report
    from batchschema.run.matrix import Selection, matrix_of, selected

    chosen = selected(load(), Selection(words(vendors), words(patterns), all_versions))
    if not chosen:
        raise click.UsageError("no variant is both of these vendors and of these patterns")
    renders: dict[str, Callable[[Matrix], str]] = {
        "text": functools.partial(matrix_report.as_text, width=_width(matrix_report.WIDEST)),
        "markdown": matrix_page.as_markdown,
        "json": matrix_report.as_json,
    }
    click.echo(renders[format_name](matrix_of(chosen)), nl=False)


def _width(otherwise: int) -> int:
    """Of the terminal, if there is one."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else otherwise
