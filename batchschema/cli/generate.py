"""`batchschema generate`: a variant or a schema in, payloads out, one a line."""

from __future__ import annotations

from typing import Any

import click

from batchschema.cli import exit_codes
from batchschema.cli.destinations import checked_file, write_text
from batchschema.cli.terminal import keep_out_of_this_folder


@click.command()
@click.argument("variant", metavar="VARIANT|FILE")
@click.option(
    "-n", "--number", type=click.IntRange(min=1), default=100, show_default=True, help="Payloads to draw."
)
@click.option(
    "--kind",
    type=click.Choice(["valid", "boundary", "near-miss"]),
    default="valid",
    show_default=True,
    help="Payloads as the service may send them; at the edges of what it may; or with one thing wrong.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Draw other payloads.")
@click.option("--extra-keys", is_flag=True, help="Valid payloads: some with a key that no one documents.")
@click.option(
    "--labels",
    is_flag=False,
    flag_value="-",
    metavar="[FILE|-]",
    help='Near misses: write {"payload", "rule", "pointer"} lines to FILE, or instead to stdout.',
)
def command(variant: str, **options: Any) -> int:
    """Generate payloads of a documented shape, as JSON Lines.

    VARIANT is an id of the catalogue, FILE a JSON Schema (.json, .yaml). The same seed draws the same
    payloads, all different; there are fewer than asked for where no more exist.
    """
    if options["labels"] is not None and options["kind"] != "near-miss":
        raise click.UsageError("--labels is for --kind near-miss: other payloads have no label")
    if options["extra_keys"] and options["kind"] != "valid":
        raise click.UsageError("--extra-keys is for --kind valid")
    labels_file = checked_file(options["labels"] or "-")
    keep_out_of_this_folder()
    payloads, labels = _lines(variant, options)
    if options["labels"] is not None:
        _write(labels_file, labels)
    if options["labels"] != "-":
        _write(None, payloads)
    if len(payloads) < options["number"]:
        click.echo(f"batchschema: no more than {len(payloads):,} different payloads were found", err=True)
    return exit_codes.CLEAN


def _lines(variant: str, options: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The payloads, and for near misses the labelled ones, as JSON."""
    from batchschema.generate import NearMiss, draws, json_line
    from batchschema.run.generate import boundary, near_misses, payloads
    from batchschema.run.variants import variant_or_file

    found, _ = variant_or_file(variant)

    def labelled(miss: NearMiss) -> str:
        return json_line({"payload": miss.value, "rule": miss.rule, "pointer": miss.pointer})

    number, seed = options["number"], options["seed"]
    if options["kind"] == "near-miss":
        misses = draws(near_misses(found), number, seed=seed, key=labelled, name=variant)
        return [json_line(miss.value) for miss in misses], [labelled(miss) for miss in misses]
    if options["kind"] == "valid":
        strategy = payloads(found, extra_keys=options["extra_keys"])
        return [json_line(value) for value in draws(strategy, number, seed=seed, name=variant)], []
    lines = [json_line(value) for value in draws(boundary(found), number, seed=seed, name=variant)]
    if len(lines) < number:
        more = draws(boundary(found, mixed=True), number, seed=seed, name=variant)
        lines = list(dict.fromkeys((*lines, *map(json_line, more))))[:number]
    return lines, []


def _write(path: str | None, lines: list[str]) -> None:
    write_text(path, "".join(f"{line}\n" for line in lines))
