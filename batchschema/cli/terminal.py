"""Colours, excerpts of sources and progress: what only a terminal gets."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import click

from batchschema.core.instance import Location
from batchschema.readers import File
from batchschema.reports.view import Style, plain

T = TypeVar("T")
ROLES = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "note": {"fg": "cyan"},
    "place": {"bold": True},
    "rule": {"fg": "magenta"},
    "faint": {"dim": True},
}
LARGEST_EXCERPTED = 4 << 20


def coloured(choice: str) -> Style:
    """How to colour text: as told, else as NO_COLOR and FORCE_COLOR say, else only on a terminal."""
    if choice == "auto":
        wanted = bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()
        choice = "always" if wanted and not os.environ.get("NO_COLOR") else "never"
    return _style if choice == "always" else plain


def _style(text: str, role: str) -> str:
    return click.style(text, **ROLES[role])  # type: ignore[arg-type]


def excerpt(location: Location) -> str | None:
    """The source line at a place, if the source is a plain file of moderate size."""
    try:
        if location.line is None or os.path.getsize(location.source) > LARGEST_EXCERPTED:
            return None
        with open(location.source, encoding="utf-8-sig") as file:
            return next(
                (line.rstrip("\n") for number, line in enumerate(file, 1) if number == location.line), None
            )
    except (OSError, ValueError):
        return None


def progress(results: Iterable[T], files: Sequence[File]) -> Iterator[T]:
    """Pass results on; on a terminal, show how far it is once more than a second has gone by."""
    if not sys.stderr.isatty() or (sys.stdout.isatty() and not files):
        yield from results
        return
    began, shown = time.monotonic(), False
    for count, result in enumerate(results, 1):
        if time.monotonic() - began > 1:
            shown = True
            click.echo(f"\r{count:,} parts checked …", nl=False, err=True)
        yield result
    if shown:
        click.echo("\r\x1b[K", nl=False, err=True)
