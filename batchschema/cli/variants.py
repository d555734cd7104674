"""`batchschema variants`: the catalogue."""

from __future__ import annotations

import click

from batchschema.reports.variants_report import as_json, as_schema, listed, shown
from batchschema.run.variants import since_when, variant_or_file


@click.command()
@click.argument("id", required=False, metavar="[ID|PATTERN|FILE]")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json", "schema"]),
    default="text",
    show_default=True,
    help="schema: the canonical JSON Schema itself.",
)
def command(id: str | None, format_name: str) -> None:
    """List the documented shapes, or show one: field, type, presence, null, since when, source."""
    from batchschema.catalog import load
    from batchschema.shape import shape_of

    catalog = load()
    if id is None or "*" in id:
        found = list(catalog.values()) if id is None else catalog.matching(id)
        if format_name != "text":
            raise click.UsageError("--format json and schema are for one variant")
        click.echo(listed([(variant, shape_of(variant.schema)) for variant in found]), nl=False)
        return
    variant, shape = variant_or_file(id)
    if format_name == "schema":
        click.echo(as_schema(variant), nl=False)
        return
    render = as_json if format_name == "json" else shown
    click.echo(render(variant, shape, since_when(catalog, variant, shape)), nl=False)
