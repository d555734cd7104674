"""Options that several commands share, so that they mean the same everywhere."""

from __future__ import annotations

from collections.abc import Callable
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


def fail_on(meaning: str = "") -> Decorator:
    """`--fail-on`; `meaning` says what the severities stand for where that is not plain."""
    return click.option(
        "--fail-on",
        type=click.Choice(["error", "warning", "note", "never"]),
        default="error",
        show_default=True,
        callback=lambda _context, _option, value: None if value == "never" else Severity[value.upper()],
        help=f"From which severity on the exit code is 1{meaning}.",
    )
