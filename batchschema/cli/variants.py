"""`batchschema variants`: the catalogue."""

from __future__ import annotations

import click

from batchschema.cli.options import report_format
from batchschema.reports.variants_report import as_json, as_schema, listed, shown
from batchschema.run.variants import history, since_when, variant_or_file


@click.command()
@click.argument("id", required=False, metavar="[ID|PATTERN|FILE]")
@click.option(
    "--history",
    "shows_history",
    is_flag=True,
    help="What changed when: every version of the document that ID names (mistral/openapi).",
)
@report_format(["text", "json", "schema"], "a variant is", " schema: the canonical JSON Schema itself.")
def command(id: str | None, shows_history: bool, format_name: str) -> None:
    """List the documented shapes, or show one: field, type, presence, null, since when, source."""
    from batchschema.catalog import load
    from batchschema.shape import shape_of

    catalog = load()
    if shows_history:
        _show_history(id, format_name)
        return
    if id is None or "*" in id:
        found = list(catalog.values()) if id is None else catalog.matching(id)
        if format_name != "text":
            raise click.UsageError("--format json and schema are for one variant")
        found.sort(key=lambda variant: (variant.label, variant.release))
        click.echo(listed([(variant, shape_of(variant.schema)) for variant in found]), nl=False)
        return
    variant, shape = variant_or_file(id)
    if format_name == "schema":
        click.echo(as_schema(variant), nl=False)
        return
    render = as_json if format_name == "json" else shown
    click.echo(render(variant, shape, since_when(catalog, variant, shape)), nl=False)


def _show_history(label: str | None, format_name: str) -> None:
    from batchschema.catalog import load
    from batchschema.reports import history_report

    if label is None or "*" in label:
        raise click.UsageError("--history is of one document, such as mistral/openapi")
    if format_name == "schema":
        raise click.UsageError("--history has --format text or json; a schema is of one version")
    render = history_report.as_json if format_name == "json" else history_report.as_text
    click.echo(render(history(load(), label)), nl=False)
