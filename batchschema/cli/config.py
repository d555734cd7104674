"""`batchschema config`: the settings that hold, and where each comes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from batchschema.cli import exit_codes
from batchschema.cli.options import fail_on, profile, report_format, select
from batchschema.cli.sections import Sectioned
from batchschema.cli.settings import baseline, configuration, extend_select, schema, settings, variant
from batchschema.reports.concise_report import printable
from batchschema.reports.json_text import dumped
from batchschema.reports.table import columns
from batchschema.run.effective import PathSettings, Setting, settings_at, settings_here


@click.command(cls=Sectioned)
@click.argument("path", required=False)
@variant()
@schema
@profile
@select()
@extend_select
@fail_on()
@baseline
@configuration
@report_format(["text", "json"], "settings are")
def command(path: str | None, format_name: str, **options: Any) -> int:
    """Show which settings hold, here or for a PATH, and where each comes from.

    The options are those of `check`: what is shown is what holds for `check` with them.
    """
    chosen = settings(options)
    chosen.known()  # a baseline that cannot be read is said here too
    if path is None:
        here = settings_here(chosen)
        click.echo(_json(here) if format_name == "json" else _text(here), nl=False)
        return exit_codes.CLEAN
    found = settings_at(chosen, path)
    click.echo(_json_of_path(path, found) if format_name == "json" else _text_of_path(path, found), nl=False)
    return exit_codes.CLEAN


def _text(here: Sequence[Setting]) -> str:
    rows = []
    for each in here:
        rows += [[each.key, first, each.origin] for first in _cells(each.value)[:1]]
        rows += [["", more, ""] for more in _cells(each.value)[1:]]
    return columns([["setting", "value", "from"], *([printable(cell) for cell in row] for row in rows)])


def _cells(value: object) -> list[str]:
    """A value in one line or, for a table, a line an entry."""
    if isinstance(value, dict):
        lines = [
            f"{key} = {', '.join(part) if isinstance(part, list) else part}" for key, part in value.items()
        ]
        return lines or ["-"]
    if isinstance(value, list):
        return [", ".join(value) or "-"]
    return ["-" if value is None else str(value)]


def _text_of_path(path: str, found: PathSettings) -> str:
    above = [found.variant, found.profile, *([found.excluded] if found.excluded else [])]
    out = columns([[each.key, printable(str(each.value)), each.origin] for each in above], indent="  ")
    rules = [[each.key, str(each.value or "off"), each.origin] for each in found.rules]
    known = [[each.key, printable(str(each.value)), each.origin] for each in found.suppressions]
    out += "\n" + columns([["rule", "severity", "from"], *rules])
    if known:
        out += "\n" + columns([["suppressed", "reason", "from"], *known])
    return f"{printable(path)}\n{out}"


def _json(settings: Sequence[Setting]) -> str:
    return dumped({"version": 1, "settings": _described(settings)}) + "\n"


def _json_of_path(path: str, found: PathSettings) -> str:
    described: dict[str, Any] = {
        "version": 1,
        "path": path,
        **_described([found.variant, found.profile]),
        "excluded": None if found.excluded is None else _value(found.excluded),
        "rules": _described(found.rules),
        "suppressions": [{"rule": each.key, **_value(each)} for each in found.suppressions],
    }
    return dumped(described) + "\n"


def _described(settings: Sequence[Setting]) -> dict[str, Any]:
    return {each.key: _value(each) for each in settings}


def _value(setting: Setting) -> dict[str, Any]:
    return {"value": setting.value, "from": setting.origin}
