"""Options that say by which rules, variants and known deviations to judge, and what comes of them."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import click
from click.core import ParameterSource

from batchschema.cli.options import Decorator, words
from batchschema.core import Severity
from batchschema.run.check import AUTO
from batchschema.run.settings import Asked, Settings, settings_of

EXCLUSIVE = (
    ("config", "isolated"),
    ("baseline", "no_baseline"),
    ("baseline", "document"),
    ("schema", "variants"),
    ("at", "document"),
)

extend_select: Decorator = click.option(
    "--extend-select", multiple=True, metavar="RULE|FAMILY", help="These rules too."
)
schema: Decorator = click.option(
    "--schema",
    type=click.Path(),
    metavar="FILE",
    help="Check against this JSON Schema (draft 4 to 2020-12, JSON or YAML) instead.",
)


def variant(more: str = "") -> Decorator:
    """`--variant`; `more` says what else it may be."""
    return click.option(
        "-V",
        "--variant",
        "variants",
        multiple=True,
        metavar="ID|auto" + ("|all" if more else ""),
        help="Documented shape to check against, or a pattern such as 'mistral/openapi@*'; repeatable. "
        f"{more}Default: auto.",
    )


def configuration(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--config` and `--isolated`."""
    file = click.option(
        "--config",
        type=click.Path(dir_okay=False),
        metavar="FILE",
        help="Read this configuration file instead of the nearest.",
    )
    none = click.option("--isolated", is_flag=True, help="Read no configuration file.")
    return file(none(command))


def baseline(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--baseline` and `--no-baseline`."""
    file = click.option(
        "--baseline",
        type=click.Path(dir_okay=False),
        metavar="FILE",
        help="Known deviations, which are not reported.",
    )
    none = click.option("--no-baseline", is_flag=True, help="Report known deviations too.")
    return file(none(command))


def settings(options: dict[str, Any]) -> Settings:
    """What holds for this run, here.

    Raises `click.UsageError` for options that exclude each other.
    """
    for one, other in EXCLUSIVE:
        if options.get(one) and options.get(other):
            names = [f"--{name.removesuffix('s').replace('_', '-')}" for name in (one, other)]
            raise click.UsageError(f"{' and '.join(names)} exclude each other")
    variants = words(options.get("variants", ()))
    if AUTO in variants and len(variants) > 1:
        raise click.UsageError("--variant auto stands alone")
    return settings_of(_asked(options), os.getcwd())


def _asked(options: dict[str, Any]) -> Asked:
    fail_on = options.get("fail_on")
    return Asked(
        variants=words(options.get("variants", ())),
        schema=options.get("schema"),
        profile=options.get("profile") if _is_given("profile") else None,
        select=words(options.get("select", ())),
        extend_select=words(options.get("extend_select", ())),
        ignore=words(options.get("ignore", ())),
        fail_on=_label(fail_on) if _is_given("fail_on") else None,
        baseline=options.get("baseline"),
        no_baseline=options.get("no_baseline", False),
        config=options.get("config"),
        isolated=options.get("isolated", False),
    )


def _label(fail_on: Severity | None) -> str:
    return "never" if fail_on is None else fail_on.label


def _is_given(name: str) -> bool:
    source = click.get_current_context().get_parameter_source(name)
    return source not in (None, ParameterSource.DEFAULT)
