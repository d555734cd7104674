"""`batchschema explain`: the manual pages of the rules."""

from __future__ import annotations

import click

from batchschema.core import Rule, Severity, UnknownRule
from batchschema.reports.table import columns
from batchschema.rules import FAMILIES, all_rules


@click.command()
@click.argument("names", nargs=-1, metavar="[RULE|FAMILY…]")
@click.option("--all", "everything", is_flag=True, help="Every rule's page.")
def command(names: tuple[str, ...], everything: bool) -> None:
    """Show the manual page of a rule; without one, list them all.

    Each example is a conforming payload of the named variant with the shown fields changed.
    """
    rules = sorted(all_rules().values(), key=lambda rule: (FAMILIES.index(rule.family), rule.name))
    if not names and not everything:
        rows = [[rule.name, rule.family, _grades(rule), rule.summary] for rule in rules]
        click.echo(columns([["rule", "family", "documented / strict", "finds"], *rows]), nl=False)
        return
    known = (*FAMILIES, *all_rules())
    for name in names:
        if name not in known:
            raise UnknownRule(name, known)
    chosen = [rule for rule in rules if everything or {rule.name, rule.family} & {*names}]
    click.echo("\n\n".join(page(rule) for rule in chosen))


def page(rule: Rule) -> str:
    """A rule's page under its name, family and severities."""
    return f"{rule.name} ({rule.family}; documented / strict: {_grades(rule)})\n\n{rule.page}"


def _grades(rule: Rule) -> str:
    return " / ".join("off" if grade is None else Severity(grade).label for grade in rule.severities)
