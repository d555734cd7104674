"""`batchschema import`: a vendor's document in, a canonical schema out."""

from __future__ import annotations

import json
import os
from typing import Any

import click

from batchschema.cli import exit_codes
from batchschema.cli.options import color, profile, quiet
from batchschema.cli.terminal import coloured
from batchschema.config import Policy
from batchschema.core import BatchschemaError, Group, Severity, UnusableSchema, Variant
from batchschema.importers import NOTATIONS, Difference, FolderCount, UnreadableDocument
from batchschema.reports.concise_report import line, printable
from batchschema.reports.table import columns
from batchschema.reports.view import View
from batchschema.run.imports import Outcome, Request, checked_against, drift, imported_document
from batchschema.run.names import SCHEMA_FILES


@click.command()
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT…")
@click.option(
    "--notation", type=click.Choice(NOTATIONS), help="How the document writes facts; else told from it."
)
@click.option(
    "--root",
    metavar="NAME",
    help="The component of an OpenAPI document, a schema's definition, an interface.",
)
@click.option("-V", "--variant", metavar="ID", help="vendor/surface@version: the id that the schema gets.")
@click.option(
    "--siblings",
    multiple=True,
    metavar="DOC",
    help="Fill in what the document leaves open from this one; repeatable.",
)
@click.option(
    "--check",
    "against",
    metavar="VARIANT",
    help="Print where documents no longer say what the catalogue, or a canonical schema's file, says.",
)
@click.option(
    "--summary", is_flag=True, help="DOCUMENT is a folder of model pages: count rows, list unparsed types."
)
@profile
@quiet("No doubts on stderr.")
@color
def command(documents: tuple[str, ...], **options: Any) -> int:
    """Read a vendor's document and print the canonical schema; doubts go to stderr.

    DOCUMENT is a Speakeasy model page, a schema page, an OpenAPI document, a JSON Schema, a botocore service
    model, TypeScript declarations, or module:Class of a pydantic model; with --check there may be several.
    Exit codes: 1 an error among the doubts (the schema is printed all the same) or, with --check, drifted;
    2 usage, 3 unreadable document, 4 no usable schema.
    """
    if options["against"] is not None:
        return _check(documents, options)
    if len(documents) > 1:
        raise click.UsageError("several documents are read with --check; else one at a time")
    try:
        if options["summary"]:
            return _summary(documents[0], options["notation"])
        outcome = imported_document(_request(documents[0], options), Policy(profile=options["profile"]))
    except UnreadableDocument as error:
        click.echo(f"batchschema: {error}", err=True)
        return exit_codes.UNREADABLE
    _tell(outcome, options)
    click.echo(json.dumps(outcome.schema, indent=2, ensure_ascii=False))
    return exit_codes.of_severities((finding.severity for finding in outcome.findings), Severity.ERROR)


def _check(documents: tuple[str, ...], options: dict[str, Any]) -> int:
    """Compare each document with one variant; the worst that came of any is the exit code."""
    if options["variant"] is not None:
        raise click.UsageError("--check names the variant already; --variant is for a new one")
    if options["summary"]:
        raise click.UsageError("--check and --summary exclude each other")
    variant = _against(options["against"])
    return max(_checked(document, variant, options) for document in documents)


def _against(name: str) -> Variant:
    """A variant of the catalogue, or a file with all that `import` writes: other schemas state less."""
    if name.endswith(SCHEMA_FILES) and not os.path.isfile(name):
        raise click.UsageError(f"--check: there is no file {name}, and no variant of that name")
    try:
        variant = checked_against(name)
        if variant.is_canonical:
            return variant
        what = "`batchschema import DOCUMENT --variant vendor/surface` writes one"
    except UnusableSchema as error:
        what = f"it {error.reason}"
    raise click.UsageError(f"--check: {name} is neither a variant nor a canonical schema; {what}")


def _checked(document: str, variant: Variant, options: dict[str, Any]) -> int:
    """Compare one document, and say what came of it; the others are compared whatever that is."""
    root = options["root"]
    if root is None and document.lower().endswith((*SCHEMA_FILES, ".ts")):
        root = variant.title or None
    try:
        request = _request(document, {**options, "root": root, "variant": variant.id})
        outcome = imported_document(request, Policy(profile=options["profile"]))
    except UnreadableDocument as error:
        click.echo(f"batchschema: {error}", err=True)
        return exit_codes.UNREADABLE
    except BatchschemaError as error:
        click.echo(f"batchschema: {error}", err=True)
        return exit_codes.of_error(error)
    _tell(outcome, options)
    found = drift(outcome, variant)
    click.echo(as_differences(found, options["against"], document), nl=False)
    return exit_codes.FINDINGS if found else exit_codes.CLEAN


def _request(document: str, options: dict[str, Any]) -> Request:
    return Request(
        document, options["notation"], options["root"], options["variant"], tuple(options["siblings"])
    )


def _tell(outcome: Outcome, options: dict[str, Any]) -> None:
    """Doubts, and which facts came from which sibling, on stderr."""
    if options["quiet"]:
        return
    view = View(notes=True, style=coloured(options["color"]))
    for finding in outcome.findings:
        click.echo(line(Group(finding), view), err=True)
    for pointer, facts in outcome.taken.items():
        for source in dict.fromkeys(facts.values()):
            named = " and ".join(fact for fact, where in facts.items() if where == source)
            click.echo(printable(f"{pointer}: {named} taken from {source}"), err=True)
    if options["siblings"]:
        taken = sum(map(len, outcome.taken.values()))
        left = sum(finding.rule == "sibling-contradicts" for finding in outcome.findings)
        click.echo(f"{taken} facts taken from siblings; {left} still contradict", err=True)


def _summary(folder: str, notation: str | None) -> int:
    from batchschema.importers import count_folder

    if not os.path.isdir(folder):
        raise click.UsageError(f"--summary reads a folder of pages, and {folder} is none")
    total: FolderCount = count_folder(folder, notation)
    click.echo(as_summary(total), nl=False)
    if not total.pages and not total.unreadable:
        raise click.UsageError(f"no page (*.md) in {folder}")
    return exit_codes.UNREADABLE if total.unreadable else exit_codes.CLEAN


def as_differences(found: list[Difference], against: str, document: str) -> str:
    """Fact by fact what the catalogue, or the file that stands in for it, says and what the document says."""
    if not found:
        return f"{printable(document)} says what {printable(against)} says.\n"
    known = printable(os.path.basename(against)) if os.path.isfile(against) else "catalogue"
    rows = [["field", "fact", f"{known} says", "document says"]]
    for each in found:
        words = [each.fact, _words(each.catalogue), _words(each.document)]
        rows.append([printable(str(each.pointer)) or "/", *words])
    count = "1 fact differs" if len(found) == 1 else f"{len(found)} facts differ"
    return f"{columns(rows)}{printable(document)}: {count} from {printable(against)}.\n"


def _words(value: object) -> str:
    return printable(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def as_summary(total: FolderCount) -> str:
    """How much of a folder was read, and each type that was not."""
    out = [
        f"{doubt.passage.source}:{doubt.passage.line}: {printable(doubt.text)}" for doubt in total.unparsed
    ]
    out += [str(error) for error in total.unreadable]
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in total.kinds.most_common())
    notations = ", ".join(f"{count:,} {name}" for name, count in total.notations.most_common())
    out.append(f"{total.pages:,} pages: {kinds or 'none'}")
    out.append(f"notations: {notations or 'none'}")
    out.append(
        f"{total.rows:,} rows, {total.parsed:,} types parsed ({total.share:.2%}), "
        f"{len(total.unparsed):,} unparsed"
    )
    if total.unreadable:
        out.append(f"{len(total.unreadable):,} could not be read")
    return "\n".join(out) + "\n"
