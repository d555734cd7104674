"""Options that several commands share, so that they mean the same everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import click

from batchschema.core import Severity

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

color: Decorator = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Colour text formats; NO_COLOR and FORCE_COLOR are heeded.",
)


def fail_on(meaning: str = "", *, default: str = "error") -> Decorator:
    """`--fail-on`; `meaning` says what the severities stand for where that is not plain."""
    return click.option(
        "--fail-on",
        type=click.Choice(["error", "warning", "note", "never"]),
        default=default,
        show_default=True,
        callback=lambda _context, _option, value: None if value == "never" else Severity[value.upper()],
        help=f"From which severity on the exit code is 1{meaning}.",
    )


def report_format(formats: Sequence[str], what: str, more: str = "") -> Decorator:
    """`--format`, of a report that goes to one place; `what` is written in it, `more` explains a format."""
    return click.option(
        "--format",
        "format_name",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help=f"How {what} written.{more}",
    )


profile: Decorator = click.option(
    "--profile",
    type=click.Choice(["documented", "strict"]),
    default="documented",
    show_default=True,
    help="documented: silence forbids nothing. strict: it does.",
)


def select(names: str = "RULE|FAMILY") -> Decorator:
    """`--select` and `--ignore`; `names` says of what."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        only = click.option(
            "--select",
            multiple=True,
            metavar=names,
            help="Only these rules; repeatable, or separated by commas.",
        )
        without = click.option("--ignore", multiple=True, metavar=names, help="Not these rules.")
        return only(without(command))

    return decorate


show_notes: Decorator = click.option(
    "--show",
    type=click.Choice(["notes"]),
    help="List notes one by one, where they are else folded or left out.",
)


output: Decorator = click.option(
    "-o", "--output", metavar="FILE", help="Write the report there instead of to standard output."
)


def quiet(what: str) -> Decorator:
    """`--quiet`; `what` says what is still said."""
    return click.option("-q", "--quiet", is_flag=True, help=what)


def allow_empty(doing: str) -> Decorator:
    """`--allow-empty`, of what is otherwise a usage error."""
    return click.option("--allow-empty", is_flag=True, help=f"{doing} nothing is no error.")


def words(values: Iterable[str]) -> tuple[str, ...]:
    """Values of a repeatable option that may hold several, separated by commas."""
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())
