"""`batchschema init`: a first configuration from what is here."""

from __future__ import annotations

import os

import click

from batchschema.cli import exit_codes
from batchschema.cli.destinations import write_text
from batchschema.config import OWN_FILE, PYPROJECT, NoTable, read_configuration_file
from batchschema.core import BadConfiguration
from batchschema.core.wording import plural
from batchschema.readers import expand
from batchschema.run.init import Survey, configuration_text, survey_of

TABLE = "tool.batchschema."


@click.command()
@click.option("--pyproject", is_flag=True, help=f"Append [tool.batchschema] to {PYPROJECT} instead.")
@click.option(
    "-o", "--output", metavar="FILE", help=f"Write there, - for standard output; default: {OWN_FILE}."
)
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
def command(pyproject: bool, output: str | None, force: bool) -> int:
    """Write a first configuration from the payloads in this folder.

    Payloads are recognised by their keys, status words and ids; folders that hold one kind only become
    globs. Nothing that is there is overwritten without --force, and a table in pyproject.toml never.
    """
    if pyproject and output:
        raise click.UsageError("--pyproject and --output exclude each other")
    target = PYPROJECT if pyproject else output or OWN_FILE
    if os.path.dirname(os.path.abspath(target)) != os.getcwd():
        raise click.UsageError(f"{target}: globs start at the file's folder; run init there, or with -o -")
    _check_target(target, pyproject, force)
    files, closed = expand(["."], excluded=lambda _: False)
    survey = survey_of(files)
    survey.unreadable += len(closed)
    text = configuration_text(survey, table=TABLE if pyproject else "")
    if target == "-":
        click.echo(text, nl=False)
    else:
        write_text(target, _appended(target, text) if pyproject else text)
    _say(target, survey)
    return exit_codes.CLEAN


def _check_target(target: str, pyproject: bool, force: bool) -> None:
    """Raise `BadConfiguration` where something would be lost, or two configurations stand side by side."""
    has_table = os.path.isfile(PYPROJECT) and _has_table()
    if pyproject:
        if not os.path.isfile(PYPROJECT):
            raise BadConfiguration(PYPROJECT, f"does not exist; without --pyproject, {OWN_FILE} is written")
        if has_table:
            raise BadConfiguration(PYPROJECT, "has a table [tool.batchschema] already")
        if os.path.isfile(OWN_FILE):
            raise BadConfiguration(OWN_FILE, "is the configuration of this folder already")
    elif target == OWN_FILE and has_table:
        raise BadConfiguration(PYPROJECT, "has a table [tool.batchschema]; one configuration a folder")
    elif target != "-" and os.path.lexists(target) and not force:
        raise BadConfiguration(target, "is there already; --force overwrites it")


def _has_table() -> bool:
    try:
        read_configuration_file(PYPROJECT)
    except NoTable:
        return False
    return True


def _appended(target: str, text: str) -> str:
    """The text of a TOML file with another table at its end, in the file's own line ends."""
    import tomllib

    with open(target, "rb") as before:
        whole = before.read()
    try:
        shared = whole.decode()
        end = "\r\n" if "\r\n" in shared else "\n"
        gap = end * (0 if not shared else 1 if shared.endswith("\n") else 2)
        shared += gap + text.replace("\n", end)
        tomllib.loads(shared.removeprefix("\ufeff"))
    except ValueError as error:  # both kinds: not UTF-8, not TOML
        raise BadConfiguration(target, f"takes no table at its end: {error}") from error
    return shared


def _say(target: str, survey: Survey) -> None:
    vendors = ", ".join(f"{vendor} {count:,}" for vendor, count in sorted(survey.vendors.items()))
    found = f"{plural(survey.vendors.total(), 'payload')} in {plural(len(survey.variants), 'file')}"
    lines = [f"{found}: {vendors}." if vendors else "No batch job was found; fill in `variants` by hand."]
    if survey.unreadable:
        lines.append(f"{plural(survey.unreadable, 'path')} could not be read; `batchschema check` says why.")
    if target != "-":
        named = "" if target in (OWN_FILE, PYPROJECT) else f" --config {target}"
        commands = {
            "check": "what contradicts the documents",
            'baseline update --reason "…"': "what is known, so that only new findings fail",
            "config PATH": "what holds for a path, and why",
        }
        width = max(map(len, commands)) + len(named)
        lines.append(f"{target} is written. Next:")
        lines += [f"  batchschema {each + named:{width}}  {what}" for each, what in commands.items()]
        lines.append("For pre-commit, in .pre-commit-config.yaml:\n" + _indented(_snippet()))
    click.echo("\n".join(lines).rstrip("\n"), err=True)


def _snippet() -> str:
    from batchschema.hooks import snippet

    return snippet()


def _indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())
